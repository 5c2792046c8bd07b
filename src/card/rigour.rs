//! The six questions that the AQuA Book asks an analyst to ask (RIGOUR).
//!
//! Source: UK Government, the AQuA Book, draft of its revision, "Definitions and key concepts"
//! (github.com/best-practice-and-impact/aqua_book_revision).

use super::evidence::{BACKTEST, CardEvidence, PARAMETERS, RUN, VALIDATE};
use super::field::{CardField, Question};
use crate::parameters::{Evidence, ParameterId};
use crate::structures::STRUCTURES;

const AQUA: &str = "UK Government, the AQuA Book, draft of its revision, RIGOUR (github.com/best-practice-and-impact/aqua_book_revision)";

/// All of them.
pub(super) fn fields(evidence: &CardEvidence) -> Vec<CardField> {
    vec![
        asked("repeatable", "Does the same input give the same output?").answered(
            evidence.repeats,
            format!(
                "The same request, seed and version give the same bytes: GDP of this run has the same bits on one thread and on two. The \
                 parameters are those with the hash {}.",
                evidence.parameters.hash()
            ),
            RUN,
        ),
        asked("independent", "Is it free of prejudice, with the views of all sides in balance?").stated(
            false,
            "Nobody but its makers has checked the balance. What one side believes and another does not is run side by side (kennis compare), \
             the view that R&D has no effect among them.",
        ),
        grounded(evidence),
        asked("objective", "Has it been challenged, so that bias is less likely?").answered(
            false,
            format!(
                "Nobody from outside has challenged it yet. What to challenge first: the {} of {} parameters that rest on our own judgement.",
                count(Evidence::Assumption),
                ParameterId::all().count(),
            ),
            PARAMETERS,
        ),
        uncertainty_managed(),
        robust(evidence),
    ]
}

fn asked(key: &'static str, question: &'static str) -> Question {
    Question { key, question, source: AQUA }
}

/// Parameters with this evidence.
pub(super) fn count(evidence: Evidence) -> usize {
    ParameterId::all().filter(|id| id.row().evidence == evidence).count()
}

fn grounded(evidence: &CardEvidence) -> CardField {
    let deciding = evidence.deciding().count();
    let passed = evidence.deciding().filter(|row| row.passed).count();
    asked("grounded_in_reality", "Is it connected with reality?").answered(
        deciding > 0 && passed == deciding,
        format!(
            "{passed} of {deciding} published results come out with the parameters of their papers; of {} orders of magnitude beside them {} are \
             near. Forecasts are held against what happened: see validation.",
            evidence.results.len() - deciding,
            evidence.results.iter().filter(|row| !row.rank.decides() && row.passed).count(),
        ),
        VALIDATE,
    )
}

fn uncertainty_managed() -> CardField {
    let by_grade = Evidence::ALL
        .iter()
        .map(|evidence| format!("{} {} ({evidence})", evidence.grade(), count(*evidence)))
        .collect::<Vec<_>>();
    asked("uncertainty_managed", "Is uncertainty identified, managed and communicated?").answered(
        ParameterId::all().all(|id| !id.row().source.is_empty()),
        format!(
            "Every parameter has a distribution or a constant, its source and a grade of the evidence: {}. Texts, charts and pages show mean, median \
             and band.",
            by_grade.join(", ")
        ),
        PARAMETERS,
    )
}

fn robust(evidence: &CardEvidence) -> CardField {
    let test = &evidence.backtest;
    let verdict = if test.distinguishable { "can" } else { "cannot" };
    asked("robust", "Do results stand in the context of the uncertainty that is left, and of known limits?").answered(
        true,
        format!(
            "The past {verdict} tell the structures apart, so a result is one of {} structures and not of one; what the default cannot produce is \
             listed with its reason (docs/limits.md).",
            STRUCTURES.len(),
        ),
        BACKTEST,
    )
}
