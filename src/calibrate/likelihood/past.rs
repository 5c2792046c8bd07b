//! Growth of productivity in the past as a structure has it: `Delta a[t](theta)`, the effect of the stocks and the
//! effort of a year against those of the year before ([`Structure::growth_of_past`]), along the R&D of the data.
//!
//! The stocks are those of E1 and E2; what they do is the structure's, whose equations stand in its own file.

use super::rd_history::RdHistory;
use crate::model::{Gestation, KnowledgeStock, Pair, Start};
use crate::parameters::{ParameterId as P, ParameterValues};
use crate::scalar::Scalar;
use crate::structures::{ByStock, Knowledge, StockYear, Structure, StructureName};

/// The structures that the past of one country identifies.
#[must_use]
pub fn structures_with_likelihood() -> Vec<StructureName> {
    StructureName::ALL.iter().copied().filter(|structure| structure.past().is_some()).collect()
}

/// Values that the past depends on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PastValues<S> {
    /// Parameters of the model.
    pub(crate) parameters: ParameterValues<S>,
    /// Log error of the first stock of business.
    pub(crate) initial_business: S,
    /// Log error of the first stock of the public sector.
    pub(crate) initial_public: S,
}

/// A stock of knowledge, with its lag and depreciation.
struct Stock<S> {
    gestation: Gestation<S>,
    stock: KnowledgeStock<S>,
    /// At the start of the year before.
    before: S,
    /// R&D that came to term in the year before that.
    effective_before: S,
}

impl<S: Scalar> Stock<S> {
    /// At the start of the year after the first one of the data, on a balanced path.
    fn start(gestation: Gestation<S>, first: f64, growth: f64, log_error: S) -> Self {
        let stock = KnowledgeStock::start(gestation, Start { flow: S::of(first), growth, log_error });
        let before = stock.year_before(gestation);
        let effective_before = stock.effective() / S::of(1.0 + growth);
        Self { gestation, stock, before, effective_before }
    }

    fn advance(&mut self, flow: f64) {
        self.before = self.stock.stock();
        self.effective_before = self.stock.effective();
        self.stock.advance(self.gestation, S::of(flow));
    }

    fn year(&self) -> StockYear<S> {
        StockYear::new(Pair { scenario: self.stock.stock(), baseline: self.before })
    }
}

fn stocks<S: Scalar>(values: &PastValues<S>, history: &RdHistory) -> ByStock<Stock<S>> {
    let p = &values.parameters;
    let lag = |depreciation, years| Gestation::new(p[depreciation], p[years]);
    let growth = history.growth_before;
    ByStock {
        business: Stock::start(
            lag(P::DepreciationBusiness, P::GestationBusiness),
            history.business[0],
            growth,
            values.initial_business,
        ),
        public: Stock::start(
            lag(P::DepreciationPublic, P::GestationPublic),
            history.public[0],
            growth,
            values.initial_public,
        ),
    }
}

/// `Delta a` of every year from the second of the history to the one after its last.
pub(crate) fn growth<S: Scalar>(
    structure: &impl Structure,
    values: &PastValues<S>,
    history: &RdHistory,
) -> Vec<S> {
    let mut stocks = stocks(values, history);
    let mut state = None;
    let mut growth = Vec::with_capacity(history.business.len());
    for (t, gdp) in history.gdp.iter().enumerate() {
        // The start already holds the R&D of the first year.
        if t > 0 {
            stocks.business.advance(history.business[t]);
            stocks.public.advance(history.public[t]);
        }
        let year = change(&stocks, *gdp);
        let p = &values.parameters;
        let state = state.get_or_insert_with(|| structure.start_of_past(p, &year));
        growth.push(structure.growth_of_past(p, state, &year));
    }
    growth
}

