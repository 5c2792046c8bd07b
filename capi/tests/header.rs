//! The header that is checked in is that of the functions. `KENNIS_BLESS=1` writes it.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::fs;
use std::path::Path;

#[test]
fn the_header_declares_the_functions() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut made = Vec::new();
    let config = cbindgen::Config::from_file(root.join("cbindgen.toml")).unwrap();
    let builder = cbindgen::Builder::new().with_config(config).with_src(root.join("src/lib.rs"));
    builder.generate().unwrap().write(&mut made);
    let made = String::from_utf8(made).unwrap();
    let path = root.join("include/kennis.h");
    if std::env::var_os("KENNIS_BLESS").is_some() {
        fs::create_dir_all(root.join("include")).unwrap();
        fs::write(&path, &made).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), made, "KENNIS_BLESS=1 cargo test -p kennis-c writes it");
    assert_eq!(made.matches("kennis_").count() - made.matches("`kennis_").count(), 4);
}
