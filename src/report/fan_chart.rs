//! A fan chart as SVG: bands of 30, 60 and 90% around a median, drawn from numbers alone.
//!
//! No scripts, no fonts to load. Nothing is said by colour alone: bands have outlines and are labelled at their right
//! edge, lines differ in dashes. The figures stand in `data-` attributes; a title and a description serve those who do
//! not see the picture. A writer of our own, because kuva 0.6 writes no title, description or figures into the
//! document, has no room for notes under a chart, and leaves bands out of the legend it makes.

use super::bands::{Bands, Edge};
use super::chart_labels::{Label, labels};
use super::chart_layout::Layout;
use super::chart_scale::{Scale, figure};
use super::language::Language;
#[cfg(feature = "page")]
use super::page::{Cell, Figure, Table};
use super::svg::{
    AXIS_LINE, Font, GREY, GRID, INK, INNER, MEDIAN, MIDDLE, OUTER, OUTLINE, PAPER, anchored, escaped,
    lines_of, shortened, title_lines, written,
};
use super::words::Word;
use crate::statistics::Statistics;
use std::fmt::Write as _;

/// Height of the frame of the axes.
const FRAME: f64 = 300.0;
/// Least height of the picture; a long title or long notes make it taller.
const HEIGHT: f64 = 500.0;
/// Distance of lines of notes, of a subtitle, and of rows of the legend.
const LINE: f64 = 15.0;
const ROW: f64 = 18.0;
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
    /// Paths by year beside the fan, with their names in the legend: what it is held against.
    pub paths: Vec<(String, Vec<(i32, f64)>)>,
    /// Single values by year beside the fan, with their names in the legend.
    pub points: Vec<(String, Vec<(i32, f64)>)>,
    /// The language of what the chart says itself.
    pub language: Language,
    /// How wide it is, and whether its title is seen.
    layout: Layout,
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
        Self {
            title,
            subtitle,
            axis,
            notes,
            years,
            lines: Vec::new(),
            paths: Vec::new(),
            points: Vec::new(),
            language: Language::En,
            layout: Layout::WIDE,
        }
    }

    /// The chart with a horizontal line, which the vertical axis then reaches.
    #[must_use]
    pub fn with_line(mut self, name: &str, value: f64) -> Self {
        self.lines.push((name.to_owned(), value));
        self
    }

    /// The chart with a path beside the fan, in dashes.
    #[must_use]
    pub fn with_path(mut self, name: &str, values: Vec<(i32, f64)>) -> Self {
        self.paths.push((name.to_owned(), values));
        self
    }

    /// The chart with single values, as circles.
    #[must_use]
    pub fn with_points(mut self, name: &str, values: Vec<(i32, f64)>) -> Self {
        self.points.push((name.to_owned(), values));
        self
    }

    /// The chart in a language.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// The chart as a figure of a page, which says title and notes beside it, in the width of a desk and of a phone.
    #[cfg(feature = "page")]
    pub(super) fn to_figure(&self, id: impl Into<String>, table: Table) -> Figure {
        let svg = |layout| Self { layout, ..self.clone() }.to_svg();
        Figure::new(id, self.title.clone(), svg(Layout::PAGE), table).narrow(svg(Layout::PHONE))
    }

    /// Mean, median and 90% band by year, under the title of the chart.
    #[cfg(feature = "page")]
    pub(super) fn table(&self, decimals: usize) -> Table {
        let head = [Word::Year, Word::Mean, Word::Low, Word::Median, Word::High];
        let table = Table::new(&*self.title, head.map(|word| word.in_language(self.language)));
        self.years.iter().fold(table, |table, (year, s)| {
            let number = |value: f64| Cell::Number(value, decimals);
            table.row([Cell::Year(*year), number(s.mean), number(s.p05), number(s.p50), number(s.p95)])
        })
    }

    /// The chart as an SVG document.
    #[must_use]
    pub fn to_svg(&self) -> String {
        let Layout { left, heading, .. } = self.layout;
        let room = self.layout.room();
        let shown = |lines: Vec<String>| if heading { lines } else { Vec::new() };
        let title = shown(title_lines(&self.title, room));
        let subtitle = shown(lines_of(&self.subtitle, Font::SUBTITLE, room));
        let axis = lines_of(&self.axis, Font::LABEL, room);
        let notes: Vec<String> =
            shown(self.notes.iter().flat_map(|note| lines_of(note, Font::NOTE, room)).collect());
        let entries = self.entries();
        let first = if heading { 30.0 + 22.0 * title.len() as f64 } else { 14.0 };
        let legend = first + ROW * (subtitle.len() as f64 - 1.0) + 22.0;
        let rows = entries.last().map_or(0, |entry| entry.row) as f64;
        let top = legend + ROW * rows + 10.0 + ROW * axis.len() as f64;
        let scale = self.scale(top + 8.0);
        let least = if heading { HEIGHT } else { 0.0 };
        let foot = if heading { 64.0 } else { 46.0 };
        let height = least.max((scale.bottom + foot + LINE * notes.len() as f64).ceil());

        let mut svg = self.head(height);
        let mut lines = |lines: &[String], y: f64, distance: f64, font: Font, fill: &str| {
            for (i, line) in lines.iter().enumerate() {
                written(&mut svg, left, y + distance * i as f64, font, fill, line);
            }
        };
        lines(&title, 30.0, 22.0, Font::TITLE, INK);
        lines(&subtitle, first, ROW, Font::SUBTITLE, GREY);
        lines(&axis, legend + ROW * (rows + 1.0) + 8.0, ROW, Font::LABEL, INK);
        lines(&notes, scale.bottom + 62.0, LINE, Font::NOTE, GREY);
        for entry in &entries {
            entry.draw(&mut svg, legend);
        }
        self.axes(&mut svg, &scale);
        self.fan(&mut svg, &scale);
        self.beside(&mut svg, &scale);
        self.circles(&mut svg, &scale);
        self.labels(&mut svg, &scale);
        svg.push_str("</svg>\n");
        svg
    }

    /// Whether draws differ, by more than rounding.
    pub(super) fn has_band(&self) -> bool {
        let size = self.years.iter().map(|(_, s)| s.p05.abs().max(s.p95.abs())).fold(0.0, f64::max);
        self.years.iter().any(|(_, s)| s.p95 - s.p05 > 1e-9 * size)
    }

    /// A path without a band is no median of anything.
    fn middle(&self) -> &'static str {
        let word = if self.has_band() { Word::Median } else { Word::Path };
        word.in_language(self.language)
    }

    fn scale(&self, top: f64) -> Scale {
        let years: Vec<i32> = self.years.iter().map(|(year, _)| *year).collect();
        let fan = self.years.iter().flat_map(|(_, s)| [s.p05, s.p50, s.p95]);
        let lines = self.lines.iter().map(|(_, value)| *value);
        let paths = self.paths.iter().flat_map(|(_, values)| values).map(|(_, value)| *value);
        let points = self.points.iter().flat_map(|(_, values)| values).map(|(_, value)| *value);
        let all = fan.chain(lines).chain(paths).chain(points);
        let Layout { left, right, .. } = self.layout;
        let scale = Scale::new([left, right, top, top + FRAME], &years, all);
        let widest = scale.ticks().iter().map(|(_, label)| Font::SUBTITLE.width(label)).fold(0.0, f64::max);
        scale.with_left(left.max(widest + 18.0))
    }

    fn head(&self, height: f64) -> String {
        let (language, width) = (self.language, self.layout.width);
        let shown = |value: f64| language.decimal_sign(&figure(value));
        let summary = self.years.last().map_or_else(String::new, |(year, s)| {
            let year = year.to_string();
            let middle = [("year", &*year), ("middle", self.middle()), ("value", &shown(s.p50))];
            let mut text = format!(" {}", Word::InYear.with(language, &middle));
            if self.has_band() {
                let ends = [("low", &*shown(s.p05)), ("high", &shown(s.p95))];
                text += &Word::InYearBand.with(language, &ends);
            }
            text + "."
        });
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-labelledby=\"title description\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\">\n\
             <title id=\"title\">{}</title>\n<desc id=\"description\">{}. {}.{summary}</desc>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>\n",
            escaped(&self.title),
            escaped(&self.axis),
            escaped(&self.subtitle),
        )
    }

    /// What bands and lines are called, in rows.
    fn entries(&self) -> Vec<Entry> {
        let line = |stroke: String| format!("<line x1=\"0\" x2=\"24\" y1=\"-4\" y2=\"-4\" {stroke}/>");
        let median = line(format!("stroke=\"{MEDIAN}\" stroke-width=\"2.5\""));
        let mut marks = vec![(median, self.middle().to_owned())];
        for (name, points, fill, _, _) in BANDS.iter().rev().filter(|_| self.has_band()) {
            let mark = format!(
                "<rect x=\"0\" y=\"-10\" width=\"24\" height=\"12\" fill=\"{fill}\" stroke=\"{OUTLINE}\" \
                 stroke-width=\"0.8\"/>"
            );
            marks.push((mark, format!("{name} ({points}%)")));
        }
        let named = self.lines.iter().map(|(name, _)| name).chain(self.paths.iter().map(|(name, _)| name));
        for (name, dashes) in named.zip(DASHES.iter().cycle()) {
            marks.push((line(format!("stroke=\"{INK}\" stroke-dasharray=\"{dashes}\"")), name.clone()));
        }
        for (name, _) in &self.points {
            let circle = format!(
                "<circle cx=\"12\" cy=\"-4\" r=\"4\" fill=\"{PAPER}\" stroke=\"{INK}\" stroke-width=\"1.5\"/>"
            );
            marks.push((circle, name.clone()));
        }
        let (left, room) = (self.layout.left, self.layout.room());
        let (mut x, mut row) = (left, 0);
        let entry = |(mark, name): (String, String)| {
            let name = shortened(&name, Font::LABEL, room - 30.0);
            let width = 30.0 + Font::LABEL.width(&name);
            if x > left && x + width > left + room {
                (x, row) = (left, row + 1);
            }
            let entry = Entry { mark, name, x, row };
            x += width + 14.0;
            entry
        };
        marks.into_iter().map(entry).collect()
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
                "<line x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"{INK}\" \
                 stroke-dasharray=\"{dashes}\" data-line=\"{}\" data-value=\"{value}\"/>",
                scale.left,
                scale.right,
                escaped(name)
            );
        }
    }

    /// Paths beside the fan, after the horizontal lines.
    fn beside(&self, svg: &mut String, scale: &Scale) {
        let dashes = DASHES.iter().cycle().skip(self.lines.len());
        for ((name, values), dashes) in self.paths.iter().zip(dashes) {
            let points: Vec<String> = values
                .iter()
                .map(|(year, value)| format!("{:.1},{:.1}", scale.x(*year), scale.y(*value)))
                .collect();
            let decimals = scale.decimals();
            let figures: Vec<String> =
                values.iter().map(|(_, value)| format!("{value:.decimals$}")).collect();
            let _ = writeln!(
                svg,
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{INK}\" stroke-width=\"1.3\" \
                 stroke-dasharray=\"{dashes}\" data-line=\"{}\" data-values=\"{}\"/>",
                points.join(" "),
                escaped(name),
                figures.join(" ")
            );
        }
    }

    /// Single values, after the paths.
    fn circles(&self, svg: &mut String, scale: &Scale) {
        for (name, values) in &self.points {
            for (year, value) in values {
                let _ = writeln!(
                    svg,
                    "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"4\" fill=\"{PAPER}\" stroke=\"{INK}\" stroke-width=\"1.5\" \
                     data-point=\"{}\" data-value=\"{value}\"/>",
                    scale.x(*year),
                    scale.y(*value),
                    escaped(name)
                );
            }
        }
    }

    /// Labels at the right edge; of a path without a band only its own.
    fn labels(&self, svg: &mut String, scale: &Scale) {
        let Some((year, last)) = self.years.last() else { return };
        let label = |(name, edge): &(&str, Edge)| {
            let bold = *name == "median";
            let name = if bold { self.middle() } else { name };
            // On a phone the ends and the middle are enough.
            let is_named = self.layout.is_wide() || bold || ["5%", "95%"].contains(&name);
            let shown = bold || (self.has_band() && is_named);
            shown.then(|| Label { name: name.to_owned(), bold, at: scale.y(edge(last)) })
        };
        let row: Vec<Label> = LABELS.iter().filter_map(label).collect();
        labels(svg, &row, scale.x(*year), self.layout.right, [scale.top, scale.bottom]);
    }

    fn axes(&self, svg: &mut String, scale: &Scale) {
        let word = Word::Year.in_language(self.language);
        let (left, right, bottom) = (scale.left, scale.right, scale.bottom);
        for (value, label) in scale.ticks() {
            let y = scale.y(value);
            let _ = writeln!(
                svg,
                "<line x1=\"{left:.1}\" x2=\"{right:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"{GRID}\"/>"
            );
            anchored(
                svg,
                (left - 8.0, y + 4.5),
                "end",
                Font::SUBTITLE,
                GREY,
                &self.language.decimal_sign(&label),
            );
        }
        // Where zero is no edge of the frame, the years have a line of their own.
        let _ = writeln!(
            svg,
            "<line x1=\"{left:.1}\" x2=\"{right:.1}\" y1=\"{bottom:.1}\" y2=\"{bottom:.1}\" stroke=\"{AXIS_LINE}\"/>"
        );
        for year in scale.year_ticks(self.layout.years) {
            let x = scale.x(year);
            let _ = writeln!(
                svg,
                "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{bottom:.1}\" y2=\"{:.1}\" stroke=\"{AXIS_LINE}\"/>",
                bottom + 5.0
            );
            anchored(svg, (x, bottom + 20.0), "middle", Font::SUBTITLE, GREY, &year.to_string());
        }
        anchored(svg, ((left + right) / 2.0, bottom + 38.0), "middle", Font::SUBTITLE, INK, word);
    }
}

