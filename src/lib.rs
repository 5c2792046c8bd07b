//! kennis
#![allow(missing_docs)]
mod parameters;
mod scalar;
pub use scalar::{Dual, Scalar};
pub use parameters::*;
