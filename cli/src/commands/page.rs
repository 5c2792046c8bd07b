//! `kennis page`: one page of a scenario with what all commands say of it, or of several scenarios beside each other.

use super::{actions, cba, compare, compare_scenarios, run};
use crate::arguments::PageArguments;
use crate::failure::Failure;
use crate::html;
use crate::request::Asked;
use kennis::Experiment;
use kennis::report::{Section, cost_benefit_sections, scenarios_sections};
use std::path::{Path, PathBuf};

/// Makes the page and writes it.
pub(crate) fn execute(arguments: &PageArguments) -> Result<(), Failure> {
    let (scenarios, options) = (&arguments.scenarios, arguments.request());
    compare_scenarios::check_arguments(scenarios, &options)?;
    let paths: Vec<&Path> = scenarios.iter().map(PathBuf::as_path).collect();
    let all = Asked::all(&paths, &options, None, &[])?;
    let page = arguments.html.html.as_deref();
    html::check(page)?;
    let Some(asked) = all.first() else { return Ok(()) };
    let command = &asked.request.command;
    let mut sections = if all.len() == 1 { alone(asked)? } else { beside(scenarios, &all)? };
    let analysis = cba::analyse_for_page(scenarios, &all)?;
    sections.extend(cost_benefit_sections(&analysis, command));
    if all.len() == 1 {
        sections.extend(actions::attributed_sections(asked)?);
    }
    let appraised = analysis.comparison.scenarios.iter();
    let experiments: Vec<&Experiment> = appraised.map(|one| &one.experiment).collect();
    html::write_sections(page, &experiments, command, || sections)
}

/// The run, and the structures side by side.
fn alone(asked: &Asked) -> Result<Vec<Section>, Failure> {
    let mut sections = run::Told::draw(asked)?.sections(asked);
    sections.extend(compare::drawn_sections(asked)?);
    Ok(sections)
}

/// The scenarios and their differences.
fn beside(scenarios: &[PathBuf], all: &[Asked]) -> Result<Vec<Section>, Failure> {
    let comparison = compare_scenarios::draw(scenarios, all)?;
    let Some(asked) = all.first() else { return Ok(Vec::new()) };
    Ok(scenarios_sections(&comparison, &asked.request.command, &asked.years))
}
