//! A placebo across countries: do the parameters that all other countries share forecast the country left out?
//!
//! At every origin every country is fitted to what was known then. For the country left out, its elasticities (or
//! returns) come from the hierarchy without it, and nothing else does: drift, sigma and the rest are what its
//! own past says given them. Two models stand beside it: the structure with the country's own past and the table's prior,
//! and a random walk. Years overlap, and a recession hits all countries at once: origins, not countries, are what
//! the test counts.

use super::forecast::ForecastSettings;
use super::horizon_score::{HorizonScore, PERCENT};
use super::known_at::KnownAt;
use super::level_coverage::{LevelCoverage, level_coverage};
use super::scores::{covers, crps, diebold_mariano};
use crate::calibrate::countries::{CountryPosterior, Hierarchy, Normal, PanelSettings, not_normal};
use crate::calibrate::error::CalibrationError;
use crate::calibrate::parallel::parallel_map;
use crate::data::{Economy, SeriesName, Years};
use crate::names::named;
use crate::scalar::ln_f64;
use crate::structures::StructureName;
use nalgebra::{DMatrix, DVector};

/// Years of growth that a country needs before an origin.
const MIN_YEARS: usize = 15;
/// Countries that an origin needs.
const MIN_COUNTRIES: usize = 5;
/// Default of the first origin: by then most countries have their years.
const FIRST_ORIGIN: i32 = 2000;
/// Draws of a forecast: there are thousands of forecasts.
const DRAWS: usize = 400;

named! {
    /// A model of a placebo.
    PlaceboModel {
        /// Elasticities of all other countries.
        OtherCountries = "other_countries",
        /// The country's own past and the prior of the table.
        OwnPast = "own_past",
        /// Growth is its mean and an error.
        RandomWalk = "random_walk",
    }
}

/// Scores of a model of a placebo.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PlaceboScore {
    /// The model.
    pub model: PlaceboModel,
    /// By horizon, over all countries and origins.
    pub scores: Vec<HorizonScore>,
    /// Mean score over all horizons, that of the random walk being one at each.
    pub relative_crps: f64,
    /// Countries that it forecasts better than the random walk does.
    pub better_countries: usize,
    /// Statistic of Diebold and Mariano against the random walk: negative where this one is better.
    pub against_walk: f64,
}

/// A placebo across countries.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Placebo {
    /// The structure.
    pub structure: StructureName,
    /// The origins.
    pub origins: Years,
    /// The countries, with the number of their origins and the relative score of each model.
    pub countries: Vec<(String, usize, Vec<f64>)>,
    /// The models.
    pub models: Vec<PlaceboScore>,
    /// What it comes to, in words.
    pub reason: String,
    /// What the bands of the baseline's level held in the same years.
    pub level: LevelCoverage,
}

/// Score of one forecast at one horizon.
#[derive(Clone, Copy)]
struct Point {
    crps: f64,
    error: f64,
    inside_50: bool,
    inside_90: bool,
}

/// What one origin gave for one country: by model, by horizon.
struct CountryResult {
    country: usize,
    points: Vec<Vec<Point>>,
}

/// Runs a placebo over the economies of a panel.
///
/// # Errors
/// [`CalibrationError::Years`] where no origin asked for has five countries with fifteen years before it and one after;
/// as [`PanelFit::new`](crate::calibrate::PanelFit::new).
pub fn placebo(
    economies: &[Economy],
    panel: &PanelSettings,
    origins: Option<Years>,
    horizon: usize,
    seed: u64,
) -> Result<Placebo, CalibrationError> {
    let last = economies.iter().filter_map(|e| e.observed(SeriesName::Tfp).ok()).map(|y| y.last).max();
    let available = Years::new(FIRST_ORIGIN, last.unwrap_or(FIRST_ORIGIN) - 1);
    let asked = origins.unwrap_or(available);
    let years: Vec<i32> = asked.iter().collect();
    let job = |origin: &i32| at_origin(economies, panel, *origin, horizon, seed);
    let results: Vec<Vec<CountryResult>> = parallel_map(&years, job)?;
    if results.is_empty() || results.iter().any(Vec::is_empty) {
        return Err(CalibrationError::Years { asked, available });
    }
    let level = level_coverage(economies, &panel.priors.parameters, asked)?;
    Ok(scored(economies, panel.structure, asked, horizon, &results, level))
}

