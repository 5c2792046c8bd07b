//! One self-contained HTML page: no request to any network, readable on a phone and on A4, by eye, by keyboard and by ear.
//!
//! Charts are those of the chart modules, inline; each has its title, its description, the table behind it, its source, its
//! method and the command that gives it again. The script adds downloads and reading of values: without it nothing is missing that
//! is said. A policy of the page itself (`Content-Security-Policy`) forbids every request.
//!
//! ```
//! use kennis::report::{Cell, Language, Page, Section, Table};
//! let table = Table::new("R&D over GDP", ["year", "percent"]).row([Cell::Year(2023), Cell::Number(2.23, 2)]);
//! let page = Page::new(Language::Nl, "Monitor").section(Section::new("rd", "R&D").table(table)).to_html();
//! assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"nl\">") && page.contains(">2,23</td>"));
//! ```

mod figure;
mod html;
mod levers;
mod plain;
mod section;
mod table;

pub use figure::Figure;
pub(super) use levers::{Lever, LeverGroup};
pub use levers::{LeverEngine, Levers, NoEngine};
pub use plain::Plain;
pub use section::Section;
pub use table::{Cell, Table};

use super::language::Language;
use super::text_table::{again_as, wrapped};
use super::words::Word;
use html::Html;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Nothing is fetched from anywhere; the engine of levers runs in a worker of the page's own.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:; \
                      worker-src blob:; img-src data: blob:; base-uri 'none'; form-action 'none'";

/// A page.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Page {
    language: Language,
    title: String,
    subtitle: String,
    sections: Vec<Section>,
    levers: Option<Levers>,
    origin: Vec<String>,
    command: String,
}

impl Page {
    /// A page in a language, with its title.
    pub fn new(language: Language, title: impl Into<String>) -> Self {
        Self {
            language,
            title: title.into(),
            subtitle: String::new(),
            sections: Vec::new(),
            levers: None,
            origin: Vec::new(),
            command: String::new(),
        }
    }

    /// With a line under the title.
    pub fn subtitle(mut self, text: impl Into<String>) -> Self {
        self.subtitle = text.into();
        self
    }

    /// With a section.
    pub fn section(mut self, section: Section) -> Self {
        self.sections.push(section);
        self
    }

    /// With levers, after the first section.
    pub fn levers(mut self, levers: Option<Levers>) -> Self {
        self.levers = levers;
        self
    }

    /// With lines at its foot: program, data, files.
    pub fn origin(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        self.origin.extend(lines);
        self
    }

    /// With the command that gives the page again, at its foot.
    pub fn command(mut self, command: impl Into<String>) -> Self {
        self.command = command.into();
        self
    }

    /// Its language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Its sections, for a writer of another form.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The lines at its foot, with the command that gives it again.
    #[must_use]
    pub fn foot_lines(&self) -> Vec<String> {
        let again = (!self.command.is_empty())
            .then(|| format!("{}: {}", Word::Again.in_language(self.language), self.command));
        self.origin.iter().cloned().chain(again).collect()
    }

    /// The page as an HTML document.
    #[must_use]
    pub fn to_html(&self) -> String {
        let html = Html::element("html", &[("lang", self.language.name())], self.head().then(self.body()));
        format!("<!DOCTYPE html>\n{}\n", html.into_text())
    }

