//! Backtests: what would have been forecast at every origin, and how good was it?
//!
//! At each origin every model sees only what was known ([`KnownAt`]) and forecasts one to `horizon` years ahead. Scores are
//! the continuous ranked probability score, the root mean squared error of the mean and the coverage of central
//! intervals, of `100 ln TFP[T+h]/TFP[T]`. Weights of the structures are those of the mixture that would have scored
//! best, every horizon scaled by the score of the random walk; their range comes from a bootstrap over blocks of
//! origins. Whether the data can tell models apart is asked of the differences of scores (Diebold and Mariano). Origins
//! overlap: twenty of them with ten years ahead are two or three independent observations.

use super::forecast::{ForecastSettings, Forecaster};
use super::horizon_score::{HorizonScore, PERCENT};
use super::known_at::KnownAt;
use super::scores::{covers, crps, diebold_mariano};
use super::stacking::{MixtureScore, WeightRange, weights_with_ranges};
use crate::calibrate::error::CalibrationError;
use crate::calibrate::likelihood::{Observations, Priors, structures_with_likelihood};
use crate::calibrate::parallel::parallel_map;
use crate::data::{Economy, SeriesName, Years};
use crate::scalar::{ln_f64, whole_power_f64};

/// Two-sided 5% of a normal, over the comparisons (Bonferroni), is what a difference has to reach.
const SIGNIFICANCE: f64 = 0.05;

/// What is tested.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BacktestSettings {
    /// The models; rivals get no weight.
    pub models: Vec<Forecaster>,
    /// First and last origin; left out: from fifteen observations on, to the last with a year to score.
    pub origins: Option<Years>,
    /// Years ahead.
    pub horizon: usize,
    /// How forecasts are made.
    pub forecast: ForecastSettings,
}

impl Default for BacktestSettings {
    /// Every structure with a likelihood and both rivals, ten years ahead.
    fn default() -> Self {
        let structures = structures_with_likelihood().into_iter().map(Forecaster::Structure);
        Self {
            models: structures.chain([Forecaster::RandomWalk, Forecaster::Trend]).collect(),
            origins: None,
            horizon: 10,
            forecast: ForecastSettings::default(),
        }
    }
}

/// A model in a backtest.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ModelScore {
    /// The model.
    pub model: Forecaster,
    /// By horizon.
    pub scores: Vec<HorizonScore>,
    /// Mean score over all horizons, that of the random walk being one at each; not a number without a random walk.
    pub relative_crps: f64,
    /// Weight in the mixture of structures; none of a rival.
    pub weight: Option<f64>,
    /// The 5 and 95% points of the weight over the bootstrap.
    pub weight_range: Option<(f64, f64)>,
    /// Statistic of Diebold and Mariano against the best model: positive where this one is worse.
    pub against_best: f64,
}

/// A backtest.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Backtest {
    /// The origins.
    pub origins: Years,
    /// The models, in the order asked for.
    pub models: Vec<ModelScore>,
    /// Whether the data can tell the structures apart.
    pub distinguishable: bool,
    /// Why, or why not.
    pub reason: String,
    /// What to mind of priors, and what is odd about the user's own series, or not used of them.
    pub remarks: Vec<String>,
}

/// What one origin gave, by model and horizon.
struct OriginResult {
    forecasts: Vec<Vec<Vec<f64>>>,
    outcomes: Vec<f64>,
}

/// Runs a backtest.
///
/// # Errors
/// [`CalibrationError::Years`] where there is no origin with enough years before and one after;
/// [`CalibrationError::NotConverged`] where a fit did not converge; what the data lacks.
pub fn backtest(economy: &Economy, settings: &BacktestSettings) -> Result<Backtest, CalibrationError> {
    let all = Observations::new(economy, settings.forecast.choices)?;
    let available = Years::new(all.years.first + 14, all.years.last - 1);
    let origins = settings.origins.unwrap_or(available);
    if origins.is_empty() || origins.first < available.first || origins.last > available.last {
        return Err(CalibrationError::Years { asked: origins, available });
    }
    let years: Vec<i32> = origins.iter().collect();
    let results = parallel_map(&years, |origin| at_origin(economy, settings, *origin))?;
    let mut remarks = all.remarks;
    remarks.extend(settings.models.iter().filter_map(|model| match model {
        Forecaster::Structure(structure) => Priors::remark(*structure),
        _ => None,
    }));
    Ok(Backtest { remarks, ..scored(origins, settings, &results) })
}

fn at_origin(
    economy: &Economy,
    settings: &BacktestSettings,
    origin: i32,
) -> Result<OriginResult, CalibrationError> {
    let known = KnownAt::new(economy, origin);
    let forecasts = settings
        .models
        .iter()
        .map(|model| settings.forecast.forecast(*model, &known, settings.horizon))
        .collect::<Result<Vec<_>, _>>()?;
    let tfp = economy.series(SeriesName::Tfp)?;
    let start = tfp.require(origin)?;
    let outcomes =
        (1..=settings.horizon as i32).map_while(|h| tfp.at(origin + h)).map(|level| ln_f64(level / start));
    Ok(OriginResult { forecasts, outcomes: outcomes.collect() })
}

