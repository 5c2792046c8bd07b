//! The baseline (E16): given GDP, labour and R&D, before any draw.
//!
//! ```math
//! z[t] = \ln Y^0[t] - \alpha \ln K^0[t] - (1-\alpha) \ln \left( h^0[t]\, L^0[t] \right) - system^0[t]
//! ```
//! makes every draw reproduce the same GDP; in deviations `z` cancels. Beyond the data `K0/Y0` keeps its last value,
//! human capital grows at its last ten-year rate, fading to zero over thirty years; GDP and hours follow the
//! projection, R&D over GDP runs in straight lines between the last observation and the years that the projection
//! names; after the projection growth rates and shares stay.

use crate::data::{DataError, Economy, SeriesName, Years};
use crate::model::{FUNDERS, PERFORMERS, RdMatrix, SEED, fit_matrix};
use crate::scalar::{power_f64, whole_power_f64};
use crate::scenario::{BaselineRow, BaselineTable};
use thiserror::Error;

/// Years over which the growth of human capital fades to zero (assumption).
const HUMAN_CAPITAL_FADE: f64 = 30.0;
/// Growth of partners' R&D, and of the foreign stock, beyond the data (assumption).
pub(super) const FOREIGN_GROWTH: f64 = 0.02;
/// The furthest horizon: a scenario asks for less.
const LAST_HORIZON: i32 = 9999;
/// Years over which the growth of R&D before the data is measured.
const START_YEARS: i32 = 10;

/// What is wrong with the data or the user's table that a baseline is made of.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum BaselineError {
    /// Data that is needed is missing.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The horizon is before the last observation, or further away than years are counted.
    #[error("horizon: found {horizon}, expected a year from {first} to {LAST_HORIZON}")]
    Horizon {
        /// The horizon.
        horizon: i32,
        /// The last year with R&D in the data.
        first: i32,
    },
    /// A row of the user's table cannot be used.
    #[error("baseline table, year {year}, {column}: found {found}, expected {expected}")]
    Row {
        /// Year of the row.
        year: i32,
        /// Column.
        column: &'static str,
        /// What stands there.
        found: f64,
        /// What should stand there.
        expected: &'static str,
    },
}

/// The baseline from the last year with R&D to one year beyond the horizon. Money is in billion of the price base.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Baseline {
    /// Country, ISO 3166 alpha-3.
    pub country: String,
    /// Unit of money.
    pub currency_unit: String,
    /// Year in whose prices volumes are.
    pub price_base: i32,
    /// Vintage of the data.
    pub vintage: String,
    /// Years of R&D in the data.
    pub(crate) history: Years,
    pub(crate) history_business: Vec<f64>,
    pub(crate) history_public: Vec<f64>,
    /// Growth of total R&D volume in the first ten years of the data: the balanced path before them.
    pub rd_growth: f64,
    /// The last year with R&D, to one year beyond the horizon: investment of the last year needs the capital of the next.
    /// The levels below are of these years.
    pub(crate) years: Years,
    pub(crate) gdp: Vec<f64>,
    pub(crate) hours: Vec<f64>,
    pub(crate) human_capital: Vec<f64>,
    pub(crate) capital: Vec<f64>,
    pub(crate) rd: Vec<RdMatrix<f64>>,
    pub(crate) foreign_stock: Vec<f64>,
    /// Goods imports over GDP, over the Dutch share of the same year; one where not known.
    pub relative_import_share: f64,
    /// Persons employed, last observation.
    pub employment: f64,
    /// Researchers, full-time equivalents, last observation.
    pub researchers: f64,
    /// The last year with an observed population, and persons in it; none where the data have no population.
    pub population: Option<(i32, f64)>,
}

/// The levels by year, in the order of [`Baseline::years`]: as many as the rows of draws and the years of a run.
impl Baseline {
    /// The years: from the last observation to the horizon.
    #[must_use]
    pub fn years(&self) -> Years {
        Years::new(self.years.first, self.horizon())
    }

    /// GDP.
    #[must_use]
    pub fn gdp(&self) -> &[f64] {
        self.to_horizon(&self.gdp)
    }

    /// Hours worked, million.
    #[must_use]
    pub fn hours(&self) -> &[f64] {
        self.to_horizon(&self.hours)
    }

    /// Human capital, index: first year 1.
    #[must_use]
    pub fn human_capital(&self) -> &[f64] {
        self.to_horizon(&self.human_capital)
    }

