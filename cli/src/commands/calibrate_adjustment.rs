//! `kennis calibrate --structure error_correction --method panel`: the estimate that its runs draw from.

use super::calibrate::Request;
use crate::arguments::{CalibrateArguments, Format};
use crate::failure::Failure;
use crate::inputs::inputs;
use crate::output;
use crate::request::reproduced_command;
use crate::results;
use kennis::calibrate::ObservationChoices;
use kennis::data::{LATEST_PRICE_BASE, Panel};
use kennis::econometrics::{EstimationError, ProductivityAdjustment};
use kennis::formats::documents::InputRecord;
use kennis::formats::{adjustment_csv, adjustment_document, csv_with_inputs};
use kennis::report::{adjustment_text, with_inputs};

/// Estimates and prints.
pub(super) fn execute(request: &Request, asked: &CalibrateArguments) -> Result<(), Failure> {
    let choices = ObservationChoices::default();
    if request.choices != choices || asked.chart.chart.is_some() {
        return Err(Failure::Refused(
            "--years, --stocks, --breaks and --chart are those of a likelihood, and --structure error_correction --method panel \
             is a regression on a sample of its own"
                .to_owned(),
        ));
    }
    let panel = Panel::embedded().map_err(|error| failure(error.into()))?;
    let found = ProductivityAdjustment::estimate(&panel, &request.parameters.centres()).map_err(failure)?;
    let command = reproduced_command();
    let vintage = panel.economies().map(|economy| economy.vintage.as_str()).max().unwrap_or_default();
    let inputs = inputs(None, &request.parameters);
    let text = with_inputs(adjustment_text(&found, &command), &inputs);
    let parameters = &request.parameters;
    let mut document =
        adjustment_document(&found, parameters, vintage, LATEST_PRICE_BASE, asked.seed, &command);
    document.header.inputs = InputRecord::all(&inputs);
    let (json, csv) = (document.to_json() + "\n", csv_with_inputs(adjustment_csv(&found), &inputs));
    if let Some(folder) = &asked.out.out {
        let files = [
            ("calibrate.txt", text.clone()),
            ("calibrate.json", json.clone()),
            ("calibrate.csv", csv.clone()),
        ];
        results::write(folder, &command, &inputs, &files)?;
    }
    match asked.format.format {
        Format::Text => output::print(&text),
        Format::Json => output::print(&json),
        Format::Csv => output::print(&csv),
    }
}

fn failure(error: EstimationError) -> Failure {
    Failure::computation(error)
}
