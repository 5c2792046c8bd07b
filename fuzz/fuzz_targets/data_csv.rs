//! Any text as a data table, long or wide, over the embedded ones, and as a whole economy: data, or an error; never a
//! panic. What is read from a long table is written and read back to the same.
#![no_main]

use kennis::formats::{data_csv, read_data};
use kennis::{Economy, Experiment, ParameterSet, Scenario};
use kennis::data::Panel;
use kennis::scenario::CheckContext;
use kennis::simulate::Baseline;
use libfuzzer_sys::fuzz_target;

const EMBEDDED: [&str; 2] =
    [include_str!("../../data/netherlands.csv"), include_str!("../../data/netherlands_projection.csv")];

fuzz_target!(|text: &str| {
    let _ = Panel::from_csv(text);
    for tables in [&[text][..], &[EMBEDDED[0], EMBEDDED[1], text]] {
        if let Ok(economy) = Economy::from_tables("NLD", tables) {
            run(economy);
        }
    }
    match read_data(text.as_bytes(), "data.csv") {
        Ok(data) => {
            for country in data.countries.keys().map(String::as_str).chain(["NLD", "XYZ"]) {
                let Ok(economy) = data.economy(country) else { continue };
                let written = data_csv(&economy);
                let back = read_data(written.as_bytes(), "back.csv").expect("what was written");
                let again = data_csv(&back.economy(country).expect("the country"));
                assert_eq!(rows(&again), rows(&written));
                run(economy);
            }
        }
        Err(error) => assert!(!error.problems.is_empty()),
    }
});

/// How many lines hold data: the one that names a file of the user is there once the table is read from one.
fn rows(table: &str) -> usize {
    table.lines().filter(|line| !line.starts_with("# input: ")).count()
}

/// What is complete can be run.
fn run(economy: Economy) {
    for series in economy.all_series() {
        let _ = (series.observed(), series.gaps(), economy.breaks(series.name));
    }
    let _ = CheckContext::of(&economy);
    let _ = Baseline::new(&economy, 2060, None);
    let lacks = economy.lacks();
    let country = economy.country.clone();
    match economy.completed() {
        Ok(economy) => {
            assert!(lacks.is_empty(), "{lacks:?}");
            let mut scenario = Scenario::new("data");
            scenario.country = country;
            if let Ok(experiment) = Experiment::new(&economy, scenario, ParameterSet::default()) {
                let _ = experiment.at_centre();
            }
        }
        Err(_) => assert!(!lacks.is_empty()),
    }
}
