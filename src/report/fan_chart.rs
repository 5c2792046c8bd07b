//! A fan chart as SVG: bands of 30, 60 and 90% around a median, drawn from numbers alone.
//!
//! Plain SVG without scripts, fonts or colours that carry meaning alone: bands are labelled at their right edge, the
//! figures stand in `data-` attributes, and a title and description serve readers who do not see the picture.
//! Charting libraries were tried: their band plots had no legend beside a line and no labels on the bands.

use crate::uncertainty::Statistics;
use std::fmt::Write as _;

const WIDTH: f64 = 820.0;
const HEIGHT: f64 = 520.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 90.0;
const TOP: f64 = 78.0;
const BOTTOM: f64 = 118.0;

/// Fill of the 90, 60 and 30% band: one hue from light to dark, which stays apart in grey.
const FILLS: [&str; 3] = ["#cfe1f2", "#93c0e0", "#4a90c4"];

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
}

impl FanChart {
    /// A chart of statistics by year.
    #[must_use]
    pub fn new(
        title: &str,
        subtitle: &str,
        axis: &str,
        notes: Vec<String>,
        years: Vec<(i32, Statistics)>,
    ) -> Self {
        Self { title: title.to_owned(), subtitle: subtitle.to_owned(), axis: axis.to_owned(), notes, years }
    }

    /// The chart as an SVG document.
    #[must_use]
    pub fn to_svg(&self) -> String {
        let scale = Scale::new(&self.years);
        let mut svg = String::new();
        self.head(&mut svg);
        scale.grid(&mut svg, &self.axis);
        self.bands(&mut svg, &scale);
        self.labels(&mut svg, &scale);
        self.notes(&mut svg);
        svg.push_str("</svg>\n");
        svg
    }

    fn head(&self, svg: &mut String) {
        let summary = self.years.last().map_or_else(String::new, |(year, s)| {
            format!("In {year} the median is {:.2}, the 90% band {:.2} to {:.2}.", s.p50, s.p05, s.p95)
        });
        let _ = write!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
             aria-labelledby=\"title description\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\">\n\
             <title id=\"title\">{}</title>\n<desc id=\"description\">{}. {} {summary}</desc>\n\
             <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#ffffff\"/>\n\
             <text x=\"{LEFT}\" y=\"30\" font-size=\"18\" font-weight=\"bold\" fill=\"#1a1a1a\">{}</text>\n\
             <text x=\"{LEFT}\" y=\"52\" fill=\"#444444\">{}</text>\n",
            escaped(&self.title),
            escaped(&self.axis),
            escaped(&self.subtitle),
            escaped(&self.title),
            escaped(&self.subtitle),
        );
    }

    fn bands(&self, svg: &mut String, scale: &Scale) {
        let bands: [(&str, Edge, Edge); 3] =
            [("90%", |s| s.p05, |s| s.p95), ("60%", |s| s.p20, |s| s.p80), ("30%", |s| s.p35, |s| s.p65)];
        for ((name, low, high), fill) in bands.into_iter().zip(FILLS) {
            let there = self.years.iter().map(|(year, s)| scale.point(*year, high(s)));
            let back = self.years.iter().rev().map(|(year, s)| scale.point(*year, low(s)));
            let points: Vec<String> = there.chain(back).collect();
            let values = |edge: Edge| {
                self.years.iter().map(|(_, s)| format!("{:.4}", edge(s))).collect::<Vec<_>>().join(" ")
            };
            let _ = writeln!(
                svg,
                "<polygon points=\"{}\" fill=\"{fill}\" data-band=\"{name}\" data-low=\"{}\" data-high=\"{}\"/>",
                points.join(" "),
                values(low),
                values(high)
            );
        }
        let median: Vec<String> = self.years.iter().map(|(year, s)| scale.point(*year, s.p50)).collect();
        let values: Vec<String> = self.years.iter().map(|(_, s)| format!("{:.4}", s.p50)).collect();
        let _ = writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"#0b3d63\" stroke-width=\"2.5\" data-line=\"median\" \
             data-values=\"{}\"/>",
            median.join(" "),
            values.join(" ")
        );
        // The baseline itself.
        let zero = scale.y(0.0);
        let _ = writeln!(
            svg,
            "<line x1=\"{LEFT}\" x2=\"{:.1}\" y1=\"{zero:.1}\" y2=\"{zero:.1}\" stroke=\"#1a1a1a\" \
             stroke-dasharray=\"6 3\"/>",
            WIDTH - RIGHT
        );
    }

    /// Labels at the right edge, moved apart where they would overlap.
    fn labels(&self, svg: &mut String, scale: &Scale) {
        let Some((_, last)) = self.years.last() else { return };
        let mut labels = [
            (scale.y(last.p95), "95%"),
            (scale.y(last.p80), "80%"),
            (scale.y(last.p65), "65%"),
            (scale.y(last.p50), "median"),
            (scale.y(last.p35), "35%"),
            (scale.y(last.p20), "20%"),
            (scale.y(last.p05), "5%"),
        ];
        // From the median outwards: each label stays clear of the one nearer to the median.
        for i in (0..3).rev() {
            labels[i].0 = labels[i].0.min(labels[i + 1].0 - 13.0);
        }
        for i in 4..7 {
            labels[i].0 = labels[i].0.max(labels[i - 1].0 + 13.0);
        }
        for (y, text) in labels {
            let weight = if text == "median" { "bold" } else { "normal" };
            let _ = writeln!(
                svg,
                "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"12\" font-weight=\"{weight}\" fill=\"#1a1a1a\">{text}</text>",
                WIDTH - RIGHT + 6.0,
                y + 4.0
            );
        }
    }

    fn notes(&self, svg: &mut String) {
        let mut y = HEIGHT - BOTTOM + 48.0;
        for note in &self.notes {
            for line in super::text_table::wrapped_to(note, "", 118).lines() {
                let _ = writeln!(
                    svg,
                    "<text x=\"{LEFT}\" y=\"{y:.1}\" font-size=\"11.5\" fill=\"#444444\">{}</text>",
                    escaped(line)
                );
                y += 15.0;
            }
        }
    }
}