/// A year against the year before, whose GDP is `gdp`.
fn change<S: Scalar>(stocks: &ByStock<Stock<S>>, gdp: f64) -> Knowledge<S> {
    let ByStock { business, public } = stocks;
    let effort = Pair {
        scenario: business.stock.effective() + public.stock.effective(),
        baseline: business.effective_before + public.effective_before,
    };
    Knowledge::new(ByStock { business: business.year(), public: public.year() }, effort, S::of(gdp))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::ParameterSet;
    use approx::assert_relative_eq;

    fn balanced(g: f64, years: usize) -> RdHistory {
        let path =
            |first: f64, g: f64| (0..years).map(|t| first * (1.0 + g).powi(t as i32)).collect::<Vec<f64>>();
        RdHistory::new(1981, path(6.0, g), path(4.0, g), path(500.0, 0.02))
    }

    fn centres() -> PastValues<f64> {
        PastValues {
            parameters: ParameterSet::default().centres(),
            initial_business: 0.0,
            initial_public: 0.0,
        }
    }

    #[test]
    fn on_a_balanced_path_growth_is_elasticity_times_growth_of_rd() {
        let (history, values) = (balanced(0.03, 38), centres());
        let expected = (0.08 + 0.05) * 1.03_f64.ln();
        for growth in growth(&StructureName::KnowledgeCapital, &values, &history) {
            assert_relative_eq!(growth, expected, max_relative = 1e-10);
        }
        for growth in growth(&StructureName::SemiEndogenous, &values, &history) {
            assert_relative_eq!(growth, 0.12 * 1.03_f64.ln(), max_relative = 1e-10);
        }
        assert!(growth(&StructureName::NoEffect, &values, &history).iter().all(|g| *g == 0.0));
    }

    #[test]
    fn difference_form_is_the_return_times_what_is_added_over_output() {
        let (history, values) = (balanced(0.03, 10), centres());
        let growth = growth(&StructureName::RateOfReturn, &values, &history);
        // S_B grows at g from omega R/(g + delta); R of 1981 is 6, so what is added in 1981 is g S.
        let omega = |m: f64| ((1.0 - m / (m + 3.0)) / (1.0 - m / (m + 3.0) / 1.03)).powi(3);
        let (business, public) = (omega(2.0) * 6.0 / 0.18, omega(5.0) * 4.0 / 0.13);
        assert_relative_eq!(
            growth[0],
            0.03 * (0.45 * business + 0.40 * public) / 500.0,
            max_relative = 1e-10
        );
    }

    #[test]
    fn a_smaller_first_stock_grows_faster_and_is_forgotten() {
        let (history, mut values) = (balanced(0.03, 60), centres());
        let usual = growth(&StructureName::KnowledgeCapital, &values, &history);
        values.initial_business = -0.3;
        let faster = growth(&StructureName::KnowledgeCapital, &values, &history);
        assert!(faster[0] > usual[0] + 0.002 && (faster[59] - usual[59]).abs() < 1e-5);
    }

    #[test]
    fn slow_adjustment_follows_its_recursion() {
        let mut history = balanced(0.03, 20);
        history.business[10] *= 1.5;
        let mut values = centres();
        let target = growth(&StructureName::KnowledgeCapital, &values, &history);
        values.parameters.set(P::AdjustmentSpeed, 0.3);
        let adjusted = growth(&StructureName::KnowledgeCapital, &values, &history);
        for t in 1..20 {
            assert_relative_eq!(adjusted[t], 0.7 * adjusted[t - 1] + 0.3 * target[t], max_relative = 1e-12);
        }
    }

    /// R&D that moves about its trend, with output that stands still: there the level form of a return and its difference
    /// form are one.
    fn uneven() -> RdHistory {
        let mut history = balanced(0.03, 40);
        for (t, (business, public)) in history.business.iter_mut().zip(&mut history.public).enumerate() {
            *business *= 1.0 + 0.1 * (t as f64).sin();
            *public *= 1.0 + 0.1 * (0.7 * t as f64).cos();
        }
        history.gdp.fill(500.0);
        history
    }

    #[test]
    fn fitted_growth_is_the_difference_of_the_effect_along_a_path() {
        // The effect of the stocks against a baseline that stands still, year by year.
        let history = uneven();
        for speed in [1.0, 0.4] {
            let mut values = centres();
            values.parameters.set(P::AdjustmentSpeed, speed);
            // The world's frontier is in the trend of a fit.
            values.parameters.set(P::WorldEffortShare, 0.0);
            let p = &values.parameters;
            for structure in structures_with_likelihood() {
                let fitted = growth(&structure, &values, &history);
                let mut stocks = stocks(&values, &history);
                let reference = (stocks.business.before, stocks.public.before);
                let effort = stocks.business.effective_before + stocks.public.effective_before;
                let one = ByStock { business: 1.0, public: 1.0 };
                let mut state = structure.start(p, one);
                let mut levels = vec![0.0];
                for t in 0..history.business.len() {
                    if t > 0 {
                        stocks.business.advance(history.business[t]);
                        stocks.public.advance(history.public[t]);
                    }
                    let stock = |stock: &Stock<f64>, baseline| {
                        StockYear::new(Pair { scenario: stock.stock.stock(), baseline })
                    };
                    let both = ByStock {
                        business: stock(&stocks.business, reference.0),
                        public: stock(&stocks.public, reference.1),
                    };
                    let effective = stocks.business.stock.effective() + stocks.public.stock.effective();
                    let year =
                        Knowledge::new(both, Pair { scenario: effective, baseline: effort }, history.gdp[t]);
                    levels.push(structure.effect(p, &mut state, &year).total());
                }
                // What had not been caught up with at the start, which the effect starts without, fades at its speed.
                // Error correction acts a year later: its effect has no change of a stock in the first year either.
                let (adjusts, from) = match structure {
                    StructureName::KnowledgeCapital => (speed, 0),
                    StructureName::SemiEndogenous => (p[P::CatchUpSpeed], 0),
                    StructureName::ErrorCorrection => (p[P::ErrorCorrectionSpeed], 1),
                    _ => (1.0, 0),
                };
                let gap = fitted[from] - (levels[from + 1] - levels[from]);
                for (t, fitted) in fitted.iter().enumerate().skip(from) {
                    let faded = gap * (1.0_f64 - adjusts).powi((t - from) as i32);
                    let difference = levels[t + 1] - levels[t] + faded;
                    assert_relative_eq!(*fitted, difference, epsilon = 1e-13, max_relative = 1e-10);
                }
                let names = structure.past().unwrap();
                assert!(names.pooled.iter().all(|id| names.fitted.contains(id)));
            }
        }
    }

    #[test]
    fn a_fitted_parameter_moves_the_past_and_no_other_does() {
        let (history, values) = (uneven(), centres());
        for structure in structures_with_likelihood() {
            let fitted = structure.past().unwrap().fitted;
            let before = growth(&structure, &values, &history);
            for id in P::all() {
                let mut moved = values;
                moved.parameters.set(id, values.parameters[id] * 0.9 - 0.001);
                let moves = growth(&structure, &moved, &history) != before;
                assert_eq!(moves, fitted.contains(&id), "{structure}: {}", id.name());
            }
        }
    }
}
