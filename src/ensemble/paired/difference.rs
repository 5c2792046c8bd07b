//! The paired difference of two scenarios, and how it is made of two ensembles that hold their draws.

use super::super::drawn_as::DrawnAs;
use super::super::ensemble::Ensemble;
use super::super::no_result::NoResult;
use super::super::pooling::Scope;
use super::super::structure_draws::StructureDraws;
use super::super::threads::Threads;
use super::common_draws::{CommonDraws, Side, differences};
use super::error::PairError;
use crate::data::{NoYear, Years};
use crate::simulate::Variable;
use crate::statistics::{DrawnDistribution, DrawnValues, Questions};

/// The deviation of a second scenario less that of a first, draw by draw.
///
/// Each deviation is from the scenario's own baseline, in the unit that the variable's deviation has: where both have the
/// same baseline $`X^0`$, the difference is $`100\,(X^2 - X^1)/X^0`$, in percent of it. The years are those that both have.
///
/// ```
/// use kennis::ensemble::PairedDifference;
/// use kennis::statistics::Questions;
/// use kennis::{Economy, Ensemble, Experiment, Instrument, Measure, ParameterSet, Scenario, Settings, Unit, Variable};
/// let more = |amount| {
///     Scenario::new("more").with_measure(Measure::new(Instrument::PublicResearch, Unit::GdpShare, amount, 2026))
/// };
/// let settings = Settings::default().with_draws(200).with_variables(vec![Variable::Gdp]);
/// let draw = |amount| -> Result<Ensemble, Box<dyn std::error::Error>> {
///     let experiment = Experiment::new(&Economy::netherlands()?, more(amount), ParameterSet::default())?;
///     Ok(Ensemble::draw(&experiment, &settings)?)
/// };
/// let questions = Questions::default().with_quantiles([0.01]).with_thresholds([0.5]);
/// let pair = PairedDifference::of(&draw(0.001)?, &draw(0.002)?, &questions)?;
/// let gdp = pair.at(Variable::Gdp, 2060)?;
/// assert!(gdp.probability_above(0.0).unwrap().value > 0.5);
/// assert!(gdp.quantile(0.01).unwrap().value < gdp.statistics().p05);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct PairedDifference {
    pub(super) first_year: i32,
    pub(super) structures: Vec<PairedStructure>,
    pub(super) by_structure: bool,
    /// By year.
    pub(super) results: Vec<((Scope, Variable), Vec<DrawnDistribution>)>,
}

/// A structure of a paired difference.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct PairedStructure {
    /// Name.
    pub name: &'static str,
    /// Weight in the mixture.
    pub weight: f64,
    /// Draws that both kept.
    pub paired: u64,
    /// Draws that only the first kept: the second dropped them.
    pub first_only: u64,
    /// Draws that only the second kept.
    pub second_only: u64,
}

impl PairedDifference {
    /// The difference of two ensembles that hold their draws.
    ///
    /// # Errors
    /// [`PairError`]: they are of other draws (seed, plan, layers), of other years, other structures or weights, or another country, or do
    /// not hold their draws.
    pub fn of(first: &Ensemble, second: &Ensemble, questions: &Questions) -> Result<Self, PairError> {
        check_questions(questions)?;
        check_draws([&first.drawn_as, &second.drawn_as])?;
        check_structures([&first.members, &second.members])?;
        if !first.holds_draws() || !second.holds_draws() {
            return Err(PairError::NotHeld);
        }
        let sides = [first.side(), second.side()];
        let common = CommonDraws::by_structure(sides);
        let by_structure = first.by_structure && second.by_structure;
        let threads =
            Threads::new(first.threads).map_err(|error| PairError::Ensemble { position: 0, error })?;
        let years = first.years().len().min(second.years().len());
        let scopes = scopes(&first.members, by_structure);
        let variables = variables(first.members.as_slice(), second.members.as_slice());
        let cells = cells(&variables, years);
        let by_cell = threads.map(&cells, |(variable, year)| {
            let values = differences(sides, &common, *variable, *year);
            let of_scope = |scope: &Scope| {
                let groups = groups(*scope, &first.members, &values, &common);
                if first.is_check_run {
                    DrawnDistribution::of(&[(1.0, (&[mean(&groups)][..]).into())], questions)
                } else {
                    DrawnDistribution::of(&groups, questions)
                }
            };
            scopes.iter().map(of_scope).collect::<Vec<DrawnDistribution>>()
        });
        let mut structures = paired_structures(&first.members);
        count_pairs(&mut structures, &common);
        let results = by_scope(&scopes, &variables, years, by_cell);
        Ok(Self { first_year: first.years().first, structures, by_structure, results })
    }

