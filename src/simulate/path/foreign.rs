//! What partners know and do in a year (E11, E7): nothing where the scenario leaves them alone.

use super::super::plan::Plan;
use crate::model::ForeignKnowledge;
use crate::parameters::{ParameterId as P, ParameterValues};
use crate::scalar::Scalar;

/// Knowledge of partners of a draw.
pub(super) struct Foreign<'a, S> {
    /// Deviations that are given by year.
    given: &'a [f64],
    /// Stock and effort, where the scenario moves partners' R&D.
    knowledge: Option<(ForeignKnowledge<'a, S>, ForeignKnowledge<'a, S>)>,
}

/// What is known of partners in a year.
#[derive(Clone, Copy)]
pub(super) struct ForeignYear<S> {
    /// `ln(S_F/S_F0)`.
    pub(super) log_ratio: S,
    /// Effort against the baseline, less one.
    pub(super) extra_effort: S,
}

impl<'a, S: Scalar> Foreign<'a, S> {
    /// At the start of the year after the data. The lag is that of business.
    #[inline(always)]
    pub(super) fn new(plan: &'a Plan, p: &ParameterValues<S>) -> Self {
        let knowledge = match &plan.foreign {
            None => None,
            Some(foreign) => {
                let gestation = plan.gestation(p).business.with_depreciation(p[P::DepreciationForeign]);
                let stock = ForeignKnowledge::new(&foreign.stock, gestation);
                Some((stock, ForeignKnowledge::new(&foreign.effort, gestation)))
            }
        };
        Self { given: &plan.foreign_stock, knowledge }
    }

    /// Year `t` of the plan.
    #[inline(always)]
    pub(super) fn year(&self, t: usize) -> ForeignYear<S> {
        let given = S::of(self.given.get(t).copied().unwrap_or(0.0));
        match &self.knowledge {
            None => ForeignYear { log_ratio: given, extra_effort: S::of(0.0) },
            Some((stock, effort)) => {
                ForeignYear { log_ratio: given + stock.log_ratio(), extra_effort: effort.extra_effort() }
            }
        }
    }

    /// Moves partners to the year after year `t` of the plan.
    #[inline(always)]
    pub(super) fn advance(&mut self, t: usize) {
        if let Some((stock, effort)) = &mut self.knowledge {
            stock.advance(t);
            effort.advance(t);
        }
    }
}
