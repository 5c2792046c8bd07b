//! A run in words and tables: the answer with its band first, then what was simulated, bands by year, channels, returns,
//! and what it rests on.

use super::answer_text::{answer, breakthroughs, other_beliefs};
use super::deviations_text::{bands, channels};
use super::effect_text::effect_text;
use super::inputs_text;
use super::level_coverage;
use super::parameters_changed;
use super::reported_run::ReportedRun;
use super::returns_text::returns_text;
use super::simulated_text::simulated;
use super::text_table::{again, table, wrapped};
use crate::ensemble::{Anchored, Ensemble, Settings};
use crate::simulate::Experiment;

/// The text of a run. `command` is the command that reproduces it. `certain` is the same run without breakthroughs,
/// where they are on: the text compares its band. `anchored` is the headline under other beliefs. `years` are those that tables show; none for those in which a reader
/// looks first.
#[must_use]
pub fn run_text(
    experiment: &Experiment,
    ensemble: &Ensemble,
    settings: &Settings,
    command: &str,
    (certain, anchored): (Option<&Ensemble>, &[Anchored]),
    years: &[i32],
) -> String {
    let run = ReportedRun::new(experiment, ensemble, settings, years);
    let parts = [
        title(&run),
        answer(&run),
        certain.map_or_else(String::new, |certain| breakthroughs(&run, certain)),
        other_beliefs(&run, anchored),
        simulated(&run),
        bands(&run),
        channels(&run),
        effect_text(&run),
        returns_text(&run),
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
    let mut text = parameters_changed::lines(run.experiment);
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
    for one in run.ensemble.structures().filter(|one| one.unstable() > 0) {
        let said = format!(
            "Left out: {} draws of {} (it does not settle under their parameters; not counted as dropped)",
            one.unstable(),
            one.name()
        );
        text.push_str(&wrapped(&said, "  "));
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
                "Precision: the Monte Carlo error of the {} of GDP in the last year is {:.2e} percentage points, {ends}",
                precision.figure.title(),
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
    text.push_str(&level_coverage::coverage(run));
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
    text.push_str(&again(command));
    text
}
