//! Figures of an office on their way to series.

use super::super::csv_text::Field;
use super::super::data_file::{DataFile, file_name};
use super::super::data_reader::NO_VINTAGE;
use super::super::input_error::{InputError, InputProblem};
use super::super::source::{Source, quoted};
use super::super::table::cell::parts;
use super::super::table::notation::Notation;
use super::super::table::number::{DecimalSign, Evidence, evidence, number, times};
use super::office::Office;
use crate::data::{Series, SeriesName};
use crate::scenario::{Problem, shown};
use std::collections::{BTreeMap, BTreeSet};

/// Labels of figures left out that a remark names.
const NAMED_LABELS: usize = 5;

/// A figure that belongs to a series.
pub(super) struct Figure<'a> {
    pub(super) country: &'static str,
    pub(super) series: SeriesName,
    pub(super) year: i32,
    pub(super) value: &'a Field<'a>,
    /// Flags beside those of the cell.
    pub(super) status: String,
    /// What makes the unit of the series of the figure.
    pub(super) factor: f64,
    /// What it is a part of the series of, such as one of two funders; empty for the whole.
    pub(super) part: &'static str,
    /// Money that is divided by GDP at current prices.
    pub(super) over_gdp: bool,
}

/// The figures of a series by year, one for each part, with their numbers.
type Parts<'f, 'a> = BTreeMap<i32, Vec<(&'f Figure<'a>, f64)>>;

/// Figures on their way to series.
pub(super) struct Assembly<'a> {
    source: &'a Source<'a>,
    figures: Vec<Figure<'a>>,
    /// Labels of what was left out.
    left: BTreeSet<String>,
    /// Data set, as the file names it.
    pub(super) data_set: String,
    /// When the office last changed it.
    pub(super) vintage: String,
    /// Licence of the office.
    pub(super) licence: &'static str,
    /// Whether numbers have a decimal point for certain.
    pub(super) has_point: bool,
}

impl<'a> Assembly<'a> {
    pub(super) fn new(source: &'a Source<'a>) -> Self {
        Self {
            source,
            figures: Vec::new(),
            left: BTreeSet::new(),
            data_set: String::new(),
            vintage: String::new(),
            licence: "",
            has_point: false,
        }
    }

    pub(super) fn add(&mut self, figure: Figure<'a>) {
        self.figures.push(figure);
    }

    /// Notes what is no series of the project.
    pub(super) fn leave(&mut self, label: String) {
        self.left.insert(label);
    }

