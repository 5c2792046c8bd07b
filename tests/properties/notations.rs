//! A saved `kennis data --format csv`, written anew in any notation that people use, gives the same run.

use kennis::formats::{data_csv, read_data};
use kennis::{Economy, Experiment, Instrument, Measure, ParameterSet, Scenario, Unit};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// How a table is written.
#[derive(Clone, Debug)]
struct Dress {
    layout: u8,
    separator: char,
    comma: bool,
    grouping: Option<char>,
    line_end: &'static str,
    encoding: u8,
    quoted: bool,
    trailing: bool,
    empty_rows: bool,
    sep_line: bool,
    flags: bool,
    period: u8,
    reversed: bool,
}

fn dress() -> impl Strategy<Value = Dress> {
    let numbers = (
        prop::sample::select(vec![',', ';', '\t', '|']),
        any::<bool>(),
        prop::sample::select(vec![None, Some(' '), Some('\u{a0}'), Some('\''), Some('x')]),
    );
    let text = (prop::sample::select(vec!["\n", "\r\n", "\r"]), 0..4u8, any::<bool>());
    let excel = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (0..3u8, numbers, text, excel, 0..4u8, any::<bool>()).prop_map(
        |(layout, numbers, text, excel, period, reversed)| Dress {
            layout,
            separator: numbers.0,
            comma: numbers.1,
            // Points between groups beside a decimal comma, and commas beside a point.
            grouping: numbers
                .2
                .map(|sign| if sign == 'x' { if numbers.1 { '.' } else { ',' } } else { sign }),
            line_end: text.0,
            encoding: text.1,
            quoted: text.2,
            trailing: excel.0,
            empty_rows: excel.1,
            // A bar is a separator only where the first line says so.
            sep_line: excel.2 || numbers.0 == '|',
            flags: excel.3,
            period,
            reversed,
        },
    )
}

impl Dress {
    fn number(&self, value: f64) -> String {
        let text = value.abs().to_string();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let mut grouped = String::new();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                grouped.extend(self.grouping);
            }
            grouped.push(digit);
        }
        let sign = if value < 0.0 { "-" } else { "" };
        let point = if decimals.is_empty() {
            ""
        } else if self.comma {
            ","
        } else {
            "."
        };
        let flag = if self.flags { " p" } else { "" };
        format!("{sign}{grouped}{point}{decimals}{flag}")
    }

    fn year(&self, year: i32) -> String {
        match self.period {
            0 => year.to_string(),
            1 => format!("{year}JJ00"),
            2 => format!("{year}*"),
            _ => format!("{year}-01-01"),
        }
    }

    fn line(&self, cells: &[String]) -> String {
        let cell = |text: &String| {
            let needs = self.quoted || text.contains([self.separator, '"', '\n', ',', ';', '\t']);
            if needs { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.clone() }
        };
        let mut line = cells.iter().map(cell).collect::<Vec<_>>().join(&self.separator.to_string());
        if self.trailing {
            line.push(self.separator);
        }
        line + self.line_end
    }

    fn table(&self, rows: &[Vec<String>]) -> Vec<u8> {
        let mut text =
            if self.sep_line { format!("sep={}{}", self.separator, self.line_end) } else { String::new() };
        for (index, row) in rows.iter().enumerate() {
            text += &self.line(row);
            if self.empty_rows && index % 100 == 7 {
                text += &format!("{}{}{}", self.separator, self.separator, self.line_end);
            }
        }
        let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
            mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect::<Vec<u8>>()
        };
        match self.encoding {
            0 => text.into_bytes(),
            1 => format!("\u{feff}{text}").into_bytes(),
            2 => utf16([0xff, 0xfe], u16::to_le_bytes),
            _ => utf16([0xfe, 0xff], u16::to_be_bytes),
        }
    }

    fn rows(&self, economy: &Economy) -> Vec<Vec<String>> {
        let mut values: Vec<(&str, i32, f64)> = Vec::new();
        for series in economy.all_series() {
            let years = series.observed().into_iter().flat_map(|years| years.iter());
            values.extend(years.filter_map(|year| Some((series.name.name(), year, series.at(year)?))));
        }
        let described: BTreeMap<&str, [&String; 5]> = economy
            .all_series()
            .iter()
            .map(|series| {
                (
                    series.name.name(),
                    [&series.unit, &series.source, &series.vintage, &series.licence, &series.note],
                )
            })
            .collect();
        let keys = ["unit", "source", "vintage", "licence", "note"].map(str::to_owned);
        let at: BTreeMap<(&str, i32), f64> =
            values.iter().map(|(name, year, value)| ((*name, *year), *value)).collect();
        let years: BTreeSet<i32> = values.iter().map(|(_, year, _)| *year).collect();
        let mut names: Vec<&str> = described.keys().copied().collect();
        if self.reversed {
            names.reverse();
            values.reverse();
        }
        let cell = |name: &str, year: i32| {
            at.get(&(name, year)).map_or_else(String::new, |value| self.number(*value))
        };
        let mut rows = Vec::new();
        match self.layout {
            0 => {
                rows.push([&["variable", "year", "value"].map(str::to_owned)[..], &keys].concat());
                for (name, year, value) in values {
                    let start = [name.to_owned(), self.year(year), self.number(value)];
                    rows.push([&start[..], &described[name].map(Clone::clone)].concat());
                }
            }
            1 => {
                rows.push(
                    [vec!["year".to_owned()], names.iter().map(|name| (*name).to_owned()).collect()].concat(),
                );
                for (index, key) in keys.iter().enumerate() {
                    let of = names.iter().map(|name| described[name][index].clone());
                    rows.push(std::iter::once(key.clone()).chain(of).collect());
                }
                rows.extend(years.iter().map(|year| {
                    std::iter::once(self.year(*year))
                        .chain(names.iter().map(|name| cell(name, *year)))
                        .collect()
                }));
            }
            _ => {
                let head = [vec!["variable".to_owned()], keys.to_vec()].concat();
                rows.push([head, years.iter().map(|year| self.year(*year)).collect()].concat());
                for name in names {
                    let start = std::iter::once(name.to_owned()).chain(described[name].map(Clone::clone));
                    rows.push(start.chain(years.iter().map(|year| cell(name, *year))).collect());
                }
            }
        }
        rows
    }
}

/// GDP of a run, to the bit, and what the results would say beside.
fn run(economy: Economy) -> (Vec<u64>, Vec<String>, String) {
    let mut scenario = Scenario::new("research");
    scenario.measures.push(Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026));
    let economy = economy.completed().unwrap();
    let experiment = Experiment::new(&economy, scenario, ParameterSet::default()).unwrap();
    let gdp = experiment.at_centre().iter().map(|year| year.gdp.to_bits()).collect();
    (gdp, experiment.warnings().to_vec(), economy.vintage.clone())
}

proptest! {
    #![proptest_config(crate::cases(48))]

    #[test]
    fn saved_data_give_the_same_run_in_every_notation(dress in dress()) {
        let economy = Economy::embedded("NLD").unwrap();
        // Saved, read back and written in another dress.
        let saved = read_data(data_csv(&economy).as_bytes(), "d.csv").unwrap().economy("NLD").unwrap();
        let bytes = dress.table(&dress.rows(&saved));
        let data = read_data(&bytes, "d.csv").map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert!(data.problems("NLD").problems.is_empty());
        prop_assert_eq!(run(data.economy("NLD").unwrap()), run(economy));
    }
}
