//! Appraisals: the same bits however draws are made and held, alone and side by side, and the same money as in a run.

use crate::support::{public_research, scenario, tolerances as within};
use approx::assert_relative_eq;
use kennis::appraise::{
    Appraisal, AppraisalComparison, CostBenefit, Discounting, Figure, Ratio, ResidualValue, SensitivityOf,
};
use kennis::parameters::{Origin, Shape};
use kennis::simulate::CashFlow;
use kennis::{
    Distribution, Economy, Ensemble, Experiment, Financing, Instrument, Kind, Layers, Measure,
    ParameterId as P, ParameterSet, Scenario, Settings, Statistics, StructureChoice, StructureName, Target,
    Unit, Variable,
};

/// A short horizon: what is tested here does not depend on it.
const HORIZON: i32 = 2040;

fn experiment(mut scenario: Scenario, fixed: &[(P, f64)]) -> Experiment {
    scenario.horizon = HORIZON;
    let mut parameters = ParameterSet::default();
    for (id, value) in fixed {
        parameters.set(*id, Distribution::fixed(*value), Origin::Set).unwrap();
    }
    Experiment::new(&Economy::netherlands().unwrap(), scenario, parameters).unwrap()
}

fn more_research() -> Experiment {
    experiment(scenario([public_research(0.001, 2026)]), &[])
}

fn credit() -> Experiment {
    experiment(scenario([Measure::new(Instrument::TaxCredit, Unit::BnEur, 0.5, 2028)]), &[])
}

fn settings(draws: u64) -> Settings {
    Settings::default().with_draws(draws).with_threads(2)
}

fn bits(statistics: &Statistics) -> Vec<u64> {
    statistics.iter().map(|(_, value)| value.to_bits()).collect()
}

/// Everything that an appraisal says, in bits.
fn all(result: &CostBenefit) -> Vec<(String, Vec<u64>)> {
    let mut all = Vec::new();
    for figure in Figure::ALL {
        all.push((figure.to_string(), bits(&result.statistics(*figure))));
        for (structure, _) in result.structures() {
            let statistics = result.statistics_in(structure, *figure).unwrap();
            all.push((format!("{figure} {structure}"), bits(&statistics)));
        }
        let ranked = result.ranked(*figure);
        let mut numbers: Vec<u64> = ranked.iter().map(|(_, x)| x.map_or(0, f64::to_bits)).collect();
        numbers.push(ranked.share_defined.to_bits());
        all.push((format!("{figure} ranked"), numbers));
    }
    for ratio in Ratio::ALL {
        let estimate = result.ratio_of_means(*ratio);
        all.push((
            ratio.to_string(),
            estimate.map_or(Vec::new(), |e| vec![e.value.to_bits(), e.mc_error.to_bits()]),
        ));
    }
    let probability = result.probability_npv_positive();
    all.push(("probability".to_owned(), vec![probability.value.to_bits(), probability.mc_error.to_bits()]));
    for (year, statistics) in result.by_year() {
        all.push((year.to_string(), statistics.iter().flat_map(bits).collect()));
    }
    for flow in result.mean_flows() {
        let values = flow.flows.iter().chain([&flow.welfare, &flow.discount_factor]);
        all.push((format!("flows of {}", flow.year), values.map(|x| x.to_bits()).collect()));
    }
    all.push(("dropped".to_owned(), result.dropped().map(|(_, dropped)| dropped).collect()));
    all
}

fn assert_same(one: &CostBenefit, other: &CostBenefit) {
    let (one, other) = (all(one), all(other));
    assert_eq!(one.len(), other.len());
    for (one, other) in one.iter().zip(&other) {
        assert_eq!(one, other);
    }
}

