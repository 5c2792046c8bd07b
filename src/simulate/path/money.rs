//! R&D money of a year by performer and funder (E8): what government spends, what firms add, or the total of a target.

use super::super::plan::{Plan, YearRule};
use crate::model::{Funder, Instrument, Performer, RdMatrix, Response};
use crate::parameters::{ParameterId as P, ParameterValues};
use crate::scalar::Scalar;

/// What R&D money of a year depends on, beside the plan.
pub(super) struct Circumstances<'a, S> {
    /// R&D of the baseline.
    pub(super) baseline: &'a RdMatrix<S>,
    /// GDP of the scenario, billion.
    pub(super) gdp: S,
    /// `ln(Y/Y0)`.
    pub(super) log_gdp: S,
    /// `ln(S_P/S_P0)`.
    pub(super) log_public: S,
}

/// R&D of the baseline in a year; what business pays follows the level of its GDP, the rest is fixed in euro.
#[inline(always)]
pub(super) fn baseline_rd<S: Scalar>(rd: &RdMatrix<f64>, gdp_ratio: Option<S>) -> RdMatrix<S> {
    let mut base: RdMatrix<S> = rd.lift();
    if let Some(ratio) = gdp_ratio {
        let own = base.cells[Performer::Business as usize][Funder::Business as usize];
        base.add(Performer::Business, Funder::Business, own * (ratio - S::of(1.0)));
    }
    base
}

/// The responses of firms in a draw, one an instrument.
pub(super) struct Money<S> {
    responses: [Response<S>; Instrument::ALL.len()],
    /// What the money that is solved for is multiplied by.
    factor: S,
}

impl<S: Scalar> Money<S> {
    #[inline(always)]
    pub(super) fn new(factor: S) -> Self {
        Self { responses: [Response::new(); Instrument::ALL.len()], factor }
    }

    /// R&D of the scenario in year `t` of the plan, and the public money of a target.
    #[inline(always)]
    pub(super) fn year(
        &mut self,
        t: usize,
        plan: &Plan,
        p: &ParameterValues<S>,
        now: &Circumstances<'_, S>,
    ) -> (RdMatrix<S>, S) {
        let base = now.baseline;
        let mut rd = *base;
        let rule = plan.rules[t];
        let mut own_response = S::of(0.0);
        for (place, money) in plan.money.iter().enumerate() {
            let (row, spent) = (money.instrument.row(), plan.money_at(place, t, self.factor));
            // Firms remember: the response moves in the years of a target too.
            let response = self.responses[money.instrument as usize].respond(
                p[P::FirmAdjustment],
                row.additionality.value(p),
                spent,
            );
            if rule != YearRule::Money {
                continue;
            }
            match row.response_paid_by {
                Funder::Business => own_response = own_response + response,
                other => rd.add(Performer::Business, other, response),
            }
            rd.spend(row.recipient, spent, base);
        }
        match rule {
            YearRule::Money => {
                rd.follow(now.log_gdp + p[P::Complementarity] * now.log_public, own_response, base);
                (rd, S::of(0.0))
            }
            YearRule::Intensity { share, public_share } => {
                let public = rd.raise_to(S::of(share) * now.gdp, S::of(public_share), base);
                (rd, public)
            }
        }
    }
}
