//! A run in memory: its document, and its draws as arrays that Python owns.

use crate::{refused, watched};
use kennis::formats::{DrawsError, each_batch_of_draws};
use kennis::ndarray::{Array2, s};
use kennis::{Kind, Variable};
use numpy::{PyArray1, PyArray2};
use pyo3::prelude::*;
use std::sync::{Arc, OnceLock};

/// An ensemble that has been drawn. Its draws are made again when they are asked for, as the run made them.
#[pyclass(frozen, module = "kennis._kennis")]
pub(crate) struct Drawn {
    drawn: Arc<kennis_cli::Drawn>,
    document: OnceLock<String>,
}

/// The draws of some variables: each as years by draws, and the numbers of the draws.
type Arrays<'py> = (Vec<Bound<'py, PyArray2<f64>>>, Bound<'py, PyArray1<u64>>);

impl Drawn {
    pub(crate) fn new(drawn: kennis_cli::Drawn) -> Self {
        Self { drawn: Arc::new(drawn), document: OnceLock::new() }
    }
}

#[pymethods]
impl Drawn {
    /// The document that the program prints.
    fn document(&self, py: Python<'_>) -> &str {
        py.detach(|| self.document.get_or_init(|| self.drawn.document()))
    }

    /// The structures: name, weight in the mixture, and number of draws that were kept.
    fn structures(&self) -> Vec<(&'static str, f64, u64)> {
        let structures = self.drawn.run.ensemble.structures();
        structures.map(|one| (one.name(), one.weight(), one.kept())).collect()
    }

    /// The draws of each of these variables and kinds, years by draws, the structures one after the other; and the numbers
    /// of the draws. Nothing is copied: Python owns the arrays.
    #[pyo3(signature = (columns, progress=None))]
    fn draws<'py>(
        &self,
        py: Python<'py>,
        columns: Vec<(String, String)>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Arrays<'py>> {
        let columns = columns
            .iter()
            .map(|(variable, kind)| column(py, variable, kind))
            .collect::<PyResult<Vec<_>>>()?;
        let drawn = Arc::clone(&self.drawn);
        let filled = watched::on_thread(py, progress, move |mut tell| fill(&drawn, &columns, &mut tell))?;
        let (arrays, numbers) = filled.map_err(|error| refused::computation(py, &error.to_string()))?;
        let arrays = arrays.into_iter().map(|array| PyArray2::from_owned_array(py, array)).collect();
        Ok((arrays, PyArray1::from_vec(py, numbers)))
    }
}

/// The variable and the kind of these names.
fn column(py: Python<'_>, variable: &str, kind: &str) -> PyResult<(Variable, Kind)> {
    let variables = Variable::ALL.iter().map(|variable| variable.name());
    let kinds = Kind::ALL.iter().map(|kind| kind.name());
    let variable =
        Variable::from_name(variable).ok_or_else(|| refused::unknown(py, "variable", variable, variables))?;
    let known = Kind::ALL.iter().copied().find(|known| known.name() == kind);
    let kind = known.ok_or_else(|| refused::unknown(py, "kind", kind, kinds))?;
    if kind != Kind::Deviation && !variable.has_level() {
        let only = std::iter::once(Kind::Deviation.name());
        return Err(refused::unknown(py, &format!("kind of {variable}"), kind.name(), only));
    }
    Ok((variable, kind))
}

/// Makes the draws again, and puts them side by side.
fn fill(
    drawn: &kennis_cli::Drawn,
    columns: &[(Variable, Kind)],
    tell: &mut dyn FnMut(&'static str, u64, u64),
) -> Result<(Vec<Array2<f64>>, Vec<u64>), DrawsError> {
    let run = &drawn.run;
    let kept: Vec<(&str, usize)> =
        run.ensemble.structures().map(|one| (one.name(), one.kept() as usize)).collect();
    let total: usize = kept.iter().map(|(_, kept)| kept).sum();
    // Where the next draws of each structure go.
    let mut next: Vec<(&str, usize)> = Vec::with_capacity(kept.len());
    let mut start = 0;
    for (name, kept) in kept {
        next.push((name, start));
        start += kept;
    }
    let mut arrays = vec![Array2::zeros((run.ensemble.years().len(), total)); columns.len()];
    let mut numbers = vec![0; total];
    let mut variables: Vec<Variable> = columns.iter().map(|(variable, _)| *variable).collect();
    variables.dedup();
    let mut done = 0;
    each_batch_of_draws(run, &variables, |one, _| {
        let Some((_, next)) = next.iter_mut().find(|(name, _)| *name == one.name()) else { return Ok(()) };
        let places = *next..*next + one.draw_numbers().len();
        *next = places.end;
        for (array, (variable, kind)) in arrays.iter_mut().zip(columns) {
            let values = one.values(*variable, *kind).map_err(std::io::Error::other)?;
            array.slice_mut(s![.., places.clone()]).assign(&values);
        }
        done += places.len();
        numbers[places].copy_from_slice(one.draw_numbers());
        tell("draws", done as u64, total as u64);
        Ok(())
    })?;
    Ok((arrays, numbers))
}
