//! The results of one structure of an ensemble.

use super::beside_years::{ImpliedReturns, RatioStatistics};
use super::by_year::StatisticsByYear;
use super::ensemble::Ensemble;
use super::kind::Kind;
use super::no_result::NoResult;
use super::of_draw::OfDraw;
use super::pooling::Scope;
use super::ranked::RankedStatistics;
use super::rows::Item;
use super::structure_draws::StructureDraws;
use crate::model::Pair;
use crate::simulate::Variable;
use ndarray::{Array2, ArrayView2};

/// The results of one structure of an ensemble, which [`Ensemble::structure`] and [`Ensemble::structures`] give.
#[derive(Clone, Copy, Debug)]
pub struct OneStructure<'a> {
    ensemble: &'a Ensemble,
    position: usize,
    of: &'a StructureDraws,
}

impl Ensemble {
    /// The structures, in the order of the mixture.
    pub fn structures(&self) -> impl ExactSizeIterator<Item = OneStructure<'_>> {
        self.members.iter().enumerate().map(|(position, of)| OneStructure { ensemble: self, position, of })
    }

    /// The results of a structure, by its [`crate::StructureName`] or, for one of the user's own, by its name.
    ///
    /// # Errors
    /// [`NoResult::NoStructure`].
    pub fn structure(&self, name: impl AsRef<str>) -> Result<OneStructure<'_>, NoResult> {
        let name = name.as_ref();
        self.structures().find(|structure| structure.name() == name).ok_or_else(|| NoResult::NoStructure {
            structure: name.to_owned(),
            known: self.structures().map(|structure| structure.name()).collect::<Vec<_>>().join(", "),
        })
    }
}

