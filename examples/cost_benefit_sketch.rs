//! A cost-benefit analysis on the draws of an ensemble: present value of welfare, and social benefits over social costs,
//! each with its band. A sketch: no residual value beyond the horizon, no excess burden of taxes, one discount rate.
//!
//! ```text
//! dC[t]      = dY[t] - dI[t] - dR[t]                             welfare: consumption (E13)
//! NPV        = sum_t dC[t] (1+r)^-(t-t0)                         t0: the first year of the measure, factor one
//! BCR_social = sum_t (dY[t] - dI[t]) (1+r)^-(t-t0) / sum_t dR[t] (1+r)^-(t-t0)
//! ```
//! `dR` is R&D money of all funders: wages of researchers that are bid up count in full. Both sums are taken draw by
//! draw, because quantiles of sums are not sums of quantiles.

use kennis::{
    Economy, Ensemble, Experiment, Instrument, Kind, Measure, NoResult, OneStructure, ParameterSet, Scenario,
    Settings, Statistics, Unit, Variable,
};

/// Real discount rate: the standard rate of the Dutch guideline for social cost-benefit analysis, 2.25% a year (as
/// published on rwseconomie.nl). That it holds to the horizon is an assumption.
const DISCOUNT_RATE: f64 = 0.0225;
/// First year of the measure, which has factor one.
const FIRST_YEAR: i32 = 2026;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut scenario = Scenario::new("Public research, 0.1% of GDP more, 2026 to 2035");
    scenario.horizon = 2100;
    let mut measure = Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, FIRST_YEAR);
    measure.until = Some(2035);
    scenario.measures.push(measure);
    let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;
    let mut settings = Settings::default();
    settings.draws = 1000;
    settings.variables = vec![Variable::Welfare, Variable::RdTotal];
    settings.channels = false;
    let ensemble = Ensemble::draw(&experiment, &settings)?;

    println!(
        "{}; discounted at {}% a year to {FIRST_YEAR}",
        experiment.scenario().name,
        100.0 * DISCOUNT_RATE
    );
    let welfare = ensemble.statistics(Variable::Welfare, Kind::Deviation)?;
    for year in [2026, 2036, 2060] {
        let s = welfare.at(year)?;
        println!("  welfare in {year}: {:+.3}% of GDP (90% band {:+.3} to {:+.3})", s.p50, s.p05, s.p95);
    }

    // Of each structure the sums by draw; the structures are then pooled by their weights.
    let mut net: Vec<(f64, Vec<f64>)> = Vec::new();
    let mut ratio: Vec<(f64, Vec<f64>)> = Vec::new();
    for one in ensemble.structures() {
        let sums = present_values(&experiment, one)?;
        net.push((one.weight(), sums.iter().map(|s| s.welfare).collect()));
        ratio.push((one.weight(), sums.iter().map(|s| (s.welfare + s.costs) / s.costs).collect()));
    }
    let unit = &experiment.baseline().currency_unit;
    let (npv, bcr) = (Statistics::of_mixture(&net), Statistics::of_mixture(&ratio));
    println!(
        "net present value, {unit}: mean {:.1}, median {:.1}, 90% band {:.1} to {:.1}",
        npv.mean, npv.p50, npv.p05, npv.p95
    );
    println!(
        "social benefits over costs: mean {:.2}, median {:.2}, 90% band {:.2} to {:.2}",
        bcr.mean, bcr.p50, bcr.p05, bcr.p95
    );
    let positive = |values: &[f64]| values.iter().filter(|v| **v > 0.0).count() as f64 / values.len() as f64;
    let probability: f64 = net.iter().map(|(weight, values)| weight * positive(values)).sum();
    println!("probability that the net present value is above zero: {probability:.2}");
    Ok(())
}

/// Sums of one draw, discounted.
struct PresentValues {
    /// `dC`.
    welfare: f64,
    /// `dR`.
    costs: f64,
}

fn present_values(experiment: &Experiment, one: OneStructure<'_>) -> Result<Vec<PresentValues>, NoResult> {
    let welfare = one.draws(Variable::Welfare, Kind::Deviation)?;
    let rd = one.draws(Variable::RdTotal, Kind::Scenario)?;
    let baseline = experiment.baseline();
    let draws = (0..welfare.ncols()).map(|draw| {
        let mut sums = PresentValues { welfare: 0.0, costs: 0.0 };
        for (t, year) in baseline.years().iter().take(welfare.nrows()).enumerate() {
            let factor = (1.0 + DISCOUNT_RATE).powi(FIRST_YEAR - year);
            // Welfare is kept as percent of baseline GDP.
            sums.welfare += factor * welfare[[t, draw]] / 100.0 * baseline.gdp()[t];
            sums.costs += factor * (rd[[t, draw]] - baseline.rd()[t].total());
        }
        sums
    });
    Ok(draws.collect())
}
