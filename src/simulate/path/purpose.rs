//! What a run of the path is for.

/// What a run of the path is for: what nobody asks for, and nothing depends on, is left at zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The results, with a market for research where the plan has one.
    Results,
    /// GDP and log deviations alone, with a market for research.
    Gdp,
    /// Cash flows alone, with a market for research: levels of productivity are left at zero.
    CashFlows,
    /// What channels are told from: research at the price of the baseline, as with a price elasticity of zero. Such a run is
    /// asked for log deviations alone.
    WithoutPrice,
}

impl Purpose {
    /// Whether R&D, knowledge, public finance and welfare of a year are asked for.
    #[inline(always)]
    pub(super) fn asks_for_money(self) -> bool {
        matches!(self, Self::Results | Self::CashFlows)
    }
}
