//! Reads a parameter file: `schema = "kennis.parameters/1"` and a table `[parameters]`.

use super::distribution::{override_problems, read_overrides};
use super::input_error::InputError;
use super::reader::Reader;
use super::source::{Source, names_schema};
use crate::parameters::{Distribution, ParameterId};

/// Schema of a parameter file.
pub(super) const SCHEMA: &str = "kennis.parameters/1";

/// Keys of a parameter file.
pub(super) const KEYS: &[&str] = &["schema", "parameters"];

/// Reads a parameter file; `file` is its name in messages.
///
/// # Errors
/// All problems of the file.
///
/// ```
/// use kennis::formats::read_parameters;
/// let text = "schema = \"kennis.parameters/1\"\n[parameters]\ndepreciation_public = 0.12\n";
/// assert_eq!(read_parameters(text.as_bytes(), "p.toml").unwrap().len(), 1);
/// ```
pub fn read_parameters(bytes: &[u8], file: &str) -> Result<Vec<(ParameterId, Distribution)>, InputError> {
    let source = Source::new(file, bytes, "a parameter file")?;
    Reader::read(&source, |reader, root| {
        reader.known_keys(root, KEYS);
        reader.schema(root, SCHEMA);
        let entry = reader.require(root, "parameters", "a table of parameters");
        let section = entry.and_then(|entry| reader.section(&entry, "a table of parameters"));
        let overrides = section.map(|section| read_overrides(reader, &section)).unwrap_or_default();
        reader.add(override_problems("parameters", &overrides));
        overrides
    })
}

/// Whether the bytes are TOML that names the schema of a parameter file (of any version).
#[must_use]
pub fn is_parameter_file(bytes: &[u8]) -> bool {
    names_schema(bytes, "kennis.parameters/")
}
