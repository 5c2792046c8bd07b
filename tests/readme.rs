//! The program on the front page: the README shows it as it is, and shows what it prints.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "functions that tests share")]

use std::sync::Mutex;

/// What the program has printed.
static PRINTED: Mutex<String> = Mutex::new(String::new());

/// Keeps what the program prints, for this test to read.
macro_rules! println {
    ($($text:tt)*) => {
        *crate::PRINTED.lock().unwrap() += &(format!($($text)*) + "\n")
    };
}

mod program {
    include!("support/front_page.rs");

    pub(super) fn run() {
        main().unwrap();
    }
}

/// The text of the first block of a language after `heading`, without its fences.
fn block(page: &str, heading: &str, language: &str) -> String {
    let section = page.split_once(heading).expect(heading).1;
    let open = format!("\n```{language}\n");
    let text = section.split_once(&open).expect(language).1;
    text.split_once("\n```").expect("the end of the block").0.to_owned() + "\n"
}

#[test]
fn the_readme_shows_the_program_and_what_it_prints() {
    let page = include_str!("../README.md").replace("\r\n", "\n");
    let source = include_str!("support/front_page.rs").replace("\r\n", "\n");
    let program = source.split_once("\n\n").unwrap().1;
    assert_eq!(
        block(&page, "\n## Library\n", "rust"),
        program,
        "README.md and tests/support/front_page.rs differ"
    );

    program::run();
    assert_eq!(
        block(&page, "\n## Library\n", "text"),
        *PRINTED.lock().unwrap(),
        "what README.md says it prints"
    );
}
