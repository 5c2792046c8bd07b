//! The document `kennis.backtest/1`: forecasts from past years, scored; with a placebo across countries.

use super::header::Header;
use super::reasons::number_or;
use super::record::record;
use super::values::{ByName, InPlace, OrReason};
use crate::calibrate::{
    Backtest, GroupCoverage, HorizonScore, LevelCoverage, ModelScore, Placebo, PlaceboScore,
};

record! {
    /// Result of `kennis backtest`: forecasts from past years, scored. Keys may be added within a version. A value that does
    /// not exist is null, with KEY_reason beside it.
    pub struct BacktestDocument {
        /// What every document starts with.
        #[cfg_attr(test, schemars(flatten))]
        pub header: InPlace<Header>,
        /// Seed of the forecasts.
        pub seed: u64,
        /// Years from which forecasts are made.
        pub origins: Vec<i32>,
        /// Years ahead.
        pub horizons: Vec<i32>,
        /// What is forecast.
        pub unit: &'static str,
        /// Structures and rivals.
        pub models: Vec<ModelRecord>,
        /// Whether the data can tell the structures apart.
        pub distinguishable: bool,
        /// Why, or why not.
        pub distinguishable_reason: String,
        /// With --placebo: every country forecast with elasticities of all others.
        pub placebo: Option<PlaceboRecord>,
    }
}

record! {
    /// The scores of a structure, or of a rival.
    pub struct ModelRecord {
        /// Its name.
        pub model: &'static str,
        /// Scores by horizon.
        pub scores: Vec<ScoreRecord>,
        /// Mean over horizons, the random walk as 1.
        pub relative_crps: OrReason<f64>,
        /// Weight in the mixture that would have scored best.
        pub weight: OrReason<f64>,
        /// Its 5% point.
        pub weight_p05: OrReason<f64>,
        /// Its 95% point.
        pub weight_p95: OrReason<f64>,
        /// Diebold-Mariano against the best structure; positive is worse.
        pub against_best: OrReason<f64>,
    }
}

record! {
    /// Scores of the forecasts so many years ahead.
    pub struct ScoreRecord {
        /// Years ahead.
        pub horizon: u64,
        /// Continuous ranked probability score.
        pub crps: f64,
        /// Root mean square error.
        pub rmse: f64,
        /// Share of outcomes in the 50% interval.
        pub coverage_50: f64,
        /// Share of outcomes in the 90% interval.
        pub coverage_90: f64,
        /// Number of forecasts.
        pub origins: u64,
    }
}

record! {
    /// Every country forecast with what all others say.
    pub struct PlaceboRecord {
        /// The structure.
        pub structure: &'static str,
        /// Years from which forecasts are made.
        pub origins: Vec<i32>,
        /// The structure and its rivals.
        pub models: Vec<PlaceboModelRecord>,
        /// By country.
        pub countries: Vec<PlaceboCountry>,
        /// What it shows.
        pub reason: String,
        /// What the bands of the baseline's level (layer baseline_level) held in the same countries and years.
        pub baseline_level: LevelRecord,
    }
}

record! {
    /// What the bands of the baseline's level held.
    pub struct LevelRecord {
        /// The value of level_drift that is scored.
        pub level_drift: f64,
        /// The value whose bands come closest to 90%: own walk over all, and walk of a run over oecd_16, alike.
        pub closest: f64,
        /// The smallest value that is set without a country.
        pub left_out_lowest: f64,
        /// The largest one.
        pub left_out_highest: f64,
        /// By group of countries and walk.
        pub groups: Vec<LevelGroupRecord>,
    }
}

record! {
    /// What the bands held in a group of countries.
    pub struct LevelGroupRecord {
        /// The group.
        #[cfg_attr(test, schemars(extend("enum" = ["all", "oecd_16", "others"])))]
        pub group: &'static str,
        /// Whose walk: as a run draws it, or of the country's own growth.
        #[cfg_attr(test, schemars(extend("enum" = ["as_drawn", "own"])))]
        pub walk: &'static str,
        /// Countries with an outcome.
        pub countries: u64,
        /// The value of level_drift whose bands come closest to 90% in this group.
        pub closest: f64,
        /// By years ahead.
        pub coverage: Vec<LevelCoverageRecord>,
    }
}

record! {
    /// Shares of outcomes in the 90% band.
    pub struct LevelCoverageRecord {
        /// Years ahead.
        pub horizon: u64,
        /// Outcomes.
        pub outcomes: u64,
        /// Share without an error of the trend.
        pub without_drift: f64,
        /// Share with level_drift.
        pub coverage_90: f64,
        /// Share where each country has the value that all others set.
        pub left_out_90: f64,
    }
}

record! {
    /// The scores of a model over all countries.
    pub struct PlaceboModelRecord {
        /// Its name.
        #[cfg_attr(test, schemars(extend("enum" = ["other_countries", "own_past", "random_walk"])))]
        pub model: &'static str,
        /// Scores by horizon.
        pub scores: Vec<ScoreRecord>,
        /// Mean over horizons, the random walk as 1.
        pub relative_crps: f64,
        /// Countries in which it scores better than the random walk.
        pub better_countries: u64,
        /// Diebold-Mariano; negative is better.
        pub against_random_walk: OrReason<f64>,
    }
}

