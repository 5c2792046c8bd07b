//! Foreign R&D as results state it: partners by year, and how much hangs on the weights of their stocks.

use super::experiment::Experiment;
use super::foreign_plan::PartnerPath;
use super::outcome::Year;
use super::path::{Shocks, run_path};
use super::plan::Plan;
use crate::model::{ForeignFlows, PartnerWeights};
use crate::parameters::ParameterValues;
use crate::structures::StructureName;

/// What partners' R&D does in the last year under one weighting of their stocks, at the centres of the parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ForeignEffect {
    /// The weighting.
    pub weights: PartnerWeights,
    /// Whether it is the one of the results.
    pub used: bool,
    /// The stock of partners, against the baseline, percent.
    pub foreign_stock: f64,
    /// GDP against the same scenario without partners' R&D, percent of baseline GDP: the weighted mean of the structures.
    pub gdp: f64,
}

impl PartnerPath {
    /// R&D over GDP by year, as a fraction, over the years of the results, which begin with the last observation.
    #[must_use]
    pub fn imposed(&self) -> Vec<f64> {
        let shown = self.imposed.len() - 1;
        std::iter::once(self.baseline).chain(self.imposed.iter().copied().take(shown)).collect()
    }
}

impl Experiment {
    /// The partners whose R&D the scenario names, in its order.
    ///
    /// ```
    /// # #[cfg(feature = "panel")] {
    /// use kennis::scenario::{Foreign, PartnerCountries};
    /// use kennis::{Economy, Experiment, ParameterSet, Scenario};
    /// let germany = Foreign::new(PartnerCountries::list(["DEU"]), 0.035, 2030);
    /// let scenario = Scenario::new("Germany at 3.5%").with_foreign(germany);
    /// let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;
    /// let imposed = experiment.partners()[0].imposed();
    /// assert_eq!((imposed[2030 - 2023], imposed[2060 - 2023]), (0.035, 0.035));
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn partners(&self) -> &[PartnerPath] {
        self.plan.foreign.as_ref().map_or(&[], |foreign| &foreign.partners)
    }

    /// How partners' stocks are weighed; none where the scenario moves no partners.
    #[must_use]
    pub fn partner_weights(&self) -> Option<PartnerWeights> {
        self.plan.foreign.as_ref().map(|foreign| foreign.weights)
    }

    /// What partners' R&D does under each weighting that the country has, the one of the results first; empty where the
    /// scenario moves none.
    #[must_use]
    pub fn foreign_effects(&self) -> Vec<ForeignEffect> {
        let Some(foreign) = &self.plan.foreign else { return Vec::new() };
        let mut without = self.plan.clone();
        without.foreign = None;
        let centres = self.parameters.centres();
        let of = |(weights, stock): &(PartnerWeights, ForeignFlows)| {
            let mut plan = self.plan.clone();
            plan.foreign = Some(foreign.weighted_by(*weights, stock));
            let mut effect = ForeignEffect {
                weights: *weights,
                used: *weights == foreign.weights,
                foreign_stock: 0.0,
                gdp: 0.0,
            };
            for (structure, weight) in &self.structures {
                let with = self.last_year(&plan, structure, &centres);
                let without = self.last_year(&without, structure, &centres);
                if let (Some(with), Some(without)) = (with, without) {
                    effect.gdp += 100.0 * weight * (with.ratios.gdp - without.ratios.gdp);
                    let stock = with.knowledge_foreign;
                    effect.foreign_stock = 100.0 * (stock.scenario / stock.baseline - 1.0);
                }
            }
            effect
        };
        foreign.weighted.iter().map(of).collect()
    }

    fn last_year(
        &self,
        plan: &Plan,
        structure: &StructureName,
        values: &ParameterValues<f64>,
    ) -> Option<Year<f64>> {
        let mut last = None;
        run_path((&self.baseline, plan), structure, values, &Shocks::none(), &mut |_, year| {
            last = Some(*year);
        });
        last
    }
}
