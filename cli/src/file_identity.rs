//! Which file a path leads to, whatever its name: by links, by another way to its folder, and before it is there.

use crate::caller;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

/// A file. Equal for every path that leads to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FileIdentity {
    /// Device, and number on it, of a file that is there.
    #[cfg(unix)]
    Number(u64, u64),
    /// The path without links: of a file that is still to come, and where files have no numbers.
    Path(PathBuf),
}

impl FileIdentity {
    /// The file that a path leads to, or would make; none where there is no folder for it.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        if let Ok(found) = fs::metadata(path) {
            return Self::of_file(&found).or_else(|| Some(Self::Path(fs::canonicalize(path).ok()?)));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(Self::Path(fs::canonicalize(folder).ok()?.join(path.file_name()?)))
    }

    /// The file that standard input reads, where it is a file.
    pub(crate) fn standard_input() -> Option<Self> {
        if caller::is_embedded() { None } else { Self::of_stream(std::io::stdin()) }
    }

    /// The file that standard output goes to, where it is a file.
    pub(crate) fn standard_output() -> Option<Self> {
        if caller::is_embedded() { None } else { Self::of_stream(std::io::stdout()) }
    }

    #[cfg(unix)]
    fn of_stream(stream: impl std::os::fd::AsFd) -> Option<Self> {
        let file = fs::File::from(stream.as_fd().try_clone_to_owned().ok()?);
        Self::of_file(&file.metadata().ok().filter(Metadata::is_file)?)
    }

    #[cfg(not(unix))]
    fn of_stream<S>(_: S) -> Option<Self> {
        None
    }

    #[cfg(unix)]
    fn of_file(file: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        Some(Self::Number(file.dev(), file.ino()))
    }

    #[cfg(not(unix))]
    fn of_file(_: &Metadata) -> Option<Self> {
        None
    }
}
