//! Bars of a page: a row each, from zero, with a band where a value has one, and a line at a value that matters to all.
//!
//! Nothing is said by colour alone: values stand beside their bars, a bar that is meant has an outline and a bold name, the line
//! has a name. Bands are the middle 90%.

use super::chart_layout::Layout;
use super::chart_scale::round_ticks;
use super::language::Language;
use super::page::{Cell, Figure, Table};
use super::svg::{
    AXIS_LINE, Font, GREY, GRID, INK, INNER, MIDDLE, OUTLINE, PAPER, anchored, escaped, on_paper, two_lines,
};
use super::words::Word;
use crate::statistics::Statistics;
use std::fmt::Write as _;

/// Height of a row with its name beside the bar, of one with its name above it, and of a bar.
const ROW: f64 = 24.0;
const TALL_ROW: f64 = 40.0;
const BAR: f64 = 13.0;
/// From one line of a name to the next.
const LINE: f64 = 13.0;
/// Room for the axis, above and below the bars.
const TOP: f64 = 30.0;
const FOOT: f64 = 42.0;

/// A bar.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) value: f64,
    /// The 5 and 95% points.
    pub(super) band: Option<[f64; 2]>,
    /// Whether it is the one that is meant.
    pub(super) is_marked: bool,
}

/// Bars of one unit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct BarsChart {
    pub(super) title: String,
    /// What the bars are, with unit.
    pub(super) axis: String,
    pub(super) bars: Vec<Bar>,
    /// A value that matters to all bars, and its name.
    pub(super) line: Option<(String, f64)>,
    pub(super) decimals: usize,
    pub(super) language: Language,
}

impl BarsChart {
    /// Means with their 90% bands; `marked` is the one that is meant.
    pub(super) fn of_statistics(
        [title, axis]: [String; 2],
        rows: &[(String, Statistics)],
        marked: Option<usize>,
        decimals: usize,
        language: Language,
    ) -> Self {
        let bars = rows.iter().enumerate().map(|(place, (name, s))| Bar {
            name: name.clone(),
            value: s.mean,
            band: Some([s.p05, s.p95]),
            is_marked: marked == Some(place),
        });
        Self { title, axis, bars: bars.collect(), line: None, decimals, language }
    }

    /// Mean, median and 90% band of rows under the title of the chart, with a decimal more than it shows.
    pub(super) fn table(&self, first: Word, rows: &[(String, Statistics)]) -> Table {
        let head = [first, Word::Mean, Word::Low, Word::Median, Word::High];
        let table = Table::new(&*self.title, head.map(|word| word.in_language(self.language)));
        rows.iter().fold(table, |table, (name, s)| {
            let number = |value: f64| Cell::Number(value, self.decimals + 1);
            table.row([Cell::Text(name.clone()), number(s.mean), number(s.p05), number(s.p50), number(s.p95)])
        })
    }

    /// The chart as a figure of a page, in the width of a desk and of a phone.
    pub(super) fn to_figure(&self, id: impl Into<String>, table: Table) -> Figure {
        let title = self.title.clone();
        Figure::new(id, title, self.to_svg(Layout::PAGE), table).narrow(self.to_svg(Layout::PHONE))
    }

