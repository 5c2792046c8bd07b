//! Scenarios as pure values: measures, targets, financing and the choices of a run, and their checks.

mod amounts;
mod appraisal;
mod baseline_table;
mod check;
mod foreign;
mod measure;
mod problem;
mod target;

pub use amounts::AmountPath;
pub use appraisal::AppraisalChoice;
pub use baseline_table::{BaselineRow, BaselineTable};
pub use check::CheckContext;
#[cfg(feature = "formats")]
pub(crate) use check::{
    EXPECTED_ACTION, baseline_problems, baseline_range, baseline_remarks, distribution_problems, shown,
    unknown_parameter,
};
pub use foreign::{EUROPEAN_UNION, Foreign, ForeignRule, OECD, PartnerCountries};
pub use measure::{ACTIONS, Measure};
pub use problem::{Problem, ScenarioError};
pub use target::Target;

use crate::data::InputFile;
use crate::model::{CapitalClosure, CohortSizes, EducationForm, Financing, GestationLag, ResearchPrice};
use crate::parameters::{Distribution, ParameterId};
use crate::structures::StructureChoice;

/// Last year that a scenario can ask for.
pub const MAX_HORIZON: i32 = 2200;

/// What is to be simulated beside the baseline.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Scenario {
    /// Name shown in results.
    pub name: String,
    /// Country, ISO 3166 alpha-3.
    pub country: String,
    /// Last year, at most [`MAX_HORIZON`].
    pub horizon: i32,
    /// The year in whose prices amounts in money are.
    pub price_base: i32,
    /// Which structures to run.
    pub structure: StructureChoice,
    /// Whether more demand for research makes it dearer.
    pub research_price: ResearchPrice,
    /// How capital follows output.
    pub capital_closure: CapitalClosure,
    /// The lag from R&D to knowledge; a point mass needs whole, fixed numbers of years.
    pub gestation: GestationLag,
    /// How large the cohorts of education are.
    #[cfg_attr(feature = "serde", serde(default))]
    pub cohorts: CohortSizes,
    /// What skills of those at work do to output.
    #[cfg_attr(feature = "serde", serde(default))]
    pub education_form: EducationForm,
    /// Who pays for the measures.
    pub financing: Financing,
    /// Money or people, by instrument.
    pub measures: Vec<Measure>,
    /// Paths of R&D that are imposed instead of money.
    pub targets: Vec<Target>,
    /// Paths of R&D that are imposed on partners.
    #[cfg_attr(feature = "serde", serde(default))]
    pub foreign: Vec<Foreign>,
    /// Distributions that replace those of the table.
    pub parameters: Vec<(ParameterId, Distribution)>,
    /// A baseline that replaces the default projection.
    pub baseline: Option<BaselineTable>,
    /// How it asks to be appraised.
    #[cfg_attr(feature = "serde", serde(default))]
    pub appraisal: AppraisalChoice,
    /// The file of its own catalogue of interventions, where it names one.
    pub catalogue: Option<InputFile>,
    /// The file, where it was read from one.
    pub input: Option<InputFile>,
}

impl Scenario {
    /// A scenario without measures for the Netherlands until 2060.
    ///
    /// ```
    /// use kennis::{Instrument, Measure, Scenario, Unit};
    /// let scenario = Scenario::new("More public research")
    ///     .with_measure(Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026).with_ramp(4));
    /// assert_eq!(scenario.measures[0].amount_in(2027), 0.0005);
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            country: "NLD".to_owned(),
            horizon: 2060,
            price_base: 2023,
            structure: StructureChoice::All,
            research_price: ResearchPrice::On,
            capital_closure: CapitalClosure::InvestmentShare,
            gestation: GestationLag::Pascal,
            cohorts: CohortSizes::default(),
            education_form: EducationForm::default(),
            financing: Financing::Debt,
            measures: Vec::new(),
            targets: Vec::new(),
            foreign: Vec::new(),
            parameters: Vec::new(),
            baseline: None,
            appraisal: AppraisalChoice::default(),
            catalogue: None,
            input: None,
        }
    }
}

/// A scenario is built up by what it has: each of these gives it back with one thing more.
impl Scenario {
    /// Another country, ISO 3166 alpha-3.
    #[must_use]
    pub fn with_country(mut self, country: impl Into<String>) -> Self {
        self.country = country.into();
        self
    }

    /// Another last year, at most [`MAX_HORIZON`].
    #[must_use]
    pub fn with_horizon(mut self, horizon: i32) -> Self {
        self.horizon = horizon;
        self
    }

    /// Another year in whose prices amounts in money are.
    #[must_use]
    pub fn with_price_base(mut self, price_base: i32) -> Self {
        self.price_base = price_base;
        self
    }

    /// Which structures to run.
    #[must_use]
    pub fn with_structure(mut self, structure: StructureChoice) -> Self {
        self.structure = structure;
        self
    }

    /// Whether more demand for research makes it dearer.
    #[must_use]
    pub fn with_research_price(mut self, research_price: ResearchPrice) -> Self {
        self.research_price = research_price;
        self
    }

    /// How capital follows output.
    #[must_use]
    pub fn with_capital_closure(mut self, capital_closure: CapitalClosure) -> Self {
        self.capital_closure = capital_closure;
        self
    }

    /// The lag from R&D to knowledge.
    #[must_use]
    pub fn with_gestation(mut self, gestation: GestationLag) -> Self {
        self.gestation = gestation;
        self
    }

    /// How large the cohorts of education are.
    #[must_use]
    pub fn with_cohorts(mut self, cohorts: CohortSizes) -> Self {
        self.cohorts = cohorts;
        self
    }

    /// What skills of those at work do to output.
    #[must_use]
    pub fn with_education_form(mut self, form: EducationForm) -> Self {
        self.education_form = form;
        self
    }

    /// Who pays for the measures.
    #[must_use]
    pub fn with_financing(mut self, financing: Financing) -> Self {
        self.financing = financing;
        self
    }

    /// One measure more.
    #[must_use]
    pub fn with_measure(mut self, measure: Measure) -> Self {
        self.measures.push(measure);
        self
    }

    /// One target more.
    #[must_use]
    pub fn with_target(mut self, target: Target) -> Self {
        self.targets.push(target);
        self
    }

    /// R&D of more partners.
    #[must_use]
    pub fn with_foreign(mut self, foreign: Foreign) -> Self {
        self.foreign.push(foreign);
        self
    }

    /// A distribution that replaces that of the table.
    #[must_use]
    pub fn with_parameter(mut self, parameter: ParameterId, distribution: Distribution) -> Self {
        self.parameters.push((parameter, distribution));
        self
    }

    /// How it asks to be appraised.
    #[must_use]
    pub fn with_appraisal(mut self, appraisal: AppraisalChoice) -> Self {
        self.appraisal = appraisal;
        self
    }

    /// A baseline that replaces the default projection.
    #[must_use]
    pub fn with_baseline(mut self, baseline: BaselineTable) -> Self {
        self.baseline = Some(baseline);
        self
    }
}
