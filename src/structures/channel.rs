//! Channels of the effect on GDP and productivity.

use crate::names::named;

named! {
    /// A channel of the effect on GDP or productivity. Channels add up in logs.
    Channel {
        /// Business stock.
        BusinessKnowledge = "business_knowledge",
        /// Public stock.
        PublicKnowledge = "public_knowledge",
        /// Foreign stock.
        ForeignKnowledge = "foreign_knowledge",
        /// Interaction of stocks.
        Interaction = "interaction",
        /// Own research effort.
        ResearchEffort = "research_effort",
        /// The world frontier.
        Frontier = "frontier",
        /// Breakthroughs.
        Breakthroughs = "breakthroughs",
        /// Human capital.
        HumanCapital = "human_capital",
        /// Labour.
        Labour = "labour",
        /// Capital deepening.
        Capital = "capital",
        /// What the outlay that makes room for the measures would have returned.
        Financing = "financing",
        /// Price of research: the run less the run without it.
        ResearchPrice = "research_price",
    }
}

impl Channel {
    /// Whether it acts through productivity, and not only through production.
    #[must_use]
    pub fn acts_on_tfp(self) -> bool {
        !matches!(self, Self::HumanCapital | Self::Labour | Self::Capital | Self::Financing)
    }
}
