//! One scenario under several sets of beliefs as SVG: a panel each with the median and the bands of a variable, on one
//! vertical axis. Figures stand in `data-` attributes.

use super::compare_chart::{COLUMNS, Panel, Panels, in_rows};
use super::inputs_text::input_notes;
use super::run_chart::deviation;
use super::svg::{Font, shortened};
use crate::ensemble::{Belief, Beliefs, Kind, NoResult};
use crate::simulate::Variable;

/// Width that fits above a panel.
const TITLE: f64 = 210.0;

/// The chart of a scenario under several sets of beliefs, as an SVG document. `command` is the command that reproduces it.
///
/// # Errors
/// [`NoResult`] where the variable was not kept.
pub fn beliefs_chart(beliefs: &Beliefs, variable: Variable, command: &str) -> Result<String, NoResult> {
    Ok(belief_panels(beliefs, variable, command)?.to_svg())
}

/// The sets of beliefs.
pub(super) fn belief_panels(
    beliefs: &Beliefs,
    variable: Variable,
    command: &str,
) -> Result<Panels, NoResult> {
    let panel = |one: &Belief| {
        let years = one.ensemble.statistics(variable, Kind::Deviation)?;
        let title = shortened(&one.name, Font::NAME, TITLE);
        Ok(Panel { title, weight: None, note: None, years, own_axis: false })
    };
    let panels = beliefs.each.iter().map(panel).collect::<Result<Vec<_>, NoResult>>()?;
    let first = beliefs.each.first().map(|one| &one.experiment);
    let (country, vintage) = first.map_or(("", ""), |e| (&e.baseline.country, &e.baseline.vintage));
    let settings = &beliefs.settings;
    let draws = match settings.draws {
        0 => "check run at the centres of the parameters".to_owned(),
        draws => format!("{draws} draws, seed {}", settings.seed),
    };
    let notes = [
        "Line: median. Inner band: the middle 60% of the draws; outer band: 90%. Dashes: the baseline. Scenario, data, structures \
         and draws are the same in every panel, and so is the vertical axis: what differs is what is believed of the parameters."
            .to_owned(),
        format!("kennis {}, data {vintage}. Again: {command}", env!("CARGO_PKG_VERSION")),
    ];
    Ok(Panels {
        title: first.map_or_else(String::new, |experiment| experiment.scenario.name.clone()),
        subtitle: format!("{country}, {}, by set of beliefs; {draws}", deviation(variable)),
        notes: notes.into_iter().chain(input_notes(&beliefs.inputs())).collect(),
        places: in_rows(panels.len(), COLUMNS),
        panels,
    })
}
