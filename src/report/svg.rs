//! What all charts share: colours, and text in SVG.

use crate::safe_text::safe_line;
use std::fmt::Write as _;

pub(super) const PAPER: &str = "#ffffff";
pub(super) const INK: &str = "#1a1a1a";
pub(super) const GREY: &str = "#444444";
pub(super) const AXIS_LINE: &str = "#888888";
pub(super) const GRID: &str = "#e3e3e3";
/// Bands, the widest first.
pub(super) const OUTER: &str = "#cfe1f2";
pub(super) const MIDDLE: &str = "#93c0e0";
pub(super) const INNER: &str = "#4a90c4";
/// Edges of bands, and the line in their middle.
pub(super) const OUTLINE: &str = "#2f6f9f";
pub(super) const MEDIAN: &str = "#0b3d63";

/// Most lines of a title; the document's own title has it whole.
const TITLE_LINES: usize = 3;

/// Size and weight of letters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Font {
    pub(super) size: f64,
    pub(super) bold: bool,
}

impl Font {
    pub(super) const TITLE: Self = Self { size: 18.0, bold: true };
    pub(super) const SUBTITLE: Self = Self { size: 13.0, bold: false };
    pub(super) const NAME: Self = Self { size: 12.5, bold: true };
    pub(super) const LABEL: Self = Self { size: 12.0, bold: false };
    pub(super) const STRONG_LABEL: Self = Self { size: 12.0, bold: true };
    pub(super) const NOTE: Self = Self { size: 11.5, bold: false };
    pub(super) const SMALL: Self = Self { size: 11.0, bold: false };

    /// Width of a text in the widest of the usual fonts: what fits by it also fits in Helvetica or Arial.
    pub(super) fn width(self, text: &str) -> f64 {
        let weight = if self.bold { 1.13 } else { 1.0 };
        text.chars().map(advance).sum::<f64>() * self.size * weight
    }

    fn style(self, fill: &str) -> String {
        let weight = if self.bold { " font-weight=\"bold\"" } else { "" };
        format!("font-size=\"{}\"{weight} fill=\"{fill}\"", self.size)
    }
}

/// Advance of a character in ems, as the regular DejaVu Sans has it or wider.
fn advance(c: char) -> f64 {
    match c {
        // Marks that stand on the letter before them, and characters that are not seen.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}' => 0.0,
        'i' | 'j' | 'l' | 'I' | '\'' | '|' | '.' | ',' | ':' | ';' | '!' | ' ' => 0.34,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' => 1.0,
        'a'..='z' | '0'..='9' => 0.64,
        '\u{0}'..='\u{2e7f}' => 0.8,
        // East Asian letters and pictographs fill a square.
        _ => 1.1,
    }
}

