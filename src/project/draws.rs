//! The values of a cell draw by draw, and their distributions: with all draws at hand where they fit in memory, else a batch at
//! a time and once more for what lies around the quantiles. The bits are the same.

use super::column::{Moves, ProjectedVariable};
use super::table::ProjectionColumn;
use crate::data::Years;
use crate::ensemble::{Ensemble, EnsembleError, LevelShocks, OneStructure, Settings, Threads, shared_places};
use crate::model::Pair;
use crate::scalar::Scalar;
use crate::simulate::{Experiment, Variable};
use crate::statistics::{CountedValues, DrawnDistribution, DrawnValues, Questions, SecondLook, Statistics};

/// A cell: a column over some years, of which it is the mean.
#[derive(Clone, Copy)]
pub(super) struct Cell<'a> {
    pub(super) column: &'a ProjectionColumn,
    pub(super) years: (i32, i32),
    /// Of the table.
    pub(super) table: Years,
    pub(super) what: What,
}

/// What of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Baseline,
    WithPolicy,
    Difference,
    OfPolicy,
    OfBaselineRd,
}

/// The runs that a table is moved by.
pub(super) struct Runs<'a> {
    pub(super) experiment: &'a Experiment,
    /// The economy in which the volume of R&D is constant, where the baseline's own R&D counts.
    pub(super) constant_rd: Option<&'a Experiment>,
    pub(super) settings: &'a Settings,
    /// The years of the runs.
    pub(super) years: Years,
    /// The errors of the level of productivity, where a column needs them.
    pub(super) levels: Option<LevelShocks>,
}

/// Draws of a run, with those of the other one under the same numbers.
struct Batch<'a> {
    runs: &'a Runs<'a>,
    policy: Vec<OneStructure<'a>>,
    constant_rd: Vec<OneStructure<'a>>,
    /// By structure, the columns of the draws in both, and the numbers of the draws.
    places: Vec<Vec<(usize, usize)>>,
    numbers: Vec<Vec<u64>>,
    /// By structure and draw, the log error of the level of productivity, by year after the last observation.
    levels: Vec<Vec<Vec<f64>>>,
}

impl<'a> Batch<'a> {
    fn new(runs: &'a Runs<'a>, policy: &'a Ensemble, constant_rd: Option<&'a Ensemble>) -> Self {
        let policy: Vec<OneStructure<'_>> = policy.structures().collect();
        let constant_rd: Vec<OneStructure<'_>> =
            constant_rd.into_iter().flat_map(Ensemble::structures).collect();
        let places: Vec<Vec<(usize, usize)>> = policy
            .iter()
            .enumerate()
            .map(|(k, one)| match constant_rd.get(k) {
                Some(other) => shared_places(one.draw_numbers(), other.draw_numbers()).collect(),
                None => (0..one.draw_numbers().len()).map(|column| (column, column)).collect(),
            })
            .collect();
        let numbers = |(one, places): (&OneStructure<'_>, &Vec<(usize, usize)>)| {
            places.iter().map(|(column, _)| one.draw_numbers()[*column]).collect()
        };
        let numbers = policy.iter().zip(&places).map(numbers).collect();
        let level = |(one, places): (&OneStructure<'_>, &Vec<(usize, usize)>)| {
            let of = |(column, _): &(usize, usize)| {
                runs.levels
                    .as_ref()
                    .map(|shocks| shocks.of_draw(one.draw_numbers()[*column]))
                    .unwrap_or_default()
            };
            places.iter().map(of).collect()
        };
        let levels = policy.iter().zip(&places).map(level).collect();
        Self { runs, policy, constant_rd, places, numbers, levels }
    }

    /// The values of a cell, by structure.
    fn values(&self, cell: &Cell<'_>) -> Vec<Vec<f64>> {
        (0..self.policy.len()).map(|structure| self.mean_of_years(structure, cell)).collect()
    }

    /// Values by structure with the numbers of their draws.
    fn numbered<'v>(&'v self, values: &'v [Vec<f64>]) -> Vec<DrawnValues<'v>> {
        values.iter().zip(&self.numbers).map(|(values, numbers)| DrawnValues::of(values, numbers)).collect()
    }

