//! Solving for money: against closed forms, against the model run again with the answer, and against itself one draw at a time.

#![allow(clippy::unwrap_used, clippy::panic, reason = "functions that tests share")]

use kennis::appraise::{Appraisal, Figure, Ratio, ResidualValue};
use kennis::scenario::AppraisalChoice;
use kennis::solve::{Goal, NoAnswer, PathShape, Sense, Solution, Solve, SolveError};
use kennis::{
    AmountPath, Distribution, Economy, Ensemble, Experiment, Financing, Instrument, Kind, Layers, Measure,
    ParameterId as P, ParameterSet, ResearchPrice, Scenario, Settings, StructureChoice, StructureName,
    Target, Unit, Variable,
};
use std::collections::BTreeMap;

fn scenario(structures: &[StructureName]) -> Scenario {
    let choice = StructureChoice::List(structures.to_vec());
    Scenario::new("s").with_horizon(2035).with_structure(choice)
}

fn experiment(scenario: Scenario) -> Experiment {
    Experiment::new(&Economy::netherlands().unwrap(), scenario, ParameterSet::default()).unwrap()
}

fn settings(draws: u64) -> Settings {
    Settings::default().with_draws(draws).with_threads(2)
}

const BOTH: [StructureName; 2] = [StructureName::KnowledgeCapital, StructureName::SemiEndogenous];

/// The scenario of an answer as anybody would write it: money by year in billion euro, and nothing solved for.
fn again(solution: &Solution, base: Scenario, instrument: Instrument) -> Experiment {
    let path: BTreeMap<i32, f64> = solution.reached.as_ref().unwrap().path().into_iter().collect();
    let from = *path.keys().next().unwrap();
    let measure = Measure::new(instrument, Unit::BnEur, 0.0, from).with_amounts(AmountPath::ByYear(path));
    experiment(base.with_measure(measure))
}

fn mean(experiment: &Experiment, settings: &Settings, variable: Variable, kind: Kind, year: i32) -> f64 {
    let ensemble = Ensemble::draw(experiment, settings).unwrap();
    ensemble.statistics(variable, kind).unwrap().at(year).unwrap().mean
}

/// Without effects, prices and answers of firms, R&D is the baseline's and the money: `x = v Y - R`.
#[test]
fn a_linear_case_is_its_closed_form() {
    let base = scenario(&[StructureName::NoEffect])
        .with_research_price(ResearchPrice::Off)
        .with_parameter(P::Complementarity, Distribution::fixed(0.0))
        .with_parameter(P::AdditionalityDirectSubsidy, Distribution::fixed(0.0));
    let experiment = experiment(base);
    let baseline = &experiment.at_centre()[2030 - 2023];
    let (rd, gdp) = (baseline.rd_total().baseline, baseline.baseline.gdp);
    let expected = 0.03 * gdp - rd;
    assert!(expected > 5.0 && expected < 15.0, "{expected}");
    for instrument in [Instrument::PublicResearch, Instrument::DirectSubsidy] {
        for (shape, first) in [(PathShape::Level, expected), (PathShape::Ramp, expected / 5.0)] {
            let solve =
                Solve::of(&experiment, Goal::rd_intensity(0.03, 2030)).instrument(instrument).path(shape);
            let solution = solve.run(&settings(24)).unwrap();
            let amount = solution.amount.unwrap();
            assert!((amount.value - expected).abs() < 1e-9, "{amount:?} {expected}");
            assert!(amount.mc_error < 1e-9, "{amount:?}");
            // Every draw needs the same.
            let needed = solution.needed;
            for value in [needed.mean, needed.p05, needed.p50, needed.p95] {
                assert!((value.unwrap() - expected).abs() < 1e-9, "{needed:?}");
            }
            assert_eq!((needed.share_defined, solution.amount_year, solution.first_year), (1.0, 2030, 2026));
            let reached = solution.reached.unwrap();
            let path = reached.path();
            assert_eq!((path[0].0, path.len()), (2026, 10));
            assert!((path[0].1 - first).abs() < 1e-9 && (path[9].1 - expected).abs() < 1e-9, "{path:?}");
            let years = if shape == PathShape::Level { 5.0 } else { 3.0 };
            assert!((reached.cumulative(2030) - years * expected).abs() < 1e-8);
            // A euro of it is a euro of R&D.
            assert!((reached.rd_per_euro.unwrap() - 1.0).abs() < 1e-9);
            assert!((reached.probability.value - 1.0).abs() < 1e-12);
        }
    }
    // GDP does not move: no money reaches a goal for it, and what comes nearest is said.
    let goal = Goal::gdp(0.5, 2030);
    let solution =
        Solve::of(&experiment, goal).instrument(Instrument::PublicResearch).run(&settings(8)).unwrap();
    assert!(solution.amount.is_none() && solution.reached.is_none());
    let closest = solution.closest.unwrap();
    assert_eq!(closest.value, Some(0.0));
    assert!(solution.needed.p50.is_none() && solution.needed.share_defined == 0.0);
    assert!((solution.max_amount / (0.2 * gdp) - 1.0).abs() < 0.06, "{}", solution.max_amount);
    // Of the largest share of any year: that of the first, which has the lowest GDP.
    let first = experiment.baseline().gdp()[2026 - 2023];
    assert!((solution.max_amount - 0.2 * first).abs() < 1e-9);
}

