//! `kennis project`: the document with its schema, the table given back, the text and the picture of the same figures.

use crate::support::{breaches, program};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

const TABLE: &str = "jaar;bbp;uren;EMU-schuld;cpi\neenheid;%;mln uur;% bbp;%\n2023;0,1;14702;45,1;3,8\n2024;0,9;14900;44,0;3,3\n\
                     2025;1,7;14990;43,5;3,0\n2026;1,2;15020;43,0;2,5\n2027;1,4;15050;43,0;2,2\n2028;1,3;15060;43,1;2,0\n\
                     2029;1,3;15070;43,3;2,0\n";

/// A folder with a scenario and a projection for one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kennis-project-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        let head = "schema = \"kennis.scenario/1\"\nhorizon = 2040\n";
        let measure = "[[measures]]\nname = \"m\"\ninstrument = \"public_research\"\nunit = \"gdp_share\"\namount = 0.002\nfrom = 2026\n";
        fs::write(path.join("s.toml"), format!("{head}name = \"more\"\n{measure}")).unwrap();
        fs::write(path.join("n.toml"), format!("{head}name = \"nothing\"\n")).unwrap();
        fs::write(path.join("p.csv"), TABLE).unwrap();
        Self(path)
    }

    fn output(&self, arguments: &str) -> Output {
        let arguments = arguments.split(' ');
        Command::new(program()).current_dir(&self.0).args(arguments).output().unwrap()
    }

    fn kennis(&self, arguments: &str) -> String {
        let output = self.output(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, arguments: &str) -> Value {
        let document: Value =
            serde_json::from_str(&self.kennis(&format!("{arguments} --format json"))).unwrap();
        let schema: Value = serde_json::from_str(&self.kennis("schema kennis.project/1")).unwrap();
        assert_eq!(breaches(&schema, &schema, &document, "$"), Vec::<String>::new());
        document
    }

    fn refused(&self, arguments: &str) -> String {
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

const ASKED: &str = "project s.toml --baseline p.csv --draws 16 --structure knowledge_capital,no_effect";

#[test]
fn the_document_has_its_keys_and_the_table_its_figures() {
    let folder = Folder::new("document");
    let document = folder.json(&format!("{ASKED} --baseline-includes trend"));
    assert_eq!(document["schema"], "kennis.project/1");
    assert_eq!(document["inputs"][1]["role"], "baseline");
    assert_eq!(document["baseline_includes"]["name"], "trend");
    assert_eq!(document["baseline_includes"]["stated"], true);
    assert_eq!(document["passed_through"], serde_json::json!(["cpi"]));
    assert!(document["layers"].as_array().unwrap().contains(&"baseline_level".into()));
    assert_eq!(document["coverage"]["years_ahead"], serde_json::json!([1, 5, 10]));
    assert!(
        document["effect"]["peak_year"]["p50"].is_number()
            || document["effect"]["peak_year"]["p50"].is_null()
    );
    let columns = document["columns"].as_array().unwrap();
    let names: Vec<_> = columns.iter().map(|column| column["variable"].as_str().unwrap()).collect();
    assert_eq!(names, ["gdp_growth", "hours", "debt_ratio"]);
    let periods = columns[0]["periods"].as_array().unwrap();
    assert_eq!((&periods[0]["first"], &periods[0]["last"]), (&2026.into(), &2029.into()));
    // Differences are those of the means, and periods the means of their years.
    for column in columns {
        let of = |what: &str, t: usize| number(&column[what]["mean"][t]);
        for t in 0..7 {
            assert!((of("with_policy", t) - of("baseline", t) - of("difference", t)).abs() < 1e-9);
        }
        let mean = (3..7).map(|t| of("difference", t)).sum::<f64>() / 4.0;
        assert!((number(&column["periods"][0]["difference"]["mean"]) - mean).abs() < 1e-12);
    }
    // The table: the figure and the mean difference, and the band of the document.
    let csv = folder.kennis(&format!("{ASKED} --format csv --quiet"));
    let rows: Vec<Vec<&str>> = csv.lines().map(|line| line.split(';').collect()).collect();
    assert_eq!(
        rows[0],
        [
            "jaar",
            "bbp",
            "bbp_p05",
            "bbp_p50",
            "bbp_p95",
            "uren",
            "uren_p05",
            "uren_p50",
            "uren_p95",
            "EMU-schuld",
            "EMU-schuld_p05",
            "EMU-schuld_p50",
            "EMU-schuld_p95",
            "cpi"
        ]
    );
    assert_eq!(rows[1][..5], ["eenheid", "%", "%", "%", "%"]);
    for (t, row) in rows[2..].iter().enumerate() {
        for (column, place) in columns.iter().zip([1, 5, 9]) {
            let cell = |at: usize| row[place + at].replace(',', ".").parse::<f64>().unwrap();
            let expected = number(&column["projected"][t]) + number(&column["difference"]["mean"][t]);
            assert!((cell(0) - expected).abs() < 1e-3, "{row:?}");
            for (at, name) in (1..).zip(["p05", "p50", "p95"]) {
                assert!((cell(at) - number(&column["with_policy"][name][t])).abs() < 1e-3, "{row:?}");
            }
        }
        assert_eq!(row[13], TABLE.lines().nth(t + 2).unwrap().rsplit(';').next().unwrap());
    }
}

#[test]
fn nothing_asked_gives_the_table_back_and_without_the_level_no_band() {
    let folder = Folder::new("nothing");
    let asked = "project n.toml --baseline p.csv --draws 16 --quiet --structure knowledge_capital";
    for layers in ["", " --layers parameters"] {
        let csv = folder.kennis(&format!("{asked} --format csv{layers}"));
        for (before, after) in TABLE.lines().zip(csv.lines()) {
            let after: Vec<&str> = after.split(';').collect();
            assert_eq!(before, [0, 1, 5, 9, 13].map(|at| after[at]).join(";"));
        }
        let document = folder.json(&format!("{asked}{layers}"));
        for column in document["columns"].as_array().unwrap() {
            assert!(column["difference"]["p95"].as_array().unwrap().iter().all(|value| number(value) == 0.0));
        }
        let band = |t: usize| {
            let of = |name: &str| number(&document["columns"][0]["baseline"][name][t]);
            of("p95") - of("p05")
        };
        assert_eq!((band(0), band(6) > 0.0), (0.0, layers.is_empty()));
        assert_eq!(document["coverage"].is_null(), !layers.is_empty());
        assert_eq!(document["coverage_reason"].is_string(), !layers.is_empty());
    }
}

#[test]
fn what_the_baseline_includes_is_said_and_where_it_is_not_there_is_a_warning() {
    let folder = Folder::new("includes");
    let (default, trend, none) = (
        folder.json(ASKED),
        folder.json(&format!("{ASKED} --baseline-includes trend")),
        folder.json(&format!("{ASKED} --baseline-includes none")),
    );
    let warned =
        |document: &Value| document["warnings"].to_string().contains("nothing is said of what the growth");
    assert!(warned(&default) && !warned(&trend) && !warned(&none));
    assert_eq!(default["columns"], trend["columns"]);
    assert_ne!(none["columns"][0]["difference"], trend["columns"][0]["difference"]);
    // The difference is with policy less baseline, and the sum of its parts, of every column, year and period.
    let tables = none["columns"].as_array().unwrap().iter().chain([&none["gdp"]]);
    for column in tables {
        assert!(trend["columns"][0]["difference_of_policy"].is_null());
        let mut cells: Vec<[f64; 5]> = Vec::new();
        let names =
            ["with_policy", "baseline", "difference", "difference_of_policy", "difference_of_baseline_rd"];
        for t in 0..none["years"].as_array().unwrap().len() {
            cells.push(names.map(|name| number(&column[name]["mean"][t])));
        }
        for period in column["periods"].as_array().unwrap() {
            cells.push(names.map(|name| number(&period[name]["mean"])));
        }
        assert!(cells.len() > 7);
        for [with_policy, baseline, difference, policy, own_rd] in cells {
            let size = 1e-12 * baseline.abs().max(1.0);
            assert!((with_policy - baseline - difference).abs() < size, "{column}");
            assert!((policy + own_rd - difference).abs() < size, "{column}");
        }
    }
    let means = |document: &Value, name: &str| number(&document["gdp"][name]["mean"][6]);
    assert!(means(&none, "difference_of_baseline_rd").abs() > 1e-6);
    let (policy, alone) = (means(&none, "difference_of_policy"), means(&trend, "difference"));
    assert!((policy / alone - 1.0).abs() < 0.02, "{policy} {alone}");
    let text = folder.kennis(&format!("{ASKED} --baseline-includes none"));
    assert!(text.contains("Baseline includes: none:"), "{text}");
    for part in
        ["policy, mean difference", "baseline's own R&D, mean difference", "both together, mean difference"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    // What is meant stands before the first figure, and policy before what is no policy.
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part}: {text}"));
    assert!(at("Baseline includes: none:") < at("Policy: GDP in 2029 is"), "{text}");
    assert!(at("Policy: GDP in 2029 is") < at("The baseline's own R&D, which is no policy: GDP"), "{text}");
    // Without policy nothing is credited to it.
    let text = folder.kennis(&format!("{} --baseline-includes none", ASKED.replace("s.toml", "n.toml")));
    assert!(text.contains("Policy: GDP in 2029 does not move."), "{text}");
    let moved = text.lines().find(|line| line.contains("  policy, mean difference")).unwrap();
    let figure = moved.split_whitespace().last().and_then(|figure| figure.parse::<f64>().ok());
    assert_eq!(figure, Some(0.0), "{text}");
    let said = String::from_utf8(folder.output(ASKED).stderr).unwrap();
    assert!(said.contains("remark: nothing is said of what the growth of the baseline holds"), "{said}");
}

#[test]
fn text_picture_and_files() {
    let folder = Folder::new("files");
    let text = folder.kennis(&format!("{ASKED} --chart c.svg --out results --years 2027,2029"));
    for part in [
        "Averages over periods",
        "2026-2029",
        "gdp_growth, percent: bbp",
        "By year",
        "Not moved, and left as they are: cpi",
        "held 88, 89 and 87%",
        "The effect on GDP is largest",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let svg = fs::read_to_string(folder.0.join("c.svg")).unwrap();
    assert!(svg.contains("median without policy, same draws") && svg.contains("data-band=\"90%\""));
    for file in ["project.txt", "project.json", "project.csv", "manifest.json"] {
        assert!(folder.0.join("results").join(file).exists(), "{file}");
    }
    let same = |threads: &str| folder.kennis(&format!("{ASKED} --format json --threads {threads}"));
    assert_eq!(same("1"), same("3"));
}

#[test]
fn what_is_wrong_is_refused() {
    let folder = Folder::new("refused");
    fs::write(folder.0.join("gap.csv"), "year,gdp_growth\n2026,0.01\n2028,0.01\n").unwrap();
    fs::write(folder.0.join("late.csv"), "year,hours_growth\n2040,0.01\n2041,0.01\n").unwrap();
    fs::write(folder.0.join("percent.csv"), "year,rd_intensity\nunit,%\n2026,0.0206\n").unwrap();
    for (arguments, said) in [
        ("project s.toml", "--baseline: found no projection, expected --baseline FILE.csv"),
        ("project s.toml --baseline gap.csv", "gap.csv:3:1: year: found 2028 after 2026"),
        (
            "project s.toml --baseline late.csv --draws 2",
            "late.csv: horizon: found 2040, expected 2041 or later",
        ),
        (
            "project s.toml --baseline percent.csv --draws 2",
            "rd_intensity[2026]: found \"0.0206\" percent, as a fraction 0.000206 after ",
        ),
        ("project s.toml --baseline p.csv --baseline-includes trnd", "did you mean \"trend\"?"),
        (
            "project s.toml --baseline p.csv --periods 2026-2031 --draws 2",
            "period 2026-2031: found years that the table has not",
        ),
        ("project s.toml --baseline p.csv --periods 2026", "--periods: found \"2026\""),
        ("project s.toml --baseline p.csv --chart p.svg --out .  --draws 2 --layers x", "--layers"),
        ("project s.toml --baseline none.csv", "none.csv: found no such file"),
    ] {
        let found = folder.refused(&arguments.replace("  ", " "));
        assert!(found.contains(said), "{arguments}\n{found}");
        // What is refused is not remarked upon before.
        assert!(!found.contains("remark: "), "{arguments}\n{found}");
    }
}
