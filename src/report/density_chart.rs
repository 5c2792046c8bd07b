//! Prior against posterior as SVG: one small picture a parameter.
//!
//! As [`super::fan_chart`]: nothing is said by colour alone (the prior is a dashed line, the posterior an outlined
//! area), the figures stand in `data-` attributes, a title and a description serve those who do not see the picture.

use super::chart_scale::round_ticks;
use super::svg::{
    AXIS_LINE, Font, GREY, INK, MEDIAN, MIDDLE, PAPER, anchored, escaped, lines_of, title_lines, written,
};
use crate::calibrate::Marginal;
use std::fmt::Write as _;

const WIDTH: f64 = 800.0;
const MARGIN: f64 = 24.0;
const COLUMNS: usize = 3;
/// Distance of the pictures, and height of the area within.
const STEP_X: f64 = 256.0;
const STEP_Y: f64 = 168.0;
const FRAME_X: f64 = 236.0;
const FRAME_Y: f64 = 92.0;
const LINE: f64 = 15.0;
/// Width of lines of text.
const ROOM: f64 = WIDTH - 2.0 * MARGIN;
/// Most steps of the axis of a picture.
const STEPS: f64 = 4.0;

/// A chart of densities.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DensityChart {
    /// Title.
    pub title: String,
    /// What is shown, of which fit.
    pub subtitle: String,
    /// Lines under the chart: how to read it, source and command.
    pub notes: Vec<String>,
    /// The parameters.
    pub parameters: Vec<Marginal>,
}

impl DensityChart {
    /// A chart of densities, with the command that makes it again.
    #[must_use]
    pub fn new(title: &str, subtitle: &str, parameters: Vec<Marginal>, command: &str) -> Self {
        let told = "Where both are alike, the data says nothing: what stands there is the evidence of the prior. Each picture has its own \
                    height; where a density jumps, it is smoothed.";
        let again = format!("kennis {}. Again: {command}", env!("CARGO_PKG_VERSION"));
        let notes = vec![told.to_owned(), again];
        Self { title: title.to_owned(), subtitle: subtitle.to_owned(), notes, parameters }
    }

    /// The chart as an SVG document.
    #[must_use]
    pub fn to_svg(&self) -> String {
        let notes: Vec<String> =
            self.notes.iter().flat_map(|note| lines_of(note, Font::NOTE, ROOM)).collect();
        let rows = self.parameters.len().div_ceil(COLUMNS);
        let title = title_lines(&self.title, ROOM);
        let subtitle = lines_of(&self.subtitle, Font::SUBTITLE, ROOM);
        let legend_at = 34.0 + 22.0 * title.len() as f64 + 18.0 * subtitle.len() as f64;
        let top = legend_at + 30.0;
        let bottom = top + STEP_Y * rows as f64 - 14.0;
        let height = (bottom + 16.0 + LINE * notes.len() as f64).ceil();
        let told: Vec<&str> =
            self.parameters.iter().filter(|p| p.identified).map(|p| p.name.as_str()).collect();
        let told = if told.is_empty() { "none".to_owned() } else { told.join(", ") };
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
             aria-labelledby=\"title description\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\">\n\
             <title id=\"title\">{}</title>\n<desc id=\"description\">{}. The data tells: {}.</desc>\n\
             <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"{PAPER}\"/>\n",
            escaped(&self.title),
            escaped(&self.subtitle),
            escaped(&told)
        );
        for (i, line) in title.iter().enumerate() {
            written(&mut svg, MARGIN, 30.0 + 22.0 * i as f64, Font::TITLE, INK, line);
        }
        for (i, line) in subtitle.iter().enumerate() {
            let y = 30.0 + 22.0 * title.len() as f64 + 18.0 * i as f64;
            written(&mut svg, MARGIN, y, Font::SUBTITLE, GREY, line);
        }
        legend(&mut svg, legend_at);
        for (i, parameter) in self.parameters.iter().enumerate() {
            let x = MARGIN + STEP_X * (i % COLUMNS) as f64;
            picture(&mut svg, parameter, x, top + STEP_Y * (i / COLUMNS) as f64);
        }
        for (i, note) in notes.iter().enumerate() {
            written(&mut svg, MARGIN, bottom + LINE * (i as f64 + 1.0), Font::NOTE, GREY, note);
        }
        svg + "</svg>\n"
    }
}