/// The path of the answer, run again as a scenario of its own, gives the goal.
#[test]
fn the_answer_run_again_gives_the_goal() {
    let base = scenario(&BOTH);
    let asked = experiment(base.clone());
    let settings = settings(32);
    for (goal, variable, kind, instrument) in [
        (Goal::rd_intensity(0.03, 2030), Variable::RdIntensity, Kind::Scenario, Instrument::TaxCredit),
        (Goal::rd_intensity(0.025, 2031), Variable::RdIntensity, Kind::Scenario, Instrument::PublicResearch),
        (Goal::gdp(0.2, 2035), Variable::Gdp, Kind::Deviation, Instrument::PublicResearch),
    ] {
        for shape in [PathShape::Level, PathShape::Ramp] {
            let solve = Solve::of(&asked, goal).instrument(instrument).path(shape);
            let solution = solve.run(&settings).unwrap();
            let found = mean(
                &again(&solution, base.clone(), instrument),
                &settings,
                variable,
                kind,
                goal.year.unwrap(),
            );
            assert!((found / goal.value - 1.0).abs() < 1e-9, "{goal} {shape}: {found}");
            let reached = solution.reached.as_ref().unwrap();
            assert!((reached.value / goal.value - 1.0).abs() < 1e-9);
            let by_ensemble = reached.ensemble.statistics(variable, kind).unwrap();
            let s = by_ensemble.at(goal.year.unwrap()).unwrap();
            assert!((s.p95 - reached.outcome.p95.unwrap()).abs() < 1e-9 * s.p95.abs());
        }
    }
    // With a level that differs by draw, so does R&D over GDP of the baseline.
    let settings = settings.with_layers(Layers::default().with_baseline_level());
    let goal = Goal::rd_intensity(0.03, 2030);
    let solution = Solve::of(&asked, goal).instrument(Instrument::TaxCredit).run(&settings).unwrap();
    let experiment = again(&solution, base.clone(), Instrument::TaxCredit);
    let found = mean(&experiment, &settings, Variable::RdIntensity, Kind::Scenario, 2030);
    assert!((found / 0.03 - 1.0).abs() < 1e-9, "{found}");
    let goal = Goal::gdp(0.2, 2035);
    let solution = Solve::of(&asked, goal).instrument(Instrument::TaxCredit).run(&settings).unwrap();
    let experiment = again(&solution, base, Instrument::TaxCredit);
    let found = mean(&experiment, &settings, Variable::Gdp, Kind::Deviation, 2035);
    assert!((found / 0.2 - 1.0).abs() < 1e-9, "{found}");
}

