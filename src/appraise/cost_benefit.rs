//! The result of an appraisal: each figure as a distribution over draws, pooled and by structure.

use super::cross_check::CrossCheck;
use super::discounting::Discounting;
use super::drawing::DrawnScenario;
use super::figure::{Figure, HIGHEST, LOWEST, Ratio};
use super::figures::{BY_YEAR, ByFlow, FigurePlan, welfare};
use super::internal_rates::internal_rates;
use super::residual::ResidualValue;
use crate::data::InputFile;
use crate::ensemble::{NoResult, RankedStatistics, Settings};
use crate::simulate::{CashFlow, Experiment};
use crate::statistics::{DrawnDistribution, Estimate, Statistics};
use ndarray::ArrayView1;

const NO_COST_GIVEN: &str = "the scenario does not say what a measure costs (cost_per_unit): the net present value is before that \
                             cost";

/// The costs and benefits of a scenario.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CostBenefit {
    /// What was appraised.
    pub experiment: Experiment,
    /// How it was discounted.
    pub discounting: Discounting,
    /// What counts after the horizon.
    pub residual: ResidualValue,
    /// The year with factor one.
    pub base_year: i32,
    /// How the draws were made.
    pub settings: Settings,
    /// Names of the measures whose cost the scenario does not say: without it there are no ratios, rate and payback.
    pub without_cost: Vec<String>,
    /// The average return to all R&D.
    pub cross_check: CrossCheck,
    pub(super) plan: FigurePlan,
    pub(super) drawn: DrawnScenario,
}

/// The flows of a year, means over draws, billion of the price base.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FlowOfYear {
    /// Year.
    pub year: i32,
    /// What a euro of it is worth in the base year.
    pub discount_factor: f64,
    /// Flows in the order of [`CashFlow::ALL`].
    pub flows: Vec<f64>,
    /// Welfare.
    pub welfare: f64,
}

impl CostBenefit {
    /// Statistics of a figure, pooled over the structures.
    #[must_use]
    pub fn statistics(&self, figure: Figure) -> Statistics {
        self.distribution(figure).statistics()
    }

    /// The distribution of a figure, pooled over the structures.
    #[must_use]
    pub fn distribution(&self, figure: Figure) -> &DrawnDistribution {
        &self.drawn.figures[figure.index()][0]
    }

    /// Statistics of a figure in one structure.
    ///
    /// # Errors
    /// [`NoResult::NoStructure`].
    pub fn statistics_in(&self, structure: impl AsRef<str>, figure: Figure) -> Result<Statistics, NoResult> {
        Ok(self.distribution_in(structure, figure)?.statistics())
    }

    /// The distribution of a figure in one structure.
    ///
    /// # Errors
    /// [`NoResult::NoStructure`].
    pub fn distribution_in(
        &self,
        structure: impl AsRef<str>,
        figure: Figure,
    ) -> Result<&DrawnDistribution, NoResult> {
        let position = self.structure(structure.as_ref())?;
        Ok(&self.drawn.figures[figure.index()][1 + position])
    }

    /// The internal rates of the mean flows, where there are several, of a check run or of one draw alone.
    #[must_use]
    pub fn several_rates(&self) -> Option<Vec<f64>> {
        let one_path = self.settings.draws <= 1 && self.drawn.structures.len() == 1;
        let flows: Vec<f64> =
            self.mean_flows().into_iter().filter(|_| one_path).map(|flow| flow.welfare).collect();
        Some(internal_rates(&flows)).filter(|rates| rates.len() > 1)
    }

    /// Statistics of a figure that some draws may not have: those without a rate or a year keep a rank, and quantiles are over
    /// all of them.
    #[must_use]
    pub fn ranked(&self, figure: Figure) -> RankedStatistics {
        let exists = |value: f64| (value > LOWEST && value < HIGHEST).then_some(value);
        let pooled = self.distribution(figure).pooled();
        let moments = !figure.may_be_missing();
        RankedStatistics::new(Some(pooled), exists, moments, self.drawn.share_defined(figure))
    }

    /// The ratio of the means of benefits and costs over draws, with its Monte Carlo error: the headline. None without costs.
    #[must_use]
    pub fn ratio_of_means(&self, ratio: Ratio) -> Option<Estimate> {
        let estimate = self.drawn.ratio_of_means(ratio);
        (self.no_ratio(ratio).is_none() && estimate.value.is_finite()).then_some(estimate)
    }

    /// The probability that welfare gains.
    #[must_use]
    pub fn probability_npv_positive(&self) -> Estimate {
        let above = self.distribution(Figure::WelfareNpv).probability_above(0.0);
        above.unwrap_or(Estimate::new(f64::NAN, f64::NAN))
    }

