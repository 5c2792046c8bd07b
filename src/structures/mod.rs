//! Structures: how stocks of knowledge turn into productivity. One structure a file, and one list of them.
//!
//! All work in log deviations from baseline, so that each is a drop-in for the others. A structure from outside
//! the crate implements [`Structure`] and runs through [`crate::simulate`].

mod channel;
mod error_correction;
mod international_spillovers;
mod knowledge_capital;
mod no_effect;
mod rate_of_return;
mod semi_endogenous;

pub use channel::Channel;
pub use error_correction::ErrorCorrection;
pub use international_spillovers::InternationalSpillovers;
pub use knowledge_capital::KnowledgeCapital;
pub use no_effect::NoEffect;
pub use rate_of_return::RateOfReturn;
pub(crate) use rate_of_return::knowledge_intensity;
pub use semi_endogenous::SemiEndogenous;
pub(crate) use semi_endogenous::{ClosedJones, closed_transition};

use crate::model::Pair;
use crate::parameters::{ParameterId, ParameterValues};
use crate::scalar::Scalar;
use crate::scenario::{StructureChoice, StructureName};

/// Runs an expression with `$structure` bound to the type of the structure of that name: the one list.
macro_rules! with_structure {
    ($name:expr, $structure:ident => $body:expr) => {
        match $name {
            $crate::scenario::StructureName::KnowledgeCapital => {
                type $structure = $crate::structures::KnowledgeCapital;
                $body
            }
            $crate::scenario::StructureName::RateOfReturn => {
                type $structure = $crate::structures::RateOfReturn;
                $body
            }
            $crate::scenario::StructureName::SemiEndogenous => {
                type $structure = $crate::structures::SemiEndogenous;
                $body
            }
            $crate::scenario::StructureName::InternationalSpillovers => {
                type $structure = $crate::structures::InternationalSpillovers;
                $body
            }
            $crate::scenario::StructureName::ErrorCorrection => {
                type $structure = $crate::structures::ErrorCorrection;
                $body
            }
            $crate::scenario::StructureName::NoEffect => {
                type $structure = $crate::structures::NoEffect;
                $body
            }
        }
    };
}
pub(crate) use with_structure;

/// The structures of this version, with their weights in a mixture (assumption, until backtests speak).
pub const STRUCTURES: &[(StructureName, f64)] = &[
    (StructureName::KnowledgeCapital, 0.3),
    (StructureName::RateOfReturn, 0.3),
    (StructureName::SemiEndogenous, 0.3),
    // At home it is knowledge_capital: a weight would count that twice.
    (StructureName::InternationalSpillovers, 0.0),
    // The data hardly identify it.
    (StructureName::ErrorCorrection, 0.0),
    (StructureName::NoEffect, 0.1),
];

impl StructureChoice {
    /// The structures of the choice with their weights in the mixture, which sum to one.
    #[must_use]
    pub fn weights(&self) -> Vec<(StructureName, f64)> {
        let mut chosen: Vec<(StructureName, f64)> = match self {
            Self::Default | Self::All => {
                STRUCTURES.iter().copied().filter(|(_, weight)| *weight > 0.0).collect()
            }
            Self::List(names) => {
                STRUCTURES.iter().copied().filter(|(name, _)| names.contains(name)).collect()
            }
            Self::Weights(weights) => weights.clone(),
        };
        if let Self::List(names) = self {
            chosen.sort_by_key(|(name, _)| names.iter().position(|named| named == name));
        }
        if chosen.iter().all(|(_, weight)| *weight == 0.0) {
            // None of those asked for has a place in the mixture: they count alike.
            chosen.iter_mut().for_each(|(_, weight)| *weight = 1.0);
        }
        let sum: f64 = chosen.iter().map(|(_, weight)| weight).sum();
        // Weights that sum to one stay as they are, bit by bit: taking them from a choice and giving them back is no change.
        if (sum - 1.0).abs() > 1e-12 {
            chosen.iter_mut().for_each(|(_, weight)| *weight /= sum);
        }
        chosen
    }
}

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

