//! Draws as CSV, written as they are made: `structure,draw,year`, then baseline, scenario and deviation of each
//! variable, and at the end the files that they were made from. Draws that were dropped have no row.

use super::csv_text::input_lines;
use crate::ensemble::{Ensemble, EnsembleError, Kind, Settings};
use crate::simulate::{Experiment, Variable};
use std::io::{self, Write};
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

/// The columns that draws of some variables have after structure, draw and year: a variable without a level has its
/// deviation alone.
#[must_use]
pub fn draws_columns(variables: &[Variable]) -> Vec<(Variable, Kind)> {
    variables
        .iter()
        .flat_map(|variable| Kind::ALL.iter().map(|kind| (*variable, *kind)))
        .filter(|(variable, kind)| variable.has_level() || *kind == Kind::Deviation)
        .collect()
}

/// Writes the draws of some variables; memory does not grow with their number.
///
/// # Errors
/// [`DrawsError`].
pub fn write_draws(
    experiment: &Experiment,
    settings: &Settings,
    variables: &[Variable],
    out: &mut dyn Write,
) -> Result<(), DrawsError> {
    let columns = draws_columns(variables);
    write!(out, "structure,draw,year")?;
    for (variable, kind) in &columns {
        write!(out, ",{variable}.{}", kind.name())?;
    }
    writeln!(out)?;
    let mut settings = settings.clone();
    settings.variables = variables.to_vec();
    settings.channels = false;
    Ensemble::each_batch(experiment, &settings, |batch| {
        for one in batch.structures() {
            let values: Vec<_> =
                columns.iter().filter_map(|(variable, kind)| one.values(*variable, *kind).ok()).collect();
            for (column, draw) in one.draw_numbers().iter().enumerate() {
                for (row, year) in batch.years().iter().enumerate() {
                    write!(out, "{},{draw},{year}", one.name())?;
                    for values in &values {
                        write!(out, ",{}", values[[row, column]])?;
                    }
                    writeln!(out)?;
                }
            }
        }
        Ok::<(), DrawsError>(())
    })?;
    Ok(out.write_all(input_lines(experiment.inputs(), 3 + columns.len()).as_bytes())?)
}
