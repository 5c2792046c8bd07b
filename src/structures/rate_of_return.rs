//! Rate of return (E6; Terleckyj 1974; Hall, Mairesse and Mohnen 2010, the form with constant returns).
//!
//! ```math
//! a[t] = \frac{\rho_B \left( S_B[t] - S_B^0[t] \right) + \rho_P \left( S_P[t] - S_P^0[t] \right)}{Y^0[t]}
//! ```
//! A euro of stock gives `rho` euro of output a year, however large the stock. On a path where R&D, stocks and GDP
//! grow at `g`, extra R&D of a share `x` of GDP for good ends at `a = rho omega x / (g + delta)`, omega the share of
//! R&D that gestation lets through: a level, never growth.
//!
//! The form that is published as a regression is in differences, `Delta ln A[t] = mu + sum_j rho_j (S_j[t] -
//! S_j[t-1])/Y[t-1]`. As a law of motion it would add the net change of the stock to growth for ever; it is for
//! estimation and validation only ([`knowledge_intensity`] is its regressor).

use super::{ByStock, Channel, Contributions, Knowledge, Past, StockYear, Structure};
use crate::parameters::{ParameterId, ParameterValues};
use crate::scalar::Scalar;

/// Constant gross returns on knowledge stocks.
#[derive(Clone, Copy, Debug)]
pub struct RateOfReturn;

/// What the extra stock adds to output over baseline output, in logs to first order.
#[inline(always)]
fn extra_output<S: Scalar>(rate: S, stock: &StockYear<S>, gdp: S) -> S {
    rate * (stock.level.scenario - stock.level.baseline) / gdp
}

impl Structure for RateOfReturn {
    type State<S: Scalar> = ();

    fn name(&self) -> &'static str {
        "rate_of_return"
    }

    fn parameters(&self) -> &'static [ParameterId] {
        &[ParameterId::RateOfReturnBusiness, ParameterId::RateOfReturnPublic]
    }

    fn channels(&self) -> &'static [Channel] {
        &[Channel::BusinessKnowledge, Channel::PublicKnowledge]
    }

    #[inline(always)]
    fn start<S: Scalar>(&self, _: &ParameterValues<S>, _: ByStock<S>) {}

    #[inline(always)]
    fn effect<S: Scalar>(&self, p: &ParameterValues<S>, _: &mut (), year: &Knowledge<S>) -> Contributions<S> {
        Contributions {
            business_knowledge: extra_output(p[ParameterId::RateOfReturnBusiness], &year.business, year.gdp),
            public_knowledge: extra_output(p[ParameterId::RateOfReturnPublic], &year.public, year.gdp),
            ..Contributions::zero()
        }
    }

    #[inline(always)]
    fn gross_returns<S: Scalar>(&self, p: &ParameterValues<S>, _: ByStock<S>) -> Option<ByStock<S>> {
        Some(ByStock {
            business: p[ParameterId::RateOfReturnBusiness],
            public: p[ParameterId::RateOfReturnPublic],
        })
    }

    /// None: the rule is for elasticities.
    #[inline(always)]
    fn feedback<S: Scalar>(&self, _: &ParameterValues<S>, _: ByStock<S>, _: bool) -> S {
        S::of(0.0)
    }

    /// The difference form: what is added to a stock over the output of the year before.
    fn past(&self) -> Option<Past> {
        use ParameterId as P;
        Some(Past {
            fitted: &[
                P::DepreciationBusiness,
                P::DepreciationPublic,
                P::GestationBusiness,
                P::GestationPublic,
                P::RateOfReturnBusiness,
                P::RateOfReturnPublic,
            ],
            pooled: &[P::RateOfReturnBusiness, P::RateOfReturnPublic],
            has_stocks: true,
        })
    }
}

/// The regressor of the difference form: `(S[t] - S[t-1]) / Y[t-1]`, from the second year on, the net addition to
/// a stock (start of year, volume) over output of the year before (same unit).
///
/// Its coefficient in a regression of `Delta ln A[t]` is the gross return `rho` (Griliches 1979; Hall, Mairesse and
/// Mohnen 2010): `Delta ln A = eps Delta S / S = rho Delta S / Y`. Studies that put R&D itself over output leave
/// depreciation out, and then estimate a net return.
#[must_use]
pub fn knowledge_intensity(stock: &[f64], output: &[f64]) -> Vec<f64> {
    stock.windows(2).zip(output).map(|(s, y)| (s[1] - s[0]) / y).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Gestation, KnowledgeStock, Pair, Start};
    use crate::parameters::ParameterSet;
    use approx::assert_relative_eq;

    #[test]
    fn a_euro_of_stock_gives_its_return_whatever_the_stock() {
        let p = ParameterSet::default().centres();
        for stock in [10.0, 1000.0] {
            let same = Pair { scenario: stock, baseline: stock };
            let more = Pair { scenario: stock + 1.0, baseline: stock };
            let business = RateOfReturn.effect(&p, &mut (), &Knowledge::of_stocks(more, same, 1000.0));
            assert_relative_eq!(1000.0 * business.total(), 0.45, max_relative = 1e-10);
            let public = RateOfReturn.effect(&p, &mut (), &Knowledge::of_stocks(same, more, 1000.0));
            assert_relative_eq!(1000.0 * public.total(), 0.40, max_relative = 1e-10);
        }
    }

    #[test]
    fn extra_rd_for_good_ends_at_its_closed_form() {
        let (delta, m, g, x) = (0.10, 5.0, 0.015, 0.001);
        let gestation = Gestation::new(delta, m);
        let start = |flow| KnowledgeStock::start(gestation, Start { flow, growth: g, log_error: 0.0 });
        let (mut with, mut without) = (start(0.007), start(0.007));
        let p = ParameterSet::default().centres();
        let mut last = 0.0;
        for t in 1..400_i32 {
            let gdp = (1.0 + g).powi(t);
            let same = Pair { scenario: 1.0, baseline: 1.0 };
            let public = Pair { scenario: with.stock(), baseline: without.stock() };
            last = RateOfReturn.effect(&p, &mut (), &Knowledge::of_stocks(same, public, gdp)).total();
            with.advance(gestation, (0.007 + x) * gdp);
            without.advance(gestation, 0.007 * gdp);
        }
        let persistence = m / (m + 3.0);
        let omega = ((1.0 - persistence) / (1.0 - persistence / (1.0 + g))).powi(3);
        assert_relative_eq!(last, 0.40 * omega * x / (g + delta), max_relative = 1e-10);
    }

    #[test]
    fn difference_form_recovers_the_return_that_made_the_data() {
        // ln A[t] - ln A[t-1] = rho (S[t] - S[t-1])/Y[t-1]: the regressor times rho is the change itself.
        let (stock, output) = ([10.0, 10.5, 11.2, 11.1], [100.0, 101.0, 103.0, 104.0]);
        let intensity = knowledge_intensity(&stock, &output);
        assert_eq!(intensity.len(), 3);
        assert_relative_eq!(intensity[0], 0.005, max_relative = 1e-12);
        assert_relative_eq!(intensity[2], -0.1 / 103.0, max_relative = 1e-12);
    }
}
