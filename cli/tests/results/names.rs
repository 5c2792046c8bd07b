//! Names that would steer a terminal, break a picture or be run by a spreadsheet reach none of them.

use crate::support::program;
use serde_json::Value;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::process::{Command, Output};

/// A formula, a colour, C1, an override of direction, marks, separators of lines, a bell, no character of XML.
const HOSTILE: &str =
    "=cmd()\u{1b}[31m\u{9b}1m\u{202e}\u{200f}\u{61c}\u{2066}\u{2028}\u{2029}\n\r\t\u{7}\u{7f}\u{fffe}<&\">";
/// The same for a file.
const FILE: &str = "=cmd()\u{1b}[31m\u{9b}1m\u{202e}\u{200e}\u{2069}\u{2029}\n\r\u{7}\u{ffff}<&\">";

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kennis-hostile-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        let measure = "instrument = \"public_research\"\nunit = \"gdp_share\"\namount = 0.001\nfrom = 2026";
        for (file, more) in [("s", ""), ("t", "t")] {
            let name =
                serde_json::to_string(&format!("{HOSTILE}{more}")).unwrap().replace('\u{7f}', "\\u007f");
            let text = format!(
                "schema = \"kennis.scenario/1\"\nname = {name}\nhorizon = 2035\n[[measures]]\nname = {name}\n{measure}\n"
            );
            fs::write(path.join(format!("{FILE}{file}.toml")), text).unwrap();
        }
        Self(path)
    }

    fn kennis(&self, arguments: &[&str]) -> Output {
        Command::new(program()).current_dir(&self.0).args(arguments).output().unwrap()
    }

    /// What is printed by a command that succeeds; nothing of it, nor of standard error, is unsafe.
    fn printed(&self, arguments: &[&str]) -> String {
        let output = self.kennis(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        safe(&output.stderr);
        safe(&output.stdout)
    }
}

/// The text, which has no character that is not shown as it is but line feeds.
fn safe(bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let marks = "\u{61c}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}";
    for line in text.lines() {
        let odd = line.chars().find(|c| {
            matches!(u32::from(*c), 0..=0x1f | 0x7f..=0x9f | 0xfffe | 0xffff) || marks.contains(*c)
        });
        assert_eq!(odd, None, "{line:?}");
    }
    text
}

/// A picture that is XML 1.0, with the escaped name in it.
fn picture(path: PathBuf) {
    let svg = safe(&fs::read(path).unwrap());
    let document = roxmltree::Document::parse(&svg).unwrap();
    assert_eq!(document.root_element().tag_name().name(), "svg");
    let said: String = document.descendants().filter_map(|node| node.text()).collect();
    assert!(said.contains(r"\u{1b}"), "{said}");
}

/// A page whose content is XML 1.0, with the escaped name in it and no element of the name's own.
fn page(path: PathBuf) {
    let page = safe(&fs::read(path).unwrap());
    let start = page.find("<main").unwrap();
    let document = roxmltree::Document::parse(&page[start..page.find("</main>").unwrap() + 7]).unwrap();
    let said: String = document.descendants().filter_map(|node| node.text()).collect();
    assert!(said.contains(r"=cmd()\u{1b}[31m") && page.contains("&lt;&amp;&quot;&gt;"), "{said}");
}

/// No cell of a table is run by a spreadsheet, and every line has as many cells as the first.
fn table(text: &str) {
    let mut reader = csv_cells(text).into_iter();
    let width = reader.next().unwrap().len();
    for cells in reader {
        assert_eq!(cells.len(), width, "{cells:?}");
        for cell in cells {
            assert!(!cell.starts_with(['=', '+', '-', '@']) || cell.parse::<f64>().is_ok(), "{cell}");
        }
    }
}

/// The cells of a table, by a reader of its own.
fn csv_cells(text: &str) -> Vec<Vec<String>> {
    let cells = |line: &str| {
        let (mut cells, mut quoted) = (vec![String::new()], false);
        for c in line.chars() {
            match c {
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(String::new()),
                _ => cells.last_mut().unwrap().push(c),
            }
        }
        cells
    };
    text.lines().map(cells).collect()
}

#[test]
fn runs_and_comparisons() {
    let folder = Folder::new("runs");
    let (s, t) = (format!("{FILE}s.toml"), format!("{FILE}t.toml"));
    for scenarios in [&["run", &s][..], &["compare", &s], &["compare", &s, &t]] {
        let asked = |more: &[&str]| folder.printed(&[scenarios, &["--draws", "8"], more].concat());
        let text = asked(&["--out", "o", "--chart", "c.svg", "--html", "p.html"]);
        page(folder.0.join("p.html"));
        assert!(text.contains(r"=cmd()\u{1b}[31m\u{9b}1m\u{202e}"), "{text}");
        assert!(text.lines().all(|line| !line.starts_with("=cmd()") || line.len() < 400));
        picture(folder.0.join("c.svg"));
        for file in fs::read_dir(folder.0.join("o")).unwrap() {
            safe(&fs::read(file.unwrap().path()).unwrap());
        }
        table(&asked(&["--format", "csv"]));
        let json: Value = serde_json::from_str(&asked(&["--format", "json"])).unwrap();
        let one = if json["scenarios"].is_array() { &json["scenarios"][0] } else { &json };
        assert_eq!(one["scenario"], HOSTILE);
        if scenarios[0] == "run" {
            assert_eq!(one["measures"][0]["name"], HOSTILE);
            assert_eq!(one["inputs"][0]["name"], s);
        }
    }
    assert_eq!(folder.printed(&["page", &s, &t, "--draws", "8", "--html", "p.html"]), "");
    page(folder.0.join("p.html"));
    folder.printed(&["run", &s, "--draws", "8", "--save-draws", "d.csv"]);
    table(&safe(&fs::read(folder.0.join("d.csv")).unwrap()));
    assert_eq!(folder.printed(&["check", &s]).lines().count(), 1);
}

