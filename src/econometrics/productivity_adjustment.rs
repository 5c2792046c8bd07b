//! The estimate of error correction (E17) on the panel of countries, with what speaks for and against it.
//!
//! Log TFP (Penn World Table), log stocks of business and public knowledge by the perpetual inventory of the model at the
//! centres of its parameters. Constants and year effects are taken out: what countries have in common, the world's knowledge
//! among it, is in the year effects, so that the foreign stock has no coefficient here.

use super::adjustment_panel::{AdjustmentGroup, share_without_year_effects};
use super::group_residuals::{CrossSectionDependence, autocorrelations, cross_section_dependence};
use super::least_squares::EstimationError;
use super::matrix::inward;
use super::mean_group::{MeanGroup, leave_one_out, mean_group};
use super::panel_stocks::KnowledgeLogs;
use super::pooled_mean_group::{PooledMeanGroup, pooled_mean_group};
use crate::data::{Economy, Imports, OECD_16, Panel, SeriesName, Years};
use crate::model::{ImportWeights, PartnerRd};
use crate::parameters::{ParameterId as P, ParameterValues};
use crate::scalar::{ln_f64, to_twelve_decimals_f64};
use nalgebra::DVector;
use statrs::distribution::{ChiSquared, ContinuousCDF};

/// The OECD countries of Guellec and van Pottelsberghe 2001 (1980-98), as far as is known: the list was not read again.
pub const GUELLEC_POTTELSBERGHE_COUNTRIES: [&str; 16] = OECD_16;

/// The parameters of the estimate, in its order.
pub const ADJUSTMENT_PARAMETERS: [P; 5] = [
    P::ErrorCorrectionSpeed,
    P::ErrorCorrectionBusiness,
    P::ErrorCorrectionPublic,
    P::ErrorCorrectionShortRunBusiness,
    P::ErrorCorrectionShortRunPublic,
];

/// Least years of a country's regression, in the other samples.
const LEAST_YEARS: [usize; 2] = [30, 20];

/// A test of the estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct AdjustmentTest {
    /// Chi-squared where the null holds.
    pub statistic: f64,
    /// Degrees of freedom.
    pub degrees: usize,
    /// Probability of a larger statistic.
    pub p_value: f64,
}

/// The estimate of error correction, with what speaks for and against it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ProductivityAdjustment {
    /// The estimate, in the order of [`ADJUSTMENT_PARAMETERS`].
    pub mean_group: MeanGroup,
    /// Its standard errors by leaving out one country at a time.
    pub leave_one_out: Vec<f64>,
    /// With one long run for all.
    pub pooled: PooledMeanGroup,
    /// Whether all have one long run: likelihood ratio.
    pub one_long_run: AdjustmentTest,
    /// Whether the two long runs differ (Hausman); none where their covariances do not allow it.
    pub hausman: Option<AdjustmentTest>,
    /// Dependence of residuals between countries.
    pub dependence: CrossSectionDependence,
    /// First-order autocorrelation of residuals by country, and two standard errors of it.
    pub autocorrelations: Vec<(f64, f64)>,
    /// Share of the variance of foreign stocks within countries that year effects leave.
    pub foreign_share_left: f64,
    /// The same estimate on all countries with at least so many years.
    pub other_samples: Vec<(usize, MeanGroup)>,
}

impl ProductivityAdjustment {
    /// The estimate on a panel, stocks at these parameters.
    ///
    /// # Errors
    /// [`EstimationError`] where a country has not the data, or an estimate does not exist.
    pub fn estimate(panel: &Panel, parameters: &ParameterValues<f64>) -> Result<Self, EstimationError> {
        let mut groups = Vec::new();
        for country in GUELLEC_POTTELSBERGHE_COUNTRIES {
            groups.push(knowledge_group(panel.economy(country)?, parameters)?);
        }
        let mean = mean_group(&groups)?;
        let drivers = groups[0].drivers.len();
        let pooled = pooled_mean_group(&groups, &mean.estimate[1..=drivers])?;
        let ratio = 2.0 * (mean.log_likelihood - pooled.log_likelihood);
        let all = || panel.economies().filter_map(|economy| knowledge_group(economy, parameters).ok());
        let mut other_samples = Vec::new();
        for least in LEAST_YEARS {
            // Two years are lost to changes.
            let long: Vec<AdjustmentGroup> = all().filter(|group| group.outcome.len() >= least + 2).collect();
            other_samples.push((least, mean_group(&long)?));
        }
        Ok(Self {
            leave_one_out: leave_one_out(&groups)?,
            one_long_run: test(ratio, drivers * (groups.len() - 1)),
            hausman: hausman(&mean, &pooled),
            dependence: cross_section_dependence(&mean.groups),
            autocorrelations: autocorrelations(&mean.groups),
            foreign_share_left: foreign_share_left(panel, &groups, parameters)?,
            other_samples,
            mean_group: mean,
            pooled,
        })
    }

    /// Correlation of the estimates, in their order.
    #[must_use]
    pub fn correlation(&self) -> Vec<Vec<f64>> {
        let (covariance, errors) = (&self.mean_group.covariance, self.mean_group.std_errors());
        let row =
            |i: usize| (0..errors.len()).map(|j| covariance[(i, j)] / (errors[i] * errors[j])).collect();
        (0..errors.len()).map(row).collect()
    }
}

