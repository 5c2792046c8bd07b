//! A part of the draws of an ensemble, counted by itself, and the ensemble of all parts.
//!
//! The draws are cut at multiples of 256. Every part takes where buckets and thresholds lie from the same first draws of the
//! whole. Counts add up, moments are joined as one run joins them, and values around the wanted ranks are put beside each other:
//! the statistics have the bits of the run of all draws. A rank that lies elsewhere, which happens once in a million times, is
//! looked for by running the draws again.

use super::drawn_as::DrawnAs;
use super::ensemble::Ensemble;
use super::error::EnsembleError;
use super::kept::Kept;
use super::of_draw::AllDefined;
use super::pooling::{self, Tallies};
use super::settings::Settings;
use super::structure_draws::StructureDraws;
use super::threads::Threads;
use super::tiles::Sampler;
use crate::simulate::Experiment;
use crate::statistics::{BLOCK, PILOT, Tally};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// Most parts.
const MAX_PARTS: u64 = 100_000;

/// A part of the draws: the first of eight is `1/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Part {
    number: u64,
    of: u64,
}

impl Part {
    /// Number `number` of `of`, counted from one. None where there is no such part.
    #[must_use]
    pub fn new(number: u64, of: u64) -> Option<Self> {
        ((1..=of).contains(&number) && of <= MAX_PARTS).then_some(Self { number, of })
    }

    /// Its number, counted from one.
    #[must_use]
    pub fn number(self) -> u64 {
        self.number
    }

    /// Number of parts.
    #[must_use]
    pub fn of(self) -> u64 {
        self.of
    }

