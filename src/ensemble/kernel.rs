//! One group of draws side by side through the equations, with the instruction set of the machine.
//!
//! The equations are compiled three times, for the baseline instruction set of the target and, on x86-64, for AVX2 and
//! for AVX-512 (without fused multiply-add, so that the bits are the same), and chosen at run time.

use super::rows::{Block, Layout};
use crate::parameters::{ParameterId, ParameterValues};
use crate::scalar::{Lanes, Scalar, widest_build};
use crate::scenario::StructureName;
use crate::simulate::{
    Experiment, Jumps, ResearchPrice, Shocks, reference_stock_ratio, simulate, simulate_at,
};
use crate::structures::{ByStock, Structure, with_structure};

/// What a draw says beside its years.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Summary<S> {
    /// `(1 - alpha)/2 - e`: a draw is dropped where it is not positive.
    pub(crate) margin: S,
    /// Implied gross return by stock, where the structure has one.
    pub(crate) gross: Option<ByStock<S>>,
}

/// A group of draws that go through the equations together.
pub(crate) struct Group<'a, S> {
    pub(crate) experiment: &'a Experiment,
    pub(crate) layout: &'a Layout,
    pub(crate) values: &'a ParameterValues<S>,
    pub(crate) shocks: Shocks<'a, S>,
    /// Column of the first draw in the block.
    pub(crate) column: usize,
}

/// `BITS` only tells the builds apart: the observers below are functions of their own, and one that two builds share is
/// not inlined, and so not compiled for the wider instruction set.
#[inline(always)]
fn run<S: Scalar, M: Structure, const BITS: u32>(group: &Group<'_, S>, block: &mut Block) -> Summary<S> {
    let Experiment { baseline, plan, .. } = group.experiment;
    let layout = group.layout;
    let of_run = (&layout.items[..layout.end_of_run], 0);
    let without_price = (&layout.items[layout.without_price..], layout.without_price);
    let mut reference = ByStock { business: S::of(1.0), public: S::of(1.0) };
    // The run without a price of research has the same jumps of policy as the run itself.
    let jumps_on = !matches!(group.shocks.jumps, Jumps::Off);
    let mut policy_jumps = Vec::new();
    simulate::<S, M>(baseline, plan, group.values, &group.shocks, &mut |t, year| {
        if t == 0 {
            reference = ByStock {
                business: year.knowledge_business.baseline,
                public: year.knowledge_public.baseline,
            };
        }
        if jumps_on && t > 0 {
            policy_jumps.push(year.jumps);
        }
        block.keep(of_run, group.column, t, |item, _| item.of_run(year));
    });
    if !without_price.0.is_empty() {
        let jumps = if jumps_on { Jumps::Given(&policy_jumps) } else { Jumps::Off };
        let shocks = Shocks { jumps, ..group.shocks };
        let fixed = ResearchPrice::Fixed;
        simulate_at::<S, M>(fixed, baseline, plan, group.values, &shocks, &mut |t, year| {
            block
                .keep(without_price, group.column, t, |item, of_run| item.of_run_without_price(of_run, year));
        });
    }
    let ratio = reference_stock_ratio(baseline, reference);
    let p = group.values;
    let work = S::of(1.0) - p[ParameterId::CapitalShare] + p[ParameterId::RdCapitalShare];
    Summary {
        margin: work * S::of(0.5) - M::feedback(p, ratio, plan.has_target()),
        gross: M::gross_returns(p, ratio),
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn run_avx2<M: Structure>(group: &Group<'_, Lanes>, block: &mut Block) -> Summary<Lanes> {
    run::<Lanes, M, 256>(group, block)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
fn run_avx512<M: Structure>(group: &Group<'_, Lanes>, block: &mut Block) -> Summary<Lanes> {
    run::<Lanes, M, 512>(group, block)
}

fn run_lanes<M: Structure>(group: &Group<'_, Lanes>, block: &mut Block) -> Summary<Lanes> {
    widest_build!(
        run_avx512::<M>(group, block),
        run_avx2::<M>(group, block),
        run::<Lanes, M, 64>(group, block)
    )
}

/// Runs draws that go through the equations together.
pub(crate) type Run<S> = fn(&Group<'_, S>, &mut Block) -> Summary<S>;

/// The equations of one structure, compiled for lanes and for one draw alone; a user's own structure is one too.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kernel {
    /// Runs a group of draws.
    pub(crate) lanes: Run<Lanes>,
    /// Runs one draw alone.
    pub(crate) one: Run<f64>,
    /// Standard normals that the structure takes beside the parameters.
    pub(crate) normals: usize,
}

impl Kernel {
    pub(crate) fn of<M: Structure>() -> Self {
        Self { lanes: run_lanes::<M>, one: run::<f64, M, 64>, normals: M::NORMALS }
    }

    /// That of a structure of the crate.
    pub(crate) fn named(structure: StructureName) -> Self {
        with_structure!(structure, M => Self::of::<M>())
    }
}
