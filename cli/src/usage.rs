//! What is wrong with the arguments themselves: an option that the command does not use, one before the command, or
//! anything else that the parser refuses.

use crate::arguments::Arguments;
use crate::caller;
use crate::failure::Failure;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory};
use kennis::formats::InputProblem;
use kennis::nearest_name;
use kennis::report::safe_line;
use kennis::scenario::Problem;
use std::borrow::Cow;
use std::error::Error as _;

/// Whether the arguments ask for JSON, wherever they say so: a failure is then a document too, even where the arguments
/// cannot be parsed.
pub(crate) fn asks_for_json() -> bool {
    asks(&words())
}

fn asks(words: &[String]) -> bool {
    let options: Vec<&str> = words.iter().map(String::as_str).take_while(|word| *word != "--").collect();
    options.contains(&"--format=json") || options.windows(2).any(|pair| pair == ["--format", "json"])
}

/// The arguments, without the program.
fn words() -> Vec<String> {
    caller::words().into_iter().skip(1).collect()
}

/// Whether an argument has characters that are not safe to show.
pub(crate) fn has_unsafe_words() -> bool {
    words().iter().any(|word| safe_line(word) != word.as_str())
}

/// What the parser says, with arguments on one line each and safe to show.
pub(crate) fn shown(error: &clap::Error) -> String {
    let said = error.render().to_string();
    words().iter().fold(said, |said, word| match safe_line(word) {
        Cow::Owned(safe) => said.replace(word, &safe),
        Cow::Borrowed(_) => said,
    })
}

/// Why the arguments cannot be parsed, with what the parser does not know: which commands use an option, and which
/// option of the command is nearest to one that none has.
pub(crate) fn failure(error: clap::Error) -> Failure {
    explained(error, &words())
}

fn explained(mut error: clap::Error, words: &[String]) -> Failure {
    let Some(ContextValue::String(option)) = error.get(ContextKind::InvalidArg).cloned() else {
        return Failure::Usage(Box::new(error));
    };
    if error.kind() != ErrorKind::UnknownArgument {
        return Failure::Usage(Box::new(error));
    }
    if let Some(problem) = misplaced(&option, words) {
        return problem.into();
    }
    if let Some(near) = nearest(&option, words) {
        // The parser's own guess knows short names badly.
        error.insert(ContextKind::SuggestedArg, ContextValue::String(near));
    }
    Failure::Usage(Box::new(error))
}

/// The option of the command that is nearest to a slip.
fn nearest(option: &str, words: &[String]) -> Option<String> {
    let program = Arguments::command();
    let command = named(&program, words)?;
    let long = command.get_arguments().filter_map(|argument| argument.get_long());
    let options: Vec<String> = long.map(|name| format!("--{name}")).collect();
    nearest_name(option, options.iter().map(String::as_str)).map(str::to_owned)
}

/// The command that the words name.
fn named<'a>(program: &'a Command, words: &[String]) -> Option<&'a Command> {
    words.iter().find_map(|word| program.get_subcommands().find(|command| command.get_name() == word))
}

/// What is wrong with an option of another command, or of this one before its name; none of what is no option.
fn misplaced(option: &str, words: &[String]) -> Option<InputProblem> {
    let program = Arguments::command();
    let users: Vec<&Command> = program.get_subcommands().filter(|command| has(command, option)).collect();
    if users.is_empty() {
        return None;
    }
    let (found, expected) = match named(&program, words) {
        None => ("an option without a command".to_owned(), format!("it after one of {}", names(&users))),
        Some(command) if has(command, option) => {
            ("an option before the command".to_owned(), format!("it after: kennis {command} {option}"))
        }
        Some(command) => {
            (format!("an option that kennis {command} does not use"), format!("it with {}", names(&users)))
        }
    };
    Some(InputProblem::new("", Problem::new(option, found, expected)))
}

fn has(command: &Command, option: &str) -> bool {
    let long = option.strip_prefix("--");
    command.get_arguments().any(|argument| argument.get_long().is_some_and(|name| Some(name) == long))
}

fn names(commands: &[&Command]) -> String {
    commands.iter().map(|command| command.get_name()).collect::<Vec<_>>().join(", ")
}

