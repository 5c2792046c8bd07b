//! `kennis solve`: the document with its schema, the path of the document run again, the table, the text and the picture of the
//! same figures, and what it refuses.

use crate::support::{breaches, program};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

const HEAD: &str = "schema = \"kennis.scenario/1\"\nname = \"3% in 2030\"\nhorizon = 2035\n";
const MIX: &str = "[[measures]]\nname = \"credit\"\ninstrument = \"tax_credit\"\nunit = \"bn_eur\"\namount = 1\nfrom = 2026\nsolve = true\n\
    [[measures]]\nname = \"science\"\ninstrument = \"public_research\"\nunit = \"gdp_share\"\namount = 0.001\nfrom = 2027\nsolve = true\n";
const DRAWN: [&str; 4] = ["--draws", "24", "--structure", "knowledge_capital,no_effect"];

/// A folder with scenarios for one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kennis-solve-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        let folder = Self(path);
        folder.write("s.toml", HEAD);
        folder.write("mix.toml", &format!("{HEAD}{MIX}"));
        folder
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
    }

    fn output(&self, arguments: &[&str]) -> Output {
        Command::new(program()).current_dir(&self.0).args(arguments).output().unwrap()
    }

    fn kennis(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn document(&self, text: &str) -> Value {
        let document: Value = serde_json::from_str(text).unwrap();
        let schema: Value = serde_json::from_str(&self.kennis(&["schema", "kennis.solve/1"])).unwrap();
        assert_eq!(breaches(&schema, &schema, &document, "$"), Vec::<String>::new());
        document
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let text = self.kennis(&[arguments, &["--format", "json"]].concat());
        self.document(&text)
    }

    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && output.stdout.is_empty(), "{said}");
        said
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value}"))
}

fn solve<'a>(file: &'a str, target: &'a str, options: &[&'a str]) -> Vec<&'a str> {
    [&["solve", file, "--target", target][..], options, &DRAWN].concat()
}

/// The measures of a document, as a scenario with amounts by year and nothing to solve for.
fn scenario_of(document: &Value) -> String {
    let mut text = HEAD.to_owned();
    for measure in document["measures"].as_array().unwrap() {
        let years = document["years"].as_array().unwrap().iter();
        let amounts =
            years.zip(measure["bn_eur"].as_array().unwrap()).filter(|(_, money)| number(money) != 0.0);
        let path: Vec<String> = amounts.map(|(year, money)| format!("{year} = {money}")).collect();
        text += &format!(
            "[[measures]]\nname = {}\ninstrument = {}\nunit = \"bn_eur\"\npath = {{ {} }}\n",
            measure["name"],
            measure["instrument"],
            path.join(", ")
        );
    }
    text
}

/// The path out of the document is a scenario whose run gives the goal.
#[test]
fn the_path_of_the_document_run_again_gives_the_goal() {
    let folder = Folder::new("again");
    for (file, target, options) in [
        ("s.toml", "rd_intensity=0.03@2030", &["--instrument", "tax_credit"][..]),
        ("s.toml", "rd_intensity=0.03@2030", &["--instrument", "public_research", "--path", "ramp"]),
        ("mix.toml", "rd_intensity=0.028@2031", &[]),
        ("s.toml", "gdp=0.1@2035", &["--instrument", "direct_subsidy"]),
    ] {
        let document = folder.json(&solve(file, target, options));
        folder.write("again.toml", &scenario_of(&document));
        let run = [&["run", "again.toml", "--format", "json"][..], &DRAWN].concat();
        let run: Value = serde_json::from_str(&folder.kennis(&run)).unwrap();
        let goal = &document["target"];
        let year = run["years"].as_array().unwrap().iter().position(|year| year == &goal["year"]).unwrap();
        let kind = if goal["variable"] == "gdp" { "deviation" } else { "scenario" };
        let of = &run["variables"][goal["variable"].as_str().unwrap()][kind];
        let (found, value) = (number(&of["mean"][year]), number(&goal["value"]));
        assert!((found / value - 1.0).abs() < 1e-6, "{target}: {found}");
        assert!((number(&document["reached"]["value"]) - found).abs() < 1e-9 * value);
        assert!((number(&document["reached"]["p95"]) - number(&of["p95"][year])).abs() < 1e-9 * value);
        // What is said beside the effect is that of the run.
        assert_eq!(document["effect"]["peak_year"], run["effect"]["peak_year"]);
        // Money of the year of the goal is the amount.
        let money: f64 =
            document["measures"].as_array().unwrap().iter().map(|m| number(&m["bn_eur"][year])).sum();
        assert!((money - number(&document["amount"]["value"])).abs() < 1e-9 * money, "{money}");
    }
    // A present value of nothing, with the most money that leaves it.
    let head = HEAD.replace("2035", "2050");
    let appraised = format!("{head}[appraisal]\ndiscounting = \"flat:0.08\"\nresidual_value = \"none\"\n");
    folder.write("npv.toml", &appraised);
    let document = folder.json(&solve("npv.toml", "npv=0", &["--instrument", "public_research"]));
    assert_eq!(document["sense"], "most");
    let text = scenario_of(&document).replace(HEAD, &appraised);
    folder.write("again.toml", &text);
    let run = [&["cba", "again.toml", "--format", "json"][..], &DRAWN].concat();
    let run: Value = serde_json::from_str(&folder.kennis(&run)).unwrap();
    let money = number(&run["public_finance"]["public_money"]["mean"]);
    assert!(money > 1.0 && number(&run["welfare"]["npv"]["mean"]).abs() < 1e-6 * money, "{money}");
    assert!((number(&run["welfare"]["ratio_of_means"]) - 1.0).abs() < 1e-6);
}