impl Knowledge<f64> {
    /// A year in which the stocks differ from the baseline, and nothing else does.
    pub(crate) fn of_stocks(business: Pair<f64>, public: Pair<f64>, gdp: f64) -> Self {
        let stock = |level: Pair<f64>| StockYear {
            level,
            log_ratio: (level.scenario / level.baseline).ln(),
            reference: level.baseline,
        };
        Self {
            business: stock(business),
            public: stock(public),
            foreign_log_ratio: 0.0,
            relative_import_share: 1.0,
            effort: Pair { scenario: 1.0, baseline: 1.0 },
            human_capital: 0.0,
            gdp,
            interaction: false,
        }
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
fn step<S: Scalar>(from: S, to: S, speed: S) -> S {
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

/// How stocks of knowledge turn into productivity.
///
/// Implementations mark every method `#[inline(always)]`, so that it is compiled for the instruction set that
/// the simulation chose at run time.
pub trait Structure {
    /// Name in output.
    const NAME: &'static str;
    /// The parameters that it uses.
    const PARAMETERS: &'static [ParameterId];
    /// The channels of its effect on productivity.
    const CHANNELS: &'static [Channel];
    /// Standard normals that a draw gives it beside the parameters: for a structure that carries an estimate of its
    /// own, with its uncertainty.
    const NORMALS: usize = 0;
    /// What it carries from year to year.
    type State<S: Scalar>: Copy;

    /// The state before the first year; `stock_ratio` is S/Y of the reference year.
    fn start<S: Scalar>(p: &ParameterValues<S>, stock_ratio: ByStock<S>) -> Self::State<S>;

    /// Moves the state before the first year by the [`Structure::NORMALS`] of a draw; not called at the centre.
    #[inline(always)]
    fn disturb<S: Scalar>(_state: &mut Self::State<S>, _normals: &[S]) {}

    /// Log deviation of productivity in a year, by channel; called once a year, in order.
    fn effect<S: Scalar>(
        p: &ParameterValues<S>,
        state: &mut Self::State<S>,
        year: &Knowledge<S>,
    ) -> Contributions<S>;

    /// Implied gross return `dY/dS` by stock, where the structure has one.
    fn gross_returns<S: Scalar>(p: &ParameterValues<S>, stock_ratio: ByStock<S>) -> Option<ByStock<S>>;

    /// The elasticity of productivity to R&D that follows GDP: its feedback is `1/(1 - e/(1-alpha))`.
    fn feedback<S: Scalar>(p: &ParameterValues<S>, stock_ratio: ByStock<S>, under_target: bool) -> S;
}

#[cfg(test)]
mod tests {
    /// A method that is not inlined keeps the baseline instruction set, silently.
    #[test]
    fn every_method_of_a_structure_is_inlined() {
        for (file, text) in [
            ("knowledge_capital.rs", include_str!("knowledge_capital.rs")),
            ("error_correction.rs", include_str!("error_correction.rs")),
            ("international_spillovers.rs", include_str!("international_spillovers.rs")),
            ("no_effect.rs", include_str!("no_effect.rs")),
            ("rate_of_return.rs", include_str!("rate_of_return.rs")),
            ("semi_endogenous.rs", include_str!("semi_endogenous.rs")),
        ] {
            let lines: Vec<&str> = text.lines().map(str::trim).collect();
            let body = lines.iter().position(|line| line.starts_with("impl Structure for")).unwrap_or(0);
            let end = lines.iter().position(|line| *line == "#[cfg(test)]").unwrap_or(lines.len());
            for (number, line) in lines.iter().enumerate().take(end).skip(body) {
                if line.starts_with("fn ") {
                    assert_eq!(lines[number - 1], "#[inline(always)]", "{file}, line {}", number + 1);
                }
            }
        }
    }
}
