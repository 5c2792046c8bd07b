//! The reader's own tables: what is wrong is not read in silence, what is given is not unused in silence.
//!
//! Each case is a small file of a kind that has gone wrong in programs like this one, with what is right.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

/// A folder for one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kennis-tables-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        let folder = Self(path);
        folder.write("more.toml", SCENARIO);
        folder
    }

    fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), contents).unwrap();
    }

    fn kennis(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_kennis")).current_dir(&self.0).args(arguments).output().unwrap()
    }

    /// What is said where the input is refused.
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.kennis(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        said
    }

    /// What is printed, and what is remarked.
    fn done(&self, arguments: &[&str]) -> (String, String) {
        let output = self.kennis(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{arguments:?}: {said}");
        (String::from_utf8(output.stdout).unwrap(), said)
    }

    /// The document of a run without draws.
    fn run(&self, arguments: &[&str]) -> (Value, String) {
        let run = ["run", "more.toml", "--draws", "0", "--format", "json"];
        let (printed, said) = self.done(&[&run[..], arguments].concat());
        (serde_json::from_str(&printed).unwrap(), said)
    }

    /// Writes a table, which `check` and a run must refuse with the same words.
    fn both_refuse(&self, option: &str, table: &str) -> String {
        self.write("t.csv", table);
        let checked = self.refused(&["check", "t.csv"]);
        assert_eq!(self.refused(&["run", "more.toml", "--draws", "0", option, "t.csv"]), checked, "{table}");
        checked
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const SCENARIO: &str = "schema = \"kennis.scenario/1\"\nname = \"research\"\nhorizon = 2060\n\
    [[measures]]\nname = \"m\"\ninstrument = \"public_research\"\nunit = \"gdp_share\"\namount = 0.001\nfrom = 2026\n";

fn baseline_of(document: &Value, variable: &str, year: i64) -> f64 {
    let years = document["years"].as_array().unwrap();
    let at = years.iter().position(|one| one.as_i64() == Some(year)).unwrap();
    document["variables"][variable]["baseline"]["p50"][at].as_f64().unwrap()
}

#[test]
fn thousands_or_decimals_are_refused_with_both_readings() {
    let folder = Folder::new("thousands");
    let said = folder.both_refuse("--baseline", "year\thours\n2025\t14,990\n2026\t15,020\n");
    assert!(
        said.starts_with("t.csv:2:6: hours[2025]: found \"14,990\", expected 14990 (thousands) or 14,9900"),
        "{said}"
    );
    // One number settles all.
    for table in [
        "year\thours\n2025\t14,990\n2026\t15,020.5\n",
        "year\thours\tgdp_growth\n2025\t14,990\t0.01\n2026\t15,020\t\n",
    ] {
        folder.write("t.csv", table);
        assert_eq!(baseline_of(&folder.run(&["--baseline", "t.csv"]).0, "hours", 2025), 14990.0, "{table}");
    }
    for growth in ["0.015", "0,015", "0.120", "0,12"] {
        folder.write("t.csv", format!("year;gdp_growth\n2025;{growth}\n"));
        folder.done(&["check", "t.csv"]);
    }
}

#[test]
fn a_cell_a_thousand_times_too_small_is_refused_with_its_neighbours() {
    let folder = Folder::new("neighbours");
    let said = folder.both_refuse(
        "--data",
        "variable;year;value\nhours;2021;14210\nhours;2022;14.502\nhours;2023;14702\n",
    );
    assert!(said.contains("hours[2022]") && said.contains("14210 in 2021, 14702 in 2023"), "{said}");
    // Where the decimal sign is settled, the level is what is wrong.
    let table = "variable;year;value\nhours;2021;14210.5\nhours;2022;14.502\nhours;2023;14702.5\n";
    let said = folder.both_refuse("--data", table);
    assert!(
        said.starts_with("t.csv:3:12: hours[2022]: found 14.502 (14210.5 in 2021, 14702.5 in 2023)"),
        "{said}"
    );
}

#[test]
fn levels_are_held_to_growth_from_the_year_before() {
    let folder = Folder::new("levels");
    let said = folder.both_refuse("--baseline", "year,gdp\n2025,1.1\n");
    assert!(said.starts_with("t.csv:2:6: gdp[2025]: found 1.1 after 1078 in 2024"), "{said}");
    let said = folder.both_refuse("--baseline", "year,gdp,hours\n2025,1090,14900\n2026,1110,149\n");
    assert!(said.starts_with("t.csv:3:11: hours[2026]: found 149 after 14900 in 2025"), "{said}");
    folder.write("s.toml", SCENARIO.replace("horizon", "baseline = \"b.csv\"\nhorizon"));
    folder.write("b.csv", "year,gdp\n2025,1.1\n");
    assert!(folder.refused(&["check", "s.toml"]).starts_with("b.csv:2:6: gdp[2025]"));
}

#[test]
fn the_unit_decides_and_odd_series_are_remarked() {
    let folder = Folder::new("units");
    folder.write(
        "d.csv",
        "variable,year,value,unit\ngdp_growth,2024,0.011,fraction\ngdp_growth,2025,0.016,fraction\n",
    );
    let (document, said) = folder.run(&["--data", "d.csv"]);
    let growth = baseline_of(&document, "gdp", 2025) / baseline_of(&document, "gdp", 2024);
    assert!((growth - 1.016).abs() < 1e-9, "{growth}");
    let remark = "d.csv, line 2: gdp_growth is in \"fraction\", and was multiplied by 100 (% a year)";
    assert_eq!(said, format!("remark: {remark}\n"));
    assert_eq!(document["warnings"][0], remark);
    // Without a unit it is per cent, and so little of it is odd.
    folder.write("d.csv", "variable,year,value\ngdp_growth,2024,0.011\ngdp_growth,2025,0.016\n");
    assert!(folder.run(&["--data", "d.csv"]).1.contains("if these are fractions"), "no remark");
    // A baseline has fractions, or what its row of units says.
    folder.write("b.csv", "year,gdp_growth\n2025,0.1\n2026,0.2\n2027,0.15\n");
    let (_, said) = folder.run(&["--baseline", "b.csv"]);
    assert_eq!(said.lines().count(), 3, "{said}");
    assert!(said.contains("growth of 10% in a year"), "{said}");
    folder.write("b.csv", "year,gdp_growth\nunit,%\n2025,0.1\n2026,0.2\n2027,0.15\n");
    let (document, said) = folder.run(&["--baseline", "b.csv"]);
    let growth = baseline_of(&document, "gdp", 2026) / baseline_of(&document, "gdp", 2025);
    assert!((growth - 1.002).abs() < 1e-9, "{growth}");
    assert!(said.contains("multiplied by 0.01"), "{said}");
    let said = folder.both_refuse("--data", "variable,year,value,unit\nresearchers,2023,120000,persons\n");
    assert!(said.contains("expected full-time equivalents (not heads)"), "{said}");
    // Quiet is quiet; the document says it all the same.
    let (document, said) = folder.run(&["--baseline", "b.csv", "--quiet"]);
    assert_eq!((said.as_str(), document["warnings"].as_array().unwrap().len()), ("", 1));
}

#[test]
fn a_file_of_which_nothing_is_used_is_refused() {
    let folder = Folder::new("unused");
    let said = folder.both_refuse("--data", "variable,year,value\n");
    assert!(said.contains("found no line below the first"), "{said}");
    let said = folder.both_refuse("--baseline", "year,gdp,hours\n2025,,\n2026,,\n");
    assert!(said.contains("found no value in any line"), "{said}");
    // Whether years are beyond the horizon, a scenario tells.
    folder.write("b.csv", "year,gdp_growth\n2065,0.01\n");
    let said = folder.refused(&["run", "more.toml", "--draws", "0", "--baseline", "b.csv"]);
    assert!(
        said.contains("2065 as the first year of b.csv, expected a year up to the horizon, 2060"),
        "{said}"
    );
    folder.write("s.toml", SCENARIO.replace("horizon", "baseline = \"b.csv\"\nhorizon"));
    assert!(folder.refused(&["check", "s.toml"]).contains("up to the horizon, 2060"));
    assert!(folder.done(&["check", "b.csv"]).1.contains("2065 beyond the horizon, 2060"));
    folder.write("b.csv", "year,gdp_growth\n2025,0.01\n2065,0.01\n");
    let (document, said) = folder.run(&["--baseline", "b.csv"]);
    assert_eq!(said, "remark: b.csv: 2065 beyond the horizon, 2060, are not used\n");
    assert!(
        document["warnings"].as_array().unwrap().iter().any(|warning| warning == &said[8..said.len() - 1])
    );
    // Series of another country.
    folder.write("d.csv", "variable,year,value,country\nhours,2023,61000.5,DEU\n");
    let said = folder.refused(&["run", "more.toml", "--draws", "0", "--data", "d.csv", "--country", "NLD"]);
    assert!(said.starts_with("d.csv: country: found series of DEU alone"), "{said}");
    // A part: other countries, series without a value.
    folder.write(
        "d.csv",
        "variable,year,value,country\nhours,2023,61000.5,DEU\nhours,2023,14750.5,NLD\ntfp,2019,,NLD\n",
    );
    let (_, said) = folder.run(&["--data", "d.csv", "--country", "NLD"]);
    assert!(said.contains("series of DEU are not used") && said.contains("tfp without any value"), "{said}");
}

#[test]
fn the_vintage_of_own_series_is_that_of_the_result_where_it_is_newer() {
    let folder = Folder::new("vintage");
    folder
        .write("d.csv", "variable;year;value;vintage\nhours;2022;14500;2025-01\nhours;2023;14700;2025-01\n");
    let (document, said) = folder.run(&["--data", "d.csv"]);
    assert_eq!(baseline_of(&document, "hours", 2023), 14700.0);
    assert_eq!(said, "");
    folder
        .write("d.csv", "variable;year;value;vintage\nhours;2022;14500;2027-01\nhours;2023;14700;2027-01\n");
    assert_eq!(folder.run(&["--data", "d.csv"]).0["data_vintage"], "2027-01");
}

#[test]
fn what_excel_adds_is_skipped() {
    let folder = Folder::new("excel");
    for table in [
        "\u{feff}sep=;\r\nyear;hours\r\n2025;14990\r\n",
        "year;hours\r\n2025;14990\r\n;\r\n;\r\n",
        "year;hours;\n2025;14990;\n",
    ] {
        folder.write("b.csv", table);
        assert_eq!(
            folder.done(&["check", "b.csv"]),
            ("b.csv: no problems\n".to_owned(), String::new()),
            "{table:?}"
        );
        assert_eq!(baseline_of(&folder.run(&["--baseline", "b.csv"]).0, "hours", 2025), 14990.0);
    }
}

#[test]
fn status_flags_and_missing_markers_are_read_and_kept() {
    let folder = Folder::new("flags");
    folder.write("f.csv", "variable;year;value\nrd_total;2021;2,21\nrd_total;2022;2,18 b\nrd_total;2023;:\n");
    let (printed, said) = folder.done(&["check", "f.csv"]);
    assert_eq!(printed, "f.csv: no problems\n");
    // Three years do not carry a run, which is said.
    let remark = "remark: a run on these data is refused: country: found \"NLD\", whose series rd_total";
    assert!(said.starts_with(remark), "{said}");
    // Of a country that is not embedded the table is all there is.
    folder.write("x.csv", "variable;country;year;value\nrd_total;XYZ;2022;2,21\n");
    let said = folder.refused(&["check", "x.csv"]);
    assert!(
        said.starts_with("x.csv: country: found \"XYZ\", whose series rd_business has no observation"),
        "{said}"
    );
    let (csv, _) = folder.done(&["data", "--data", "f.csv", "--format", "csv"]);
    assert!(csv.contains(
        "rd_total,data,value,2021,2.21,% of GDP,NLD,the user's data,vintage not stated,not stated,,\n"
    ));
    assert!(csv.contains("rd_total,data,value,2022,2.18,% of GDP,NLD,,,,,b\n"), "{csv}");
}

#[test]
fn series_and_years_across_are_read_as_data_and_as_a_baseline() {
    let folder = Folder::new("across");
    // Columns that a baseline has too: the years tell.
    for table in ["year;hours\n2022;14502,5\n2023;14710,5\n", "variable;2022;2023\nhours;14502,5;14710,5\n"] {
        folder.write("t.csv", table);
        assert_eq!(
            folder.done(&["check", "t.csv"]),
            ("t.csv: no problems\n".to_owned(), String::new()),
            "{table}"
        );
        assert_eq!(baseline_of(&folder.run(&["--data", "t.csv"]).0, "hours", 2023), 14710.5);
    }
    folder.write("t.csv", "variable;2025;2026\ngdp;1090,5;1110\nhours;14990;15020\n");
    assert_eq!(folder.done(&["check", "t.csv"]).0, "t.csv: no problems\n");
    assert_eq!(baseline_of(&folder.run(&["--baseline", "t.csv"]).0, "gdp", 2025), 1090.5);
    let said = folder.both_refuse("--baseline", "year,hours\n2023,14990\n2025,15020\n");
    assert!(said.contains("year[2023]"), "{said}");
}

#[test]
fn draws_without_their_head_are_known() {
    let folder = Folder::new("draws");
    folder.write("p.csv", "output_elasticity_public\n0.03\n0.05\n");
    let said = folder.refused(&["run", "more.toml", "--parameters", "p.csv"]);
    assert!(
        said.starts_with("p.csv:1:1: found draws without their head, expected the lines above them"),
        "{said}"
    );
    assert_eq!(folder.refused(&["check", "p.csv"]), said);
}

#[test]
fn a_table_as_published_is_refused_with_the_way_to_read_it() {
    let folder = Folder::new("published");
    let table =
        "freq,unit,sectperf,geo\\TIME_PERIOD\t2021\t2022\t2023\nA,PC_GDP,TOTAL,NL\t2.21 b\t2.18 bp\t: \n";
    for name in ["w.tsv", "w.csv", "w.txt", "w"] {
        folder.write(name, table);
        let said = folder.refused(&["check", name]);
        assert!(
            said.contains("expected a table of data, with the columns variable, year and value"),
            "{said}"
        );
        assert!(said.contains("kennis data --from eurostat FILE"), "{said}");
        assert_eq!(folder.refused(&["run", "more.toml", "--data", name]), said);
        assert!(folder.refused(&["run", "more.toml", "--baseline", name]).contains("expected a baseline"));
    }
    folder.write("w.xlsx", b"PK\x03\x04\x14");
    let said = folder.refused(&["check", "w.xlsx"]);
    assert!(said.contains("in Excel, save the sheet as CSV UTF-8"), "{said}");
    for option in ["--data", "--baseline"] {
        assert_eq!(folder.refused(&["run", "more.toml", option, "w.xlsx"]), said);
    }
}

#[test]
fn sums_that_do_not_add_up_are_named_as_series_and_years() {
    let folder = Folder::new("sums");
    let (csv, _) = folder.done(&["data", "--format", "csv"]);
    let business = csv.lines().find(|line| line.starts_with("rd_business,data,value,2023,")).unwrap();
    let wrong = csv.replace(business, "rd_business,data,value,2023,2.5,% of GDP,NLD,,,,,");
    let said = folder.both_refuse("--data", &wrong);
    assert!(said.contains("rd_business[2023]") && said.contains("against rd_total 2.2"), "{said}");
    assert!(!said.contains("measures"), "{said}");
    let abroad = csv.lines().find(|line| line.starts_with("rd_funded_abroad,data,value,2022,")).unwrap();
    let wrong = csv.replace(abroad, "rd_funded_abroad,data,value,2022,60,% of GERD,NLD,,,,,");
    let said = folder.both_refuse("--data", &wrong);
    assert!(said.contains("expected 100: they are shares of the same R&D"), "{said}");
}

#[test]
fn a_table_as_downloaded_becomes_one_for_data() {
    let folder = Folder::new("from");
    let row = |sector: &str, values: &str| format!("A,{sector},PC_GDP,NL\t{values}\n");
    let years: Vec<String> = (2012..=2023).map(|year| year.to_string()).collect();
    let all = |value: &str| [value; 12].join(" \t");
    let table = format!(
        "freq,sectperf,unit,geo\\TIME_PERIOD\t{}\n{}{}{}{}A,TOTAL,MIO_EUR,NL\t{}\n",
        years.join(" \t"),
        row("TOTAL", &all("2.25 b")),
        row("BES", &all("1.5")),
        row("GOV", &all("0.125 p")),
        row("HES", &all("0.625")),
        all("20000")
    );
    folder.write("estat_rd_e_gerdtot.tsv", table);
    let (csv, said) = folder.done(&["data", "--from", "eurostat", "estat_rd_e_gerdtot.tsv"]);
    assert!(
        csv.contains(
            "rd_total,data,value,2012,2.25,% of GDP,NLD,\"Eurostat, rd_e_gerdtot\",vintage not stated,"
        ),
        "{csv}"
    );
    assert!(csv.contains("rd_government,data,value,2023,0.125,% of GDP,NLD,,,,,p\n"), "{csv}");
    assert!(said.contains("left out: 1 kinds of figures (TOTAL MIO_EUR)"), "{said}");
    folder.write("mine.csv", &csv);
    assert_eq!(folder.done(&["check", "mine.csv"]).0, "mine.csv: no problems\n");
    let (document, _) = folder.run(&["--data", "mine.csv"]);
    assert!((baseline_of(&document, "rd_intensity", 2023) - 0.0225).abs() < 1e-12, "{document}");
    // Where it goes, and what is wrong with the words.
    folder.done(&["data", "--from", "eurostat", "estat_rd_e_gerdtot.tsv", "--out", "results", "--quiet"]);
    assert_eq!(fs::read_to_string(folder.0.join("results/data.csv")).unwrap(), csv);
    let from = |office: &str, more: &[&str]| {
        folder.refused(&[&["data", "--from", office, "estat_rd_e_gerdtot.tsv"][..], more].concat())
    };
    assert_eq!(
        from("eurostta", &[]),
        "--from: found \"eurostta\", expected one of eurostat, oecd, cbs; did you mean \"eurostat\"?\n"
    );
    assert!(from("oecd", &[]).contains("a table that is not of oecd"));
    assert!(
        from("eurostat", &["--country", "DEU"]).contains("expected one of the countries of the table, NLD")
    );
    assert!(from("eurostat", &["--format", "json"]).contains("expected text or csv"));
    assert_eq!(folder.kennis(&["data", "--from", "eurostat"]).status.code(), Some(2));
    assert_eq!(folder.kennis(&["data", "estat_rd_e_gerdtot.tsv"]).status.code(), Some(2));
}
