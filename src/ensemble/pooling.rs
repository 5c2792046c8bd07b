//! Statistics of an ensemble, in one of two ways that give the same bits.
//!
//! Where the draws are held, their statistics are taken from the rows. Else they are simulated a batch at a time: every
//! value is counted by bucket, and those that may lie around a wanted rank are kept. Where there is no memory for what
//! is kept, and for a result whose ranks turn out to lie elsewhere, draws are simulated a second time, since they are
//! functions of their numbers, and the values of the buckets that hold a wanted rank are taken then. That is some
//! hundredths of all values; where even that is more than the limit, some of the results wait for a third time.

use super::error::EnsembleError;
use super::quantity::Quantity;
use super::settings::Settings;
use super::structure_draws::StructureDraws;
use super::threads::Threads;
use super::tiles::Sampler;
use crate::statistics::{KeptValues, Pooled, SecondPass, Tally};

/// The statistics of a quantity by year, pooled over structures or of one of them.
pub(crate) type ByQuantity = Vec<((Scope, Quantity), Vec<Pooled>)>;

/// Whose draws are pooled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Those of all structures that have a weight.
    Mixture,
    /// Those of one structure, which counts whole.
    Structure(usize),
}

impl Scope {
    /// The members in it with their weights.
    pub(super) fn of(self, members: &[StructureDraws]) -> Vec<(f64, &StructureDraws)> {
        match self {
            Self::Mixture => members.iter().filter(|m| m.weight > 0.0).map(|m| (m.weight, m)).collect(),
            Self::Structure(i) => members.get(i).map(|member| (1.0, member)).into_iter().collect(),
        }
    }
}

/// A quantity in a year, pooled over structures or of one of them.
type Output = (Scope, Quantity, usize);

/// The part of the limit that a batch of draws takes, and that the values that are kept take.
const BATCH: u64 = 8;
const KEPT: u64 = 3;

/// Statistics of the draws that the members hold; for a check run the weighted mean of the structures' paths.
pub(crate) fn held(
    members: &[StructureDraws],
    years: usize,
    settings: &Settings,
    threads: &Threads,
) -> ByQuantity {
    let outputs = outputs(members, years, settings.by_structure);
    let is_check_run = settings.draws == 0;
    let results = threads.map(&outputs, |output| {
        with_values(members, *output, |values| {
            let weights = weights(members, *output, values.iter().map(|values| values.len()));
            let mut groups: Vec<(f64, &[f64])> = weights.into_iter().zip(values.iter().copied()).collect();
            if let (true, Quantity::OfDraw(what)) = (is_check_run, output.1) {
                // A mean of paths has no rank: it is over those that have a value.
                groups.retain(|(_, values)| values.iter().all(|value| what.exists(*value)));
            }
            if is_check_run { Pooled::of_mean(&groups) } else { Pooled::of(&groups) }
        })
    });
    by_quantity(outputs.into_iter().zip(results))
}

/// Most bytes that a batch of draws takes.
pub(crate) fn batch_bytes(settings: &Settings) -> u64 {
    settings.memory / BATCH
}

