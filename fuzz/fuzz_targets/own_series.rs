//! Any bytes as a table of own series, with units, status flags and values of either decimal sign: problems, or series
//! whose values are finite and plausible and whose flags are known; a run on what goes together with the embedded data
//! has no value that is not finite.
#![no_main]

use kennis::formats::{data_csv, read_data};
use kennis::{Economy, Experiment, Instrument, Measure, ParameterSet, Scenario, Unit, Variable};
use libfuzzer_sys::fuzz_target;

/// Status flags of Eurostat, OECD and CBS.
const FLAGS: &str = "bcdefinprsuz";

fuzz_target!(|bytes: &[u8]| {
    let data = match read_data(bytes, "data.csv") {
        Ok(data) => data,
        Err(error) => return assert!(!error.problems.is_empty()),
    };
    for series in data.countries.values().flatten() {
        let (plausible, _) = series.name.plausible();
        for value in series.values.iter().flatten() {
            assert!(value.is_finite() && plausible.contains(value), "{}: {value}", series.name);
        }
        for (year, flags) in &series.status {
            assert!(!flags.is_empty() && flags.chars().all(|flag| FLAGS.contains(flag)), "{} {year}: {flags:?}", series.name);
        }
    }
    let country = data.only_country().unwrap_or("NLD");
    if !data.problems(country).problems.is_empty() {
        return;
    }
    let Ok(economy) = data.economy(country) else { return };
    // Values and flags survive being written and read back.
    let written = data_csv(&economy);
    let back = read_data(written.as_bytes(), "back.csv").expect("what was written");
    let back = back.economy(country).expect("the country");
    for series in economy.all_series().iter().filter(|series| series.observed().is_some()) {
        let again = back.series(series.name).expect("the series");
        for year in series.observed().into_iter().flat_map(|years| years.iter()) {
            assert_eq!(series.at(year), again.at(year), "{} {year}", series.name);
            assert_eq!(series.status.get(&year), again.status.get(&year), "{} {year}", series.name);
        }
    }
    if let Ok(economy) = economy.completed() {
        run(&economy);
    }
});

/// A run on the data is finite, or is refused.
fn run(economy: &Economy) {
    let scenario = Scenario::new("own series")
        .with_country(economy.country.clone())
        .with_measure(Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2030));
    let Ok(experiment) = Experiment::new(economy, scenario, ParameterSet::default()) else { return };
    for year in experiment.at_centre() {
        for variable in Variable::ALL {
            let levels = variable.levels(&year);
            let values = [levels.baseline, levels.scenario, variable.deviation(levels)];
            assert!(values.iter().all(|value| value.is_finite()), "{variable}: {values:?}");
        }
    }
}
