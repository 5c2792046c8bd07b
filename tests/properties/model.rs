//! Properties over all valid parameters, instruments, units, closures, financings and years.

use crate::support::{self, at, same_bits, tolerances as within};
use kennis::structures::STRUCTURES;
use kennis::{
    CapitalClosure, Channel, Economy, Experiment, ExperimentError, Financing, Instrument, Measure,
    ParameterId, ParameterId as P, ParameterSet, ParameterValues, Scenario, Structure, StructureName, Target,
    Unit, Variable, Year,
};
use proptest::prelude::*;
use std::sync::LazyLock;

static NETHERLANDS: LazyLock<Economy> = LazyLock::new(|| Economy::netherlands().unwrap());

/// Every parameter anywhere between its bounds; without bounds (or without a value) near what the table says.
fn parameters() -> impl Strategy<Value = ParameterValues<f64>> {
    proptest::collection::vec(0.0..1.0_f64, kennis::parameters::PARAMETER_COUNT).prop_map(|shares| {
        let mut values = ParameterValues::from_fn(|id| {
            let prior = id.row().prior;
            let share = shares[id.index()];
            if prior.lower.is_finite() && prior.upper.is_finite() {
                prior.lower + share * (prior.upper - prior.lower)
            } else {
                share
            }
        });
        for (id, low, high) in [
            (P::SourceStockRatioBusiness, 0.0, 0.3),
            (P::SourceStockRatioPublic, 0.0, 0.3),
            (P::EducationSpending, 10.0, 60.0),
            (P::EducationUnitCost, 2_000.0, 30_000.0),
            (P::SkillPerLogSpending, -1.0, 2.0),
            // The rule of feedback leaves the interaction out.
            (P::InteractionElasticity, -0.02, 0.02),
            // A user cost that doubles leaves less GDP than public R&D costs.
            (P::UserCostChange, -0.2, 0.2),
            // All taxed away leaves nothing to respond, and a strong response leaves less GDP than R&D needs.
            (P::TaxShare, 0.0, 0.7),
            (P::LabourTaxElasticity, 0.0, 0.5),
            // The rule of feedback knows the long run of this structure; at its bounds the short run alone explodes.
            (P::ErrorCorrectionBusiness, -0.2, 0.4),
            (P::ErrorCorrectionPublic, -0.2, 0.4),
            (P::ErrorCorrectionShortRunBusiness, -0.5, 0.5),
            (P::ErrorCorrectionShortRunPublic, -0.5, 0.5),
        ] {
            values.set(id, low + shares[id.index()] * (high - low));
        }
        values
    })
}

/// Whether R&D that follows GDP amplifies less than twice: the rule that drops draws, here for every structure.
fn is_kept(
    structure: StructureName,
    p: &ParameterValues<f64>,
    years: &[Year<f64>],
    under_target: bool,
) -> bool {
    let first = &years[0];
    let ratio = |stock: kennis::model::Pair<f64>| stock.baseline / first.baseline.gdp;
    let (b, g) = (ratio(first.knowledge_business), ratio(first.knowledge_public));
    let transfer = |source: P, ratio: f64| {
        if p[source] > 0.0 { (ratio / p[source]).powf(p[P::TransferTheta]) } else { 1.0 }
    };
    let (business, public) = match structure {
        StructureName::KnowledgeCapital | StructureName::InternationalSpillovers => (
            p[P::OutputElasticityBusiness] * transfer(P::SourceStockRatioBusiness, b),
            p[P::OutputElasticityPublic] * transfer(P::SourceStockRatioPublic, g),
        ),
        // A target may double the stock, and with it what a constant return feeds back.
        StructureName::RateOfReturn => {
            (2.0 * p[P::RateOfReturnBusiness] * b, 2.0 * p[P::RateOfReturnPublic] * g)
        }
        StructureName::SemiEndogenous => {
            (p[P::FrontierElasticity] + p[P::WorldEffortShare] * p[P::EffortExponent] / p[P::FishingOut], 0.0)
        }
        StructureName::ErrorCorrection => (p[P::ErrorCorrectionBusiness], p[P::ErrorCorrectionPublic]),
        _ => (0.0, 0.0),
    };
    let e = if under_target { business + public } else { business };
    structure.stability(p) > 0.0 && e < 0.5 * (1.0 - first.capital_share)
}

