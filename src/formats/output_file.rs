//! Writes files whole or not at all: to temporary files in the same folder, renamed when all of them are complete.
//!
//! A temporary file has a name that nobody can foretell, never opens what is there already, and is locked while its
//! owner lives. What a killed program has left is therefore free to lock: the next one that writes there clears it away.

use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// How the name of a temporary file begins and ends.
const PREFIX: &str = ".kennis-";
const ENDING: &str = ".unfinished";

/// Temporary files that are being written, so that an interrupt can remove them.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Writes `contents` to `path`; a file that stands there is replaced only when the new one is complete, and keeps its
/// mode. A link stays: what it names is replaced.
///
/// # Errors
/// What the system says, and where [`check_writable`] refuses the path; no half file is left then.
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
    let complete = Unfinished::write(path, write)?;
    let _no_signal = unfinished();
    complete.publish().map_err(E::from)
}

/// Writes files into a folder as one: all are complete before the first of them takes its place, so that a full disk
/// leaves what was there before, and two programs that write at the same time do not mix. The last file lists the others:
/// an older one of its name goes first, so that where it stands the files beside it are those that it lists.
///
/// # Errors
/// The file that could not be written, and what the system says.
pub fn write_files(folder: &Path, files: &[(&str, &[u8])]) -> Result<(), (PathBuf, io::Error)> {
    let mut complete = Vec::new();
    for (name, contents) in files {
        let path = folder.join(name);
        let written = Unfinished::write(&path, |file| file.write_all(contents));
        complete.push((written.map_err(|error| (path.clone(), error))?, path));
    }
    let _turn = lock_folder(folder);
    // A signal ends the process before the first file takes its place or after the last one.
    let _no_signal = unfinished();
    if let Some((file, list)) = complete.last() {
        remove_if_there(&file.place.path).map_err(|error| (list.clone(), error))?;
    }
    complete.iter().try_for_each(|(file, path)| file.publish().map_err(|error| (path.clone(), error)))
}

/// Whether [`write_file`] could write there: before a long computation, not after it.
///
/// # Errors
/// A folder, a device or a link to nothing in its place; a file that is protected against writing, or has other names
/// (hard links) that would keep the old contents; a folder that does not exist or cannot be written; a name too long.
pub fn check_writable(path: &Path) -> io::Result<()> {
    Unfinished::new(path).map(drop)
}

/// Removes what [`write_file`] is in the middle of: for a thread that ends the process after a signal. No other file is
/// begun or takes its place after it, so that whoever writes waits for the end.
pub fn remove_unfinished_files() {
    let mut unfinished = unfinished();
    for path in unfinished.drain(..) {
        let _ = fs::remove_file(path);
    }
    std::mem::forget(unfinished);
}

/// A temporary file on its way to a place. Dropped before it is published, it is removed.
struct Unfinished {
    temporary: PathBuf,
    file: File,
    place: Place,
}

/// Where a file goes: what a link names, and the permissions of a file that stands there.
struct Place {
    path: PathBuf,
    permissions: Option<Permissions>,
}

impl Unfinished {
    /// Opens a temporary file beside the place, and locks it.
    fn new(path: &Path) -> io::Result<Self> {
        let place = Place::of(path)?;
        let folder = folder_of(&place.path);
        clear_left_overs(folder);
        loop {
            let name = format!("{PREFIX}{:016x}{ENDING}", RandomState::new().build_hasher().finish());
            let temporary = folder.join(name);
            // A signal between the making of a file and its entry would leave it.
            let mut unfinished = unfinished();
            let file = match OpenOptions::new().write(true).create_new(true).open(&temporary) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                opened => opened?,
            };
            // A file system without locks clears nothing away either.
            let _ = file.lock();
            // Another program may have taken it for a left-over between its making and its lock: then once more.
            if temporary.exists() {
                unfinished.push(temporary.clone());
                drop(unfinished);
                return Ok(Self { temporary, file, place });
            }
        }
    }

    fn write<E: From<io::Error>>(
        path: &Path,
        write: impl FnOnce(&mut (dyn Write + Send)) -> Result<(), E>,
    ) -> Result<Self, E> {
        let made = Self::new(path)?;
        // First, so that a file that others may not read is not for them to read while it is written.
        if let Some(permissions) = &made.place.permissions {
            made.file.set_permissions(permissions.clone())?;
        }
        let mut buffered = BufWriter::new(&made.file);
        write(&mut buffered)?;
        buffered.flush()?;
        drop(buffered);
        made.file.sync_all()?;
        Ok(made)
    }

    fn publish(&self) -> io::Result<()> {
        fs::rename(&self.temporary, &self.place.path)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After it has been published there is nothing of that name; the first error is the one to report.
        let _ = fs::remove_file(&self.temporary);
        unfinished().retain(|other| *other != self.temporary);
    }
}

impl Place {
    fn of(path: &Path) -> io::Result<Self> {
        let refused = |why: &str| Err(io::Error::new(ErrorKind::InvalidInput, why.to_owned()));
        if path.file_name().is_none() {
            return refused("the path names no file");
        }
        // Looked at once, for another program may remove it in between.
        let (path, found) = match fs::symlink_metadata(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Ok(Self { path: path.to_owned(), permissions: None });
            }
            Err(error) => return Err(error),
            Ok(found) if found.is_symlink() => {
                let named = fs::canonicalize(path).and_then(|named| Ok((fs::metadata(&named)?, named)));
                match named {
                    Ok((found, named)) => (named, found),
                    Err(_) => return refused("a link to nothing stands there"),
                }
            }
            Ok(found) => (path.to_owned(), found),
        };
        if found.is_dir() {
            return refused("a folder stands there");
        }
        if !found.is_file() {
            return refused("what stands there is no file");
        }
        if found.permissions().readonly() {
            return refused("the file that stands there is protected against writing");
        }
        if names(&found) > 1 {
            return refused("the file that stands there has other names, which would keep the old contents");
        }
        Ok(Self { path, permissions: Some(found.permissions()) })
    }
}

/// How many names a file has.
#[cfg(unix)]
fn names(file: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(file)
}

/// How many names a file has: not asked here.
#[cfg(not(unix))]
fn names(_: &Metadata) -> u64 {
    1
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Removes temporary files whose owner is no more: their lock is free.
fn clear_left_overs(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let ours = entries.filter(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let of_ours = name.starts_with(PREFIX) && name.ends_with(ENDING);
        of_ours && entry.file_type().is_ok_and(|kind| kind.is_file())
    });
    for entry in ours {
        // Removed while its lock is ours: an owner that has only just made it waits for the lock, and sees that it is gone.
        if let Ok(file) = File::open(entry.path())
            && file.try_lock().is_ok()
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Waits until no other program publishes files in the folder; the lock ends with the value. Where folders cannot be
/// locked, programs take no turns.
fn lock_folder(folder: &Path) -> Option<File> {
    let folder = File::open(folder).ok()?;
    folder.lock().ok()?;
    Some(folder)
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn unfinished() -> std::sync::MutexGuard<'static, Vec<PathBuf>> {
    // A list of paths is whole even where a thread that held it has panicked.
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
