//! Implied returns of the stocks of knowledge.
//!
//! ```math
//! \rho = \varepsilon\, \frac{Y}{S}, \qquad \rho\, E\!\left[ (1+r)^{-k} \right] = r + \delta
//! ```
//! A euro with gestation `k` works from `t + 1 + k` on and decays at `delta`: its present value in `t` is
//! `rho E[(1+r)^-k] / (r + delta)`.

use super::baseline::Baseline;
use crate::model::Gestation;
use crate::scalar::Scalar;
use crate::structures::ByStock;

/// Near the pole of the lag a step takes a third of the way: from `1e-9` above it these are many more than enough.
const MAX_STEPS: usize = 200;

/// S/Y of the reference year, the last with R&D.
#[inline(always)]
pub(crate) fn reference_stock_ratio<S: Scalar>(baseline: &Baseline, reference: ByStock<S>) -> ByStock<S> {
    let gdp = S::of(baseline.gdp[0]);
    ByStock { business: reference.business / gdp, public: reference.public / gdp }
}

/// In the place of an internal rate that does not exist: rates lie above it, since they lie above minus the depreciation.
pub(crate) const NO_RATE: f64 = -1.0;

/// The internal rate of return of a stock with gross return `rho`; none where the present value of the returns does
/// not cover the outlay at any rate above `-delta` (a return of zero or less).
#[must_use]
pub fn internal_rate_of_return(gross_return: f64, gestation: Gestation<f64>) -> Option<f64> {
    let rate = internal_rates(gross_return, gestation);
    (rate > NO_RATE).then_some(rate)
}

/// As [`internal_rate_of_return`], of draws side by side: [`NO_RATE`] in those that have none.
#[inline(always)]
pub(crate) fn internal_rates<S: Scalar>(gross_return: S, gestation: Gestation<S>) -> S {
    let (zero, one) = (S::of(0.0), S::of(1.0));
    let none = S::of(NO_RATE);
    // rho E[(1+r)^-k] falls and r + delta rises: one root, above -delta where rho is positive.
    let mut rate = (-gestation.depreciation()).max(gestation.least_rate() + S::of(1e-9));
    let is_return = S::select(zero.lt(gross_return), one, zero);
    let is_return = S::select(gross_return.lt(S::of(f64::INFINITY)), is_return, zero);
    // Below, the lag's expectation ends at 1 + r = p.
    let has_rate = S::select(excess(gross_return, gestation, rate).lt(zero), zero, is_return);
    let mut seeks = has_rate;
    // The excess falls and is convex, so that Newton's steps from below rise to the root and do not pass it.
    for _ in 0..MAX_STEPS {
        if S::all(seeks.lt(S::of(0.5))) {
            break;
        }
        let slope = one - gross_return * gestation.discounted_slope(rate);
        let step = excess(gross_return, gestation, rate) / slope;
        rate = S::select(S::of(0.5).lt(seeks), rate + step, rate);
        let is_long = (S::of(1e-15) * (one + rate.absolute())).lt(step);
        seeks = S::select(is_long, seeks, zero);
    }
    S::select(S::of(0.5).lt(has_rate), rate, none)
}

