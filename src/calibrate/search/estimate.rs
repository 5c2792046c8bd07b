//! The estimate of one parameter with its standard errors, and how far the data moved it from its prior.
//!
//! Standard errors of `u` go to `theta = q(L u)` by the slope of the map at the optimum. The posterior standard
//! deviation is that of `q(m + s x)`, `x` standard normal, with `m` and `s` those of `z` (Laplace's approximation): where
//! the data says nothing it is the prior's, kinks and bounds included.

use super::method::Method;
use crate::calibrate::likelihood::Likelihood;
use crate::parameters::QuantileMap;
use crate::scalar::special::normal;
use crate::scalar::whole_power_f64;
use nalgebra::DMatrix;

/// The posterior standard deviation is below this share of the prior's where the data identifies a parameter.
pub const IDENTIFIED: f64 = 0.8;

/// One parameter of a fit.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Estimate {
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: &'static str,
    /// The estimate: optimum, or posterior mean.
    pub estimate: f64,
    /// Standard error; none where the data says nothing or the estimate is at a bound.
    pub std_error: Option<f64>,
    /// Standard error by the sandwich; none of a dummy either, whose own error is zero.
    pub std_error_robust: Option<f64>,
    /// Mean of the prior.
    pub prior_mean: f64,
    /// Standard deviation of the prior.
    pub prior_sd: f64,
    /// Standard deviation of the posterior; none without a prior.
    pub posterior_sd: Option<f64>,
    /// Whether the posterior is narrower than [`IDENTIFIED`] of the prior; none without a prior.
    pub identified: Option<bool>,
    /// Split R-hat of a posterior.
    pub rhat: Option<f64>,
    /// Effective sample size in the bulk of a posterior.
    pub ess_bulk: Option<f64>,
    /// Effective sample size in the tails of a posterior.
    pub ess_tail: Option<f64>,
}

/// The estimates at the optimum `u`, with the covariance of `z` by curvature and by the sandwich.
pub(super) fn estimates(
    likelihood: &Likelihood,
    method: Method,
    u: &[f64],
    usual: &DMatrix<f64>,
    robust: &DMatrix<f64>,
) -> Vec<Estimate> {
    let z = likelihood.coordinates().dependent(u);
    let with_prior = method != Method::LeastSquares;
    likelihood
        .coordinates()
        .list()
        .iter()
        .take(usual.nrows())
        .enumerate()
        .map(|(i, coordinate)| {
            let map = coordinate.map();
            let slope = map.slope(z[i]);
            let (prior_mean, prior_sd) = (coordinate.prior.mean(), coordinate.prior.sd());
            let posterior_sd = with_prior.then(|| moments(map, z[i], usual[(i, i)].sqrt()).1);
            // At a bound the map is flat: the estimate cannot move, which is not knowledge.
            let inside = slope > 1e-3 * prior_sd;
            let std_error = |variance: f64| Some(slope * variance.sqrt()).filter(|e| inside && e.is_finite());
            Estimate {
                name: coordinate.name.clone(),
                unit: coordinate.unit,
                estimate: map.quantile(z[i]),
                std_error: std_error(usual[(i, i)]),
                std_error_robust: std_error(robust[(i, i)]),
                prior_mean,
                prior_sd,
                posterior_sd,
                identified: posterior_sd.map(|sd| sd < IDENTIFIED * prior_sd),
                rhat: None,
                ess_bulk: None,
                ess_tail: None,
            }
        })
        .collect()
}

/// Mean and standard deviation of `q(mean + sd x)`, by the midpoint rule over `x`: the map has kinks.
pub(crate) fn moments(map: &QuantileMap, mean: f64, sd: f64) -> (f64, f64) {
    const STEPS: i32 = 400;
    const REACH: f64 = 8.0;
    let (mut weight, mut first, mut second) = (0.0, 0.0, 0.0);
    let centre = map.quantile(mean);
    for step in 0..STEPS {
        let x = REACH * (2.0 * (f64::from(step) + 0.5) / f64::from(STEPS) - 1.0);
        let (w, value) = (normal::density(x), map.quantile(mean + sd * x) - centre);
        weight += w;
        first += w * value;
        second += w * value * value;
    }
    (centre + first / weight, (second / weight - whole_power_f64(first / weight, 2)).max(0.0).sqrt())
}

#[cfg(test)]
mod tests {
    use super::super::fit::Fit;
    use super::super::settings::SearchSettings;
    use super::*;
    use crate::calibrate::likelihood::Priors;
    use crate::calibrate::likelihood::example::dutch;
    use crate::structures::StructureName;
    use approx::assert_relative_eq;

    #[test]
    fn where_the_data_is_silent_posterior_and_prior_are_one() {
        let fit = Fit::new(
            &dutch(StructureName::SemiEndogenous),
            Method::MaximumAPosteriori,
            &SearchSettings::default(),
        )
        .unwrap();
        let gestation = fit.estimate("gestation_business").unwrap();
        assert_relative_eq!(gestation.posterior_sd.unwrap(), gestation.prior_sd, max_relative = 0.01);
        let map = likelihood_map("gestation_public");
        let prior = Priors::default().parameters;
        let prior = prior.distribution(crate::parameters::ParameterId::GestationPublic).sd();
        assert_relative_eq!(moments(&map, 0.0, 1.0).1, prior, max_relative = 1e-3);
    }

    fn likelihood_map(name: &str) -> QuantileMap {
        let likelihood = dutch(StructureName::SemiEndogenous);
        *likelihood.coordinates().list().iter().find(|c| c.name == name).unwrap().map()
    }
}
