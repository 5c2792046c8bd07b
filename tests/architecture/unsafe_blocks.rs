//! SECURITY.md says how many unsafe blocks there are, and how many places use the macro that holds those of the library.

use crate::folders::source_files;
use std::fs;
use std::path::Path;

/// How often a text stands in the code of these files, comments left out.
fn count(files: &[std::path::PathBuf], text: &str) -> usize {
    let code = |line: &str| line.split("//").next().unwrap_or_default().matches(text).count();
    files.iter().map(|file| fs::read_to_string(file).unwrap().lines().map(code).sum::<usize>()).sum()
}

#[test]
fn the_page_on_security_counts_the_unsafe_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    source_files(&root.join("src"), &mut files);
    // The program is not in the packed library.
    if root.join("cli/src").is_dir() {
        source_files(&root.join("cli/src"), &mut files);
    }
    let macro_file = root.join("src/scalar/widest_build.rs");
    let in_macro = count(std::slice::from_ref(&macro_file), "unsafe {");
    let all = count(&files, "unsafe {");
    // The macro calls itself once.
    let uses = count(&files, "widest_build!(") - count(&[macro_file], "widest_build!(");
    let other = count(&files, "unsafe impl") + count(&files, "unsafe extern");
    let page = fs::read_to_string(root.join("SECURITY.md")).unwrap();
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = format!(
        "There are {all} unsafe blocks: {in_macro} in one macro (`src/scalar/widest_build.rs`), which {uses} places use, \
         and {} in tests",
        all - in_macro
    );
    assert!(page.contains(&said), "SECURITY.md does not say: {said}");
    assert!(all > 0 && other == 0, "{other}");
    // Neither are the packages for other languages.
    let c_library = root.join("capi/src/lib.rs");
    if c_library.is_file() {
        let text = fs::read_to_string(&c_library).unwrap();
        let (code, tests) = text.split_once("#[cfg(test)]").unwrap();
        let said = format!(
            "takes and gives back pointers in {} more, and {} in its tests",
            code.matches("unsafe {").count(),
            tests.matches("unsafe {").count()
        );
        assert!(page.contains(&said), "SECURITY.md does not say: {said}");
        assert_eq!(text.matches("// SAFETY: ").count(), text.matches("unsafe {").count());
        let mut files = Vec::new();
        source_files(&root.join("python/src"), &mut files);
        assert_eq!(count(&files, "unsafe"), 0);
    }
}