#[test]
fn held_and_streamed_are_the_same_bits() {
    for (experiment, residual) in
        [(more_research(), ResidualValue::None), (credit(), ResidualValue::Perpetuity)]
    {
        let appraisal = Appraisal::of(&experiment).residual(residual).by_year(true);
        let mut done = (0, 0);
        let held = appraisal.run_with(&settings(400), &mut |now, total| done = (now, total)).unwrap();
        assert_eq!(done, (400, 400));
        // No memory at all: tile by tile, and twice.
        let nothing = settings(400).with_memory(0);
        let streamed = appraisal.run_with(&nothing, &mut |now, total| done = (now, total)).unwrap();
        assert_eq!(done.1, 800);
        assert!(held.draws("knowledge_capital", Figure::GdpNpv).is_ok());
        assert!(streamed.draws("knowledge_capital", Figure::GdpNpv).is_err());
        assert_same(&held, &streamed);
        // Batches of some tiles.
        let some = appraisal.run(&settings(400).with_memory(1 << 20)).unwrap();
        assert!(some.draws("knowledge_capital", Figure::GdpNpv).is_err());
        assert_same(&held, &some);
    }
}

#[test]
fn one_thread_gives_the_bits_of_two() {
    let experiment = more_research();
    for residual in [ResidualValue::RunOff, ResidualValue::None] {
        let appraisal = Appraisal::of(&experiment).residual(residual).by_year(true);
        let run = |threads| appraisal.run(&settings(140).with_threads(threads)).unwrap();
        assert_same(&run(1), &run(2));
    }
}

/// A draw has the bits that it has alone, in lanes too: also where its neighbours fade earlier or later.
#[test]
fn a_draw_alone_has_the_bits_of_the_draw_among_many() {
    let mut three_percent = Scenario::new("3% of GDP");
    three_percent.targets.push(Target::new(0.03, 2030, 0.4));
    let mut layers = Layers::default();
    (layers.breakthroughs, layers.baseline_level) = (true, true);
    for (scenario, layers, residual) in [
        (scenario([public_research(0.001, 2026).with_until(2030)]), Layers::default(), ResidualValue::RunOff),
        (three_percent, Layers::default(), ResidualValue::RunOff),
        (scenario([public_research(0.001, 2026)]), layers, ResidualValue::None),
    ] {
        let experiment = experiment(scenario, &[]);
        let appraisal = Appraisal::of(&experiment).residual(residual);
        let many = settings(21).with_layers(layers);
        let together = appraisal.run(&many).unwrap();
        for (structure, _) in together.structures() {
            let numbers = together.draw_numbers(structure).unwrap();
            for (place, number) in numbers.iter().enumerate().step_by(4) {
                let mut experiment = experiment.scenario().clone();
                experiment.structure =
                    StructureChoice::List(vec![StructureName::from_name(structure).unwrap()]);
                let experiment =
                    Experiment::new(&Economy::netherlands().unwrap(), experiment, ParameterSet::default());
                let experiment = experiment.unwrap();
                let alone = many.clone().with_first_draw(*number).with_draws(1);
                let alone = Appraisal::of(&experiment).residual(residual).run(&alone).unwrap();
                assert_eq!(alone.draw_numbers(structure).unwrap(), [*number]);
                for figure in Figure::ALL {
                    let value = |result: &CostBenefit, place: usize| {
                        result.draws(structure, *figure).unwrap()[place].to_bits()
                    };
                    assert_eq!(value(&alone, 0), value(&together, place), "{structure} {number} {figure}");
                }
            }
        }
    }
}