fn amount(unit: Unit) -> std::ops::Range<f64> {
    match unit {
        Unit::GdpShare => 0.0..0.001,
        Unit::BnEur | Unit::BnLcu => 0.0..1.0,
        Unit::Persons => 0.0..10_000.0,
        Unit::YearsOfSchooling => 0.0..2.0,
        Unit::QualitySd => 0.0..0.5,
        _ => 0.0..0.0,
    }
}

/// A measure that spends more (or, with a negative sign, less) than the baseline.
fn measure() -> impl Strategy<Value = Measure> {
    let units: Vec<(Instrument, Unit)> = Instrument::ALL
        .iter()
        .flat_map(|instrument| instrument.units().iter().map(|unit| (*instrument, *unit)))
        // Pupils are given an intervention of the catalogue, which a scenario without files does not have.
        .filter(|(_, unit)| ![Unit::BnLcu, Unit::Pupils].contains(unit))
        .collect();
    (
        proptest::sample::select(units),
        0.0..1.0_f64,
        2024..2060_i32,
        proptest::option::of(0..30_i32),
        1..8_u32,
        any::<bool>(),
    )
        .prop_map(|((instrument, unit), share, from, length, ramp_years, costs)| {
            let mut measure = Measure::new(instrument, unit, share * amount(unit).end, from);
            measure.until = length.map(|length| from + length);
            measure.ramp_years = ramp_years;
            if costs && !instrument.is_rd() && !unit.is_money() {
                measure.cost_per_unit = Some(15_000.0);
            }
            measure
        })
}

pub(super) fn scenarios() -> impl Strategy<Value = Scenario> {
    // Far below the baseline one of the performers would have to spend less than nothing.
    let target =
        (0.02..0.035_f64, 2024..2040_i32, 1..20_i32, 0.0..1.0_f64).prop_map(|(value, from, years, share)| {
            let mut target = Target::new(value, from + years, share);
            target.from = from;
            target
        });
    (
        proptest::collection::vec(measure(), 0..4),
        proptest::option::weighted(0.3, target),
        proptest::sample::select(CapitalClosure::ALL),
        proptest::sample::select(Financing::ALL),
        2061..2090_i32,
    )
        .prop_map(|(measures, target, closure, financing, horizon)| {
            let mut scenario = Scenario::new("property");
            scenario.horizon = horizon;
            scenario.capital_closure = closure;
            scenario.financing = financing;
            scenario.measures = measures;
            if let Some(target) = target {
                scenario.measures.retain(|measure| !measure.instrument.is_rd());
                scenario.targets.push(target);
            }
            scenario
        })
        // Where output falls far enough, a target leaves a performer less than nothing: that is refused.
        .prop_filter("leaves no R&D", |scenario| {
            !matches!(try_experiment(scenario.clone()), Err(ExperimentError::NoRd { .. }))
        })
}

/// The experiment of a scenario; parameters that have no default get one, so that every unit may be used.
pub(super) fn experiment(scenario: Scenario) -> Experiment {
    try_experiment(scenario).unwrap()
}

fn try_experiment(scenario: Scenario) -> Result<Experiment, ExperimentError> {
    let given =
        [P::EducationUnitCost, P::EducationEffectiveness, P::SkillPerLogSpending, P::EducationSpending];
    let mut parameters = ParameterSet::default();
    for id in given {
        parameters.set(id, kennis::Distribution::fixed(0.5), kennis::parameters::Origin::Set).unwrap();
    }
    parameters
        .set(P::InteractionElasticity, kennis::Distribution::fixed(0.01), kennis::parameters::Origin::Set)
        .unwrap();
    Experiment::new(&NETHERLANDS, scenario, parameters)
}