/// An entry of the legend: its mark, drawn around the origin, its name and its place.
struct Entry {
    mark: String,
    name: String,
    x: f64,
    row: usize,
}

impl Entry {
    fn draw(&self, svg: &mut String, top: f64) {
        let y = top + ROW * self.row as f64;
        let _ = writeln!(svg, "<g transform=\"translate({:.1} {y:.1})\">{}</g>", self.x, self.mark);
        written(svg, self.x + 30.0, y, Font::LABEL, INK, &self.name);
    }
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
                assert!((chart.layout.left..=chart.layout.right).contains(&scale.x(*year)));
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

    /// Height of the picture.
    fn height(chart: &FanChart) -> f64 {
        let svg = chart.to_svg();
        svg.split("viewBox=\"0 0 800 ").nth(1).and_then(|s| s.split('"').next()).unwrap().parse().unwrap()
    }

    #[test]
    fn long_titles_and_commands_make_it_taller() {
        let mut long = chart();
        long.title = "word ".repeat(40);
        long.notes.push("x".repeat(500));
        assert_eq!(height(&chart()), HEIGHT);
        assert!(height(&long) > HEIGHT);
    }

    /// Left and right end of every text, and its height.
    fn texts(svg: &str) -> Vec<(f64, f64, f64)> {
        let number = |element: &str, name: &str| {
            let value = element.split(&format!(" {name}=\"")).nth(1).and_then(|s| s.split('"').next());
            value.map(|value| value.parse::<f64>().unwrap_or(0.0))
        };
        let place = |element: &str| {
            let (x, y) = (number(element, "x").unwrap(), number(element, "y").unwrap());
            let font = Font { size: number(element, "font-size").unwrap(), bold: element.contains("bold") };
            let content = element.split('>').nth(1).unwrap().split('<').next().unwrap();
            let content = content.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
            let width = font.width(&content.replace("&amp;", "&"));
            let left = x - width
                * if element.contains("\"end\"") {
                    1.0
                } else if element.contains("\"middle\"") {
                    0.5
                } else {
                    0.0
                };
            (left, left + width, y)
        };
        svg.split("<text").skip(1).map(place).collect()
    }

