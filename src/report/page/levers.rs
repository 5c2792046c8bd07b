//! Levers: the engine inside the page, with the script that moves it. A page without them lacks nothing else, and a browser that
//! cannot run the engine never shows them.

use super::html::Html;
use crate::report::language::Language;
use crate::report::words::Word;
use thiserror::Error;

const SCRIPT: &str = include_str!("levers.js");

/// The name of the section of the levers, and of the element that holds the engine.
const SECTION: &str = "levers";
const ENGINE: &str = "engine";

/// How a file of WebAssembly starts, and one that is packed by gzip (RFC 1952).
const WASM: &[u8] = b"\0asm";
const GZIP: &[u8] = &[0x1f, 0x8b];

/// The digits of base 64 (RFC 4648).
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// A file that is no engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the file starts neither as WebAssembly nor as gzip")]
#[non_exhaustive]
pub struct NoEngine;

/// The engine of levers: WebAssembly, as it is or packed by gzip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeverEngine(Vec<u8>);

impl LeverEngine {
    /// The engine of a file that was read.
    ///
    /// # Errors
    /// [`NoEngine`].
    pub fn new(bytes: Vec<u8>) -> Result<Self, NoEngine> {
        if bytes.starts_with(WASM) || bytes.starts_with(GZIP) { Ok(Self(bytes)) } else { Err(NoEngine) }
    }
}

/// A lever: a number in a range, with what it means.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::report) struct Lever {
    /// What the script calls it, and the link.
    pub(in crate::report) id: String,
    pub(in crate::report) label: String,
    pub(in crate::report) unit: &'static str,
    /// Lowest, highest, and between two places.
    pub(in crate::report) range: [f64; 3],
    /// Where it starts: there, the scenario stays as it was.
    pub(in crate::report) start: f64,
    /// What is known of the start.
    pub(in crate::report) note: Option<(Language, String)>,
}

/// Levers under one heading.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::report) struct LeverGroup {
    pub(in crate::report) id: &'static str,
    pub(in crate::report) heading: String,
    pub(in crate::report) levers: Vec<Lever>,
    /// The label of a switch, without which the levers of the group do nothing.
    pub(in crate::report) switch: Option<String>,
}

/// An engine with its levers.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Levers {
    pub(in crate::report) engine: LeverEngine,
    /// The request that the levers change, as JSON.
    pub(in crate::report) request: String,
    /// Weights of the structures where the levers start, as JSON.
    pub(in crate::report) weights: String,
    /// A target without its value, as JSON.
    pub(in crate::report) target: String,
    pub(in crate::report) groups: Vec<LeverGroup>,
}

impl Levers {
    pub(super) fn html(&self, language: Language) -> Html {
        let word = |word: Word| word.in_language(language);
        let words = [
            ("data-language", language.name()),
            ("data-decimal", word(Word::DecimalSign)),
            ("data-busy", word(Word::LeversBusy)),
            ("data-settled", word(Word::LeversSettled)),
            ("data-failed", word(Word::LeversFailed)),
            ("data-copied", word(Word::LeversCopied)),
            ("data-not-copied", word(Word::LeversNotCopied)),
            ("data-as-started", word(Word::LeversAsStarted)),
        ];
        let frame = [("id", SECTION), ("aria-labelledby", "levers-heading"), ("hidden", "hidden")];
        let attributes: Vec<(&str, &str)> = frame.into_iter().chain(words).collect();
        let groups: Html = self.groups.iter().map(|group| group.html(language)).collect();
        let content = Html::of("h2", &[("id", "levers-heading")], word(Word::LeversHeading))
            .then(Html::of("p", &[], word(Word::LeversText)))
            .then(Html::element("form", &[("id", "levers-form")], groups.then(buttons(language))))
            .then(Html::of("p", &[("id", "levers-status"), ("role", "status")], ""))
            .then(Html::of("div", &[("id", "levers-results")], ""))
            .then(scenario(language));
        // JSON in a script ends at no tag: what could end it is escaped as JSON allows.
        let json = |id: &str, text: &str| {
            let attributes = [("type", "application/json"), ("id", id)];
            Html::element("script", &attributes, Html::own(text.replace('<', "\\u003c")))
        };
        let engine = [("type", "application/wasm;base64"), ("id", ENGINE)];
        Html::element("section", &attributes, content)
            .then(json("levers-request", &self.request))
            .then(json("levers-weights", &self.weights))
            .then(json("levers-imposed", &self.target))
            .then(Html::element("script", &engine, Html::own(base64(&self.engine.0))))
            .then(Html::element("script", &[], Html::own(SCRIPT)))
    }
}

