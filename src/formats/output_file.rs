//! Writes a file whole or not at all: to a temporary file in the same folder, renamed when it is complete.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Temporary files that are being written, so that an interrupt can remove them.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Writes `contents` to `path`; a file that stands there is replaced only when the new one is complete.
///
/// # Errors
/// What the system says; no half file is left then.
pub fn write_file(path: &Path, contents: &[u8]) -> io::Result<()> {
    write_file_with(path, |file| file.write_all(contents))
}

/// As [`write_file`], with what `write` writes: for contents that need not fit in memory.
///
/// # Errors
/// What the system or `write` says; no half file is left then.
pub fn write_file_with<E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> Result<(), E>,
) -> Result<(), E> {
    let name = path.file_name().ok_or_else(|| io::Error::other("the path names no file"))?;
    let mut temporary_name = std::ffi::OsString::from(".");
    temporary_name.push(name);
    temporary_name.push(format!(".{}.unfinished", std::process::id()));
    let temporary = path.with_file_name(temporary_name);
    unfinished().push(temporary.clone());
    let written =
        write_and_sync(&temporary, write).and_then(|()| fs::rename(&temporary, path).map_err(E::from));
    if written.is_err() {
        // The first error is the one to report; the file may not even have come into being.
        let _ = fs::remove_file(&temporary);
    }
    unfinished().retain(|other| *other != temporary);
    written
}

/// Removes what [`write_file`] is in the middle of: for a handler of interrupts, before it ends the process.
pub fn remove_unfinished_files() {
    for path in unfinished().drain(..) {
        let _ = fs::remove_file(path);
    }
}

fn unfinished() -> std::sync::MutexGuard<'static, Vec<PathBuf>> {
    // A list of paths is whole even where a thread that held it has panicked.
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

fn write_and_sync<E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> Result<(), E>,
) -> Result<(), E> {
    let mut file = BufWriter::new(File::create(path)?);
    write(&mut file)?;
    file.flush()?;
    Ok(file.get_ref().sync_all()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_a_failure_leaves_nothing() {
        let folder = std::env::temp_dir().join(format!("kennis-output-file-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("result.json");
        write_file(&path, b"one").unwrap();
        write_file(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        // A folder in the way: the rename fails.
        let taken = folder.join("taken");
        fs::create_dir_all(taken.join("inside")).unwrap();
        assert!(write_file(&taken, b"three").is_err());
        assert!(write_file(&folder.join("absent").join("f"), b"four").is_err());
        let mut left: Vec<_> =
            fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, ["result.json", "taken"]);
        fs::remove_dir_all(&folder).unwrap();
    }
}
