//! Where years and values stand in a chart, and round ticks for its axes.

use super::text_table;
use crate::scalar::{log10_f64, whole_power_f64};

/// Room between the data and the frame, in the span of the data.
const MARGIN: f64 = 0.04;
/// Percent of a baseline below this is rounding.
const NOTHING: f64 = 1e-12;
/// Least distance of ticks, in points.
const APART: f64 = 36.0;

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
}

impl Scale {
    /// A frame (left, right, top, bottom) that holds the years and all values with little room around them. An edge at
    /// zero stays there.
    pub(super) fn new(frame: [f64; 4], years: &[i32], values: impl Iterator<Item = f64>) -> Self {
        let (low, high) = fitted(values);
        let [left, right, top, bottom] = frame;
        let (first, last) = (years.first().copied().unwrap_or(0), years.last().copied().unwrap_or(1));
        Self { left, right, top, bottom, first, last, low, high }
    }

    /// The scale with its left edge there.
    pub(super) fn with_left(mut self, left: f64) -> Self {
        self.left = left;
        self
    }

    /// One year alone stands in the middle.
    pub(super) fn x(&self, year: i32) -> f64 {
        if self.last == self.first {
            return 0.5 * (self.left + self.right);
        }
        let span = f64::from(self.last - self.first);
        self.left + f64::from(year - self.first) / span * (self.right - self.left)
    }

    pub(super) fn y(&self, value: f64) -> f64 {
        self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)
    }

    /// Decimals that tell values of this range apart.
    pub(super) fn decimals(&self) -> usize {
        (3.0 - log10_f64(self.high - self.low).floor()).clamp(4.0, 18.0) as usize
    }

    /// Values of the horizontal lines, as they are written beside them.
    pub(super) fn ticks(&self) -> Vec<(f64, String)> {
        let most = ((self.bottom - self.top) / APART).clamp(5.0, 8.0);
        round_ticks(self.low, self.high, most)
    }

    /// Years under the frame: round, and at most so many.
    pub(super) fn year_ticks(&self, most: usize) -> Vec<i32> {
        let every = (0..6)
            .flat_map(|power| [1, 2, 5].map(|factor| factor * 10_i32.pow(power)))
            .find(|every| (((self.last - self.first) / every) as usize) < most)
            .unwrap_or(1_000_000);
        let round: Vec<i32> = (self.first..=self.last).filter(|year| year % every == 0).collect();
        if round.is_empty() { vec![self.first] } else { round }
    }
}

/// The range of an axis: the values, and a little room where they do not end at zero.
fn fitted(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = values
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    let size = low.abs().max(high.abs());
    if low > high || size < NOTHING {
        return (-1.0, 1.0);
    }
    if high - low < 1e-9 * size {
        return (low - 0.1 * size, high + 0.1 * size);
    }
    let room = MARGIN * (high - low);
    // Room never crosses zero: what is not negative has no axis below it.
    let bottom = if low >= 0.0 { (low - room).max(0.0) } else { low - room };
    let top = if high <= 0.0 { (high + room).min(0.0) } else { high + room };
    (bottom, top)
}

/// Round values between `low` and `high`, at most `most` steps apart, as they are written.
pub(super) fn round_ticks(low: f64, high: f64, most: f64) -> Vec<(f64, String)> {
    let (factor, power) = round_step((high - low) / most);
    let step = factor * whole_power_f64(10.0, power);
    // Edges that are ticks themselves must not be lost to rounding.
    let (first, last) = ((low / step - 1e-6).ceil(), (high / step + 1e-6).floor());
    let size = low.abs().max(high.abs());
    (0..=(last - first).max(0.0) as i32)
        .map(|i| {
            let value = (first + f64::from(i)) * step;
            let value = if value == 0.0 { 0.0 } else { value };
            (value, written(value, power, size))
        })
        .collect()
}

/// A value with the decimals of its step: in powers of ten where it would not be read otherwise.
fn written(value: f64, power: i32, size: f64) -> String {
    if value == 0.0 {
        return format!("{:.1$}", 0.0, if (-4..0).contains(&power) { -power as usize } else { 0 });
    }
    if power >= -4 && size < 1e6 {
        return format!("{value:.0$}", (-power).max(0) as usize);
    }
    let exponent = log10_f64(size).floor() as i32;
    let decimals = (exponent - power).max(0) as usize;
    format!("{:.decimals$}e{exponent}", value / whole_power_f64(10.0, exponent))
}

/// The step of one, two or five times a power of ten that is at least `raw`.
fn round_step(raw: f64) -> (f64, i32) {
    let power = log10_f64(raw).floor() as i32;
    let scale = whole_power_f64(10.0, power);
    [1.0, 2.0, 5.0]
        .into_iter()
        .find(|factor| factor * scale >= raw * 0.999)
        .map_or((1.0, power + 1), |f| (f, power))
}

