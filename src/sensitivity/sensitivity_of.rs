//! The request for a sensitivity analysis, and how it is met.

use super::analysis::{ByStructure, ByStructureAndYear, Evaluated, SensitivityAnalysis, assemble};
use super::design::{Design, Part, SHOCKS};
use super::error::SensitivityError;
use super::groups::{ParameterGroup, group_of};
use super::indices::REPLICATES;
use super::output::Output;
use crate::appraise::{Appraisal, Discounting, Figure, ResidualValue};
use crate::ensemble::{ChosenPoints, DIMENSIONS, Ensemble, Kind, Settings, TREND};
use crate::parameters::{Layer, PARAMETER_COUNT, ParameterId};
use crate::simulate::Experiment;
use std::sync::Arc;

/// Most rows of the design.
pub const MAX_ROWS: u64 = 8192;

/// Rows of the first look, at which parameters that change nothing are left out.
const ROWS_OF_A_LOOK: usize = 16;

/// A sensitivity analysis: of which result, in which year.
///
/// ```
/// use kennis::sensitivity::{Output, Sensitivity};
/// use kennis::{Economy, Experiment, Instrument, Measure, ParameterSet, Scenario, Settings, Unit};
/// let measure = Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026);
/// let scenario = Scenario::new("More public research").with_measure(measure).with_horizon(2040);
/// let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;
/// let analysis = Sensitivity::of(&experiment).output(Output::Gdp).run(&Settings::default().with_draws(64))?;
/// let first = &analysis.parameters[0];
/// println!("{}: {:.2} of the variance", first.name, first.total.value);
/// # assert!(first.total.value > 0.0 && first.total.value < 1.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a sensitivity analysis is made by `run`"]
pub struct Sensitivity<'a> {
    experiment: &'a Experiment,
    others: Vec<&'a Experiment>,
    output: Output,
    year: Option<i32>,
    discounting: Discounting,
    residual: ResidualValue,
}

impl<'a> Sensitivity<'a> {
    /// Of GDP in the last year, and of the decision to fund the scenario or not.
    pub fn of(experiment: &'a Experiment) -> Self {
        Self {
            experiment,
            others: Vec::new(),
            output: Output::Gdp,
            year: None,
            discounting: Discounting::default(),
            residual: ResidualValue::RunOff,
        }
    }

    /// Of another result.
    pub fn output(mut self, output: Output) -> Self {
        self.output = output;
        self
    }

    /// In another year than the last.
    pub fn year(mut self, year: i32) -> Self {
        self.year = Some(year);
        self
    }

    /// Other scenarios that may be funded in its place: the decision is then which of them, or none.
    pub fn beside(mut self, others: impl IntoIterator<Item = &'a Experiment>) -> Self {
        self.others.extend(others);
        self
    }

    /// Other discount rates for present values.
    pub fn discounting(mut self, discounting: Discounting) -> Self {
        self.discounting = discounting;
        self
    }

    /// Another residual value for present values.
    pub fn residual(mut self, residual: ResidualValue) -> Self {
        self.residual = residual;
        self
    }

    /// Makes the analysis; [`Settings::draws`] are the rows of the design.
    ///
    /// # Errors
    /// [`SensitivityError`].
    pub fn run(&self, settings: &Settings) -> Result<SensitivityAnalysis, SensitivityError> {
        self.run_with(settings, &mut |_, _| ())
    }

