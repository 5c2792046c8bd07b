//! A bracket around a root, and the next point to look at: secants that halve the value of an end that stays (the Illinois
//! rule of regula falsi, Dowell and Jarratt 1971, of order 1.44), and halves of the bracket where it has shrunk too slowly.
//!
//! ```math
//! x = a - f(a) \frac{b - a}{f(b) - f(a)}
//! ```
//! Its state is a few numbers, so that the draws of a lane group carry one each and go side by side, which solvers that call
//! the function themselves cannot.

/// The root is known to this share of the upper end of the first bracket.
const WIDTH: f64 = 1e-13;
/// Points after which a bracket must have halved.
const MAX_SLOW: u32 = 3;
/// Most points: halves alone would take 44.
pub(super) const MAX_POINTS: usize = 140;

/// A bracket: the function has other signs at its ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bracket {
    low: (f64, f64),
    high: (f64, f64),
    rises: bool,
    moved_low: Option<bool>,
    slow: u32,
    halved: f64,
    smallest: f64,
    found: Option<f64>,
}

impl Bracket {
    /// Between two points with the values there; none where both are on the same side.
    pub(super) fn new(low: (f64, f64), high: (f64, f64)) -> Option<Self> {
        let rises = low.1 < 0.0;
        if !(low.1.is_finite() && high.1.is_finite()) || rises == (high.1 < 0.0) {
            return None;
        }
        let zero = |end: (f64, f64)| (end.1 == 0.0).then_some(end.0);
        let found = zero(low).or(zero(high));
        let (halved, smallest) = (high.0 - low.0, WIDTH * high.0);
        Some(Self { low, high, rises, moved_low: None, slow: 0, halved, smallest, found })
    }

    /// The next point to look at; none where the root is known.
    pub(super) fn next(&self) -> Option<f64> {
        if self.found.is_some() || self.high.0 - self.low.0 <= self.smallest {
            return None;
        }
        let (low, high) = (self.low, self.high);
        let secant = low.0 - low.1 * (high.0 - low.0) / (high.1 - low.1);
        let is_inside = secant > low.0 && secant < high.0 && self.slow < MAX_SLOW;
        Some(if is_inside { secant } else { 0.5 * (low.0 + high.0) })
    }

    /// Takes the value at the point that was asked for; one that is no number ends the search without a root.
    pub(super) fn take(&mut self, x: f64, value: f64) {
        if value == 0.0 || !value.is_finite() {
            self.found = Some(if value == 0.0 { x } else { f64::NAN });
            return;
        }
        if self.slow >= MAX_SLOW {
            self.slow = 0;
        }
        let is_low = (value < 0.0) == self.rises;
        if is_low {
            self.low = (x, value);
            self.high.1 *= if self.moved_low == Some(true) { 0.5 } else { 1.0 };
        } else {
            self.high = (x, value);
            self.low.1 *= if self.moved_low == Some(false) { 0.5 } else { 1.0 };
        }
        self.moved_low = Some(is_low);
        self.slow += 1;
        if self.high.0 - self.low.0 <= 0.5 * self.halved {
            (self.halved, self.slow) = (self.high.0 - self.low.0, 0);
        }
    }

    /// The root as far as it is known; no number where the function has none on the way.
    pub(super) fn root(&self) -> f64 {
        self.found.unwrap_or(0.5 * (self.low.0 + self.high.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(f: impl Fn(f64) -> f64, low: f64, high: f64) -> (f64, usize) {
        let mut bracket = Bracket::new((low, f(low)), (high, f(high))).unwrap();
        let mut points = 0;
        while let Some(x) = bracket.next() {
            bracket.take(x, f(x));
            points += 1;
        }
        (bracket.root(), points)
    }

    #[test]
    fn roots_are_found_in_few_points_rising_and_falling() {
        /// A curve, its root, and most points to it.
        type Curve = (fn(f64) -> f64, f64, usize);
        let curves: [Curve; 7] = [
            (|x| x - 0.3, 0.3, 2),
            (|x| 0.3 - x, 0.3, 2),
            (|x| (x + 1.0).powi(2) - 1.69, 0.3, 10),
            (|x| 1.69 - (x + 1.0).powi(2), 0.3, 10),
            (|x| ((x + 1e-4) / 0.1).ln(), 0.0999, 20),
            (|x| (1e6 * (x - 0.77)).atan(), 0.77, 50),
            (|x| if x < 0.123 { -1.0 } else { 1.0 }, 0.123, MAX_POINTS),
        ];
        for (curve, expected, most) in curves {
            let (found, points) = root(curve, 0.0, 1.0);
            assert!((found - expected).abs() < 1e-12, "{found}, {expected}");
            assert!(points <= most, "{expected}: {points}");
        }
    }

    #[test]
    fn one_side_alone_has_no_bracket() {
        assert!(Bracket::new((0.0, 1.0), (1.0, 2.0)).is_none());
        assert!(Bracket::new((0.0, -1.0), (1.0, -2.0)).is_none());
        assert!(Bracket::new((0.0, -1.0), (1.0, f64::NAN)).is_none());
        // An end that is the root needs no search.
        assert_eq!(Bracket::new((0.0, -1.0), (1.0, 0.0)).map(|b| (b.next(), b.root())), Some((None, 1.0)));
    }
}
