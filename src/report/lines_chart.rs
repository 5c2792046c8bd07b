//! Lines of a page: several curves over one quantity, each with its name and its own dashes.

use super::chart_layout::Layout;
use super::chart_scale::round_ticks;
use super::language::Language;
use super::page::{Figure, Table};
use super::svg::{AXIS_LINE, Font, GREY, GRID, INK, MEDIAN, PAPER, anchored, escaped, lines_of, written};
use std::fmt::Write as _;

const FRAME: f64 = 280.0;
/// Height of a line of text.
const ROW: f64 = 18.0;
/// Dashes of the lines, in turn; the first is whole.
const DASHES: [&str; 4] = ["", "7 3", "2 3", "9 3 2 3"];

/// A curve.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Curve {
    pub(super) name: String,
    pub(super) points: Vec<(f64, f64)>,
}

/// Curves over one quantity.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LinesChart {
    pub(super) title: String,
    pub(super) x_axis: String,
    pub(super) y_axis: String,
    pub(super) curves: Vec<Curve>,
    pub(super) language: Language,
}

struct Frame {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    widest: f64,
    highest: f64,
}

impl Frame {
    fn x(&self, value: f64) -> f64 {
        self.left + value / self.widest * (self.right - self.left)
    }

    fn y(&self, value: f64) -> f64 {
        self.bottom - value / self.highest * (self.bottom - self.top)
    }
}

impl LinesChart {
    /// The chart as a figure of a page, in the width of a desk and of a phone.
    pub(super) fn to_figure(&self, id: impl Into<String>, table: Table) -> Figure {
        let title = self.title.clone();
        Figure::new(id, title, self.to_svg(Layout::PAGE), table).narrow(self.to_svg(Layout::PHONE))
    }

    /// The chart as an SVG document of that width. Both axes begin at zero.
    pub(super) fn to_svg(&self, layout: Layout) -> String {
        let axis = lines_of(&self.y_axis, Font::LABEL, layout.width - 10.0);
        let below = lines_of(&self.x_axis, Font::LABEL, layout.width - 60.0);
        let names = 16.0 + ROW * axis.len() as f64;
        let top = names + ROW * self.curves.len() as f64 + 6.0;
        let all = || self.curves.iter().flat_map(|curve| &curve.points);
        let frame = Frame {
            left: if layout.is_wide() { 60.0 } else { 40.0 },
            right: layout.width - 16.0,
            top,
            bottom: top + FRAME,
            widest: all().map(|(x, _)| *x).fold(1e-9, f64::max),
            highest: all().map(|(_, y)| *y).fold(1e-9, f64::max),
        };
        let height = frame.bottom + 28.0 + ROW * below.len() as f64;
        let mut svg = self.head(layout.width, height);
        for (i, line) in axis.iter().enumerate() {
            written(&mut svg, 4.0, 14.0 + ROW * i as f64, Font::LABEL, INK, line);
        }
        self.axes(&mut svg, &frame);
        for (i, line) in below.iter().enumerate() {
            let place = ((frame.left + frame.right) / 2.0, frame.bottom + 38.0 + ROW * i as f64);
            anchored(&mut svg, place, "middle", Font::LABEL, INK, line);
        }
        for (curve, dashes) in self.curves.iter().zip(DASHES.iter().cycle()) {
            draw(&mut svg, &frame, curve, dashes);
        }
        self.legend(&mut svg, names);
        svg + "</svg>\n"
    }

