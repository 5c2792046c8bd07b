//! The level of the baseline, where it is uncertain (E16).
//!
//! ```math
//! \begin{aligned}
//! W[n] &= W[n-1] + \sigma_A z[n] \\
//! L[n] &= W[n] + n\, d, && d = \sigma_d z_d
//! \end{aligned}
//! ```
//! `L[n]` is the log of productivity against its central path `n` years after the last observation of R&D, the same in
//! baseline and scenario: a random walk, and an error of the trend that stays over a path. Its variance is
//! `n sigma_A^2 + n^2 sigma_d^2`, its median zero; the level `e^L` has median one, and a mean above it.

/// `L[n]` for the years after the last observation: `normals` are the standard normals of the walk by year, `trend` is that
/// of the trend. `volatility` is `sigma_A`, `drift` is `sigma_d`, both a year.
#[must_use]
pub fn level_by_year(
    normals: impl Iterator<Item = f64>,
    volatility: f64,
    trend: f64,
    drift: f64,
) -> Vec<f64> {
    let mut walk = 0.0;
    normals
        .enumerate()
        .map(|(year, z)| {
            walk += volatility * z;
            walk + (year + 1) as f64 * (drift * trend)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn the_walk_sums_its_steps_and_the_trend_grows_with_the_years() {
        let level = |trend, drift| level_by_year([1.0, -0.5, 2.0].into_iter(), 0.01, trend, drift);
        assert_eq!(level(7.0, 0.0), [0.01, 0.005, 0.025]);
        for (found, expected) in level(-2.0, 0.01).iter().zip([-0.01, -0.035, -0.035]) {
            assert_relative_eq!(*found, expected, epsilon = 1e-15);
        }
    }
}
