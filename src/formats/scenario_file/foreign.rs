//! Foreign R&D of a scenario: partners, a value, and the year in which they reach it.

use crate::formats::reader::{Entry, Reader, Section};
use crate::formats::source::quoted;
use crate::scenario::{Foreign, ForeignRule, PartnerCountries, Problem};

/// Keys of foreign R&D.
pub(in crate::formats) const FOREIGN_KEYS: &[&str] = &["countries", "year", "value", "rule"];

const COUNTRIES: &str = "\"EU\", \"OECD\", or a list of countries, ISO 3166 alpha-3";

/// A table of `[[foreign]]`.
pub(super) fn read_foreign(reader: &mut Reader, section: &Section<'_>) -> Foreign {
    reader.known_keys(section, FOREIGN_KEYS);
    let countries = reader.require(section, "countries", COUNTRIES);
    let countries = countries.and_then(|entry| read_countries(reader, &entry));
    let year = reader.require(section, "year", "the year of the value, a whole number");
    let year = year.and_then(|entry| reader.whole(&entry, "a year, a whole number"));
    let value = reader.require(section, "value", "R&D as a fraction of GDP");
    let value = value.and_then(|entry| reader.number(&entry));
    let rule = reader.get(section, "rule");
    let rule = rule.and_then(|entry| reader.named(&entry, ForeignRule::ALL, ForeignRule::name));
    let nothing = unreadable();
    let foreign = Foreign::new(
        countries.unwrap_or(nothing.countries),
        value.unwrap_or(nothing.value),
        year.unwrap_or(nothing.year),
    );
    foreign.with_rule(rule.unwrap_or(nothing.rule))
}

/// What stands in the place of a table that could not be read, so that the others keep their numbers.
pub(super) fn unreadable() -> Foreign {
    Foreign::new(PartnerCountries::List(Vec::new()), 0.0, 0)
}

fn read_countries(reader: &mut Reader, entry: &Entry<'_>) -> Option<PartnerCountries> {
    if entry.is_list() {
        let items = reader.list(entry, COUNTRIES)?;
        let codes: Vec<String> = items
            .iter()
            .filter_map(|item| reader.text(item, "a country, ISO 3166 alpha-3"))
            .map(str::to_owned)
            .collect();
        return Some(PartnerCountries::List(codes));
    }
    let text = reader.text(entry, COUNTRIES)?;
    let group = PartnerCountries::group(text);
    if group.is_none() {
        let problem = Problem::new(entry.path.clone(), quoted(text), COUNTRIES);
        reader.refuse(entry, problem.with_nearest(text, PartnerCountries::GROUPS));
    }
    group
}
