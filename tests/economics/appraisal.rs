//! Cost-benefit analysis: what must hold of any of them, what is left after the horizon, break-even, and bad input.

use crate::helpers::{package, three_percent};
use crate::support::{experiment, experiment_with, public_research, scenario, tolerances as within, values};
use approx::assert_relative_eq;
use kennis::appraise::{
    Appraisal, AppraisalComparison, AppraisalError, CostBenefit, Discounting, Figure, RateUntil, Ratio,
    ResidualValue,
};
use kennis::parameters::{Origin, Shape};
use kennis::{
    CapitalClosure, Distribution, Dual, Economy, Experiment, Financing, Instrument, Measure,
    ParameterId as P, ParameterSet, ParameterValues, Scenario, Settings, StructureChoice, StructureName,
    Unit,
};

const HORIZON: i32 = 2040;

fn until(horizon: i32, scenario: Scenario) -> Scenario {
    scenario.with_horizon(horizon)
}

fn only(structure: StructureName, mut scenario: Scenario) -> Scenario {
    scenario.structure = StructureChoice::List(vec![structure]);
    scenario
}

fn settings(draws: u64) -> Settings {
    Settings::default().with_draws(draws).with_threads(2)
}

fn flat(rate: f64) -> Discounting {
    Discounting::flat(rate).unwrap()
}

/// The check run of a figure.
fn centre(appraisal: &Appraisal<'_>, figure: Figure) -> f64 {
    appraisal.run(&settings(0)).unwrap().statistics(figure).mean
}

fn all_residuals() -> [ResidualValue; 3] {
    [ResidualValue::RunOff, ResidualValue::None, ResidualValue::Perpetuity]
}

/// A small measure of every instrument, of `size` times a share of GDP or of persons.
fn small(instrument: Instrument, size: f64) -> Measure {
    match instrument {
        Instrument::Talent => {
            Measure::new(instrument, Unit::Persons, 10.0 * size, 2026).with_cost_per_unit(20_000.0)
        }
        Instrument::Education => Measure::new(instrument, Unit::YearsOfSchooling, 1e-4 * size, 2026)
            .with_cost_per_unit(9_000.0)
            .with_entry_lag(1.0),
        _ => Measure::new(instrument, Unit::GdpShare, 1e-6 * size, 2026),
    }
}

/// Twice the money is worth twice as much, to first order, for every instrument.
#[test]
fn twice_the_money_is_worth_twice_as_much() {
    for instrument in Instrument::ALL {
        let npv = |size: f64| {
            let small = until(HORIZON, scenario([small(*instrument, size)]));
            let experiment = experiment(only(StructureName::KnowledgeCapital, small));
            let result = Appraisal::of(&experiment).residual(ResidualValue::None).run(&settings(0)).unwrap();
            [Figure::WelfareNpv, Figure::GdpNpv, Figure::PublicMoney, Figure::SocialCosts]
                .map(|figure| result.statistics(figure).mean)
        };
        let (once, twice) = (npv(1.0), npv(2.0));
        // Of what it costs: benefits and costs may be nearly the same.
        let size = once[2];
        for (once, twice) in once.into_iter().zip(twice) {
            assert!(once != 0.0, "{instrument}");
            assert_relative_eq!(twice, 2.0 * once, epsilon = 1e-3 * size);
        }
    }
}

/// Two small measures together are worth what they are worth alone: what is left over is of second order.
#[test]
fn small_measures_add_up() {
    let welfare = |size: f64| {
        let all = [small(Instrument::PublicResearch, size), small(Instrument::TaxCredit, size)];
        let npv = |measures: Vec<Measure>| {
            let scenario = only(StructureName::KnowledgeCapital, until(HORIZON, scenario(measures)));
            let experiment = experiment(scenario);
            centre(&Appraisal::of(&experiment).residual(ResidualValue::None), Figure::WelfareNpv)
        };
        let alone: f64 = all.iter().map(|measure| npv(vec![measure.clone()])).sum();
        (npv(all.to_vec()), alone)
    };
    let (together, alone) = welfare(1.0);
    assert_relative_eq!(together, alone, max_relative = 1e-3);
    // Ten times the money: a hundred times what is left over.
    let left_over = |size: f64| {
        let (together, alone) = welfare(size);
        together - alone
    };
    let ratio = left_over(1_000.0) / left_over(100.0);
    assert!((80.0..120.0).contains(&ratio), "{ratio}");
}

