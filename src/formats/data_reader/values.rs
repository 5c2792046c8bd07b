//! The numbers of a table of data: their notation from all of them, then their unit, then their range.

use super::super::data_file::{DataFile, file_name};
use super::super::input_error::Position;
use super::super::source::quoted;
use super::super::table::jump::neighbours;
use super::super::table::notation::Notation;
use super::super::table::number::{Evidence, evidence, times};
use super::super::table::unit::{Expected, Reading, of_series};
use super::{DataReader, Entry, ReadSeries};
use crate::data::SeriesName;
use crate::scenario::{Problem, shown};
use std::collections::BTreeMap;

/// A series of a country.
type Key = (String, SeriesName);

impl<'a> DataReader<'a> {
    /// The numbers: their notation from all of them, then their unit, then their range.
    pub(super) fn values(
        &mut self,
        entries: &[Entry<'a>],
        read: &mut BTreeMap<Key, ReadSeries<'a>>,
        data: &mut DataFile,
    ) {
        let numbers: Vec<(usize, &str, Evidence)> = entries
            .iter()
            .filter_map(|entry| {
                let factor = read.get(&entry.key).map_or(1.0, |series| series.factor_alone(entry.key.1));
                let (range, _) = entry.key.1.plausible();
                let text = entry.cell.number?;
                Some((entry.value.offset, text, evidence(text, |value| range.contains(&(value * factor)))))
            })
            .collect();
        let notation = Notation::new(&numbers);
        let mut values: BTreeMap<&Key, Vec<(&Entry<'a>, f64)>> = BTreeMap::new();
        let mut open = Vec::new();
        for entry in entries {
            let Some(text) = entry.cell.number else { continue };
            let key = format!("{}[{}]", entry.key.1, entry.year);
            match notation.read(entry.value.offset, text, self.source) {
                Ok(value) => values.entry(&entry.key).or_default().push((entry, value)),
                Err(expected) if notation.is_open() && notation.decides(entry.value.offset) => {
                    open.push((entry, key, expected));
                }
                Err(expected) => self.refuse_field(&key, entry.value, expected),
            }
        }
        for (entry, key, expected) in open {
            // The neighbours tell a person which it is.
            let beside = values.get(&entry.key).map_or(&[][..], Vec::as_slice);
            let at = |year: i32| {
                beside.iter().find(|(entry, _)| entry.year == year).map(|(_, value)| (year, *value))
            };
            let beside = neighbours(at(entry.year - 1), at(entry.year + 1));
            let beside = if beside.is_empty() { beside } else { format!(" (beside {beside})") };
            self.refuse_field(&key, entry.value, format!("{expected}{beside}"));
        }
        for (key, numbers) in values {
            let Some(series) = read.get_mut(key) else { continue };
            let sample: Vec<f64> = numbers.iter().map(|(_, value)| *value).collect();
            let factor = self.factor(key.1, series, &sample);
            for (entry, value) in numbers {
                if let Some(value) = self.in_range(entry, value, factor) {
                    series.values.insert(entry.year, value);
                    let place = (entry.key.0.clone(), entry.key.1, entry.year);
                    data.places.insert(place, self.source.position(entry.value.offset));
                }
                if !entry.status.is_empty() {
                    series.status.insert(entry.year, entry.status.clone());
                }
            }
        }
    }

    /// What the numbers of a series are multiplied by for their unit; what is converted or not known is remarked.
    fn factor(&mut self, name: SeriesName, series: &mut ReadSeries<'a>, sample: &[f64]) -> f64 {
        let (Some(field), Some(expected)) = (series.unit, of_series(name)) else { return 1.0 };
        let Position { line, .. } = self.source.position(field.offset);
        let (file, unit) = (file_name(self.source.file), quoted(&field.text));
        match expected.read(&field.text, sample) {
            Reading::Same => 1.0,
            Reading::Times(factor) => {
                self.remarks.push(format!(
                    "{file}, line {line}: {name} is in {unit}, and was multiplied by {} ({})",
                    shown(factor),
                    expected.name()
                ));
                series.described[0] = expected.name().to_owned();
                factor
            }
            Reading::Unknown => {
                let taken = expected.name();
                self.remarks.push(format!(
                    "{file}, line {line}: the unit {unit} is not known: {name} is taken for {taken}"
                ));
                1.0
            }
            Reading::Other(expected) => {
                self.refuse_field(&format!("{name}: unit"), field, expected);
                1.0
            }
        }
    }

    /// The value in the unit of its series; none where it cannot be.
    fn in_range(&mut self, entry: &Entry<'_>, value: f64, factor: f64) -> Option<f64> {
        let name = entry.key.1;
        let key = format!("{name}[{}]", entry.year);
        let factor =
            match (entry.cell.percent, of_series(name).map(|expected: Expected| expected.percent_sign())) {
                (false, _) | (true, Some(Reading::Same)) => factor,
                (true, Some(Reading::Times(factor))) => factor,
                (true, _) => {
                    self.refuse_field(&key, entry.value, name.plausible().1);
                    return None;
                }
            };
        let value = times(value, factor);
        let (range, unit) = name.plausible();
        if range.contains(&value) {
            return Some(value);
        }
        let expected = format!("{unit}, from {} to {}", shown(*range.start()), shown(*range.end()));
        self.refuse(entry.value.offset, Problem::new(key, shown(value), expected));
        None
    }
}
