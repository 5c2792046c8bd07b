//! Data: years, series with their unit, source, vintage and licence, and the economy they describe.
//!
//! Nothing is interpolated, filled or smoothed: a year without an observation is a gap, and a gap is reported.

mod attainment;
mod by_year;
mod completion;
mod country_group;
mod csv_text;
mod date;
mod economy;
mod error;
mod five_year_ages;
mod human_capital;
#[cfg(feature = "panel")]
mod import_weights;
mod imports;
mod input_file;
mod levels;
mod panel;
mod population;
mod published_figure;
mod series;
mod series_name;
mod stock_definition;
mod table;
mod working_ages;
mod years;

pub use attainment::{Attainment, AttainmentRow, LevelShares};
pub use by_year::{ByYear, NoYear};
pub use country_group::{CountryGroup, OECD_16};
#[cfg(feature = "formats")]
pub(crate) use csv_text::{CsvTable, Field};
pub use date::Date;
pub use economy::{Economy, LATEST_PRICE_BASE, RdVolumes};
pub use error::DataError;
pub use human_capital::{HUMAN_CAPITAL_HORIZON, HumanCapital, HumanCapitalYear, schooling_index};
#[cfg(feature = "panel")]
pub use import_weights::ImportWeight;
pub use imports::{Flow, Imports};
pub use input_file::{InputFile, InputRole};
pub(crate) use levels::DefaultLevels;
pub use panel::Panel;
pub use population::Population;
pub use published_figure::{FigureName, FigureStatus, PublishedFigure};
pub use series::Series;
pub use series_name::SeriesName;
pub use stock_definition::{STOCKS_OF_A_RUN, StockDefinition};
pub use working_ages::{EntryAge, WorkingAges};
pub use years::Years;
