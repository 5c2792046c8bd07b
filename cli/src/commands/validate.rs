//! `kennis validate`: published results, reproduced with published parameters.

use crate::arguments::{Format, ValidateArguments};
use crate::failure::Failure;
use crate::output;
use crate::request::reproduced_command;
use crate::results::{self, Outputs};
use kennis::Economy;
use kennis::formats::{validate_csv, validate_document};
use kennis::report::validate_text;
use kennis::validate::{PublishedResult, published_results};

/// The files of `--out`.
const FILES: [(&str, Format); 3] =
    [("validate.txt", Format::Text), ("validate.json", Format::Json), ("validate.csv", Format::Csv)];

/// Prints them, and ends with 1 where one fails.
pub(crate) fn execute(asked: &ValidateArguments) -> Result<(), Failure> {
    let out = asked.out.out.as_deref();
    Outputs::new(out, &FILES).prepare()?;
    let economy = Economy::netherlands().map_err(Failure::computation)?;
    let price_base = economy.price_base().map_err(Failure::computation)?;
    let rows = published_results().map_err(Failure::computation)?;
    let command = reproduced_command();
    let form = |format| match format {
        Format::Text => validate_text(&rows, &command),
        Format::Json => validate_document(&rows, &economy.vintage, price_base, &command).to_json() + "\n",
        Format::Csv => validate_csv(&rows),
    };
    if let Some(folder) = out {
        results::write(folder, &command, &[], &FILES.map(|(name, format)| (name, form(format))))?;
    }
    output::print(&form(asked.format.format))?;
    verdict(&rows)
}

/// An error that names the rows that fail.
fn verdict(rows: &[PublishedResult]) -> Result<(), Failure> {
    let failed: Vec<&str> = rows.iter().filter(|row| row.fails()).map(|row| row.id).collect();
    if failed.is_empty() {
        return Ok(());
    }
    Err(Failure::Shown(format!(
        "{} of {} published results are not reproduced: {}",
        failed.len(),
        rows.iter().filter(|row| row.rank.decides()).count(),
        failed.join(", ")
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_row_that_fails_ends_with_one_and_is_named() {
        let mut rows = published_results().unwrap();
        // Rows of rank C that are far off are there, and do not end with 1.
        assert!(rows.iter().any(|row| !row.passed));
        assert!(verdict(&rows).is_ok());
        let deciding = rows.iter().position(|row| row.rank.decides()).unwrap();
        rows[deciding].passed = false;
        let failure = verdict(&rows).unwrap_err();
        assert_eq!(failure.exit_code(), 1);
        assert!(failure.to_string().ends_with(&format!("not reproduced: {}", rows[deciding].id)));
    }
}
