//! Researchers, people in R&D, and how many of the young have tertiary education.

use crate::data::{Attainment, DataError, Economy, SeriesName};

/// People of one kind in a year.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct People {
    /// The series.
    pub series: SeriesName,
    /// The year.
    pub year: i32,
    /// Full-time equivalents.
    pub number: f64,
    /// For each thousand who are employed; none where employment of the year is not observed.
    pub per_thousand_employed: Option<f64>,
    /// The number ten years before; none where it is not observed.
    pub ten_years_before: Option<f64>,
}

/// Those of some ages with tertiary education.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Graduates {
    /// The year.
    pub year: i32,
    /// Ages.
    pub ages: (u32, u32),
    /// The share of them with tertiary education, begun or completed.
    pub share: f64,
    /// The share ten years before; none where it is not known.
    pub ten_years_before: Option<f64>,
    /// Source.
    pub source: String,
}

pub(super) fn people(economy: &Economy, name: SeriesName) -> Option<People> {
    let series = economy.series(name).ok()?;
    let year = series.observed()?.last;
    let number = series.at(year)?;
    let employed = economy.series(SeriesName::Employment).ok().and_then(|employed| employed.at(year));
    Some(People {
        series: name,
        year,
        number,
        per_thousand_employed: employed.map(|employed| 1000.0 * number / employed),
        ten_years_before: series.at(year - 10),
    })
}

/// The ages of those who entered work last.
const YOUNG: (u32, u32) = (25, 34);

pub(super) fn graduates(country: &str) -> Result<Option<Graduates>, DataError> {
    let attainment = Attainment::embedded(country)?;
    let Some(year) = attainment.last_year() else { return Ok(None) };
    let row = |year| attainment.at(year, YOUNG.0, YOUNG.1);
    let share = |year| row(year).and_then(|row| row.levels).map(|levels| levels.tertiary);
    Ok(row(year).zip(share(year)).map(|(row, now)| Graduates {
        year,
        ages: YOUNG,
        share: now,
        ten_years_before: share(year - 10),
        source: row.source.clone(),
    }))
}
