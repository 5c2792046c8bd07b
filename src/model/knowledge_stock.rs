//! Knowledge stocks (E1) with gestation (E2).
//!
//! ```math
//! \begin{aligned}
//! S[t+1] &= (1 - \delta)\, S[t] + V[t], & V[t] &= \sum_{k \ge 0} w[k]\, R[t-k] \\
//! w[k] &= \binom{k+2}{2} (1-p)^3\, p^k, & p &= \frac{m}{m+3}
//! \end{aligned}
//! ```
//! `R` is the volume of R&D of a performer, whoever pays; `m` the mean gestation in completed years. A euro with
//! gestation `k` that is spent in `t` first works in `t + 1 + k`. The Pascal lag of order three is three
//! first-order filters in a row, exact and without a cut.
//!
//! On a balanced path with growth `g` the filters and the stock start exactly:
//! `u_i[0] = R[0] ((1-p)/(1-p/(1+g)))^i`, `S[0] = u_3[0] / (g + delta)`.
//!
//! A point mass at a whole number of years is the other lag: `V[t] = R[t-m]`.

use crate::names::named;
use crate::scalar::{Scalar, whole_power_f64};
use std::collections::VecDeque;

named! {
    /// The lag from R&D to knowledge (E2).
    GestationLag {
        /// Spread over years with the given mean.
        Pascal = "pascal",
        /// All after the same whole number of years.
        PointMass = "point_mass",
    }
}

/// Order of the Pascal lag.
const ORDER: usize = 3;

/// Least `g + delta` at the start: below it the balanced path says more about its formula than about the past.
const MIN_GROWTH_AND_DEPRECIATION: f64 = 0.03;

/// How R&D becomes knowledge: rate of depreciation and lag.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gestation<S> {
    depreciation: S,
    lag: Lag<S>,
}

/// The lag from R&D to knowledge.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Lag<S> {
    /// Pascal of order three with `p = m/(m+3)`.
    Pascal(S),
    /// All after the same number of years.
    PointMass(u32),
}

impl<S: Scalar> Gestation<S> {
    /// Depreciation `delta` a year and mean gestation `m` years.
    #[inline(always)]
    #[must_use]
    pub fn new(depreciation: S, mean_years: S) -> Self {
        Self { depreciation, lag: Lag::Pascal(mean_years / (mean_years + S::of(ORDER as f64))) }
    }

    /// Depreciation `delta` a year, and a gestation of exactly `years`.
    #[inline(always)]
    #[must_use]
    pub fn point_mass(depreciation: S, years: u32) -> Self {
        Self { depreciation, lag: Lag::PointMass(years) }
    }

    /// That of one of the draws side by side.
    #[must_use]
    pub fn lane(&self, lane: usize) -> Gestation<f64> {
        let lag = match self.lag {
            Lag::Pascal(p) => Lag::Pascal(p.lane(lane)),
            Lag::PointMass(years) => Lag::PointMass(years),
        };
        Gestation { depreciation: self.depreciation.lane(lane), lag }
    }

    /// `E[(1+r)^-k]` of the lag: `((1-p) / (1 - p/(1+r)))^3`, or `(1+r)^-m`.
    #[inline(always)]
    #[must_use]
    pub fn discounted(self, rate: S) -> S {
        let growth = S::of(1.0) + rate;
        match self.lag {
            Lag::Pascal(p) => ((S::of(1.0) - p) / (S::of(1.0) - p / growth)).powi(ORDER as u32),
            Lag::PointMass(years) => S::of(1.0) / growth.powi(years),
        }
    }

    /// Its derivative to the rate: `-3 E p / ((1+r)^2 (1 - p/(1+r)))`, or `-m E / (1+r)`.
    #[inline(always)]
    #[must_use]
    pub fn discounted_slope(self, rate: S) -> S {
        let growth = S::of(1.0) + rate;
        let relative = match self.lag {
            Lag::Pascal(p) => S::of(ORDER as f64) * p / (growth * (growth - p)),
            Lag::PointMass(years) => S::of(f64::from(years)) / growth,
        };
        -(relative * self.discounted(rate))
    }

