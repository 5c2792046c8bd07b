//! The parameters of a run: distribution, unit, evidence and source, and what they say of GDP before any data.

use super::text_table::{band, number, table, wrapped};
use crate::parameters::{Origin, ParameterId, ParameterSet};
use crate::statistics::Statistics;

/// What the priors alone say of GDP in a standard scenario.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PriorPredictive {
    /// Name of the scenario.
    pub scenario: String,
    /// Deviation of GDP from the baseline, percent, by year.
    pub years: Vec<(i32, Statistics)>,
}

impl PriorPredictive {
    /// Of a scenario.
    #[must_use]
    pub fn new(scenario: impl Into<String>, years: Vec<(i32, Statistics)>) -> Self {
        Self { scenario: scenario.into(), years }
    }
}

/// The table of parameters with their 5, 50 and 95% points after truncation, and the prior predictive.
#[must_use]
pub fn parameters_text(parameters: &ParameterSet, predictive: &[PriorPredictive]) -> String {
    let mut rows = vec![["", "", "5%", "50%", "95%", "bounds"].map(str::to_owned).to_vec()];
    for id in ParameterId::all() {
        let distribution = parameters.distribution(id);
        let mark = if parameters.origin(id) == Origin::Default { "" } else { " *" };
        let points = if distribution.is_unset() {
            ["", "not given", ""].map(str::to_owned)
        } else if distribution.is_fixed() {
            [String::new(), short(distribution.centre()), String::new()]
        } else {
            points(parameters, id).map(short)
        };
        let bounds = if distribution.is_fixed() {
            String::new()
        } else {
            format!("{} to {}", short(distribution.lower), short(distribution.upper))
        };
        let [low, centre, high] = points;
        let grade = id.row().evidence.grade().to_string();
        rows.push(vec![format!("{}{mark}", id.name()), grade, low, centre, high, bounds]);
    }
    let mut text = wrapped(
        "Parameters: 5, 50 and 95% points after truncation; evidence A direct, B published, C convention, D assumption; \
         * set by a file, a scenario or --set",
        "",
    );
    text.push_str(&table(&rows));
    text.push_str("\nUnits and sources\n");
    for id in ParameterId::all() {
        let row = id.row();
        text.push_str(&wrapped(
            &format!("  {} ({}): {}; {}", row.name, row.symbol, row.unit, row.source),
            "    ",
        ));
    }
    for prior in predictive {
        text.push('\n');
        text.push_str(&wrapped(
            &format!("What the parameters alone say: GDP, percent from the baseline, \"{}\"", prior.scenario),
            "",
        ));
        let mut rows = vec![["", "mean", "median", "60% band", "90% band"].map(str::to_owned).to_vec()];
        for (year, s) in &prior.years {
            rows.push(vec![
                year.to_string(),
                number(s.mean),
                number(s.p50),
                band(s.p20, s.p80),
                band(s.p05, s.p95),
            ]);
        }
        text.push_str(&table(&rows));
    }
    text
}

/// The 5, 50 and 95% points after truncation.
pub(crate) fn points(parameters: &ParameterSet, id: ParameterId) -> [f64; 3] {
    // 5 and 95% points of the standard normal.
    let z95 = 1.644_853_626_951_472_7;
    [-z95, 0.0, z95].map(|z| parameters.distribution(id).quantile(z))
}

/// Three significant decimals, without trailing zeros.
pub(super) fn short(value: f64) -> String {
    if !value.is_finite() {
        return if value > 0.0 { "inf".to_owned() } else { "-inf".to_owned() };
    }
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
