//! What is wrong with a distribution.

use thiserror::Error;

/// What is wrong with a distribution.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum DistributionError {
    /// A number that must be finite is not.
    #[error("{field} is {value}, expected a finite number")]
    NotFinite {
        /// Key of the number.
        field: &'static str,
        /// The number.
        value: f64,
    },
    /// A number that must be positive is not.
    #[error("{field} is {value}, expected more than zero")]
    NotPositive {
        /// Key of the number.
        field: &'static str,
        /// The number.
        value: f64,
    },
    /// Points that must rise do not.
    #[error("{field} is {value}, expected {expected}")]
    Order {
        /// Key of the number.
        field: &'static str,
        /// The number.
        value: f64,
        /// What it has to be.
        expected: &'static str,
    },
    /// The bounds leave no mass.
    #[error("the bounds {lower} to {upper} leave out all of the distribution")]
    Empty {
        /// Lower bound.
        lower: f64,
        /// Upper bound.
        upper: f64,
    },
}
