//! The chart of a solution: the probability that the goal is met, against money.
//!
//! Nothing is said by colour alone, the figures stand in `data-` attributes, a title and a description serve those who do not
//! see the picture.

use super::chart_scale::round_ticks;
use super::inputs_text::input_notes;
use super::svg::{
    AXIS_LINE, Font, GREY, GRID, INK, MEDIAN, OUTER, PAPER, anchored, escaped, lines_of, title_lines, written,
};
use crate::solve::{Sense, Solution};
use std::fmt::Write as _;

const WIDTH: f64 = 800.0;
const MARGIN: f64 = 24.0;
const LEFT: f64 = 74.0;
const RIGHT: f64 = 770.0;
const HEIGHT: f64 = 340.0;
const LINE: f64 = 15.0;
const ROOM: f64 = WIDTH - 2.0 * MARGIN;
const STEPS: f64 = 8.0;

/// The probability that the goal is met against money as an SVG document. `command` is the command that reproduces it.
#[must_use]
pub fn solve_chart(solution: &Solution, command: &str) -> String {
    let (title, subtitle) = headings(solution);
    let title_lines = title_lines(&title, ROOM);
    let subtitle_lines = lines_of(&subtitle, Font::SUBTITLE, ROOM);
    let top = 44.0 + 22.0 * title_lines.len() as f64 + 18.0 * subtitle_lines.len() as f64;
    let frame = Frame::new(solution, top);
    let notes: Vec<String> =
        notes(solution, command).iter().flat_map(|note| lines_of(note, Font::NOTE, ROOM)).collect();
    let height = (frame.bottom + 62.0 + LINE * notes.len() as f64).ceil();
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-labelledby=\"title description\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"description\">{}</desc>\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"{PAPER}\"/>\n",
        escaped(&title),
        escaped(&subtitle),
    );
    for (i, line) in title_lines.iter().enumerate() {
        written(&mut svg, MARGIN, 30.0 + 22.0 * i as f64, Font::TITLE, INK, line);
    }
    for (i, line) in subtitle_lines.iter().enumerate() {
        let y = 30.0 + 22.0 * title_lines.len() as f64 + 18.0 * i as f64;
        written(&mut svg, MARGIN, y, Font::SUBTITLE, GREY, line);
    }
    frame.axes(&mut svg, solution);
    frame.curve(&mut svg, solution);
    frame.answer(&mut svg, solution);
    for (i, note) in notes.iter().enumerate() {
        let y = frame.bottom + 58.0 + LINE * i as f64;
        written(&mut svg, MARGIN, y, Font::NOTE, GREY, note);
    }
    svg + "</svg>\n"
}

fn headings(solution: &Solution) -> (String, String) {
    let baseline = solution.experiment().baseline();
    let title = format!("{}: {}", solution.experiment().scenario().name, solution.goal);
    let mut names = solution.instruments();
    names.dedup();
    let drawn = match solution.settings().draws {
        0 => "check run at the centres of the parameters".to_owned(),
        draws => format!("{draws} draws, seed {}", solution.settings().seed),
    };
    let subtitle = format!(
        "{}, probability that the goal is met against public money for {} (path: {}); {drawn}",
        baseline.country,
        names.join(" with "),
        solution.shape
    );
    (title, subtitle)
}

fn notes(solution: &Solution, command: &str) -> Vec<String> {
    let baseline = solution.experiment().baseline();
    let how = match solution.sense {
        Sense::Least => "The line rises to the share of the draws that come to the goal with any money up to",
        Sense::Most => {
            "The line falls as money is worth less; where it does not end at zero, draws hold at all money up to"
        }
    };
    let most = format!(
        "{how} {:.0} {}. Band: twice the Monte Carlo error.",
        solution.max_amount, baseline.currency_unit
    );
    let again = format!("kennis {}, data {}. Again: {command}", env!("CARGO_PKG_VERSION"), baseline.vintage);
    [most, again].into_iter().chain(input_notes(solution.experiment().inputs())).collect()
}

struct Frame {
    top: f64,
    bottom: f64,
    most: f64,
    /// Probability, amount, and its error.
    points: Vec<(f64, f64, f64)>,
}

impl Frame {
    fn new(solution: &Solution, top: f64) -> Self {
        let points: Vec<(f64, f64, f64)> = solution
            .curve
            .iter()
            .filter_map(|at| at.amount.map(|amount| (at.probability, amount.value, amount.mc_error)))
            .collect();
        let answer = solution.reached.as_ref().map_or(0.0, |reached| reached.amount);
        let mean = solution.amount.map_or(0.0, |amount| amount.value);
        let largest = points.iter().map(|point| point.1).fold(answer.max(mean), f64::max);
        let most = if largest > 0.0 { 1.05 * largest } else { solution.max_amount };
        Self { top, bottom: top + HEIGHT, most, points }
    }

