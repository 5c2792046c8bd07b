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

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn logs_are_those_of_the_production_function() {
        let (a, k, labour, human) = (1.7_f64, 4_500.0_f64, 14_000.0_f64, 1.3_f64);
        for alpha in [0.3_f64, 0.36, 0.5] {
            let output = a * k.powf(alpha) * (human * labour).powf(1.0 - alpha);
            let log_labour = (human * labour).ln();
            assert_relative_eq!(
                log_productivity(output.ln(), k.ln(), log_labour, alpha),
                a.ln(),
                max_relative = 1e-12
            );
            let log = log_output(a.ln(), k.ln(), human.ln(), labour.ln(), alpha);
            assert_relative_eq!(log, output.ln(), max_relative = 1e-14);
        }
    }
}
