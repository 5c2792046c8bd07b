//! Rules of targets: years, values, and no R&D money in their years.

use super::{Checker, MAX_HORIZON, shown};
use crate::scenario::Target;

impl Checker<'_> {
    pub(super) fn targets(&mut self) {
        for (index, target) in self.scenario.targets.iter().enumerate() {
            let key = format!("targets[{index}]");
            self.target_years(&key, target);
            self.target_values(&key, target);
            // A target is held to the horizon, so a second one always meets the first.
            if index == 0 {
                self.measures_in_the_years_of(&key, target);
            } else {
                let found = "a second target in the years of targets[0]";
                self.refuse(&key, found, "one target: it is held to the horizon");
            }
        }
    }

    fn target_years(&mut self, key: &str, target: &Target) {
        let (from, year) = (format!("{key}.from"), format!("{key}.year"));
        let last = self.context.last_rd_observation;
        if self.readable(&[&from]) {
            if target.from < last {
                let expected = format!("{last} (the last observation of R&D) or later");
                self.refuse(&from, target.from.to_string(), expected);
            } else if target.from >= self.scenario.horizon && self.readable(&["horizon"]) {
                let expected = format!("a year before the horizon, {}", self.scenario.horizon);
                self.refuse(&from, target.from.to_string(), expected);
            }
        }
        if !self.readable(&[&year]) {
            return;
        }
        if target.year <= target.from && self.readable(&[&from]) {
            self.refuse(&year, target.year.to_string(), format!("a year after {} (from)", target.from));
        } else if target.year > MAX_HORIZON {
            self.refuse(&year, target.year.to_string(), format!("at most {MAX_HORIZON}"));
        }
    }

    fn target_values(&mut self, key: &str, target: &Target) {
        let (value, share) = (format!("{key}.value"), format!("{key}.public_share"));
        if !(target.value > 0.0 && target.value <= 0.2) && self.readable(&[&value]) {
            let expected = "a fraction of GDP above 0, at most 0.2 (0.03 is 3%)";
            self.refuse(value, shown(target.value), expected);
        }
        if !(0.0..=1.0).contains(&target.public_share) && self.readable(&[&share]) {
            self.refuse(share, shown(target.public_share), "a share between 0 and 1");
        }
    }

    /// A target replaces the response equations, so that R&D money in its years would do nothing.
    fn measures_in_the_years_of(&mut self, target_key: &str, target: &Target) {
        let horizon = self.scenario.horizon;
        for (index, measure) in self.scenario.measures.iter().enumerate() {
            let key = format!("measures[{index}]");
            let rests_on = ["instrument", "from", "until"].map(|part| format!("{key}.{part}"));
            let [instrument, from, until] = rests_on.each_ref().map(String::as_str);
            let target_from = format!("{target_key}.from");
            if !measure.instrument.is_rd()
                || measure.last_year(horizon) <= target.from
                || !self.readable(&["horizon", instrument, from, until, &target_from])
            {
                continue;
            }
            let found = format!(
                "{} \"{}\" ({} to {}) in the years of {target_key} ({} to {horizon})",
                measure.instrument,
                measure.name,
                measure.from,
                measure.last_year(horizon),
                target.from + 1,
            );
            self.refuse(key, found, "no R&D measure in the years of a target, which replaces it");
        }
    }
}
