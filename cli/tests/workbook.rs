//! Workbooks of cost-benefit analyses and of projections.

#![cfg(feature = "xlsx")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "functions that tests share")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

const SCENARIO: &str = "schema = \"kennis.scenario/1\"\nname = \"<b>&\"\nhorizon = 2040\n[[measures]]\nname = \"m\"\n\
                        instrument = \"public_research\"\nunit = \"gdp_share\"\namount = 0.001\nfrom = 2026\n";

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("kennis-workbook-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("s.toml"), SCENARIO).unwrap();
    folder
}

fn kennis(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let output =
        Command::new(env!("CARGO_BIN_EXE_kennis")).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// A part of the workbook, as text.
fn part(workbook: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Formulas and values of a sheet by cell.
fn cells(sheet: &str) -> BTreeMap<String, (Option<String>, Option<f64>)> {
    let document = roxmltree::Document::parse(sheet).unwrap();
    let cells = document.descendants().filter(|node| node.has_tag_name("c"));
    let text = |cell: &roxmltree::Node<'_, '_>, name: &str| {
        let child = cell.children().find(|child| child.has_tag_name(name))?;
        child.text().map(str::to_owned)
    };
    // Text stands elsewhere, and its cell holds a number of it.
    let is_number = |cell: &roxmltree::Node<'_, '_>| cell.attribute("t").is_none_or(|kind| kind != "s");
    cells
        .map(|cell| {
            let value = text(&cell, "v").filter(|_| is_number(&cell)).map(|value| value.parse().unwrap());
            (cell.attribute("r").unwrap().to_owned(), (text(&cell, "f"), value))
        })
        .collect()
}

#[test]
fn formulas_of_the_flows_say_what_the_accounts_say() {
    for residual in ["none", "runoff"] {
        let folder = folder(residual);
        let arguments = [
            "cba",
            "s.toml",
            "--draws",
            "40",
            "--residual",
            residual,
            "--format",
            "json",
            "--xlsx",
            "c.xlsx",
        ];
        let document: serde_json::Value = serde_json::from_slice(&kennis(&folder, &arguments)).unwrap();
        let workbook = fs::read(folder.join("c.xlsx")).unwrap();
        kennis(&folder, &arguments);
        assert_eq!(workbook, fs::read(folder.join("c.xlsx")).unwrap(), "the same bytes");
        let flows = cells(&part(&workbook, "xl/worksheets/sheet4.xml"));
        // Year, rate, factor, fourteen flows, welfare, discounted.
        let of = |cell: &str| flows[cell].1.unwrap();
        let rows: Vec<usize> = (5..).take_while(|row| flows.contains_key(&format!("A{row}"))).collect();
        let last = rows.last().unwrap();
        let total = format!("R{}", last + 2);
        let (formula, value) = &flows[&total];
        assert_eq!(formula.as_deref(), Some(format!("SUMPRODUCT(C5:C{last},R5:R{last})").as_str()));
        // The formulas done by hand.
        let mut sum = 0.0;
        for row in &rows {
            let cell = |column: &str| of(&format!("{column}{row}"));
            let welfare = cell("D") - cell("E") - cell("F") - cell("K") - cell("L") - cell("M");
            assert!((welfare - cell("R")).abs() < 1e-9);
            sum += cell("C") * welfare;
        }
        let npv = document["welfare"]["npv"]["mean"].as_f64().unwrap();
        assert!((value.unwrap() - npv).abs() < 1e-9 * npv.abs() && (sum - npv).abs() < 1e-9 * npv.abs());
        assert_eq!(of("A5"), 2024.0);
        assert_eq!(flows["C8"].0.as_deref(), Some("C7/(1+B8)"));
        assert!((of("C8") - 1.0 / 1.0225).abs() < 1e-12 && of("C7") == 1.0);
        let welfare = cells(&part(&workbook, "xl/worksheets/sheet2.xml"));
        assert_eq!(welfare["B3"].1, Some(npv));
        assert!(part(&workbook, "xl/sharedStrings.xml").contains("&lt;b&gt;&amp;: Welfare"));
        fs::remove_dir_all(&folder).unwrap();
    }
}

/// Averages of the workbook are formulas of its years, and say what the document says.
#[test]
fn formulas_of_a_projection_say_what_the_document_says() {
    let folder = folder("project");
    let table =
        "year,gdp_growth,hours\n2026,0.012,15000\n2027,0.014,15010\n2028,0.013,15020\n2029,0.012,15030\n";
    fs::write(folder.join("p.csv"), table).unwrap();
    let arguments = [
        "project",
        "s.toml",
        "--baseline",
        "p.csv",
        "--draws",
        "20",
        "--format",
        "json",
        "--quiet",
        "--xlsx",
        "p.xlsx",
    ];
    let document: serde_json::Value = serde_json::from_slice(&kennis(&folder, &arguments)).unwrap();
    let workbook = fs::read(folder.join("p.xlsx")).unwrap();
    kennis(&folder, &arguments);
    assert_eq!(workbook, fs::read(folder.join("p.xlsx")).unwrap(), "the same bytes");
    let years = cells(&part(&workbook, "xl/worksheets/sheet1.xml"));
    let periods = cells(&part(&workbook, "xl/worksheets/sheet2.xml"));
    for (place, column) in document["columns"].as_array().unwrap().iter().enumerate() {
        let first = 3 + 13 * place;
        let of = |cells: &BTreeMap<String, (Option<String>, Option<f64>)>, cell: String| cells[&cell].clone();
        for (t, letter) in ["B", "C", "D", "E"].into_iter().enumerate() {
            let difference = column["difference"]["mean"][t].as_f64().unwrap();
            let projected = column["projected"][t].as_f64().unwrap();
            assert_eq!(of(&years, format!("{letter}{}", first + 1)).1, Some(projected));
            assert_eq!(of(&years, format!("{letter}{}", first + 4)).1, Some(difference));
            let (formula, value) = of(&years, format!("{letter}{}", first + 11));
            assert_eq!(formula, Some(format!("{letter}{}+{letter}{}", first + 1, first + 4)));
            assert_eq!(value, Some(projected + difference));
        }
        let (formula, value) = of(&periods, format!("B{}", first + 4));
        assert_eq!(formula, Some(format!("AVERAGE('By year'!B{0}:E{0})", first + 4)));
        assert_eq!(value, column["periods"][0]["difference"]["mean"].as_f64());
    }
    // Where the baseline's own R&D moves the table, too, two rows say what is whose.
    let arguments = [&arguments[..], &["--baseline-includes", "none"]].concat();
    let document: serde_json::Value = serde_json::from_slice(&kennis(&folder, &arguments)).unwrap();
    let workbook = fs::read(folder.join("p.xlsx")).unwrap();
    let periods = cells(&part(&workbook, "xl/worksheets/sheet2.xml"));
    for (place, column) in document["columns"].as_array().unwrap().iter().enumerate() {
        let first = 3 + 15 * place;
        for (row, name) in
            [(4, "difference"), (11, "difference_of_policy"), (12, "difference_of_baseline_rd")]
        {
            let (formula, value) = periods[&format!("B{}", first + row)].clone();
            assert_eq!(formula, Some(format!("AVERAGE('By year'!B{0}:E{0})", first + row)));
            assert_eq!(value, column["periods"][0][name]["mean"].as_f64(), "{name}");
        }
        let (formula, _) = periods[&format!("B{}", first + 13)].clone();
        assert_eq!(formula, Some(format!("B{}+B{}", first + 1, first + 4)));
    }
    fs::remove_dir_all(&folder).unwrap();
}
