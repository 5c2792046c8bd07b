//! Implied returns in a document.

use super::ranked::{RankedRecord, WhyNone};
use super::record::record;
use super::values::OrReason;
use crate::ensemble::{ImpliedReturns, NoResult, RankedStatistics};
use crate::structures::ByStock;

/// Where no structure of the run implies a return.
const NOT_IMPLIED: &str = "the structure implies no return";
/// Where a return of zero or less has no internal rate.
const RATE: WhyNone = WhyNone {
    moments: "a draw whose return is zero or less has no internal rate",
    quantile: "it falls among the draws whose return is zero or less: they have no internal rate, and rank lowest",
    all: "the return pays back the outlay in no draw",
};
/// A gross return exists in every draw of a structure that implies one.
const GROSS: WhyNone = WhyNone { moments: NOT_IMPLIED, quantile: NOT_IMPLIED, all: NOT_IMPLIED };

record! {
    /// Implied returns on knowledge, by stock. Structures that imply none are left out, and the weights of the others divided
    /// by their sum.
    pub struct Returns {
        /// On the stock of business.
        pub business: StockReturns,
        /// On the public stock.
        pub public: StockReturns,
    }
}

record! {
    /// Implied returns on one stock.
    pub struct StockReturns {
        /// What a unit of the stock adds to output in a year.
        pub gross_return: OrReason<RankedRecord>,
        /// Internal rate of return of an outlay on R&D; draws without one rank lowest.
        pub internal_rate_of_return: OrReason<RankedRecord>,
    }
}

impl Returns {
    /// Of a whole ensemble, or of one of its structures. What has no statistics has no returns either.
    pub(super) fn new(
        gross: Result<ImpliedReturns, NoResult>,
        rate: Result<ImpliedReturns, NoResult>,
    ) -> Self {
        let nothing = ByStock { business: None, public: None };
        let (gross, rate) = (gross.unwrap_or(nothing), rate.unwrap_or(nothing));
        Self {
            business: StockReturns::new(gross.business, rate.business),
            public: StockReturns::new(gross.public, rate.public),
        }
    }
}

impl StockReturns {
    fn new(gross: Option<RankedStatistics>, rate: Option<RankedStatistics>) -> Self {
        let record = |value: Option<RankedStatistics>, why| match value {
            None => OrReason::Reason(NOT_IMPLIED),
            Some(statistics) => RankedRecord::or_reason(&statistics, why),
        };
        Self { gross_return: record(gross, GROSS), internal_rate_of_return: record(rate, RATE) }
    }
}
