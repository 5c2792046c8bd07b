//! A fit: the optimum of a likelihood with standard errors, correlations and diagnostics.

use super::covariance::Covariance;
use super::diagnostics::Diagnostics;
use super::estimate::{Estimate, estimates};
use super::method::Method;
use super::optimise::maximise;
use super::optimum::Search;
use super::settings::SearchSettings;
use crate::calibrate::error::CalibrationError;
use crate::calibrate::likelihood::{CoordinateKind, LN_2PI, Likelihood, LogDensity, SumOfSquares};
use crate::scalar::ln_f64;
use nalgebra::DMatrix;

/// Less log density than this is nothing: a tenth of a standard deviation. Where several maps bend at once the search may
/// end just beside the mode.
const NEGLIGIBLE_GAIN: f64 = 0.005;

/// A fit.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Fit {
    /// How it was made.
    pub method: Method,
    /// The search.
    pub search: Search,
    /// The optimum, in independent standard normals (sigma included, at zero where there is no prior).
    pub u: Vec<f64>,
    /// Covariance of `u` at the optimum, row by row.
    pub covariance: Vec<Vec<f64>>,
    /// The parameters.
    pub estimates: Vec<Estimate>,
    /// Their correlation, in the same order.
    pub correlation: Vec<Vec<f64>>,
    /// Log likelihood at the optimum; without a prior with sigma at its maximum likelihood value.
    pub log_likelihood: f64,
    /// Diagnostics.
    pub diagnostics: Diagnostics,
}

impl Fit {
    /// Fits a likelihood, with or without its prior.
    ///
    /// A search that did not converge gives a fit too: [`Fit::converged`] tells.
    ///
    /// # Errors
    /// [`CalibrationError::NotConverged`] where the density exists nowhere it was looked for.
    pub fn new(
        likelihood: &Likelihood,
        method: Method,
        settings: &SearchSettings,
    ) -> Result<Self, CalibrationError> {
        let squares = SumOfSquares::new(likelihood);
        let (search, u) = if method == Method::LeastSquares {
            let search = maximise(&squares, settings);
            let u = squares.with_sigma(&search.best.u);
            (search, u)
        } else {
            let search = maximise(likelihood, settings);
            let u = search.best.u.clone();
            (search, u)
        };
        if !search.best.value.is_finite() {
            return Err(CalibrationError::NotConverged { reason: search.best.termination });
        }
        let covariance = if method == Method::LeastSquares {
            Covariance::without_prior(&likelihood.residuals(&u))
        } else {
            Covariance::with_prior(likelihood, &u)
        };
        let k = covariance.usual.nrows();
        let factor = likelihood.coordinates().factor().view((0, 0), (k, k)).clone_owned();
        let of_z = |c: &DMatrix<f64>| &factor * c * factor.transpose();
        let (usual, robust) = (of_z(&covariance.usual), of_z(&covariance.robust));
        let mut estimates = estimates(likelihood, method, &u, &usual, &robust);
        for (i, estimate) in estimates.iter_mut().enumerate() {
            if covariance.without_information[i] {
                (estimate.std_error, estimate.std_error_robust) = (None, None);
            }
            // A dummy makes its own error zero, so that the sandwich does not see its spread.
            if matches!(likelihood.coordinates().list()[i].kind, CoordinateKind::Dummy(_)) {
                estimate.std_error_robust = None;
            }
        }
        let theta = likelihood.coordinates().values(&u);
        let log_likelihood = if method == Method::LeastSquares {
            let errors = likelihood.errors(&theta);
            let n = errors.len() as f64;
            let variance = errors.iter().map(|e| e * e).sum::<f64>() / n;
            -0.5 * n * (LN_2PI + ln_f64(variance) + 1.0)
        } else {
            likelihood.log_likelihood(&theta)
        };
        Ok(Self {
            method,
            correlation: correlation(&usual),
            covariance: rows(&covariance.usual),
            diagnostics: Diagnostics::at(likelihood, &u),
            search,
            u,
            estimates,
            log_likelihood,
        })
    }

