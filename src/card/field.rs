//! A question of the card with its answer.

use crate::names::named;

named! {
    /// An answer: those of the Commission's register.
    Answer {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// The question does not apply.
        NotApplicable = "not_applicable",
        /// Nobody has said.
        NotProvided = "not_provided",
    }
}

impl From<bool> for Answer {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

/// A question of the card with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CardField {
    /// Its name.
    pub key: &'static str,
    /// The question.
    pub question: &'static str,
    /// The answer.
    pub answer: Answer,
    /// The figures or the reason behind it.
    pub details: String,
    /// The command that gives the figures; none where no command can.
    pub evidence: Option<&'static str>,
    /// Who asks it.
    pub source_of_question: &'static str,
}

/// A question before it is answered.
#[derive(Clone, Copy)]
pub(super) struct Question {
    pub(super) key: &'static str,
    pub(super) question: &'static str,
    pub(super) source: &'static str,
}

impl Question {
    /// Answered with the figures that a command gives.
    pub(super) fn answered(
        self,
        answer: impl Into<Answer>,
        details: String,
        command: &'static str,
    ) -> CardField {
        self.field(answer.into(), details, Some(command))
    }

    /// Answered with a reason that no command can give.
    pub(super) fn stated(self, answer: impl Into<Answer>, details: &str) -> CardField {
        self.field(answer.into(), details.to_owned(), None)
    }

    fn field(self, answer: Answer, details: String, evidence: Option<&'static str>) -> CardField {
        let Self { key, question, source } = self;
        CardField { key, question, answer, details, evidence, source_of_question: source }
    }
}
