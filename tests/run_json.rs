//! `run_json`: the same document as a run of the library, and errors as a document.
#![cfg(feature = "formats")]
#![allow(clippy::unwrap_used, reason = "functions that tests share")]

use kennis::formats::{run_document, run_json};
use kennis::{
    Economy, Ensemble, Experiment, Instrument, Measure, ParameterSet, Scenario, Settings, Target, Unit,
};
use serde_json::{Value, json};

fn scenario() -> Value {
    json!({
        "schema": "kennis.scenario/1", "name": "research", "horizon": 2040,
        "measures": [{
            "name": "m", "instrument": "public_research", "unit": "gdp_share",
            "path": { "2026": 0.0005, "2028": 0.001 }, "from": 2026, "until": null,
        }],
        "parameters": { "depreciation_public": 0.12 },
    })
}

fn answer(request: &Value) -> Value {
    serde_json::from_str(&run_json(&request.to_string())).unwrap()
}

/// `part: key: found` of every problem.
fn problems(request: &Value) -> Vec<String> {
    let answer = answer(request);
    assert_eq!((&answer["schema"], &answer["kind"]), (&json!("kennis.error/1"), &json!("input")), "{answer}");
    let text = |problem: &Value, key: &str| problem[key].as_str().unwrap().to_owned();
    let line = |problem: &Value| {
        format!("{}: {}: {}", text(problem, "part"), text(problem, "key"), text(problem, "found"))
    };
    answer["problems"].as_array().unwrap().iter().map(line).collect()
}

#[test]
fn the_document_is_that_of_the_library() {
    let mut own = Scenario::new("research");
    own.horizon = 2040;
    let mut measure = Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.0, 2026);
    measure.name = "m".to_owned();
    measure.amount = kennis::AmountPath::ByYear([(2026, 0.0005), (2028, 0.001)].into());
    own.measures.push(measure);
    let id = kennis::ParameterId::from_name("depreciation_public").unwrap();
    own.parameters.push((id, kennis::Distribution::fixed(0.12)));
    let experiment = Experiment::new(&Economy::netherlands().unwrap(), own, ParameterSet::default()).unwrap();
    let mut settings = Settings::default();
    (settings.draws, settings.seed) = (37, 5);
    settings.layers.breakthroughs = true;
    let ensemble = Ensemble::draw(&experiment, &settings).unwrap();
    let command = "kennis run - --draws 37 --seed 5 --layers breakthroughs --format json";
    let expected = run_document(&experiment, &ensemble, &settings, command).to_json();
    for threads in [1, 3] {
        let options = json!({ "draws": 37, "seed": 5, "layers": ["breakthroughs"], "threads": threads });
        assert_eq!(run_json(&json!({ "scenario": scenario(), "options": options }).to_string()), expected);
    }
}

#[test]
fn a_target_a_plan_and_one_draw_alone() {
    let mut target = scenario();
    target["measures"] = Value::Null;
    target["targets"] =
        json!([{ "variable": "rd_intensity", "year": 2030, "value": 0.03, "public_share": 0.4 }]);
    assert_eq!(Target::new(0.03, 2030, 0.4).from, 2025);
    let run = answer(&json!({ "scenario": target, "options": { "draw": 7, "plan": "random" } }));
    assert_eq!(run["schema"], "kennis.run/1");
    assert_eq!(run["draws"], 1);
    assert_eq!(run["command"], "kennis run - --draws 1 --seed 1 --draw 7 --plan random --format json");
    // A draw alone has the place that it has in the whole hypercube.
    let options = json!({ "draw": 0, "draws": 50, "plan": "latin_hypercube" });
    let alone = answer(&json!({ "scenario": scenario(), "options": options }));
    let command = "kennis run - --draws 50 --seed 1 --draw 0 --plan latin_hypercube --format json";
    assert_eq!(alone["command"], command);
    let other = json!({ "draw": 0, "draws": 60, "plan": "latin_hypercube" });
    let other = answer(&json!({ "scenario": scenario(), "options": other }));
    assert_ne!(alone["draw_parameters"], other["draw_parameters"]);
}

#[test]
fn problems_of_json_stand_at_keys_and_not_in_lines() {
    let mut wrong = scenario();
    wrong["horizon"] = json!("far");
    let answer = answer(&json!({ "scenario": wrong, "options": { "seed": u64::MAX, "draws": 1.5 } }));
    assert_eq!(
        answer["message"],
        "options: draws: found 1.5, expected a whole number from 0 to 100000000\n\
         options: seed: found 18446744073709551615, expected a whole number from 0 to 9223372036854775807\n\
         scenario: horizon: found \"far\", expected a year, a whole number"
    );
}