    /// Whether the search converged.
    #[must_use]
    pub fn converged(&self) -> bool {
        self.search.best.converged
    }

    /// What the log density could still gain, by its curvature: `g'Cg/2`.
    pub(in crate::calibrate) fn remaining_gain(&self, likelihood: &Likelihood) -> f64 {
        let k = self.u.len();
        let mut gradient = vec![0.0; k];
        likelihood.gradient(&self.u, &mut gradient);
        let product = |i: usize| (0..k).map(|j| self.covariance[i][j] * gradient[j]).sum::<f64>();
        0.5 * (0..k).map(|i| gradient[i] * product(i)).sum::<f64>()
    }

    /// Whether the search ended at the mode, or so near that nothing depends on it.
    pub(in crate::calibrate) fn near_mode(&self, likelihood: &Likelihood) -> bool {
        self.converged() || self.remaining_gain(likelihood) < NEGLIGIBLE_GAIN
    }

    /// The estimate of that name.
    #[must_use]
    pub fn estimate(&self, name: &str) -> Option<&Estimate> {
        self.estimates.iter().find(|estimate| estimate.name == name)
    }
}

/// The correlation matrix of a covariance, row by row.
pub(crate) fn correlation(covariance: &DMatrix<f64>) -> Vec<Vec<f64>> {
    let k = covariance.nrows();
    let sd: Vec<f64> = (0..k).map(|i| covariance[(i, i)].sqrt()).collect();
    let cell = |i: usize, j: usize| if i == j { 1.0 } else { covariance[(i, j)] / (sd[i] * sd[j]) };
    (0..k).map(|i| (0..k).map(|j| cell(i, j)).collect()).collect()
}

