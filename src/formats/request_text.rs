//! A request as text (`kennis.request/1`): scenario, parameters and data, whole, so that what was asked once can be asked again
//! by another version, with other data.

use super::data_csv::series_csv;
use super::scenario_json::{baseline_csv, parameters, scenario_json};
use crate::data::Economy;
use crate::ensemble::Settings;
use crate::parameters::{Origin, ParameterId, ParameterSet};
use crate::scenario::Scenario;
use serde_json::{Value, json};

/// The request as JSON; none where parameters are rows of a posterior, which no request holds.
pub(super) fn request_json(
    economy: &Economy,
    scenario: &Scenario,
    set: &ParameterSet,
    settings: &Settings,
) -> Option<Value> {
    if set.joint().is_some() {
        return None;
    }
    let mut of_scenario = scenario_json(scenario);
    // What a call has set wins over the scenario, and stands among the parameters of the request.
    if let Some(own) = of_scenario["parameters"].as_object_mut() {
        own.retain(|name, _| ParameterId::from_name(name).is_none_or(|id| set.origin(id) != Origin::Set));
    }
    let layers: Vec<&str> = [
        ("breakthroughs", settings.layers.breakthroughs),
        ("baseline_level", settings.layers.baseline_level),
    ]
    .into_iter()
    .filter(|(_, on)| *on)
    .map(|(name, _)| name)
    .collect();
    let mut request = json!({
        "schema": "kennis.request/1",
        "scenario": of_scenario,
        "options": {
            "draws": settings.draws, "seed": settings.seed, "plan": settings.plan.name(), "layers": layers,
        },
        "parameters": parameters(ParameterId::all().map(|id| (id, set.distribution(id)))),
        "data": series_csv(economy),
    });
    if let Some(table) = &scenario.baseline {
        request["baseline"] = baseline_csv(table).into();
    }
    Some(request)
}

/// A scenario as the request of levers, which change it.
#[must_use]
pub fn levers_request(scenario: &Scenario) -> String {
    json!({ "schema": "kennis.request/1", "scenario": scenario_json(scenario) }).to_string()
}

#[cfg(test)]
mod tests {
    use super::super::request_json::read_request;
    use super::*;
    use crate::formats::{EXAMPLES, read_scenario};
    use crate::parameters::Distribution;
    use crate::scenario::CheckContext;
    use std::path::Path;

    fn scenario(text: &str) -> Scenario {
        read_scenario(text.as_bytes(), "s.toml", Path::new("."), &CheckContext::netherlands()).unwrap()
    }

    /// What was asked once is asked again: every scenario that is built in, with its data and all its parameters.
    #[test]
    fn a_request_is_read_back_as_it_was() {
        let economy = Economy::netherlands().unwrap();
        let is_asked = |example: &&crate::formats::Example| {
            example.text.contains("kennis.scenario/1") && !example.text.contains("\n[[foreign]]")
        };
        assert!(EXAMPLES.iter().filter(is_asked).count() > 8);
        for example in EXAMPLES.iter().filter(is_asked) {
            let mut asked = scenario(example.text);
            asked.baseline = None;
            let mut set = ParameterSet::default();
            set.set(ParameterId::CapitalShare, Distribution::fixed(0.33), Origin::Set).unwrap();
            let settings = Settings::default().with_draws(7).with_seed(3);
            let json = request_json(&economy, &asked, &set, &settings).unwrap();
            let read = read_request(&json.to_string())
                .unwrap_or_else(|error| panic!("{}: {error}", example.name))
                .run;
            asked.input = None;
            assert_eq!(read.scenario, asked, "{}", example.name);
            assert_eq!((read.settings.draws, read.settings.seed), (7, 3));
            for id in ParameterId::all() {
                assert_eq!(read.parameters.distribution(id), set.distribution(id), "{}", id.name());
            }
            for series in economy.all_series() {
                let again = read.economy.series(series.name).unwrap();
                let observed = series.observed().unwrap();
                assert!(observed.iter().all(|year| again.at(year) == series.at(year)), "{}", series.name);
            }
        }
    }
}
