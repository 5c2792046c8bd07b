//! R&D of the past and what it grows like before, between and beyond its years.

use crate::data::Years;
use crate::scalar::power_f64;

/// Years over which the growth of R&D at the start and at the end of the data is measured.
const GROWTH_YEARS: usize = 10;

/// R&D of the past, from which stocks are built. Volumes in billion of one price base.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RdHistory {
    /// First year.
    pub first_year: i32,
    /// R&D of the first stock, by year.
    pub business: Vec<f64>,
    /// R&D of the second stock, by year.
    pub public: Vec<f64>,
    /// GDP, by year.
    pub gdp: Vec<f64>,
    /// Growth of total R&D a year before the data: that of its first ten years.
    pub growth_before: f64,
}

impl RdHistory {
    /// R&D and GDP from the first year on; `growth_before` is measured.
    #[must_use]
    pub fn new(first_year: i32, business: Vec<f64>, public: Vec<f64>, gdp: Vec<f64>) -> Self {
        let mut history = Self { first_year, business, public, gdp, growth_before: 0.0 };
        let end = GROWTH_YEARS.min(history.business.len().saturating_sub(1));
        history.growth_before = history.growth(0, end);
        history
    }

    /// Mean growth of total R&D between two positions.
    pub(super) fn growth(&self, from: usize, to: usize) -> f64 {
        let total = |t: usize| self.business[t] + self.public[t];
        if to <= from { 0.0 } else { power_f64(total(to) / total(from), 1.0 / (to - from) as f64) - 1.0 }
    }

    /// The years of R&D.
    #[must_use]
    pub fn years(&self) -> Years {
        Years::new(self.first_year, self.first_year + self.business.len() as i32 - 1)
    }

    /// The history, and `years` more in which R&D of both kinds grows as total R&D did in its last ten years, and GDP
    /// as GDP did.
    #[must_use]
    pub fn extended(&self, years: usize) -> Self {
        let mut longer = self.clone();
        let last = self.business.len() - 1;
        let first = last.saturating_sub(GROWTH_YEARS);
        let rd = 1.0 + self.growth(first, last);
        let gdp = if last > first {
            power_f64(self.gdp[last] / self.gdp[first], 1.0 / (last - first) as f64)
        } else {
            1.0
        };
        for series in [&mut longer.business, &mut longer.public] {
            extend(series, rd, years);
        }
        extend(&mut longer.gdp, gdp, years);
        longer
    }

    /// The history without the years after `last`.
    #[must_use]
    pub fn until(&self, last: i32) -> Self {
        let count = usize::try_from(last - self.first_year + 1).unwrap_or(0);
        let mut shorter = self.clone();
        for series in [&mut shorter.business, &mut shorter.public, &mut shorter.gdp] {
            series.truncate(count);
        }
        shorter
    }

    /// Scales R&D before `year` so that total R&D of `year` grows as the mean of the years around it.
    pub(super) fn splice(&mut self, year: i32) {
        let Some(t) = self.years().index(year).filter(|t| *t >= 2 && *t + 1 < self.business.len()) else {
            return;
        };
        let expected = 0.5 * (self.growth(t - 2, t - 1) + self.growth(t, t + 1));
        let factor = (1.0 + self.growth(t - 1, t)) / (1.0 + expected);
        for value in self.business[..t].iter_mut().chain(&mut self.public[..t]) {
            *value *= factor;
        }
    }
}

fn extend(series: &mut Vec<f64>, factor: f64, years: usize) {
    let mut value = series[series.len() - 1];
    series.extend((0..years).map(|_| {
        value *= factor;
        value
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn extension_keeps_growing() {
        let history =
            RdHistory::new(2000, vec![1.0, 1.1, 1.21], vec![2.0, 2.2, 2.42], vec![100.0, 102.0, 104.04]);
        let longer = history.extended(2);
        assert_relative_eq!(history.growth_before, 0.1, max_relative = 1e-12);
        assert_relative_eq!(longer.business[4], 1.21 * 1.21, max_relative = 1e-12);
        assert_relative_eq!(longer.gdp[3], 104.04 * 1.02, max_relative = 1e-12);
        assert_eq!(longer.years(), Years::new(2000, 2004));
    }
}
