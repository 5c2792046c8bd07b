//! A measure: an instrument, an amount by year, and its years.

use super::amounts::AmountPath;
use crate::model::intervention::Intervention;
use crate::model::{Course, Instrument, Unit};
use std::ops::RangeInclusive;

/// Numbers of the actions of the Dutch 3% R&D action plan (letter to parliament of 11 July 2025).
pub const ACTIONS: RangeInclusive<u8> = 1..=9;

/// A measure of policy.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Measure {
    /// Name shown in results.
    pub name: String,
    /// Instrument.
    pub instrument: Instrument,
    /// Unit of the amounts.
    pub unit: Unit,
    /// Amounts by year; negative for a cut.
    pub amount: AmountPath,
    /// First year.
    pub from: i32,
    /// Last year with money; none: to the horizon.
    pub until: Option<i32>,
    /// Years in which the amount is reached linearly; 1: at once.
    pub ramp_years: u32,
    /// Years until the first cohort enters work; education only.
    pub entry_lag: Option<f64>,
    /// Euro a person or pupil-year; talent and education only.
    pub cost_per_unit: Option<f64>,
    /// The action of the 3% R&D action plan that it is part of ([`ACTIONS`]), where it is part of one. It changes no result:
    /// [`crate::policy::Package`] attributes effects to it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub action: Option<u8>,
    /// Whether [`crate::solve`] looks for its money: amounts then say the proportions. A run takes them as they are.
    #[cfg_attr(feature = "serde", serde(default))]
    pub solve: bool,
    /// The course of those who are trained, with its dropout and destination; talent only. None: persons finish.
    #[cfg_attr(feature = "serde", serde(default))]
    pub course: Option<Course>,
    /// Share of those who are trained that comes from abroad, some of whom leave; talent only.
    #[cfg_attr(feature = "serde", serde(default))]
    pub foreign_share: f64,
    /// The intervention of the catalogue that pupils are given; education only. Amounts are then pupils who begin each year, or money
    /// for them.
    #[cfg_attr(feature = "serde", serde(default))]
    pub intervention: Option<Box<Intervention>>,
}

impl Measure {
    /// The same amount each year from `from` on.
    #[must_use]
    pub fn new(instrument: Instrument, unit: Unit, amount: f64, from: i32) -> Self {
        Self {
            name: instrument.name().to_owned(),
            instrument,
            unit,
            amount: AmountPath::Constant(amount),
            from,
            until: None,
            ramp_years: 1,
            entry_lag: None,
            cost_per_unit: None,
            action: None,
            solve: false,
            course: None,
            foreign_share: 0.0,
            intervention: None,
        }
    }

    /// Another name in results.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Amounts that differ by year, instead of the one amount.
    #[must_use]
    pub fn with_amounts(mut self, amounts: AmountPath) -> Self {
        self.amount = amounts;
        self
    }

    /// A last year with money.
    #[must_use]
    pub fn with_until(mut self, year: i32) -> Self {
        self.until = Some(year);
        self
    }

    /// The amount is reached linearly over so many years, all of it in the last of them.
    #[must_use]
    pub fn with_ramp(mut self, years: u32) -> Self {
        self.ramp_years = years;
        self
    }

    /// Years until the first cohort enters work; education only.
    #[must_use]
    pub fn with_entry_lag(mut self, years: f64) -> Self {
        self.entry_lag = Some(years);
        self
    }

    /// Euro a person or pupil-year; talent and education only.
    #[must_use]
    pub fn with_cost_per_unit(mut self, euro: f64) -> Self {
        self.cost_per_unit = Some(euro);
        self
    }

    /// The action of the 3% R&D action plan that it is part of.
    #[must_use]
    pub fn with_action(mut self, number: u8) -> Self {
        self.action = Some(number);
        self
    }

    /// [`crate::solve`] looks for its money.
    #[must_use]
    pub fn with_solve(mut self) -> Self {
        self.solve = true;
        self
    }

    /// The course of those who are trained; talent only.
    #[must_use]
    pub fn with_course(mut self, course: Course) -> Self {
        self.course = Some(course);
        self
    }

    /// The share of those who are trained that comes from abroad; talent only.
    #[must_use]
    pub fn with_foreign_share(mut self, share: f64) -> Self {
        self.foreign_share = share;
        self
    }

    /// The intervention of the catalogue that pupils are given; education only.
    #[must_use]
    pub fn with_intervention(mut self, intervention: Intervention) -> Self {
        self.intervention = Some(Box::new(intervention));
        self
    }

    /// The amount in `year`, with ramp and years: `amount * min(i, ramp_years)/ramp_years` in the i-th year.
    #[must_use]
    pub fn amount_in(&self, year: i32) -> f64 {
        if year < self.from || self.until.is_some_and(|until| year > until) {
            return 0.0;
        }
        let i = f64::from(year) - f64::from(self.from) + 1.0;
        let ramp = f64::from(self.ramp_years.max(1));
        self.amount.at(year) * (i.min(ramp) / ramp)
    }

    /// The largest amount of all years, at least zero, whatever the horizon of a run.
    #[must_use]
    pub fn largest_amount(&self) -> f64 {
        let ramped = self.from.saturating_add_unsigned(self.ramp_years.max(1) - 1);
        let settled = self.amount.last_year().map_or(ramped, |year| year.max(ramped));
        let last = self.until.map_or(settled, |until| until.min(settled));
        // Between two years that are named the amount stays and the ramp rises: the largest is at one of the ends.
        let named = match &self.amount {
            AmountPath::Constant(_) => Vec::new(),
            AmountPath::ByYear(amounts) => {
                amounts.keys().flat_map(|year| [year.saturating_sub(1), *year]).collect()
            }
        };
        let ends = named.into_iter().chain([self.from, ramped, last]);
        ends.filter(|year| *year <= last).map(|year| self.amount_in(year)).fold(0.0, f64::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ramp_reaches_the_amount_in_its_last_year_and_ends_after_until() {
        let mut measure = Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.4, 2026);
        measure.ramp_years = 4;
        measure.until = Some(2030);
        let amounts: Vec<f64> = (2025..=2031).map(|year| measure.amount_in(year)).collect();
        assert_eq!(amounts, [0.0, 0.1, 0.2, 0.4 * 0.75, 0.4, 0.4, 0.0]);
    }

    #[test]
    fn the_largest_amount_is_that_of_a_year_that_comes() {
        let mut measure = Measure::new(Instrument::Education, Unit::YearsOfSchooling, 0.4, 2026);
        measure.ramp_years = 4;
        assert_eq!(measure.largest_amount(), 0.4);
        measure.until = Some(2027);
        assert_eq!(measure.largest_amount(), 0.2);
        measure.until = None;
        measure.amount = AmountPath::ByYear([(2026, 1.0), (2040, 2.0), (2041, -1.0)].into());
        assert_eq!(measure.largest_amount(), 2.0);
        measure.amount = AmountPath::Constant(-1.0);
        assert_eq!(measure.largest_amount(), 0.0);
    }
}
