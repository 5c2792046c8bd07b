//! How far R&D over GDP may come out from its projection: as far as it has moved in as many years of the past.
//!
//! ```math
//! r[t_0 + h] = \hat r[t_0 + h] + \sigma \sqrt{h}\; \varepsilon, \qquad \sigma^2 = \frac{1}{n} \sum_t \left( r[t] - r[t-1] \right)^2, \qquad \varepsilon \sim N(0, 1)
//! ```
//! The sum runs over years that are both observed and between which the survey has no break. That the ratio is a random walk
//! around its projection is an assumption; beside it stands how many of its own past changes over `h` years such a band
//! held.

use crate::data::{Economy, SeriesName};

/// Two-sided points of the standard normal that hold 90%.
const NINETY: f64 = 1.644_853_626_951_472_7;

/// The least number of changes that say something.
const MIN_CHANGES: usize = 5;

/// The error of a projection of R&D over GDP.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct RatioError {
    /// Standard deviation of the change of a year, as a share of GDP.
    pub of_a_year: f64,
    /// Changes that it is made of.
    pub changes: u64,
    /// Share of the past changes over the years to the target that lie within the 90% band around no change; none where
    /// there are no such changes.
    pub held: Option<f64>,
    /// Years to the target.
    pub years: i32,
}

impl RatioError {
    /// Of the past of an economy, for a projection so many years ahead; none where the past is too short.
    pub(super) fn of(economy: &Economy, years: i32) -> Option<Self> {
        let ratio = economy.series(SeriesName::RdTotal).ok()?;
        let observed = ratio.observed()?;
        let breaks = economy.breaks(SeriesName::RdTotal);
        let change = |from: i32, to: i32| {
            let unbroken = !breaks.iter().any(|year| (from + 1..=to).contains(year));
            Some((ratio.at(to)? - ratio.at(from)?) / 100.0).filter(|_| unbroken)
        };
        let yearly: Vec<f64> = observed.iter().filter_map(|year| change(year - 1, year)).collect();
        if yearly.len() < MIN_CHANGES {
            return None;
        }
        let of_a_year = (yearly.iter().map(|x| x * x).sum::<f64>() / yearly.len() as f64).sqrt();
        let mut error = Self { of_a_year, changes: yearly.len() as u64, held: None, years };
        // Breaks stay in these: over many years few spans have none.
        let spans = observed.iter().filter_map(|year| Some(ratio.at(year)? - ratio.at(year - years)?));
        let spans: Vec<f64> = spans.map(|change| change / 100.0).collect();
        let within = spans.iter().filter(|change| change.abs() <= NINETY * error.after(years)).count();
        error.held = (!spans.is_empty()).then(|| within as f64 / spans.len() as f64);
        Some(error)
    }

    /// The standard deviation so many years after the last observation.
    #[must_use]
    pub fn after(&self, years: i32) -> f64 {
        self.of_a_year * f64::from(years.max(0)).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Series;

    fn economy(values: &[f64], breaks: &[i32]) -> Economy {
        let mut economy = Economy::netherlands().unwrap();
        let mut ratio: Series = economy.series(SeriesName::RdTotal).unwrap().clone();
        (ratio.first_year, ratio.values) = (2000, values.iter().copied().map(Some).collect());
        ratio.status = breaks.iter().map(|year| (*year, "b".to_owned())).collect();
        let mut surveys: Series = economy.series(SeriesName::RdBreak).unwrap().clone();
        surveys.values = Vec::new();
        economy.replace(ratio);
        economy.replace(surveys);
        economy
    }

    #[test]
    fn the_error_is_the_root_mean_square_of_the_changes_and_breaks_are_none() {
        // Changes of 0.1, -0.1, ... by hand; the jump of 1 is a break.
        let zigzag = [2.0, 2.1, 2.0, 2.1, 2.0, 2.1, 3.1, 3.0, 3.1];
        let error = RatioError::of(&economy(&zigzag, &[2006]), 4).unwrap();
        assert!((error.of_a_year - 0.001).abs() < 1e-12 && error.changes == 7, "{error:?}");
        assert!((error.after(4) - 0.002).abs() < 1e-12);
        let with_jump = RatioError::of(&economy(&zigzag, &[]), 4).unwrap();
        assert!((with_jump.of_a_year - ((7.0 * 0.01 + 1.0) / 8.0_f64).sqrt() / 100.0).abs() < 1e-12);
        // Of the five spans of four years, two (2000-2004, 2001-2005) are without change, and 1.1, 0.9 and 1.1 are outside.
        assert_eq!(error.held, Some(0.4));
    }

    #[test]
    fn a_short_past_says_nothing() {
        assert_eq!(RatioError::of(&economy(&[2.0, 2.1, 2.2], &[]), 7), None);
    }
}
