//! Files that a scenario names: which of them are read, and what is said of their content. A scenario may come from
//! anyone, so what it names lies in its folder, and messages do not quote it, unless the user allows it.

use super::baseline_file::{BASELINE_COLUMNS, read_baseline};
use super::education_file::read_education;
use super::input_error::InputError;
use super::source::{load, quoted};
use crate::model::catalogue::Catalogue;
use crate::scenario::{BaselineTable, CheckContext, Problem};
use std::path::{Component, Path};

/// Which files a scenario may name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NamedFiles {
    /// Those in its folder or below it. Messages about them quote no text of theirs: they have line, column, what was
    /// expected, and numbers and years that were read.
    #[default]
    InFolder,
    /// Any file, for a scenario that is trusted; messages quote what is wrong.
    Anywhere,
}

impl NamedFiles {
    /// What is wrong with a path that a scenario names, before anything at it is read.
    pub(super) fn problem(self, key: &str, folder: &Path, path: &str) -> Option<Problem> {
        let leads_out = self == Self::InFolder && leads_out(folder, Path::new(path));
        leads_out.then(|| {
            let expected = "a file in the scenario's folder or below it; --allow-files lets a scenario that you trust \
                            name others";
            Problem::new(key, format!("{}, which is not there", quoted(path)), expected)
        })
    }

    /// Reads the catalogue of interventions that a scenario names by a path without [`Self::problem`].
    pub(super) fn read_catalogue(self, folder: &Path, path: &str) -> Result<Catalogue, InputError> {
        let path = folder.join(path);
        let read = read_education(&load(&path)?, &path.display().to_string(), None);
        read.map_err(|error| self.shown(error))
    }

    /// Reads the baseline that a scenario names by a path without [`Self::problem`].
    pub(super) fn read_baseline(
        self,
        folder: &Path,
        path: &str,
        context: &CheckContext,
    ) -> Result<BaselineTable, InputError> {
        let path = folder.join(path);
        let bytes = load(&path)?;
        let read = read_baseline(&bytes, &path.display().to_string(), context);
        let read = read.map(|table| BaselineTable { path, ..table });
        if self == Self::Anywhere {
            return read;
        }
        match read {
            Ok(table) => {
                let remarks = table.remarks.iter().map(|remark| without_quotes(remark)).collect();
                Ok(BaselineTable { remarks, ..table })
            }
            Err(error) => Err(self.shown(error)),
        }
    }

    /// The problems of a file, as they may be shown.
    fn shown(self, mut error: InputError) -> InputError {
        if self == Self::InFolder {
            for problem in &mut error.problems {
                problem.problem.found = without_quotes(&problem.problem.found);
                problem.problem.expected = without_quotes(&problem.problem.expected);
                problem.problem.nearest = None;
            }
        }
        error
    }
}

/// Whether a path leaves a folder: by what it says, which asks nothing of the disk, or by a link on its way. What is
/// neither a file nor a folder, such as a device, is no file of the folder.
fn leads_out(folder: &Path, path: &Path) -> bool {
    let mut depth = 0;
    for component in path.components() {
        match component {
            Component::Normal(_) => depth += 1,
            Component::CurDir => {}
            Component::ParentDir if depth > 0 => depth -= 1,
            _ => return true,
        }
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    // One that is not there is said to be absent when it is read.
    let (Ok(folder), Ok(file)) = (folder.canonicalize(), folder.join(path).canonicalize()) else {
        return false;
    };
    !file.starts_with(folder) || !(file.is_file() || file.is_dir())
}

/// A message without the texts that it quotes, unless they are names of columns of a baseline.
fn without_quotes(message: &str) -> String {
    let mut shown = String::new();
    let mut rest = message;
    while let Some((before, after)) = rest.split_once('"') {
        shown.push_str(before);
        let mut is_escape = false;
        let end = after.find(|c| {
            let ends = c == '"' && !is_escape;
            is_escape = c == '\\' && !is_escape;
            ends
        });
        let (text, behind) = end.map_or((after, ""), |end| (&after[..end], &after[end + 1..]));
        if BASELINE_COLUMNS.contains(&text) {
            shown.push_str(&format!("\"{text}\""));
        } else {
            shown.push_str("text that is not shown");
        }
        rest = behind;
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_message_quotes_is_left_out_whole() {
        for text in ["secret", "se\"cr\"et", "se\\cret\\", "\"secret", "secret\n\"x\", \"secret"] {
            let said = without_quotes(&format!("column {}, expected \"year\" here", quoted(text)));
            assert_eq!(said, "column text that is not shown, expected \"year\" here", "{text}");
        }
        assert_eq!(without_quotes("3 fields"), "3 fields");
        assert!(!without_quotes("an open \"secret").contains("secret"));
    }

    #[test]
    fn a_path_is_held_to_its_folder_by_what_it_says() {
        let folder = std::env::temp_dir();
        for path in ["../b.csv", "a/../../b.csv", "/etc/passwd", "..", "a/../.."] {
            assert!(leads_out(&folder, Path::new(path)), "{path}");
        }
        for path in ["absent.csv", "./absent.csv", "absent/../b.absent", "..absent.csv"] {
            assert!(!leads_out(&folder, Path::new(path)), "{path}");
        }
    }
}
