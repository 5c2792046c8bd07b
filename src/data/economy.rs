//! An economy: its series, and the few quantities that the model derives from them.
//!
//! Volumes are in billion euro of the price base, the last year with nominal GDP:
//! `volume[t] = gdp_volume[t] * gdp_nominal[base] / gdp_volume[base]`, and R&D is converted with the deflator of GDP,
//! so that R&D over GDP is the same ratio at current prices and in volume.

use super::error::DataError;
use super::input_file::InputFile;
use super::series::Series;
use super::series_name::SeriesName;
use super::table::read_table;
use super::years::Years;
use std::collections::BTreeMap;

/// The price base of the embedded data: the last year with nominal GDP.
pub const LATEST_PRICE_BASE: i32 = 2023;

const NETHERLANDS: &str = include_str!("../../data/netherlands.csv");
const NETHERLANDS_PROJECTION: &str = include_str!("../../data/netherlands_projection.csv");

/// An economy.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Economy {
    /// Country, ISO 3166 alpha-3.
    pub country: String,
    /// Unit of money in output, such as `bn EUR`.
    pub currency_unit: String,
    /// Whether the currency is the euro.
    pub uses_euro: bool,
    /// Vintage of the data: the newest vintage of its series; those of the user are named apart, each with its own.
    pub vintage: String,
    /// What a reader of results should know about the user's own series; empty for the embedded data.
    pub remarks: Vec<String>,
    /// The user's table, where series are from one.
    pub input: Option<InputFile>,
    series: Vec<Series>,
    /// Series of the user's table that are not those of the embedded data.
    own: Vec<SeriesName>,
}

/// Own series that the line of data names; more are counted.
const MAX_NAMED: usize = 4;

impl Economy {
    /// The Netherlands, from the embedded tables.
    ///
    /// # Errors
    /// [`DataError`] where the embedded tables cannot be read, which the tests of the crate exclude.
    ///
    /// ```
    /// let economy = kennis::Economy::netherlands()?;
    /// assert_eq!(economy.price_base()?, 2023);
    /// # Ok::<(), kennis::DataError>(())
    /// ```
    pub fn netherlands() -> Result<Self, DataError> {
        Self::from_tables("NLD", &[NETHERLANDS, NETHERLANDS_PROJECTION])
    }

    /// An economy from tables in the shape of the embedded ones.
    ///
    /// # Errors
    /// [`DataError`] with line and column.
    pub fn from_tables(country: &str, tables: &[&str]) -> Result<Self, DataError> {
        let mut economy = Self::from_series(country, Vec::new());
        for table in tables {
            read_table(table)?.into_iter().for_each(|series| economy.replace(series));
        }
        Ok(economy)
    }

    /// An economy of these series.
    pub(super) fn from_series(country: &str, series: Vec<Series>) -> Self {
        let vintage = newest_vintage(&series);
        let uses_euro = EURO_AREA.contains(&country);
        let currency_unit = if uses_euro { "bn EUR".to_owned() } else { "bn LCU".to_owned() };
        Self {
            country: country.to_owned(),
            currency_unit,
            uses_euro,
            vintage,
            remarks: Vec::new(),
            input: None,
            series,
            own: Vec::new(),
        }
    }

    /// All series.
    #[must_use]
    pub fn all_series(&self) -> &[Series] {
        &self.series
    }

    /// Takes a series, in place of the one of that name where there is one.
    pub fn replace(&mut self, series: Series) {
        self.series.retain(|old| old.name != series.name);
        self.series.push(series);
        self.name_vintage();
    }

    /// Says that `own` series are the user's, from a table.
    #[cfg(feature = "formats")]
    pub(crate) fn set_own(&mut self, input: InputFile, own: Vec<SeriesName>) {
        (self.input, self.own) = (Some(input), own);
        self.name_vintage();
    }

