//! Pages of results: whole, without a request to any network, with the numbers of the documents of the same commands.

use crate::support::program;
use roxmltree::{Document, Node};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

/// A folder with scenarios for one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kennis-pages-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        let scenario = |name: &str, rest: &str| {
            format!(
                "schema = \"kennis.scenario/1\"\nhorizon = 2035\nname = \"{name}\"\n[appraisal]\npro_memorie = [\"health\"]\n\
                 [[measures]]\nname = \"m\"\ninstrument = \"public_research\"\nunit = \"gdp_share\"\nfrom = 2026\n{rest}\n"
            )
        };
        fs::write(path.join("a.toml"), scenario("some", "amount = 0.001")).unwrap();
        fs::write(path.join("b.toml"), scenario("more & <more>", "amount = 0.002")).unwrap();
        fs::write(path.join("c.toml"), scenario("an action", "amount = 0.001\naction = 5")).unwrap();
        Self(path)
    }

    fn output(&self, line: &str) -> Output {
        let words: Vec<&str> = line.split(' ').collect();
        Command::new(program()).current_dir(&self.0).args(words).output().unwrap()
    }

    fn kennis(&self, line: &str) -> String {
        let output = self.output(line);
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The page of a command, which prints its results as it does without a page.
    fn page(&self, line: &str) -> String {
        self.kennis(&format!("{line} --html p.html"));
        fs::read_to_string(self.0.join("p.html")).unwrap()
    }

    fn json(&self, line: &str) -> Value {
        serde_json::from_str(&self.kennis(&format!("{line} --format json"))).unwrap()
    }

    fn refused(&self, line: &str) -> String {
        let output = self.output(line);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && output.stdout.is_empty(), "{line}: {said}");
        said
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a page holds between its head and its foot, which is XML.
fn main_of(page: &str) -> &str {
    let start = page.find("<main").unwrap();
    &page[start..page.find("</main>").unwrap() + "</main>".len()]
}

/// The element of that name on a page.
fn element<'d>(document: &'d Document<'_>, id: &str) -> Node<'d, 'd> {
    let found = document.descendants().find(|node| node.attribute("id") == Some(id));
    found.unwrap_or_else(|| panic!("{id}"))
}

/// Rows of the table in an element: the text of the first cell, and the full values of the others.
fn rows(node: Node<'_, '_>) -> Vec<(String, Vec<f64>)> {
    let body = node.descendants().find(|node| node.has_tag_name("tbody")).unwrap();
    let cells = |row: Node<'_, '_>| {
        let first = row.first_element_child().unwrap();
        let values = row.children().filter_map(|cell| cell.attribute("data-value"));
        (first.text().unwrap().to_owned(), values.map(|value| value.parse().unwrap()).collect())
    };
    body.children().filter(|row| row.has_tag_name("tr")).map(cells).collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value}"))
}

/// Every command that has a page, over scenarios of a folder.
const COMMANDS: [&str; 11] = [
    "run a.toml --draws 24",
    "run a.toml --draws 0",
    "compare b.toml --draws 24",
    "compare a.toml b.toml --draws 24",
    "compare a.toml --beliefs default,panel_anchored --draws 24",
    "cba a.toml b.toml --draws 24",
    "sensitivity a.toml --rows 64",
    "actions c.toml --draws 24",
    "actions",
    "page c.toml --draws 24",
    "page a.toml b.toml --draws 24",
];

#[test]
fn every_page_is_whole_and_asks_nothing_of_a_network() {
    let folder = Folder::new("whole");
    for line in COMMANDS {
        let page = folder.page(line);
        let document = Document::parse(main_of(&page)).unwrap_or_else(|error| panic!("{line}: {error}"));
        let ids: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{line}: {ids:?}");
        for node in document.descendants() {
            assert!(node.attribute("src").is_none(), "{line}");
            let link = node.attributes().find(|attribute| attribute.name() == "href");
            let leads = link.is_none_or(|link| ids.contains(&link.value().trim_start_matches('#')));
            assert!(leads, "{line}: {link:?}");
        }
        let elsewhere = page.replace("http://www.w3.org/2000/svg", "");
        for address in ["http:", "https:", "src=", "<link", "@import", "url("] {
            assert!(!elsewhere.contains(address), "{line}: {address}");
        }
        let text: String = document.descendants().filter_map(|node| node.text()).collect();
        assert!(!text.contains("NaN") && !text.contains("inf,"), "{line}");
        let figures: Vec<Node<'_, '_>> =
            document.descendants().filter(|node| node.has_tag_name("figure")).collect();
        assert!(!figures.is_empty() || line == "actions", "{line}");
        for figure in figures {
            let has = |name: &str| figure.descendants().any(|node| node.has_tag_name(name));
            assert!(["svg", "title", "desc", "table", "pre"].into_iter().all(has), "{line}");
            assert!(!rows(figure).is_empty(), "{line}");
        }
        let again = page.split("<footer>").nth(1).unwrap();
        assert!(again.contains(&format!("kennis {line} --html p.html")), "{line}: {again}");
    }
}