/// Statistics of all draws of the sampler, a batch at a time. The members end without draws.
pub(crate) fn streamed(
    sampler: &Sampler<'_>,
    members: &mut [StructureDraws],
    years: usize,
    settings: &Settings,
    threads: &Threads,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<ByQuantity, EnsembleError> {
    let memory = settings.memory;
    let outputs = outputs(members, years, settings.by_structure);
    let batch = sampler.batch(members, batch_bytes(settings));
    members.iter_mut().try_for_each(|member| member.make_room(batch))?;
    let total = sampler.count() as u64;

    let keep = kept_values_fit(&outputs, members, sampler.count(), memory / KEPT);
    let times = if keep { 1 } else { 2 };
    let tally = |output: &Output| {
        let weights: Vec<f64> = output.0.of(members).iter().map(|(weight, _)| *weight).collect();
        let draws = sampler.count();
        let tally = if keep { Tally::keeping_values(weights, draws) } else { Tally::new(weights.len()) };
        (*output, tally)
    };
    let mut tallies: Vec<(Output, Tally)> = outputs.iter().map(tally).collect();
    sampler.each_batch(members, batch, threads, &mut |members, done| {
        threads.each(&mut tallies, |(output, tally)| {
            with_values(members, *output, |values| tally.count(values));
        });
        progress(done, times * total);
    });
    sampler.check_dropped(members)?;

    let mut passes: Vec<(Output, SecondPass)> = threads.turn(tallies, |(output, tally)| {
        let weights = weights(members, output, tally.sizes());
        (output, tally.second_pass(&weights))
    });
    let limit = usize::try_from(memory / KEPT).unwrap_or(usize::MAX);
    let mut results: Vec<(Output, Pooled)> = Vec::with_capacity(passes.len());
    while !passes.is_empty() {
        let mut now = as_many_as_fit(&mut passes, limit);
        if now.iter().any(|(_, pass)| pass.is_needed()) {
            sampler.each_batch(members, batch, threads, &mut |members, done| {
                threads.each(&mut now, |(output, pass)| {
                    with_values(members, *output, |values| pass.take(values));
                });
                progress(total + done, 2 * total);
            });
        }
        results.extend(threads.turn(now, |(output, pass)| (output, Pooled::of_counted(pass))));
    }
    members.iter_mut().for_each(StructureDraws::give_back);
    Ok(by_quantity(results.into_iter()))
}

/// Whether the values around the wanted ranks of all outputs fit in so many bytes.
fn kept_values_fit(outputs: &[Output], members: &[StructureDraws], draws: usize, bytes: u64) -> bool {
    let of_output = |output: &Output| KeptValues::bytes(output.0.of(members).len(), draws);
    outputs.iter().map(of_output).sum::<u64>() <= bytes
}

/// The first of the passes whose values fit in so many bytes together; at least one.
fn as_many_as_fit(passes: &mut Vec<(Output, SecondPass)>, limit: usize) -> Vec<(Output, SecondPass)> {
    let mut bytes = 0;
    let fit = passes
        .iter()
        .take_while(|(_, pass)| {
            bytes += pass.bytes();
            bytes <= limit
        })
        .count();
    let rest = passes.split_off(fit.clamp(1, passes.len()));
    std::mem::replace(passes, rest)
}

fn outputs(members: &[StructureDraws], years: usize, by_structure: bool) -> Vec<Output> {
    let structures = if by_structure { members.len() } else { 0 };
    let scopes = std::iter::once(Scope::Mixture).chain((0..structures).map(Scope::Structure));
    let quantities = scopes.flat_map(|scope| {
        let members = scope.of(members).into_iter().map(|(_, member)| member);
        Quantity::all(members).into_iter().map(move |quantity| (scope, quantity))
    });
    quantities.flat_map(|(scope, q)| (0..q.years(years)).map(move |year| (scope, q, year))).collect()
}

/// The weights of the members of an output, of which they have so many values: a ratio exists in a part of the draws only,
/// and has that part of the weight.
fn weights(
    members: &[StructureDraws],
    (scope, quantity, _): Output,
    sizes: impl Iterator<Item = usize>,
) -> Vec<f64> {
    let is_ratio = quantity == Quantity::GdpOverRd;
    let share = |member: &StructureDraws, size| {
        if is_ratio { size as f64 / member.kept.max(1) as f64 } else { 1.0 }
    };
    let members = scope.of(members);
    members.iter().zip(sizes).map(|((weight, member), size)| weight * share(member, size)).collect()
}

/// Gives the values of the members of an output.
fn with_values<R>(
    members: &[StructureDraws],
    (scope, quantity, year): Output,
    take: impl FnOnce(&[&[f64]]) -> R,
) -> R {
    let members = scope.of(members);
    let mut buffers: Vec<Vec<f64>> = vec![Vec::new(); members.len()];
    let values: Vec<&[f64]> = members
        .iter()
        .zip(&mut buffers)
        .map(|((_, member), buffer)| quantity.values(member, year, buffer))
        .collect();
    take(&values)
}

/// The results of each quantity, in the order of the years.
fn by_quantity(results: impl Iterator<Item = (Output, Pooled)>) -> ByQuantity {
    let mut all: ByQuantity = Vec::new();
    for ((scope, quantity, _), pooled) in results {
        match all.last_mut() {
            Some((last, years)) if *last == (scope, quantity) => years.push(pooled),
            _ => all.push(((scope, quantity), vec![pooled])),
        }
    }
    all
}