/// A present value falls to its goal as the money grows: the answer is the most money that is still worth it.
#[test]
fn the_most_money_that_is_worth_it_has_a_present_value_of_nothing() {
    for residual in [ResidualValue::None, ResidualValue::RunOff] {
        let mut choice = AppraisalChoice::default();
        choice.discounting = Some("flat:0.08".to_owned());
        choice.residual_value = Some(residual.name().to_owned());
        let base = scenario(&[StructureName::KnowledgeCapital]).with_horizon(2060).with_appraisal(choice);
        let asked = experiment(base.clone());
        let settings = settings(16);
        let solve =
            |goal| Solve::of(&asked, goal).instrument(Instrument::PublicResearch).run(&settings).unwrap();
        let (npv, ratio) = (solve(Goal::npv(0.0)), solve(Goal::benefit_cost_ratio(1.0)));
        assert_eq!((npv.sense, ratio.sense), (Sense::Most, Sense::Most));
        let (a, b) = (npv.amount.unwrap().value, ratio.amount.unwrap().value);
        assert!(a > 1.0 && (a / b - 1.0).abs() < 1e-7, "{a} {b}");
        let experiment = again(&npv, base, Instrument::PublicResearch);
        let found = Appraisal::of(&experiment).discounting("flat:0.08".parse().unwrap()).residual(residual);
        let found = found.run(&settings).unwrap();
        let costs = found.statistics(Figure::SocialCosts).mean;
        assert!(found.statistics(Figure::WelfareNpv).mean.abs() < 1e-6 * costs.max(1.0), "{costs}");
        assert!((found.ratio_of_means(Ratio::Social).unwrap().value - 1.0).abs() < 1e-6);
        // Less money is worth more than it costs, so that fewer draws lose.
        let worth: Vec<Option<f64>> = npv.curve.iter().map(|at| at.amount.map(|a| a.value)).collect();
        let falls = |pair: &[Option<f64>]| match (pair[0], pair[1]) {
            (Some(a), Some(b)) => a >= b,
            (Some(_), None) => false,
            _ => true,
        };
        assert!(worth.windows(2).all(falls), "{worth:?}");
    }
}

/// Where returns are constant most draws gain with any amount or with none: with a probability up to the share of those that gain with all of it there
/// is no limit, above that of those that gain with a little no amount does.
#[test]
fn with_constant_returns_a_present_value_has_no_limit_or_none_holds() {
    let mut choice = AppraisalChoice::default();
    choice.discounting = Some("flat:0.08".to_owned());
    choice.residual_value = Some("none".to_owned());
    let base = scenario(&[StructureName::RateOfReturn]).with_horizon(2060).with_appraisal(choice);
    let asked = experiment(base);
    let settings = settings(64).with_plan(kennis::SamplingPlan::Random);
    let solve = |p: f64| {
        let solve = Solve::of(&asked, Goal::npv(0.0)).instrument(Instrument::PublicResearch);
        solve.probability(p).run(&settings).unwrap()
    };
    let gaining = |solution: &Solution| solution.closest.unwrap().probability.unwrap();
    let low = solve(0.05);
    assert_eq!((low.no_answer(), low.sense), (Some(NoAnswer::NoLimit), Sense::Most));
    assert_eq!(low.closest.unwrap().amount, low.max_amount);
    let share = gaining(&low);
    assert!(share > 0.1 && share < 0.95, "{share}");
    assert_eq!(solve(share - 0.02).no_answer(), Some(NoAnswer::NoLimit));
    // Of the least money that was looked at a few more draws still gain: researchers are dearer with more of it.
    let high = solve(0.98);
    assert_eq!(high.no_answer(), Some(NoAnswer::NotReached));
    assert!(gaining(&high) >= share && gaining(&high) < share + 0.2, "{} {share}", gaining(&high));
    assert!(high.reached.is_none() && high.closest.unwrap().amount < low.max_amount / 1000.0);
}

