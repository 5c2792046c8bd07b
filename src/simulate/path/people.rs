//! What measures make of the people of a year (E10): human capital, labour, trained researchers.

use super::super::baseline::Baseline;
use super::super::plan::Plan;
use crate::model::{Change, Cohorts, Financing, Technicians, labour_response};
use crate::parameters::{ParameterId as P, ParameterValues};
use crate::scalar::Scalar;

/// Human capital, labour and trained researchers of a year, against baseline.
#[derive(Clone, Copy)]
pub(super) struct PeopleYear<S> {
    /// With what others gain from it, beyond wages.
    pub(super) human_capital: Change<S>,
    /// Without that, in logs: what lets firms use the knowledge of others.
    pub(super) own_human_capital: S,
    pub(super) labour: Change<S>,
    /// Trained researchers, in logs: `n_G`.
    pub(super) trained: S,
}

/// The cohorts and technicians of a draw.
pub(super) struct People<S> {
    cohorts: Vec<Cohorts<S>>,
}

impl<S: Scalar> People<S> {
    pub(super) fn new(plan: &Plan, p: &ParameterValues<S>) -> Self {
        Self { cohorts: plan.doses.iter().map(|doses| Cohorts::new(doses, p)).collect() }
    }

    /// Year `t` of the plan; `last_taxes` are those of the year before that pay for measures, over GDP.
    #[inline(always)]
    pub(super) fn year(
        &self,
        t: usize,
        (baseline, plan): (&Baseline, &Plan),
        p: &ParameterValues<S>,
        last_taxes: S,
    ) -> PeopleYear<S> {
        if !plan.changes_people {
            let none = Change::none();
            let zero = S::of(0.0);
            return PeopleYear { human_capital: none, own_human_capital: zero, labour: none, trained: zero };
        }
        let mut human_capital = S::of(0.0);
        let mut labour = S::of(0.0);
        let mut trained = S::of(0.0);
        for cohorts in &self.cohorts {
            human_capital = human_capital + cohorts.human_capital(t);
            labour = labour + cohorts.labour(t);
        }
        if plan.trains_technicians {
            let technicians = Technicians {
                trained: &plan.technicians,
                employment: baseline.employment,
                researchers: baseline.researchers,
                population: plan.population.as_deref(),
            };
            let year = technicians.year(t, p);
            human_capital = human_capital + year.human_capital;
            labour = labour + year.labour;
            trained = trained + year.researchers;
        }
        if plan.financing == Financing::Tax {
            labour = labour + labour_response(last_taxes, p[P::TaxShare], p[P::LabourTaxElasticity]);
        }
        PeopleYear {
            human_capital: Change::of_log(with_externality(human_capital, p)),
            own_human_capital: human_capital,
            labour: Change::of_log(labour),
            trained,
        }
    }
}

/// Human capital with the productivity that it brings to others, `Y = A h^gamma K^alpha (h L)^(1-alpha)` (Lucas 1988): in production
/// the same as `h (1 + gamma/(1 - alpha))` in logs.
#[inline(always)]
fn with_externality<S: Scalar>(human_capital: S, p: &ParameterValues<S>) -> S {
    let share_of_labour = S::of(1.0) - (p[P::CapitalShare] - p[P::RdCapitalShare]);
    human_capital * (S::of(1.0) + p[P::HumanCapitalExternality] / share_of_labour)
}
