//! Scenarios as pure values: measures, targets, financing and the choices of a run, and their checks.

mod amounts;
mod baseline_table;
mod check;
mod choices;
mod instrument;
mod measure;
mod problem;
mod target;

pub use amounts::AmountPath;
pub use baseline_table::{BaselineRow, BaselineTable};
pub use check::CheckContext;
#[cfg(feature = "formats")]
pub(crate) use check::{
    baseline_problems, baseline_range, baseline_remarks, distribution_problems, shown, unknown_parameter,
};
pub use choices::{
    CapitalClosure, ERROR_CORRECTION_YEARS, Financing, GestationLag, StructureChoice, StructureName,
};
pub use instrument::{Instrument, InstrumentRow, Unit};
pub use measure::Measure;
pub use problem::{Problem, ScenarioError};
pub use target::Target;

use crate::parameters::{Distribution, ParameterId};

/// Last year that a scenario can ask for.
pub const LAST_HORIZON: i32 = 2200;

/// What is to be simulated beside the baseline.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Scenario {
    /// Name shown in results.
    pub name: String,
    /// Country, ISO 3166 alpha-3.
    pub country: String,
    /// Last year, at most [`LAST_HORIZON`].
    pub horizon: i32,
    /// The year in whose prices amounts in money are.
    pub price_base: i32,
    /// Which structures to run.
    pub structure: StructureChoice,
    /// How capital follows output.
    pub capital_closure: CapitalClosure,
    /// The lag from R&D to knowledge; a point mass needs whole, fixed numbers of years.
    pub gestation: GestationLag,
    /// Who pays for the measures.
    pub financing: Financing,
    /// Money or people, by instrument.
    pub measures: Vec<Measure>,
    /// Paths of R&D that are imposed instead of money.
    pub targets: Vec<Target>,
    /// Distributions that replace those of the table.
    pub parameters: Vec<(ParameterId, Distribution)>,
    /// A baseline that replaces the default projection.
    pub baseline: Option<BaselineTable>,
}

impl Scenario {
    /// A scenario without measures for the Netherlands until 2060.
    ///
    /// ```
    /// use kennis::{Instrument, Measure, Scenario, Unit};
    /// let mut scenario = Scenario::new("More public research");
    /// scenario.measures.push(Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026));
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            country: "NLD".to_owned(),
            horizon: 2060,
            price_base: 2023,
            structure: StructureChoice::Default,
            capital_closure: CapitalClosure::InvestmentShare,
            gestation: GestationLag::Pascal,
            financing: Financing::Debt,
            measures: Vec::new(),
            targets: Vec::new(),
            parameters: Vec::new(),
            baseline: None,
        }
    }
}