#[test]
fn everything_that_is_wrong_comes_at_once() {
    let mut wrong = scenario();
    wrong["horizon"] = json!(2300);
    wrong["measures"][0]["instrument"] = json!("public_reserch");
    let request = json!({
        "scenario": wrong, "options": { "draws": -1, "layers": ["breakthrough"], "sed": 1 },
        "baseline": "year,gdp_growth\n2025,1.5\n", "data": "variable,year,value\nhuors,2022,1\n",
    });
    assert_eq!(
        problems(&request),
        [
            "options: draws: -1",
            "options: layers[0]: \"breakthrough\"",
            "options: sed: an unknown key",
            "data: variable: \"huors\"",
            "scenario: measures[0].instrument: \"public_reserch\"",
        ]
    );
    let request = json!({ "scenario": wrong, "baseline": "year,gdp_growth\n2025,1.5\n" });
    assert_eq!(
        problems(&request),
        [
            "scenario: horizon: 2300",
            "scenario: measures[0].instrument: \"public_reserch\"",
            "baseline: gdp_growth[2025]: 1.5",
        ]
    );
    let table = answer(&request)["problems"][2].clone();
    assert_eq!((&table["line"], &table["column"]), (&json!(2), &json!(6)));
}

#[test]
fn parameters_stand_beside_the_scenario_which_wins() {
    let request = json!({
        "scenario": scenario(), "options": { "draws": 0 },
        "parameters": { "depreciation_public": 0.2, "capital_share": { "distribution": "normal", "mean": 0.35, "sd": 0.01 } },
    });
    let run = answer(&request);
    let changed = run["parameters"].as_array().unwrap();
    let shown = |change: &Value| (change["name"].clone(), change["origin"].clone());
    assert_eq!(
        changed.iter().map(shown).collect::<Vec<_>>(),
        [
            (json!("depreciation_public"), json!("scenario")),
            (json!("capital_share"), json!("parameter file"))
        ]
    );
    assert!(run["command"].as_str().unwrap().contains(" --parameters PARAMETERS.toml "));
    let wrong =
        json!({ "capital_shar": 0.3, "depreciation_public": 7, "markup": { "distribution": "norml" } });
    assert_eq!(
        problems(&json!({ "scenario": scenario(), "parameters": wrong }))[..2],
        ["parameters: capital_shar: an unknown parameter", "parameters: depreciation_public: 7"]
    );
}

#[test]
fn no_file_is_opened() {
    let mut with_file = scenario();
    with_file["baseline"] = json!("/etc/hostname");
    assert_eq!(problems(&json!({ "scenario": with_file })), ["scenario: baseline: the name of a file"]);
}

#[test]
fn what_is_no_request_is_refused() {
    for text in ["", "{", "[1]", "nul", "{\"scenario\": 1e999}"] {
        let answer: Value = serde_json::from_str(&run_json(text)).unwrap();
        assert_eq!(answer["kind"], "input", "{text}");
        assert_eq!(answer["problems"][0]["part"], "request", "{text}");
    }
    assert_eq!(problems(&json!({})), ["request: scenario: nothing"]);
    assert_eq!(
        problems(&json!({ "scenario": {} })),
        ["scenario: schema: nothing", "scenario: name: nothing", "scenario: horizon: nothing"]
    );
    assert_eq!(
        problems(&json!({ "scenaro": {}, "scenario": 3, "options": [], "data": 1, "schema": "x" })),
        [
            "request: scenaro: an unknown key",
            "request: schema: \"x\"",
            "request: scenario: no object",
            "request: options: no object",
            "request: data: no text",
        ]
    );
    let mut with_null = scenario();
    with_null["measures"] = json!([null]);
    assert_eq!(problems(&json!({ "scenario": with_null })), ["scenario: measures[0]: null in a list"]);
}

#[test]
fn a_computation_that_fails_says_so() {
    // R&D of 14% of GDP in a year makes a draw explode.
    let target = json!({
        "schema": "kennis.scenario/1", "name": "n", "horizon": 2100,
        "targets": [{ "variable": "rd_intensity", "from": 2023, "year": 2024, "value": 0.2, "public_share": 0.07 }],
    });
    let answer = answer(&json!({ "scenario": target, "options": { "draws": 200 } }));
    assert_eq!((&answer["kind"], &answer["problems"]), (&json!("computation"), &json!([])));
    assert!(answer["message"].as_str().unwrap().contains("draws were dropped"), "{answer}");
}

