//! Researchers and graduates.

use super::parts::name;
use super::writer::Writer;
use crate::report::page::{Cell, Section, Table};
use crate::report::words::Word;

pub(super) fn section(writer: &Writer<'_>) -> Option<Section> {
    let monitor = writer.monitor;
    if monitor.people.is_empty() && monitor.graduates.is_none() {
        return None;
    }
    let head = [Word::People, Word::Year, Word::Number, Word::PerThousand, Word::NumberBefore];
    let table = Table::new(writer.say(Word::PeopleTable), head.map(|word| writer.say(word)));
    let table = monitor.people.iter().fold(table, |table, one| {
        table.row([
            Cell::Text(name(writer, one.series)),
            Cell::Year(one.year),
            Cell::Number(one.number, 0),
            Cell::maybe(one.per_thousand_employed, 1),
            Cell::maybe(one.ten_years_before, 0),
        ])
    });
    let mut section = Section::new("people", writer.say(Word::PeopleHeading));
    if !table.is_empty() {
        section = section.table(table);
    }
    if let Some(graduates) = &monitor.graduates {
        let share = |share: f64| writer.language.number(100.0 * share, 1) + "%";
        let before = graduates.ten_years_before.map_or_else(|| writer.say(Word::NotKnown), share);
        let ages = format!("{}–{}", graduates.ages.0, graduates.ages.1);
        let (year, now) = (graduates.year.to_string(), share(graduates.share));
        let places = [("year", &*year), ("share", &*now), ("ages", &*ages), ("before", &*before)];
        let said = writer.with(Word::Graduates, &places);
        section = section.text(format!("{said} {}: {}.", writer.say(Word::Source), graduates.source));
    }
    Some(section)
}
