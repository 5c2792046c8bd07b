//! `kennis calibrate` and `kennis backtest` from the outside.

use crate::support::tolerances as within;
use crate::support::{breaches, program};
use assert_cmd::Command;
use serde_json::Value;

/// The program that was built with this feature, on so many threads.
#[cfg(feature = "posterior")]
fn kennis_on(threads: &str, arguments: &[&str]) -> std::process::Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kennis"));
    command.env("RAYON_NUM_THREADS", threads).args(arguments).output().unwrap()
}

fn kennis(arguments: &[&str]) -> std::process::Output {
    Command::new(program()).args(arguments).output().unwrap()
}

fn json(arguments: &[&str]) -> Value {
    let output = kennis(&[arguments, &["--format", "json"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    // Every document keeps to its schema.
    let schema = kennis(&["schema", document["schema"].as_str().unwrap()]);
    let schema: Value = serde_json::from_slice(&schema.stdout).unwrap();
    assert_eq!(breaches(&schema, &schema, &document, ""), Vec::<String>::new());
    document
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
    assert!((elasticity["estimate"].as_f64().unwrap() - 0.08655).abs() < within::LAST_DIGIT_SHOWN);
    assert!(elasticity["rhat"].is_null() && elasticity["rhat_reason"].is_string());
    assert_eq!(document["correlation"].as_array().unwrap().len(), 12);
    assert_eq!(document["correlation"][3][3], 1.0);
    assert!(!document["warnings"].as_array().unwrap().is_empty());
}

#[test]
fn least_squares_has_no_prior() {
    let document = json(&["calibrate", "--method", "least_squares", "--profile", "output_elasticity_public"]);
    let elasticity = parameter(&document, "output_elasticity_business");
    assert!((elasticity["estimate"].as_f64().unwrap() - 0.3509).abs() < within::LAST_DIGIT_OF_LEAST_SQUARES);
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
        let fit = kennis_on(threads, &[&arguments[..], &["--format", "json"]].concat());
        let draws = std::fs::read_to_string(std::path::Path::new(folder).join("posterior.csv")).unwrap();
        (serde_json::from_slice::<Value>(&fit.stdout).unwrap(), draws)
    };
    let (one, two) = (ask("1"), ask("2"));
    assert!(one == two);
    let (one, draws) = one;
    assert!(parameter(&one, "sigma")["ess_tail"].as_f64().unwrap() > 400.0);
    assert!(
        draws.starts_with("# schema = kennis.posterior/1\n") && draws.contains("\n# structure = no_effect\n")
    );
    assert_eq!(draws.lines().filter(|line| line.starts_with(char::is_numeric)).count(), 4000);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[cfg(feature = "posterior")]
#[test]
fn a_posterior_that_has_not_converged_ends_with_one() {
    let asked = ["calibrate", "--method", "posterior", "--structure", "no_effect", "--draws", "10"];
    let output = kennis_on("2", &asked);
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
        [
            "knowledge_capital",
            "rate_of_return",
            "semi_endogenous",
            "error_correction",
            "no_effect",
            "random_walk",
            "trend"
        ]
    );
    assert_eq!(document["horizons"], serde_json::json!([1, 2, 3]));
    assert_eq!(document["origins"].as_array().unwrap().len(), 8);
    assert!(document["models"][5]["weight"].is_null() && document["distinguishable"].is_boolean());
}

/// The estimate on the panel is what runs draw from: the document shows both.
#[test]
fn error_correction_is_estimated_on_the_panel() {
    let document = json(&["calibrate", "--structure", "error_correction", "--method", "panel"]);
    assert_eq!((&document["schema"], &document["method"]), (&"kennis.calibrate/1".into(), &"panel".into()));
    assert_eq!(document["observations"], 574);
    for parameter in document["parameters"].as_array().unwrap() {
        let number = |key: &str| parameter[key].as_f64().unwrap();
        assert!((number("estimate") - number("prior_mean")).abs() < 1e-6, "{parameter}");
        assert!((number("std_error") - number("prior_sd")).abs() < 1e-6, "{parameter}");
        assert!(parameter["posterior_sd"].is_null() && parameter["posterior_sd_reason"].is_string());
    }
    let diagnostics = &document["diagnostics"];
    assert_eq!(diagnostics["country_estimates"].as_array().unwrap().len(), 16);
    assert!(diagnostics["one_long_run"]["test"]["p_value"].as_f64().unwrap() < 0.001);
    // Other stocks, another estimate.
    let slower = json(&[
        "calibrate",
        "--structure",
        "error_correction",
        "--method",
        "panel",
        "--set",
        "depreciation_public=0.05",
    ]);
    assert_ne!(slower["parameters"][2]["estimate"], document["parameters"][2]["estimate"]);
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
            &["calibrate", "--structure", "international_spillovers"],
            "kennis: structure international_spillovers has no likelihood",
        ),
        (
            &["calibrate", "--structure", "error_correction", "--method", "panel", "--years", "1990-2019"],
            "--years, --stocks, --breaks and --chart are those of a likelihood",
        ),
        (
            &["calibrate", "--method", "panel", "--profile", "drift"],
            "kennis: --profile is that of one country's",
        ),
        (
            &["calibrate", "--method", "panel", "--structure", "no_effect"],
            "kennis: structure is no_effect, expected",
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

/// A folder with a scenario and draws of a posterior in which depreciation is .1 or .2 with elasticity .05 or .1.
fn folder_with_posterior(name: &str) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("kennis-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut text = "# schema = kennis.posterior/1\n# structure = knowledge_capital\n# country = NLD\n# first_year = 1982\n\
                    # last_year = 2019\n# data_vintage = v\n# stocks = as_published\nchain,draw,output_elasticity_business,depreciation_business,drift\n"
        .to_owned();
    (0..64).for_each(|i| {
        text += if i % 2 == 0 { "0,0,0.05,0.1,0\n" } else { "0,0,0.1,0.2,0\n" };
    });
    std::fs::write(folder.join("posterior.csv"), text).unwrap();
    let example = kennis(&["example", "three_percent"]).stdout;
    std::fs::write(folder.join("s.toml"), example).unwrap();
    folder
}

#[test]
fn a_run_draws_whole_rows_of_a_posterior_and_says_so() {
    let folder = folder_with_posterior("posterior-run");
    let run = |more: &[&str]| {
        let first = ["run", "s.toml", "--parameters", "posterior.csv", "--structure", "knowledge_capital"];
        let output = Command::new(program()).current_dir(&folder).args(first).args(more).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let document = |more: &[&str]| -> Value {
        serde_json::from_str(&run(&[more, &["--format", "json"]].concat())).unwrap()
    };
    let of_draw = |i: u64| {
        let number = i.to_string();
        let document = document(&["--draw", &number]);
        let value = |name: &str| document["draw_parameters"][name].as_f64().unwrap();
        (value("output_elasticity_business"), value("depreciation_business"))
    };
    let rows: Vec<(f64, f64)> = (0..12).map(of_draw).collect();
    assert!(rows.iter().all(|row| [(0.05, 0.1), (0.1, 0.2)].contains(row)), "{rows:?}");
    assert!(rows.contains(&(0.05, 0.1)) && rows.contains(&(0.1, 0.2)));
    let full = document(&["--draws", "200", "--threads", "1"]);
    assert_eq!(full, document(&["--draws", "200", "--threads", "2"]));
    assert_eq!(full["posterior"]["rows"], 64);
    assert_eq!(full["posterior"]["structure"], "knowledge_capital");
    assert_eq!(full["warnings"], serde_json::json!([]));
    let set = document(&["--draws", "20", "--set", "depreciation_business=0.15"]);
    let named = parameter(&set, "depreciation_business");
    assert_eq!((&named["distribution"], &named["origin"]), (&"0.15".into(), &"set".into()));
    assert_eq!(parameter(&set, "output_elasticity_business")["origin"], "posterior");
    assert_ne!(full["parameters_hash"], set["parameters_hash"]);
    let text = run(&["--draws", "20"]).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains(
        "Posterior: posterior.csv, 64 rows, each draw takes one whole (knowledge_capital, NLD 1982 to 2019, vintage v)"
    ));
    assert!(
        text.contains("output_elasticity_business = rows of a posterior(mean 0.0750, sd 0.0250) (posterior)"),
        "{text}"
    );
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_posterior_is_no_prior_and_its_slips_are_told() {
    let folder = folder_with_posterior("posterior-slips");
    let file = folder.join("posterior.csv");
    let file = file.to_str().unwrap();
    let output = kennis(&["calibrate", "--parameters", file]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("data already, which would count twice"));
    assert_eq!(kennis(&["check", file]).status.code(), Some(0));
    let text = std::fs::read_to_string(file).unwrap().replacen("0,0,0.05,0.1,0", "0,0,0.05,x,0", 1);
    std::fs::write(file, text).unwrap();
    let output = kennis(&["check", file]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains(":9:10: depreciation_business: found \"x\", expected a finite number"), "{said}");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_panel_fits_every_country_and_says_what_the_others_lack() {
    let folder = std::env::temp_dir().join(format!("kennis-panel-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let chart = folder.join("panel.svg");
    let document = json(&[
        "calibrate",
        "--method",
        "panel",
        "--structure",
        "semi_endogenous",
        "--chart",
        chart.to_str().unwrap(),
    ]);
    assert_eq!((&document["method"], &document["converged"]), (&"panel".into(), &true.into()));
    let countries: Vec<&str> =
        document["countries"].as_array().unwrap().iter().map(|c| c["country"].as_str().unwrap()).collect();
    assert!(
        countries.len() > 15 && countries.contains(&"NLD") && countries.contains(&"USA"),
        "{countries:?}"
    );
    let missing = document["missing"].as_array().unwrap();
    let of =
        |code: &str| missing.iter().find(|m| m["country"] == code).map(|m| m["missing"].as_str().unwrap());
    assert!(of("CHE").unwrap().starts_with("series rd_total has no observation for"), "{missing:?}");
    let common = parameter(&document, "frontier_elasticity");
    assert!(common["between_sd_z"].as_f64().unwrap() > 0.0 && common["posterior_sd"].as_f64().unwrap() > 0.0);
    let pooled = |c: &Value| c["pooled"][0]["posterior_sd"].as_f64().unwrap();
    assert!(document["countries"].as_array().unwrap().iter().all(|country| pooled(country) > 0.0));
    assert!(std::fs::read_to_string(&chart).unwrap().contains("data-parameter=\"frontier_elasticity\""));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_placebo_stands_beside_the_backtest() {
    let arguments = [
        "backtest",
        "--placebo",
        "--structure",
        "semi_endogenous",
        "--origins",
        "2016-2016",
        "--horizon",
        "2",
    ];
    let placebo = &json(&arguments)["placebo"];
    assert_eq!(placebo["structure"], "semi_endogenous");
    let models: Vec<&str> =
        placebo["models"].as_array().unwrap().iter().map(|m| m["model"].as_str().unwrap()).collect();
    assert_eq!(models, ["other_countries", "own_past", "random_walk"]);
    assert!(placebo["countries"].as_array().unwrap().len() >= 5);
}

#[test]
fn a_chart_shows_prior_against_posterior() {
    let chart = std::env::temp_dir().join(format!("kennis-calibrate-{}.svg", std::process::id()));
    let output = kennis(&["calibrate", "--chart", chart.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    let svg = std::fs::read_to_string(&chart).unwrap();
    assert_eq!(svg.matches("data-posterior=").count(), 12);
    std::fs::remove_file(&chart).unwrap();
    for (arguments, said) in [
        (&["calibrate", "--chart", "a.gif"][..], "a file that ends in .svg"),
        (&["calibrate", "--method", "least_squares", "--chart", "a.svg"], "has no prior"),
        (&["calibrate", "--chart", "a.svg", "--chart-variable", "tfp"], "does not use"),
    ] {
        let output = kennis(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(String::from_utf8(output.stderr).unwrap().contains(said), "{arguments:?}");
    }
}

#[test]
fn tables_of_a_panel_fit_a_terminal() {
    let output = kennis(&["calibrate", "--method", "panel"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let wide: Vec<&str> = text.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(wide.is_empty(), "{wide:#?}");
    assert!(text.contains("Without the data") && text.contains("pooled as if independent"), "{text}");
}