/// A figure of a sentence or a caption: what two decimals would write as zero stands in powers of ten.
pub(super) fn figure(value: f64) -> String {
    if value.abs() < 0.005 && value.abs() >= NOTHING {
        format!("{value:.0e}")
    } else {
        text_table::number(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    fn scale(years: &[i32], values: &[f64]) -> Scale {
        Scale::new([0.0, 660.0, 0.0, 300.0], years, values.iter().copied())
    }

    fn labels(values: &[f64]) -> Vec<String> {
        scale(&[2023, 2060], values).ticks().into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn steps_are_round() {
        let steps = [0.9, 1.1, 2.4, 6.0, 0.03].map(round_step);
        assert_eq!(steps, [(1.0, 0), (2.0, 0), (5.0, 0), (1.0, 1), (5.0, -2)]);
    }

    #[test]
    fn ticks_are_round_and_zero_has_no_sign() {
        assert_eq!(labels(&[-0.3, 0.4]), ["-0.3", "-0.2", "-0.1", "0.0", "0.1", "0.2", "0.3", "0.4"]);
        assert_eq!(labels(&[0.0, 12.8]), ["0", "2", "4", "6", "8", "10", "12"]);
        assert_eq!(labels(&[-7.0, 0.0]), ["-7", "-6", "-5", "-4", "-3", "-2", "-1", "0"]);
        assert_eq!(labels(&[0.0, 3.1e-5])[..3], ["0", "0.5e-5", "1.0e-5"]);
        assert_eq!(labels(&[0.0, 3.1e7])[..2], ["0", "0.5e7"]);
        assert_eq!(labels(&[0.0, 31_000.0])[..2], ["0", "5000"]);
    }

    #[test]
    fn nothing_one_value_and_one_year_still_have_axes() {
        for values in [&[][..], &[0.0], &[1e-14, -1e-14], &[5.0, 5.0], &[-5.0]] {
            let scale = scale(&[2030], values);
            assert_eq!(scale.year_ticks(10), [2030]);
            assert_eq!(scale.x(2030), 330.0);
            assert!(
                scale.ticks().len() > 1
                    && values.iter().all(|value| (0.0..=300.0).contains(&scale.y(*value)))
            );
        }
    }

    #[test]
    fn years_are_round_whatever_the_horizon() {
        let years = |first, last, most| scale(&[first, last], &[1.0]).year_ticks(most);
        assert_eq!(years(2023, 2060, 5), [2030, 2040, 2050, 2060]);
        assert_eq!(years(2023, 2060, 10), [2025, 2030, 2035, 2040, 2045, 2050, 2055, 2060]);
        assert_eq!(years(2023, 2200, 5), [2050, 2100, 2150, 2200]);
        assert_eq!(years(2023, 2024, 5), [2023, 2024]);
    }

    #[test]
    fn figures_that_would_be_written_as_zero_have_powers_of_ten() {
        assert_eq!(
            [0.0, 1e-15, 3.24, -0.000_021, 0.0049].map(figure),
            ["0.00", "0.00", "3.24", "-2e-5", "5e-3"]
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..Default::default() })]

        #[test]
        fn the_frame_fits_whatever_the_data(a in -1.0..1.0_f64, b in -1.0..1.0_f64, power in -9..9_i32) {
            let unit = 10_f64.powi(power);
            // With the baseline, as charts of a run have it.
            let values = [a * unit, b * unit, 0.0];
            prop_assume!(a.abs().max(b.abs()) > 1e-3);
            let scale = scale(&[2023, 2060], &values);
            let (low, high) = (a.min(b).min(0.0) * unit, a.max(b).max(0.0) * unit);
            let used = (scale.y(low) - scale.y(high)) / 300.0;
            prop_assert!((0.9..=1.0 + 1e-9).contains(&used), "{used} of the frame");
            let ticks = scale.ticks();
            prop_assert!((3..=9).contains(&ticks.len()), "{ticks:?}");
            prop_assert!(ticks.iter().any(|(value, _)| *value == 0.0), "the baseline is a tick: {ticks:?}");
            for (value, label) in &ticks {
                prop_assert!((-1e-3..=300.001).contains(&scale.y(*value)), "{label}");
                let read: f64 = label.parse().unwrap();
                prop_assert!((read - value).abs() <= 1e-9 * unit, "{label} is {value}");
            }
            prop_assert!(ticks.windows(2).all(|pair| pair[0].1 != pair[1].1), "{ticks:?}");
        }
    }
}