    /// The rate at and below which `E[(1+r)^-k]` does not exist: `p - 1`, or minus one.
    #[inline(always)]
    #[must_use]
    pub fn least_rate(self) -> S {
        match self.lag {
            Lag::Pascal(p) => p - S::of(1.0),
            Lag::PointMass(_) => S::of(-1.0),
        }
    }

    /// With another depreciation, and the same lag.
    #[inline(always)]
    #[must_use]
    pub(crate) fn with_depreciation(self, depreciation: S) -> Self {
        Self { depreciation, ..self }
    }

    /// Depreciation a year.
    #[inline(always)]
    #[must_use]
    pub fn depreciation(self) -> S {
        self.depreciation
    }
}

/// A balanced path up to the first year of the data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Start<S> {
    /// R&D of the first year.
    pub flow: S,
    /// Growth of R&D volume a year.
    pub growth: f64,
    /// Log error of the stock of the first year; zero for the stock of the balanced path.
    pub log_error: S,
}

/// A stock of knowledge at the start of a year, with the R&D that is still in gestation.
#[derive(Clone, Debug, PartialEq)]
pub struct KnowledgeStock<S> {
    stock: S,
    /// The three filters of the Pascal lag; the last holds what came to term, under either lag.
    filters: [S; ORDER],
    /// R&D in gestation under a point mass, the oldest first.
    waiting: VecDeque<S>,
}

impl<S: Scalar> KnowledgeStock<S> {
    /// The stock at the start of the year after the first year of the data.
    #[inline(always)]
    #[must_use]
    pub fn start(gestation: Gestation<S>, start: Start<S>) -> Self {
        let one = S::of(1.0);
        let growth = 1.0 + start.growth;
        let mut filters = [start.flow; ORDER];
        let mut waiting = VecDeque::new();
        match gestation.lag {
            Lag::Pascal(p) => {
                let ratio = (one - p) / (one - p * S::of(1.0 / growth));
                let mut value = start.flow;
                for filter in &mut filters {
                    value = value * ratio;
                    *filter = value;
                }
            }
            Lag::PointMass(years) => {
                let spent = |ago: u32| start.flow * S::of(whole_power_f64(growth, -(ago as i32)));
                waiting.extend((0..years).rev().map(spent));
                filters[ORDER - 1] = spent(years);
            }
        }
        let effective = filters[ORDER - 1];
        let replacement =
            (S::of(start.growth) + gestation.depreciation).max(S::of(MIN_GROWTH_AND_DEPRECIATION));
        let first = effective / replacement * start.log_error.exp();
        Self { stock: (one - gestation.depreciation) * first + effective, filters, waiting }
    }

    /// No stock, and no R&D in gestation.
    #[inline(always)]
    #[must_use]
    pub(crate) fn none(gestation: Gestation<S>) -> Self {
        let zero = S::of(0.0);
        Self::start(gestation, Start { flow: zero, growth: 0.0, log_error: zero })
    }

    /// Adds another stock of the same lag, with what is in gestation: the equations are linear.
    #[inline(always)]
    pub(crate) fn add(&mut self, other: &Self) {
        self.stock = self.stock + other.stock;
        for (filter, more) in self.filters.iter_mut().zip(&other.filters) {
            *filter = *filter + *more;
        }
        for (flow, more) in self.waiting.iter_mut().zip(&other.waiting) {
            *flow = *flow + *more;
        }
    }

    /// The stock at the start of the year.
    #[inline(always)]
    #[must_use]
    pub fn stock(&self) -> S {
        self.stock
    }

    /// The stock at the start of the year before.
    #[cfg(any(feature = "calibrate", test))]
    #[inline(always)]
    #[must_use]
    pub fn year_before(&self, gestation: Gestation<S>) -> S {
        (self.stock - self.effective()) / (S::of(1.0) - gestation.depreciation)
    }

    /// R&D whose gestation ended in the year before: what was added to the stock last.
    #[inline(always)]
    #[must_use]
    pub fn effective(&self) -> S {
        self.filters[ORDER - 1]
    }

