//! What the figures are computed from: the letter's own in the table of published figures, our data and our baseline.

use super::check::Between;
use super::error::LetterError;
use crate::data::{Economy, FigureName, PublishedFigure, SeriesName};
use crate::parameters::ParameterSet;
use crate::scenario::Scenario;
use crate::simulate::Experiment;
use crate::structures::StructureChoice;

/// The year of the target.
pub(super) const TARGET_YEAR: i32 = 2030;

/// The year of the letter's observation.
pub(super) const OBSERVED_YEAR: i32 = 2023;

/// Who wrote it, as the table of published figures names the source.
const LETTER: &str = "letter to parliament on the 3% R&D action plan";

/// What is given, read once.
pub(super) struct Inputs<'a> {
    pub(super) economy: &'a Economy,
    pub(super) parameters: &'a ParameterSet,
    pub(super) structure: &'a StructureChoice,
    /// All published figures.
    pub(super) published: Vec<PublishedFigure>,
    /// GDP of our baseline from the last observation to the year of the target, billion, by the price base of the data.
    gdp: Vec<f64>,
    last_observation: i32,
    /// R&D over GDP of our baseline then, percent.
    pub(super) baseline_ratio: f64,
    /// R&D over GDP without new policy, percent, by the letter.
    pub(super) without_policy: Between,
    /// Outlays of government on R&D in 2025 and 2030, percent of GDP, by the letter.
    pub(super) outlays: [f64; 2],
    /// The gap, billion euro a year: "over" this.
    pub(super) gap: f64,
    /// Extra public money a year, billion euro.
    pub(super) public_money: Between,
    /// And from 2026 to 2030 together.
    pub(super) public_money_in_all: f64,
    /// The public and private parts of the target, percent of GDP.
    pub(super) target_parts: [f64; 2],
}

impl<'a> Inputs<'a> {
    pub(super) fn new(
        economy: &'a Economy,
        parameters: &'a ParameterSet,
        structure: &'a StructureChoice,
    ) -> Result<Self, LetterError> {
        if economy.country != "NLD" {
            return Err(LetterError::Country(economy.country.clone()));
        }
        let published = PublishedFigure::embedded()?;
        let of_letter = |what: FigureName, year: i32| {
            let found = published
                .iter()
                .find(|figure| figure.what == what && figure.year == year && figure.source.ends_with(LETTER));
            found.map(|figure| figure.value).ok_or(LetterError::Figure(what.name()))
        };
        let scenario = Scenario::new("the letter").with_horizon(TARGET_YEAR);
        let experiment = Experiment::new(economy, scenario, parameters.clone())?;
        let baseline = experiment.baseline();
        let at = usize::try_from(TARGET_YEAR - baseline.last_observation()).unwrap_or(0);
        let gdp = baseline.gdp();
        let rd = baseline.rd().get(at).map_or(f64::NAN, |matrix| matrix.total());
        Ok(Self {
            economy,
            parameters,
            structure,
            baseline_ratio: 100.0 * rd / gdp.get(at).copied().unwrap_or(f64::NAN),
            gdp: gdp.to_vec(),
            last_observation: baseline.last_observation(),
            without_policy: Between::new(
                of_letter(FigureName::RdTotalLow, TARGET_YEAR)?,
                of_letter(FigureName::RdTotalHigh, TARGET_YEAR)?,
            ),
            outlays: [
                of_letter(FigureName::GovernmentRdOutlays, 2025)?,
                of_letter(FigureName::GovernmentRdOutlays, TARGET_YEAR)?,
            ],
            gap: of_letter(FigureName::RdGap, TARGET_YEAR)?,
            public_money: Between::new(
                of_letter(FigureName::ExtraPublicRdLow, TARGET_YEAR)?,
                of_letter(FigureName::ExtraPublicRdHigh, TARGET_YEAR)?,
            ),
            public_money_in_all: of_letter(FigureName::ExtraPublicRd, TARGET_YEAR)?,
            target_parts: [
                of_letter(FigureName::TargetPublicRd, TARGET_YEAR)?,
                of_letter(FigureName::TargetPrivateRd, TARGET_YEAR)?,
            ],
            published,
        })
    }

    /// GDP of our baseline in a year, billion by the price base of the data.
    pub(super) fn gdp_in(&self, year: i32) -> f64 {
        let at = usize::try_from(year - self.last_observation).ok();
        at.and_then(|at| self.gdp.get(at)).copied().unwrap_or(f64::NAN)
    }

    /// A series of the data in a year.
    pub(super) fn observed(&self, name: SeriesName, year: i32) -> Result<f64, LetterError> {
        Ok(self.economy.series(name)?.require(year)?)
    }

    /// What is missing to the target, percent of GDP.
    pub(super) fn gap_in_points(&self) -> Between {
        self.without_policy.map(|ratio| super::figures::TARGET - ratio)
    }

    /// Whether a published figure is of the letter.
    pub(super) fn is_of_letter(figure: &PublishedFigure) -> bool {
        figure.source.ends_with(LETTER)
    }
}
