//! What an economist expects of the whole machine: signs, timing, orders of magnitude, steady states, and accounts
//! that add up.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "functions that tests share")]

#[path = "../support/mod.rs"]
mod support;

mod accounts;
mod appraisal;
mod baseline;
mod breakthroughs;
mod capital;
mod channels;
mod cohorts;
mod convergence;
mod countries;
mod education;
mod foreign;
mod helpers;
mod instruments;
mod instruments_by_hand;
mod limits;
mod long_run;
mod price_of_research;
mod signs_and_sizes;
mod small_shocks;
mod spillovers;
mod targets;
mod timing;
