//! Draws whose money is multiplied by a factor that may differ from draw to draw: what solving for an amount asks of the
//! model. A lane group is drawn once, and run as often as is asked, each time with one factor a draw.

use super::cash_flows::{DrawKept, GroupFlows, StructureFigures, verdicts};
use super::draw::{Draw, DrawMaker};
use super::error::EnsembleError;
use super::kept::Kept;
use super::kernel::{Group, Kernel};
use super::kernels::Kernels;
use super::rows::{Block, Item, Layout};
use super::settings::Settings;
use crate::scalar::{LANES, Lanes, Scalar};
use crate::simulate::{Experiment, Shocks, Variable};

/// One factor a draw.
pub(crate) type Factors = [f64; LANES];

/// What is kept of each year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum KeptOfYear {
    /// Baseline and scenario of a variable: the baseline is in the first row where it differs by draw.
    Variable(Variable),
    /// The flows that an appraisal discounts; draws stop from a position on once their effect has faded.
    CashFlows(Option<usize>),
}

/// Makes the draws of an experiment, and runs them with factors.
pub(crate) struct FactorSampler<'a> {
    experiment: &'a Experiment,
    settings: &'a Settings,
    maker: DrawMaker,
    layout: Layout,
    kernels: Kernels,
}

/// The draws of a lane group in one structure, ready to be run.
pub(crate) struct FactorGroup<'g, 'a> {
    sampler: &'g FactorSampler<'a>,
    kernel: &'g Kernel,
    drawn: DrawnGroup<'g>,
    memory: Vec<f64>,
    /// Which draws the rules keep, whatever the factor: known after a run, and empty where this machine runs one draw after
    /// another.
    verdicts: Vec<DrawKept>,
}

/// Draws side by side, or one alone where this machine runs one after another.
#[derive(Clone, Copy)]
enum DrawnGroup<'g> {
    SideBySide(&'g Draw<Lanes>),
    Alone(&'g Draw<f64>),
}

/// What a run of a lane group gives: the rows of the years by what is kept, and which draws the equations keep.
pub(crate) struct GroupRun<'r> {
    rows: &'r [[f64; LANES]],
    years: usize,
    /// Years that were run.
    run: usize,
}

impl<'r> GroupRun<'r> {
    /// A row by year: of a variable the baseline (where it differs by draw) and the scenario, of cash flows a flow.
    pub(crate) fn row(&self, row: usize) -> &'r [[f64; LANES]] {
        &self.rows[row * self.years..][..self.run]
    }

    /// The rows as cash flows.
    pub(crate) fn flows(&self) -> GroupFlows<'r> {
        GroupFlows::new(self.rows, self.years, self.run)
    }
}

impl FactorGroup<'_, '_> {
    /// Runs the group, and gives what it comes to.
    pub(crate) fn at<R>(&mut self, factors: &Factors, of_run: impl FnOnce(&GroupRun<'_>) -> R) -> R {
        let (sampler, years) = (self.sampler, self.sampler.layout.years);
        let (block, run) = self.run(factors);
        let rows = block.groups().next().unwrap_or_default();
        let result = of_run(&GroupRun { rows, years, run });
        debug_assert_eq!(rows.len(), sampler.layout.values_per_draw(), "every row is written");
        self.memory = block.into_values();
        result
    }

    fn run(&mut self, factors: &Factors) -> (Block, usize) {
        let mut block = Block::new(&self.sampler.layout, LANES, std::mem::take(&mut self.memory));
        let (verdicts, run) = self.written(factors, &mut block);
        self.verdicts = verdicts;
        // A flow may be no number at one factor and a number at another: what is found says whether a draw has an answer.
        for verdict in self.verdicts.iter_mut().filter(|verdict| **verdict == DrawKept::NotFinite) {
            *verdict = DrawKept::Kept;
        }
        (block, run)
    }

    /// Runs into a block: the verdicts, and the years that were run; no verdicts where this machine runs one draw after another.
    fn written(&self, factors: &Factors, block: &mut Block) -> (Vec<DrawKept>, usize) {
        match self.drawn {
            DrawnGroup::SideBySide(drawn) => {
                let group = self.sampler.group(drawn, Lanes(*factors));
                let summary = self.kernel.equations.lanes(&group, block);
                summary.map(|summary| (verdicts(&summary), summary.years)).unwrap_or_default()
            }
            DrawnGroup::Alone(drawn) => {
                let summary = self.kernel.equations.one(&self.sampler.group(drawn, factors[0]), block);
                (verdicts(&summary), summary.years)
            }
        }
    }
}

impl<'a> FactorSampler<'a> {
    pub(crate) fn new(
        experiment: &'a Experiment,
        settings: &'a Settings,
        what: KeptOfYear,
    ) -> Result<Self, EnsembleError> {
        settings.check()?;
        let layout = match what {
            KeptOfYear::Variable(variable) => {
                Layout::new(experiment, &[variable], &[], settings.layers.level_varies())
            }
            KeptOfYear::CashFlows(stops_from) => Layout::of_cash_flows(experiment, stops_from),
        };
        Ok(Self {
            experiment,
            settings,
            maker: DrawMaker::of_what_is_read(experiment, settings)?,
            layout,
            kernels: Kernels::of(experiment),
        })
    }

