//! Exact order statistics: values are counted by bucket, and what the few buckets hold that matter is looked into.

mod buckets;
mod reserve;
mod selection;
mod tally;

pub(crate) use buckets::MOST;
pub(crate) use reserve::Reserve;
pub(crate) use selection::{Ranked, ranked};
pub(crate) use tally::{SecondLook, Tally};
