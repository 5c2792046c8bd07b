//! Eight replicates of a sample, and the Monte Carlo error between them.
//!
//! Draw `i` belongs to replicate `i mod 8`. Under every sampling plan the replicates are independent of each other: streams of
//! their own, Latin hypercubes of their own, or scramblings of their own of one Sobol' sequence. What is estimated from all
//! draws moves by
//! ```math
//! D_r = \sum_g \frac{w_g}{n_g} \sum_{i \in g,\, i \in r} (x_i - m_g), \qquad
//! \mathrm{error} = \sqrt{\frac{R}{R-1} \sum_r D_r^2}
//! ```
//! with replicate `r`: groups `g` of a mixture have weights `w_g`, `n_g` draws and the mean `m_g`, `R` is the number of
//! replicates that have draws. With equal numbers that is the standard deviation between the means of the replicates over
//! the root of their number. Groups run on the same draws: what their errors have in common is in it.

/// Number of replicates.
pub(crate) const REPLICATES: usize = 8;

/// The replicate of a draw.
pub(crate) fn replicate_of(draw: u64) -> usize {
    (draw % REPLICATES as u64) as usize
}

/// Numbers of draws, by replicate.
pub(crate) type ByReplicate = [u64; REPLICATES];

/// What the replicates of a mixture add to an estimate.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BetweenReplicates {
    moved: [f64; REPLICATES],
    draws: ByReplicate,
}

impl BetweenReplicates {
    /// Adds a group: its share of the weight, its draws by replicate, and by replicate the sum of what its draws are away
    /// from the mean of them all.
    pub(crate) fn add(&mut self, share: f64, draws: &ByReplicate, away: impl Fn(usize) -> f64) {
        let all = draws.iter().sum::<u64>() as f64;
        for (replicate, (moved, n)) in
            self.moved.iter_mut().zip(draws).enumerate().filter(|(_, (_, n))| **n > 0)
        {
            *moved += share * away(replicate) / all;
            self.draws[replicate] += n;
        }
    }

    /// Adds a group of which so many draws by replicate have something: the mean is their share.
    pub(crate) fn add_counted(&mut self, share: f64, draws: &ByReplicate, counted: &ByReplicate) {
        let sum = |counts: &ByReplicate| counts.iter().sum::<u64>() as f64;
        let mean = sum(counted) / sum(draws);
        self.add(share, draws, |replicate| counted[replicate] as f64 - mean * draws[replicate] as f64);
    }

    /// The standard error; zero of one replicate, which has nothing beside it.
    pub(crate) fn error(&self) -> f64 {
        let replicates = self.draws.iter().filter(|n| **n > 0).count() as f64;
        if replicates < 2.0 {
            return 0.0;
        }
        let squares: f64 = self.moved.iter().map(|moved| moved * moved).sum();
        (squares * replicates / (replicates - 1.0)).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn of_equal_replicates_it_is_their_standard_deviation_over_the_root_of_eight() {
        let means = [1.0, 4.0, 2.0, 8.0, 5.0, 7.0, 3.0, 6.0];
        let mut between = BetweenReplicates::default();
        between.add(1.0, &[10; REPLICATES], |r| 10.0 * (means[r] - 4.5));
        // The variance of one to eight is 6.
        assert_relative_eq!(between.error(), (6.0f64 / 8.0).sqrt(), max_relative = 1e-14);
    }

    #[test]
    fn of_single_draws_it_is_that_of_independent_draws() {
        let draws = [3.0, 1.0, 2.0];
        let mut between = BetweenReplicates::default();
        between.add(1.0, &[1, 1, 1, 0, 0, 0, 0, 0], |r| draws[r] - 2.0);
        assert_relative_eq!(between.error(), (1.0f64 / 3.0).sqrt(), max_relative = 1e-14);
        let mut one = BetweenReplicates::default();
        one.add(1.0, &[0, 0, 0, 5, 0, 0, 0, 0], |_| 0.0);
        assert_eq!(one.error(), 0.0);
    }

    /// Two groups of one half each: errors that go together add up, errors against each other cancel.
    #[test]
    fn what_groups_have_in_common_is_in_it() {
        let away = [3.0, -3.0, 1.0, -1.0, 2.0, -2.0, 5.0, -5.0];
        let of = |sign: f64| {
            let mut between = BetweenReplicates::default();
            between.add(0.5, &[2; REPLICATES], |r| away[r]);
            between.add(0.5, &[2; REPLICATES], |r| sign * away[r]);
            between.error()
        };
        let mut alone = BetweenReplicates::default();
        alone.add(1.0, &[2; REPLICATES], |r| away[r]);
        assert_relative_eq!(of(1.0), alone.error(), max_relative = 1e-14);
        assert_eq!(of(-1.0), 0.0);
    }

    #[test]
    fn shares_are_means_of_zero_and_one() {
        let (draws, counted) = ([4, 4, 4, 4, 3, 3, 3, 3], [1, 2, 0, 4, 3, 0, 1, 1]);
        let mut shares = BetweenReplicates::default();
        shares.add_counted(0.7, &draws, &counted);
        let mean = 12.0 / 28.0;
        let mut means = BetweenReplicates::default();
        means.add(0.7, &draws, |r| {
            let (ones, zeros) = (counted[r] as f64, (draws[r] - counted[r]) as f64);
            ones * (1.0 - mean) - zeros * mean
        });
        assert_relative_eq!(shares.error(), means.error(), max_relative = 1e-13);
    }
}
