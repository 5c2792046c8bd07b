//! Rules of measures: years, units, amounts, and what only some instruments can have.

use super::{Checker, MAX_HORIZON, shown};
use crate::model::{ActsOn, Unit};
use crate::parameters::ParameterId;
use crate::scenario::{ACTIONS, AmountPath, Measure};

/// What an action is.
pub(crate) const EXPECTED_ACTION: &str = "an action of the 3% R&D action plan, 1 to 9";

/// Ramps longer than this are taken for a slip.
const LONGEST_RAMP: u32 = 100;

impl Measure {
    /// Last year with money, given the horizon.
    #[must_use]
    pub fn last_year(&self, horizon: i32) -> i32 {
        self.until.unwrap_or(horizon)
    }
}

impl Checker<'_> {
    pub(super) fn measures(&mut self) {
        for (index, measure) in self.scenario.measures.iter().enumerate() {
            let key = format!("measures[{index}]");
            self.years(&key, measure);
            self.unit(&key, measure);
            self.amounts(&key, measure);
            self.education(&key, measure);
            self.action(&format!("{key}.action"), measure);
            self.solved(&key, measure);
        }
    }

    fn action(&mut self, key: &str, measure: &Measure) {
        if let Some(number) = measure.action
            && !ACTIONS.contains(&number)
            && self.readable(&[key])
        {
            self.refuse(key, number.to_string(), EXPECTED_ACTION);
        }
    }

    fn years(&mut self, key: &str, measure: &Measure) {
        let (name, from, until) = (format!("{key}.name"), format!("{key}.from"), format!("{key}.until"));
        if measure.name.trim().is_empty() && self.readable(&[&name]) {
            self.refuse(name, "no text", "a name for the results");
        }
        let horizon = if self.readable(&["horizon"]) { self.scenario.horizon } else { MAX_HORIZON };
        if self.readable(&[&from]) {
            if measure.from < self.first_year() {
                let last = self.context.last_rd_observation;
                let expected = format!("{} or later: R&D is observed up to {last}", self.first_year());
                self.refuse(&from, measure.from.to_string(), expected);
            } else if measure.from > horizon {
                self.refuse(&from, measure.from.to_string(), format!("at most the horizon, {horizon}"));
            }
        }
        if let Some(last) = measure.until
            && self.readable(&[&until])
        {
            if last < measure.from && self.readable(&[&from]) {
                self.refuse(&until, last.to_string(), format!("{} (from) or later", measure.from));
            } else if last > MAX_HORIZON {
                self.refuse(&until, last.to_string(), format!("at most {MAX_HORIZON}"));
            }
        }
        let ramp = format!("{key}.ramp_years");
        if !(1..=LONGEST_RAMP).contains(&measure.ramp_years) && self.readable(&[&ramp]) {
            self.refuse(ramp, measure.ramp_years.to_string(), format!("1 to {LONGEST_RAMP} years"));
        }
    }

    fn unit(&mut self, key: &str, measure: &Measure) {
        let unit = format!("{key}.unit");
        if !self.readable(&[&unit, &format!("{key}.instrument")]) {
            return;
        }
        let currency = if self.context.euro { Unit::BnEur } else { Unit::BnLcu };
        let allowed = measure.instrument.units().iter().copied();
        let allowed: Vec<&str> = allowed
            .filter(|u| !matches!(u, Unit::BnEur | Unit::BnLcu) || *u == currency)
            .map(Unit::name)
            .collect();
        if !allowed.contains(&measure.unit.name()) {
            let expected = format!("{} for {}", allowed.join(", "), measure.instrument);
            self.refuse(unit, format!("\"{}\"", measure.unit), expected);
        }
    }

    fn amounts(&mut self, key: &str, measure: &Measure) {
        self.training(key, measure);
        let unit_readable = self.readable(&[&format!("{key}.unit")]);
        let amount = |checker: &mut Self, key: &str, value: f64| {
            if !checker.readable(&[key]) {
                return;
            }
            if !value.is_finite() {
                checker.refuse(key, shown(value), "a finite number");
            } else if let Some(expected) = implausible(measure.unit, value)
                && unit_readable
            {
                checker.refuse(key, shown(value), expected);
            }
        };
        match &measure.amount {
            AmountPath::Constant(value) => amount(self, &format!("{key}.amount"), *value),
            AmountPath::ByYear(path) => {
                for (year, value) in path {
                    amount(self, &format!("{key}.path.{year}"), *value);
                }
                self.path_years(key, measure, path.keys().copied());
            }
        }
        let cost_key = format!("{key}.cost_per_unit");
        if let Some(cost) = measure.cost_per_unit
            && self.readable(&[&cost_key])
            && (!cost.is_finite() || cost < 0.0)
        {
            self.refuse(cost_key, shown(cost), "euro a person or pupil-year, 0 or more");
        }
    }

    fn path_years(&mut self, key: &str, measure: &Measure, years: impl Iterator<Item = i32>) {
        let path = format!("{key}.path");
        let mut years = years.peekable();
        if years.peek().is_none() && self.readable(&[&path]) {
            self.refuse(&path, "no year", "an amount for at least one year");
        }
        if !self.readable(&["horizon", &format!("{key}.from"), &format!("{key}.until")]) {
            return;
        }
        let (first, last) = (measure.from, measure.last_year(self.scenario.horizon));
        for year in years.filter(|year| !(first..=last).contains(year)) {
            let expected = format!("a year of the measure, {first} to {last}");
            self.refuse(format!("{path}.{year}"), year.to_string(), expected);
        }
    }

    /// What is looked for is money for R&D: persons and doses of education are no money, and a path of them is another question.
    fn solved(&mut self, key: &str, measure: &Measure) {
        let solve = format!("{key}.solve");
        if !measure.solve || !self.readable(&[&solve, &format!("{key}.instrument"), &format!("{key}.unit")]) {
            return;
        }
        if !measure.instrument.is_rd() {
            let found = format!("true for {} in {}", measure.instrument, measure.unit);
            self.refuse(solve, found, "true with an instrument of R&D, whose amount is money");
        }
    }

    /// What only education (and training) can have, and what education in money needs.
    fn education(&mut self, key: &str, measure: &Measure) {
        let instrument = measure.instrument;
        if !self.readable(&[&format!("{key}.instrument")]) {
            return;
        }
        let lag_key = format!("{key}.entry_lag");
        if let Some(lag) = measure.entry_lag
            && self.readable(&[&lag_key])
        {
            if instrument.row().acts_on != ActsOn::Cohorts {
                self.refuse(&lag_key, format!("a lag for {instrument}"), "it with education only");
            } else if !(0.0..=60.0).contains(&lag) {
                self.refuse(&lag_key, shown(lag), "0 to 60 years");
            }
        }
        self.intervention(key, measure);
        let unit_readable = self.readable(&[&format!("{key}.unit")]);
        let in_money = unit_readable && measure.unit.is_money() && measure.intervention.is_none();
        if measure.cost_per_unit.is_some() {
            let cost_key = format!("{key}.cost_per_unit");
            if instrument.is_rd() {
                self.refuse(
                    cost_key,
                    format!("a cost for {instrument}"),
                    "it with talent and education only",
                );
            } else if in_money {
                let expected = "none beside an amount in money, which is the cost itself";
                self.refuse(cost_key, "a cost per unit", expected);
            }
        }
        if instrument.row().acts_on == ActsOn::Cohorts && in_money {
            self.education_in_money(key);
        }
    }

    /// An intervention is given to pupils, or bought for them at its cost; pupils without one learn nothing.
    fn intervention(&mut self, key: &str, measure: &Measure) {
        let (unit, name) = (format!("{key}.unit"), format!("{key}.intervention"));
        if !self.readable(&[&unit, &name]) {
            return;
        }
        let instrument = measure.instrument;
        match &measure.intervention {
            None if measure.unit == Unit::Pupils => {
                self.refuse(
                    name,
                    "nothing",
                    "the name of a row of the catalogue (kennis education), for pupils",
                );
            }
            None => {}
            Some(_) if instrument.row().acts_on != ActsOn::Cohorts => {
                self.refuse(name, format!("an intervention for {instrument}"), "it with education only");
            }
            Some(_) if !matches!(measure.unit, Unit::Pupils | Unit::BnEur | Unit::BnLcu) => {
                let currency = if self.context.euro { Unit::BnEur } else { Unit::BnLcu };
                let expected = format!("{} or {currency} with an intervention", Unit::Pupils);
                self.refuse(unit, format!("\"{}\"", measure.unit), expected);
            }
            Some(intervention) => {
                let known = measure.cost_per_unit.is_some()
                    || (self.context.euro && intervention.cost_per_pupil.is_some());
                if measure.unit.is_money() && !known {
                    let found = format!("money for {:?}, whose cost a pupil is not known", intervention.name);
                    self.refuse(unit, found, "cost_per_unit beside it, or an amount in pupils");
                }
            }
        }
    }

    /// What only training can have.
    fn training(&mut self, key: &str, measure: &Measure) {
        let trains = measure.instrument.row().acts_on == ActsOn::Technicians;
        let (course_key, share_key) = (format!("{key}.course"), format!("{key}.foreign_share"));
        if let Some(course) = measure.course
            && !trains
            && self.readable(&[&course_key])
        {
            self.refuse(course_key, format!("{course} for {}", measure.instrument), "it with talent only");
        }
        let share = measure.foreign_share;
        if share == 0.0 || !self.readable(&[&share_key]) {
            return;
        }
        if !(0.0..=1.0).contains(&share) {
            self.refuse(share_key, shown(share), "a share from 0 to 1");
        } else if !trains {
            let found = format!("a foreign share for {}", measure.instrument);
            self.refuse(share_key, found, "it with talent only");
        }
    }

    /// Money buys years of schooling at a cost and an effectiveness, or skills over a base: each pair whole.
    fn education_in_money(&mut self, key: &str) {
        use ParameterId::{
            EducationEffectiveness, EducationSpending, EducationUnitCost, SkillPerLogSpending,
        };
        let pairs = [[EducationUnitCost, EducationEffectiveness], [SkillPerLogSpending, EducationSpending]];
        let keys =
            pairs.as_flattened().iter().map(|id| format!("parameters.{}", id.name())).collect::<Vec<_>>();
        if !self.readable(&keys.iter().map(String::as_str).collect::<Vec<_>>()) {
            return;
        }
        let set = self.scenario.parameter_set(&self.context.parameters);
        let given = |id: ParameterId| !set.distribution(id).is_unset();
        let buys_schooling = given(EducationUnitCost) && given(EducationEffectiveness);
        if !buys_schooling && !given(SkillPerLogSpending) {
            self.refuse(
                format!("{key}.unit"),
                "education in money",
                "the parameters education_unit_cost and education_effectiveness, or skill_per_log_spending: \
                 they have no default",
            );
        } else {
            for [one, other] in pairs.into_iter().flat_map(|[one, other]| [[one, other], [other, one]]) {
                if given(one) && !given(other) {
                    let found = format!("education in money, with {} alone", one.name());
                    self.refuse(format!("{key}.unit"), found, format!("{} beside it", other.name()));
                }
            }
        }
        for (id, expected) in
            [(EducationUnitCost, "more than zero euro"), (EducationSpending, "more than zero billion")]
        {
            let distribution = set.distribution(id);
            if given(id) && distribution.is_fixed() && distribution.centre() <= 0.0 {
                self.refuse(format!("parameters.{}", id.name()), shown(distribution.centre()), expected);
            }
        }
    }
}

/// What was expected, where the amount cannot be meant. A cut in training is a negative number of persons: it
/// cannot be larger than the number that is trained, of which 100,000 a year is far beyond.
fn implausible(unit: Unit, value: f64) -> Option<&'static str> {
    let (range, expected) = match unit {
        Unit::GdpShare => (-0.2..=0.2, "a fraction of GDP between -0.2 and 0.2 (0.001 is 0.1%)"),
        Unit::BnEur => (-500.0..=500.0, "billion euro between -500 and 500"),
        Unit::BnLcu => return None,
        Unit::Persons => (-1e5..=2e6, "persons a year between -100000 (a cut) and 2000000"),
        Unit::YearsOfSchooling => (-10.0..=10.0, "years of schooling between -10 and 10"),
        Unit::QualitySd => (-3.0..=3.0, "standard deviations between -3 and 3"),
        Unit::Pupils => (-1e8..=1e8, "pupils a year, not more than the persons of their age"),
    };
    (!range.contains(&value)).then_some(expected)
}
