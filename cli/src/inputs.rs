//! The user's files: those that were read so far, for a document that says why there is no result, and those that the
//! result of a command without a scenario rests on.

use crate::caller;
use crate::file_identity::FileIdentity;
use kennis::data::{InputFile, InputRole};
use kennis::formats::{InputError, input_file, load};
use kennis::{Economy, ParameterSet};
use std::cell::RefCell;
use std::path::Path;

/// A file that was asked for: its name as it was typed, what it is read as, and the file where it could be read.
struct Asked {
    typed: String,
    role: InputRole,
    file: Option<InputFile>,
    /// Which file it is, whatever its name; none of a stream.
    identity: Option<FileIdentity>,
}

thread_local! {
    /// In the order in which they were read. Of the command: it ends with what it has read.
    static ASKED: RefCell<Vec<Asked>> = RefCell::default();
}

/// Another command begins, which has read nothing.
pub(crate) fn forget() {
    ASKED.take();
}

/// Reads a file whole, and remembers it.
pub(crate) fn read(role: InputRole, path: &Path) -> Result<Vec<u8>, InputError> {
    let bytes = caller::text_of(path).map_or_else(|| load(path), Ok);
    note(role, path, &path.display().to_string(), bytes.as_deref().ok());
    bytes
}

/// Remembers a file under its name in messages; `-` is standard input. Without bytes it could not be read.
pub(crate) fn note(role: InputRole, path: &Path, typed: &str, bytes: Option<&[u8]>) {
    let file = bytes.map(|bytes| input_file(role, typed, bytes));
    note_path(role, path, typed.to_owned(), file);
}

/// Remembers a file that is read already.
pub(crate) fn note_path(role: InputRole, path: &Path, typed: String, file: Option<InputFile>) {
    let stream = path == Path::new("-");
    let identity = if stream { FileIdentity::standard_input() } else { FileIdentity::of(path) };
    ASKED.with_borrow_mut(|asked| asked.push(Asked { typed, role, file, identity }));
}

/// What a file was read as, where the command has read it under any name.
pub(crate) fn role_of(file: &FileIdentity) -> Option<InputRole> {
    ASKED.with_borrow(|asked| {
        asked.iter().find(|asked| asked.identity.as_ref() == Some(file)).map(|asked| asked.role)
    })
}

/// What a file was read as; `request` where no command has said.
pub(crate) fn part(typed: &str) -> &'static str {
    ASKED.with_borrow(|asked| {
        asked.iter().find(|file| file.typed == typed).map_or("request", |file| file.role.name())
    })
}

/// The files that were read so far.
pub(crate) fn read_so_far() -> Vec<InputFile> {
    let mut files: Vec<InputFile> =
        ASKED.with_borrow(|asked| asked.iter().filter_map(|file| file.file.clone()).collect());
    // In the order of a result, whatever the order of reading.
    files.sort_by_key(|file| file.role);
    files.dedup();
    files
}

/// The table of data and the parameter file, as far as there are.
pub(crate) fn inputs(economy: Option<&Economy>, parameters: &ParameterSet) -> Vec<InputFile> {
    let data = economy.and_then(|economy| economy.input.as_ref());
    data.into_iter().chain(&parameters.input).cloned().collect()
}
