//! The posterior of a likelihood and its priors: draws, and whether they can be trusted.
//!
//! Chains of the No-U-Turn sampler on independent standard normals `u`; what is kept is `theta = q(L u)`. A posterior that
//! has not converged is an error with its reason (R-hat, effective draws, divergences), not a footnote.

use super::convergence::Convergence;
use super::sampler::{SamplerSettings, chain};
use crate::calibrate::error::CalibrationError;
use crate::calibrate::likelihood::{Likelihood, LogDensity};
use crate::calibrate::parallel::parallel_map;
use crate::calibrate::quantile::quantile;
use crate::calibrate::search::{Fit, IDENTIFIED, Method, correlation};
use crate::scalar::whole_power_f64;
use nalgebra::DMatrix;

/// Draws of all parameters, chain by chain.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Posterior {
    /// Names of the parameters.
    pub names: Vec<String>,
    /// By chain, by draw: values in the order of the names.
    pub chains: Vec<Vec<Vec<f64>>>,
    /// By chain, by draw: log density in `u`, up to a constant of the data.
    pub log_density: Vec<Vec<f64>>,
    /// By chain, by draw: whether the trajectory diverged.
    pub divergent: Vec<Vec<bool>>,
    /// By chain, by draw: gradients of the trajectory.
    pub steps: Vec<Vec<u64>>,
    /// By chain, by draw: step size.
    pub step_size: Vec<Vec<f64>>,
    /// Gradients in all, warm-up included.
    pub gradients: u64,
}

/// What draws say of one parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct PosteriorSummary {
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub sd: f64,
    /// The 5% point.
    pub p05: f64,
    /// The median.
    pub p50: f64,
    /// The 95% point.
    pub p95: f64,
    /// Convergence.
    pub convergence: Convergence,
}

impl Posterior {
    /// Draws the posterior, whether or not it converges: see [`Self::check`].
    ///
    /// # Errors
    /// [`CalibrationError::NotConverged`] where a chain could not start or gave up.
    pub fn draw(likelihood: &Likelihood, settings: &SamplerSettings) -> Result<Self, CalibrationError> {
        let coordinates = likelihood.coordinates();
        let numbers: Vec<u64> = (0..settings.chains as u64).collect();
        let chains = parallel_map(&numbers, |number| chain(likelihood, settings, *number))?;
        let value = |u: &Vec<f64>| LogDensity::value(likelihood, u);
        Ok(Self {
            names: coordinates.list().iter().map(|c| c.name.clone()).collect(),
            log_density: chains.iter().map(|c| c.points.iter().map(value).collect()).collect(),
            gradients: chains.iter().map(|c| c.gradients).sum(),
            divergent: chains.iter().map(|c| c.divergent.clone()).collect(),
            steps: chains.iter().map(|c| c.steps.clone()).collect(),
            step_size: chains.iter().map(|c| c.step_size.clone()).collect(),
            chains: chains.iter().map(|c| c.points.iter().map(|u| coordinates.values(u)).collect()).collect(),
        })
    }

    /// Number of draws, all chains.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chains.iter().map(Vec::len).sum()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of draws whose trajectory diverged.
    #[must_use]
    pub fn divergences(&self) -> usize {
        self.divergent.iter().flatten().filter(|d| **d).count()
    }

    /// The draws of a parameter, chain by chain; none where it is not one.
    #[must_use]
    pub fn draws_of(&self, name: &str) -> Option<Vec<Vec<f64>>> {
        let i = self.names.iter().position(|n| n == name)?;
        Some(self.chains.iter().map(|chain| chain.iter().map(|draw| draw[i]).collect()).collect())
    }

