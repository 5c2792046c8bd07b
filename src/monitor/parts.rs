//! R&D by who performs it, and by who pays for it, all in the last year in which a part is observed.

use crate::data::{Economy, SeriesName};

/// A part of R&D.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Part {
    /// Which part: the series.
    pub series: SeriesName,
    /// The year.
    pub year: i32,
    /// R&D of the part as a share of GDP.
    pub gdp_share: f64,
    /// As a share of all R&D.
    pub rd_share: f64,
    /// At current prices, billion; none where GDP of the year is not observed at current prices.
    pub money: Option<f64>,
    /// The share of GDP ten years before; none where it is not observed.
    pub ten_years_before: Option<f64>,
}

/// Who performs R&D.
pub(super) const PERFORMERS: [SeriesName; 4] = [
    SeriesName::RdBusiness,
    SeriesName::RdHigherEducation,
    SeriesName::RdGovernment,
    SeriesName::RdPrivateNonprofit,
];

/// Who pays for it.
pub(super) const FUNDERS: [SeriesName; 4] = [
    SeriesName::RdFundedBusiness,
    SeriesName::RdFundedGovernment,
    SeriesName::RdFundedOtherNational,
    SeriesName::RdFundedAbroad,
];

/// The parts of R&D in the last year in which one is observed; and the series that are not there in that year, with the last
/// year in which they are, where there is one.
pub(super) fn parts(economy: &Economy, names: &[SeriesName]) -> (Vec<Part>, Vec<(SeriesName, Option<i32>)>) {
    let last = |name: SeriesName| {
        let years = economy.observed(name).ok()?;
        years.iter().rev().find(|year| share(economy, name, *year).is_some())
    };
    let year = names.iter().filter_map(|name| last(*name)).max();
    let mut missing = Vec::new();
    let mut parts = Vec::new();
    for name in names {
        match year.and_then(|year| part(economy, *name, year)) {
            Some(part) => parts.push(part),
            None => missing.push((*name, last(*name))),
        }
    }
    (parts, missing)
}

fn part(economy: &Economy, name: SeriesName, year: i32) -> Option<Part> {
    let (gdp_share, total) = (share(economy, name, year)?, ratio(economy, SeriesName::RdTotal, year)?);
    let nominal = economy.series(SeriesName::GdpNominal).ok().and_then(|gdp| gdp.at(year));
    Some(Part {
        series: name,
        year,
        gdp_share,
        rd_share: gdp_share / total,
        money: nominal.map(|gdp| gdp_share * gdp / 1000.0),
        ten_years_before: share(economy, name, year - 10),
    })
}

/// A part as a share of GDP: performers are published so, funders as percent of R&D.
fn share(economy: &Economy, name: SeriesName, year: i32) -> Option<f64> {
    let value = ratio(economy, name, year)?;
    let total = ratio(economy, SeriesName::RdTotal, year)?;
    Some(if FUNDERS.contains(&name) { value * total } else { value })
}

fn ratio(economy: &Economy, name: SeriesName, year: i32) -> Option<f64> {
    Some(economy.series(name).ok()?.at(year)? / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn performers_and_funders_add_up_to_the_ratio() {
        let economy = Economy::netherlands().unwrap();
        for names in [PERFORMERS, FUNDERS] {
            let (parts, missing) = parts(&economy, &names);
            assert!(
                missing
                    .iter()
                    .all(|(name, last)| *name == SeriesName::RdPrivateNonprofit && *last < Some(2023))
            );
            let total = ratio(&economy, SeriesName::RdTotal, parts[0].year).unwrap();
            let sum: f64 = parts.iter().map(|part| part.gdp_share).sum();
            assert!((sum - total).abs() < 1e-5, "{sum} {total}");
            assert!((parts.iter().map(|part| part.rd_share).sum::<f64>() - 1.0).abs() < 3e-4);
        }
        // CBS has business at 16,711 million in 2023, in a later vintage (data/published_figures.csv).
        let business = parts(&economy, &PERFORMERS).0.remove(0);
        assert!((business.money.unwrap() - 16.711).abs() < 0.2, "{business:?}");
    }
}
