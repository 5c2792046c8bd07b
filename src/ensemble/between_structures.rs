//! How much of the variance of a result lies between structures, and how much within them.
//!
//! The law of total variance, with the weights `w` of the structures, their means `m` and standard deviations `s` over
//! the draws that they kept:
//!
//! ```text
//! variance = sum_i w_i s_i^2 + sum_i w_i (m_i - m)^2,   m = sum_i w_i m_i;   share = second term / variance
//! ```
//! The two terms add up to the variance of the mixture, the square of its `sd`.

use super::by_year::StatisticsByYear;
use super::ensemble::Ensemble;
use super::kind::Kind;
use super::no_result::NoResult;
use crate::simulate::Variable;

/// A variance below this, in the unit of a deviation (percent), is rounding: nothing differs.
const ROUNDING: f64 = 1e-18;

impl Ensemble {
    /// The share of the variance of a variable's deviation that lies between the means of the structures, with the year; none
    /// in a year in which nothing varies. With [`crate::Settings::by_structure`].
    ///
    /// # Errors
    /// [`NoResult`]: a check run has no variance, the variable was not kept, or there are no statistics by structure.
    pub fn between_structure_share(&self, variable: Variable) -> Result<Vec<(i32, Option<f64>)>, NoResult> {
        if self.is_check_run {
            return Err(NoResult::CheckRun);
        }
        let structures = self
            .structures()
            .map(|one| Ok((one.weight(), one.statistics(variable, Kind::Deviation)?)))
            .collect::<Result<Vec<(f64, StatisticsByYear)>, NoResult>>()?;
        let of_year = |t: usize| {
            structures.iter().map(|(w, s)| (*w, s.as_slice()[t].mean, s.as_slice()[t].sd)).collect::<Vec<_>>()
        };
        let share = |(t, year): (usize, i32)| (year, between_share(&of_year(t)));
        Ok(self.years().iter().enumerate().map(share).collect())
    }
}

/// The share of groups with weight, mean and standard deviation; none where nothing varies.
fn between_share(groups: &[(f64, f64, f64)]) -> Option<f64> {
    let mean: f64 = groups.iter().map(|(w, m, _)| w * m).sum();
    let between: f64 = groups.iter().map(|(w, m, _)| w * (m - mean) * (m - mean)).sum();
    let within: f64 = groups.iter().map(|(w, _, s)| w * s * s).sum();
    let variance = between + within;
    (variance > ROUNDING).then(|| between / variance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn by_hand() {
        // Means 1 and 5 with weights 3/4 and 1/4: mean 2, between 3/4 + 9/4 = 3. Within 3/4 x 4 + 1/4 x 16 = 7.
        assert_relative_eq!(
            between_share(&[(0.75, 1.0, 2.0), (0.25, 5.0, 4.0)]).unwrap(),
            0.3,
            max_relative = 1e-14
        );
        // A structure without weight changes nothing; without spread within, all lies between; alone, nothing.
        assert_relative_eq!(
            between_share(&[(0.75, 1.0, 2.0), (0.0, 99.0, 50.0), (0.25, 5.0, 4.0)]).unwrap(),
            0.3,
            max_relative = 1e-14
        );
        assert_eq!(between_share(&[(0.5, 1.0, 0.0), (0.5, 2.0, 0.0)]), Some(1.0));
        assert_eq!(between_share(&[(1.0, 1.0, 2.0)]), Some(0.0));
        assert_eq!(between_share(&[(0.5, 0.0, 0.0), (0.5, 1e-12, 0.0)]), None);
    }
}