    /// The chart as an SVG document of that width.
    pub(super) fn to_svg(&self, layout: Layout) -> String {
        let wide = layout.is_wide();
        let (left, right) = if wide { (250.0, 720.0) } else { (14.0, layout.width - 52.0) };
        let room = if wide { left - 14.0 } else { right - left + 44.0 };
        let names: Vec<Vec<String>> =
            self.bars.iter().map(|bar| two_lines(&bar.name, bar.font(), room)).collect();
        let most = names.iter().map(Vec::len).max().unwrap_or(1);
        let row = if wide { ROW } else { TALL_ROW } + LINE * (most - 1) as f64;
        let bottom = TOP + row * self.bars.len() as f64;
        let height = bottom + FOOT;
        let scale = Across::new(self, left, right);
        let mut svg = self.head(layout.width, height);
        let line_name = self.line.as_ref().map(|(name, value)| (name.as_str(), *value));
        self.axes(&mut svg, &scale, bottom);
        let y =
            |place: usize| TOP + row * place as f64 + if wide { row / 2.0 } else { row - BAR / 2.0 - 4.0 };
        for (place, (bar, lines)) in self.bars.iter().zip(&names).enumerate() {
            named(&mut svg, lines, bar.font(), (left, y(place), wide));
            bar.write(&mut svg, &scale, y(place));
        }
        if let Some((name, value)) = line_name {
            let x = scale.x(value);
            let _ = writeln!(
                svg,
                "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{:.1}\" y2=\"{bottom:.1}\" stroke=\"{INK}\" stroke-width=\"1.5\" \
                 stroke-dasharray=\"6 3\" data-line=\"{}\" data-value=\"{value}\"/>",
                TOP - 6.0,
                escaped(name)
            );
            anchored(&mut svg, (x, TOP - 11.0), "middle", Font::STRONG_LABEL, INK, name);
        }
        // Above the line, which would run through them.
        for (place, bar) in self.bars.iter().enumerate() {
            let value = self.language.number(bar.value, self.decimals);
            on_paper(&mut svg, bar.end(&scale) + 6.0, y(place) + 4.0, bar.font(), &value);
        }
        svg + "</svg>\n"
    }

    fn head(&self, width: f64, height: f64) -> String {
        let names: Vec<String> = self
            .bars
            .iter()
            .map(|bar| format!("{} {}", bar.name, self.language.number(bar.value, self.decimals)))
            .collect();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-labelledby=\"title description\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\">\n\
             <title id=\"title\">{}</title>\n<desc id=\"description\">{}: {}</desc>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>\n",
            escaped(&self.title),
            escaped(&self.axis),
            escaped(&names.join("; ")),
        )
    }

    fn axes(&self, svg: &mut String, scale: &Across, bottom: f64) {
        let most = (scale.right - scale.left) / 60.0;
        for (value, label) in round_ticks(scale.low, scale.high, most) {
            let x = scale.x(value);
            let stroke = if value == 0.0 { AXIS_LINE } else { GRID };
            let _ = writeln!(
                svg,
                "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{TOP:.1}\" y2=\"{bottom:.1}\" stroke=\"{stroke}\"/>"
            );
            let label = self.language.decimal_sign(&label);
            anchored(svg, (x, bottom + 16.0), "middle", Font::LABEL, GREY, &label);
        }
        let middle = 0.5 * (scale.left + scale.right);
        anchored(svg, (middle, bottom + 34.0), "middle", Font::LABEL, INK, &self.axis);
    }
}

impl Bar {
    fn font(&self) -> Font {
        if self.is_marked { Font::STRONG_LABEL } else { Font::LABEL }
    }

    /// Where the bar or its band ends.
    fn end(&self, scale: &Across) -> f64 {
        let to = scale.x(self.value.max(0.0));
        self.band.map_or(to, |[_, high]| to.max(scale.x(high)))
    }

    fn write(&self, svg: &mut String, scale: &Across, y: f64) {
        let (from, to) = (scale.x(self.value.min(0.0)), scale.x(self.value.max(0.0)));
        let (fill, width) = if self.is_marked { (INNER, 2.5) } else { (MIDDLE, 0.8) };
        let _ = writeln!(
            svg,
            "<g data-row=\"{y:.1}\" data-name=\"{}\" data-value=\"{}\"><rect x=\"{from:.1}\" y=\"{:.1}\" width=\"{:.1}\" \
             height=\"{BAR}\" fill=\"{fill}\" stroke=\"{OUTLINE}\" stroke-width=\"{width}\"/></g>",
            escaped(&self.name),
            self.value,
            y - BAR / 2.0,
            to - from
        );
        let Some(band) = self.band else { return };
        let [low, high] = band.map(|value| scale.x(value));
        for (x1, x2, y1, y2) in
            [(low, high, y, y), (low, low, y - 5.0, y + 5.0), (high, high, y - 5.0, y + 5.0)]
        {
            let _ = writeln!(
                svg,
                "<line x1=\"{x1:.1}\" x2=\"{x2:.1}\" y1=\"{y1:.1}\" y2=\"{y2:.1}\" stroke=\"{INK}\" stroke-width=\"1.5\"/>"
            );
        }
    }
}

