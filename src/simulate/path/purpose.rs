//! What a run of the path is for.

/// What a run of the path is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The results, with a market for research where the plan has one.
    Results,
    /// Cash flows alone, with a market for research: levels of productivity, of which nothing else is made, are left at zero.
    CashFlows,
    /// What channels are told from: research at the price of the baseline, as with a price elasticity of zero. Such a run is
    /// asked for log deviations alone: levels of the baseline and public finance are left at zero where nothing depends on
    /// them.
    WithoutPrice,
}