fn scored(origins: Years, settings: &BacktestSettings, results: &[OriginResult]) -> Backtest {
    let models = &settings.models;
    let at = |model: usize, horizon: usize| -> Vec<(&[f64], f64)> {
        results
            .iter()
            .filter_map(|r| r.outcomes.get(horizon).map(|y| (r.forecasts[model][horizon].as_slice(), *y)))
            .collect()
    };
    let scores: Vec<Vec<HorizonScore>> = (0..models.len())
        .map(|m| {
            (0..settings.horizon).map(|h| horizon_score(h + 1, &at(m, h))).filter(|s| s.origins > 0).collect()
        })
        .collect();
    let walk = models.iter().position(|m| *m == Forecaster::RandomWalk);
    let scale: Vec<f64> = walk.map_or_else(
        || vec![1.0; settings.horizon],
        |walk| scores[walk].iter().map(|s| s.crps / PERCENT).collect(),
    );
    // What one forecast adds to the mean over horizons of the scaled mean score over origins.
    let share: Vec<f64> = scores.first().map_or_else(Vec::new, |s| {
        s.iter().zip(&scale).map(|(score, scale)| 1.0 / (scale * (score.origins * s.len()) as f64)).collect()
    });
    let by_origin: Vec<Vec<f64>> = results
        .iter()
        .map(|r| {
            let sum = |m: usize| {
                r.outcomes.iter().enumerate().map(|(h, y)| share[h] * crps(&r.forecasts[m][h], *y)).sum()
            };
            (0..models.len()).map(sum).collect()
        })
        .collect();
    let mean_of = |m: usize| by_origin.iter().map(|o| o[m]).sum::<f64>();
    let structures: Vec<usize> =
        (0..models.len()).filter(|m| matches!(models[*m], Forecaster::Structure(_))).collect();
    let best = structures.iter().copied().min_by(|a, b| mean_of(*a).total_cmp(&mean_of(*b))).unwrap_or(0);
    let against_best: Vec<f64> = (0..models.len())
        .map(|m| {
            let differences: Vec<f64> = by_origin.iter().map(|o| o[m] - o[best]).collect();
            if m == best { 0.0 } else { diebold_mariano(&differences, settings.horizon.saturating_sub(1)) }
        })
        .collect();
    let weights = structure_weights(&structures, results, &share, settings.forecast.seed);
    let listed = scores
        .into_iter()
        .enumerate()
        .map(|(m, scores)| {
            let place = structures.iter().position(|s| *s == m);
            ModelScore {
                model: models[m],
                relative_crps: if walk.is_some() { mean_of(m) } else { f64::NAN },
                scores,
                weight: place.map(|p| weights[p].0),
                weight_range: place.map(|p| (weights[p].1, weights[p].2)),
                against_best: against_best[m],
            }
        })
        .collect::<Vec<_>>();
    let (distinguishable, reason) = verdict(&listed, &structures, best, origins, settings.horizon);
    Backtest { origins, models: listed, distinguishable, reason, remarks: Vec::new() }
}

fn horizon_score(horizon: usize, pairs: &[(&[f64], f64)]) -> HorizonScore {
    let n = pairs.len() as f64;
    let mean = |f: &dyn Fn(&[f64], f64) -> f64| pairs.iter().map(|(draws, y)| f(draws, *y)).sum::<f64>() / n;
    let covered = |p: f64| mean(&|draws, y| f64::from(u8::from(covers(draws, y, p))));
    let squares = mean(&|draws, y| whole_power_f64(draws.iter().sum::<f64>() / draws.len() as f64 - y, 2));
    HorizonScore {
        horizon,
        origins: pairs.len(),
        crps: PERCENT * mean(&crps),
        rmse: PERCENT * squares.sqrt(),
        coverage_50: covered(0.5),
        coverage_90: covered(0.9),
    }
}

/// Weight, and its 5 and 95% points, by structure.
fn structure_weights(
    structures: &[usize],
    results: &[OriginResult],
    share: &[f64],
    seed: u64,
) -> Vec<WeightRange> {
    let by_origin: Vec<MixtureScore> = results
        .iter()
        .map(|r| {
            let mut part = MixtureScore::zero(structures.len());
            for (h, y) in r.outcomes.iter().enumerate() {
                let forecasts: Vec<&[f64]> =
                    structures.iter().map(|m| r.forecasts[*m][h].as_slice()).collect();
                part.add(&forecasts, *y, share[h]);
            }
            part
        })
        .collect();
    weights_with_ranges(&by_origin, structures.len(), seed)
}