/// The benefit of a programme of one year comes after it: the more it is discounted, the less it is worth, in every draw.
#[test]
fn more_discounting_lowers_a_lasting_benefit() {
    let scenario = until(HORIZON, scenario([public_research(0.001, 2026).with_until(2026)]));
    // Without a price of research and a response of firms the effect has the sign of its elasticity in all years.
    let experiment =
        experiment_with(scenario, &[(P::ResearchPriceElasticity, 0.0), (P::Complementarity, 0.0)]);
    let results: Vec<CostBenefit> = [0.0, 0.01, 0.0225, 0.04, 0.07, 0.5]
        .into_iter()
        .map(|rate| Appraisal::of(&experiment).discounting(flat(rate)).run(&settings(24)).unwrap())
        .collect();
    for pair in results.windows(2) {
        for (structure, _) in pair[0].structures().filter(|(name, _)| *name != "no_effect") {
            let of = |result: &CostBenefit, figure| result.draws(structure, figure).unwrap().to_vec();
            let (less, more) = (of(&pair[0], Figure::GdpNpv), of(&pair[1], Figure::GdpNpv));
            for (less, more) in less.iter().zip(&more) {
                assert!(less.abs() > more.abs() && less * more > 0.0, "{structure}: {less} {more}");
            }
        }
    }
}

/// Those who pay and gain add up to the whole, draw by draw, whatever public spending follows.
#[test]
fn incidence_adds_up_to_welfare() {
    for financing in Financing::ALL {
        let mut scenario = until(HORIZON, package(1e-4));
        scenario.financing = *financing;
        for measure in scenario.measures.iter_mut().filter(|measure| !measure.unit.is_money()) {
            measure.cost_per_unit = Some(15_000.0);
        }
        let experiment = experiment_with(scenario, &[(P::MarginalExcessBurden, 0.2), (P::OffsetReturn, 0.1)]);
        for residual in all_residuals() {
            let result = Appraisal::of(&experiment).residual(residual).run(&settings(16)).unwrap();
            for (structure, _) in result.structures() {
                let of = |figure| result.draws(structure, figure).unwrap();
                let whole = of(Figure::WelfareNpv);
                for (government, households) in [
                    (Figure::IncidenceGovernment, Figure::IncidenceHouseholds),
                    (Figure::IncidenceGovernmentWageIndexed, Figure::IncidenceHouseholdsWageIndexed),
                ] {
                    let parts =
                        [government, Figure::IncidenceFirmsResearch, Figure::IncidenceInvestment, households]
                            .map(of);
                    for (draw, whole) in whole.iter().enumerate() {
                        let sum: f64 = parts.iter().map(|part| part[draw]).sum();
                        assert_relative_eq!(
                            sum,
                            *whole,
                            epsilon = within::DIFFERENCE,
                            max_relative = within::LEVEL
                        );
                    }
                }
                // Government is the account of public finance, and the accounts of ratios are those of welfare.
                assert_eq!(of(Figure::IncidenceGovernment), of(Figure::PublicFinanceNpv));
                let net = &of(Figure::SocialBenefits) - &of(Figure::SocialCosts);
                for (net, whole) in net.iter().zip(whole) {
                    assert_relative_eq!(
                        *net,
                        *whole,
                        epsilon = within::DIFFERENCE,
                        max_relative = within::LEVEL
                    );
                }
                // Public ratio and welfare differ by transfers at home: the two instruments whose money buys no R&D, less
                // what goes abroad.
                let public = &of(Figure::PublicBenefits) - &of(Figure::PublicCosts);
                assert!(public.iter().zip(whole).all(|(public, whole)| public < whole));
            }
        }
    }
}

