//! The chart of a bureau's projection: GDP with policy and its fan, beside the median without policy of the same draws: that of
//! the projection itself would differ from it by the chance of the draws, which may be more than policy does.

use super::fan_chart::FanChart;
use super::inputs_text::input_notes;
use super::text_table::Scale;
use crate::project::{MovedCell, ProjectedTable};
use crate::simulate::Experiment;
use crate::statistics::Statistics;

/// What the path beside the fan is called.
const WITHOUT: &str = "median without policy, same draws";

/// GDP with policy, with its fan, and without policy: the median of the bureau's projection. `command` is the command that reproduces it.
#[must_use]
pub fn projection_chart(experiment: &Experiment, moved: &ProjectedTable, command: &str) -> FanChart {
    let (baseline, settings) = (&experiment.baseline, &moved.settings);
    let name = experiment.scenario.baseline.as_ref().map_or("", |table| &*table.name);
    let drawn = match settings.draws {
        0 => "check run at the centres of the parameters".to_owned(),
        1 => format!("draw {} alone, seed {}", settings.first_draw, settings.seed),
        draws => format!("{draws} draws, seed {}", settings.seed),
    };
    let subtitle = format!("{}, GDP beside the projection of {name}, {drawn}", baseline.country);
    let years = moved.gdp.years.iter().map(|cell| (cell.first, cell.with_policy)).collect();
    let without = moved.gdp.years.iter().map(|cell| (cell.first, cell.baseline.p50)).collect();
    let mut notes = vec![reading(moved)];
    notes.extend(moved.gdp.years.last().into_iter().flat_map(differences));
    notes.push(format!("kennis {}, data {}. Again: {command}", env!("CARGO_PKG_VERSION"), baseline.vintage));
    notes.extend(input_notes(&experiment.inputs));
    let axis = format!("GDP, {} of {}", baseline.currency_unit, baseline.price_base);
    FanChart::new(&experiment.scenario.name, &subtitle, &axis, notes, years).with_path(WITHOUT, without)
}

fn reading(moved: &ProjectedTable) -> String {
    let of = if moved.settings.layers.level_varies() {
        "most of the fan is the uncertainty of the projection itself, which is the same with and without policy"
    } else {
        "the fan is that of the effect alone: the level of the projection is taken as certain"
    };
    format!("Fan: the middle 30, 60 and 90% of the draws with policy; {of}.")
}

/// What policy does in the last year, which a fan of the level hides, and what the baseline's own R&D adds.
fn differences(last: &MovedCell) -> Vec<String> {
    let share = |value: f64| 100.0 * value / last.projected;
    let line = |of: &str, s: &Statistics| {
        let [mean, low, high] = [s.mean, s.p05, s.p95].map(share);
        let scale = Scale::of([mean, low, high]);
        format!(
            "{of}, draw by draw, in {}: {}% of projected GDP in the mean (5% {}, 95% {}).",
            last.first,
            scale.number(mean),
            scale.number(low),
            scale.number(high)
        )
    };
    let mut lines = vec![line("With policy less without", last.policy())];
    lines.extend(last.of_baseline_rd.as_ref().map(|own| {
        line("The fan holds the baseline's own R&D, too, which is no policy: with less without it", own)
    }));
    lines
}

#[cfg(test)]
mod tests {
    use crate::data::{Economy, Years};
    use crate::ensemble::{Layers, Settings};
    use crate::model::{Instrument, Unit};
    use crate::parameters::ParameterSet;
    use crate::project::{ProjectedVariable, Projection, ProjectionColumn, ProjectionTable};
    use crate::report::projection_chart;
    use crate::scenario::{Measure, Scenario};
    use crate::simulate::Experiment;

    #[test]
    fn fan_and_path_have_the_figures_of_the_table() {
        let economy = Economy::netherlands().unwrap();
        let values = (2026..=2033).map(|_| Some(0.012)).collect();
        let column = ProjectionColumn::new("g", ProjectedVariable::GdpGrowth, values);
        let table = ProjectionTable::new(Years::new(2026, 2033), vec![column]).unwrap();
        let mut scenario = Scenario::new("More R&D").with_measure(Measure::new(
            Instrument::PublicResearch,
            Unit::GdpShare,
            0.001,
            2026,
        ));
        scenario.baseline = Some(table.baseline(&economy, 2060).unwrap());
        let experiment = Experiment::new(&economy, scenario, ParameterSet::default()).unwrap();
        let settings =
            Settings::default().with_draws(32).with_layers(Layers::default().with_baseline_level());
        let moved = Projection::of(&experiment, &table).run(&settings).unwrap();
        let chart = projection_chart(&experiment, &moved, "kennis project");
        let svg = chart.to_svg();
        let attribute = |line: &str| {
            let at = svg.find(&format!("data-line=\"{line}\"")).unwrap();
            let values = svg[at..].split("data-values=\"").nth(1).unwrap().split('"').next().unwrap();
            values.split(' ').map(|text| text.parse::<f64>().unwrap()).collect::<Vec<_>>()
        };
        let (path, median) = (attribute("median without policy, same draws"), attribute("median"));
        assert_eq!((path.len(), median.len()), (8, 8));
        for ((path, median), cell) in path.iter().zip(&median).zip(&moved.gdp.years) {
            assert!((path - cell.baseline.p50).abs() < 0.51 && (median - cell.with_policy.p50).abs() < 0.51);
        }
        assert!(svg.contains("median without policy, same draws</text>"), "the path is in the legend");
        assert!(chart.notes[0].contains("the uncertainty of the projection itself"));
    }
}
