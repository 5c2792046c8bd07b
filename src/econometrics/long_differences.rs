//! Productivity and knowledge over intervals of several years, pooled over countries with a dummy for each interval.
//!
//! ```math
//! \Delta_k \ln A_{it} = \lambda_t + \sum_j e_j\, \Delta_k \ln S_{ijt} + u_{it}, \qquad \Delta_k x_t = x_t - x_{t-k}
//! ```
//! Over long intervals the slow effect of stocks is not drowned by cycles, and what countries have in common is in the
//! dummies $`\lambda_t`$. Standard errors are clustered by country. `docs/calibration.md` holds the specification of the
//! check of the business elasticity, which was written down before it was run, and its outcome.

use super::adjustment_panel::AdjustmentGroup;
use super::least_squares::{EstimationError, regress};
use super::panel::Coefficient;
use super::panel_stocks::KnowledgeLogs;
use super::productivity_adjustment::GUELLEC_POTTELSBERGHE_COUNTRIES;
use crate::data::{Panel, SeriesName};
use crate::parameters::ParameterValues;
use crate::scalar::ln_f64;
use nalgebra::DMatrix;
use statrs::distribution::{ContinuousCDF, StudentsT};

/// Which intervals enter, and what is taken out beside the year effects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LongDifferenceChoices {
    /// Years of an interval.
    pub span: i32,
    /// Last year of the last interval.
    pub last: i32,
    /// Years from the end of an interval to that of the next: the span where intervals do not overlap.
    pub step: i32,
    /// Whether each country has a constant of its own.
    pub country_constants: bool,
}

impl Default for LongDifferenceChoices {
    /// Those of the check: five years, not overlapping, to 2019, without constants by country.
    fn default() -> Self {
        Self { span: 5, last: 2019, step: 5, country_constants: false }
    }
}

/// The pooled regression.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LongDifferences {
    /// In the order of the drivers.
    pub coefficients: Vec<Coefficient>,
    /// 95% intervals, clustered, Student's t with one degree of freedom less than groups.
    pub intervals: Vec<(f64, f64)>,
    /// Intervals of all groups.
    pub observations: usize,
    /// Groups that have an interval.
    pub groups: usize,
    /// Ends of intervals: the year effects.
    pub ends: Vec<i32>,
}

/// The difference of one interval.
struct Row {
    group: usize,
    end: i32,
    /// Outcome, then drivers.
    values: Vec<f64>,
}

