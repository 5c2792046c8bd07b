//! Shapley values: what each player adds to what all of them come to, in the mean over all orders in which they could join.
//!
//! ```math
//! \varphi_i = \sum_{S \subseteq N \setminus i} w(|S|) \bigl( v(S \cup i) - v(S) \bigr), \qquad w(s) = \frac{s! \, (n-s-1)!}{n!} = \frac{1}{n \binom{n-1}{s}}
//! ```
//! They are the only shares that add up to `v(N) - v(\varnothing)`, treat alike what is alike, give nothing to who changes
//! nothing, and add up over sums of games (Shapley 1953, "A value for n-person games").

use thiserror::Error;

/// Most players: their subsets are gone through one by one, and double with each.
pub const MAX_PLAYERS: usize = 20;

/// More players than subsets can be gone through for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("found {players} players, expected at most {MAX_PLAYERS}: every subset of them is gone through")]
#[non_exhaustive]
pub struct TooManyPlayers {
    /// How many there are.
    pub players: usize,
}

/// The Shapley values of so many players. `value` gives what a subset of them comes to, bit `i` being player `i`; it is asked once
/// for each of the `2^n` subsets, in the order of their numbers.
///
/// # Errors
/// [`TooManyPlayers`].
///
/// ```
/// use kennis::policy::shapley_values;
/// // Alone 3 and 5, together 10: the 2 that they make together are shared.
/// let shares = shapley_values(2, |subset| [0.0, 3.0, 5.0, 10.0][subset as usize])?;
/// assert_eq!(shares, [4.0, 6.0]);
/// # Ok::<(), kennis::policy::TooManyPlayers>(())
/// ```
pub fn shapley_values(players: usize, value: impl FnMut(u32) -> f64) -> Result<Vec<f64>, TooManyPlayers> {
    if players > MAX_PLAYERS {
        return Err(TooManyPlayers { players });
    }
    let values: Vec<f64> = (0..1_u32 << players).map(value).collect();
    Ok(shares(&weights(players), &values))
}

/// The weight of a subset without the player, by its size.
pub(super) fn weights(players: usize) -> Vec<f64> {
    // The binomials n - 1 over s, one after another: whole numbers that are exact in f64.
    let mut binomial = 1.0;
    let weight = |size: usize| {
        let weight = 1.0 / (players as f64 * binomial);
        binomial = binomial * (players - 1 - size) as f64 / (size + 1) as f64;
        weight
    };
    (0..players).map(weight).collect()
}

/// The shares of as many players as there are weights; `values` are by subset.
pub(super) fn shares(weights: &[f64], values: &[f64]) -> Vec<f64> {
    let share = |player: usize| {
        let bit = 1_usize << player;
        let without = (0..values.len()).filter(|subset| subset & bit == 0);
        without
            .map(|subset| weights[subset.count_ones() as usize] * (values[subset | bit] - values[subset]))
            .sum()
    };
    (0..weights.len()).map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    #[test]
    fn two_players_share_what_they_make_together() {
        let (a, b, together) = (1.25, -0.5, 0.75);
        let value = |subset: u32| {
            let has = |player: u32| f64::from(subset >> player & 1);
            7.0 + a * has(0) + b * has(1) + together * has(0) * has(1)
        };
        assert_eq!(shapley_values(2, value).unwrap(), [a + together / 2.0, b + together / 2.0]);
    }

    /// All orders of `n` players.
    fn orders(n: usize) -> Vec<Vec<usize>> {
        if n == 0 {
            return vec![Vec::new()];
        }
        let put = |order: Vec<usize>| {
            (0..n).map(move |at| {
                let mut order = order.clone();
                order.insert(at, n - 1);
                order
            })
        };
        orders(n - 1).into_iter().flat_map(put).collect()
    }

    /// The definition: the mean over all orders of what a player adds to those before it.
    fn over_orders(n: usize, values: &[f64]) -> Vec<f64> {
        let orders = orders(n);
        let mut shares = vec![0.0; n];
        for order in &orders {
            let mut before = 0;
            for player in order {
                shares[*player] += (values[before | 1 << player] - values[before]) / orders.len() as f64;
                before |= 1 << player;
            }
        }
        shares
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..Default::default() })]

        #[test]
        fn shares_are_the_mean_over_all_orders_and_add_up(values in prop::collection::vec(-1.0..1.0_f64, 32)) {
            for n in 1..=5 {
                let shares = shapley_values(n, |subset| values[subset as usize]).unwrap();
                for (share, expected) in shares.iter().zip(over_orders(n, &values)) {
                    prop_assert!((share - expected).abs() < 1e-13, "{n}: {share} {expected}");
                }
                let all = values[(1 << n) - 1] - values[0];
                prop_assert!((shares.iter().sum::<f64>() - all).abs() < 1e-13);
            }
        }

        #[test]
        fn who_changes_nothing_gets_nothing_and_who_is_alike_gets_alike(values in prop::collection::vec(-1.0..1.0_f64, 16)) {
            // Player 4 changes nothing.
            let shares = shapley_values(5, |subset| values[(subset & 15) as usize]).unwrap();
            prop_assert_eq!(shares[4], 0.0);
            let alone = shapley_values(4, |subset| values[subset as usize]).unwrap();
            for (with, without) in shares.iter().zip(&alone) {
                prop_assert!((with - without).abs() < 1e-13, "{with} {without}");
            }
            // Players 0 and 1 are alike: only their number counts.
            let alike = |subset: u32| values[((subset & 3).count_ones() * 4 + (subset >> 2)) as usize];
            let shares = shapley_values(4, alike).unwrap();
            prop_assert!((shares[0] - shares[1]).abs() < 1e-14);
        }
    }

    #[test]
    fn nine_players_that_add_up_get_what_they_add() {
        let own = |player: u32| 0.1 * f64::from(player) - 0.3;
        let value = |subset: u32| (0..9).filter(|player| subset >> player & 1 == 1).map(own).sum();
        for (player, share) in (0..).zip(shapley_values(9, value).unwrap()) {
            assert_relative_eq!(share, own(player), epsilon = 1e-14);
        }
        // Each size of subset has the same weight in all.
        let mut binomial = 1.0;
        for (size, weight) in weights(9).into_iter().enumerate() {
            assert_relative_eq!(weight * binomial, 1.0 / 9.0, max_relative = 1e-15);
            binomial = binomial * (8 - size) as f64 / (size + 1) as f64;
        }
    }

    #[test]
    fn no_player_shares_nothing_and_too_many_are_refused() {
        assert_eq!(shapley_values(0, |_| 3.0).unwrap(), [0.0; 0]);
        let refused = shapley_values(21, |_| panic!("no subset is asked for")).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "found 21 players, expected at most 20: every subset of them is gone through"
        );
    }
}
