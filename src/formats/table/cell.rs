//! What stands beside a number: the status flags of Eurostat, OECD and CBS, a percent sign, and what marks a value that
//! is missing.

/// What stands for a value that is missing: Eurostat `:`, OECD `..`, CBS `.`, R and spreadsheets `NA`.
const MISSING: [&str; 8] = ["", ":", "..", ".", "...", "NA", "n.a.", "n/a"];
/// Status flags of Eurostat, which OECD and CBS share: break, confidential, definition differs, estimated, forecast, see
/// metadata, not significant, provisional, revised, estimated by Eurostat, low reliability, not applicable.
const FLAGS: &str = "bcdefinprsuz";
/// Longest run of flags.
const MAX_FLAGS: usize = 4;

/// A cell in its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Cell<'t> {
    /// The number; none where the value is missing.
    pub(in super::super) number: Option<&'t str>,
    /// Its flags, such as `bp`; CBS marks provisional figures with stars, which are `p`.
    pub(in super::super) status: &'t str,
    /// Whether a percent sign stands behind it.
    pub(in super::super) percent: bool,
}

/// Takes a cell apart.
pub(in super::super) fn parts(text: &str) -> Cell<'_> {
    let text = text.trim();
    let (number, status) = without_flags(text);
    let (number, percent) = match number.strip_suffix('%') {
        Some(number) => (number.trim_end(), true),
        None => (number, false),
    };
    let missing = MISSING.contains(&number) && !percent;
    Cell { number: (!missing).then_some(number), status, percent }
}

/// A text and the flags behind it: after a blank, in brackets, or right behind the digits.
pub(in super::super) fn without_flags(text: &str) -> (&str, &str) {
    let stars = text.trim_end_matches('*');
    if stars.len() < text.len() && stars.len() + 3 > text.len() && !stars.is_empty() {
        return (stars.trim_end(), "p");
    }
    let open = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    if let Some((number, flags)) = open
        && is_flags(flags)
    {
        return (number.trim_end(), flags);
    }
    let number = text.trim_end_matches(|c| FLAGS.contains(c));
    let flags = &text[number.len()..];
    let is_value = |text: &str| text.ends_with(|c: char| c.is_ascii_digit() || ".:,".contains(c));
    let value = number.trim_end();
    // A lone b right behind the digits may be billions.
    if is_flags(flags) && is_value(value) && (value.len() < number.len() || flags != "b" || value == ":") {
        return (value, flags);
    }
    (text, "")
}

fn is_flags(text: &str) -> bool {
    text.len() <= MAX_FLAGS && is_status(text)
}

/// Whether a text is flags and nothing else.
pub(in super::super) fn is_status(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| FLAGS.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_taken_off_and_kept() {
        for (text, number, status) in [
            ("2.21", "2.21", ""),
            ("2,18 b", "2,18", "b"),
            ("2.18 bp", "2.18", "bp"),
            ("2.18p", "2.18", "p"),
            ("2.18(e)", "2.18", "e"),
            ("1067,6*", "1067,6", "p"),
            ("1 067,6**", "1 067,6", "p"),
            ("1.5e", "1.5", "e"),
            ("1.5e3", "1.5e3", ""),
            ("NaN", "NaN", ""),
            ("inf", "inf", ""),
            ("1.1b", "1.1b", ""),
            ("1.1 mln", "1.1 mln", ""),
            ("5 B", "5 B", ""),
        ] {
            assert_eq!(parts(text), Cell { number: Some(number), status, percent: false }, "{text}");
        }
        assert_eq!(parts("2,2 %"), Cell { number: Some("2,2"), status: "", percent: true });
    }

    #[test]
    fn what_is_missing_is_no_number() {
        for (text, status) in [
            ("", ""),
            (":", ""),
            (": ", ""),
            (": c", "c"),
            (":c", "c"),
            ("..", ""),
            (".", ""),
            ("NA", ""),
            (".. p", "p"),
        ] {
            assert_eq!(parts(text), Cell { number: None, status, percent: false }, "{text:?}");
        }
        // Zero, not applicable or unknown, as one likes.
        assert_eq!(parts("-").number, Some("-"));
    }
}