fn at_origin(
    economies: &[Economy],
    panel: &PanelSettings,
    origin: i32,
    horizon: usize,
    seed: u64,
) -> Result<Vec<CountryResult>, CalibrationError> {
    let mut fitted: Vec<(usize, KnownAt, CountryPosterior)> = Vec::new();
    for (index, economy) in economies.iter().enumerate() {
        let known = KnownAt::new(economy, origin);
        let Ok(observations) = known.observations(panel.choices) else { continue };
        if observations.years.last == origin
            && observations.years.len() >= MIN_YEARS
            && let Ok(fit) = CountryPosterior::fitted_to(observations, panel)?
            && fit.near_mode()
        {
            fitted.push((index, known, fit));
        }
    }
    if fitted.len() < MIN_COUNTRIES {
        return Ok(Vec::new());
    }
    let information = fitted.iter().map(|(_, _, fit)| fit.information()).collect();
    let hierarchy = Hierarchy::new(information).ok_or_else(not_normal)?;
    let settings = ForecastSettings {
        priors: panel.priors.clone(),
        choices: panel.choices,
        search: panel.search.clone(),
        draws: DRAWS,
        seed,
    };
    let mut results = Vec::new();
    for (place, (index, known, fit)) in fitted.iter().enumerate() {
        let outcomes = outcomes(&economies[*index], origin, horizon)?;
        if outcomes.is_empty() {
            continue;
        }
        let others = hierarchy.without(place).ok_or_else(not_normal)?;
        let forecasts = [
            settings.forecast_from(&fit.likelihood, &with_pooled(fit, &others.another)?, horizon)?,
            settings.forecast_from(&fit.likelihood, &fit.z, horizon)?,
            settings.random_walk(known, horizon)?,
        ];
        let points = forecasts.iter().map(|forecast| points(forecast, &outcomes)).collect();
        results.push(CountryResult { country: *index, points });
    }
    Ok(results)
}

fn outcomes(economy: &Economy, origin: i32, horizon: usize) -> Result<Vec<f64>, CalibrationError> {
    let tfp = economy.series(SeriesName::Tfp)?;
    let start = tfp.require(origin)?;
    Ok((1..=horizon as i32).map_while(|h| tfp.at(origin + h)).map(|level| ln_f64(level / start)).collect())
}

fn points(forecast: &[Vec<f64>], outcomes: &[f64]) -> Vec<Point> {
    let point = |draws: &Vec<f64>, outcome: f64| Point {
        crps: crps(draws, outcome),
        error: draws.iter().sum::<f64>() / draws.len() as f64 - outcome,
        inside_50: covers(draws, outcome, 0.5),
        inside_90: covers(draws, outcome, 0.9),
    };
    forecast.iter().zip(outcomes).map(|(draws, outcome)| point(draws, *outcome)).collect()
}

/// The posterior of a country's `z` with another distribution of the pooled ones: all others are what its own past says
/// given them, `z[n] | z[p]` of the normal approximation.
fn with_pooled(fit: &CountryPosterior, pooled: &Normal) -> Result<Normal, CalibrationError> {
    let (k, j) = (fit.z.mean.len(), fit.places.len());
    let columns = DMatrix::from_fn(k, j, |i, a| fit.z.covariance[(i, fit.places[a])]);
    let own = DMatrix::from_fn(j, j, |a, b| fit.z.covariance[(fit.places[a], fit.places[b])]);
    let inverse = own.clone().cholesky().ok_or_else(not_normal)?.inverse();
    let gain = columns * inverse;
    let own_mean = DVector::from_fn(j, |a, _| fit.z.mean[fit.places[a]]);
    let mean = &fit.z.mean + &gain * (&pooled.mean - own_mean);
    let covariance = &fit.z.covariance + &gain * (&pooled.covariance - own) * gain.transpose();
    Ok(Normal { mean, covariance })
}