#[test]
fn document_table_text_and_picture_say_the_same() {
    let folder = Folder::new("same");
    let options = ["--instrument", "direct_subsidy", "--probability", "0.75", "--chart", "c.svg"];
    let arguments = solve("s.toml", "rd_intensity=0.03@2030", &options);
    let document = folder.json(&arguments);
    let amount = number(&document["amount_for_probability"]);
    assert_eq!(number(&document["reached"]["amount"]), amount);
    assert!((number(&document["probability"]) - 0.75).abs() < 2.0 / 24.0, "{}", document["probability"]);
    assert!(document["closest"].is_null() && document["closest_reason"] == "the goal is reached");
    assert_eq!(
        (&document["instrument"], &document["path_shape"]),
        (&"direct_subsidy".into(), &"level".into())
    );
    let csv = folder.kennis(&[&arguments[..], &["--format", "csv"]].concat());
    let line = |begins: &str| -> f64 {
        let line =
            csv.lines().find(|line| line.starts_with(begins)).unwrap_or_else(|| panic!("{begins}: {csv}"));
        line.split(',').nth(4).unwrap().parse().unwrap()
    };
    for (begins, value) in [
        ("amount,mean,value,2030,", &document["amount"]["value"]),
        ("amount,probability,value,2030,", &document["amount_for_probability"]),
        ("amount,needed,p05,2030,", &document["amount"]["p05"]),
        ("amount,for_probability,p50,2030,", &document["probability_curve"][10]["amount"]),
        ("amount,path,value,2027,", &document["path"]["amount"][1]),
        ("rd_intensity,reached,p50,2030,", &document["reached"]["p50"]),
        ("rd_intensity,reached,probability,2030,", &document["probability"]),
    ] {
        assert_eq!(line(begins), number(value), "{begins}");
    }
    let curve = document["probability_curve"].as_array().unwrap();
    let amounts: Vec<f64> = curve.iter().map(|at| number(&at["amount"])).collect();
    assert!(amounts.windows(2).all(|pair| pair[0] <= pair[1]), "{amounts:?}");
    let text = folder.kennis(&arguments);
    assert!(text.lines().all(|line| line.chars().count() <= 80 || line.starts_with("Again: ")), "{text}");
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "R&D of 3% of GDP in 2030",
        "with a probability of 75%",
        "What would change it",
        &format!("{amount:.1}"),
    ] {
        assert!(words.contains(said), "{said}: {text}");
    }
    let svg = fs::read_to_string(folder.0.join("c.svg")).unwrap();
    let parsed = roxmltree::Document::parse(&svg).unwrap();
    let node = |key: &str, value: &str| {
        parsed.descendants().find(|node| node.attribute(key) == Some(value)).unwrap()
    };
    let drawn: Vec<f64> = node("data-line", "probability")
        .attribute("data-amounts")
        .unwrap()
        .split(' ')
        .map(|amount| amount.parse().unwrap())
        .collect();
    // The reader of JSON may be off by the last bit.
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-14 * b.abs();
    assert!(
        drawn.len() == amounts.len() && drawn.iter().zip(&amounts).all(|(a, b)| near(*a, *b)),
        "{drawn:?}"
    );
    let answer: f64 = node("data-answer", "with 75%").attribute("data-amount").unwrap().parse().unwrap();
    assert!(near(answer, amount), "{answer} {amount}");
}

/// What no amount reaches ends with 1, and says how near it comes: in the document and in the text.
#[test]
fn a_goal_that_is_not_reached_says_how_near_the_money_comes() {
    let folder = Folder::new("not-reached");
    let arguments =
        ["solve", "s.toml", "--target", "gdp=1@2035", "--instrument", "public_research", "--draws", "16"];
    let arguments = [&arguments[..], &["--structure", "no_effect"]].concat();
    let output = folder.output(&[&arguments[..], &["--format", "json"]].concat());
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.starts_with("kennis: not reached: no amount") && said.contains("gives gdp=1@2035"),
        "{said}"
    );
    let document = folder.document(&String::from_utf8(output.stdout).unwrap());
    assert!(
        document["reached"].is_null() && document["amount"]["value"].is_null() && document["path"].is_null()
    );
    assert!(document["amount"]["p50_reason"].as_str().unwrap().contains("no draw comes to the goal"));
    assert_eq!(number(&document["closest"]["value"]), 0.0);
    let output = folder.output(&arguments);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.code() == Some(1) && text.contains("NOT REACHED"), "{text}");
}

