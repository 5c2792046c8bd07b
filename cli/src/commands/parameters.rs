//! `kennis parameters`: the table of parameters, and what they alone say of GDP in the standard scenarios.

use crate::arguments::{Format, ParametersArguments, SampleOptions};
use crate::failure::Failure;
use crate::inputs::inputs;
use crate::output;
use crate::request::{check_choice, economy_and_context, reproduced_command, structure_choice};
use kennis::formats::documents::InputRecord;
use kennis::formats::{
    EXAMPLES, NamedFiles, csv_with_inputs, parameters_csv, parameters_document, read_scenario_with,
};
use kennis::report::{PriorPredictive, parameters_text, with_inputs};
use kennis::request::RunRequest;
use kennis::scenario::CheckContext;
use kennis::{Economy, Kind, StructureChoice, Variable};
use std::path::Path;

/// Standard scenarios whose GDP is shown.
const SCENARIOS: [&str; 3] = ["public_research_one_year", "public_research_permanent", "three_percent"];
/// The one whose money is in euro.
const IN_EURO: &str = "public_research_one_year";
/// Years that are shown.
const YEARS: [i32; 4] = [2030, 2035, 2045, 2060];

/// Prints them.
pub(crate) fn execute(asked: &ParametersArguments) -> Result<(), Failure> {
    let (economy, context) = economy_and_context(&asked.data, &asked.parameters, asked.quiet.quiet)?;
    let structure = asked.structure.structure.as_deref().map(structure_choice).transpose()?;
    let structure = structure.unwrap_or(StructureChoice::All);
    // A billion euro is something else in another economy.
    let shown = |name: &&&str| **name != IN_EURO || economy.country == "NLD";
    let predictive = SCENARIOS
        .iter()
        .filter(shown)
        .map(|name| predictive(name, &economy, &context, &structure, &asked.sample))
        .collect::<Result<Vec<_>, Failure>>()?;
    let inputs = inputs(Some(&economy), &context.parameters);
    match asked.format.format {
        Format::Text => {
            output::print(&with_inputs(parameters_text(&context.parameters, &predictive), &inputs))
        }
        Format::Json => {
            let command = reproduced_command();
            let price_base = economy.price_base().map_err(Failure::computation)?;
            let mut document =
                parameters_document(&context.parameters, &predictive, &economy.vintage, price_base, &command);
            document.header.inputs = InputRecord::all(&inputs);
            output::print(&(document.to_json() + "\n"))
        }
        Format::Csv => {
            let table = parameters_csv(&context.parameters, &predictive);
            output::print(&csv_with_inputs(table, &inputs))
        }
    }
}

fn predictive(
    name: &str,
    economy: &Economy,
    context: &CheckContext,
    structure: &StructureChoice,
    sample: &SampleOptions,
) -> Result<PriorPredictive, Failure> {
    let text = EXAMPLES.iter().find(|example| example.name == name).map_or("", |example| example.text);
    let scenario = read_scenario_with(text.as_bytes(), name, Path::new(""), NamedFiles::default(), |_| {
        Ok(context.clone())
    })?;
    let mut request = RunRequest::new(economy.clone(), scenario);
    request.structure = Some(structure.clone());
    check_choice(&request.final_scenario(), context)?;
    request.parameters.clone_from(&context.parameters);
    request.settings.draws = sample.draws;
    request.settings.seed = sample.seed;
    request.settings.threads = sample.threads.map(usize::from);
    request.settings.variables = vec![Variable::Gdp];
    request.settings.channels = false;
    let run = request.draw(&mut |_, _| ())?;
    let gdp = run.ensemble.statistics(Variable::Gdp, Kind::Deviation)?;
    let years = gdp.by_year().filter(|(year, _)| YEARS.contains(year));
    let shown = years.map(|(year, statistics)| (year, *statistics)).collect();
    Ok(PriorPredictive::new(request.scenario.name, shown))
}