fn scored(
    economies: &[Economy],
    structure: StructureName,
    origins: Years,
    horizon: usize,
    results: &[Vec<CountryResult>],
    level: LevelCoverage,
) -> Placebo {
    let all = || results.iter().flatten();
    let scores: Vec<Vec<HorizonScore>> = (0..PlaceboModel::ALL.len())
        .map(|m| {
            (0..horizon)
                .map(|h| score(h + 1, &all().filter_map(|r| r.points[m].get(h)).copied().collect::<Vec<_>>()))
                .filter(|s| s.origins > 0)
                .collect()
        })
        .collect();
    let walk = PlaceboModel::ALL.len() - 1;
    // At each horizon the random walk counts one.
    let scale: Vec<f64> =
        scores[walk].iter().map(|s| PERCENT / (s.crps * scores[walk].len() as f64)).collect();
    let relative = |chosen: &[&CountryResult], m: usize| -> f64 {
        let mean = |h: usize, m: usize| {
            let crps: Vec<f64> = chosen.iter().filter_map(|r| r.points[m].get(h)).map(|p| p.crps).collect();
            (!crps.is_empty()).then(|| crps.iter().sum::<f64>() / crps.len() as f64)
        };
        let ratios: Vec<f64> = (0..horizon).filter_map(|h| Some(mean(h, m)? / mean(h, walk)?)).collect();
        ratios.iter().sum::<f64>() / ratios.len() as f64
    };
    let countries: Vec<(String, usize, Vec<f64>)> = economies
        .iter()
        .enumerate()
        .filter_map(|(index, economy)| {
            let own: Vec<&CountryResult> = all().filter(|r| r.country == index).collect();
            let scores = (0..=walk).map(|m| relative(&own, m)).collect();
            (!own.is_empty()).then(|| (economy.country.clone(), own.len(), scores))
        })
        .collect();
    let difference = |origin: &Vec<CountryResult>, m: usize| -> f64 {
        let one = |r: &CountryResult| -> f64 {
            (0..r.points[m].len()).map(|h| scale[h] * (r.points[m][h].crps - r.points[walk][h].crps)).sum()
        };
        origin.iter().map(one).sum::<f64>() / origin.len() as f64
    };
    let everything: Vec<&CountryResult> = all().collect();
    let models: Vec<PlaceboScore> = PlaceboModel::ALL
        .iter()
        .zip(scores)
        .enumerate()
        .map(|(m, (model, scores))| {
            let differences: Vec<f64> = results.iter().map(|origin| difference(origin, m)).collect();
            let lag = horizon.saturating_sub(1);
            PlaceboScore {
                model: *model,
                scores,
                relative_crps: relative(&everything, m),
                better_countries: countries.iter().filter(|c| c.2[m] < 1.0).count(),
                against_walk: if m == walk { 0.0 } else { diebold_mariano(&differences, lag) },
            }
        })
        .collect();
    let reason = verdict(&models[0], countries.len(), origins.len());
    Placebo { structure, origins, countries, models, reason, level }
}

fn score(horizon: usize, points: &[Point]) -> HorizonScore {
    let n = points.len() as f64;
    let mean = |of: &dyn Fn(&Point) -> f64| points.iter().map(of).sum::<f64>() / n;
    HorizonScore {
        horizon,
        origins: points.len(),
        crps: PERCENT * mean(&|p| p.crps),
        rmse: PERCENT * mean(&|p| p.error * p.error).sqrt(),
        coverage_50: mean(&|p| f64::from(u8::from(p.inside_50))),
        coverage_90: mean(&|p| f64::from(u8::from(p.inside_90))),
    }
}

/// Two-sided 5% of a normal.
const CRITICAL: f64 = 1.96;

