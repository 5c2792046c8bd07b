//! `--out DIR`: results as files, and a manifest that lists them.

use crate::failure::Failure;
use kennis::Problem;
use kennis::formats::{InputError, InputProblem, Object, write_file};
use std::fs;
use std::path::Path;

/// Makes the folder and tries to write in it, so that a long computation does not end in vain.
pub(crate) fn prepare(folder: &Path) -> Result<(), InputError> {
    let probe = folder.join(".kennis-probe");
    let tried = fs::create_dir_all(folder).and_then(|()| write_file(&probe, b""));
    tried.and_then(|()| fs::remove_file(&probe)).map_err(|error| {
        let found = format!("{} ({error})", folder.display());
        InputProblem::new("", Problem::new("--out", found, "a folder that can be written")).into()
    })
}

/// Writes the files, each whole or not at all, and last the manifest: where it stands, all are there.
pub(crate) fn write(folder: &Path, command: &str, files: &[(&str, String)]) -> Result<(), Failure> {
    for (name, text) in files {
        write_one(folder, name, text)?;
    }
    let mut manifest = Object::document("kennis.manifest/1");
    manifest.text("version", env!("CARGO_PKG_VERSION")).text("command", command);
    manifest.objects(
        "files",
        files.iter().map(|(name, text)| {
            let mut entry = Object::new();
            entry.text("name", *name).count("bytes", text.len() as u64);
            entry
        }),
    );
    write_one(folder, "manifest.json", &(manifest.to_json() + "\n"))
}

fn write_one(folder: &Path, name: &str, text: &str) -> Result<(), Failure> {
    let path = folder.join(name);
    write_file(&path, text.as_bytes()).map_err(|error| Failure::Write { path, error })
}
