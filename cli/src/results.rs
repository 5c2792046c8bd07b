//! `--out DIR`: results as files, and a manifest that lists them.

use crate::failure::Failure;
use kennis::data::InputFile;
use kennis::formats::{InputError, InputProblem, manifest_document, write_file};
use kennis::report::safe_text;
use kennis::scenario::Problem;
use std::path::Path;
use std::{fs, io};

/// The file that lists the others.
const MANIFEST: &str = "manifest.json";

/// Makes the folder and tries to write in it, so that a long computation does not end in vain.
pub(crate) fn prepare(folder: &Path) -> Result<(), InputError> {
    let tried = fs::create_dir_all(folder).and_then(|()| try_to_write(folder));
    tried.map_err(|error| {
        let found = format!("{} ({error})", folder.display());
        InputProblem::new("", Problem::new("--out", found, "a folder that can be written")).into()
    })
}

/// What is wrong with a file that is to be written; its folder must be there.
pub(crate) fn file_problem(option: &str, path: &Path) -> Option<Problem> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (what, expected) = if path.is_dir() {
        (path, "a file, not a folder")
    } else if !folder.is_dir() {
        (folder, "a folder that exists")
    } else if try_to_write(folder).is_err() {
        (folder, "a folder that can be written")
    } else {
        return None;
    };
    Some(Problem::new(option, format!("{:?}", what.display().to_string()), expected))
}

fn try_to_write(folder: &Path) -> io::Result<()> {
    let probe = folder.join(format!(".kennis-probe-{}", std::process::id()));
    write_file(&probe, b"").and_then(|()| fs::remove_file(&probe))
}

/// Writes the files, safe to show, each whole or not at all, and last the manifest: where it stands, all are there. One of earlier
/// results goes first, so that it never lists files of two runs.
pub(crate) fn write(
    folder: &Path,
    command: &str,
    inputs: &[InputFile],
    files: &[(&str, String)],
) -> Result<(), Failure> {
    let manifest = folder.join(MANIFEST);
    if let Err(error) = fs::remove_file(&manifest)
        && error.kind() != io::ErrorKind::NotFound
    {
        return Err(Failure::Write { path: manifest, error });
    }
    let safe: Vec<(&str, String)> =
        files.iter().map(|(name, text)| (*name, safe_text(text).into_owned())).collect();
    for (name, text) in &safe {
        write_one(folder, name, text)?;
    }
    let manifest = manifest_document(command, inputs, &safe);
    write_one(folder, MANIFEST, &(manifest.to_json() + "\n"))
}

fn write_one(folder: &Path, name: &str, text: &str) -> Result<(), Failure> {
    let path = folder.join(name);
    write_file(&path, text.as_bytes()).map_err(|error| Failure::Write { path, error })
}
