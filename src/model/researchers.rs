//! Price of research and supply of researchers (E9; Goolsbee 1998).
//!
//! ```math
//! \begin{aligned}
//! D &= \ln \frac{\text{money}}{\text{money}^0}, & v &= \frac{D + \psi n}{1 + \psi}, & p &= D - v, & R_j &= \text{money}_j\, e^{-p} \\
//! n &= \nu + n_G, & \nu[t+1] &= \nu[t] + \chi \left( v[t] - n[t] \right)
//! \end{aligned}
//! ```
//! `v` is log volume, `p` log price, `n` log supply of researchers, `n_G` what graduates and technicians add,
//! all against baseline. One price for all performers, so that public money crowds out private volume at first;
//! in the long run all money becomes volume. [`ResearchPrice::Off`] leaves the market out: `p` is zero, and `n_G` does nothing.

use super::Change;
use crate::names::named;
use crate::scalar::Scalar;

named! {
    /// Whether more demand for research makes it dearer (E9).
    ResearchPrice {
        /// The price of research rises with the demand for it: a part of extra money is higher pay.
        On = "on",
        /// Money buys research at the wages of the baseline, as with a `research_price_elasticity` of zero.
        Off = "off",
    }
}

/// The part of the supply of researchers that follows demand, `nu`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Researchers<S> {
    induced: S,
    price_elasticity: S,
    /// `1/(1 + psi)`, so that no year divides.
    share_of_volume: S,
}

/// The market for research in one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ResearchMarket<S> {
    /// Log volume of research, `v`.
    pub volume: S,
    /// Price of research, `p` and `e^p`.
    pub price: Change<S>,
    /// `e^-p`.
    pub deflator: S,
    supply: S,
}

impl<S: Scalar> Researchers<S> {
    /// The supply of the baseline, where the price has the elasticity `psi`.
    #[inline(always)]
    #[must_use]
    pub fn new(price_elasticity: S) -> Self {
        let share_of_volume = S::of(1.0) / (S::of(1.0) + price_elasticity);
        Self { induced: S::of(0.0), price_elasticity, share_of_volume }
    }

    /// The market, given `D` and `n_G`.
    #[inline(always)]
    #[must_use]
    pub fn market(&self, log_money: S, trained: S) -> ResearchMarket<S> {
        let supply = self.induced + trained;
        let volume = (log_money + self.price_elasticity * supply) * self.share_of_volume;
        let price = log_money - volume;
        // The deflator first: the stocks of next year wait for it.
        let deflator = (-price).exp();
        ResearchMarket {
            volume,
            price: Change { log: price, ratio: S::of(1.0) / deflator },
            deflator,
            supply,
        }
    }

    /// The market of the baseline.
    #[inline(always)]
    #[must_use]
    pub fn baseline() -> ResearchMarket<S> {
        let zero = S::of(0.0);
        ResearchMarket { volume: zero, price: Change::none(), deflator: S::of(1.0), supply: zero }
    }

    /// One year: supply follows volume at speed `chi`.
    #[inline(always)]
    pub fn advance(&mut self, market: ResearchMarket<S>, adjustment: S) {
        self.induced = self.induced + adjustment * (market.volume - market.supply);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn permanent_step_follows_its_closed_form() {
        let (psi, chi, d): (f64, f64, f64) = (0.54, 0.2, 0.1);
        let mut researchers = Researchers::new(psi);
        for t in 0..80 {
            let market = researchers.market(d, 0.0);
            let expected = d * (1.0 - psi / (1.0 + psi) * (1.0 - chi / (1.0 + psi)).powi(t));
            assert_relative_eq!(market.volume, expected, max_relative = 1e-12);
            assert_relative_eq!(market.volume + market.price.log, d, max_relative = 1e-12);
            researchers.advance(market, chi);
        }
    }

    #[test]
    fn share_of_money_that_is_volume_at_first() {
        // Of the sources: .90, .65 and .50 at psi = .11, .54 and 1.
        for (psi, share) in [(0.11, 0.90), (0.54, 0.65), (1.0, 0.50)] {
            let market = Researchers::new(psi).market(0.1, 0.0);
            assert_relative_eq!(market.volume / 0.1, share, epsilon = 0.002);
        }
    }

    #[test]
    fn without_a_price_response_money_is_volume() {
        let market = Researchers::new(0.0).market(0.3, 0.1);
        assert_eq!((market.volume, market.price.log, market.price.ratio), (0.3, 0.0, 1.0));
    }

    #[test]
    fn trained_researchers_lower_the_price() {
        let mut researchers = Researchers::new(0.54);
        let first = researchers.market(0.0, 0.1);
        assert!(first.price.log < 0.0 && first.volume > 0.0);
        // With money unchanged supply drifts back until volume is what money buys at the old price.
        for _ in 0..500 {
            let market = researchers.market(0.0, 0.1);
            researchers.advance(market, 0.2);
        }
        assert!(researchers.market(0.0, 0.1).volume.abs() < 1e-12);
    }
}
