//! The document `kennis.data/1`: the series of a country.

use super::document::Object;
use crate::data::{DataError, Economy, Series};
use crate::parameters::ParameterSet;

/// The document of an economy's data. `command` is the command that reproduces it.
#[must_use]
pub fn data_document(economy: &Economy, command: &str) -> Object {
    let mut document = Object::document("kennis.data/1");
    document
        .text("version", env!("CARGO_PKG_VERSION"))
        .text("data_vintage", economy.vintage.clone())
        .text("parameters_hash", ParameterSet::default().hash());
    match economy.price_base() {
        Ok(year) => document.whole("price_base", year),
        Err(_) => document.null("price_base", "there is no nominal GDP"),
    };
    document
        .text("command", command)
        .texts("warnings", economy.remarks.clone())
        .text("country", economy.country.clone())
        .text("currency_unit", economy.currency_unit.clone())
        .objects("series", economy.all_series().iter().map(|one| series(economy, one)))
        .objects("missing", economy.lacks().iter().filter_map(missing));
    document
}

/// A series: `values` of `years`, which are those with an observation.
fn series(economy: &Economy, series: &Series) -> Object {
    let observed = series.observed().into_iter().flat_map(|years| years.iter());
    let (years, values): (Vec<i32>, Vec<f64>) =
        observed.filter_map(|year| Some((year, series.at(year)?))).unzip();
    let mut object = Object::new();
    object
        .text("name", series.name.name())
        .text("unit", series.unit.clone())
        .text("source", series.source.clone())
        .text("vintage", series.vintage.clone())
        .text("licence", series.licence.clone())
        .text("note", series.note.clone())
        .wholes("years", years)
        .numbers("values", values)
        .wholes("gaps", series.gaps())
        .wholes("breaks", economy.breaks(series.name));
    object
}

/// What a baseline needs and that is not observed.
fn missing(error: &DataError) -> Option<Object> {
    let DataError::Missing { series, years } = error else { return None };
    let mut object = Object::new();
    object.text("series", series.name()).text("years", years.clone());
    Some(object)
}