/// Who pays with debt and who with another outlay that returns nothing: welfare is the same, public finance is not.
#[test]
fn an_outlay_that_returns_nothing_pays_for_it() {
    let result = |financing: Financing| {
        let mut scenario = until(HORIZON, scenario([public_research(0.001, 2026)]));
        scenario.financing = financing;
        let experiment = experiment(scenario);
        Appraisal::of(&experiment).run(&settings(8)).unwrap()
    };
    let (debt, offset, tax) = (result(Financing::Debt), result(Financing::Offset), result(Financing::Tax));
    let mean = |result: &CostBenefit, figure| result.statistics(figure).mean;
    for other in [&offset, &tax] {
        assert_eq!(mean(&debt, Figure::WelfareNpv), mean(other, Figure::WelfareNpv));
        let saved = mean(other, Figure::PublicFinanceNpv) - mean(&debt, Figure::PublicFinanceNpv);
        assert_relative_eq!(saved, mean(&debt, Figure::PublicMoney), max_relative = within::DIFFERENCE);
    }
}

/// Without an effect on GDP welfare is what it costs.
#[test]
fn without_an_effect_welfare_is_minus_the_costs() {
    let experiment =
        experiment(only(StructureName::NoEffect, until(HORIZON, scenario([public_research(0.001, 2026)]))));
    for residual in all_residuals() {
        let result = Appraisal::of(&experiment).residual(residual).run(&settings(16)).unwrap();
        let of = |figure| result.draws("no_effect", figure).unwrap();
        assert!(of(Figure::GdpNpv).iter().all(|npv| *npv == 0.0));
        for (npv, costs) in of(Figure::WelfareNpv).iter().zip(of(Figure::SocialCosts)) {
            assert!(*npv < 0.0);
            assert_relative_eq!(*npv, -costs, max_relative = within::FORMULA);
        }
        assert_eq!(result.probability_npv_positive().value, 0.0);
        assert_eq!(result.ranked(Figure::InternalRateOfReturn).share_defined, 0.0);
        assert_eq!(result.ranked(Figure::PaybackYear).share_defined, 0.0);
        assert_eq!(result.ranked(Figure::PaybackYear).p50, None);
        assert_relative_eq!(result.ratio_of_means(Ratio::Social).unwrap().value, 0.0);
        assert!(!result.is_cut() && result.no_rate().is_none());
    }
}

/// A cut is labelled: no rate, no year, and a ratio of what is lost a euro saved.
#[test]
fn a_cut_has_a_ratio_and_no_rate() {
    let experiment = experiment(until(HORIZON, scenario([public_research(-0.001, 2026)])));
    let result = Appraisal::of(&experiment).run(&settings(32)).unwrap();
    assert!(result.is_cut());
    assert!(
        result.no_rate().is_some_and(|reason| reason.contains("cut"))
            && result.no_ratio(Ratio::Social).is_none()
    );
    assert!(result.ratio_of_means(Ratio::Social).unwrap().value > 0.0);
    assert!(result.statistics(Figure::GdpNpv).mean < 0.0);
}

/// What has no price in the scenario has no ratio, and says which measure.
#[test]
fn a_measure_without_a_cost_has_no_ratio() {
    let mut free = Measure::new(Instrument::Talent, Unit::Persons, 1_000.0, 2026);
    free.name = "more technicians".to_owned();
    for measure in [free, small(Instrument::Talent, 100.0)] {
        let experiment = experiment(until(HORIZON, scenario([measure.clone()])));
        let result = Appraisal::of(&experiment).residual(ResidualValue::None).run(&settings(8)).unwrap();
        let is_free = measure.cost_per_unit.is_none();
        assert_eq!(
            result.no_ratio(Ratio::Social).is_some_and(|reason| reason.contains("cost_per_unit")),
            is_free
        );
        assert_eq!(result.without_cost == ["more technicians"], is_free);
        assert_eq!(result.no_rate().is_some(), is_free);
        for ratio in Ratio::ALL {
            assert_eq!(result.ratio_of_means(*ratio).is_none(), is_free, "{ratio}");
        }
    }
}

