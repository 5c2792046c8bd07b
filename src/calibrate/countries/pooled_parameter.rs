//! A parameter that countries share: what they say of it together.

use super::hierarchy::{Normal, Pooled};
use crate::calibrate::likelihood::Coordinate;
use crate::calibrate::search::{IDENTIFIED, moments};

/// A parameter that countries share.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PooledParameter {
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: &'static str,
    /// Mean of the prior.
    pub prior_mean: f64,
    /// Standard deviation of the prior.
    pub prior_sd: f64,
    /// What countries have in common.
    pub mean: f64,
    /// Its standard deviation.
    pub sd: f64,
    /// Standard deviation between countries, in units of the parameter at the common mean.
    pub between: f64,
    /// Standard deviation between countries on the standard normal: 1 is as wide as the prior.
    pub between_z: f64,
    /// What is not known of that.
    pub between_z_sd: f64,
    /// Mean for a country of which nothing else is known.
    pub another_mean: f64,
    /// Its standard deviation.
    pub another_sd: f64,
}

impl PooledParameter {
    /// The parameter at position `j` of those that are pooled.
    pub(super) fn new(coordinate: &Coordinate, j: usize, pooled: &Pooled) -> Self {
        let of = |normal: &Normal| {
            moments(coordinate.map(), normal.mean[j], normal.covariance[(j, j)].max(0.0).sqrt())
        };
        let (mean, sd) = of(&pooled.common);
        let (another_mean, another_sd) = of(&pooled.another);
        let (between_z, between_z_sd) = pooled.spread[j];
        Self {
            name: coordinate.name.clone(),
            unit: coordinate.unit,
            prior_mean: coordinate.prior.mean(),
            prior_sd: coordinate.prior.sd(),
            mean,
            sd,
            between: moments(coordinate.map(), pooled.common.mean[j], between_z).1,
            between_z,
            between_z_sd,
            another_mean,
            another_sd,
        }
    }

    /// Whether the data identifies the common mean: its standard deviation is below [`IDENTIFIED`] of the prior's.
    #[must_use]
    pub fn identified(&self) -> bool {
        self.sd < IDENTIFIED * self.prior_sd
    }
}
