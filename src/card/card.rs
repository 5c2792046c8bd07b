//! The card: every question with its answer, in the order of the documentation.

use super::error::CardError;
use super::evidence::CardEvidence;
use super::field::CardField;
use super::{register, rigour, scope};

/// The model card.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Card {
    /// The questions, those of the Commission's register first.
    pub fields: Vec<CardField>,
    /// What the commands say.
    pub evidence: CardEvidence,
}

impl Card {
    /// The card of what the commands say.
    ///
    /// # Errors
    /// [`CardError::NotReproduced`] where a published result that should come out does not.
    pub fn new(evidence: CardEvidence) -> Result<Self, CardError> {
        let failed: Vec<&'static str> =
            evidence.results.iter().filter(|row| row.fails()).map(|row| row.id).collect();
        if !failed.is_empty() {
            return Err(CardError::NotReproduced { failed, of: evidence.deciding().count() });
        }
        let mut fields = register::fields(&evidence);
        fields.extend(rigour::fields(&evidence));
        fields.extend(scope::fields(&evidence));
        Ok(Self { fields, evidence })
    }

    /// The field of that key.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&CardField> {
        self.fields.iter().find(|field| field.key == key)
    }
}

#[cfg(test)]
mod tests {
    use super::super::field::Answer;
    use super::*;
    use crate::data::Series;
    use std::sync::LazyLock;

    /// What the commands say: computed once for all tests.
    static EVIDENCE: LazyLock<CardEvidence> = LazyLock::new(|| CardEvidence::gather().unwrap());

    fn answer(evidence: CardEvidence, key: &str) -> (Answer, String) {
        let card = Card::new(evidence).unwrap();
        let field = card.field(key).unwrap();
        (field.answer, field.details.clone())
    }

    #[test]
    fn the_questions_of_the_register_stand_first_in_its_order() {
        let card = Card::new(EVIDENCE.clone()).unwrap();
        let keys: Vec<&str> = card.fields.iter().map(|field| field.key).collect();
        let register = [
            "uncertainty",
            "sensitivity_analysis",
            "peer_reviewed_publication",
            "scientific_review",
            "validation",
            "input_data_public",
            "full_database_available",
            "results_public",
        ];
        assert_eq!(keys[..8], register);
        assert!(card.fields[..8].iter().all(|field| field.source_of_question.contains("page Quality")));
        assert!(card.fields[8..12].iter().all(|field| field.source_of_question.contains("not read")));
        let letters = [
            "repeatable",
            "independent",
            "grounded_in_reality",
            "objective",
            "uncertainty_managed",
            "robust",
        ];
        assert_eq!(keys[12..18], letters);
        assert_eq!(keys[18..], ["intended_use", "excluded_use", "assurer", "known_limits", "data_vintage"]);
        assert!(
            card.fields.iter().all(|field| field.question.ends_with('?') && field.details.ends_with('.'))
        );
        // Nobody has reviewed or assured it, and the card says so.
        for key in ["peer_reviewed_publication", "scientific_review", "results_public", "assurer"] {
            assert_eq!(card.field(key).unwrap().answer, Answer::No, "{key}");
        }
    }

    #[test]
    fn there_is_no_card_where_a_published_result_is_not_reproduced() {
        let mut evidence = EVIDENCE.clone();
        let deciding = evidence.results.iter().position(|row| row.rank.decides()).unwrap();
        evidence.results[deciding].passed = false;
        let of = evidence.deciding().count();
        let id = evidence.results[deciding].id;
        let error = Card::new(evidence.clone()).unwrap_err();
        assert_eq!(error, CardError::NotReproduced { failed: vec![id], of });
        assert!(error.to_string().contains(id) && error.to_string().contains("kennis validate"), "{error}");
        // One of rank C decides nothing, and is named where it is far.
        evidence.results[deciding].passed = true;
        let near = evidence.results.iter().position(|row| !row.rank.decides() && row.passed).unwrap();
        evidence.results[near].passed = false;
        let id = evidence.results[near].id;
        assert!(!answer(EVIDENCE.clone(), "known_limits").1.contains(&format!(" {id}")));
        assert!(answer(evidence, "known_limits").1.contains(&format!(" {id}")));
    }

    /// An answer is no constant: with other evidence it is another one.
    #[test]
    fn answers_follow_the_evidence() {
        let with = |change: fn(&mut CardEvidence), key: &str| {
            let mut evidence = EVIDENCE.clone();
            assert_eq!(answer(evidence.clone(), key).0, Answer::Yes, "{key}");
            change(&mut evidence);
            answer(evidence, key).0
        };
        assert_eq!(with(|e| e.repeats = false, "repeatable"), Answer::No);
        assert_eq!(with(|e| e.backtest.models.clear(), "validation"), Answer::No);
        assert_eq!(with(|e| e.sensitivity.parameters.clear(), "sensitivity_analysis"), Answer::No);
        assert_eq!(with(|e| e.countries = 0, "full_database_available"), Answer::No);
        let blank = |change: fn(&mut Series)| {
            let mut evidence = EVIDENCE.clone();
            let mut series = evidence.economy.all_series()[0].clone();
            change(&mut series);
            evidence.economy.replace(series);
            evidence
        };
        let series = EVIDENCE.economy.all_series().len();
        let (no, details) = answer(blank(|series| series.licence.clear()), "input_data_public");
        assert_eq!(no, Answer::No);
        assert!(details.starts_with(&format!("{} of {series} series", series - 1)), "{details}");
        assert_eq!(answer(blank(|series| series.vintage.clear()), "data_vintage").0, Answer::No);
    }

    #[test]
    fn figures_are_those_of_the_evidence() {
        let mut evidence = EVIDENCE.clone();
        evidence.backtest.models[0].scores.last_mut().unwrap().coverage_90 = 0.123;
        evidence.sensitivity.parameters[0].total.value = 0.777;
        assert!(answer(evidence.clone(), "validation").1.contains(" and 12%"));
        assert!(answer(evidence, "sensitivity_analysis").1.contains(" 78%"));
    }
}
