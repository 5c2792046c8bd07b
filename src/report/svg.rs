//! What all charts share: colours, and text in SVG.

use super::text_table::wrapped_to;
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

/// Lines of at most so many characters; a word that is longer, such as a path, is cut.
pub(super) fn lines_of(text: &str, columns: usize) -> Vec<String> {
    let mut cut = String::new();
    for word in text.split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        for piece in letters.chunks(columns) {
            cut.extend(piece);
            cut.push(' ');
        }
    }
    wrapped_to(&cut, "", columns).lines().map(str::to_owned).collect()
}

/// A text at a point.
pub(super) fn text(svg: &mut String, x: f64, y: f64, style: &str, text: &str) {
    let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" {style}>{}</text>", escaped(text));
}

/// Text that means itself in XML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
