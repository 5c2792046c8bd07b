//! The processes of the economy, one a file, as pure equations over the number type.
//!
//! Stocks are start-of-year: what stands in `S[t]` and `K[t]` works in `Y[t]` and holds what was spent up to
//! `t - 1`. Nothing is simultaneous.

pub mod baseline_level;
pub mod breakthroughs;
pub mod capital;
pub mod catalogue;
pub mod education;
pub mod firms;
pub mod foreign_knowledge;
pub mod foreign_stock;
pub mod instrument_names;
mod instruments;
pub mod intervention;
pub mod knowledge_stock;
mod many_jumps;
#[cfg(feature = "panel")]
mod partner;
mod partner_weights;
pub mod production;
pub mod public_finance;
pub mod researchers;
pub mod technicians;
pub mod working_population;

pub(crate) use baseline_level::level_by_year;
pub(crate) use breakthroughs::{
    JumpParameters, LevelParameters, MAX_JUMPS, PolicyJumps, YearJumps, breakthrough_level,
};
pub(crate) use capital::{Adjustment, Capital};
pub use capital::{CapitalClosure, user_cost};
pub use education::EducationForm;
pub(crate) use education::{Cohorts, Doses, QUALITY_ENTRY_LAG};
pub use firms::{FUNDERS, Funder, PERFORMERS, Performer, RdMatrix, Recipient};
pub(crate) use firms::{Response, SEED, fit_matrix};
#[cfg(feature = "panel")]
pub(crate) use foreign_knowledge::Entry;
pub(crate) use foreign_knowledge::{ForeignFlows, ForeignKnowledge};
#[cfg(feature = "panel")]
pub(crate) use foreign_stock::START_YEARS;
#[cfg(feature = "econometrics")]
pub(crate) use foreign_stock::bridged;
pub use foreign_stock::{ImportWeights, PartnerRd};

pub use instruments::{ActsOn, Additionality, Instrument, InstrumentRow, Unit};
pub use knowledge_stock::{Gestation, GestationLag};
pub(crate) use knowledge_stock::{KnowledgeStock, Start};
#[cfg(feature = "panel")]
pub(crate) use partner::Partner;
pub use partner_weights::PartnerWeights;
pub(crate) use production::log_productivity;
pub use public_finance::{Financing, Welfare};
pub(crate) use public_finance::{Outlays, PublicFinance, PublicYear, labour_response};
pub use researchers::ResearchPrice;
pub(crate) use researchers::{ResearchMarket, Researchers};
pub use technicians::Course;
pub(crate) use technicians::{Technicians, Trained};
pub use working_population::CohortSizes;
pub(crate) use working_population::WorkingPopulation;

use crate::scalar::Scalar;

/// A quantity against another, as logarithm and as ratio. The two travel together: logarithms and exponentials are
/// what a year of a draw costs, and none is computed twice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change<S> {
    /// Its logarithm.
    pub log: S,
    /// The ratio.
    pub ratio: S,
}

impl<S: Scalar> Change<S> {
    /// No change.
    #[inline(always)]
    #[must_use]
    pub fn none() -> Self {
        Self { log: S::of(0.0), ratio: S::of(1.0) }
    }

    /// Of a logarithm.
    #[inline(always)]
    #[must_use]
    pub fn of_log(log: S) -> Self {
        Self { log, ratio: log.exp() }
    }
}

/// A quantity in the scenario and in the baseline, in the same year of the same draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair<S> {
    /// In the scenario.
    pub scenario: S,
    /// In the baseline.
    pub baseline: S,
}
