//! `kennis backtest`: forecasts at every past year with what was known then.

use super::calibrate::{failure, structure};
use crate::arguments::{BacktestArguments, Format};
use crate::economy::observed;
use crate::failure::Failure;
use crate::inputs::inputs;
use crate::output;
use crate::request::{parameters, reproduced_command, years};
use crate::results::{self, Outputs};
use kennis::StructureName;
use kennis::calibrate::{
    BacktestSettings, CalibrationError, Countries, PanelSettings, Placebo, backtest, placebo,
};
use kennis::formats::documents::InputRecord;
use kennis::formats::{InputError, backtest_csv, backtest_document, csv_with_inputs};
use kennis::report::{backtest_text, with_inputs};

/// The files of `--out`.
const FILES: [(&str, Format); 3] =
    [("backtest.txt", Format::Text), ("backtest.json", Format::Json), ("backtest.csv", Format::Csv)];

/// Runs the backtest and prints its scores.
pub(crate) fn execute(asked: &BacktestArguments) -> Result<(), Failure> {
    let mut error = InputError::default();
    let parameters = parameters(&asked.parameters, &mut error);
    let origins = asked.origins.as_deref().and_then(|text| error.collect(years("--origins", text)));
    let structure = asked.structure.as_deref().and_then(|name| structure(name, &mut error));
    error.check()?;
    let economy = observed(&asked.data, asked.quiet.quiet)?;
    let out = asked.out.out.as_deref();
    Outputs::new(out, &FILES).prepare()?;
    let mut settings = BacktestSettings::default();
    settings.origins = origins;
    settings.horizon = usize::from(asked.horizon);
    settings.forecast.seed = asked.seed;
    settings.forecast.priors.parameters = parameters;
    let hash = settings.forecast.priors.parameters.hash();
    let result = backtest(&economy, &settings).map_err(failure)?;
    let command = reproduced_command();
    let price_base = economy.price_base().map_err(Failure::computation)?;
    let placebo = if asked.placebo {
        let structure = structure.unwrap_or(StructureName::KnowledgeCapital);
        Some(across_countries(structure, &settings).map_err(failure)?)
    } else {
        None
    };
    let inputs = inputs(Some(&economy), &settings.forecast.priors.parameters);
    let text = with_inputs(backtest_text(&result, placebo.as_ref(), &command), &inputs);
    let (placebo, vintage) = (placebo.as_ref(), &economy.vintage);
    let mut document = backtest_document(&result, placebo, hash, vintage, price_base, asked.seed, &command);
    document.header.inputs = InputRecord::all(&inputs);
    let json = document.to_json() + "\n";
    let csv = csv_with_inputs(backtest_csv(&result, placebo), &inputs);
    let made = |format| match format {
        Format::Text => text.clone(),
        Format::Json => json.clone(),
        Format::Csv => csv.clone(),
    };
    if let Some(folder) = out {
        results::write(folder, &command, &inputs, &FILES.map(|(name, format)| (name, made(format))))?;
    }
    output::print(&made(asked.format.format))
}

/// The placebo: every country with what all others say.
fn across_countries(
    structure: StructureName,
    settings: &BacktestSettings,
) -> Result<Placebo, CalibrationError> {
    let countries = Countries::embedded()?;
    let mut panel = PanelSettings::new(structure);
    panel.priors = settings.forecast.priors.clone();
    panel.search = settings.forecast.search.clone();
    placebo(&countries.economies, &panel, settings.origins, settings.horizon, settings.forecast.seed)
}
