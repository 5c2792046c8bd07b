//! The three number types agree: duals give the derivatives that finite differences approach and that `num-dual`
//! computes, and lanes have the bits of the draw alone.

use crate::support::tolerances as within;
use crate::support::*;
use approx::assert_relative_eq;
use kennis::model::Course;
use kennis::parameters::PARAMETER_COUNT;
use kennis::{
    CapitalClosure, Dual, Ensemble, Experiment, Financing, Instrument, Kind, Measure, OneStructure,
    ParameterId, ParameterId as P, ParameterValues, SamplingPlan, Scalar, Scenario, Settings, StructureName,
    Target, Unit, Variable, Year,
};
use num_dual::{Dual64, DualNum};

/// The one structure of an ensemble.
fn of(ensemble: &Ensemble) -> OneStructure<'_> {
    ensemble.structures().next().unwrap()
}

type Gradient = Dual<PARAMETER_COUNT>;

/// A point at which no equation has a kink and every parameter acts: off the centres, and what is off by default on.
fn point(experiment: &Experiment) -> ParameterValues<f64> {
    let set = &experiment.parameters();
    let mut values = ParameterValues::from_fn(|id| {
        let distribution = set.distribution(id);
        if distribution.is_unset() { 0.0 } else { distribution.quantile(0.3) }
    });
    for (id, value) in [
        (P::InteractionElasticity, 0.01),
        (P::TransferTheta, 0.4),
        (P::SourceStockRatioBusiness, 0.09),
        (P::SourceStockRatioPublic, 0.07),
        (P::AdjustmentSpeed, 0.6),
        (P::RdCapitalShare, 0.02),
        (P::WorkingLife, 44.7),
        (P::UserCostChange, 0.05),
        (P::MarginalExcessBurden, 0.1),
        (P::LabourTaxElasticity, 0.1),
        (P::OffsetReturn, 0.1),
        (P::VentureCapitalRepayment, 0.2),
        (P::ForeignCapitalShare, 0.3),
        (P::EducationSpending, 40.0),
        (P::EducationUnitCost, 9_000.0),
        (P::EducationEffectiveness, 0.8),
        (P::SkillPerLogSpending, 0.5),
    ] {
        values.set(id, value);
    }
    values
}

fn rd_package() -> Vec<Measure> {
    let mut measures: Vec<Measure> = Instrument::ALL
        .iter()
        .filter(|instrument| instrument.is_rd())
        .map(|instrument| Measure::new(*instrument, Unit::GdpShare, 4e-4, 2026))
        .collect();
    measures[0].until = Some(2040);
    measures[1].ramp_years = 5;
    measures
}

fn people() -> Vec<Measure> {
    let mut schooling = Measure::new(Instrument::Education, Unit::YearsOfSchooling, 0.4, 2027);
    schooling.cost_per_unit = Some(10_000.0);
    let mut quality = Measure::new(Instrument::Education, Unit::QualitySd, 0.1, 2026);
    quality.entry_lag = Some(11.5);
    let mut talent = Measure::new(Instrument::Talent, Unit::Persons, 5000.0, 2026);
    talent.cost_per_unit = Some(20_000.0);
    let begin = |course, foreign| {
        Measure::new(Instrument::Talent, Unit::Persons, 3000.0, 2027)
            .with_course(course)
            .with_foreign_share(foreign)
    };
    let courses = [
        begin(Course::Engineering, 0.3),
        begin(Course::HigherProfessional, 0.2),
        begin(Course::Doctorate, 0.5),
    ];
    // The lag of a measure in money would have a kink where what it buys is longest, so it is stated.
    let mut money = Measure::new(Instrument::Education, Unit::BnEur, 0.5, 2028);
    money.entry_lag = Some(2.45);
    [vec![schooling, quality, talent, money], courses.to_vec()].concat()
}