/// A draw that has stopped stays so, also where its effect comes back and its neighbours go on: an effect that goes through
/// zero in 2045, in some draws near enough to stop there.
#[test]
fn a_draw_that_has_stopped_does_not_begin_again_beside_others() {
    let last = 2030;
    let crossing = |horizon: i32| {
        let mut scenario = scenario([
            public_research(0.0005, 2026).with_until(last),
            Measure::new(Instrument::TaxCredit, Unit::GdpShare, -0.001, 2026).with_until(last),
        ])
        .with_horizon(horizon);
        scenario.structure = StructureChoice::List(vec![StructureName::KnowledgeCapital]);
        scenario
    };
    let mut parameters = ParameterSet::default();
    let varies = |parameters: &ParameterSet, id: P| !parameters.distribution(id).is_fixed();
    for id in P::all() {
        if !varies(&parameters, id) {
            continue;
        }
        let centre = if id == P::InitialStockError { 0.0 } else { parameters.centres()[id] };
        parameters.set(id, Distribution::fixed(centre), Origin::Set).unwrap();
    }
    let economy = Economy::netherlands().unwrap();
    let seen = Experiment::new(&economy, crossing(2045), parameters.clone()).unwrap();
    let effect = |elasticity: f64| {
        let mut values = parameters.centres();
        values.set(P::OutputElasticityPublic, elasticity);
        seen.run(&StructureName::KnowledgeCapital, &values).last().unwrap().gdp
    };
    let (mut low, mut high) = (0.0, 0.3);
    assert!(effect(low) < 0.0 && effect(high) > 0.0);
    for _ in 0..40 {
        let middle = 0.5 * (low + high);
        if effect(middle) < 0.0 { low = middle } else { high = middle }
    }
    let near = Shape::Uniform { lower: low * 0.998, upper: low * 1.002 };
    let near = Distribution { shape: near, lower: f64::NEG_INFINITY, upper: f64::INFINITY };
    parameters.set(P::OutputElasticityPublic, near, Origin::Set).unwrap();
    let experiment = Experiment::new(&economy, crossing(last), parameters).unwrap();
    let appraisal = Appraisal::of(&experiment).discounting(Discounting::flat(0.0).unwrap());
    let together = appraisal.run(&settings(24)).unwrap();
    let together = together.draws("knowledge_capital", Figure::GdpNpv).unwrap().to_vec();
    for (number, together) in together.iter().enumerate() {
        let alone = appraisal.run(&settings(1).with_first_draw(number as u64)).unwrap();
        let alone = alone.draws("knowledge_capital", Figure::GdpNpv).unwrap()[0];
        assert_eq!(alone.to_bits(), together.to_bits(), "{number}");
    }
    // Some stop there and some do not: without what comes later they are far apart.
    let (least, most) = low_and_high(&together);
    assert!(most - least > 0.03 * least.abs(), "{together:?}");
}

fn low_and_high(values: &[f64]) -> (f64, f64) {
    values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(*x), high.max(*x)))
}

/// GDP and welfare of an appraisal are those of the run, discounted: another way through the code, with other rows.
#[test]
fn the_money_is_that_of_the_run() {
    let experiment = more_research();
    let settings = settings(64).with_variables(vec![Variable::Gdp, Variable::Welfare]).with_channels(false);
    let ensemble = Ensemble::draw(&experiment, &settings).unwrap();
    let discounting = Discounting::preset("uk_green_book_2026").unwrap();
    let appraisal = Appraisal::of(&experiment).discounting(discounting.clone()).residual(ResidualValue::None);
    let result = appraisal.run(&settings).unwrap();
    let gdp = experiment.baseline().gdp();
    let factor: Vec<f64> =
        experiment.baseline().years().iter().map(|y| discounting.factor(y - 2026)).collect();
    for of_structure in ensemble.structures() {
        let name = of_structure.name();
        let scenario = of_structure.draws(Variable::Gdp, Kind::Scenario).unwrap();
        let welfare = of_structure.draws(Variable::Welfare, Kind::Deviation).unwrap();
        let ours = result.draws(name, Figure::GdpNpv).unwrap();
        assert_eq!(ours.len(), scenario.ncols());
        for (draw, ours) in ours.iter().enumerate() {
            let npv: f64 = (0..gdp.len()).map(|t| factor[t] * (scenario[[t, draw]] - gdp[t])).sum();
            assert_relative_eq!(*ours, npv, epsilon = within::DIFFERENCE, max_relative = within::DIFFERENCE);
            let npv: f64 = (0..gdp.len()).map(|t| factor[t] * welfare[[t, draw]] / 100.0 * gdp[t]).sum();
            let ours = result.draws(name, Figure::WelfareNpv).unwrap()[draw];
            assert_relative_eq!(ours, npv, epsilon = within::DIFFERENCE, max_relative = within::DIFFERENCE);
        }
    }
}

