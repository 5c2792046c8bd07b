//! What a sensitivity analysis gives: parameters, layers, groups, and what it would be worth to know them.

use super::design::{Design, Part};
use super::error::SensitivityError;
use super::groups::{ParameterGroup, group_of};
use super::indices::{Index, Indices, Outcomes};
use super::output::Output;
use super::shapley::{Chain, shapley_effects};
use super::value_of_information::{
    expected_value_of_partial_information, expected_value_of_perfect_information,
};
use crate::appraise::Appraisal;
use crate::ensemble::Settings;
use crate::names::named;
use crate::parameters::{PARAMETER_COUNT, ParameterId, ParameterValues};
use crate::scalar::Dual;
use crate::simulate::Experiment;

/// A parameter, and what it contributes.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ParameterSensitivity {
    /// Its name; of the errors of first stocks theirs.
    pub name: &'static str,
    /// Its group.
    pub group: ParameterGroup,
    /// The share of the variance that goes when it is known.
    pub first: Index,
    /// The share that is left when all others are known.
    pub total: Index,
    /// Its share of the variance by Shapley, under the dependence of the parameters: these and the one of the structure sum to one.
    pub shapley: f64,
    /// The derivative of the output at the centres, in units of the output a unit of the parameter; none for an error of a first stock.
    pub derivative: Option<f64>,
    /// The output with it at its 5% point, the others at their centres; none where it has none there.
    pub low: Option<f64>,
    /// The output with it at its 95% point.
    pub high: Option<f64>,
    /// What it would be worth to know it before the decision, billion.
    pub evppi: f64,
}

/// The shares of the variance in a year.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LayerSharesOfYear {
    /// The year; none of a present value.
    pub year: Option<i32>,
    /// By layer: the share that goes when it is known. The structure is the last.
    pub shares: Vec<(&'static str, f64)>,
    /// The rest: what layers do together.
    pub interactions: f64,
}

/// Shares of layers by year.
pub type LayerShares = Vec<LayerSharesOfYear>;

/// A group of parameters.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GroupSensitivity {
    /// The group.
    pub group: ParameterGroup,
    /// The share of the variance that goes when all of it is known.
    pub first: Index,
    /// What it would be worth to know all of it before the decision, billion.
    pub evppi: f64,
}

named! {
    /// What is decided.
    DecisionKind {
        /// Whether to fund the scenario.
        FundOrNot = "fund_or_not",
        /// Which of several scenarios to fund, or none.
        WhichScenario = "which_scenario",
    }
}

/// A decision on net present values of welfare, billion.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Decision {
    /// What is decided.
    pub kind: DecisionKind,
    /// The scenarios with their means. Not to fund is worth nothing.
    pub options: Vec<(String, f64)>,
    /// The best of them by its mean; none where not to fund is better.
    pub best: Option<usize>,
    /// The probability that the best in the mean is not the best.
    pub probability_of_regret: f64,
}

/// A sensitivity analysis.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SensitivityAnalysis {
    /// The experiment.
    pub experiment: Experiment,
    /// The settings; draws are rows of the design.
    pub settings: Settings,
    /// The result that is taken apart.
    pub output: Output,
    /// The year; none of a present value.
    pub year: Option<i32>,
    /// Its mean over rows and structures.
    pub mean: f64,
    /// Its standard deviation.
    pub sd: f64,
    /// The output with all parameters at their centres.
    pub centre: Option<f64>,
    /// Rows of the design in which all outcomes exist.
    pub rows: usize,
    /// Points that were run in every structure.
    pub points: usize,
    /// Parameters that change something, the largest total index first.
    pub parameters: Vec<ParameterSensitivity>,
    /// The structure as a factor.
    pub structure: Indices,
    /// What it would be worth to know which structure is right, billion.
    pub structure_evppi: f64,
    /// Shares of layers by year.
    pub layers: LayerShares,
    /// Groups of parameters.
    pub groups: Vec<GroupSensitivity>,
    /// The decision.
    pub decision: Decision,
    /// What it would be worth to know everything before it, billion.
    pub evpi: f64,
}

