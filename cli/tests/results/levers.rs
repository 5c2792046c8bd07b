//! `kennis monitor --engine`: the levers of the page, and files that are no engine. What levers compute is held against the program
//! in a browser (`engine/browser.mjs`).

use crate::support::program;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of a test, which goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kennis-levers-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn monitor(folder: &Path, arguments: &[&str]) -> Output {
    let mut kennis = Command::new(program());
    kennis.current_dir(folder).args(["monitor", "--draws", "16", "--quiet"]).args(arguments).output().unwrap()
}

fn refusal(folder: &Path, arguments: &[&str]) -> String {
    let output = monitor(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// Values of an attribute of all inputs that are ranges.
fn ranges<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let of =
        |input: &'a str| input.split_once(&format!("{attribute}=\"")).unwrap().1.split('"').next().unwrap();
    html.split("<input type=\"range\"").skip(1).map(of).collect()
}

#[test]
fn a_page_has_levers_where_an_engine_is_named() {
    let folder = Folder::new("page");
    let folder = &folder.0;
    fs::write(folder.join("e.wasm"), b"\0asm\x01\0\0\0").unwrap();
    for (language, said) in [
        (
            "en",
            [
                "billion euro of 2023",
                "From 2026 up to 2035. The start is ours.",
                "A head costs 20,000 euro",
                "Ours: 40% of the extra",
            ],
        ),
        (
            "nl",
            [
                "miljard euro van 2023",
                "Van 2026 tot en met 2035. Het begin is van ons.",
                "Een hoofd kost 20.000 euro",
                "voert 40% van het extra uit",
            ],
        ),
    ] {
        let asked = ["--lang", language, "--html", "p.html", "--engine", "e.wasm"];
        let output = monitor(folder, &asked);
        assert!(output.status.success(), "{output:?}");
        let html = fs::read_to_string(folder.join("p.html")).unwrap();
        assert_eq!(ranges(&html, "id").len(), 14);
        // Nothing has the name of something else: the script finds parts by it.
        let mut names: Vec<&str> =
            html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
        // Amounts of the illustration, the target of the plan, the guideline, and centres of priors.
        let starts = ["0.4", "0.1", "0.2", "0.4", "0.2", "0.08", "0.8", "0.6", "0.2", "3", "2.25"];
        assert_eq!(ranges(&html, "value")[..11], starts);
        assert_eq!(ranges(&html, "value")[12..], ["0.05", "0.54"]);
        for text in said {
            assert!(html.contains(text), "{text}");
        }
        // No action without saying whose its money is.
        assert_eq!(
            html.matches(["The start is ours", "Het begin is van ons"][usize::from(language == "nl")])
                .count(),
            9
        );
    }
    assert!(monitor(folder, &["--html", "p.html"]).status.success());
    let without = fs::read_to_string(folder.join("p.html")).unwrap();
    assert!(!without.contains("type=\"range\"") && !without.contains("id=\"engine\""));
}

#[test]
fn what_is_no_engine_and_where_none_belongs_is_refused() {
    let folder = Folder::new("refused");
    let folder = &folder.0;
    fs::write(folder.join("page.html"), "<html>").unwrap();
    fs::write(folder.join("e.wasm"), b"\0asm\x01\0\0\0").unwrap();
    let wrong = refusal(folder, &["--html", "p.html", "--engine", "page.html"]);
    assert!(
        wrong.contains("starts neither as WebAssembly nor as gzip") && wrong.contains("page.html"),
        "{wrong}"
    );
    assert!(refusal(folder, &["--engine", "e.wasm"]).contains("--html FILE.html"));
    assert!(refusal(folder, &["--html", "p.html", "--engine", "none.wasm"]).contains("none.wasm"));
    let other = refusal(folder, &["--country", "DEU", "--html", "p.html", "--engine", "e.wasm"]);
    assert!(other.contains("DEU") && other.contains("NLD"), "{other}");
    assert!(!folder.join("p.html").exists());
}