/// Scenarios that together use every equation.
fn scenarios() -> Vec<(StructureName, Scenario)> {
    let mut all = Vec::new();
    let mut add = |structure, closure, financing, measures: Vec<Measure>, target: bool| {
        let mut scenario = under(closure, scenario(measures));
        scenario.financing = financing;
        scenario.horizon = 2085;
        if target {
            scenario.targets.push(Target::new(0.03, 2030, 0.4));
        }
        all.push((structure, scenario));
    };
    use CapitalClosure::{CapitalOutputRatio, InvestmentShare, UserCost};
    use StructureName::{ErrorCorrection, KnowledgeCapital, NoEffect, RateOfReturn, SemiEndogenous};
    add(KnowledgeCapital, InvestmentShare, Financing::Debt, vec![public_research(0.001, 2026)], false);
    add(KnowledgeCapital, InvestmentShare, Financing::Tax, Vec::new(), true);
    add(KnowledgeCapital, UserCost, Financing::Tax, rd_package(), false);
    add(KnowledgeCapital, CapitalOutputRatio, Financing::Offset, rd_package(), false);
    add(KnowledgeCapital, UserCost, Financing::Debt, people(), true);
    add(KnowledgeCapital, InvestmentShare, Financing::Tax, people(), false);
    add(NoEffect, InvestmentShare, Financing::Debt, [rd_package(), people()].concat(), false);
    add(RateOfReturn, UserCost, Financing::Debt, rd_package(), false);
    add(SemiEndogenous, InvestmentShare, Financing::Debt, [rd_package(), people()].concat(), false);
    add(SemiEndogenous, CapitalOutputRatio, Financing::Debt, Vec::new(), true);
    add(ErrorCorrection, InvestmentShare, Financing::Debt, rd_package(), false);
    add(ErrorCorrection, UserCost, Financing::Tax, Vec::new(), true);
    all
}

fn differentiable(scenario: Scenario) -> Experiment {
    // The derivative to the working life is that of its variant.
    let scenario = scenario.with_cohorts(kennis::model::CohortSizes::WorkingLife);
    // A distribution that is not zero switches the interaction on; education in money has no default price.
    let given = [
        (P::InteractionElasticity, 0.01),
        (P::EducationSpending, 40.0),
        (P::EducationUnitCost, 9_000.0),
        (P::EducationEffectiveness, 0.8),
        (P::SkillPerLogSpending, 0.5),
    ];
    experiment_with(scenario, &given)
}

/// What a year comes to, of an order of one.
fn outputs<S: Scalar>(year: &Year<S>) -> Vec<S> {
    Variable::ALL
        .iter()
        .map(|variable| variable.deviation(variable.levels(year)))
        .chain(
            [Variable::Tfp, Variable::KnowledgeBusiness, Variable::KnowledgePublic]
                .map(|v| v.levels(year).baseline),
        )
        .collect()
}

/// Parameters of structures, layers and data that this version's scenarios do not reach.
fn acts_elsewhere(id: P) -> bool {
    matches!(
        id,
        P::OutputElasticityForeign
            | P::ErrorCorrectionForeign
            | P::DepreciationForeign
            | P::InitialStockError
            | P::BreakthroughShare
            | P::BreakthroughRate
            | P::BreakthroughSize
            | P::BreakthroughDiffusion
            | P::BreakthroughDecay
            | P::LevelVolatility
            | P::LevelDrift
            | P::InterventionEffect
            | P::InterventionFadeOut
            | P::SkillGrowth
            | P::SpilloverHumanCapital
    )
}

/// Without optimisation the equations in duals of many directions need more stack than the thread of a test has.
fn on_a_large_stack(test: impl FnOnce() + Send) {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(64 << 20).spawn_scoped(scope, test).unwrap();
        if let Err(panic) = thread.join() {
            std::panic::resume_unwind(panic);
        }
    });
}