/// Taxes that pay for the money cost more than it: they follow the amount, as all that is in the accounts.
#[test]
fn the_burden_of_taxes_follows_the_money() {
    let mut choice = AppraisalChoice::default();
    choice.discounting = Some("flat:0.06".to_owned());
    choice.residual_value = Some("none".to_owned());
    let base = scenario(&[StructureName::KnowledgeCapital])
        .with_horizon(2050)
        .with_appraisal(choice)
        .with_financing(Financing::Tax)
        .with_parameter(P::LabourTaxElasticity, Distribution::fixed(0.0))
        .with_parameter(P::MarginalExcessBurden, Distribution::fixed(0.25));
    let asked = experiment(base.clone());
    let settings = settings(16);
    let goal = Goal::npv(-100.0);
    let solution = Solve::of(&asked, goal).instrument(Instrument::VentureCapital).run(&settings).unwrap();
    assert_eq!(solution.sense, Sense::Most);
    let experiment = again(&solution, base, Instrument::VentureCapital);
    let found =
        Appraisal::of(&experiment).discounting("flat:0.06".parse().unwrap()).residual(ResidualValue::None);
    let npv = found.run(&settings).unwrap().statistics(Figure::WelfareNpv).mean;
    assert!((npv + 100.0).abs() < 1e-6, "{npv}");
}

/// What each draw would need is what it needs by itself.
#[test]
fn each_draw_needs_what_it_needs_alone() {
    let asked = experiment(scenario(&[StructureName::KnowledgeCapital]));
    for (goal, instrument) in [
        (Goal::rd_intensity(0.03, 2030), Instrument::DirectSubsidy),
        (Goal::gdp(0.02, 2035), Instrument::DirectSubsidy),
    ] {
        // More than a lane group, so that some draws run side by side and some alone.
        let together = Solve::of(&asked, goal).instrument(instrument).run(&settings(11)).unwrap();
        let mut alone: Vec<f64> = (0..11)
            .map(|i| {
                let one = settings(1).with_first_draw(i);
                let solution = Solve::of(&asked, goal).instrument(instrument).run(&one).unwrap();
                solution.amount.map_or(f64::INFINITY, |amount| amount.value)
            })
            .collect();
        alone.sort_by(f64::total_cmp);
        let needed = together.needed;
        let close = |found: Option<f64>, expected: f64| {
            let found = found.unwrap();
            assert!((found / expected - 1.0).abs() < 1e-8, "{goal}: {found} {expected}");
        };
        close(needed.p50, alone[5]);
        close(needed.p20, alone[2]);
        close(needed.p05, 0.5 * (alone[0] + alone[1]));
        // A draw that never comes to the goal by itself ranks highest among the others.
        let defined = alone.iter().filter(|amount| amount.is_finite()).count();
        assert!(defined > 6 && (needed.share_defined - defined as f64 / 11.0).abs() < 1e-12, "{alone:?}");
        assert_eq!(needed.mean.is_some(), defined == 11);
        if defined == 11 {
            close(needed.p95, 0.5 * (alone[9] + alone[10]));
            close(needed.mean, alone.iter().sum::<f64>() / 11.0);
        }
        assert!(alone[5] > 1.05 * alone[0]);
    }
}

