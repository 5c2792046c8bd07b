//! Writes a table of data: long CSV, a line for each observation, in the shape that `read_data` reads.

use super::csv_text::{csv_quoted, csv_with_inputs};
use super::data_file::DataFile;
use super::table::number::{Evidence, evidence};
use crate::data::{Economy, HUMAN_CAPITAL_HORIZON, HumanCapital, HumanCapitalYear, PublishedFigure, Series};

/// The columns of a table of data.
pub const DATA_COLUMNS: &[&str] = &[
    "variable",
    "kind",
    "statistic",
    "year",
    "value",
    "unit",
    "country",
    "source",
    "vintage",
    "licence",
    "note",
    "status",
];

/// What `kind` says of a figure as it was published, which is no observation of a series: such lines are left aside when a
/// table is read.
pub(super) const PUBLISHED: &str = "published_figure";

/// What `kind` says of the indicator of human capital, which is made of other tables: left aside likewise.
pub(super) const INDICATOR: &str = "indicator";

/// The observations of an economy, in the shape that [`read_data`](super::read_data) reads, and below them what was
/// published of the country, by vintage.
#[must_use]
pub fn data_csv(economy: &Economy) -> String {
    let mut text = series_csv(economy);
    let figures = PublishedFigure::embedded().unwrap_or_default();
    text.extend(figures.iter().filter(|figure| figure.country == economy.country).map(published));
    text += &indicator(&economy.country);
    csv_with_inputs(text, economy.input.as_slice())
}

/// The observations alone.
pub(super) fn series_csv(economy: &Economy) -> String {
    let mut text = DATA_COLUMNS.join(",") + "\n";
    economy.all_series().iter().for_each(|series| lines(series, &economy.country, &mut text));
    text
}

/// All series of a file, of every country, in the same shape.
#[must_use]
pub fn data_file_csv(data: &DataFile) -> String {
    let mut text = DATA_COLUMNS.join(",") + "\n";
    for (country, series) in &data.countries {
        series.iter().for_each(|series| lines(series, country, &mut text));
    }
    csv_with_inputs(text, data.input.as_slice())
}

fn lines(series: &Series, country: &str, text: &mut String) {
    let observed = series.observed().into_iter().flat_map(|years| years.iter());
    let values = observed.filter_map(|year| Some((year, series.at(year)?)));
    for (line, (year, value)) in values.enumerate() {
        let (unit, country) = (csv_quoted(&series.unit), csv_quoted(country));
        let value = written(value);
        *text += &format!("{},data,value,{year},{value},{unit},{country}", series.name);
        let described = [&series.source, &series.vintage, &series.licence, &series.note];
        for cell in described.map(|cell| if line == 0 { csv_quoted(cell) } else { String::new() }) {
            *text += &format!(",{cell}");
        }
        *text += &format!(",{}\n", csv_quoted(series.status.get(&year).map_or("", String::as_str)));
    }
}

/// The line of a figure as it was published.
fn published(figure: &PublishedFigure) -> String {
    let [unit, country, source, vintage] =
        [&figure.unit, &figure.country, &figure.source, &figure.vintage].map(|text| csv_quoted(text));
    let (what, year, value, status) = (figure.what, figure.year, written(figure.value), figure.status);
    format!("{what},{PUBLISHED},value,{year},{value},{unit},{country},{source},{vintage},,,{status}\n")
}

/// Columns of the indicator: name, unit and value.
type IndicatorColumn = (&'static str, &'static str, fn(&HumanCapitalYear) -> Option<f64>);
const INDICATORS: [IndicatorColumn; 6] = [
    ("schooling_working_age", "years", |of| Some(of.working_age)),
    ("schooling_working_age_low", "years", |of| (!of.observed).then_some(of.working_age_without_trend)),
    ("schooling_young", "years", |of| of.young),
    ("schooling_at_work", "years", |of| of.at_work),
    ("human_capital_of_schooling", "index", |of| Some(of.index())),
    ("human_capital_of_schooling_low", "index", |of| (!of.observed).then_some(of.index_without_trend())),
];

/// The lines of the indicator of human capital.
fn indicator(country: &str) -> String {
    let mut text = String::new();
    let Ok(indicator) = HumanCapital::embedded(country, HUMAN_CAPITAL_HORIZON) else { return text };
    for (name, unit, value) in INDICATORS {
        let values = indicator.years.iter().filter_map(|of| Some((of, value(of)?)));
        for (line, (of, value)) in values.enumerate() {
            let cells = if line == 0 { "Barro and Lee v3; Lee and Lee 2016,2021,MIT" } else { ",," };
            let status = if of.observed { "observed" } else { "projected" };
            let (year, value, country) = (of.year, written(value), csv_quoted(country));
            text += &format!("{name},{INDICATOR},value,{year},{value},{unit},{country},{cells},,{status}\n");
        }
    }
    text
}

/// A number that is read back to the same bits, and whose point can only be a decimal one: `1.234` gets a zero more.
fn written(value: f64) -> String {
    let text = value.to_string();
    let may_be_thousands = matches!(evidence(&text, |_| true), Evidence::Open { .. });
    if may_be_thousands { text + "0" } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_alone_says_which_its_decimal_sign_is() {
        assert_eq!(written(14.502), "14.5020");
        assert_eq!([0.015, 14210.5, 14502.0, -1.25].map(written), ["0.015", "14210.5", "14502", "-1.25"]);
    }
}