#[test]
fn remarks() {
    let folder = Folder::new("remarks");
    let (s, baseline) = (format!("{FILE}s.toml"), format!("{FILE}b.csv"));
    fs::write(folder.0.join(&baseline), "year,gdp_growth\n2027,0.01\n2099,0.01\n").unwrap();
    let output = folder.kennis(&["run", &s, "--draws", "2", "--baseline", &baseline]);
    let said = safe(&output.stderr);
    assert!(output.status.success(), "{said}");
    // One line, with the escaped name.
    let said: Vec<&str> = said.lines().filter(|line| line.contains("beyond the horizon")).collect();
    assert!(
        matches!(said[..], [line] if line.starts_with(r"remark: =cmd()\u{1b}[31m\u{9b}1m\u{202e}")),
        "{said:?}"
    );
}

#[test]
fn messages() {
    let folder = Folder::new("messages");
    let s = format!("{FILE}s.toml");
    let wrong = format!("{FILE}wrong.toml");
    fs::write(folder.0.join(&wrong), "schema = \"kennis.scenario/1\"\n\"k\\u001b\\u202e\" = 1\nname = 1\n")
        .unwrap();
    fs::write(folder.0.join("odd.csv"), format!("year,\"{FILE}\"\n2026,1\n")).unwrap();
    for arguments in [
        &["run", &wrong][..],
        &["check", &wrong, FILE],
        &["run", FILE],
        &["run", &s, "--baseline", "odd.csv"],
        &["run", &s, "--data", FILE],
        &["run", &s, "--data", "odd.csv"],
        &["run", &s, "--set", FILE],
        &["run", &s, "--structure", FILE],
        &["run", &s, "--country", FILE],
        &["run", &s, "--draws", FILE],
        &["run", &s, "--out", FILE, "--chart", FILE],
        &["run", &s, FILE],
        &["run", &s, &format!("--x{FILE}")],
        &["explain", FILE],
        &["schema", FILE],
        &["example", FILE],
        &[FILE],
    ] {
        for more in [&[][..], &["--format", "json"]] {
            let output = folder.kennis(&[arguments, more].concat());
            assert!(!output.status.success(), "{arguments:?}");
            safe(&output.stderr);
            let printed = safe(&output.stdout);
            assert!(printed.is_empty() || serde_json::from_str::<Value>(&printed).is_ok(), "{printed}");
        }
    }
}

#[test]
fn tables_of_data_read_back_with_the_same_names() {
    let folder = Folder::new("data");
    let file = format!("{FILE}d.csv");
    let row = "hours,2023,14500,million hours,\"=cmd(),\",\"@v 'x'\",'+l,\"-n\u{1b}\u{202e}\nx\"\n";
    fs::write(folder.0.join(&file), format!("variable,year,value,unit,source,vintage,licence,note\n{row}"))
        .unwrap();
    let series = |file: &str| {
        let json = folder.printed(&["data", "--data", file, "--format", "json"]);
        let json: Value = serde_json::from_str(&json).unwrap();
        let hours = json["series"].as_array().unwrap().iter().find(|s| s["name"] == "hours").unwrap().clone();
        ["source", "vintage", "licence", "note"].map(|key| hours[key].as_str().unwrap().to_owned())
    };
    let csv = folder.printed(&["data", "--data", &file, "--format", "csv"]);
    table(&csv);
    assert!(csv.contains("\"'=cmd(),\",'@v 'x',"), "{csv}");
    fs::write(folder.0.join("again.csv"), &csv).unwrap();
    let (first, again) = (series(&file), series("again.csv"));
    assert_eq!(first[..3], ["=cmd(),", "@v 'x'", "+l"]);
    assert_eq!(again[..3], first[..3]);
    // Characters that are not shown come back as their escape, and stay that.
    assert_eq!(again[3], r"-n\u{1b}\u{202e}\nx");
    let text = folder.printed(&["data", "--data", &file]);
    assert!(text.contains(r"\u{1b}"), "{text}");
    let path = folder.0.join("c.svg");
    let calibrated = folder.kennis(&["calibrate", "--data", &file, "--chart", path.to_str().unwrap()]);
    safe(&calibrated.stdout);
    safe(&calibrated.stderr);
    picture(path);
    assert!(std::ffi::OsStr::new(&file).as_bytes().contains(&0x1b));
}
