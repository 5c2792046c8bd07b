//! Exact order statistics of values too many to sort.
//!
//! The values are gone through once and counted by bucket (`buckets`, `tally`). The counts show which few buckets hold
//! the wanted ranks (`wanted`); the values of these are taken in a second pass over the same values (`second_pass`) and
//! sorted. Where a second pass would mean simulating again, values around the ranks are kept in the first
//! (`kept_values`). Where buckets lie follows from a sample of the first draws (`sample`), and so do the thresholds near the
//! quantiles at which replicates are compared (`rank_errors`). Ranks and positions of weighted values are those of `pooled_order`.

#[cfg(test)]
mod against_sorting;
mod buckets;
#[cfg(test)]
mod in_parts;
mod kept_values;
mod pooled_order;
mod probabilities;
mod rank_errors;
mod sample;
mod second_pass;
mod tally;
mod wanted;

pub(crate) use kept_values::KeptValues;
pub(crate) use pooled_order::OrderStatistics;
pub(crate) use probabilities::{PROBABILITIES, Wanted};
pub(crate) use rank_errors::RankErrors;
pub(crate) use sample::PILOT;
pub(crate) use second_pass::SecondPass;
pub(crate) use tally::Tally;
