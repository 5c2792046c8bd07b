//! Plain types survive being written as JSON and read back, with names as in files.

#![allow(clippy::unwrap_used, clippy::panic, reason = "functions that tests share")]

use kennis::data::{InputFile, InputRole};
use kennis::parameters::Shape;
use kennis::scenario::{BaselineRow, Foreign, ForeignRule, PartnerCountries};
use kennis::{
    AmountPath, BaselineTable, Channel, Distribution, Instrument, Kind, Layers, Measure, ParameterId,
    SamplingPlan, Scenario, Settings, Statistics, StructureChoice, StructureName, Target, Unit, Variable,
    Years,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fmt::Debug;

/// What a value is as JSON, after it was read back to the same.
fn back<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) -> Value {
    let text = serde_json::to_string(value).unwrap();
    let read: T = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(read, *value, "{text}");
    serde_json::from_str(&text).unwrap()
}

#[test]
fn names_are_those_of_files() {
    assert_eq!(back(&Instrument::PublicResearch), json!("public_research"));
    assert_eq!(back(&Unit::GdpShare), json!("gdp_share"));
    assert_eq!(back(&ParameterId::CapitalShare), json!("capital_share"));
    for variable in Variable::ALL {
        assert_eq!(back(variable), json!(variable.name()));
    }
    for channel in Channel::ALL {
        back(channel);
    }
    back(&Kind::ALL.to_vec());
    let error = serde_json::from_str::<Instrument>("\"public_reserch\"").unwrap_err().to_string();
    assert!(error.contains("public_research"), "{error}");
}

#[test]
fn settings_come_back_and_what_is_left_out_is_the_default() {
    let mut settings = Settings::default()
        .with_draws(1_000)
        .with_seed(u64::MAX)
        .with_layers(Layers::default().with_breakthroughs())
        .with_variables(vec![Variable::Gdp, Variable::DebtRatio])
        .with_threads(2);
    for plan in [SamplingPlan::Random, SamplingPlan::Sobol, SamplingPlan::LatinHypercube { draws: 1_000 }] {
        settings = settings.with_plan(plan);
        assert_eq!(back(&settings)["plan"], json!(plan.to_string()));
    }
    let few: Settings = serde_json::from_value(json!({ "draws": 7, "plan": "sobol" })).unwrap();
    assert_eq!(few, Settings::default().with_draws(7).with_plan(SamplingPlan::Sobol));
    assert!(serde_json::from_value::<Settings>(json!({ "drawz": 7 })).is_err());
    assert!(serde_json::from_value::<Settings>(json!({ "plan": "latin_hypercube" })).is_err());
}

#[test]
fn a_scenario_comes_back_whole() {
    let mut row = BaselineRow::default();
    row.gdp_growth = Some(0.015);
    let mut table = BaselineTable::default();
    table.rows.insert(2027, row);
    table.input =
        Some(InputFile { role: InputRole::Baseline, name: "b.csv".to_owned(), sha256: "0".repeat(64) });
    let by_year = AmountPath::ByYear([(2026, 0.001), (2030, -0.002)].into());
    let scenario = Scenario::new("all of it")
        .with_measure(Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026).with_ramp(4))
        .with_measure(
            Measure::new(Instrument::Education, Unit::YearsOfSchooling, 0.1, 2026)
                .with_amounts(by_year)
                .with_until(2040)
                .with_entry_lag(12.0)
                .with_cost_per_unit(1e4)
                .with_action(6),
        )
        .with_target(Target::new(0.03, 2030, 0.4))
        .with_foreign(Foreign::new(PartnerCountries::Oecd, 0.03, 2030).with_rule(ForeignRule::Exactly))
        .with_foreign(Foreign::new(PartnerCountries::list(["CHN"]), 0.03, 2035))
        .with_parameter(ParameterId::CapitalShare, Distribution::fixed(0.36))
        .with_baseline(table)
        .with_structure(StructureChoice::Weights(vec![
            (StructureName::NoEffect, 0.4),
            (StructureName::RateOfReturn, 0.6),
        ]));
    let json = back(&scenario);
    assert_eq!(json["measures"][0]["amount"], json!({ "constant": 0.001 }));
    assert_eq!(json["measures"][1]["amount"], json!({ "by_year": { "2026": 0.001, "2030": -0.002 } }));
    assert_eq!(json["structure"], json!({ "weights": [["no_effect", 0.4], ["rate_of_return", 0.6]] }));
    assert_eq!(json["capital_closure"], json!("investment_share"));
    assert_eq!(back(&StructureChoice::All), json!("all"));
    back(&StructureChoice::List(vec![StructureName::SemiEndogenous]));
}

/// JSON has no infinity: a bound that is not there is null, or left out.
#[test]
fn distributions_come_back_with_and_without_bounds() {
    for id in ParameterId::all() {
        let prior = id.row().prior;
        let json = back(&prior);
        assert_eq!(
            (json["lower"].is_null(), json["upper"].is_null()),
            (prior.lower.is_infinite(), prior.upper.is_infinite())
        );
    }
    let text = json!({ "shape": { "normal": { "mean": 0.05, "sd": 0.02 } }, "lower": 0.0 });
    let read: Distribution = serde_json::from_value(text).unwrap();
    let expected =
        Distribution { shape: Shape::Normal { mean: 0.05, sd: 0.02 }, lower: 0.0, upper: f64::INFINITY };
    assert_eq!(read, expected);
    assert_eq!(back(&Shape::Unset), json!("unset"));
}

#[test]
fn statistics_and_years_come_back() {
    let json = back(&Statistics::of(&[4.0, 1.0, 3.0, 2.0, 5.5]));
    assert_eq!(json["p50"], json!(3.0));
    assert_eq!(back(&Years::new(2023, 2060)), json!({ "first": 2023, "last": 2060 }));
}