    /// One year: `flow` is spent, and what has come to term is added.
    #[inline(always)]
    pub fn advance(&mut self, gestation: Gestation<S>, flow: S) {
        match gestation.lag {
            Lag::Pascal(p) => {
                let q = S::of(1.0) - p;
                let mut value = flow;
                for filter in &mut self.filters {
                    *filter = p * *filter + q * value;
                    value = *filter;
                }
            }
            Lag::PointMass(_) => {
                self.waiting.push_back(flow);
                // The queue holds as many years as the gestation has, and now one more.
                if let Some(oldest) = self.waiting.pop_front() {
                    self.filters[ORDER - 1] = oldest;
                }
            }
        }
        self.stock = (S::of(1.0) - gestation.depreciation) * self.stock + self.effective();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::{LANES, Lanes};
    use approx::assert_relative_eq;

    fn on_balanced_path(delta: f64, m: f64, g: f64) -> (Gestation<f64>, KnowledgeStock<f64>) {
        let gestation = Gestation::new(delta, m);
        (gestation, KnowledgeStock::start(gestation, Start { flow: 1.0, growth: g, log_error: 0.0 }))
    }

    #[test]
    fn a_lane_has_the_gestation_of_its_draw() {
        let (delta, m) =
            (Lanes(std::array::from_fn(|k| 0.1 + 0.01 * k as f64)), Lanes(std::array::from_fn(|k| k as f64)));
        for k in 0..LANES {
            assert_eq!(Gestation::new(delta, m).lane(k), Gestation::new(delta.0[k], m.0[k]));
            assert_eq!(Gestation::point_mass(delta, 3).lane(k), Gestation::point_mass(delta.0[k], 3));
        }
    }

    /// An impulse of one in year zero, with no R&D before or after: the effective flow by year.
    fn impulse(delta: f64, m: f64, years: usize) -> Vec<(f64, f64)> {
        let gestation = Gestation::new(delta, m);
        let mut stock = KnowledgeStock { stock: 0.0, filters: [0.0; ORDER], waiting: VecDeque::new() };
        (0..years)
            .map(|t| {
                stock.advance(gestation, if t == 0 { 1.0 } else { 0.0 });
                (stock.effective(), stock.stock())
            })
            .collect()
    }

    #[test]
    fn weights_are_pascal_sum_to_one_and_have_mean_m() {
        for m in [0.5, 2.0, 5.0, 12.0] {
            let p: f64 = m / (m + 3.0);
            let weights: Vec<f64> = impulse(0.1, m, 600).iter().map(|(v, _)| *v).collect();
            for (k, w) in weights.iter().enumerate().take(40) {
                let k = k as f64;
                let pascal = (k + 2.0) * (k + 1.0) / 2.0 * (1.0 - p).powi(3) * p.powf(k);
                assert_relative_eq!(*w, pascal, max_relative = 1e-12);
            }
            assert_relative_eq!(weights.iter().sum::<f64>(), 1.0, max_relative = 1e-12);
            let mean: f64 = weights.iter().enumerate().map(|(k, w)| k as f64 * w).sum();
            assert_relative_eq!(mean, m, max_relative = 1e-10);
        }
    }

    #[test]
    fn the_start_is_on_the_balanced_path() {
        // Growth of R&D at g keeps the stock growing at g from the first year: omega R / (g + delta).
        for (delta, m, g) in [(0.15, 2.0, 0.02), (0.05, 8.0, 0.03), (0.10, 5.0, 0.0)] {
            let (gestation, mut stock) = on_balanced_path(delta, m, g);
            let p: f64 = m / (m + 3.0);
            let omega = ((1.0 - p) / (1.0 - p / (1.0 + g))).powi(3);
            for t in 1..80 {
                let flow = (1.0 + g).powi(t);
                assert_relative_eq!(stock.stock(), omega * flow / (g + delta), max_relative = 1e-12);
                stock.advance(gestation, flow);
            }
        }
    }

    #[test]
    fn the_year_before_is_the_step_back() {
        let (gestation, mut stock) = on_balanced_path(0.15, 2.0, 0.02);
        for _ in 0..5 {
            let before = stock.stock();
            stock.advance(gestation, 1.3);
            assert_relative_eq!(stock.year_before(gestation), before, max_relative = 1e-14);
        }
    }

    #[test]
    fn low_growth_and_depreciation_are_raised_at_the_start() {
        let (_, stock) = on_balanced_path(0.02, 1.0, 0.0);
        assert_relative_eq!(stock.stock(), 0.98 / 0.03 + 1.0, max_relative = 1e-12);
    }

    #[test]
    fn step_without_gestation_follows_its_closed_form() {
        let (delta, g, x): (f64, f64, f64) = (0.15, 0.02, 0.3);
        let (gestation, base) = on_balanced_path(delta, 1e-9, g);
        let (mut with, mut without) = (base.clone(), base);
        let q = (1.0 - delta) / (1.0 + g);
        for t in 0..60_i32 {
            let expected = (1.0 + x * (1.0 - q.powi(t))).ln();
            assert_relative_eq!((with.stock() / without.stock()).ln(), expected, epsilon = 1e-8);
            let flow = (1.0 + g).powi(t + 1);
            with.advance(gestation, flow * (1.0 + x));
            without.advance(gestation, flow);
        }
    }

    #[test]
    fn an_impulse_decays_at_depreciation_after_the_lag() {
        let path = impulse(0.1, 2.0, 120);
        for t in 100..119 {
            assert_relative_eq!(path[t + 1].1 / path[t].1, 0.9, max_relative = 1e-10);
        }
        // Spent in year 0 with gestation 0: a share (1-p)^3 is in the stock at the start of year 1.
        assert_relative_eq!(path[0].1, (1.0_f64 - 0.4).powi(3), max_relative = 1e-12);
    }

    #[test]
    fn discounted_lag_is_the_sum_over_weights() {
        let gestation = Gestation::new(0.1, 5.0);
        for r in [0.01, 0.2, 1.5] {
            let sum: f64 = impulse(0.1, 5.0, 400)
                .iter()
                .enumerate()
                .map(|(k, (w, _))| w * (1.0_f64 + r).powi(-(k as i32)))
                .sum();
            assert_relative_eq!(gestation.discounted(r), sum, max_relative = 1e-10);
        }
    }

    #[test]
    fn a_point_mass_works_after_exactly_its_years_and_starts_balanced() {
        let (delta, g): (f64, f64) = (0.1, 0.02);
        let gestation = Gestation::point_mass(delta, 3);
        let mut stock = KnowledgeStock::start(gestation, Start { flow: 1.0, growth: g, log_error: 0.0 });
        for t in 1..40 {
            assert_relative_eq!(stock.stock(), (1.0 + g).powi(t - 3) / (g + delta), max_relative = 1e-12);
            stock.advance(gestation, (1.0 + g).powi(t));
        }
        // A euro more in one year comes to term three years later: it works from the fourth year on.
        let (mut with, mut without) = (stock.clone(), stock);
        for t in 0..6 {
            with.advance(gestation, if t == 0 { 2.0 } else { 1.0 });
            without.advance(gestation, 1.0);
            let expected = if t < 3 { 0.0 } else { (1.0 - delta).powi(t - 3) };
            assert_relative_eq!(with.stock() - without.stock(), expected, epsilon = 1e-12);
        }
        assert_relative_eq!(gestation.discounted(0.05), 1.05_f64.powi(-3), max_relative = 1e-14);
    }

    #[test]
    fn a_point_mass_at_zero_is_a_pascal_lag_without_gestation() {
        let start = Start { flow: 1.0, growth: 0.02, log_error: 0.0 };
        let (point, pascal) = (Gestation::point_mass(0.15, 0), Gestation::new(0.15, 0.0));
        let mut one = KnowledgeStock::start(point, start);
        let mut other = KnowledgeStock::start(pascal, start);
        for t in 1..30 {
            assert_relative_eq!(one.stock(), other.stock(), max_relative = 1e-13);
            one.advance(point, f64::from(t).sqrt());
            other.advance(pascal, f64::from(t).sqrt());
        }
    }
}
