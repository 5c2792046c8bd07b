//! Where results go: files that options name, and `--out DIR` with a manifest that lists its files. What cannot be written,
//! or would be lost by it, is found before anything is computed.

use crate::arguments::Format;
use crate::failure::Failure;
use crate::file_identity::FileIdentity;
use crate::inputs;
use kennis::data::InputFile;
use kennis::formats::{InputError, InputProblem, check_writable, manifest_document, write_files};
use kennis::report::safe_text;
use kennis::scenario::Problem;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The file that lists the others.
const MANIFEST: &str = "manifest.json";

/// Everything that a command will write. Read its inputs before, for none of them may be among it.
#[derive(Debug)]
pub(crate) struct Outputs<'a> {
    /// The folder of `--out`.
    folder: Option<&'a Path>,
    /// All files, each with the option that asks for it.
    files: Vec<(&'static str, PathBuf)>,
}

impl<'a> Outputs<'a> {
    /// The files of `--out`, as many as are given, and the manifest.
    pub(crate) fn new(folder: Option<&'a Path>, files: &[(&str, Format)]) -> Self {
        let names = files.iter().map(|(name, _)| *name).chain([MANIFEST]);
        let of_folder = |folder: &Path| names.map(|name| ("--out", folder.join(name))).collect();
        Self { folder, files: folder.map(of_folder).unwrap_or_default() }
    }

    /// With a file that an option names.
    pub(crate) fn with(mut self, option: &'static str, path: Option<&Path>) -> Self {
        self.files.extend(path.map(|path| (option, path.to_owned())));
        self
    }

    /// No file is read by the command or asked for twice. Then makes the folder, and finds whether its files can be written.
    pub(crate) fn prepare(&self) -> Result<(), InputError> {
        let mut error = InputError { problems: self.conflicts() };
        if error.problems.is_empty()
            && let Some(folder) = self.folder
        {
            match fs::create_dir_all(folder) {
                Ok(()) => error.problems.extend(self.unwritable(folder)),
                Err(why) => error.problems.push(unusable(folder, &why)),
            }
        }
        error.check()
    }

    /// What is wrong with the first file of the folder that cannot be written.
    fn unwritable(&self, folder: &Path) -> Option<InputProblem> {
        let files = self.files.iter().filter(|(option, _)| *option == "--out");
        files.map(|(_, path)| path).find_map(|path| {
            let error = check_writable(path).err()?;
            // What stands in the place of the file, or else the folder.
            Some(if error.kind() == ErrorKind::InvalidInput {
                let found = format!("{} ({error})", path.display());
                InputProblem::new("", Problem::new("--out", found, "a file that can be written"))
            } else {
                unusable(folder, &error)
            })
        })
    }

    fn conflicts(&self) -> Vec<InputProblem> {
        let mut problems = Vec::new();
        let printed = FileIdentity::standard_output();
        let mut earlier = vec![("standard output", printed)];
        for (option, path) in &self.files {
            let Some(file) = FileIdentity::of(path) else { continue };
            let mut refuse = |why: String, expected: &str| {
                let found = format!("{:?}, {why}", path.display().to_string());
                problems.push(InputProblem::new("", Problem::new(*option, found, expected)));
            };
            if let Some(role) = inputs::role_of(&file) {
                refuse(format!("which is read as {}", role.name()), "a file that the command does not read");
            } else if let Some((other, _)) = earlier.iter().find(|(_, other)| other.as_ref() == Some(&file)) {
                refuse(format!("where {other} goes too"), "a file of its own");
            }
            earlier.push((option, Some(file)));
        }
        problems
    }
}

fn unusable(folder: &Path, error: &std::io::Error) -> InputProblem {
    let found = format!("{} ({error})", folder.display());
    InputProblem::new("", Problem::new("--out", found, "a folder that can be written"))
}

/// What is wrong with a file that is to be written; its folder must be there.
pub(crate) fn file_problem(option: &str, path: &Path) -> Option<Problem> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let named = |what: &Path| format!("{:?}", what.display().to_string());
    let (found, expected) = if path.is_dir() {
        (named(path), "a file, not a folder")
    } else if !folder.is_dir() {
        (named(folder), "a folder that exists")
    } else {
        let error = check_writable(path).err()?;
        match error.kind() {
            ErrorKind::PermissionDenied => (named(folder), "a folder that can be written"),
            _ => (format!("{} ({error})", named(path)), "a file that can be written"),
        }
    };
    Some(Problem::new(option, found, expected))
}

/// Writes the files, safe to show, and the manifest as one: where the manifest stands, all that it lists are there, of one
/// command.
pub(crate) fn write(
    folder: &Path,
    command: &str,
    inputs: &[InputFile],
    files: &[(&str, String)],
) -> Result<(), Failure> {
    let safe: Vec<(&str, String)> =
        files.iter().map(|(name, text)| (*name, safe_text(text).into_owned())).collect();
    let manifest = manifest_document(command, inputs, &safe).to_json() + "\n";
    let mut all: Vec<(&str, &[u8])> = safe.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    all.push((MANIFEST, manifest.as_bytes()));
    write_files(folder, &all).map_err(|(path, error)| Failure::Write { path, error })
}
