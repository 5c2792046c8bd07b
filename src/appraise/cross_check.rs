//! The average return to R&D of Jones and Summers (2020), beside every appraisal.
//!
//! ```math
//! \frac{g/r}{R/Y}
//! ```
//! If all R&D stopped for good, growth `g` would stop with it. It is an average over all R&D and holds for a country at the
//! frontier: an appraisal is of the next euro, and lies below it.

use crate::simulate::Experiment;

/// Social benefits over costs of all R&D on average, and its three numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct CrossCheck {
    /// Growth of GDP an hour, a year.
    pub growth: f64,
    /// Discount rate.
    pub rate: f64,
    /// R&D over GDP.
    pub rd_intensity: f64,
}

impl CrossCheck {
    /// The numbers of the paper, for the United States: 13.3.
    pub const PUBLISHED: Self = Self { growth: 0.018, rate: 0.05, rd_intensity: 0.027 };

    /// With the growth of GDP an hour between the first and the last year of the baseline and its R&D of the first, at the
    /// discount rate of the first years.
    pub(super) fn of(experiment: &Experiment, rate: f64) -> Self {
        let baseline = experiment.baseline();
        let productivity = |t: usize| baseline.gdp()[t] / baseline.hours()[t];
        let last = baseline.gdp().len() - 1;
        let growth = if last == 0 {
            0.0
        } else {
            crate::scalar::power_f64(productivity(last) / productivity(0), 1.0 / last as f64) - 1.0
        };
        Self { growth, rate, rd_intensity: baseline.rd()[0].total() / baseline.gdp()[0] }
    }

    /// Benefits over costs; none where nothing is discounted.
    #[must_use]
    pub fn benefit_cost_ratio(&self) -> Option<f64> {
        let ratio = self.growth / self.rate / self.rd_intensity;
        Some(ratio).filter(|ratio| self.rate > 0.0 && ratio.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The paper's own figure.
    #[test]
    fn the_paper_has_thirteen_point_three() {
        let ratio = CrossCheck::PUBLISHED.benefit_cost_ratio().unwrap();
        assert!((ratio - 13.3).abs() < 0.05, "{ratio}");
        assert_eq!(CrossCheck { rate: 0.0, ..CrossCheck::PUBLISHED }.benefit_cost_ratio(), None);
    }
}