    /// The newest vintage of the embedded series, then the user's own by their vintage.
    fn name_vintage(&mut self) {
        let is_own = |series: &&Series| self.own.contains(&series.name);
        let newest = newest_vintage(self.series.iter().filter(|series| !is_own(series)));
        let mut by_vintage: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for series in self.series.iter().filter(is_own) {
            by_vintage.entry(&series.vintage).or_default().push(series.name.name());
        }
        let file = self.input.as_ref().map_or("the user", |input| &input.name);
        let own = by_vintage.iter().map(|(vintage, names)| {
            let named = match names.as_slice() {
                few if few.len() <= MAX_NAMED => few.join(", "),
                many => format!("{} series", many.len()),
            };
            format!("{named} of {file} ({vintage})")
        });
        let parts: Vec<String> = Some(newest).filter(|v| !v.is_empty()).into_iter().chain(own).collect();
        self.vintage = parts.join("; ");
    }

    /// Forgets the observations of some series outside `years`.
    pub(super) fn keep_years(&mut self, names: &[SeriesName], years: Years) {
        self.series.iter_mut().filter(|series| names.contains(&series.name)).for_each(|s| s.keep(years));
    }

    /// The economy with other series in place of its own.
    #[cfg(all(test, feature = "calibrate"))]
    pub(crate) fn with_series(&self, series: Vec<Series>) -> Self {
        Self { series, ..self.clone() }
    }

    /// The economy as far as it can be known at the end of `year`: every series without the values of later years,
    /// projections included. The vintage stays that of the data: revisions made since are in it.
    #[must_use]
    pub fn up_to(&self, year: i32) -> Self {
        let mut known = self.clone();
        for series in &mut known.series {
            let length = usize::try_from(i64::from(year) - i64::from(series.first_year) + 1).unwrap_or(0);
            series.values.truncate(length);
        }
        known
    }

    /// The economy without the observations that another one does not have: its values of the same series and years.
    #[must_use]
    pub fn where_observed_in(&self, other: &Self) -> Self {
        let mut known = self.clone();
        known.series.retain(|series| other.series(series.name).is_ok());
        for series in &mut known.series {
            let first = series.first_year;
            for (place, value) in series.values.iter_mut().enumerate() {
                let year = first + place as i32;
                if other.series(series.name).is_ok_and(|theirs| theirs.at(year).is_none()) {
                    *value = None;
                }
            }
        }
        known
    }

    /// A series.
    ///
    /// # Errors
    /// [`DataError::Missing`] where the economy does not have it.
    pub fn series(&self, name: SeriesName) -> Result<&Series, DataError> {
        self.series
            .iter()
            .find(|series| series.name == name)
            .ok_or_else(|| DataError::Missing { series: name, years: "any year".to_owned() })
    }

    /// The years that a series observes, from the first to the last.
    ///
    /// # Errors
    /// [`DataError::Missing`] where it has no observation.
    pub fn observed(&self, name: SeriesName) -> Result<Years, DataError> {
        self.series(name)?
            .observed()
            .ok_or_else(|| DataError::Missing { series: name, years: "any year".to_owned() })
    }

    /// The years in which the survey behind a series of R&D has a break, or the publisher of the series says so (a
    /// status `b`); none for other series.
    #[must_use]
    pub fn breaks(&self, name: SeriesName) -> Vec<i32> {
        use SeriesName as N;
        let surveyed = [
            N::RdTotal,
            N::RdBusiness,
            N::RdGovernment,
            N::RdHigherEducation,
            N::RdPrivateNonprofit,
            N::RdFundedBusiness,
            N::RdFundedGovernment,
            N::RdFundedOtherNational,
            N::RdFundedAbroad,
        ];
        let (Ok(series), Ok(observed)) = (self.series(name), self.observed(name)) else {
            return Vec::new();
        };
        let surveys = self.series(N::RdBreak).ok();
        let is_break = |year: &i32| {
            surveys.is_some_and(|breaks| breaks.at(*year) == Some(1.0))
                || series.status.get(year).is_some_and(|status| status.contains('b'))
        };
        if surveyed.contains(&name) { observed.iter().filter(is_break).collect() } else { Vec::new() }
    }