#[test]
fn the_fan_of_a_run_has_the_numbers_of_its_document() {
    let folder = Folder::new("run");
    let line = "run a.toml --draws 40 --seed 7";
    let (page, document) = (folder.page(line), folder.json(line));
    let html = Document::parse(main_of(&page)).unwrap();
    for variable in ["gdp", "tfp", "rd_intensity", "debt_ratio"] {
        let of_document = &document["variables"][variable]["deviation"];
        let rows = rows(element(&html, &format!("run-{variable}")));
        assert!(rows.len() > 8);
        for (place, (_, values)) in rows.iter().enumerate() {
            let expected = ["mean", "p05", "p50", "p95"].map(|name| number(&of_document[name][place]));
            assert_eq!(values, &expected, "{variable} {place}");
        }
    }
    // What the text says is on the page, broken over no lines.
    let text = folder.kennis(line);
    let said: String = html.descendants().filter_map(|node| node.text()).collect();
    let answer = text.split("\n\n").nth(1).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(answer.starts_with("In 2035 GDP is") && said.contains(&answer), "{answer}");
    let seed = format!("seed {}, {} draws, parameters", document["seed"], document["draws"]);
    assert!(said.contains(&seed), "{seed}");
}

#[test]
fn accounts_structures_and_actions_have_the_numbers_of_their_documents() {
    let folder = Folder::new("numbers");
    let line = "cba a.toml --draws 24";
    let (page, document) = (folder.page(line), folder.json(line));
    let html = Document::parse(main_of(&page)).unwrap();
    let accounts = rows(element(&html, "cba-1-accounts"));
    for ((name, values), key) in accounts.iter().zip(["gdp", "welfare", "public_finance"]) {
        let npv = &document[key]["npv"];
        assert_eq!(values, &["mean", "p05", "p50", "p95"].map(|name| number(&npv[name])), "{name}");
    }
    let line = "compare a.toml --draws 24";
    let (page, document) = (folder.page(line), folder.json(line));
    let html = Document::parse(main_of(&page)).unwrap();
    let rows_of_gdp = rows(element(&html, "structures-gdp"));
    let mixture: Vec<f64> =
        rows_of_gdp.iter().filter(|(name, _)| name == "mixture").map(|(_, values)| values[2]).collect();
    let medians = document["mixture"]["variables"]["gdp"]["deviation"]["p50"].as_array().unwrap();
    assert_eq!(mixture, medians.iter().map(number).collect::<Vec<_>>());
    let line = "sensitivity a.toml --rows 64";
    let (page, document) = (folder.page(line), folder.json(line));
    let html = Document::parse(main_of(&page)).unwrap();
    let (name, values) = rows(element(&html, "sensitivity-bars")).swap_remove(0);
    let one = &document["parameters"][0];
    assert_eq!((&*name, values.last()), (one["name"].as_str().unwrap(), one["evppi"].as_f64().as_ref()));
    let line = "actions c.toml --draws 24";
    let (page, document) = (folder.page(line), folder.json(line));
    let html = Document::parse(main_of(&page)).unwrap();
    let of_gdp = rows(element(&html, "actions-gdp"));
    let action = document["actions"].as_array().unwrap().iter().find(|one| one["number"] == 5).unwrap();
    assert_eq!(of_gdp[0].1[0], number(&action["effect"]["gdp"]["mean"]), "{action}");
}

/// A page of several commands has the sections of each, with the same numbers.
#[test]
fn a_page_of_a_scenario_is_what_its_commands_say() {
    let folder = Folder::new("all");
    let page = folder.page("page c.toml --draws 24");
    let html = Document::parse(main_of(&page)).unwrap();
    for (line, figure) in [
        ("run c.toml --draws 24", "run-gdp"),
        ("compare c.toml --draws 24", "structures-tfp"),
        ("cba c.toml --draws 24", "cba-1-welfare"),
        ("actions c.toml --draws 24", "actions-gdp"),
    ] {
        let alone = folder.page(line);
        let alone = Document::parse(main_of(&alone)).unwrap();
        let (one, other) = (rows(element(&html, figure)), rows(element(&alone, figure)));
        assert!(!one.is_empty() && one == other, "{line}");
    }
    let without = folder.page("page a.toml --draws 24");
    assert!(!without.contains("id=\"actions-gdp\"") && without.contains("id=\"cba-1-welfare\""));
    let several = folder.page("page a.toml b.toml --draws 24");
    for id in ["scenarios-gdp", "cba-1-accounts", "cba-2-accounts", "cba-side-by-side"] {
        assert!(several.contains(&format!("id=\"{id}\"")), "{id}");
    }
    assert!(several.contains("more &amp; &lt;more&gt;") && !several.contains("<more>"));
}

#[test]
fn a_page_that_cannot_be_written_is_refused_before_the_draws() {
    let folder = Folder::new("refused");
    fs::create_dir_all(folder.0.join("folder.html")).unwrap();
    // So many draws would take days.
    for line in [
        "run a.toml",
        "compare a.toml",
        "compare a.toml b.toml",
        "cba a.toml",
        "actions c.toml",
        "page a.toml",
    ] {
        let line = format!("{line} --draws 10000000");
        let said = folder.refused(&format!("{line} --html missing/p.html"));
        assert!(
            said.contains("--html: found \"missing\"") && said.contains("a folder that exists"),
            "{said}"
        );
        let said = folder.refused(&format!("{line} --html p.txt"));
        assert!(said.contains("--html: found \"p.txt\"") && said.contains(".html"), "{said}");
        let said = folder.refused(&format!("{line} --html folder.html"));
        assert!(said.contains("a file, not a folder"), "{said}");
    }
    let said = folder.refused("sensitivity a.toml --rows 8192 --html missing/p.html");
    assert!(said.contains("a folder that exists"), "{said}");
    let said = folder.refused("solve a.toml --target npv=0 --html p.html");
    assert!(said.contains("--html: found an option that kennis solve does not use"), "{said}");
    let said = folder.refused("page a.toml");
    assert!(said.contains("--html <FILE.html>"), "{said}");
    assert!(!folder.0.join("p.html").exists());
}
