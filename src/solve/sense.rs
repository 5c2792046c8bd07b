//! In which sense an amount answers a goal.

use crate::names::named;

named! {
    /// In which sense an amount answers a goal.
    Sense {
        /// The least money that reaches it.
        Least = "least",
        /// The most money at which it still holds: a present value that falls to the goal as the money grows.
        Most = "most",
    }
}

impl Sense {
    /// Between which points of the grid the goal is crossed for the first time: the place of the second of them, zero where it
    /// is at no amount, none where it never is. And how often it is crossed.
    pub(super) fn crossing(self, gap: &[f64], rounding: f64) -> (Option<usize>, usize) {
        // A value that starts on the goal, as a present value of nothing does, is on the side to which it goes.
        let starts_on_it = self == Self::Most && gap[0].abs() <= rounding;
        let start = usize::from(starts_on_it);
        let is_answer = |gap: &f64| if self == Self::Least { *gap >= 0.0 } else { *gap < 0.0 };
        let crossings = gap[start..].windows(2).filter(|pair| (pair[0] < 0.0) != (pair[1] < 0.0)).count();
        let place = gap.iter().skip(start).position(is_answer);
        (place.map(|place| if place == 0 { 0 } else { place + start }), crossings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_crossing_answers() {
        let of = |sense: Sense, gap: &[f64]| sense.crossing(gap, 1e-9);
        assert_eq!(of(Sense::Least, &[-1.0, -0.5, 0.5, 1.0]), (Some(2), 1));
        assert_eq!(of(Sense::Least, &[0.0, 0.5, 0.7]), (Some(0), 0));
        assert_eq!(of(Sense::Least, &[-1.0, -0.5, -0.2]), (None, 0));
        assert_eq!(of(Sense::Least, &[-1.0, 0.5, -0.2]), (Some(1), 2));
        // A present value that starts at the goal: it pays at first, or never, or always.
        assert_eq!(of(Sense::Most, &[0.0, 0.5, -0.2]), (Some(2), 1));
        assert_eq!(of(Sense::Most, &[1e-10, -0.5, -0.7]), (Some(0), 0));
        assert_eq!(of(Sense::Most, &[0.0, 0.5, 0.7]), (None, 0));
        // One that starts above it may fall at once.
        assert_eq!(of(Sense::Most, &[2.0, -0.5, -0.7]), (Some(1), 1));
        // What is no number is on no side.
        assert_eq!(of(Sense::Least, &[-1.0, f64::NAN]).0, None);
    }
}