    /// Capital.
    #[must_use]
    pub fn capital(&self) -> &[f64] {
        self.to_horizon(&self.capital)
    }

    /// R&D by performer and funder.
    #[must_use]
    pub fn rd(&self) -> &[RdMatrix<f64>] {
        self.to_horizon(&self.rd)
    }

    /// Foreign stock of knowledge, index: first year 1.
    #[must_use]
    pub fn foreign_stock(&self) -> &[f64] {
        self.to_horizon(&self.foreign_stock)
    }

    /// How much the foreign stock has grown until year `t` since the last observation, in logs.
    pub(crate) fn foreign_growth(&self, t: usize) -> f64 {
        crate::scalar::Scalar::ln(self.foreign_stock[t] / self.foreign_stock[0])
    }

    /// Years of R&D in the data.
    #[must_use]
    pub fn history(&self) -> Years {
        self.history
    }

    /// R&D performed by business in those years.
    #[must_use]
    pub fn history_business(&self) -> &[f64] {
        &self.history_business
    }

    /// R&D performed by the public sector in those years.
    #[must_use]
    pub fn history_public(&self) -> &[f64] {
        &self.history_public
    }

    /// Keeps all levels as they are in `year`, from then on.
    pub(super) fn hold_levels_from(&mut self, year: i32) {
        let Some(held) = self.years.index(year) else { return };
        for levels in [
            &mut self.gdp,
            &mut self.hours,
            &mut self.human_capital,
            &mut self.capital,
            &mut self.foreign_stock,
        ] {
            let level = levels[held];
            levels[held..].fill(level);
        }
        let rd = self.rd[held];
        self.rd[held..].fill(rd);
    }

    fn to_horizon<'a, T>(&self, values: &'a [T]) -> &'a [T] {
        &values[..values.len().saturating_sub(1)]
    }
}

impl Baseline {
    /// The baseline of an economy until `horizon`, with a user's table where there is one.
    ///
    /// # Errors
    /// [`BaselineError`] where a series or year is missing, the horizon is before the data, or a row of the table cannot be used.
    pub fn new(
        economy: &Economy,
        horizon: i32,
        table: Option<&BaselineTable>,
    ) -> Result<Self, BaselineError> {
        let history = economy.rd_years()?;
        if !(history.last..=LAST_HORIZON).contains(&horizon) {
            return Err(BaselineError::Horizon { horizon, first: history.last });
        }
        let years = Years::new(history.last, horizon + 1);
        let empty = BaselineTable::default();
        let vintage =
            table.map_or_else(|| economy.vintage.clone(), |table| with_table(&economy.vintage, table));
        let table = table.unwrap_or(&empty);
        check(table)?;
        let rows: Vec<BaselineRow> =
            years.iter().map(|year| table.rows.get(&year).copied().unwrap_or_default()).collect();

        let mut history_business = Vec::with_capacity(history.len());
        let mut history_public = Vec::with_capacity(history.len());
        for year in history.iter() {
            let rd = economy.rd(year)?;
            history_business.push(rd.business);
            history_public.push(rd.total - rd.business);
        }
        let gdp = gdp(economy, years, &rows)?;
        let hours = hours(economy, years, &rows)?;
        let ratio = capital_output_ratio(economy)?;
        Ok(Self {
            country: economy.country.clone(),
            currency_unit: economy.currency_unit.clone(),
            price_base: economy.price_base()?,
            vintage,
            history,
            rd_growth: rd_growth(economy, history)?,
            years,
            capital: gdp.iter().map(|y| y * ratio).collect(),
            human_capital: human_capital(economy, years)?,
            rd: rd(economy, years, &rows, &gdp)?,
            foreign_stock: (0..years.len())
                .map(|t| whole_power_f64(1.0 + FOREIGN_GROWTH, t as i32))
                .collect(),
            relative_import_share: relative_import_share(economy),
            history_business,
            history_public,
            gdp,
            hours,
            employment: last(economy, SeriesName::Employment)?,
            researchers: last(economy, SeriesName::Researchers)?,
            population: last_population(economy),
        })
    }

    /// The last year with R&D in the data: scenario and baseline are the same up to it.
    #[must_use]
    pub fn last_observation(&self) -> i32 {
        self.history.last
    }

    /// The last year of the simulation.
    #[must_use]
    pub fn horizon(&self) -> i32 {
        self.years.last - 1
    }
}

