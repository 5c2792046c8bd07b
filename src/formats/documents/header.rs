//! What every document of a calculation starts with, and what those with draws add.

use super::record::record;
use super::values::ByName;
use crate::data::InputFile;
use crate::ensemble::{Ensemble, Precision, Settings};
use crate::parameters::ParameterSet;
use crate::simulate::Experiment;

record! {
    /// What every document of a calculation starts with.
    pub struct Header {
        /// Schema of the document, with its version.
        pub schema: &'static str,
        /// Version of kennis.
        pub version: &'static str,
        /// Vintage of the data.
        pub data_vintage: String,
        /// Identifies names and distributions of all parameters; of a calibration those of the priors.
        pub parameters_hash: String,
        /// The year in whose prices volumes are.
        pub price_base: i32,
        /// The command that gives the same bytes again.
        pub command: String,
        /// What a reader of the results should know.
        pub warnings: Vec<String>,
        /// The user's files that it rests on; empty where there are none.
        pub inputs: Vec<InputRecord>,
    }
}

record! {
    /// A file of the user's: the same name with other content is another result.
    pub struct InputRecord {
        /// What it was read as.
        #[cfg_attr(test, schemars(extend("enum" = ["scenario", "data", "baseline", "parameters", "actions", "education", "monitor"])))]
        pub role: &'static str,
        /// Name, without folders.
        pub name: String,
        /// SHA-256 of its text in UTF-8, without byte order mark and with line feeds.
        #[cfg_attr(test, schemars(regex(pattern = "^[0-9a-f]{64}$")))]
        pub sha256: String,
    }
}

impl InputRecord {
    /// The records of files.
    #[must_use]
    pub fn all(inputs: &[InputFile]) -> Vec<Self> {
        let record = |input: &InputFile| Self {
            role: input.role.name(),
            name: input.name.clone(),
            sha256: input.sha256.clone(),
        };
        inputs.iter().map(record).collect()
    }
}

impl Header {
    pub(super) fn new(
        schema: &'static str,
        parameters_hash: String,
        vintage: &str,
        price_base: i32,
        command: &str,
    ) -> Self {
        Self {
            schema,
            version: env!("CARGO_PKG_VERSION"),
            data_vintage: vintage.to_owned(),
            parameters_hash,
            price_base,
            command: command.to_owned(),
            warnings: Vec::new(),
            inputs: Vec::new(),
        }
    }

    pub(super) fn with_warnings(self, warnings: Vec<String>) -> Self {
        Self { warnings, ..self }
    }

    /// With the files that the document rests on.
    #[must_use]
    pub fn with_inputs(self, inputs: &[InputFile]) -> Self {
        Self { inputs: InputRecord::all(inputs), ..self }
    }

    pub(super) fn of_parameters(
        schema: &'static str,
        parameters: &ParameterSet,
        vintage: &str,
        price_base: i32,
        command: &str,
    ) -> Self {
        Self::new(schema, parameters.hash(), vintage, price_base, command)
    }

    pub(super) fn of_draws(
        schema: &'static str,
        experiment: &Experiment,
        settings: &Settings,
        command: &str,
    ) -> Self {
        let (baseline, parameters) = (&experiment.baseline, &experiment.parameters);
        let warnings = experiment.warnings.iter().cloned().chain(settings.few_draws_warning());
        Self::of_parameters(schema, parameters, &baseline.vintage, baseline.price_base, command)
            .with_warnings(warnings.collect())
            .with_inputs(&experiment.inputs)
    }
}

record! {
    /// How draws were made.
    pub struct DrawsMade {
        /// Seed of all random numbers.
        pub seed: u64,
        /// Number of draws; zero for a check run.
        pub draws: u64,
        /// Draws left out by rule or because they are not finite, by structure.
        pub draws_dropped: ByName<u64>,
        /// Draws left out because the structure does not settle under their parameters, by structure; none of the dropped.
        pub draws_unstable: ByName<u64>,
        /// The sources of uncertainty that are on.
        pub layers: Vec<&'static str>,
        /// Where a precision was asked for: what the number of draws was chosen for, and what came of it.
        pub precision: Option<PrecisionReached>,
    }
}

impl DrawsMade {
    pub(super) fn new(experiment: &Experiment, ensemble: &Ensemble, settings: &Settings) -> Self {
        Self {
            seed: settings.seed,
            draws: settings.draws,
            draws_dropped: ensemble.structures().map(|one| (one.name(), one.dropped())).collect(),
            draws_unstable: ensemble.structures().map(|one| (one.name(), one.unstable())).collect(),
            layers: settings.layers_on(experiment),
            precision: settings.precision.as_ref().map(PrecisionReached::new),
        }
    }
}

record! {
    /// A precision that was asked for, and what came of it.
    pub struct PrecisionReached {
        /// The error that is meant.
        pub of: String,
        /// The figure whose error it is.
        #[cfg_attr(test, schemars(extend("enum" = ["mean", "p05", "p50", "p95"])))]
        pub figure: &'static str,
        /// Unit of the error.
        pub unit: &'static str,
        /// The error that was asked for.
        pub asked: f64,
        /// The error that was reached.
        pub mc_error: f64,
        /// False: the draws ended at the most that were allowed.
        pub reached: bool,
        /// Most draws that were allowed.
        pub most_draws: u64,
    }
}

impl PrecisionReached {
    fn new(precision: &Precision) -> Self {
        Self {
            of: format!(
                "Monte Carlo standard error of the {} of the deviation of GDP in the last year",
                precision.figure.title()
            ),
            figure: precision.figure.name(),
            unit: "percentage_points",
            asked: precision.asked,
            mc_error: precision.mc_error,
            reached: precision.is_reached(),
            most_draws: precision.max_draws,
        }
    }
}
