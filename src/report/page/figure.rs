//! A figure of a page: a chart in two widths, what it shows and how to read it, the table behind it, source, method, and the
//! command that gives it again.
//!
//! A chart is an SVG document of its own, whose names would be those of every other: they get the name of the figure before
//! them. A narrow chart is for a phone, where letters of the wide one would be too small to read.

use super::html::Html;
use super::table::Table;
use crate::report::language::Language;
use crate::report::words::Word;

/// A figure.
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use]
pub struct Figure {
    id: String,
    title: String,
    pub(super) reading: String,
    wide: String,
    narrow: Option<String>,
    pub(super) table: Table,
    published: Option<(Language, String)>,
    source: String,
    pub(super) method: String,
    command: String,
}

impl Figure {
    /// A figure of a chart, an SVG document, with the name that links lead to, and the table of what the chart shows.
    pub fn new(
        id: impl Into<String>,
        title: impl Into<String>,
        chart: impl Into<String>,
        table: Table,
    ) -> Self {
        Self { id: id.into(), title: title.into(), wide: chart.into(), table, ..Self::default() }
    }

    /// With the same chart for a narrow page.
    pub fn narrow(mut self, chart: impl Into<String>) -> Self {
        self.narrow = Some(chart.into());
        self
    }

    /// With what it shows and how to read it.
    pub fn reading(mut self, text: impl Into<String>) -> Self {
        self.reading = text.into();
        self
    }

    /// With what was published of what it shows, named in a language.
    pub fn published(mut self, language: Language, text: impl Into<String>) -> Self {
        self.published = Some((language, text.into()));
        self
    }

    /// With who computed what it shows, and how.
    pub fn source(mut self, source: impl Into<String>, method: impl Into<String>) -> Self {
        (self.source, self.method) = (source.into(), method.into());
        self
    }

    /// With the command that gives it again.
    pub fn command(mut self, command: impl Into<String>) -> Self {
        self.command = command.into();
        self
    }

    /// The table behind the chart.
    pub(super) fn to_text(&self, language: Language) -> String {
        self.table.to_text(language)
    }

    pub(super) fn html(&self, language: Language) -> Html {
        let word = |word: Word| word.in_language(language);
        let mut caption = Html::of("h3", &[], &self.title);
        if !self.reading.is_empty() {
            caption = caption.then(Html::of("p", &[], &self.reading));
        }
        let mut html = Html::element("figcaption", &[], caption).then(self.pictures());
        let table = Html::of("summary", &[], word(Word::TableBehind)).then(self.table.html(language));
        html = html.then(Html::element("details", &[("class", "behind")], table));
        let sources =
            self.sources().into_iter().enumerate().fold(Html::default(), |html, (place, (other, text))| {
                let apart = Html::text(if place == 0 { "" } else { "; " });
                let own = other.is_none_or(|other| other == language);
                let lang = other.unwrap_or(language).name();
                html.and(&apart).and(&if own {
                    Html::text(text)
                } else {
                    Html::of("span", &[("lang", lang)], text)
                })
            });
        for (heading, text, is_there) in [
            (Word::Source, sources, !self.sources().is_empty()),
            (Word::Method, Html::text(&self.method), !self.method.is_empty()),
        ] {
            if is_there {
                let heading = Html::of("strong", &[], word(heading)).and(&Html::text(": "));
                html = html.then(Html::element("p", &[("class", "origin")], heading.and(&text)));
            }
        }
        if !self.command.is_empty() {
            html = html.then(command(&self.command, language));
        }
        Html::element("figure", &[("id", &self.id)], html)
    }

    /// What it rests on: what was published in its language, and who computed the rest.
    pub(super) fn sources(&self) -> Vec<(Option<Language>, &str)> {
        let published = self.published.as_ref().map(|(language, text)| (Some(*language), text.as_str()));
        published.into_iter().chain([(None, &*self.source)]).filter(|(_, text)| !text.is_empty()).collect()
    }

    fn pictures(&self) -> Html {
        let picture = |class: &str, svg: &str| {
            let svg = Html::own(with_names(svg, &format!("{}-{class}", self.id)));
            let classes = format!("picture {class}");
            let mut frame = vec![("class", &*classes)];
            // It is wider than a phone, and moves under the arrow keys.
            if class == "only-chart" {
                frame.extend([("tabindex", "0"), ("role", "region"), ("aria-label", &*self.title)]);
            }
            Html::element("div", &frame, svg)
        };
        match &self.narrow {
            Some(narrow) => picture("wide-chart", &self.wide).then(picture("narrow-chart", narrow)),
            None => picture("only-chart", &self.wide),
        }
    }
}

/// A command that can be copied.
pub(super) fn command(command: &str, language: Language) -> Html {
    let heading = Html::of("p", &[("class", "again")], Word::Again.in_language(language));
    let code = Html::of("code", &[], command);
    let frame = [("tabindex", "0"), ("role", "region"), ("aria-label", Word::Again.in_language(language))];
    heading.then(Html::element("pre", &frame, code))
}

/// The document with the names of its title and description made those of this figure alone.
fn with_names(svg: &str, figure: &str) -> String {
    svg.replace("id=\"title\"", &format!("id=\"{figure}-title\""))
        .replace("id=\"description\"", &format!("id=\"{figure}-description\""))
        .replace(
            "aria-labelledby=\"title description\"",
            &format!("aria-labelledby=\"{figure}-title {figure}-description\""),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_figures_have_no_name_in_common() {
        let svg = "<svg aria-labelledby=\"title description\"><title id=\"title\">a</title><desc id=\"description\">b</desc></svg>";
        let figure = |id: &str| Figure::new(id, "t", svg, Table::default()).narrow(svg).html(Language::En);
        let html = figure("a").then(figure("b")).into_text();
        let ids: Vec<&str> =
            html.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!((ids.len(), distinct.len()), (10, 10), "{ids:?}");
        for labels in html.split("aria-labelledby=\"").skip(1) {
            for name in labels.split('"').next().unwrap().split(' ') {
                assert!(ids.contains(&name), "{name}");
            }
        }
    }
}
