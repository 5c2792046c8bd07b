//! The document `kennis.run/1`.

use super::header::{DrawsMade, Header};
use super::parameters_changed::{ParameterChange, PosteriorRows};
use super::record::record;
use super::simulated::Simulated;
use super::statistics::{Returns, Variables, YearlyStatistics, variables};
use super::values::{ByName, InPlace};
use crate::ensemble::{Ensemble, Settings};
use crate::simulate::Experiment;

record! {
    /// Result of `kennis run`: a scenario beside the baseline, with bands. Keys may be added within a version. A value that
    /// does not exist is null, with KEY_reason beside it.
    pub struct RunDocument {
        /// What every document starts with.
        #[cfg_attr(test, schemars(flatten))]
        pub header: InPlace<Header>,
        /// How draws were made.
        #[cfg_attr(test, schemars(flatten))]
        pub draws: InPlace<DrawsMade>,
        /// Country, ISO 3166 alpha-3.
        pub country: String,
        /// Name of the scenario.
        pub scenario: String,
        /// What was simulated.
        #[cfg_attr(test, schemars(flatten))]
        pub simulated: InPlace<Simulated>,
        /// A structure, or mixture.
        pub structure: &'static str,
        /// Weights of the structures.
        pub structures: ByName<f64>,
        /// A deterministic run at the centres (--draws 0): a check on the arithmetic, never the central result.
        pub check_run: bool,
        /// The years of every list.
        #[cfg_attr(test, schemars(length(min = 1)))]
        pub years: Vec<i32>,
        /// By name: levels of baseline and scenario, and the deviation.
        #[cfg_attr(test, schemars(with = "crate::formats::schemas::AllVariables"))]
        pub variables: Variables,
        /// What the effect comes from: 100 times the log deviation, adding up draw by draw.
        pub channels: Channels,
        /// Implied gross return and internal rate of return by stock.
        pub returns: Returns,
        /// Parameters that differ from the defaults.
        pub parameters: Vec<ParameterChange>,
        /// With draws of a posterior as --parameters.
        pub posterior: Option<PosteriorRows>,
        /// The number of the draw, where it is one alone.
        pub draw: Option<u64>,
        /// The parameters that vary as they are in that draw, and the errors of the logarithm of the first stocks.
        pub draw_parameters: Option<ByName<f64>>,
    }
}

record! {
    /// Channels of the effect, as far as they apply, by name.
    pub struct Channels {
        /// Unit of all of them.
        #[cfg_attr(test, schemars(extend("const" = "log_points")))]
        pub unit: &'static str,
        /// Of GDP.
        #[cfg_attr(test, schemars(with = "crate::formats::schemas::SomeChannels"))]
        pub gdp: ByName<YearlyStatistics>,
        /// Of total factor productivity.
        #[cfg_attr(test, schemars(with = "crate::formats::schemas::SomeChannels"))]
        pub tfp: ByName<YearlyStatistics>,
    }
}

impl Channels {
    fn new(ensemble: &Ensemble) -> Self {
        let channels = ensemble.channels();
        let gdp = channels.iter().filter_map(|channel| {
            Some((channel.name(), YearlyStatistics::new(&ensemble.gdp_channel(*channel).ok()?)))
        });
        let tfp = channels.iter().filter_map(|channel| {
            Some((channel.name(), YearlyStatistics::new(&ensemble.tfp_channel(*channel).ok()?)))
        });
        Self { unit: "log_points", gdp: gdp.collect(), tfp: tfp.collect() }
    }
}

/// The document of a run. `command` is the command that reproduces it.
#[must_use]
pub fn run_document(
    experiment: &Experiment,
    ensemble: &Ensemble,
    settings: &Settings,
    command: &str,
) -> RunDocument {
    let drawn = (settings.draws == 1)
        .then(|| settings.draw_parameters(experiment, settings.first_draw).ok())
        .flatten()
        .map(|values| values.into_iter().collect());
    RunDocument {
        header: InPlace(Header::of_draws("kennis.run/1", experiment, settings, command)),
        draws: InPlace(DrawsMade::new(experiment, ensemble, settings)),
        country: experiment.baseline.country.clone(),
        scenario: experiment.scenario.name.clone(),
        simulated: InPlace(Simulated::new(experiment, ensemble)),
        structure: match experiment.structures.as_slice() {
            [(only, _)] => only.name(),
            _ => "mixture",
        },
        structures: experiment.structures.iter().map(|(name, weight)| (name.name(), *weight)).collect(),
        check_run: ensemble.is_check_run,
        years: ensemble.years().iter().collect(),
        variables: variables(experiment, |variable, kind| ensemble.statistics(variable, kind)),
        channels: Channels::new(ensemble),
        returns: Returns::new(ensemble.gross_returns(), ensemble.internal_rates()),
        parameters: ParameterChange::all(&experiment.parameters),
        posterior: experiment.parameters.joint().map(|draws| PosteriorRows::new(draws)),
        draw: drawn.is_some().then_some(settings.first_draw),
        draw_parameters: drawn,
    }
}
