//! Many countries: each fitted alone, and all of them pooled.

mod country;
mod hierarchy;
mod panel;
mod panel_fit;
mod pooled_parameter;

pub use country::CountryFit;
pub(super) use country::CountryPosterior;
pub(super) use hierarchy::{Hierarchy, Normal, not_normal};
pub use panel::{Countries, PanelSettings};
pub use panel_fit::PanelFit;
pub use pooled_parameter::PooledParameter;
