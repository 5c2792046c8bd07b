//! What the model is for and what it is not for, who has assured it, what it is known to lack, and how old its data are.

use super::evidence::{BACKTEST, CardEvidence, DATA, VALIDATE};
use super::field::{CardField, Question};
use super::rigour::count;
use crate::data::SeriesName;
use crate::parameters::Evidence;
use std::collections::BTreeMap;

const OWN: &str = "ourselves";
const AQUA_ROLES: &str = "UK Government, the AQuA Book, draft of its revision, roles (github.com/best-practice-and-impact/aqua_book_revision)";

/// All of them.
pub(super) fn fields(evidence: &CardEvidence) -> Vec<CardField> {
    vec![
        asked("intended_use", "Is it said what the model is for?").answered(
            true,
            "What programmes and packages of R&D and education do to productivity, GDP and public finances in the medium and long run, with bands; \
             costs and benefits; a yearly monitor of R&D."
                .to_owned(),
            "kennis --help",
        ),
        asked("excluded_use", "Is it said what the model is not for?").stated(
            true,
            "Single projects; the business cycle and the first years of spending (there is no demand side); what R&D of one country does for others; \
             a choice between two instruments whose bands overlap.",
        ),
        Question { key: "assurer", question: "Is there an assurer, independent of the makers?", source: AQUA_ROLES }
            .stated(false, "None yet."),
        known_limits(evidence),
        data_vintage(evidence),
    ]
}

fn asked(key: &'static str, question: &'static str) -> Question {
    Question { key, question, source: OWN }
}

fn known_limits(evidence: &CardEvidence) -> CardField {
    let far: Vec<&str> =
        evidence.results.iter().filter(|row| !row.rank.decides() && !row.passed).map(|row| row.id).collect();
    let remarks: Vec<String> =
        evidence.backtest.remarks.iter().map(|remark| format!(" Of the backtest: {remark}.")).collect();
    asked("known_limits", "Are its limits known and said?").answered(
        true,
        format!(
            "{} parameters rest on our own judgement. Of published orders of magnitude these are far from what the model says: {}. What it cannot produce at all \
             stands in docs/limits.md.{}",
            count(Evidence::Assumption),
            if far.is_empty() { "none".to_owned() } else { far.join(", ") },
            remarks.concat(),
        ),
        if far.is_empty() { BACKTEST } else { VALIDATE },
    )
}

fn data_vintage(evidence: &CardEvidence) -> CardField {
    let economy = &evidence.economy;
    let mut by_vintage: BTreeMap<&str, usize> = BTreeMap::new();
    for series in economy.all_series() {
        *by_vintage.entry(&series.vintage).or_default() += 1;
    }
    let vintages: Vec<String> =
        by_vintage.iter().map(|(vintage, count)| format!("{vintage} ({count} series)")).collect();
    let last = economy.observed(SeriesName::RdTotal).map(|years| years.last.to_string());
    asked("data_vintage", "Is it said how old the data are?").answered(
        economy.all_series().iter().all(|series| !series.vintage.is_empty()),
        format!(
            "The newest vintage is {}. R&D is observed up to {}. By vintage: {}.",
            economy.vintage,
            last.unwrap_or_else(|_| "no year".to_owned()),
            vintages.join(", "),
        ),
        DATA,
    )
}
