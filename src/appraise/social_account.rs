//! Social benefits and costs of a lane group alone, for what asks for them again and again: an amount that is solved for.

use super::appraisal::{Appraisal, Prepared};
use super::error::AppraisalError;
use super::figures::{social_benefits, social_costs};
use crate::ensemble::GroupFlows;
use crate::scalar::LANES;
use crate::simulate::Experiment;

/// An appraisal that is compiled for its social account.
#[derive(Clone, Debug)]
pub(crate) struct SocialAccount {
    prepared: Prepared,
}

impl SocialAccount {
    pub(crate) fn of(appraisal: &Appraisal<'_>) -> Result<Self, AppraisalError> {
        Ok(Self { prepared: appraisal.prepare(&[])? })
    }

    /// The experiment over all years that count.
    pub(crate) fn experiment(&self) -> &Experiment {
        &self.prepared.experiment
    }

    /// The position from which on a draw stops once its effect has faded.
    pub(crate) fn stops_from(&self) -> Option<usize> {
        self.prepared.stops_from
    }

    /// Present values of social benefits and social costs, one a draw.
    pub(crate) fn benefits_and_costs(&self, flows: &GroupFlows<'_>) -> [[f64; LANES]; 2] {
        let plan = &self.prepared.plan;
        let values = plan.headline_values(flows);
        [social_benefits(&values).0, social_costs(&values, plan.headline.burden).0]
    }
}