fn rows(matrix: &DMatrix<f64>) -> Vec<Vec<f64>> {
    matrix.row_iter().map(|row| row.iter().copied().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::likelihood::example::dutch;
    use crate::calibrate::likelihood::{ObservationChoices, Observations, Priors};
    use crate::data::Economy;
    use crate::scalar::special::normal;
    use crate::structures::StructureName;
    use approx::assert_relative_eq;
    use rand::{Rng, SeedableRng};

    fn map(structure: StructureName) -> Fit {
        Fit::new(&dutch(structure), Method::MaximumAPosteriori, &SearchSettings::default()).unwrap()
    }

    #[test]
    fn the_past_of_one_country_says_next_to_nothing_about_elasticities() {
        for structure in
            [StructureName::KnowledgeCapital, StructureName::RateOfReturn, StructureName::SemiEndogenous]
        {
            let fit = map(structure);
            assert!(fit.converged());
            for estimate in &fit.estimates {
                let regression =
                    ["drift", "dummy_2011", "dummy_2013", "sigma"].contains(&estimate.name.as_str());
                assert_eq!(estimate.identified, Some(regression), "{structure}: {estimate:?}");
            }
            // Drift, two dummies, and in knowledge_capital hardly one direction more.
            assert!(fit.diagnostics.effective_parameters < 3.7, "{:?}", fit.diagnostics);
        }
    }

    /// Recorded from `benches/peers/calibrate.py --ols` (numpy 2.4.6): ordinary least squares on stocks that the
    /// script builds from the same R&D.
    #[test]
    fn least_squares_is_ordinary_least_squares() {
        let economy = Economy::netherlands().unwrap();
        let observations = Observations::new(&economy, ObservationChoices::default()).unwrap();
        let fit = |structure| {
            let likelihood =
                Likelihood::new(structure, observations.clone(), &Priors::default().regression()).unwrap();
            Fit::new(&likelihood, Method::LeastSquares, &SearchSettings::default()).unwrap()
        };
        for (structure, expected) in OLS {
            let fit = fit(*structure);
            assert!(fit.converged(), "{:?}", fit.search.best);
            for (name, value, error) in *expected {
                let estimate = fit.estimate(name).unwrap();
                assert_relative_eq!(estimate.estimate, *value, epsilon = 1e-5 * error);
                assert_relative_eq!(estimate.std_error.unwrap(), *error, max_relative = 1e-5);
            }
        }
    }

    type Coefficients = &'static [(&'static str, f64, f64)];

    const OLS: &[(StructureName, Coefficients)] = &[
        (
            StructureName::KnowledgeCapital,
            &[
                ("output_elasticity_business", 0.350887838, 0.165834777),
                ("output_elasticity_public", 0.527219704, 0.295317337),
                ("drift", -0.0282617444, 0.0152939461),
                ("dummy_2011", 0.00837574225, 0.0108821709),
                ("dummy_2013", -0.000236255056, 0.0102584405),
            ],
        ),
        (
            StructureName::RateOfReturn,
            &[
                ("rate_of_return_business", 2.05558716, 3.20448569),
                ("rate_of_return_public", -0.802782384, 12.2263051),
                ("drift", -0.000126779427, 0.0214338406),
                ("dummy_2011", 0.00290019724, 0.0110306758),
                ("dummy_2013", -0.00445759523, 0.0105859297),
            ],
        ),
        (
            StructureName::SemiEndogenous,
            &[
                ("frontier_elasticity", 1.00075476, 0.527510536),
                ("drift", -0.0309528088, 0.0179578194),
                ("dummy_2011", 0.00557416084, 0.0105594451),
                ("dummy_2013", -0.000876011642, 0.0103297205),
            ],
        ),
        (
            StructureName::NoEffect,
            &[
                ("drift", 0.00297511154, 0.00168776244),
                ("dummy_2011", -0.00136825872, 0.0102662581),
                ("dummy_2013", -0.0064371291, 0.0102662581),
            ],
        ),
    ];

    /// Recorded from `benches/peers/calibrate.py --optimum` (numpy 2.4.6, scipy 1.17.1), which writes the model anew:
    /// Levenberg-Marquardt with sigma fixed, BFGS and then Nelder-Mead with sigma free.
    #[test]
    fn the_optimum_is_that_of_scipy() {
        use crate::parameters::{Distribution, Origin, ParameterId as P, Shape};
        let observations =
            Observations::new(&Economy::netherlands().unwrap(), ObservationChoices::default()).unwrap();
        let fit = |priors: &Priors| {
            let likelihood =
                Likelihood::new(StructureName::KnowledgeCapital, observations.clone(), priors).unwrap();
            (
                Fit::new(&likelihood, Method::MaximumAPosteriori, &SearchSettings::default()).unwrap(),
                likelihood,
            )
        };
        let check = |fit: &Fit, theta: &[f64]| {
            assert_eq!(fit.search.agreeing(), 4, "{:?}", fit.search.starts);
            for (estimate, expected) in fit.estimates.iter().zip(theta) {
                let scale = 1e-5 * estimate.prior_sd;
                assert_relative_eq!(estimate.estimate, *expected, epsilon = scale);
            }
        };
        // The prior that scipy was given: another one moves no equation.
        let mut given = Priors::default();
        let shape = Shape::SplitNormal { low: 0.03, centre: 0.08, high: 0.13 };
        let prior = Distribution { shape, ..P::OutputElasticityBusiness.row().prior };
        given.parameters.set(P::OutputElasticityBusiness, prior, Origin::Set).unwrap();
        let (free, _) = fit(&given);
        assert_relative_eq!(free.search.best.value, 112.236_541_130_4, epsilon = 1e-8);
        check(
            &free,
            &[
                0.08654584309,
                0.0762208099,
                0.1551380337,
                0.1037813275,
                1.937617573,
                4.864771929,
                -0.1132433404,
                -0.1002443733,
                -0.003041347289,
                0.00150661422,
                -0.004522733534,
                0.009392339163822597,
            ],
        );
        let sigma = Distribution::fixed(0.0094);
        let (fixed, likelihood) = fit(&Priors { sigma, ..given });
        check(
            &fixed,
            &[
                0.08653719208,
                0.07617749143,
                0.1551299986,
                0.1037771654,
                1.93773185,
                4.865052773,
                -0.1131833142,
                -0.1001187241,
                -0.003038814181,
                0.001505656124,
                -0.004523223742,
            ],
        );
        let squares: f64 = likelihood.residuals(&fixed.u).errors.iter().map(|e| (e / 0.0094).powi(2)).sum();
        let prior: f64 = fixed.u.iter().map(|u| u * u).sum();
        assert_relative_eq!(squares + prior, 38.322576827840535, max_relative = 1e-10);
    }

    /// Many samples made from known parameters: the regression is right on average, and its standard errors tell
    /// how far it is off in one.
    #[test]
    fn known_coefficients_are_recovered() {
        let economy = Economy::netherlands().unwrap();
        let observations = Observations::new(&economy, ObservationChoices::default()).unwrap();
        let likelihood =
            Likelihood::new(StructureName::KnowledgeCapital, observations, &Priors::default().regression())
                .unwrap();
        let truth = [0.13, 0.17, 0.004, 0.01, -0.01, 0.002];
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(11);
        let years = likelihood.observations().years;
        let history = likelihood.observations().history.until(2018);
        let (runs, mut inside, mut sums) = (200, [0; 5], [0.0; 5]);
        for _ in 0..runs {
            let mut growth = likelihood.expected_growth(&truth, &history);
            for (year, g) in years.iter().zip(&mut growth) {
                *g += 0.002 * normal::from_bits(rng.next_u64());
                *g += if year == 2011 {
                    0.01
                } else if year == 2013 {
                    -0.01
                } else {
                    0.0
                };
            }
            let sample = likelihood.with_growth(growth).unwrap();
            let fit =
                Fit::new(&sample, Method::LeastSquares, &SearchSettings { starts: 1, ..Default::default() })
                    .unwrap();
            assert!(fit.converged());
            for (i, (estimate, truth)) in fit.estimates.iter().zip(truth).enumerate() {
                let t = (estimate.estimate - truth) / estimate.std_error.unwrap();
                sums[i] += t;
                inside[i] += usize::from(t.abs() < 2.0345);
            }
        }
        // Student's t with 33 degrees of freedom: 95% within 2.0345; bounds are five Monte Carlo standard errors.
        for (count, sum) in inside.iter().zip(sums) {
            assert!((174..=200).contains(count), "{inside:?}");
            assert!((sum / f64::from(runs)).abs() < 5.0 * 1.03 / f64::from(runs).sqrt(), "{sums:?}");
        }
    }

    #[test]
    fn the_curvature_is_that_of_the_log_density_on_average() {
        // For a regression linear in its parameters, expected and actual information are the same for the mean.
        let observations =
            Observations::new(&Economy::netherlands().unwrap(), ObservationChoices::default()).unwrap();
        let likelihood =
            Likelihood::new(StructureName::KnowledgeCapital, observations, &Priors::default().regression())
                .unwrap();
        let fit = Fit::new(&likelihood, Method::MaximumAPosteriori, &SearchSettings::default()).unwrap();
        let k = fit.u.len();
        let gradient = |u: &[f64]| {
            let mut g = vec![0.0; k];
            crate::calibrate::LogDensity::gradient(&likelihood, u, &mut g);
            g
        };
        let information = DMatrix::from_fn(k, k, |i, j| {
            let at = |h: f64| {
                let mut moved = fit.u.clone();
                moved[j] += h;
                gradient(&moved)[i]
            };
            -(at(1e-5) - at(-1e-5)) / 2e-5
        });
        let covariance = information.try_inverse().unwrap();
        for i in 0..k - 1 {
            assert_relative_eq!(covariance[(i, i)], fit.covariance[i][i], max_relative = 0.02);
        }
    }
}
