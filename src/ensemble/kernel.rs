//! One group of draws side by side through the equations, with the instruction set of the machine.
//!
//! The equations of a year are compiled for lanes with AVX2 and with AVX-512 on x86-64 (without fused multiply-add, so
//! that the bits are the same) and chosen at run time; on other machines once, for their own vectors. An x86-64 machine
//! without AVX2 runs one draw after another.

use super::rows::{Block, Layout};
use crate::model::ResearchPrice;
use crate::parameters::{ParameterId, ParameterValues};
use crate::scalar::{Lanes, Scalar, widest_build};
use crate::simulate::{
    Course, Experiment, Jumps, Path, Purpose, Shocks, Year, extra_rd, internal_rates, next_year,
    reference_stock_ratio,
};
use crate::structures::{ByStock, Structure};
use std::sync::Arc;

/// What a draw says beside its years.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Summary<S> {
    /// `(1 - alpha)/2 - e`: a draw is dropped where it is not positive.
    pub(crate) margin: S,
    /// A draw is counted apart where it is not positive: the structure does not settle.
    pub(crate) stability: S,
    /// Implied gross return by stock, where the structure has one.
    pub(crate) gross: Option<ByStock<S>>,
    /// The internal rates that follow from them, where there are such and the layout wants them.
    pub(crate) internal_rates: Option<ByStock<S>>,
    /// When the effect on GDP is largest, and when it has halved.
    pub(crate) course: Course<S>,
    /// The years that were run: fewer than there are where all draws of the group stopped.
    pub(crate) years: usize,
    /// One, or zero for a draw with a cash flow that is not finite.
    pub(crate) finite: S,
}

/// A draw stops once its effect on GDP (without any, its extra R&D) is below this share of its own largest.
const FADED: f64 = 1e-4;

/// Extra R&D below this, in billion, is rounding.
const NO_RD: f64 = 1e-9;

/// A group of draws that go through the equations together.
pub(crate) struct Group<'a, S> {
    pub(crate) experiment: &'a Experiment,
    pub(crate) layout: &'a Layout,
    pub(crate) values: &'a ParameterValues<S>,
    pub(crate) shocks: Shocks<'a, S>,
    /// Column of the first draw in the block.
    pub(crate) column: usize,
}

