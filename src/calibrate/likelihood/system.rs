//! What a structure says about growth of productivity in the past: `Delta system[t](theta)`.
//!
//! | structure | `Delta system[t]` |
//! |---|---|
//! | knowledge_capital | `eps_B Delta ln S_B[t] + eps_P Delta ln S_P[t]`, adjusting at speed kappa |
//! | rate_of_return | `rho_B (S_B[t] - S_B[t-1])/Y[t-1] + rho_P (S_P[t] - S_P[t-1])/Y[t-1]`, the published difference form |
//! | semi_endogenous | `s[t] = (1-c) s[t-1] + c gamma Delta ln N[t]`, N effort after its gestation; it starts on a balanced path |
//! | no_effect | 0 |
//!
//! The frontier of semi_endogenous grows at a constant rate, which is in `mu`. Its other parameters do not enter one
//! country's past: they keep their priors.

use super::rd_history::RdHistory;
use crate::model::{Gestation, KnowledgeStock, Start};
use crate::parameters::{ParameterId as P, ParameterValues};
use crate::scalar::Scalar;
use crate::scenario::StructureName;

/// The structures whose past can be told from one country's productivity.
pub const STRUCTURES_WITH_LIKELIHOOD: &[StructureName] = &[
    StructureName::KnowledgeCapital,
    StructureName::RateOfReturn,
    StructureName::SemiEndogenous,
    StructureName::NoEffect,
];

/// Values that the past depends on.
#[derive(Clone, Copy, Debug)]
pub(super) struct SystemValues<S> {
    /// Parameters of the model.
    pub(super) parameters: ParameterValues<S>,
    /// Log error of the first stock of business.
    pub(super) initial_business: S,
    /// Log error of the first stock of the public sector.
    pub(super) initial_public: S,
}

/// The parameters of the model that a structure's past depends on, in the order of the table.
pub(super) fn parameters(structure: StructureName) -> &'static [P] {
    match structure {
        StructureName::KnowledgeCapital => &[
            P::OutputElasticityBusiness,
            P::OutputElasticityPublic,
            P::AdjustmentSpeed,
            P::DepreciationBusiness,
            P::DepreciationPublic,
            P::GestationBusiness,
            P::GestationPublic,
        ],
        StructureName::RateOfReturn => &[
            P::DepreciationBusiness,
            P::DepreciationPublic,
            P::GestationBusiness,
            P::GestationPublic,
            P::RateOfReturnBusiness,
            P::RateOfReturnPublic,
        ],
        StructureName::SemiEndogenous => {
            &[P::GestationBusiness, P::GestationPublic, P::FrontierElasticity, P::CatchUpSpeed]
        }
        _ => &[],
    }
}

/// The parameters that countries may share: how strongly productivity answers to R&D.
pub(crate) fn pooled(structure: StructureName) -> &'static [P] {
    match structure {
        StructureName::KnowledgeCapital => &[P::OutputElasticityBusiness, P::OutputElasticityPublic],
        StructureName::RateOfReturn => &[P::RateOfReturnBusiness, P::RateOfReturnPublic],
        StructureName::SemiEndogenous => &[P::FrontierElasticity],
        _ => &[],
    }
}

/// Whether the errors of the first stocks matter: effort has no stock.
pub(super) fn has_stocks(structure: StructureName) -> bool {
    matches!(structure, StructureName::KnowledgeCapital | StructureName::RateOfReturn)
}

/// The two kinds of R&D.
struct Stocks<S> {
    gestation: Gestation<S>,
    stock: KnowledgeStock<S>,
}

impl<S: Scalar> Stocks<S> {
    fn start(depreciation: S, gestation: S, log_error: S, flow: f64, growth: f64) -> Self {
        let gestation = Gestation::new(depreciation, gestation);
        let start = Start { flow: S::of(flow), growth, log_error };
        Self { gestation, stock: KnowledgeStock::start(gestation, start) }
    }

    fn both(values: &SystemValues<S>, history: &RdHistory) -> [Self; 2] {
        let p = &values.parameters;
        let growth = history.growth_before;
        [
            Self::start(
                p[P::DepreciationBusiness],
                p[P::GestationBusiness],
                values.initial_business,
                history.business[0],
                growth,
            ),
            Self::start(
                p[P::DepreciationPublic],
                p[P::GestationPublic],
                values.initial_public,
                history.public[0],
                growth,
            ),
        ]
    }

    fn advance(&mut self, flow: f64) {
        self.stock.advance(self.gestation, S::of(flow));
    }
}

/// `Delta system` for every year from the second of the history to the one after its last.
pub(super) fn growth<S: Scalar>(
    structure: StructureName,
    values: &SystemValues<S>,
    history: &RdHistory,
) -> Vec<S> {
    match structure {
        StructureName::KnowledgeCapital => knowledge_capital(values, history),
        StructureName::RateOfReturn => rate_of_return(values, history),
        StructureName::SemiEndogenous => semi_endogenous(values, history),
        _ => vec![S::of(0.0); history.business.len()],
    }
}