fn verdict(
    models: &[ModelScore],
    structures: &[usize],
    best: usize,
    origins: Years,
    horizon: usize,
) -> (bool, String) {
    let others: Vec<&ModelScore> = structures.iter().filter(|s| **s != best).map(|s| &models[*s]).collect();
    if others.is_empty() {
        return (false, "there is one structure only".to_owned());
    }
    let comparisons = others.len() as f64;
    let critical = -crate::scalar::special::normal::inverse_cdf(0.5 * SIGNIFICANCE / comparisons);
    let rejected: Vec<&str> =
        others.iter().filter(|m| m.against_best > critical).map(|m| m.model.name()).collect();
    let most = others.iter().map(|m| m.against_best).fold(f64::NEG_INFINITY, f64::max);
    let facts = format!(
        "{} scores best of the structures; over {} overlapping origins with up to {horizon} years ahead the largest \
         Diebold-Mariano statistic of another one is {most:.1}, where {critical:.1} would be needed",
        models[best].model.name(),
        origins.len(),
    );
    if rejected.is_empty() {
        (false, format!("{facts}: the data cannot tell the structures apart, and weights are not evidence"))
    } else {
        (true, format!("{facts}: worse than chance would have it are {}", rejected.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Series;
    use crate::structures::StructureName;
    use approx::assert_relative_eq;

    fn economy() -> Economy {
        Economy::netherlands().unwrap()
    }

    #[test]
    fn the_dutch_past_cannot_tell_structures_apart() {
        let result = backtest(&economy(), &BacktestSettings::default()).unwrap();
        for m in &result.models {
            println!(
                "{} {:.3} weight {:?} {:?} t {:.2}",
                m.model.name(),
                m.relative_crps,
                m.weight,
                m.weight_range,
                m.against_best
            );
        }
        println!("{}", result.reason);
        assert_eq!(result.origins, Years::new(1996, 2018));
        assert!(!result.distinguishable, "{}", result.reason);
        let weights: f64 = result.models.iter().filter_map(|m| m.weight).sum();
        assert_relative_eq!(weights, 1.0, epsilon = 1e-9);
        for model in &result.models {
            assert_eq!(model.scores.len(), 10);
            if model.model == Forecaster::RandomWalk {
                assert_relative_eq!(model.relative_crps, 1.0, max_relative = 1e-12);
            }
            assert_eq!((model.scores[0].origins, model.scores[9].origins), (23, 14));
            assert!(model.scores.iter().all(|s| s.crps > 0.0 && s.crps <= s.rmse), "{model:?}");
        }
    }

    /// A forecast from data in which everything after the origin is changed is the same to the last bit.
    #[test]
    fn forecasts_do_not_see_what_comes_later() {
        let origin = 2004;
        let tables = |change: bool| -> Economy {
            let original = economy();
            let series: Vec<Series> = original
                .all_series()
                .iter()
                .cloned()
                .map(|mut s| {
                    if change {
                        let first = s.first_year;
                        for (i, value) in s.values.iter_mut().enumerate() {
                            if first + i as i32 > origin {
                                *value = value.map(|v| 3.7 * v + 1.0);
                            }
                        }
                    }
                    s
                })
                .collect();
            original.with_series(series)
        };
        let (usual, changed) = (KnownAt::new(&tables(false), origin), KnownAt::new(&tables(true), origin));
        let settings = ForecastSettings { draws: 200, ..Default::default() };
        for model in BacktestSettings::default().models {
            let a = settings.forecast(model, &usual, 10).unwrap();
            assert_eq!(a, settings.forecast(model, &changed, 10).unwrap(), "{}", model.name());
            assert_eq!((a.len(), a[0].len()), (10, 200));
        }
    }

    #[test]
    fn a_random_walk_is_its_t_distribution() {
        let known = KnownAt::new(&economy(), 2019);
        let observations = known.observations(Default::default()).unwrap();
        let draws = ForecastSettings::default().forecast(Forecaster::RandomWalk, &known, 3).unwrap();
        let mean = observations.growth.iter().sum::<f64>() / 38.0;
        let centre = draws[2].iter().sum::<f64>() / draws[2].len() as f64;
        assert_relative_eq!(centre, 3.0 * mean, epsilon = 1e-9);
        // no_effect is the same model with weak priors and dummies: its forecast has the same spread.
        let structure = ForecastSettings::default()
            .forecast(Forecaster::Structure(StructureName::NoEffect), &known, 3)
            .unwrap();
        let sd = |d: &[f64]| {
            let m = d.iter().sum::<f64>() / d.len() as f64;
            (d.iter().map(|x| (x - m).powi(2)).sum::<f64>() / d.len() as f64).sqrt()
        };
        assert_relative_eq!(sd(&structure[2]), sd(&draws[2]), max_relative = 0.05);
    }

    #[test]
    fn origins_that_are_not_there_are_told() {
        let settings = BacktestSettings { origins: Some(Years::new(1985, 2010)), ..Default::default() };
        let error = backtest(&economy(), &settings).unwrap_err().to_string();
        assert_eq!(error, "years 1985 to 2010 were asked for, and there is data for 1996 to 2018");
    }
}
