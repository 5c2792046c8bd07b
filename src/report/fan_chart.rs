//! A fan chart as SVG: bands of 30, 60 and 90% around a median, drawn from numbers alone.
//!
//! No scripts, no fonts to load. Nothing is said by colour alone: bands have outlines and are labelled at their right
//! edge, lines differ in dashes. The figures stand in `data-` attributes; a title and a description serve those who do
//! not see the picture. A writer of our own, because kuva 0.6 writes no title, description or figures into the
//! document, has no room for notes under a chart, and leaves bands out of the legend it makes.

use super::bands::{Bands, Edge};
use super::chart_scale::Scale;
use super::svg::{
    AXIS_LINE, GREY, GRID, INK, INNER, MEDIAN, MIDDLE, OUTER, OUTLINE, PAPER, escaped, lines_of, text,
};
use crate::statistics::Statistics;
use std::fmt::Write as _;

const WIDTH: f64 = 800.0;
const LEFT: f64 = 66.0;
const RIGHT: f64 = 732.0;
/// Height of the frame of the axes.
const FRAME: f64 = 300.0;
/// Least height of the picture; a long title or long notes make it taller.
const HEIGHT: f64 = 500.0;
/// Distance of the labels at the right edge.
const LABEL: f64 = 13.0;
/// Distance of lines of notes.
const LINE: f64 = 15.0;
/// Characters in a line of notes, also where a font is wider than Helvetica.
const COLUMNS: usize = 106;

/// Dashes of the horizontal lines, in turn.
const DASHES: [&str; 3] = ["6 3", "2 3", "9 3 2 3"];

/// A band: name, points of its edges, fill, edges. One hue from light to dark, which stays apart in grey.
const BANDS: [(&str, &str, &str, Edge, Edge); 3] = [
    ("90%", "5-95", OUTER, |s| s.p05, |s| s.p95),
    ("60%", "20-80", MIDDLE, |s| s.p20, |s| s.p80),
    ("30%", "35-65", INNER, |s| s.p35, |s| s.p65),
];

/// Labels at the right edge, from above; the median in the middle.
const LABELS: [(&str, Edge); 7] = [
    ("95%", |s| s.p95),
    ("80%", |s| s.p80),
    ("65%", |s| s.p65),
    ("median", |s| s.p50),
    ("35%", |s| s.p35),
    ("20%", |s| s.p20),
    ("5%", |s| s.p05),
];

/// A fan chart.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FanChart {
    /// Title, such as the name of the scenario.
    pub title: String,
    /// What is shown, of which run.
    pub subtitle: String,
    /// Title of the vertical axis, with unit.
    pub axis: String,
    /// Lines under the chart: how to read it, source and command.
    pub notes: Vec<String>,
    /// Statistics by year.
    pub years: Vec<(i32, Statistics)>,
    /// Horizontal lines with their names in the legend: a baseline at zero, a target.
    pub lines: Vec<(String, f64)>,
}

impl FanChart {
    /// A chart of statistics by year, without horizontal lines.
    #[must_use]
    pub fn new(
        title: &str,
        subtitle: &str,
        axis: &str,
        notes: Vec<String>,
        years: Vec<(i32, Statistics)>,
    ) -> Self {
        let (title, subtitle, axis) = (title.to_owned(), subtitle.to_owned(), axis.to_owned());
        Self { title, subtitle, axis, notes, years, lines: Vec::new() }
    }

    /// The chart with a horizontal line, which the vertical axis then reaches.
    #[must_use]
    pub fn with_line(mut self, name: &str, value: f64) -> Self {
        self.lines.push((name.to_owned(), value));
        self
    }

    /// The chart as an SVG document.
    #[must_use]
    pub fn to_svg(&self) -> String {
        let title = lines_of(&self.title, 64);
        let subtitle = lines_of(&self.subtitle, COLUMNS);
        let notes: Vec<String> = self.notes.iter().flat_map(|note| lines_of(note, COLUMNS)).collect();
        let heading = 30.0 + 22.0 * title.len() as f64 + 17.0 * subtitle.len().saturating_sub(1) as f64;
        let scale = self.scale(heading + 42.0);
        let height = HEIGHT.max((scale.bottom + 64.0 + LINE * notes.len() as f64).ceil());

        let mut svg = self.head(height);
        for (i, line) in title.iter().enumerate() {
            let style = format!("font-size=\"18\" font-weight=\"bold\" fill=\"{INK}\"");
            text(&mut svg, LEFT, 30.0 + 22.0 * i as f64, &style, line);
        }
        for (i, line) in subtitle.iter().rev().enumerate() {
            text(&mut svg, LEFT, heading - 17.0 * i as f64, &format!("fill=\"{GREY}\""), line);
        }
        self.legend(&mut svg, heading + 20.0);
        self.axes(&mut svg, &scale);
        self.fan(&mut svg, &scale);
        self.labels(&mut svg, &scale);
        for (i, line) in notes.iter().enumerate() {
            let style = format!("font-size=\"11.5\" fill=\"{GREY}\"");
            text(&mut svg, LEFT, scale.bottom + 62.0 + LINE * i as f64, &style, line);
        }
        svg.push_str("</svg>\n");
        svg
    }

