//! Structures side by side as SVG: a panel each, with the median and the bands of a variable, and one for the mixture.
//!
//! All panels share one vertical axis, so that they can be compared by eye. A structure without a weight that would
//! flatten the others has an axis of its own, and says so. Figures stand in `data-` attributes.

use super::bands::Bands;
use super::chart_scale::{Scale, figure};
use super::inputs_text::input_notes;
#[cfg(feature = "page")]
use super::page::{Cell, Figure, Table};
use super::run_chart::deviation;
use super::svg::{
    AXIS_LINE, Font, GREY, GRID, INK, MIDDLE, OUTER, PAPER, anchored, escaped, lines_of, title_lines, written,
};
use crate::ensemble::{Ensemble, Kind, NoResult, OneStructure, Settings, StatisticsByYear};
use crate::simulate::{Experiment, Variable};
use std::fmt::Write as _;

const WIDTH: f64 = 840.0;
const LEFT: f64 = 30.0;
/// Panels in a row, their size with title and axes, and the space for the labels of the vertical axis.
pub(super) const COLUMNS: usize = 3;
const PANEL: (f64, f64) = (268.0, 216.0);
const AXIS: f64 = 38.0;
/// Room to the right of a panel.
const GAP: f64 = 18.0;
/// Height of a panel's title, and of its years.
const TITLE: f64 = 36.0;
const YEARS: f64 = 30.0;
const LINE: f64 = 15.0;
/// Width of lines of text.
const ROOM: f64 = WIDTH - 2.0 * LEFT;
/// Most years that are written under a panel.
const MAX_YEARS: usize = 5;

/// What one panel shows.
pub(super) struct Panel {
    pub(super) title: String,
    pub(super) weight: Option<f64>,
    /// What stands behind the figures of the last year.
    pub(super) note: Option<String>,
    pub(super) years: StatisticsByYear,
    /// Whether its axis is not that of the others.
    pub(super) own_axis: bool,
}

/// Panels beside and below each other: what stands above and below all, and in which column and row each stands.
pub(super) struct Panels {
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) notes: Vec<String>,
    pub(super) panels: Vec<Panel>,
    pub(super) places: Vec<(usize, usize)>,
}

/// Columns and rows of panels in their order.
pub(super) fn in_rows(panels: usize, columns: usize) -> Vec<(usize, usize)> {
    (0..panels).map(|i| (i % columns, i / columns)).collect()
}

impl Panel {
    fn listed_years(&self) -> Vec<i32> {
        self.years.years().iter().collect()
    }

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

/// The chart of a comparison of a variable, as an SVG document. `command` is the command that reproduces it.
///
/// # Errors
/// [`NoResult`] where the variable was not kept, or the ensemble has no statistics by structure.
pub fn compare_chart(
    experiment: &Experiment,
    ensemble: &Ensemble,
    settings: &Settings,
    variable: Variable,
    command: &str,
) -> Result<String, NoResult> {
    Ok(structure_panels(experiment, ensemble, settings, variable, command)?.to_svg())
}

/// The structures and their mixture.
pub(super) fn structure_panels(
    experiment: &Experiment,
    ensemble: &Ensemble,
    settings: &Settings,
    variable: Variable,
    command: &str,
) -> Result<Panels, NoResult> {
    let baseline = &experiment.baseline;
    let panels = panels(ensemble, variable)?;
    let draws = if ensemble.is_check_run {
        "check run at the centres of the parameters".to_owned()
    } else {
        format!("{} draws, seed {}", settings.draws, settings.seed)
    };
    Ok(Panels {
        title: experiment.scenario.name.clone(),
        subtitle: format!("{}, {}, by structure; {draws}", baseline.country, deviation(variable)),
        notes: std::iter::once(READING.to_owned())
            .chain([format!(
                "kennis {}, data {}. Again: {command}",
                env!("CARGO_PKG_VERSION"),
                baseline.vintage
            )])
            .chain(input_notes(&experiment.inputs))
            .collect(),
        places: in_rows(panels.len(), COLUMNS),
        panels,
    })
}

const READING: &str = "Line: median. Inner band: the middle 60% of the draws; outer band: 90%. Dashes: the baseline. The same draws of \
                       the parameters run through every structure, and all panels share one vertical axis unless they say \
                       otherwise.";

impl Panels {
    /// The panels as a figure of a page, which says title and notes beside it: as they stand, and one below the other for a
    /// phone. Behind them stand the statistics of every panel by year.
    #[cfg(feature = "page")]
    pub(super) fn to_figure(&self, id: impl Into<String>, title: &str, decimals: usize) -> Figure {
        let head = ["", "year", "mean", "5%", "median", "95%"];
        let rows = self.panels.iter().flat_map(|panel| {
            panel.years.by_year().map(|(year, s)| {
                let [mean, low, middle, high] =
                    [s.mean, s.p05, s.p50, s.p95].map(|value| Cell::Number(value, decimals));
                [Cell::Text(panel.title.clone()), Cell::Year(year), mean, low, middle, high]
            })
        });
        let table = rows.fold(Table::new(title, head), Table::row);
        let below = in_rows(self.panels.len(), 1);
        let wide = self.picture(&self.places, false);
        Figure::new(id, title, wide, table).narrow(self.picture(&below, false))
    }