    /// Names and weights of the structures.
    pub(crate) fn structures(&self) -> impl Iterator<Item = (&'static str, f64)> + '_ {
        self.kernels.names()
    }

    /// Number of draws; the check run counts as one.
    pub(crate) fn count(&self) -> u64 {
        self.settings.draws.max(1)
    }

    /// The row of the scenario of a variable, and that of its baseline where that differs by draw.
    pub(crate) fn rows_of(&self, variable: Variable) -> (usize, Option<usize>) {
        let scenario = self.layout.position(Item::Scenario(variable)).unwrap_or(0);
        (scenario, self.layout.position(Item::Baseline(variable)))
    }

    /// Runs so many draws from `first` on in every structure. `figures` runs a lane group as often as it needs and writes
    /// figures: of each one value a draw. Gives by structure the figures of the draws that were kept, in their order, and
    /// what became of the others.
    pub(crate) fn run(
        &self,
        first: u64,
        width: usize,
        number_of_figures: usize,
        figures: &(impl Fn(&mut FactorGroup<'_, '_>, &mut [[f64; LANES]]) + Sync),
    ) -> Vec<StructureFigures> {
        let mut results: Vec<StructureFigures> =
            self.kernels.iter().map(|_| StructureFigures::of(number_of_figures)).collect();
        let mut made = vec![[0.0; LANES]; number_of_figures];
        let mut memory = Vec::new();
        let first = self.settings.first_draw + first;
        let mut done = 0;
        while done < width {
            let now = first + done as u64;
            let lanes = (width - done >= LANES).then(|| self.maker.lanes(now));
            let (mut alone, mut ran) = (None, 1);
            for (kernel, result) in self.kernels.iter().zip(&mut results) {
                let asked = |drawn, memory, made: &mut [[f64; LANES]]| {
                    let mut group =
                        FactorGroup { sampler: self, kernel, drawn, memory, verdicts: Vec::new() };
                    figures(&mut group, made);
                    (group.verdicts, group.memory)
                };
                let mut verdicts = Vec::new();
                if let Some(drawn) = &lanes {
                    let drawn = DrawnGroup::SideBySide(drawn);
                    (verdicts, memory) = asked(drawn, std::mem::take(&mut memory), &mut made);
                }
                if verdicts.is_empty() {
                    let drawn = DrawnGroup::Alone(alone.get_or_insert_with(|| self.maker.draw(now)));
                    (verdicts, memory) = asked(drawn, std::mem::take(&mut memory), &mut made);
                }
                ran = verdicts.len();
                for (lane, verdict) in verdicts.into_iter().enumerate() {
                    let draw = now + lane as u64;
                    // What is no number where there is no money to solve for is none at all.
                    let verdict = match verdict {
                        DrawKept::Kept if !made[0][lane].is_finite() => DrawKept::NotFinite,
                        other => other,
                    };
                    result.take((draw, verdict), &made, lane);
                }
            }
            done += ran;
        }
        results
    }

    fn group<'g, S: Scalar>(&'g self, drawn: &'g Draw<S>, factor: S) -> Group<'g, S> {
        let shocks = Shocks { factor, ..drawn.shocks() };
        Group { experiment: self.experiment, layout: &self.layout, values: &drawn.values, shocks, column: 0 }
    }

    /// Fails where a structure dropped too many draws, or settles in none of them.
    pub(crate) fn check_dropped(&self, kept: &[Kept]) -> Result<(), EnsembleError> {
        self.kernels.check_dropped(kept, self.count())
    }
}