    #[test]
    fn no_text_leaves_the_picture_whatever_is_drawn() {
        let years = |first: i32, last: i32, factor: f64| -> Vec<(i32, Statistics)> {
            let values =
                |year| (-20..81).map(|i| factor * f64::from(i * (year - first + 1))).collect::<Vec<_>>();
            (first..=last).map(|year| (year, Statistics::of(&values(year)))).collect()
        };
        let names =
            ["Short", "", &"W".repeat(900), &"מחקר ופיתוח ".repeat(30), "a\u{0}\u{202e}b\u{fffe}<&\">"];
        for (first, last) in [(2030, 2030), (2023, 2024), (2023, 2060), (2023, 2200)] {
            for factor in [0.0, 3e-9, -1e-3, 1.0, -7.7e7] {
                for name in names {
                    let chart =
                        FanChart::new(name, name, name, vec![name.to_owned()], years(first, last, factor))
                            .with_line("baseline", 0.0)
                            .with_line(name, 2.0 * factor);
                    let svg = chart.to_svg();
                    assert!(
                        !svg.contains("NaN") && !svg.contains("inf") && !svg.contains(['\0', '\u{fffe}'])
                    );
                    let height = height(&chart);
                    for (left, right, y) in texts(&svg) {
                        let inside = left >= 0.0 && right <= Layout::WIDE.width && y > 10.0 && y < height;
                        assert!(inside, "{first} {last} {factor} {name:?}: {left} {right} {y}");
                    }
                }
            }
        }
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