    fn head(&self, width: f64, height: f64) -> String {
        let names: Vec<&str> = self.curves.iter().map(|curve| curve.name.as_str()).collect();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-labelledby=\"title description\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\">\n\
             <title id=\"title\">{}</title>\n<desc id=\"description\">{}, {}: {}</desc>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>\n",
            escaped(&self.title),
            escaped(&self.y_axis),
            escaped(&self.x_axis),
            escaped(&names.join("; ")),
        )
    }

    fn axes(&self, svg: &mut String, frame: &Frame) {
        let Frame { left, right, top, bottom, .. } = *frame;
        for (value, label) in round_ticks(0.0, frame.highest, 6.0) {
            let y = frame.y(value);
            let _ = writeln!(
                svg,
                "<line x1=\"{left:.1}\" x2=\"{right:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"{GRID}\"/>"
            );
            let label = self.language.decimal_sign(&label);
            anchored(svg, (left - 6.0, y + 4.0), "end", Font::LABEL, GREY, &label);
        }
        for (value, label) in round_ticks(0.0, frame.widest, (right - left) / 60.0) {
            let x = frame.x(value);
            let _ = writeln!(
                svg,
                "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{bottom:.1}\" y2=\"{:.1}\" stroke=\"{AXIS_LINE}\"/>",
                bottom + 5.0
            );
            let label = self.language.decimal_sign(&label);
            anchored(svg, (x, bottom + 19.0), "middle", Font::LABEL, GREY, &label);
        }
        let _ = writeln!(
            svg,
            "<polyline points=\"{left:.1},{top:.1} {left:.1},{bottom:.1} {right:.1},{bottom:.1}\" fill=\"none\" stroke=\"{AXIS_LINE}\"/>"
        );
    }

    fn legend(&self, svg: &mut String, top: f64) {
        for (i, (curve, dashes)) in self.curves.iter().zip(DASHES.iter().cycle()).enumerate() {
            let y = top + ROW * i as f64;
            let _ = writeln!(
                svg,
                "<line x1=\"4\" x2=\"36\" y1=\"{:.1}\" y2=\"{:.1}\" stroke=\"{MEDIAN}\" stroke-width=\"2.5\" stroke-dasharray=\"{dashes}\"/>",
                y - 4.0,
                y - 4.0
            );
            written(svg, 44.0, y, Font::LABEL, INK, &curve.name);
        }
    }
}

fn draw(svg: &mut String, frame: &Frame, curve: &Curve, dashes: &str) {
    let points: Vec<String> =
        curve.points.iter().map(|(x, y)| format!("{:.1},{:.1}", frame.x(*x), frame.y(*y))).collect();
    let values: Vec<String> = curve.points.iter().map(|(_, y)| y.to_string()).collect();
    let _ = writeln!(
        svg,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{MEDIAN}\" stroke-width=\"2.5\" stroke-dasharray=\"{dashes}\" \
         data-line=\"{}\" data-values=\"{}\"/>",
        points.join(" "),
        escaped(&curve.name),
        values.join(" ")
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_curve_has_its_name_its_dashes_and_its_points() {
        let curve = |name: &str, end| Curve { name: name.to_owned(), points: vec![(0.0, 0.0), (10.0, end)] };
        let chart = LinesChart {
            title: "t".to_owned(),
            x_axis: "bn".to_owned(),
            y_axis: "%".to_owned(),
            curves: vec![curve("a", 50.0), curve("b & c", 100.0)],
            language: Language::En,
        };
        for layout in [Layout::PAGE, Layout::PHONE] {
            let svg = chart.to_svg(layout);
            assert_eq!(svg.matches("data-values").count(), 2);
            assert!(svg.contains("stroke-dasharray=\"7 3\"") && svg.contains(">b &amp; c</text>"));
            let heights: Vec<f64> = svg
                .split("data-line")
                .take(2)
                .map(|before| {
                    let points = before.rsplit("points=\"").next().unwrap().split('"').next().unwrap();
                    points.split([' ', ',']).nth(3).unwrap().parse().unwrap()
                })
                .collect();
            let bottom = svg.split("points=\"").nth(2).unwrap().split([',', ' ']).nth(1).unwrap();
            let bottom: f64 = bottom.parse().unwrap();
            assert!(
                ((bottom - heights[1]) / (bottom - heights[0]) - 2.0).abs() < 0.01,
                "{heights:?} {bottom}"
            );
        }
    }
}