#[test]
fn a_scenario_beside_itself_differs_by_nothing() {
    let experiment = more_research();
    let appraisal = Appraisal::of(&experiment);
    let comparison =
        AppraisalComparison::run(&[appraisal.clone(), appraisal.clone()], &settings(200), &mut |_, _| ())
            .unwrap();
    let pair = &comparison.pairs[0];
    let statistics = pair.npv.statistics();
    assert!(statistics.iter().all(|(_, value)| value == 0.0), "{statistics:?}");
    assert_eq!(pair.probability_better().value, 0.0);
    assert_eq!(pair.npv_per_public_euro, None);
    assert!(!pair.is_beyond_error());
    let kept: u64 = pair.paired.iter().sum();
    let dropped: u64 = comparison.scenarios[0].dropped().map(|(_, dropped)| dropped).sum();
    assert_eq!(kept + dropped, 200 * comparison.scenarios[0].structures().count() as u64);
    assert_eq!(comparison.ranking(), [(0, false), (1, true)]);
}

#[test]
fn a_scenario_has_the_same_bits_alone_and_beside_another() {
    let (research, credit) = (more_research(), credit());
    let research = Appraisal::of(&research).residual(ResidualValue::None).by_year(true);
    let credit = Appraisal::of(&credit).residual(ResidualValue::None).by_year(true);
    let settings = settings(300);
    for memory in [1 << 30, 0] {
        let settings = settings.clone().with_memory(memory);
        let side_by_side =
            AppraisalComparison::run(&[credit.clone(), research.clone()], &settings, &mut |_, _| ()).unwrap();
        // Both from the earliest first year.
        let [of_credit, of_research] = side_by_side.scenarios.as_slice() else { panic!("two") };
        assert_eq!((of_credit.base_year, of_research.base_year), (2026, 2026));
        assert_same(of_credit, &credit.clone().base_year(2026).run(&settings).unwrap());
        assert_same(of_research, &research.run(&settings).unwrap());
        // The difference is that of the means over the draws that both kept: here all.
        let pair = &side_by_side.pairs[0];
        let mean = |result: &CostBenefit, figure| result.statistics(figure).mean;
        if of_credit.dropped().chain(of_research.dropped()).all(|(_, dropped)| dropped == 0) {
            let npv = mean(of_research, Figure::WelfareNpv) - mean(of_credit, Figure::WelfareNpv);
            let money = mean(of_research, Figure::PublicMoney) - mean(of_credit, Figure::PublicMoney);
            assert_relative_eq!(pair.npv.statistics().mean, npv, max_relative = within::DIFFERENCE);
            assert_relative_eq!(
                pair.npv_per_public_euro.unwrap(),
                npv / money,
                max_relative = within::DIFFERENCE
            );
        }
        // Draw by draw.
        if memory > 0 {
            let mut above = 0.0;
            for (structure, weight) in of_credit.structures() {
                let values = |result: &CostBenefit| {
                    let numbers = result.draw_numbers(structure).unwrap().to_vec();
                    numbers
                        .into_iter()
                        .zip(result.draws(structure, Figure::WelfareNpv).unwrap().to_vec())
                        .collect::<std::collections::BTreeMap<u64, f64>>()
                };
                let (first, second) = (values(of_credit), values(of_research));
                let both: Vec<f64> =
                    first.iter().filter_map(|(number, first)| Some(second.get(number)? - first)).collect();
                let better = both.iter().filter(|difference| **difference > 0.0).count();
                above += weight * better as f64 / both.len() as f64;
            }
            assert_relative_eq!(pair.probability_better().value, above, max_relative = within::YEAR);
        }
    }
}