    fn mean_of_years(&self, structure: usize, cell: &Cell<'_>) -> Vec<f64> {
        let (first, last) = cell.years;
        let count = f64::from(last - first + 1);
        let mut means = vec![0.0; self.places[structure].len()];
        for year in first..=last {
            let projected = cell.table.index(year).and_then(|t| cell.column.values[t]).unwrap_or(f64::NAN);
            let values = self.year(structure, cell.column, projected, year, cell.what);
            means.iter_mut().zip(values).for_each(|(mean, value)| *mean += value / count);
        }
        means
    }

    fn year(
        &self,
        structure: usize,
        column: &ProjectionColumn,
        projected: f64,
        year: i32,
        what: What,
    ) -> Vec<f64> {
        let scale = column.scale();
        let draws = 0..self.places[structure].len();
        match column.variable.moves() {
            Moves::Level(variable) => {
                let now = self.ratios(structure, variable, year);
                draws.map(|i| now(i).of_level(projected, what)).collect()
            }
            Moves::Growth(variable) => {
                let now = self.ratios(structure, variable, year);
                let before = self.ratios(structure, variable, year - 1);
                draws.map(|i| now(i).of_growth(&before(i), (projected, scale), what)).collect()
            }
            Moves::Rd(variable) => {
                let ratio = self.rd_over_gdp(structure, variable, year);
                draws.map(|i| ratio(i).of_ratio((projected, scale), what)).collect()
            }
            Moves::Debt => {
                let debt = self.levels(structure, Variable::DebtRatio, year);
                let gdp = self.levels(structure, Variable::Gdp, year);
                let of = |i: usize| match (debt.as_ref(), gdp.as_ref()) {
                    (Some(debt), Some(gdp)) => {
                        let column = self.places[structure][i].0;
                        let (extra, gdp) = (scale * debt(column).scenario / 100.0, gdp(column));
                        debt_over_gdp(projected, extra, gdp.scenario / gdp.baseline, what)
                    }
                    _ => debt_over_gdp(projected, 0.0, 1.0, what),
                };
                draws.map(of).collect()
            }
        }
    }

    /// The position of a year in the runs; none up to the last observation, in which nothing differs.
    fn position(&self, year: i32) -> Option<usize> {
        self.runs.years.index(year).filter(|t| *t > 0)
    }

    fn levels(
        &self,
        structure: usize,
        variable: Variable,
        year: i32,
    ) -> Option<impl Fn(usize) -> Pair<f64> + use<'a>> {
        self.position(year).and_then(|t| self.policy[structure].levels_in(variable, t))
    }

    /// What a variable is multiplied by in a year, by draw.
    fn ratios(
        &self,
        structure: usize,
        variable: Variable,
        year: i32,
    ) -> impl Fn(usize) -> Ratios + use<'_, 'a> {
        let position = self.position(year);
        let policy = self.levels(structure, variable, year);
        let constant =
            self.constant_rd.get(structure).zip(position).and_then(|(one, t)| one.levels_in(variable, t));
        let central = position.map(|t| self.policy[structure].certain_baseline(variable, t));
        let (places, levels) = (&self.places[structure], &self.levels[structure]);
        move |i| {
            let Some((policy, t)) = policy.as_ref().zip(position) else { return Ratios::ONE };
            let (column, other) = places[i];
            let now = policy(column);
            let level = match variable {
                Variable::Tfp => levels[i].get(t - 1).map_or(1.0, |level| Scalar::exp(*level)),
                _ => central.map_or(1.0, |central| now.baseline / central),
            };
            let of_rd = constant.as_ref().map_or(1.0, |constant| {
                let held = constant(other);
                held.baseline / held.scenario
            });
            Ratios { level, policy: now.scenario / now.baseline, of_rd }
        }
    }

    /// R&D of a performer, or all of it, over GDP: baseline and scenario, less the central path of the baseline.
    fn rd_over_gdp(
        &self,
        structure: usize,
        variable: Variable,
        year: i32,
    ) -> impl Fn(usize) -> RdRatio + use<'_, 'a> {
        let rd = self.levels(structure, variable, year);
        let gdp = self.levels(structure, Variable::Gdp, year);
        let central = self.position(year).map(|t| {
            let of = |variable| self.policy[structure].certain_baseline(variable, t);
            of(variable) / of(Variable::Gdp)
        });
        let places = &self.places[structure];
        move |i| {
            let (Some(rd), Some(gdp), Some(central)) = (rd.as_ref(), gdp.as_ref(), central) else {
                return RdRatio { level: 0.0, policy: 0.0 };
            };
            let (rd, gdp) = (rd(places[i].0), gdp(places[i].0));
            let baseline = rd.baseline / gdp.baseline;
            RdRatio { level: baseline - central, policy: rd.scenario / gdp.scenario - baseline }
        }
    }
}