fn verdict(others: &PlaceboScore, countries: usize, origins: usize) -> String {
    let facts = format!(
        "with elasticities of all other countries the score is {:.3} of the random walk's, better in {} of {countries} \
         countries; over {origins} overlapping origins the Diebold-Mariano statistic is {:.1}, where -2.0 would be needed",
        others.relative_crps, others.better_countries, others.against_walk
    );
    if others.against_walk < -CRITICAL {
        format!("{facts}: other countries help to forecast a country")
    } else if others.against_walk > CRITICAL {
        format!("{facts}: other countries make the forecast worse")
    } else {
        format!("{facts}: it cannot be told whether other countries help")
    }
}

#[cfg(test)]
#[cfg(feature = "panel")]
mod tests {
    use super::*;
    use crate::data::Panel;
    use approx::assert_relative_eq;

    fn economies(count: usize) -> Vec<Economy> {
        let panel = Panel::embedded().unwrap();
        let codes = ["DEU", "BEL", "CAN", "FRA", "GBR", "ITA", "JPN", "USA"];
        codes[..count].iter().map(|code| panel.unbroken(code).unwrap()).collect()
    }

    fn settings() -> PanelSettings {
        let mut settings = PanelSettings::new(StructureName::KnowledgeCapital);
        settings.search.starts = 1;
        settings
    }

    #[test]
    fn every_country_is_scored_beside_the_random_walk() {
        let countries = economies(6);
        let result = placebo(&countries, &settings(), Some(Years::new(2012, 2013)), 3, 1).unwrap();
        assert_eq!((result.countries.len(), result.models.len()), (6, 3));
        assert_relative_eq!(result.models[2].relative_crps, 1.0, max_relative = 1e-12);
        assert_eq!(result.models[0].scores[2].origins, 12);
        assert!(result.countries.iter().all(|c| c.1 == 2 && c.2[0] > 0.0));
        // Four countries are too few.
        let few = placebo(&countries[..4], &settings(), Some(Years::new(2012, 2013)), 3, 1);
        assert!(few.unwrap_err().to_string().starts_with("years 2012 to 2013"));
    }

    #[test]
    fn neither_later_data_nor_the_own_elasticities_are_seen() {
        // The country's own elasticities do not matter: another distribution of them changes nothing of the pooled part.
        let origin = 2012;
        let economies = economies(6);
        let panel = settings();
        let fit = |economy: &Economy| {
            let known = KnownAt::new(economy, origin);
            CountryPosterior::fitted_to(known.observations(panel.choices).unwrap(), &panel).unwrap().unwrap()
        };
        let fits: Vec<CountryPosterior> = economies.iter().map(fit).collect();
        let hierarchy = Hierarchy::new(fits.iter().map(CountryPosterior::information).collect()).unwrap();
        let others = hierarchy.without(0).unwrap().another;
        let z = with_pooled(&fits[0], &others).unwrap();
        for (a, place) in fits[0].places.iter().enumerate() {
            assert_relative_eq!(z.mean[*place], others.mean[a], epsilon = 1e-9);
            assert_relative_eq!(z.covariance[(*place, *place)], others.covariance[(a, a)], epsilon = 1e-9);
        }
        // With its own distribution nothing changes at all.
        let j = fits[0].places.len();
        let own = Normal {
            mean: DVector::from_fn(j, |a, _| fits[0].z.mean[fits[0].places[a]]),
            covariance: DMatrix::from_fn(j, j, |a, b| {
                fits[0].z.covariance[(fits[0].places[a], fits[0].places[b])]
            }),
        };
        let same = with_pooled(&fits[0], &own).unwrap();
        assert_relative_eq!(same.mean, fits[0].z.mean, epsilon = 1e-12);
        assert_relative_eq!(same.covariance, fits[0].z.covariance, epsilon = 1e-12);
        // Data after the origin is cut off before anything is fitted.
        let cut = economies[0].up_to(origin);
        assert_eq!(fit(&cut).z, fits[0].z);
    }
}
