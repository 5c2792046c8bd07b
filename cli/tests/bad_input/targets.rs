//! Targets, and what leaves no R&D.

use crate::input::{Folder, HEAD, MEASURE, TARGET, refused, says};

#[test]
fn wrong_targets() {
    let folder = Folder::new("targets");
    for (from, to, said) in [
        ("year = 2030", "year = 2025", "6:8: targets[0].year: found 2025, expected a year after 2025 (from)"),
        ("year = 2030", "year = 2300", "6:8: targets[0].year: found 2300, expected at most 2200"),
        (
            "0.03",
            "3.0",
            "7:9: targets[0].value: found 3, expected a fraction of GDP above 0, at most 0.2 (0.03 is 3%)",
        ),
        (
            "0.03",
            "-0.03",
            "7:9: targets[0].value: found -0.03, expected a fraction of GDP above 0, at most 0.2 (0.03 is 3%)",
        ),
        ("0.4", "40", "8:16: targets[0].public_share: found 40, expected a share between 0 and 1"),
        (
            "rd_intensity",
            "rd_intensiti",
            "5:12: targets[0].variable: found \"rd_intensiti\", expected one of rd_intensity; did you mean \
             \"rd_intensity\"?",
        ),
        (
            "year = 2030",
            "year = 2030\nfrom = 2022",
            "7:8: targets[0].from: found 2022, expected 2023 (the last observation of R&D) or later",
        ),
        (
            "public_share = 0.4\n",
            "",
            "4:1: targets[0].public_share: found nothing, expected the public share of the extra, 0 to 1",
        ),
    ] {
        let target = TARGET.replace(from, to);
        assert_ne!(target, TARGET);
        says(&folder, format!("{HEAD}{target}"), &[&format!("s.toml:{said}")]);
    }
    says(
        &folder,
        format!("{HEAD}{MEASURE}{TARGET}{TARGET}"),
        &[
            "s.toml:4:1: measures[0]: found public_research \"m\" (2026 to 2060) in the years of targets[0] (2026 to \
             2060), expected no R&D measure in the years of a target, which replaces it",
            "s.toml:15:1: targets[1]: found a second target in the years of targets[0], expected one target: it is \
             held to the horizon",
        ],
    );
}

#[test]
fn cuts_that_leave_no_rd_name_the_year() {
    let folder = Folder::new("cuts");
    folder.write("s.toml", format!("{HEAD}{}", TARGET.replace("0.03", "0.001")));
    let said = refused(&folder.kennis(&["run", "s.toml", "--draws", "10"]));
    assert!(
        said.starts_with("kennis: rd_public_funded would be below zero in 2029 at the centres"),
        "{said}"
    );
    assert_eq!(refused(&folder.kennis(&["check", "s.toml"])), said);
}