    fn has_band(&self) -> bool {
        self.years.iter().any(|(_, s)| s.p05 < s.p95)
    }

    /// A path without a band is no median of anything.
    fn middle(&self) -> &'static str {
        if self.has_band() { "median" } else { "path" }
    }

    fn scale(&self, top: f64) -> Scale {
        let years: Vec<i32> = self.years.iter().map(|(year, _)| *year).collect();
        let fan = self.years.iter().flat_map(|(_, s)| [s.p05, s.p95]);
        let lines = self.lines.iter().map(|(_, value)| *value);
        Scale::new([LEFT, RIGHT, top, top + FRAME], &years, fan.chain(lines))
    }

    fn head(&self, height: f64) -> String {
        let summary = self.years.last().map_or_else(String::new, |(year, s)| {
            let middle = format!(" In {year} the {} is {:.2}", self.middle(), s.p50);
            if self.has_band() {
                format!("{middle}, the 90% band {:.2} to {:.2}.", s.p05, s.p95)
            } else {
                middle + "."
            }
        });
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
             aria-labelledby=\"title description\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\">\n\
             <title id=\"title\">{}</title>\n<desc id=\"description\">{}. {}.{summary}</desc>\n\
             <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"{PAPER}\"/>\n",
            escaped(&self.title),
            escaped(&self.axis),
            escaped(&self.subtitle),
        )
    }

    /// What bands and lines are called, in one row.
    fn legend(&self, svg: &mut String, y: f64) {
        let mut x = LEFT;
        let mut entry = |svg: &mut String, mark: String, name: &str| {
            let _ = writeln!(svg, "{mark}");
            text(svg, x + 30.0, y, &format!("font-size=\"12\" fill=\"{INK}\""), name);
            // Wide enough for any of the usual fonts.
            x += 44.0 + 7.2 * name.chars().count() as f64;
            x
        };
        let line = |x: f64, stroke: &str| {
            let y = y - 4.0;
            format!("<line x1=\"{x:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" {stroke}/>", x + 24.0)
        };
        let median = format!("stroke=\"{MEDIAN}\" stroke-width=\"2.5\"");
        let mut next = entry(svg, line(LEFT, &median), self.middle());
        for (name, points, fill, _, _) in BANDS.iter().rev().filter(|_| self.has_band()) {
            let mark = format!(
                "<rect x=\"{next:.1}\" y=\"{:.1}\" width=\"24\" height=\"12\" fill=\"{fill}\" stroke=\"{OUTLINE}\" \
                 stroke-width=\"0.8\"/>",
                y - 10.0
            );
            next = entry(svg, mark, &format!("{name} ({points}%)"));
        }
        for ((name, _), dashes) in self.lines.iter().zip(DASHES.iter().cycle()) {
            let stroke = format!("stroke=\"{INK}\" stroke-dasharray=\"{dashes}\"");
            next = entry(svg, line(next, &stroke), name);
        }
    }

    fn axes(&self, svg: &mut String, scale: &Scale) {
        let grey = format!("fill=\"{GREY}\"");
        for (value, label) in scale.ticks() {
            let y = scale.y(value);
            let _ = writeln!(
                svg,
                "<line x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"{GRID}\"/>"
            );
            text(svg, LEFT - 8.0, y + 4.5, &format!("text-anchor=\"end\" {grey}"), &label);
        }
        let bottom = scale.bottom;
        for year in scale.year_ticks() {
            let x = scale.x(year);
            let _ = writeln!(
                svg,
                "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{bottom:.1}\" y2=\"{:.1}\" stroke=\"{AXIS_LINE}\"/>",
                bottom + 5.0
            );
            text(svg, x, bottom + 20.0, &format!("text-anchor=\"middle\" {grey}"), &year.to_string());
        }
        let middle = format!("text-anchor=\"middle\" fill=\"{INK}\"");
        text(svg, (LEFT + RIGHT) / 2.0, bottom + 38.0, &middle, "year");
        let y = (scale.top + bottom) / 2.0;
        text(svg, 18.0, y, &format!("transform=\"rotate(-90 18 {y:.1})\" {middle}"), &self.axis);
    }

    /// Bands, median and horizontal lines, with the figures that they show.
    fn fan(&self, svg: &mut String, scale: &Scale) {
        let years: Vec<String> = self.years.iter().map(|(year, _)| year.to_string()).collect();
        let _ = writeln!(svg, "<g data-years=\"{}\">", years.join(" "));
        let bands = Bands { years: self.years.iter().map(|(year, s)| (*year, s)).collect(), scale };
        for (name, _, fill, low, high) in BANDS {
            bands.band(svg, name, fill, [low, high], 0.8);
        }
        bands.median(svg, 2.5);
        svg.push_str("</g>\n");
        for ((name, value), dashes) in self.lines.iter().zip(DASHES.iter().cycle()) {
            let y = scale.y(*value);
            let _ = writeln!(
                svg,
                "<line x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"{INK}\" \
                 stroke-dasharray=\"{dashes}\" data-line=\"{}\" data-value=\"{value}\"/>",
                escaped(name)
            );
        }
    }

    /// Labels at the right edge; of a path without a band only its own.
    fn labels(&self, svg: &mut String, scale: &Scale) {
        let Some((_, last)) = self.years.last() else { return };
        let heights = spread(LABELS.map(|(_, edge)| scale.y(edge(last))), scale.bottom);
        for ((name, _), y) in LABELS.iter().zip(heights) {
            let (name, weight) = if *name == "median" { (self.middle(), "bold") } else { (*name, "normal") };
            if self.has_band() || weight == "bold" {
                let style = format!("font-size=\"12\" font-weight=\"{weight}\" fill=\"{INK}\"");
                text(svg, RIGHT + 6.0, y + 4.0, &style, name);
            }
        }
    }
}

