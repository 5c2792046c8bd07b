//! The chart of a package: a bar with bands for what each action adds, and one for all of them, a panel for each outcome.
//!
//! The length of a bar is the mean, because shares of means add up; the band around it is the middle 60% of the draws, the line
//! the middle 90%. The figures stand in `data-` attributes, and nothing is said by colour alone.

use super::chart_scale::{figure, round_ticks};
use super::inputs_text::input_notes;
use super::svg::{
    AXIS_LINE, Font, GREY, GRID, INK, INNER, MEDIAN, OUTER, OUTLINE, PAPER, anchored, escaped, lines_of,
    title_lines, written,
};
use crate::policy::{ActionTable, Attribution, OUTCOMES};
use crate::simulate::Variable;
use crate::statistics::{DrawnDistribution, Statistics};
use std::fmt::Write as _;

const WIDTH: f64 = 800.0;
const EDGE: f64 = 24.0;
/// Width of lines of text.
const ROOM: f64 = WIDTH - 2.0 * EDGE;
/// Where the panels begin, their width and what lies between two.
const PANELS: f64 = 236.0;
const PANEL: f64 = 168.0;
const BETWEEN: f64 = 18.0;
/// Height of a row, of its bar, and of its band.
const ROW: f64 = 38.0;
const BAR: f64 = 12.0;
const BAND: f64 = 20.0;
const LINE: f64 = 15.0;

/// A row: its label, and the effect on each outcome.
struct Row {
    label: String,
    bold: bool,
    effects: Vec<Statistics>,
}

/// One panel: from values to points.
struct Panel {
    outcome: Variable,
    left: f64,
    low: f64,
    high: f64,
}

impl Panel {
    /// A panel that holds zero, and all bands.
    fn new(place: usize, outcome: Variable, rows: &[Row]) -> Self {
        let effects = rows.iter().map(|row| &row.effects[place]);
        let ends =
            effects.flat_map(|s| [s.p05, s.mean, s.p95]).chain([0.0]).filter(|value| value.is_finite());
        let (low, high) =
            ends.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let nothing = high - low < 1e-12;
        let (low, high) = if nothing { (-1.0, 1.0) } else { (low, high) };
        let margin = 0.04 * (high - low);
        let left = PANELS + (PANEL + BETWEEN) * place as f64;
        let (low, high) =
            (if low < 0.0 { low - margin } else { low }, if high > 0.0 { high + margin } else { high });
        Self { outcome, left, low, high }
    }

    fn x(&self, value: f64) -> f64 {
        self.left + (value - self.low) / (self.high - self.low) * PANEL
    }

    fn heading(&self) -> [&'static str; 2] {
        match self.outcome {
            Variable::RdIntensity => ["R&D over GDP,", "percentage points"],
            Variable::Gdp => ["GDP,", "percent"],
            _ => ["Public debt over GDP,", "percentage points"],
        }
    }

    fn axes(&self, svg: &mut String, [top, bottom]: [f64; 2]) {
        for (line, text) in self.heading().iter().enumerate() {
            written(svg, self.left, top - 22.0 + LINE * line as f64, Font::NAME, INK, text);
        }
        for (value, label) in round_ticks(self.low, self.high, 4.0) {
            let x = self.x(value);
            let stroke = if value == 0.0 { AXIS_LINE } else { GRID };
            let _ = writeln!(
                svg,
                "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top:.1}\" y2=\"{bottom:.1}\" stroke=\"{stroke}\"/>"
            );
            anchored(svg, (x, bottom + 16.0), "middle", Font::SMALL, GREY, &label);
        }
    }

    /// The bar of a row around the height `y`.
    fn bar(&self, svg: &mut String, name: &str, s: &Statistics, y: f64) {
        let rectangle = |svg: &mut String, [from, to]: [f64; 2], height: f64, style: &str| {
            let (left, right) = (self.x(from.min(to)), self.x(from.max(to)));
            let _ = writeln!(
                svg,
                "<rect x=\"{left:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{height:.1}\" {style}/>",
                y - height / 2.0,
                right - left
            );
        };
        let _ = writeln!(
            svg,
            "<g data-name=\"{}\" data-outcome=\"{}\" data-mean=\"{}\" data-p05=\"{}\" data-p20=\"{}\" data-p80=\"{}\" \
             data-p95=\"{}\">",
            escaped(name),
            self.outcome.name(),
            s.mean,
            s.p05,
            s.p20,
            s.p80,
            s.p95
        );
        let band = format!("fill=\"{OUTER}\" stroke=\"{OUTLINE}\" stroke-width=\"0.8\"");
        rectangle(svg, [s.p20, s.p80], BAND, &band);
        rectangle(svg, [0.0, s.mean], BAR, &format!("fill=\"{INNER}\""));
        let (low, high, mean) = (self.x(s.p05), self.x(s.p95), self.x(s.mean));
        let _ = writeln!(
            svg,
            "<line x1=\"{low:.1}\" x2=\"{high:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"{INK}\" stroke-width=\"1.2\"/>"
        );
        for (x, half, width) in [(low, 5.0, 1.2), (high, 5.0, 1.2), (mean, BAND / 2.0, 2.5)] {
            let _ = writeln!(
                svg,
                "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{:.1}\" y2=\"{:.1}\" stroke=\"{MEDIAN}\" stroke-width=\"{width}\"/>",
                y - half,
                y + half
            );
        }
        svg.push_str("</g>\n");
    }
}