/// A programme that ends, run off after 2030, against the same programme in a scenario until 2200: also where nothing is seen
/// of it in 2030 yet.
#[test]
fn a_run_off_is_what_a_long_horizon_would_see() {
    let quality = Measure::new(Instrument::Education, Unit::QualitySd, 0.05, 2026);
    for (measure, structure) in [
        (public_research(0.001, 2026), StructureName::KnowledgeCapital),
        (public_research(0.001, 2030), StructureName::RateOfReturn),
        (Measure::new(Instrument::TaxCredit, Unit::GdpShare, 0.001, 2027), StructureName::SemiEndogenous),
        (quality.clone().with_cost_per_unit(300.0), StructureName::KnowledgeCapital),
        (quality.with_entry_lag(20.0), StructureName::NoEffect),
        (Measure::new(Instrument::Education, Unit::YearsOfSchooling, 0.3, 2028), StructureName::NoEffect),
        (Measure::new(Instrument::Talent, Unit::Persons, 2_000.0, 2026), StructureName::KnowledgeCapital),
    ] {
        for closure in CapitalClosure::ALL {
            let of = |measure: Measure, horizon: i32, residual: ResidualValue| {
                let mut scenario = only(structure, until(horizon, scenario([measure])));
                scenario.capital_closure = *closure;
                let experiment = experiment(scenario);
                let result = Appraisal::of(&experiment)
                    .base_year(2026)
                    .discounting(flat(0.03))
                    .residual(residual)
                    .run(&settings(0))
                    .unwrap();
                [Figure::GdpNpv, Figure::WelfareNpv, Figure::SocialCosts, Figure::PublicFinanceNpv]
                    .map(|figure| result.statistics(figure).mean)
            };
            let run_off = of(measure.clone(), 2030, ResidualValue::RunOff);
            let seen = of(measure.clone().with_until(2030), 2200, ResidualValue::None);
            let size = seen[0].abs() + seen[2].abs();
            assert!(seen[0] > 0.0 || measure.instrument == Instrument::Talent, "{measure:?}: {seen:?}");
            for (run_off, seen) in run_off.into_iter().zip(seen) {
                assert!((run_off - seen).abs() < 5e-3 * size, "{measure:?} {closure}: {run_off}, {seen}");
            }
        }
    }
}

/// A cost that goes on for ever: the perpetuity by its closed form, on a baseline that no longer grows.
#[test]
fn a_perpetuity_goes_on_for_ever() {
    // Without an effect and with money in euro, all flows after the first years are the same.
    let measure = Measure::new(Instrument::FirmAttraction, Unit::BnEur, 1.0, 2026);
    let scenario = only(StructureName::NoEffect, until(2150, scenario([measure])));
    let experiment = experiment_with(scenario, &[(P::Complementarity, 0.0)]);
    // The levels of the baseline stay as they are from 2126 on.
    for rate in [0.01, 0.0225, 0.07] {
        let appraisal =
            Appraisal::of(&experiment).discounting(flat(rate)).residual(ResidualValue::Perpetuity);
        // 1 + 1/(1+r) + ... = (1+r)/r.
        let costs = centre(&appraisal, Figure::SocialCosts);
        assert_relative_eq!(costs, (1.0 + rate) / rate, max_relative = within::DIFFERENCE);
        assert_relative_eq!(
            centre(&appraisal, Figure::PublicMoney),
            costs,
            max_relative = within::DIFFERENCE
        );
    }
}

/// The base year moves all values by one factor, and moves neither rate nor year of payback.
#[test]
fn another_base_year_is_another_unit() {
    let experiment = experiment(until(HORIZON, scenario([public_research(0.001, 2026)])));
    let result = |year: i32| {
        Appraisal::of(&experiment)
            .discounting(flat(0.03))
            .base_year(year)
            .residual(ResidualValue::None)
            .run(&settings(40))
            .unwrap()
    };
    let usual = result(2026);
    for year in [1990, 2023, 2031, HORIZON] {
        let moved = result(year);
        let factor = 1.03_f64.powi(year - 2026);
        for figure in [Figure::WelfareNpv, Figure::SocialCosts, Figure::IncidenceHouseholds] {
            let (one, other) = (moved.statistics(figure), usual.statistics(figure));
            for ((_, moved), (_, usual)) in one.iter().zip(other.iter()) {
                assert_relative_eq!(moved, usual * factor, max_relative = within::DIFFERENCE);
            }
        }
        for (structure, _) in usual.structures() {
            let of = |result: &CostBenefit, figure| result.draws(structure, figure).unwrap().to_vec();
            for figure in [Figure::PaybackYear, Figure::InternalRateOfReturn] {
                assert_eq!(of(&moved, figure), of(&usual, figure), "{structure} {year}");
            }
        }
        assert_relative_eq!(
            moved.ratio_of_means(Ratio::Social).unwrap().value,
            usual.ratio_of_means(Ratio::Social).unwrap().value,
            max_relative = within::DIFFERENCE
        );
    }
}

