//! Bands by year and the line in their middle, with the figures that they show in `data-` attributes.

use super::chart_scale::Scale;
use super::svg::{MEDIAN, OUTLINE};
use crate::statistics::Statistics;
use std::fmt::Write as _;

/// An edge of a band.
pub(super) type Edge = fn(&Statistics) -> f64;

/// Half the width of the bands of one year alone.
const ALONE: f64 = 20.0;

/// What bands are drawn of, and where.
pub(super) struct Bands<'a> {
    pub(super) years: Vec<(i32, &'a Statistics)>,
    pub(super) scale: &'a Scale,
}

impl Bands<'_> {
    /// One band, with outlines so wide.
    pub(super) fn band(&self, svg: &mut String, name: &str, fill: &str, [low, high]: [Edge; 2], width: f64) {
        let mut points = self.points(high);
        points.extend(self.points(low).into_iter().rev());
        let _ = writeln!(
            svg,
            "<polygon points=\"{}\" fill=\"{fill}\" stroke=\"{OUTLINE}\" stroke-width=\"{width}\" \
             data-band=\"{name}\" data-low=\"{}\" data-high=\"{}\"/>",
            points.join(" "),
            self.figures(low),
            self.figures(high)
        );
    }

    /// The median, a line so wide.
    pub(super) fn median(&self, svg: &mut String, width: f64) {
        let _ = writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{MEDIAN}\" stroke-width=\"{width}\" data-line=\"median\" \
             data-values=\"{}\"/>",
            self.points(|s| s.p50).join(" "),
            self.figures(|s| s.p50)
        );
    }

    fn points(&self, edge: Edge) -> Vec<String> {
        // One year alone has a width, so that it is seen.
        let half = if self.years.len() == 1 { ALONE } else { 0.0 };
        let point = |year: i32, shift: f64, s| {
            format!("{:.1},{:.1}", self.scale.x(year) + shift, self.scale.y(edge(s)))
        };
        let mut points: Vec<String> = self.years.iter().map(|(year, s)| point(*year, half, s)).collect();
        if half > 0.0 {
            points.splice(0..0, self.years.iter().map(|(year, s)| point(*year, -half, s)));
        }
        points
    }

    fn figures(&self, edge: Edge) -> String {
        let decimals = self.scale.decimals();
        self.years.iter().map(|(_, s)| format!("{:.decimals$}", edge(s))).collect::<Vec<_>>().join(" ")
    }
}