    pub(super) fn to_svg(&self) -> String {
        self.picture(&self.places, true)
    }

    /// The panels in these places, with or without what stands above and below all.
    fn picture(&self, places: &[(usize, usize)], heading: bool) -> String {
        let shown = |lines: Vec<String>| if heading { lines } else { Vec::new() };
        let title = shown(title_lines(&self.title, ROOM));
        let subtitles = shown(lines_of(&self.subtitle, Font::SUBTITLE, ROOM));
        let notes: Vec<String> =
            shown(self.notes.iter().flat_map(|note| lines_of(note, Font::NOTE, ROOM)).collect());
        let first = if heading { 30.0 + 22.0 * title.len() as f64 } else { 0.0 };
        let top = first + 17.0 * subtitles.len() as f64;
        let extent =
            |of: fn(&(usize, usize)) -> usize| places.iter().map(of).max().map_or(0, |last| last + 1);
        let (columns, rows) = (extent(|place| place.0), extent(|place| place.1) as f64);
        // A picture with a title is as wide as its lines.
        let width = if heading {
            WIDTH
        } else {
            LEFT + PANEL.0 * columns as f64 + WIDTH - LEFT - PANEL.0 * COLUMNS as f64
        };
        let bottom = top + rows * PANEL.1 + 8.0;
        let height = (bottom + LINE * notes.len() as f64 + 12.0).ceil();
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-labelledby=\"title description\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\">\n\
             <title id=\"title\">{}</title>\n<desc id=\"description\">{}.{}</desc>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>\n",
            escaped(&self.title),
            escaped(&self.subtitle),
            escaped(&described(&self.panels)),
        );
        for (i, line) in title.iter().enumerate() {
            written(&mut svg, LEFT, 30.0 + 22.0 * i as f64, Font::TITLE, INK, line);
        }
        for (i, line) in subtitles.iter().enumerate() {
            written(&mut svg, LEFT, first + 17.0 * i as f64, Font::SUBTITLE, GREY, line);
        }
        for (panel, scale) in self.panels.iter().zip(self.scales(places, top)) {
            draw(&mut svg, panel, &scale);
        }
        for (i, line) in notes.iter().enumerate() {
            written(&mut svg, LEFT, bottom + LINE * (i + 1) as f64 - 4.0, Font::NOTE, GREY, line);
        }
        svg.push_str("</svg>\n");
        svg
    }

    /// Where each panel stands: the axes of those that share one are alike, and all start as far from the panel's edge.
    fn scales(&self, places: &[(usize, usize)], top: f64) -> Vec<Scale> {
        let sharing = self.panels.iter().filter(|panel| !panel.own_axis);
        let shared: Vec<f64> = sharing.flat_map(|p| [p.span().0, p.span().1]).collect();
        let scale = |(panel, (column, row)): (&Panel, &(usize, usize))| {
            let (x, y) = (LEFT + *column as f64 * PANEL.0, top + *row as f64 * PANEL.1);
            let frame = [x + AXIS, x + PANEL.0 - GAP, y + TITLE, y + PANEL.1 - YEARS];
            let own = [panel.span().0, panel.span().1];
            let values = if panel.own_axis { &own[..] } else { &shared };
            Scale::new(frame, &panel.listed_years(), values.iter().copied())
        };
        let scales: Vec<Scale> = self.panels.iter().zip(places).map(scale).collect();
        let labels = scales.iter().flat_map(Scale::ticks);
        let widest = labels.map(|(_, label)| Font::SMALL.width(&label)).fold(0.0, f64::max);
        let wider = (widest + 10.0 - AXIS).max(0.0);
        scales
            .into_iter()
            .map(|scale| {
                let left = scale.left + wider;
                scale.with_left(left)
            })
            .collect()
    }
}

