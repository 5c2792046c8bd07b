//! Exact derivatives of results to parameters, by name: the same equations in dual numbers.

use super::experiment::Experiment;
use super::outcome::{Variable, Year};
use crate::data::ByYear;
use crate::names::nearest_name;
use crate::parameters::{ParameterId, ParameterValues};
use crate::scalar::Dual;
use thiserror::Error;

/// Parameters whose derivatives one run gives.
const DIRECTIONS: usize = 8;

/// Why there are no such derivatives.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DerivativeError {
    /// There is no parameter of that name.
    #[error("there is no parameter {name}{}", nearest.map(|near| format!("; did you mean {near}?")).unwrap_or_default())]
    Parameter {
        /// The name.
        name: String,
        /// The nearest name.
        nearest: Option<&'static str>,
    },
    /// The derivatives to this parameter were not asked for.
    #[error("derivatives to {} were not asked for", parameter.name())]
    NotAsked {
        /// The parameter.
        parameter: ParameterId,
    },
}

/// Derivatives of the deterministic path at the centres of the parameters, the weighted mean of the structures' paths.
#[derive(Clone, Debug)]
pub struct Derivatives {
    first_year: i32,
    parameters: Vec<ParameterId>,
    /// Paths with their weights, by group of parameters and structure.
    paths: Vec<Vec<(f64, Vec<Year<Dual<DIRECTIONS>>>)>>,
}

fn parameter(name: &str) -> Result<ParameterId, DerivativeError> {
    ParameterId::from_name(name).ok_or_else(|| DerivativeError::Parameter {
        name: name.to_owned(),
        nearest: nearest_name(name, ParameterId::all().map(ParameterId::name)),
    })
}

impl Experiment {
    /// Derivatives of every variable to the parameters of these names, at the centres of the parameters.
    ///
    /// # Errors
    /// [`DerivativeError::Parameter`] with the nearest name.
    ///
    /// ```
    /// use kennis::{Economy, Experiment, ParameterSet, Scenario, Target, Variable};
    /// let scenario = Scenario::new("3% of GDP").with_target(Target::new(0.03, 2030, 0.4));
    /// let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;
    /// let slopes = experiment.derivatives(&["output_elasticity_public"])?;
    /// let gdp = slopes.of(Variable::Gdp, "output_elasticity_public")?;
    /// assert!(*gdp.at(2060)? > 0.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn derivatives(&self, names: &[&str]) -> Result<Derivatives, DerivativeError> {
        let parameters = names.iter().map(|name| parameter(name)).collect::<Result<Vec<_>, _>>()?;
        let centres = self.parameters.centres();
        let path = |group: &[ParameterId], structure| {
            let values = ParameterValues::from_fn(|id| match group.iter().position(|asked| *asked == id) {
                Some(direction) => Dual::<DIRECTIONS>::variable(centres[id], direction),
                None => Dual { value: centres[id], derivatives: [0.0; DIRECTIONS] },
            });
            self.run(&structure, &values)
        };
        let of_group = |group: &[ParameterId]| {
            self.structures.iter().map(|(structure, weight)| (*weight, path(group, *structure))).collect()
        };
        let paths = parameters.chunks(DIRECTIONS).map(of_group).collect();
        Ok(Derivatives { first_year: self.baseline.years.first, parameters, paths })
    }
}

impl Derivatives {
    /// The derivatives of the deviation of a variable (in its unit: percent, or percentage points) to a parameter, by year.
    ///
    /// # Errors
    /// [`DerivativeError`] for a name that is not known, or was not asked for.
    pub fn of(&self, variable: Variable, name: &str) -> Result<ByYear<f64>, DerivativeError> {
        let parameter = parameter(name)?;
        let position = self.parameters.iter().position(|asked| *asked == parameter);
        let position = position.ok_or(DerivativeError::NotAsked { parameter })?;
        let (group, direction) = (position / DIRECTIONS, position % DIRECTIONS);
        let slope =
            |year: &Year<Dual<DIRECTIONS>>| variable.deviation(variable.levels(year)).derivatives[direction];
        let paths = &self.paths[group];
        let at = |t: usize| paths.iter().map(|(weight, path)| weight * slope(&path[t])).sum::<f64>();
        let years = paths.iter().map(|(_, path)| path.len()).min().unwrap_or(0);
        Ok(ByYear::new(self.first_year, (0..years).map(at).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Economy;
    use crate::parameters::{Distribution, Origin, ParameterSet};
    use crate::scenario::{Scenario, Target};

    fn experiment(set: ParameterSet) -> Experiment {
        let scenario = Scenario::new("3% of GDP").with_target(Target::new(0.03, 2030, 0.4));
        Experiment::new(&Economy::netherlands().unwrap(), scenario, set).unwrap()
    }

    /// The weighted mean of the paths with a parameter moved.
    fn moved(id: ParameterId, by: f64, variable: Variable) -> f64 {
        let mut set = ParameterSet::default();
        let centre = set.centres()[id];
        set.set(id, Distribution::fixed(centre + by), Origin::Set).unwrap();
        let e = experiment(set);
        let centres = e.parameters().centres();
        let last = |structure| {
            let year = *e.run(&structure, &centres).last().unwrap();
            variable.deviation(variable.levels(&year))
        };
        e.structures().iter().map(|(structure, weight)| weight * last(*structure)).sum()
    }

    #[test]
    fn they_are_the_slopes_of_the_weighted_path() {
        // More than one group of parameters.
        let names: Vec<&str> = ParameterId::all().map(ParameterId::name).take(2 * DIRECTIONS + 3).collect();
        let e = experiment(ParameterSet::default());
        let slopes = e.derivatives(&names).unwrap();
        for name in [names[0], names[DIRECTIONS + 1], names[2 * DIRECTIONS]] {
            let id = ParameterId::from_name(name).unwrap();
            for variable in [Variable::Gdp, Variable::RdIntensity, Variable::DebtRatio] {
                let exact = *slopes.of(variable, name).unwrap().last().unwrap();
                let difference = (moved(id, 1e-5, variable) - moved(id, -1e-5, variable)) / 2e-5;
                assert!(
                    (exact - difference).abs() < 1e-5 * exact.abs().max(1e-2),
                    "{name}: {exact} {difference}"
                );
            }
        }
    }

    #[test]
    fn a_name_that_is_wrong_names_the_nearest() {
        let e = experiment(ParameterSet::default());
        let error = e.derivatives(&["output_elasticity_publik"]).unwrap_err();
        assert!(error.to_string().contains("output_elasticity_public"), "{error}");
        let asked = e.derivatives(&["output_elasticity_public"]).unwrap();
        let error = asked.of(Variable::Gdp, "capital_share").unwrap_err();
        assert_eq!(error, DerivativeError::NotAsked { parameter: ParameterId::CapitalShare });
    }
}
