//! Rules of foreign R&D: countries of which the panel has R&D, each once, years and values.

use super::{Checker, MAX_HORIZON, shown};
use crate::scenario::{Foreign, PartnerCountries};
use std::collections::BTreeMap;

impl Checker<'_> {
    pub(super) fn foreign(&mut self) {
        if self.scenario.foreign.is_empty() {
            return;
        }
        let last = self.context.last_rd_observation;
        // The last year with R&D of each partner. The embedded panel can be read, which the tests of the crate see to.
        let partners = crate::model::Partner::embedded(&self.context.country, last).unwrap_or_default();
        let known: BTreeMap<&str, i32> =
            partners.iter().map(|partner| (partner.country.as_str(), partner.years.last)).collect();
        let scenario = self.scenario;
        let mut named: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, foreign) in scenario.foreign.iter().enumerate() {
            let key = format!("foreign[{index}]");
            self.foreign_countries(&key, foreign, &known);
            self.foreign_values(&key, foreign, &known);
            self.named_before(&key, index, foreign, &mut named);
        }
    }

    fn foreign_countries(&mut self, key: &str, foreign: &Foreign, known: &BTreeMap<&str, i32>) {
        let key = format!("{key}.countries");
        // The members of a group that the panel does not have are left out with a remark.
        let PartnerCountries::List(countries) = &foreign.countries else { return };
        if !self.readable(&[&key]) {
            return;
        }
        if countries.is_empty() {
            self.refuse(&key, "an empty list", "at least one country");
        } else if countries.iter().all(|country| *country == self.context.country) {
            let found = format!("{:?}, the country itself", self.context.country);
            self.refuse(&key, found, "at least one other country: the own R&D is for measures and targets");
        }
        for (place, country) in countries.iter().enumerate() {
            let key = format!("{key}[{place}]");
            if countries[..place].contains(country) {
                self.refuse(key, format!("{country:?} twice"), "each country once");
            } else if *country != self.context.country && !known.contains_key(country.as_str()) {
                let codes: Vec<&str> = known.keys().copied().collect();
                let expected =
                    format!("a country whose R&D the panel has, ISO 3166 alpha-3: {}", codes.join(", "));
                let problem = crate::scenario::Problem::new(key, format!("{country:?}"), expected);
                self.problems.push(problem.with_nearest(&country.to_uppercase(), codes));
            }
        }
    }

    fn foreign_values(&mut self, key: &str, foreign: &Foreign, known: &BTreeMap<&str, i32>) {
        let (countries, year, value) =
            (format!("{key}.countries"), format!("{key}.year"), format!("{key}.value"));
        if self.readable(&[&year]) {
            // Each partner is on the baseline up to its own last observation, and that of the country.
            let own = self.context.last_rd_observation;
            let codes = foreign.countries.codes();
            let latest = codes.iter().filter_map(|code| known.get(code)).copied().max();
            let last = latest.filter(|_| self.readable(&[&countries])).unwrap_or(own).max(own);
            if foreign.year <= last {
                let expected = format!("a year after {last}, the last observation of R&D");
                self.refuse(&year, foreign.year.to_string(), expected);
            } else if foreign.year > MAX_HORIZON {
                self.refuse(&year, foreign.year.to_string(), format!("at most {MAX_HORIZON}"));
            }
        }
        if !(foreign.value > 0.0 && foreign.value <= 0.2) && self.readable(&[&value]) {
            let expected = "a fraction of GDP above 0, at most 0.2 (0.03 is 3%)";
            self.refuse(value, shown(foreign.value), expected);
        }
    }

    /// A country that two entries name would have two paths.
    fn named_before<'s>(
        &mut self,
        key: &str,
        index: usize,
        foreign: &'s Foreign,
        named: &mut BTreeMap<&'s str, usize>,
    ) {
        let key = format!("{key}.countries");
        if !self.readable(&[&key]) {
            return;
        }
        let own = self.context.country.as_str();
        let mut twice: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for code in foreign.countries.codes().into_iter().filter(|code| *code != own) {
            match named.get(code) {
                Some(before) if *before != index => twice.entry(*before).or_default().push(code),
                Some(_) => {}
                None => {
                    named.insert(code, index);
                }
            }
        }
        for (before, codes) in twice {
            let found = format!("{}, also in foreign[{before}]", codes.join(", "));
            self.refuse(&key, found, "each country in one entry");
        }
    }
}
