//! Reads a table key by key, of a TOML file or of a JSON request, and keeps every problem with its place.
//!
//! A [`Section`] is a table with its path; an [`Entry`] a value in it. Each getter that fails writes down the
//! problem, marks the key as unreadable and gives `None`, so that reading goes on.

use super::input_error::{InputError, InputProblem};
use super::source::{Source, quoted};
use super::value::{Placed, Table, Value, of_json, of_toml};
use crate::data::Date;
use crate::scenario::Problem;
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, BTreeSet};
use toml::de::DeTable;

/// A table of the file.
#[derive(Clone)]
pub(super) struct Section<'d> {
    /// Path of keys, such as `measures[0]`; empty for the whole file.
    pub(super) path: String,
    table: &'d Table,
    place: usize,
}

impl Section<'_> {
    /// Path of a key in it.
    pub(super) fn key(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }
}

/// A value of the file.
#[derive(Clone)]
pub(super) struct Entry<'d> {
    /// Its key alone.
    pub(super) name: &'d str,
    /// Its path of keys.
    pub(super) path: String,
    value: &'d Value,
    place: usize,
}

/// Collects what is wrong with one file.
#[derive(Default)]
pub(super) struct Reader {
    problems: Vec<(usize, Problem)>,
    positions: BTreeMap<String, usize>,
    unreadable: BTreeSet<String>,
    /// Keys that a misspelt one was probably meant to be: their absence is no second problem.
    meant: BTreeSet<String>,
    /// Whether some text is not TOML, so that what is absent may have been dropped.
    broken: bool,
}

