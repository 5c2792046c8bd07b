//! What is missing; sources, method, how to read the bands, and the warnings of the program.

use super::parts::name;
use super::writer::Writer;
use crate::data::{InputFile, SeriesName};
use crate::monitor::Missing;
use crate::report::language::Language;
use crate::report::page::{Cell, Section, Table};
use crate::report::words::Word;

pub(super) fn missing(writer: &Writer<'_>) -> Option<Section> {
    let missing = &writer.monitor.missing;
    let head = [Word::What, Word::Why].map(|word| writer.say(word));
    let table = Table::new(writer.say(Word::MissingTable), head);
    let table = missing.iter().fold(table, |table, one| table.row([what(writer, one), why(writer, one)]));
    let section = Section::new("missing", writer.say(Word::MissingHeading));
    (!missing.is_empty()).then(|| section.table(table))
}

fn what(writer: &Writer<'_>, one: &Missing) -> Cell {
    let text = match one.what {
        "projection" => writer.say(Word::MissingProjection),
        "graduates" => writer.say(Word::MissingGraduates),
        series => {
            SeriesName::from_name(series).map_or_else(|| series.to_owned(), |series| name(writer, series))
        }
    };
    Cell::Text(format!("{text} ({})", one.what))
}

fn why(writer: &Writer<'_>, one: &Missing) -> Cell {
    if let Some(year) = one.why.strip_prefix("last observed in ") {
        return Cell::Text(writer.with(Word::LastObservedIn, &[("year", year)]));
    }
    match one.what {
        "projection" => Cell::Foreign(Language::En, one.why.clone()),
        "graduates" => Cell::Text(writer.say(Word::NoAttainment)),
        _ => Cell::Text(writer.say(Word::NoSeries)),
    }
}

pub(super) fn section(writer: &Writer<'_>, inputs: &[InputFile]) -> Section {
    let request = &writer.monitor.request;
    let settings = &request.settings;
    let (draws, seed) = (writer.language.number(settings.draws as f64, 0), settings.seed.to_string());
    let parameters = match writer.outlook() {
        Some(outlook) => outlook.experiment.parameters.hash(),
        None => request.parameters.hash(),
    };
    let places = [("draws", &*draws), ("seed", &*seed), ("parameters", &*parameters)];
    let mut section = Section::new("origin", writer.say(Word::OriginHeading))
        .text(writer.say(Word::HowBands))
        .text(writer.with(Word::HowMethod, &places));
    let warnings = writer.outlook().map(|outlook| outlook.experiment.warnings().to_vec()).unwrap_or_default();
    if !warnings.is_empty() {
        section = section.text(writer.say(Word::Warnings));
        section =
            warnings.iter().fold(section, |section, warning| section.foreign_text(Language::En, warning));
    }
    let files = inputs
        .iter()
        .map(|input| writer.with(Word::OriginFile, &[("file", &input.name), ("hash", &input.sha256)]));
    let files: Vec<String> = files.collect();
    if !files.is_empty() {
        section = section.list(files);
    }
    section.table(sources(writer))
}

fn sources(writer: &Writer<'_>) -> Table {
    let head = [Word::Series, Word::Vintage, Word::Source, Word::Licence].map(|word| writer.say(word));
    let table = Table::new(writer.say(Word::SourcesTable), head);
    writer.monitor.request.economy.all_series().iter().fold(table, |table, series| {
        table.row([
            Cell::Foreign(Language::En, series.name.name().to_owned()),
            Cell::Fixed(series.vintage.clone()),
            Cell::Foreign(Language::En, series.source.clone()),
            Cell::Foreign(Language::En, series.licence.clone()),
        ])
    })
}
