//! A panel of countries: one table with the series of many economies.
//!
//! ```text
//! country,year,gdp_volume,...
//! unit,,...            source, vintage, licence and note likewise
//! AUT,1980,...
//! ```

use super::economy::Economy;
use super::error::DataError;
use super::series::Series;
use super::table::{Rows, Table, cell_error, is_description};
use crate::names::nearest_name;

#[cfg(feature = "panel")]
const EMBEDDED: &str = include_str!("../../data/panel.csv");

/// The series of many countries, as observed.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    economies: Vec<Economy>,
}

impl Panel {
    /// The embedded table: OECD members and partners, from 1980.
    ///
    /// # Errors
    /// [`DataError`] where the embedded table cannot be read, which the tests of the crate exclude.
    #[cfg(feature = "panel")]
    pub fn embedded() -> Result<Self, DataError> {
        Self::from_csv(EMBEDDED)
    }

    /// A panel from a table in the shape of the embedded one.
    ///
    /// # Errors
    /// [`DataError`] with line and column.
    pub fn from_csv(text: &str) -> Result<Self, DataError> {
        let rows = Rows::new(text)?;
        let names = rows.names();
        let Some(("country", names)) = names.split_first().map(|(first, rest)| (*first, rest)) else {
            let found = names.first().copied().unwrap_or("");
            return Err(cell_error(1, "1", found, "\"country\" as the first column"));
        };
        // A country's part of the table is a table of its own, without the first column.
        let mut described = Table::new(names)?;
        let mut countries: Vec<(String, Table)> = Vec::new();
        for (line, cells) in rows.iter() {
            let mut cells = cells?;
            let first = cells.remove(0);
            if is_description(first) {
                // The key of such a line stands where countries do.
                cells[0] = first;
                described.add(line, &cells)?;
                continue;
            }
            if countries.last().is_none_or(|(code, _)| code != first) {
                countries.push((first.to_owned(), described.clone()));
            }
            if let Some((_, table)) = countries.last_mut() {
                table.add(line, &cells)?;
            }
        }
        let observed = |series: Vec<Series>| series.into_iter().filter(|s| s.observed().is_some()).collect();
        let economies = countries
            .into_iter()
            .map(|(code, table)| Economy::from_series(&code, observed(table.series)))
            .collect();
        Ok(Self { economies })
    }

    /// The countries, as observed.
    pub fn economies(&self) -> impl Iterator<Item = &Economy> {
        self.economies.iter()
    }

    /// A country as observed.
    ///
    /// # Errors
    /// [`DataError::Country`] where the panel does not have it.
    pub fn economy(&self, country: &str) -> Result<&Economy, DataError> {
        self.economies.iter().find(|economy| economy.country == country).ok_or_else(|| {
            let known: Vec<&str> = self.economies.iter().map(|economy| economy.country.as_str()).collect();
            unknown_country(country, &known)
        })
    }

    /// A country as observed, with R&D from the last year without a gap before it on: what its past can be told from.
    ///
    /// # Errors
    /// [`DataError::Country`] where the panel does not have it, [`DataError::Missing`] with the series and the years
    /// where the last ten years of R&D have a gap.
    pub fn unbroken(&self, country: &str) -> Result<Economy, DataError> {
        self.economy(country)?.clone().unbroken()
    }

    /// A country with the projections that a baseline needs, R&D from the last year on without a gap.
    ///
    /// # Errors
    /// [`DataError::Country`] where the panel does not have it, [`DataError::Missing`] with the first series and the
    /// years that a baseline needs and that are not observed.
    pub fn projected(&self, country: &str) -> Result<Economy, DataError> {
        self.economy(country)?.clone().completed()
    }
}

impl Economy {
    /// A country as observed, from the embedded tables; the Netherlands from their own, longer ones, with their
    /// projection. Without the feature `panel` there are no others.
    ///
    /// # Errors
    /// [`DataError::Country`] with the nearest code where there is no data for it.
    pub fn embedded(country: &str) -> Result<Self, DataError> {
        if country == "NLD" {
            return Self::netherlands();
        }
        #[cfg(feature = "panel")]
        return Panel::embedded()?.economy(country).cloned();
        #[cfg(not(feature = "panel"))]
        Err(unknown_country(country, &["NLD"]))
    }

    /// A country of the embedded tables, with what a baseline needs beyond the observations.
    ///
    /// # Errors
    /// [`DataError::Country`] where there is no data for it, [`DataError::Missing`] with the first series and the
    /// years that a baseline needs and that are not observed; [`Economy::lacks`] names all of them.
    ///
    /// ```
    /// # #[cfg(feature = "panel")] {
    /// let germany = kennis::Economy::country("DEU")?;
    /// assert_eq!(germany.currency_unit, "bn EUR");
    /// let missing = kennis::Economy::country("CHE").unwrap_err();
    /// assert!(missing.to_string().starts_with("series rd_total has no observation for 2011, 2013"));
    /// # }
    /// # Ok::<(), kennis::DataError>(())
    /// ```
    pub fn country(country: &str) -> Result<Self, DataError> {
        if country == "NLD" { Self::netherlands() } else { Self::embedded(country)?.completed() }
    }
}

