//! Published results, reproduced with the published parameters (`kennis validate`).
//!
//! A row puts a figure of a paper beside what the code of the model gives with the paper's own parameters. Only figures
//! that were read at their source, or in a summary of it, and whose parameters are stated, have a row; the others stand
//! in `docs/validation.md` with the reason. Rank A is an identity, a closed form or a figure of the data, and checks the code;
//! rank B is a model with few parameters, and must come within its tolerance; rank C is an order of magnitude beside what
//! the model says, and decides nothing.

mod data;
mod error;
mod ideas;
mod instruments;
mod published_result;
mod published_totals;
mod skills;
mod social_returns;
mod stocks;

pub use error::ValidationError;
pub use published_result::{PublishedResult, Rank};

use crate::scalar::log10_f64;
use published_result::Stated;
use std::fmt::Write as _;

/// All published results, in the order of the documentation.
///
/// # Errors
/// [`ValidationError`] where the embedded data lack what a row needs, which the tests of the crate exclude.
///
/// ```
/// let results = kennis::validate::published_results()?;
/// assert!(!results.iter().any(|result| result.fails()));
/// # Ok::<(), kennis::validate::ValidationError>(())
/// ```
pub fn published_results() -> Result<Vec<PublishedResult>, ValidationError> {
    results_with(&Stated::default())
}

fn results_with(stated: &Stated) -> Result<Vec<PublishedResult>, ValidationError> {
    let mut results = reproduced_with(stated)?;
    results.extend(published_totals::rows(stated)?);
    Ok(results)
}

/// All but what whole runs say, which take time.
fn reproduced_with(stated: &Stated) -> Result<Vec<PublishedResult>, ValidationError> {
    let mut results = social_returns::rows(stated);
    results.extend(skills::rows(stated));
    results.extend(ideas::rows(stated));
    results.extend(stocks::rows(stated));
    results.extend(instruments::rows(stated));
    results.extend(data::rows()?);
    Ok(results)
}

/// The results as a table in Markdown.
#[must_use]
pub fn published_results_table(results: &[PublishedResult]) -> String {
    let mut table = String::from(
        "| id | source | where | what | published | ours | tolerance | rank | passed |\n|---|---|---|---|---|---|---|---|---|\n",
    );
    for r in results {
        // Writing to a string cannot fail.
        let _ = writeln!(
            table,
            "| `{}` | {} | {} | {} | {} | {} | {} | {} | {} |",
            r.id,
            r.source,
            r.r#where,
            r.what,
            r.published,
            four_digits(r.ours),
            r.tolerance,
            r.rank.name(),
            r.verdict(),
        );
    }
    table
}

/// A number with four significant digits.
pub(crate) fn four_digits(value: f64) -> String {
    let digits = if value == 0.0 { 0 } else { 3 - log10_f64(value.abs()).floor() as i32 };
    format!("{value:.*}", digits.clamp(0, 12) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_row_passes_and_has_a_name_of_its_own() {
        let results = published_results().unwrap();
        let failed: Vec<&PublishedResult> = results.iter().filter(|r| r.fails()).collect();
        assert!(failed.is_empty(), "{failed:#?}");
        let names: BTreeSet<&str> = results.iter().map(|r| r.id).collect();
        assert_eq!(names.len(), results.len());
        assert!(results.iter().all(|r| !r.source.is_empty() && !r.r#where.is_empty() && r.ours.is_finite()));
        assert!(results.iter().filter(|r| r.rank.decides()).count() >= 50);
        // A row of rank C that is far off is no failure, and there are some.
        assert!(results.iter().any(|r| !r.passed && !r.fails() && r.verdict() == "far"));
    }

    #[test]
    fn a_typo_of_one_percent_turns_a_named_row_red() {
        for (parameter, row) in [
            ("jones_summers.growth", "jones_summers_benefit_cost_ratio"),
            ("jones_summers.discount_rate", "jones_summers_benefit_cost_ratio"),
            ("jones_summers.rd_share", "jones_summers_internal_rate_of_return"),
            ("hanushek_woessmann.coefficient", "hanushek_woessmann_present_value"),
            ("hanushek_woessmann.gain", "hanushek_woessmann_present_value"),
            ("hanushek_woessmann.discount_rate", "hanushek_woessmann_present_value"),
            ("jones.growth", "jones_transition_ten_years"),
            ("jones.fishing_out", "jones_transition_end"),
            ("jones.effort_exponent", "jones_transition_end"),
            ("moore.doubling_years", "moores_law_fishing_out"),
            ("guellec_pottelsberghe.public", "guellec_pottelsberghe_public"),
            ("guellec_pottelsberghe.business", "guellec_pottelsberghe_business"),
            ("wbso.bang_for_the_buck", "wbso_bang_for_the_buck"),
            ("wbso.bang_for_the_buck_narrow", "wbso_bang_for_the_buck_narrow"),
            ("guellec_pottelsberghe.additionality", "guellec_pottelsberghe_direct_support"),
            ("dsit.return", "dsit_public_return_sixth_year"),
            ("inventory.depreciation", "inventory_step_five_years"),
            ("identity.public", "gross_return_public"),
            ("identity.business", "gross_return_business"),
        ] {
            let typo = Stated { typo: Some((parameter, 1.01)) };
            let results = reproduced_with(&typo).unwrap();
            let found = results.iter().find(|r| r.id == row).unwrap();
            assert!(!found.passed, "{parameter}: {found:?}");
        }
    }
}