/// The name of a bar: beside it where the chart is wide, above it on a phone.
fn named(svg: &mut String, lines: &[String], font: Font, (left, y, wide): (f64, f64, bool)) {
    for (place, line) in lines.iter().enumerate() {
        let below = LINE * (lines.len() - 1 - place) as f64;
        if wide {
            let around = LINE / 2.0 * (lines.len() - 1) as f64;
            anchored(svg, (left - 10.0, y + 4.0 + around - below), "end", font, INK, line);
        } else {
            on_paper(svg, left, y - BAR / 2.0 - 5.0 - below, font, line);
        }
    }
}

/// From values to points across.
struct Across {
    left: f64,
    right: f64,
    low: f64,
    high: f64,
}

impl Across {
    /// Zero, all values, bands and the line.
    fn new(chart: &BarsChart, left: f64, right: f64) -> Self {
        let bands = chart.bars.iter().filter_map(|bar| bar.band).flatten();
        let values = chart.bars.iter().map(|bar| bar.value).chain(bands);
        let all = values.chain(chart.line.iter().map(|(_, value)| *value)).filter(|value| value.is_finite());
        let (low, high) =
            all.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let (low, high) = if high - low < 1e-12 { (0.0, 1.0) } else { (low, high) };
        let room = 0.04 * (high - low);
        Self { left, right, low: if low < 0.0 { low - room } else { 0.0 }, high: high + room }
    }

    fn x(&self, value: f64) -> f64 {
        self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart() -> BarsChart {
        let bar =
            |name: &str, value, band| Bar { name: name.to_owned(), value, band, is_marked: name == "NLD" };
        BarsChart {
            title: "R&D".to_owned(),
            axis: "percent".to_owned(),
            bars: vec![bar("SWE", 3.6, None), bar("NLD", 2.2, Some([2.0, 2.5])), bar("<a>", -0.5, None)],
            line: Some(("3%".to_owned(), 3.0)),
            decimals: 1,
            language: Language::Nl,
        }
    }

    #[test]
    fn bars_are_as_long_as_their_values_and_names_are_escaped() {
        for layout in [Layout::PAGE, Layout::PHONE] {
            let svg = chart().to_svg(layout);
            let widths: Vec<f64> = svg
                .split("<g data-row")
                .skip(1)
                .map(|bar| bar.split("width=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap())
                .collect();
            assert!((widths[0] / widths[1] - 3.6 / 2.2).abs() < 0.01, "{widths:?}");
            assert!((widths[0] / widths[2] - 3.6 / 0.5).abs() < 0.05, "{widths:?}");
            assert!(svg.contains("&lt;a&gt;") && svg.contains(">2,2</text>") && svg.contains(">3%</text>"));
        }
    }

    #[test]
    fn a_long_name_has_two_lines_and_values_stand_above_the_line() {
        let mut chart = chart();
        chart.bars[0].name = "word ".repeat(12);
        for layout in [Layout::PAGE, Layout::PHONE] {
            let svg = chart.to_svg(layout);
            let lines = svg.matches(">word word").count();
            assert_eq!(lines, 2, "{svg}");
            assert!(!svg.contains('…') && svg.find("data-line=") < svg.find(">3,6</text>"), "{svg}");
        }
    }
}
