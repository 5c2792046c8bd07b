//! What is known of the nine actions: title, status with its date and source, and the money that a source names.

use crate::data::InputFile;
use crate::names::named;
use std::fmt;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

impl Date {
    /// The day of the letter with the plan.
    pub const LETTER: Self = Self { year: 2025, month: 7, day: 11 };

    /// A day of the Gregorian calendar; none where there is no such day.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            2 if is_leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            _ => 0,
        };
        ((1..=9999).contains(&year) && (1..=days).contains(&day)).then_some(Self { year, month, day })
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }

    /// A day as it is written in files, such as `2025-07-11`.
    ///
    /// ```
    /// use kennis::policy::Date;
    /// assert_eq!(Date::parse("2025-07-11"), Date::new(2025, 7, 11));
    /// assert_eq!(Date::parse("2025-02-29"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_number = |part: &str, digits: usize| {
            part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if !(is_number(year, 4) && is_number(month, 2) && is_number(day, 2)) {
            return None;
        }
        if parts.next().is_some() {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// The day that lies so many days after 1 January 1970.
    ///
    /// From days to the calendar by eras of 400 years that begin in March, so that a leap day is the last day of its year
    /// (Hinnant, "chrono-compatible low-level date algorithms").
    #[must_use]
    pub fn of_unix_days(days: i64) -> Option<Self> {
        let since_march_0000 = days.checked_add(719_468)?;
        let (era, day_of_era) = (since_march_0000.div_euclid(146_097), since_march_0000.rem_euclid(146_097));
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self::new(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_since_1970_are_those_of_the_calendar() {
        let date = |days| Date::of_unix_days(days).unwrap().to_string();
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(-1), "1969-12-31");
        // 29 February of a century that is a leap year, and the day after.
        assert_eq!([date(11_016), date(11_017)], ["2000-02-29", "2000-03-01"]);
        assert_eq!(date(20_280), "2025-07-11");
        assert_eq!(Date::of_unix_days(i64::MAX), None);
        // One day after another, over two leap years and the turn of a century that is none.
        for (from, to) in [(-25_600, -25_500), (10_900, 11_500), (19_700, 20_200)] {
            for days in from..to {
                let (today, tomorrow) = (Date::of_unix_days(days), Date::of_unix_days(days + 1));
                let (today, tomorrow) = (today.unwrap(), tomorrow.unwrap());
                let next = Date::new(today.year, today.month, today.day + 1)
                    .or_else(|| Date::new(today.year, today.month + 1, 1))
                    .or_else(|| Date::new(today.year + 1, 1, 1));
                assert_eq!(next, Some(tomorrow));
                assert!(today < tomorrow && Date::parse(&today.to_string()) == Some(today));
            }
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for wrong in
            ["", "2025", "2025-7-11", "2025-13-01", "2025-00-10", "2025-04-31", "1900-02-29", "2025-07-11-1"]
        {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
        assert!(Date::parse("2000-02-29").is_some() && Date::parse("+025-07-11").is_none());
    }
}
