//! The cash flows of every draw, lent a lane group at a time to what makes a few figures of them: the flows of all years
//! are never held for more than one group a thread.

use super::draw::{Draw, DrawMaker};
use super::error::EnsembleError;
use super::kept::Kept;
use super::kernel::{Group, Kernel, Summary};
use super::kernels::Kernels;
use super::rows::{Block, Layout};
use super::settings::Settings;
use crate::scalar::{LANES, Lanes, Scalar};
use crate::simulate::{CashFlow, Experiment};

/// The cash flows of a lane group: by flow, in the order of [`crate::simulate::CashFlow`], then by year from the last
/// observation, one value a draw. All flows of the years that were not run are nothing.
pub(crate) struct GroupFlows<'a> {
    rows: &'a [[f64; LANES]],
    /// Years of the layout.
    years: usize,
    /// Years that were run.
    run: usize,
}

impl<'a> GroupFlows<'a> {
    /// Of rows by flow and year, of which so many years were run.
    pub(super) fn new(rows: &'a [[f64; LANES]], years: usize, run: usize) -> Self {
        Self { rows, years, run }
    }

    /// One flow by year, of the years that were run.
    pub(crate) fn of(&self, flow: usize) -> &'a [[f64; LANES]] {
        &self.rows[flow * self.years..][..self.run]
    }
}

impl Kept {
    pub(super) fn count(&mut self, draw: DrawKept) {
        match draw {
            DrawKept::Kept => self.kept += 1,
            DrawKept::Unstable => self.unstable += 1,
            DrawKept::ByRule => self.dropped += 1,
            DrawKept::NotFinite => {
                self.dropped += 1;
                self.not_finite += 1;
            }
        }
    }
}

/// Whether a draw is kept, or why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DrawKept {
    Kept,
    Unstable,
    ByRule,
    NotFinite,
}

/// Makes the draws of an experiment and runs them for their cash flows.
pub(crate) struct CashFlowSampler<'a> {
    experiment: &'a Experiment,
    settings: &'a Settings,
    maker: DrawMaker,
    layout: Layout,
    kernels: Kernels,
}

/// The figures of a run of draws in one structure: of each figure one value a draw that was kept, in their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct StructureFigures {
    pub(crate) draws: Vec<u64>,
    pub(crate) figures: Vec<Vec<f64>>,
    pub(crate) kept: Kept,
    /// Sums of the flows over the draws that were kept, by flow and year, where they were asked for.
    pub(crate) flow_sums: Vec<f64>,
}

impl StructureFigures {
    /// So many figures, of no draw yet.
    pub(crate) fn of(number_of_figures: usize) -> Self {
        Self { figures: vec![Vec::new(); number_of_figures], ..Self::default() }
    }

    /// Takes what became of a draw; of one that is kept its lane of the figures. Gives whether it is.
    pub(super) fn take(
        &mut self,
        (draw, verdict): (u64, DrawKept),
        made: &[[f64; LANES]],
        lane: usize,
    ) -> bool {
        self.kept.count(verdict);
        let is_kept = verdict == DrawKept::Kept;
        if is_kept {
            self.draws.push(draw);
            self.figures.iter_mut().zip(made).for_each(|(to, from)| to.push(from[lane]));
        }
        is_kept
    }

    /// Appends the draws that follow; the sums of flows are taken out before.
    pub(crate) fn append(&mut self, next: Self) {
        self.draws.extend(next.draws);
        self.figures.resize(self.figures.len().max(next.figures.len()), Vec::new());
        self.figures.iter_mut().zip(next.figures).for_each(|(all, next)| all.extend(next));
        self.kept.add(next.kept);
    }

    fn add_flows(&mut self, flows: &GroupFlows<'_>, lane: usize) {
        self.flow_sums.resize(flows.rows.len(), 0.0);
        for (sums, flow) in self.flow_sums.chunks_exact_mut(flows.years).zip(CashFlow::ALL) {
            sums.iter_mut().zip(flows.of(*flow as usize)).for_each(|(sum, row)| *sum += row[lane]);
        }
    }
}

