//! Foreign stocks of knowledge (E11; Coe and Helpman 1995; Lichtenberg and van Pottelsberghe 1998).
//!
//! ```math
//! S_{F,i}[t] = \sum_j w_{ij}[t]\, S_j[t]
//! ```
//! $`S_j`$ is the stock of all R&D of partner $`j`$, in USD of 2020 at purchasing power parities; the weights are those of
//!
//! ```math
//! \begin{aligned}
//! w_{ij} &= \frac{m_{ij}}{\sum_k m_{ik}} && \text{Coe and Helpman: shares that sum to one} \\
//! w_{ij} &= \frac{m_{ij}}{Y_j} && \text{Lichtenberg and van Pottelsberghe: does not change when partners merge}
//! \end{aligned}
//! ```
//! In levels: a large partner counts for more. Stocks are start-of-year, without gestation, as in those papers.
//! Between two surveys of a partner its R&D over GDP is a straight line in logs, after the last one it stays
//! (assumption); the data themselves are not filled.

use super::knowledge_stock::{Gestation, KnowledgeStock, Start};
use crate::data::{DataError, Economy, Imports, Panel, Series, SeriesName, Years};
use crate::names::named;
use crate::scalar::power_f64;
use std::collections::BTreeMap;

/// Years over which the growth of R&D before the data is measured.
pub(crate) const START_YEARS: usize = 10;
/// The year of the purchasing power parities.
pub(super) const PARITY_YEAR: i32 = 2020;

named! {
    /// How imports weigh the stocks of partners.
    ImportWeights {
        /// Shares in the imports from all partners.
        CoeHelpman = "coe_helpman",
        /// Imports over the partner's GDP.
        LichtenbergPottelsberghe = "lichtenberg_pottelsberghe",
    }
}

/// R&D of partners by year, billion USD of 2020 at purchasing power parities. Change a flow to see what foreign R&D
/// does.
#[derive(Clone, Debug, PartialEq)]
pub struct PartnerRd {
    /// The years of the flows; stocks are those at the start of the years that follow each.
    pub years: Years,
    /// Flows by partner.
    pub flows: BTreeMap<String, Vec<f64>>,
}

impl PartnerRd {
    /// The countries of a panel whose R&D is known from the first of `years`: a partner that entered later would be
    /// a jump in the foreign stock.
    #[must_use]
    pub fn from_panel(panel: &Panel, years: Years) -> Self {
        let flows = panel
            .economies()
            .filter_map(|economy| Some((economy.country.clone(), volumes(economy, years)?)))
            .collect();
        Self { years, flows }
    }

    /// The stock of a partner at the start of the years after those of the flows.
    #[must_use]
    pub fn stock(&self, partner: &str, depreciation: f64) -> Option<Vec<f64>> {
        let flows = self.flows.get(partner)?;
        let growth = match (flows.first(), flows.get(START_YEARS)) {
            (Some(first), Some(later)) => power_f64(later / first, 1.0 / START_YEARS as f64) - 1.0,
            _ => 0.0,
        };
        let gestation = Gestation::point_mass(depreciation, 0);
        let mut stock =
            KnowledgeStock::start(gestation, Start { flow: *flows.first()?, growth, log_error: 0.0 });
        let mut levels = vec![stock.stock()];
        for flow in &flows[1..] {
            stock.advance(gestation, *flow);
            levels.push(stock.stock());
        }
        Some(levels)
    }

    /// The foreign stock of a country at the start of the years after those of the flows. Imports are those of the
    /// year before; partners that the table of imports does not have count for nothing.
    ///
    /// # Errors
    /// [`DataError::Imports`] where the country's imports, or for weights by GDP that of a partner, are not known.
    pub fn foreign_stock(
        &self,
        importer: &str,
        imports: &Imports,
        weights: ImportWeights,
        depreciation: f64,
    ) -> Result<Vec<f64>, DataError> {
        let mut levels = vec![0.0; self.years.len()];
        let mut sums = vec![0.0; self.years.len()];
        for partner in self.flows.keys().filter(|partner| *partner != importer) {
            let Some(stock) = self.stock(partner, depreciation) else { continue };
            for (t, year) in self.years.iter().enumerate() {
                let Some(flow) = imports.of(importer, year)?.get(partner) else { continue };
                let weight = match (weights, flow.exporter_gdp) {
                    (ImportWeights::CoeHelpman, _) => flow.imports,
                    (ImportWeights::LichtenbergPottelsberghe, Some(gdp)) => flow.imports / gdp,
                    (ImportWeights::LichtenbergPottelsberghe, None) => {
                        return Err(DataError::Imports { importer: importer.to_owned(), year });
                    }
                };
                levels[t] += weight * stock[t];
                sums[t] += weight;
            }
        }
        if weights == ImportWeights::CoeHelpman {
            for (level, sum) in levels.iter_mut().zip(&sums) {
                *level /= sum;
            }
        }
        Ok(levels)
    }
}

