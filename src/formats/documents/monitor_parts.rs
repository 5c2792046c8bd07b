//! The parts of the document `kennis.monitor/1`.

use super::record::{Member, record};
use super::statistics::{StatisticsRecord, YearlyStatistics};
use super::values::{ByName, InPlace, Numbers, OrReason};
use crate::data::Series;
use crate::monitor::{
    Changes, CountryRatio, Graduates, KeyFigure, Missing, MoneyNeeded, Outlook, Part, People, PublishedRatio,
    RatioChange,
};
use crate::statistics::Estimate;
use serde::ser::SerializeMap;
use serde_json::Value;

const TOO_SHORT: &str = "the past of R&D over GDP is too short";
const NO_SPAN: &str = "no two observations are so many years apart";
const NOT_OBSERVED: &str = "not observed in that year";
const NOT_REACHED: &str = "no amount that was looked at has this probability";

record! {
    /// R&D over GDP of the last observation as it was published.
    pub struct PublishedRatioRecord {
        /// Who published it.
        pub source: String,
        /// When, as far as that is known.
        pub vintage: String,
        /// How firm it is.
        pub status: String,
        /// R&D as a share of GDP.
        pub value: f64,
        /// Whether it is the one that the model rests on.
        pub used: bool,
    }
}

impl PublishedRatioRecord {
    pub(super) fn new(one: &PublishedRatio) -> Self {
        Self {
            source: one.source.clone(),
            vintage: one.vintage.clone(),
            status: one.status.clone(),
            value: one.ratio,
            used: one.is_used,
        }
    }
}

record! {
    /// R&D over GDP from the last observation on, with policy and with the error that projections of it have.
    pub struct ProjectionRecord {
        /// The years.
        pub years: Vec<i32>,
        /// By year.
        #[cfg_attr(test, schemars(flatten))]
        pub statistics: InPlace<YearlyStatistics>,
        /// In the year of the target without that error: what draws of the model differ by.
        pub without_error: StatisticsRecord,
        /// Standard deviation of the error of the first year; that of year h is so much times the root of h.
        pub error_of_a_year: OrReason<f64>,
        /// Yearly changes of the past that it is the root mean square of.
        pub error_changes: u64,
        /// Share of the past changes over the years to the target that such a 90% band held.
        pub held_in_the_past: OrReason<f64>,
    }
}

impl ProjectionRecord {
    pub(super) fn new(outlook: &Outlook) -> Self {
        let error = outlook.ratio_error.as_ref();
        Self {
            years: outlook.rd_intensity.years().iter().collect(),
            statistics: InPlace(YearlyStatistics::new(outlook.rd_intensity.iter())),
            without_error: StatisticsRecord::new(&outlook.without_error),
            error_of_a_year: OrReason::new(error.map(|error| error.of_a_year), TOO_SHORT),
            error_changes: error.map_or(0, |error| error.changes),
            held_in_the_past: OrReason::new(error.and_then(|error| error.held), NO_SPAN),
        }
    }
}

record! {
    /// What lacks to the target in its year.
    pub struct GapRecord {
        /// Share of GDP.
        pub gdp_share: StatisticsRecord,
        /// Billion a year, in prices of the price base: the mean share of the GDP of the baseline.
        pub bn_eur: f64,
        /// GDP of the baseline in that year, billion.
        pub gdp: f64,
    }
}

impl GapRecord {
    pub(super) fn new(outlook: &Outlook) -> Self {
        Self {
            gdp_share: StatisticsRecord::new(&outlook.gap),
            bn_eur: outlook.key_figures.get(KeyFigure::GapMoney),
            gdp: outlook.gdp,
        }
    }
}

record! {
    /// A figure with its Monte Carlo standard error.
    pub struct EstimateRecord {
        /// The figure.
        pub value: f64,
        /// Its error.
        pub mc_error: f64,
    }
}

impl EstimateRecord {
    pub(super) fn new(one: Estimate) -> Self {
        Self { value: one.value, mc_error: one.mc_error }
    }
}

record! {
    /// A change of R&D over GDP and its two parts, shares of GDP, which add up to it.
    pub struct RatioChangeRecord {
        /// First year.
        pub from: i32,
        /// Last year.
        pub to: i32,
        /// The change.
        pub change: f64,
        /// What R&D did to it.
        pub numerator: f64,
        /// What GDP did to it.
        pub denominator: f64,
    }
}

