//! The trait of a structure: `a[t]`, the log deviation of productivity, from the stocks of knowledge of both paths.
//!
//! ```math
//! \begin{aligned}
//! a[t] &= \text{effect}\left( S_j[t],\ S_j^0[t] \right) && \text{in a run: scenario against baseline} \\
//! \Delta a[t] &= \text{effect}\left( S_j[t],\ S_j[t-1] \right) && \text{in the past: a year against the year before}
//! \end{aligned}
//! ```
//! One equation serves a run and a fit. Where it is linear in logs (E4, home of E7) the second is the difference of the
//! first along any path; where it is linear in what is added to a stock over output (E6), along a path on which output
//! stands still: with output that grows, the second is the published difference form, which the first is not. The frontier
//! of E7 is not linear, and stands in the trend of a fit.

use super::{ByStock, Channel, Contributions, Knowledge};
use crate::parameters::{ParameterId, ParameterValues};
use crate::scalar::Scalar;

/// What a fit to the past of a country takes from a structure.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Past {
    /// The parameters that the past depends on, in the order of the table.
    pub fitted: &'static [ParameterId],
    /// Those of them that countries may share: how strongly productivity answers to R&D.
    pub pooled: &'static [ParameterId],
    /// Whether the errors of the first stocks matter: effort has no stock.
    pub has_stocks: bool,
}

impl Past {
    /// What depends on these parameters, of which countries may share some, with or without errors of the first stocks.
    #[must_use]
    pub const fn new(
        fitted: &'static [ParameterId],
        pooled: &'static [ParameterId],
        has_stocks: bool,
    ) -> Self {
        Self { fitted, pooled, has_stocks }
    }
}

/// How stocks of knowledge turn into productivity. A structure is a value: it may carry constants of its own.
///
/// The methods that take a [`Scalar`] are marked `#[inline(always)]` by implementations, so that they are compiled for the
/// instruction set that the simulation chose at run time.
pub trait Structure: Clone + Send + Sync + 'static {
    /// What it carries from year to year.
    type State<S: Scalar>: Copy;

    /// Name in output.
    fn name(&self) -> &'static str;

    /// The parameters that it uses.
    fn parameters(&self) -> &'static [ParameterId];

    /// The channels of its effect on productivity.
    fn channels(&self) -> &'static [Channel];

    /// The channel through which R&D of partners acts; none where the structure does not see them.
    fn foreign_channel(&self) -> Option<Channel> {
        None
    }

    /// Whether its gross return pays from the year on in which a stock works, so that an internal rate follows from it.
    fn has_internal_rate(&self) -> bool {
        true
    }

    /// The state before the first year; `stock_ratio` is S/Y of the reference year.
    fn start<S: Scalar>(&self, p: &ParameterValues<S>, stock_ratio: ByStock<S>) -> Self::State<S>;

    /// Positive where the parameters are such that the structure settles: a draw where it is not is left out of the
    /// structure, and counted apart from the draws that are dropped by rule.
    #[inline(always)]
    fn stability<S: Scalar>(&self, _p: &ParameterValues<S>) -> S {
        S::of(1.0)
    }

    /// Log deviation of productivity in a year, by channel; called once a year, in order.
    fn effect<S: Scalar>(
        &self,
        p: &ParameterValues<S>,
        state: &mut Self::State<S>,
        year: &Knowledge<S>,
    ) -> Contributions<S>;

    /// Implied gross return `dY/dS` by stock, where the structure has one.
    fn gross_returns<S: Scalar>(&self, p: &ParameterValues<S>, stock_ratio: ByStock<S>)
    -> Option<ByStock<S>>;

    /// The elasticity of productivity to R&D that follows GDP: its feedback is `1/(1 - e/(1-alpha))`.
    fn feedback<S: Scalar>(&self, p: &ParameterValues<S>, stock_ratio: ByStock<S>, under_target: bool) -> S;

    /// What a fit to the past takes; none where the past of one country does not identify the structure.
    fn past(&self) -> Option<Past> {
        None
    }

    /// The state before the past begins, on a balanced path of which `first` is a year against the year before.
    #[inline(always)]
    fn start_of_past<S: Scalar>(&self, p: &ParameterValues<S>, _first: &Knowledge<S>) -> Self::State<S> {
        let one = ByStock { business: S::of(1.0), public: S::of(1.0) };
        self.start(p, one)
    }

    /// Growth of log productivity in a year of the past: the effect of its stocks and effort against those of the year
    /// before. Called once a year, in order.
    #[inline(always)]
    fn growth_of_past<S: Scalar>(
        &self,
        p: &ParameterValues<S>,
        state: &mut Self::State<S>,
        year: &Knowledge<S>,
    ) -> S {
        self.effect(p, state, year).total()
    }
}