/// TFP and stocks of a country, in logs, over the years that have both.
fn knowledge_group(
    economy: &Economy,
    parameters: &ParameterValues<f64>,
) -> Result<AdjustmentGroup, EstimationError> {
    let KnowledgeLogs { first_year: first, business, public } = KnowledgeLogs::of(economy, parameters)?;
    let mut drivers = vec![business, public];
    // The first stock is that of the year after the first R&D. The first regression is two years on: it needs TFP of the
    // year before it, and stocks of the two years before; TFP of the first year and stocks of the last are not used.
    let tfp = economy.series(SeriesName::Tfp)?;
    let first_year = first.max(economy.observed(SeriesName::Tfp)?.first - 1);
    let mut outcome = vec![0.0];
    outcome.extend((first_year + 1..).map_while(|year| tfp.at(year)).map(ln_f64));
    let skipped = ((first_year - first) as usize).min(drivers[0].len());
    outcome.truncate(drivers[0].len() - skipped + 1);
    for driver in &mut drivers {
        driver.drain(..skipped);
        driver.resize(outcome.len(), 0.0);
    }
    Ok(AdjustmentGroup { name: economy.country.clone(), first_year, outcome, drivers })
}

/// With Coe and Helpman's weights in frictionless trade.
fn foreign_share_left(
    panel: &Panel,
    groups: &[AdjustmentGroup],
    parameters: &ParameterValues<f64>,
) -> Result<f64, EstimationError> {
    let first = groups.iter().map(|group| group.first_year).min().unwrap_or_default();
    let last = groups.iter().map(|g| g.first_year + g.outcome.len() as i32 - 1).max().unwrap_or_default();
    let flows = Years::new(first - 1, last - 1);
    let (rd, imports) = (PartnerRd::from_panel(panel, flows), Imports::frictionless(panel, flows));
    let mut foreign = Vec::new();
    for group in groups {
        let depreciation = parameters[P::DepreciationForeign];
        let levels = rd.foreign_stock(&group.name, &imports, ImportWeights::CoeHelpman, depreciation)?;
        let from = (group.first_year - first) as usize;
        let logs = levels[from..from + group.outcome.len()].iter().map(|level| ln_f64(*level)).collect();
        foreign.push(AdjustmentGroup { drivers: vec![logs], ..group.clone() });
    }
    share_without_year_effects(&foreign)
}

fn hausman(mean: &MeanGroup, pooled: &PooledMeanGroup) -> Option<AdjustmentTest> {
    let k = pooled.long_run.len();
    let difference = DVector::from_fn(k, |i, _| mean.estimate[1 + i] - pooled.long_run[i]);
    let of_mean = inward(mean.covariance.view()).view((1, 1), (k, k)).into_owned();
    let inverse = (of_mean - inward(pooled.covariance.view())).cholesky()?.inverse();
    Some(test((difference.transpose() * inverse * &difference)[(0, 0)], k))
}

fn test(statistic: f64, degrees: usize) -> AdjustmentTest {
    let p_value =
        ChiSquared::new(degrees as f64).map_or(f64::NAN, |chi| to_twelve_decimals_f64(chi.sf(statistic)));
    AdjustmentTest { statistic, degrees, p_value }
}

#[cfg(all(test, feature = "panel"))]
#[allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]
mod tests {
    use super::*;
    use crate::parameters::{Dependence, ParameterSet, Shape};
    use approx::assert_relative_eq;

    fn estimate() -> ProductivityAdjustment {
        let panel = Panel::embedded().unwrap();
        ProductivityAdjustment::estimate(&panel, &ParameterSet::default().centres()).unwrap()
    }

    #[test]
    fn the_priors_are_the_estimate_on_the_panel() {
        // The table holds what another program (numpy, its own regressions) found on the same data.
        let found = estimate();
        let errors = found.mean_group.std_errors();
        let rows = ADJUSTMENT_PARAMETERS.iter().zip(found.mean_group.estimate.iter().zip(&errors));
        let again: Vec<String> = rows.clone().map(|(_, (e, s))| format!("{e:.10}, {s:.10}")).collect();
        for (id, (estimate, error)) in rows {
            let Shape::Normal { mean, sd } = id.row().prior.shape else { panic!("{}", id.name()) };
            assert!((mean - estimate).abs() < 1e-9 && (sd - error).abs() < 1e-9, "{again:#?}");
        }
        let correlation = found.correlation();
        let place = |id| ADJUSTMENT_PARAMETERS.iter().position(|known| *known == id);
        let mut pairs = 0;
        for stored in Dependence::default().correlations() {
            if let (Some(i), Some(j)) = (place(stored.between.0), place(stored.between.1)) {
                assert!((stored.value - correlation[i][j]).abs() < 1e-9, "{correlation:#?}");
                pairs += 1;
            }
        }
        assert_eq!(pairs, 10);
    }

    #[test]
    fn the_sample_and_its_tests_are_those_of_the_documentation() {
        let found = estimate();
        assert_eq!((found.mean_group.groups.len(), found.mean_group.observations), (16, 574));
        assert!(found.mean_group.groups.iter().all(|group| (1984..=1986).contains(&group.first_year)));
        // The long run is not one for all, by far; and the foreign stock is in the year effects.
        assert!(found.one_long_run.degrees == 30 && found.one_long_run.p_value < 1e-6);
        assert!(found.foreign_share_left < 0.01, "{}", found.foreign_share_left);
        // By another program, as the estimate itself.
        assert_relative_eq!(found.pooled.speed, 0.15920859, epsilon = 1e-7);
        assert_relative_eq!(found.pooled.long_run[0], 0.06501278, epsilon = 1e-7);
        assert_relative_eq!(found.pooled.long_run[1], -0.03149918, epsilon = 1e-7);
        let of = |sample: usize| &found.other_samples[sample].1;
        let names: Vec<&str> = of(1).groups.iter().map(|group| group.name.as_str()).collect();
        assert_eq!((of(0).groups.len(), names.len()), (19, 37), "{names:?}");
        assert_relative_eq!(of(1).estimate[2], -0.1256681060, epsilon = 1e-9);
    }
}
