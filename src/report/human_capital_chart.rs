//! The indicator of human capital as SVG: mean years of schooling by year, observed and projected. Figures stand in
//! `data-` attributes.

use super::chart_scale::Scale;
use super::svg::{
    AXIS_LINE, Font, GREY, GRID, INK, MEDIAN, MIDDLE, OUTLINE, PAPER, anchored, escaped, lines_of, written,
};
use crate::data::{Economy, HUMAN_CAPITAL_HORIZON, HumanCapital, HumanCapitalYear};
use std::fmt::Write as _;

const SIZE: [f64; 2] = [760.0, 470.0];
/// Left, right, top, bottom of the frame.
const FRAME: [f64; 4] = [56.0, 640.0, 70.0, 370.0];

/// The lines: name, colour, whether it is dashed, and value.
type Line = (&'static str, &'static str, bool, fn(&HumanCapitalYear) -> Option<f64>);
const LINES: [Line; 4] = [
    ("25-34", OUTLINE, false, |of| of.young),
    ("15-64", MEDIAN, false, |of| Some(of.working_age)),
    ("15-64, low", MIDDLE, true, |of| (!of.observed).then_some(of.working_age_without_trend)),
    ("at work", INK, true, |of| of.at_work),
];

/// The chart of a country's schooling, as an SVG document; none where the tables have nothing of it. `command` is the
/// command that reproduces it.
#[must_use]
pub fn human_capital_chart(economy: &Economy, command: &str) -> Option<String> {
    let indicator = HumanCapital::embedded(&economy.country, HUMAN_CAPITAL_HORIZON).ok()?;
    let last = indicator.last_observed()?;
    let years: Vec<i32> = indicator.years.iter().map(|of| of.year).collect();
    let all = indicator.years.iter().flat_map(|of| LINES.iter().filter_map(|line| line.3(of)));
    let scale = Scale::new(FRAME, &years, all);
    let [width, height] = SIZE;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" font-family=\"sans-serif\">\n<rect width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>\n"
    );
    written(&mut svg, 16.0, 30.0, Font::TITLE, INK, "Mean years of schooling");
    let subtitle = format!("{}, observed to {last}, projected by cohort replacement", economy.country);
    let subtitle =
        if indicator.trend.is_some() { subtitle } else { format!("{}, observed", economy.country) };
    written(&mut svg, 16.0, 50.0, Font::SUBTITLE, GREY, &subtitle);
    axes(&mut svg, &scale);
    if indicator.trend.is_some() {
        let x = scale.x(last);
        let _ = writeln!(
            svg,
            "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{:.1}\" y2=\"{:.1}\" stroke=\"{AXIS_LINE}\" stroke-dasharray=\"2 4\"/>",
            scale.top, scale.bottom
        );
    }
    let mut end_of_last = f64::NEG_INFINITY;
    let mut ends: Vec<(f64, &Line)> = Vec::new();
    for line in &LINES {
        if let Some(end) = drawn(&mut svg, &scale, &indicator, line) {
            ends.push((end, line));
        }
    }
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (end, line) in ends {
        end_of_last = end.max(end_of_last + 15.0);
        written(&mut svg, scale.right + 8.0, end_of_last + 4.0, Font::LABEL, line.1, line.0);
    }
    let note = format!(
        "Barro and Lee v3; Lee and Lee 2016; World Population Prospects 2022 and 2024. kennis {}. Again: {command}",
        env!("CARGO_PKG_VERSION")
    );
    for (n, words) in lines_of(&note, Font::NOTE, width - 32.0).iter().enumerate() {
        written(&mut svg, 16.0, 412.0 + 15.0 * n as f64, Font::NOTE, GREY, words);
    }
    Some(svg + "</svg>\n")
}

fn axes(svg: &mut String, scale: &Scale) {
    for (value, label) in scale.ticks() {
        let y = scale.y(value);
        let _ = writeln!(
            svg,
            "<line x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"{GRID}\"/>",
            scale.left, scale.right
        );
        anchored(svg, (scale.left - 8.0, y + 4.0), "end", Font::SMALL, GREY, &label);
    }
    for year in scale.year_ticks(9) {
        let at = (scale.x(year), scale.bottom + 18.0);
        anchored(svg, at, "middle", Font::SMALL, GREY, &year.to_string());
    }
}

/// Draws a line, and says where it ends.
fn drawn(svg: &mut String, scale: &Scale, indicator: &HumanCapital, line: &Line) -> Option<f64> {
    let (name, colour, dashed, value) = line;
    let points: Vec<(i32, f64)> =
        indicator.years.iter().filter_map(|of| Some((of.year, value(of)?))).collect();
    let (_, last) = points.last()?;
    let path: Vec<String> =
        points.iter().map(|(year, value)| format!("{:.1},{:.1}", scale.x(*year), scale.y(*value))).collect();
    let values: Vec<String> = points.iter().map(|(year, value)| format!("{year}:{value:.4}")).collect();
    let dashes = if *dashed { " stroke-dasharray=\"5 4\"" } else { "" };
    let _ = writeln!(
        svg,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{dashes} data-name=\"{}\" \
         data-values=\"{}\"/>",
        path.join(" "),
        escaped(name),
        values.join(" ")
    );
    Some(scale.y(*last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chart_holds_the_figures_of_its_lines() {
        let svg = human_capital_chart(&Economy::embedded("NLD").unwrap(), "kennis data").unwrap();
        let of = HumanCapital::embedded("NLD", HUMAN_CAPITAL_HORIZON).unwrap();
        assert!(svg.contains(&format!("2060:{:.4}", of.at(2060).unwrap().working_age)), "{svg}");
        assert!(svg.contains(&format!("2060:{:.4}", of.at(2060).unwrap().at_work.unwrap())));
        assert_eq!(svg.matches("<polyline").count(), 4);
        let swedish = human_capital_chart(&Economy::embedded("SWE").unwrap(), "kennis data").unwrap();
        assert_eq!(swedish.matches("<polyline").count(), 1);
        let none = Economy::from_tables("XYZ", &["year,hours\n2000,1\n"]).unwrap();
        assert_eq!(human_capital_chart(&none, "kennis data"), None);
    }
}