/// What a level is multiplied by in a draw.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ratios {
    /// `u`: the baseline of the draw over the central path.
    level: f64,
    /// The scenario over the baseline.
    policy: f64,
    /// The baseline over the economy with constant R&D.
    of_rd: f64,
}

impl Ratios {
    /// Nothing differs.
    const ONE: Self = Self { level: 1.0, policy: 1.0, of_rd: 1.0 };

    fn baseline(&self) -> f64 {
        self.level
    }

    fn with_rd(&self) -> f64 {
        self.level * self.of_rd
    }

    fn with_policy(&self) -> f64 {
        self.level * (self.policy * self.of_rd)
    }

    fn of_level(&self, projected: f64, what: What) -> f64 {
        let with = |ratio: f64| projected * ratio;
        match what {
            What::Baseline => with(self.baseline()),
            What::WithPolicy => with(self.with_policy()),
            What::Difference => with(self.level * (self.policy * self.of_rd - 1.0)),
            What::OfPolicy => with(self.with_rd() * (self.policy - 1.0)),
            What::OfBaselineRd => with(self.level * (self.of_rd - 1.0)),
        }
    }

    /// `g + (1 + g) (q - 1)`, with `q` the ratio over that of the year before: exactly `g` where it has not moved. `g` is in units
    /// of which `scale` are one.
    fn of_growth(&self, before: &Self, (rate, scale): (f64, f64), what: What) -> f64 {
        let moved = |now: f64, then: f64| (scale + rate) * (now / then - 1.0);
        let baseline = moved(self.baseline(), before.baseline());
        match what {
            What::Baseline => rate + baseline,
            What::WithPolicy => rate + moved(self.with_policy(), before.with_policy()),
            What::Difference => moved(self.with_policy(), before.with_policy()) - baseline,
            What::OfPolicy => {
                moved(self.with_policy(), before.with_policy()) - moved(self.with_rd(), before.with_rd())
            }
            What::OfBaselineRd => moved(self.with_rd(), before.with_rd()) - baseline,
        }
    }
}

/// What R&D over GDP differs by in a draw.
#[derive(Clone, Copy, Debug)]
struct RdRatio {
    level: f64,
    policy: f64,
}

impl RdRatio {
    fn of_ratio(&self, (projected, scale): (f64, f64), what: What) -> f64 {
        match what {
            What::Baseline => projected + scale * self.level,
            What::WithPolicy => projected + scale * (self.level + self.policy),
            What::Difference | What::OfPolicy => scale * self.policy,
            What::OfBaselineRd => 0.0,
        }
    }
}

/// `(d + x)/f`: extra debt above, and below it GDP. The bureau's debt is the same in every draw: its rules of the budget are not
/// in the model.
fn debt_over_gdp(projected: f64, extra: f64, gdp: f64, what: What) -> f64 {
    let with = (projected + extra) / gdp;
    match what {
        What::Baseline => projected,
        What::WithPolicy => with,
        What::Difference | What::OfPolicy => with - projected,
        What::OfBaselineRd => 0.0,
    }
}

/// The variables that must be kept of the draws; GDP and R&D of them for the effect of the whole, too.
pub(super) fn variables<'c>(columns: impl Iterator<Item = &'c ProjectionColumn>) -> Vec<Variable> {
    let mut variables = vec![Variable::Gdp, Variable::RdTotal];
    for variable in columns.flat_map(|column| column.variable.variables()) {
        if !variables.contains(&variable) {
            variables.push(variable);
        }
    }
    variables
}

