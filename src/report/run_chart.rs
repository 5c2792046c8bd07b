//! The fan chart of a variable of a run, against the baseline.

use super::fan_chart::FanChart;
use super::inputs_text::input_notes;
use crate::ensemble::{Ensemble, Kind, NoResult, Settings};
use crate::simulate::{Experiment, Variable};

/// The fan chart of a variable's deviation from the baseline. `command` is the command that reproduces it.
///
/// # Errors
/// [`NoResult::NotKept`] where the variable was not kept.
pub fn run_chart(
    experiment: &Experiment,
    ensemble: &Ensemble,
    settings: &Settings,
    variable: Variable,
    command: &str,
) -> Result<FanChart, NoResult> {
    let baseline = &experiment.baseline;
    let statistics = ensemble.statistics(variable, Kind::Deviation)?;
    let (draws, reading) = if ensemble.is_check_run {
        let reading =
            "A check on the arithmetic: one path at the centres of the parameters, which has no band.";
        ("check run at the centres of the parameters".to_owned(), reading)
    } else if settings.draws == 1 {
        (
            format!("draw {} alone, seed {}", settings.first_draw, settings.seed),
            "One draw: what spread there is lies between the structures, not between draws.",
        )
    } else {
        // At most: where many draws share a value, such as no effect at all, fewer lie beyond it.
        let reading = "The dark band holds the middle 30% of the draws, the two inner bands 60%, all three 90%: in at most \
                       one draw of twenty the effect is above the fan, in at most one of twenty below.";
        (format!("{} draws, seed {}", settings.draws, settings.seed), reading)
    };
    let subtitle = format!("{}, {}, {draws}", baseline.country, structures(experiment));
    let mut notes = vec![
        reading.to_owned(),
        format!("kennis {}, data {}. Again: {command}", env!("CARGO_PKG_VERSION"), baseline.vintage),
    ];
    notes.extend(input_notes(&experiment.inputs));
    let years = statistics.by_year().map(|(year, s)| (year, *s)).collect();
    let mut chart = FanChart::new(&experiment.scenario.name, &subtitle, &deviation(variable), notes, years);
    if settings.draws > 1 && !ensemble.is_check_run && !chart.has_band() {
        // What a target imposes, or a structure leaves as it is.
        "Every draw has the same path.".clone_into(&mut chart.notes[0]);
    }
    Ok(chart.with_line("baseline", 0.0))
}

fn structures(experiment: &Experiment) -> String {
    match experiment.structures.as_slice() {
        [(only, _)] => only.name().to_owned(),
        many => format!("mixture of {} structures", many.len()),
    }
}

/// What the deviation of a variable is, as the title of an axis.
pub(super) fn deviation(variable: Variable) -> String {
    let name = match variable {
        Variable::Gdp => "GDP".to_owned(),
        other => short(other.description()).to_owned(),
    };
    if !variable.has_level() {
        format!("{name}, change in percent of baseline GDP")
    } else if variable.deviation_unit() == "percent" {
        format!("{name}, percent from the baseline")
    } else {
        format!("{name}, percentage points from the baseline")
    }
}

/// A description without what explains it.
fn short(description: &str) -> &str {
    let end = description.find(": ").or(description.find(". ")).unwrap_or(description.len());
    let name = description[..end].trim_end_matches('.');
    name.trim_end_matches(", money").trim_end_matches(", volume")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Economy;
    use crate::model::{Instrument, Unit};
    use crate::parameters::ParameterSet;
    use crate::scenario::{Measure, Scenario};

    fn run(amount: f64, horizon: i32) -> (Experiment, Ensemble, Settings) {
        let measure = Measure::new(Instrument::PublicResearch, Unit::GdpShare, amount, 2026);
        let mut scenario = Scenario::new("More research").with_measure(measure);
        scenario.horizon = horizon;
        let experiment =
            Experiment::new(&Economy::netherlands().unwrap(), scenario, ParameterSet::default()).unwrap();
        let mut settings = Settings::default().with_draws(20);
        settings.by_structure = true;
        let ensemble = Ensemble::draw(&experiment, &settings).unwrap();
        (experiment, ensemble, settings)
    }

    #[test]
    fn every_variable_has_a_chart_with_its_unit() {
        let (experiment, ensemble, settings) = run(0.001, 2040);
        for variable in Variable::ALL.iter().copied() {
            let chart = run_chart(&experiment, &ensemble, &settings, variable, "kennis run").unwrap();
            let svg = chart.to_svg();
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{variable}");
            let statistics = ensemble.statistics(variable, Kind::Deviation).unwrap();
            assert_eq!(chart.years.last().map(|(_, s)| s.p50), statistics.last().map(|s| s.p50));
        }
        assert_eq!(deviation(Variable::Gdp), "GDP, percent from the baseline");
        assert_eq!(deviation(Variable::RdIntensity), "R&D over GDP, percentage points from the baseline");
        assert_eq!(deviation(Variable::DebtRatio), "Public debt, change in percent of baseline GDP");
    }

    #[test]
    fn a_variable_that_was_not_kept_has_no_chart() {
        let (experiment, _, mut settings) = run(0.001, 2030);
        settings.variables = vec![Variable::Gdp];
        let ensemble = Ensemble::draw(&experiment, &settings).unwrap();
        let error = run_chart(&experiment, &ensemble, &settings, Variable::Tfp, "kennis run").unwrap_err();
        assert_eq!(error, NoResult::NotKept { variable: Variable::Tfp });
    }

    #[test]
    fn tiny_amounts_cuts_and_far_horizons_fill_their_frame() {
        for (amount, horizon) in [(1e-9, 2060), (-0.002, 2060), (0.001, 2200)] {
            let (experiment, ensemble, settings) = run(amount, horizon);
            let chart =
                run_chart(&experiment, &ensemble, &settings, Variable::Gdp, "kennis run").unwrap().to_svg();
            let outer = chart.split("<polygon points=\"").nth(1).unwrap().split('"').next().unwrap();
            let heights = outer.split(' ').map(|p| p.split(',').nth(1).unwrap().parse::<f64>().unwrap());
            let (low, high) = heights.fold((f64::MAX, 0.0_f64), |(low, high), y| (low.min(y), high.max(y)));
            assert!(high - low > 0.85 * 300.0, "{amount} {horizon}: {low} {high}");
            let figures = chart.split("data-high=\"").nth(1).unwrap().split('"').next().unwrap();
            let last: f64 = figures.split(' ').next_back().unwrap().parse().unwrap();
            let high = ensemble.statistics(Variable::Gdp, Kind::Deviation).unwrap().last().unwrap().p95;
            assert!((last - high).abs() < 1e-3 * (high.abs() + f64::MIN_POSITIVE) + 1e-13, "{last} {high}");
        }
    }
}