/// Welfare in numbers that know their derivatives: those of central differences, and the value of the check run.
#[test]
fn welfare_has_derivatives() {
    const MOVED: [P; 8] = [
        P::OutputElasticityBusiness,
        P::OutputElasticityPublic,
        P::DepreciationPublic,
        P::CapitalShare,
        P::ResearchPriceElasticity,
        P::MarginalExcessBurden,
        P::AdditionalityDirectSubsidy,
        P::OffsetReturn,
    ];
    for financing in Financing::ALL {
        let mut scenario = until(
            HORIZON,
            scenario([
                public_research(0.001, 2026),
                Measure::new(Instrument::DirectSubsidy, Unit::GdpShare, 2e-4, 2028),
            ]),
        );
        scenario.financing = *financing;
        let experiment = experiment_with(
            only(StructureName::KnowledgeCapital, scenario),
            &[(P::MarginalExcessBurden, 0.1), (P::OffsetReturn, 0.2)],
        );
        for residual in all_residuals() {
            let appraisal = Appraisal::of(&experiment).discounting(flat(0.03)).residual(residual);
            let structure = StructureName::KnowledgeCapital;
            let point = values(&experiment, &[]);
            let duals = ParameterValues::from_fn(|id| {
                let direction = MOVED.iter().position(|moved| *moved == id).unwrap_or(usize::MAX);
                Dual::<8>::variable(point[id], direction)
            });
            let dual = appraisal.welfare_at(&structure, &duals).unwrap();
            let plain = appraisal.welfare_at(&structure, &point).unwrap();
            assert_relative_eq!(dual.value, plain, max_relative = within::DIFFERENCE);
            for (direction, id) in MOVED.iter().enumerate() {
                let step = 1e-4 * point[*id];
                let moved = |by: f64| {
                    let mut moved = point;
                    moved.set(*id, point[*id] + by);
                    appraisal.welfare_at(&structure, &moved).unwrap()
                };
                let slope = (moved(step) - moved(-step)) / (2.0 * step);
                assert_relative_eq!(
                    dual.derivatives[direction],
                    slope,
                    epsilon = 1e-5 * plain.abs(),
                    max_relative = 1e-5
                );
            }
            // The draw stops once its effect has faded; without a run-off nothing stops.
            let drawn = centre(&appraisal, Figure::WelfareNpv);
            let tolerance = if residual == ResidualValue::RunOff { 1e-3 } else { within::DIFFERENCE };
            assert_relative_eq!(drawn, plain, max_relative = tolerance);
        }
    }
}

/// The excess burden at which a programme is worth nothing is known: welfare falls by the taxes, one for one.
#[test]
fn break_even_of_the_excess_burden_is_known() {
    let mut scenario = until(HORIZON, scenario([public_research(0.001, 2026)]));
    scenario.financing = Financing::Tax;
    let experiment = experiment(only(StructureName::KnowledgeCapital, scenario));
    let (settings, mut inside) = (settings(40), 0);
    for (rate, residual) in
        [(0.0, ResidualValue::None), (0.0225, ResidualValue::None), (0.05, ResidualValue::RunOff)]
    {
        let appraisal = Appraisal::of(&experiment).discounting(flat(rate)).residual(residual);
        let free = appraisal.run(&settings).unwrap();
        let money = free.statistics(Figure::PublicMoney).mean;
        let expected = free.statistics(Figure::WelfareNpv).mean / money;
        let found = appraisal.break_even(P::MarginalExcessBurden, &settings).unwrap();
        assert_eq!((found.lower, found.upper), (0.0, 2.0));
        assert_relative_eq!(found.npv_at_lower.unwrap(), expected * money, max_relative = within::DIFFERENCE);
        assert_relative_eq!(found.npv_at_upper.unwrap(), (expected - 2.0) * money, max_relative = 1e-6);
        if (0.0..2.0).contains(&expected) {
            assert_relative_eq!(found.value.unwrap(), expected, max_relative = 1e-7);
            inside += 1;
        } else {
            assert_eq!(found.value, None, "{expected}");
        }
    }
    assert!(inside > 0);
}