/// Runs both stocks through the years: `each` sees the position of the year in the result, and both.
fn run<S: Scalar>(
    values: &SystemValues<S>,
    history: &RdHistory,
    mut each: impl FnMut(usize, &[Stocks<S>; 2]) -> S,
) -> Vec<S> {
    let mut stocks = Stocks::both(values, history);
    let flows = history.business.iter().zip(&history.public);
    let mut result = Vec::with_capacity(history.business.len());
    for (t, (business, public)) in flows.enumerate() {
        // The start already holds the R&D of the first year.
        if t > 0 {
            stocks[0].advance(*business);
            stocks[1].advance(*public);
        }
        result.push(each(t, &stocks));
    }
    result
}

fn knowledge_capital<S: Scalar>(values: &SystemValues<S>, history: &RdHistory) -> Vec<S> {
    let p = &values.parameters;
    let (business, public) = (p[P::OutputElasticityBusiness], p[P::OutputElasticityPublic]);
    let speed = p[P::AdjustmentSpeed];
    let mut last: Option<[S; 2]> = None;
    let mut adjusted: Option<S> = None;
    run(values, history, |_, stocks| {
        let logs = [stocks[0].stock.stock().ln(), stocks[1].stock.stock().ln()];
        let before = last
            .unwrap_or_else(|| [0, 1].map(|j: usize| stocks[j].stock.year_before(stocks[j].gestation).ln()));
        last = Some(logs);
        let target = business * (logs[0] - before[0]) + public * (logs[1] - before[1]);
        let from = adjusted.unwrap_or(target);
        let growth = from + speed * (target - from);
        adjusted = Some(growth);
        growth
    })
}

fn rate_of_return<S: Scalar>(values: &SystemValues<S>, history: &RdHistory) -> Vec<S> {
    let p = &values.parameters;
    let rates = [p[P::RateOfReturnBusiness], p[P::RateOfReturnPublic]];
    run(values, history, |t, stocks| {
        let added = |j: usize| stocks[j].stock.stock() - stocks[j].stock.year_before(stocks[j].gestation);
        (rates[0] * added(0) + rates[1] * added(1)) / S::of(history.gdp[t])
    })
}

fn semi_endogenous<S: Scalar>(values: &SystemValues<S>, history: &RdHistory) -> Vec<S> {
    let p = &values.parameters;
    let (elasticity, speed) = (p[P::FrontierElasticity], p[P::CatchUpSpeed]);
    let balanced = S::of((1.0 + history.growth_before).ln());
    let mut growth = elasticity * balanced;
    let mut last: Option<S> = None;
    run(values, history, |_, stocks| {
        let effort = (stocks[0].stock.effective() + stocks[1].stock.effective()).ln();
        let step = last.map_or(balanced, |last| effort - last);
        last = Some(effort);
        growth = growth + speed * (elasticity * step - growth);
        growth
    })
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

    fn centres() -> SystemValues<f64> {
        SystemValues {
            parameters: ParameterSet::default().centres(),
            initial_business: 0.0,
            initial_public: 0.0,
        }
    }

    #[test]
    fn on_a_balanced_path_growth_is_elasticity_times_growth_of_rd() {
        let (history, values) = (balanced(0.03, 38), centres());
        let expected = (0.08 + 0.05) * 1.03_f64.ln();
        for growth in knowledge_capital(&values, &history) {
            assert_relative_eq!(growth, expected, max_relative = 1e-10);
        }
        for growth in semi_endogenous(&values, &history) {
            assert_relative_eq!(growth, 0.10 * 1.03_f64.ln(), max_relative = 1e-10);
        }
        assert!(growth(StructureName::NoEffect, &values, &history).iter().all(|g| *g == 0.0));
    }

    #[test]
    fn difference_form_is_the_return_times_what_is_added_over_output() {
        let (history, values) = (balanced(0.03, 10), centres());
        let growth = rate_of_return(&values, &history);
        // S_B grows at g from omega R/(g + delta); R of 1981 is 6, so what is added in 1981 is g S.
        let omega = |m: f64| ((1.0 - m / (m + 3.0)) / (1.0 - m / (m + 3.0) / 1.03)).powi(3);
        let (business, public) = (omega(2.0) * 6.0 / 0.18, omega(5.0) * 4.0 / 0.13);
        assert_relative_eq!(
            growth[0],
            0.03 * (0.45 * business + 0.30 * public) / 500.0,
            max_relative = 1e-10
        );
    }

    #[test]
    fn a_smaller_first_stock_grows_faster_and_is_forgotten() {
        let (history, mut values) = (balanced(0.03, 60), centres());
        let usual = knowledge_capital(&values, &history);
        values.initial_business = -0.3;
        let faster = knowledge_capital(&values, &history);
        assert!(faster[0] > usual[0] + 0.002 && (faster[59] - usual[59]).abs() < 1e-5);
    }

    #[test]
    fn slow_adjustment_follows_its_recursion() {
        let mut history = balanced(0.03, 20);
        history.business[10] *= 1.5;
        let mut values = centres();
        let target = knowledge_capital(&values, &history);
        values.parameters.set(P::AdjustmentSpeed, 0.3);
        let adjusted = knowledge_capital(&values, &history);
        for t in 1..20 {
            assert_relative_eq!(adjusted[t], 0.7 * adjusted[t - 1] + 0.3 * target[t], max_relative = 1e-12);
        }
    }
}
