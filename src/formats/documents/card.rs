//! The document `kennis.card/1`.

use super::header::Header;
use super::record::record;
use super::values::{InPlace, OrReason};
use crate::card::{Card, CardField};

record! {
    /// The model card: what registers of policy models ask, answered from what the commands say. Keys may be added within a
    /// version.
    pub struct CardDocument {
        /// What every document starts with.
        #[cfg_attr(test, schemars(flatten))]
        pub header: InPlace<Header>,
        /// Seed of the draws behind the answers.
        pub seed: u64,
        /// The questions, those of the Commission's register first.
        pub fields: Vec<CardFieldRecord>,
    }
}

record! {
    /// A question with its answer.
    pub struct CardFieldRecord {
        /// Its name.
        pub key: &'static str,
        /// The question.
        pub question: &'static str,
        /// The answer.
        #[cfg_attr(test, schemars(extend("enum" = ["yes", "no", "not_applicable", "not_provided"])))]
        pub answer: &'static str,
        /// The figures or the reason behind it.
        pub details: String,
        /// The command that gives the figures.
        pub evidence: OrReason<String>,
        /// Who asks it.
        pub source_of_question: &'static str,
    }
}

/// The document of a card. `command` is the command that reproduces it.
#[must_use]
pub fn card_document(card: &Card, price_base: i32, command: &str) -> CardDocument {
    let evidence = &card.evidence;
    let (parameters, vintage) = (&evidence.parameters, &evidence.economy.vintage);
    let record = |field: &CardField| CardFieldRecord {
        key: field.key,
        question: field.question,
        answer: field.answer.name(),
        details: field.details.clone(),
        evidence: OrReason::new(field.evidence.map(str::to_owned), "no command can say it"),
        source_of_question: field.source_of_question,
    };
    CardDocument {
        header: InPlace(Header::of_parameters("kennis.card/1", parameters, vintage, price_base, command)),
        seed: evidence.sensitivity.settings.seed,
        fields: card.fields.iter().map(record).collect(),
    }
}
