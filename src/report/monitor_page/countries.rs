//! Other countries.

use super::writer::Writer;
use crate::monitor::CountryRatio;
use crate::report::bars_chart::{Bar, BarsChart};
use crate::report::country_names::country_name;
use crate::report::language::Language;
use crate::report::page::{Cell, Figure, Section, Table};
use crate::report::words::Word;

pub(super) fn section(writer: &Writer<'_>) -> Section {
    let section = Section::new("countries", writer.say(Word::CountriesHeading));
    let section = match rank(writer) {
        Some(text) => section.text(text),
        None => section,
    };
    section.figure(figure(writer))
}

fn rank(writer: &Writer<'_>) -> Option<String> {
    let all = &writer.monitor.international;
    let own = &writer.monitor.request.economy.country;
    let place =
        |list: &[&CountryRatio]| list.iter().position(|one| one.country == *own).map(|place| place + 1);
    let everyone: Vec<&CountryRatio> = all.iter().collect();
    let of_eu: Vec<&CountryRatio> = all.iter().filter(|one| one.in_eu).collect();
    let (place_all, place_eu) = (place(&everyone)?, place(&of_eu)?);
    let places = [place_all, everyone.len(), place_eu, of_eu.len()].map(|number| number.to_string());
    let [place, all, place_eu, all_eu] = &places;
    let country = country_name(own, writer.language);
    let filled =
        [("country", &*country), ("place", place), ("all", all), ("place_eu", place_eu), ("all_eu", all_eu)];
    Some(writer.with(Word::Rank, &filled))
}

fn figure(writer: &Writer<'_>) -> Figure {
    let all = &writer.monitor.international;
    let own = &writer.monitor.request.economy.country;
    let name = |one: &CountryRatio| country_name(&one.country, writer.language);
    let bar = |one: &CountryRatio| Bar {
        name: name(one),
        value: 100.0 * one.ratio,
        band: None,
        is_marked: one.country == *own,
    };
    let chart = BarsChart {
        title: writer.say(Word::CountriesFigure),
        axis: writer.say(Word::RatioAxis),
        bars: all.iter().map(bar).collect(),
        line: Some((
            writer.with(Word::TargetLine, &[("target", &writer.target())]),
            100.0 * writer.monitor.request.target,
        )),
        decimals: 2,
        language: writer.language,
    };
    let head = [
        Word::Country,
        Word::Year,
        Word::PercentOfGdp,
        Word::TenYearsBefore,
        Word::Business,
        Word::ResearchersPerThousand,
    ];
    let table = Table::new(chart.title.clone(), head.map(|word| writer.say(word)));
    let table = all.iter().fold(table, |table, one| {
        table.row([
            Cell::Text(name(one)),
            Cell::Year(one.year),
            Cell::Number(100.0 * one.ratio, 2),
            Cell::maybe(one.ten_years_before.map(|share| 100.0 * share), 2),
            Cell::maybe(one.business.map(|share| 100.0 * share), 2),
            Cell::maybe(one.researchers, 1),
        ])
    });
    chart
        .to_figure("countries-ratio", table)
        .reading(writer.say(Word::CountriesReading))
        .published(Language::En, "OECD, Main Science and Technology Indicators")
        .command(writer.command)
}
