//! Panels made up from known parameters, for tests of what is estimated on them.

use super::adjustment_panel::AdjustmentGroup;
use crate::scalar::special::normal;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// How a panel is made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Truth {
    pub(super) seed: u64,
    /// Standard deviation of the errors.
    pub(super) noise: f64,
    /// Standard deviation of speeds between groups.
    pub(super) spread: f64,
    /// Standard deviation of the long run between groups.
    pub(super) spread_of_long_run: f64,
    /// Standard deviation of what hits all groups in a year, and growth of the drivers. Means of years take these out where
    /// groups are alike; where they are not, each group keeps a part of it.
    pub(super) common: f64,
}

impl Default for Truth {
    fn default() -> Self {
        Self { seed: 1, noise: 0.01, spread: 0.08, spread_of_long_run: 0.05, common: 0.0 }
    }
}

impl Truth {
    /// Speed, long run of two drivers, effects of their changes.
    pub(super) fn parameters(&self) -> [f64; 5] {
        [0.4, 0.15, -0.05, 0.1, 0.2]
    }
}

/// A panel: groups enter one after the other, years hit all alike, drivers wander.
pub(super) fn panel(truth: &Truth, groups: usize, years: usize) -> Vec<AdjustmentGroup> {
    let mut rng = ChaCha8Rng::seed_from_u64(truth.seed);
    let mut next = move || normal::from_bits(rng.next_u64());
    let common: Vec<f64> = (0..years + groups).map(|_| truth.common * next()).collect();
    let [speed, first, second, change_of_first, change_of_second] = truth.parameters();
    (0..groups)
        .map(|i| {
            let own_speed = (speed + truth.spread * next()).clamp(0.1, 0.7);
            // The mean over groups of speed times long run is the product of the means: the two are independent.
            let scatter = truth.spread_of_long_run;
            let (first, second) = (first + scatter * next(), second + scatter * next());
            let offset = i % 3;
            let mut drivers = vec![vec![0.0], vec![0.0]];
            let mut outcome = vec![next()];
            for t in 1..years {
                for driver in &mut drivers {
                    driver.push(driver[t - 1] + truth.common + 0.05 * next());
                }
                let s = |j: usize, lag: usize| drivers[j][t.saturating_sub(lag)];
                let gap = outcome[t - 1] - first * s(0, 1) - second * s(1, 1);
                let at_once = change_of_first * (s(0, 1) - s(0, 2)) + change_of_second * (s(1, 1) - s(1, 2));
                let change =
                    0.003 * i as f64 - own_speed * gap + at_once + common[t + offset] + truth.noise * next();
                outcome.push(outcome[t - 1] + change);
            }
            AdjustmentGroup { name: format!("G{i}"), first_year: 2000 + offset as i32, outcome, drivers }
        })
        .collect()
}
