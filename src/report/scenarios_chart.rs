//! Scenarios side by side as SVG: a panel each with the median and the bands of a variable, and then one for the difference of
//! every pair. All panels share one vertical axis. Figures stand in `data-` attributes.

use super::compare_chart::{COLUMNS, Panel, Panels};
use super::inputs_text::input_notes;
use super::run_chart::deviation;
use super::svg::{Font, shortened};
use crate::ensemble::{ComparedPair, Comparison, Kind, NoResult, StatisticsByYear};
use crate::simulate::Variable;
use crate::statistics::DrawnDistribution;

/// The chart of a comparison of scenarios, as an SVG document. `command` is the command that reproduces it.
///
/// # Errors
/// [`NoResult`] where the variable was not kept.
pub fn scenarios_chart(
    comparison: &Comparison,
    variable: Variable,
    command: &str,
) -> Result<String, NoResult> {
    Ok(scenario_panels(comparison, variable, command)?.to_svg())
}

/// The scenarios and the differences of every two.
pub(super) fn scenario_panels(
    comparison: &Comparison,
    variable: Variable,
    command: &str,
) -> Result<Panels, NoResult> {
    let (panels, scenarios) = panels(comparison, variable)?;
    let first_rows = scenarios.div_ceil(COLUMNS);
    let count = panels.len();
    // Differences stand behind the scenarios where one row holds all, else in rows of their own.
    let place = |i: usize| match (count > COLUMNS, i.checked_sub(scenarios)) {
        (true, Some(pair)) => (pair % COLUMNS, first_rows + pair / COLUMNS),
        _ => (i % COLUMNS, i / COLUMNS),
    };
    Ok(Panels {
        title: title(&comparison.names()),
        subtitle: subtitle(comparison, variable),
        notes: notes(comparison, command),
        panels,
        places: (0..count).map(place).collect(),
    })
}

/// The scenarios and the differences, and how many of the panels are scenarios.
fn panels(comparison: &Comparison, variable: Variable) -> Result<(Vec<Panel>, usize), NoResult> {
    let names = comparison.names();
    let scenario = |(place, name): (usize, &String)| {
        let years = comparison.scenarios[place].ensemble.statistics(variable, Kind::Deviation)?;
        let title = shortened(&format!("{}: {name}", place + 1), Font::NAME, TITLE);
        Ok(Panel { title, weight: None, note: None, years, own_axis: false })
    };
    let mut panels = names.iter().enumerate().map(scenario).collect::<Result<Vec<_>, NoResult>>()?;
    let scenarios = panels.len();
    let check_run = comparison.settings.draws == 0;
    for pair in &comparison.pairs {
        panels.push(difference(pair, variable, check_run)?);
    }
    Ok((panels, scenarios))
}

fn difference(pair: &ComparedPair, variable: Variable, check_run: bool) -> Result<Panel, NoResult> {
    let by_year = pair.difference.by_year(variable)?;
    let statistics = by_year.iter().map(DrawnDistribution::statistics).collect();
    let years = StatisticsByYear::new(pair.difference.years().first, statistics);
    let more = by_year.last().and_then(|d| d.probability_above(0.0)).filter(|_| !check_run);
    let note = more.map(|more| format!("more in {:.0}%", 100.0 * more.value));
    let title = format!("{} less {}", pair.second + 1, pair.first + 1);
    Ok(Panel { title, weight: None, note, years, own_axis: false })
}

/// Width that fits above a panel.
const TITLE: f64 = 210.0;

fn title(names: &[String]) -> String {
    let numbered: Vec<String> =
        names.iter().enumerate().map(|(place, name)| format!("{}: {name}", place + 1)).collect();
    numbered.join("; ")
}

fn subtitle(comparison: &Comparison, variable: Variable) -> String {
    let country = comparison.scenarios.first().map_or("", |one| &one.experiment.baseline.country);
    let settings = &comparison.settings;
    let draws = match settings.draws {
        0 => "check run at the centres of the parameters".to_owned(),
        1 => format!("draw {} alone, seed {}", settings.first_draw, settings.seed),
        draws => format!("{draws} draws, seed {}", settings.seed),
    };
    format!("{country}, {}, and the differences; {draws}", deviation(variable))
}

fn notes(comparison: &Comparison, command: &str) -> Vec<String> {
    let vintage = comparison.data_vintage();
    [
        "Line: median. Inner band: the middle 60% of the draws; outer band: 90%. Differences are taken draw by draw, under the \
         same parameters: their band is not the difference of the bands. All panels share one vertical axis."
            .to_owned(),
        format!("kennis {}, data {vintage}. Again: {command}", env!("CARGO_PKG_VERSION")),
    ]
    .into_iter()
    .chain(input_notes(&comparison.inputs()))
    .collect()
}