/// Draws that one of the scenarios drops count in no difference.
#[test]
fn differences_are_over_the_draws_that_both_kept() {
    let target = |share: f64| {
        let mut scenario = Scenario::new("3% of GDP");
        scenario.targets.push(Target::new(0.03, 2030, share));
        scenario.structure = StructureChoice::List(vec![StructureName::KnowledgeCapital]);
        experiment(scenario, &[])
    };
    // A target drops more draws than money: its feedback has the public stock, too.
    let (target, mut money) = (target(0.4), scenario([public_research(0.002, 2026)]));
    money.structure = StructureChoice::List(vec![StructureName::KnowledgeCapital]);
    let money = experiment(money, &[]);
    let appraisals = [&money, &target].map(|one| Appraisal::of(one).residual(ResidualValue::None));
    let comparison = AppraisalComparison::run(&appraisals, &settings(4_000), &mut |_, _| ()).unwrap();
    let [money, target] = comparison.scenarios.as_slice() else { panic!("two") };
    let numbers = |result: &CostBenefit| result.draw_numbers("knowledge_capital").unwrap().to_vec();
    let (first, second) = (numbers(money), numbers(target));
    assert!(second.len() < first.len(), "{} {}", first.len(), second.len());
    let common: Vec<u64> = first.iter().copied().filter(|n| second.binary_search(n).is_ok()).collect();
    let pair = &comparison.pairs[0];
    assert_eq!(pair.paired, [common.len() as u64]);
    let mean = |result: &CostBenefit, numbers: &[u64], figure| {
        let values = result.draws("knowledge_capital", figure).unwrap();
        let sum: f64 = common.iter().map(|n| values[numbers.binary_search(n).unwrap()]).sum();
        sum / common.len() as f64
    };
    let of = |figure| mean(target, &second, figure) - mean(money, &first, figure);
    assert_relative_eq!(
        pair.npv.statistics().mean,
        of(Figure::WelfareNpv),
        max_relative = within::DIFFERENCE
    );
    let per_euro = of(Figure::WelfareNpv) / of(Figure::PublicMoney);
    assert_relative_eq!(pair.npv_per_public_euro.unwrap(), per_euro, max_relative = within::DIFFERENCE);
}

