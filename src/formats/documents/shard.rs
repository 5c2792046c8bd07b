//! The document `kennis.shard/1`: a part of the draws of a run, whose counts stand in the file beside it.

use super::header::{Header, InputRecord};
use super::record::record;
use super::values::{ByName, InPlace};
use crate::ensemble::{Part, Settings};
use crate::formats::sha256_of;
use crate::simulate::Experiment;

record! {
    /// A part of the draws of a run.
    pub struct ShardDocument {
        /// What every document starts with.
        #[cfg_attr(test, schemars(flatten))]
        pub header: InPlace<Header>,
        /// Country of the run.
        pub country: String,
        /// Name of the scenario.
        pub scenario: String,
        /// Weights of the structures.
        pub structures: ByName<f64>,
        /// Seed of all random numbers.
        pub seed: u64,
        /// How draws fill the space of parameters.
        pub plan: String,
        /// Draws of the whole run.
        pub draws: u64,
        /// The sources of uncertainty that are on.
        pub layers: Vec<&'static str>,
        /// The part, counted from one, and the number of parts.
        pub part: PartRecord,
        /// The words of the run, which gives what all parts give together.
        pub run: Vec<String>,
        /// The file with the counts.
        pub counts: CountsFile,
    }
}

record! {
    /// Which part it is.
    pub struct PartRecord {
        /// Its number, counted from one.
        pub number: u64,
        /// Number of parts.
        pub of: u64,
        /// The number of its first draw, counted from zero.
        pub first_draw: u64,
        /// Number of its draws.
        pub draws: u64,
    }
}

record! {
    /// The file with the counts.
    pub struct CountsFile {
        /// Its name.
        pub file: &'static str,
        /// Its size in bytes.
        pub bytes: u64,
        /// SHA-256 of it.
        #[cfg_attr(test, schemars(regex(pattern = "^[0-9a-f]{64}$")))]
        pub sha256: String,
    }
}

/// The name of the file with the counts.
pub const COUNTS_FILE: &str = "counts.bin";

/// The document of a part with these counts. `command` repeats it, `run` are the words of the whole run.
#[must_use]
pub fn shard_document(
    (experiment, settings): (&Experiment, &Settings),
    part: Part,
    counts: &[u8],
    command: &str,
    run: &[String],
) -> ShardDocument {
    let (first_draw, end) = part.draws(settings.draws);
    ShardDocument {
        header: InPlace(Header::of_draws("kennis.shard/1", experiment, settings, command)),
        country: experiment.baseline.country.clone(),
        scenario: experiment.scenario.name.clone(),
        structures: experiment.structures.iter().map(|(name, weight)| (name.name(), *weight)).collect(),
        seed: settings.seed,
        plan: settings.plan.to_string(),
        draws: settings.draws,
        layers: settings.layers_on(experiment),
        part: PartRecord { number: part.number(), of: part.of(), first_draw, draws: end - first_draw },
        run: run.to_vec(),
        counts: CountsFile { file: COUNTS_FILE, bytes: counts.len() as u64, sha256: sha256_of(counts) },
    }
}

/// In what the parts of a run must agree, by name, as the documents write it.
#[must_use]
pub fn shard_agreement(document: &ShardDocument) -> Vec<(&'static str, String)> {
    let header = &document.header.0;
    let input = |input: &InputRecord| format!("{} {} {}", input.role, input.name, input.sha256);
    vec![
        ("version", header.version.to_owned()),
        ("data_vintage", header.data_vintage.clone()),
        ("parameters_hash", header.parameters_hash.clone()),
        ("inputs", header.inputs.iter().map(input).collect::<Vec<_>>().join(", ")),
        ("country", document.country.clone()),
        ("scenario", document.scenario.clone()),
        ("seed", document.seed.to_string()),
        ("plan", document.plan.clone()),
        ("draws", document.draws.to_string()),
        ("layers", document.layers.join(", ")),
        ("run", document.run.join(" ")),
    ]
}
