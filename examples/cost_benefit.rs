//! A cost-benefit analysis as a planning bureau writes one: public research and a tax credit of the same size, appraised on the
//! same draws, with what would turn the answer.
//!
//! ```text
//! dC[t] = dY[t] - dI[t] - dR[t] - burden - training - abroad       welfare: consumption (E13)
//! NPV   = sum_t D[t] dC[t],   D[t] = prod 1/(1 + r_u)              from the first year of the measure
//! ```
//! GDP, welfare and public finance are three accounts and are never added up. The ratio of the means is the headline: a mean of
//! ratios has no meaning where costs may be near zero.

use kennis::appraise::{Appraisal, AppraisalComparison, Discounting, Figure, Ratio, ResidualValue};
use kennis::{
    Economy, Experiment, Instrument, Measure, ParameterId, ParameterSet, Scenario, Settings, Statistics, Unit,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let economy = Economy::netherlands()?;
    let scenario = |name: &str, instrument| {
        let half_a_billion = Measure::new(instrument, Unit::BnEur, 0.5, 2026);
        Scenario::new(name).with_measure(half_a_billion)
    };
    let experiment = |scenario| Experiment::new(&economy, scenario, ParameterSet::default());
    let research = experiment(scenario("public research, 0.5 bn a year", Instrument::PublicResearch))?;
    let credit = experiment(scenario("tax credit, 0.5 bn a year", Instrument::TaxCredit))?;

    let appraisal = |experiment| {
        let discounting = Discounting::preset("nl_2021")?;
        Ok(Appraisal::of(experiment).discounting(discounting).residual(ResidualValue::RunOff))
    };
    let appraisals = [&research, &credit].map(appraisal);
    let appraisals =
        appraisals.into_iter().collect::<Result<Vec<_>, kennis::appraise::DiscountingError>>()?;
    let settings = Settings::default().with_draws(1000);
    let result = AppraisalComparison::run(&appraisals, &settings, &mut |_, _| ())?;

    for one in &result.scenarios {
        let unit = &one.experiment.baseline().currency_unit;
        println!(
            "{}; {unit}, discounted to {} by {}",
            one.experiment.scenario().name,
            one.base_year,
            one.discounting.name
        );
        for (account, figure) in [
            ("GDP", Figure::GdpNpv),
            ("welfare", Figure::WelfareNpv),
            ("public finance", Figure::PublicFinanceNpv),
            ("public finance, wage-indexed", Figure::PublicFinanceNpvWageIndexed),
        ] {
            println!("  {account:29}{}", shown(&one.statistics(figure)));
        }
        let probability = one.probability_npv_positive();
        println!("  welfare gains in {:.0}% of the draws", 100.0 * probability.value);
        for (name, ratio) in [("social", Ratio::Social), ("public", Ratio::Public)] {
            if let Some(estimate) = one.ratio_of_means(ratio) {
                println!("  {name} benefits over costs: {:.2} (+- {:.2})", estimate.value, estimate.mc_error);
            }
        }
    }

    let pair = &result.pairs[0];
    println!("second less first: {}", shown(&pair.npv.statistics()));
    println!("  the second is worth more in {:.0}% of the draws", 100.0 * pair.probability_better().value);

    // What must the research be worth for the answer to turn? Fewer draws: every place searched is a run.
    let few = settings.with_draws(200);
    let turn = appraisals[0].break_even(ParameterId::ResearchPriceElasticity, &few)?;
    match turn.value {
        Some(value) => println!("research breaks even at {} = {value:.2}", turn.parameter),
        None => {
            println!("research breaks even at no {} from {} to {}", turn.parameter, turn.lower, turn.upper)
        }
    }
    Ok(())
}

fn shown(s: &Statistics) -> String {
    format!("mean {:7.1}, median {:7.1}, 90% band {:7.1} to {:7.1}", s.mean, s.p50, s.p05, s.p95)
}