#[test]
fn an_amount_for_a_probability_reaches_the_goal_in_that_share_of_the_draws() {
    let base = scenario(&BOTH);
    let asked = experiment(base.clone());
    let settings = settings(64);
    let goal = Goal::rd_intensity(0.03, 2030);
    let mut last = 0.0;
    for p in [0.25, 0.5, 0.9] {
        let solve = Solve::of(&asked, goal).instrument(Instrument::TaxCredit).probability(p);
        let solution = solve.run(&settings).unwrap();
        let amount = solution.amount_for_probability.unwrap();
        assert!(amount.value > last && amount.mc_error > 0.0, "{amount:?}");
        last = amount.value;
        // By counting, in the ensemble of the path run again.
        let experiment = again(&solution, base.clone(), Instrument::TaxCredit);
        let ensemble = Ensemble::draw(&experiment, &settings).unwrap();
        let share: f64 = ensemble
            .structures()
            .map(|one| {
                let draws = one.draws(Variable::RdIntensity, Kind::Scenario).unwrap();
                let row = draws.row(2030 - 2023);
                one.weight() * row.iter().filter(|x| **x >= 0.03 - 1e-12).count() as f64 / row.len() as f64
            })
            .sum();
        let reached = solution.reached.unwrap();
        assert!((reached.probability.value - share).abs() < 1e-12, "{share} {:?}", reached.probability);
        assert!((share - p).abs() <= 1.5 / 64.0, "{p}: {share}");
        assert!((share - p).abs() <= 2.0 * reached.probability.mc_error);
        // The mean is answered beside it, and is between the ends of the curve.
        let mean = solution.amount.unwrap().value;
        let ends: Vec<f64> = solution.curve.iter().map(|at| at.amount.unwrap().value).collect();
        assert!(ends.windows(2).all(|pair| pair[0] <= pair[1]), "{ends:?}");
        assert!(ends[0] < mean && mean < ends[ends.len() - 1]);
    }
}

/// The answer does not depend on how the draws are spread, nor on whether they fit in memory, nor on the years that are kept.
#[test]
fn threads_and_memory_change_no_bit() {
    let asked = experiment(scenario(&BOTH));
    let bits = |settings: &Settings| {
        let solve = Solve::of(&asked, Goal::rd_intensity(0.03, 2030)).instrument(Instrument::DirectSubsidy);
        let solution = solve.probability(0.8).run(settings).unwrap();
        let reached = solution.reached.unwrap();
        let mut all = vec![solution.amount.unwrap().value, solution.amount.unwrap().mc_error, reached.amount];
        all.extend(solution.needed.iter().filter_map(|(_, value)| value));
        all.extend(solution.curve.iter().filter_map(|at| at.amount).flat_map(|a| [a.value, a.mc_error]));
        all.extend(reached.outcome.iter().filter_map(|(_, value)| value));
        all.push(reached.probability.value);
        all.extend(reached.rd_per_euro);
        all.extend(reached.path().into_iter().flat_map(|(year, money)| [f64::from(year), money]));
        all.into_iter().map(f64::to_bits).collect::<Vec<_>>()
    };
    let one = bits(&settings(300).with_threads(1));
    assert_eq!(one, bits(&settings(300).with_threads(3)));
    assert_eq!(one, bits(&settings(300).with_memory(1 << 13)));
    assert_eq!(one, bits(&settings(300).with_first_year(2034)));
}

