//! The yearly monitor of R&D: where a country stands, how likely it comes to the target, what that takes, what policy adds, and
//! what changed since the last time and why.
//!
//! A [`MonitorRequest`] asks, a [`Monitor`] answers. What is observed needs data alone; what is to come ([`Outlook`]) is the
//! projection of the model with the error that projections of the ratio had ([`RatioError`]); [`Changes`] split the
//! difference from a [`FormerMonitor`] by cause. Nothing here is written for one country but the table of the nine actions.

mod changes;
mod decomposition;
mod drawn_ratios;
mod error;
mod international;
mod key_figures;
mod money_needed;
#[allow(clippy::module_inception, reason = "the concept has the name of the folder")]
mod monitor;
mod outlook;
mod parts;
mod people;
mod published_ratio;
mod ratio_error;
mod request;

pub use changes::{Cause, Changes, FigureChange, FormerMonitor};
pub use decomposition::RatioChange;
pub use error::MonitorError;
pub use international::CountryRatio;
pub use key_figures::{KeyFigure, KeyFigures};
pub use money_needed::MoneyNeeded;
pub use monitor::{Missing, Monitor};
pub use outlook::Outlook;
pub use parts::Part;
pub use people::{Graduates, People};
pub use published_ratio::PublishedRatio;
pub use ratio_error::RatioError;
pub use request::{MonitorRequest, TARGET, TARGET_YEAR};