#[test]
fn duals_agree_with_finite_differences_through_whole_runs() {
    on_a_large_stack(|| {
        let mut acted = [false; PARAMETER_COUNT];
        for (structure, scenario) in scenarios() {
            let experiment = differentiable(scenario);
            let point = point(&experiment);
            let lifted = ParameterValues::<Gradient>::from_fn(|id| Dual::variable(point[id], id.index()));
            let exact = experiment.run(&structure, &lifted);
            let plain = experiment.run(&structure, &point);
            for (exact, plain) in exact.iter().zip(&plain) {
                for (exact, plain) in outputs(exact).iter().zip(outputs(plain)) {
                    assert_eq!(exact.value.to_bits(), plain.to_bits());
                }
            }
            for id in ParameterId::all() {
                let step = 1e-5 * point[id].abs().max(1e-2);
                let shifted = |step: f64| {
                    let mut values = point;
                    values.set(id, point[id] + step);
                    experiment.run(&structure, &values)
                };
                let (up, down) = (shifted(step), shifted(-step));
                for (t, exact) in exact.iter().enumerate() {
                    for (variable, exact) in outputs(exact).iter().enumerate() {
                        let derivative = exact.derivatives[id.index()];
                        let (up, down) = (outputs(&up[t])[variable], outputs(&down[t])[variable]);
                        let difference = (up - down) / (2.0 * step);
                        // Rounding of the two values over the step, and the third derivative.
                        let allowed = within::CENTRAL_DIFFERENCE * derivative.abs()
                            + within::LONG_FORMULA * (up.abs() + 1.0) / step;
                        assert!(
                            (derivative - difference).abs() <= allowed,
                            "{} in {}: {derivative} against {difference}",
                            id.name(),
                            2023 + t
                        );
                        acted[id.index()] |= derivative != 0.0;
                    }
                }
            }
        }
        for id in ParameterId::all() {
            assert_eq!(acted[id.index()], !acts_elsewhere(id), "{}", id.name());
        }
    });
}

/// The derivative in one direction does not depend on how many directions there are.
#[test]
fn one_direction_at_a_time_gives_the_same_derivative() {
    on_a_large_stack(|| {
        let experiment = differentiable(scenario(rd_package()));
        let point = point(&experiment);
        let all = experiment.run(
            &StructureName::KnowledgeCapital,
            &ParameterValues::<Gradient>::from_fn(|id| Dual::variable(point[id], id.index())),
        );
        for id in [P::OutputElasticityPublic, P::GestationPublic, P::ResearchPriceElasticity, P::CapitalShare]
        {
            let mut values = ParameterValues::<Dual<1>>::from_fn(|other| Dual::of(point[other]));
            values.set(id, Dual::variable(point[id], 0));
            let one = experiment.run(&StructureName::KnowledgeCapital, &values);
            for (one, all) in one.iter().zip(&all) {
                assert_eq!(one.gdp.derivatives[0].to_bits(), all.gdp.derivatives[id.index()].to_bits());
            }
        }
    });
}

/// An expression over both kinds of dual number: its value and its derivative in `x`.
macro_rules! both {
    (|$x:ident, $y:ident| $expression:expr, $at:expr) => {{
        let ours = {
            let ($x, $y): (Dual<1>, Dual<1>) = (Dual::variable($at.0, 0), Dual::of($at.1));
            let result: Dual<1> = $expression;
            (result.value, result.derivatives[0])
        };
        let theirs = {
            let ($x, $y) = (Dual64::new($at.0, 1.0), Dual64::new($at.1, 0.0));
            let result: Dual64 = $expression;
            (result.re, result.eps)
        };
        assert_relative_eq!(ours.0, theirs.0, max_relative = within::LONG_FORMULA);
        assert_relative_eq!(ours.1, theirs.1, max_relative = within::YEAR);
    }};
}

#[test]
fn arithmetic_agrees_with_num_dual() {
    for i in 1..60 {
        let at = (0.05 * f64::from(i), 1.7 - 0.04 * f64::from(i % 11));
        both!(|x, y| x * y + x / y - y / x, at);
        both!(|x, y| (x * y).exp() / (x + y).ln(), (at.0 + 1.1, at.1));
        both!(|x, y| (x.powi(3) - y.powi(2) * x).exp(), (at.0 / 3.0, at.1));
        both!(|x, y| ((x + y).ln() * x).exp().ln() / x.powi(5), at);
        both!(|x, y| -(-x / (x + y)).exp() + (y * x.powi(1)) * x.powi(0), at);
        both!(|x, y| ((x.exp() + y.exp()).ln() - x).exp().powi(4) / (x * x + y), at);
    }
}

