//! A run in words and tables: the answer with its band first, then what was simulated, bands by year, channels, returns,
//! and what it rests on.

use super::answer_text::{answer, breakthroughs, other_beliefs};
use super::blocks::{Block, text_of_parts};
use super::deviations_text::{bands, channels};
use super::effect_text::effect;
use super::inputs_text::input_notes;
use super::level_coverage;
use super::parameters_changed;
use super::reported_run::ReportedRun;
use super::returns_text::returns;
use super::simulated_text::{SIMULATED, simulated};
use super::text_table::again;
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
    let mut parts = vec![title(&run), one(answer(&run))];
    parts.push(one(certain.and_then(|certain| breakthroughs(&run, certain))));
    parts.push(one(other_beliefs(&run, anchored)));
    parts.push(simulated(&run, SIMULATED.to_owned()));
    parts.extend(tables(&run));
    parts.push(basis(&run));
    text_of_parts(&parts) + &again(command)
}

fn one(sentence: Option<String>) -> Vec<Block> {
    sentence.map(Block::Paragraph).into_iter().collect()
}

/// What came of it: a part each.
pub(super) fn tables(run: &ReportedRun<'_>) -> Vec<Vec<Block>> {
    let mut parts = bands(run);
    parts.extend([channels(run), effect(run), returns(run), draw(run)]);
    parts
}

/// Name of the scenario, years, structures, and what it is held against.
pub(super) fn title(run: &ReportedRun<'_>) -> Vec<Block> {
    vec![Block::paragraph(&run.experiment.scenario.name), Block::Paragraph(subtitle(run))]
}

/// Years, structures, and what it is held against.
pub(super) fn subtitle(run: &ReportedRun<'_>) -> String {
    let baseline = &run.experiment.baseline;
    format!(
        "{}, {} to {}, {}, against {}",
        baseline.country,
        baseline.last_observation(),
        baseline.horizon(),
        run.structures(),
        run.against()
    )
}

/// The parameters of one draw alone.
fn draw(run: &ReportedRun<'_>) -> Vec<Block> {
    if !run.is_one_draw() {
        return Vec::new();
    }
    let draw = run.settings.first_draw;
    let Ok(values) = run.settings.draw_parameters(run.experiment, draw) else { return Vec::new() };
    let rows: Vec<Vec<String>> =
        values.iter().map(|(name, value)| vec![name.clone(), format!("{value:.6}")]).collect();
    vec![Block::Heading(format!("Parameters of draw {draw}")), Block::Table(rows)]
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

/// What the results rest on: parameters, dropped draws, warnings, data, and the user's files.
pub(super) fn basis(run: &ReportedRun<'_>) -> Vec<Block> {
    let mut notes = parameters_changed::sentences(run.experiment);
    notes.extend(left_out(run));
    notes.extend(run.experiment.warnings.iter().map(|warning| format!("Warning: {warning}")));
    notes.extend(precision(run));
    let baseline = &run.experiment.baseline;
    notes.push(format!(
        "Data: vintage {}, price base {}; kennis data and docs/data.md name the sources. Volumes in {} of {}. {}",
        baseline.vintage,
        baseline.price_base,
        baseline.currency_unit,
        baseline.price_base,
        layers(run)
    ));
    notes.extend(level_coverage::coverage(run));
    notes.push(format!(
        "kennis {}, seed {}, {} draws, parameters {}",
        env!("CARGO_PKG_VERSION"),
        run.settings.seed,
        run.settings.draws,
        run.experiment.parameters.hash()
    ));
    notes.extend(input_notes(&run.experiment.inputs));
    vec![Block::notes(notes)]
}

/// Draws that a structure lacks.
fn left_out(run: &ReportedRun<'_>) -> Vec<String> {
    let dropped = run.ensemble.structures().filter(|one| one.dropped() > 0).map(|one| {
        format!(
            "Dropped: {} draws of {} (R&D that follows GDP would feed back too strongly; never replaced)",
            one.dropped(),
            one.name()
        )
    });
    let unstable = run.ensemble.structures().filter(|one| one.unstable() > 0).map(|one| {
        format!(
            "Left out: {} draws of {} (it does not settle under their parameters; not counted as dropped)",
            one.unstable(),
            one.name()
        )
    });
    dropped.chain(unstable).collect()
}

/// How the Monte Carlo error compares with what was asked.
fn precision(run: &ReportedRun<'_>) -> Option<String> {
    let precision = run.settings.precision.as_ref()?;
    let asked = precision.asked;
    let ends = if precision.is_reached() {
        format!("below the {asked} that was asked")
    } else {
        format!("not below the {asked} that was asked: the draws ended at the most that were allowed")
    };
    Some(format!(
        "Precision: the Monte Carlo error of the {} of GDP in the last year is {:.2e} percentage points, {ends}",
        precision.figure.title(),
        precision.mc_error
    ))
}
