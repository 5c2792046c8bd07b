//! Groups of parameters that one evaluation could tell together.

use crate::names::named;
use crate::parameters::{Layer, ParameterId};

named! {
    /// What an evaluation could tell together.
    ParameterGroup {
        /// How firms and the market for research respond.
        FirmsResponse = "firms_response",
        /// How long knowledge takes, and how long it lasts.
        Stocks = "stocks",
        /// What knowledge is worth in production, and capital.
        Production = "production",
        /// What schooling and skills are worth.
        Education = "education",
        /// What instruments bring about.
        Instruments = "instruments",
    }
}

impl ParameterGroup {
    /// The group of a parameter.
    #[must_use]
    pub fn of(id: ParameterId) -> Self {
        use ParameterId as P;
        match id {
            P::FirmAdjustment | P::Complementarity | P::ResearchPriceElasticity | P::ResearcherAdjustment => {
                Self::FirmsResponse
            }
            P::DepreciationBusiness
            | P::DepreciationPublic
            | P::DepreciationForeign
            | P::GestationBusiness
            | P::GestationPublic
            | P::AdjustmentSpeed
            | P::InitialStockError => Self::Stocks,
            P::MincerReturn
            | P::SkillReturn
            | P::SkillGrowth
            | P::EntrantLabour
            | P::WorkingLife
            | P::InterventionEffect
            | P::InterventionFadeOut
            | P::HumanCapitalExternality
            | P::TechnicianPremium => Self::Education,
            _ if id.row().layer == Layer::Effectiveness => Self::Instruments,
            _ => Self::Production,
        }
    }
}

/// The group of a dimension: first stocks are stocks.
pub(super) fn group_of(place: usize) -> ParameterGroup {
    ParameterId::all().nth(place).map_or(ParameterGroup::Stocks, ParameterGroup::of)
}
