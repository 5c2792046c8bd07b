//! Why the ratio changed, and who performs R&D and pays for it.

use super::writer::Writer;
use crate::data::SeriesName;
use crate::monitor::Part;
use crate::report::bars_chart::{Bar, BarsChart};
use crate::report::language::Language;
use crate::report::page::{Cell, Figure, Section, Table};
use crate::report::words::Word;

pub(super) fn change(writer: &Writer<'_>) -> Option<Section> {
    let changes = &writer.monitor.decomposition;
    if changes.is_empty() {
        return None;
    }
    let head = [Word::Years, Word::Change, Word::Numerator, Word::Denominator].map(|word| writer.say(word));
    let table = Table::new(writer.say(Word::ChangeTable), head);
    let table = changes.iter().fold(table, |table, one| {
        let points = |share: f64| Cell::Number(100.0 * share, 2);
        let years = format!("{}–{}", one.from, one.to);
        table.row([Cell::Fixed(years), points(one.change), points(one.numerator), points(one.denominator)])
    });
    let section = Section::new("change", writer.say(Word::ChangeHeading));
    Some(section.text(writer.say(Word::ChangeText)).table(table))
}

pub(super) fn section(writer: &Writer<'_>) -> Option<Section> {
    let monitor = writer.monitor;
    let figures = [
        ("performers", Word::PerformerFigure, &monitor.by_performer),
        ("funders", Word::FunderFigure, &monitor.by_funder),
    ];
    let section = Section::new("parts", writer.say(Word::PartsHeading));
    let there = figures.into_iter().filter(|(_, _, parts)| !parts.is_empty());
    let figures: Vec<Figure> = there.map(|(id, title, parts)| figure(writer, id, title, parts)).collect();
    (!figures.is_empty()).then(|| figures.into_iter().fold(section, Section::figure))
}

fn figure(writer: &Writer<'_>, id: &str, title: Word, parts: &[Part]) -> Figure {
    let year = parts.first().map_or_else(String::new, |part| part.year.to_string());
    let bar = |part: &Part| Bar {
        name: name(writer, part.series),
        value: 100.0 * part.gdp_share,
        band: None,
        is_marked: false,
    };
    let chart = BarsChart {
        title: writer.with(title, &[("year", &year)]),
        axis: writer.say(Word::PercentOfGdp),
        bars: parts.iter().map(bar).collect(),
        line: None,
        decimals: 2,
        language: writer.language,
    };
    let head =
        [Word::Part, Word::PercentOfGdp, Word::PercentOfRd, Word::BillionCurrent, Word::TenYearsBefore];
    let table = Table::new(chart.title.clone(), head.map(|word| writer.say(word)));
    let table = parts.iter().fold(table, |table, part| {
        table.row([
            Cell::Text(name(writer, part.series)),
            Cell::Number(100.0 * part.gdp_share, 2),
            Cell::Number(100.0 * part.rd_share, 1),
            Cell::maybe(part.money, 2),
            Cell::maybe(part.ten_years_before.map(|share| 100.0 * share), 2),
        ])
    });
    let economy = &writer.monitor.request.economy;
    // Of each part, for one of them may have been replaced.
    let mut sources: Vec<String> = Vec::new();
    for series in parts.iter().filter_map(|part| economy.series(part.series).ok()) {
        let source = format!("{} ({})", series.source, series.vintage);
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    let source = sources.join("; ");
    chart
        .to_figure(id, table)
        .reading(writer.say(Word::PartsReading))
        .published(Language::En, source)
        .command(writer.command)
}

/// A series in words; its own name where there are none.
pub(super) fn name(writer: &Writer<'_>, series: SeriesName) -> String {
    let word = match series {
        SeriesName::RdBusiness => Word::RdBusiness,
        SeriesName::RdGovernment => Word::RdGovernment,
        SeriesName::RdHigherEducation => Word::RdHigherEducation,
        SeriesName::RdPrivateNonprofit => Word::RdPrivateNonprofit,
        SeriesName::RdFundedBusiness => Word::RdFundedBusiness,
        SeriesName::RdFundedGovernment => Word::RdFundedGovernment,
        SeriesName::RdFundedOtherNational => Word::RdFundedOtherNational,
        SeriesName::RdFundedAbroad => Word::RdFundedAbroad,
        SeriesName::Researchers => Word::Researchers,
        SeriesName::RdPersonnel => Word::RdPersonnel,
        other => return other.name().to_owned(),
    };
    writer.say(word)
}
