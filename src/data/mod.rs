//! Data: years, series with their unit, source, vintage and licence, and the economy they describe.
//!
//! Nothing is interpolated, filled or smoothed: a year without an observation is a gap, and a gap is reported.

mod completion;
mod csv_text;
mod economy;
mod imports;
mod levels;
mod panel;
mod series;
mod table;
mod years;

#[cfg(feature = "formats")]
pub(crate) use csv_text::{CsvTable, Field};
pub use economy::{Economy, LATEST_PRICE_BASE, RdVolumes};
pub use imports::{Flow, Imports};
pub(crate) use levels::DefaultLevels;
pub use panel::Panel;
pub use series::{Series, SeriesName};
pub use table::DataError;
pub use years::Years;