    /// Why there is no such ratio; none where there is.
    #[must_use]
    pub fn no_ratio(&self, ratio: Ratio) -> Option<&'static str> {
        if !self.without_cost.is_empty() {
            return Some(NO_COST_GIVEN);
        }
        let [_, costs, _] = ratio.figures();
        let costs = self.statistics(costs).mean;
        if costs.abs() <= 1e-9 * self.plan.gdp {
            return Some("the scenario has no such costs");
        }
        let mixed = (costs < 0.0) != self.is_cut();
        mixed.then_some("the scenario saves some costs and makes others: a ratio of them has no meaning")
    }

    /// Why there are no internal rate and payback; none where there are.
    #[must_use]
    pub fn no_rate(&self) -> Option<&'static str> {
        let cut = || self.is_cut().then_some("the scenario is a cut: it saves first and loses later");
        self.no_ratio(Ratio::Social).or_else(cut)
    }

    /// Whether public money is saved, and costs with it: ratios are then what is lost a euro that is saved.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        let mean = |figure| self.statistics(figure).mean;
        mean(Figure::SocialCosts) < 0.0 && mean(Figure::PublicMoney) <= 0.0
    }

    /// Names and weights of the structures.
    pub fn structures(&self) -> impl Iterator<Item = (&'static str, f64)> + '_ {
        self.drawn.structures.iter().map(|(name, weight, _)| (*name, *weight))
    }

    /// Draws in which a structure does not settle, by structure.
    pub fn unstable(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        self.drawn.structures.iter().map(|(name, _, kept)| (*name, kept.unstable))
    }

    /// Draws that were dropped, by structure.
    pub fn dropped(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        self.drawn.structures.iter().map(|(name, _, kept)| (*name, kept.dropped))
    }

    /// A figure by draw in one structure, of the draws that were kept: where they fit in memory.
    ///
    /// # Errors
    /// [`NoResult`]: no such structure, or the draws are not held.
    pub fn draws(&self, structure: impl AsRef<str>, figure: Figure) -> Result<ArrayView1<'_, f64>, NoResult> {
        let position = self.structure(structure.as_ref())?;
        let held = self.drawn.held.as_ref().ok_or(NoResult::NotHeld)?;
        Ok(ArrayView1::from(held[position].figures[figure.index()].as_slice()))
    }

    /// The numbers of those draws.
    ///
    /// # Errors
    /// As [`Self::draws`].
    pub fn draw_numbers(&self, structure: impl AsRef<str>) -> Result<&[u64], NoResult> {
        let position = self.structure(structure.as_ref())?;
        let held = self.drawn.held.as_ref().ok_or(NoResult::NotHeld)?;
        Ok(&held[position].draws)
    }

    fn structure(&self, name: &str) -> Result<usize, NoResult> {
        let names = || self.structures().map(|(name, _)| name);
        names().position(|known| known == name).ok_or_else(|| NoResult::NoStructure {
            structure: name.to_owned(),
            known: names().collect::<Vec<_>>().join(", "),
        })
    }

    /// Statistics by year from the base year to the horizon of each flow ([`Self::flow_names`]), with
    /// [`super::Appraisal::by_year`]; empty without.
    #[must_use]
    pub fn by_year(&self) -> Vec<(i32, Vec<Statistics>)> {
        if !self.plan.by_year {
            return Vec::new();
        }
        let years = self.plan.years().enumerate();
        let of_year = |(place, position): (usize, usize)| {
            let flow = |flow| self.drawn.figures[self.plan.place_by_year(flow, place)][0].statistics();
            (self.plan.first_year + position as i32, (0..BY_YEAR.len()).map(flow).collect())
        };
        years.map(of_year).collect()
    }

    /// Names of the flows by year.
    #[must_use]
    pub fn flow_names() -> &'static [&'static str] {
        &BY_YEAR
    }

    /// What a euro of each year is worth in the base year.
    #[must_use]
    pub fn discount_factor(&self, year: i32) -> f64 {
        self.discounting.factor(year - self.base_year)
    }

    /// Mean flows of every year that counts, the run-off too, with [`super::Appraisal::by_year`]; empty without. Discounted, they add
    /// up to the mean of each figure, a perpetuity apart.
    #[must_use]
    pub fn mean_flows(&self) -> Vec<FlowOfYear> {
        let years = self.drawn.mean_flows.len() / CashFlow::ALL.len();
        let of_year = |t: usize| {
            let flows: ByFlow<f64> = std::array::from_fn(|flow| self.drawn.mean_flows[flow * years + t]);
            let year = self.plan.first_year + t as i32;
            FlowOfYear {
                year,
                discount_factor: self.discount_factor(year),
                welfare: welfare(&flows, self.plan.headline.burden),
                flows: flows.to_vec(),
            }
        };
        (1..years).map(of_year).collect()
    }

    /// The user's files that it rests on.
    #[must_use]
    pub fn inputs(&self) -> &[InputFile] {
        self.experiment.inputs()
    }

    pub(super) fn plan(&self) -> &FigurePlan {
        &self.plan
    }
}