/// The error of a country without data, and the code that was probably meant.
fn unknown_country(country: &str, known: &[&str]) -> DataError {
    let nearest = nearest_name(&country.to_uppercase(), known.iter().copied());
    DataError::Country {
        country: country.to_owned(),
        known: known.join(", "),
        nearest: nearest.map(str::to_owned),
    }
}

#[cfg(all(test, feature = "panel"))]
mod tests {
    use super::*;
    use crate::data::SeriesName;
    use approx::assert_relative_eq;

    #[test]
    fn the_panel_agrees_with_the_dutch_tables() {
        // Same sources, other unit of volume: ratios and growth are the same.
        let (own, panel) = (Economy::netherlands().unwrap(), Panel::embedded().unwrap());
        let there = panel.projected("NLD").unwrap();
        assert_eq!(there.rd_years().unwrap(), own.rd_years().unwrap());
        for year in [1981, 2000, 2023] {
            assert_relative_eq!(there.gdp(year).unwrap(), own.gdp(year).unwrap(), max_relative = 2e-5);
            assert_relative_eq!(
                there.rd(year).unwrap().total,
                own.rd(year).unwrap().total,
                max_relative = 2e-5
            );
        }
    }

    #[test]
    fn published_figures_of_other_countries_come_out() {
        // NCSES, Science and Engineering Indicators 2024, tables SRD-1 and SRD-2: R&D over GDP in 2021 and the share
        // of business in it, %. Later revisions move both.
        let panel = Panel::embedded().unwrap();
        for (country, intensity, business) in [("AUT", 3.26, 68.9), ("DEU", 3.13, 66.9), ("FRA", 2.22, 65.7)]
        {
            let at = |name| panel.economy(country).unwrap().series(name).unwrap().require(2021).unwrap();
            assert!((at(SeriesName::RdTotal) - intensity).abs() < 0.08, "{country}");
            let share = 100.0 * at(SeriesName::RdBusiness) / at(SeriesName::RdTotal);
            assert!((share - business).abs() < 0.3, "{country}: {share}");
        }
    }

    #[test]
    fn every_series_of_the_panel_states_where_it_comes_from() {
        let panel = Panel::embedded().unwrap();
        assert!(panel.economies().count() > 40);
        for series in panel.economies().flat_map(Economy::all_series) {
            for text in [&series.unit, &series.source, &series.vintage, &series.licence] {
                assert!(!text.is_empty(), "{}", series.name);
            }
        }
    }

    #[test]
    fn every_country_is_an_economy_or_says_what_is_missing() {
        let panel = Panel::embedded().unwrap();
        let missing: Vec<(String, String)> = panel
            .economies()
            .filter_map(|e| Some((e.country.clone(), panel.projected(&e.country).err()?.to_string())))
            .collect();
        let names: Vec<&str> = missing.iter().map(|(country, _)| country.as_str()).collect();
        assert_eq!(
            names,
            ["ARG", "AUS", "CHE", "CHN", "COL", "CRI", "ISR", "NZL", "RUS", "SGP", "TUR"],
            "{missing:?}"
        );
        for (country, message) in &missing {
            assert!(message.starts_with("series "), "{country}: {message}");
        }
        assert!(panel.projected("XXX").unwrap_err().to_string().starts_with("no data for country \"XXX\""));
    }

    #[test]
    fn growth_fades_from_recent_to_that_of_population() {
        let economy = Economy::country("DEU").unwrap();
        let growth = economy.series(SeriesName::GdpGrowth).unwrap();
        let volume = economy.series(SeriesName::GdpVolume).unwrap();
        let observed = 100.0 * (volume.at(2024).unwrap() / volume.at(2023).unwrap() - 1.0);
        assert_relative_eq!(growth.at(2024).unwrap(), observed, max_relative = 1e-12);
        let recent = 100.0 * ((volume.at(2024).unwrap() / volume.at(2014).unwrap()).powf(0.1) - 1.0);
        let people = economy.series(SeriesName::Population).unwrap();
        let population = 100.0 * ((people.at(2024).unwrap() / people.at(2014).unwrap()).powf(0.1) - 1.0);
        assert_relative_eq!(growth.at(2039).unwrap(), 0.5 * (recent + population), max_relative = 1e-12);
        assert_relative_eq!(growth.at(2054).unwrap(), population, max_relative = 1e-12);
        assert_eq!(growth.observed().unwrap().last, 2054);
    }
}
