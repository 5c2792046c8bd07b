//! A panel of countries: one table with the series of many economies, and what a country's baseline needs beyond
//! them.
//!
//! ```text
//! country,year,gdp_volume,...
//! unit,,...            source, vintage, licence and note likewise
//! AUT,1980,...
//! ```
//! Beyond the data (assumption) growth of GDP and hours is that of the last ten years, fading in a straight line to
//! growth of population over thirty years; growth of population is that of the last ten years, zero where it is not
//! known. R&D over GDP stays at its last ratio.

use super::economy::Economy;
use super::series::{Series, SeriesName};
use super::table::{DataError, Table, cell_error, format_error, is_description};
use super::years::Years;

/// Years that recent growth is measured over, and that the start of a stock of knowledge needs.
const RECENT_YEARS: i32 = 10;
/// Years over which growth fades to that of population (assumption).
const GROWTH_FADE: i32 = 30;

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
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(true)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let header = reader.headers().map_err(format_error)?.clone();
        if header.get(0) != Some("country") {
            return Err(cell_error(1, "1", header.get(0).unwrap_or(""), "\"country\" as the first column"));
        }
        // A country's part of the table is a table of its own, without the first column.
        let mut described = Table::new(&header.iter().skip(1).collect())?;
        let mut countries: Vec<(String, Table)> = Vec::new();
        for record in reader.records() {
            let record = record.map_err(format_error)?;
            let first = record.get(0).unwrap_or("").trim();
            let key = if is_description(first) { first } else { record.get(1).unwrap_or("") };
            let mut row: csv::StringRecord = std::iter::once(key).chain(record.iter().skip(2)).collect();
            row.set_position(record.position().cloned());
            if is_description(first) {
                described.add(&row)?;
                continue;
            }
            if countries.last().is_none_or(|(code, _)| code != first) {
                countries.push((first.to_owned(), described.clone()));
            }
            if let Some((_, table)) = countries.last_mut() {
                table.add(&row)?;
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
        self.economies.iter().find(|economy| economy.country == country).ok_or_else(|| DataError::Country {
            country: country.to_owned(),
            known: self.economies.iter().map(|e| e.country.as_str()).collect::<Vec<_>>().join(", "),
        })
    }

    /// A country as observed, with R&D from the last year without a gap before it on: what its past can be told from.
    ///
    /// # Errors
    /// [`DataError::Country`] where the panel does not have it, [`DataError::Missing`] with the series and the years
    /// where the last ten years of R&D have a gap.
    pub fn unbroken(&self, country: &str) -> Result<Economy, DataError> {
        let economy = self.economy(country)?;
        let rd = unbroken_rd(economy)?;
        Ok(Economy::from_series(country, with_rd_of(economy, rd)))
    }

    /// A country with the projections that a baseline needs, R&D from the last year on without a gap.
    ///
    /// # Errors
    /// [`DataError::Country`] where the panel does not have it, [`DataError::Missing`] with the series and the years
    /// that a baseline needs and that are not observed.
    pub fn projected(&self, country: &str) -> Result<Economy, DataError> {
        let economy = self.economy(country)?;
        let rd = unbroken_rd(economy)?;
        for name in [SeriesName::RdHigherEducation, SeriesName::RdGovernment, SeriesName::Hours] {
            economy.series(name)?.require(rd.last)?;
        }
        for name in [
            SeriesName::GdpNominal,
            SeriesName::Employment,
            SeriesName::Researchers,
            SeriesName::CapitalStock,
            SeriesName::HumanCapital,
        ] {
            economy.observed(name)?;
        }
        let population = recent_growth(economy, SeriesName::Population).unwrap_or(0.0);
        let mut series = with_rd_of(economy, rd);
        for (observed, name) in
            [(SeriesName::GdpVolume, SeriesName::GdpGrowth), (SeriesName::Hours, SeriesName::HoursGrowth)]
        {
            series.push(projected_growth(economy, observed, name, rd.last, population)?);
        }
        Ok(Economy::from_series(country, series))
    }
}

