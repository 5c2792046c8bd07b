//! A run in words and tables: the answer with its band first, then what was simulated, bands by year, channels, returns,
//! and what it rests on.

use super::answer_text::{answer, breakthroughs};
use super::deviations_text::{bands, channels};
use super::inputs_text;
use super::reported_run::ReportedRun;
use super::simulated_text::simulated;
use super::text_table::{band, number, table, wrapped};
use crate::ensemble::{Ensemble, ReturnStatistics, Settings};
use crate::simulate::Experiment;

/// The text of a run. `command` is the command that reproduces it. `certain` is the same run without breakthroughs,
/// where they are on: the text compares its band. `years` are those that tables show; none for those in which a reader
/// looks first.
#[must_use]
pub fn run_text(
    experiment: &Experiment,
    ensemble: &Ensemble,
    settings: &Settings,
    command: &str,
    certain: Option<&Ensemble>,
    years: &[i32],
) -> String {
    let run = ReportedRun::new(experiment, ensemble, settings, years);
    let parts = [
        title(&run),
        answer(&run),
        certain.map_or_else(String::new, |certain| breakthroughs(&run, certain)),
        simulated(&run),
        bands(&run),
        channels(&run),
        returns(&run),
        draw(&run),
        basis(&run, command),
    ];
    parts.concat()
}

/// Name of the scenario, years, structures, and what it is held against.
pub(super) fn title(run: &ReportedRun<'_>) -> String {
    let baseline = &run.experiment.baseline;
    let mut text = wrapped(&run.experiment.scenario.name, "");
    text.push_str(&wrapped(
        &format!(
            "{}, {} to {}, {}, against {}",
            baseline.country,
            baseline.last_observation(),
            baseline.horizon(),
            run.structures(),
            run.against()
        ),
        "",
    ));
    text.push('\n');
    text
}

/// The parameters of one draw alone.
fn draw(run: &ReportedRun<'_>) -> String {
    if !run.is_one_draw() {
        return String::new();
    }
    let draw = run.settings.first_draw;
    let Ok(values) = run.settings.draw_parameters(run.experiment, draw) else { return String::new() };
    let rows: Vec<Vec<String>> =
        values.iter().map(|(name, value)| vec![name.clone(), format!("{value:.6}")]).collect();
    format!("Parameters of draw {draw}\n{}\n", table(&rows))
}

fn returns(run: &ReportedRun<'_>) -> String {
    let percent = |r: &ReturnStatistics| match &r.statistics {
        None => "none".to_owned(),
        Some(s) if run.ensemble.is_check_run => number(100.0 * s.p50),
        Some(s) => format!("{} {}", number(100.0 * s.p50), band(100.0 * s.p05, 100.0 * s.p95)),
    };
    let (Ok(gross), Ok(rate)) = (run.ensemble.gross_returns(), run.ensemble.internal_rates()) else {
        return String::new();
    };
    let rows = [
        ["".to_owned(), "business".to_owned(), "public".to_owned()].to_vec(),
        ["gross return, % a year".to_owned(), percent(&gross.business), percent(&gross.public)].to_vec(),
        ["internal rate of return, %".to_owned(), percent(&rate.business), percent(&rate.public)].to_vec(),
    ];
    let heading = format!("Implied social returns on a euro of R&D (median, {})", run.band_name());
    let mut text = wrapped(&heading, "") + &table(&rows);
    let none = 100.0 * (1.0 - gross.business.share_defined);
    if none > 0.05 {
        let said = format!(
            "  {none:.1}% of the draws have no such return: their structure implies none on a stock."
        );
        text.push_str(&wrapped(&said, "  "));
    }
    let paid_back = |rate: &ReturnStatistics, gross: &ReturnStatistics| {
        100.0 * rate.share_defined / gross.share_defined.max(f64::MIN_POSITIVE)
    };
    let business = paid_back(&rate.business, &gross.business);
    let public = paid_back(&rate.public, &gross.public);
    if business.min(public) < 99.95 {
        text.push_str(&wrapped(
            &format!(
                "  An internal rate exists in {business:.1}% (business) and {public:.1}% (public) of the draws with a \
                 return: in the others the return is zero or less.",
            ),
            "  ",
        ));
    }
    text.push('\n');
    text
}

pub(super) fn layers(run: &ReportedRun<'_>) -> String {
    let on = run.settings.layers_on(run.experiment);
    if on.is_empty() {
        return "No layer of uncertainty is on.".to_owned();
    }
    let level = if run.settings.layers.level_varies() {
        " The level of the baseline has a band of its own."
    } else {
        " The level of the baseline is taken as given."
    };
    format!("Layers of uncertainty that are on: {}.{level}", on.join(", "))
}

/// What the results rest on: parameters, dropped draws, warnings, data, and the command that gives them again.
pub(super) fn basis(run: &ReportedRun<'_>, command: &str) -> String {
    let mut text = String::new();
    let differences: Vec<String> = run
        .experiment
        .parameters
        .differences()
        .map(|id| {
            let set = &run.experiment.parameters;
            format!("{} = {} ({})", id.name(), set.described(id), set.origin(id).name())
        })
        .collect();
    if let Some(draws) = run.experiment.parameters.joint() {
        let (rows, name) = (draws.len(), &draws.name);
        let source = format!("{}, {} {}", draws.structure, draws.country, draws.data);
        let line = format!("Posterior: {name}, {rows} rows, each draw takes one whole ({source})");
        text.push_str(&wrapped(&line, "  "));
    }
    let different = if differences.is_empty() { "none".to_owned() } else { differences.join("; ") };
    text.push_str(&wrapped(&format!("Parameters that differ from the defaults: {different}"), "  "));
    for one in run.ensemble.structures() {
        if one.dropped() > 0 {
            text.push_str(&wrapped(
                &format!(
                    "Dropped: {} draws of {} (R&D that follows GDP would feed back too strongly; never replaced)",
                    one.dropped(),
                    one.name()
                ),
                "  ",
            ));
        }
    }
    for warning in &run.experiment.warnings {
        text.push_str(&wrapped(&format!("Warning: {warning}"), "  "));
    }
    if let Some(precision) = &run.settings.precision {
        let ends = if precision.is_reached() {
            format!("below the {} that was asked", precision.asked)
        } else {
            format!(
                "not below the {} that was asked: the draws ended at the most that were allowed",
                precision.asked
            )
        };
        text.push_str(&wrapped(
            &format!(
                "Precision: the Monte Carlo error of mean GDP in the last year is {:.2e} percentage points, {ends}",
                precision.mc_error
            ),
            "  ",
        ));
    }
    let baseline = &run.experiment.baseline;
    text.push_str(&wrapped(
        &format!(
            "Data: vintage {}, price base {}; kennis data and docs/data.md name the sources. Volumes in {} of {}. \
             {}",
            baseline.vintage,
            baseline.price_base,
            baseline.currency_unit,
            baseline.price_base,
            layers(run)
        ),
        "  ",
    ));
    text.push_str(&wrapped(
        &format!(
            "kennis {}, seed {}, {} draws, parameters {}",
            env!("CARGO_PKG_VERSION"),
            run.settings.seed,
            run.settings.draws,
            run.experiment.parameters.hash()
        ),
        "  ",
    ));
    text.push_str(&inputs_text::lines(&run.experiment.inputs));
    text.push_str(&format!("Again: {command}\n"));
    text
}
