//! What bands of the baseline's level have held in the past, for the texts of runs in which the layer is on.
//!
//! The shares are those of the placebo across countries (`kennis backtest --placebo`), each country with the value of
//! `level_drift` that all others set; a test makes them again.

use super::reported_run::ReportedRun;
use crate::data::CountryGroup;
use crate::ensemble::Layers;
use crate::parameters::{ParameterId as P, ParameterSet};
use crate::simulate::Experiment;

/// Shares of outcomes in the 90% band 1, 5 and 10 years ahead, with the walk as a run draws it.
const OECD_16: [f64; 3] = [0.88, 0.89, 0.87];
const OTHERS: [f64; 3] = [0.77, 0.81, 0.87];

/// What 90% bands of the width of a run's baseline held.
pub(crate) struct HeldInThePast {
    /// Years ahead, and the share of outcomes.
    pub(crate) shares: [(i32, f64); 3],
    /// Of which countries.
    pub(crate) countries: &'static str,
}

/// What bands of the baseline's level held in the past.
///
/// # Errors
/// Why nothing can be said of them.
pub(crate) fn held_in_the_past(
    experiment: &Experiment,
    layers: Layers,
) -> Result<HeldInThePast, &'static str> {
    if !layers.baseline_level {
        return Err("the layer baseline_level is off: the level of the baseline has no band");
    }
    let defaults = ParameterSet::default();
    let set = &experiment.parameters;
    let changed = |id: P| set.distribution(id) != defaults.distribution(id);
    if [P::LevelVolatility, P::LevelDrift].into_iter().any(changed) {
        return Err(
            "level_volatility or level_drift differ from the defaults; kennis backtest --placebo says what such bands held",
        );
    }
    let (shares, countries) = if CountryGroup::Oecd16.has(&experiment.baseline.country) {
        (OECD_16, "15 OECD countries that move as much")
    } else {
        (OTHERS, "27 countries of which many move more")
    };
    let [one, five, ten] = shares;
    Ok(HeldInThePast { shares: [(1, one), (5, five), (10, ten)], countries })
}

/// What a run says of the bands of its baseline; nothing where the layer `baseline_level` is off.
pub(super) fn coverage(run: &ReportedRun<'_>) -> Option<String> {
    run.settings.layers.baseline_level.then(|| sentence(run))
}

fn sentence(run: &ReportedRun<'_>) -> String {
    let Ok(held) = held_in_the_past(run.experiment, run.settings.layers) else {
        return "Bands of the baseline's level: level_volatility or level_drift differ from the defaults; what such \
                bands held in the past says kennis backtest --placebo."
            .to_owned();
    };
    let [one, five, ten] = held.shares.map(|(_, share)| format!("{:.0}", 100.0 * share));
    let countries = held.countries;
    format!(
        "Bands of the baseline's level: 90% bands of this width held {one}, {five} and {ten}% of outcomes 1, 5 and 10 \
         years ahead ({countries}; each with the value that all others set; kennis backtest --placebo)."
    )
}

#[cfg(all(test, feature = "calibrate", feature = "panel"))]
mod tests {
    use super::*;
    use crate::calibrate::{Countries, LevelWalk, level_coverage};
    use crate::data::Years;
    use approx::assert_relative_eq;

    #[test]
    fn the_shares_are_those_of_the_placebo() {
        let countries = Countries::embedded().unwrap();
        let years = Years::new(2000, 2018);
        let found = level_coverage(&countries.economies, &ParameterSet::default(), years).unwrap();
        assert_eq!(found.drift, found.closest);
        for (group, stated) in [(CountryGroup::Oecd16, OECD_16), (CountryGroup::Others, OTHERS)] {
            let of = found.groups.iter().find(|g| g.group == group && g.walk == LevelWalk::AsDrawn).unwrap();
            for (share, stated) in of.shares.iter().zip(stated) {
                assert_relative_eq!(share.left_out, stated, epsilon = 0.005);
            }
        }
        // The value in use holds 85 to 95%, rounded, where the walk is the country's own, over all countries, and where it is
        // that of a run, in the countries that it fits.
        let holds = |share: f64| (0.845..0.955).contains(&share);
        for (group, walk) in [(CountryGroup::All, LevelWalk::Own), (CountryGroup::Oecd16, LevelWalk::AsDrawn)]
        {
            let of = found.groups.iter().find(|g| g.group == group && g.walk == walk).unwrap();
            assert!(of.shares.iter().all(|s| holds(s.left_out)), "{of:?}");
            assert!(of.shares.iter().all(|s| holds(s.coverage)), "{of:?}");
        }
    }
}
