//! The chart of a sensitivity analysis: a tornado of the parameters one at a time, and shares of the variance by layer over the years.
//!
//! The figures stand in `data-` attributes, and nothing is said by colour alone.

#[cfg(feature = "page")]
use super::chart_scale::figure;
use super::chart_scale::round_ticks;
use super::inputs_text::input_notes;
use super::svg::{
    AXIS_LINE, Font, GREY, GRID, INK, INNER, MEDIAN, MIDDLE, OUTER, OUTLINE, PAPER, anchored, escaped,
    lines_of, shortened, title_lines, written,
};
use crate::sensitivity::SensitivityAnalysis;
use std::fmt::Write as _;

const WIDTH: f64 = 800.0;
const EDGE: f64 = 24.0;
const ROOM: f64 = WIDTH - 2.0 * EDGE;
/// Where bars begin and end.
const LEFT: f64 = 270.0;
const RIGHT: f64 = 770.0;
const ROW: f64 = 22.0;
const SHOWN: usize = 12;
/// Height of the panel of shares, and where it begins beside its legend.
const SHARES: f64 = 200.0;
const LINE: f64 = 15.0;

/// Fills of layers, and of what they do together.
const FILLS: [&str; 6] = [INNER, OUTER, MIDDLE, OUTLINE, MEDIAN, GRID];

/// The analysis as an SVG document. `command` is the command that reproduces it.
#[must_use]
pub fn sensitivity_chart(analysis: &SensitivityAnalysis, command: &str) -> String {
    let baseline = analysis.experiment.baseline();
    let unit = analysis.output.unit(&baseline.currency_unit);
    let year = analysis.year.map(|year| format!(" in {year}")).unwrap_or_default();
    let title = format!("{}: where the uncertainty comes from", analysis.experiment.scenario().name);
    let subtitle = format!(
        "{}, {}{year}, {unit}. Above: one parameter at a time at its 5 and 95% points, the others at their centres. Below: share of \
         the variance by layer.",
        baseline.country, analysis.output
    );
    let titles = title_lines(&title, ROOM);
    let subtitles = lines_of(&subtitle, Font::SUBTITLE, ROOM);
    let top = 52.0 + 22.0 * titles.len() as f64 + 18.0 * subtitles.len() as f64;
    let bars = Bars::new(analysis, top);
    let shares_top = bars.bottom() + 70.0;
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
    let mut svg = head(&title, &subtitle, height);
    for (i, line) in titles.iter().enumerate() {
        written(&mut svg, EDGE, 30.0 + 22.0 * i as f64, Font::TITLE, INK, line);
    }
    for (i, line) in subtitles.iter().enumerate() {
        let y = 30.0 + 22.0 * titles.len() as f64 + 18.0 * i as f64;
        written(&mut svg, EDGE, y, Font::SUBTITLE, GREY, line);
    }
    bars.write(&mut svg);
    shares(&mut svg, analysis, shares_top);
    for (i, line) in notes.iter().enumerate() {
        written(&mut svg, EDGE, notes_top + LINE * i as f64, Font::NOTE, GREY, line);
    }
    svg + "</svg>\n"
}

/// The tornado alone, for a page that says all else beside it.
#[cfg(feature = "page")]
pub(super) fn tornado_picture(analysis: &SensitivityAnalysis, title: &str) -> String {
    let bars = Bars::new(analysis, 10.0);
    let mut svg = head(title, &bars.described(), bars.bottom() + 44.0);
    bars.write(&mut svg);
    svg + "</svg>\n"
}

/// Shares of layers alone, for a page that says all else beside it.
#[cfg(feature = "page")]
pub(super) fn layers_picture(analysis: &SensitivityAnalysis, title: &str) -> String {
    let names =
        analysis.layers.first().map(|first| first.shares.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    let mut svg = head(title, &names.unwrap_or_default().join(", "), SHARES + 66.0);
    shares(&mut svg, analysis, 12.0);
    svg + "</svg>\n"
}

fn head(title: &str, description: &str, height: f64) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-labelledby=\"title description\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"description\">{}</desc>\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"{PAPER}\"/>\n",
        escaped(title),
        escaped(description),
    )
}