impl<'a> CashFlowSampler<'a> {
    /// `stops_from` is the position of the first year in which policy has ended, from which on a draw stops once its
    /// effect has faded.
    pub(crate) fn new(
        experiment: &'a Experiment,
        settings: &'a Settings,
        stops_from: Option<usize>,
    ) -> Result<Self, EnsembleError> {
        settings.check()?;
        Ok(Self {
            experiment,
            settings,
            maker: DrawMaker::of_what_is_read(experiment, settings)?,
            layout: Layout::of_cash_flows(experiment, stops_from),
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

    /// Runs so many draws from `first` on, counted from the first draw, in every structure. `figures` writes those of a
    /// lane group: of each figure one value a draw.
    pub(crate) fn run(
        &self,
        first: u64,
        width: usize,
        number_of_figures: usize,
        sum_flows: bool,
        figures: &(impl Fn(&GroupFlows<'_>, &mut [[f64; LANES]]) + Sync),
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
            let mut alone = None;
            let mut ran = 1;
            for (kernel, result) in self.kernels.iter().zip(&mut results) {
                let mut block = Block::new(&self.layout, LANES, std::mem::take(&mut memory));
                let side_by_side = lanes.as_ref().and_then(|drawn| self.lanes(kernel, drawn, &mut block));
                let (verdicts, run) = side_by_side.unwrap_or_else(|| {
                    let drawn = alone.get_or_insert_with(|| self.maker.draw(now));
                    self.alone(kernel, drawn, &mut block)
                });
                ran = verdicts.len();
                for rows in block.groups() {
                    let flows = GroupFlows { rows, years: self.layout.years, run };
                    figures(&flows, &mut made);
                    for (lane, verdict) in verdicts.iter().enumerate() {
                        if result.take((now + lane as u64, *verdict), &made, lane) && sum_flows {
                            result.add_flows(&flows, lane);
                        }
                    }
                }
                memory = block.into_values();
            }
            done += ran;
        }
        results
    }

    fn lanes(
        &self,
        kernel: &Kernel,
        drawn: &Draw<Lanes>,
        block: &mut Block,
    ) -> Option<(Vec<DrawKept>, usize)> {
        let summary = kernel.equations.lanes(&self.group(drawn), block)?;
        Some((verdicts(&summary), summary.years))
    }

    fn alone(&self, kernel: &Kernel, drawn: &Draw<f64>, block: &mut Block) -> (Vec<DrawKept>, usize) {
        let summary = kernel.equations.one(&self.group(drawn), block);
        (verdicts(&summary), summary.years)
    }

    fn group<'g, S: Scalar>(&'g self, drawn: &'g Draw<S>) -> Group<'g, S> {
        Group {
            experiment: self.experiment,
            layout: &self.layout,
            values: &drawn.values,
            shocks: drawn.shocks(),
            column: 0,
        }
    }

    /// Fails where a structure dropped too many draws, or settles in none of them.
    pub(crate) fn check_dropped(&self, kept: &[Kept]) -> Result<(), EnsembleError> {
        self.kernels.check_dropped(kept, self.count())
    }
}

/// Whether the equations keep the draws; NaN is not positive.
#[allow(clippy::neg_cmp_op_on_partial_ord, reason = "NaN is not positive")]
pub(super) fn verdicts<S: Scalar>(summary: &Summary<S>) -> Vec<DrawKept> {
    let of_lane = |lane: usize| {
        if !(summary.stability.lane(lane) > 0.0) {
            DrawKept::Unstable
        } else if !(summary.margin.lane(lane) > 0.0) {
            DrawKept::ByRule
        } else if summary.finite.lane(lane) < 0.5 {
            DrawKept::NotFinite
        } else {
            DrawKept::Kept
        }
    };
    (0..S::WIDTH).map(of_lane).collect()
}