/// The vintage of the data, and the user's table beside it: it states no vintage.
fn with_table(vintage: &str, table: &BaselineTable) -> String {
    let of = if table.name.is_empty() { String::new() } else { format!(" of {}", table.name) };
    format!("{vintage}; baseline{of} (vintage not stated)")
}

fn check(table: &BaselineTable) -> Result<(), BaselineError> {
    for (year, row) in &table.rows {
        let columns: [(&'static str, Option<f64>, f64, f64, &'static str); 6] = [
            ("gdp", row.gdp, 1e-6, 1e9, "a volume above zero"),
            ("gdp_growth", row.gdp_growth, -0.5, 0.5, "a growth rate between -0.5 and 0.5"),
            ("hours", row.hours, 1e-6, 1e9, "million hours above zero"),
            ("rd_intensity", row.rd_intensity, 0.0, 0.5, "a fraction between 0 and 0.5"),
            ("rd_business_share", row.rd_business_share, 0.0, 0.5, "a fraction between 0 and 0.5"),
            ("rd_public_share", row.rd_public_share, 0.0, 0.5, "a fraction between 0 and 0.5"),
        ];
        for (column, value, low, high, expected) in columns {
            if let Some(found) = value.filter(|value| !(low..=high).contains(value)) {
                return Err(BaselineError::Row { year: *year, column, found, expected });
            }
        }
    }
    Ok(())
}

/// The prior of the foreign elasticity is stated at the Dutch share.
fn relative_import_share(economy: &Economy) -> f64 {
    let share = |economy: &Economy, year: i32| economy.series(SeriesName::ImportShareGoods).ok()?.at(year);
    let relative = || {
        let year = economy.observed(SeriesName::ImportShareGoods).ok()?.last;
        Some(share(economy, year)? / share(&Economy::netherlands().ok()?, year)?)
    };
    relative().unwrap_or(1.0)
}

/// Only said beside results: a country without it has a baseline all the same.
fn last_population(economy: &Economy) -> Option<(i32, f64)> {
    let year = economy.observed(SeriesName::Population).ok()?.last;
    Some((year, economy.series(SeriesName::Population).ok()?.at(year)?))
}

fn last(economy: &Economy, name: SeriesName) -> Result<f64, DataError> {
    economy.series(name)?.require(economy.observed(name)?.last)
}

/// `g = (R[10]/R[0])^(1/10) - 1` of total R&D volume.
fn rd_growth(economy: &Economy, history: Years) -> Result<f64, DataError> {
    let first = economy.rd(history.first)?.total;
    let later = economy.rd(history.first + START_YEARS)?.total;
    Ok(power_f64(later / first, 1.0 / f64::from(START_YEARS)) - 1.0)
}

/// A level chained by growth rates: observed levels first, then growth, which keeps its last value at the end.
fn chained(
    start: f64,
    years: Years,
    growth: impl Fn(i32) -> Option<f64>,
    level: impl Fn(usize) -> Option<f64>,
    missing: SeriesName,
) -> Result<Vec<f64>, DataError> {
    let mut values = vec![start];
    let mut last_growth = None;
    for (t, year) in years.iter().enumerate().skip(1) {
        let rate = growth(year).or(last_growth);
        last_growth = rate;
        let next = match (level(t), rate) {
            (Some(level), _) => level,
            (None, Some(rate)) => values[t - 1] * (1.0 + rate),
            (None, None) => return Err(DataError::Missing { series: missing, years: year.to_string() }),
        };
        values.push(next);
    }
    Ok(values)
}

fn gdp(economy: &Economy, years: Years, rows: &[BaselineRow]) -> Result<Vec<f64>, DataError> {
    let projection = economy.series(SeriesName::GdpGrowth)?;
    let growth = |year: i32| {
        let own = years.index(year).and_then(|t| rows[t].gdp_growth);
        own.or_else(|| projection.at(year).map(|percent| percent / 100.0))
    };
    // A growth rate in the user's table holds for its own year only: the years after keep the default's.
    let default_tail =
        projection.observed().map(|o| o.last).and_then(|y| projection.at(y)).map(|g| g / 100.0);
    let growth = |year: i32| growth(year).or(default_tail);
    let start = economy.gdp(years.first)?;
    chained(start, years, growth, |t| rows[t].gdp, SeriesName::GdpGrowth)
}