    fn x(&self, amount: f64) -> f64 {
        LEFT + (amount / self.most).clamp(0.0, 1.0) * (RIGHT - LEFT)
    }

    fn y(&self, probability: f64) -> f64 {
        self.bottom - probability * (self.bottom - self.top)
    }

    fn axes(&self, svg: &mut String, solution: &Solution) {
        for percent in (0..=100).step_by(20) {
            let y = self.y(f64::from(percent) / 100.0);
            let _ = writeln!(
                svg,
                "<line x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"{GRID}\"/>"
            );
            anchored(svg, (LEFT - 8.0, y + 4.0), "end", Font::LABEL, INK, &format!("{percent}%"));
        }
        for (value, label) in round_ticks(0.0, self.most, STEPS) {
            let x = self.x(value);
            let _ = writeln!(
                svg,
                "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{:.1}\" y2=\"{:.1}\" stroke=\"{AXIS_LINE}\"/>",
                self.bottom,
                self.bottom + 5.0
            );
            anchored(svg, (x, self.bottom + 18.0), "middle", Font::LABEL, INK, &label);
        }
        let _ = writeln!(
            svg,
            "<line x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{0:.1}\" y2=\"{0:.1}\" stroke=\"{AXIS_LINE}\"/>",
            self.bottom
        );
        let baseline = solution.experiment().baseline();
        let axis = format!(
            "Public money in {}, {} of {}",
            solution.amount_year, baseline.currency_unit, baseline.price_base
        );
        anchored(svg, (0.5 * (LEFT + RIGHT), self.bottom + 36.0), "middle", Font::LABEL, INK, &axis);
    }

    fn curve(&self, svg: &mut String, solution: &Solution) {
        let point =
            |amount: f64, probability: f64| format!("{:.1},{:.1}", self.x(amount), self.y(probability));
        let banded: Vec<&(f64, f64, f64)> = self.points.iter().filter(|point| point.2.is_finite()).collect();
        let edge = |sign: f64| {
            move |(probability, amount, error): &&(f64, f64, f64)| {
                ((amount + 2.0 * sign * error).max(0.0), *probability)
            }
        };
        let around: Vec<String> = banded
            .iter()
            .map(edge(-1.0))
            .chain(banded.iter().rev().map(edge(1.0)))
            .map(|(amount, probability)| point(amount, probability))
            .collect();
        if around.len() > 2 {
            let _ = writeln!(
                svg,
                "<polygon points=\"{}\" fill=\"{OUTER}\" data-band=\"mc_error\"/>",
                around.join(" ")
            );
        }
        let line: Vec<String> =
            self.points.iter().map(|(probability, amount, _)| point(*amount, *probability)).collect();
        let values = |of: fn(&(f64, f64, f64)) -> f64| {
            self.points.iter().map(|point| format!("{}", of(point))).collect::<Vec<_>>().join(" ")
        };
        if !line.is_empty() {
            let _ = writeln!(
                svg,
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{MEDIAN}\" stroke-width=\"2\" data-line=\"probability\" \
                 data-values=\"{}\" data-amounts=\"{}\"/>",
                line.join(" "),
                values(|point| point.0),
                values(|point| point.1),
            );
        } else {
            let said = match solution.sense {
                Sense::Least => "No draw comes to the goal with the money that was looked at.",
                Sense::Most => "No draw has a limit within the money that was looked at.",
            };
            let middle = 0.5 * (self.top + self.bottom);
            anchored(svg, (0.5 * (LEFT + RIGHT), middle), "middle", Font::STRONG_LABEL, INK, said);
        }
    }

    /// The answers as vertical lines: in the mean, and for the probability that was asked for.
    fn answer(&self, svg: &mut String, solution: &Solution) {
        let mean = solution.amount.map(|amount| ("in the mean".to_owned(), "6 4", amount.value));
        let probability = solution.probability_asked.zip(solution.amount_for_probability);
        let probability =
            probability.map(|(p, amount)| (format!("with {:.0}%", 100.0 * p), "2 3", amount.value));
        for (place, (label, dash, amount)) in mean.into_iter().chain(probability).enumerate() {
            let x = self.x(amount);
            let _ = writeln!(
                svg,
                "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{:.1}\" y2=\"{:.1}\" stroke=\"{INK}\" stroke-dasharray=\"{dash}\" \
                 data-answer=\"{}\" data-amount=\"{amount}\"/>",
                self.top,
                self.bottom,
                escaped(&label)
            );
            let (anchor, beside) = if x > 0.5 * (LEFT + RIGHT) { ("end", -6.0) } else { ("start", 6.0) };
            let y = self.bottom - 12.0 - 18.0 * place as f64;
            let said = format!("{label}: {amount:.1}");
            anchored(svg, (x + beside, y), anchor, Font::STRONG_LABEL, INK, &said);
        }
    }
}