fn legend(svg: &mut String, y: f64) {
    let _ = writeln!(
        svg,
        "<line x1=\"{MARGIN}\" x2=\"{:.1}\" y1=\"{:.1}\" y2=\"{:.1}\" stroke=\"{INK}\" stroke-dasharray=\"5 3\"/>\n\
         <rect x=\"{:.1}\" y=\"{:.1}\" width=\"24\" height=\"12\" fill=\"{MIDDLE}\" stroke=\"{MEDIAN}\"/>",
        MARGIN + 24.0,
        y - 4.0,
        y - 4.0,
        MARGIN + 100.0,
        y - 11.0
    );
    written(svg, MARGIN + 30.0, y, Font::LABEL, INK, "prior");
    written(svg, MARGIN + 130.0, y, Font::LABEL, INK, "posterior");
}

/// One parameter in its frame, `x` and `y` the corner of its title.
fn picture(svg: &mut String, parameter: &Marginal, x: f64, y: f64) {
    let bottom = y + 22.0 + FRAME_Y;
    let points = &parameter.points;
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
    let (low, high) = (first[0], last[0]);
    let highest = points.iter().map(|p| p[1].max(p[2])).fold(f64::MIN_POSITIVE, f64::max);
    let at = |value: f64, density: f64| {
        let left = x + (value - low) / (high - low) * FRAME_X;
        format!("{left:.1},{:.1}", bottom - density / highest * FRAME_Y)
    };
    let told = if parameter.identified { "told by the data" } else { "not told" };
    written(svg, x, y, Font::STRONG_LABEL, INK, &parameter.name);
    written(svg, x, y + 14.0, Font::SMALL, GREY, &format!("{}, {told}", parameter.unit));
    let line = |column: usize| points.iter().map(|p| at(p[0], p[column])).collect::<Vec<_>>().join(" ");
    let figures =
        |column: usize| points.iter().map(|p| format!("{:.5e}", p[column])).collect::<Vec<_>>().join(" ");
    let _ = writeln!(
        svg,
        "<g data-parameter=\"{}\" data-values=\"{}\">\n\
         <polygon points=\"{} {} {}\" fill=\"{MIDDLE}\" stroke=\"{MEDIAN}\" stroke-width=\"1.2\" data-posterior=\"{}\"/>\n\
         <polyline points=\"{}\" fill=\"none\" stroke=\"{INK}\" stroke-dasharray=\"5 3\" data-prior=\"{}\"/>\n\
         <line x1=\"{x:.1}\" x2=\"{:.1}\" y1=\"{bottom:.1}\" y2=\"{bottom:.1}\" stroke=\"{AXIS_LINE}\"/>\n</g>",
        escaped(&parameter.name),
        figures(0),
        at(low, 0.0),
        line(2),
        at(high, 0.0),
        figures(2),
        line(1),
        figures(1),
        x + FRAME_X
    );
    for (value, label) in round_ticks(low, high, STEPS) {
        let left = x + (value - low) / (high - low) * FRAME_X;
        let _ = writeln!(
            svg,
            "<line x1=\"{left:.1}\" x2=\"{left:.1}\" y1=\"{bottom:.1}\" y2=\"{:.1}\" stroke=\"{AXIS_LINE}\"/>",
            bottom + 4.0
        );
        anchored(svg, (left, bottom + 16.0), "middle", Font::SMALL, GREY, &label);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::{
        Fit, Likelihood, Method, ObservationChoices, Observations, Priors, SearchSettings,
    };
    use crate::data::Economy;
    use crate::structures::StructureName;

    #[test]
    fn every_parameter_has_a_picture_with_its_figures() {
        let economy = Economy::netherlands().unwrap();
        let observations = Observations::new(&economy, ObservationChoices::default()).unwrap();
        let likelihood =
            Likelihood::new(StructureName::SemiEndogenous, observations, &Priors::default()).unwrap();
        let fit = Fit::new(&likelihood, Method::MaximumAPosteriori, &SearchSettings::default()).unwrap();
        let chart = DensityChart::new("A & B", "sub", fit.marginals(&likelihood), "kennis calibrate");
        let svg = chart.to_svg();
        assert_eq!(svg.matches("<polygon").count(), 8);
        assert!(svg.contains("A &amp; B") && !svg.contains("NaN") && !svg.contains("inf"));
        assert!(svg.contains("data-parameter=\"sigma\"") && svg.contains("The data tells: drift, "));
        // All points lie in the picture.
        let numbers = svg.split("points=\"").skip(1).filter_map(|rest| rest.split('"').next());
        for point in numbers.flat_map(|points| points.split(' ').filter(|p| !p.is_empty())) {
            let (x, y) = point.split_once(',').unwrap();
            let (x, y): (f64, f64) = (x.parse().unwrap(), y.parse().unwrap());
            assert!((0.0..=WIDTH).contains(&x) && y > 90.0, "{point}");
        }
    }
}
