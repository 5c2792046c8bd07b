//! The command that gives the same bytes again.

use crate::caller;
use kennis::report::safe_line;

/// Options with a value that change how a result is computed and never the result.
pub(crate) const WITHOUT_EFFECT: [&str; 2] = ["--threads", "--memory"];

/// The command line without the options that change nothing, quoted for a shell.
pub(crate) fn reproduced_command() -> String {
    reproduced(caller::words().into_iter())
}

fn reproduced(arguments: impl Iterator<Item = String>) -> String {
    let words = words_without(arguments, &[&WITHOUT_EFFECT]);
    words.into_iter().map(shell_quoted).collect::<Vec<_>>().join(" ")
}

/// The words of a command, the name of the program first, without these options and their values.
pub(crate) fn words_without(arguments: impl Iterator<Item = String>, options: &[&[&str]]) -> Vec<String> {
    let is_left_out = |name: &str| options.iter().any(|options| options.contains(&name));
    let mut words = vec!["kennis".to_owned()];
    let mut arguments = arguments.skip(1);
    while let Some(argument) = arguments.next() {
        if is_left_out(&argument) {
            arguments.next();
        } else if !argument.split_once('=').is_some_and(|(name, _)| is_left_out(name)) {
            words.push(argument);
        }
    }
    words
}

fn shell_quoted(word: String) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,+@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word
    } else if safe_line(&word) != word {
        ansi_quoted(&word)
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// A word with characters that are not safe to show: `$'...'` of POSIX shells, with their bytes in octal digits.
fn ansi_quoted(word: &str) -> String {
    let mut quoted = String::from("$'");
    for c in word.chars() {
        let text = c.to_string();
        if c == '\\' || c == '\'' {
            quoted.push('\\');
            quoted.push(c);
        } else if safe_line(&text) == text {
            quoted.push(c);
        } else {
            text.bytes().for_each(|byte| quoted.push_str(&format!("\\{byte:03o}")));
        }
    }
    quoted + "'"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_is_reproduced_without_what_changes_nothing_and_quoted() {
        let words =
            "/usr/bin/kennis|run|my file.toml|--threads|3|--memory|2|--seed=2|--threads=4|--memory=1|it's";
        let command = reproduced(words.split('|').map(str::to_owned));
        assert_eq!(command, r"kennis run 'my file.toml' --seed=2 'it'\''s'");
        let command =
            reproduced(["kennis", "run", "a\u{1b}1'\u{202e}\n.toml"].map(str::to_owned).into_iter());
        assert_eq!(command, r"kennis run $'a\0331\'\342\200\256\012.toml'");
    }
}
