//! A posterior as a file: comment lines that say how to make it again, then a row a draw.
//!
//! ```text
//! # schema = kennis.posterior/1
//! # structure = knowledge_capital          country, first_year, last_year, data_vintage, stocks, parameters_hash,
//! # seed = 1                               warm_up, target_acceptance, version likewise
//! # input = data d.csv sha256 1f...        a line for each file of the user's that it was made from
//! chain,draw,output_elasticity_business,...,sigma,lp,diverging,n_steps,step_size
//! 0,0,0.0812,...
//! ```
//! ArviZ reads it in one line: `az.InferenceData(posterior=pd.read_csv(FILE, comment="#").set_index(["chain",
//! "draw"]).to_xarray())`. Numbers are in their shortest form that reads back to the same bits.

use super::posterior::Posterior;
use super::sampler::SamplerSettings;
use crate::calibrate::likelihood::Likelihood;
use crate::data::InputFile;
use crate::parameters::{JointColumn, JointDraws};
use crate::safe_text::safe_line;
use std::fmt::Write as _;

/// Schema of the file.
const SCHEMA: &str = "kennis.posterior/1";
/// Columns after the parameters.
const STATISTICS: [&str; 4] = ["lp", "diverging", "n_steps", "step_size"];

/// How a posterior was made: keys and values, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PosteriorSource {
    entries: Vec<(String, String)>,
}

impl PosteriorSource {
    /// The source of a posterior that was drawn with these settings.
    #[must_use]
    pub fn new(likelihood: &Likelihood, settings: &SamplerSettings) -> Self {
        let observations = likelihood.observations();
        let entries = [
            ("schema", SCHEMA.to_owned()),
            ("version", env!("CARGO_PKG_VERSION").to_owned()),
            ("structure", likelihood.structure().name().to_owned()),
            ("country", observations.country.clone()),
            ("first_year", observations.years.first.to_string()),
            ("last_year", observations.years.last.to_string()),
            ("data_vintage", observations.vintage.clone()),
            ("stocks", observations.stocks.name().to_owned()),
            ("parameters_hash", likelihood.priors().parameters.hash()),
            ("chains", settings.chains.to_string()),
            ("draws", settings.draws.to_string()),
            ("warm_up", settings.warm_up.to_string()),
            ("seed", settings.seed.to_string()),
            ("target_acceptance", settings.target_acceptance.to_string()),
        ];
        Self { entries: entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect() }
    }

    /// With the user's files that it was made from.
    #[must_use]
    pub fn with_inputs(mut self, inputs: &[InputFile]) -> Self {
        self.entries.extend(inputs.iter().map(|input| ("input".to_owned(), input.as_comment())));
        self
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.entries.iter().find(|(k, _)| k == key).map(|(_, value)| value.as_str())
    }
}

/// The file's text.
#[must_use]
pub fn posterior_csv(posterior: &Posterior, source: &PosteriorSource) -> String {
    let mut text = String::new();
    for (key, value) in &source.entries {
        let _ = writeln!(text, "# {key} = {}", safe_line(value));
    }
    let _ = writeln!(text, "chain,draw,{},{}", posterior.names.join(","), STATISTICS.join(","));
    for (c, chain) in posterior.chains.iter().enumerate() {
        for (d, draw) in chain.iter().enumerate() {
            let _ = write!(text, "{c},{d}");
            for value in draw {
                let _ = write!(text, ",{value}");
            }
            let _ = writeln!(
                text,
                ",{},{},{},{}",
                posterior.log_density[c][d],
                u8::from(posterior.divergent[c][d]),
                posterior.steps[c][d],
                posterior.step_size[c][d]
            );
        }
    }
    text
}

impl Posterior {
    /// The draws as a run takes them. `name` is their name in output.
    #[must_use]
    pub fn joint_draws(&self, name: &str, source: &PosteriorSource) -> JointDraws {
        let known: Vec<(usize, JointColumn)> = self
            .names
            .iter()
            .enumerate()
            .filter_map(|(i, name)| JointColumn::from_name(name).map(|column| (i, column)))
            .collect();
        let rows = self.chains.iter().flatten().map(|draw| known.iter().map(|(i, _)| draw[*i]).collect());
        let structure = source.get("structure").unwrap_or("?");
        let columns = known.iter().map(|(_, column)| *column).collect();
        JointDraws::new(name, structure, columns, rows).of_entries(|key| source.get(key))
    }
}