    /// Mean, spread, quantiles (type 7) and convergence of a parameter.
    #[must_use]
    pub fn summary(&self, name: &str) -> Option<PosteriorSummary> {
        let draws = self.draws_of(name)?;
        let convergence = Convergence::of(&draws);
        let mut all = draws.concat();
        all.sort_by(f64::total_cmp);
        let n = all.len() as f64;
        let mean = all.iter().sum::<f64>() / n;
        let variance = all.iter().map(|x| whole_power_f64(x - mean, 2)).sum::<f64>() / (n - 1.0);
        let at = |p| quantile(&all, p);
        Some(PosteriorSummary {
            mean,
            sd: variance.sqrt(),
            p05: at(0.05),
            p50: at(0.5),
            p95: at(0.95),
            convergence,
        })
    }

    /// Whether the draws can be trusted.
    ///
    /// # Errors
    /// [`CalibrationError::NotConverged`] with the worst parameter and what is wrong.
    pub fn check(&self, settings: &SamplerSettings) -> Result<(), CalibrationError> {
        let mut reasons = Vec::new();
        let judged: Vec<(&String, Convergence)> = self
            .names
            .iter()
            .filter_map(|name| self.draws_of(name).map(|draws| (name, Convergence::of(&draws))))
            .collect();
        let worst =
            |key: fn(&Convergence) -> f64| judged.iter().max_by(|a, b| key(&a.1).total_cmp(&key(&b.1)));
        if let Some((name, c)) =
            worst(|c| c.rhat).filter(|(_, c)| c.rhat.is_nan() || c.rhat > settings.max_rhat)
        {
            reasons.push(format!("R-hat of {name} is {:.3}, more than {}", c.rhat, settings.max_rhat));
        }
        if let Some((name, c)) = worst(|c| -c.ess_bulk.min(c.ess_tail)) {
            let least = c.ess_bulk.min(c.ess_tail);
            if least.is_nan() || least < settings.min_ess {
                reasons
                    .push(format!("{name} has {least:.0} effective draws, less than {}", settings.min_ess));
            }
        }
        if self.divergences() as f64 > settings.max_divergent * self.len() as f64 {
            reasons.push(format!("{} of {} draws diverged", self.divergences(), self.len()));
        }
        if reasons.is_empty() {
            Ok(())
        } else {
            Err(CalibrationError::NotConverged { reason: reasons.join("; ") })
        }
    }
}