    /// The page for a terminal of eighty columns: tables in the place of charts.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = wrapped(&self.title, "");
        if !self.subtitle.is_empty() {
            text += &wrapped(&self.subtitle, "");
        }
        for section in &self.sections {
            text += "\n";
            text += &section.to_text(self.language);
        }
        text += "\n";
        for line in &self.origin {
            text += &wrapped(line, "  ");
        }
        text + &again_as(Word::Repeat.in_language(self.language), &self.command)
    }

    fn head(&self) -> Html {
        let meta = |attributes: &[(&str, &str)]| Html::open("meta", attributes);
        let content = meta(&[("charset", "utf-8")])
            .then(meta(&[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]))
            .then(meta(&[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]))
            .then(meta(&[("name", "color-scheme"), ("content", "light dark")]))
            .then(Html::of("title", &[], &self.title))
            .then(Html::element("style", &[], Html::own(STYLE)));
        Html::element("head", &[], content)
    }

    fn body(&self) -> Html {
        let word = |word: Word| word.in_language(self.language);
        let skip = Html::of("a", &[("class", "skip"), ("href", "#content")], word(Word::SkipToContent));
        let mut top = Html::of("h1", &[], &self.title);
        if !self.subtitle.is_empty() {
            top = top.then(Html::of("p", &[], &self.subtitle));
        }
        let header = Html::element("header", &[], top);
        let (first, others) = self.sections.split_at(self.sections.len().min(1));
        let html =
            |sections: &[Section]| sections.iter().map(|one| one.html(self.language)).collect::<Html>();
        let levers = self.levers.as_ref().map(|levers| levers.html(self.language)).unwrap_or_default();
        let content = html(first).then(self.contents()).then(levers).then(html(others));
        let main = Html::element("main", &[("id", "content")], content);
        let words = [
            ("data-csv", Word::DownloadCsv),
            ("data-svg", Word::DownloadSvg),
            ("data-read", Word::ReadValue),
            ("data-decimal", Word::DecimalSign),
        ]
        .map(|(key, text)| (key, word(text)));
        Html::element("body", &words, skip.then(header).then(main).then(self.foot()).then(script()))
    }

    /// Links to the sections; one alone needs none.
    fn contents(&self) -> Html {
        if self.sections.len() < 3 {
            return Html::default();
        }
        let link = |section: &Section| {
            let link = Html::of("a", &[("href", &format!("#{}", section.id))], &section.title);
            Html::element("li", &[], link)
        };
        let list = Html::element("ul", &[], self.sections.iter().map(link).collect());
        let title = Word::Contents.in_language(self.language);
        Html::element("nav", &[("aria-label", title)], Html::of("p", &[], title).then(list))
    }

    fn foot(&self) -> Html {
        let mut content: Html = self.origin.iter().map(|line| Html::of("p", &[], line)).collect();
        if !self.command.is_empty() {
            content = content.then(figure::command(&self.command, self.language));
        }
        Html::element("footer", &[], content)
    }
}

fn script() -> Html {
    Html::element("script", &[], Html::own(SCRIPT))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Page {
        let table = Table::new("a & b", ["year", "value"]).row([Cell::Year(2030), Cell::Number(1.5, 1)]);
        let figure = Figure::new("fan", "Fan <1>", "<svg></svg>", table).command("kennis monitor");
        Page::new(Language::En, "Monitor </title>")
            .section(Section::new("one", "One").answer("yes"))
            .section(Section::new("two", "Two").figure(figure))
            .section(Section::new("three", "Three").list(["x".to_owned()]))
            .command("kennis monitor --html p.html")
    }

    #[test]
    fn nothing_is_fetched_from_anywhere() {
        let levers = Levers {
            engine: LeverEngine::new(b"\0asm".to_vec()).unwrap(),
            request: "{}".to_owned(),
            weights: "{}".to_owned(),
            target: "{}".to_owned(),
            groups: Vec::new(),
        };
        let html = page().levers(Some(levers)).to_html();
        // The name of the SVG language is a name and no address; here there is none.
        for address in ["http:", "https:", "//", "@import", "url(", "src=", "<link", "<iframe", "fetch("] {
            assert!(!html.contains(address), "{address}");
        }
        assert!(html.contains("default-src &#39;none&#39;") || html.contains("default-src 'none'"));
        assert!(html.contains("<script type=\"application/wasm;base64\" id=\"engine\">AGFzbQ==</script>"));
    }

    #[test]
    fn without_levers_there_is_nothing_of_them() {
        let html = page().to_html();
        assert!(!html.contains("id=\"engine\"") && !html.contains("id=\"levers\""));
        assert_eq!(html.matches("<title>").count(), 1);
        assert!(html.contains("<title>Monitor &lt;/title&gt;</title>"));
    }

    #[test]
    fn every_element_is_closed_and_every_link_leads_somewhere() {
        let html = page().to_html();
        for name in
            ["html", "head", "body", "main", "section", "figure", "table", "details", "ul", "nav", "footer"]
        {
            let open =
                html.matches(&format!("<{name} ")).count() + html.matches(&format!("<{name}>")).count();
            assert_eq!(open, html.matches(&format!("</{name}>")).count(), "{name}");
        }
        for link in html.split("href=\"#").skip(1) {
            let name = link.split('"').next().unwrap();
            assert!(html.contains(&format!(" id=\"{name}\"")), "{name}");
        }
    }
}
