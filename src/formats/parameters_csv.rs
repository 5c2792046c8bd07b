//! Parameters and instruments as long CSV.

use super::long_csv::LongCsv;
use crate::model::Instrument;
use crate::parameters::{ParameterId, ParameterSet};
use crate::report::{PriorPredictive, points};

/// The points of a parameter, after truncation, and its bounds.
fn parameter_rows(csv: &mut LongCsv, name: &str, id: ParameterId, parameters: &ParameterSet) {
    let distribution = parameters.distribution(id);
    let points = points(parameters, id).map(|value| (!distribution.is_unset()).then_some(value));
    for (statistic, value) in ["p05", "p50", "p95"].into_iter().zip(points) {
        csv.row((name, "prior", statistic), None, value, id.row().unit);
    }
    csv.row((name, "bound", "lower"), None, distribution.lower, id.row().unit);
    csv.row((name, "bound", "upper"), None, distribution.upper, id.row().unit);
}

/// The parameters as long CSV: points and bounds of each, and what they say of GDP before any data as
/// `gdp.SCENARIO`.
#[must_use]
pub fn parameters_csv(parameters: &ParameterSet, predictive: &[PriorPredictive]) -> String {
    let mut csv = LongCsv::new();
    for id in ParameterId::all() {
        parameter_rows(&mut csv, id.name(), id, parameters);
    }
    for prior in predictive {
        let years = prior.years.iter().map(|(year, statistics)| (*year, statistics));
        csv.statistics((&format!("gdp.{}", prior.scenario), "deviation"), years, "percent");
    }
    csv.into_text()
}

/// The instruments that are given as long CSV: the points and bounds of their parameters as `INSTRUMENT.PARAMETER`.
#[must_use]
pub fn instruments_csv(instruments: &[Instrument], parameters: &ParameterSet) -> String {
    let mut csv = LongCsv::new();
    for instrument in instruments {
        for id in instrument.row().parameters {
            parameter_rows(&mut csv, &format!("{instrument}.{}", id.name()), *id, parameters);
        }
    }
    csv.into_text()
}
