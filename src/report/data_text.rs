//! The data of a country in words and tables: years, gaps and breaks of each series, then unit, source and licence.

use super::human_capital_text::human_capital;
use super::inputs_text::lines;
use super::text_table::{again, table, wrapped};
use crate::data::{Economy, PublishedFigure, Series};

/// Gaps that the table names; more are counted.
const NAMED_GAPS: usize = 2;

/// The text of the data. `command` is the command that reproduces it.
#[must_use]
pub fn data_text(economy: &Economy, command: &str) -> String {
    let price_base = economy.price_base().map_or_else(|_| "none".to_owned(), |year| year.to_string());
    let mut text = wrapped(
        &format!(
            "Data of {}: {} series, vintage {}, price base {price_base}, money in {}",
            economy.country,
            economy.all_series().len(),
            economy.vintage,
            economy.currency_unit
        ),
        "",
    );
    text.push('\n');
    text.push_str(&series_table(economy));
    text.push_str("\nUnits, sources and licences\n");
    for series in economy.all_series() {
        text.push_str(&wrapped(&description(economy, series), "  "));
    }
    text.push_str(&published(economy));
    text.push_str(&human_capital(economy));
    text.push('\n');
    text.push_str(&for_a_run(economy));
    text.push_str(&lines(economy.input.as_slice()));
    text.push_str(&again(command));
    text
}

fn series_table(economy: &Economy) -> String {
    let head = ["series", "years", "gaps", "breaks", "vintage"].map(str::to_owned).to_vec();
    let rows = economy.all_series().iter().map(|series| {
        vec![
            series.name.to_string(),
            series.observed().map_or_else(|| "none".to_owned(), |y| format!("{}-{}", y.first, y.last)),
            counted(&series.gaps()),
            counted(&economy.breaks(series.name)),
            series.vintage.clone(),
        ]
    });
    table(&std::iter::once(head).chain(rows).collect::<Vec<_>>())
}

/// A few years by name, many by their number.
fn counted(years: &[i32]) -> String {
    match years {
        [] => "-".to_owned(),
        few if few.len() <= NAMED_GAPS => listed(few),
        many => format!("{} years", many.len()),
    }
}

/// Years with what lies between two in a row left out: 2000, 2002-2004.
fn listed(years: &[i32]) -> String {
    let runs = years.chunk_by(|before, after| before + 1 == *after);
    let texts = runs.filter_map(|run| match run {
        [] => None,
        [one] => Some(one.to_string()),
        [first, .., last] => Some(format!("{first}-{last}")),
    });
    texts.collect::<Vec<_>>().join(", ")
}

fn description(economy: &Economy, series: &Series) -> String {
    let mut text = format!(
        "{}: {}. {} ({}). {}.",
        series.name, series.unit, series.source, series.vintage, series.licence
    );
    for (what, years) in [("Gaps", series.gaps()), ("Breaks", economy.breaks(series.name))] {
        if years.len() > NAMED_GAPS {
            text.push_str(&format!(" {what}: {}.", listed(&years)));
        }
    }
    if !series.status.is_empty() {
        let flags = series.status.iter().map(|(year, flags)| format!("{flags} in {year}"));
        text.push_str(&format!(" Status: {}.", flags.collect::<Vec<_>>().join(", ")));
    }
    if !series.note.is_empty() {
        text.push_str(&format!(" Note: {}.", series.note));
    }
    text
}

/// What was published of the country beside the series, by vintage; nothing where there is no such figure.
fn published(economy: &Economy) -> String {
    let figures = PublishedFigure::embedded().unwrap_or_default();
    let of_country: Vec<&PublishedFigure> =
        figures.iter().filter(|figure| figure.country == economy.country).collect();
    if of_country.is_empty() {
        return String::new();
    }
    let mut text = "\nPublished figures, by vintage (the series above keep one vintage whole)\n".to_owned();
    for figure in of_country {
        let line = format!(
            "{} {}: {} {}. {} ({}, {}).",
            figure.what, figure.year, figure.value, figure.unit, figure.source, figure.vintage, figure.status
        );
        text.push_str(&wrapped(&line, "  "));
    }
    text
}

/// Whether the data carry a baseline, and what is missing.
fn for_a_run(economy: &Economy) -> String {
    let lacks = economy.lacks();
    if lacks.is_empty() {
        return wrapped("A baseline can be made of these data.", "");
    }
    let mut text = wrapped("No baseline can be made of these data:", "");
    for missing in lacks {
        text.push_str(&wrapped(&missing.to_string(), "  "));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_in_a_row_are_one_range() {
        assert_eq!(listed(&[2000, 2002, 2003, 2004, 2010, 2011]), "2000, 2002-2004, 2010-2011");
        assert_eq!(counted(&[2000, 2001]), "2000-2001");
        assert_eq!(counted(&[2000, 2001, 2005]), "3 years");
    }

    #[test]
    fn the_status_of_values_is_told() {
        let mut economy = Economy::embedded("NLD").unwrap();
        let mut series = economy.series(crate::data::SeriesName::Hours).unwrap().clone();
        series.status.insert(2023, "p".to_owned());
        economy.replace(series);
        assert!(data_text(&economy, "kennis data").contains("Status: p in 2023."));
    }

    #[test]
    fn every_series_is_in_eighty_columns() {
        let economy = Economy::embedded("NLD").unwrap();
        let text = data_text(&economy, "kennis data");
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        assert!(
            text.contains("A baseline can be made") && text.contains("Breaks: 1981-1982, 1990"),
            "{text}"
        );
        for series in economy.all_series() {
            assert!(text.contains(series.name.name()));
        }
    }

    #[test]
    fn the_vintages_of_2023_stand_side_by_side() {
        let text = data_text(&Economy::embedded("NLD").unwrap(), "kennis data").replace("\n  ", " ");
        for line in [
            "rd_total 2023: 2.2 % of GDP.",
            "rd_total 2023: 2.3 % of GDP.",
            "(2025-08-15, revised_provisional)",
        ] {
            assert!(text.contains(line), "{line}: {text}");
        }
        // A country of which nothing was published here has no such head.
        let other = Economy::from_tables("XYZ", &["year,hours\n2000,1\n"]).unwrap();
        assert!(!data_text(&other, "kennis data").contains("Published figures"));
    }
}
