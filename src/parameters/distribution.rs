//! Distributions as maps `theta = q(z)` of a standard normal `z`.
//!
//! Everything that draws, fits or decomposes works on `z`; the map carries truncation, renormalised and not
//! clipped (a clip would be a point mass with zero gradient).

use thiserror::Error;

/// The 95% point of the standard normal: low and high of a split normal are its 5 and 95% points.
const Z95: f64 = 1.644_853_626_951_472_7;

/// The shape of a distribution, before truncation.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Shape {
    /// Two half normals, half the mass on each side of `centre`; `low` and `high` are the 5 and 95% points.
    SplitNormal { low: f64, centre: f64, high: f64 },
    /// Normal.
    Normal { mean: f64, sd: f64 },
    /// Log-normal: `ln x` is normal with mean `ln median`.
    LogNormal { median: f64, sd_log: f64 },
    /// Uniform between `lower` and `upper`.
    Uniform { lower: f64, upper: f64 },
    /// Triangular.
    Triangular { lower: f64, mode: f64, upper: f64 },
    /// Beta, stretched to `lower` and `upper`.
    Beta { alpha: f64, beta: f64, lower: f64, upper: f64 },
    /// A constant.
    Fixed { value: f64 },
    /// No value: a scenario that uses the parameter must give one.
    Unset,
}

/// A shape with its truncation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Distribution {
    /// The shape before truncation.
    pub shape: Shape,
    /// Lower bound; minus infinity where there is none.
    pub lower: f64,
    /// Upper bound; infinity where there is none.
    pub upper: f64,
}

/// What is wrong with a distribution.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum DistributionError {
    /// A number that must be finite is not.
    #[error("{field} is {value}, expected a finite number")]
    NotFinite { field: &'static str, value: f64 },
    /// A number that must be positive is not.
    #[error("{field} is {value}, expected more than zero")]
    NotPositive { field: &'static str, value: f64 },
    /// Points that must rise do not.
    #[error("{field} is {value}, expected {expected}")]
    Order { field: &'static str, value: f64, expected: &'static str },
    /// The bounds leave no mass.
    #[error("the bounds {lower} to {upper} leave out all of the distribution")]
    Empty { lower: f64, upper: f64 },
}

impl Distribution {
    /// A constant.
    #[must_use]
    pub fn fixed(value: f64) -> Self {
        Self { shape: Shape::Fixed { value }, lower: f64::NEG_INFINITY, upper: f64::INFINITY }
    }

    /// Whether it has no value.
    #[must_use]
    pub fn is_unset(&self) -> bool {
        self.shape == Shape::Unset
    }

    /// Whether every draw is the same.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        matches!(self.shape, Shape::Fixed { .. } | Shape::Unset)
    }

    /// The median before truncation: what a check run uses. Zero where there is no value.
    #[must_use]
    pub fn centre(&self) -> f64 {
        match self.shape {
            Shape::SplitNormal { centre, .. } => centre,
            Shape::Normal { mean, .. } => mean,
            Shape::LogNormal { median, .. } => median,
            Shape::Fixed { value } => value,
            Shape::Unset => 0.0,
            _ => self.untruncated(0.0),
        }
    }
}