/// By point; none where the rules leave a draw out.
pub(super) type ByPoint = Vec<Option<f64>>;

/// By structure its weight and what it has by point.
pub(super) type ByStructure = Vec<(f64, ByPoint)>;

/// By structure its weight and what it has by year and point.
pub(super) type ByStructureAndYear = Vec<(f64, Vec<ByPoint>)>;

/// What has been run.
pub(super) struct Evaluated<'a> {
    pub(super) design: &'a Design,
    pub(super) players: &'a [usize],
    /// Layers, whose sets come behind those of the players.
    pub(super) layers: Vec<&'static str>,
    /// Groups, whose sets come behind those of the layers.
    pub(super) groups: Vec<ParameterGroup>,
    /// By structure its weight, and the output by year and point.
    pub(super) of_output: ByStructureAndYear,
    /// By scenario and structure its weight and the present value by point.
    pub(super) of_decision: Vec<ByStructure>,
    pub(super) year: i32,
}

/// What is made of all that has been run.
pub(super) fn assemble(
    (experiment, appraisal): (&Experiment, &Appraisal<'_>),
    others: &[&Experiment],
    output: Output,
    settings: &Settings,
    evaluated: &Evaluated<'_>,
) -> Result<SensitivityAnalysis, SensitivityError> {
    let design = evaluated.design;
    let rows = evaluated.whole_rows();
    if rows.is_empty() {
        return Err(SensitivityError::NoRow { rows: design.rows });
    }
    let last = evaluated.years() - 1;
    let sets: Vec<usize> = (0..design.sets.len()).collect();
    let outcomes = evaluated.outcomes(last, &rows, &sets);
    let (indices, structure) = outcomes.indices();
    let variance = outcomes.variance();
    let shapley = evaluated.shapley(last, &rows, 1.0 - structure.first.value);
    let decided = Decided::new(evaluated, experiment, others);
    let names = evaluated.players.iter().map(|place| name_of(*place)).collect::<Vec<_>>();
    let derivatives = derivatives((experiment, appraisal), output, &names, evaluated.year)?;
    let of_parameter = |(i, place): (usize, &usize)| {
        let [low, high] = design.ends(i).map(|point| evaluated.mixed(last, point));
        ParameterSensitivity {
            name: names[i],
            group: group_of(*place),
            first: indices[i].first,
            total: indices[i].total,
            shapley: shapley[i],
            derivative: derivatives[i],
            low,
            high,
            evppi: decided.evppi(design, &[*place]),
        }
    };
    let mut parameters: Vec<ParameterSensitivity> =
        evaluated.players.iter().enumerate().map(of_parameter).collect();
    let first_group = evaluated.players.len() + evaluated.layers.len();
    let of_group = |(i, group): (usize, &ParameterGroup)| {
        let members: Vec<usize> = design.sets[first_group + i].clone();
        let of_members = parameters.iter().filter(|p| p.group == *group).map(|p| p.evppi);
        GroupSensitivity {
            group: *group,
            first: indices[first_group + i].first,
            // To know all of it is worth no less than to know a part.
            evppi: of_members.fold(decided.evppi(design, &members), f64::max),
        }
    };
    let groups = evaluated.groups.iter().enumerate().map(of_group).collect();
    parameters.sort_by(|a, b| b.total.value.total_cmp(&a.total.value));
    let has_year = output.variable().is_some();
    Ok(SensitivityAnalysis {
        experiment: experiment.clone(),
        settings: settings.clone(),
        output,
        year: has_year.then_some(evaluated.year),
        mean: outcomes.mean(),
        sd: variance.max(0.0).sqrt(),
        centre: evaluated.mixed(last, design.centre()),
        rows: rows.len(),
        points: design.points(),
        parameters,
        structure,
        structure_evppi: decided.structure_evppi(),
        layers: evaluated.layer_shares(&rows, has_year),
        groups,
        evpi: decided.evpi,
        decision: decided.decision,
    })
}

fn name_of(place: usize) -> &'static str {
    match ParameterId::all().nth(place) {
        Some(id) => id.name(),
        None if place == PARAMETER_COUNT => "initial_stock_error_business",
        None => "initial_stock_error_public",
    }
}

