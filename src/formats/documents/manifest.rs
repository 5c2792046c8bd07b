//! The document `kennis.manifest/1`: the files of a folder of results.

use super::header::InputRecord;
use super::record::record;
use crate::data::InputFile;

record! {
    /// The files that `--out` wrote. Where it stands, all are there.
    pub struct ManifestDocument {
        /// Schema of the document, with its version.
        pub schema: &'static str,
        /// Version of kennis.
        pub version: &'static str,
        /// The command that gives the same bytes again.
        pub command: String,
        /// The files.
        pub files: Vec<WrittenFile>,
        /// The user's files that they were made from; empty where there are none.
        pub inputs: Vec<InputRecord>,
    }
}

record! {
    /// One file.
    pub struct WrittenFile {
        /// Name in the folder.
        pub name: String,
        /// Its size.
        pub bytes: u64,
    }
}

/// The document of files with these names and texts, made by `command` from `inputs`.
#[must_use]
pub fn manifest_document(command: &str, inputs: &[InputFile], files: &[(&str, String)]) -> ManifestDocument {
    let file =
        |(name, text): &(&str, String)| WrittenFile { name: (*name).to_owned(), bytes: text.len() as u64 };
    ManifestDocument {
        schema: "kennis.manifest/1",
        version: env!("CARGO_PKG_VERSION"),
        command: command.to_owned(),
        files: files.iter().map(file).collect(),
        inputs: InputRecord::all(inputs),
    }
}
