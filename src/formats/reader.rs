//! Reads TOML key by key and keeps every problem with its place.
//!
//! A [`Section`] is a table with its path; an [`Entry`] a value in it. Each getter that fails writes down the
//! problem, marks the key as unreadable and gives `None`, so that reading goes on.

use super::input_error::InputError;
use super::source::{Source, quoted};
use crate::scenario::Problem;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A table of the file.
#[derive(Clone)]
pub(super) struct Section<'d> {
    /// Path of keys, such as `measures[0]`; empty for the whole file.
    pub(super) path: String,
    table: &'d DeTable<'d>,
    offset: usize,
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
    value: &'d DeValue<'d>,
    offset: usize,
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
    /// Parses the text and hands the whole file as a section to `read`.
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
        let mut reader = Self { broken, ..Self::default() };
        let root = Section { path: String::new(), table: document.get_ref(), offset: 0 };
        let value = read(&mut reader, &root);

        let line = |offset: usize| source.position(offset).line;
        let lines: BTreeSet<usize> = syntax.iter().map(|(offset, _)| line(*offset)).collect();
        let mut problems = reader.problems;
        // What the parser dropped is not missing, and what it mended is not wrong a second time.
        let follows =
            |offset, problem: &Problem| lines.contains(&line(offset)) || (broken && problem.found == MISSING);
        problems.retain(|(offset, problem)| !follows(*offset, problem));
        problems.extend(syntax);
        problems.sort_by_key(|(offset, _)| *offset);
        if problems.is_empty() {
            return Ok(value);
        }
        let problems = problems.into_iter().map(|(offset, problem)| source.problem(offset, problem));
        Err(InputError { problems: problems.collect() })
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
            let offset = loop {
                if let Some(offset) = self.positions.get(key) {
                    break *offset;
                }
                match key.rfind(['.', '[']) {
                    Some(end) => key = &key[..end],
                    None => break 0,
                }
            };
            self.problems.push((offset, problem));
        }
    }

    /// Writes down a problem of an entry.
    pub(super) fn refuse(&mut self, entry: &Entry<'_>, problem: Problem) {
        self.unreadable.insert(entry.path.clone());
        self.problems.push((entry.offset, problem));
    }

    fn expected(&mut self, entry: &Entry<'_>, expected: impl Into<String>) {
        self.refuse(entry, Problem::new(entry.path.clone(), describe(entry.value), expected));
    }

    /// Refuses keys that the section cannot have.
    pub(super) fn known_keys(&mut self, section: &Section<'_>, keys: &[&str]) {
        for key in section.table.keys() {
            let name: &str = key.get_ref();
            if !keys.contains(&name) {
                let expected = format!("one of {}", keys.join(", "));
                let problem = Problem::new(section.key(&shown_key(name)), "an unknown key", expected)
                    .with_nearest(name, keys.iter().copied());
                if let Some(nearest) = &problem.nearest {
                    self.meant.insert(section.key(nearest));
                }
                self.problems.push((key.span().start, problem));
            }
        }
    }

    /// All values of a section.
    pub(super) fn entries<'d>(&mut self, section: &Section<'d>) -> Vec<Entry<'d>> {
        section.table.iter().map(|(key, value)| self.entry(section, key.get_ref(), value)).collect()
    }

    fn entry<'d>(
        &mut self,
        section: &Section<'d>,
        name: &'d str,
        value: &'d Spanned<DeValue<'d>>,
    ) -> Entry<'d> {
        let path = section.key(&shown_key(name));
        let offset = value.span().start;
        self.positions.insert(path.clone(), offset);
        Entry { name, path, value: value.get_ref(), offset }
    }

    /// A value that may be absent.
    pub(super) fn get<'d>(&mut self, section: &Section<'d>, key: &str) -> Option<Entry<'d>> {
        let (name, value) = section.table.get_key_value(key)?;
        Some(self.entry(section, name.get_ref(), value))
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
            self.problems.push((section.offset, Problem::new(path, MISSING, expected)));
        }
    }

    /// A text.
    pub(super) fn text<'d>(&mut self, entry: &Entry<'d>, expected: &str) -> Option<&'d str> {
        if let DeValue::String(text) = entry.value {
            return Some(text);
        }
        self.expected(entry, expected);
        None
    }

    /// A finite number.
    pub(super) fn number(&mut self, entry: &Entry<'_>) -> Option<f64> {
        let value = match entry.value {
            DeValue::Float(float) => float.as_str().parse::<f64>().ok(),
            DeValue::Integer(_) => whole(entry.value).map(|value| value as f64),
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
        let value = whole(entry.value).and_then(|value| T::try_from(value).ok());
        if value.is_none() {
            self.expected(entry, expected);
        }
        value
    }

    /// One of the names that `all` have.
    pub(super) fn named<T: Copy>(
        &mut self,
        entry: &Entry<'_>,
        all: &[T],
        name: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let names: Vec<&str> = all.iter().map(|candidate| name(*candidate)).collect();
        let expected = format!("one of {}", names.join(", "));
        let text = self.text(entry, &expected)?;
        let found = all.iter().copied().find(|candidate| name(*candidate) == text);
        if found.is_none() {
            let problem = Problem::new(entry.path.clone(), quoted(text), expected).with_nearest(text, names);
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
        if let DeValue::Table(table) = entry.value {
            return Some(Section { path: entry.path.clone(), table, offset: entry.offset });
        }
        self.expected(entry, expected);
        None
    }

    /// The items of a list.
    pub(super) fn list<'d>(&mut self, entry: &Entry<'d>, expected: &str) -> Option<Vec<Entry<'d>>> {
        let DeValue::Array(items) = entry.value else {
            self.expected(entry, expected);
            return None;
        };
        let item = |(index, value): (usize, &'d Spanned<DeValue<'d>>)| {
            let path = format!("{}[{index}]", entry.path);
            let offset = value.span().start;
            self.positions.insert(path.clone(), offset);
            Entry { name: entry.name, path, value: value.get_ref(), offset }
        };
        Some(items.iter().enumerate().map(item).collect())
    }
}

impl Entry<'_> {
    /// Whether it is a number.
    pub(super) fn is_number(&self) -> bool {
        self.value.is_integer() || self.value.is_float()
    }

    /// Whether it is a table.
    pub(super) fn is_table(&self) -> bool {
        self.value.is_table()
    }

    /// Whether it is a list.
    pub(super) fn is_list(&self) -> bool {
        self.value.is_array()
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

fn whole(value: &DeValue<'_>) -> Option<i64> {
    let integer = value.as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

/// A key as it is shown in a path: bare where TOML allows that.
fn shown_key(key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !key.is_empty() && key.chars().all(bare) && key.len() <= 60 { key.to_owned() } else { quoted(key) }
}

fn describe(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => quoted(text),
        DeValue::Integer(integer) => integer.to_string(),
        DeValue::Float(float) => float.to_string(),
        DeValue::Boolean(value) => value.to_string(),
        DeValue::Datetime(date) => format!("the date {date}"),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}