/// Whether a column needs the errors of the level of productivity by draw.
pub(super) fn needs_levels(variable: ProjectedVariable) -> bool {
    variable.variables().contains(&Variable::Tfp)
}

impl Runs<'_> {
    /// The statistics of the cells. `policy` is the ensemble of the scenario, with its draws where there is memory for them.
    pub(super) fn statistics(
        &self,
        policy: &Ensemble,
        cells: &[Cell<'_>],
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Vec<Statistics>, EnsembleError> {
        let threads = Threads::new(self.settings.threads)?;
        let constant_rd = match self.constant_rd {
            Some(experiment) => Some(Ensemble::draw_with(experiment, self.settings, progress)?),
            None => None,
        };
        let weights: Vec<f64> = policy.structures().map(|one| one.weight()).collect();
        let held = policy.holds_draws() && constant_rd.as_ref().is_none_or(Ensemble::holds_draws);
        if held {
            Ok(self.held(&Batch::new(self, policy, constant_rd.as_ref()), &weights, cells, &threads))
        } else {
            self.streamed(&weights, cells, &threads)
        }
    }

    fn held(
        &self,
        batch: &Batch<'_>,
        weights: &[f64],
        cells: &[Cell<'_>],
        threads: &Threads,
    ) -> Vec<Statistics> {
        let questions = Questions::default();
        threads.map(cells, |cell| {
            let values = batch.values(cell);
            let groups: Vec<(f64, DrawnValues<'_>)> =
                weights.iter().copied().zip(batch.numbered(&values)).collect();
            let distribution = if self.settings.draws == 0 {
                DrawnDistribution::of_mean(&groups, &questions)
            } else {
                DrawnDistribution::of(&groups, &questions)
            };
            distribution.statistics()
        })
    }

    fn streamed(
        &self,
        weights: &[f64],
        cells: &[Cell<'_>],
        threads: &Threads,
    ) -> Result<Vec<Statistics>, EnsembleError> {
        let questions = Questions::default();
        let nothing = || CountedValues::new(weights.to_vec(), &questions);
        let mut counted: Vec<(Cell<'_>, CountedValues)> =
            cells.iter().map(|cell| (*cell, nothing())).collect();
        self.each_batch(&mut |batch| {
            threads.each(&mut counted, |(cell, counted): &mut (Cell<'_>, CountedValues)| {
                let values = batch.values(cell);
                counted.count(&batch.numbered(&values));
            });
        })?;
        let mut looks: Vec<(Cell<'_>, SecondLook)> =
            threads.turn(counted, |(cell, counted)| (cell, counted.second_pass(weights, &questions)));
        if looks.iter().any(|(_, look)| look.bytes() > 0) {
            self.each_batch(&mut |batch| {
                threads.each(&mut looks, |(cell, look): &mut (Cell<'_>, SecondLook)| {
                    let values = batch.values(cell);
                    look.take(&batch.numbered(&values));
                });
            })?;
        }
        Ok(threads.turn(looks, |(_, look)| look.finish().statistics()))
    }

    /// Gives all draws to `take`, a batch at a time, both runs under the same numbers.
    fn each_batch(&self, take: &mut dyn FnMut(&Batch<'_>)) -> Result<(), EnsembleError> {
        Ensemble::each_batch(self.experiment, self.settings, |policy| {
            let Some(experiment) = self.constant_rd else {
                take(&Batch::new(self, policy, None));
                return Ok::<(), EnsembleError>(());
            };
            let numbers = || policy.structures().flat_map(|one| one.draw_numbers().iter().copied());
            let (Some(first), Some(last)) = (numbers().min(), numbers().max()) else { return Ok(()) };
            let mut same = self.settings.clone();
            (same.first_draw, same.draws, same.memory) = (first, last - first + 1, u64::MAX);
            let mut is_taken = false;
            let ran = Ensemble::each_batch(experiment, &same, |constant_rd| {
                take(&Batch::new(self, policy, Some(constant_rd)));
                is_taken = true;
                Ok(())
            });
            // Whether too many were dropped is asked of all draws, not of a batch.
            if is_taken { Ok(()) } else { ran }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    const WHAT: [What; 5] =
        [What::Baseline, What::WithPolicy, What::Difference, What::OfPolicy, What::OfBaselineRd];

    #[test]
    fn what_has_not_moved_is_what_was_projected() {
        for projected in [0.1, 1.0 / 3.0, 1234.5678, -0.7] {
            for (what, expected) in WHAT.into_iter().zip([projected, projected, 0.0, 0.0, 0.0]) {
                assert_eq!(Ratios::ONE.of_level(projected, what), expected);
                assert_eq!(Ratios::ONE.of_growth(&Ratios::ONE, (projected, 100.0), what), expected);
                assert_eq!(RdRatio { level: 0.0, policy: 0.0 }.of_ratio((projected, 100.0), what), expected);
                assert_eq!(debt_over_gdp(projected, 0.0, 1.0, what), expected);
            }
        }
    }

    /// Growth of a level that is multiplied, by hand.
    #[test]
    fn growth_is_that_of_the_moved_level() {
        let before = Ratios { level: 1.01, policy: 1.002, of_rd: 0.999 };
        let now = Ratios { level: 0.99, policy: 1.005, of_rd: 1.001 };
        let level = |ratios: &Ratios, base: f64, what| ratios.of_level(base, what);
        for what in [What::Baseline, What::WithPolicy] {
            let growth = level(&now, 102.0, what) / level(&before, 100.0, what) - 1.0;
            assert_relative_eq!(now.of_growth(&before, (0.02, 1.0), what), growth, max_relative = 1e-12);
        }
        for one in [&before, &now] {
            let parts = [What::WithPolicy, What::Baseline].map(|what| level(one, 100.0, what));
            assert_relative_eq!(one.of_level(100.0, What::Difference), parts[0] - parts[1], epsilon = 1e-12);
        }
        let parts = [What::WithPolicy, What::Baseline].map(|what| now.of_growth(&before, (0.02, 1.0), what));
        assert_relative_eq!(
            now.of_growth(&before, (0.02, 1.0), What::Difference),
            parts[0] - parts[1],
            epsilon = 1e-15
        );
        // Policy comes on top of the baseline's own R&D: by hand, and the two parts are the difference.
        let of = |what| now.of_growth(&before, (0.02, 1.0), what);
        let (q, with_rd) = (1.005 / 1.002, 1.02 * (0.99 * 1.001) / (1.01 * 0.999));
        assert_relative_eq!(of(What::OfPolicy), with_rd * (q - 1.0), max_relative = 1e-12);
        assert_relative_eq!(
            of(What::OfPolicy) + of(What::OfBaselineRd),
            of(What::Difference),
            max_relative = 1e-12
        );
        let of = |what| now.of_level(100.0, what);
        assert_relative_eq!(of(What::OfPolicy), 0.5 * 0.99 * 1.001, max_relative = 1e-12);
        assert_relative_eq!(
            of(What::OfPolicy) + of(What::OfBaselineRd),
            of(What::Difference),
            max_relative = 1e-12
        );
        // Without policy the difference is what the baseline's R&D brings.
        let (before, now) = (Ratios { policy: 1.0, ..before }, Ratios { policy: 1.0, ..now });
        assert_eq!(
            now.of_growth(&before, (0.02, 1.0), What::Difference),
            now.of_growth(&before, (0.02, 1.0), What::OfBaselineRd)
        );
        assert_eq!(now.of_growth(&before, (0.02, 1.0), What::OfPolicy), 0.0);
        assert_eq!(now.of_level(100.0, What::OfPolicy), 0.0);
    }

    #[test]
    fn debt_has_extra_debt_above_and_gdp_below() {
        // 45 + 0.5 over GDP that is 1% larger.
        assert_relative_eq!(debt_over_gdp(0.45, 0.005, 1.01, What::WithPolicy), 0.455 / 1.01);
        assert_relative_eq!(debt_over_gdp(0.45, 0.005, 1.01, What::Difference), 0.455 / 1.01 - 0.45);
        assert_eq!(debt_over_gdp(0.45, 0.005, 1.01, What::Baseline), 0.45);
    }
}
