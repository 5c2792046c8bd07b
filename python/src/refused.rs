//! Why there is no result, as the exception that `kennis/_errors.py` makes of it.

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

/// The exception of a document `kennis.error/1`.
pub(crate) fn error(py: Python<'_>, document: &str) -> PyErr {
    made(py, "of_document", (document,))
}

/// The exception of a name that there is not.
pub(crate) fn unknown<'a>(
    py: Python<'_>,
    key: &str,
    found: &str,
    names: impl Iterator<Item = &'a str> + Clone,
) -> PyErr {
    let nearest = kennis::nearest_name(found, names.clone());
    let expected = format!("one of {}", names.collect::<Vec<_>>().join(", "));
    made(py, "of_name", (key, found, expected, nearest))
}

/// The exception of a computation that failed.
pub(crate) fn computation(py: Python<'_>, message: &str) -> PyErr {
    made(py, "of_computation", (message,))
}

fn made<'py>(py: Python<'py>, function: &str, arguments: impl pyo3::call::PyCallArgs<'py>) -> PyErr {
    let make = || py.import("kennis._errors")?.getattr(function)?.call1(arguments);
    match make() {
        Ok(exception) => PyErr::from_value(exception),
        // Only where the package is not whole.
        Err(error) => PyRuntimeError::new_err(error.to_string()),
    }
}