/// At the value that is found nothing is left, where the curve is no line.
#[test]
fn at_the_break_even_nothing_is_left() {
    let scenario =
        only(StructureName::KnowledgeCapital, until(HORIZON, scenario([public_research(0.001, 2026)])));
    let settings = settings(24);
    let experiment_at = |elasticity: Option<f64>| {
        let fixed: Vec<(P, f64)> =
            elasticity.map(|value| (P::OutputElasticityPublic, value)).into_iter().collect();
        experiment_with(scenario.clone(), &fixed)
    };
    let experiment = experiment_at(None);
    let appraisal = Appraisal::of(&experiment).residual(ResidualValue::None);
    let found = appraisal.break_even(P::OutputElasticityPublic, &settings).unwrap();
    let (below, above) = (found.npv_at_lower.unwrap(), found.npv_at_upper.unwrap());
    assert!(below < 0.0 && above > 0.0, "{found:?}");
    let value = found.value.unwrap();
    assert!(value > found.lower && value < found.upper);
    let there = experiment_at(Some(value));
    let left = Appraisal::of(&there).residual(ResidualValue::None).run(&settings).unwrap();
    assert!(left.statistics(Figure::WelfareNpv).mean.abs() < 1e-8 * above, "{value}");
}

#[test]
fn break_even_says_where_there_is_none() {
    let subsidy = Measure::new(Instrument::DirectSubsidy, Unit::GdpShare, 1e-4, 2026);
    let experiment = experiment(only(StructureName::NoEffect, until(HORIZON, scenario([subsidy]))));
    let appraisal = Appraisal::of(&experiment).residual(ResidualValue::None);
    // Without an effect it costs, whatever firms add.
    let none = appraisal.break_even(P::AdditionalityDirectSubsidy, &settings(8)).unwrap();
    assert_eq!(none.value, None);
    assert!(none.npv_at_lower.is_some_and(|npv| npv < 0.0) && none.npv_at_upper.is_some_and(|npv| npv < 0.0));
    for unused in [P::MincerReturn, P::OutputElasticityPublic, P::MarginalExcessBurden] {
        let error = appraisal.break_even(unused, &settings(8)).unwrap_err();
        assert_eq!(error, AppraisalError::NotUsed { parameter: unused.name() });
        assert!(error.to_string().contains("does not depend on it"));
    }
    let error = appraisal.break_even(P::SourceStockRatioPublic, &settings(8)).unwrap_err();
    assert_eq!(error, AppraisalError::NoBounds { parameter: "source_stock_ratio_public" });
}

#[test]
fn bad_input_is_refused() {
    let usual = experiment(until(HORIZON, scenario([public_research(0.001, 2026)])));
    let error = |appraisal: Appraisal<'_>| appraisal.run(&settings(2)).unwrap_err();
    // A base year after the horizon, or far before the data.
    for year in [HORIZON + 1, 1900] {
        let text = error(Appraisal::of(&usual).base_year(year)).to_string();
        assert_eq!(
            text,
            format!("base_year: found {year}, expected a year from 1973 to the horizon, {HORIZON}")
        );
    }
    // A perpetuity without a value: the last rate of a schedule counts.
    let growth = {
        let gdp = usual.baseline().gdp();
        gdp[gdp.len() - 1] / gdp[gdp.len() - 2] - 1.0
    };
    let ends_at = |last: f64| {
        let rates = vec![RateUntil { until: Some(30), rate: 0.05 }, RateUntil { until: None, rate: last }];
        let discounting = Discounting::schedule("own", rates).unwrap();
        Appraisal::of(&usual).discounting(discounting).residual(ResidualValue::Perpetuity)
    };
    assert!(matches!(error(ends_at(growth)), AppraisalError::Perpetuity { rate, .. } if rate == growth));
    assert!(error(ends_at(0.0)).to_string().contains("a perpetuity has no value"));
    assert!(ends_at(growth + 1e-3).run(&settings(2)).is_ok());
    // Two burdens.
    let taxed = |burden: f64| {
        experiment_with(
            until(HORIZON, scenario([public_research(0.001, 2026)])),
            &[(P::MarginalExcessBurden, burden)],
        )
    };
    let american = Discounting::preset("us_omb_1992").unwrap();
    let text = error(Appraisal::of(&taxed(0.1)).discounting(american.clone())).to_string();
    assert!(text.starts_with("marginal_excess_burden: found 0.1 with discounting us_omb_1992"), "{text}");
    assert!(Appraisal::of(&taxed(0.0)).discounting(american).run(&settings(2)).is_ok());
    // Settings that cannot be.
    let no_threads = Settings::default().with_threads(0);
    assert!(matches!(Appraisal::of(&usual).run(&no_threads), Err(AppraisalError::Ensemble(_))));
}

