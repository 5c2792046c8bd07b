//! What is known of the nine actions: title, status with its date and source, and the money that a source names.

use crate::data::{Date, InputFile};
use crate::names::named;

named! {
    /// How far an action is.
    ActionStatus {
        /// An ambition or a proposal, without a decision to start.
        Announced = "announced",
        /// It is looked into; a decision follows.
        Exploration = "exploration",
        /// Tried out on a small scale.
        Pilot = "pilot",
        /// Carried out, with means that there are.
        UnderWay = "under_way",
        /// Decided in principle; neither established nor begun.
        DecidedInPrinciple = "decided_in_principle",
        /// What it was to bring about exists.
        Established = "established",
        /// Completed.
        Completed = "completed",
        /// Given up.
        Dropped = "dropped",
    }
}

named! {
    /// A track of the plan.
    Track {
        /// More R&D in existing firms, small and medium-sized ones among them.
        A = "A",
        /// New R&D-intensive firms are created and grow.
        B = "B",
        /// A better climate for innovative firms.
        C = "C",
    }
}

named! {
    /// Unit of an amount that a source names for an action.
    MoneyUnit {
        /// Billion euro.
        BnEur = "bn_eur",
        /// Persons, in all.
        Persons = "persons",
    }
}

/// An amount that a source names for an action.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ActionMoney {
    /// How much.
    pub amount: f64,
    /// Its unit.
    pub unit: MoneyUnit,
    /// What it is: capital, an earmark, people; over which years.
    pub what: String,
    /// The same in Dutch, where it is written.
    pub what_nl: Option<String>,
    /// Who says so.
    pub source: String,
}

impl ActionMoney {
    /// An amount.
    #[must_use]
    pub fn new(amount: f64, unit: MoneyUnit, what: impl Into<String>, source: impl Into<String>) -> Self {
        Self { amount, unit, what: what.into(), what_nl: None, source: source.into() }
    }
}

/// An action of the plan.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Action {
    /// Its number, 1 to 9.
    pub number: u8,
    /// What it is.
    pub title: String,
    /// Its heading in the letter.
    pub title_nl: String,
    /// The track that it belongs to, where a source says so.
    pub track: Option<Track>,
    /// How far it is.
    pub status: ActionStatus,
    /// The day of what is known.
    pub status_date: Date,
    /// Where that stands.
    pub source: String,
    /// Amounts that a source names.
    pub money: Vec<ActionMoney>,
    /// What a reader should know.
    pub note: Option<String>,
}

impl Action {
    /// An action without money, of no stated track.
    #[must_use]
    pub fn new(
        number: u8,
        [title, title_nl]: [&str; 2],
        (status, status_date): (ActionStatus, Date),
        source: impl Into<String>,
    ) -> Self {
        Self {
            number,
            title: title.to_owned(),
            title_nl: title_nl.to_owned(),
            track: None,
            status,
            status_date,
            source: source.into(),
            money: Vec::new(),
            note: None,
        }
    }
}

/// The nine actions as they are known on a day.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ActionTable {
    /// The day up to which sources were looked at.
    pub as_of: Date,
    /// The actions, in the order of their numbers.
    pub actions: Vec<Action>,
    /// The file, where it was read from one of the user's.
    pub input: Option<InputFile>,
}

impl ActionTable {
    /// A table; the actions are put in the order of their numbers.
    #[must_use]
    pub fn new(as_of: Date, mut actions: Vec<Action>) -> Self {
        actions.sort_by_key(|action| action.number);
        Self { as_of, actions, input: None }
    }

    /// The newest day that a status has.
    #[must_use]
    pub fn newest(&self) -> Option<Date> {
        self.actions.iter().map(|action| action.status_date).max()
    }
}
