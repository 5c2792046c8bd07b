//! No effect: `a = 0`, what costings assume today, and the null of van Elk et al. 2015.
//!
//! Costs, wages, the response of firms and training remain.

use super::{ByStock, Channel, Contributions, Knowledge, Past, Structure};
use crate::parameters::{ParameterId, ParameterValues};
use crate::scalar::Scalar;

/// R&D does nothing to productivity.
#[derive(Clone, Copy, Debug)]
pub struct NoEffect;

impl Structure for NoEffect {
    type State<S: Scalar> = ();

    fn name(&self) -> &'static str {
        "no_effect"
    }

    fn parameters(&self) -> &'static [ParameterId] {
        &[]
    }

    fn channels(&self) -> &'static [Channel] {
        &[]
    }

    #[inline(always)]
    fn start<S: Scalar>(&self, _: &ParameterValues<S>, _: ByStock<S>) {}

    #[inline(always)]
    fn effect<S: Scalar>(&self, _: &ParameterValues<S>, _: &mut (), _: &Knowledge<S>) -> Contributions<S> {
        Contributions::zero()
    }

    #[inline(always)]
    fn gross_returns<S: Scalar>(&self, _: &ParameterValues<S>, _: ByStock<S>) -> Option<ByStock<S>> {
        // It denies the effect, and says nothing of what a return would be.
        None
    }

    #[inline(always)]
    fn feedback<S: Scalar>(&self, _: &ParameterValues<S>, _: ByStock<S>, _: bool) -> S {
        S::of(0.0)
    }

    fn past(&self) -> Option<Past> {
        Some(Past { fitted: &[], pooled: &[], has_stocks: false })
    }
}
