//! Partners: the R&D of other countries, and how much of it reaches a country.
//!
//! ```math
//! S_{F,i}[t] = \sum_j w_{ij}\, S_j[t], \qquad w_{ij} = \frac{m_{ij}}{\sum_k m_{ik}}, \quad \frac{m_{ij}}{Y_j}, \quad \frac{Y_j}{\sum_{k \ne i} Y_k}
//! ```
//! The weights are import shares (Coe and Helpman 1995), imports over the partner's GDP (Lichtenberg and van
//! Pottelsberghe 1998), and the shares of frictionless gravity, in which a country buys from each partner in proportion to
//! its GDP. They are those of one year, and stay. `S_j` are stocks of all R&D in USD of 2020 at purchasing power parities,
//! in levels: a large partner counts for more.

use super::foreign_stock::{PARITY_YEAR, volumes};
use super::partner_weights::PartnerWeights;
use crate::data::{DataError, Economy, ImportWeight, Panel, SeriesName, Years};

/// The R&D of a partner as observed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Partner {
    /// ISO 3166 alpha-3.
    pub(crate) country: String,
    /// First and last year with R&D.
    pub(crate) years: Years,
    /// Volume of R&D in those years, billion USD of 2020 at purchasing power parities; gaps are straight lines in logs of
    /// R&D over GDP.
    pub(crate) flows: Vec<f64>,
    /// R&D over GDP in the last of them, as a fraction.
    pub(crate) ratio: f64,
    /// GDP in its last year, same unit.
    pub(crate) gdp: f64,
}

impl Partner {
    /// None where R&D, or what its volume is computed with, is not observed.
    fn of(economy: &Economy) -> Option<Self> {
        let series = |name| economy.series(name).ok();
        let rd = series(SeriesName::RdTotal)?;
        let years = rd.observed()?;
        let volume = series(SeriesName::GdpVolume)?;
        let level = series(SeriesName::GdpNominal)?.at(PARITY_YEAR)?
            / series(SeriesName::PurchasingPowerParity)?.at(PARITY_YEAR)?
            / volume.at(PARITY_YEAR)?;
        let ratio = rd.at(years.last)? / 100.0;
        let flows = volumes(economy, years)?;
        let gdp = volume.at(volume.observed()?.last)? * level / 1000.0;
        let positive = flows.iter().all(|flow| *flow > 0.0) && ratio > 0.0;
        positive.then(|| Self { country: economy.country.clone(), years, flows, ratio, gdp })
    }

    /// The countries of a panel that have R&D, without one.
    pub(crate) fn all(panel: &Panel, without: &str) -> Vec<Self> {
        panel.economies().filter(|economy| economy.country != without).filter_map(Self::of).collect()
    }

    /// The partners of a country in the embedded panel, whose R&D begins in `until` at the latest.
    ///
    /// # Errors
    /// [`DataError`] where the panel cannot be read.
    pub(crate) fn embedded(of: &str, until: i32) -> Result<Vec<Self>, DataError> {
        let mut partners = Self::all(&Panel::embedded()?, of);
        partners.retain(|partner| partner.years.first <= until);
        Ok(partners)
    }
}

impl PartnerWeights {
    /// The weights of partners for a country, in their order. None where its imports are not known; a partner that the
    /// table of imports does not have has weight zero.
    ///
    /// # Errors
    /// [`DataError`] where the table of imports cannot be read.
    pub(crate) fn of(self, importer: &str, partners: &[Partner]) -> Result<Option<Vec<f64>>, DataError> {
        if self == Self::FrictionlessGravity {
            let world: f64 = partners.iter().map(|partner| partner.gdp).sum();
            return Ok(Some(partners.iter().map(|partner| partner.gdp / world).collect()));
        }
        let imports = ImportWeight::of(importer)?;
        if imports.is_empty() {
            return Ok(None);
        }
        let weight = |partner: &Partner| {
            let known = imports.get(&partner.country);
            known.map_or(0.0, |weight| match self {
                Self::LichtenbergPottelsberghe => weight.imports_over_gdp,
                Self::CoeHelpman | Self::FrictionlessGravity => weight.import_share,
            })
        };
        Ok(Some(partners.iter().map(weight).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PartnerRd;
    use approx::assert_relative_eq;

    #[test]
    fn weights_add_up_to_one_and_follow_size_only_in_gravity() {
        let partners = Partner::embedded("NLD", 2023).unwrap();
        assert_eq!(partners.len(), 45);
        let at = |weights: &[f64], country: &str| {
            weights[partners.iter().position(|partner| partner.country == country).unwrap()]
        };
        for kind in PartnerWeights::ALL {
            let weights = kind.of("NLD", &partners).unwrap().unwrap();
            assert_relative_eq!(weights.iter().sum::<f64>(), 1.0, epsilon = 2e-6);
            // The Dutch buy more from Belgium than from the United States; frictionless gravity does not know it.
            let nearer = at(&weights, "BEL") > at(&weights, "USA");
            assert_eq!(nearer, *kind != PartnerWeights::FrictionlessGravity, "{kind}");
            // No trade figures, no weight; its size all the same.
            assert_eq!(at(&weights, "CHN") == 0.0, *kind != PartnerWeights::FrictionlessGravity);
        }
        assert_eq!(PartnerWeights::CoeHelpman.of("POL", &partners).unwrap(), None);
    }

    #[test]
    fn flows_are_those_of_the_estimates_where_both_have_them() {
        let panel = Panel::embedded().unwrap();
        let rd = PartnerRd::from_panel(&panel, Years::new(1981, 2023));
        let partners = Partner::all(&panel, "NLD");
        let germany = partners.iter().find(|partner| partner.country == "DEU").unwrap();
        assert_eq!(germany.flows, rd.flows["DEU"]);
        assert_relative_eq!(germany.ratio, 0.031_052_552, max_relative = 1e-9);
        // R&D over GDP of its last year, by another way: the last flow over GDP of that year.
        let volume = panel.economy("DEU").unwrap().series(SeriesName::GdpVolume).unwrap();
        let gdp = germany.gdp * volume.at(2023).unwrap() / volume.at(2024).unwrap();
        assert_relative_eq!(germany.flows.last().unwrap() / gdp, germany.ratio, max_relative = 1e-12);
    }
}