/// What each action adds as an SVG document. `command` is the command that reproduces it.
#[must_use]
pub fn actions_chart(attribution: &Attribution, statuses: &ActionTable, command: &str) -> String {
    let rows = rows(attribution, statuses);
    let panels = OUTCOMES.iter().enumerate().map(|(place, outcome)| Panel::new(place, *outcome, &rows));
    let panels: Vec<Panel> = panels.collect();
    let experiment = &attribution.experiment;
    let title = title_lines(&experiment.scenario.name, ROOM);
    let subtitle = lines_of(&subtitle(attribution), Font::SUBTITLE, ROOM);
    let notes: Vec<String> = notes(attribution, statuses, command)
        .iter()
        .flat_map(|note| lines_of(note, Font::NOTE, ROOM))
        .collect();
    let first = 30.0 + 22.0 * title.len() as f64;
    let top = first + 18.0 * subtitle.len() as f64 + 34.0;
    let bottom = top + ROW * rows.len().max(1) as f64;
    let height = (bottom + 52.0 + LINE * notes.len() as f64).ceil();

    let mut svg = head(attribution, &rows, height);
    let mut lines = |lines: &[String], y: f64, distance: f64, font: Font, fill: &str| {
        for (i, line) in lines.iter().enumerate() {
            written(&mut svg, EDGE, y + distance * i as f64, font, fill, line);
        }
    };
    lines(&title, 30.0, 22.0, Font::TITLE, INK);
    lines(&subtitle, first, 18.0, Font::SUBTITLE, GREY);
    lines(&notes, bottom + 46.0, LINE, Font::NOTE, GREY);
    panels.iter().for_each(|panel| panel.axes(&mut svg, [top, bottom]));
    for (place, row) in rows.iter().enumerate() {
        let y = top + ROW * (place as f64 + 0.5);
        row_label(&mut svg, row, y);
        for (panel, s) in panels.iter().zip(&row.effects) {
            panel.bar(&mut svg, &row.label, s, y);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// The label of a row, in at most two lines around the height `y`.
fn row_label(svg: &mut String, row: &Row, y: f64) {
    let font = if row.bold { Font::STRONG_LABEL } else { Font::LABEL };
    let room = PANELS - EDGE - 14.0;
    let mut lines = lines_of(&row.label, font, room);
    if lines.len() > 2 {
        lines.truncate(2);
        lines[1] = super::svg::shortened(&format!("{} …", lines[1]), font, room);
    }
    let start = y + 4.0 - 7.0 * (lines.len() as f64 - 1.0);
    for (i, line) in lines.iter().enumerate() {
        written(svg, EDGE, start + 14.0 * i as f64, font, INK, line);
    }
}

fn rows(attribution: &Attribution, statuses: &ActionTable) -> Vec<Row> {
    fn row<'d>(
        label: String,
        bold: bool,
        effect: impl Fn(Variable) -> Option<&'d DrawnDistribution>,
    ) -> Option<Row> {
        let statistics = |outcome: &Variable| effect(*outcome).map(DrawnDistribution::statistics);
        let effects = OUTCOMES.iter().map(statistics).collect::<Option<_>>()?;
        Some(Row { label, bold, effects })
    }
    let shares = statuses.actions.iter().filter_map(|action| {
        let label = format!("{}. {}", action.number, action.title);
        row(label, false, |outcome| attribution.share(action.number, outcome))
    });
    shares.chain(row("All of them".to_owned(), true, |outcome| attribution.package(outcome))).collect()
}

fn subtitle(attribution: &Attribution) -> String {
    let (settings, country) = (&attribution.settings, &attribution.experiment.baseline.country);
    let drawn = match settings.draws {
        0 => "check run at the centres of the parameters".to_owned(),
        1 => format!("draw {} alone, seed {}", settings.first_draw, settings.seed),
        draws => format!("{draws} draws, seed {}", settings.seed),
    };
    format!("{country}, what each action adds in {}, against the baseline; {drawn}", attribution.year)
}

fn notes(attribution: &Attribution, statuses: &ActionTable, command: &str) -> Vec<String> {
    let experiment = &attribution.experiment;
    let inputs: Vec<_> = experiment.inputs.iter().chain(&statuses.input).cloned().collect();
    let empty: Vec<String> = statuses
        .actions
        .iter()
        .filter(|action| !attribution.actions.contains(&action.number))
        .map(|action| action.number.to_string())
        .collect();
    let mut notes = vec![
        "Bar and thick line: mean share (Shapley: in the mean over all orders in which the actions could join); the means add up to \
         all of them. Box: the middle 60% of the draws; thin line: the middle 90%."
            .to_owned(),
    ];
    if !empty.is_empty() {
        notes.push(format!("Without a measure, and so without a bar: action {}.", empty.join(", ")));
    }
    let version = env!("CARGO_PKG_VERSION");
    notes.push(format!("kennis {version}, data {}. Again: {command}", experiment.baseline.vintage));
    notes.into_iter().chain(input_notes(&inputs)).collect()
}

fn head(attribution: &Attribution, rows: &[Row], height: f64) -> String {
    let place = OUTCOMES.iter().position(|outcome| *outcome == Variable::Gdp).unwrap_or(0);
    let said: Vec<String> = rows
        .iter()
        .map(|row| {
            let s = &row.effects[place];
            format!(
                "{}: {} percent of GDP ({} to {})",
                row.label,
                figure(s.mean),
                figure(s.p05),
                figure(s.p95)
            )
        })
        .collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-labelledby=\"title description\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"description\">{}. {}.</desc>\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"{PAPER}\"/>\n",
        escaped(&attribution.experiment.scenario.name),
        escaped(&subtitle(attribution)),
        escaped(&said.join("; ")),
    )
}
