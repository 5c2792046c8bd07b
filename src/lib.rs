//! kennis
#![allow(missing_docs)]
mod parameters;
mod scalar;
mod scenario;
pub use scalar::{Dual, Scalar};
pub use scenario::*;
pub use parameters::*;
