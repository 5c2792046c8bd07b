//! The parameters of a run with their units, evidence and sources.

use crate::parameters::{ParameterId, ParameterSet};
use crate::report::page::{Cell, Section, Table};
use crate::report::parameters_text::points;

/// The section: a table of all parameters, folded.
pub(super) fn parameters_section(id: &str, parameters: &ParameterSet) -> Section {
    let caption =
        "5, 50 and 95% points after truncation; evidence A direct, B published, C convention, D assumption";
    let head = ["parameter", "5%", "50%", "95%", "unit", "evidence", "set by", "source"];
    let table = ParameterId::all().fold(Table::new(caption, head), |table, id| {
        let row = id.row();
        let [low, centre, high] = values(parameters, id);
        table.row([
            Cell::Fixed(row.name.to_owned()),
            low,
            centre,
            high,
            Cell::from(row.unit),
            Cell::from(row.evidence.grade().to_string()),
            Cell::from(parameters.origin(id).name()),
            Cell::from(row.source),
        ])
    });
    Section::new(id, "Parameters")
        .text("What is believed of every parameter, and who says so; not every structure uses all of them.")
        .folded("All parameters", table)
}

/// The points of the draws; of a constant its value alone.
fn values(parameters: &ParameterSet, id: ParameterId) -> [Cell; 3] {
    let distribution = parameters.distribution(id);
    if distribution.is_unset() {
        [Cell::Empty, Cell::from("not given"), Cell::Empty]
    } else if distribution.is_fixed() {
        [Cell::Empty, Cell::number(distribution.centre()), Cell::Empty]
    } else {
        points(parameters, id).map(Cell::number)
    }
}
