//! The chart of a cost-benefit analysis: welfare so far, discounted, with its fan.

use super::fan_chart::FanChart;
use super::inputs_text::input_notes;
use crate::appraise::{CostBenefit, Figure, ResidualValue};
use crate::statistics::Statistics;

/// Cumulative discounted welfare by year as an SVG document, of an appraisal with flows by year. `command` is the command that
/// reproduces it.
#[must_use]
pub fn cost_benefit_chart(one: &CostBenefit, command: &str) -> String {
    cost_benefit_fan(one, command).to_svg()
}

/// Cumulative discounted welfare by year.
pub(super) fn cost_benefit_fan(one: &CostBenefit, command: &str) -> FanChart {
    let cumulative = CostBenefit::flow_names().len() - 1;
    let years: Vec<(i32, Statistics)> =
        one.by_year().into_iter().map(|(year, flows)| (year, flows[cumulative])).collect();
    let baseline = &one.experiment.baseline;
    let (unit, draws) = (&baseline.currency_unit, one.settings.draws);
    let drawn = match draws {
        0 => "check run at the centres of the parameters".to_owned(),
        1 => format!("draw {} alone, seed {}", one.settings.first_draw, one.settings.seed),
        draws => format!("{draws} draws, seed {}", one.settings.seed),
    };
    let subtitle = format!(
        "{}, welfare so far at present value of {} ({}); {drawn}",
        baseline.country, one.base_year, one.discounting.name
    );
    let npv = one.statistics(Figure::WelfareNpv);
    let after = match one.residual {
        ResidualValue::None => String::new(),
        ResidualValue::RunOff => format!(
            " After {} measures stop and their effects run on: that brings the mean from {:.0} to {:.0} {unit}.",
            baseline.horizon(),
            years.last().map_or(f64::NAN, |(_, s)| s.mean),
            npv.mean
        ),
        ResidualValue::Perpetuity => format!(
            " The flows of {} go on for ever: that brings the mean from {:.0} to {:.0} {unit}.",
            baseline.horizon(),
            years.last().map_or(f64::NAN, |(_, s)| s.mean),
            npv.mean
        ),
    };
    let notes = [
        format!(
            "Line: median. Bands: the middle 30, 60 and 90% of the draws. Costs come first: the line falls until benefits of a \
             year exceed its costs, and is paid back where it crosses zero for good.{after}"
        ),
        format!("kennis {}, data {}. Again: {command}", env!("CARGO_PKG_VERSION"), baseline.vintage),
    ];
    let notes = notes.into_iter().chain(input_notes(one.inputs())).collect();
    let axis = format!("Welfare so far, {unit} of {}, discounted to {}", baseline.price_base, one.base_year);
    FanChart::new(&one.experiment.scenario.name, &subtitle, &axis, notes, years)
        .with_line("nothing gained or lost", 0.0)
}
