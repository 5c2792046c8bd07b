//! Charts as PNG and PDF.

#![cfg(feature = "images")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "functions that tests share")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn kennis(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kennis")).args(arguments).current_dir(folder).output().unwrap()
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("kennis-images-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let scenario = kennis(&folder, &["example", "three_percent"]).stdout;
    fs::write(folder.join("s.toml"), scenario).unwrap();
    folder
}

/// The bytes of a chart of a run or comparison.
fn chart(folder: &Path, command: &str, scenario: &str, file: &str) -> Vec<u8> {
    let output = kennis(folder, &[command, scenario, "--draws", "40", "--chart", file]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read(folder.join(file)).unwrap()
}

/// Colours of a picture, four bytes a point, and its width.
fn pixels(png: &[u8]) -> (Vec<u8>, usize) {
    let picture = resvg::tiny_skia::Pixmap::decode_png(png).unwrap();
    (picture.data().to_vec(), picture.width() as usize)
}

#[test]
fn a_picture_shows_bands_and_letters() {
    let folder = folder("png");
    for command in ["run", "compare"] {
        let png = chart(&folder, command, "s.toml", "c.png");
        let (points, width) = pixels(&png);
        assert_eq!(width, if command == "run" { 1600 } else { 1680 });
        let has = |colour: [u8; 3]| points.chunks_exact(4).filter(|point| point[..3] == colour).count();
        // Outer band, median, paper; and ink in the strip of the title, which letters alone make.
        assert!(has([0xcf, 0xe1, 0xf2]) > 5_000 && has([0x0b, 0x3d, 0x63]) > 500 && has([255; 3]) > 500_000);
        let title = &points[4 * width * 20..4 * width * 62];
        assert!(title.chunks_exact(4).filter(|point| point[..3] == [0x1a; 3]).count() > 500, "{command}");
        assert_eq!(png, chart(&folder, command, "s.toml", "c.png"), "the same bytes");
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_page_has_its_letters_as_text_in_an_embedded_font() {
    let folder = folder("pdf");
    let pdf = chart(&folder, "run", "s.toml", "c.pdf");
    assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 10_000);
    let holds = |word: &str| pdf.windows(word.len()).any(|part| part == word.as_bytes());
    // 800 units at 96 an inch are 600 points.
    assert!(holds("[0 0 600 ") && holds("DejaVuSansCondensed") && holds("/FontFile2"));
    for _ in 0..5 {
        assert!(pdf == chart(&folder, "run", "s.toml", "c.pdf"), "the same bytes");
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn letters_of_other_scripts_and_odd_characters_are_drawn() {
    let folder = folder("scripts");
    let scenario = fs::read_to_string(folder.join("s.toml")).unwrap();
    let with = |name: &str, file: &str| {
        let named = scenario.lines().map(|line| match line.starts_with("name ") {
            true => format!("name = \"{name}\""),
            false => line.to_owned(),
        });
        fs::write(folder.join("odd.toml"), named.collect::<Vec<_>>().join("\n")).unwrap();
        chart(&folder, "run", "odd.toml", file)
    };
    // The strip of the title: all else names files, which differ.
    let title = |png: &[u8]| {
        let (points, width) = pixels(png);
        points[4 * width * 20..4 * width * 66].to_vec()
    };
    let plain = title(&with("A", "a.png"));
    for name in ["מחקר ופיתוח", "بحث", "研究", "a < b & c", "a\u{301}\u{202e}b"] {
        assert!(title(&with(name, "odd.png")) != plain, "{name}");
        assert!(with(name, "odd.pdf").starts_with(b"%PDF-"), "{name}");
    }
    // No font has letters of private use; a remark says so.
    with("\u{f8ff}\u{10fffd}", "odd.png");
    let output = kennis(&folder, &["run", "odd.toml", "--draws", "8", "--chart", "odd.png"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("\u{10fffd}"));
    let output = kennis(&folder, &["run", "odd.toml", "--draws", "8", "--chart", "odd.png", "--quiet"]);
    assert!(output.stderr.is_empty());
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn another_ending_is_refused_with_those_that_there_are() {
    let output = kennis(Path::new("."), &["run", "s.toml", "--chart", "c.gif"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("a file that ends in .svg or .png or .pdf"));
}
