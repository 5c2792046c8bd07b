//! A posterior as a file: comment lines that say how to make it again, then a row a draw.
//!
//! ```text
//! # schema = kennis.posterior/1
//! # structure = knowledge_capital          country, first_year, last_year, data_vintage, parameters_hash,
//! # seed = 1                               warm_up, target_acceptance, version likewise
//! chain,draw,output_elasticity_business,...,sigma,lp,diverging,n_steps,step_size
//! 0,0,0.0812,...
//! ```
//! ArviZ reads it in one line: `az.InferenceData(posterior=pd.read_csv(FILE, comment="#").set_index(["chain",
//! "draw"]).to_xarray())`. Numbers are in their shortest form that reads back to the same bits.

use super::error::CalibrationError;
use super::likelihood::Likelihood;
use super::posterior::Posterior;
use super::sampler::SamplerSettings;
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
            ("parameters_hash", likelihood.priors().parameters.hash()),
            ("chains", settings.chains.to_string()),
            ("draws", settings.draws.to_string()),
            ("warm_up", settings.warm_up.to_string()),
            ("seed", settings.seed.to_string()),
            ("target_acceptance", settings.target_acceptance.to_string()),
        ];
        Self { entries: entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect() }
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
        let _ = writeln!(text, "# {key} = {value}");
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

/// Reads the text of a file that [`posterior_csv`] wrote.
///
/// # Errors
/// [`CalibrationError::File`] with the line, what was found and what was expected.
pub fn read_posterior(text: &str) -> Result<(Posterior, PosteriorSource), CalibrationError> {
    let wrong = |line: usize, found: &str, expected: &str| CalibrationError::File {
        line,
        found: format!("\"{found}\""),
        expected: expected.to_owned(),
    };
    let mut entries = Vec::new();
    let mut rows = text.lines().enumerate().map(|(i, row)| (i + 1, row.trim_end())).peekable();
    while let Some((line, row)) = rows.next_if(|(_, row)| row.starts_with('#')) {
        let (key, value) =
            row[1..].split_once('=').ok_or_else(|| wrong(line, row, "a key, an equals sign and a value"))?;
        entries.push((key.trim().to_owned(), value.trim().to_owned()));
    }
    let source = PosteriorSource { entries };
    if source.get("schema") != Some(SCHEMA) {
        return Err(wrong(1, source.get("schema").unwrap_or(""), "schema = kennis.posterior/1"));
    }
    let (line, head) = rows.next().ok_or_else(|| wrong(1, "", "the names of the columns"))?;
    let columns: Vec<&str> = head.split(',').collect();
    let known =
        columns.len() > 6 && columns[..2] == ["chain", "draw"] && columns[columns.len() - 4..] == STATISTICS;
    if !known {
        return Err(wrong(line, head, "chain, draw, parameters, lp, diverging, n_steps, step_size"));
    }
    let mut posterior = Posterior {
        names: columns[2..columns.len() - 4].iter().map(|name| (*name).to_owned()).collect(),
        chains: Vec::new(),
        log_density: Vec::new(),
        divergent: Vec::new(),
        steps: Vec::new(),
        step_size: Vec::new(),
        gradients: 0,
    };
    for (line, row) in rows.filter(|(_, row)| !row.is_empty()) {
        let cells: Vec<&str> = row.split(',').collect();
        if cells.len() != columns.len() {
            return Err(wrong(line, row, &format!("{} cells", columns.len())));
        }
        let numbers: Vec<f64> = cells
            .iter()
            .map(|cell| {
                cell.parse()
                    .ok()
                    .filter(|x: &f64| x.is_finite())
                    .ok_or_else(|| wrong(line, cell, "a finite number"))
            })
            .collect::<Result<_, _>>()?;
        let new = cells[0] == posterior.chains.len().to_string();
        if new {
            posterior.chains.push(Vec::new());
            posterior.log_density.push(Vec::new());
            posterior.divergent.push(Vec::new());
            posterior.steps.push(Vec::new());
            posterior.step_size.push(Vec::new());
        }
        let Some(chain) = posterior.chains.len().checked_sub(1).filter(|c| cells[0] == c.to_string()) else {
            return Err(wrong(line, cells[0], "the number of the chain above, or the next"));
        };
        if cells[1] != posterior.chains[chain].len().to_string() {
            return Err(wrong(line, cells[1], &format!("draw {}", posterior.chains[chain].len())));
        }
        let last = numbers.len() - 4;
        posterior.chains[chain].push(numbers[2..last].to_vec());
        posterior.log_density[chain].push(numbers[last]);
        posterior.divergent[chain].push(numbers[last + 1] != 0.0);
        posterior.steps[chain].push(numbers[last + 2] as u64);
        posterior.step_size[chain].push(numbers[last + 3]);
    }
    if posterior.chains.windows(2).any(|pair| pair[0].len() != pair[1].len()) || posterior.is_empty() {
        return Err(wrong(line, head, "chains of one length below"));
    }
    Ok((posterior, source))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::likelihood::tests::dutch;
    use crate::parameters::ParameterId;
    use crate::scenario::StructureName;

    #[test]
    fn what_is_written_reads_back_to_the_same_bits() {
        let likelihood = dutch(StructureName::SemiEndogenous);
        let settings = SamplerSettings { chains: 2, draws: 50, warm_up: 100, ..Default::default() };
        let mut posterior = Posterior::draw(&likelihood, &settings).unwrap();
        let text = posterior_csv(&posterior, &PosteriorSource::new(&likelihood, &settings));
        let (back, source) = read_posterior(&text).unwrap();
        posterior.gradients = 0;
        assert_eq!(back, posterior);
        assert_eq!((source.get("structure"), source.get("seed")), (Some("semi_endogenous"), Some("1")));
        let values = back.model_values(103);
        assert_eq!(values.len(), 4);
        assert_eq!(values[2], (ParameterId::FrontierElasticity, posterior.chains[1][1][2]));
    }

    #[test]
    fn wrong_files_are_told_with_their_line() {
        let head = "# schema = kennis.posterior/1\nchain,draw,drift,lp,diverging,n_steps,step_size\n";
        let message = |text: &str| read_posterior(text).map(|_| ()).unwrap_err().to_string();
        assert_eq!(
            message(&format!("{head}0,0,x,1,0,3,0.5\n")),
            "line 3: found \"x\", expected a finite number"
        );
        assert_eq!(
            message(&format!("{head}0,0,0.1,1,0,3\n")),
            "line 3: found \"0,0,0.1,1,0,3\", expected 7 cells"
        );
        assert_eq!(message(&format!("{head}0,1,0.1,1,0,3,0.5\n")), "line 3: found \"1\", expected draw 0");
        assert!(message(&format!("{head}1,0,0.1,1,0,3,0.5\n")).contains("the number of the chain above"));
        assert!(message("chain,draw\n").contains("kennis.posterior/1"));
        assert!(message(head).contains("chains of one length"));
    }
}
