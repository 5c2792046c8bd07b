//! Structures: how stocks of knowledge turn into productivity. One structure a file, and one list of them.
//!
//! All work in log deviations from baseline, so that each is a drop-in for the others. A new structure is a file with a
//! type that implements [`Structure`], its `mod` and `pub use` lines, and a row of the list below. A structure from outside the crate
//! implements the same trait and runs through [`crate::simulate`].

mod channel;
mod choice;
pub mod error_correction;
pub mod international_spillovers;
mod knowledge;
pub mod knowledge_capital;
mod list;
pub mod no_effect;
pub mod rate_of_return;
pub mod semi_endogenous;
mod structure;

pub use channel::Channel;
pub use choice::StructureChoice;
pub use error_correction::ErrorCorrection;
pub use international_spillovers::InternationalSpillovers;
pub use knowledge::{ByStock, Contributions, Knowledge, StockYear};
pub use knowledge_capital::KnowledgeCapital;
pub use no_effect::NoEffect;
pub use rate_of_return::RateOfReturn;
pub use semi_endogenous::SemiEndogenous;
pub use structure::{Past, Structure};

list::structures! {
    /// Constant elasticities of knowledge stocks (Griliches).
    KnowledgeCapital = "knowledge_capital", weight 0.3;
    /// Constant gross rates of return (Terleckyj).
    RateOfReturn = "rate_of_return", weight 0.3;
    /// Catching up with a frontier that effort moves (Jones).
    SemiEndogenous = "semi_endogenous", weight 0.3;
    /// Foreign stocks by import shares (Coe and Helpman).
    // At home it is knowledge_capital: a weight would count that twice.
    InternationalSpillovers = "international_spillovers", weight 0.0;
    /// Productivity that closes its gap to the stocks (Guellec and van Pottelsberghe).
    // No weight until backtests speak.
    ErrorCorrection = "error_correction", weight 0.0;
    /// R&D does nothing to productivity: what costings assume today.
    NoEffect = "no_effect", weight 0.1;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Pair;
    use crate::parameters::{ParameterId as P, ParameterSet, ParameterValues};

    const RATIO: ByStock<f64> = ByStock { business: 0.08, public: 0.06 };

    /// Values at which every parameter of a structure does something.
    fn values() -> ParameterValues<f64> {
        let mut p = ParameterSet::default().centres();
        for (id, value) in [
            (P::TransferTheta, 0.4),
            (P::SourceStockRatioBusiness, 0.05),
            (P::SourceStockRatioPublic, 0.09),
            (P::InteractionElasticity, 0.02),
        ] {
            p.set(id, value);
        }
        p
    }

    /// A year in which the country itself has changed: its stocks, its effort and its human capital.
    fn home() -> Knowledge<f64> {
        let pair = |ratio: f64| Pair { scenario: 100.0 * ratio, baseline: 100.0 };
        let [business, public] = [1.1, 1.2].map(|ratio| StockYear::new(pair(ratio)));
        let year = Knowledge::new(ByStock { business, public }, pair(1.15), 1_000.0);
        Knowledge { human_capital: 0.03, relative_import_share: 1.2, ..year }
    }

    /// The effect in the first years of a structure, every one of them like `year`.
    fn effects(
        name: StructureName,
        p: &ParameterValues<f64>,
        year: &Knowledge<f64>,
    ) -> Vec<Contributions<f64>> {
        let mut state = name.start(p, RATIO);
        (0..40).map(|_| name.effect(p, &mut state, year)).collect()
    }

    /// What a structure lists is what its effect follows, no more and no less.
    #[test]
    fn a_structure_lists_its_parameters() {
        let p = values();
        let year = Knowledge { foreign_log_ratio: 0.05, interaction: true, ..home() };
        // Where elasticities were estimated: those of a transfer, whose strength is listed.
        let of_the_source = [P::SourceStockRatioBusiness, P::SourceStockRatioPublic];
        for name in StructureName::ALL {
            let effect = effects(*name, &p, &year);
            for id in P::all().filter(|id| !of_the_source.contains(id)) {
                let mut other = p;
                other.set(id, 1.01 * p[id] + 1e-3);
                let follows = effects(*name, &other, &year) != effect;
                assert_eq!(follows, name.parameters().contains(&id), "{name}: {}", id.name());
            }
        }
    }

    #[test]
    fn a_structure_lists_the_channels_in_which_its_effect_appears() {
        for name in StructureName::ALL {
            let last = effects(*name, &values(), &home())[39];
            let by_channel = [
                (Channel::BusinessKnowledge, last.business_knowledge),
                (Channel::PublicKnowledge, last.public_knowledge),
                (Channel::ForeignKnowledge, last.foreign_knowledge),
                (Channel::ResearchEffort, last.research_effort),
                (Channel::Frontier, last.frontier),
            ];
            let moved: Vec<Channel> = by_channel.into_iter().filter(|c| c.1 != 0.0).map(|c| c.0).collect();
            assert_eq!(moved, name.channels(), "{name}");
        }
    }

    /// An internal rate of return takes the gross return of a stock for a constant flow.
    #[test]
    fn a_structure_with_an_internal_rate_pays_the_same_every_year() {
        let mut p = values();
        p.set(P::AdjustmentSpeed, 1.0);
        for name in StructureName::ALL.iter().filter(|name| name.gross_returns(&p, RATIO).is_some()) {
            let effect = effects(*name, &p, &home());
            assert_eq!(name.has_internal_rate(), effect[0] == effect[39], "{name}");
        }
    }

    #[test]
    fn spillovers_are_those_of_knowledge_capital_by_the_share_of_imports() {
        let year = Knowledge { foreign_log_ratio: 0.05, ..home() };
        let found = effects(StructureName::InternationalSpillovers, &values(), &year);
        let as_dutch = Knowledge { foreign_log_ratio: 1.2 * 0.05, ..year };
        assert_eq!(found, effects(StructureName::KnowledgeCapital, &values(), &as_dutch));
        assert!(found[39].foreign_knowledge != 0.0);
    }

    #[test]
    fn a_structure_has_the_name_of_its_row() {
        let types = [
            KnowledgeCapital.name(),
            RateOfReturn.name(),
            SemiEndogenous.name(),
            InternationalSpillovers.name(),
            ErrorCorrection.name(),
            NoEffect.name(),
        ];
        assert_eq!(StructureName::ALL.iter().map(|name| name.name()).collect::<Vec<_>>(), types);
        let sum: f64 = STRUCTURES.iter().map(|(_, weight)| weight).sum();
        assert!((sum - 1.0).abs() < 1e-12);
    }

    /// A method that is not inlined keeps the baseline instruction set, silently.
    #[test]
    fn every_method_of_a_structure_is_inlined() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/structures");
        let mut structures = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let (file, text) = (path.display().to_string(), std::fs::read_to_string(&path).unwrap());
            let lines: Vec<&str> = text.lines().map(str::trim).collect();
            // The impl of a structure, from its first line to the tests of the file.
            let Some(body) = lines.iter().position(|line| line.starts_with("impl Structure for")) else {
                continue;
            };
            structures += 1;
            let end = lines.iter().position(|line| *line == "#[cfg(test)]").unwrap_or(lines.len());
            let mut generic = 0;
            for (number, line) in lines.iter().enumerate().take(end).skip(body) {
                if line.starts_with("fn ") && line.contains("<S: ") {
                    generic += 1;
                    assert_eq!(lines[number - 1], "#[inline(always)]", "{file}, line {}", number + 1);
                }
            }
            assert!(generic > 3, "{file}");
        }
        // One a row of the list, and the list itself.
        assert_eq!(structures, StructureName::ALL.len() + 1);
    }
}
