//! The statistics offices whose tables can be read.

use crate::names::named;

named! {
    /// A statistics office whose tables can be read.
    Office {
        /// Eurostat: TSV and SDMX-CSV.
        Eurostat = "eurostat",
        /// OECD: CSV of the Data Explorer, and of the older OECD.Stat.
        Oecd = "oecd",
        /// Statistics Netherlands: CSV of StatLine and of its open data.
        Cbs = "cbs",
    }
}
