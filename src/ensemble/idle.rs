//! The parameters that no run of an experiment reads: those of structures that it does not have, of instruments without
//! money, of layers that are off. They are not drawn. In a draw they are no number, so that a run that did read one would
//! show it, and could not pass off another value for it.

use super::layers::Layers;
use crate::model::{Financing, Instrument, ResearchPrice};
use crate::parameters::ParameterId as P;
use crate::simulate::Experiment;
use crate::structures::{Structure, StructureName};

/// What technicians read beside the row of their instrument.
const TECHNICIANS: &[P] = &[
    P::ForeignStayRate,
    P::ForeignStayRateEngineering,
    P::StemOccupationShare,
    P::DoctorResearchShare,
    P::DropoutHigherProfessional,
    P::DropoutUniversity,
];
const PARTNERS: &[P] = &[P::DepreciationForeign];
const RESEARCHERS: &[P] = &[P::ResearchPriceElasticity, P::ResearcherAdjustment];
const BREAKTHROUGHS: &[P] = &[
    P::BreakthroughShare,
    P::BreakthroughRate,
    P::BreakthroughSize,
    P::BreakthroughDiffusion,
    P::BreakthroughDecay,
];
const LEVEL: &[P] = &[P::LevelVolatility, P::LevelDrift];
/// What is read in every year, though a part that can be off lists it.
const ALWAYS: &[P] = &[P::Complementarity];

/// The parameters that no run of the experiment reads. What belongs to no part that can be off is taken as read.
pub(super) fn idle(experiment: &Experiment, layers: Layers) -> Vec<P> {
    let plan = &experiment.plan;
    let has = |instrument: Instrument| {
        plan.money.iter().any(|money| money.instrument == instrument)
            || instrument == Instrument::Education && !plan.doses.is_empty()
            || instrument == Instrument::Talent && plan.trains_technicians
    };
    let runs = |structure: StructureName| experiment.structures.iter().any(|(name, _)| *name == structure);
    let parts = [
        (ALWAYS, true),
        (TECHNICIANS, plan.trains_technicians),
        (PARTNERS, plan.foreign.is_some()),
        (RESEARCHERS, plan.research_price == ResearchPrice::On),
        (BREAKTHROUGHS, layers.breakthroughs),
        (LEVEL, layers.baseline_level),
        (&[P::OffsetReturn], plan.financing == Financing::Offset),
        (&[P::LabourTaxElasticity], plan.financing == Financing::Tax),
    ];
    let structures = StructureName::ALL.iter().map(|name| (name.parameters(), runs(*name)));
    let instruments = Instrument::ALL.iter().map(|name| (name.row().parameters, has(*name)));
    let (mut on, mut off) = (Vec::new(), Vec::new());
    for (parameters, is_on) in parts.into_iter().chain(structures).chain(instruments) {
        if is_on { &mut on } else { &mut off }.extend_from_slice(parameters);
    }
    off.retain(|id| !on.contains(id));
    off
}

#[cfg(test)]
mod tests {
    use super::super::draw::DrawMaker;
    use super::super::settings::Settings;
    use super::super::tiles::Sampler;
    use super::*;
    use crate::data::Economy;
    use crate::model::Unit;
    use crate::parameters::{Distribution, Origin, ParameterSet, Shape};
    use crate::scenario::{Foreign, Measure, PartnerCountries, Scenario, Target};
    use crate::structures::StructureChoice;

    /// Scenarios in which every part that can be off is on in one, and off in another.
    fn scenarios() -> Vec<Scenario> {
        let plain = || Scenario::new("test").with_horizon(2045);
        let mut all = vec![plain(), plain().with_target(Target::new(0.03, 2030, 0.4))];
        for instrument in Instrument::ALL {
            for unit in
                instrument.units().iter().filter(|unit| **unit != Unit::BnLcu && **unit != Unit::Pupils)
            {
                let amount = match unit {
                    Unit::Persons => 5_000.0,
                    Unit::YearsOfSchooling | Unit::QualitySd => 0.1,
                    Unit::BnEur => 1.0,
                    _ => 0.002,
                };
                let scenario = plain().with_measure(Measure::new(*instrument, *unit, amount, 2028));
                if *instrument != Instrument::Education || !unit.is_money() {
                    all.push(scenario);
                    continue;
                }
                // What money does at schools has no default, and may be said in two ways.
                let near = |value: f64| Distribution {
                    shape: Shape::Uniform { lower: 0.9 * value, upper: 1.1 * value },
                    lower: f64::NEG_INFINITY,
                    upper: f64::INFINITY,
                };
                let with = |pairs: [(P, f64); 2]| {
                    let given = pairs.into_iter();
                    given.fold(scenario.clone(), |all, (id, value)| all.with_parameter(id, near(value)))
                };
                all.push(with([(P::SkillPerLogSpending, 0.3), (P::EducationSpending, 0.05)]));
                all.push(with([(P::EducationUnitCost, 10_000.0), (P::EducationEffectiveness, 0.01)]));
            }
        }
        let measure = || Measure::new(Instrument::DirectSubsidy, Unit::GdpShare, 0.002, 2028);
        for financing in Financing::ALL {
            all.push(plain().with_measure(measure()).with_financing(*financing));
        }
        all.push(plain().with_measure(measure()).with_research_price(ResearchPrice::Off));
        all.push(plain().with_foreign(Foreign::new(PartnerCountries::Eu, 0.03, 2030)));
        for name in StructureName::ALL {
            let target = Target::new(0.03, 2030, 0.4);
            all.push(plain().with_target(target).with_structure(StructureChoice::List(vec![*name])));
        }
        all
    }