/// Exact derivatives of the output at the centres; none for an error of a first stock.
fn derivatives(
    (experiment, appraisal): (&Experiment, &Appraisal<'_>),
    output: Output,
    names: &[&'static str],
    year: i32,
) -> Result<Vec<Option<f64>>, SensitivityError> {
    let parameters: Vec<&'static str> =
        names.iter().copied().filter(|name| ParameterId::from_name(name).is_some()).collect();
    let slopes = match output.variable() {
        Some(variable) => experiment.derivatives(&parameters).ok().map(|slopes| {
            let of = |name: &&'static str| Some(*slopes.of(variable, name).ok()?.at(year).ok()?);
            parameters.iter().map(of).collect()
        }),
        None => Some(welfare_derivatives(experiment, appraisal, &parameters)?),
    };
    let slopes: Vec<Option<f64>> = slopes.unwrap_or_default();
    let of_name = |name: &&'static str| {
        let place = parameters.iter().position(|known| known == name)?;
        slopes.get(place).copied().flatten()
    };
    Ok(names.iter().map(of_name).collect())
}

/// Parameters whose derivatives one run gives.
const DIRECTIONS: usize = 8;

/// Derivatives of the present value of welfare: weighted means over the structures.
fn welfare_derivatives(
    experiment: &Experiment,
    appraisal: &Appraisal<'_>,
    names: &[&'static str],
) -> Result<Vec<Option<f64>>, SensitivityError> {
    let centres = experiment.parameters().centres();
    let mut slopes = Vec::with_capacity(names.len());
    for group in names.chunks(DIRECTIONS) {
        let values = ParameterValues::from_fn(|id| match group.iter().position(|name| *name == id.name()) {
            Some(direction) => Dual::<DIRECTIONS>::variable(centres[id], direction),
            None => Dual { value: centres[id], derivatives: [0.0; DIRECTIONS] },
        });
        let mut sums = [0.0; DIRECTIONS];
        for (structure, weight) in experiment.structures() {
            let welfare = appraisal.welfare_at(structure, &values)?;
            sums.iter_mut().zip(welfare.derivatives).for_each(|(sum, slope)| *sum += weight * slope);
        }
        slopes.extend(sums.iter().take(group.len()).map(|slope| Some(*slope)));
    }
    Ok(slopes)
}

impl Evaluated<'_> {
    fn years(&self) -> usize {
        self.of_output.first().map_or(0, |(_, years)| years.len())
    }

    /// Structures that are in the mixture.
    fn weighted(&self) -> impl Iterator<Item = &(f64, Vec<ByPoint>)> {
        self.of_output.iter().filter(|(weight, _)| *weight > 0.0)
    }

    fn weights(&self) -> Vec<f64> {
        let total: f64 = self.weighted().map(|(weight, _)| weight).sum();
        self.weighted().map(|(weight, _)| weight / total).collect()
    }

    /// Rows all of whose points have an outcome in all structures.
    fn whole_rows(&self) -> Vec<usize> {
        let design = self.design;
        let chains = if design.players.is_empty() { 0 } else { design.players.len() + 1 };
        let parts: Vec<Part> = [Part::A, Part::B]
            .into_iter()
            .chain((0..design.sets.len()).map(Part::Set))
            .chain((0..chains).map(Part::Chain))
            .collect();
        let exists = |row: usize| {
            self.weighted().all(|(_, years)| {
                years.last().is_some_and(|by_point| {
                    parts.iter().all(|part| by_point[design.number(*part, row)].is_some())
                })
            })
        };
        (0..design.rows).filter(|row| exists(*row)).collect()
    }

    /// The outcomes of some rows and sets in a year, counted from the first.
    fn outcomes(&self, year: usize, rows: &[usize], sets: &[usize]) -> Outcomes {
        let of = |part: Part| -> Vec<Vec<f64>> {
            let of_structure = |(_, years): &(f64, Vec<ByPoint>)| {
                let value = |row: &usize| years[year][self.design.number(part, *row)].unwrap_or(0.0);
                rows.iter().map(value).collect()
            };
            self.weighted().map(of_structure).collect()
        };
        Outcomes {
            weights: self.weights(),
            a: of(Part::A),
            b: of(Part::B),
            ab: sets.iter().map(|set| of(Part::Set(*set))).collect(),
            replicate: rows.iter().map(|row| self.design.replicate(*row)).collect(),
        }
    }

    /// Shapley effects within the structures, by their weights, as parts of the share that lies within them.
    fn shapley(&self, year: usize, rows: &[usize], within: f64) -> Vec<f64> {
        let players = self.players.len();
        let mut effects = vec![0.0; players];
        for ((_, years), weight) in self.weighted().zip(self.weights()) {
            let chain = |row: &usize| Chain {
                order: self.design.order(*row),
                outcomes: (0..=players)
                    .map(|steps| years[year][self.design.number(Part::Chain(steps), *row)].unwrap_or(0.0))
                    .collect(),
            };
            let chains: Vec<Chain> = rows.iter().map(chain).collect();
            let of_structure = shapley_effects(&chains, players);
            effects.iter_mut().zip(of_structure).for_each(|(sum, effect)| *sum += weight * effect);
        }
        let sum: f64 = effects.iter().sum();
        let share = |effect: f64| if sum > 0.0 { effect / sum * within } else { 0.0 };
        effects.into_iter().map(share).collect()
    }

    /// The mean over structures at a point.
    fn mixed(&self, year: usize, point: usize) -> Option<f64> {
        let values = self.weighted().map(|(_, years)| years[year][point]);
        values.zip(self.weights()).map(|(value, weight)| Some(weight * value?)).sum()
    }

    fn layer_shares(&self, rows: &[usize], has_year: bool) -> LayerShares {
        let first_layer = self.players.len();
        let sets: Vec<usize> = (first_layer..first_layer + self.layers.len()).collect();
        let of_year = |t: usize| {
            let (indices, structure) = self.outcomes(t, rows, &sets).indices();
            let of_layers = self.layers.iter().zip(&indices).map(|(name, of)| (*name, of.first.value));
            let shares: Vec<(&'static str, f64)> =
                of_layers.chain([("structure", structure.first.value)]).collect();
            let known: f64 = shares.iter().map(|(_, share)| share).sum();
            let varies = shares.iter().any(|(_, share)| *share != 0.0);
            LayerSharesOfYear {
                year: has_year.then(|| self.year - (self.years() - 1 - t) as i32),
                interactions: if varies { 1.0 - known } else { 0.0 },
                shares,
            }
        };
        (0..self.years()).map(of_year).collect()
    }
}

/// The decision, with what each option is worth by row.
struct Decided {
    decision: Decision,
    evpi: f64,
    /// By option and row of `A` and `B`, the mean over structures; the last option is not to fund.
    mixed: Vec<Vec<f64>>,
    /// By structure its weight and the means of the options.
    by_structure: Vec<(f64, Vec<f64>)>,
    /// The rows that exist, of `A` and `B`.
    rows: Vec<usize>,
}

impl Decided {
    fn new(evaluated: &Evaluated<'_>, experiment: &Experiment, others: &[&Experiment]) -> Self {
        let scenarios = &evaluated.of_decision;
        let points = 2 * evaluated.design.rows;
        let weighted: Vec<usize> = scenarios
            .first()
            .map(|structures| (0..structures.len()).filter(|s| structures[*s].0 > 0.0).collect())
            .unwrap_or_default();
        let exists = |row: &usize| {
            scenarios.iter().all(|structures| weighted.iter().all(|s| structures[*s].1[*row].is_some()))
        };
        let rows: Vec<usize> = (0..points).filter(exists).collect();
        let total: f64 = weighted.iter().filter_map(|s| Some(scenarios.first()?[*s].0)).sum();
        // By structure and option, row by row; not to fund is worth nothing.
        let values: Vec<(f64, Vec<Vec<f64>>)> = weighted
            .iter()
            .map(|s| {
                let of = |structures: &Vec<(f64, ByPoint)>| {
                    rows.iter().map(|row| structures[*s].1[*row].unwrap_or(0.0)).collect::<Vec<f64>>()
                };
                let mut options: Vec<Vec<f64>> = scenarios.iter().map(of).collect();
                options.push(vec![0.0; rows.len()]);
                (scenarios[0][*s].0 / total, options)
            })
            .collect();
        let options = scenarios.len() + 1;
        let mixed: Vec<Vec<f64>> = (0..options)
            .map(|option| {
                let at = |i: usize| values.iter().map(|(weight, options)| weight * options[option][i]).sum();
                (0..rows.len()).map(at).collect()
            })
            .collect();
        let mean = |values: &Vec<f64>| values.iter().sum::<f64>() / values.len().max(1) as f64;
        let means: Vec<f64> = mixed.iter().map(mean).collect();
        let by_structure: Vec<(f64, Vec<f64>)> =
            values.iter().map(|(weight, options)| (*weight, options.iter().map(mean).collect())).collect();
        let best = (0..scenarios.len()).filter(|option| means[*option] > 0.0);
        let best = best.max_by(|a, b| means[*a].total_cmp(&means[*b]));
        let chosen = best.unwrap_or(scenarios.len());
        let regrets = |options: &Vec<Vec<f64>>| {
            let better = |i: &usize| options.iter().any(|values| values[*i] > options[chosen][*i]);
            (0..rows.len()).filter(better).count() as f64 / rows.len().max(1) as f64
        };
        // Whoever knows everything knows the structure too.
        let known: f64 = values
            .iter()
            .map(|(weight, options)| {
                let best =
                    |i: usize| options.iter().map(|values| values[i]).fold(f64::NEG_INFINITY, f64::max);
                weight * (0..rows.len()).map(best).sum::<f64>() / rows.len().max(1) as f64
            })
            .sum();
        let names = std::iter::once(experiment).chain(others.iter().copied());
        let names = names.map(|one| one.scenario().name.clone());
        let decision = Decision {
            kind: if others.is_empty() { DecisionKind::FundOrNot } else { DecisionKind::WhichScenario },
            options: names.zip(means.iter().copied()).collect(),
            best,
            probability_of_regret: values.iter().map(|(weight, options)| weight * regrets(options)).sum(),
        };
        let evpi = (known - means[chosen]).max(0.0);
        debug_assert!(evpi + 1e-9 >= expected_value_of_perfect_information(&mixed));
        Self { decision, evpi, mixed, by_structure, rows }
    }

    /// What it would be worth to know some parameters, places in the table.
    fn evppi(&self, design: &Design, places: &[usize]) -> f64 {
        let point = |row: &usize| design.independent(*row >= design.rows, row % design.rows);
        let points: Vec<_> = self.rows.iter().map(point).collect();
        let columns: Vec<Vec<f64>> =
            places.iter().map(|place| points.iter().map(|point| point[*place]).collect()).collect();
        let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        expected_value_of_partial_information(&self.mixed, &columns).min(self.evpi)
    }

    /// What it would be worth to know the structure.
    fn structure_evppi(&self) -> f64 {
        let best = |values: &[f64]| values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let known: f64 = self.by_structure.iter().map(|(weight, means)| weight * best(means)).sum();
        let options = self.mixed.len();
        let mean =
            |option: usize| self.by_structure.iter().map(|(weight, means)| weight * means[option]).sum();
        let means: Vec<f64> = (0..options).map(mean).collect();
        (known - best(&means)).clamp(0.0, self.evpi)
    }
}
