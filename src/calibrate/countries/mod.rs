//! Many countries: each fitted alone, and all of them pooled.

mod hierarchy;
mod panel;

pub(super) use hierarchy::{Hierarchy, Normal};
pub use panel::{Countries, CountryFit, PanelFit, PanelSettings, PooledParameter};
pub(super) use panel::{OneFit, not_normal};
