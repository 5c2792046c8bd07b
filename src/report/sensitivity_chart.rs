//! The chart of a sensitivity analysis: a tornado of the parameters one at a time, and shares of the variance by layer over the years.
//!
//! The figures stand in `data-` attributes, and nothing is said by colour alone.

use super::chart_layout::Layout;
#[cfg(feature = "page")]
use super::chart_scale::figure;
use super::chart_scale::round_ticks;
use super::inputs_text::input_notes;
use super::sensitivity_text::what_is_analysed;
use super::svg::{
    AXIS_LINE, Font, GREY, GRID, INK, INNER, MEDIAN, MIDDLE, OUTER, OUTLINE, PAPER, anchored, escaped,
    lines_of, on_paper, shortened, title_lines, written,
};
use crate::sensitivity::SensitivityAnalysis;
use std::fmt::Write as _;

const EDGE: f64 = 24.0;
const ROOM: f64 = Layout::WIDE.width - 2.0 * EDGE;
/// Height of a bar, of a row with its name beside the bar, and of one with its name above it.
const BAR: f64 = 14.0;
const ROW: f64 = 22.0;
const TALL_ROW: f64 = 36.0;
/// Below the bars: the axis, and what the two colours are.
const FOOT: f64 = 62.0;
const SHOWN: usize = 12;
/// Height of the panel of shares, and where it begins beside its legend.
const SHARES: f64 = 200.0;
const LINE: f64 = 15.0;

/// Fills of layers; what they do together has one of its own.
const FILLS: [&str; 5] = [INNER, OUTER, MIDDLE, OUTLINE, GRID];
const TOGETHER: &str = MEDIAN;

/// The analysis as an SVG document. `command` is the command that reproduces it.
#[must_use]
pub fn sensitivity_chart(analysis: &SensitivityAnalysis, command: &str) -> String {
    let baseline = analysis.experiment.baseline();
    let title = format!("{}: where the uncertainty comes from", analysis.experiment.scenario().name);
    let subtitle = format!(
        "{}. {}. Above: one parameter at a time at its 5 and 95% points, the others at their centres. Below: share of the \
         variance by layer.",
        baseline.country,
        what_is_analysed(analysis)
    );
    let titles = title_lines(&title, ROOM);
    let subtitles = lines_of(&subtitle, Font::SUBTITLE, ROOM);
    let top = 52.0 + 22.0 * titles.len() as f64 + 18.0 * subtitles.len() as f64;
    let bars = Bars::new(analysis, top, Layout::WIDE);
    let shares_top = bars.bottom() + FOOT + 24.0;
    let legend = 2.0 * LINE + 14.0;
    let note = format!(
        "{} rows, seed {}. kennis {}, data {}. Again: {command}",
        analysis.rows,
        analysis.settings.seed,
        env!("CARGO_PKG_VERSION"),
        baseline.vintage
    );
    let notes: Vec<String> = std::iter::once(note)
        .chain(input_notes(analysis.experiment.inputs()))
        .flat_map(|note| lines_of(&note, Font::NOTE, ROOM))
        .collect();
    let notes_top = shares_top + SHARES + legend + 40.0;
    let height = (notes_top + LINE * notes.len() as f64 + 10.0).ceil();
    let mut svg = head(&title, &subtitle, [Layout::WIDE.width, height]);
    for (i, line) in titles.iter().enumerate() {
        written(&mut svg, EDGE, 30.0 + 22.0 * i as f64, Font::TITLE, INK, line);
    }
    for (i, line) in subtitles.iter().enumerate() {
        let y = 30.0 + 22.0 * titles.len() as f64 + 18.0 * i as f64;
        written(&mut svg, EDGE, y, Font::SUBTITLE, GREY, line);
    }
    bars.write(&mut svg);
    shares(&mut svg, analysis, shares_top, Layout::WIDE);
    for (i, line) in notes.iter().enumerate() {
        written(&mut svg, EDGE, notes_top + LINE * i as f64, Font::NOTE, GREY, line);
    }
    svg + "</svg>\n"
}