    /// The years that both scenarios have.
    #[must_use]
    pub fn years(&self) -> Years {
        let years = self.results.first().map_or(0, |(_, years)| years.len());
        Years::new(self.first_year, self.first_year + years as i32 - 1)
    }

    /// The structures, with their weights and the number of their pairs.
    #[must_use]
    pub fn structures(&self) -> &[PairedStructure] {
        &self.structures
    }

    /// The difference of a variable by year, pooled over the structures by their weights.
    ///
    /// # Errors
    /// [`NoResult::NotKept`].
    pub fn by_year(&self, variable: Variable) -> Result<&[DrawnDistribution], NoResult> {
        self.in_scope(Scope::Mixture, variable)
    }

    /// The difference of a variable in a year, pooled over the structures by their weights.
    ///
    /// # Errors
    /// [`NoResult::NotKept`], [`NoResult::Year`].
    pub fn at(&self, variable: Variable, year: i32) -> Result<&DrawnDistribution, NoResult> {
        let years = self.years();
        let position = years.index(year).ok_or(NoYear { year, years })?;
        Ok(self.by_year(variable)?.get(position).ok_or(NoYear { year, years })?)
    }

    /// The difference of a variable by year in one structure, with [`crate::Settings::by_structure`].
    ///
    /// # Errors
    /// [`NoResult`] says why there is none.
    pub fn by_year_in(
        &self,
        structure: impl AsRef<str>,
        variable: Variable,
    ) -> Result<&[DrawnDistribution], NoResult> {
        let name = structure.as_ref();
        let position = self.structures.iter().position(|one| one.name == name);
        let position = position.ok_or_else(|| NoResult::NoStructure {
            structure: name.to_owned(),
            known: self.structures.iter().map(|one| one.name).collect::<Vec<_>>().join(", "),
        })?;
        if !self.by_structure {
            return Err(NoResult::NotByStructure);
        }
        self.in_scope(Scope::Structure(position), variable)
    }

    fn in_scope(&self, scope: Scope, variable: Variable) -> Result<&[DrawnDistribution], NoResult> {
        let found = self.results.iter().find(|(known, _)| *known == (scope, variable));
        found.map(|(_, years)| years.as_slice()).ok_or(NoResult::NotKept { variable })
    }
}

impl Ensemble {
    fn side(&self) -> Side<'_> {
        Side { members: &self.members, centre: &self.centre }
    }
}

/// The questions all have answers.
pub(super) fn check_questions(questions: &Questions) -> Result<(), PairError> {
    questions.without_answer().map_or(Ok(()), |found| Err(PairError::Question { found }))
}

/// Both are of the same draws.
pub(super) fn check_draws([first, second]: [&DrawnAs; 2]) -> Result<(), PairError> {
    let apart = first.difference(second);
    apart.map_or(Ok(()), |(what, first, second)| Err(PairError::Apart { what, first, second }))
}

/// Both mix the same structures with the same weights, in the same order: else the pooled difference would be one of
/// beliefs too.
pub(super) fn check_structures([first, second]: [&[StructureDraws]; 2]) -> Result<(), PairError> {
    let same = |(a, b): (&StructureDraws, &StructureDraws)| {
        a.structure == b.structure && a.weight.to_bits() == b.weight.to_bits()
    };
    if first.len() == second.len() && first.iter().zip(second).all(same) {
        return Ok(());
    }
    let shown = |members: &[StructureDraws]| {
        members.iter().map(|m| format!("{:.2} {}", m.weight, m.structure)).collect::<Vec<_>>().join(", ")
    };
    Err(PairError::Apart {
        what: "structures with the same weights",
        first: shown(first),
        second: shown(second),
    })
}

