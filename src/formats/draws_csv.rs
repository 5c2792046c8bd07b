//! Draws as CSV, written as they are made, for statistics of one's own.
//!
//! A row has the structure with its weight in the mixture, the number of the draw with its own weight, the year, and the
//! variables: `structure,structure_weight,draw,draw_weight,year,gdp_scenario,gdp_deviation`. The draws that a structure
//! kept share its weight equally, so that the weights of all draws of a year sum to one; a draw that was dropped has no
//! row. What is the same in every draw, the levels of the baseline, stands once a year in a table of its own; a level
//! that differs by draw is a column among the draws. At the end stand the files that they were made from.

use super::csv_text::{csv_quoted, input_lines};
use crate::ensemble::{Ensemble, EnsembleError, Kind, OneStructure};
use crate::request::Run;
use crate::simulate::Variable;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why draws cannot be written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DrawsError {
    /// The draws cannot be made.
    #[error(transparent)]
    Ensemble(#[from] EnsembleError),
    /// They cannot be written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// The columns that say which draw a row is of, before those of the variables.
pub const DRAW_KEYS: [&str; 5] = ["structure", "structure_weight", "draw", "draw_weight", "year"];

/// The name of a column: a name that every statistical program takes.
#[must_use]
pub fn draws_column_name(variable: Variable, kind: Kind) -> String {
    format!("{variable}_{kind}")
}

/// The columns that draws of some variables have after the keys: a variable without a level has its deviation alone, and
/// the level of a baseline is among the draws where it differs between them.
#[must_use]
pub fn draws_columns(run: &Run, variables: &[Variable]) -> Vec<(Variable, Kind)> {
    let has = |variable: Variable, kind: Kind| match kind {
        Kind::Baseline => variable.has_level() && !baseline_is_certain(run, variable),
        Kind::Scenario => variable.has_level(),
        Kind::Deviation => true,
    };
    variables
        .iter()
        .flat_map(|variable| Kind::ALL.iter().map(|kind| (*variable, *kind)))
        .filter(|(variable, kind)| has(*variable, *kind))
        .collect()
}

/// The levels of the baseline that are the same in every draw, by year.
#[must_use]
pub fn certain_baselines(run: &Run, variables: &[Variable]) -> Vec<(Variable, Vec<f64>)> {
    let certain =
        variables.iter().filter(|variable| variable.has_level() && baseline_is_certain(run, **variable));
    let years = 0..run.ensemble.years().len();
    let levels = |variable| years.clone().map(|t| run.ensemble.certain_baseline(variable, t)).collect();
    certain.map(|variable| (*variable, levels(*variable))).collect()
}

fn baseline_is_certain(run: &Run, variable: Variable) -> bool {
    variable.baseline_is_certain() && !run.settings.layers.level_varies()
}

/// The file of the baseline beside a file of draws: `draws_baseline.csv` beside `draws.csv`.
#[must_use]
pub fn baseline_beside(draws: &Path) -> PathBuf {
    let mut name = draws.file_stem().unwrap_or_default().to_owned();
    name.push("_baseline");
    if let Some(extension) = draws.extension() {
        name.push(".");
        name.push(extension);
    }
    draws.with_file_name(name)
}

/// The draws of a run once more, with some variables, a batch at a time: `take` gets each structure of a batch with the
/// weight of one of its draws. Draws are made as the run made them, so that the same ones are dropped.
///
/// # Errors
/// [`DrawsError`], and what `take` returns.
pub fn each_batch_of_draws(
    run: &Run,
    variables: &[Variable],
    mut take: impl FnMut(OneStructure<'_>, f64) -> io::Result<()>,
) -> Result<(), DrawsError> {
    let mut settings = run.settings.clone();
    let missing = variables.iter().filter(|variable| !run.settings.variables.contains(variable));
    settings.variables.extend(missing);
    Ensemble::each_batch(&run.experiment, &settings, |batch| {
        for one in batch.structures() {
            // Of the whole run: what a batch says of draws that were kept is of the batch.
            let kept = run.ensemble.structure(one.name()).map_or(1, |whole| whole.kept().max(1));
            take(one, one.weight() / kept as f64)?;
        }
        Ok(())
    })
}

/// Writes the draws of a run; memory does not grow with their number.
///
/// # Errors
/// [`DrawsError`].
pub fn write_draws(run: &Run, variables: &[Variable], out: &mut dyn Write) -> Result<(), DrawsError> {
    let columns = draws_columns(run, variables);
    write!(out, "{}", DRAW_KEYS.join(","))?;
    for (variable, kind) in &columns {
        write!(out, ",{}", draws_column_name(*variable, *kind))?;
    }
    writeln!(out)?;
    let years = run.ensemble.years();
    each_batch_of_draws(run, variables, |one, draw_weight| {
        let values: Vec<_> =
            columns.iter().filter_map(|(variable, kind)| one.values(*variable, *kind).ok()).collect();
        let (name, weight) = (csv_quoted(one.name()), one.weight());
        for (column, draw) in one.draw_numbers().iter().enumerate() {
            for (row, year) in years.iter().enumerate() {
                write!(out, "{name},{weight},{draw},{draw_weight},{year}")?;
                for values in &values {
                    write!(out, ",{}", values[[row, column]])?;
                }
                writeln!(out)?;
            }
        }
        Ok(())
    })?;
    let width = DRAW_KEYS.len() + columns.len();
    Ok(out.write_all(input_lines(run.experiment.inputs(), width).as_bytes())?)
}

/// Writes the levels of the baseline that are the same in every draw, a row a year.
///
/// # Errors
/// What the system says.
pub fn write_baseline_of_draws(run: &Run, variables: &[Variable], out: &mut dyn Write) -> io::Result<()> {
    let columns = certain_baselines(run, variables);
    write!(out, "year")?;
    for (variable, _) in &columns {
        write!(out, ",{}", draws_column_name(*variable, Kind::Baseline))?;
    }
    writeln!(out)?;
    for (t, year) in run.ensemble.years().iter().enumerate() {
        write!(out, "{year}")?;
        for (_, levels) in &columns {
            write!(out, ",{}", levels[t])?;
        }
        writeln!(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_baseline_lies_beside_the_draws() {
        let beside = |path: &str| baseline_beside(Path::new(path)).display().to_string();
        assert_eq!(
            beside("out/draws.csv"),
            Path::new("out").join("draws_baseline.csv").display().to_string()
        );
        assert_eq!(beside("a.b.parquet"), "a.b_baseline.parquet");
    }
}
