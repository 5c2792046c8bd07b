//! The document `kennis.data/1`: the series of a country.

use super::header::InputRecord;
use super::human_capital::HumanCapitalRecord;
use super::record::record;
use super::values::{Numbers, OrReason};
use crate::data::{DataError, Economy, PublishedFigure, Series};
use crate::parameters::ParameterSet;

record! {
    /// The series of a country. Keys are only added within a version.
    pub struct DataDocument {
        /// Schema of the document, with its version.
        pub schema: &'static str,
        /// Version of kennis.
        pub version: &'static str,
        /// The newest vintage of the series.
        pub data_vintage: String,
        /// Identifies the default parameters.
        pub parameters_hash: String,
        /// The last year with nominal GDP.
        pub price_base: OrReason<i32>,
        /// The command that gives the same bytes again.
        pub command: String,
        /// What a reader should know.
        pub warnings: Vec<String>,
        /// The user's table; empty where there is none.
        pub inputs: Vec<InputRecord>,
        /// Country, ISO 3166 alpha-3.
        pub country: String,
        /// Unit of money.
        pub currency_unit: String,
        /// The series.
        pub series: Vec<SeriesRecord>,
        /// What a baseline needs and that is not observed; empty where one can be made.
        pub missing: Vec<MissingSeries>,
        /// Mean years of schooling, observed and projected; left out where the tables have nothing of the country.
        pub human_capital: Option<HumanCapitalRecord>,
        /// What was published of the country beside the series, by vintage.
        pub published_figures: Vec<PublishedFigureRecord>,
    }
}

record! {
    /// A figure as it was published.
    pub struct PublishedFigureRecord {
        /// What it is of.
        pub what: &'static str,
        /// The year that it is about.
        pub year: i32,
        /// The figure.
        pub value: f64,
        /// Its unit.
        pub unit: String,
        /// Who published it, and where it was read.
        pub source: String,
        /// When, as far as that is known.
        pub vintage: String,
        /// How firm it is.
        #[cfg_attr(test, schemars(extend("enum" = ["published", "provisional", "revised_provisional", "projected", "rounded", "quoted", "recovered"])))]
        pub status: &'static str,
    }
}

record! {
    /// A series with its source.
    pub struct SeriesRecord {
        /// Name.
        pub name: &'static str,
        /// Unit.
        pub unit: String,
        /// Where it is published.
        pub source: String,
        /// Its vintage.
        pub vintage: String,
        /// Its licence.
        pub licence: String,
        /// How it was made from what is published.
        pub note: String,
        /// The years with an observation.
        pub years: Vec<i32>,
        /// One for each of the years.
        pub values: Numbers,
        /// Years between the first and the last observation that have none.
        pub gaps: Vec<i32>,
        /// Years in which the survey of R&D has a break.
        pub breaks: Vec<i32>,
        /// What the publisher says of values, such as provisional or estimated; empty where nothing is said.
        pub status: Vec<ValueStatus>,
    }
}

record! {
    /// The status of a value.
    pub struct ValueStatus {
        /// The year.
        pub year: i32,
        /// The letters of the publisher: b break, e estimated, p provisional and others.
        pub flags: String,
    }
}

record! {
    /// A series that a baseline needs.
    pub struct MissingSeries {
        /// Name.
        pub series: &'static str,
        /// The years without.
        pub years: String,
    }
}

/// The document of an economy's data. `command` is the command that reproduces it.
#[must_use]
pub fn data_document(economy: &Economy, command: &str) -> DataDocument {
    DataDocument {
        schema: "kennis.data/1",
        version: env!("CARGO_PKG_VERSION"),
        data_vintage: economy.vintage.clone(),
        parameters_hash: ParameterSet::default().hash(),
        price_base: OrReason::new(economy.price_base().ok(), "there is no nominal GDP"),
        command: command.to_owned(),
        warnings: economy.remarks.clone(),
        inputs: InputRecord::all(economy.input.as_slice()),
        country: economy.country.clone(),
        currency_unit: economy.currency_unit.clone(),
        series: economy.all_series().iter().map(|series| SeriesRecord::new(economy, series)).collect(),
        missing: economy.lacks().iter().filter_map(MissingSeries::new).collect(),
        human_capital: HumanCapitalRecord::new(&economy.country),
        published_figures: PublishedFigure::embedded()
            .unwrap_or_default()
            .into_iter()
            .filter(|figure| figure.country == economy.country)
            .map(PublishedFigureRecord::new)
            .collect(),
    }
}

impl SeriesRecord {
    fn new(economy: &Economy, series: &Series) -> Self {
        let observed = series.observed().into_iter().flat_map(|years| years.iter());
        let (years, values): (Vec<i32>, Vec<f64>) =
            observed.filter_map(|year| Some((year, series.at(year)?))).unzip();
        Self {
            name: series.name.name(),
            unit: series.unit.clone(),
            source: series.source.clone(),
            vintage: series.vintage.clone(),
            licence: series.licence.clone(),
            note: series.note.clone(),
            years,
            values: values.into_iter().collect(),
            gaps: series.gaps(),
            breaks: economy.breaks(series.name),
            status: series
                .status
                .iter()
                .map(|(year, flags)| ValueStatus { year: *year, flags: flags.clone() })
                .collect(),
        }
    }
}

impl PublishedFigureRecord {
    fn new(figure: PublishedFigure) -> Self {
        Self {
            what: figure.what.name(),
            year: figure.year,
            value: figure.value,
            unit: figure.unit,
            source: figure.source,
            vintage: figure.vintage,
            status: figure.status.name(),
        }
    }
}

impl MissingSeries {
    fn new(error: &DataError) -> Option<Self> {
        let DataError::Missing { series, years } = error else { return None };
        Some(Self { series: series.name(), years: years.clone() })
    }
}
