//! What is odd about a measure and may be meant all the same: an amount of zero, a ramp or a last year that never
//! comes, and an amount that is far beyond what the parameters were estimated on.

use super::baseline::Baseline;
use super::plan::Plan;
use crate::model::CohortSizes;
use crate::parameters::{ParameterId, ParameterSet};
use crate::scenario::{Measure, Scenario};

/// A measure above this share of GDP a year gets a remark: it is nearly the whole of Dutch R&D, and more often a slip
/// in the unit than a plan.
const MAX_USUAL_SHARE_OF_GDP: f64 = 0.02;

/// Remarks on the measures of a scenario that has been checked, in their order.
pub(super) fn measure_remarks(scenario: &Scenario, baseline: &Baseline, plan: &Plan) -> Vec<String> {
    let horizon = scenario.horizon;
    let remarks = scenario.measures.iter().zip(&plan.measures).flat_map(|(measure, by_year)| {
        let remarks = [
            nothing(measure),
            ramp_not_reached(measure, horizon),
            beyond_horizon(measure, horizon),
            too_large(by_year.cost.money(), horizon, baseline),
        ];
        remarks.into_iter().flatten().map(|remark| format!("measure {:?}: {remark}", measure.name))
    });
    remarks.collect()
}

/// What the sizes of cohorts rest on, where that is not what was asked for.
pub(super) fn cohort_remarks(
    scenario: &Scenario,
    baseline: &Baseline,
    plan: &Plan,
    parameters: &ParameterSet,
) -> Option<String> {
    let moves_people = scenario.measures.iter().any(|measure| !measure.instrument.is_rd());
    if !moves_people || scenario.cohorts != CohortSizes::Population {
        return None;
    }
    let working_life = ParameterId::WorkingLife;
    match plan.population {
        None => Some(format!(
            "cohorts: no statutory age of retirement is known for {}: every cohort is one over the working life",
            baseline.country
        )),
        Some(_) => (*parameters.distribution(working_life) != working_life.row().prior).then(|| {
            "working_life is set and not used: cohorts are those of the population by age; cohorts = \"working_life\" \
             uses it"
                .to_owned()
        }),
    }
}

/// An amount of zero.
fn nothing(measure: &Measure) -> Option<String> {
    let all_zero = measure.amount.amounts().iter().all(|amount| *amount == 0.0);
    all_zero.then(|| "its amount is 0, so that it changes nothing".to_owned())
}

/// A ramp that ends after the measure or the run does.
fn ramp_not_reached(measure: &Measure, horizon: i32) -> Option<String> {
    let reached = measure.from.saturating_add_unsigned(measure.ramp_years.max(1) - 1);
    let (last, what) = match measure.until {
        Some(until) if until <= horizon => (until, "until"),
        _ => (horizon, "the horizon"),
    };
    (reached > last).then(|| {
        let years = f64::from(last - measure.from + 1);
        format!(
            "its ramp of {} years would reach the whole amount in {reached}, after {what}, {last}: it comes to at most \
             {:.0}% of it",
            measure.ramp_years,
            100.0 * years / f64::from(measure.ramp_years)
        )
    })
}

/// A last year that the run does not see.
fn beyond_horizon(measure: &Measure, horizon: i32) -> Option<String> {
    let until = measure.until.filter(|until| *until > horizon)?;
    Some(format!(
        "until {until} is beyond the horizon, {horizon}: the end of the measure is not in the results"
    ))
}

/// An amount, or a cut, that is large beside GDP.
fn too_large(money: &[f64], horizon: i32, baseline: &Baseline) -> Option<String> {
    let years = baseline.years.iter().zip(&baseline.gdp).skip(1);
    let shares = years.zip(money).map(|((year, gdp), money)| (year, money / gdp));
    let (year, share) = shares
        .filter(|(year, _)| *year <= horizon)
        .reduce(|largest, next| if next.1.abs() > largest.1.abs() { next } else { largest })?;
    (share.abs() > MAX_USUAL_SHARE_OF_GDP).then(|| {
        format!(
            "its largest yearly amount is {:.2}% of GDP, in {year}; more than {}% of GDP in one measure is far beyond \
             what the parameters were estimated on: check the amount and its unit (gdp_share is a fraction: 0.001 is \
             0.1% of GDP; bn_eur is billions)",
            share * 100.0,
            MAX_USUAL_SHARE_OF_GDP * 100.0
        )
    })
}

