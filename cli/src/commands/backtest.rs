//! `kennis backtest`: forecasts at every past year with what was known then.

use super::calibrate::failure;
use crate::arguments::{Format, Options};
use crate::economy::observed;
use crate::failure::Failure;
use crate::output;
use crate::request::{parameters, reproduced_command, years};
use crate::results;
use kennis::backtest_text;
use kennis::calibrate::{BacktestSettings, backtest};
use kennis::formats::{InputError, backtest_document};

/// Runs the backtest and prints its scores.
pub(crate) fn execute(origins: Option<&str>, horizon: u8, options: &Options) -> Result<(), Failure> {
    let mut error = InputError::default();
    let parameters = parameters(options, &mut error);
    let origins = origins.and_then(|text| error.collect(years("--origins", text)));
    error.check()?;
    if let Some(folder) = &options.out {
        results::prepare(folder)?;
    }
    let economy = observed(options)?;
    let mut settings = BacktestSettings::default();
    settings.origins = origins;
    settings.horizon = usize::from(horizon);
    settings.forecast.seed = options.seed;
    settings.forecast.priors.parameters = parameters;
    let hash = settings.forecast.priors.parameters.hash();
    let result = backtest(&economy, &settings).map_err(failure)?;
    let command = reproduced_command(std::env::args_os().map(|a| a.to_string_lossy().into_owned()));
    let price_base = economy.price_base().map_err(Failure::computation)?;
    let text = backtest_text(&result, &command);
    let json = backtest_document(&result, hash, &economy.vintage, price_base, options.seed, &command)
        .to_json()
        + "\n";
    if let Some(folder) = &options.out {
        let files = [("backtest.txt", text.clone()), ("backtest.json", json.clone())];
        results::write(folder, &command, &files)?;
    }
    match options.format {
        Format::Text => output::print(&text),
        Format::Json => output::print(&json),
        Format::Csv => Err(Failure::NotYet("--format csv of this command".to_owned())),
    }
}
