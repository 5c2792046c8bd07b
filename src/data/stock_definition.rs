//! How R&D is divided over the stocks of business and of the public sector.

use crate::names::named;

named! {
    /// How total R&D is divided over the two stocks.
    StockDefinition {
        /// Total less higher education, and higher education.
        HigherEducationApart = "higher_education_apart",
        /// Business, and the rest.
        AsPublished = "as_published",
    }
}

/// The definition that every run uses: business R&D as published, and the rest.
pub const STOCKS_OF_A_RUN: StockDefinition = StockDefinition::AsPublished;
