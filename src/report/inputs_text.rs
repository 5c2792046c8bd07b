//! The user's files that a result rests on, in words.

use super::text_table::wrapped;
use crate::data::InputFile;

/// A file with its hash.
pub(super) fn described(input: &InputFile) -> String {
    format!("Input: {} {}, sha256 {}", input.role, input.name, input.sha256)
}

/// Lines for a text.
pub(super) fn lines(inputs: &[InputFile]) -> String {
    input_notes(inputs).iter().map(|input| wrapped(input, "  ")).collect()
}

/// A text with the user's files that it rests on, before its last line where that is the command.
#[must_use]
pub fn with_inputs(text: String, inputs: &[InputFile]) -> String {
    let at = text.rfind("Again: ").filter(|at| text[..*at].ends_with('\n')).unwrap_or(text.len());
    format!("{}{}{}", &text[..at], lines(inputs), &text[at..])
}

/// A sentence for each file.
#[must_use]
pub fn input_notes(inputs: &[InputFile]) -> Vec<String> {
    inputs.iter().map(described).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::InputRole;

    #[test]
    fn files_stand_before_the_command_and_else_at_the_end() {
        let input = InputFile { role: InputRole::Data, name: "d.csv".to_owned(), sha256: "00".repeat(32) };
        let line = format!("Input: data d.csv, sha256\n  {}\n", "00".repeat(32));
        let with = |text: &str| with_inputs(text.to_owned(), std::slice::from_ref(&input));
        assert_eq!(with("a\nAgain: kennis\n"), format!("a\n{line}Again: kennis\n"));
        assert_eq!(with("a Again: b\n"), format!("a Again: b\n{line}"));
        assert_eq!(with_inputs("a\n".to_owned(), &[]), "a\n");
    }
}
