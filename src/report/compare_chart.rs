//! Structures side by side as SVG: a panel each, with the median and the bands of GDP, and one for the mixture.
//!
//! All panels share one vertical axis, so that they can be compared by eye. A structure without a weight that would
//! flatten the others has an axis of its own, and says so. Figures stand in `data-` attributes.

use super::bands::Bands;
use super::chart_scale::Scale;
use super::inputs_text::input_notes;
use super::svg::{AXIS_LINE, GREY, GRID, INK, MIDDLE, OUTER, PAPER, escaped, lines_of, text};
use super::text_table::{band, number};
use crate::ensemble::{Ensemble, Kind, OneStructure, Settings, StatisticsByYear};
use crate::simulate::{Experiment, Variable};
use std::fmt::Write as _;

pub(super) const WIDTH: f64 = 840.0;
pub(super) const LEFT: f64 = 30.0;
/// Panels in a row, their size with title and axes, and the space for the labels of the vertical axis.
pub(super) const COLUMNS: usize = 3;
pub(super) const PANEL: (f64, f64) = (268.0, 216.0);
const AXIS: f64 = 38.0;
/// Height of a panel's title, and of its years.
const TITLE: f64 = 36.0;
const YEARS: f64 = 30.0;
pub(super) const LINE: f64 = 15.0;
/// Characters in a line of notes.
pub(super) const LETTERS: usize = 112;
/// Most years that are written under a panel.
const MAX_YEARS: usize = 5;

/// What one panel shows.
pub(super) struct Panel {
    pub(super) title: String,
    pub(super) weight: Option<f64>,
    /// What stands behind the figures of the last year.
    pub(super) note: Option<String>,
    pub(super) years: StatisticsByYear,
}

impl Panel {
    fn values(&self) -> impl Iterator<Item = f64> + '_ {
        self.years.iter().flat_map(|s| [s.p05, s.p95]).chain([0.0])
    }

    fn span(&self) -> (f64, f64) {
        self.values().fold((0.0, 0.0), |(low, high), value| (low.min(value), high.max(value)))
    }

    /// Whether its band leaves the range by more than a half.
    fn exceeds(&self, (low, high): (f64, f64)) -> bool {
        let room = 0.5 * (high - low);
        let own = self.span();
        self.weight == Some(0.0) && (own.0 < low - room || own.1 > high + room)
    }
}

/// The chart of a comparison, as an SVG document. `command` is the command that reproduces it.
#[must_use]
pub fn compare_chart(
    experiment: &Experiment,
    ensemble: &Ensemble,
    settings: &Settings,
    command: &str,
) -> String {
    let baseline = &experiment.baseline;
    let years: Vec<i32> = ensemble.years().iter().collect();
    let panels = panels(ensemble);
    let title = lines_of(&experiment.scenario.name, 72);
    let draws = if ensemble.is_check_run {
        "check run at the centres of the parameters".to_owned()
    } else {
        format!("{} draws, seed {}", settings.draws, settings.seed)
    };
    let subtitle = format!("{}, GDP, percent from the baseline, by structure; {draws}", baseline.country);
    let notes: Vec<String> = [
        "Line: median. Inner band: the middle 60% of the draws; outer band: 90%. The same draws of the parameters run \
         through every structure, and all panels share one vertical axis unless they say otherwise."
            .to_owned(),
        format!("kennis {}, data {}. Again: {command}", env!("CARGO_PKG_VERSION"), baseline.vintage),
    ]
    .into_iter()
    .chain(input_notes(&experiment.inputs))
    .flat_map(|note| lines_of(&note, LETTERS))
    .collect();
    let top = 36.0 + 22.0 * title.len() as f64;
    let rows = panels.len().div_ceil(COLUMNS) as f64;
    let bottom = top + rows * PANEL.1 + 8.0;
    let height = (bottom + LINE * notes.len() as f64 + 12.0).ceil();
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-labelledby=\"title description\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"description\">{}.{}</desc>\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"{PAPER}\"/>\n",
        escaped(&experiment.scenario.name),
        escaped(&subtitle),
        escaped(&described(&panels)),
    );
    for (i, line) in title.iter().enumerate() {
        let style = format!("font-size=\"18\" font-weight=\"bold\" fill=\"{INK}\"");
        text(&mut svg, LEFT, 30.0 + 22.0 * i as f64, &style, line);
    }
    text(
        &mut svg,
        LEFT,
        30.0 + 22.0 * title.len() as f64,
        &format!("font-size=\"13\" fill=\"{GREY}\""),
        &subtitle,
    );
    let shared = shared_range(&panels);
    for (i, panel) in panels.iter().enumerate() {
        let corner = (LEFT + (i % COLUMNS) as f64 * PANEL.0, top + (i / COLUMNS) as f64 * PANEL.1);
        draw(&mut svg, panel, &years, corner, shared);
    }
    for (i, line) in notes.iter().enumerate() {
        let style = format!("font-size=\"11.5\" fill=\"{GREY}\"");
        text(&mut svg, LEFT, bottom + LINE * (i + 1) as f64 - 4.0, &style, line);
    }
    svg.push_str("</svg>\n");
    svg
}

