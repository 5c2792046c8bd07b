//! Files and folders that cannot be read or written, and standard input.

use crate::input::{Folder, HEAD, command, refused};
use std::fs;
use std::io::Write;
use std::process::Stdio;

#[test]
fn files_that_cannot_be_read() {
    let folder = Folder::new("unreadable");
    fs::create_dir_all(folder.0.join("folder")).unwrap();
    let said = refused(&folder.kennis(&["check", "absent.toml", "folder"]));
    assert_eq!(
        said,
        "absent.toml: found no such file, expected a file that can be read\n\
         folder: found a folder, expected a file that can be read\n"
    );
}

#[test]
#[cfg(unix)]
fn a_file_without_permission() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("permission");
    folder.write("s.toml", HEAD);
    let path = folder.0.join("s.toml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // Whoever may read everything (root) sees no difference.
    if fs::File::open(&path).is_err() {
        let said = refused(&folder.kennis(&["run", "s.toml"]));
        assert_eq!(said, "s.toml: found no permission to read it, expected a file that can be read\n");
    }
}

#[test]
fn standard_input_is_read_and_named() {
    let folder = Folder::new("stdin");
    let mut child = command(&folder.0, &["run", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(HEAD.replace("2060", "1960").as_bytes()).unwrap();
    let said = refused(&child.wait_with_output().unwrap());
    assert_eq!(said, "<stdin>:3:11: horizon: found 1960, expected a year from 2024 to 2200\n");
}

#[test]
fn standard_input_has_the_limit_of_a_file() {
    let folder = Folder::new("large");
    let comment = "# 16 MiB and no more, of a file and of standard input alike.\n";
    folder.write("s.toml", HEAD.to_owned() + &comment.repeat((16 << 20) / comment.len() + 1));
    let of_file = refused(&folder.kennis(&["run", "s.toml"]));
    let input = fs::File::open(folder.0.join("s.toml")).unwrap();
    let of_stream = refused(&command(&folder.0, &["run", "-"]).stdin(input).output().unwrap());
    assert_eq!(of_file, "s.toml: found more than 16 MiB, expected a file that can be read\n");
    assert_eq!(of_stream, of_file.replace("s.toml", "<stdin>"));
}

#[test]
fn a_hundred_problems_are_listed_and_the_rest_is_counted() {
    let folder = Folder::new("many");
    let wrong: String = (0..2_345).map(|i| format!("wrong_{i} = 1\n")).collect();
    folder.write("s.toml", HEAD.to_owned() + &wrong);
    let said = refused(&folder.kennis(&["run", "s.toml"]));
    assert_eq!(said.lines().count(), 101);
    assert!(said.ends_with("\nand 2,245 more\n"), "{said}");
    let document = folder.kennis(&["run", "s.toml", "--format", "json"]).stdout;
    let document: serde_json::Value = serde_json::from_slice(&document).unwrap();
    assert_eq!(document["problems"].as_array().unwrap().len(), 100);
    assert_eq!(document["problems_total"], 2_345);
    assert!(said.trim_end().ends_with(document["message"].as_str().unwrap()));
}

#[test]
fn a_folder_for_results_that_cannot_be_written() {
    let folder = Folder::new("out");
    folder.write("s.toml", HEAD);
    folder.write("file", "");
    let said = refused(&folder.kennis(&["run", "s.toml", "--out", "file"]));
    assert!(
        said.starts_with("--out: found file (") && said.ends_with("expected a folder that can be written\n"),
        "{said}"
    );
    // Wrong input makes no folder.
    refused(&folder.kennis(&["run", "absent.toml", "--out", "results"]));
    assert!(!folder.0.join("results").exists());
}
