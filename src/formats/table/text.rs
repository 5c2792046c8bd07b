//! The text of a table: UTF-8 or UTF-16 with a byte order mark, Windows-1252 where it is neither, any line ends.

use super::super::input_error::{InputError, InputProblem};
use crate::scenario::Problem;
use std::borrow::Cow;

/// What Windows-1252 has in place of the control characters 0x80 to 0x9f; the others are those of Unicode.
const WINDOWS_1252: [char; 32] = [
    '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2c6}',
    '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8d}', '\u{17d}', '\u{8f}', '\u{90}', '\u{2018}',
    '\u{2019}', '\u{201c}', '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2dc}', '\u{2122}', '\u{161}',
    '\u{203a}', '\u{153}', '\u{9d}', '\u{17e}', '\u{178}',
];

/// The bytes of a table as UTF-8 with line feeds.
///
/// # Errors
/// Bytes that are no text: a workbook, a packed file.
pub(in super::super) fn decoded<'a>(file: &str, bytes: &'a [u8]) -> Result<Cow<'a, [u8]>, InputError> {
    let refused = |found: &str, expected: &str| {
        Err(InputProblem::new(file, Problem::new("", found.to_owned(), expected.to_owned())).into())
    };
    match bytes {
        [b'P', b'K', 3, 4, ..] | [0xd0, 0xcf, 0x11, 0xe0, ..] => {
            refused("a workbook or another packed file", "text: in Excel, save the sheet as CSV UTF-8")
        }
        [0x1f, 0x8b, ..] => refused("a file packed with gzip", "text: unpack it first"),
        [0xff, 0xfe, rest @ ..] => Ok(utf16(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => Ok(utf16(rest, u16::from_be_bytes)),
        _ if bytes.contains(&0) => refused("bytes that are no text", "text: CSV in UTF-8"),
        _ if std::str::from_utf8(bytes).is_err() => {
            Ok(with_line_feeds(windows_1252(bytes).into_bytes().into()))
        }
        _ => Ok(with_line_feeds(Cow::from(bytes))),
    }
}

/// Whether the bytes are neither UTF-8 nor marked as UTF-16, so that they are read as Windows-1252.
pub(in super::super) fn is_windows_1252(bytes: &[u8]) -> bool {
    !matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) && std::str::from_utf8(bytes).is_err()
}

fn utf16<'a>(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Cow<'a, [u8]> {
    let units = bytes.chunks_exact(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok()).map(unit);
    let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    with_line_feeds(Cow::from(text.into_bytes()))
}

fn windows_1252(bytes: &[u8]) -> String {
    let decoded = |byte: &u8| match byte {
        0x80..=0x9f => WINDOWS_1252[usize::from(*byte - 0x80)],
        _ => char::from(*byte),
    };
    bytes.iter().map(decoded).collect()
}

/// Carriage returns alone end lines too (old programs of Apple's); places stay where they were.
fn with_line_feeds(bytes: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    if bytes.contains(&b'\n') || !bytes.contains(&b'\r') {
        return bytes;
    }
    Cow::from(bytes.iter().map(|byte| if *byte == b'\r' { b'\n' } else { *byte }).collect::<Vec<u8>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        String::from_utf8(decoded("t", bytes).unwrap().into_owned()).unwrap()
    }

    #[test]
    fn every_encoding_of_a_spreadsheet_is_the_same_text() {
        let table = "a;b\r\né€;1\r\n";
        let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
            mark.into_iter().chain(table.encode_utf16().flat_map(bytes)).collect::<Vec<u8>>()
        };
        assert_eq!(text(table.as_bytes()), table);
        assert_eq!(text(&utf16([0xff, 0xfe], u16::to_le_bytes)), table);
        assert_eq!(text(&utf16([0xfe, 0xff], u16::to_be_bytes)), table);
        assert_eq!(text(b"a;b\r\n\xe9\x80;1\r\n"), table);
        assert_eq!(text(b"a;b\r1;2\r"), "a;b\n1;2\n");
    }

    #[test]
    fn what_is_no_text_is_refused_with_the_way_out() {
        let said = |bytes: &[u8]| decoded("t", bytes).unwrap_err().to_string();
        assert_eq!(
            said(b"PK\x03\x04xl/"),
            "t: found a workbook or another packed file, expected text: in Excel, save the sheet as CSV UTF-8"
        );
        assert!(said(b"\x1f\x8b\x08").contains("gzip"));
        assert!(said(b"a,b\n\0,1").contains("no text"));
    }
}