/// The tornado alone, for a page that says all else beside it.
#[cfg(feature = "page")]
pub(super) fn tornado_picture(analysis: &SensitivityAnalysis, title: &str, layout: Layout) -> String {
    let bars = Bars::new(analysis, 10.0, layout);
    let mut svg = head(title, &bars.described(), [layout.width, bars.bottom() + FOOT]);
    bars.write(&mut svg);
    svg + "</svg>\n"
}

/// Shares of layers alone, for a page that says all else beside it.
#[cfg(feature = "page")]
pub(super) fn layers_picture(analysis: &SensitivityAnalysis, title: &str, layout: Layout) -> String {
    let names =
        analysis.layers.first().map(|first| first.shares.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    let mut picture = String::new();
    let bottom = shares(&mut picture, analysis, 12.0, layout);
    head(title, &names.unwrap_or_default().join(", "), [layout.width, bottom + 12.0]) + &picture + "</svg>\n"
}

fn head(title: &str, description: &str, [width, height]: [f64; 2]) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-labelledby=\"title description\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"description\">{}</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>\n",
        escaped(title),
        escaped(description),
    )
}

/// The tornado.
struct Bars {
    /// What the bars are, with unit.
    axis: String,
    top: f64,
    layout: Layout,
    rows: Vec<(&'static str, f64, f64)>,
    centre: f64,
    low: f64,
    high: f64,
}

impl Bars {
    fn new(analysis: &SensitivityAnalysis, top: f64, layout: Layout) -> Self {
        let mut rows: Vec<(&'static str, f64, f64)> =
            analysis.parameters.iter().filter_map(|p| Some((p.name, p.low?, p.high?))).collect();
        rows.sort_by(|a, b| (b.2 - b.1).abs().total_cmp(&(a.2 - a.1).abs()));
        rows.truncate(SHOWN);
        let centre = analysis.centre.unwrap_or(analysis.mean);
        let values = rows.iter().flat_map(|row| [row.1, row.2]).chain([centre]);
        let (low, high) = values
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        let margin = if high > low { 0.05 * (high - low) } else { 1.0 };
        let axis = what_is_analysed(analysis);
        Self { axis, top, layout, rows, centre, low: low - margin, high: high + margin }
    }

    /// For those who do not see the picture.
    #[cfg(feature = "page")]
    fn described(&self) -> String {
        let rows =
            self.rows.iter().map(|(name, low, high)| format!("{name} {} to {}", figure(*low), figure(*high)));
        rows.collect::<Vec<_>>().join("; ")
    }

    fn bottom(&self) -> f64 {
        self.top + self.row() * self.rows.len().max(1) as f64
    }

    fn row(&self) -> f64 {
        if self.layout.is_wide() { ROW } else { TALL_ROW }
    }

    /// Where bars begin and end.
    fn edges(&self) -> [f64; 2] {
        if self.layout.is_wide() { [270.0, 770.0] } else { [14.0, self.layout.width - 14.0] }
    }

    fn x(&self, value: f64) -> f64 {
        let [left, right] = self.edges();
        left + (value - self.low) / (self.high - self.low) * (right - left)
    }

    fn write(&self, svg: &mut String) {
        let (top, bottom) = (self.top, self.bottom());
        let [left, right] = self.edges();
        for (value, label) in round_ticks(self.low, self.high, (right - left) / 80.0) {
            let x = self.x(value);
            let _ = writeln!(
                svg,
                "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top:.1}\" y2=\"{bottom:.1}\" stroke=\"{GRID}\"/>"
            );
            anchored(svg, (x, bottom + 16.0), "middle", Font::SMALL, GREY, &label);
        }
        let x = self.x(self.centre);
        let _ = writeln!(
            svg,
            "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top:.1}\" y2=\"{bottom:.1}\" stroke=\"{AXIS_LINE}\"/>"
        );
        for (i, (name, low, high)) in self.rows.iter().enumerate() {
            let below = if self.layout.is_wide() { 0.5 * ROW } else { TALL_ROW - 0.5 * BAR - 3.0 };
            let y = top + self.row() * i as f64 + below;
            if self.layout.is_wide() {
                let name = shortened(name, Font::LABEL, left - 40.0);
                anchored(svg, (left - 10.0, y + 4.0), "end", Font::LABEL, INK, &name);
            } else {
                on_paper(svg, left, y - 0.5 * BAR - 4.0, Font::LABEL, name);
            }
            let _ = writeln!(svg, "<g data-parameter=\"{name}\" data-low=\"{low}\" data-high=\"{high}\">");
            for (end, fill) in [(low, OUTER), (high, INNER)] {
                let (a, b) = (self.x(self.centre).min(self.x(*end)), self.x(self.centre).max(self.x(*end)));
                let _ = writeln!(
                    svg,
                    "<rect x=\"{a:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{BAR}\" fill=\"{fill}\" stroke=\"{OUTLINE}\" \
                     stroke-width=\"0.8\"/>",
                    y - 0.5 * BAR,
                    b - a
                );
            }
            svg.push_str("</g>\n");
        }
        let key = "light: at the 5% point; dark: at the 95% point";
        let middle = 0.5 * (left + right);
        anchored(svg, (middle, bottom + 34.0), "middle", Font::LABEL, INK, &self.axis);
        anchored(svg, (middle, bottom + 52.0), "middle", Font::SMALL, GREY, key);
    }
}

/// Shares of the variance, stacked by year; a bar where there is one year. Its lower end.
fn shares(svg: &mut String, analysis: &SensitivityAnalysis, top: f64, layout: Layout) -> f64 {
    let layers = &analysis.layers;
    let Some(first) = layers.first() else { return top };
    let names: Vec<&str> = first.shares.iter().map(|(name, _)| *name).chain(["layers together"]).collect();
    let fill = |place: usize| if place + 1 == names.len() { TOGETHER } else { FILLS[place % FILLS.len()] };
    let [left, right] = if layout.is_wide() { [74.0, 770.0] } else { [44.0, layout.width - 14.0] };
    let y = |share: f64| top + SHARES * (1.0 - share);
    for percent in (0..=100).step_by(25) {
        let at = y(f64::from(percent) / 100.0);
        let _ = writeln!(
            svg,
            "<line x1=\"{left}\" x2=\"{right}\" y1=\"{at:.1}\" y2=\"{at:.1}\" stroke=\"{GRID}\"/>"
        );
        anchored(svg, (left - 8.0, at + 4.0), "end", Font::LABEL, INK, &format!("{percent}%"));
    }
    let width = (right - left) / layers.len() as f64;
    let mut last_label = f64::NEG_INFINITY;
    for (i, of_year) in layers.iter().enumerate() {
        let x = left + width * i as f64;
        let mut sum = 0.0;
        let values =
            of_year.shares.iter().map(|(_, share)| share.max(0.0)).chain([of_year.interactions.max(0.0)]);
        let values: Vec<f64> = values.collect();
        let whole = values.iter().sum::<f64>().max(1.0);
        for (place, share) in values.iter().enumerate() {
            let share = share / whole;
            let _ = writeln!(
                svg,
                "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{}\" stroke=\"{PAPER}\" \
                 stroke-width=\"0.3\" data-layer=\"{}\" data-share=\"{share}\"/>",
                y(sum + share),
                width,
                SHARES * share,
                fill(place),
                names[place]
            );
            sum += share;
        }
        let middle = x + 0.5 * width;
        if let Some(year) = of_year.year.filter(|year| year % 5 == 0 || layers.len() < 10)
            && middle - last_label > 44.0
        {
            anchored(svg, (middle, top + SHARES + 18.0), "middle", Font::LABEL, INK, &year.to_string());
            last_label = middle;
        }
    }
    let mut x = left;
    let mut at = top + SHARES + 42.0;
    for (place, name) in names.iter().enumerate() {
        if x + 17.0 + Font::SMALL.width(name) > layout.width {
            (x, at) = (left, at + LINE + 3.0);
        }
        let _ = writeln!(
            svg,
            "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"12\" height=\"12\" fill=\"{}\" stroke=\"{OUTLINE}\" stroke-width=\"0.8\"/>",
            at - 10.0,
            fill(place)
        );
        written(svg, x + 17.0, at, Font::SMALL, INK, name);
        x += 17.0 + Font::SMALL.width(name) + 16.0;
    }
    at
}
