//! Draws with a bar that shows how far they are.

use crate::failure::Failure;
use crate::progress::Bar;
use kennis::{Ensemble, Experiment, Settings};

/// The settings with as many draws as the precision needs, where one was asked for, with the most that it may take.
pub(crate) fn enough(
    experiment: &Experiment,
    settings: Settings,
    precision: Option<(f64, u64)>,
    quiet: bool,
) -> Result<Settings, Failure> {
    let Some((asked, most)) = precision else { return Ok(settings) };
    let bar = Bar::new("draws", quiet);
    settings
        .for_precision(experiment, asked, most, &mut |done, total| bar.show(done, total))
        .map_err(Failure::computation)
}

/// Draws the ensemble; `what` stands beside the bar.
pub(crate) fn draw(
    experiment: &Experiment,
    settings: &Settings,
    what: &'static str,
    quiet: bool,
) -> Result<Ensemble, Failure> {
    let bar = Bar::new(what, quiet);
    Ensemble::draw_with(experiment, settings, &mut |done, total| bar.show(done, total))
        .map_err(Failure::computation)
}