impl Reader {
    /// Parses a TOML text and hands the whole file as a section to `read`.
    ///
    /// # Errors
    /// All problems, in the order of the file.
    pub(super) fn read<T>(
        source: &Source<'_>,
        read: impl FnOnce(&mut Self, &Section<'_>) -> T,
    ) -> Result<T, InputError> {
        let (document, errors) = DeTable::parse_recoverable(source.text);
        let mut syntax: Vec<(usize, Problem)> =
            errors.iter().map(|error| syntax_problem(source.text, error)).collect();
        // One slip may be several errors of the parser.
        syntax.dedup();
        let broken = syntax.iter().any(|(_, problem)| problem.key.is_empty());
        let (value, mut problems) =
            Self { broken, ..Self::default() }.read_table(&of_toml(document.get_ref()), read);

        let line = |place: usize| source.position(place).line;
        let lines: BTreeSet<usize> = syntax.iter().map(|(place, _)| line(*place)).collect();
        // What the parser dropped is not missing, and what it mended is not wrong a second time.
        let follows =
            |place, problem: &Problem| lines.contains(&line(place)) || (broken && problem.found == MISSING);
        problems.retain(|(place, problem)| !follows(*place, problem));
        problems.extend(syntax);
        problems.sort_by_key(|(place, _)| *place);
        let problems = problems.into_iter().map(|(place, problem)| source.problem(place, problem));
        let error = InputError { problems: problems.collect() };
        error.check().map(|()| value)
    }

    /// Hands a JSON object as a section to `read`; `part` is its name in messages.
    ///
    /// # Errors
    /// All problems, in the order of the keys; or a null in a list.
    pub(super) fn read_json<T>(
        part: &str,
        object: &Map<String, Json>,
        read: impl FnOnce(&mut Self, &Section<'_>) -> T,
    ) -> Result<T, InputError> {
        let table = of_json(object)
            .map_err(|path| InputProblem::new(part, Problem::new(path, "null in a list", "a value")))?;
        let (value, mut problems) = Self::default().read_table(&table, read);
        problems.sort_by_key(|(place, _)| *place);
        let problems = problems.into_iter().map(|(_, problem)| InputProblem::new(part, problem));
        let error = InputError { problems: problems.collect() };
        error.check().map(|()| value)
    }

    fn read_table<T>(
        mut self,
        table: &Table,
        read: impl FnOnce(&mut Self, &Section<'_>) -> T,
    ) -> (T, Vec<(usize, Problem)>) {
        let value = read(&mut self, &Section { path: String::new(), table, place: 0 });
        (value, self.problems)
    }

    /// Keys that could not be read.
    pub(super) fn unreadable(&self) -> &BTreeSet<String> {
        &self.unreadable
    }

    /// Whether the text is whole, so that what is absent is really missing.
    pub(super) fn is_whole(&self) -> bool {
        !self.broken
    }

    /// Takes over problems that were found on the values, each at its key or what that stands in.
    pub(super) fn add(&mut self, problems: impl IntoIterator<Item = Problem>) {
        for problem in problems {
            let mut key = problem.key.as_str();
            let place = loop {
                if let Some(place) = self.positions.get(key) {
                    break *place;
                }
                match key.rfind(['.', '[']) {
                    Some(end) => key = &key[..end],
                    None => break 0,
                }
            };
            self.problems.push((place, problem));
        }
    }

    /// Writes down a problem of an entry.
    pub(super) fn refuse(&mut self, entry: &Entry<'_>, problem: Problem) {
        self.unreadable.insert(entry.path.clone());
        self.problems.push((entry.place, problem));
    }

    fn expected(&mut self, entry: &Entry<'_>, expected: impl Into<String>) {
        self.refuse(entry, Problem::new(entry.path.clone(), entry.value.described(), expected));
    }

    /// Refuses keys that the section cannot have.
    pub(super) fn known_keys(&mut self, section: &Section<'_>, keys: &[&str]) {
        for member in section.table {
            let name = member.name.as_str();
            if !keys.contains(&name) {
                let expected = format!("one of {}", keys.join(", "));
                let problem = Problem::new(section.key(&shown_key(name)), "an unknown key", expected)
                    .with_nearest(name, keys.iter().copied());
                if let Some(nearest) = &problem.nearest {
                    self.meant.insert(section.key(nearest));
                }
                self.problems.push((member.place, problem));
            }
        }
    }

    /// All values of a section.
    pub(super) fn entries<'d>(&mut self, section: &Section<'d>) -> Vec<Entry<'d>> {
        section.table.iter().map(|member| self.entry(section, &member.name, &member.value)).collect()
    }

    fn entry<'d>(&mut self, section: &Section<'d>, name: &'d str, value: &'d Placed) -> Entry<'d> {
        let path = section.key(&shown_key(name));
        self.positions.insert(path.clone(), value.place);
        Entry { name, path, value: &value.value, place: value.place }
    }

    /// A value that may be absent.
    pub(super) fn get<'d>(&mut self, section: &Section<'d>, key: &str) -> Option<Entry<'d>> {
        let member = section.table.iter().find(|member| member.name == key)?;
        Some(self.entry(section, &member.name, &member.value))
    }

    /// A value that must be there.
    pub(super) fn require<'d>(
        &mut self,
        section: &Section<'d>,
        key: &str,
        expected: &str,
    ) -> Option<Entry<'d>> {
        let entry = self.get(section, key);
        if entry.is_none() {
            self.missing(section, key, expected);
        }
        entry
    }

    /// Writes down that a key is missing.
    pub(super) fn missing(&mut self, section: &Section<'_>, key: &str, expected: &str) {
        let path = section.key(key);
        self.unreadable.insert(path.clone());
        if !self.meant.contains(&path) {
            self.problems.push((section.place, Problem::new(path, MISSING, expected)));
        }
    }

    /// Writes down that a key follows from others that could not be read.
    pub(super) fn cannot_tell(&mut self, section: &Section<'_>, key: &str) {
        self.unreadable.insert(section.key(key));
    }

    /// A text.
    pub(super) fn text<'d>(&mut self, entry: &Entry<'d>, expected: &str) -> Option<&'d str> {
        if let Value::Text(text) = entry.value {
            return Some(text);
        }
        self.expected(entry, expected);
        None
    }

    /// A day, as a date of TOML or as a text.
    pub(super) fn date(&mut self, entry: &Entry<'_>, expected: &str) -> Option<Date> {
        let day = match entry.value {
            Value::Date(text) | Value::Text(text) => Date::parse(text),
            _ => None,
        };
        if day.is_none() {
            self.expected(entry, expected);
        }
        day
    }

    /// A finite number.
    pub(super) fn number(&mut self, entry: &Entry<'_>) -> Option<f64> {
        let value = match entry.value {
            Value::Float(value, _) => *value,
            Value::Integer(value, _) => value.map(|value| value as f64),
            _ => {
                self.expected(entry, "a number");
                return None;
            }
        };
        let finite = value.filter(|value| value.is_finite());
        if finite.is_none() {
            self.expected(entry, "a finite number");
        }
        finite
    }

    /// A whole number that fits `T`; `expected` says what it is.
    pub(super) fn whole<T: TryFrom<i64>>(&mut self, entry: &Entry<'_>, expected: &str) -> Option<T> {
        let whole = if let Value::Integer(whole, _) = entry.value { *whole } else { None };
        let value = whole.and_then(|value| T::try_from(value).ok());
        if value.is_none() {
            self.expected(entry, expected);
        }
        value
    }

    /// True or false.
    pub(super) fn flag(&mut self, entry: &Entry<'_>) -> Option<bool> {
        if let Value::Flag(flag) = entry.value {
            return Some(*flag);
        }
        self.expected(entry, "true or false");
        None
    }

    /// One of the names that `all` have.
    pub(super) fn named<T: Copy>(
        &mut self,
        entry: &Entry<'_>,
        all: &[T],
        name: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        self.named_or_known_as(entry, all, name, |_| Vec::new())
    }

    /// One of the names that `all` have; `known_as` gives those that another name in use stands for, for the message.
    pub(super) fn named_or_known_as<T: Copy>(
        &mut self,
        entry: &Entry<'_>,
        all: &[T],
        name: impl Fn(T) -> &'static str,
        known_as: impl Fn(&str) -> Vec<T>,
    ) -> Option<T> {
        let names: Vec<&str> = all.iter().map(|candidate| name(*candidate)).collect();
        let expected = format!("one of {}", names.join(", "));
        let text = self.text(entry, &expected)?;
        let found = all.iter().copied().find(|candidate| name(*candidate) == text);
        if found.is_none() {
            let meant: Vec<&str> = known_as(text).into_iter().map(name).collect();
            let problem = match meant.as_slice() {
                [] => Problem::new(entry.path.clone(), quoted(text), expected).with_nearest(text, names),
                [one] => {
                    let problem = Problem::new(entry.path.clone(), quoted(text), expected);
                    Problem { nearest: Some((*one).to_owned()), ..problem }
                }
                // Several: which of them is for the author to say.
                several => {
                    let expected = format!(
                        "{expected}; {} may be any of {}: a measure for each",
                        quoted(text),
                        several.join(", ")
                    );
                    Problem::new(entry.path.clone(), quoted(text), expected)
                }
            };
            self.refuse(entry, problem);
        }
        found
    }

    /// Checks the `schema` of a file.
    pub(super) fn schema(&mut self, section: &Section<'_>, schema: &str) {
        let expected = format!("{schema:?}");
        let Some(entry) = self.require(section, "schema", &expected) else { return };
        if let Some(text) = self.text(&entry, &expected)
            && text != schema
        {
            self.expected(&entry, expected);
        }
    }

    /// A table.
    pub(super) fn section<'d>(&mut self, entry: &Entry<'d>, expected: &str) -> Option<Section<'d>> {
        if let Value::Table(table) = entry.value {
            return Some(Section { path: entry.path.clone(), table, place: entry.place });
        }
        self.expected(entry, expected);
        None
    }

    /// The items of a list.
    pub(super) fn list<'d>(&mut self, entry: &Entry<'d>, expected: &str) -> Option<Vec<Entry<'d>>> {
        let Value::List(items) = entry.value else {
            self.expected(entry, expected);
            return None;
        };
        let item = |(index, item): (usize, &'d Placed)| {
            let path = format!("{}[{index}]", entry.path);
            self.positions.insert(path.clone(), item.place);
            Entry { name: entry.name, path, value: &item.value, place: item.place }
        };
        Some(items.iter().enumerate().map(item).collect())
    }
}

