//! Tables that are not for `--data` as they are: draws without their head, downloads, workbooks.

use super::{Folder, baseline_of};
use std::fs;

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
    let json = ["data", "--from", "eurostat", "estat_rd_e_gerdtot.tsv", "--format", "json"];
    let failed: serde_json::Value = serde_json::from_slice(&folder.kennis(&json).stdout).unwrap();
    assert!(failed["message"].as_str().unwrap().contains("expected text or csv"), "{failed}");
    assert_eq!(failed["inputs"], serde_json::json!([]), "it was not read");
    assert_eq!(folder.kennis(&["data", "--from", "eurostat"]).status.code(), Some(2));
    assert_eq!(folder.kennis(&["data", "estat_rd_e_gerdtot.tsv"]).status.code(), Some(2));
}