/// Volume of R&D by year; none where its first survey is later.
pub(super) fn volumes(economy: &Economy, years: Years) -> Option<Vec<f64>> {
    let series = |name| economy.series(name).ok();
    let (rd, gdp) = (series(SeriesName::RdTotal)?, series(SeriesName::GdpVolume)?);
    let level = series(SeriesName::GdpNominal)?.at(PARITY_YEAR)?
        / series(SeriesName::PurchasingPowerParity)?.at(PARITY_YEAR)?
        / gdp.at(PARITY_YEAR)?;
    years.iter().map(|year| Some(bridged(rd, year)? / 100.0 * gdp.at(year)? * level / 1000.0)).collect()
}

/// The value of a year; between observations a straight line in logs, after the last one that one.
pub(crate) fn bridged(series: &Series, year: i32) -> Option<f64> {
    let known = series.observed()?;
    let year = year.min(known.last);
    let before = (known.first..=year).rev().find_map(|y| Some((y, series.at(y)?)))?;
    let after = (year..=known.last).find_map(|y| Some((y, series.at(y)?)))?;
    if before.0 == after.0 {
        return Some(before.1);
    }
    let way = f64::from(year - before.0) / f64::from(after.0 - before.0);
    Some(before.1 * power_f64(after.1 / before.1, way))
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    /// Two partners whose R&D grows at 2%: stocks on the balanced path are `R/(g + delta)`.
    fn partners() -> PartnerRd {
        let path = |level: f64| (0..30).map(|t| level * 1.02_f64.powi(t)).collect();
        let flows = BTreeMap::from([("DEU".to_owned(), path(80.0)), ("FRA".to_owned(), path(40.0))]);
        PartnerRd { years: Years::new(1981, 2010), flows }
    }

    fn imports(rows: &str) -> Imports {
        Imports::from_csv(&format!("importer,exporter,year,imports_musd,exporter_gdp_musd\n{rows}")).unwrap()
    }

    fn constant_imports(rows: &[(&str, f64, f64)]) -> Imports {
        let mut text = String::new();
        for year in 1981..=2010 {
            for (partner, amount, gdp) in rows {
                text.push_str(&format!("NLD,{partner},{year},{amount},{gdp}\n"));
            }
        }
        imports(&text)
    }

    #[test]
    fn levels_are_those_of_the_balanced_path() {
        let trade = constant_imports(&[("DEU", 30.0, 3000.0), ("FRA", 10.0, 2000.0)]);
        let rd = partners();
        let stock = |flow: f64, t: i32| flow * 1.02_f64.powi(t + 1) / (0.02 + 0.15);
        let ch = rd.foreign_stock("NLD", &trade, ImportWeights::CoeHelpman, 0.15).unwrap();
        let lp = rd.foreign_stock("NLD", &trade, ImportWeights::LichtenbergPottelsberghe, 0.15).unwrap();
        for t in [0, 10, 29] {
            let (deu, fra) = (stock(80.0, t), stock(40.0, t));
            assert_relative_eq!(ch[t as usize], 0.75 * deu + 0.25 * fra, max_relative = 1e-12);
            assert_relative_eq!(
                lp[t as usize],
                deu * 30.0 / 3000.0 + fra * 10.0 / 2000.0,
                max_relative = 1e-12
            );
        }
    }

    #[test]
    fn a_merger_of_partners_changes_shares_but_not_weights_by_gdp() {
        // Two partners alike in all but size: as one partner, Lichtenberg and van Pottelsberghe's stock stays, Coe
        // and Helpman's doubles.
        let path: Vec<f64> = (0..30).map(|t| 40.0 * 1.02_f64.powi(t)).collect();
        let years = Years::new(1981, 2010);
        let apart = PartnerRd {
            years,
            flows: BTreeMap::from([("DEU".to_owned(), path.clone()), ("FRA".to_owned(), path.clone())]),
        };
        let merged = PartnerRd {
            years,
            flows: BTreeMap::from([("DEU".to_owned(), path.iter().map(|r| 2.0 * r).collect::<Vec<f64>>())]),
        };
        let (two, one) = (
            constant_imports(&[("DEU", 10.0, 2000.0), ("FRA", 10.0, 2000.0)]),
            constant_imports(&[("DEU", 20.0, 4000.0)]),
        );
        let of = |rd: &PartnerRd, trade: &Imports, weights| {
            rd.foreign_stock("NLD", trade, weights, 0.15).unwrap()[5]
        };
        let lp = ImportWeights::LichtenbergPottelsberghe;
        assert_relative_eq!(of(&apart, &two, lp), of(&merged, &one, lp), max_relative = 1e-12);
        let ch = ImportWeights::CoeHelpman;
        assert_relative_eq!(2.0 * of(&apart, &two, ch), of(&merged, &one, ch), max_relative = 1e-12);
    }

    #[test]
    fn a_step_of_one_partner_follows_its_closed_form() {
        // Germany has 6/7 of the foreign stock; a rise x of its R&D moves ln S_F by ln(1 + 6/7 x (1 - q^t)).
        let trade = constant_imports(&[("DEU", 30.0, 3000.0), ("FRA", 10.0, 2000.0)]);
        let base = partners();
        let mut shocked = base.clone();
        let flow = shocked.flows.get_mut("DEU").unwrap();
        for value in &mut flow[12..] {
            *value *= 1.10;
        }
        let of = |rd: &PartnerRd| rd.foreign_stock("NLD", &trade, ImportWeights::CoeHelpman, 0.15).unwrap();
        let (with, without) = (of(&shocked), of(&base));
        let q: f64 = 0.85 / 1.02;
        for t in 12..30 {
            let expected = (1.0 + 6.0 / 7.0 * 0.10 * (1.0 - q.powi(t as i32 - 11))).ln();
            assert_relative_eq!((with[t] / without[t]).ln(), expected, max_relative = 1e-10);
        }
        assert_eq!(with[11], without[11]);
    }

    #[test]
    fn gaps_between_surveys_are_bridged_in_the_stock_only() {
        let text = "year,rd_total\n2000,1\n2001,\n2002,4\n2003,\n";
        let economy = Economy::from_tables("XXX", &[text]).unwrap();
        let series = economy.series(SeriesName::RdTotal).unwrap();
        assert_relative_eq!(bridged(series, 2001).unwrap(), 2.0, max_relative = 1e-12);
        assert_eq!((bridged(series, 1999), bridged(series, 2003)), (None, Some(4.0)));
        assert_eq!(series.at(2001), None);
        // Two years between: a third and two thirds of the way in logs.
        let economy =
            Economy::from_tables("XXX", &["year,rd_total\n2000,1\n2001,\n2002,\n2003,8\n"]).unwrap();
        let series = economy.series(SeriesName::RdTotal).unwrap();
        for (year, expected) in [(2000, 1.0), (2001, 2.0), (2002, 4.0), (2003, 8.0)] {
            assert_relative_eq!(bridged(series, year).unwrap(), expected, max_relative = 1e-12);
        }
    }

    #[cfg(feature = "panel")]
    #[test]
    fn flows_of_the_panel_are_those_of_its_source() {
        // R&D in million USD of 2020 by another route: current R&D over the OECD's own deflator and parity of 2020.
        let panel = Panel::embedded().unwrap();
        let rd = PartnerRd::from_panel(&panel, Years::new(1981, 2023));
        for (country, year, expected) in REFERENCE {
            let ours = rd.flows[country][(year - 1981) as usize];
            assert_relative_eq!(1000.0 * ours, expected, max_relative = 2e-3);
        }
        assert!(rd.flows.len() >= 20, "{:?}", rd.flows.keys());
    }

    #[cfg(feature = "panel")]
    const REFERENCE: [(&str, i32, f64); 3] =
        [("NLD", 2000, 15402.748), ("DEU", 1995, 77072.826), ("USA", 2020, 729857.05)];
}