#[test]
fn flows_by_year_add_up_to_the_figures() {
    let experiment = experiment(
        scenario([
            public_research(0.001, 2026),
            Measure::new(Instrument::FirmAttraction, Unit::GdpShare, 1e-4, 2030),
        ]),
        &[],
    );
    for (residual, base_year) in
        [(ResidualValue::None, 2026), (ResidualValue::RunOff, 2026), (ResidualValue::None, 2032)]
    {
        let appraisal = Appraisal::of(&experiment).residual(residual).base_year(base_year).by_year(true);
        let result = appraisal.run(&settings(40)).unwrap();
        let mean = |figure| result.statistics(figure).mean;
        let sum = |of: &dyn Fn(&kennis::appraise::FlowOfYear) -> f64| {
            result.mean_flows().iter().map(|flow| flow.discount_factor * of(flow)).sum::<f64>()
        };
        let flow = |flow: CashFlow| sum(&|year| year.flows[flow as usize]);
        for (figure, expected) in [
            (Figure::GdpNpv, flow(CashFlow::Gdp)),
            (Figure::WelfareNpv, sum(&|year| year.welfare)),
            (Figure::PublicMoney, flow(CashFlow::PublicMoney)),
            (Figure::TaxesOnGdp, flow(CashFlow::TaxesOnGdp)),
            (Figure::SocialBenefits, flow(CashFlow::Gdp) - flow(CashFlow::Investment)),
            (Figure::SocialCosts, flow(CashFlow::Rd) + flow(CashFlow::Abroad)),
        ] {
            assert_relative_eq!(mean(figure), expected, max_relative = within::DIFFERENCE);
        }
        // By year, from the base year to the horizon.
        let by_year = result.by_year();
        assert_eq!((by_year[0].0, by_year[by_year.len() - 1].0), (base_year, HORIZON));
        let place = |name: &str| CostBenefit::flow_names().iter().position(|known| *known == name).unwrap();
        for (year, statistics) in &by_year {
            let flows = result.mean_flows();
            let of_year = &flows.iter().find(|flow| flow.year == *year).unwrap();
            let of = |flow: CashFlow| of_year.flows[flow as usize];
            for (name, expected) in [
                ("gdp", of(CashFlow::Gdp)),
                ("consumption", of(CashFlow::Gdp) - of(CashFlow::Investment) - of(CashFlow::Rd)),
                ("investment", of(CashFlow::Investment)),
                ("rd", of(CashFlow::Rd)),
                ("public_money", of(CashFlow::PublicMoney)),
                ("taxes", of(CashFlow::Taxes) + of(CashFlow::TaxesOnGdp)),
                ("welfare", of_year.welfare),
            ] {
                let mean = statistics[place(name)].mean;
                assert_relative_eq!(
                    mean,
                    expected,
                    epsilon = within::DIFFERENCE,
                    max_relative = within::DIFFERENCE
                );
            }
        }
        if residual == ResidualValue::None {
            // The whole distribution, years before the base year included.
            let last = &by_year[by_year.len() - 1].1[place("welfare_cumulative")];
            let npv = result.statistics(Figure::WelfareNpv);
            for ((name, cumulative), (_, npv)) in last.iter().zip(npv.iter()) {
                assert_relative_eq!(
                    cumulative,
                    npv,
                    epsilon = within::LEVEL,
                    max_relative = within::DIFFERENCE
                );
                assert!(cumulative.is_finite(), "{name}");
            }
        } else {
            // What runs off: nobody pays, and something is left.
            let flows = result.mean_flows();
            let after: Vec<_> = flows.iter().filter(|flow| flow.year > HORIZON).collect();
            assert_eq!(after.len(), 400);
            assert!(after.iter().all(|year| year.flows[CashFlow::PublicMoney as usize] == 0.0));
            let gdp = |year: usize| after[year].flows[CashFlow::Gdp as usize];
            assert!(gdp(399).abs() < 1e-2 * gdp(0), "{}", gdp(399));
        }
    }
}

/// A target ends at the horizon: after it government pays for no more R&D than in the baseline.
#[test]
fn a_target_ends_before_the_run_off() {
    let mut scenario = Scenario::new("3% of GDP");
    scenario.targets.push(Target::new(0.03, 2030, 0.4));
    let experiment = experiment(scenario, &[]);
    let result = Appraisal::of(&experiment).by_year(true).run(&settings(50)).unwrap();
    assert_eq!(result.base_year, 2026);
    for year in result.mean_flows() {
        let of = |flow: CashFlow| year.flows[flow as usize];
        let during = (2026..=HORIZON).contains(&year.year);
        assert_eq!(of(CashFlow::PublicMoney) > 0.0, during, "{}", year.year);
        assert_eq!(of(CashFlow::RdGovernment).abs() > 1e-9, during, "{}", year.year);
        assert!(of(CashFlow::Gdp) >= 0.0);
    }
}