impl RatioChangeRecord {
    pub(super) fn new(one: &RatioChange) -> Self {
        let RatioChange { from, to, change, numerator, denominator } = *one;
        Self { from, to, change, numerator, denominator }
    }
}

record! {
    /// A part of R&D, by who performs it or who pays for it.
    pub struct PartRecord {
        /// The series.
        pub name: &'static str,
        /// The year.
        pub year: i32,
        /// Share of GDP.
        pub gdp_share: f64,
        /// Share of all R&D.
        pub rd_share: f64,
        /// Billion at current prices.
        pub bn_eur: OrReason<f64>,
        /// Share of GDP ten years before.
        pub ten_years_before: OrReason<f64>,
    }
}

impl PartRecord {
    pub(super) fn new(one: &Part) -> Self {
        Self {
            name: one.series.name(),
            year: one.year,
            gdp_share: one.gdp_share,
            rd_share: one.rd_share,
            bn_eur: OrReason::new(one.money, NOT_OBSERVED),
            ten_years_before: OrReason::new(one.ten_years_before, NOT_OBSERVED),
        }
    }
}

record! {
    /// The probability of the target against public money of one instrument, the same amount every year.
    pub struct MoneyNeededRecord {
        /// The instrument.
        pub instrument: &'static str,
        /// First year of the money.
        pub from: i32,
        /// Billion a year.
        pub bn_eur: Numbers,
        /// The probability of the target with it.
        pub probability: Numbers,
        /// Monte Carlo errors of the probabilities.
        pub mc_error: Numbers,
        /// Probabilities that are asked for, and the money that has them.
        pub needed: Vec<NeededRecord>,
    }
}

record! {
    /// A probability and the money that has it.
    pub struct NeededRecord {
        /// The probability.
        pub probability: f64,
        /// Billion a year.
        pub bn_eur: OrReason<f64>,
    }
}

impl MoneyNeededRecord {
    pub(super) fn new(one: &MoneyNeeded) -> Self {
        let needed = one.needed.iter().map(|(probability, amount)| NeededRecord {
            probability: *probability,
            bn_eur: OrReason::new(*amount, NOT_REACHED),
        });
        Self {
            instrument: one.instrument.name(),
            from: one.from,
            bn_eur: one.curve.iter().map(|(amount, _)| *amount).collect(),
            probability: one.curve.iter().map(|(_, estimate)| estimate.value).collect(),
            mc_error: one.curve.iter().map(|(_, estimate)| estimate.mc_error).collect(),
            needed: needed.collect(),
        }
    }
}

record! {
    /// What policy adds to a variable, against the baseline.
    pub struct EffectByYear {
        /// Unit of the deviation.
        pub deviation_unit: &'static str,
        /// By year, those of the projection.
        #[cfg_attr(test, schemars(flatten))]
        pub statistics: InPlace<YearlyStatistics>,
    }
}

impl EffectByYear {
    pub(super) fn all(outlook: &Outlook) -> ByName<Self> {
        let effects = outlook.effects.iter().map(|(variable, by_year)| {
            let statistics = InPlace(YearlyStatistics::new(by_year.iter()));
            (variable.name(), Self { deviation_unit: variable.deviation_unit(), statistics })
        });
        effects.collect()
    }
}

record! {
    /// Researchers, or all people in R&D.
    pub struct PeopleRecord {
        /// The series.
        pub name: &'static str,
        /// The year.
        pub year: i32,
        /// Full-time equivalents.
        pub number: f64,
        /// For each thousand who are employed.
        pub per_thousand_employed: OrReason<f64>,
        /// The number ten years before.
        pub ten_years_before: OrReason<f64>,
    }
}

impl PeopleRecord {
    pub(super) fn new(one: &People) -> Self {
        Self {
            name: one.series.name(),
            year: one.year,
            number: one.number,
            per_thousand_employed: OrReason::new(one.per_thousand_employed, NOT_OBSERVED),
            ten_years_before: OrReason::new(one.ten_years_before, NOT_OBSERVED),
        }
    }
}

record! {
    /// The young with tertiary education.
    pub struct GraduatesRecord {
        /// The year.
        pub year: i32,
        /// Their ages.
        pub ages: String,
        /// The share of them with tertiary education, begun or completed.
        pub share: f64,
        /// The share ten years before.
        pub ten_years_before: OrReason<f64>,
        /// Source.
        pub source: String,
    }
}

