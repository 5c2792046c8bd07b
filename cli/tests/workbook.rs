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

/// The texts of a workbook, by their number.
fn shared_strings(workbook: &[u8]) -> Vec<String> {
    let text = part(workbook, "xl/sharedStrings.xml");
    let document = roxmltree::Document::parse(&text).unwrap();
    let items = document.descendants().filter(|node| node.has_tag_name("si"));
    let texts = |item: roxmltree::Node<'_, '_>| {
        item.descendants().filter(|node| node.has_tag_name("t")).filter_map(|t| t.text()).collect::<String>()
    };
    items.map(texts).collect()
}

/// Rows of a sheet: each cell as its text, or as its number.
fn rows(workbook: &[u8], sheet: usize) -> Vec<Vec<String>> {
    let strings = shared_strings(workbook);
    let text = part(workbook, &format!("xl/worksheets/sheet{sheet}.xml"));
    let document = roxmltree::Document::parse(&text).unwrap();
    let cell = |cell: roxmltree::Node<'_, '_>| {
        let value = cell.children().find(|child| child.has_tag_name("v"))?.text()?.to_owned();
        Some(match cell.attribute("t") {
            Some("s") => strings[value.parse::<usize>().unwrap()].clone(),
            _ => value,
        })
    };
    let rows = document.descendants().filter(|node| node.has_tag_name("row"));
    rows.map(|row| row.children().filter_map(cell).collect()).collect()
}

/// The names of the sheets.
fn sheets(workbook: &[u8]) -> Vec<String> {
    let text = part(workbook, "xl/workbook.xml");
    let document = roxmltree::Document::parse(&text).unwrap();
    let sheets = document.descendants().filter(|node| node.has_tag_name("sheet"));
    sheets.filter_map(|sheet| sheet.attribute("name").map(str::to_owned)).collect()
}