/// The places of every pair of so many: first with second, first with third, and so on.
pub(super) fn pairs(scenarios: usize) -> Vec<(usize, usize)> {
    (0..scenarios).flat_map(|first| (first + 1..scenarios).map(move |second| (first, second))).collect()
}

/// The scopes that have results: the mixture, and each structure alone.
pub(super) fn scopes(members: &[StructureDraws], by_structure: bool) -> Vec<Scope> {
    let structures = if by_structure { members.len() } else { 0 };
    std::iter::once(Scope::Mixture).chain((0..structures).map(Scope::Structure)).collect()
}

/// The variables that both keep, in their order.
pub(super) fn variables(first: &[StructureDraws], second: &[StructureDraws]) -> Vec<Variable> {
    use super::super::rows::Item;
    let keeps = |members: &[StructureDraws], variable: Variable| {
        members.iter().all(|member| member.layout.position(Item::Scenario(variable)).is_some())
    };
    Variable::ALL.iter().copied().filter(|v| keeps(first, *v) && keeps(second, *v)).collect()
}

/// Every variable in every year.
pub(super) fn cells(variables: &[Variable], years: usize) -> Vec<(Variable, usize)> {
    variables.iter().flat_map(|variable| (0..years).map(move |year| (*variable, year))).collect()
}

/// The values of the structures in a scope, with their weights.
pub(super) fn groups<'v>(
    scope: Scope,
    members: &[StructureDraws],
    values: &'v [Vec<f64>],
    common: &'v [CommonDraws],
) -> Vec<(f64, DrawnValues<'v>)> {
    let drawn = values.iter().zip(common).map(|(values, common)| DrawnValues::of(values, &common.numbers));
    let all = members.iter().zip(drawn).map(|(member, drawn)| (member.weight, drawn));
    match scope {
        Scope::Mixture => all.filter(|(weight, _)| *weight > 0.0).collect(),
        Scope::Structure(position) => all.skip(position).take(1).map(|(_, drawn)| (1.0, drawn)).collect(),
    }
}

/// The weighted mean of one value a group.
fn mean(groups: &[(f64, DrawnValues<'_>)]) -> f64 {
    let single = || groups.iter().filter_map(|(weight, drawn)| Some((weight, drawn.values.first()?)));
    single().map(|(weight, value)| weight * value).sum::<f64>()
        / single().map(|(weight, _)| weight).sum::<f64>()
}

/// The structures, without pairs yet.
pub(super) fn paired_structures(members: &[StructureDraws]) -> Vec<PairedStructure> {
    let structure = |member: &StructureDraws| PairedStructure {
        name: member.structure,
        weight: member.weight,
        paired: 0,
        first_only: 0,
        second_only: 0,
    };
    members.iter().map(structure).collect()
}

/// Adds pairs to the numbers of the structures.
pub(super) fn count_pairs(structures: &mut [PairedStructure], common: &[CommonDraws]) {
    for (structure, common) in structures.iter_mut().zip(common) {
        structure.paired += common.len() as u64;
        structure.first_only += common.first_only as u64;
        structure.second_only += common.second_only as u64;
    }
}

/// Results by cell, of all scopes each, as results by scope and variable, of all years each.
pub(super) fn by_scope(
    scopes: &[Scope],
    variables: &[Variable],
    years: usize,
    by_cell: Vec<Vec<DrawnDistribution>>,
) -> Vec<((Scope, Variable), Vec<DrawnDistribution>)> {
    let keys = scopes.iter().flat_map(|scope| variables.iter().map(move |variable| (*scope, *variable)));
    let mut results: Vec<((Scope, Variable), Vec<DrawnDistribution>)> =
        keys.map(|key| (key, Vec::with_capacity(years))).collect();
    for (cell, of_cell) in by_cell.into_iter().enumerate() {
        let variable = cell / years.max(1);
        for (scope, distribution) in of_cell.into_iter().enumerate() {
            results[scope * variables.len() + variable].1.push(distribution);
        }
    }
    results
}