/// Heights of labels moved apart where they would overlap, none below the frame: there stand the years.
fn spread(mut heights: [f64; 7], bottom: f64) -> [f64; 7] {
    // From the median outwards, each stays clear of the one nearer to it.
    for i in (0..3).rev() {
        heights[i] = heights[i].min(heights[i + 1] - LABEL);
    }
    for i in 4..7 {
        heights[i] = heights[i].max(heights[i - 1] + LABEL);
    }
    let mut floor = bottom;
    for height in heights.iter_mut().rev() {
        *height = height.min(floor);
        floor = *height - LABEL;
    }
    heights
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart() -> FanChart {
        let years = (2023..=2060)
            .map(|year| {
                let t = f64::from(year - 2023);
                let values: Vec<f64> = (0..101).map(|i| 0.002 * t * f64::from(i)).collect();
                (year, Statistics::of(&values))
            })
            .collect();
        FanChart::new("A & B", "sub", "GDP, percent", vec!["how to read".to_owned()], years)
            .with_line("baseline", 0.0)
    }

    #[test]
    fn the_picture_holds_its_numbers_and_escapes_text() {
        let svg = chart().to_svg();
        assert!(svg.contains("A &amp; B") && !svg.contains("A & B"));
        assert_eq!(svg.matches("<polygon").count(), 3);
        // The median of 2060: 0.002 x 37 x 50.
        let median = svg.split("data-values=\"").nth(1).and_then(|s| s.split('"').next()).unwrap();
        assert_eq!(median.split(' ').count(), 38);
        assert_eq!(median.split(' ').next_back(), Some("3.7000"));
    }

    #[test]
    fn points_stay_in_the_frame_and_higher_is_higher() {
        let chart = chart();
        let scale = chart.scale(100.0);
        for (year, s) in &chart.years {
            for value in [s.p05, s.p50, s.p95] {
                assert!((LEFT..=RIGHT).contains(&scale.x(*year)));
                assert!((scale.top - 1e-9..=scale.bottom + 1e-9).contains(&scale.y(value)));
            }
            assert!(scale.y(s.p95) <= scale.y(s.p05));
        }
    }

    #[test]
    fn the_axis_reaches_every_line_and_the_legend_names_it() {
        let chart = chart().with_line("target", 9.0);
        let scale = chart.scale(100.0);
        assert!(scale.y(9.0) >= scale.top - 1e-9);
        assert!(chart.to_svg().contains(">target</text>"));
    }

    #[test]
    fn labels_neither_overlap_nor_reach_the_years() {
        for heights in [[100.0; 7], [392.0, 396.0, 397.0, 398.0, 399.0, 400.0, 400.0]] {
            let spread = spread(heights, 400.0);
            assert!(spread.windows(2).all(|pair| pair[1] - pair[0] >= LABEL - 1e-9), "{spread:?}");
            assert!(spread[6] <= 400.0);
        }
    }

    #[test]
    fn long_titles_and_commands_make_it_taller_and_are_cut() {
        let mut long = chart();
        long.title = "word ".repeat(40);
        long.notes.push("x".repeat(500));
        let lines = lines_of(&long.notes[1], COLUMNS);
        assert!(lines.iter().all(|line| line.chars().count() <= COLUMNS));
        assert_eq!(lines.concat(), "x".repeat(500));
        let height = |chart: &FanChart| {
            let svg = chart.to_svg();
            let view = svg.split("viewBox=\"0 0 800 ").nth(1).and_then(|s| s.split('"').next());
            view.unwrap().parse::<f64>().unwrap()
        };
        assert_eq!(height(&chart()), HEIGHT);
        assert!(height(&long) > HEIGHT);
    }

    #[test]
    fn nothing_that_happens_still_has_an_axis() {
        let years = vec![(2023, Statistics::of(&[0.0])), (2024, Statistics::of(&[0.0]))];
        let svg = FanChart::new("flat", "", "y", Vec::new(), years).to_svg();
        // Without a band there is nothing to label but the path.
        assert!(
            !svg.contains("NaN")
                && !svg.contains(">95%<")
                && !svg.contains("90% (")
                && svg.contains(">path<")
        );
        assert!(!FanChart::new("empty", "", "y", Vec::new(), Vec::new()).to_svg().contains("NaN"));
    }
}
