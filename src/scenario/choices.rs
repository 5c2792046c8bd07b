//! The choices of a run: structures, capital closure and financing.

use crate::names::named;

named! {
    /// How stocks of knowledge turn into productivity.
    StructureName {
        /// Constant elasticities of knowledge stocks (Griliches).
        KnowledgeCapital = "knowledge_capital",
        /// Constant gross rates of return (Terleckyj).
        RateOfReturn = "rate_of_return",
        /// Catching up with a frontier that effort moves (Jones).
        SemiEndogenous = "semi_endogenous",
        /// Foreign stocks by import shares (Coe and Helpman).
        InternationalSpillovers = "international_spillovers",
        /// Vector error correction (Soete, Verspagen and Ziesemer).
        ErrorCorrection = "error_correction",
        /// R&D does nothing to productivity: what costings assume today.
        NoEffect = "no_effect",
    }
}

/// Which structures a run uses.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum StructureChoice {
    /// What a run uses when nothing is said.
    Default,
    /// All structures with a weight above zero, mixed by their weights.
    All,
    /// These, mixed by their weights divided by the sum.
    List(Vec<StructureName>),
    /// These, mixed by the weights given, which sum to one; with weight zero a structure runs beside the mixture.
    Weights(Vec<(StructureName, f64)>),
}

impl StructureChoice {
    /// The structures that it names.
    pub(crate) fn named(&self) -> Vec<StructureName> {
        match self {
            Self::Default | Self::All => Vec::new(),
            Self::List(names) => names.clone(),
            Self::Weights(weights) => weights.iter().map(|(name, _)| *name).collect(),
        }
    }
}

/// Years beyond the last observation after which error correction is not run.
pub const ERROR_CORRECTION_YEARS: i32 = 20;

named! {
    /// How capital follows output (E5).
    CapitalClosure {
        /// Investment keeps its share of GDP.
        InvestmentShare = "investment_share",
        /// Capital keeps its ratio to output, in the same year.
        CapitalOutputRatio = "capital_output_ratio",
        /// Capital adjusts towards what its user cost asks.
        UserCost = "user_cost",
    }
}

named! {
    /// The lag from R&D to knowledge (E2).
    GestationLag {
        /// Spread over years with the given mean.
        Pascal = "pascal",
        /// All after the same whole number of years.
        PointMass = "point_mass",
    }
}

named! {
    /// Who pays for the measures (E14).
    Financing {
        /// Public debt.
        Debt = "debt",
        /// Taxes rise by the same amount in the same year.
        Tax = "tax",
        /// Another public outlay falls by the same amount.
        Offset = "offset",
    }
}