    /// Its draws of so many: the first, and the one after the last.
    #[must_use]
    pub fn draws(self, all: u64) -> (u64, u64) {
        let blocks = all.div_ceil(BLOCK);
        let cut = |number: u64| (number * (blocks / self.of) + number.min(blocks % self.of)) * BLOCK;
        (cut(self.number - 1).min(all), cut(self.number).min(all))
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

/// A text that is no part.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("expected a part such as 1/8, the first of eight, of at most {MAX_PARTS}; found {0:?}")]
pub struct NoPart(String);

impl FromStr for Part {
    type Err = NoPart;

    fn from_str(text: &str) -> Result<Self, NoPart> {
        let numbers =
            text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        numbers.and_then(|(number, of)| Self::new(number, of)).ok_or_else(|| NoPart(text.to_owned()))
    }
}

/// Why parts make no ensemble.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum ShardError {
    /// Bytes that no part was written as.
    #[error("the counts of part {part} cannot be read: {why}")]
    Unreadable {
        /// Whose.
        part: Part,
        /// What is wrong with them.
        why: String,
    },
    /// Counts of another experiment, or with other settings.
    #[error("the counts of part {part} are not those of this experiment with these settings")]
    Foreign {
        /// Whose.
        part: Part,
    },
    /// Not the part that follows.
    #[error("expected part {expected}, found {found}")]
    Missing {
        /// What follows.
        expected: String,
        /// What came.
        found: String,
    },
    /// The computation failed.
    #[error(transparent)]
    Ensemble(#[from] EnsembleError),
}

/// The counts of a part of the draws.
#[derive(Clone, Debug)]
pub struct Shard {
    part: Part,
    counts: ShardCounts,
}

/// What is written of it.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
struct ShardCounts {
    /// By structure.
    kept: Vec<(Kept, AllDefined)>,
    /// By output, in their order.
    tallies: Vec<Tally>,
}

impl Shard {
    /// Draws a part of the ensemble that [`Ensemble::draw`] would draw under the same settings.
    ///
    /// # Errors
    /// [`EnsembleError`]: also where there is no memory for the values around the quantiles, which a part must keep, and where
    /// there are fewer blocks of 256 draws than parts.
    pub fn draw(
        experiment: &Experiment,
        settings: &Settings,
        part: Part,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Self, EnsembleError> {
        check(settings, part)?;
        let sampler = Sampler::new(experiment, settings)?;
        let threads = Threads::new(settings.threads)?;
        let (mut members, years) = (sampler.members(), sampler.centre().len());
        let batch = sampler.batch(&members, pooling::batch_bytes(settings));
        members.iter_mut().try_for_each(|member| member.make_room(batch))?;
        let mut tallies = Tallies::nothing(&sampler, &members, years, settings);
        if !tallies.keep {
            return Err(setting(
                "memory",
                settings.memory,
                "enough for the values around the quantiles, or fewer draws",
            ));
        }
        let first = (PILOT as usize).min(sampler.count());
        sampler.each_batch(&mut members, (0, first), first, &threads, &mut |members, _| {
            tallies.begin(members, &threads);
        });
        let (start, end) = part.draws(settings.draws);
        sampler.each_batch(
            &mut members,
            (start as usize, end as usize),
            batch,
            &threads,
            &mut |members, done| {
                tallies.count(members, &threads);
                progress(done, end - start);
            },
        );
        threads.each(&mut tallies.outputs, |(_, tally)| tally.end_part());
        let kept = members.iter().map(|member| (member.fate(), member.defined)).collect();
        let tallies = tallies.outputs.into_iter().map(|(_, tally)| tally).collect();
        Ok(Self { part, counts: ShardCounts { kept, tallies } })
    }

    /// Which part it is.
    #[must_use]
    pub fn part(&self) -> Part {
        self.part
    }

    /// Its counts as bytes.
    ///
    /// # Errors
    /// [`ShardError::Unreadable`] where they cannot be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ShardError> {
        postcard::to_allocvec(&self.counts)
            .map_err(|error| ShardError::Unreadable { part: self.part, why: error.to_string() })
    }

    /// The counts of a part from bytes.
    ///
    /// # Errors
    /// [`ShardError::Unreadable`].
    pub fn from_bytes(part: Part, bytes: &[u8]) -> Result<Self, ShardError> {
        let counts: ShardCounts = postcard::from_bytes(bytes)
            .map_err(|error| ShardError::Unreadable { part, why: error.to_string() })?;
        if counts.tallies.iter().all(Tally::is_sound) {
            Ok(Self { part, counts })
        } else {
            Err(ShardError::Unreadable { part, why: "their sizes do not belong together".to_owned() })
        }
    }
}

impl Ensemble {
    /// The ensemble of all parts, in the order of their numbers: what [`Ensemble::draw`] gives without holding draws, to the last
    /// bit. `parts` is asked for one at a time.
    ///
    /// # Errors
    /// [`ShardError`], and what `parts` returns.
    pub fn of_shards<E: From<ShardError>>(
        experiment: &Experiment,
        settings: &Settings,
        parts: impl IntoIterator<Item = Result<Shard, E>>,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Self, E> {
        let failed = |error: EnsembleError| E::from(ShardError::Ensemble(error));
        let sampler = Sampler::new(experiment, settings).map_err(failed)?;
        let threads = Threads::new(settings.threads).map_err(failed)?;
        let (mut members, years) = (sampler.members(), sampler.centre().len());
        let batch = sampler.batch(&members, pooling::batch_bytes(settings));
        let mut tallies = Tallies::nothing(&sampler, &members, years, settings);
        let mut all: Vec<(Kept, AllDefined)> = vec![<(Kept, AllDefined)>::default(); members.len()];
        let (mut next, mut of) = (1, None);
        for shard in parts {
            let Shard { part, counts } = shard?;
            check(settings, part).map_err(failed)?;
            if part.number != next || of.is_some_and(|of| of != part.of) {
                let expected = of.map_or_else(|| "the first".to_owned(), |of| format!("{next}/{of}"));
                return Err(ShardError::Missing { expected, found: part.to_string() }.into());
            }
            let is_own = counts.kept.len() == all.len() && counts.tallies.len() == tallies.outputs.len();
            if !is_own || !add(&mut tallies, counts.tallies, next == 1) {
                return Err(ShardError::Foreign { part }.into());
            }
            for ((kept, defined), (more, also)) in all.iter_mut().zip(counts.kept) {
                kept.add(more);
                defined.add(&also);
            }
            (next, of) = (next + 1, Some(part.of));
        }
        if of.is_none_or(|of| next <= of) {
            let expected = of.map_or_else(|| "the first".to_owned(), |of| format!("{next}/{of}"));
            return Err(ShardError::Missing { expected, found: "none".to_owned() }.into());
        }
        // Where the draws run again, they are counted again, to the same numbers.
        for (member, (kept, defined)) in members.iter_mut().zip(all) {
            (member.kept, member.unstable) = (kept.kept, kept.unstable);
            (member.dropped, member.not_finite) = (kept.dropped, kept.not_finite);
            member.defined = defined;
        }
        sampler.check_dropped(&members).map_err(failed)?;
        members.iter_mut().try_for_each(|member| member.make_room(batch)).map_err(failed)?;
        let statistics = tallies.finish(&sampler, &mut members, (batch, settings), &threads, progress);
        members.iter_mut().for_each(StructureDraws::give_back);
        Ok(Self::of_statistics(&sampler, members, statistics, DrawnAs::new(experiment, settings)))
    }
}

/// Adds the counts of a part; those of the first take the place of nothing. Whether they belong together.
fn add(tallies: &mut Tallies, counts: Vec<Tally>, is_first: bool) -> bool {
    let mut both = tallies.outputs.iter_mut().zip(counts);
    both.all(|((_, all), next)| {
        if is_first {
            let is_like = all.is_like(&next);
            *all = next;
            is_like
        } else {
            all.append(next)
        }
    })
}

fn setting(setting: &'static str, found: impl fmt::Display, expected: &str) -> EnsembleError {
    EnsembleError::Setting { setting, found: found.to_string(), expected: expected.to_owned() }
}

/// Parts are of draws from the first on, and each has some.
fn check(settings: &Settings, part: Part) -> Result<(), EnsembleError> {
    if settings.first_draw != 0 {
        return Err(setting(
            "first_draw",
            settings.first_draw,
            "0: parts are of all draws from the first on",
        ));
    }
    if part.of > settings.draws.div_ceil(BLOCK) {
        let expected = format!("at least {} draws, 256 a part", 256 * part.of);
        return Err(setting("draws", settings.draws, &expected));
    }
    Ok(())
}