/// A mix is scaled by one factor: its proportions are those of the scenario.
#[test]
fn a_mix_keeps_its_proportions_and_its_shape() {
    let credit = Measure::new(Instrument::TaxCredit, Unit::BnEur, 2.0, 2027).with_ramp(3).with_solve();
    let research = Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026).with_solve();
    let fixed = Measure::new(Instrument::DirectSubsidy, Unit::BnEur, 0.5, 2026);
    let base = scenario(&BOTH).with_measure(credit).with_measure(research).with_measure(fixed);
    let asked = experiment(base);
    let goal = Goal::rd_intensity(0.028, 2030);
    let solution = Solve::of(&asked, goal).run(&settings(16)).unwrap();
    assert_eq!(solution.shape, PathShape::AsGiven);
    assert_eq!(solution.instruments(), ["tax_credit", "public_research"]);
    let solved = &solution.reached.as_ref().unwrap().experiment;
    let factor = |place: usize, year: i32| {
        solved.scenario().measures[place].amount_in(year) / asked.scenario().measures[place].amount_in(year)
    };
    let first = factor(0, 2027);
    for (place, year) in [(0, 2028), (0, 2035), (1, 2026), (1, 2030), (1, 2035)] {
        assert!((factor(place, year) / first - 1.0).abs() < 1e-12);
    }
    assert!(first > 1.0 && factor(2, 2030) == 1.0);
    // The money of the year of the goal is the amount; R&D a euro is not told where other measures add to it.
    let gdp = asked.baseline().gdp()[2030 - 2023];
    let expected = first * (2.0 + 0.001 * gdp);
    let reached = solution.reached.as_ref().unwrap();
    assert!((solution.amount.unwrap().value / expected - 1.0).abs() < 1e-9);
    assert!(reached.rd_per_euro.is_none());
    // What the draws need is of the same kind: around it.
    let (low, high) = (solution.needed.p05.unwrap(), solution.needed.p95.unwrap());
    assert!(low < expected && expected < high && high < 3.0 * low, "{low} {expected} {high}");
    let found = mean(solved, &settings(16), Variable::RdIntensity, Kind::Scenario, 2030);
    assert!((found - 0.028).abs() < 1e-10);
    // Another shape holds the largest amounts from the first year on.
    let level = Solve::of(&asked, goal).path(PathShape::Level).run(&settings(16)).unwrap();
    let solved = level.reached.unwrap().experiment;
    let of_credit = &solved.scenario().measures[0];
    assert_eq!(of_credit.amount_in(2027), of_credit.amount_in(2035));
    assert_eq!(of_credit.amount_in(2026), 0.0);
}

/// A measure that is solved for is run as it is given by everything else, to the last bit.
#[test]
fn a_run_takes_a_measure_as_it_is() {
    let measure = Measure::new(Instrument::DirectSubsidy, Unit::BnEur, 0.7, 2026);
    let other = Measure::new(Instrument::DirectSubsidy, Unit::GdpShare, 0.0003, 2027);
    let plain = experiment(scenario(&BOTH).with_measure(measure.clone()).with_measure(other.clone()));
    let flagged = experiment(scenario(&BOTH).with_measure(measure.with_solve()).with_measure(other));
    let statistics = |experiment: &Experiment| {
        let ensemble = Ensemble::draw(experiment, &settings(16)).unwrap();
        let of = |variable| ensemble.statistics(variable, Kind::Deviation).unwrap();
        [of(Variable::Gdp), of(Variable::RdTotal), of(Variable::DebtRatio)]
    };
    assert_eq!(statistics(&plain), statistics(&flagged));
}