    /// As [`Self::run`], telling `progress` how many points have been run and how many there are.
    ///
    /// # Errors
    /// [`SensitivityError`].
    pub fn run_with(
        &self,
        settings: &Settings,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<SensitivityAnalysis, SensitivityError> {
        let (rows, year) = (rows(settings)?, self.checked_year()?);
        let settings = self.settings(settings);
        let players = self.players(&settings)?;
        let layers = layer_sets(&settings);
        let mut sets: Vec<Vec<usize>> = players.iter().map(|place| vec![*place]).collect();
        sets.extend(layers.iter().map(|(_, set)| set.clone()));
        let groups = group_sets(&players);
        sets.extend(groups.iter().map(|(_, set)| set.clone()));
        let design = Arc::new(Design::new(settings.seed, rows, sets).with_players(players.clone()));
        let of_output = self.outcomes(&design, &settings, year, progress)?;
        let of_decision = self.benefits(&design, &settings, progress)?;
        let layers = layers.into_iter().map(|(name, _)| name).collect();
        let groups = groups.into_iter().map(|(group, _)| group).collect();
        let evaluated =
            Evaluated { design: &design, players: &players, layers, groups, of_output, of_decision, year };
        let appraisal = self.appraisal(self.experiment);
        assemble((self.experiment, &appraisal), &self.others, self.output, &settings, &evaluated)
    }

    /// All scenarios from the base year of the first.
    fn appraisal<'b>(&self, experiment: &'b Experiment) -> Appraisal<'b> {
        Appraisal::of(experiment)
            .discounting(self.discounting.clone())
            .residual(self.residual)
            .base_year(Appraisal::of(self.experiment).first_year())
    }

    fn checked_year(&self) -> Result<i32, SensitivityError> {
        let baseline = self.experiment.baseline();
        let (first, last) = (baseline.years().first + 1, baseline.horizon());
        let year = self.year.unwrap_or(last);
        if (first..=last).contains(&year) {
            Ok(year)
        } else {
            Err(SensitivityError::Year { found: year, first, last })
        }
    }

    /// Draws are held, and only what is asked for is kept.
    fn settings(&self, settings: &Settings) -> Settings {
        let mut settings = settings.clone();
        settings.variables = vec![self.output.variable().unwrap_or(crate::simulate::Variable::Gdp)];
        (settings.channels, settings.by_structure, settings.hold_draws) = (false, false, true);
        (settings.first_draw, settings.first_year, settings.precision) = (0, None, None);
        settings.memory = u64::MAX;
        settings
    }

    /// The parameters that move the output or a benefit in any row of a first look.
    fn players(&self, settings: &Settings) -> Result<Vec<usize>, SensitivityError> {
        let parameters = self.experiment.parameters();
        if let Some(joint) = parameters.joint() {
            return Err(SensitivityError::JointDraws { name: joint.name.clone() });
        }
        let varying: Vec<usize> = ParameterId::all()
            .filter(|id| !parameters.distribution(*id).is_fixed())
            .map(ParameterId::index)
            .chain([PARAMETER_COUNT, PARAMETER_COUNT + 1])
            .collect();
        let sets = varying.iter().map(|place| vec![*place]).collect();
        let design = Arc::new(Design::new(settings.seed, ROWS_OF_A_LOOK, sets));
        let mut runs = vec![self.values(&design, settings, self.experiment, &mut |_, _| ())?];
        for experiment in self.experiments() {
            runs.push(self.npv(&design, settings, experiment, &mut |_, _| ())?);
        }
        let moves = |set: usize| {
            runs.iter().flatten().any(|(_, values)| {
                (0..ROWS_OF_A_LOOK).any(|row| {
                    let at = |part| values[design.number(part, row)];
                    let (a, with) = (at(Part::A), at(Part::Set(set)));
                    a.is_some() && with.is_some() && a != with
                })
            })
        };
        Ok(varying.iter().enumerate().filter(|(set, _)| moves(*set)).map(|(_, place)| *place).collect())
    }

    fn experiments(&self) -> impl Iterator<Item = &'a Experiment> + '_ {
        std::iter::once(self.experiment).chain(self.others.iter().copied())
    }

    /// The output of every point, by structure: of the year, and of all years where it has them.
    fn outcomes(
        &self,
        design: &Arc<Design>,
        settings: &Settings,
        year: i32,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<ByStructureAndYear, SensitivityError> {
        let Some(variable) = self.output.variable() else {
            let values = self.npv(design, settings, self.experiment, progress)?;
            return Ok(values.into_iter().map(|(weight, values)| (weight, vec![values])).collect());
        };
        let ensemble = self.ensemble(design, settings, self.experiment, progress)?;
        let first = ensemble.years().first;
        let of_structure = |one: crate::ensemble::OneStructure<'_>| {
            let values = one.values(variable, Kind::Deviation)?;
            let of_year = |t: usize| {
                let mut by_point = vec![None; design.points()];
                for (column, number) in one.draw_numbers().iter().enumerate() {
                    if let Some(place) = by_point.get_mut(*number as usize) {
                        *place = Some(values[[t, column]]);
                    }
                }
                by_point
            };
            let last = (year - first) as usize;
            Ok((one.weight(), (1..=last).map(of_year).collect()))
        };
        ensemble.structures().map(of_structure).collect()
    }

    /// As [`Self::outcomes`], of the last year of the output alone.
    fn values(
        &self,
        design: &Arc<Design>,
        settings: &Settings,
        experiment: &Experiment,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<ByStructure, SensitivityError> {
        if self.output.variable().is_none() {
            return self.npv(design, settings, experiment, progress);
        }
        let year = self.checked_year()?;
        let outcomes = self.outcomes(design, settings, year, progress)?;
        Ok(outcomes.into_iter().filter_map(|(weight, mut years)| Some((weight, years.pop()?))).collect())
    }

    fn ensemble(
        &self,
        design: &Arc<Design>,
        settings: &Settings,
        experiment: &Experiment,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Ensemble, SensitivityError> {
        Ok(Ensemble::draw_with(experiment, &chosen(design, settings), progress)?)
    }

    /// What each scenario is worth, by scenario, structure and point.
    fn benefits(
        &self,
        design: &Arc<Design>,
        settings: &Settings,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Vec<ByStructure>, SensitivityError> {
        // Rows of A and B are enough: what is known is told by regression.
        let whole = design.rows * 2;
        let few = Arc::new(Design::new(settings.seed, design.rows, Vec::new()));
        debug_assert!(few.points() == whole + 1);
        self.experiments().map(|experiment| self.npv(&few, settings, experiment, progress)).collect()
    }

    /// Net present value of welfare of every point, by structure.
    fn npv(
        &self,
        design: &Arc<Design>,
        settings: &Settings,
        experiment: &Experiment,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<ByStructure, SensitivityError> {
        let found = self.appraisal(experiment).run_with(&chosen(design, settings), progress)?;
        let of_structure = |(structure, weight): (&'static str, f64)| {
            let mut by_point = vec![None; design.points()];
            let values = found.draws(structure, Figure::WelfareNpv)?;
            for (number, value) in found.draw_numbers(structure)?.iter().zip(values) {
                if let Some(place) = by_point.get_mut(*number as usize) {
                    *place = Some(*value);
                }
            }
            Ok((weight, by_point))
        };
        found.structures().map(of_structure).collect()
    }
}

/// The settings of a run of the points of a design.
fn chosen(design: &Arc<Design>, settings: &Settings) -> Settings {
    let mut settings = settings.clone();
    settings.draws = design.points() as u64;
    settings.chosen_points = ChosenPoints(Some(design.clone()));
    settings
}

/// Rows in replicates of the same size.
fn rows(settings: &Settings) -> Result<usize, SensitivityError> {
    let least = 8 * REPLICATES as u64;
    if !(least..=MAX_ROWS).contains(&settings.draws) {
        return Err(SensitivityError::Rows { found: settings.draws, least, most: MAX_ROWS });
    }
    Ok((settings.draws as usize).next_multiple_of(REPLICATES))
}

/// The factors of each layer of uncertainty that is on.
fn layer_sets(settings: &Settings) -> Vec<(&'static str, Vec<usize>)> {
    let of = |layer: Layer| -> Vec<usize> {
        ParameterId::all().filter(|id| id.row().layer == layer).map(ParameterId::index).collect()
    };
    let mut parameters = of(Layer::Parameters);
    parameters.extend([PARAMETER_COUNT, PARAMETER_COUNT + 1]);
    let mut sets = vec![("parameters", parameters), ("effectiveness", of(Layer::Effectiveness))];
    // The yearly shocks of both layers have the numbers of one stream: they count to the one that is on, and to the breakthroughs
    // where both are.
    if settings.layers.breakthroughs {
        let mut shocks = of(Layer::Shocks);
        shocks.push(SHOCKS);
        sets.push(("shocks", shocks));
    }
    if settings.layers.baseline_level {
        let mut level = of(Layer::BaselineLevel);
        level.push(TREND);
        if !settings.layers.breakthroughs {
            level.push(SHOCKS);
        }
        sets.push(("baseline_level", level));
    }
    debug_assert!(sets.iter().flat_map(|(_, set)| set).all(|place| *place <= DIMENSIONS));
    sets
}

/// The parameters of each group that has any.
fn group_sets(players: &[usize]) -> Vec<(ParameterGroup, Vec<usize>)> {
    let of = |group: &ParameterGroup| {
        let members = players.iter().copied().filter(|place| group_of(*place) == *group);
        (*group, members.collect::<Vec<usize>>())
    };
    ParameterGroup::ALL.iter().map(of).filter(|(_, members)| !members.is_empty()).collect()
}