impl Entry<'_> {
    /// Whether it is a number.
    pub(super) fn is_number(&self) -> bool {
        matches!(self.value, Value::Integer(..) | Value::Float(..))
    }

    /// Whether it is a table.
    pub(super) fn is_table(&self) -> bool {
        matches!(self.value, Value::Table(_))
    }

    /// Whether it is a list.
    pub(super) fn is_list(&self) -> bool {
        matches!(self.value, Value::List(_))
    }
}

/// What is found where a key is missing.
const MISSING: &str = "nothing";

/// An error of the TOML parser, and where.
fn syntax_problem(text: &str, error: &toml::de::Error) -> (usize, Problem) {
    let span = error.span().unwrap_or_default();
    let start = span.start;
    if error.message() == "duplicate key" {
        let name = text.get(span).unwrap_or_default().trim();
        return (start, Problem::new(shown_key(name), "the key a second time", "each key once"));
    }
    if let Some((start, number)) = decimal_comma(text, start) {
        let expected = format!("a number with a decimal point ({})", number.replace(',', "."));
        return (start, Problem::new("", quoted(number), expected));
    }
    let message = error.message().replace('\n', ", ");
    let (found, expected) = message.split_once(", expected ").unwrap_or((&message, "TOML"));
    (start, Problem::new("", format!("text that is not TOML ({found})"), expected))
}

/// A number with a decimal comma as a value in the line of a byte, and where it starts.
fn decimal_comma(text: &str, at: usize) -> Option<(usize, &str)> {
    let before = text.get(..at.min(text.len()))?;
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].split('\n').next()?;
    let is_digit = |c: char| c.is_ascii_digit();
    line.match_indices('=').find_map(|(equals, _)| {
        let value = line[equals + 1..].trim_start();
        let number = value.strip_prefix(['-', '+']).unwrap_or(value);
        let whole = number.find(|c| !is_digit(c)).filter(|end| *end > 0)?;
        let decimals = number[whole..].strip_prefix(',')?;
        let end = decimals.find(|c| !is_digit(c)).unwrap_or(decimals.len());
        // In an inline table a key may follow the comma: { 2026 = 1,2028 = 2 }.
        let is_key = decimals[end..].trim_start().starts_with('=');
        let length = value.len() - decimals.len() + end;
        let offset = start + line.len() - line[equals + 1..].trim_start().len();
        (end > 0 && !is_key).then(|| (offset, &value[..length]))
    })
}

/// A key as it is shown in a path: bare where TOML allows that.
fn shown_key(key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !key.is_empty() && key.chars().all(bare) && key.len() <= 60 { key.to_owned() } else { quoted(key) }
}
