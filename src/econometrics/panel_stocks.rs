//! Stocks of knowledge of a country of the panel, by the perpetual inventory of the model.
//!
//! Surveys every second or third year are a straight line in logs between; R&D before a longer gap is not used. The Dutch
//! survey moved institutes from government to business in 2013: public is higher education there, business all the rest.

use super::least_squares::EstimationError;
use crate::data::{Economy, Series, SeriesName};
use crate::model::{Gestation, KnowledgeStock, Start, bridged};
use crate::parameters::{ParameterId as P, ParameterValues};
use crate::scalar::{ln_f64, power_f64};

/// Most years from one survey to the next.
const LONGEST_STEP: i32 = 3;
/// Years over which the growth of R&D before the data is measured.
const START_YEARS: usize = 10;

/// Log stocks at the start of each year.
pub(super) struct KnowledgeLogs {
    /// The year after the first R&D.
    pub(super) first_year: i32,
    pub(super) business: Vec<f64>,
    pub(super) public: Vec<f64>,
}

impl KnowledgeLogs {
    /// Of a country, up to the year after its last R&D.
    pub(super) fn of(economy: &Economy, parameters: &ParameterValues<f64>) -> Result<Self, EstimationError> {
        let (first, total, business) = volumes(economy)?;
        let public: Vec<f64> = total.iter().zip(&business).map(|(total, own)| total - own).collect();
        let later = total[START_YEARS.min(total.len() - 1)];
        let years = START_YEARS.min(total.len() - 1).max(1);
        let growth = power_f64(later / total[0], 1.0 / years as f64) - 1.0;
        let stock = |flows: &[f64], depreciation: P, gestation: P| -> Vec<f64> {
            let gestation = Gestation::new(parameters[depreciation], parameters[gestation]);
            let start = Start { flow: flows[0], growth, log_error: 0.0 };
            let mut stock = KnowledgeStock::start(gestation, start);
            let mut logs = vec![ln_f64(stock.stock())];
            for flow in &flows[1..] {
                stock.advance(gestation, *flow);
                logs.push(ln_f64(stock.stock()));
            }
            logs
        };
        Ok(Self {
            first_year: first + 1,
            business: stock(&business, P::DepreciationBusiness, P::GestationBusiness),
            public: stock(&public, P::DepreciationPublic, P::GestationPublic),
        })
    }
}

/// R&D in total and of business, in the unit of GDP volume, from the first year without a long gap after it.
fn volumes(economy: &Economy) -> Result<(i32, Vec<f64>, Vec<f64>), EstimationError> {
    let dutch = economy.country == "NLD";
    let apart = if dutch { SeriesName::RdHigherEducation } else { SeriesName::RdBusiness };
    let (total, apart) = (economy.series(SeriesName::RdTotal)?, economy.series(apart)?);
    let gdp = economy.series(SeriesName::GdpVolume)?;
    let surveys: Vec<i32> = surveys(total, apart);
    let missing = || EstimationError::TooFew { observations: surveys.len(), coefficients: 2 };
    let last = *surveys.last().ok_or_else(missing)?;
    let after_gap = surveys.windows(2).rfind(|pair| pair[1] - pair[0] > LONGEST_STEP).map(|pair| pair[1]);
    let first = after_gap.unwrap_or(surveys[0]);
    let (mut whole, mut business) = (Vec::new(), Vec::new());
    for year in first..=last {
        let output = gdp.require(year)?;
        let share = |series: &Series| bridged(series, year).map(|share| share / 100.0 * output);
        let (sum, part) = (share(total).ok_or_else(missing)?, share(apart).ok_or_else(missing)?);
        whole.push(sum);
        business.push(if dutch { sum - part } else { part });
    }
    if whole.len() < 2 || business.iter().zip(&whole).any(|(part, sum)| *part <= 0.0 || part >= sum) {
        return Err(missing());
    }
    Ok((first, whole, business))
}

/// The years in which both are observed.
fn surveys(one: &Series, other: &Series) -> Vec<i32> {
    let years = one.observed().map_or_else(Vec::new, |years| years.iter().collect());
    years.into_iter().filter(|year| one.at(*year).is_some() && other.at(*year).is_some()).collect()
}
