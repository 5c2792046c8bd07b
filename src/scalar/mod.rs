//! The number type of the model: one definition of every equation, evaluated with plain `f64`, with
//! dual numbers for exact derivatives, or with lanes of several draws.
//!
//! The equations only use what [`Scalar`] offers. Comparisons give a [`Scalar::Mask`] and choices are
//! made with [`Scalar::select`], so that the same code runs over lanes in which draws differ.

mod dual;
mod elementary;
mod lanes;
#[allow(clippy::module_inception, reason = "the concept has the name of the folder")]
mod scalar;
pub(crate) mod special;
mod widest_build;

pub use dual::Dual;
#[cfg(any(feature = "econometrics", feature = "calibrate"))]
pub(crate) use elementary::to_twelve_decimals_f64;
pub(crate) use elementary::{
    exp_between_limits, exp_f64, ln_between_limits, ln_f64, log10_f64, power_f64, whole_power_f64,
};
pub use lanes::{LANES, Lanes};
pub use scalar::Scalar;
pub(crate) use widest_build::widest_build;
