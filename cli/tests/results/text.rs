//! Bands read right: years that were asked for, money and a head beside percent, enough decimals, and no band of a few
//! draws.

use crate::support::program;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

fn kennis(command: &str, scenario: &str, arguments: &[&str]) -> String {
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/scenarios").join(scenario);
    let output =
        Command::new(program()).arg(command).arg(scenario).args(arguments).arg("--quiet").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The text as one line, for sentences that are broken anywhere.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The rows of a table that follow a line that starts so.
fn rows<'a>(text: &'a str, start: &str) -> Vec<Vec<&'a str>> {
    let after = text.lines().skip_while(|line| !line.starts_with(start)).skip(1);
    let table = after.skip_while(|line| !line.starts_with("  ")).take_while(|line| !line.is_empty());
    table.map(|line| line.split_whitespace().collect()).collect()
}

#[test]
fn years_are_those_that_were_asked_for() {
    for command in ["run", "compare"] {
        let text = kennis(command, "three_percent.toml", &["--draws", "100", "--years", "2027,2030-2036"]);
        // Seven in one part, the eighth in the next.
        assert!(text.contains("  2027  2030  2031  2032  2033  2034  2035\n"), "{text}");
        assert!(text.lines().any(|line| line.trim() == "2036"), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 80 || line.starts_with("Again: ")), "{text}");
    }
    let text = kennis("run", "three_percent.toml", &["--draws", "100", "--years", "2027,2030-2036"]);
    let years: Vec<&str> = rows(&text, "GDP, percent").iter().skip(1).map(|row| row[0]).collect();
    assert_eq!(years, ["2027", "2030", "2031", "2032", "2033", "2034", "2035", "2036"]);
}

/// A measure of one year: its first year and the year of its peak are shown beside the fixed ones.
#[test]
fn the_peak_of_the_mean_effect_is_shown() {
    let arguments = ["--draws", "128"];
    let text = kennis("run", "public_research_one_year.toml", &arguments);
    let json =
        kennis("run", "public_research_one_year.toml", &[&arguments[..], &["--format", "json"]].concat());
    let document: Value = serde_json::from_str(&json).unwrap();
    let mean = document["variables"]["gdp"]["deviation"]["mean"].as_array().unwrap();
    let mean: Vec<f64> = mean.iter().map(|value| value.as_f64().unwrap()).collect();
    let peak = mean.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).unwrap().0;
    let peak = document["years"][peak].to_string();
    let years: Vec<&str> = rows(&text, "GDP, percent").iter().skip(1).map(|row| row[0]).collect();
    for year in ["2026", "2030", "2035", "2045", "2060", peak.as_str()] {
        assert!(years.contains(&year), "{year}: {years:?}");
    }
}

/// Money and a head are the percentages of the baseline, and of the people that the line names.
#[test]
fn gdp_stands_in_money_and_a_head_beside_percent() {
    let text = kennis("run", "three_percent.toml", &["--draws", "100"]);
    assert!(flat(&text).contains("a head in EUR of 2023, of the 18.1 million people of 2023"), "{text}");
    let json = kennis("run", "three_percent.toml", &["--draws", "100", "--format", "json"]);
    let document: Value = serde_json::from_str(&json).unwrap();
    let years = document["years"].as_array().unwrap();
    let at = years.iter().position(|year| *year == 2060).unwrap();
    let gdp = &document["variables"]["gdp"];
    let level = |kind: &str, statistic: &str| gdp[kind][statistic][at].as_f64().unwrap();
    let rows = rows(&text, "GDP from the baseline, bn EUR of 2023");
    let row = rows.iter().find(|row| row[0] == "2060").unwrap();
    // Year, mean, median, band of two cells; the same a head.
    for (cell, statistic) in [(1, "mean"), (2, "p50")] {
        let billion = level("scenario", statistic) - level("baseline", statistic);
        let shown: f64 = row[cell].parse().unwrap();
        assert!((shown - billion).abs() <= 0.05, "{row:?} {billion}");
        // People of the United Nations' table in 2023.
        let a_head = billion * 1e9 / 18_089_942.0;
        let shown: f64 = row[cell + 4].parse().unwrap();
        assert!((shown - a_head).abs() <= 0.5, "{row:?} {a_head}");
    }
    let median = level("scenario", "p50") - level("baseline", "p50");
    assert!(flat(&text).contains(&format!("The median is {median:.1} bn EUR of 2023, ")), "{median}: {text}");
}

