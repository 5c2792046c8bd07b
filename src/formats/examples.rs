//! The example files that are built in, so that a first run needs no download.

/// A file that is built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Example {
    /// Name, as for `kennis example NAME`.
    pub name: &'static str,
    /// What it shows, in one line.
    pub about: &'static str,
    /// The file.
    pub text: &'static str,
}

/// All examples.
pub const EXAMPLES: &[Example] = &[
    Example {
        name: "baseline",
        about: "nothing beside the baseline",
        text: include_str!("../../examples/scenarios/baseline.toml"),
    },
    Example {
        name: "public_research_one_year",
        about: "1 billion euro of public research in 2026",
        text: include_str!("../../examples/scenarios/public_research_one_year.toml"),
    },
    Example {
        name: "public_research_permanent",
        about: "0.1% of GDP more for public research, from 2026",
        text: include_str!("../../examples/scenarios/public_research_permanent.toml"),
    },
    Example {
        name: "three_percent",
        about: "R&D of 3% of GDP in 2030",
        text: include_str!("../../examples/scenarios/three_percent.toml"),
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::read_scenario;
    use crate::scenario::{CheckContext, Scenario, Target};
    use std::path::Path;

    fn read(example: &Example) -> Scenario {
        read_scenario(example.text.as_bytes(), example.name, Path::new("."), &CheckContext::netherlands())
            .unwrap()
    }

    #[test]
    fn every_example_reads() {
        for example in EXAMPLES {
            assert!(!read(example).name.is_empty());
        }
    }

    #[test]
    fn three_percent_is_the_target_of_the_letter() {
        let example = EXAMPLES.iter().find(|example| example.name == "three_percent").unwrap();
        let target = Target { from: 2025, year: 2030, value: 0.03, public_share: 0.40 };
        assert_eq!(read(example).targets, [target]);
    }
}