impl Fit {
    /// The same fit with the whole posterior in place of its mode: means, standard deviations, correlations and
    /// convergence are those of the draws; the diagnostics stay those of the mode.
    #[must_use]
    pub fn with_posterior(mut self, posterior: &Posterior) -> Self {
        self.method = Method::Posterior;
        for estimate in &mut self.estimates {
            let Some(summary) = posterior.summary(&estimate.name) else { continue };
            estimate.estimate = summary.mean;
            (estimate.std_error, estimate.std_error_robust) = (None, None);
            estimate.posterior_sd = Some(summary.sd);
            estimate.identified = Some(summary.sd < IDENTIFIED * estimate.prior_sd);
            estimate.rhat = Some(summary.convergence.rhat);
            estimate.ess_bulk = Some(summary.convergence.ess_bulk);
            estimate.ess_tail = Some(summary.convergence.ess_tail);
        }
        let draws: Vec<&Vec<f64>> = posterior.chains.iter().flatten().collect();
        let (n, k) = (draws.len() as f64, posterior.names.len());
        let mean: Vec<f64> = (0..k).map(|i| draws.iter().map(|d| d[i]).sum::<f64>() / n).collect();
        let covariance =
            |i: usize, j: usize| draws.iter().map(|d| (d[i] - mean[i]) * (d[j] - mean[j])).sum::<f64>() / n;
        self.correlation = correlation(&DMatrix::from_fn(k, k, covariance));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::likelihood::Priors;
    use crate::calibrate::likelihood::example::dutch;
    use crate::calibrate::likelihood::{Breaks, ObservationChoices, Observations};
    use crate::data::Economy;
    use crate::parameters::Distribution;
    use crate::scalar::special::normal;
    use crate::structures::StructureName;
    use nalgebra::DVector;
    use rand::{Rng, SeedableRng};

    fn observed(first: i32, breaks: Breaks) -> Observations {
        let choices = ObservationChoices { first: Some(first), breaks, ..Default::default() };
        Observations::new(&Economy::netherlands().unwrap(), choices).unwrap()
    }

    /// Within five Monte Carlo standard errors; that of a standard deviation is about `sd/sqrt(2 ess)`.
    fn assert_moments(posterior: &Posterior, name: &str, mean: f64, sd: f64) {
        let s = posterior.summary(name).unwrap();
        let ess = s.convergence.ess_bulk.min(s.convergence.ess_tail);
        assert!((s.mean - mean).abs() < 5.0 * sd / ess.sqrt(), "{name}: mean {} against {mean}", s.mean);
        assert!((s.sd - sd).abs() < 5.0 * sd / (2.0 * ess).sqrt(), "{name}: sd {} against {sd}", s.sd);
    }

    #[test]
    fn a_conjugate_posterior_is_reproduced() {
        // A regression with known sigma and normal priors: the posterior is normal, in closed form.
        let (sigma, prior) = (0.01, 0.05);
        let priors = Priors { sigma: Distribution::fixed(sigma), ..Priors::default() };
        let observations = observed(1982, Breaks::Dummies);
        let likelihood = Likelihood::new(StructureName::NoEffect, observations.clone(), &priors).unwrap();
        let settings = SamplerSettings { draws: 4000, ..Default::default() };
        let posterior = Posterior::draw(&likelihood, &settings).unwrap();
        posterior.check(&settings).unwrap();
        let x = DMatrix::from_fn(38, 3, |t, j| match j {
            0 => 1.0,
            _ => f64::from(u8::from(observations.years.first + t as i32 == [2011, 2013][j - 1])),
        });
        let y = DVector::from_vec(observations.growth.clone());
        let precision = x.transpose() * &x / (sigma * sigma) + DMatrix::identity(3, 3) / (prior * prior);
        let covariance = precision.try_inverse().unwrap();
        let mean = &covariance * x.transpose() * y / (sigma * sigma);
        for (i, name) in ["drift", "dummy_2011", "dummy_2013"].iter().enumerate() {
            assert_moments(&posterior, name, mean[i], covariance[(i, i)].sqrt());
        }
    }

    #[test]
    fn sigma_is_that_of_quadrature() {
        // Drift integrates out: y ~ N(0, sigma^2 I + prior^2 1 1'); what is left is one integral over sigma.
        let prior = 0.05;
        let observations = observed(1982, Breaks::Ignored);
        let likelihood =
            Likelihood::new(StructureName::NoEffect, observations.clone(), &Priors::default()).unwrap();
        let settings = SamplerSettings { draws: 4000, ..Default::default() };
        let posterior = Posterior::draw(&likelihood, &settings).unwrap();
        posterior.check(&settings).unwrap();
        let n = observations.growth.len() as f64;
        let sum: f64 = observations.growth.iter().sum();
        let squares: f64 = observations.growth.iter().map(|y| y * y).sum();
        let log_density = |s: f64| {
            let (v, t) = (s * s, prior * prior);
            let quadratic = squares / v - t * sum * sum / (v * (v + n * t));
            -0.5 * ((n - 1.0) * v.ln() + (v + n * t).ln() + quadratic) - 0.5 * (s / 0.015).powi(2)
        };
        let (mut weight, mut first, mut second) = (0.0, 0.0, 0.0);
        for step in 1..40_000 {
            let s = 1e-6 * f64::from(step);
            let w = (log_density(s) - log_density(0.0095)).exp();
            weight += w;
            first += w * s;
            second += w * s * s;
        }
        let mean = first / weight;
        assert_moments(&posterior, "sigma", mean, (second / weight - mean * mean).sqrt());
    }

    /// Simulation-based calibration (Talts, Betancourt, Simpson, Vehtari and Gelman 2018): of parameters drawn from the
    /// prior and data made from them, the rank of the truth among posterior draws is uniform.
    #[test]
    fn ranks_of_the_truth_are_uniform() {
        let likelihood =
            Likelihood::new(StructureName::NoEffect, observed(2008, Breaks::Ignored), &Priors::default())
                .unwrap();
        let settings = SamplerSettings {
            chains: 1,
            draws: 500,
            warm_up: 300,
            target_acceptance: 0.8,
            ..Default::default()
        };
        let (runs, bins) = (120, 10);
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(2018);
        let mut standard = || normal::from_bits(rng.next_u64());
        let mut made = |seed: u64| {
            let truth = likelihood.coordinates().values(&[standard(), standard()]);
            let growth = (0..12).map(|_| truth[0] + truth[1] * standard()).collect();
            (seed, truth, likelihood.with_growth(growth).unwrap())
        };
        let samples: Vec<_> = (0..runs).map(&mut made).collect();
        // The bin of the rank of each parameter.
        let bins_of = |(seed, truth, sample): &(u64, Vec<f64>, Likelihood)| -> Vec<usize> {
            let posterior =
                Posterior::draw(sample, &SamplerSettings { seed: *seed, ..settings.clone() }).unwrap();
            let of_parameter = |(parameter, truth): (usize, &f64)| {
                // Every fifth draw, so that they are next to independent; 99 of them give ranks of 0 to 99.
                let thinned = posterior.chains[0].iter().skip(4).step_by(5).take(99);
                thinned.filter(|draw| draw[parameter] < *truth).count() * bins / 100
            };
            truth.iter().enumerate().map(of_parameter).collect()
        };
        let mut counts = vec![vec![0.0; bins]; 2];
        // Minutes without optimisation: on two threads.
        std::thread::scope(|scope| {
            let halves: Vec<_> = samples
                .chunks(samples.len() / 2)
                .map(|half| scope.spawn(move || half.iter().map(bins_of).collect::<Vec<_>>()))
                .collect();
            for bins in halves.into_iter().flat_map(|half| half.join().unwrap()) {
                bins.iter().zip(&mut counts).for_each(|(bin, counts)| counts[*bin] += 1.0);
            }
        });
        // Chi-squared with nine degrees of freedom is above 33.7 once in ten thousand.
        for count in counts {
            let expected = runs as f64 / bins as f64;
            let chi: f64 = count.iter().map(|c| (c - expected).powi(2) / expected).sum();
            assert!(chi < 33.7, "{count:?}");
        }
    }

    #[test]
    fn same_seed_same_posterior() {
        let likelihood = dutch(StructureName::KnowledgeCapital);
        let settings = SamplerSettings { chains: 3, draws: 60, warm_up: 100, ..Default::default() };
        let draw =
            |seed| Posterior::draw(&likelihood, &SamplerSettings { seed, ..settings.clone() }).unwrap();
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
        // A chain does not depend on how many there are.
        let fewer = Posterior::draw(&likelihood, &SamplerSettings { seed: 7, chains: 1, ..settings.clone() })
            .unwrap();
        assert_eq!(fewer.chains[0], draw(7).chains[0]);
    }

    #[test]
    fn a_short_run_has_not_converged_and_says_why() {
        let likelihood = dutch(StructureName::KnowledgeCapital);
        let settings = SamplerSettings { draws: 20, warm_up: 20, ..Default::default() };
        let posterior = Posterior::draw(&likelihood, &settings).unwrap();
        let error = posterior.check(&settings).unwrap_err().to_string();
        assert!(
            error.starts_with("not converged: ") && error.contains("effective draws, less than 400"),
            "{error}"
        );
    }

    #[test]
    fn every_structure_converges_on_the_dutch_data() {
        for structure in &crate::calibrate::structures_with_likelihood() {
            // Short chains, and limits that go with them: the tests of the crate are not optimised.
            let settings = SamplerSettings {
                chains: 2,
                draws: 500,
                warm_up: 300,
                target_acceptance: 0.8,
                max_rhat: 1.05,
                min_ess: 100.0,
                ..Default::default()
            };
            let posterior = Posterior::draw(&dutch(*structure), &settings).unwrap();
            posterior.check(&settings).unwrap();
        }
    }
}
