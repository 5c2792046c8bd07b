//! The documents of `kennis parameters` and `kennis instruments`.

use super::header::Header;
use super::record::record;
use super::statistics::YearlyStatistics;
use super::values::{InPlace, OrReason};
use crate::model::Instrument;
use crate::parameters::{Origin, ParameterId, ParameterSet};
use crate::report::{PriorPredictive, points};

record! {
    /// Result of `kennis parameters`: every parameter, and what they say of GDP before any data.
    pub struct ParametersDocument {
        /// What every document starts with.
        #[cfg_attr(test, schemars(flatten))]
        pub header: InPlace<Header>,
        /// The parameters, in the order of the table.
        pub parameters: Vec<ParameterRecord>,
        /// What the parameters alone say of GDP in the standard scenarios.
        pub prior_predictive: Vec<PriorPredictiveRecord>,
    }
}

record! {
    /// One parameter: what the table says, and its distribution in this set.
    pub struct ParameterRecord {
        /// Name.
        pub name: &'static str,
        /// Symbol in the equations.
        pub symbol: &'static str,
        /// Unit.
        pub unit: &'static str,
        /// Its distribution, in words.
        pub distribution: String,
        /// The 5% point.
        pub p05: OrReason<f64>,
        /// The median.
        pub p50: OrReason<f64>,
        /// The 95% point.
        pub p95: OrReason<f64>,
        /// Lower bound.
        pub lower: OrReason<f64>,
        /// Upper bound.
        pub upper: OrReason<f64>,
        /// Layer of uncertainty.
        pub layer: &'static str,
        /// What it rests on.
        pub evidence: &'static str,
        /// How good that is, as a letter.
        pub evidence_grade: String,
        /// Where it comes from.
        pub source: &'static str,
        /// Where it was set.
        pub origin: &'static str,
        /// Whether it differs from the table.
        pub differs: bool,
    }
}

record! {
    /// GDP in a scenario, from the parameters alone.
    pub struct PriorPredictiveRecord {
        /// Name of the scenario.
        pub scenario: String,
        /// The variable.
        pub variable: &'static str,
        /// Unit of the deviation.
        pub deviation_unit: &'static str,
        /// The years of every list.
        pub years: Vec<i32>,
        /// Deviation from the baseline.
        pub deviation: YearlyStatistics,
    }
}

record! {
    /// Result of `kennis instruments`.
    pub struct InstrumentsDocument {
        /// What every document starts with.
        #[cfg_attr(test, schemars(flatten))]
        pub header: InPlace<Header>,
        /// The instruments.
        pub instruments: Vec<InstrumentRecord>,
    }
}

record! {
    /// One instrument.
    pub struct InstrumentRecord {
        /// Name.
        pub name: &'static str,
        /// Units that its amount can have.
        pub units: Vec<&'static str>,
        /// Where its money goes.
        pub money: &'static str,
        /// How firms respond.
        pub response: &'static str,
        /// The parameters that belong to it.
        pub parameters: Vec<ParameterRecord>,
        /// Schemes, and words in use, that are this instrument.
        pub aliases: Vec<&'static str>,
    }
}

impl ParameterRecord {
    fn new(id: ParameterId, parameters: &ParameterSet) -> Self {
        let row = id.row();
        let distribution = parameters.distribution(id);
        let [p05, p50, p95] = points(parameters, id).map(|value| match distribution.is_unset() {
            true => OrReason::Reason("a scenario that uses it must give it"),
            false => value.into(),
        });
        let bound = |value: f64| OrReason::new(Some(value).filter(|v| v.is_finite()), "no bound");
        Self {
            name: row.name,
            symbol: row.symbol,
            unit: row.unit,
            distribution: parameters.described(id),
            p05,
            p50,
            p95,
            lower: bound(distribution.lower),
            upper: bound(distribution.upper),
            layer: row.layer.name(),
            evidence: row.evidence.name(),
            evidence_grade: row.evidence.grade().to_string(),
            source: row.source,
            origin: parameters.origin(id).name(),
            differs: *distribution != row.prior || parameters.origin(id) == Origin::Posterior,
        }
    }
}

impl PriorPredictiveRecord {
    fn new(prior: &PriorPredictive) -> Self {
        Self {
            scenario: prior.scenario.clone(),
            variable: "gdp",
            deviation_unit: "percent",
            years: prior.years.iter().map(|(year, _)| *year).collect(),
            deviation: YearlyStatistics::new(prior.years.iter().map(|(_, statistics)| statistics)),
        }
    }
}

/// The document of the parameters, with what they say of GDP before any data.
#[must_use]
pub fn parameters_document(
    parameters: &ParameterSet,
    predictive: &[PriorPredictive],
    vintage: &str,
    price_base: i32,
    command: &str,
) -> ParametersDocument {
    let header = Header::of_parameters("kennis.parameters/1", parameters, vintage, price_base, command);
    ParametersDocument {
        header: InPlace(header),
        parameters: ParameterId::all().map(|id| ParameterRecord::new(id, parameters)).collect(),
        prior_predictive: predictive.iter().map(PriorPredictiveRecord::new).collect(),
    }
}

/// The document of the instruments that are given.
#[must_use]
pub fn instruments_document(
    instruments: &[Instrument],
    parameters: &ParameterSet,
    vintage: &str,
    price_base: i32,
    command: &str,
) -> InstrumentsDocument {
    let header = Header::of_parameters("kennis.instruments/1", parameters, vintage, price_base, command);
    let record = |instrument: &Instrument| {
        let row = instrument.row();
        InstrumentRecord {
            name: instrument.name(),
            units: instrument.units().iter().map(|unit| unit.name()).collect(),
            money: row.money,
            response: row.response,
            parameters: row.parameters.iter().map(|id| ParameterRecord::new(*id, parameters)).collect(),
            aliases: row.aliases.to_vec(),
        }
    };
    InstrumentsDocument { header: InPlace(header), instruments: instruments.iter().map(record).collect() }
}
