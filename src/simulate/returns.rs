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

/// The internal rate of return of a stock with gross return `rho`; none where the present value of the returns does
/// not cover the outlay at any rate above `-delta` (a return of zero or less).
#[must_use]
pub fn internal_rate_of_return(gross_return: f64, gestation: Gestation<f64>) -> Option<f64> {
    // rho E[(1+r)^-k] falls and r + delta rises: one root, above -delta where rho is positive.
    let excess = |r: f64| gross_return * gestation.discounted(r) - (r + gestation.depreciation());
    if !(gross_return.is_finite() && gross_return > 0.0) {
        return None;
    }
    // Below, the lag's expectation ends at 1 + r = p.
    let mut rate = (-gestation.depreciation()).max(gestation.least_rate() + 1e-9);
    if excess(rate) < 0.0 {
        return None;
    }
    // The excess falls and is convex, so that Newton's steps from below rise to the root and do not pass it.
    for _ in 0..MAX_STEPS {
        let step = excess(rate) / (1.0 - gross_return * gestation.discounted_slope(rate));
        rate += step;
        if step <= 1e-15 * (1.0 + rate.abs()) {
            break;
        }
    }
    Some(rate)
}

#[cfg(test)]
mod tests {
    use super::*;
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