/// The tornado.
struct Bars {
    top: f64,
    rows: Vec<(&'static str, f64, f64)>,
    centre: f64,
    low: f64,
    high: f64,
}

impl Bars {
    fn new(analysis: &SensitivityAnalysis, top: f64) -> Self {
        let mut rows: Vec<(&'static str, f64, f64)> =
            analysis.parameters.iter().filter_map(|p| Some((p.name, p.low?, p.high?))).collect();
        rows.sort_by(|a, b| (b.2 - b.1).abs().total_cmp(&(a.2 - a.1).abs()));
        rows.truncate(SHOWN);
        let centre = analysis.centre.unwrap_or(analysis.mean);
        let values = rows.iter().flat_map(|row| [row.1, row.2]).chain([centre]);
        let (low, high) = values
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        let margin = if high > low { 0.05 * (high - low) } else { 1.0 };
        Self { top, rows, centre, low: low - margin, high: high + margin }
    }

    /// For those who do not see the picture.
    #[cfg(feature = "page")]
    fn described(&self) -> String {
        let rows =
            self.rows.iter().map(|(name, low, high)| format!("{name} {} to {}", figure(*low), figure(*high)));
        rows.collect::<Vec<_>>().join("; ")
    }

    fn bottom(&self) -> f64 {
        self.top + ROW * self.rows.len().max(1) as f64
    }

    fn x(&self, value: f64) -> f64 {
        LEFT + (value - self.low) / (self.high - self.low) * (RIGHT - LEFT)
    }

    fn write(&self, svg: &mut String) {
        let (top, bottom) = (self.top, self.bottom());
        for (value, label) in round_ticks(self.low, self.high, 6.0) {
            let x = self.x(value);
            let _ = writeln!(
                svg,
                "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top:.1}\" y2=\"{bottom:.1}\" stroke=\"{GRID}\"/>"
            );
            anchored(svg, (x, bottom + 16.0), "middle", Font::SMALL, GREY, &label);
        }
        for (i, (name, low, high)) in self.rows.iter().enumerate() {
            let y = top + ROW * (i as f64 + 0.5);
            anchored(
                svg,
                (LEFT - 10.0, y + 4.0),
                "end",
                Font::LABEL,
                INK,
                &shortened(name, Font::LABEL, LEFT - 40.0),
            );
            let _ = writeln!(svg, "<g data-parameter=\"{name}\" data-low=\"{low}\" data-high=\"{high}\">");
            for (end, fill) in [(low, OUTER), (high, INNER)] {
                let (a, b) = (self.x(self.centre).min(self.x(*end)), self.x(self.centre).max(self.x(*end)));
                let _ = writeln!(
                    svg,
                    "<rect x=\"{a:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"14\" fill=\"{fill}\" stroke=\"{OUTLINE}\" \
                     stroke-width=\"0.8\"/>",
                    y - 7.0,
                    b - a
                );
            }
            svg.push_str("</g>\n");
        }
        let x = self.x(self.centre);
        let _ = writeln!(
            svg,
            "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top:.1}\" y2=\"{bottom:.1}\" stroke=\"{AXIS_LINE}\"/>"
        );
        let key = "light: at the 5% point; dark: at the 95% point";
        anchored(svg, (RIGHT, bottom + 34.0), "end", Font::SMALL, GREY, key);
    }
}

/// Shares of the variance, stacked by year; a bar where there is one year.
fn shares(svg: &mut String, analysis: &SensitivityAnalysis, top: f64) {
    let layers = &analysis.layers;
    let Some(first) = layers.first() else { return };
    let names: Vec<&str> = first.shares.iter().map(|(name, _)| *name).chain(["layers together"]).collect();
    let left = 74.0;
    let y = |share: f64| top + SHARES * (1.0 - share);
    for percent in (0..=100).step_by(25) {
        let at = y(f64::from(percent) / 100.0);
        let _ = writeln!(
            svg,
            "<line x1=\"{left}\" x2=\"{RIGHT}\" y1=\"{at:.1}\" y2=\"{at:.1}\" stroke=\"{GRID}\"/>"
        );
        anchored(svg, (left - 8.0, at + 4.0), "end", Font::LABEL, INK, &format!("{percent}%"));
    }
    let width = (RIGHT - left) / layers.len() as f64;
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
                FILLS[place % FILLS.len()],
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
    let at = top + SHARES + 42.0;
    for (place, name) in names.iter().enumerate() {
        let _ = writeln!(
            svg,
            "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"12\" height=\"12\" fill=\"{}\" stroke=\"{OUTLINE}\" stroke-width=\"0.8\"/>",
            at - 10.0,
            FILLS[place % FILLS.len()]
        );
        written(svg, x + 17.0, at, Font::SMALL, INK, name);
        x += 17.0 + Font::SMALL.width(name) + 16.0;
    }
}