/// A programme of a million euro: no table of zeros, and no effect of 0.00%.
#[test]
fn a_small_package_has_enough_decimals_everywhere() {
    let folder = std::env::temp_dir().join(format!("kennis-small-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("small.toml");
    let scenario = "schema = \"kennis.scenario/1\"\nname = \"small\"\nhorizon = 2050\n[[measures]]\nname = \"m\"\n\
        instrument = \"public_research\"\nunit = \"bn_eur\"\namount = 0.001\nfrom = 2026\n";
    std::fs::write(&path, scenario).unwrap();
    for command in ["run", "compare"] {
        let text = kennis(command, path.to_str().unwrap(), &["--draws", "100"]);
        assert!(!flat(&text).contains(" 0.00% higher") && !flat(&text).contains(" 0.00% lower"), "{text}");
        let start = if command == "run" { "GDP, percent" } else { "GDP, percent from" };
        let largest = rows(&text, start)
            .iter()
            .filter(|row| row.len() > 2 && !row.contains(&"weight"))
            .flat_map(|row| row[1..].to_vec())
            .filter_map(|cell| cell.trim_matches(['[', ']', ',']).parse::<f64>().ok())
            .filter(|value| value.abs() < 1.0)
            .fold(0.0, f64::max);
        assert!(largest > 0.0 && largest < 0.01, "{command} {largest}: {text}");
        assert!(text.contains("    m ") && text.contains("0.001"), "{text}");
    }
    let text = flat(&kennis("run", path.to_str().unwrap(), &["--draws", "100"]));
    let median = text.split("In 2050 GDP is ").nth(1).unwrap().split('%').next().unwrap();
    assert!(median.parse::<f64>().unwrap() > 0.0, "{text}");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn no_effect_is_said_in_words() {
    let text = kennis("run", "baseline.toml", &["--draws", "100"]);
    assert!(flat(&text).contains("In 2060 GDP is that of the baseline: no effect"), "{text}");
    assert!(text.contains("  GDP, %: unchanged\n") && !text.contains("0.00%"), "{text}");
    let text = kennis("run", "three_percent.toml", &["--draws", "100", "--structure", "no_effect"]);
    assert!(flat(&text).contains("In 2060 GDP is that of the baseline: no effect"), "{text}");
    for draws in ["0", "1"] {
        let text = flat(&kennis("run", "baseline.toml", &["--draws", draws]));
        assert!(text.contains("GDP in 2060 is that of the baseline."), "{text}");
    }
}

/// Where an effect is there in the mean but not in the median, the median is said to be unchanged.
#[test]
fn a_median_of_nothing_is_unchanged() {
    let structures = "no_effect=0.8,knowledge_capital=0.2";
    let text = kennis("run", "three_percent.toml", &["--draws", "100", "--structure", structures]);
    assert!(flat(&text).contains("In 2060 GDP is unchanged (median: no effect; mean "), "{text}");
}

#[test]
fn a_few_draws_have_a_range_and_a_hundred_a_band() {
    for command in ["run", "compare"] {
        let few = kennis(command, "three_percent.toml", &["--draws", "99"]);
        assert!(flat(&few).contains("range of 99 draws") && few.contains("    95% point"), "{few}");
        assert!(
            flat(&few).replace("for a 90% band: that takes 100", "").matches("90% band").count() == 0,
            "{few}"
        );
        let many = kennis(command, "three_percent.toml", &["--draws", "100"]);
        assert!(!many.contains("range of") && many.contains("90% band") && many.contains("    90% from"));
        for (draws, warns) in [("99", true), ("2", true), ("1", false), ("0", false), ("100", false)] {
            let json = kennis(command, "three_percent.toml", &["--draws", draws, "--format", "json"]);
            let document: Value = serde_json::from_str(&json).unwrap();
            let warnings = document["warnings"].as_array().unwrap();
            let warned =
                warnings.iter().any(|text| text.as_str().unwrap().contains("too few for a 90% band"));
            assert_eq!(warned, warns, "{command} {draws}");
        }
    }
}

#[test]
fn labels_are_for_people() {
    let text = kennis("run", "three_percent.toml", &["--draws", "100"]);
    for label in
        ["  Debt, % of GDP, if public wages follow\n", "  GDP an hour, %\n", "  Capital that follows "]
    {
        assert!(text.contains(label), "{label}: {text}");
    }
    for name in ["debt_ratio", "labour_productivity", "business_knowledge", "research_price"] {
        assert!(!text.contains(name), "{name}: {text}");
    }
}
