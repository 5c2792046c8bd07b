//! Any text as a data table over the embedded ones, and as a whole economy: data, or an error; never a panic.
#![no_main]

use kennis::{Baseline, CheckContext, Economy, Experiment, Panel, ParameterSet, Scenario};
use libfuzzer_sys::fuzz_target;

const EMBEDDED: [&str; 2] =
    [include_str!("../../data/netherlands.csv"), include_str!("../../data/netherlands_projection.csv")];

fuzz_target!(|text: &str| {
    let _ = Panel::from_csv(text);
    for tables in [&[text][..], &[EMBEDDED[0], EMBEDDED[1], text]] {
        let Ok(economy) = Economy::from_tables("NLD", tables) else { continue };
        for series in economy.all_series() {
            let _ = (series.observed(), series.gaps());
        }
        let _ = CheckContext::of(&economy);
        let _ = Baseline::new(&economy, 2060, None);
        if let Ok(experiment) = Experiment::new(&economy, Scenario::new("data"), ParameterSet::default()) {
            let _ = experiment.at_centre();
        }
    }
});
