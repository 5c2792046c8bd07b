//! The years that tables show: those that were asked for, else those in which a reader looks first.

use crate::ensemble::{Ensemble, Kind};
use crate::simulate::{Experiment, Variable};

/// Years that are shown as far as the horizon goes.
const FIXED: [i32; 3] = [2030, 2035, 2045];

/// Positions and years, in order. Without years that were asked for: the first year of a measure, fixed years, the
/// horizon, and those in which the mean effect on GDP is at its highest above the baseline and its lowest below it.
pub(super) fn shown_years(experiment: &Experiment, ensemble: &Ensemble, asked: &[i32]) -> Vec<(usize, i32)> {
    let mut years = asked.to_vec();
    if years.is_empty() {
        let horizon = experiment.baseline.horizon();
        years.extend(experiment.scenario.measures.iter().map(|measure| measure.from).min());
        years.extend(FIXED);
        years.push(horizon);
        years.extend(extremes(ensemble));
    }
    years.sort_unstable();
    years.dedup();
    let of_results = ensemble.years();
    years.into_iter().filter_map(|year| Some((of_results.index(year)?, year))).collect()
}

/// The years of the largest mean effect on GDP in each direction, as far as there is one.
fn extremes(ensemble: &Ensemble) -> Vec<i32> {
    let Ok(gdp) = ensemble.statistics(Variable::Gdp, Kind::Deviation) else { return Vec::new() };
    let most = |sign: f64| {
        let effects = gdp.by_year().map(|(year, s)| (year, sign * s.mean)).filter(|(_, mean)| *mean > 0.0);
        // The first of equal years: a level that is reached and held.
        effects.reduce(|most, next| if next.1 > most.1 { next } else { most }).map(|(year, _)| year)
    };
    [most(1.0), most(-1.0)].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Economy;
    use crate::ensemble::Settings;
    use crate::model::{Instrument, Unit};
    use crate::parameters::ParameterSet;
    use crate::scenario::{Measure, Scenario};

    fn shown(scenario: Scenario, asked: &[i32]) -> (Vec<i32>, Ensemble) {
        let experiment =
            Experiment::new(&Economy::netherlands().unwrap(), scenario, ParameterSet::default()).unwrap();
        let settings = Settings::default().with_draws(40).with_variables(vec![Variable::Gdp]);
        let ensemble = Ensemble::draw(&experiment, &settings.with_channels(false)).unwrap();
        let shown = shown_years(&experiment, &ensemble, asked);
        let (first, positions) = (ensemble.years().first, shown.iter());
        assert!(positions.clone().all(|(t, year)| first + *t as i32 == *year));
        (shown.iter().map(|(_, year)| *year).collect(), ensemble)
    }

    #[test]
    fn the_peak_of_a_measure_that_ends_is_shown() {
        let measure = Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2027).with_until(2031);
        let (years, ensemble) = shown(Scenario::new("s").with_measure(measure), &[]);
        let gdp = ensemble.statistics(Variable::Gdp, Kind::Deviation).unwrap();
        let peak = gdp.by_year().max_by(|a, b| a.1.mean.total_cmp(&b.1.mean)).unwrap().0;
        assert!((2032..2060).contains(&peak) && ![2035, 2045].contains(&peak), "{peak}");
        for year in [2027, 2030, 2035, 2045, 2060, peak] {
            assert!(years.contains(&year), "{year}: {years:?}");
        }
        assert!(years.len() <= 7 && years.is_sorted());
    }

    #[test]
    fn nothing_has_no_peak_and_a_short_run_ends_at_its_horizon() {
        assert_eq!(shown(Scenario::new("s"), &[]).0, [2030, 2035, 2045, 2060]);
        assert_eq!(shown(Scenario::new("s").with_horizon(2032), &[]).0, [2030, 2032]);
    }

    #[test]
    fn years_that_are_asked_for_are_those_that_are_shown() {
        let measure = Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2027);
        assert_eq!(shown(Scenario::new("s").with_measure(measure), &[2050, 2028, 2050]).0, [2028, 2050]);
    }
}
