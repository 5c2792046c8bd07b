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