/// Every row of the sensitivity table is the appraisal in which that one thing is changed.
#[test]
fn rows_of_sensitivity_are_appraisals_of_their_own() {
    let taxed = |burden: f64| {
        let mut scenario = scenario([
            public_research(0.001, 2026),
            Measure::new(Instrument::Education, Unit::YearsOfSchooling, 0.1, 2027)
                .with_cost_per_unit(9_000.0),
        ]);
        scenario.financing = Financing::Tax;
        scenario.capital_closure = kennis::CapitalClosure::CapitalOutputRatio;
        scenario.structure =
            StructureChoice::List(vec![StructureName::KnowledgeCapital, StructureName::SemiEndogenous]);
        experiment(scenario, &[(P::MarginalExcessBurden, burden)])
    };
    let experiment = taxed(0.1);
    let settings = settings(16);
    let mut seen = std::collections::BTreeMap::new();
    for residual in ResidualValue::ALL {
        let appraisal = Appraisal::of(&experiment).residual(*residual);
        for row in appraisal.sensitivity(&settings).unwrap() {
            *seen.entry(row.of.name()).or_insert(0) += 1;
            let other = match row.of {
                SensitivityOf::Discounting => {
                    let discounting: Discounting = row.value.parse().unwrap();
                    appraisal.clone().discounting(discounting).run(&settings)
                }
                SensitivityOf::ResidualValue => {
                    let residual = ResidualValue::from_name(&row.value).unwrap();
                    appraisal.clone().residual(residual).run(&settings)
                }
                SensitivityOf::MarginalExcessBurden => {
                    let experiment = taxed(row.value.parse().unwrap());
                    Appraisal::of(&experiment).residual(*residual).run(&settings)
                }
                SensitivityOf::Horizon => {
                    let mut scenario = experiment.scenario().clone();
                    scenario.horizon = row.value.parse().unwrap();
                    let economy = Economy::netherlands().unwrap();
                    let parameters = experiment.parameters().clone();
                    let experiment = Experiment::new(&economy, scenario, parameters).unwrap();
                    Appraisal::of(&experiment).residual(*residual).run(&settings)
                }
                other => panic!("{other}"),
            };
            let what = format!("{residual}: {} {}", row.of, row.value);
            match other {
                Ok(other) => {
                    assert_eq!(row.reason, None);
                    let (ours, theirs) = (row.npv.unwrap(), other.statistics(Figure::WelfareNpv));
                    for ((name, ours), (_, theirs)) in ours.iter().zip(theirs.iter()) {
                        assert!(
                            (ours - theirs).abs() <= within::DIFFERENCE * theirs.abs().max(1.0),
                            "{what} {name}: {ours} against {theirs}"
                        );
                    }
                    let ratio = other.ratio_of_means(Ratio::Social).unwrap().value;
                    assert_relative_eq!(
                        row.ratio_of_means.unwrap(),
                        ratio,
                        max_relative = within::DIFFERENCE
                    );
                }
                Err(error) => assert!(row.reason.is_some(), "{what}: {error}"),
            }
        }
    }
    assert_eq!(
        seen.keys().copied().collect::<Vec<_>>(),
        SensitivityOf::ALL
            .iter()
            .map(|of| of.name())
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect::<Vec<_>>()
    );
}

/// An excess burden beside labour that answers the same taxes would count what they cost twice: its row says so.
#[test]
fn an_excess_burden_beside_labour_that_answers_taxes_has_a_reason() {
    let taxed = |financing: Financing| {
        let mut scenario = scenario([public_research(0.001, 2026)]);
        scenario.financing = financing;
        experiment(scenario, &[(P::LabourTaxElasticity, 0.1)])
    };
    for (financing, twice) in [(Financing::Tax, true), (Financing::Debt, false)] {
        let experiment = taxed(financing);
        let rows =
            Appraisal::of(&experiment).residual(ResidualValue::None).sensitivity(&settings(8)).unwrap();
        let burdens = rows.iter().filter(|row| row.of == SensitivityOf::MarginalExcessBurden);
        let refused: Vec<bool> = burdens
            .map(|row| {
                assert_eq!(row.npv.is_none(), row.reason.is_some());
                row.reason.as_ref().is_some_and(|reason| reason.contains("labour_tax_elasticity"))
            })
            .collect();
        assert_eq!(refused, [false, twice]);
    }
}

