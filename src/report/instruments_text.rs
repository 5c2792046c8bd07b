//! The instruments of policy: where their money goes, what answers it, and how good the evidence is.

use super::text_table::wrapped;
use crate::model::Instrument;
use crate::parameters::ParameterSet;

/// The instruments that are given, with the distributions of `parameters`.
#[must_use]
pub fn instruments_text(instruments: &[Instrument], parameters: &ParameterSet) -> String {
    let mut text = wrapped(
        "Instruments: money, response and evidence (A direct, B published, C convention, D assumption)",
        "",
    );
    text.push('\n');
    for instrument in instruments {
        let row = instrument.row();
        let units: Vec<&str> = instrument.units().iter().map(|unit| unit.name()).collect();
        text.push_str(&format!("{instrument} ({})\n", units.join(", ")));
        text.push_str(&wrapped(&format!("  money: {}", row.money), "    "));
        text.push_str(&wrapped(&format!("  response: {}", row.response), "    "));
        text.push_str(&wrapped(&format!("  known as: {}", row.aliases.join(", ")), "    "));
        for id in row.parameters {
            let line = format!(
                "  {} {} = {}; {}",
                id.row().evidence.grade(),
                id.name(),
                parameters.distribution(*id),
                id.row().source
            );
            text.push_str(&wrapped(&line, "    "));
        }
        text.push('\n');
    }
    text
}
