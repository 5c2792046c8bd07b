//! `kennis parameters`: the table of parameters, and what they alone say of GDP in the standard scenarios.

use crate::arguments::{Format, Options};
use crate::failure::Failure;
use crate::output;
use crate::request::{check_choice, economy_and_context, reproduced_command, structure_choice};
use kennis::formats::{EXAMPLES, parameters_csv, parameters_document, read_scenario_with};
use kennis::{
    CheckContext, Economy, Ensemble, Experiment, Kind, PriorPredictive, Settings, StructureChoice, Variable,
    parameters_text,
};
use std::path::Path;

/// Standard scenarios whose GDP is shown.
const SCENARIOS: [&str; 3] = ["public_research_one_year", "public_research_permanent", "three_percent"];
/// The one whose money is in euro.
const IN_EURO: &str = "public_research_one_year";
/// Years that are shown.
const YEARS: [i32; 4] = [2030, 2035, 2045, 2060];

/// Prints them.
pub(crate) fn execute(options: &Options) -> Result<(), Failure> {
    let (economy, context) = economy_and_context(options)?;
    let structure = options.structure.as_deref().map(structure_choice).transpose()?;
    let structure = structure.unwrap_or(StructureChoice::Default);
    // A billion euro is something else in another economy.
    let shown = |name: &&&str| **name != IN_EURO || economy.country == "NLD";
    let predictive = SCENARIOS
        .iter()
        .filter(shown)
        .map(|name| predictive(name, &economy, &context, &structure, options))
        .collect::<Result<Vec<_>, Failure>>()?;
    match options.format {
        Format::Text => output::print(&parameters_text(&context.parameters, &predictive)),
        Format::Json => {
            let command = reproduced_command(std::env::args_os().map(|a| a.to_string_lossy().into_owned()));
            let price_base = economy.price_base().map_err(Failure::computation)?;
            let document =
                parameters_document(&context.parameters, &predictive, &economy.vintage, price_base, &command);
            output::print(&(document.to_json() + "\n"))
        }
        Format::Csv => output::print(&parameters_csv(&context.parameters, &predictive)),
    }
}

fn predictive(
    name: &str,
    economy: &Economy,
    context: &CheckContext,
    structure: &StructureChoice,
    options: &Options,
) -> Result<PriorPredictive, Failure> {
    let text = EXAMPLES.iter().find(|example| example.name == name).map_or("", |example| example.text);
    let mut scenario = read_scenario_with(text.as_bytes(), name, Path::new(""), |_| Ok(context.clone()))?;
    scenario.structure.clone_from(structure);
    check_choice(&scenario, context)?;
    let title = scenario.name.clone();
    let experiment = Experiment::new(economy, scenario, context.parameters.clone())?;
    let mut settings = Settings::default();
    settings.hold_draws = false;
    settings.draws = options.draws;
    settings.seed = options.seed;
    settings.threads = options.threads.map(usize::from);
    settings.variables = vec![Variable::Gdp];
    settings.channels = false;
    let ensemble = Ensemble::draw(&experiment, &settings).map_err(Failure::computation)?;
    let gdp = ensemble.statistics(Variable::Gdp, Kind::Deviation).unwrap_or_default();
    let years = experiment.baseline.years.iter().zip(gdp).filter(|(year, _)| YEARS.contains(year)).collect();
    Ok(PriorPredictive::new(title, years))
}