/// Lines no wider than `room`; a word that is wider, such as a path, is cut.
pub(super) fn lines_of(text: &str, font: Font, room: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0.0;
    let blank = font.width(" ");
    for word in text.split_whitespace() {
        // As wide as it will be written.
        let word = safe_line(word);
        let width = font.width(&word);
        if !line.is_empty() && used + blank + width > room {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
        if !line.is_empty() {
            line.push(' ');
            used += blank;
        }
        for c in word.chars() {
            let width = font.width(c.encode_utf8(&mut [0; 4]));
            if !line.is_empty() && used + width > room {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            line.push(c);
            used += width;
        }
    }
    lines.push(line);
    lines
}

/// A line no wider than `room`: a longer one ends in an ellipsis.
pub(super) fn shortened(text: &str, font: Font, room: f64) -> String {
    let mut line = safe_line(text).into_owned();
    if font.width(&line) <= room {
        return line;
    }
    while font.width(&line) + font.width("…") > room && line.pop().is_some() {}
    format!("{}…", line.trim_end())
}

/// A name in one line, or in two, of which the second may end in an ellipsis.
#[cfg(feature = "page")]
pub(super) fn two_lines(text: &str, font: Font, room: f64) -> Vec<String> {
    let mut lines = lines_of(text, font, room);
    if lines.len() > 2 {
        let rest = lines.split_off(1).join(" ");
        lines.push(shortened(&rest, font, room));
    }
    lines
}

/// Lines of a title: a long one is broken, a very long one ends in an ellipsis.
pub(super) fn title_lines(text: &str, room: f64) -> Vec<String> {
    let mut lines = lines_of(text, Font::TITLE, room);
    if lines.len() > TITLE_LINES {
        let rest = lines.split_off(TITLE_LINES - 1).join(" ");
        lines.push(shortened(&rest, Font::TITLE, room));
    }
    lines
}

/// A text at a point.
pub(super) fn text(svg: &mut String, x: f64, y: f64, style: &str, text: &str) {
    let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" {style}>{}</text>", escaped(text));
}

/// A text that starts at a point.
pub(super) fn written(svg: &mut String, x: f64, y: f64, font: Font, fill: &str, content: &str) {
    text(svg, x, y, &font.style(fill), content);
}

/// A text that starts at a point, with paper around its letters where it stands on something.
pub(super) fn on_paper(svg: &mut String, x: f64, y: f64, font: Font, content: &str) {
    let around = format!("paint-order=\"stroke\" stroke=\"{PAPER}\" stroke-width=\"3\"");
    text(svg, x, y, &format!("{around} {}", font.style(INK)), content);
}

/// A text that stands before a point (`end`) or around it (`middle`).
pub(super) fn anchored(
    svg: &mut String,
    (x, y): (f64, f64),
    anchor: &str,
    font: Font,
    fill: &str,
    content: &str,
) {
    text(svg, x, y, &format!("text-anchor=\"{anchor}\" {}", font.style(fill)), content);
}

/// Text that means itself in XML, and is safe to show.
pub(super) fn escaped(text: &str) -> String {
    safe_line(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_their_room_and_lose_no_letter() {
        for text in ["word ".repeat(40), "x".repeat(500), "מחקר ופיתוח ".repeat(20), "研究開発".repeat(60)]
        {
            for room in [60.0, 200.0, 666.0] {
                let lines = lines_of(&text, Font::NOTE, room);
                assert!(lines.iter().all(|line| Font::NOTE.width(line) <= room), "{lines:?}");
                let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                assert_eq!(letters(&lines.concat()), letters(&text));
            }
        }
        assert_eq!(lines_of("one two", Font::NOTE, 666.0), ["one two"]);
    }

    #[test]
    fn a_very_long_title_ends_in_an_ellipsis() {
        let lines = title_lines(&"W".repeat(3000), 666.0);
        assert_eq!(lines.len(), TITLE_LINES);
        assert!(lines[2].ends_with('…') && lines.iter().all(|line| Font::TITLE.width(line) <= 666.0));
        assert_eq!(title_lines("R&D of 3% of GDP in 2030", 666.0), ["R&D of 3% of GDP in 2030"]);
    }

    proptest::proptest! {
        /// Any text is text in XML, and nothing in it is unsafe to show.
        #[test]
        fn any_text_is_safe_in_a_picture(text in "(.|[\\x00-\\x1f\u{85}\u{202e}\u{2028}\u{ffff}<>&\"]){0,40}") {
            let written = escaped(&text);
            assert!(!written.contains(crate::safe_text::is_unsafe) && !written.contains(['<', '>', '"']));
            let entities = ["&amp;", "&lt;", "&gt;", "&quot;"];
            assert!(written.match_indices('&').all(|(at, _)| entities.iter().any(|e| written[at..].starts_with(e))));
            let room = 200.0;
            assert!(lines_of(&text, Font::NOTE, room).iter().all(|line| Font::NOTE.width(&safe_line(line)) <= room));
            assert!(Font::NOTE.width(&safe_line(&shortened(&text, Font::NOTE, room))) <= room);
        }
    }

    #[test]
    fn what_xml_does_not_know_is_escaped() {
        assert_eq!(escaped("a\u{1}<\u{ffff}&\"b\tא"), r"a\u{1}&lt;\u{ffff}&amp;&quot;b\tא");
    }
}