record! {
    /// The scores in one country.
    pub struct PlaceboCountry {
        /// Country, ISO 3166 alpha-3.
        pub country: String,
        /// Number of origins.
        pub origins: u64,
        /// Mean over horizons with what other countries say, the random walk as 1.
        pub relative_crps_other_countries: Option<f64>,
        /// The same with the country's own past.
        pub relative_crps_own_past: Option<f64>,
        /// The same of the random walk.
        pub relative_crps_random_walk: Option<f64>,
    }
}

/// The document of a backtest, and of the placebo across countries where there is one.
#[must_use]
pub fn backtest_document(
    backtest: &Backtest,
    placebo: Option<&Placebo>,
    hash: String,
    vintage: &str,
    price_base: i32,
    seed: u64,
    command: &str,
) -> BacktestDocument {
    let mut warnings = if backtest.distinguishable { Vec::new() } else { vec![backtest.reason.clone()] };
    warnings.extend(backtest.remarks.iter().cloned());
    let header = Header::new("kennis.backtest/1", hash, vintage, price_base, command);
    let horizons = backtest.models.first().map_or(0, |model| model.scores.len());
    BacktestDocument {
        header: InPlace(header.with_warnings(warnings)),
        seed,
        origins: backtest.origins.iter().collect(),
        horizons: (1..=horizons as i32).collect(),
        unit: "100 ln TFP[T+h]/TFP[T]",
        models: backtest.models.iter().map(ModelRecord::new).collect(),
        distinguishable: backtest.distinguishable,
        distinguishable_reason: backtest.reason.clone(),
        placebo: placebo.map(PlaceboRecord::new),
    }
}

impl ModelRecord {
    fn new(m: &ModelScore) -> Self {
        let rival = "a rival, not a structure";
        Self {
            model: m.model.name(),
            scores: m.scores.iter().map(ScoreRecord::new).collect(),
            relative_crps: m.relative_crps.into(),
            weight: number_or(m.weight, rival),
            weight_p05: number_or(m.weight_range.map(|range| range.0), rival),
            weight_p95: number_or(m.weight_range.map(|range| range.1), rival),
            against_best: m.against_best.into(),
        }
    }
}

impl ScoreRecord {
    fn new(s: &HorizonScore) -> Self {
        Self {
            horizon: s.horizon as u64,
            crps: s.crps,
            rmse: s.rmse,
            coverage_50: s.coverage_50,
            coverage_90: s.coverage_90,
            origins: s.origins as u64,
        }
    }
}

impl PlaceboRecord {
    fn new(placebo: &Placebo) -> Self {
        let names: Vec<&str> = placebo.models.iter().map(|model| model.model.name()).collect();
        let country = |(country, origins, relative): &(String, usize, Vec<f64>)| {
            let scores: ByName<f64> = names.iter().copied().zip(relative.iter().copied()).collect();
            PlaceboCountry {
                country: country.clone(),
                origins: *origins as u64,
                relative_crps_other_countries: scores.get("other_countries").copied(),
                relative_crps_own_past: scores.get("own_past").copied(),
                relative_crps_random_walk: scores.get("random_walk").copied(),
            }
        };
        Self {
            structure: placebo.structure.name(),
            origins: placebo.origins.iter().collect(),
            models: placebo.models.iter().map(PlaceboModelRecord::new).collect(),
            countries: placebo.countries.iter().map(country).collect(),
            reason: placebo.reason.clone(),
            baseline_level: LevelRecord::new(&placebo.level),
        }
    }
}

impl LevelRecord {
    fn new(level: &LevelCoverage) -> Self {
        Self {
            level_drift: level.drift,
            closest: level.closest,
            left_out_lowest: level.left_out_drift.0,
            left_out_highest: level.left_out_drift.1,
            groups: level.groups.iter().map(LevelGroupRecord::new).collect(),
        }
    }
}

impl LevelGroupRecord {
    fn new(group: &GroupCoverage) -> Self {
        Self {
            group: group.group.name(),
            walk: group.walk.name(),
            countries: group.countries as u64,
            closest: group.closest,
            coverage: group
                .shares
                .iter()
                .map(|share| LevelCoverageRecord {
                    horizon: share.horizon as u64,
                    outcomes: share.outcomes as u64,
                    without_drift: share.without_drift,
                    coverage_90: share.coverage,
                    left_out_90: share.left_out,
                })
                .collect(),
        }
    }
}

impl PlaceboModelRecord {
    fn new(m: &PlaceboScore) -> Self {
        Self {
            model: m.model.name(),
            scores: m.scores.iter().map(ScoreRecord::new).collect(),
            relative_crps: m.relative_crps,
            better_countries: m.better_countries as u64,
            against_random_walk: m.against_walk.into(),
        }
    }
}
