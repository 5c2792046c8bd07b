//! Production (E5).
//!
//! ```math
//! Y = A\, K^{\alpha} (h L)^{1-\alpha}
//! ```
//! In log deviations from baseline:
//!
//! ```math
//! y = a + \alpha k + (1 - \alpha)(h + l)
//! ```
//! `K` is the total stock of the Penn World Table, which contains the R&D asset.

use crate::scalar::Scalar;

/// Log deviation of output: `y = a + alpha k + (1 - alpha)(h + l)`.
#[inline(always)]
pub fn log_output<S: Scalar>(
    productivity: S,
    capital: S,
    human_capital: S,
    labour: S,
    capital_share: S,
) -> S {
    productivity + capital_share * capital + (S::of(1.0) - capital_share) * (human_capital + labour)
}

/// Log of total factor productivity: `ln A = ln Y - alpha ln K - (1 - alpha) ln(h L)`.
#[inline(always)]
pub fn log_productivity<S: Scalar>(log_output: S, log_capital: S, log_labour: S, capital_share: S) -> S {
    log_output - capital_share * log_capital - (S::of(1.0) - capital_share) * log_labour
}
