//! `kennis calibrate --method panel`: fits every country, and pools them.

use super::calibrate::{FILES, Request, failure};
use crate::arguments::{CalibrateArguments, Format};
use crate::chart::write_chart;
use crate::failure::Failure;
use crate::inputs::inputs;
use crate::output;
use crate::request::reproduced_command;
use crate::results;
use kennis::calibrate::{Countries, PanelFit, PanelSettings};
use kennis::data::LATEST_PRICE_BASE;
use kennis::formats::documents::InputRecord;
use kennis::formats::{csv_with_inputs, panel_csv, panel_document};
use kennis::report::{DensityChart, input_notes, panel_text, with_inputs};

/// Fits, prints, and ends with 1 where a country has not converged.
pub(super) fn execute(request: Request, asked: &CalibrateArguments) -> Result<(), Failure> {
    let countries = Countries::embedded().map_err(failure)?;
    let mut settings = PanelSettings::new(request.structure);
    settings.choices = request.choices;
    settings.priors.parameters = request.parameters;
    settings.search.seed = asked.seed;
    let panel = PanelFit::new(&countries, &settings).map_err(failure)?;
    let command = reproduced_command();
    let hash = settings.priors.parameters.hash();
    let vintage =
        countries.economies.iter().map(|economy| economy.vintage.as_str()).max().unwrap_or_default();
    let inputs = inputs(None, &settings.priors.parameters);
    let text = with_inputs(panel_text(&panel, &command), &inputs);
    let mut document = panel_document(&panel, hash, vintage, LATEST_PRICE_BASE, asked.seed, &command);
    document.header.inputs = InputRecord::all(&inputs);
    let json = document.to_json() + "\n";
    let csv = csv_with_inputs(panel_csv(&panel), &inputs);
    let made = |format| match format {
        Format::Text => text.clone(),
        Format::Json => json.clone(),
        Format::Csv => csv.clone(),
    };
    if let Some(folder) = &asked.out.out {
        results::write(folder, &command, &inputs, &FILES.map(|(name, format)| (name, made(format))))?;
    }
    if let Some(path) = &asked.chart.chart {
        let title = format!("{}, {} countries", panel.structure, panel.countries.len());
        let subtitle = "What countries have in common: prior against posterior, density by parameter";
        let mut chart = DensityChart::new(&title, subtitle, panel.marginals(), &command);
        chart.notes.extend(input_notes(&inputs));
        write_chart(path, &chart.to_svg(), asked.quiet.quiet)?;
    }
    output::print(&made(asked.format.format))?;
    if panel.converged() { Ok(()) } else { Err(Failure::Shown("not converged in every country".to_owned())) }
}