/// Runs a group with the price of research and, where channels are kept, without, a year at a time by `next`. Where the
/// scenario has no such price, the one run is both.
#[inline(always)]
fn run<S: Scalar, M: Structure>(
    structure: &M,
    group: &Group<'_, S>,
    block: &mut Block,
    next: impl Fn(&mut Path<'_, S, M>) -> Year<S>,
) -> Summary<S> {
    let Experiment { baseline, plan, .. } = group.experiment;
    let layout = group.layout;
    let of_run = (&layout.items[..layout.end_of_run], 0);
    let without_price = (&layout.items[layout.without_price..], layout.without_price);
    let mut reference = ByStock { business: S::of(1.0), public: S::of(1.0) };
    let mut course = Course::new();
    let (mut years, mut finite) = (layout.first + layout.years, S::of(1.0));
    // The run without a price of research takes what breakthroughs add to the effect of the run itself as it is.
    let jumps_on = !matches!(group.shocks.jumps, Jumps::Off);
    let mut breakthroughs = Vec::new();
    let has_price = plan.research_price == ResearchPrice::On;
    let both = [layout.purpose(), Purpose::WithoutPrice];
    let purposes = if without_price.0.is_empty() || !has_price { &both[..1] } else { &both };
    for purpose in purposes {
        let results = *purpose != Purpose::WithoutPrice;
        let jumps = if results || !jumps_on { group.shocks.jumps } else { Jumps::Given(&breakthroughs) };
        let shocks = Shocks { jumps, ..group.shocks };
        let mut added = Vec::new();
        let mut path = Path::new((baseline, plan), structure, group.values, &shocks, *purpose);
        // One, or zero for a draw whose effect has faded.
        let mut runs = S::of(1.0);
        let mut largest_rd = S::of(0.0);
        for t in 0..path.years() {
            let year = next(&mut path);
            if results {
                if t == 0 {
                    reference = ByStock {
                        business: year.knowledge_business.baseline,
                        public: year.knowledge_public.baseline,
                    };
                } else if jumps_on {
                    added.push(year.breakthroughs);
                }
                course.observe(t, year.gdp);
                let stops = layout.stops_from.is_some_and(|first| t >= first);
                if layout.stops_from.is_some() {
                    let rd = extra_rd(&year).absolute();
                    largest_rd = largest_rd.max(rd);
                    if stops {
                        let rd_has_faded = rd.lt(S::of(FADED) * largest_rd + S::of(NO_RD));
                        let rd_runs = S::select(rd_has_faded, S::of(0.0), runs);
                        let gdp_runs = S::select(course.has_faded(year.gdp, FADED), S::of(0.0), runs);
                        runs = S::select(course.has_peak(), gdp_runs, rd_runs);
                    }
                }
                if layout.is_of_cash_flows {
                    let runs_now = stops.then(|| S::of(0.5).lt(runs));
                    let is_finite = block.keep_cash_flows(group.column, t, &year, runs_now);
                    // What a draw does after it has stopped is of no account.
                    finite = S::select(is_finite, finite, S::select(S::of(0.5).lt(runs), S::of(0.0), finite));
                } else {
                    block.keep(of_run, group.column, t, |item, _| item.of_run(&year));
                }
                if stops && S::all(runs.lt(S::of(0.5))) {
                    years = t + 1;
                    break;
                }
            }
            if !(results && has_price) {
                block.keep(without_price, group.column, t, |item, of_run| {
                    item.of_run_without_price(of_run, &year)
                });
            }
        }
        if results {
            breakthroughs = added;
        }
    }
    let ratio = reference_stock_ratio(baseline, reference);
    let p = group.values;
    let gross = structure.gross_returns(p, ratio);
    let internal_rates = match gross {
        Some(gross) if layout.has_internal_rates && structure.has_internal_rate() => {
            let gestation = plan.gestation(p);
            Some(ByStock {
                business: internal_rates(gross.business, gestation.business),
                public: internal_rates(gross.public, gestation.public),
            })
        }
        _ => None,
    };
    let work = S::of(1.0) - p[ParameterId::CapitalShare] + p[ParameterId::RdCapitalShare];
    Summary {
        margin: work * S::of(0.5) - structure.feedback(p, ratio, plan.has_target()),
        stability: structure.stability(p),
        gross,
        internal_rates,
        course,
        years,
        finite,
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn run_avx2<M: Structure>(
    structure: &M,
    group: &Group<'_, Lanes>,
    block: &mut Block,
) -> Option<Summary<Lanes>> {
    Some(run(structure, group, block, |path| path.next_year()))
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
fn run_avx512<M: Structure>(
    structure: &M,
    group: &Group<'_, Lanes>,
    block: &mut Block,
) -> Option<Summary<Lanes>> {
    Some(run(structure, group, block, |path| path.next_year()))
}

/// The plain build: there is none on x86-64, where every machine of the last ten years has AVX2.
#[cfg(target_arch = "x86_64")]
fn run_plain<M: Structure>(_: &M, _: &Group<'_, Lanes>, _: &mut Block) -> Option<Summary<Lanes>> {
    None
}

#[cfg(not(target_arch = "x86_64"))]
fn run_plain<M: Structure>(
    structure: &M,
    group: &Group<'_, Lanes>,
    block: &mut Block,
) -> Option<Summary<Lanes>> {
    Some(run(structure, group, block, |path| path.next_year()))
}

/// The equations of one structure, compiled for lanes and for one draw alone; a user's own structure is one too.
pub(crate) trait Equations: Send + Sync {
    /// Runs a lane group; none where this machine runs one draw after another.
    fn lanes(&self, group: &Group<'_, Lanes>, block: &mut Block) -> Option<Summary<Lanes>>;
    /// Runs one draw alone.
    fn one(&self, group: &Group<'_, f64>, block: &mut Block) -> Summary<f64>;
}

impl<M: Structure> Equations for M {
    fn lanes(&self, group: &Group<'_, Lanes>, block: &mut Block) -> Option<Summary<Lanes>> {
        widest_build!(avx512: run_avx512, avx2: run_avx2, plain: run_plain, (self, group, block))
    }

    fn one(&self, group: &Group<'_, f64>, block: &mut Block) -> Summary<f64> {
        run(self, group, block, next_year)
    }
}

/// A structure with its equations.
#[derive(Clone)]
pub(crate) struct Kernel {
    pub(crate) equations: Arc<dyn Equations>,
}

impl Kernel {
    pub(crate) fn of<M: Structure>(structure: &M) -> Self {
        Self { equations: Arc::new(structure.clone()) }
    }
}

impl std::fmt::Debug for Kernel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Kernel").finish_non_exhaustive()
    }
}
