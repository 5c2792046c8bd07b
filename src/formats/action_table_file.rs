//! Reads what is known of the nine actions, `schema = "kennis.actions/1"`: the embedded table, or one of the user's.

use super::input_error::InputError;
use super::input_file::input_file;
use super::reader::{Entry, Reader, Section};
use super::source::{Source, names_schema};
use crate::data::InputRole;
use crate::policy::{Action, ActionMoney, ActionStatus, ActionTable, Date, MoneyUnit, Track};
use crate::scenario::{ACTIONS, EXPECTED_ACTION, Problem};
use std::collections::BTreeSet;

/// The table that is built in.
const EMBEDDED: &str = include_str!("../../data/actions.toml");

/// Schema of the file.
pub(super) const SCHEMA: &str = "kennis.actions/1";

/// Keys of the file.
pub(super) const KEYS: &[&str] = &["schema", "as_of", "actions"];

/// Keys of an action.
pub(super) const ACTION_KEYS: &[&str] =
    &["number", "title", "title_nl", "track", "status", "status_date", "source", "money", "note"];

/// Keys of an amount.
pub(super) const MONEY_KEYS: &[&str] = &["amount", "unit", "what", "what_nl", "source"];

/// The table of actions that is built in, as it was known on the day of its `as_of`.
///
/// # Errors
/// None: a test holds the table to the rules of [`read_actions`].
///
/// ```
/// let table = kennis::formats::embedded_actions()?;
/// assert_eq!(table.actions.len(), 9);
/// # Ok::<(), kennis::formats::InputError>(())
/// ```
pub fn embedded_actions() -> Result<ActionTable, InputError> {
    let source = Source::new("actions.toml", EMBEDDED.as_bytes(), "actions")?;
    // What is built in is as old as the program: no day of it lies ahead of a reader.
    Reader::read(&source, |reader, root| read_root(reader, root, None))
}

/// Whether the bytes are TOML that names the schema of a table of actions (of any version).
#[must_use]
pub fn is_action_table(bytes: &[u8]) -> bool {
    names_schema(bytes, "kennis.actions/")
}

/// Reads a table of actions; `file` is its name in messages. No day of it may lie after `today`.
///
/// # Errors
/// All problems of the file: an action that is missing, there twice, or none of the nine, money or a status without a source, a
/// day after `today`.
///
/// ```
/// use kennis::formats::read_actions;
/// use kennis::policy::Date;
/// let Some(today) = Date::new(2026, 1, 1) else { panic!("a day") };
/// let error = read_actions(b"schema = \"kennis.actions/1\"\nas_of = 2026-02-01", "a.toml", today).unwrap_err();
/// assert!(error.to_string().contains("as_of: found 2026-02-01, expected a day that is not after 2026-01-01"));
/// ```
pub fn read_actions(bytes: &[u8], file: &str, today: Date) -> Result<ActionTable, InputError> {
    let source = Source::new(file, bytes, "actions (kennis schema kennis.actions/1 prints their form)")?;
    let table = Reader::read(&source, |reader, root| read_root(reader, root, Some(today)))?;
    Ok(ActionTable { input: Some(input_file(InputRole::Actions, file, bytes)), ..table })
}

fn read_root(reader: &mut Reader, root: &Section<'_>, today: Option<Date>) -> ActionTable {
    reader.known_keys(root, KEYS);
    reader.schema(root, SCHEMA);
    let as_of = reader.require(root, "as_of", "the day up to which sources were looked at");
    let as_of = as_of.and_then(|entry| day(reader, &entry, today.map(|today| (today, ""))));
    let list = reader.require(root, "actions", "tables, [[actions]], for actions 1 to 9");
    let items = list.as_ref().and_then(|entry| reader.list(entry, "tables, [[actions]]"));
    let (mut actions, mut numbers, mut all_numbered) = (Vec::new(), BTreeSet::new(), items.is_some());
    for item in items.into_iter().flatten() {
        let Some(section) = reader.section(&item, "an action") else {
            all_numbered = false;
            continue;
        };
        let number = read_number(reader, &section, &mut numbers);
        all_numbered &= number.is_some();
        // A status is known by the day up to which sources were looked at.
        let last = as_of.map(|as_of| (as_of, " (as_of)"));
        actions.extend(read_action(reader, &section, number.unwrap_or(1), last));
    }
    let missing: Vec<String> = ACTIONS.filter(|n| !numbers.contains(n)).map(|n| n.to_string()).collect();
    if let Some(entry) = list.as_ref().filter(|_| all_numbered && !missing.is_empty() && reader.is_whole()) {
        let found = format!("no action {}", missing.join(", "));
        reader.refuse(entry, Problem::new("actions", found, "each of the actions 1 to 9 once"));
    }
    // Without a day there is a problem, and the table goes nowhere.
    ActionTable::new(as_of.unwrap_or(Date::LETTER), actions)
}