/// The regression of long differences of the outcome on those of the drivers.
///
/// # Errors
/// [`EstimationError`] where it does not exist.
pub fn long_differences(
    groups: &[AdjustmentGroup],
    choices: LongDifferenceChoices,
) -> Result<LongDifferences, EstimationError> {
    let mut rows = Vec::new();
    for group in groups {
        if let Some(driver) = group.drivers.iter().find(|driver| driver.len() != group.outcome.len()) {
            let what = format!("years of a driver of {}", group.name);
            return Err(EstimationError::Shape { what, found: driver.len(), expected: group.outcome.len() });
        }
    }
    for (i, group) in groups.iter().enumerate() {
        let (mut end, span) = (choices.last, choices.span);
        while end - span >= group.first_year {
            let at = |year: i32| (year - group.first_year) as usize;
            if at(end) < group.outcome.len() {
                let series = std::iter::once(&group.outcome).chain(&group.drivers);
                let values = series.map(|x| x[at(end)] - x[at(end - span)]).collect();
                rows.push(Row { group: i, end, values });
            }
            end -= choices.step;
        }
    }
    let mut ends: Vec<i32> = rows.iter().map(|row| row.end).collect();
    ends.sort_unstable();
    ends.dedup();
    let mut present: Vec<usize> = rows.iter().map(|row| row.group).collect();
    present.dedup();
    let drivers = groups.first().map_or(0, |group| group.drivers.len());
    // Constants by country: all but the first, beside a full set of year effects.
    let constants = if choices.country_constants { present.len().saturating_sub(1) } else { 0 };
    let x = DMatrix::from_fn(rows.len(), drivers + ends.len() + constants, |r, c| {
        let row = &rows[r];
        if c < drivers {
            row.values[1 + c]
        } else if c < drivers + ends.len() {
            f64::from(u8::from(row.end == ends[c - drivers]))
        } else {
            f64::from(u8::from(row.group == present[1 + c - drivers - ends.len()]))
        }
    });
    let y = DMatrix::from_fn(rows.len(), 1, |r, _| rows[r].values[0]);
    let fit = regress(&x, &y)?;
    let (n, k, g) = (rows.len() as f64, x.ncols() as f64, present.len() as f64);
    let variance = fit.residuals.norm_squared() / (n - k);
    let mut meat = DMatrix::zeros(x.ncols(), x.ncols());
    for group in &present {
        let mut score = DMatrix::zeros(x.ncols(), 1);
        for (r, _) in rows.iter().enumerate().filter(|(_, row)| row.group == *group) {
            score += x.row(r).transpose() * fit.residuals[(r, 0)];
        }
        meat += &score * score.transpose();
    }
    let clustered = &fit.inverse * meat * &fit.inverse * (g / (g - 1.0) * (n - 1.0) / (n - k));
    let coefficients: Vec<Coefficient> = (0..drivers)
        .map(|j| Coefficient {
            estimate: fit.coefficients[(j, 0)],
            std_error: (variance * fit.inverse[(j, j)]).sqrt(),
            std_error_clustered: clustered[(j, j)].sqrt(),
        })
        .collect();
    let quantile = StudentsT::new(0.0, 1.0, g - 1.0).map_or(f64::NAN, |t| t.inverse_cdf(0.975));
    let interval = |c: &Coefficient| {
        let half = quantile * c.std_error_clustered;
        (c.estimate - half, c.estimate + half)
    };
    Ok(LongDifferences {
        intervals: coefficients.iter().map(interval).collect(),
        coefficients,
        observations: rows.len(),
        groups: present.len(),
        ends,
    })
}

/// Log TFP and log stocks of business and public R&D of the countries of the check, stocks at these parameters.
///
/// # Errors
/// [`EstimationError`] where a country has not the data.
pub fn productivity_and_knowledge(
    panel: &Panel,
    parameters: &ParameterValues<f64>,
) -> Result<Vec<AdjustmentGroup>, EstimationError> {
    let group = |country: &&str| {
        let economy = panel.economy(country)?;
        let KnowledgeLogs { first_year, business, public } = KnowledgeLogs::of(economy, parameters)?;
        let tfp = economy.series(SeriesName::Tfp)?;
        // Years that have both: a stock stands a year beyond the last R&D.
        let both = |t: &usize| tfp.at(first_year + *t as i32).map(|value| (*t, ln_f64(value)));
        let known: Vec<(usize, f64)> = (0..business.len()).filter_map(|t| both(&t)).collect();
        let skipped = known.first().map_or(0, |(t, _)| *t);
        let of = |stock: &[f64]| known.iter().map(|(t, _)| stock[*t]).collect();
        Ok(AdjustmentGroup {
            name: economy.country.clone(),
            first_year: first_year + skipped as i32,
            outcome: known.iter().map(|(_, tfp)| *tfp).collect(),
            drivers: vec![of(&business), of(&public)],
        })
    };
    GUELLEC_POTTELSBERGHE_COUNTRIES.iter().map(group).collect()
}