#[test]
fn recursions_of_many_years_agree_with_num_dual() {
    // Sixty years of a stock with a filter, then logs: what a run is made of.
    macro_rules! stock {
        ($x:ident, $y:ident) => {{
            let one = $x / $x;
            let (mut filter, mut stock) = (one, $y / $x);
            for _ in 0..60 {
                filter = $x * filter + (one - $x) * (stock * $y).ln().exp();
                stock = (one - $x) * stock + filter / ($y + one);
            }
            (stock / filter).ln()
        }};
    }
    for delta in [0.05, 0.1, 0.2, 0.4] {
        both!(|x, y| stock!(x, y), (delta, 0.3));
    }
}

#[test]
fn choices_carry_the_derivative_of_what_they_choose() {
    let x: Dual<2> = Dual::variable(2.0, 0);
    let y: Dual<2> = Dual::variable(3.0, 1);
    assert_eq!((x.max(y).derivatives, x.min(y).derivatives), ([0.0, 1.0], [1.0, 0.0]));
    assert_eq!(Scalar::select(x.lt(y), x * x, y).derivatives, [4.0, 0.0]);
    assert_eq!(Dual::<2>::variable(2.0, 7), Dual::of(2.0));
}

#[test]
fn a_draw_has_the_same_bits_alone_and_among_others() {
    // Draws go through the machine in lanes where there are enough of them, and alone otherwise.
    let count = 21;
    for (structure, mut scenario) in scenarios() {
        scenario.structure = kennis::StructureChoice::List(vec![structure]);
        scenario.horizon = 2045;
        let mut settings = Settings::default();
        settings.plan = SamplingPlan::Random;
        settings.channels = false;
        settings.draws = count;
        // Elasticities at which the rule of feedback drops no draw.
        let fixed = [
            (P::OutputElasticityBusiness, 0.07),
            (P::OutputElasticityPublic, 0.04),
            (P::ErrorCorrectionBusiness, 0.1),
            (P::ErrorCorrectionPublic, -0.1),
            (P::EducationSpending, 40.0),
            (P::SkillPerLogSpending, 0.5),
        ];
        let experiment = experiment_with(scenario, &fixed);
        let together = Ensemble::draw(&experiment, &settings).unwrap();
        settings.draws = 1;
        for draw in 0..count {
            settings.first_draw = draw;
            let alone = Ensemble::draw(&experiment, &settings).unwrap();
            for variable in Variable::ALL {
                for kind in [Kind::Baseline, Kind::Scenario] {
                    let one =
                        of(&alone).draws(*variable, kind).ok().map(|values| values.column(0).to_owned());
                    let all = of(&together).draws(*variable, kind).ok();
                    let all = all.map(|values| values.column(usize::try_from(draw).unwrap()).to_owned());
                    let bits = |values: Option<ndarray::Array1<f64>>| {
                        values.map(|values| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>())
                    };
                    assert_eq!(bits(one), bits(all), "draw {draw}, {variable}");
                }
            }
        }
    }
}

#[test]
fn a_draw_of_the_ensemble_is_the_run_at_its_parameters() {
    // With all parameters fixed every draw is the deterministic run, in lanes and alone.
    let mut fixed: Vec<(P, f64)> = Vec::new();
    let defaults = experiment(Scenario::new("baseline"));
    for id in ParameterId::all() {
        if !defaults.parameters().distribution(id).is_unset() {
            fixed.push((id, defaults.parameters().centres()[id]));
        }
    }
    fixed.push((P::InitialStockError, 0.0));
    fixed.extend([(P::EducationSpending, 40.0), (P::SkillPerLogSpending, 0.5)]);
    let experiment = experiment_with(scenario([rd_package(), people()].concat()), &fixed);
    let mut settings = Settings::default();
    settings.draws = 9;
    let ensemble = Ensemble::draw(&experiment, &settings).unwrap();
    let values = of(&ensemble).draws(Variable::Gdp, Kind::Scenario).unwrap();
    for (t, year) in run(&experiment, &[]).iter().enumerate() {
        for draw in 0..9 {
            assert_eq!(values[(t, draw)].to_bits(), Variable::Gdp.levels(year).scenario.to_bits());
        }
    }
}