/// The number of an action, which none before it has.
fn read_number(reader: &mut Reader, section: &Section<'_>, earlier: &mut BTreeSet<u8>) -> Option<u8> {
    let entry = reader.require(section, "number", EXPECTED_ACTION)?;
    let number = reader.whole::<i64>(&entry, EXPECTED_ACTION)?;
    let known = u8::try_from(number).ok().filter(|number| ACTIONS.contains(number));
    let Some(known) = known else {
        reader.refuse(&entry, Problem::new(entry.path.clone(), number.to_string(), EXPECTED_ACTION));
        return None;
    };
    if !earlier.insert(known) {
        let found = format!("action {known} a second time");
        reader.refuse(&entry, Problem::new(entry.path.clone(), found, "each action once"));
    }
    Some(known)
}

fn read_action(
    reader: &mut Reader,
    section: &Section<'_>,
    number: u8,
    last: Option<(Date, &str)>,
) -> Option<Action> {
    reader.known_keys(section, ACTION_KEYS);
    let title = required_text(reader, section, "title", "what the action is");
    let title_nl = required_text(reader, section, "title_nl", "its heading in the letter");
    let track = reader.get(section, "track");
    let track = track.and_then(|entry| reader.named(&entry, Track::ALL, Track::name));
    let status = reader.require(section, "status", "how far the action is");
    let status = status.and_then(|entry| reader.named(&entry, ActionStatus::ALL, ActionStatus::name));
    let date = reader.require(section, "status_date", "the day of what is known");
    let date = date.and_then(|entry| day(reader, &entry, last));
    let source = required_text(reader, section, "source", "where the status stands");
    let money = reader.get(section, "money");
    let money = money.and_then(|entry| reader.list(&entry, "tables, [[actions.money]]")).unwrap_or_default();
    let money: Vec<ActionMoney> = money
        .iter()
        .filter_map(|item| {
            let section = reader.section(item, "an amount with unit, what and source")?;
            read_money(reader, &section)
        })
        .collect();
    let note = reader.get(section, "note").and_then(|entry| not_blank(reader, &entry, "a text"));
    let mut action = Action::new(number, [&title?, &title_nl?], (status?, date?), source?);
    (action.track, action.money, action.note) = (track, money, note);
    Some(action)
}

fn read_money(reader: &mut Reader, section: &Section<'_>) -> Option<ActionMoney> {
    reader.known_keys(section, MONEY_KEYS);
    let amount = reader.require(section, "amount", "a number").and_then(|entry| reader.number(&entry));
    let unit = reader.require(section, "unit", "the unit of the amount");
    let unit = unit.and_then(|entry| reader.named(&entry, MoneyUnit::ALL, MoneyUnit::name));
    let what = required_text(reader, section, "what", "what the amount is: capital, an earmark, people");
    let source = required_text(reader, section, "source", "who names the amount");
    let what_nl = reader.get(section, "what_nl").and_then(|entry| not_blank(reader, &entry, "a text"));
    Some(ActionMoney { what_nl, ..ActionMoney::new(amount?, unit?, what?, source?) })
}

fn required_text(reader: &mut Reader, section: &Section<'_>, key: &str, expected: &str) -> Option<String> {
    let entry = reader.require(section, key, expected)?;
    not_blank(reader, &entry, expected)
}

fn not_blank(reader: &mut Reader, entry: &Entry<'_>, expected: &str) -> Option<String> {
    let text = reader.text(entry, expected)?;
    if text.trim().is_empty() {
        reader.refuse(entry, Problem::new(entry.path.clone(), "no text", expected));
        return None;
    }
    Some(text.to_owned())
}