/// `rho E[(1+r)^-k] - (r + delta)`.
#[inline(always)]
fn excess<S: Scalar>(gross_return: S, gestation: Gestation<S>, rate: S) -> S {
    gross_return * gestation.discounted(rate) - (rate + gestation.depreciation())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::Lanes;
    use approx::assert_relative_eq;

    #[test]
    fn no_lag_gives_gross_return_less_depreciation() {
        let r = internal_rate_of_return(0.30, Gestation::new(0.10, 1e-9)).unwrap();
        assert_relative_eq!(r, 0.20, epsilon = 1e-8);
    }

    #[test]
    fn published_illustration_of_public_research() {
        // gamma .05, S/Y .0658, gestation in the stock, Pascal with mean 5: 25.2% with the gestation in the stock's
        // size too. S/Y of a stock with gestation is omega times that without.
        let (delta, g): (f64, f64) = (0.10, 0.02);
        let p: f64 = 5.0 / 8.0;
        let omega = ((1.0 - p) / (1.0 - p / (1.0 + g))).powi(3);
        let ratio = omega * 0.0079 / (g + delta);
        let r = internal_rate_of_return(0.05 / ratio, Gestation::new(delta, 5.0)).unwrap();
        assert_relative_eq!(r, 0.252, epsilon = 0.001);
    }

    #[test]
    fn present_value_of_a_euro_is_one_at_the_internal_rate() {
        let (rho, delta, m) = (0.8, 0.15, 2.0);
        let gestation = Gestation::new(delta, m);
        let r = internal_rate_of_return(rho, gestation).unwrap();
        // Follow one euro spent in year 0 through the stock.
        let p: f64 = m / (m + 3.0);
        let (mut value, mut stock) = (0.0, 0.0);
        for t in 0..600 {
            value += rho * stock / (1.0 + r).powi(t);
            let k = f64::from(t);
            let weight = (k + 2.0) * (k + 1.0) / 2.0 * (1.0 - p).powi(3) * p.powf(k);
            stock = (1.0 - delta) * stock + weight;
        }
        assert_relative_eq!(value, 1.0, max_relative = 1e-9);
    }

    #[test]
    fn the_rate_is_where_bisection_finds_it() {
        for rho in [1e-6, 0.02, 0.3, 1.1, 40.0] {
            for gestation in [
                Gestation::new(0.15, 2.0),
                Gestation::new(0.02, 30.0),
                Gestation::new(0.9, 0.5),
                Gestation::point_mass(0.10, 0),
                Gestation::point_mass(0.10, 7),
            ] {
                let excess = |r: f64| rho * gestation.discounted(r) - (r + gestation.depreciation());
                let (mut low, mut high) =
                    ((-gestation.depreciation()).max(gestation.least_rate() + 1e-9), 50.0);
                for _ in 0..200 {
                    let middle = 0.5 * (low + high);
                    if excess(middle) > 0.0 { low = middle } else { high = middle }
                }
                let rate = internal_rate_of_return(rho, gestation).unwrap();
                assert_relative_eq!(rate, low, epsilon = 1e-13, max_relative = 1e-13);
            }
        }
    }

    /// Draws that stop at different steps, and some without a rate.
    #[test]
    fn draws_side_by_side_have_the_rates_that_each_has_alone() {
        let gross = [1e-6, 40.0, 0.3, -0.1, f64::NAN, 0.02, f64::INFINITY, 1.1];
        let [depreciation, years] =
            [[0.15, 0.02, 0.9, 0.1, 0.1, 0.05, 0.1, 0.3], [2.0, 30.0, 0.5, 3.0, 1.0, 8.0, 2.0, 1.0]];
        let of_lane = |lane: usize| Gestation::new(depreciation[lane], years[lane]);
        let rates = internal_rates(Lanes(gross), Gestation::new(Lanes(depreciation), Lanes(years)));
        for (lane, rate) in rates.0.into_iter().enumerate() {
            let alone = internal_rate_of_return(gross[lane], of_lane(lane));
            assert_eq!(rate.to_bits(), alone.unwrap_or(NO_RATE).to_bits(), "{lane}");
        }
        assert_eq!(rates.0.iter().filter(|rate| **rate == NO_RATE).count(), 3);
    }

    #[test]
    fn the_slope_is_that_of_the_discounted_lag() {
        for gestation in [Gestation::new(0.1, 5.0), Gestation::point_mass(0.1, 3)] {
            for r in [-0.1, 0.0, 0.3, 2.0] {
                let slope = (gestation.discounted(r + 1e-6) - gestation.discounted(r - 1e-6)) / 2e-6;
                assert_relative_eq!(gestation.discounted_slope(r), slope, max_relative = 1e-8);
            }
        }
    }

    #[test]
    fn nothing_returned_has_no_rate() {
        assert_eq!(internal_rate_of_return(0.0, Gestation::new(0.1, 5.0)), None);
        assert_eq!(internal_rate_of_return(-0.5, Gestation::new(0.1, 5.0)), None);
        assert_eq!(internal_rate_of_return(f64::NAN, Gestation::new(0.1, 5.0)), None);
    }
}