#[test]
fn what_cannot_stand_side_by_side_is_refused() {
    let dutch = experiment(until(HORIZON, scenario([public_research(0.001, 2026)])));
    let dutch = Appraisal::of(&dutch);
    let what = |other: &Appraisal<'_>| match AppraisalComparison::run(
        &[dutch.clone(), other.clone()],
        &settings(2),
        &mut |_, _| (),
    ) {
        Err(AppraisalError::Apart { what, in_first, in_second, .. }) => {
            assert_ne!(in_first, in_second);
            what
        }
        other => panic!("{:?}", other.map(|_| ())),
    };
    // The same data of another country, and in other prices.
    let with_economy = |change: &dyn Fn(&mut Economy)| {
        let mut economy = Economy::netherlands().unwrap();
        change(&mut economy);
        let mut scenario = until(HORIZON, scenario([public_research(0.001, 2026)]));
        scenario.country.clone_from(&economy.country);
        Experiment::new(&economy, scenario, ParameterSet::default()).unwrap()
    };
    let belgian = with_economy(&|economy| economy.country = "BEL".to_owned());
    assert_eq!(what(&Appraisal::of(&belgian)), "country");
    let fewer = experiment(only(
        StructureName::RateOfReturn,
        until(HORIZON, scenario([public_research(0.001, 2026)])),
    ));
    assert_eq!(what(&Appraisal::of(&fewer)), "structures");
    assert_eq!(what(&dutch.clone().discounting(flat(0.03))), "discounting");
    assert_eq!(what(&dutch.clone().residual(ResidualValue::None)), "residual_value");
    assert_eq!(what(&dutch.clone().base_year(2030)), "base_year");
    // Two schedules of one name are two schedules.
    let own = |rate: f64| {
        let discounting = Discounting::schedule("own", vec![RateUntil { until: None, rate }]).unwrap();
        dutch.clone().discounting(discounting)
    };
    let result = AppraisalComparison::run(&[own(0.02), own(0.03)], &settings(2), &mut |_, _| ());
    assert!(matches!(result, Err(AppraisalError::Apart { what: "discounting", .. })));
}

/// Parameters of a scenario with an excess burden come through from the set, drawn as they are.
#[test]
fn the_excess_burden_may_be_drawn() {
    let mut scenario = until(HORIZON, three_percent());
    scenario.financing = Financing::Tax;
    let mut parameters = ParameterSet::default();
    let between = Shape::Uniform { lower: 0.1, upper: 0.4 };
    let between = Distribution { shape: between, lower: f64::NEG_INFINITY, upper: f64::INFINITY };
    parameters.set(P::MarginalExcessBurden, between, Origin::Set).unwrap();
    let drawn = Experiment::new(&Economy::netherlands().unwrap(), scenario.clone(), parameters).unwrap();
    let free = experiment(scenario);
    let result = |experiment: &Experiment| {
        Appraisal::of(experiment).residual(ResidualValue::None).run(&settings(20)).unwrap()
    };
    let (drawn, free) = (result(&drawn), result(&free));
    for (structure, _) in free.structures() {
        let of = |result: &CostBenefit, figure| result.draws(structure, figure).unwrap().to_vec();
        let money = of(&free, Figure::PublicMoney);
        let lost = of(&free, Figure::WelfareNpv).into_iter().zip(of(&drawn, Figure::WelfareNpv));
        let burdens: Vec<f64> =
            lost.zip(money).map(|((free, drawn), money)| (free - drawn) / money).collect();
        assert!(burdens.iter().all(|burden| (0.1..=0.4).contains(burden)), "{burdens:?}");
        assert!(burdens.windows(2).any(|pair| (pair[0] - pair[1]).abs() > 0.01));
    }
}