fn panels(ensemble: &Ensemble, variable: Variable) -> Result<Vec<Panel>, NoResult> {
    let panel = |one: OneStructure<'_>| {
        let years = one.statistics(variable, Kind::Deviation)?;
        Ok(Panel {
            title: one.name().to_owned(),
            weight: Some(one.weight()),
            note: None,
            years,
            own_axis: false,
        })
    };
    let mut panels = ensemble.structures().map(panel).collect::<Result<Vec<_>, NoResult>>()?;
    let years = ensemble.statistics(variable, Kind::Deviation)?;
    panels.push(Panel { title: "mixture".to_owned(), weight: None, note: None, years, own_axis: false });
    let shared = shared_range(&panels);
    for panel in &mut panels {
        panel.own_axis = panel.exceeds(shared);
    }
    Ok(panels)
}

/// The range of the structures that have a weight.
fn shared_range(panels: &[Panel]) -> (f64, f64) {
    panels
        .iter()
        .filter(|panel| panel.weight != Some(0.0))
        .map(Panel::span)
        .fold((0.0, 0.0), |all, own| (all.0.min(own.0), all.1.max(own.1)))
}

fn described(panels: &[Panel]) -> String {
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

fn draw(svg: &mut String, panel: &Panel, scale: &Scale) {
    let (x, y) = (scale.left, scale.top - TITLE);
    written(svg, x, y + 14.0, Font::NAME, INK, &panel.title);
    written(svg, x, y + 28.0, Font::SMALL, GREY, &caption(panel));
    axes(svg, scale);
    figures(svg, panel, scale);
    // The baseline, over what lies on it.
    let _ = writeln!(
        svg,
        "<line x1=\"{x:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"{INK}\" stroke-dasharray=\"4 3\"/>",
        scale.right,
        y = scale.y(0.0)
    );
}

fn caption(panel: &Panel) -> String {
    let weight = match panel.weight {
        Some(0.0) if panel.own_axis => "own axis; ".to_owned(),
        Some(0.0) => "no weight; ".to_owned(),
        Some(weight) => format!("weight {weight:.2}; "),
        None => String::new(),
    };
    let last = panel.years.last().map_or_else(String::new, |s| {
        format!("{}: {} [{}, {}]", panel.years.years().last, figure(s.p50), figure(s.p05), figure(s.p95))
    });
    let note = panel.note.as_ref().map_or_else(String::new, |note| format!("; {note}"));
    weight + &last + &note
}

fn axes(svg: &mut String, scale: &Scale) {
    for (value, label) in scale.ticks() {
        let y = scale.y(value);
        let _ = writeln!(
            svg,
            "<line x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"{GRID}\"/>",
            scale.left, scale.right
        );
        anchored(svg, (scale.left - 5.0, y + 4.0), "end", Font::SMALL, GREY, &label);
    }
    let bottom = scale.bottom;
    let _ = writeln!(
        svg,
        "<line x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{bottom:.1}\" y2=\"{bottom:.1}\" stroke=\"{AXIS_LINE}\"/>",
        scale.left, scale.right
    );
    for year in scale.year_ticks(MAX_YEARS) {
        let x = scale.x(year);
        let _ = writeln!(
            svg,
            "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{bottom:.1}\" y2=\"{:.1}\" stroke=\"{AXIS_LINE}\"/>",
            bottom + 4.0
        );
        anchored(svg, (x, bottom + 17.0), "middle", Font::SMALL, GREY, &year.to_string());
    }
}

/// Bands and median, with the figures that they show.
fn figures(svg: &mut String, panel: &Panel, scale: &Scale) {
    let _ = writeln!(svg, "<g data-panel=\"{}\">", escaped(&panel.title));
    let bands = Bands { years: panel.listed_years().into_iter().zip(panel.years.iter()).collect(), scale };
    bands.band(svg, "90%", OUTER, [|s| s.p05, |s| s.p95], 0.6);
    bands.band(svg, "60%", MIDDLE, [|s| s.p20, |s| s.p80], 0.6);
    bands.median(svg, 2.0);
    svg.push_str("</g>\n");
}
