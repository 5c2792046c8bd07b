//! The monitor as a page, in the order in which a reader asks: one sentence with a probability, the ratio with its fan, what the
//! target takes, why the ratio changed, who performs and pays, the actions, what policy brings, people, other countries, what
//! changed since the last time, what is missing, and where all comes from.

mod actions;
mod answer;
mod countries;
mod effects;
mod money;
mod origin;
mod parts;
mod people;
mod ratio;
mod vintages;
mod writer;

use super::country_names::country_name;
use super::language::Language;
use super::page::{Page, Section};
use super::words::Word;
use crate::data::InputFile;
use crate::monitor::Monitor;
use writer::Writer;

/// The monitor as a page in a language. `inputs` are the files that it rests on, `command` gives it again.
pub fn monitor_page(monitor: &Monitor, language: Language, inputs: &[InputFile], command: &str) -> Page {
    let writer = Writer { monitor, language, command };
    let country = country_name(&monitor.request.economy.country, language);
    let last = monitor.last_observation.to_string();
    let year = monitor.request.year.to_string();
    let target = writer.target();
    let places = [("target", &*target), ("year", &*year), ("last", &*last)];
    let sections: [Option<Section>; 12] = [
        Some(answer::section(&writer)),
        Some(ratio::section(&writer)),
        money::section(&writer),
        parts::change(&writer),
        parts::section(&writer),
        actions::section(&writer),
        effects::section(&writer),
        people::section(&writer),
        Some(countries::section(&writer)),
        Some(vintages::section(&writer)),
        origin::missing(&writer),
        Some(origin::section(&writer, inputs)),
    ];
    let title = Word::MonitorTitle.with(language, &[("country", &country)]);
    let made = [("version", env!("CARGO_PKG_VERSION")), ("data", &monitor.request.economy.vintage)];
    let page = Page::new(language, title)
        .subtitle(Word::MonitorSubtitle.with(language, &places))
        .origin([Word::MadeBy.with(language, &made)])
        .command(command);
    sections.into_iter().flatten().fold(page, Page::section)
}

/// R&D over GDP of a monitor as a picture by itself, an SVG document. `command` gives it again.
#[must_use]
pub fn monitor_chart(monitor: &Monitor, language: Language, command: &str) -> String {
    ratio::picture(&Writer { monitor, language, command })
}

#[cfg(test)]
mod tests;