/// A day, which may not lie after the last one.
fn day(reader: &mut Reader, entry: &Entry<'_>, last: Option<(Date, &str)>) -> Option<Date> {
    let day = reader.date(entry, "a day, such as 2025-07-11")?;
    if let Some((last, name)) = last.filter(|(last, _)| day > *last) {
        let expected = format!("a day that is not after {last}{name}");
        reader.refuse(entry, Problem::new(entry.path.clone(), day.to_string(), expected));
        return None;
    }
    Some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Date {
        Date::new(2026, 11, 27).unwrap()
    }

    fn problems(text: &str) -> Vec<String> {
        let error = read_actions(text.as_bytes(), "a.toml", today()).unwrap_err();
        error.problems.iter().map(ToString::to_string).collect()
    }

    /// The table that is built in, with a line of it replaced.
    fn with(from: &str, to: &str) -> Vec<String> {
        assert!(EMBEDDED.contains(from), "{from}");
        problems(&EMBEDDED.replacen(from, to, 1))
    }

    #[test]
    fn the_table_that_is_built_in_keeps_its_own_rules() {
        let table = embedded_actions().unwrap();
        // Held against its own day: no status is newer than what was looked at.
        let read = read_actions(EMBEDDED.as_bytes(), "actions.toml", table.as_of).unwrap();
        assert_eq!(read.actions, table.actions);
        assert!(table.newest() <= Some(table.as_of) && table.newest() > Date::new(2025, 7, 11));
        assert_eq!(read.input.unwrap().role, InputRole::Actions);
        assert!(table.actions.iter().map(|action| action.number).eq(ACTIONS));
        // What the letter and the pages name, and nothing else.
        let money: Vec<(u8, f64, MoneyUnit)> = table
            .actions
            .iter()
            .flat_map(|action| action.money.iter().map(|one| (action.number, one.amount, one.unit)))
            .collect();
        let bn = MoneyUnit::BnEur;
        let expected =
            [(1, 0.5, bn), (3, 3.0, bn), (3, 0.6, bn), (6, 38_000.0, MoneyUnit::Persons), (9, 5.0, bn)];
        assert_eq!(money, expected);
        for action in table.actions.iter().filter(|action| [3, 9].contains(&action.number)) {
            assert!(action.money.iter().all(|one| one.what.contains("capital, not R&D outlays")));
        }
        // Nothing newer than the letter is known of these.
        for action in table.actions.iter().filter(|action| [2, 4, 5, 6, 7, 8].contains(&action.number)) {
            assert_eq!(action.status_date.to_string(), "2025-07-11");
        }
    }

    #[test]
    fn every_problem_is_said_with_its_place() {
        let text = EMBEDDED
            .replacen("number      = 2", "number      = 11", 1)
            .replacen("number      = 5", "number      = 4", 1)
            .replacen("status_date = 2025-12-11", "status_date = 2027-01-01", 1)
            .replacen("source = \"letter to parliament, 11 July 2025\"\n", "", 1)
            .replacen("track       = \"B\"", "trakc       = \"B\"", 1);
        let said = problems(&text).join("\n");
        for part in [
            "actions[1].number: found 11, expected an action of the 3% R&D action plan, 1 to 9",
            "actions[4].number: found action 4 a second time, expected each action once",
            "actions[2].status_date: found 2027-01-01, expected a day that is not after 2026-06-30 (as_of)",
            "actions[2].money[0].source: found nothing, expected who names the amount",
            "actions[2].trakc: found an unknown key, expected one of number, title, title_nl, track, status, status_date, \
             source, money, note; did you mean \"track\"?",
        ] {
            assert!(said.contains(part), "{part}\n{said}");
        }
        assert_eq!(said.lines().count(), 5, "{said}");
        assert!(said.lines().all(|line| line.starts_with("a.toml:")));
    }

    #[test]
    fn an_action_that_is_missing_is_named() {
        let start = EMBEDDED.find("[[actions]]\nnumber      = 9").unwrap();
        assert_eq!(
            problems(&EMBEDDED[..start]),
            ["a.toml:9:1: actions: found no action 9, expected each of the actions 1 to 9 once"]
        );
        assert_eq!(problems("schema = \"kennis.actions/1\"\nas_of = 2026-01-01\n").len(), 1);
    }

    #[test]
    fn days_and_names_are_held_to_what_they_can_be() {
        for (from, to, said) in [
            ("as_of  = 2026-06-30", "as_of  = 2026-11-28", "expected a day that is not after 2026-11-27"),
            ("as_of  = 2026-06-30", "as_of  = \"30 June\"", "expected a day, such as 2025-07-11"),
            ("as_of  = 2026-06-30", "as_of  = 2026-06-30T12:00:00", "expected a day, such as 2025-07-11"),
            ("status      = \"pilot\"", "status      = \"pilto\"", "did you mean \"pilot\"?"),
            ("unit   = \"bn_eur\"", "unit   = \"mn_eur\"", "expected one of bn_eur, persons"),
            ("amount = 0.5", "amount = \"much\"", "expected a number"),
            ("title       = \"R&D launch platform\"", "title       = \" \"", "found no text"),
        ] {
            let problems = with(from, to);
            assert!(problems.len() == 1 && problems[0].contains(said), "{problems:?}");
        }
        // A day as a text is a day too.
        let text = EMBEDDED.replacen("as_of  = 2026-06-30", "as_of  = \"2026-06-30\"", 1);
        assert!(read_actions(text.as_bytes(), "a.toml", today()).is_ok());
    }
}