/// The error of a ratio of means is its spread over seeds.
#[test]
fn the_error_of_a_ratio_is_what_other_seeds_give() {
    let mut scenario = scenario([public_research(0.001, 2026)]).with_horizon(2032);
    let weights = vec![(StructureName::KnowledgeCapital, 0.8), (StructureName::RateOfReturn, 0.2)];
    scenario.structure = StructureChoice::Weights(weights);
    let economy = Economy::netherlands().unwrap();
    let experiment = Experiment::new(&economy, scenario, ParameterSet::default()).unwrap();
    let appraisal = Appraisal::of(&experiment).residual(ResidualValue::None);
    let results: Vec<CostBenefit> =
        (1..=80).map(|seed| appraisal.run(&settings(40).with_seed(seed)).unwrap()).collect();
    for ratio in Ratio::ALL {
        let estimates: Vec<_> = results.iter().map(|result| result.ratio_of_means(*ratio).unwrap()).collect();
        let mean = |of: &dyn Fn(usize) -> f64| (0..80).map(of).sum::<f64>() / 80.0;
        let centre = mean(&|i| estimates[i].value);
        let spread = mean(&|i| (estimates[i].value - centre).powi(2)).sqrt();
        let said = mean(&|i| estimates[i].mc_error);
        // A standard deviation of eighty values is known to 8%.
        assert!((0.7..1.4).contains(&(said / spread)), "{ratio}: {said} and {spread}");
    }
}

/// Ratios of means, and what share of the draws has a rate or a year, count by the weights of the structures.
#[test]
fn ratios_and_shares_with_a_rate_are_by_weight() {
    let mut scenario = scenario([public_research(0.001, 2026)]);
    let weights = [(StructureName::KnowledgeCapital, 0.8), (StructureName::NoEffect, 0.2)];
    scenario.structure = StructureChoice::Weights(weights.to_vec());
    let experiment = experiment(scenario, &[]);
    let result = Appraisal::of(&experiment).residual(ResidualValue::None).run(&settings(64)).unwrap();
    for ratio in Ratio::ALL {
        let [top, bottom, _] = ratio.figures().map(|figure| result.statistics(figure).mean);
        let value = result.ratio_of_means(*ratio).unwrap().value;
        assert_relative_eq!(value, top / bottom, max_relative = within::DIFFERENCE);
    }
    for figure in [Figure::InternalRateOfReturn, Figure::PaybackYear] {
        let share = |(structure, weight): (StructureName, f64)| {
            let values = result.draws(structure.name(), figure).unwrap();
            let number = values.iter().filter(|value| value.abs() < 1e80).count();
            weight * number as f64 / values.len() as f64
        };
        let expected: f64 = weights.into_iter().map(share).sum();
        assert!(expected > 0.0 && expected < 0.8, "{expected}");
        assert_relative_eq!(result.ranked(figure).share_defined, expected, max_relative = within::FORMULA);
    }
}

/// No policy at all: nothing is worth nothing, and there is no ratio, rate or year.
#[test]
fn without_policy_there_is_nothing_to_appraise() {
    let experiment = experiment(scenario([]), &[]);
    let result = Appraisal::of(&experiment).run(&settings(20)).unwrap();
    assert_eq!(result.base_year, 2024);
    for figure in [Figure::GdpNpv, Figure::WelfareNpv, Figure::PublicFinanceNpv, Figure::SocialCosts] {
        assert_eq!(result.statistics(figure).mean, 0.0);
    }
    assert_eq!(result.ratio_of_means(Ratio::Social), None);
    assert!(result.no_ratio(Ratio::Social).is_some_and(|reason| reason.contains("no such costs")));
    assert!(result.no_rate().is_some());
    assert_eq!(result.ranked(Figure::InternalRateOfReturn).share_defined, 0.0);
    assert_eq!(result.ranked(Figure::InternalRateOfReturn).p50, None);
    assert_eq!(result.probability_npv_positive().value, 0.0);
}
