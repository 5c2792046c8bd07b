//! Prior against posterior as SVG: one small picture a parameter.
//!
//! As [`super::fan_chart`]: nothing is said by colour alone (the prior is a dashed line, the posterior an outlined
//! area), the figures stand in `data-` attributes, a title and a description serve those who do not see the picture.

use super::svg::{AXIS_LINE, GREY, INK, MEDIAN, MIDDLE, PAPER, escaped, lines_of, text};
use crate::calibrate::Marginal;
use crate::scalar::log10_f64;
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
/// Characters in a line of notes.
const NOTE: usize = 116;

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
                    height.";
        let again = format!("kennis {}. Again: {command}", env!("CARGO_PKG_VERSION"));
        let notes = vec![told.to_owned(), again];
        Self { title: title.to_owned(), subtitle: subtitle.to_owned(), notes, parameters }
    }

    /// The chart as an SVG document.
    #[must_use]
    pub fn to_svg(&self) -> String {
        let notes: Vec<String> = self.notes.iter().flat_map(|note| lines_of(note, NOTE)).collect();
        let rows = self.parameters.len().div_ceil(COLUMNS);
        let (top, bottom) = (100.0, 100.0 + STEP_Y * rows as f64);
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
        text(
            &mut svg,
            MARGIN,
            30.0,
            &format!("font-size=\"18\" font-weight=\"bold\" fill=\"{INK}\""),
            &self.title,
        );
        text(&mut svg, MARGIN, 50.0, &format!("font-size=\"13\" fill=\"{GREY}\""), &self.subtitle);
        legend(&mut svg);
        for (i, parameter) in self.parameters.iter().enumerate() {
            let x = MARGIN + STEP_X * (i % COLUMNS) as f64;
            picture(&mut svg, parameter, x, top + STEP_Y * (i / COLUMNS) as f64);
        }
        for (i, note) in notes.iter().enumerate() {
            let style = format!("font-size=\"12\" fill=\"{GREY}\"");
            text(&mut svg, MARGIN, bottom + LINE * (i as f64 + 1.0), &style, note);
        }
        svg + "</svg>\n"
    }
}

fn legend(svg: &mut String) {
    let _ = writeln!(
        svg,
        "<line x1=\"{MARGIN}\" x2=\"{:.1}\" y1=\"68\" y2=\"68\" stroke=\"{INK}\" stroke-dasharray=\"5 3\"/>\n\
         <rect x=\"{:.1}\" y=\"61\" width=\"24\" height=\"12\" fill=\"{MIDDLE}\" stroke=\"{MEDIAN}\"/>",
        MARGIN + 24.0,
        MARGIN + 100.0
    );
    let style = format!("fill=\"{INK}\"");
    text(svg, MARGIN + 30.0, 72.0, &style, "prior");
    text(svg, MARGIN + 130.0, 72.0, &style, "posterior");
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
    text(svg, x, y, &format!("font-weight=\"bold\" fill=\"{INK}\""), &parameter.name);
    text(
        svg,
        x,
        y + 14.0,
        &format!("font-size=\"11\" fill=\"{GREY}\""),
        &format!("{}, {told}", parameter.unit),
    );
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
    for (value, anchor) in [(low, "start"), (0.5 * (low + high), "middle"), (high, "end")] {
        let left = x + (value - low) / (high - low) * FRAME_X;
        let style = format!("font-size=\"11\" text-anchor=\"{anchor}\" fill=\"{GREY}\"");
        text(svg, left, bottom + 14.0, &style, &label(value, high - low));
    }
}

/// A number with the decimals that its range needs.
fn label(value: f64, range: f64) -> String {
    let decimals = (2.0 - log10_f64(range)).floor().clamp(0.0, 6.0) as usize;
    let text = format!("{value:.decimals$}");
    if text.trim_start_matches('-').chars().all(|c| c == '0' || c == '.') {
        text.trim_start_matches('-').to_owned()
    } else {
        text
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

    #[test]
    fn labels_have_the_decimals_of_their_range() {
        assert_eq!(label(-0.00001, 0.3), "0.00");
        assert_eq!([label(0.0831, 0.3), label(12.3, 20.0), label(250.0, 300.0)], ["0.08", "12", "250"]);
    }
}