impl<'a> OneStructure<'a> {
    /// Name of the structure.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.of.structure
    }

    /// Its weight; the weights of an ensemble sum to one.
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.of.weight
    }

    /// Draws that were kept.
    #[must_use]
    pub fn kept(&self) -> u64 {
        self.of.kept
    }

    /// Draws in which the structure does not settle ([`crate::Structure::stability`]): left out, and none of the dropped.
    #[must_use]
    pub fn unstable(&self) -> u64 {
        self.of.unstable
    }

    /// Draws that were dropped by rule, or because they are not finite.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.of.dropped
    }

    /// Draws that are not finite, among the dropped.
    #[must_use]
    pub fn not_finite(&self) -> u64 {
        self.of.not_finite
    }

    /// The numbers of the draws whose values are held, in the order of the columns of [`Self::draws`].
    #[must_use]
    pub fn draw_numbers(&self) -> &'a [u64] {
        &self.of.draws
    }

    /// Statistics of a variable by year, with [`crate::Settings::by_structure`].
    ///
    /// # Errors
    /// [`NoResult`] says why there are none.
    pub fn statistics(&self, variable: Variable, kind: Kind) -> Result<StatisticsByYear, NoResult> {
        self.ensemble.statistics_in(self.scope(), variable, kind)
    }

    /// Implied gross returns by stock, with [`crate::Settings::by_structure`].
    ///
    /// # Errors
    /// [`NoResult`] says why there are none.
    pub fn gross_returns(&self) -> Result<ImpliedReturns, NoResult> {
        self.ensemble.gross_returns_in(self.scope())
    }

    /// Implied internal rates of return by stock, with [`crate::Settings::by_structure`].
    ///
    /// # Errors
    /// [`NoResult`] says why there are none.
    pub fn internal_rates(&self) -> Result<ImpliedReturns, NoResult> {
        self.ensemble.internal_rates_in(self.scope())
    }

    /// Whether it implies a return on a stock of knowledge.
    #[must_use]
    pub fn implies_returns(&self) -> bool {
        self.of.defined.of(OfDraw::GrossReturnBusiness).draws > 0
    }

    /// As [`Ensemble::gdp_over_rd`], with [`crate::Settings::by_structure`].
    ///
    /// # Errors
    /// [`NoResult`] says why there is none.
    pub fn gdp_over_rd(&self) -> Result<Vec<(i32, RatioStatistics)>, NoResult> {
        self.ensemble.gdp_over_rd_in(self.scope())
    }

    /// As [`Ensemble::peak_year`], with [`crate::Settings::by_structure`].
    ///
    /// # Errors
    /// [`NoResult`] says why there is none.
    pub fn peak_year(&self) -> Result<RankedStatistics, NoResult> {
        self.ensemble.peak_year_in(self.scope())
    }

    /// As [`Ensemble::half_year`], with [`crate::Settings::by_structure`].
    ///
    /// # Errors
    /// [`NoResult`] says why there is none.
    pub fn half_year(&self) -> Result<RankedStatistics, NoResult> {
        self.ensemble.half_year_in(self.scope())
    }

    /// The values of the draws as a view, years by draws.
    ///
    /// # Errors
    /// [`NoResult`] where they are not held, the variable was not kept or has no such level, and for what is not kept as
    /// draws: a baseline that is the same in every draw, and deviations of variables with a level.
    pub fn draws(&self, variable: Variable, kind: Kind) -> Result<ArrayView2<'a, f64>, NoResult> {
        if !self.ensemble.holds_draws() {
            return Err(NoResult::NotHeld);
        }
        let scenario = self.of.matrix(Item::Scenario(variable)).ok_or(NoResult::NotKept { variable })?;
        if !variable.has_level() {
            // What is kept of it is its deviation.
            return match kind {
                Kind::Deviation => Ok(scenario),
                _ => Err(NoResult::NoLevel { variable, kind }),
            };
        }
        match kind {
            Kind::Scenario => Ok(scenario),
            Kind::Baseline => {
                self.of.matrix(Item::Baseline(variable)).ok_or(NoResult::SameInEveryDraw { variable })
            }
            Kind::Deviation => Err(NoResult::Computed { variable }),
        }
    }

    /// The values of the draws, years by draws, of any kind: computed where they are not kept.
    ///
    /// # Errors
    /// [`NoResult`] where draws are not held, or the variable was not kept or has no such level.
    pub fn values(&self, variable: Variable, kind: Kind) -> Result<Array2<f64>, NoResult> {
        if !variable.has_level() {
            return Ok(self.draws(variable, kind)?.to_owned());
        }
        let scenario = self.draws(variable, Kind::Scenario)?;
        let baseline = self.of.matrix(Item::Baseline(variable));
        let pair = |(year, draw): (usize, usize)| Pair {
            scenario: scenario[[year, draw]],
            baseline: baseline
                .map_or_else(|| self.ensemble.certain_baseline(variable, year), |b| b[[year, draw]]),
        };
        Ok(Array2::from_shape_fn(scenario.dim(), |place| match kind {
            Kind::Baseline => pair(place).baseline,
            Kind::Scenario => pair(place).scenario,
            Kind::Deviation => variable.deviation(pair(place)),
        }))
    }

    /// Baseline and scenario of a variable in year number `year`, by column of the draws that are held; none where it was not
    /// kept.
    pub(crate) fn levels_in(
        &self,
        variable: Variable,
        year: usize,
    ) -> Option<impl Fn(usize) -> Pair<f64> + use<'a>> {
        let scenario = self.of.row(Item::Scenario(variable), year)?;
        let baseline = self.of.row(Item::Baseline(variable), year);
        let certain = self.certain_baseline(variable, year);
        Some(move |column: usize| Pair {
            scenario: scenario[column],
            baseline: baseline.map_or(certain, |baseline| baseline[column]),
        })
    }

    /// The level of the baseline in year number `year` where nothing shifts it: that of all draws, of a variable whose baseline
    /// is the same in every draw.
    pub(crate) fn certain_baseline(&self, variable: Variable, year: usize) -> f64 {
        self.ensemble.certain_baseline(variable, year)
    }

    fn scope(&self) -> Scope {
        Scope::Structure(self.position)
    }
}
