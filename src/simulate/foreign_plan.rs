//! R&D of partners by year, compiled from the foreign R&D of a scenario (E11, E7).
//!
//! ```math
//! R_j[t] = R_j^0[t]\, \frac{r_j[t]}{r_j}, \qquad R_j^0[t] = R_j^0[t_j]\, 1.02^{\,t - t_j} \text{ after the last observation } t_j
//! ```
//! Growth of 2% a year is an assumption, the one under which the index of the foreign stock grows in the baseline. Up to
//! the last observation of the country itself scenario and baseline are the same, so that the line of a partner with an
//! earlier one begins there.

use crate::model::{ForeignFlows, PartnerWeights};

/// R&D over GDP of a partner that a scenario names.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PartnerPath {
    /// ISO 3166 alpha-3.
    pub country: String,
    /// Last year on the baseline.
    pub from: i32,
    /// R&D over GDP at its last observation, as a fraction: what it stays at in the baseline.
    pub baseline: f64,
    /// R&D over GDP by year, from the first year after the country's own last observation to one year beyond the horizon.
    pub(crate) imposed: Vec<f64>,
}

/// What the R&D of partners comes to in each year.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ForeignPlan {
    /// The partners that the scenario names, in its order.
    pub(crate) partners: Vec<PartnerPath>,
    /// How their stocks are weighed.
    pub(crate) weights: PartnerWeights,
    /// Flows under that weighting: the stock.
    pub(crate) stock: ForeignFlows,
    /// Flows under each weighting that the country has, this one first.
    pub(crate) weighted: Vec<(PartnerWeights, ForeignFlows)>,
    /// Flows of all countries but the own, without weights: effort.
    pub(crate) effort: ForeignFlows,
    /// Partners that are named and have no weight.
    pub(crate) without_trade: Vec<String>,
    /// Members of the groups that are named and not in the panel.
    pub(crate) not_in_panel: Vec<String>,
}

impl ForeignPlan {
    /// The same with stocks that are weighed in another way.
    pub(crate) fn weighted_by(&self, weights: PartnerWeights, stock: &ForeignFlows) -> Self {
        Self { weights, stock: stock.clone(), ..self.clone() }
    }

    /// Ends what is imposed on partners after so many years.
    pub(super) fn end_after(&mut self, years: usize) {
        let flows = self.weighted.iter_mut().map(|(_, flows)| flows);
        for flows in flows.chain([&mut self.stock, &mut self.effort]) {
            flows.extra.iter_mut().skip(years).for_each(|extra| *extra = 0.0);
        }
    }

    /// The first year in which R&D of a partner is not that of the baseline; `first` is the first year of the plan.
    pub(crate) fn first_year(&self, first: i32) -> Option<i32> {
        let changed = |partner: &PartnerPath| partner.imposed.iter().position(|r| *r != partner.baseline);
        self.partners.iter().filter_map(changed).min().map(|t| first + t as i32)
    }
}

#[cfg(not(feature = "panel"))]
impl ForeignPlan {
    /// None: without the panel a scenario with foreign R&D does not pass its check.
    pub(crate) fn new(
        _: &[crate::scenario::Foreign],
        _: &super::baseline::Baseline,
    ) -> Result<Option<Self>, crate::data::DataError> {
        Ok(None)
    }
}

#[cfg(feature = "panel")]
mod compile {
    use super::{ForeignPlan, PartnerPath};
    use crate::data::{DataError, Years};
    use crate::model::{Entry, ForeignFlows, Partner, PartnerWeights, START_YEARS};
    use crate::scalar::{power_f64, whole_power_f64};
    use crate::scenario::{Foreign, PartnerCountries};
    use crate::simulate::baseline::{Baseline, FOREIGN_GROWTH};