/// Every part of the monitor has a sheet, in both languages, with the numbers of the document.
#[test]
fn a_monitor_has_a_sheet_a_part_with_the_numbers_of_the_document() {
    let folder = folder("monitor");
    fs::write(folder.join("s.toml"), format!("{SCENARIO}action = 5\n")).unwrap();
    let asked = ["monitor", "s.toml", "--draws", "16", "--format", "json", "--quiet"];
    let former = kennis(&folder, &asked);
    fs::write(folder.join("then.json"), former).unwrap();
    let arguments = [&asked[..], &["--against", "then.json", "--xlsx", "m.xlsx"]].concat();
    let document: serde_json::Value = serde_json::from_slice(&kennis(&folder, &arguments)).unwrap();
    let workbook = fs::read(folder.join("m.xlsx")).unwrap();
    kennis(&folder, &arguments);
    assert_eq!(workbook, fs::read(folder.join("m.xlsx")).unwrap(), "the same bytes");
    let names = sheets(&workbook);
    let place = |name: &str| {
        1 + names.iter().position(|own| own == name).unwrap_or_else(|| panic!("{name}: {names:?}"))
    };
    let of = |name: &str| rows(&workbook, place(name));
    let number = |value: &serde_json::Value| value.as_f64().unwrap();
    // The row that begins so, with the numbers behind its first cell.
    let row = |name: &str, first: &str| -> Vec<f64> {
        let found = of(name).into_iter().find(|row| row.first().is_some_and(|cell| cell == first));
        let found = found.unwrap_or_else(|| panic!("{first}: {:#?}", of(name)));
        found[1..].iter().filter_map(|cell| cell.parse().ok()).collect()
    };
    let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-9, "{found} {expected}");

    let ratio = &document["rd_intensity"];
    let projection = &ratio["projection"];
    let at = projection["years"].as_array().unwrap().iter().position(|year| *year == 2030).unwrap();
    for (cell, statistic) in row("R&D over GDP", "2030").into_iter().zip(["mean", "p05", "p50", "p95"]) {
        near(cell, 100.0 * number(&projection[statistic][at]));
    }
    let used = ratio["published"].as_array().unwrap().iter().find(|one| one["used"] == true).unwrap();
    near(row("R&D over GDP", used["vintage"].as_str().unwrap())[0], 100.0 * number(&used["value"]));
    let change = &document["decomposition"][0];
    let years = format!("{}–{}", change["from"], change["to"]);
    for (cell, key) in
        row("Why the ratio changed", &years).into_iter().zip(["change", "numerator", "denominator"])
    {
        near(cell, 100.0 * number(&change[key]));
    }
    let firms = &document["by_performer"][0];
    assert_eq!(firms["name"], "rd_business");
    let cells = of("Who performs R&D, and who pays")
        .into_iter()
        .find(|row| row.len() == 5 && row[1].parse::<f64>().is_ok());
    near(cells.unwrap()[1].parse().unwrap(), 100.0 * number(&firms["gdp_share"]));
    let needed = &document["public_money_needed"][0];
    let research = row("What the target takes", "public research");
    near(research[0], number(&needed["needed"][0]["bn_eur"]));
    let researchers = &document["researchers"][0];
    near(row("Researchers and graduates", "researchers")[1], number(&researchers["number"]));
    let country =
        document["international"].as_array().unwrap().iter().find(|one| one["country"] == "NLD").unwrap();
    near(row("Other countries", "Netherlands")[1], 100.0 * number(&country["gdp_share"]));
    // Beside itself nothing has changed: then, five causes of nothing, now.
    let figures = document["vintages"]["figures"].as_array().unwrap();
    let changed: Vec<Vec<String>> =
        of("What changed since the last").into_iter().filter(|row| row.len() == 8).collect();
    assert_eq!(changed.len(), figures.len() + 1, "with its head");
    assert!(changed[1..].iter().all(|row| row[2..7].iter().all(|cell| cell == "0") && row[1] == row[7]));
    // Nine actions with their sources, and a series a source.
    let is_number = |cell: &String| cell.parse::<f64>().is_ok();
    let actions = of("The nine actions of the plan");
    for (number, action) in (1..).zip(document["actions"]["list"].as_array().unwrap()) {
        let title = format!("{number}. {}", action["title"].as_str().unwrap());
        let row = actions.iter().find(|row| row[0] == title && row.len() >= 5 && !is_number(&row[1]));
        let row = row.unwrap_or_else(|| panic!("{title}: {actions:#?}"));
        assert_eq!(row.last().map(String::as_str), action["source"].as_str(), "{title}");
    }
    let sources = of("Sources, method, and how to");
    for source in document["sources"].as_array().unwrap() {
        let cells = ["name", "vintage", "source", "licence"].map(|key| source[key].as_str().unwrap());
        assert!(sources.iter().any(|row| row.iter().eq(cells.iter())), "{cells:?}");
    }
    let again = sources.last().unwrap()[0].clone();
    assert!(again.ends_with(document["command"].as_str().unwrap()), "{again}");

    // In Dutch the same numbers under Dutch names.
    kennis(&folder, &[&arguments[..arguments.len() - 1], &["nl.xlsx", "--lang", "nl"]].concat());
    let dutch = fs::read(folder.join("nl.xlsx")).unwrap();
    let dutch_names = sheets(&dutch);
    assert_eq!(dutch_names.len(), names.len());
    assert!(dutch_names.iter().all(|name| !names.contains(name)), "{dutch_names:?}");
    let numbers = |workbook: &[u8], sheet: usize| -> Vec<f64> {
        rows(workbook, sheet).concat().iter().filter_map(|cell| cell.parse().ok()).collect()
    };
    for sheet in 1..=names.len() {
        assert_eq!(numbers(&workbook, sheet), numbers(&dutch, sheet), "{}", names[sheet - 1]);
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_place_for_a_workbook_that_is_not_there_is_refused_before_anything_is_drawn() {
    let folder = folder("nowhere");
    let arguments = ["monitor", "s.toml", "--draws", "100000000", "--xlsx", "none/m.xlsx"];
    let output =
        Command::new(env!("CARGO_BIN_EXE_kennis")).args(arguments).current_dir(&folder).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.starts_with("--xlsx: found \"none\", expected a folder that exists"), "{said}");
    fs::remove_dir_all(&folder).unwrap();
}