#[test]
fn what_cannot_be_solved_says_why() {
    let asked = experiment(scenario(&BOTH));
    let few = settings(8);
    let goal = Goal::rd_intensity(0.03, 2030);
    let said = |solve: Solve<'_>| solve.run(&few).unwrap_err().to_string();
    let of = |goal| Solve::of(&asked, goal).instrument(Instrument::PublicResearch);
    for (said, expected) in [
        (said(Solve::of(&asked, goal)), "instrument: found none"),
        (
            said(of(Goal::rd_intensity(0.03, 2050))),
            "expected a year from 2026, the first with this money, to the horizon, 2035",
        ),
        (said(of(Goal::rd_intensity(0.03, 2025))), "expected a year from 2026"),
        (
            said(of(Goal::rd_intensity(0.01, 2030))),
            "which the scenario comes to without this money in the mean",
        ),
        (said(of(Goal::rd_intensity(0.01, 2030)).probability(0.5)), "with the probability that is asked"),
        (said(of(goal).probability(1.0)), "probability: found 1, expected a number between 0 and 1"),
        (said(of(goal).probability(f64::NAN)), "probability: found NaN"),
        (said(of(goal).from(2040)), "from: found 2040, expected a year from 2024 to 2035"),
        (said(of(Goal::npv(0.0)).path(PathShape::Ramp)), "found ramp with a target without a year"),
        (said(of(Goal::gdp(f64::INFINITY, 2030))), "percent above 0"),
        (
            said(Solve::of(&asked, goal).instrument(Instrument::Education)),
            "found education, whose amounts are people",
        ),
        (said(Solve::of(&asked, goal).instrument(Instrument::Talent)), "found talent"),
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    let imposed = experiment(scenario(&BOTH).with_target(Target::new(0.028, 2030, 0.4)));
    let error = Solve::of(&imposed, goal).instrument(Instrument::TaxCredit).run(&few).unwrap_err();
    assert!(matches!(error, SolveError::Imposed { from: 2026, .. }), "{error}");
    let own = Measure::new(Instrument::TaxCredit, Unit::BnEur, 1.0, 2026).with_solve();
    let both = experiment(scenario(&BOTH).with_measure(own.clone()));
    let error = Solve::of(&both, goal).instrument(Instrument::TaxCredit).run(&few).unwrap_err();
    assert!(matches!(error, SolveError::TwoAnswers { .. }), "{error}");
    let mut cut = own;
    cut.amount = AmountPath::Constant(-1.0);
    let cut = experiment(scenario(&BOTH).with_measure(cut));
    let error = Solve::of(&cut, goal).run(&few).unwrap_err();
    assert!(matches!(error, SolveError::Proportions { found: -1.0, .. }), "{error}");
}

/// A goal that half of the mixture never comes to: its draws rank highest, and the curve ends where they begin.
#[test]
fn draws_that_never_come_to_the_goal_rank_highest() {
    let asked = experiment(scenario(&[StructureName::KnowledgeCapital, StructureName::NoEffect]));
    let goal = Goal::gdp(0.05, 2035);
    let solve = || Solve::of(&asked, goal).instrument(Instrument::PublicResearch);
    let solution = solve().run(&settings(32)).unwrap();
    let needed = solution.needed;
    // Weights 0.3 and 0.1, and some draws of the first in which public research does nothing.
    assert!(needed.share_defined <= 0.75 && needed.share_defined > 0.5, "{needed:?}");
    assert!(needed.p25.is_some() && needed.p80.is_none() && needed.mean.is_none());
    assert!(solution.by_structure[0].needed.p50.is_some() && solution.by_structure[1].needed.p50.is_none());
    for at in &solution.curve {
        let beside = (at.probability - needed.share_defined).abs() < 0.03;
        assert!(beside || at.amount.is_some() == (at.probability < needed.share_defined), "{at:?}");
    }
    // In the mean some draws make up for the others; with 90% no amount does.
    assert!(solution.amount.is_some());
    let unsure = solve().probability(0.9).run(&settings(32)).unwrap();
    assert!(unsure.reached.is_none() && unsure.amount_for_probability.is_none());
    let closest = unsure.closest.unwrap();
    assert_eq!(closest.probability, Some(needed.share_defined));
    assert!(unsure.amount.is_some());
}

#[test]
fn a_draw_that_ends_does_not_hide_a_crossing_below_it() {
    // Firms that are attracted bring little: far above the answer some draws have no R&D left beside so much money.
    let scenario = Scenario::new("3% in 2030").with_horizon(2030);
    let experiment =
        Experiment::new(&Economy::netherlands().unwrap(), scenario, ParameterSet::default()).unwrap();
    let settings = Settings::default().with_draws(200);
    let solution = Solve::of(&experiment, Goal::rd_intensity(0.03, 2030))
        .instrument(Instrument::FirmAttraction)
        .path(PathShape::Level)
        .run(&settings)
        .unwrap();
    assert!(solution.ends_early && solution.max_share_of_gdp < 0.2, "{}", solution.max_share_of_gdp);
    let amount = solution.amount.unwrap().value;
    assert!(amount < solution.max_amount, "{amount} {}", solution.max_amount);
    assert!((solution.reached.as_ref().unwrap().value - 0.03).abs() < 1e-9);
    assert!(solution.warnings().iter().any(|warning| warning.contains("some draw has no outcome")));
}
