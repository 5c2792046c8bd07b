//! What a structure sees of a year, and what it gives: stocks and effort in, log productivity by channel out.

use crate::model::Pair;
use crate::scalar::Scalar;

/// A stock of knowledge at the start of a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StockYear<S> {
    /// Level in scenario and baseline, billion.
    pub level: Pair<S>,
    /// `ln(S/S0)`.
    pub log_ratio: S,
    /// Baseline stock at the start of the reference year, the last with R&D.
    pub reference: S,
}

/// What a structure sees of one year.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Knowledge<S> {
    /// Stock of business.
    pub business: StockYear<S>,
    /// Stock of the public sector.
    pub public: StockYear<S>,
    /// `ln(S_F/S_F0)`.
    pub foreign_log_ratio: S,
    /// Effort of partners against the baseline, less one: their R&D whose gestation ended last year.
    pub foreign_extra_effort: S,
    /// Import share of the country over the Dutch one.
    pub relative_import_share: S,
    /// R&D whose gestation ended last year, all performers: effort.
    pub effort: Pair<S>,
    /// Log deviation of human capital.
    pub human_capital: S,
    /// Baseline GDP, billion.
    pub gdp: S,
    /// Whether any draw has an interaction of stocks.
    pub interaction: bool,
}

impl<S: Scalar> StockYear<S> {
    /// A stock that is `scenario` where it would be `baseline`, which is also its reference.
    #[inline(always)]
    #[must_use]
    pub fn new(level: Pair<S>) -> Self {
        Self { level, log_ratio: (level.scenario / level.baseline).ln(), reference: level.baseline }
    }
}

impl<S: Scalar> Knowledge<S> {
    /// A year in which stocks and effort differ from the baseline, with its GDP, and nothing else does.
    #[inline(always)]
    #[must_use]
    pub fn new(stocks: ByStock<StockYear<S>>, effort: Pair<S>, gdp: S) -> Self {
        Self {
            business: stocks.business,
            public: stocks.public,
            foreign_log_ratio: S::of(0.0),
            foreign_extra_effort: S::of(0.0),
            relative_import_share: S::of(1.0),
            effort,
            human_capital: S::of(0.0),
            gdp,
            interaction: false,
        }
    }
}

impl Knowledge<f64> {
    /// A year in which the stocks differ from the baseline, and nothing else does.
    #[must_use]
    pub fn of_stocks(business: Pair<f64>, public: Pair<f64>, gdp: f64) -> Self {
        let stocks = ByStock { business: StockYear::new(business), public: StockYear::new(public) };
        Self::new(stocks, Pair { scenario: 1.0, baseline: 1.0 }, gdp)
    }
}

/// Log deviation of productivity by channel.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Contributions<S> {
    /// Business stock.
    pub business_knowledge: S,
    /// Public stock.
    pub public_knowledge: S,
    /// Foreign stock.
    pub foreign_knowledge: S,
    /// Interaction of business and public stock.
    pub interaction: S,
    /// Own research effort.
    pub research_effort: S,
    /// The world frontier.
    pub frontier: S,
}

impl<S: Scalar> Contributions<S> {
    /// No effect on any channel.
    #[inline(always)]
    #[must_use]
    pub fn zero() -> Self {
        let zero = S::of(0.0);
        Self {
            business_knowledge: zero,
            public_knowledge: zero,
            foreign_knowledge: zero,
            interaction: zero,
            research_effort: zero,
            frontier: zero,
        }
    }

    /// The sum over channels, `x`.
    #[inline(always)]
    #[must_use]
    pub fn total(&self) -> S {
        self.business_knowledge
            + self.public_knowledge
            + self.foreign_knowledge
            + self.interaction
            + self.research_effort
            + self.frontier
    }

    /// `(1 - speed) self + speed target`, by channel.
    #[inline(always)]
    #[must_use]
    pub fn towards(&self, target: &Self, speed: S) -> Self {
        Self {
            business_knowledge: step(self.business_knowledge, target.business_knowledge, speed),
            public_knowledge: step(self.public_knowledge, target.public_knowledge, speed),
            foreign_knowledge: step(self.foreign_knowledge, target.foreign_knowledge, speed),
            interaction: step(self.interaction, target.interaction, speed),
            research_effort: step(self.research_effort, target.research_effort, speed),
            frontier: step(self.frontier, target.frontier, speed),
        }
    }
}

/// `(1 - speed) from + speed to`.
#[inline(always)]
pub(super) fn step<S: Scalar>(from: S, to: S, speed: S) -> S {
    (S::of(1.0) - speed) * from + speed * to
}

/// Values for the stock of business and the stock of the public sector.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ByStock<S> {
    /// Business.
    pub business: S,
    /// Public sector.
    pub public: S,
}
