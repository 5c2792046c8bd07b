//! The profile of a likelihood: at each value of one parameter, the best that all others can do.
//!
//! A flat profile is a parameter that the data does not know. The others keep their priors, so that they do not run
//! off where the data does not hold them; the one that is held has none.

use super::optimise::maximise;
use super::settings::SearchSettings;
use crate::calibrate::error::CalibrationError;
use crate::calibrate::likelihood::Likelihood;

/// One point of a profile.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ProfilePoint {
    /// Value of the parameter.
    pub value: f64,
    /// Log likelihood of the data there, the others at their best.
    pub log_likelihood: f64,
    /// Log likelihood plus log prior of the others, less its largest value: zero at the top.
    pub relative: f64,
    /// Whether the search of the others converged.
    pub converged: bool,
}

/// The profile of the parameter `name` at `values`.
///
/// # Errors
/// As [`Likelihood::holding`]: a parameter that cannot be held, a value outside its bounds.
pub fn profile(
    likelihood: &Likelihood,
    name: &str,
    values: &[f64],
    settings: &SearchSettings,
) -> Result<Vec<ProfilePoint>, CalibrationError> {
    let mut points = Vec::with_capacity(values.len());
    for value in values {
        let held = likelihood.holding(name, *value)?;
        let best = maximise(&held, settings).best;
        let log_likelihood = held.log_likelihood(&held.coordinates().values(&best.u));
        points.push(ProfilePoint {
            value: *value,
            log_likelihood,
            relative: best.value,
            converged: best.converged,
        });
    }
    let top = points.iter().map(|p| p.relative).fold(f64::NEG_INFINITY, f64::max);
    points.iter_mut().for_each(|p| p.relative -= top);
    Ok(points)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::likelihood::example::dutch;
    use crate::structures::StructureName;

    #[test]
    fn the_profile_of_an_elasticity_is_flat_and_that_of_drift_is_not() {
        let likelihood = dutch(StructureName::KnowledgeCapital);
        let settings = SearchSettings { starts: 1, ..Default::default() };
        let spread = |name, values: &[f64]| {
            let points = profile(&likelihood, name, values, &settings).unwrap();
            assert!(points.iter().all(|p| p.converged && p.relative <= 0.0), "{points:#?}");
            points.iter().map(|p| p.relative).fold(0.0, f64::min)
        };
        // Half of the 95% quantile of chi-squared with one degree of freedom is 1.92.
        assert!(spread("output_elasticity_business", &[0.0, 0.05, 0.1, 0.15, 0.2]) > -1.92);
        assert!(spread("sigma", &[0.005, 0.01, 0.02]) < -5.0);
    }

    #[test]
    fn the_top_of_a_profile_is_the_optimum() {
        let likelihood = dutch(StructureName::NoEffect);
        let settings = SearchSettings::default();
        let best = maximise(&likelihood, &settings).best;
        let top = likelihood.coordinates().values(&best.u)[0];
        let points = profile(&likelihood, "drift", &[top - 0.001, top, top + 0.001], &settings).unwrap();
        assert!(points[1].relative == 0.0 && points[0].relative < 0.0 && points[2].relative < 0.0);
    }

    #[test]
    fn what_cannot_be_held_is_told() {
        let likelihood = dutch(StructureName::KnowledgeCapital);
        let error = profile(&likelihood, "elasticity", &[0.1], &SearchSettings::default()).unwrap_err();
        assert!(error.to_string().starts_with("parameter to hold is elasticity"));
        let error = profile(&likelihood, "output_elasticity_business", &[0.9], &SearchSettings::default())
            .unwrap_err();
        assert!(error.to_string().starts_with("output_elasticity_business: the bounds"), "{error}");
    }
}
