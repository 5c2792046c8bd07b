//! The levels of GDP and hours that a baseline has without a table of the user's: what such a table is held against.

use super::economy::Economy;
use super::series_name::SeriesName;
use super::years::Years;

/// Levels and growth by year from the last observation of R&D, and R&D over GDP in that year.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DefaultLevels {
    pub(crate) years: Years,
    /// GDP, volume in billion of the price base.
    pub(crate) gdp: Vec<f64>,
    /// Hours, million.
    pub(crate) hours: Vec<f64>,
    /// R&D over GDP at the last observation, as a fraction.
    pub(crate) rd_intensity: f64,
    /// R&D of business over GDP there.
    pub(crate) rd_business_share: f64,
}

impl Economy {
    /// The levels until `last`; none where something is missing for them, which is said elsewhere.
    pub(crate) fn default_levels(&self, last: i32) -> Option<DefaultLevels> {
        let observed = self.rd_years().ok()?.last;
        let years = Years::new(observed, last);
        let ratio = |name: SeriesName| Some(self.series(name).ok()?.at(observed)? / 100.0);
        let hours = self.series(SeriesName::Hours).ok()?;
        Some(DefaultLevels {
            years,
            gdp: self.chained(years, self.gdp(observed).ok()?, SeriesName::GdpGrowth, |_| None),
            hours: self.chained(years, hours.at(observed)?, SeriesName::HoursGrowth, |year| hours.at(year)),
            rd_intensity: ratio(SeriesName::RdTotal)?,
            rd_business_share: ratio(SeriesName::RdBusiness)?,
        })
    }

    /// A level that grows with the rates of a series, the last of which holds on; observed levels win.
    fn chained(
        &self,
        years: Years,
        start: f64,
        rates: SeriesName,
        observed: impl Fn(i32) -> Option<f64>,
    ) -> Vec<f64> {
        let rates = self.series(rates).ok();
        let (mut level, mut rate) = (start, 0.0);
        let mut levels = vec![start];
        for year in years.iter().skip(1) {
            rate = rates.and_then(|rates| rates.at(year)).unwrap_or(rate);
            level = observed(year).unwrap_or(level * (1.0 + rate / 100.0));
            levels.push(level);
        }
        levels
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_follow_the_projection() {
        let levels = Economy::netherlands().unwrap().default_levels(2200).unwrap();
        assert_eq!((levels.years.first, levels.gdp.len()), (2023, 178));
        assert!((levels.gdp[0] - 1067.6).abs() < 0.1 && (levels.gdp[7] / levels.gdp[0] - 1.1).abs() < 0.03);
        assert!((levels.hours[1] / levels.hours[0] - 1.0133).abs() < 0.001);
        assert!(
            (levels.rd_intensity - 0.02227).abs() < 1e-5 && levels.rd_business_share < levels.rd_intensity
        );
    }
}
