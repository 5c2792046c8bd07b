//! Which file a result was made from: its name and a hash of its content.

use super::data_file::file_name;
use super::table::text::decoded;
use crate::data::{InputFile, InputRole};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// A file by its role, the name without folders, and the SHA-256 of its text. The same text has the same hash whatever
/// the folder, the line ends (CR LF, LF or CR) or a byte order mark; that of a table also whatever its encoding.
///
/// ```
/// use kennis::data::InputRole;
/// use kennis::formats::input_file;
/// let one = input_file(InputRole::Scenario, "a/s.toml", b"abc\n");
/// assert_eq!(one, input_file(InputRole::Scenario, "s.toml", b"\xef\xbb\xbfabc\r\n"));
/// assert_ne!(one, input_file(InputRole::Scenario, "s.toml", b"abd\n"));
/// ```
#[must_use]
pub fn input_file(role: InputRole, file: &str, bytes: &[u8]) -> InputFile {
    let is_table = matches!(role, InputRole::Data | InputRole::Baseline);
    let text = is_table.then(|| decoded(file, bytes).ok()).flatten().unwrap_or(bytes.into());
    let mut hash = Sha256::new();
    let mut rest = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text);
    while let Some(at) = rest.iter().position(|byte| *byte == b'\r') {
        hash.update(&rest[..at]);
        hash.update(b"\n");
        rest = &rest[at + 1..];
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    hash.update(rest);
    InputFile { role, name: file_name(file).to_owned(), sha256: in_digits(hash) }
}

/// The SHA-256 of bytes as they are.
#[must_use]
pub fn sha256_of(bytes: &[u8]) -> String {
    in_digits(Sha256::new_with_prefix(bytes))
}

fn in_digits(hash: Sha256) -> String {
    let mut sha256 = String::new();
    for byte in hash.finalize() {
        let _ = write!(sha256, "{byte:02x}");
    }
    sha256
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_the_standard_on_the_text_alone() {
        let hash = |bytes: &[u8]| input_file(InputRole::Data, "d.csv", bytes).sha256;
        // FIPS 180-4, example of one block.
        assert_eq!(hash(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        let text = hash(b"a;b\n\n1;2\n");
        for same in [&b"a;b\r\n\r\n1;2\r\n"[..], b"a;b\r\r1;2\r", b"\xef\xbb\xbfa;b\n\r\n1;2\n"] {
            assert_eq!(hash(same), text);
        }
        assert_ne!(hash(b"a;b\n1;2\n"), text);
        // A table in UTF-16 or Windows-1252 holds the same text.
        let utf16: Vec<u8> = "\u{feff}a;é\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(hash(&utf16), hash("a;é\n".as_bytes()));
        assert_eq!(hash(b"a;\xe9\r\n"), hash("a;é\n".as_bytes()));
    }
}