impl GraduatesRecord {
    pub(super) fn new(one: &Graduates) -> Self {
        Self {
            year: one.year,
            ages: format!("{}-{}", one.ages.0, one.ages.1),
            share: one.share,
            ten_years_before: OrReason::new(one.ten_years_before, NOT_OBSERVED),
            source: one.source.clone(),
        }
    }
}

record! {
    /// A country in its last observed year.
    pub struct CountryRatioRecord {
        /// Country, ISO 3166 alpha-3.
        pub country: String,
        /// The year.
        pub year: i32,
        /// R&D as a share of GDP.
        pub gdp_share: f64,
        /// The ratio ten years before.
        pub ten_years_before: OrReason<f64>,
        /// R&D performed by business as a share of GDP.
        pub business: OrReason<f64>,
        /// Researchers for each thousand who are employed.
        pub researchers_per_thousand_employed: OrReason<f64>,
        /// Member of the European Union.
        pub eu: bool,
        /// Member of the OECD.
        pub oecd: bool,
    }
}

impl CountryRatioRecord {
    pub(super) fn new(one: &CountryRatio) -> Self {
        Self {
            country: one.country.clone(),
            year: one.year,
            gdp_share: one.ratio,
            ten_years_before: OrReason::new(one.ten_years_before, NOT_OBSERVED),
            business: OrReason::new(one.business, NOT_OBSERVED),
            researchers_per_thousand_employed: OrReason::new(one.researchers, NOT_OBSERVED),
            eu: one.in_eu,
            oecd: one.in_oecd,
        }
    }
}

record! {
    /// What changed since a former monitor.
    pub struct ChangesRecord {
        /// Version of the program of then.
        pub version: String,
        /// Vintage of the data of then.
        pub data_vintage: String,
        /// Whether draws or seed of then were others: the errors of both are in model.
        pub drawn_otherwise: bool,
        /// By figure.
        pub figures: Vec<FigureChangeRecord>,
    }
}

record! {
    /// The change of a figure.
    pub struct FigureChangeRecord {
        /// The figure.
        pub figure: &'static str,
        /// Its unit.
        pub unit: String,
        /// What it was.
        pub then: f64,
        /// What it is.
        pub now: f64,
        /// By cause: they add up to the change.
        pub by_cause: ByName<f64>,
    }
}

impl ChangesRecord {
    pub(super) fn new(changes: &Changes, currency: &str) -> Self {
        let figures = changes.figures.iter().map(|one| FigureChangeRecord {
            figure: one.figure.name(),
            unit: one.figure.unit(currency),
            then: one.then,
            now: one.now,
            by_cause: one.by_cause.iter().map(|(cause, change)| (cause.name(), *change)).collect(),
        });
        Self {
            version: changes.version.clone(),
            data_vintage: changes.data_vintage.clone(),
            drawn_otherwise: changes.drawn_otherwise,
            figures: figures.collect(),
        }
    }
}

record! {
    /// What the monitor lacks.
    pub struct MissingRecord {
        /// A series, or a part of the monitor.
        pub what: &'static str,
        /// Why.
        pub why: String,
    }
}

impl MissingRecord {
    pub(super) fn new(one: &Missing) -> Self {
        Self { what: one.what, why: one.why.clone() }
    }
}

record! {
    /// Where a series comes from.
    pub struct SourceRecord {
        /// The series.
        pub name: &'static str,
        /// Publisher and data set.
        pub source: String,
        /// Vintage.
        pub vintage: String,
        /// Licence.
        pub licence: String,
    }
}

impl SourceRecord {
    pub(super) fn new(series: &Series) -> Self {
        Self {
            name: series.name.name(),
            source: series.source.clone(),
            vintage: series.vintage.clone(),
            licence: series.licence.clone(),
        }
    }
}

/// All that was asked, as a request (`kennis.request/1`): what a later monitor runs again.
#[derive(Clone, Debug, PartialEq)]
pub struct Basis(pub(super) Value);

impl Member for Basis {
    fn write<M: SerializeMap>(&self, key: &str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(key, &self.0)
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Basis {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Basis".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "object",
            "description": "All that was asked, as a request (kennis.request/1): what a later monitor runs again."
        })
    }
}