/// What the parser refuses, as a problem: the argument, what was found, what was expected, the nearest.
pub(crate) fn problem(error: &clap::Error) -> InputProblem {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) if !texts.is_empty() => Some(texts.join(", ")),
        _ => None,
    };
    let key = context(ContextKind::InvalidArg).unwrap_or_default();
    // Of `--draws <N>` the name.
    let key = key.split(' ').next().unwrap_or_default();
    let found = match error.kind() {
        ErrorKind::MissingRequiredArgument => "nothing".to_owned(),
        ErrorKind::UnknownArgument => "an argument that the command does not have".to_owned(),
        kind => context(ContextKind::InvalidValue).map_or_else(
            || kind.as_str().unwrap_or("wrong arguments").to_owned(),
            |value| format!("{value:?}"),
        ),
    };
    // What a check of our own says begins with the word.
    let said = error.source().map(|source| source.to_string().replacen("expected ", "", 1));
    let expected = context(ContextKind::ValidValue).map(|values| format!("one of {values}")).or(said);
    let mut problem =
        Problem::new(key, found, expected.unwrap_or_else(|| "what kennis COMMAND -h lists".to_owned()));
    problem.nearest = [ContextKind::SuggestedArg, ContextKind::SuggestedValue].into_iter().find_map(context);
    InputProblem::new("", problem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    fn words(line: &str) -> Vec<String> {
        line.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn json_is_asked_for_wherever_it_stands() {
        for line in ["run s.toml --format json", "--format=json cba", "run --format json --drawz 5"] {
            assert!(asks(&words(line)), "{line}");
        }
        for line in ["run s.toml --format csv", "run -- --format json", "run --format jsn"] {
            assert!(!asks(&words(line)), "{line}");
        }
    }

    /// Every command with every option of any command, from the definition of the parser itself.
    #[test]
    fn every_option_is_of_a_command_or_is_refused_with_the_commands_that_use_it() {
        let program = Arguments::command();
        let options: std::collections::BTreeSet<String> = program
            .get_subcommands()
            .flat_map(Command::get_arguments)
            .filter_map(|argument| argument.get_long().map(|long| format!("--{long}")))
            .collect();
        assert!(options.len() > 25, "{options:?}");
        for command in program.get_subcommands() {
            for option in &options {
                let line = ["kennis", command.get_name(), option];
                let kind = Arguments::try_parse_from(line).err().map(|error| error.kind());
                assert_eq!(kind == Some(ErrorKind::UnknownArgument), !has(command, option), "{line:?}");
                let problem = misplaced(option, &words(&line[1..].join(" "))).unwrap();
                if !has(command, option) {
                    let said = problem.to_string();
                    let start =
                        format!("{option}: found an option that kennis {} does not use", command.get_name());
                    assert!(said.starts_with(&start), "{said}");
                    for user in program.get_subcommands().filter(|user| has(user, option)) {
                        let named = said.split([' ', ',']).any(|word| word == user.get_name());
                        assert!(named, "{said} {}", user.get_name());
                    }
                }
            }
        }
    }

    #[test]
    fn an_option_before_the_command_is_told_its_place() {
        let said = |line: &str, option: &str| misplaced(option, &words(line)).unwrap().to_string();
        assert_eq!(
            said("--quiet run x.toml", "--quiet"),
            "--quiet: found an option before the command, expected it after: kennis run --quiet"
        );
        assert_eq!(
            said("--save-draws d.csv compare x.toml", "--save-draws"),
            "--save-draws: found an option that kennis compare does not use, expected it with run"
        );
        assert_eq!(
            said("--save-draws", "--save-draws"),
            "--save-draws: found an option without a command, expected it after one of run"
        );
        assert_eq!(misplaced("--drawz", &words("run --drawz")), None);
    }

    /// A letter that is missing leads back to the option, or to one of the same command that is as near.
    #[test]
    fn a_slip_leads_to_an_option_of_the_same_command() {
        for command in Arguments::command().get_subcommands() {
            for option in command.get_arguments().filter_map(|argument| argument.get_long()) {
                let slip = format!("--{}{}", &option[..1], &option[2..]);
                if option.len() < 3 || has(command, &slip) {
                    continue;
                }
                let line = ["kennis", command.get_name(), &slip];
                let error = Arguments::try_parse_from(line).unwrap_err();
                let Failure::Usage(error) = explained(error, &words(&line.join(" "))) else {
                    panic!("{line:?}")
                };
                let nearest = problem(&error).problem.nearest.unwrap_or_default();
                assert!(has(command, &nearest), "{} {slip}: {nearest}", command.get_name());
            }
        }
    }

    #[test]
    fn what_the_parser_says_becomes_a_problem() {
        let of = |line: &str| problem(&Arguments::try_parse_from(words(line)).unwrap_err()).to_string();
        assert_eq!(
            of("kennis run s --draws x"),
            "--draws: found \"x\", expected a whole number from 0 to 100000000"
        );
        assert_eq!(
            of("kennis run s --format jsn"),
            "--format: found \"jsn\", expected one of text, json, csv; did you mean \"json\"?"
        );
        assert!(of("kennis run").starts_with("<SCENARIO>: found nothing, expected"), "{}", of("kennis run"));
    }
}
