//! Where years and values stand in a chart, and round steps for its axes.

use crate::scalar::{log10_f64, power_f64};

/// From years and values to points of a frame.
pub(super) struct Scale {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    first: i32,
    last: i32,
    low: f64,
    high: f64,
    step: f64,
}

impl Scale {
    /// A frame (left, right, top, bottom) that holds the years and all values, between round ticks.
    pub(super) fn new(frame: [f64; 4], years: &[i32], values: impl Iterator<Item = f64>) -> Self {
        let (low, high) = values
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        let (low, high) = if low.is_finite() && high.is_finite() { (low, high) } else { (0.0, 0.0) };
        let (low, high) = if high - low < 1e-9 { (low - 1.0, high + 1.0) } else { (low, high) };
        let step = round_step((high - low) / 6.0);
        let [left, right, top, bottom] = frame;
        Self {
            left,
            right,
            top,
            bottom,
            first: years.first().copied().unwrap_or(0),
            last: years.last().copied().unwrap_or(1),
            low: (low / step).floor() * step,
            high: (high / step).ceil() * step,
            step,
        }
    }

    pub(super) fn x(&self, year: i32) -> f64 {
        let span = f64::from((self.last - self.first).max(1));
        self.left + f64::from(year - self.first) / span * (self.right - self.left)
    }

    pub(super) fn y(&self, value: f64) -> f64 {
        self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)
    }

    pub(super) fn point(&self, year: i32, value: f64) -> String {
        format!("{:.1},{:.1}", self.x(year), self.y(value))
    }

    /// Values of the horizontal lines, as they are written beside them.
    pub(super) fn ticks(&self) -> impl Iterator<Item = (f64, String)> {
        let decimals = (-log10_f64(self.step).floor()).clamp(0.0, 6.0) as usize;
        let steps = ((self.high - self.low) / self.step).round() as i32;
        (0..=steps).map(move |i| {
            // A sum of steps may miss zero by a hair, and would be written with a sign.
            let value = self.low + f64::from(i) * self.step;
            let value = if value.abs() < self.step * 1e-6 { 0.0 } else { value };
            (value, format!("{value:.decimals$}"))
        })
    }

    /// Years under the frame: some eight, round.
    pub(super) fn year_ticks(&self) -> impl Iterator<Item = i32> {
        let every = (round_step(f64::from(self.last - self.first) / 8.0) as i32).max(1);
        (self.first..=self.last).filter(move |year| year % every == 0)
    }
}

/// The step of one, two or five times a power of ten that is at least `raw`.
fn round_step(raw: f64) -> f64 {
    let power = power_f64(10f64, log10_f64(raw).floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= raw * 0.999)
        .unwrap_or(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        assert_eq!([0.9, 1.1, 2.4, 6.0, 0.03].map(round_step), [1.0, 2.0, 5.0, 10.0, 0.05]);
    }

    #[test]
    fn ticks_hold_the_values_and_zero_has_no_sign() {
        let scale = Scale::new([0.0, 100.0, 0.0, 50.0], &[2023, 2060], [-0.3, 0.4].into_iter());
        let ticks: Vec<String> = scale.ticks().map(|(_, text)| text).collect();
        assert_eq!(ticks, ["-0.4", "-0.2", "0.0", "0.2", "0.4"]);
        assert_eq!((scale.y(-0.4), scale.y(0.4)), (50.0, 0.0));
        assert_eq!((scale.x(2023), scale.x(2060)), (0.0, 100.0));
    }

    #[test]
    fn one_year_and_one_value_still_have_axes() {
        let scale = Scale::new([0.0, 100.0, 0.0, 50.0], &[2030], [0.0].into_iter());
        assert_eq!(scale.year_ticks().collect::<Vec<_>>(), [2030]);
        assert!(scale.y(0.0).is_finite() && scale.x(2030).is_finite() && scale.ticks().count() > 1);
    }
}
