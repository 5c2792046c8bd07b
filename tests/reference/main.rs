//! Against other implementations of the same thing: levels in Python, derivatives by `num-dual`, econometrics by
//! statsmodels and linearmodels.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "functions that tests share")]

#[path = "../support/mod.rs"]
mod support;

mod derivatives;
#[cfg(feature = "econometrics")]
mod econometrics;
mod levels;