fn panels(ensemble: &Ensemble) -> Vec<Panel> {
    let panel = |one: OneStructure<'_>| {
        let years = one.statistics(Variable::Gdp, Kind::Deviation).ok()?;
        Some(Panel { title: one.name().to_owned(), weight: Some(one.weight()), note: None, years })
    };
    let mut panels: Vec<Panel> = ensemble.structures().filter_map(panel).collect();
    if let Ok(years) = ensemble.statistics(Variable::Gdp, Kind::Deviation) {
        panels.push(Panel { title: "mixture".to_owned(), weight: None, note: None, years });
    }
    panels
}

/// The range of the structures that have a weight.
pub(super) fn shared_range(panels: &[Panel]) -> (f64, f64) {
    panels
        .iter()
        .filter(|panel| panel.weight != Some(0.0))
        .map(Panel::span)
        .fold((0.0, 0.0), |all, own| (all.0.min(own.0), all.1.max(own.1)))
}

pub(super) fn described(panels: &[Panel]) -> String {
    let last = |panel: &Panel| {
        panel.years.last().map_or_else(String::new, |s| {
            format!(
                " {} in {}: median {:.2}, 90% band {:.2} to {:.2}.",
                panel.title,
                panel.years.years().last,
                s.p50,
                s.p05,
                s.p95
            )
        })
    };
    panels.iter().map(last).collect()
}

pub(super) fn draw(svg: &mut String, panel: &Panel, years: &[i32], corner: (f64, f64), shared: (f64, f64)) {
    let (x, y) = corner;
    let frame = [x + AXIS, x + PANEL.0 - 18.0, y + TITLE, y + PANEL.1 - YEARS];
    let own_axis = panel.exceeds(shared);
    let (low, high) = if own_axis { panel.span() } else { shared };
    // What has no weight and hardly exceeds the others still has to fit.
    let values = [low, high]
        .into_iter()
        .chain(if own_axis { None } else { Some(panel.span()) }.into_iter().flat_map(|s| [s.0, s.1]));
    let scale = Scale::new(frame, years, values);
    let bold = format!("font-size=\"12.5\" font-weight=\"bold\" fill=\"{INK}\"");
    text(svg, frame[0], y + 14.0, &bold, &panel.title);
    let small = format!("font-size=\"11\" fill=\"{GREY}\"");
    text(svg, frame[0], y + 28.0, &small, &caption(panel, years, own_axis));
    axes(svg, &scale);
    figures(svg, panel, years, &scale);
}

fn caption(panel: &Panel, years: &[i32], own_axis: bool) -> String {
    let weight = match panel.weight {
        Some(0.0) if own_axis => "own axis; ".to_owned(),
        Some(0.0) => "no weight; ".to_owned(),
        Some(weight) => format!("weight {weight:.2}; "),
        None => String::new(),
    };
    let last =
        panel.years.last().zip(years.last()).map_or_else(String::new, |(s, year)| {
            format!("{year}: {} {}", number(s.p50), band(s.p05, s.p95))
        });
    let note = panel.note.as_ref().map_or_else(String::new, |note| format!("; {note}"));
    weight + &last + &note
}

fn axes(svg: &mut String, scale: &Scale) {
    let small = format!("font-size=\"11\" fill=\"{GREY}\"");
    for (value, label) in scale.ticks() {
        let y = scale.y(value);
        // The baseline itself is a line of its own.
        let stroke = if value == 0.0 {
            format!("stroke=\"{INK}\" stroke-dasharray=\"4 3\"")
        } else {
            format!("stroke=\"{GRID}\"")
        };
        let _ = writeln!(
            svg,
            "<line x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" {stroke}/>",
            scale.left, scale.right
        );
        text(svg, scale.left - 5.0, y + 4.0, &format!("text-anchor=\"end\" {small}"), &label);
    }
    let ticks: Vec<i32> = scale.year_ticks().collect();
    let step = ticks.windows(2).map(|pair| pair[1] - pair[0]).next().unwrap_or(1);
    let every = step * ticks.len().div_ceil(MAX_YEARS).max(1) as i32;
    for year in ticks.into_iter().filter(|year| year % every == 0) {
        let x = scale.x(year);
        let bottom = scale.bottom;
        let _ = writeln!(
            svg,
            "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{bottom:.1}\" y2=\"{:.1}\" stroke=\"{AXIS_LINE}\"/>",
            bottom + 4.0
        );
        text(svg, x, bottom + 17.0, &format!("text-anchor=\"middle\" {small}"), &year.to_string());
    }
}

/// Bands and median, with the figures that they show.
fn figures(svg: &mut String, panel: &Panel, years: &[i32], scale: &Scale) {
    let _ = writeln!(svg, "<g data-panel=\"{}\">", escaped(&panel.title));
    let bands = Bands { years: years.iter().copied().zip(&panel.years).collect(), scale };
    bands.band(svg, "90%", OUTER, [|s| s.p05, |s| s.p95], 0.6);
    bands.band(svg, "60%", MIDDLE, [|s| s.p20, |s| s.p80], 0.6);
    bands.median(svg, 2.0);
    svg.push_str("</g>\n");
}
