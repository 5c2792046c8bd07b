//! The same experiment where schooling and skills act in another way: the default, the default with an externality (Lucas 1988), and
//! growth with skills (Hanushek and Woessmann 2012). They stand beside each other; none of them is in a mixture.

use super::experiment::{Experiment, ExperimentError};
use crate::model::{ActsOn, EducationForm};
use crate::names::named;
use crate::parameters::{Distribution, Origin, ParameterId};

named! {
    /// A variant of what schooling and skills do to output.
    EducationVariantName {
        /// What wages say: the default.
        Mincer = "mincer",
        /// The same, and others gain too.
        Externality = "mincer_with_externality",
        /// Skills raise growth: for comparison.
        Growth = "growth",
    }
}

/// The elasticity of productivity to human capital of the variant with an externality (assumption: a sensitivity).
pub const HUMAN_CAPITAL_EXTERNALITY: f64 = 0.10;

impl Experiment {
    /// The variants of an experiment with measures of education; none without such measures.
    ///
    /// # Errors
    /// [`ExperimentError`].
    pub fn education_variants(&self) -> Result<Vec<(EducationVariantName, Self)>, ExperimentError> {
        let acts = self.scenario.measures.iter().map(|measure| measure.instrument.row().acts_on);
        if !acts.into_iter().any(|acts_on| acts_on == ActsOn::Cohorts) {
            return Ok(Vec::new());
        }
        let of = |name: &EducationVariantName| Ok((*name, self.education_variant(*name)?));
        EducationVariantName::ALL.iter().map(of).collect()
    }

    fn education_variant(&self, name: EducationVariantName) -> Result<Self, ExperimentError> {
        let form = match name {
            EducationVariantName::Growth => EducationForm::Growth,
            _ => EducationForm::Mincer,
        };
        let with_form = self.with_education_form(form)?;
        if name != EducationVariantName::Externality {
            return Ok(with_form);
        }
        let mut parameters = self.parameters.clone();
        let externality = Distribution::fixed(HUMAN_CAPITAL_EXTERNALITY);
        parameters.offer(ParameterId::HumanCapitalExternality, externality, Origin::Set);
        with_form.with_parameters(parameters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Economy;
    use crate::model::{CohortSizes, Instrument, Unit};
    use crate::parameters::ParameterSet;
    use crate::scenario::{Measure, Scenario};
    use approx::assert_relative_eq;

    fn experiment(unit: Unit, amount: f64) -> Experiment {
        let measure = Measure::new(Instrument::Education, unit, amount, 2026).with_entry_lag(0.0);
        let scenario = Scenario::new("s").with_measure(measure).with_cohorts(CohortSizes::WorkingLife);
        Experiment::new(
            &Economy::netherlands().unwrap(),
            scenario.with_horizon(2080),
            ParameterSet::default(),
        )
        .unwrap()
    }

    fn variant(experiment: &Experiment, name: EducationVariantName) -> Experiment {
        let variants = experiment.education_variants().unwrap();
        variants.into_iter().find(|(found, _)| *found == name).unwrap().1
    }

    #[test]
    fn without_education_there_is_nothing_to_compare() {
        let measure = Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026);
        let scenario = Scenario::new("s").with_measure(measure);
        let of_rd = Experiment::new(&Economy::netherlands().unwrap(), scenario, ParameterSet::default());
        assert!(of_rd.unwrap().education_variants().unwrap().is_empty());
    }

    /// `h[t] = b dq m (m + 1)/(2 W)`, m years after the first cohort has entered work: growth rises with the mean skill.
    #[test]
    fn growth_with_skills_is_the_closed_form() {
        let growth = variant(&experiment(Unit::QualitySd, 0.1), EducationVariantName::Growth);
        let years = growth.at_centre();
        for (t, year) in years.iter().enumerate() {
            // 2023 is year zero; the first cohort is at work in 2027.
            let m = (t as f64 - 3.0).clamp(0.0, 45.0);
            let full = (t as f64 - 3.0 - 45.0).max(0.0);
            let expected = 0.01864 * 0.1 * (m * (m + 1.0) / (2.0 * 45.0) + full);
            assert_relative_eq!(year.human_capital, expected, epsilon = 1e-14, max_relative = 1e-10);
        }
        // Schooling acts on the level in it too.
        let schooling = experiment(Unit::YearsOfSchooling, 0.5);
        let growth = variant(&schooling, EducationVariantName::Growth).at_centre();
        for (a, b) in growth.iter().zip(schooling.at_centre()) {
            assert_eq!(a.human_capital, b.human_capital);
        }
    }

    /// `y = a + alpha k + (1 - alpha + gamma) h`: with the externality human capital counts `1 + gamma/(1 - alpha)` times.
    #[test]
    fn an_externality_adds_its_elasticity_to_that_of_labour() {
        let plain = experiment(Unit::QualitySd, 0.1);
        let others = variant(&plain, EducationVariantName::Externality).at_centre();
        let share_of_labour = 1.0 - plain.parameters().centres()[ParameterId::CapitalShare]
            + plain.parameters().centres()[ParameterId::RdCapitalShare];
        for (with, without) in others.iter().zip(plain.at_centre()) {
            let expected = without.human_capital * (1.0 + HUMAN_CAPITAL_EXTERNALITY / share_of_labour);
            assert_relative_eq!(with.human_capital, expected, max_relative = 1e-12);
            assert!(with.gdp >= without.gdp);
        }
        let default = variant(&plain, EducationVariantName::Mincer).at_centre();
        for (a, b) in default.iter().zip(plain.at_centre()) {
            assert_eq!(a.gdp, b.gdp);
        }
    }

    /// With `eta` human capital raises what the foreign stock adds, `eps_F eta h ln(S_F[t]/S_F[0])`, and nothing without schooling.
    #[test]
    fn human_capital_lets_foreign_knowledge_in() {
        use crate::structures::StructureName;
        let with = |eta: f64, unit, amount: f64| {
            let plain = experiment(unit, amount);
            let mut parameters = plain.parameters().clone();
            parameters.offer(ParameterId::SpilloverHumanCapital, Distribution::fixed(eta), Origin::Set);
            let absorbing = plain.with_parameters(parameters).unwrap();
            let values = absorbing.parameters().centres();
            (absorbing.run(&StructureName::KnowledgeCapital, &values), absorbing)
        };
        let (absorbing, experiment) = with(0.5, Unit::QualitySd, 0.2);
        let (plain, _) = with(0.0, Unit::QualitySd, 0.2);
        let elasticity = experiment.parameters().centres()[ParameterId::OutputElasticityForeign];
        let stock = experiment.baseline().foreign_stock();
        for (t, (with, without)) in absorbing.iter().zip(&plain).enumerate().take(20) {
            let grown = (stock[t] / stock[0]).ln();
            let added = elasticity * 0.5 * without.human_capital * grown;
            // A little more follows: firms put a part of what GDP gains into R&D.
            assert_relative_eq!(with.tfp - without.tfp, added, epsilon = 1e-9, max_relative = 0.05);
        }
        assert!(absorbing.last().unwrap().tfp > plain.last().unwrap().tfp);
        let nothing = with(0.5, Unit::QualitySd, 0.0).0;
        assert!(nothing.iter().all(|year| year.tfp == 0.0));
    }
}
