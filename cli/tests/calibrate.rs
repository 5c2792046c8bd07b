//! `kennis calibrate` and `kennis backtest` from the outside.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use assert_cmd::Command;
use serde_json::Value;

fn kennis(arguments: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_kennis")).args(arguments).output().unwrap()
}

fn json(arguments: &[&str]) -> Value {
    let output = kennis(&[arguments, &["--format", "json"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn parameter<'a>(document: &'a Value, name: &str) -> &'a Value {
    document["parameters"].as_array().unwrap().iter().find(|p| p["name"] == name).unwrap()
}

#[test]
fn a_fit_has_what_the_contract_names() {
    let document = json(&["calibrate"]);
    assert_eq!(document["schema"], "kennis.calibrate/1");
    assert_eq!((&document["structure"], &document["method"]), (&"knowledge_capital".into(), &"map".into()));
    assert_eq!((&document["converged"], &document["observations"]), (&true.into(), &38.into()));
    let elasticity = parameter(&document, "output_elasticity_business");
    assert_eq!(elasticity["identified"], false);
    assert!((elasticity["estimate"].as_f64().unwrap() - 0.08655).abs() < 1e-4);
    assert!(elasticity["rhat"].is_null() && elasticity["rhat_reason"].is_string());
    assert_eq!(document["correlation"].as_array().unwrap().len(), 12);
    assert_eq!(document["correlation"][3][3], 1.0);
    assert!(!document["warnings"].as_array().unwrap().is_empty());
}

#[test]
fn least_squares_has_no_prior() {
    let document = json(&["calibrate", "--method", "least_squares", "--profile", "output_elasticity_public"]);
    let elasticity = parameter(&document, "output_elasticity_business");
    assert!((elasticity["estimate"].as_f64().unwrap() - 0.3509).abs() < 1e-3);
    assert!(elasticity["posterior_sd"].is_null() && elasticity["identified"].is_null());
    assert_eq!(document["profiles"][0]["value"].as_array().unwrap().len(), 9);
}

#[cfg(feature = "posterior")]
#[test]
fn a_posterior_is_written_and_the_same_for_any_number_of_threads() {
    let folder = std::env::temp_dir().join(format!("kennis-calibrate-{}", std::process::id()));
    let ask = |threads: &str| {
        let folder = folder.to_str().unwrap();
        let arguments = [
            "calibrate",
            "--method",
            "posterior",
            "--structure",
            "no_effect",
            "--draws",
            "4000",
            "--out",
            folder,
        ];
        json(&[&arguments[..], &["--threads", threads]].concat())
    };
    let (one, two) = (ask("1"), ask("2"));
    assert_eq!(one, two);
    assert!(parameter(&one, "sigma")["ess_tail"].as_f64().unwrap() > 400.0);
    let draws = std::fs::read_to_string(folder.join("posterior.csv")).unwrap();
    let (posterior, source) = kennis::calibrate::read_posterior(&draws).unwrap();
    assert_eq!((posterior.len(), source.get("structure")), (4000, Some("no_effect")));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[cfg(feature = "posterior")]
#[test]
fn a_posterior_that_has_not_converged_ends_with_one() {
    let output = kennis(&["calibrate", "--method", "posterior", "--structure", "no_effect", "--draws", "10"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("effective draws, less than 400"));
}

#[test]
fn a_backtest_scores_every_structure_and_two_rivals() {
    let document = json(&["backtest", "--origins", "2005-2012", "--horizon", "3"]);
    assert_eq!(document["schema"], "kennis.backtest/1");
    let models: Vec<&str> =
        document["models"].as_array().unwrap().iter().map(|m| m["model"].as_str().unwrap()).collect();
    assert_eq!(
        models,
        ["knowledge_capital", "rate_of_return", "semi_endogenous", "no_effect", "random_walk", "trend"]
    );
    assert_eq!(document["horizons"], serde_json::json!([1, 2, 3]));
    assert_eq!(document["origins"].as_array().unwrap().len(), 8);
    assert!(document["models"][4]["weight"].is_null() && document["distinguishable"].is_boolean());
}

#[test]
fn wrong_requests_end_with_two_and_say_why() {
    for (arguments, said) in [
        (
            &["calibrate", "--years", "2010-2019"][..],
            "kennis: 10 observations (2010 to 2019) for 12 parameters",
        ),
        (
            &["calibrate", "--years", "2019-1990"],
            "--years: found \"2019-1990\", expected first and last year",
        ),
        (&["calibrate", "--years", "1990-2022"], "kennis: years 1990 to 2022 were asked for"),
        (&["calibrate", "--method", "posteriors"], "did you mean \"posterior\"?"),
        (
            &["calibrate", "--structure", "error_correction"],
            "kennis: structure error_correction has no likelihood",
        ),
        (&["calibrate", "--profile", "elasticity"], "kennis: parameter to hold is elasticity"),
        (&["calibrate", "--set", "adjustment_speed=0.3"], "kennis: adjustment_speed is 0.3"),
        (&["backtest", "--origins", "1980-1990"], "kennis: years 1980 to 1990 were asked for"),
    ] {
        let output = kennis(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.contains(said), "{arguments:?}: {error}");
    }
}