#[test]
fn the_same_bytes_whatever_the_threads() {
    let folder = Folder::new("threads");
    let arguments =
        solve("mix.toml", "rd_intensity=0.03@2030", &["--format", "json", "--probability", "0.9"]);
    let one = folder.kennis(&[&arguments[..], &["--threads", "1"]].concat());
    assert_eq!(one, folder.kennis(&[&arguments[..], &["--threads", "3"]].concat()));
    assert_eq!(one, folder.kennis(&[&arguments[..], &["--memory", "0.01"]].concat()));
}

#[test]
fn what_cannot_be_is_refused_with_what_was_expected() {
    let folder = Folder::new("refused");
    folder.write(
        "people.toml",
        &format!("{HEAD}[[measures]]\nname = \"m\"\ninstrument = \"talent\"\nunit = \"persons\"\namount = 1\nfrom = 2026\nsolve = true\n"),
    );
    folder.write("word.toml", &format!("{HEAD}{}", MIX.replace("solve = true", "solve = \"yes\"")));
    folder.write(
        "target.toml",
        &format!(
            "{HEAD}[[targets]]\nvariable = \"rd_intensity\"\nyear = 2030\nvalue = 0.03\npublic_share = 0.4\n"
        ),
    );
    let goal = "rd_intensity=0.03@2030";
    for (arguments, expected) in [
        (
            &["s.toml", "--target", goal][..],
            "instrument: found none, expected an instrument of R&D, or a measure",
        ),
        (
            &["s.toml", "--target", goal, "--instrument", "WBSO"],
            "--instrument: found \"WBSO\", expected an instrument of R&D, whose amount is money: public_research, direct_subsidy, tax_credit",
        ),
        (&["s.toml", "--target", goal, "--instrument", "wbso"], "did you mean \"tax_credit\"?"),
        (&["s.toml", "--target", goal, "--instrument", "tax_credits"], "did you mean \"tax_credit\"?"),
        (
            &["s.toml", "--target", goal, "--instrument", "education"],
            "--instrument: found \"education\", expected an instrument of R&D",
        ),
        (
            &["s.toml", "--target", "rd_intensty=0.03@2030"],
            "--target: found \"rd_intensty\", expected a goal such as",
        ),
        (
            &["s.toml", "--target", "gdp=1", "--probability", "2"],
            "--probability: found 2, expected a number between 0 and 1",
        ),
        (&["s.toml", "--target", "gdp=1"], "--target: found \"gdp=1\", expected gdp=1.0@2045"),
        (
            &["s.toml", "--target", "gdp=1@2050", "--instrument", "tax_credit"],
            "the first with this money, to the horizon, 2035",
        ),
        (
            &["s.toml", "--target", goal, "--instrument", "tax_credit", "--path", "levl"],
            "--path: found \"levl\", expected level or ramp; did you mean \"level\"?",
        ),
        (
            &["s.toml", "--target", goal, "--instrument", "tax_credit", "--from", "2020"],
            "from: found 2020, expected a year from 2024 to 2035",
        ),
        (
            &["s.toml", "--target", "rd_intensity=0.02@2030", "--instrument", "tax_credit", "--draws", "8"],
            "which the scenario comes to without this money",
        ),
        (
            &["mix.toml", "--target", goal, "--instrument", "tax_credit"],
            "beside the measure \"credit\" with solve = true",
        ),
        (
            &["mix.toml", "--target", "npv=0", "--path", "ramp"],
            "path: found ramp with a target without a year",
        ),
        (
            &["people.toml", "--target", goal],
            "people.toml:10:9: measures[0].solve: found true for talent in persons, expected true with an instrument of R&D",
        ),
        (&["word.toml", "--target", goal], "measures[0].solve: found \"yes\", expected true or false"),
        (
            &["target.toml", "--target", goal, "--instrument", "tax_credit"],
            "targets: found a target on rd_intensity from 2026 on",
        ),
    ] {
        let said = folder.refused(&[&["solve"][..], arguments].concat());
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
    // A run takes the measures as they are.
    let run = ["run", "mix.toml", "--draws", "8", "--structure", "no_effect", "--format", "csv"];
    folder.write("plain.toml", &format!("{HEAD}{}", MIX.replace("solve = true\n", "")));
    let plain =
        folder.kennis(&["run", "plain.toml", "--draws", "8", "--structure", "no_effect", "--format", "csv"]);
    let rows = |text: String| {
        text.lines()
            .filter(|line| !line.starts_with('#') && !line.contains(".toml"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(rows(folder.kennis(&run)), rows(plain));
}
