//! `kennis run`: simulates a scenario beside the baseline.

use crate::failure::Failure;
use crate::request::RunRequest;

/// Executes a run.
pub(crate) fn execute(request: RunRequest) -> Result<(), Failure> {
    Err(Failure::NotYet(request.command))
}
