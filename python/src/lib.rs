//! The part of the Python package that is compiled: a command as a function, and the draws of a run as arrays. All that a
//! user sees is in `python/kennis`.

mod drawn;
mod refused;
mod watched;

/// What `kennis/__init__.py` is made of.
#[pyo3::pymodule]
mod _kennis {
    use crate::watched;
    use kennis_cli::{Answer, Call};
    use pyo3::prelude::*;
    use std::ffi::OsString;
    use std::path::PathBuf;

    #[pymodule_export]
    use crate::drawn::Drawn;

    /// Version of kennis.
    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");

    /// Does what the words say, as the program: a run or structures side by side as `Drawn`, all else as the text that the
    /// program prints, why it has failed all the same, remarks, and files beside it by name.
    #[pyfunction]
    #[pyo3(signature = (words, texts=Vec::new(), progress=None))]
    fn call(
        py: Python<'_>,
        words: Vec<OsString>,
        texts: Vec<(PathBuf, Vec<u8>)>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let answer =
            watched::on_thread(py, progress, move |tell| Call { words, texts, progress: tell }.answer())?;
        match answer.map_err(|refused| crate::refused::error(py, &refused.document))? {
            Answer::Drawn(drawn) => Ok(Drawn::new(*drawn).into_pyobject(py)?.into_any().unbind()),
            Answer::Printed { text, failed, remarks, files } => {
                Ok((text, failed, remarks, files).into_pyobject(py)?.into_any().unbind())
            }
        }
    }

    /// The program, with its name as the first word: its exit code.
    #[pyfunction]
    fn main(py: Python<'_>, words: Vec<OsString>) -> u8 {
        py.detach(|| kennis_cli::main_with(words))
    }
}
