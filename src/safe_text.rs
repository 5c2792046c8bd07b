//! Text that may hold names from elsewhere, made safe to show: characters that steer a terminal, turn the direction of a
//! line, break one or do not exist in XML 1.0 become their escape, `\u{202e}`, as a quoted text in a message has them.

#[cfg(any(feature = "report", feature = "posterior"))]
use std::borrow::Cow;
#[cfg(any(feature = "report", feature = "posterior"))]
use std::fmt::Write as _;

/// Whether a character is not shown as it is: control characters (C0, DEL, C1), marks and overrides of direction, the
/// separators of lines and paragraphs, and what is no character of XML 1.0.
pub(crate) fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}'
        )
}

/// A text on one line, such as a name: every unsafe character becomes its escape, a line feed `\n` too.
///
/// ```
/// # #[cfg(feature = "report")] {
/// use kennis::report::safe_line;
/// assert_eq!(safe_line("R&D \u{1b}[31m\n\u{202e}x"), r"R&D \u{1b}[31m\n\u{202e}x");
/// # }
/// ```
#[cfg(any(feature = "report", feature = "posterior"))]
#[cfg_attr(not(feature = "report"), allow(unreachable_pub, reason = "public in report"))]
#[must_use]
pub fn safe_line(text: &str) -> Cow<'_, str> {
    escaped(text, is_unsafe)
}

/// A text of several lines: as [`safe_line`], but line feeds and tabs stay.
#[cfg(feature = "report")]
#[must_use]
pub fn safe_text(text: &str) -> Cow<'_, str> {
    escaped(text, |c| is_unsafe(c) && c != '\n' && c != '\t')
}

#[cfg(any(feature = "report", feature = "posterior"))]
fn escaped(text: &str, is_escaped: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_escaped(c) {
            let _ = write!(safe, "{}", c.escape_default());
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

#[cfg(all(test, feature = "report"))]
mod tests {
    use super::*;

    #[test]
    fn every_character_that_is_not_shown_is_escaped_and_no_other() {
        // The lists of the standards, written down a second time.
        let listed: Vec<u32> = (0..=0x1f)
            .chain(0x7f..=0x9f)
            .chain([0x61c, 0x200e, 0x200f, 0x2028, 0x2029, 0xfffe, 0xffff])
            .chain(0x202a..=0x202e)
            .chain(0x2066..=0x2069)
            .collect();
        for c in '\0'..=char::MAX {
            let text = c.to_string();
            let is_escaped = listed.contains(&u32::from(c));
            assert_eq!(safe_line(&text) != text, is_escaped, "{c:?}");
            assert_eq!(safe_text(&text) != text, is_escaped && c != '\n' && c != '\t', "{c:?}");
            assert!(!safe_line(&text).contains(is_unsafe));
        }
        assert_eq!(safe_line(r"\u{1b}"), r"\u{1b}");
    }
}
