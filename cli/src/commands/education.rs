//! `kennis education`: the catalogue of interventions in education.

use super::actions::today;
use crate::arguments::{EducationArguments, Format};
use crate::failure::Failure;
use crate::inputs;
use crate::output;
use crate::request::reproduced_command;
use kennis::Economy;
use kennis::data::InputRole;
use kennis::formats::{
    InputError, InputProblem, csv_with_inputs, education_csv, education_document, embedded_education,
    read_education,
};
use kennis::model::catalogue::Catalogue;
use kennis::model::intervention::Intervention;
use kennis::report::{education_text, with_inputs};
use kennis::scenario::Problem;
use std::path::Path;

/// Prints the catalogue, or the rows that a text leads to.
pub(crate) fn execute(asked: &EducationArguments) -> Result<(), Failure> {
    let catalogue = catalogue(asked.catalogue.as_deref())?;
    let shown = shown(&catalogue, asked.find.as_deref())?;
    let (command, inputs) = (reproduced_command(), catalogue.input.iter().cloned().collect::<Vec<_>>());
    match asked.format.format {
        Format::Text => output::print(&with_inputs(education_text(&catalogue, &shown, &command), &inputs)),
        Format::Json => {
            let economy = Economy::netherlands().map_err(Failure::computation)?;
            let price_base = economy.price_base().map_err(Failure::computation)?;
            let document = education_document(&catalogue, &shown, &economy.vintage, price_base, &command);
            output::print(&(document.to_json() + "\n"))
        }
        Format::Csv => output::print(&csv_with_inputs(education_csv(&shown), &inputs)),
    }
}

/// The catalogue of `--catalogue`, or the one that is built in.
fn catalogue(path: Option<&Path>) -> Result<Catalogue, InputError> {
    let Some(path) = path else { return embedded_education().cloned() };
    let bytes = inputs::read(InputRole::Education, path)?;
    read_education(&bytes, &path.display().to_string(), Some(today()))
}

/// The rows whose name, title, stage or country has the text.
fn shown<'c>(catalogue: &'c Catalogue, text: Option<&str>) -> Result<Vec<&'c Intervention>, Failure> {
    let Some(text) = text else { return Ok(catalogue.interventions.iter().collect()) };
    let asked = text.to_lowercase();
    let leads_to = |row: &&Intervention| {
        [&row.name, &row.title, &row.country, row.stage.name()]
            .iter()
            .any(|field| field.to_lowercase().contains(&asked))
    };
    let found: Vec<&Intervention> = catalogue.interventions.iter().filter(leads_to).collect();
    if found.is_empty() {
        let expected = "a part of a name, a title, a stage or a country (kennis education lists them)";
        let problem = Problem::new("--find", format!("{text:?}"), expected);
        return Err(InputProblem::new("", problem.with_nearest(text, catalogue.names())).into());
    }
    Ok(found)
}