impl Economy {
    /// A country of the embedded panel, projected; the Netherlands from their own, longer tables.
    ///
    /// # Errors
    /// [`DataError::Country`] where the panel does not have it, [`DataError::Missing`] with the series and the years
    /// that a baseline needs and that are not observed.
    ///
    /// ```
    /// let germany = kennis::Economy::country("DEU")?;
    /// assert_eq!(germany.currency_unit, "bn EUR");
    /// let missing = kennis::Economy::country("CHE").unwrap_err();
    /// assert!(missing.to_string().starts_with("series rd_total has no observation for 2011, 2013"));
    /// # Ok::<(), kennis::DataError>(())
    /// ```
    #[cfg(feature = "panel")]
    pub fn country(country: &str) -> Result<Self, DataError> {
        if country == "NLD" { Self::netherlands() } else { Panel::embedded()?.projected(country) }
    }
}

/// The series of an economy, R&D of these years only.
fn with_rd_of(economy: &Economy, rd: Years) -> Vec<Series> {
    let mut series: Vec<Series> = economy.all_series().to_vec();
    for one in &mut series {
        if matches!(one.name, SeriesName::RdTotal | SeriesName::RdBusiness) {
            one.keep(rd);
        }
    }
    series
}

/// The years up to the last observation of R&D in which all that its volume needs is observed; at least ten and the
/// one before them.
fn unbroken_rd(economy: &Economy) -> Result<Years, DataError> {
    const NEEDED: [SeriesName; 3] = [SeriesName::RdTotal, SeriesName::RdBusiness, SeriesName::GdpVolume];
    let last =
        economy.observed(SeriesName::RdTotal)?.last.min(economy.observed(SeriesName::RdBusiness)?.last);
    for name in NEEDED {
        let series = economy.series(name)?;
        let missing: Vec<String> = (last - RECENT_YEARS..=last)
            .filter(|year| series.at(*year).is_none())
            .map(|year| year.to_string())
            .collect();
        if !missing.is_empty() {
            return Err(DataError::Missing { series: name, years: missing.join(", ") });
        }
    }
    let mut first = last - RECENT_YEARS;
    let complete =
        |year: i32| NEEDED.iter().all(|name| economy.series(*name).is_ok_and(|s| s.at(year).is_some()));
    while complete(first - 1) {
        first -= 1;
    }
    Ok(Years::new(first, last))
}

/// Growth a year over the last ten years of a series, as a fraction.
fn recent_growth(economy: &Economy, name: SeriesName) -> Result<f64, DataError> {
    let series = economy.series(name)?;
    let last = economy.observed(name)?.last;
    let factor = series.require(last)? / series.require(last - RECENT_YEARS)?;
    Ok(factor.powf(1.0 / f64::from(RECENT_YEARS)) - 1.0)
}

/// Growth in percent from the year after `from`: observed as far as it goes, then fading.
fn projected_growth(
    economy: &Economy,
    observed: SeriesName,
    name: SeriesName,
    from: i32,
    population: f64,
) -> Result<Series, DataError> {
    let levels = economy.series(observed)?;
    let last = economy.observed(observed)?.last;
    let recent = recent_growth(economy, observed)?;
    let growth = |year: i32| {
        if year <= last {
            return Ok(levels.require(year)? / levels.require(year - 1)? - 1.0);
        }
        let way = f64::from((year - last).min(GROWTH_FADE)) / f64::from(GROWTH_FADE);
        Ok::<f64, DataError>(recent + (population - recent) * way)
    };
    let values = (from + 1..=last.max(from) + GROWTH_FADE).map(|year| Ok(Some(100.0 * growth(year)?)));
    Ok(Series {
        name,
        unit: "% a year".to_owned(),
        source: format!("derived: {}", levels.source),
        vintage: levels.vintage.clone(),
        licence: levels.licence.clone(),
        note: "beyond the data growth of the last ten years fades to that of population over thirty years (assumption)"
            .to_owned(),
        first_year: from + 1,
        values: values.collect::<Result<_, DataError>>()?,
    })
}

#[cfg(all(test, feature = "panel"))]
mod tests {
    use super::*;
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
