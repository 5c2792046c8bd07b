//! Against other implementations of the same thing: levels in Python, an appraisal in levels, derivatives by `num-dual`,
//! cash flows by numpy-financial, econometrics by statsmodels and linearmodels.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "functions that tests share")]

#[path = "../support/mod.rs"]
mod support;

mod appraisal;
mod cash_flows;
mod derivatives;
#[cfg(feature = "econometrics")]
mod econometrics;
mod levels;
