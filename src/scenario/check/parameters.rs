//! Rules of parameters: distributions that make sense, within the table's bounds, and no two that do the same.

use super::{Checker, Problem, shown};
use crate::model::GestationLag;
use crate::parameters::{Distribution, DistributionError, ParameterId, ParameterSet};

/// The problem of a name that no parameter has.
#[cfg(feature = "formats")]
pub(crate) fn unknown_parameter(key: impl Into<String>, name: &str) -> Problem {
    Problem::new(key, "an unknown parameter", "the name of a parameter")
        .with_nearest(name, ParameterId::all().map(ParameterId::name))
}

/// What is wrong with a distribution for a parameter.
pub(crate) fn distribution_problems(key: &str, id: ParameterId, distribution: &Distribution) -> Vec<Problem> {
    if let Err(error) = distribution.check() {
        return vec![distribution_problem(key, distribution, error)];
    }
    let bounds = id.row().prior;
    let expected = || {
        let within = match (bounds.lower.is_finite(), bounds.upper.is_finite()) {
            (true, true) => format!("between {} and {}", bounds.lower, bounds.upper),
            (true, false) => format!("{} or more", bounds.lower),
            (false, true) => format!("{} or less", bounds.upper),
            (false, false) => "a finite number".to_owned(),
        };
        format!("{within} ({})", id.row().unit)
    };
    let outside = |value: f64| value < bounds.lower || value > bounds.upper;
    let mut problems = Vec::new();
    let centre = distribution.centre();
    if !distribution.is_unset() && outside(centre) {
        let found =
            if distribution.is_fixed() { shown(centre) } else { format!("the centre {}", shown(centre)) };
        problems.push(Problem::new(key, found, expected()));
    }
    for (part, value) in [("lower", distribution.lower), ("upper", distribution.upper)] {
        if value.is_finite() && outside(value) {
            problems.push(Problem::new(format!("{key}.{part}"), shown(value), expected()));
        }
    }
    problems
}

fn distribution_problem(key: &str, distribution: &Distribution, error: DistributionError) -> Problem {
    match error {
        DistributionError::NotFinite { field, value } => {
            Problem::new(format!("{key}.{field}"), shown(value), "a finite number")
        }
        DistributionError::NotPositive { field, value } => {
            Problem::new(format!("{key}.{field}"), shown(value), "more than zero")
        }
        DistributionError::Order { field, value, expected } => {
            Problem::new(format!("{key}.{field}"), shown(value), expected)
        }
        DistributionError::Empty { lower, upper } => {
            let found = format!("bounds {} to {}", shown(lower), shown(upper));
            let expected = format!("bounds that leave room for the centre {}", shown(distribution.centre()));
            Problem::new(key, found, expected)
        }
    }
}

/// Whether every draw is exactly `value`.
fn is_always(set: &ParameterSet, id: ParameterId, value: f64) -> bool {
    let distribution = set.distribution(id);
    distribution.is_fixed() && distribution.centre() == value
}

impl Checker<'_> {
    pub(super) fn parameters(&mut self) {
        let given = &self.scenario.parameters;
        for (index, (id, distribution)) in given.iter().enumerate() {
            let key = format!("parameters.{}", id.name());
            if self.readable(&[&key]) {
                self.problems.extend(distribution_problems(&key, *id, distribution));
            }
            if given[..index].iter().any(|(earlier, _)| earlier == id) {
                self.refuse(key, "a second distribution", "each parameter once");
            }
        }
        if self.readable(&["parameters"]) {
            self.pairs();
        }
    }

    /// Parameters that answer the same question twice.
    fn pairs(&mut self) {
        let set = self.scenario.parameter_set(&self.context.parameters);
        let both = [ParameterId::MarginalExcessBurden, ParameterId::LabourTaxElasticity];
        if both.iter().all(|id| !is_always(&set, *id, 0.0)) {
            self.refuse(
                self.key_of(&both),
                "marginal_excess_burden and labour_tax_elasticity, both other than zero",
                "one of them: both are what taxes cost",
            );
        }
        let gestation = [ParameterId::GestationBusiness, ParameterId::GestationPublic];
        if self.scenario.gestation == GestationLag::PointMass {
            let whole = |id: &ParameterId| {
                let distribution = set.distribution(*id);
                distribution.is_fixed() && distribution.centre().fract() == 0.0
            };
            for id in gestation.iter().filter(|id| !whole(id)) {
                self.refuse(
                    self.key_of(&[*id]),
                    format!("{} = {} with a point mass", id.name(), set.distribution(*id)),
                    "a fixed, whole number of years",
                );
            }
        }
        if !is_always(&set, ParameterId::AdjustmentSpeed, 1.0)
            && gestation.iter().any(|id| !set.distribution(*id).is_fixed())
        {
            self.refuse(
                self.key_of(&[ParameterId::AdjustmentSpeed]),
                "adjustment_speed below one while gestation is drawn",
                "adjustment_speed 1, or fixed gestation_business and gestation_public: both delay",
            );
        }
    }

    /// The key of the last of the parameters that the scenario itself names.
    fn key_of(&self, ids: &[ParameterId]) -> String {
        let named = |id: &&ParameterId| self.scenario.parameters.iter().any(|(given, _)| given == *id);
        match ids.iter().rev().find(named) {
            Some(id) => format!("parameters.{}", id.name()),
            None => "parameters".to_owned(),
        }
    }
}
