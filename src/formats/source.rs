//! The text of one file, with its name and its lines.

use super::input_error::{InputError, InputProblem, Position};
use crate::scenario::Problem;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Larger files are refused: no scenario, parameter file or baseline comes near.
const MAX_FILE_BYTES: u64 = 16 << 20;

/// Tables of statistics offices hold every country and unit.
const MAX_PUBLISHED: u64 = 512 << 20;

/// Reads a file whole.
///
/// # Errors
/// One problem that says why it cannot be read.
pub fn load(path: &Path) -> Result<Vec<u8>, InputError> {
    load_up_to(path, MAX_FILE_BYTES)
}

/// Reads a table as downloaded from a statistics office whole: it may be larger than other files.
///
/// # Errors
/// One problem that says why it cannot be read.
pub fn load_published(path: &Path) -> Result<Vec<u8>, InputError> {
    load_up_to(path, MAX_PUBLISHED)
}

/// Reads a stream whole, such as standard input; as much as [`load`] reads of a file.
///
/// # Errors
/// One problem that says why it cannot be read; `name` is its name there.
pub fn load_stream(name: &str, stream: impl Read) -> Result<Vec<u8>, InputError> {
    read_up_to(name, Ok(stream), MAX_FILE_BYTES)
}

/// As [`load_published`], of a stream.
///
/// # Errors
/// One problem that says why it cannot be read; `name` is its name there.
pub fn load_published_stream(name: &str, stream: impl Read) -> Result<Vec<u8>, InputError> {
    read_up_to(name, Ok(stream), MAX_PUBLISHED)
}

fn load_up_to(path: &Path, most: u64) -> Result<Vec<u8>, InputError> {
    let name = path.display().to_string();
    if path.is_dir() {
        return Err(unreadable(&name, "a folder"));
    }
    read_up_to(&name, File::open(path), most)
}

fn read_up_to(name: &str, opened: io::Result<impl Read>, most: u64) -> Result<Vec<u8>, InputError> {
    let mut bytes = Vec::new();
    match opened.and_then(|stream| stream.take(most + 1).read_to_end(&mut bytes)) {
        Ok(_) if bytes.len() as u64 > most => Err(unreadable(name, &format!("more than {} MiB", most >> 20))),
        Ok(_) => Ok(bytes),
        Err(error) => Err(match error.kind() {
            ErrorKind::NotFound => unreadable(name, "no such file"),
            ErrorKind::PermissionDenied => unreadable(name, "no permission to read it"),
            _ => unreadable(name, &error.to_string()),
        }),
    }
}

fn unreadable(name: &str, found: &str) -> InputError {
    InputProblem::new(name, Problem::new("", found, "a file that can be read")).into()
}

/// Whether the bytes are TOML that names a schema which starts so: that of a kind of file, of any version.
pub(super) fn names_schema(bytes: &[u8], start: &str) -> bool {
    Source::new("", bytes, "").is_ok_and(|source| {
        let (document, _) = toml::de::DeTable::parse_recoverable(source.text);
        let schema = document.get_ref().get("schema").and_then(|schema| schema.get_ref().as_str());
        schema.is_some_and(|schema| schema.starts_with(start))
    })
}

/// A file's text without byte order mark.
pub(super) struct Source<'a> {
    /// Name, as the user wrote it.
    pub(super) file: &'a str,
    /// Text.
    pub(super) text: &'a str,
    /// Where each line starts.
    lines: Vec<usize>,
}

impl<'a> Source<'a> {
    /// Decodes UTF-8, with or without byte order mark; `what` is what a file that is empty should hold.
    pub(super) fn new(file: &'a str, bytes: &'a [u8], what: &str) -> Result<Self, InputError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let (text, failed) = match std::str::from_utf8(bytes) {
            Ok(text) => (text, false),
            Err(error) => (std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(), true),
        };
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        let source = Self { file, text, lines: std::iter::once(0).chain(starts).collect() };
        if failed {
            let problem = Problem::new("", "bytes that are not UTF-8", "UTF-8 text");
            return Err(source.problem(text.len(), problem).into());
        }
        if text.trim().is_empty() {
            return Err(source.problem(0, Problem::new("", "an empty file", what)).into());
        }
        Ok(source)
    }

    /// Line and column of a byte.
    pub(super) fn position(&self, offset: usize) -> Position {
        let line = self.lines.partition_point(|start| *start <= offset).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start..offset.min(self.text.len())).unwrap_or_default();
        Position { line, column: before.chars().count() + 1 }
    }

    /// A problem at a byte.
    pub(super) fn problem(&self, offset: usize, problem: Problem) -> InputProblem {
        InputProblem { file: self.file.to_owned(), position: Some(self.position(offset)), problem }
    }
}

/// Text from a file as it is shown in a message: quoted, on one line, not too long.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push_str("...");
    }
    format!("{short:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_characters_without_the_byte_order_mark() {
        let source = Source::new("f", "\u{feff}a = 1\r\né = 2\n".as_bytes(), "text").unwrap();
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(source.text.find('2').unwrap()), Position { line: 2, column: 5 });
        assert_eq!(source.position(source.text.len()), Position { line: 3, column: 1 });
    }

    #[test]
    fn text_that_is_not_utf8_is_refused_where_it_breaks() {
        let error = Source::new("f", b"a = 1\nb = \"\xff\"", "text").err().unwrap();
        assert_eq!(error.to_string(), "f:2:6: found bytes that are not UTF-8, expected UTF-8 text");
    }

    #[test]
    fn an_empty_file_says_what_it_should_hold() {
        for empty in [&b""[..], b"\xef\xbb\xbf", b" \r\n"] {
            let error = Source::new("f", empty, "a scenario").err().unwrap();
            assert_eq!(error.to_string(), "f:1:1: found an empty file, expected a scenario");
        }
    }
}