#[test]
fn data_and_baseline_are_texts() {
    let request = json!({
        "scenario": scenario(), "options": { "draws": 0 },
        "data": "variable;year;value;vintage\ngdp_growth;2024;0,0;own\n",
        "baseline": "year,gdp_growth\n2025,0\n",
    });
    let run = answer(&request);
    assert_eq!(
        run["data_vintage"],
        "2026-04-14; gdp_growth of data (own); baseline of baseline (vintage not stated)"
    );
    let gdp = &run["variables"]["gdp"]["baseline"]["p50"];
    assert_eq!((&gdp[0], &gdp[0]), (&gdp[1], &gdp[2]));
    assert!(run["command"].as_str().unwrap().contains("--data DATA.csv --baseline BASELINE.csv"));
}

#[test]
fn what_does_not_fit_in_the_data_is_a_problem_and_what_is_odd_a_warning() {
    let asked = |data: &str| json!({ "scenario": scenario(), "options": { "draws": 0 }, "data": data });
    let jump = "variable,year,value\nhours,2021,14210.5\nhours,2022,14.502\nhours,2023,14702.5\n";
    let found = "data: hours[2022]: 14.502 (14210.5 in 2021, 14702.5 in 2023)";
    // Beside the jump, hours do not go with employment.
    let said = problems(&asked(jump));
    assert_eq!((said[0].as_str(), said.len()), (found, 2), "{said:?}");
    assert_eq!(answer(&asked(jump))["problems"][0]["line"], 3);
    let scaled = "variable,year,value,unit\nhours,2022,14.5,billion hours\nhours,2023,14.7,billion hours\n";
    let run = answer(&asked(scaled));
    let warning = run["warnings"][0].as_str().unwrap();
    assert!(warning.starts_with("data, line 2: hours is in \"billion hours\""), "{warning}");
}

#[test]
fn other_countries_need_the_panel_or_data() {
    let mut german = scenario();
    german["country"] = json!("DEU");
    let request = json!({ "scenario": german, "options": { "draws": 0 } });
    if cfg!(feature = "panel") {
        assert_eq!(answer(&request)["country"], "DEU");
    } else {
        assert_eq!(problems(&request), ["scenario: country: \"DEU\""]);
    }
}

/// Costs and benefits, and what levers show, from the same form of request: the bits of the library's own calls.
#[test]
fn costs_and_benefits_are_those_of_the_library() {
    let options = json!({ "draws": 40, "seed": 5 });
    let mut asked = scenario();
    asked["appraisal"] = json!({ "discounting": "flat:0.03", "residual_value": "none" });
    let found = answer(&json!({ "ask": "cba", "scenario": asked, "options": options }));
    assert_eq!(found["schema"], "kennis.cba/1");
    assert_eq!(found["command"], "kennis cba - --draws 40 --seed 5 --format json");
    assert_eq!(
        (&found["discounting"]["name"], &found["residual_value"]),
        (&json!("flat:0.03"), &json!("none"))
    );
    let other = answer(&json!({ "ask": "cba", "scenario": scenario(), "options": options }));
    assert_ne!(other["welfare"]["npv"]["mean"], found["welfare"]["npv"]["mean"]);
}

#[cfg(feature = "page")]
#[test]
fn levers_show_figures_of_the_run_and_of_the_appraisal() {
    let ask = |what: &str, language: &str| {
        let options = json!({ "draws": 40, "seed": 5, "language": language });
        answer(&json!({ "ask": what, "scenario": scenario(), "options": options }))
    };
    let (levers, run, cba) = (ask("levers", "nl"), ask("run", "nl"), ask("cba", "nl"));
    assert_eq!(levers["schema"], "kennis.levers/1", "{levers}");
    for key in ["mean", "p05", "p50", "p95"] {
        assert_eq!(levers["gdp"][key], run["variables"]["gdp"]["deviation"][key], "{key}");
        assert_eq!(levers["rd_intensity"][key], run["variables"]["rd_intensity"]["scenario"][key], "{key}");
    }
    assert_eq!(levers["welfare_npv"], cba["welfare"]["npv"]);
    assert_eq!(levers["public_finance_npv"], cba["public_finance"]["npv"]);
    assert_eq!(levers["probability_npv_positive"], cba["probability_npv_positive"]);
    let html = levers["html"].as_str().unwrap();
    assert!(html.contains("Wat het brengt") && html.matches("<svg").count() == 4, "{html}");
    assert!(html.contains("contant gemaakt met nl_2021 naar") && html.contains("miljard euro van"), "{html}");
    assert!(ask("levers", "en")["html"].as_str().unwrap().contains("What it brings"));
}

#[test]
fn what_is_not_asked_for_is_named() {
    let request = |ask: Value| json!({ "ask": ask, "scenario": scenario(), "options": { "draws": 2, "language": "de" } });
    assert_eq!(problems(&request(json!("cbaa")))[0], "request: ask: \"cbaa\"");
    assert_eq!(problems(&request(json!(7)))[0], "request: ask: 7");
    assert_eq!(problems(&request(json!("run")))[0], "options: language: \"de\"");
}
