//! Whether a run has a market for research.

/// Whether more research makes research dearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResearchPrice {
    /// As demand and supply have it.
    Market,
    /// That of the baseline, as with a price elasticity of zero. Such a run is asked for log deviations alone: levels of
    /// the baseline and public finance are left at zero where nothing depends on them.
    Fixed,
}
