//! A scenario from anyone: it names no file outside its folder, and no message quotes a file that it names.

use crate::input::{Folder, HEAD, command, refused};
use std::fs;
use std::io::Write;
use std::process::{Output, Stdio};

const SECRET: &str = "password-of-the-machine";

fn folder(test: &str) -> Folder {
    let folder = Folder::new(test);
    fs::create_dir_all(folder.0.join("theirs/below")).unwrap();
    folder.write("outside.csv", format!("{SECRET}\nyear,gdp_growth\n2026,0.03\n"));
    folder.write("right.csv", "year,gdp_growth\n2026,0.03\n");
    folder.write("theirs/below/b.csv", "year,gdp_growth\n2026,0.03\n");
    folder
}

fn naming(path: &str) -> String {
    format!("{HEAD}baseline = {path:?}\n")
}

#[test]
fn a_path_that_leads_out_is_refused_before_it_is_read() {
    let folder = folder("leads-out");
    let absolute = folder.0.join("outside.csv").display().to_string();
    for path in ["../outside.csv", "below/../../outside.csv", "../absent.csv", "..", &absolute] {
        folder.write("theirs/s.toml", naming(path));
        for arguments in [
            &["run", "theirs/s.toml", "--draws", "8"][..],
            &["compare", "theirs/s.toml", "--draws", "8"],
            &["compare", "theirs/s.toml", "theirs/s.toml", "--draws", "8"],
            &["check", "theirs/s.toml"],
        ] {
            let said = refused(&folder.kennis(arguments));
            assert!(said.contains("baseline: found \"") && said.contains("which is not there"), "{said}");
            assert!(said.contains("--allow-files") && said.contains("theirs/s.toml:"), "{said}");
            assert!(!said.contains(SECRET) && !said.contains("no such file"), "{said}");
        }
    }
}

#[test]
fn what_lies_below_is_read_and_the_user_can_allow_the_rest() {
    let folder = folder("allowed");
    let run = |path: &str, more: &[&str]| {
        folder.write("theirs/s.toml", naming(path));
        folder.kennis(&[&["run", "theirs/s.toml", "--draws", "8"], more].concat())
    };
    for path in ["below/b.csv", "./below/../below/b.csv"] {
        assert!(run(path, &[]).status.success(), "{path}");
    }
    assert!(run("../right.csv", &["--allow-files"]).status.success());
    let said = refused(&run("../outside.csv", &["--allow-files"]));
    assert!(said.contains(SECRET), "{said}");
    // The user's own option is read and quoted wherever the file is.
    let said = refused(&run("below/b.csv", &["--baseline", "outside.csv"]));
    assert!(said.contains(SECRET), "{said}");
}

#[test]
#[cfg(unix)]
fn a_link_that_leads_out_is_refused() {
    let folder = folder("links");
    let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, folder.0.join("theirs").join(name));
    let _ = (
        link("../right.csv", "link.csv"),
        link("..", "up"),
        link("below/b.csv", "inside.csv"),
        link("/dev/zero", "zero"),
    );
    for path in ["link.csv", "up/right.csv", "zero"] {
        folder.write("theirs/s.toml", naming(path));
        let said = refused(&folder.kennis(&["check", "theirs/s.toml"]));
        assert!(said.contains("which is not there"), "{said}");
        assert_eq!(
            folder.kennis(&["check", "theirs/s.toml", "--allow-files"]).status.success(),
            path != "zero"
        );
    }
    folder.write("theirs/s.toml", naming("inside.csv"));
    assert!(folder.kennis(&["check", "theirs/s.toml"]).status.success());
}

#[test]
fn standard_input_names_files_of_the_working_folder() {
    let folder = folder("stdin-names");
    let checked = |path: &str, more: &[&str]| -> Output {
        let mut child = command(&folder.0.join("theirs"), &[&["check", "-"], more].concat())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(naming(path).as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    };
    assert!(checked("below/b.csv", &[]).status.success());
    assert!(refused(&checked("../right.csv", &[])).contains("which is not there"));
    assert!(checked("../right.csv", &["--allow-files"]).status.success());
}

#[test]
fn no_message_quotes_a_file_that_a_scenario_names() {
    let folder = folder("quotes");
    for text in [
        format!("{SECRET}\n"),
        format!("{SECRET},{SECRET}\n1,2\n"),
        format!("year,{SECRET}\n2026,1\n"),
        format!("year,gdp_growth\n{SECRET},0.01\n"),
        format!("year,gdp_growth\n2026,{SECRET}\n"),
        format!("year,gdp_growth\nunit,{SECRET}\n2026,0.01\n"),
        format!("year,gdp_growth\n2026,\"{SECRET}\n"),
        format!("variable,2026,2027\n{SECRET},1,2\n"),
        format!("variable,2026,{SECRET}\ngdp_growth,0.1,2\n"),
        format!("year,gdp_growth\n2026,\"\"\"{SECRET}\"\"\"\n"),
    ] {
        folder.write("s.toml", naming("theirs.csv"));
        folder.write("theirs.csv", &text);
        for format in ["text", "json"] {
            let output = folder.kennis(&["run", "s.toml", "--draws", "8", "--format", format]);
            for shown in [&output.stdout, &output.stderr] {
                assert!(!String::from_utf8_lossy(shown).contains("password"), "{text}: {output:?}");
            }
            assert!(!output.stderr.is_empty(), "{text}");
        }
    }
    folder.write("theirs.csv", "year,gdp_growth\n2026,9\n");
    let said = refused(&folder.kennis(&["run", "s.toml"]));
    assert!(said.starts_with("theirs.csv:2:6: gdp_growth[2026]: found 9, expected"), "{said}");
}