fn with(values: &ParameterValues<f64>, id: P, value: f64) -> ParameterValues<f64> {
    let mut values = *values;
    values.set(id, value);
    values
}

fn run(experiment: &Experiment, values: &ParameterValues<f64>) -> Vec<Year<f64>> {
    experiment.run(&StructureName::KnowledgeCapital, values)
}

pub(super) fn structures() -> impl Strategy<Value = StructureName> {
    proptest::sample::select(STRUCTURES).prop_map(|(structure, _)| structure)
}

/// The first year in which a scenario differs from the baseline.
fn first_year(scenario: &Scenario) -> i32 {
    let measures = scenario.measures.iter().map(|measure| measure.from);
    let targets = scenario.targets.iter().map(|target| target.from + 1);
    measures.chain(targets).min().unwrap_or(i32::MAX)
}

proptest! {
    #![proptest_config(crate::cases(256))]

    #[test]
    fn every_number_is_finite_and_stocks_and_money_are_positive(scenario in scenarios(), p in parameters(), structure in structures()) {
        let experiment = experiment(scenario);
        let target = experiment.plan().has_target();
        let years = experiment.run(&structure, &p);
        prop_assume!(is_kept(structure, &p, &years, target));
        for year in &years {
            for variable in Variable::ALL {
                let levels = variable.levels(year);
                prop_assert!(levels.scenario.is_finite() && levels.baseline.is_finite(), "{}", variable);
                if variable.has_level() {
                    prop_assert!(levels.scenario > 0.0 && levels.baseline > 0.0, "{} {:?}", variable, levels);
                }
            }
            for channel in Channel::ALL {
                prop_assert!(year.channel(*channel).is_finite(), "{}", channel);
            }
            prop_assert!(year.debt.is_finite() && year.welfare.consumption().is_finite());
        }
    }

    #[test]
    fn nothing_deviates_before_the_first_measure(scenario in scenarios(), p in parameters(), structure in structures()) {
        let first = first_year(&scenario);
        let foresight = scenario.capital_closure == CapitalClosure::CapitalOutputRatio;
        let experiment = experiment(scenario);
        let years = experiment.run(&structure, &with(&p, P::UserCostChange, 0.0));
        for (year, result) in (2023..).zip(&years) {
            if year < first {
                // Capital that keeps its ratio to output is invested the year before: only welfare sees it.
                let sees = |variable: &Variable| {
                    matches!(variable, Variable::Welfare | Variable::WelfareNationalIncome)
                        && foresight
                        && year + 1 == first
                };
                for variable in Variable::ALL.iter().filter(|variable| !sees(variable)) {
                    prop_assert_eq!(variable.deviation(variable.levels(result)), 0.0, "{} {}", year, variable);
                }
            }
            // Money of a year acts on productivity a year later at the earliest.
            if year <= first {
                prop_assert_eq!((result.tfp, result.human_capital), (0.0, 0.0));
            }
        }
    }

    #[test]
    fn channels_add_up(scenario in scenarios(), p in parameters(), structure in structures()) {
        let experiment = experiment(scenario);
        let full = experiment.run(&structure, &p);
        prop_assume!(is_kept(structure, &p, &full, experiment.plan().has_target()));
        let without = experiment.run(&structure, &with(&p, P::ResearchPriceElasticity, 0.0));
        for (full, without) in full.iter().zip(&without) {
            let sum: f64 = Channel::ALL.iter().map(|channel| without.channel(*channel)).sum();
            let rounding = within::YEAR * (1.0 + full.gdp.abs() + without.gdp.abs());
            prop_assert!((sum + (full.gdp - without.gdp) - full.gdp).abs() <= rounding);
            prop_assert!((sum - without.gdp).abs() <= rounding);
        }
    }

    #[test]
    fn accounts_close_every_year(scenario in scenarios(), p in parameters(), structure in structures()) {
        let experiment = experiment(scenario);
        let years = experiment.run(&structure, &p);
        prop_assume!(is_kept(structure, &p, &years, experiment.plan().has_target()));
        // A cut may leave a draw no R&D: such a path is not finite, and dropped.
        prop_assume!(years.iter().all(|year| year.gdp.is_finite()));
        for (t, pair) in years.windows(2).enumerate() {
            let (year, next) = (&pair[0], &pair[1]);
            let change = |year: &Year<f64>, variable: Variable| {
                let levels = variable.levels(year);
                levels.scenario - levels.baseline
            };
            // Investment is what capital needs; that of the last year of the data is given.
            let keep = 1.0 - p[P::CapitalDepreciation];
            let investment = change(next, Variable::Capital) - keep * change(year, Variable::Capital);
            let scale = Variable::Capital.levels(next).scenario + year.baseline.capital;
            prop_assert!(t == 0 || (year.welfare.investment - investment).abs() <= within::LEVEL * scale);
            // Debt moves by spending, taxes and revenue.
            if t > 0 {
                let before = &years[t - 1];
                let (paid, taxes) = match experiment.scenario().financing {
                    Financing::Debt => (year.spending, 0.0),
                    Financing::Tax => (year.spending, year.spending),
                    _ => (0.0, 0.0),
                };
                let gdp = change(year, Variable::Gdp);
                let debt = (1.0 + p[P::RealInterest]) * before.debt + paid - taxes - p[P::TaxShare] * gdp;
                prop_assert!((year.debt - debt).abs() <= within::LEVEL * (debt.abs() + scale));
                prop_assert_eq!(year.welfare.excess_burden, p[P::MarginalExcessBurden] * taxes);
            }
            // What a target adds is public by its share.
            if let kennis::simulate::YearRule::Intensity { share, public_share } = experiment.plan().rules()[t.max(1) - 1] && t > 0 {
                let (total, public) = (year.rd_total(), year.rd_public);
                let extra = total.scenario - total.baseline;
                prop_assert!((public.scenario - public.baseline - public_share * extra).abs() < within::DIFFERENCE * total.scenario);
                prop_assert!((total.scenario / (year.baseline.gdp * year.gdp.exp()) - share).abs() < within::FORMULA);
            }
        }
    }

    #[test]
    fn a_longer_horizon_changes_no_earlier_year(scenario in scenarios(), p in parameters(), more in 1..111_i32, structure in structures()) {
        let mut longer = scenario.clone();
        longer.horizon += more;
        let short = experiment(scenario).run(&structure, &p);
        let long = experiment(longer).run(&structure, &p);
        prop_assert!(same_bits(&short, &long[..short.len()]));
    }

    #[test]
    fn more_money_is_never_less_public_research(scenario in scenarios(), p in parameters(), factor in 1.0..3.0_f64) {
        prop_assume!(scenario.targets.is_empty());
        let mut larger = scenario.clone();
        for measure in &mut larger.measures {
            if let kennis::AmountPath::Constant(amount) = &mut measure.amount {
                *amount *= factor;
            }
        }
        // So much more schooling that nobody is left to work is refused.
        let larger = try_experiment(larger);
        prop_assume!(!matches!(larger, Err(ExperimentError::NoRd { .. })));
        let (less, more) = (run(&experiment(scenario), &p), run(&larger.unwrap(), &p));
        for (less, more) in less.iter().zip(&more) {
            prop_assert!(less.rd_public.scenario >= less.rd_public.baseline);
            prop_assert!(less.rd_public_funded.scenario >= less.rd_public_funded.baseline);
            prop_assert!(more.rd_public.scenario >= less.rd_public.scenario);
            prop_assert!(more.rd_public_funded.scenario >= less.rd_public_funded.scenario);
        }
    }

    #[test]
    fn public_research_pays_more_where_its_elasticity_is_higher(
        p in parameters(), amount in 1e-5..2e-3_f64, low in 0.0..0.15_f64, more in 0.001..0.15_f64,
        closure in proptest::sample::select(CapitalClosure::ALL),
    ) {
        let experiment = experiment(support::under(closure, support::scenario([support::public_research(amount, 2026)])));
        let mut plain = p;
        for id in [P::InteractionElasticity, P::TransferTheta, P::UserCostChange] {
            plain.set(id, 0.0);
        }
        let effect = |elasticity: f64| {
            let years = run(&experiment, &with(&plain, P::OutputElasticityPublic, elasticity));
            (is_kept(StructureName::KnowledgeCapital, &plain, &years, false), at(&years, 2050).tfp, at(&years, 2050).contributions.public_knowledge)
        };
        let (low, high) = (effect(low), effect(low + more));
        prop_assume!(low.0 && plain[P::OutputElasticityBusiness] >= 0.0);
        prop_assert!(high.1 > low.1 && high.2 > low.2);
    }

    #[test]
    fn a_cut_is_no_gain_where_research_pays(p in parameters(), amount in 1e-5..1e-3_f64) {
        // Without wages and with elasticities above zero, more research is more output, and less is less.
        let mut values = with(&p, P::ResearchPriceElasticity, 0.0);
        for id in [P::InteractionElasticity, P::UserCostChange] {
            values.set(id, 0.0);
        }
        for id in [P::OutputElasticityBusiness, P::OutputElasticityPublic, P::Complementarity] {
            values.set(id, values[id].abs());
        }
        let effect = |amount: f64| {
            run(&experiment(support::scenario([support::public_research(amount, 2026)])), &values)
        };
        let (up, down) = (effect(amount), effect(-amount));
        prop_assume!(is_kept(StructureName::KnowledgeCapital, &values, &up, false));
        for year in 2027..=2060 {
            prop_assert!(at(&up, year).gdp >= 0.0 && at(&down, year).gdp <= 0.0);
        }
    }

    #[test]
    fn more_skills_are_more_output_and_more_schooling_costs_labour(
        p in parameters(), quality in 0.01..0.5_f64, schooling in 0.05..2.0_f64,
    ) {
        let plain = with(&p, P::UserCostChange, 0.0);
        let one = |unit: Unit, amount: f64| {
            let measure = Measure::new(Instrument::Education, unit, amount, 2026);
            experiment(support::scenario([measure])).run(&StructureName::NoEffect, &plain)
        };
        for year in one(Unit::QualitySd, quality) {
            let sign = plain[P::SkillReturn];
            prop_assert!(year.human_capital * sign >= 0.0 && year.gdp * sign >= 0.0);
        }
        let years = one(Unit::YearsOfSchooling, schooling);
        prop_assert!(years.iter().all(|year| year.human_capital >= 0.0 && year.labour <= 0.0));
        prop_assert!(at(&years, 2026).gdp <= 0.0);
    }

    #[test]
    fn other_structures_leave_knowledge_capital_alone(scenario in scenarios(), p in parameters(), value in 0.0..0.2_f64) {
        // Parameters of other structures and of layers that are off do nothing.
        let experiment = experiment(scenario);
        let mut other = p;
        for id in ParameterId::all().filter(|id| matches!(id,
            P::RateOfReturnBusiness | P::RateOfReturnPublic | P::FrontierElasticity | P::CatchUpSpeed
            | P::FrontierHumanCapital | P::FrontierGrowth | P::WorldEffortShare | P::EffortExponent | P::FishingOut
            | P::BreakthroughShare | P::BreakthroughRate | P::BreakthroughSize | P::LevelVolatility)) {
            other.set(id, value);
        }
        prop_assert!(same_bits(&run(&experiment, &p), &run(&experiment, &other)));
    }
}