    /// The price base: the last year with nominal GDP.
    ///
    /// # Errors
    /// [`DataError::Missing`] where there is no nominal GDP.
    pub fn price_base(&self) -> Result<i32, DataError> {
        Ok(self.observed(SeriesName::GdpNominal)?.last)
    }

    /// GDP of an observed year, volume in billion of the price base.
    ///
    /// # Errors
    /// [`DataError::Missing`] outside the observations.
    pub fn gdp(&self, year: i32) -> Result<f64, DataError> {
        let base = self.price_base()?;
        let nominal = self.series(SeriesName::GdpNominal)?.require(base)?;
        let volume = self.series(SeriesName::GdpVolume)?;
        Ok(volume.require(year)? / volume.require(base)? * nominal / 1000.0)
    }

    /// R&D performed in an observed year, all sectors and business, volume in billion of the price base.
    /// The public sector is the difference: higher education, government and private non-profit institutes.
    ///
    /// # Errors
    /// [`DataError::Missing`] outside the observations.
    pub fn rd(&self, year: i32) -> Result<RdVolumes, DataError> {
        let gdp = self.gdp(year)?;
        let share = |name| Ok::<f64, DataError>(self.series(name)?.require(year)? / 100.0 * gdp);
        Ok(RdVolumes { total: share(SeriesName::RdTotal)?, business: share(SeriesName::RdBusiness)? })
    }

    /// The years with R&D by performer.
    ///
    /// # Errors
    /// [`DataError::Missing`] where a year between the first and the last has none: gaps are not filled.
    pub fn rd_years(&self) -> Result<Years, DataError> {
        let years = self.observed(SeriesName::RdTotal)?;
        for name in [SeriesName::RdTotal, SeriesName::RdBusiness, SeriesName::GdpVolume] {
            let series = self.series(name)?;
            let missing: Vec<String> =
                years.iter().filter(|year| series.at(*year).is_none()).map(|year| year.to_string()).collect();
            if !missing.is_empty() {
                return Err(DataError::Missing { series: name, years: missing.join(", ") });
            }
        }
        Ok(years)
    }

    /// The price of GDP in `year` relative to the price base: an amount in prices of `year` is divided by it. Nominal
    /// GDP over volume where both are observed, else the deflator of GDP.
    ///
    /// # Errors
    /// [`DataError::Missing`] where there is neither.
    pub fn relative_price(&self, year: i32) -> Result<f64, DataError> {
        let base = self.price_base()?;
        let (nominal, volume) = (self.series(SeriesName::GdpNominal)?, self.series(SeriesName::GdpVolume)?);
        if let (Some(money), Some(quantity)) = (nominal.at(year), volume.at(year)) {
            return Ok(money / quantity / (nominal.require(base)? / volume.require(base)?));
        }
        let deflator = self.series(SeriesName::GdpDeflator)?;
        Ok(deflator.require(year)? / deflator.require(base)?)
    }
}

fn newest_vintage<'a>(series: impl IntoIterator<Item = &'a Series>) -> String {
    series.into_iter().map(|series| series.vintage.clone()).max().unwrap_or_default()
}

/// R&D performed in a year.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct RdVolumes {
    /// All sectors, billion of the price base.
    pub total: f64,
    /// Business, billion of the price base.
    pub business: f64,
}

