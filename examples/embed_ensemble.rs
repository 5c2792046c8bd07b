//! The ensemble inside another program: draws as `ndarray` views, and statistics that the library does not have.
//!
//! A view has a row for each year and a column for each draw; draw `i` is the same in every structure, so that columns
//! can be compared across structures and with other runs of the same seed.

use kennis::{
    Economy, Ensemble, Experiment, Instrument, Kind, Measure, ParameterSet, Scenario, Settings, Unit,
    Variable,
};
use ndarray::{Array1, ArrayView1, Axis};

/// An effect above this, in percent of GDP, counts.
const THRESHOLD: f64 = 0.1;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut scenario = Scenario::new("Public research, 0.1% of GDP more, for good");
    scenario.measures.push(Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026));
    let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;
    let mut settings = Settings::default();
    settings.draws = 1000;
    settings.variables = vec![Variable::Gdp];
    settings.channels = false;
    let ensemble = Ensemble::draw(&experiment, &settings)?;
    let years: Vec<i32> = ensemble.years().iter().collect();
    let baseline = Array1::from_iter(experiment.baseline().gdp().iter().take(years.len()).copied());

    for one in ensemble.structures() {
        let levels = one.draws(Variable::Gdp, Kind::Scenario)?;
        // Percent from the baseline, years by draws.
        let effect = 100.0 * (&levels / &baseline.view().insert_axis(Axis(1)) - 1.0);

        // The first year in which a draw is above the threshold: a statistic of whole paths, which bands by year do
        // not hold.
        let first = |path: ArrayView1<'_, f64>| path.iter().position(|percent| *percent > THRESHOLD);
        let mut reached: Vec<i32> =
            effect.columns().into_iter().filter_map(first).map(|t| years[t]).collect();
        reached.sort_unstable();
        let share = 100.0 * reached.len() as f64 / effect.ncols() as f64;
        let median = reached.get(reached.len() / 2).map_or_else(|| "never".to_owned(), ToString::to_string);

        let (early, last) = (years.iter().position(|year| *year == 2035).ok_or("2035")?, years.len() - 1);
        println!(
            "{:<18} weight {:.1}: above {THRESHOLD}% in {share:3.0}% of the draws, half of these by {median}; correlation \
             of 2035 with {}: {}",
            one.name(),
            one.weight(),
            years[last],
            correlation(effect.row(early), effect.row(last))
                .map_or_else(|| "none".to_owned(), |r| format!("{r:.2}")),
        );
    }
    Ok(())
}

/// None where one of the two does not vary.
fn correlation(x: ArrayView1<'_, f64>, y: ArrayView1<'_, f64>) -> Option<f64> {
    let centred = |v: ArrayView1<'_, f64>| &v - v.mean().unwrap_or(0.0);
    let (x, y) = (centred(x), centred(y));
    let scale = (x.dot(&x) * y.dot(&y)).sqrt();
    (scale > 0.0).then(|| x.dot(&y) / scale)
}
