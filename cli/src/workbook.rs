//! Workbooks of results: in a program with the feature `xlsx`.

use crate::failure::Failure;
#[cfg(feature = "xlsx")]
use crate::results::Outputs;
use kennis::Experiment;
use kennis::appraise::CostBenefitAnalysis;
#[cfg(not(feature = "xlsx"))]
use kennis::formats::InputProblem;
use kennis::project::ProjectedTable;
use kennis::report::Page;
#[cfg(not(feature = "xlsx"))]
use kennis::scenario::Problem;
use std::path::Path;

#[cfg(feature = "xlsx")]
mod cost_benefit;
#[cfg(feature = "xlsx")]
mod page;
#[cfg(feature = "xlsx")]
mod projection;

/// The file of `--xlsx` can be written, and is read by nothing.
pub(crate) fn check(path: Option<&Path>) -> Result<(), Failure> {
    let Some(file) = path else { return Ok(()) };
    #[cfg(not(feature = "xlsx"))]
    {
        let found = format!("{:?}", file.display().to_string());
        let expected = "no workbook: this program is built without them; cargo install --path cli --features xlsx brings them";
        Err(InputProblem::new("", Problem::new("--xlsx", found, expected)).into())
    }
    #[cfg(feature = "xlsx")]
    {
        let mut error = kennis::formats::InputError::default();
        crate::request::check_file("--xlsx", Some(file), &["xlsx"], &mut error);
        error.check()?;
        Ok(Outputs::new(None, &[]).with("--xlsx", path).prepare()?)
    }
}

/// Writes the workbook of a cost-benefit analysis.
pub(crate) fn write(path: &Path, analysis: &CostBenefitAnalysis, command: &str) -> Result<(), Failure> {
    #[cfg(feature = "xlsx")]
    {
        let bytes = cost_benefit::workbook(analysis, command).map_err(Failure::computation)?;
        kennis::formats::write_file(path, &bytes)
            .map_err(|error| Failure::Write { path: path.to_owned(), error })
    }
    #[cfg(not(feature = "xlsx"))]
    {
        // Refused by `check`.
        let _ = (path, analysis, command);
        Ok(())
    }
}

/// Writes the workbook of a projection.
pub(crate) fn write_projection(
    path: &Path,
    experiment: &Experiment,
    moved: &ProjectedTable,
    command: &str,
) -> Result<(), Failure> {
    #[cfg(feature = "xlsx")]
    {
        let bytes = projection::workbook(experiment, moved, command).map_err(Failure::computation)?;
        kennis::formats::write_file(path, &bytes)
            .map_err(|error| Failure::Write { path: path.to_owned(), error })
    }
    #[cfg(not(feature = "xlsx"))]
    {
        // Refused by `check`.
        let _ = (path, experiment, moved, command);
        Ok(())
    }
}

/// Writes a page as a workbook, where a file is named.
pub(crate) fn write_page(path: Option<&Path>, page: impl FnOnce() -> Page) -> Result<(), Failure> {
    let Some(path) = path else { return Ok(()) };
    #[cfg(feature = "xlsx")]
    {
        let bytes = page::workbook(&page()).map_err(Failure::computation)?;
        kennis::formats::write_file(path, &bytes)
            .map_err(|error| Failure::Write { path: path.to_owned(), error })
    }
    #[cfg(not(feature = "xlsx"))]
    {
        // Refused by `check`.
        let _ = (path, page);
        Ok(())
    }
}