/// An edge of a band.
type Edge = fn(&Statistics) -> f64;

/// From years and values to the picture.
struct Scale {
    first: i32,
    last: i32,
    low: f64,
    high: f64,
    step: f64,
}

impl Scale {
    fn new(years: &[(i32, Statistics)]) -> Self {
        let low = years.iter().map(|(_, s)| s.p05).fold(0.0, f64::min);
        let high = years.iter().map(|(_, s)| s.p95).fold(0.0, f64::max);
        let (low, high) = if high - low < 1e-9 { (low - 1.0, high + 1.0) } else { (low, high) };
        let step = round_step((high - low) / 6.0);
        Self {
            first: years.first().map_or(0, |(year, _)| *year),
            last: years.last().map_or(1, |(year, _)| *year),
            low: (low / step).floor() * step,
            high: (high / step).ceil() * step,
            step,
        }
    }

    fn x(&self, year: i32) -> f64 {
        let span = f64::from((self.last - self.first).max(1));
        LEFT + f64::from(year - self.first) / span * (WIDTH - LEFT - RIGHT)
    }

    fn y(&self, value: f64) -> f64 {
        HEIGHT - BOTTOM - (value - self.low) / (self.high - self.low) * (HEIGHT - TOP - BOTTOM)
    }

    fn point(&self, year: i32, value: f64) -> String {
        format!("{:.1},{:.1}", self.x(year), self.y(value))
    }

    fn grid(&self, svg: &mut String, axis: &str) {
        let decimals = (-self.step.log10().floor()).clamp(0.0, 6.0) as usize;
        let steps = ((self.high - self.low) / self.step).round() as i32;
        for i in 0..=steps {
            let value = self.low + f64::from(i) * self.step;
            let y = self.y(value);
            let _ = writeln!(
                svg,
                "<line x1=\"{LEFT}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"#e3e3e3\"/>\
                 <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#444444\">{value:.decimals$}</text>",
                WIDTH - RIGHT,
                LEFT - 8.0,
                y + 4.5,
            );
        }
        let every = round_step(f64::from(self.last - self.first) / 8.0).max(1.0) as i32;
        for year in (self.first..=self.last).filter(|year| year % every.max(1) == 0) {
            let x = self.x(year);
            let bottom = HEIGHT - BOTTOM;
            let _ = writeln!(
                svg,
                "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{bottom:.1}\" y2=\"{:.1}\" stroke=\"#888888\"/>\
                 <text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#444444\">{year}</text>",
                bottom + 5.0,
                bottom + 21.0,
            );
        }
        let _ = writeln!(
            svg,
            "<text x=\"18\" y=\"{:.1}\" transform=\"rotate(-90 18 {:.1})\" text-anchor=\"middle\" \
             fill=\"#1a1a1a\">{}</text>",
            (HEIGHT - BOTTOM + TOP) / 2.0,
            (HEIGHT - BOTTOM + TOP) / 2.0,
            escaped(axis)
        );
    }
}

/// The step of one, two or five times a power of ten that is at least `raw`.
fn round_step(raw: f64) -> f64 {
    let power = 10f64.powf(raw.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= raw * 0.999)
        .unwrap_or(power)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
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
        let scale = Scale::new(&chart.years);
        for (year, s) in &chart.years {
            for value in [s.p05, s.p50, s.p95] {
                assert!((LEFT..=WIDTH - RIGHT).contains(&scale.x(*year)));
                assert!((TOP - 1e-9..=HEIGHT - BOTTOM + 1e-9).contains(&scale.y(value)));
            }
            assert!(scale.y(s.p95) <= scale.y(s.p05));
        }
    }

    #[test]
    fn nothing_that_happens_still_has_an_axis() {
        let flat = FanChart::new(
            "flat",
            "",
            "y",
            Vec::new(),
            vec![(2023, Statistics::of(&[0.0])), (2024, Statistics::of(&[0.0]))],
        );
        assert!(!flat.to_svg().contains("NaN"));
    }

    #[test]
    fn steps_are_round() {
        assert_eq!([0.9, 1.1, 2.4, 6.0, 0.03].map(round_step), [1.0, 2.0, 5.0, 10.0, 0.05]);
    }
}
