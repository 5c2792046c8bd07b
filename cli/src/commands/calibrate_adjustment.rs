//! `kennis calibrate --structure error_correction --method panel`: the estimate that its runs draw from.

use super::calibrate::Request;
use crate::arguments::{Format, Options};
use crate::failure::Failure;
use crate::inputs::inputs;
use crate::output;
use crate::request::reproduced_command;
use crate::results;
use kennis::calibrate::ObservationChoices;
use kennis::data::{LATEST_PRICE_BASE, Panel};
use kennis::econometrics::{EstimationError, ProductivityAdjustment};
use kennis::formats::documents::InputRecord;
use kennis::formats::{adjustment_csv, adjustment_document};
use kennis::report::{adjustment_text, with_inputs};

/// Estimates and prints.
pub(super) fn execute(request: &Request, options: &Options) -> Result<(), Failure> {
    let choices = ObservationChoices::default();
    if request.choices != choices || options.chart.is_some() {
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
        adjustment_document(&found, parameters, vintage, LATEST_PRICE_BASE, options.seed, &command);
    document.header.inputs = InputRecord::all(&inputs);
    let (json, csv) = (document.to_json() + "\n", adjustment_csv(&found));
    if let Some(folder) = &options.out {
        let files = [
            ("calibrate.txt", text.clone()),
            ("calibrate.json", json.clone()),
            ("calibrate.csv", csv.clone()),
        ];
        results::write(folder, &command, &files)?;
    }
    match options.format {
        Format::Text => output::print(&text),
        Format::Json => output::print(&json),
        Format::Csv => output::print(&csv),
    }
}

fn failure(error: EstimationError) -> Failure {
    Failure::computation(error)
}