impl LeverGroup {
    fn html(&self, language: Language) -> Html {
        let mut content = Html::of("legend", &[], &self.heading);
        if let Some(label) = &self.switch {
            let id = format!("{}-on", self.id);
            let switch = Html::open("input", &[("type", "checkbox"), ("id", &id)]);
            let label = Html::of("label", &[("for", &id)], label);
            content = content.then(Html::element("p", &[("class", "switch")], switch.and(&label)));
        }
        let levers = self.levers.iter().map(|lever| lever.html(language)).collect();
        Html::element("fieldset", &[("id", &format!("levers-{}", self.id))], content.then(levers))
    }
}

impl Lever {
    fn html(&self, language: Language) -> Html {
        let [low, high, step] = self.range.map(|value| value.to_string());
        let (start, note) = (self.start.to_string(), format!("{}-note", self.id));
        let mut input = vec![
            ("type", "range"),
            ("id", &*self.id),
            ("min", &*low),
            ("max", &*high),
            ("step", &*step),
            ("value", &*start),
            ("data-unit", self.unit),
        ];
        if self.note.is_some() {
            input.push(("aria-describedby", &note));
        }
        let label = Html::of("label", &[("for", &self.id)], &self.label);
        let output = Html::of("output", &[("for", &self.id)], "");
        let mut content = label.then(output).then(Html::open("input", &input));
        if let Some((own, text)) = &self.note {
            let mut attributes = vec![("id", &*note), ("class", "note")];
            if *own != language {
                attributes.push(("lang", own.name()));
            }
            content = content.then(Html::of("p", &attributes, text));
        }
        Html::element("div", &[("class", "lever")], content)
    }
}

fn buttons(language: Language) -> Html {
    let button = |(id, word): (&str, Word)| {
        Html::of("button", &[("type", "button"), ("id", id)], word.in_language(language))
    };
    let row = [
        ("levers-copy-toml", Word::LeversCopyToml),
        ("levers-copy-link", Word::LeversCopyLink),
        ("levers-reset", Word::LeversReset),
    ];
    Html::element("p", &[("class", "downloads")], row.map(button).into_iter().collect())
}

/// The scenario behind the levers, and the commands that give the figures again.
fn scenario(language: Language) -> Html {
    let word = |word: Word| word.in_language(language);
    let text = |id: &str, label: Word| {
        let frame = [("id", id), ("tabindex", "0"), ("role", "region"), ("aria-label", word(label))];
        Html::of("pre", &frame, "")
    };
    let content = Html::of("summary", &[], word(Word::LeversScenario))
        .then(text("levers-toml", Word::LeversScenario))
        .then(Html::of("p", &[("class", "again")], word(Word::Again)))
        .then(text("levers-command", Word::Again));
    Html::element("details", &[("id", "levers-scenario")], content)
}

fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |place: usize| u32::from(group.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = (bits >> (18 - 6 * place) & 63) as usize;
            text.push(if place <= group.len() { char::from(DIGITS[digit]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The test vectors of RFC 4648, section 10.
    #[test]
    fn base64_is_that_of_the_standard() {
        let vectors = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"];
        for (length, expected) in vectors.iter().enumerate() {
            assert_eq!(base64(&b"foobar"[..length]), *expected);
        }
        assert_eq!(base64(&[0xff, 0xfe, 0xfd]), "//79");
    }

    #[test]
    fn what_is_no_engine_is_refused() {
        assert!(LeverEngine::new(b"\0asm\x01\0\0\0".to_vec()).is_ok());
        assert!(LeverEngine::new(vec![0x1f, 0x8b, 8, 0]).is_ok());
        for bytes in [b"".to_vec(), b"\0as".to_vec(), b"<html>".to_vec(), vec![0x1f]] {
            assert_eq!(LeverEngine::new(bytes), Err(NoEngine));
        }
    }

    #[test]
    fn a_name_in_the_request_ends_no_script() {
        let levers = Levers {
            engine: LeverEngine(WASM.to_vec()),
            request: "{\"name\":\"</script><b>\"}".to_owned(),
            weights: "{}".to_owned(),
            target: "{}".to_owned(),
            groups: Vec::new(),
        };
        let html = levers.html(Language::En).into_text();
        assert!(html.contains("{\"name\":\"\\u003c/script>\\u003cb>\"}"), "{html}");
        assert_eq!(html.matches("</script>").count(), 5);
    }
}
