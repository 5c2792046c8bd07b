//! What own tables look like: what Excel adds, status flags, years across; and what of them is used.

use super::{Folder, SCENARIO, baseline_of};
use serde_json::{Value, json};

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
fn the_vintage_of_own_series_stands_beside_that_of_the_data() {
    let folder = Folder::new("vintage");
    folder
        .write("d.csv", "variable;year;value;vintage\nhours;2022;14500;2025-01\nhours;2023;14700;2025-01\n");
    let (document, said) = folder.run(&["--data", "d.csv"]);
    assert_eq!(baseline_of(&document, "hours", 2023), 14700.0);
    assert_eq!(said, "");
    folder
        .write("d.csv", "variable;year;value;vintage\nhours;2022;14500;2027-01\nhours;2023;14700;2027-01\n");
    assert_eq!(folder.run(&["--data", "d.csv"]).0["data_vintage"], "2026-04-14; hours of d.csv (2027-01)");
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
    let (json, _) = folder.done(&["data", "--data", "f.csv", "--format", "json"]);
    let document: Value = serde_json::from_str(&json).unwrap();
    let series = document["series"].as_array().unwrap();
    let of = |name: &str| series.iter().find(|one| one["name"] == name).unwrap();
    let status = json!([{ "year": 2022, "flags": "b" }]);
    assert_eq!((&of("rd_total")["status"], &of("rd_total")["breaks"]), (&status, &json!([2022])));
    assert_eq!(of("rd_business")["status"], json!([]));
}

#[test]
fn what_is_odd_stands_in_the_documents_of_a_fit_and_of_a_backtest() {
    let folder = Folder::new("odd-past");
    folder.write("d.csv", "variable,year,value,unit\nhours,2022,14.5,thousand million hours\n");
    let remark =
        "d.csv, line 2: hours is in \"thousand million hours\", and was multiplied by 1000 (million hours)";
    for command in
        [&["calibrate", "--structure", "knowledge_capital"][..], &["backtest", "--origins", "2017-2018"]]
    {
        let (json, said) = folder.done(&[command, &["--data", "d.csv", "--format", "json"]].concat());
        let document: Value = serde_json::from_str(&json).unwrap();
        let warnings = document["warnings"].as_array().unwrap();
        assert!(warnings.contains(&json!(remark)), "{command:?}: {warnings:?}");
        assert!(said.contains(remark), "{said}");
        let (text, _) = folder.done(&[command, &["--data", "d.csv"]].concat());
        assert!(text.contains("Warning: d.csv, line 2: hours is in"), "{text}");
    }
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
