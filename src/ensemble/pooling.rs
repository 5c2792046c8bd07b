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
use crate::statistics::{DrawnValues, KeptValues, Pooled, SecondPass, Tally, Wanted};

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
    /// The weights of the members in it.
    pub(super) fn weights(self, members: &[StructureDraws]) -> Vec<f64> {
        self.of(members).into_iter().map(|(weight, _)| weight).collect()
    }

    /// The members in it with their weights.
    pub(super) fn of(self, members: &[StructureDraws]) -> Vec<(f64, &StructureDraws)> {
        match self {
            Self::Mixture => members.iter().filter(|m| m.weight > 0.0).map(|m| (m.weight, m)).collect(),
            Self::Structure(i) => members.get(i).map(|member| (1.0, member)).into_iter().collect(),
        }
    }
}

/// A quantity in a year, pooled over structures or of one of them.
pub(crate) type Output = (Scope, Quantity, usize);

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
            let weights = weights(members, *output, values.iter().map(DrawnValues::len));
            if !is_check_run {
                return Pooled::of_weighted(&output.0.weights(members), &weights, values);
            }
            let mut groups: Vec<(f64, DrawnValues<'_>)> =
                weights.into_iter().zip(values.iter().copied()).collect();
            if let Quantity::OfDraw(what) = output.1 {
                // A mean of paths has no rank: it is over those that have a value.
                groups.retain(|(_, drawn)| drawn.values.iter().all(|value| what.exists(*value)));
            }
            Pooled::of_mean(&groups)
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
    let total = sampler.count() as u64;
    let batch = sampler.batch(members, batch_bytes(settings));
    members.iter_mut().try_for_each(|member| member.make_room(batch))?;
    let mut tallies = Tallies::nothing(sampler, members, years, settings);
    let times = if tallies.keep { 1 } else { 2 };
    sampler.each_batch(members, (0, sampler.count()), batch, threads, &mut |members, done| {
        tallies.count(members, threads);
        progress(done, times * total);
    });
    sampler.check_dropped(members)?;
    let again = &mut |done, of| progress(total + done, total + of);
    let results = tallies.finish(sampler, members, (batch, settings), threads, again);
    members.iter_mut().for_each(StructureDraws::give_back);
    Ok(results)
}

/// Counts of the values of every output.
#[derive(Clone, Debug)]
pub(crate) struct Tallies {
    pub(crate) outputs: Vec<(Output, Tally)>,
    /// Whether values around the wanted ranks are kept.
    pub(crate) keep: bool,
}

impl Tallies {
    /// Nothing yet.
    pub(crate) fn nothing(
        sampler: &Sampler<'_>,
        members: &[StructureDraws],
        years: usize,
        settings: &Settings,
    ) -> Self {
        let (outputs, draws) = (outputs(members, years, settings.by_structure), sampler.count());
        let keep = kept_values_fit(&outputs, members, draws, settings.memory / KEPT);
        let tally = |output: &Output| {
            let (weights, wanted) = (output.0.weights(members), Wanted::default());
            let tally = if keep {
                Tally::keeping_values(weights, wanted, draws)
            } else {
                Tally::new(weights, wanted)
            };
            (*output, tally)
        };
        Self { outputs: outputs.iter().map(tally).collect(), keep }
    }

    /// Counts the draws of a batch.
    pub(crate) fn count(&mut self, members: &[StructureDraws], threads: &Threads) {
        threads.each(&mut self.outputs, |(output, tally)| {
            with_values(members, *output, |values| tally.count(values));
        });
    }

    /// Takes where buckets and thresholds lie from the first draws, without counting them.
    #[cfg(feature = "shards")]
    pub(crate) fn begin(&mut self, members: &[StructureDraws], threads: &Threads) {
        threads.each(&mut self.outputs, |(output, tally)| {
            with_values(members, *output, |values| tally.begin(values));
        });
    }

    /// The statistics of what was counted, once all draws have been. Draws whose values are sought and were not kept run again, a
    /// batch at a time.
    pub(crate) fn finish(
        self,
        sampler: &Sampler<'_>,
        members: &mut [StructureDraws],
        (batch, settings): (usize, &Settings),
        threads: &Threads,
        progress: &mut dyn FnMut(u64, u64),
    ) -> ByQuantity {
        let mut passes: Vec<(Output, SecondPass)> = threads.turn(self.outputs, |(output, tally)| {
            let weights = weights(members, output, tally.sizes());
            (output, tally.second_pass(&weights))
        });
        let (limit, total) = (usize::try_from(settings.memory / KEPT).unwrap_or(usize::MAX), sampler.count());
        let mut results: Vec<(Output, Pooled)> = Vec::with_capacity(passes.len());
        while !passes.is_empty() {
            let mut now = as_many_as_fit(&mut passes, limit);
            if now.iter().any(|(_, pass)| pass.is_needed()) {
                sampler.each_batch(members, (0, total), batch, threads, &mut |members, done| {
                    threads.each(&mut now, |(output, pass)| {
                        with_values(members, *output, |values| pass.take(values));
                    });
                    progress(done, total as u64);
                });
            }
            results.extend(threads.turn(now, |(output, pass)| (output, Pooled::of_counted(pass))));
        }
        by_quantity(results.into_iter())
    }
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
    take: impl FnOnce(&[DrawnValues<'_>]) -> R,
) -> R {
    let members = scope.of(members);
    let mut buffers: Vec<(Vec<f64>, Vec<u64>)> = vec![(Vec::new(), Vec::new()); members.len()];
    let values: Vec<DrawnValues<'_>> = members
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
