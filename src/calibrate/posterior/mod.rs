//! The whole posterior: its draws, and whether they can be trusted.

mod convergence;
#[cfg(feature = "posterior")]
#[allow(clippy::module_inception, reason = "the concept has the name of the folder")]
mod posterior;
#[cfg(feature = "posterior")]
mod posterior_file;
#[cfg(feature = "posterior")]
mod sampler;

pub use convergence::{Convergence, ess_mean};
#[cfg(feature = "posterior")]
pub use posterior::{Posterior, PosteriorSummary};
#[cfg(feature = "posterior")]
pub use posterior_file::{PosteriorSource, posterior_csv};
#[cfg(feature = "posterior")]
pub use sampler::SamplerSettings;
