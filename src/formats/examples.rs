//! The example files that are built in, so that a first run needs no download.

use super::parameter_file::is_parameter_file;

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
    Example {
        name: "eu_three_percent",
        about: "R&D of 3% of GDP in 2030 in all of the EU",
        text: include_str!("../../examples/scenarios/eu_three_percent.toml"),
    },
    Example {
        name: "tax_credit",
        about: "template: a larger tax credit (WBSO)",
        text: include_str!("../../examples/scenarios/tax_credit.toml"),
    },
    Example {
        name: "cut_of_a_fund",
        about: "template: a fund of several instruments is cut",
        text: include_str!("../../examples/scenarios/cut_of_a_fund.toml"),
    },
    Example {
        name: "mix_for_a_goal",
        about: "money of several instruments, for kennis solve",
        text: include_str!("../../examples/scenarios/mix_for_a_goal.toml"),
    },
    Example {
        name: "technicians",
        about: "template: technicians are trained",
        text: include_str!("../../examples/scenarios/technicians.toml"),
    },
    Example {
        name: "education",
        about: "template: better schools, cohort by cohort",
        text: include_str!("../../examples/scenarios/education.toml"),
    },
    Example {
        name: "one_year_of_schooling",
        about: "template: one more year of schooling, with its cost",
        text: include_str!("../../examples/scenarios/one_year_of_schooling.toml"),
    },
    Example {
        name: "action_plan_2025",
        about: "the nine actions, as far as the letter names figures",
        text: include_str!("../../examples/scenarios/action_plan_2025.toml"),
    },
    Example {
        name: "action_plan_illustration",
        about: "the nine actions filled in, with amounts of our own",
        text: include_str!("../../examples/scenarios/action_plan_illustration.toml"),
    },
    Example {
        name: "return_anchored",
        about: "beliefs: public R&D by its return",
        text: include_str!("../../examples/parameters/return_anchored.toml"),
    },
    Example {
        name: "panel_anchored",
        about: "beliefs: business R&D by countries pooled",
        text: include_str!("../../examples/parameters/panel_anchored.toml"),
    },
    Example {
        name: "slow_and_lasting",
        about: "beliefs: public research takes long and lasts",
        text: include_str!("../../examples/parameters/slow_and_lasting.toml"),
    },
    Example {
        name: "cbo_2025_implied",
        about: "beliefs: what a figure of the CBO implies",
        text: include_str!("../../examples/parameters/cbo_2025_implied.toml"),
    },
];

/// The sets of beliefs that every run is held against, in a line under its text.
pub const ANCHORS: [&str; 2] = ["panel_anchored", "return_anchored"];

