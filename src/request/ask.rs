//! What a request asks of its scenario.

use crate::names::named;

named! {
    /// What is asked of a scenario.
    Ask {
        /// The run: every variable with its bands.
        Run = "run",
        /// Costs and benefits.
        Cba = "cba",
        /// What the levers of a page show: GDP, R&D over GDP, and net present values, with their figures.
        Levers = "levers",
    }
}

impl Ask {
    /// The command that answers it: levers show part of a run.
    #[must_use]
    pub fn command(self) -> &'static str {
        match self {
            Self::Run | Self::Levers => "run",
            Self::Cba => "cba",
        }
    }

    /// Whether this build answers it: levers need the feature `page`.
    #[must_use]
    pub fn is_built(self) -> bool {
        self != Self::Levers || cfg!(feature = "page")
    }
}