fn hours(economy: &Economy, years: Years, rows: &[BaselineRow]) -> Result<Vec<f64>, DataError> {
    let observed = economy.series(SeriesName::Hours)?;
    let projection = economy.series(SeriesName::HoursGrowth)?;
    let start = observed.require(years.first)?;
    let level = |t: usize| rows[t].hours.or_else(|| observed.at(years.first + t as i32));
    chained(start, years, |year| projection.at(year).map(|g| g / 100.0), level, SeriesName::HoursGrowth)
}

fn capital_output_ratio(economy: &Economy) -> Result<f64, DataError> {
    let year = economy.observed(SeriesName::CapitalStock)?.last;
    Ok(economy.series(SeriesName::CapitalStock)?.require(year)?
        / economy.series(SeriesName::GdpOfCapitalStock)?.require(year)?)
}

fn human_capital(economy: &Economy, years: Years) -> Result<Vec<f64>, DataError> {
    let series = economy.series(SeriesName::HumanCapital)?;
    let last = economy.observed(SeriesName::HumanCapital)?.last;
    let growth = power_f64(series.require(last)? / series.require(last - 10)?, 0.1) - 1.0;
    let mut level = series.require(last.min(years.first))?;
    let mut values = Vec::with_capacity(years.len());
    for year in last.min(years.first)..=years.last {
        if year > last {
            let left = (1.0 - f64::from(year - last) / HUMAN_CAPITAL_FADE).max(0.0);
            level *= 1.0 + growth * left;
        } else {
            level = series.require(year)?;
        }
        if year >= years.first {
            values.push(level);
        }
    }
    let first = values.first().copied().unwrap_or(1.0);
    Ok(values.iter().map(|value| value / first).collect())
}

/// R&D over GDP without new policy: straight lines between the last observation and the years that the projection
/// names, constant after the last of them (assumption).
fn projected_intensity(economy: &Economy, last_observed: i32, year: i32) -> Result<f64, DataError> {
    let start = economy.series(SeriesName::RdTotal)?.require(last_observed)?;
    let Ok(named) = economy.series(SeriesName::RdIntensity) else { return Ok(start / 100.0) };
    let mut before = (last_observed, start);
    for (y, value) in
        named.observed().into_iter().flat_map(Years::iter).filter_map(|y| Some((y, named.at(y)?)))
    {
        if y <= last_observed {
            continue;
        }
        if year <= y {
            let way = f64::from(year - before.0) / f64::from(y - before.0);
            return Ok((before.1 + (value - before.1) * way) / 100.0);
        }
        before = (y, value);
    }
    Ok(before.1 / 100.0)
}

fn rd(
    economy: &Economy,
    years: Years,
    rows: &[BaselineRow],
    gdp: &[f64],
) -> Result<Vec<RdMatrix<f64>>, DataError> {
    let base = fitted_matrix(economy)?;
    let shares = performer_shares(economy, years.first)?;
    let public = shares[1] + shares[2];
    let mut matrices = Vec::with_capacity(years.len());
    for (t, year) in years.iter().enumerate() {
        let row = &rows[t];
        let intensity = match row.rd_intensity {
            Some(intensity) => intensity,
            None => projected_intensity(economy, years.first, year)?,
        };
        let business = row.rd_business_share.unwrap_or(intensity * shares[0]) * gdp[t];
        let public_money = row.rd_public_share.unwrap_or(intensity * public) * gdp[t];
        matrices.push(base.scaled([
            business,
            public_money * shares[1] / public,
            public_money * shares[2] / public,
        ]));
    }
    Ok(matrices)
}

/// Shares of the performers in total R&D. Government institutes hold what is left after business and higher
/// education: with them stand private non-profit institutes and the rounding of the source.
fn performer_shares(economy: &Economy, year: i32) -> Result<[f64; PERFORMERS], DataError> {
    let at = |name| economy.series(name)?.require(year);
    let total = at(SeriesName::RdTotal)?;
    let business = at(SeriesName::RdBusiness)?;
    let (education, government) = (at(SeriesName::RdHigherEducation)?, at(SeriesName::RdGovernment)?);
    let scale = (total - business) / (education + government);
    Ok([business / total, education * scale / total, government * scale / total])
}