    /// The name of the file, without folders.
    pub(super) fn file_name(&self) -> &'a str {
        file_name(self.source.file)
    }

    /// The series.
    pub(super) fn data(self, office: Office) -> Result<DataFile, InputError> {
        let mut problems = Vec::new();
        let values = self.values(&mut problems);
        let mut data = DataFile { file: self.source.file.to_owned(), ..DataFile::default() };
        let file = file_name(self.source.file);
        let mut series: BTreeMap<(&str, SeriesName), Parts<'_, '_>> = BTreeMap::new();
        for (figure, value) in values {
            let years = series.entry((figure.country, figure.series)).or_default();
            let parts = years.entry(figure.year).or_default();
            if parts.iter().any(|(other, _)| other.part == figure.part) {
                let found =
                    format!("{} of {} in {} a second time", figure.series, figure.country, figure.year);
                let expected = "one figure: choose totals for what the table is split by, and one price base";
                problems.push(self.source.problem(figure.value.offset, Problem::new("", found, expected)));
            }
            parts.push((figure, value));
        }
        problems.sort_by_key(|problem| problem.position);
        InputError { problems }.check()?;
        for ((country, name), years) in series {
            let read = self.series(name, years, office, &mut data.remarks);
            let read = read.into_iter().filter(|series| series.observed().is_some());
            data.countries.entry(country.to_owned()).or_default().extend(read);
        }
        data.countries.retain(|_, series| !series.is_empty());
        if data.countries.is_empty() {
            let found = format!("no figure that is a series of the project{}", self.named_labels());
            let expected = "R&D by performer or funder, GDP, hours, persons or researchers, in the units of the page of \
                            the documentation (docs/howto/read-published-tables.md)";
            return Err(self.source.problem(0, Problem::new("", found, expected)).into());
        }
        if !self.left.is_empty() {
            data.remarks.push(format!(
                "{file}: left out: {} kinds of figures{}",
                self.left.len(),
                self.named_labels()
            ));
        }
        if self.vintage.is_empty() {
            data.remarks
                .push(format!("{file}: the file does not say of when it is: fill in the column vintage"));
        }
        Ok(data)
    }

    fn named_labels(&self) -> String {
        let named: Vec<&str> = self.left.iter().take(NAMED_LABELS).map(String::as_str).collect();
        let more = if self.left.len() > NAMED_LABELS { ", ..." } else { "" };
        if named.is_empty() { String::new() } else { format!(" ({}{more})", named.join(", ")) }
    }

    /// The numbers, in the decimal sign of the file.
    fn values(&self, problems: &mut Vec<InputProblem>) -> Vec<(&Figure<'a>, f64)> {
        let cells: Vec<(&Figure<'a>, &str)> = self
            .figures
            .iter()
            .filter_map(|figure| Some((figure, parts(&figure.value.text).number?)))
            .collect();
        let says = |figure: &Figure<'_>, text: &str| {
            let (range, _) = figure.series.plausible();
            // Money over GDP may be any amount.
            evidence(text, |value| figure.over_gdp || range.contains(&times(value, figure.factor)))
        };
        let numbers: Vec<(usize, &str, Evidence)> =
            cells.iter().map(|(figure, text)| (figure.value.offset, *text, says(figure, text))).collect();
        let notation = Notation::new(&numbers);
        let mut values = Vec::new();
        for (figure, text) in cells {
            let read = if self.has_point {
                number(text, DecimalSign::Point).map_err(str::to_owned)
            } else {
                notation.read(figure.value.offset, text, self.source)
            };
            let key = format!("{}[{}]", figure.series, figure.year);
            let mut refuse = |found: String, expected: String| {
                problems.push(
                    self.source.problem(figure.value.offset, Problem::new(key.as_str(), found, expected)),
                );
            };
            match read {
                Err(expected) => refuse(quoted(&figure.value.text), expected),
                Ok(value) => {
                    let value = times(value, figure.factor);
                    let (range, unit) = figure.series.plausible();
                    if figure.over_gdp || range.contains(&value) {
                        values.push((figure, value));
                    } else {
                        let (low, high) = (shown(*range.start()), shown(*range.end()));
                        refuse(shown(value), format!("{unit}, from {low} to {high}"));
                    }
                }
            }
        }
        values
    }

    fn series(
        &self,
        name: SeriesName,
        years: Parts<'_, '_>,
        office: Office,
        remarks: &mut Vec<String>,
    ) -> Option<Series> {
        let file = file_name(self.source.file);
        let gdp = crate::data::Economy::netherlands().ok();
        let gdp = gdp.as_ref().and_then(|economy| economy.series(SeriesName::GdpNominal).ok());
        let whole = years.values().map(Vec::len).max()?;
        let (mut values, mut status, mut lacking, mut without_gdp) =
            (BTreeMap::new(), BTreeMap::new(), Vec::new(), Vec::new());
        let mut over_gdp = false;
        for (year, figures) in years {
            if figures.len() < whole {
                lacking.push(year.to_string());
                continue;
            }
            let mut sum: f64 = figures.iter().map(|(_, value)| value).sum();
            if figures.iter().any(|(figure, _)| figure.over_gdp) {
                let Some(money) = gdp.and_then(|gdp| gdp.at(year)) else {
                    without_gdp.push(year.to_string());
                    continue;
                };
                // Money of one vintage over GDP of another: five digits are more than it carries.
                sum = (sum / money * 1e7).round() / 1e5;
                over_gdp = true;
            }
            values.insert(year, sum);
            let mut flags = String::new();
            for (figure, _) in &figures {
                for flag in parts(&figure.value.text).status.chars().chain(figure.status.chars()) {
                    if !flags.contains(flag) {
                        flags.push(flag);
                    }
                }
            }
            if !flags.is_empty() {
                status.insert(year, flags);
            }
        }
        if !lacking.is_empty() {
            remarks.push(format!("{file}: {name} lacks a part in {}: left out", lacking.join(", ")));
        }
        if !without_gdp.is_empty() {
            let years = without_gdp.join(", ");
            remarks.push(format!(
                "{file}: {name} is in money, and there is no gdp_nominal for {years}: left out"
            ));
        }
        let note = match gdp.filter(|_| over_gdp) {
            Some(gdp) => format!("money of the office over gdp_nominal of {} ({})", gdp.vintage, gdp.source),
            None => String::new(),
        };
        let (first, last) = (*values.keys().next()?, *values.keys().next_back()?);
        let named = match office {
            Office::Eurostat => "Eurostat",
            Office::Oecd => "OECD",
            Office::Cbs => "CBS (Statistics Netherlands)",
        };
        let data_set = if self.data_set.is_empty() { file } else { &self.data_set };
        Some(Series {
            name,
            unit: name.plausible().1.to_owned(),
            source: format!("{named}, {data_set}"),
            vintage: if self.vintage.is_empty() { NO_VINTAGE.to_owned() } else { self.vintage.clone() },
            licence: self.licence.to_owned(),
            note,
            first_year: first,
            values: (first..=last).map(|year| values.get(&year).copied()).collect(),
            status,
        })
    }
}
