//! The trait of a structure: `a[t]`, the log deviation of productivity, from the stocks of knowledge of both paths.
//!
//! ```math
//! \begin{aligned}
//! a[t] &= \text{effect}\left( S_j[t],\ S_j^0[t] \right) && \text{in a run: scenario against baseline} \\
//! \Delta a[t] &= \text{effect}\left( S_j[t],\ S_j[t-1] \right) && \text{in the past: a year against the year before}
//! \end{aligned}
//! ```
//! The equations are linear in logs (or in what is added to a stock), so that the second is the difference of the first
//! along a path: one equation serves a run and a fit.

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

    /// Standard normals that a draw gives it beside the parameters: for a structure that carries an estimate of its
    /// own, with its uncertainty.
    fn normals(&self) -> usize {
        0
    }

    /// The state before the first year; `stock_ratio` is S/Y of the reference year.
    fn start<S: Scalar>(&self, p: &ParameterValues<S>, stock_ratio: ByStock<S>) -> Self::State<S>;

    /// Moves the state before the first year by the [`Structure::normals`] of a draw; not called at the centre.
    #[inline(always)]
    fn disturb<S: Scalar>(&self, _state: &mut Self::State<S>, _normals: &[S]) {}

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