/// Members of the euro area in the price base, 2023.
const EURO_AREA: [&str; 20] = [
    "AUT", "BEL", "CYP", "DEU", "ESP", "EST", "FIN", "FRA", "GRC", "HRV", "IRL", "ITA", "LTU", "LUX", "LVA",
    "MLT", "NLD", "PRT", "SVK", "SVN",
];

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn volumes_equal_current_euro_in_the_price_base() {
        let economy = Economy::netherlands().unwrap();
        assert_eq!(economy.price_base().unwrap(), LATEST_PRICE_BASE);
        assert_relative_eq!(economy.gdp(2023).unwrap(), 1067.599);
        // R&D of 2023: 23,780 million euro (MSTI ratio times nominal GDP).
        assert_relative_eq!(economy.rd(2023).unwrap().total, 23.780, max_relative = 1e-4);
    }

    #[test]
    fn published_dutch_figures_come_out() {
        // CBS, provisional figures of 2018 and 2020, against the revised vintage here: within the revisions.
        let economy = Economy::netherlands().unwrap();
        let current = |year: i32| economy.rd(year).unwrap().total * economy.relative_price(year).unwrap();
        assert_relative_eq!(current(2018), 16.7, max_relative = 0.01);
        assert_relative_eq!(current(2020), 18.4, max_relative = 0.006);
        assert_relative_eq!(current(2021), 19.8, max_relative = 0.003);
    }

    #[test]
    fn performers_add_up_and_funders_sum_to_one_hundred() {
        let economy = Economy::netherlands().unwrap();
        use SeriesName as N;
        let at = |name, year| economy.series(name).unwrap().at(year);
        for year in economy.rd_years().unwrap().iter() {
            let performed = at(N::RdBusiness, year).unwrap()
                + at(N::RdGovernment, year).unwrap()
                + at(N::RdHigherEducation, year).unwrap()
                + at(N::RdPrivateNonprofit, year).unwrap_or(0.0);
            // Non-profit has gaps before 2003; there the difference is what it performed.
            let gap = at(N::RdTotal, year).unwrap() - performed;
            assert!(
                gap.abs() < 0.0005
                    || (at(N::RdPrivateNonprofit, year).is_none() && year <= 2002 && gap < 0.06),
                "{year}: {gap}"
            );
            let funders =
                [N::RdFundedBusiness, N::RdFundedGovernment, N::RdFundedOtherNational, N::RdFundedAbroad];
            let shares: Vec<f64> = funders.iter().filter_map(|f| at(*f, year)).collect();
            if shares.len() == 4 {
                assert!((shares.iter().sum::<f64>() - 100.0).abs() < 0.02, "{year}");
            }
        }
    }

    #[test]
    fn every_embedded_series_states_unit_source_vintage_and_licence() {
        for series in Economy::netherlands().unwrap().all_series() {
            for text in [&series.unit, &series.source, &series.vintage, &series.licence] {
                assert!(!text.is_empty(), "{}", series.name);
            }
            assert!(series.observed().is_some(), "{}", series.name);
        }
    }

    #[test]
    fn nothing_later_is_known() {
        let known = Economy::netherlands().unwrap().up_to(2005);
        for series in known.all_series() {
            assert!(series.observed().is_none_or(|years| years.last <= 2005), "{}", series.name);
        }
        assert_eq!(known.price_base().unwrap(), 2005);
        assert!(known.up_to(1700).observed(SeriesName::GdpVolume).is_err());
    }

    #[test]
    fn what_another_does_not_observe_is_left_out_and_all_else_is_kept() {
        let (all, known) = (Economy::netherlands().unwrap(), Economy::netherlands().unwrap().up_to(2010));
        let kept = all.where_observed_in(&known);
        for series in kept.all_series() {
            let years = known.series(series.name).unwrap().observed();
            assert_eq!(series.observed(), years, "{}", series.name);
        }
        assert_eq!(all.where_observed_in(&all), all);
        assert_eq!(kept.price_base().unwrap(), 2010);
    }

    #[test]
    fn gaps_of_the_funders_are_known() {
        let economy = Economy::netherlands().unwrap();
        let gaps = economy.series(SeriesName::RdFundedGovernment).unwrap().gaps();
        assert_eq!(gaps, [2000, 2002, 2004, 2006, 2008, 2010]);
    }
}
