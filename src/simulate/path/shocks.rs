//! What a draw has beside its parameters: its random part, and the money that is solved for.

use crate::model::YearJumps;
use crate::scalar::Scalar;
use crate::structures::ByStock;

/// What a draw has beside its parameters.
#[derive(Clone, Copy, Debug)]
pub struct Shocks<'a, S> {
    /// Standard normals of the initial stocks.
    pub(crate) initial: ByStock<S>,
    /// Log level of baseline productivity against its central path, from the first year of the simulation to one year
    /// beyond the horizon; empty where the level is certain.
    pub(crate) level: &'a [S],
    /// Breakthroughs in the effect of policy.
    pub(crate) jumps: Jumps<'a, S>,
    /// What the money that is solved for is multiplied by: one in every run, by draw where a solution is looked for.
    pub(crate) factor: S,
}

/// Breakthroughs in the effect of policy, from the first year of the simulation to one year beyond the horizon.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Jumps<'a, S> {
    /// None: the effect is that of the structure.
    Off,
    /// Drawn, by year.
    Drawn(&'a [YearJumps<S>]),
    /// What they add to the effect in another run under the same draw, `Q - phi_B x`, by year.
    Given(&'a [S]),
}

impl<S: Scalar> Shocks<'_, S> {
    /// Nothing random: the centre.
    #[must_use]
    pub fn none() -> Self {
        let initial = ByStock { business: S::of(0.0), public: S::of(0.0) };
        Self { initial, level: &[], jumps: Jumps::Off, factor: S::of(1.0) }
    }
}