#[cfg(test)]
mod tests {
    use crate::data::Economy;
    use crate::model::{Instrument, Unit};
    use crate::parameters::ParameterSet;
    use crate::scenario::{AmountPath, Measure, Scenario};
    use crate::simulate::Experiment;

    fn remarks(measure: Measure) -> Vec<String> {
        let scenario = Scenario::new("test").with_measure(measure.with_name("m"));
        let economy = Economy::netherlands().unwrap();
        Experiment::new(&economy, scenario, ParameterSet::default()).unwrap().warnings().to_vec()
    }

    fn measure(unit: Unit, amount: f64) -> Measure {
        Measure::new(Instrument::DirectSubsidy, unit, amount, 2026)
    }

    #[test]
    fn an_amount_above_two_percent_of_gdp_is_remarked_with_its_year() {
        let said = remarks(measure(Unit::GdpShare, 0.0201).with_ramp(3));
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(
            said[0].starts_with(
                "measure \"m\": its largest yearly amount is 2.01% of GDP, in 2028; more than 2% of"
            ),
            "{said:?}"
        );
        assert!(remarks(measure(Unit::GdpShare, 0.0199)).is_empty());
        // The last year of the ramp never comes.
        let said = remarks(measure(Unit::GdpShare, 0.0201).with_ramp(3).with_until(2027));
        assert!(said.iter().all(|remark| !remark.contains("% of GDP")), "{said:?}");
    }

    #[test]
    fn euro_are_held_to_gdp_in_the_prices_of_the_scenario() {
        // GDP is 1,110 billion in 2026, in euro of 2023.
        assert!(remarks(measure(Unit::BnEur, 22.0)).is_empty());
        let said = remarks(measure(Unit::BnEur, 22.5).with_until(2026));
        assert!(said[0].contains("is 2.03% of GDP, in 2026"), "{said:?}");
        // 16 billion euro of 1995 are far more.
        let mut scenario = Scenario::new("old euro").with_measure(measure(Unit::BnEur, 16.0));
        scenario.price_base = 1995;
        let economy = Economy::netherlands().unwrap();
        let experiment = Experiment::new(&economy, scenario, ParameterSet::default()).unwrap();
        assert_eq!(experiment.warnings().len(), 1, "{:?}", experiment.warnings());
    }

    #[test]
    fn training_is_held_to_what_it_costs() {
        let talent =
            |cost| Measure::new(Instrument::Talent, Unit::Persons, 1e5, 2026).with_cost_per_unit(cost);
        assert!(remarks(talent(20_000.0)).is_empty());
        assert!(remarks(talent(300_000.0))[0].contains("% of GDP, in 2026"));
    }

    #[test]
    fn an_amount_of_zero_is_remarked() {
        let zero = ["measure \"m\": its amount is 0, so that it changes nothing"];
        assert_eq!(remarks(measure(Unit::GdpShare, 0.0)), zero);
        let path = |amounts: [(i32, f64); 2]| {
            remarks(measure(Unit::GdpShare, 0.0).with_amounts(AmountPath::ByYear(amounts.into())))
        };
        assert_eq!(path([(2026, 0.0), (2028, 0.0)]), zero);
        // A path may begin or end with nothing.
        assert!(path([(2026, 0.001), (2028, 0.0)]).is_empty());
    }

    #[test]
    fn a_ramp_that_never_reaches_its_amount_is_remarked_with_what_it_reaches() {
        let ramp = |years| measure(Unit::GdpShare, 0.001).with_ramp(years);
        assert_eq!(
            remarks(ramp(10).with_until(2030)),
            [
                "measure \"m\": its ramp of 10 years would reach the whole amount in 2035, after until, 2030: it comes to \
              at most 50% of it"
            ]
        );
        assert!(remarks(ramp(5).with_until(2030)).is_empty());
        // From 2026 to the horizon of 2060 there are 35 years.
        assert!(remarks(ramp(35)).is_empty());
        let said = remarks(ramp(36));
        assert!(said[0].contains("in 2061, after the horizon, 2060: it comes to at most 97%"), "{said:?}");
    }

    #[test]
    fn a_last_year_beyond_the_horizon_is_remarked() {
        let until = |year| remarks(measure(Unit::GdpShare, 0.001).with_until(year));
        assert!(until(2060).is_empty());
        assert_eq!(
            until(2061),
            [
                "measure \"m\": until 2061 is beyond the horizon, 2060: the end of the measure is not in the results"
            ]
        );
    }
}