impl Example {
    /// The one of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        EXAMPLES.iter().find(|example| example.name == name)
    }

    /// Whether it is a parameter file, a set of beliefs.
    #[must_use]
    pub fn is_beliefs(&self) -> bool {
        is_parameter_file(self.text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Economy;
    use crate::formats::{read_parameters, read_scenario};
    use crate::model::Gestation;
    use crate::parameters::{ParameterId, ParameterSet, Shape};
    use crate::scenario::{CheckContext, Scenario, Target};
    use crate::simulate::{Experiment, Variable, internal_rate_of_return};
    use crate::structures::StructureName;
    use approx::assert_abs_diff_eq;
    use std::path::Path;

    fn read(example: &Example) -> Scenario {
        read_scenario(example.text.as_bytes(), example.name, Path::new("."), &CheckContext::netherlands())
            .unwrap()
    }

    #[test]
    fn every_example_reads() {
        let (parameters, scenarios): (Vec<&Example>, Vec<&Example>) =
            EXAMPLES.iter().partition(|example| example.is_beliefs());
        // Foreign R&D rests on the panel of countries.
        let needs_panel = |example: &&&Example| example.name == "eu_three_percent";
        let readable = scenarios.iter().filter(|example| cfg!(feature = "panel") || !needs_panel(example));
        assert!(readable.clone().count() > 7);
        assert!(readable.into_iter().all(|example| !read(example).name.is_empty()));
        let names: Vec<&str> = parameters.iter().map(|example| example.name).collect();
        assert_eq!(names, ["return_anchored", "panel_anchored", "slow_and_lasting", "cbo_2025_implied"]);
        for example in parameters {
            let overrides = read_parameters(example.text.as_bytes(), example.name).unwrap();
            assert!(!overrides.is_empty() && example.text.starts_with("# "), "{}", example.name);
        }
        assert!(ANCHORS.iter().all(|name| Example::named(name).is_some_and(Example::is_beliefs)));
    }

    fn templates() -> impl Iterator<Item = &'static Example> {
        EXAMPLES.iter().filter(|example| example.about.starts_with("template:"))
    }

    #[test]
    fn every_key_of_a_template_has_a_comment() {
        for example in templates() {
            for line in example.text.lines().filter(|line| !line.starts_with('#') && line.contains(" = ")) {
                let comment = line.split_once(" # ").map_or("", |(_, comment)| comment.trim());
                assert!(!comment.is_empty(), "{}: {line}", example.name);
            }
        }
        assert_eq!(templates().count(), 5);
    }

    #[test]
    fn the_templates_are_the_usual_packages_and_run_without_remarks() {
        let economy = Economy::netherlands().unwrap();
        let mut instruments = Vec::new();
        for example in templates() {
            let scenario = read(example);
            instruments.extend(scenario.measures.iter().map(|measure| measure.instrument));
            let cut = example.name == "cut_of_a_fund";
            let experiment = Experiment::new(&economy, scenario, ParameterSet::default()).unwrap();
            assert_eq!(experiment.warnings(), [""; 0], "{}", example.name);
            let path = experiment.at_centre();
            // The largest effect of all years: what an old measure leaves, and a new one costs at first, is small.
            let effects = path.iter().map(|year| {
                let levels = Variable::Gdp.levels(year);
                levels.scenario / levels.baseline - 1.0
            });
            let largest = effects.max_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap();
            assert_ne!(largest, 0.0, "{}", example.name);
            assert_eq!(largest < 0.0, cut, "{}: {largest}", example.name);
        }
        instruments.sort();
        use crate::model::Instrument as I;
        let expected =
            [I::PublicResearch, I::DirectSubsidy, I::TaxCredit, I::Talent, I::Education, I::Education];
        assert_eq!(instruments, expected);
    }

    /// Money only where the letter names a figure; the illustration has all nine, and says of every amount whose it is.
    #[test]
    fn the_action_plan_has_what_the_letter_names_and_the_illustration_adds_up_to_its_sum() {
        let economy = Economy::netherlands().unwrap();
        let scenario = |name| read(Example::named(name).unwrap());
        let letter = scenario("action_plan_2025");
        let actions = |scenario: &Scenario| {
            scenario.measures.iter().map(|measure| measure.action.unwrap()).collect::<Vec<u8>>()
        };
        assert_eq!(actions(&letter), [3, 6]);
        let total =
            |place: usize| (2024..=2060).map(|year| letter.measures[place].amount_in(year)).sum::<f64>();
        assert_abs_diff_eq!(total(0), 3.0, epsilon = 1e-12);
        assert_eq!(total(1), 38_000.0);
        let illustration = scenario("action_plan_illustration");
        assert_eq!(actions(&illustration), [1, 2, 3, 4, 5, 6, 7, 8, 8, 9]);
        let experiment = Experiment::new(&economy, illustration, ParameterSet::default()).unwrap();
        let measures = experiment.simulated_measures();
        let money: f64 = measures.iter().flat_map(|measure| &measure.money.as_ref().unwrap()[3..=7]).sum();
        assert_abs_diff_eq!(money, 14.9, epsilon = 1e-9);
        let text = Example::named("action_plan_illustration").unwrap().text;
        let keys = ["instrument", "unit", "amount", "from", "until", "cost_per_unit", "method"];
        for line in text.lines().filter(|line| keys.iter().any(|key| line.starts_with(key))) {
            assert!(line.contains("# illustration, ours, not the letter's"), "{line}");
        }
    }

    #[test]
    fn the_return_of_return_anchored_is_what_it_says() {
        let example = EXAMPLES.iter().find(|example| example.name == "return_anchored").unwrap();
        let overrides = read_parameters(example.text.as_bytes(), example.name).unwrap();
        let &[(ParameterId::OutputElasticityPublic, elasticity)] = overrides.as_slice() else {
            panic!("one parameter: {overrides:?}")
        };
        let scenario = Scenario::new("baseline");
        let experiment =
            Experiment::new(&Economy::netherlands().unwrap(), scenario, ParameterSet::default()).unwrap();
        let centres = ParameterSet::default().centres();
        let stock = experiment.run(&StructureName::KnowledgeCapital, &centres)[0].knowledge_public.baseline;
        let gestation =
            Gestation::new(centres[ParameterId::DepreciationPublic], centres[ParameterId::GestationPublic]);
        let Shape::SplitNormal { low, centre, high } = elasticity.shape else { panic!("{elasticity}") };
        for (elasticity, expected) in [(low, 0.0), (centre, 0.20), (high, 0.40)] {
            let gross_return = elasticity * experiment.baseline.gdp[0] / stock;
            let r = internal_rate_of_return(gross_return, gestation).unwrap();
            assert_abs_diff_eq!(r, expected, epsilon = 0.002);
        }
    }

    #[cfg(feature = "panel")]
    #[test]
    fn eu_three_percent_asks_for_all_partners_in_the_eu() {
        use crate::scenario::{Foreign, PartnerCountries};
        let example = EXAMPLES.iter().find(|example| example.name == "eu_three_percent").unwrap();
        assert_eq!(read(example).foreign, [Foreign::new(PartnerCountries::Eu, 0.03, 2030)]);
    }

    #[test]
    fn three_percent_is_the_target_of_the_letter() {
        let example = EXAMPLES.iter().find(|example| example.name == "three_percent").unwrap();
        let target = Target { from: 2025, year: 2030, value: 0.03, public_share: 0.40 };
        assert_eq!(read(example).targets, [target]);
    }
}
