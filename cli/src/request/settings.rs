//! How the options ask the ensemble to be drawn.

use crate::arguments::RequestOptions;
use kennis::formats::{InputError, InputProblem};
use kennis::scenario::Problem;
use kennis::{Layers, SamplingPlan, Settings};

/// The settings of the options; problems go to `error`.
pub(super) fn settings(options: &RequestOptions, error: &mut InputError) -> Settings {
    let mut settings = Settings::default();
    let (sample, sampling) = (&options.sample, &options.sampling);
    settings.draws = sample.draws;
    settings.seed = sample.seed;
    settings.layers = error.collect(layers(sampling.layers.as_deref().unwrap_or(""))).unwrap_or_default();
    settings.plan = error.collect(sampling_plan(&sampling.plan, sample.draws)).unwrap_or_default();
    settings.threads = sample.threads.map(usize::from);
    settings.memory = sampling.memory.map_or(settings.memory, |memory| memory.bytes);
    settings.hold_draws = false;
    settings
}

/// The layers of a list with commas; `parameters`, `effectiveness` and `structure` are on anyway.
fn layers(list: &str) -> Result<Layers, InputError> {
    let mut layers = Layers::default();
    let always = ["parameters", "effectiveness", "structure"];
    for name in list.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        if !always.contains(&name) && layers.switch_on(name).is_err() {
            let names = || Layers::NAMES.into_iter().chain(always);
            let expected = format!("some of {}", names().collect::<Vec<_>>().join(", "));
            let problem = Problem::new("--layers", format!("{name:?}"), expected).with_nearest(name, names());
            return Err(InputProblem::new("", problem).into());
        }
    }
    Ok(layers)
}

fn sampling_plan(name: &str, draws: u64) -> Result<SamplingPlan, InputError> {
    SamplingPlan::from_name(name, draws).ok_or_else(|| {
        let expected = format!("one of {}", SamplingPlan::NAMES.join(", "));
        let problem =
            Problem::new("--plan", format!("{name:?}"), expected).with_nearest(name, SamplingPlan::NAMES);
        InputProblem::new("", problem).into()
    })
}