/// The matrix of the last year that has both margins.
fn fitted_matrix(economy: &Economy) -> Result<RdMatrix<f64>, DataError> {
    let funders = [
        SeriesName::RdFundedBusiness,
        SeriesName::RdFundedGovernment,
        SeriesName::RdFundedOtherNational,
        SeriesName::RdFundedAbroad,
    ];
    let mut last = i32::MAX;
    for name in funders {
        last = last.min(economy.observed(name)?.last);
    }
    let mut funded = [0.0; FUNDERS];
    for (margin, name) in funded.iter_mut().zip(funders) {
        *margin = economy.series(name)?.require(last)?;
    }
    Ok(fit_matrix(SEED, performer_shares(economy, last)?, funded))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Funder, Performer};
    use approx::assert_relative_eq;
    use std::collections::BTreeMap;

    fn netherlands(horizon: i32) -> Baseline {
        Baseline::new(&Economy::netherlands().unwrap(), horizon, None).unwrap()
    }

    #[test]
    fn published_ratios_come_out() {
        let baseline = netherlands(2060);
        assert_relative_eq!(baseline.capital[0] / baseline.gdp[0], 4.52, epsilon = 0.005);
        let intensity = |year: i32| {
            let t = baseline.years.index(year).unwrap();
            baseline.rd[t].total() / baseline.gdp[t]
        };
        assert_relative_eq!(intensity(2023), 0.02227, epsilon = 1e-5);
        assert_relative_eq!(intensity(2030), 0.020, epsilon = 1e-12);
        assert_relative_eq!(intensity(2060), 0.020, epsilon = 1e-12);
        // Half way in a straight line.
        assert_relative_eq!(
            intensity(2027) - intensity(2026),
            intensity(2025) - intensity(2024),
            epsilon = 1e-12
        );
    }

    #[test]
    fn projection_chains_to_the_level_of_its_source() {
        // Volume of 2060 over 2023 from the growth rates; the level in dollars of 2015 grows by the same factor.
        let baseline = netherlands(2060);
        let volume = |year: i32| baseline.gdp[baseline.years.index(year).unwrap()];
        assert_relative_eq!(volume(2031) / volume(2023), 1_016_870.5 / 917_196.72, max_relative = 1e-6);
    }

    #[test]
    fn margins_of_the_matrix_add_up_in_every_year() {
        let baseline = netherlands(2100);
        for matrix in &baseline.rd {
            assert!(matrix.margins_agree());
        }
        // Shares of 2022: government pays 29% and abroad 10% of R&D.
        let economy = Economy::netherlands().unwrap();
        let fitted = fitted_matrix(&economy).unwrap();
        assert_relative_eq!(fitted.funded(Funder::Government), 0.28996, max_relative = 1e-3);
        assert_relative_eq!(fitted.performed(Performer::Business), 1.48978 / 2.17529, max_relative = 1e-4);
    }

    #[test]
    fn a_longer_horizon_leaves_earlier_years_as_they_were() {
        let (short, long) = (netherlands(2060), netherlands(2200));
        let n = short.years.len();
        assert_eq!(short.gdp, long.gdp[..n]);
        assert_eq!(short.hours, long.hours[..n]);
        assert_eq!(short.rd, long.rd[..n]);
        assert_eq!(short.human_capital, long.human_capital[..n]);
        // Growth rates stay after the projection.
        let growth = |t: usize| long.gdp[t + 1] / long.gdp[t];
        assert_relative_eq!(growth(60), growth(150), max_relative = 1e-12);
        // Human capital has stopped growing by 2050.
        assert_eq!(long.human_capital[40], long.human_capital[100]);
    }

    #[test]
    fn a_users_table_wins_and_the_rest_keeps_growth_and_shares() {
        let economy = Economy::netherlands().unwrap();
        let default = netherlands(2060);
        let mut rows = BTreeMap::new();
        rows.insert(2030, BaselineRow { gdp: Some(1300.0), rd_intensity: Some(0.025), ..Default::default() });
        rows.insert(
            2031,
            BaselineRow { gdp_growth: Some(0.05), rd_business_share: Some(0.02), ..Default::default() },
        );
        let own = Baseline::new(&economy, 2060, Some(&BaselineTable { rows, ..Default::default() })).unwrap();
        let at = |year: i32| own.years.index(year).unwrap();
        assert_eq!(own.gdp[at(2029)], default.gdp[at(2029)]);
        assert_relative_eq!(own.gdp[at(2030)], 1300.0);
        assert_relative_eq!(own.gdp[at(2031)], 1300.0 * 1.05);
        let growth = |b: &Baseline, year: i32| b.gdp[at(year)] / b.gdp[at(year - 1)];
        assert_relative_eq!(growth(&own, 2032), growth(&default, 2032), max_relative = 1e-12);
        assert_relative_eq!(own.rd[at(2030)].total() / own.gdp[at(2030)], 0.025, max_relative = 1e-12);
        assert_relative_eq!(own.rd[at(2031)].performed(Performer::Business) / own.gdp[at(2031)], 0.02);
        assert_relative_eq!(own.rd[at(2032)].total() / own.gdp[at(2032)], 0.02, max_relative = 1e-12);
    }

    #[test]
    fn levels_are_those_of_the_years_until_the_horizon() {
        let baseline = netherlands(2040);
        assert_eq!(baseline.years(), Years::new(2023, 2040));
        let n = baseline.years().len();
        for (name, level, held) in [
            ("gdp", baseline.gdp(), &baseline.gdp),
            ("hours", baseline.hours(), &baseline.hours),
            ("human_capital", baseline.human_capital(), &baseline.human_capital),
            ("capital", baseline.capital(), &baseline.capital),
            ("foreign_stock", baseline.foreign_stock(), &baseline.foreign_stock),
        ] {
            // One year more is held: investment of the last year needs the capital of the next.
            assert_eq!((level.len(), held.len()), (n, n + 1), "{name}");
            assert_eq!(level, &held[..n], "{name}");
        }
        assert_eq!(baseline.rd(), &baseline.rd[..n]);
        assert_eq!((baseline.human_capital()[0], baseline.foreign_stock()[0]), (1.0, 1.0));
        // Of the data, in their prices: what business and the public sector perform is all R&D.
        let economy = Economy::netherlands().unwrap();
        assert_eq!(baseline.history(), economy.rd_years().unwrap());
        let performed = baseline.history_business().iter().zip(baseline.history_public());
        for (year, (business, public)) in baseline.history().iter().zip(performed) {
            let rd = economy.rd(year).unwrap();
            assert_relative_eq!(business + public, rd.total, max_relative = 1e-14);
            assert_eq!(*business, rd.business);
        }
        assert_eq!(baseline.history_public().len(), baseline.history().len());
    }

    #[test]
    fn human_capital_grows_at_its_last_rate_which_fades() {
        // Observed until 2019: 2.9% in the ten years before 2019, so that ln h is the sum of ln(1 + g left) over years.
        let baseline = netherlands(2060);
        let g = (3.3968785_f64 / 3.2578545).powf(0.1) - 1.0;
        let left = |year: i32| (1.0 - f64::from(year - 2019) / 30.0).max(0.0);
        let mut log = 0.0;
        for (year, found) in baseline.years().iter().zip(baseline.human_capital()) {
            log += if year > 2023 { (g * left(year)).ln_1p() } else { 0.0 };
            assert_relative_eq!(*found, log.exp(), max_relative = 1e-12);
        }
    }

    #[test]
    fn without_a_projection_rd_keeps_its_share_of_gdp() {
        let economy = Economy::from_tables("XXX", &["year,rd_total\n2019,2.4\n2020,2.5\n"]).unwrap();
        for year in [2020, 2021, 2060] {
            assert_eq!(projected_intensity(&economy, 2020, year).unwrap(), 0.025);
        }
    }

    #[test]
    fn the_vintage_names_the_users_table() {
        let of = |name: &str| {
            with_table("2025-03", &BaselineTable { name: name.to_owned(), ..Default::default() })
        };
        assert_eq!(of("own.csv"), "2025-03; baseline of own.csv (vintage not stated)");
        assert_eq!(of(""), "2025-03; baseline (vintage not stated)");
    }

    #[test]
    fn the_population_is_the_last_that_was_observed() {
        // data/netherlands.csv: 18,089,942 in 2023.
        assert_eq!(netherlands(2030).population, Some((2023, 18_089_942.0)));
    }

    #[test]
    fn rows_that_cannot_be_are_refused() {
        let economy = Economy::netherlands().unwrap();
        let rows = BTreeMap::from([(2030, BaselineRow { gdp_growth: Some(1.7), ..Default::default() })]);
        let error =
            Baseline::new(&economy, 2060, Some(&BaselineTable { rows, ..Default::default() })).unwrap_err();
        assert!(error.to_string().contains("2030, gdp_growth"), "{error}");
    }
}
