//! Sums over draws: pairwise, so that the rounding error grows with the logarithm of the number of draws, and in
//! a fixed order, so that the same values give the same bits.

/// Values that are summed one after the other.
const BLOCK: usize = 256;
/// Running sums beside each other, so that additions need not wait for each other.
const WAYS: usize = 8;

/// The mean; NaN of no values. Deviations from the first value are summed, so that the mean of equal values is
/// that value.
pub(super) fn mean(values: &[f64]) -> f64 {
    let Some(first) = values.first() else { return f64::NAN };
    first + pairwise(values, &|x| x - first) / values.len() as f64
}

/// The sum of squared deviations from `mean`.
pub(super) fn sum_of_squares(values: &[f64], mean: f64) -> f64 {
    pairwise(values, &|x| (x - mean) * (x - mean))
}

fn pairwise(values: &[f64], term: &impl Fn(f64) -> f64) -> f64 {
    if values.len() > BLOCK {
        let half = (values.len() / 2).next_multiple_of(BLOCK);
        let (left, right) = values.split_at(half);
        return pairwise(left, term) + pairwise(right, term);
    }
    let mut sums = [0.0; WAYS];
    let chunks = values.chunks_exact(WAYS);
    let rest: f64 = chunks.remainder().iter().map(|x| term(*x)).sum();
    for chunk in chunks {
        for (sum, x) in sums.iter_mut().zip(chunk) {
            *sum += term(*x);
        }
    }
    let [a, b, c, d, e, f, g, h] = sums;
    ((a + b) + (c + d)) + ((e + f) + (g + h)) + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn whole_numbers_are_summed_exactly() {
        for n in [1usize, 2, 7, 8, 9, 255, 256, 257, 511, 512, 513, 1_000, 100_003] {
            let values: Vec<f64> = (0..n).map(|i| i as f64).collect();
            assert_eq!(mean(&values), (n as f64 - 1.0) / 2.0, "{n}");
            assert_eq!(pairwise(&values, &|x| x), (n * (n - 1) / 2) as f64, "{n}");
        }
        assert!(mean(&[]).is_nan());
    }

    #[test]
    fn equal_values_have_their_mean_and_no_spread() {
        let values = vec![0.1; 12_345];
        assert_eq!(mean(&values), 0.1);
        assert_eq!(sum_of_squares(&values, 0.1), 0.0);
    }

    #[test]
    fn a_small_spread_on_a_large_level_is_kept() {
        let values: Vec<f64> = (0..1_000_000).map(|i| 1e9 + f64::from(i % 2)).collect();
        let m = mean(&values);
        assert_relative_eq!(m, 1e9 + 0.5, max_relative = 1e-16);
        assert_relative_eq!(sum_of_squares(&values, m), 250_000.0, max_relative = 1e-12);
    }
}