    impl ForeignPlan {
        /// None where the scenario names no partners.
        ///
        /// # Errors
        /// [`DataError`] where the embedded tables cannot be read.
        pub(crate) fn new(foreign: &[Foreign], baseline: &Baseline) -> Result<Option<Self>, DataError> {
            if foreign.is_empty() {
                return Ok(None);
            }
            let last = baseline.last_observation();
            let partners = Partner::embedded(&baseline.country, last)?;
            let years = Years::new(last + 1, baseline.years.last);
            let paths: Vec<PartnerPath> = foreign
                .iter()
                .flat_map(|one| one.countries.codes().into_iter().map(move |country| (one, country)))
                .filter_map(|(one, country)| {
                    let partner = partners.iter().find(|partner| partner.country == country)?;
                    Some(path(one, partner, years))
                })
                .collect();
            let named: Vec<Option<&PartnerPath>> = partners
                .iter()
                .map(|partner| paths.iter().find(|path| path.country == partner.country))
                .collect();
            let mut weighted = Vec::new();
            for kind in PartnerWeights::ALL {
                if let Some(weights) = kind.of(&baseline.country, &partners)? {
                    weighted.push((*kind, flows(&partners, &weights, &named, years), weights));
                }
            }
            // Import shares where the country has them: the first in the list, else gravity.
            let Some((weights, stock, used)) = weighted.first() else { return Ok(None) };
            let (weights, stock, used) = (*weights, stock.clone(), used.clone());
            let weightless = partners.iter().zip(&used).zip(&named);
            let without_trade = weightless
                .filter(|((_, weight), named)| **weight == 0.0 && named.is_some())
                .map(|((partner, _), _)| partner.country.clone())
                .collect();
            let effort = flows(&partners, &vec![1.0; partners.len()], &named, years);
            let groups = foreign.iter().filter(|one| !matches!(one.countries, PartnerCountries::List(_)));
            let members = groups.flat_map(|one| one.countries.codes());
            let known = |code: &str| partners.iter().any(|partner| partner.country == code);
            let not_in_panel =
                members.filter(|code| *code != baseline.country && !known(code)).map(str::to_owned).collect();
            let weighted = weighted.into_iter().map(|(kind, flows, _)| (kind, flows)).collect();
            Ok(Some(Self { partners: paths, weights, stock, weighted, effort, without_trade, not_in_panel }))
        }
    }

    fn path(foreign: &Foreign, partner: &Partner, years: Years) -> PartnerPath {
        let from = partner.years.last.max(years.first - 1);
        let imposed = years.iter().map(|year| foreign.ratio(year, from, partner.ratio)).collect();
        PartnerPath { country: partner.country.clone(), from, baseline: partner.ratio, imposed }
    }

    /// R&D of a partner in the baseline; none before its first year.
    fn baseline_flow(partner: &Partner, year: i32) -> Option<f64> {
        let last = partner.years.last;
        if year > last {
            let growth = whole_power_f64(1.0 + FOREIGN_GROWTH, year - last);
            return partner.flows.last().map(|flow| flow * growth);
        }
        partner.years.index(year).and_then(|t| partner.flows.get(t)).copied()
    }

    /// `g = (R[n]/R[0])^(1/n) - 1` over the first ten years, or as many as there are.
    fn first_growth(partner: &Partner) -> f64 {
        let n = START_YEARS.min(partner.flows.len() - 1);
        match (partner.flows.first(), partner.flows.get(n)) {
            (Some(first), Some(later)) if n > 0 => power_f64(later / first, 1.0 / n as f64) - 1.0,
            _ => 0.0,
        }
    }

    /// The flows of all partners, weighted and added up; those that are named go their own way in `years`.
    fn flows(
        partners: &[Partner],
        weights: &[f64],
        named: &[Option<&PartnerPath>],
        years: Years,
    ) -> ForeignFlows {
        let counted: Vec<(&Partner, f64, Option<&PartnerPath>)> = partners
            .iter()
            .zip(weights)
            .zip(named)
            .map(|((partner, weight), path)| (partner, *weight, *path))
            .filter(|(_, weight, _)| *weight > 0.0)
            .collect();
        let first = counted.iter().map(|(partner, ..)| partner.years.first).min().unwrap_or(years.first);
        let mut entries: Vec<Entry> = counted
            .iter()
            .filter_map(|(partner, weight, _)| {
                let year = usize::try_from(partner.years.first - first).ok()?;
                let flow = weight * partner.flows.first()?;
                Some(Entry { year, flow, growth: first_growth(partner) })
            })
            .collect();
        entries.sort_by_key(|entry| entry.year);
        let sum = |year: i32, from: &dyn Fn(&Partner) -> bool| -> f64 {
            let of = counted.iter().filter(|(partner, ..)| from(partner));
            of.map(|(partner, weight, _)| weight * baseline_flow(partner, year).unwrap_or(0.0)).sum()
        };
        let extra = |t: usize, year: i32| -> f64 {
            let more = |(partner, weight, path): &(&Partner, f64, Option<&PartnerPath>)| {
                let path = (*path)?;
                let factor = path.imposed.get(t)? / path.baseline;
                Some(weight * baseline_flow(partner, year)? * (factor - 1.0))
            };
            counted.iter().filter_map(more).sum()
        };
        ForeignFlows {
            entries,
            history: (first..years.first)
                .map(|year| sum(year, &|partner| partner.years.first < year))
                .collect(),
            baseline: years.iter().map(|year| sum(year, &|_| true)).collect(),
            extra: years.iter().enumerate().map(|(t, year)| extra(t, year)).collect(),
        }
    }
}
