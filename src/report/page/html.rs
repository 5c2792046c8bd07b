//! Text that is HTML. What comes from elsewhere enters as [`Html::text`], which escapes it: there is no other way in but the
//! markup that is written here.

use super::super::svg::escaped;

/// A piece of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Html(String);

impl Html {
    /// Text that means itself.
    pub(super) fn text(text: &str) -> Self {
        Self(escaped(text))
    }

    /// Markup of the program itself, such as a chart or a style sheet.
    pub(super) fn own(markup: impl Into<String>) -> Self {
        Self(markup.into())
    }

    /// An element with attributes, whose values are escaped.
    pub(super) fn element(name: &str, attributes: &[(&str, &str)], content: Self) -> Self {
        let mut html = Self::open(name, attributes);
        html.0.push_str(&content.0);
        html.0.push_str("</");
        html.0.push_str(name);
        html.0.push('>');
        html
    }

    /// An element of text alone.
    pub(super) fn of(name: &str, attributes: &[(&str, &str)], text: &str) -> Self {
        Self::element(name, attributes, Self::text(text))
    }

    /// An element without an end, such as `meta`.
    pub(super) fn open(name: &str, attributes: &[(&str, &str)]) -> Self {
        let mut html = format!("<{name}");
        for (key, value) in attributes {
            html.push(' ');
            html.push_str(key);
            html.push_str("=\"");
            html.push_str(&escaped(value));
            html.push('"');
        }
        html.push('>');
        Self(html)
    }

    /// With another piece on the next line.
    pub(super) fn then(mut self, other: Self) -> Self {
        if !self.0.is_empty() && !other.0.is_empty() {
            self.0.push('\n');
        }
        self.0.push_str(&other.0);
        self
    }

    /// With another piece on the same line.
    pub(super) fn and(mut self, other: &Self) -> Self {
        self.0.push_str(&other.0);
        self
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}

impl FromIterator<Html> for Html {
    fn from_iter<I: IntoIterator<Item = Self>>(pieces: I) -> Self {
        pieces.into_iter().fold(Self::default(), Self::then)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        /// No text leaves its element, and no value its attribute.
        #[test]
        fn any_text_means_itself(text in "(.|[<>&\"'\\x00-\\x1f\u{202e}]){0,40}") {
            let html = Html::element("p", &[("title", &text)], Html::text(&text)).into_text();
            let marks = |c: char| html.matches(c).count();
            assert_eq!((marks('<'), marks('>'), marks('"')), (2, 2, 2), "{html}");
            assert!(!html.contains(crate::safe_text::is_unsafe));
        }
    }

    #[test]
    fn pieces_are_put_together() {
        let list: Html = ["a", "b<"].map(|text| Html::of("li", &[], text)).into_iter().collect();
        assert_eq!(Html::element("ul", &[], list).into_text(), "<ul><li>a</li>\n<li>b&lt;</li></ul>");
    }
}