#[cfg(test)]
#[allow(clippy::panic, reason = "helpers of tests")]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    fn group(name: &str, first_year: i32, years: usize, truth: [f64; 2], drift: f64) -> AdjustmentGroup {
        let seed = name.len() as f64;
        let wave =
            |k: f64| (0..years).map(|t| (seed + k * t as f64).sin() + 0.02 * seed * t as f64).collect();
        let drivers: Vec<Vec<f64>> = vec![wave(0.7), wave(1.1)];
        let common = |t: usize| (0.3 * (f64::from(first_year) + t as f64)).cos();
        let outcome = (0..years)
            .map(|t| common(t) + drift * t as f64 + truth[0] * drivers[0][t] + truth[1] * drivers[1][t])
            .collect();
        AdjustmentGroup { name: name.to_owned(), first_year, outcome, drivers }
    }

    #[test]
    fn the_elasticities_that_made_the_panel_come_back_with_what_is_common_in_the_years() {
        let truth = [0.06, -0.02];
        let panel = |drift: f64| {
            [
                ("A", 1990, 30, 0.0),
                ("BB", 1994, 26, drift),
                ("CCC", 1990, 30, -drift),
                ("DDDD", 1990, 28, drift),
            ]
            .map(|(name, first, years, own)| group(name, first, years, truth, own))
        };
        let choices = LongDifferenceChoices::default();
        let found = long_differences(&panel(0.0), choices).unwrap();
        for (coefficient, expected) in found.coefficients.iter().zip(truth) {
            assert_relative_eq!(coefficient.estimate, expected, max_relative = 1e-9);
        }
        // One group enters in 1994, with its first interval to 1999 as the others; one ends in 2017.
        assert_eq!(found.ends, [1999, 2004, 2009, 2014, 2019]);
        assert_eq!((found.groups, found.observations), (4, 5 + 5 + 5 + 4));
        // Trends of their own are in constants by country, and bias what has none.
        let own = LongDifferenceChoices { country_constants: true, ..choices };
        let within = long_differences(&panel(0.03), own).unwrap();
        assert_relative_eq!(within.coefficients[0].estimate, truth[0], max_relative = 1e-8);
        let without = long_differences(&panel(0.03), choices).unwrap();
        assert!((without.coefficients[0].estimate - truth[0]).abs() > 1e-3);
        let overlapping = LongDifferenceChoices { step: 1, ..choices };
        assert!(long_differences(&panel(0.0), overlapping).unwrap().observations > 4 * found.observations);
    }

    #[test]
    fn drivers_of_another_length_are_refused() {
        let mut odd = group("A", 1990, 30, [0.1, 0.1], 0.0);
        odd.drivers[1].pop();
        let found = long_differences(&[odd], LongDifferenceChoices::default());
        assert!(matches!(found, Err(EstimationError::Shape { .. })));
    }

    /// The check of `docs/calibration.md`.
    #[cfg(feature = "panel")]
    #[test]
    fn the_check_of_the_business_elasticity_has_the_outcome_of_the_documentation() {
        use crate::parameters::{ParameterId as P, ParameterSet, Shape};
        let panel = Panel::embedded().unwrap();
        let groups = productivity_and_knowledge(&panel, &ParameterSet::default().centres()).unwrap();
        let check = LongDifferenceChoices::default();
        let without_ireland: Vec<_> = groups.iter().filter(|group| group.name != "IRL").cloned().collect();
        // By another program: tests/reference/long_differences.py.
        for (groups, choices, sample, business, public) in [
            (&groups, check, (16, 112), (0.1153044298, 0.0620717327), (-0.1545363330, 0.0854237011)),
            (&without_ireland, check, (15, 105), (0.0459370103, 0.0342760125), (-0.0920789109, 0.0743814506)),
            (
                &groups,
                LongDifferenceChoices { country_constants: true, ..check },
                (16, 112),
                (0.0734042201, 0.0478898859),
                (-0.1728035601, 0.1348870951),
            ),
            (
                &groups,
                LongDifferenceChoices { step: 1, ..check },
                (16, 526),
                (0.1329731792, 0.0586165474),
                (-0.1600660502, 0.0775977299),
            ),
        ] {
            let found = long_differences(groups, choices).unwrap();
            assert_eq!((found.groups, found.observations), sample);
            for (coefficient, (estimate, error)) in found.coefficients.iter().zip([business, public]) {
                assert_relative_eq!(coefficient.estimate, estimate, epsilon = 1e-9);
                assert_relative_eq!(coefficient.std_error_clustered, error, epsilon = 1e-9);
            }
        }
        let (low, high) = long_differences(&groups, check).unwrap().intervals[0];
        assert_relative_eq!(low, 0.1153044298 - 2.1314495456 * 0.0620717327, epsilon = 1e-8);
        // The rule: .06 where the estimate is below .05 and the interval leaves out .08. Neither holds.
        assert!(low < 0.08 && 0.08 < high);
        let Shape::SplitNormal { centre, .. } = P::OutputElasticityBusiness.row().prior.shape else {
            panic!()
        };
        assert_eq!(centre, 0.08);
    }
}