    /// A set in which every parameter varies that may beside the others, so that none is left out because it is a constant.
    fn all_vary() -> ParameterSet {
        let mut set = ParameterSet::default();
        set.set(P::MarginalExcessBurden, Distribution::fixed(0.0), Origin::Set).unwrap();
        let may_not = [
            P::MarginalExcessBurden,
            P::AdjustmentSpeed,
            // Without a default: a scenario says them.
            P::EducationUnitCost,
            P::EducationEffectiveness,
            P::SkillPerLogSpending,
            P::EducationSpending,
        ];
        for id in P::all()
            .filter(|id| set.distribution(*id).is_fixed() && !may_not.contains(id))
            .collect::<Vec<_>>()
        {
            let centre = set.centres()[id];
            let (lower, upper) = (centre - 1e-3, centre + 1e-3);
            let (low, high) = (set.distribution(id).lower, set.distribution(id).upper);
            let near = Distribution {
                shape: Shape::Uniform { lower: lower.max(low), upper: upper.min(high) },
                lower: low,
                upper: high,
            };
            set.set(id, near, Origin::Set).unwrap();
        }
        set
    }

    /// Without the idle parameters, which are no numbers then, every run has the bits that it has with them.
    #[test]
    fn no_run_reads_an_idle_parameter() {
        let economy = Economy::netherlands().unwrap();
        let [none, both] = [Layers::default(), Layers::default().with_breakthroughs().with_baseline_level()];
        let [one, other] = [none.with_breakthroughs(), none.with_baseline_level()];
        let mut ever_idle = Vec::new();
        for (set, scenario) in [ParameterSet::default(), all_vary()]
            .into_iter()
            .flat_map(|set| scenarios().into_iter().map(move |s| (set.clone(), s)))
        {
            let experiment = Experiment::new(&economy, scenario, set).unwrap();
            for layers in [none, one, other, both] {
                let settings = Settings {
                    layers,
                    by_structure: true,
                    draws: 16,
                    threads: Some(1),
                    ..Settings::default()
                };
                let idle = idle(&experiment, layers);
                ever_idle.extend(idle.iter().copied());
                let read = DrawMaker::of_what_is_read(&experiment, &settings).unwrap().draw(3).values;
                let whole = DrawMaker::new(&experiment, &settings).unwrap().draw(3).values;
                for id in P::all() {
                    let varies = !experiment.parameters.distribution(id).is_fixed();
                    assert_eq!(read[id].is_nan(), varies && idle.contains(&id), "{}", id.name());
                    assert!(read[id].is_nan() || read[id] == whole[id], "{}", id.name());
                }
                let bits = |sampler: Sampler<'_>| sampler.bits_of_all_results();
                let one = bits(Sampler::new(&experiment, &settings).unwrap());
                let other = bits(Sampler::for_own(&experiment, &settings).unwrap());
                assert!(one == other, "{:?}", experiment.scenario);
            }
        }
        let financing: &[P] = &[P::OffsetReturn, P::LabourTaxElasticity];
        for part in [TECHNICIANS, PARTNERS, RESEARCHERS, BREAKTHROUGHS, LEVEL, financing] {
            assert!(part.iter().all(|id| ever_idle.contains(id)));
        }
    }

    /// The 3% of GDP under one structure reads a third of what varies.
    #[test]
    fn one_structure_draws_few_parameters() {
        let economy = Economy::netherlands().unwrap();
        let scenario = Scenario::new("3%").with_target(Target::new(0.03, 2030, 0.4));
        let one = StructureChoice::List(vec![StructureName::KnowledgeCapital]);
        let experiment =
            Experiment::new(&economy, scenario.with_structure(one), ParameterSet::default()).unwrap();
        let varies = |id: &P| !experiment.parameters.distribution(*id).is_fixed();
        let idle = idle(&experiment, Layers::default()).into_iter().filter(varies).count();
        let all = P::all().filter(varies).count();
        assert!(all - idle < 20 && idle > 25, "{idle} of {all}");
    }
}
