//! Knowledge capital (E4; Griliches 1979; Guellec and van Pottelsberghe 2004).
//!
//! ```math
//! \begin{aligned}
//! x[t] &= \varepsilon_B \ln \frac{S_B[t]}{S_B^0[t]} + \varepsilon_P \ln \frac{S_P[t]}{S_P^0[t]} + \varepsilon_F \ln \frac{S_F[t]}{S_F^0[t]} + \varepsilon_{BP} \left( b\, p - b^0 p^0 \right) \\
//! a[t] &= (1-\kappa)\, a[t-1] + \kappa\, x[t], \qquad b,\, p = \ln \frac{S}{S_{ref}}
//! \end{aligned}
//! ```
//! A permanent rise of R&D by `x` ends at `eps ln(1+x)`: a level, never growth. Elasticities from another country
//! are transferred by `eps = eps_source [(S/Y)/(S/Y)_source]^theta`.

use super::knowledge::step;
use super::{ByStock, Channel, Contributions, Knowledge, Past, Structure};
use crate::parameters::{ParameterId, ParameterValues};
use crate::scalar::Scalar;

/// Constant elasticities of knowledge stocks.
#[derive(Clone, Copy, Debug)]
pub struct KnowledgeCapital;

/// Elasticities after transfer, and the productivity of last year.
#[derive(Clone, Copy, Debug)]
pub struct State<S> {
    elasticity: ByStock<S>,
    last: Contributions<S>,
}

/// An elasticity that was estimated where S/Y is `source_ratio`, for a country where it is `own_ratio`: with
/// `theta` zero the elasticity travels, with one the return. Where the source's ratio is not known (zero) the
/// elasticity travels.
#[inline(always)]
#[must_use]
pub fn transferred_elasticity<S: Scalar>(elasticity: S, own_ratio: S, source_ratio: S, theta: S) -> S {
    let known = S::of(0.0).lt(source_ratio);
    let source = S::select(known, source_ratio, own_ratio);
    elasticity * (theta * (own_ratio / source).ln()).exp()
}

#[inline(always)]
fn elasticities<S: Scalar>(p: &ParameterValues<S>, stock_ratio: ByStock<S>) -> ByStock<S> {
    use ParameterId as P;
    let theta = p[P::TransferTheta];
    ByStock {
        business: transferred_elasticity(
            p[P::OutputElasticityBusiness],
            stock_ratio.business,
            p[P::SourceStockRatioBusiness],
            theta,
        ),
        public: transferred_elasticity(
            p[P::OutputElasticityPublic],
            stock_ratio.public,
            p[P::SourceStockRatioPublic],
            theta,
        ),
    }
}

impl Structure for KnowledgeCapital {
    type State<S: Scalar> = State<S>;

    fn name(&self) -> &'static str {
        "knowledge_capital"
    }

    fn parameters(&self) -> &'static [ParameterId] {
        &[
            ParameterId::OutputElasticityBusiness,
            ParameterId::OutputElasticityPublic,
            ParameterId::OutputElasticityForeign,
            ParameterId::InteractionElasticity,
            ParameterId::TransferTheta,
            ParameterId::AdjustmentSpeed,
        ]
    }

    fn channels(&self) -> &'static [Channel] {
        &[Channel::BusinessKnowledge, Channel::PublicKnowledge]
    }

    fn foreign_channel(&self) -> Option<Channel> {
        Some(Channel::ForeignKnowledge)
    }

    #[inline(always)]
    fn start<S: Scalar>(&self, p: &ParameterValues<S>, stock_ratio: ByStock<S>) -> State<S> {
        State { elasticity: elasticities(p, stock_ratio), last: Contributions::zero() }
    }

    #[inline(always)]
    fn effect<S: Scalar>(
        &self,
        p: &ParameterValues<S>,
        state: &mut State<S>,
        year: &Knowledge<S>,
    ) -> Contributions<S> {
        let (business, public) = (&year.business, &year.public);
        let speed = p[ParameterId::AdjustmentSpeed];
        // The channels of this structure alone: the others stay at zero, and cost nothing.
        let last = &mut state.last;
        let x = state.elasticity.business * business.log_ratio;
        last.business_knowledge = step(last.business_knowledge, x, speed);
        let x = state.elasticity.public * public.log_ratio;
        last.public_knowledge = step(last.public_knowledge, x, speed);
        let x = p[ParameterId::OutputElasticityForeign] * year.foreign_log_ratio;
        last.foreign_knowledge = step(last.foreign_knowledge, x, speed);
        if year.interaction {
            let b0 = (business.level.baseline / business.reference).ln();
            let p0 = (public.level.baseline / public.reference).ln();
            // b p - b0 p0 with b = b0 + ln(S_B/S_B0): exactly zero where nothing changed.
            let product = b0 * public.log_ratio + business.log_ratio * (p0 + public.log_ratio);
            let x = p[ParameterId::InteractionElasticity] * product;
            last.interaction = step(last.interaction, x, speed);
        }
        state.last
    }

    #[inline(always)]
    fn gross_returns<S: Scalar>(
        &self,
        p: &ParameterValues<S>,
        stock_ratio: ByStock<S>,
    ) -> Option<ByStock<S>> {
        let elasticity = elasticities(p, stock_ratio);
        Some(ByStock {
            business: elasticity.business / stock_ratio.business,
            public: elasticity.public / stock_ratio.public,
        })
    }

    #[inline(always)]
    fn feedback<S: Scalar>(&self, p: &ParameterValues<S>, stock_ratio: ByStock<S>, under_target: bool) -> S {
        let elasticity = elasticities(p, stock_ratio);
        if under_target { elasticity.business + elasticity.public } else { elasticity.business }
    }

    fn past(&self) -> Option<Past> {
        use ParameterId as P;
        Some(Past {
            fitted: &[
                P::OutputElasticityBusiness,
                P::OutputElasticityPublic,
                P::AdjustmentSpeed,
                P::DepreciationBusiness,
                P::DepreciationPublic,
                P::GestationBusiness,
                P::GestationPublic,
            ],
            pooled: &[P::OutputElasticityBusiness, P::OutputElasticityPublic],
            has_stocks: true,
        })
    }

    /// The elasticities are the country's own, and productivity has adjusted to growth as it was.
    #[inline(always)]
    fn start_of_past<S: Scalar>(&self, p: &ParameterValues<S>, first: &Knowledge<S>) -> State<S> {
        let elasticity = ByStock {
            business: p[ParameterId::OutputElasticityBusiness],
            public: p[ParameterId::OutputElasticityPublic],
        };
        let last = Contributions {
            business_knowledge: elasticity.business * first.business.log_ratio,
            public_knowledge: elasticity.public * first.public.log_ratio,
            ..Contributions::zero()
        };
        State { elasticity, last }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Pair;
    use crate::parameters::ParameterSet;
    use crate::structures::StockYear;
    use approx::assert_relative_eq;

    fn stock(scenario: f64, baseline: f64, reference: f64) -> StockYear<f64> {
        StockYear { level: Pair { scenario, baseline }, log_ratio: (scenario / baseline).ln(), reference }
    }

    fn year(business: StockYear<f64>, public: StockYear<f64>, interaction: bool) -> Knowledge<f64> {
        Knowledge {
            business,
            public,
            foreign_log_ratio: 0.0,
            foreign_extra_effort: 0.0,
            relative_import_share: 1.0,
            effort: Pair { scenario: 1.0, baseline: 1.0 },
            human_capital: 0.0,
            gdp: 1000.0,
            interaction,
        }
    }

    #[test]
    fn one_percent_more_stock_gives_its_elasticity() {
        // Guellec and van Pottelsberghe: .13 business, .17 public.
        let mut p = ParameterSet::default().centres();
        p.set(ParameterId::OutputElasticityBusiness, 0.13);
        p.set(ParameterId::OutputElasticityPublic, 0.17);
        let ratio = ByStock { business: 0.08, public: 0.06 };
        let mut state = KnowledgeCapital.start(&p, ratio);
        let x = KnowledgeCapital.effect(
            &p,
            &mut state,
            &year(stock(101.0, 100.0, 90.0), stock(50.0, 50.0, 45.0), false),
        );
        assert_relative_eq!(x.total(), 0.13 * 1.01_f64.ln(), max_relative = 1e-13);
    }

    #[test]
    fn interaction_is_the_difference_of_products() {
        let mut p = ParameterSet::default().centres();
        p.set(ParameterId::InteractionElasticity, 0.05);
        let ratio = ByStock { business: 0.08, public: 0.06 };
        let mut state = KnowledgeCapital.start(&p, ratio);
        let x = KnowledgeCapital.effect(
            &p,
            &mut state,
            &year(stock(130.0, 110.0, 100.0), stock(66.0, 55.0, 50.0), true),
        );
        let (b, pu, b0, p0) = (1.3_f64.ln(), 1.32_f64.ln(), 1.1_f64.ln(), 1.1_f64.ln());
        assert_relative_eq!(x.interaction, 0.05 * (b * pu - b0 * p0), max_relative = 1e-12);
    }

    #[test]
    fn slow_adjustment_delays_by_its_mean_lag() {
        let mut p = ParameterSet::default().centres();
        p.set(ParameterId::AdjustmentSpeed, 0.25);
        let mut state = KnowledgeCapital.start(&p, ByStock { business: 0.08, public: 0.06 });
        let shocked = year(stock(110.0, 100.0, 100.0), stock(50.0, 50.0, 50.0), false);
        let end = 0.08 * 1.1_f64.ln();
        let mut missing = 0.0;
        for _ in 0..200 {
            missing += 1.0 - KnowledgeCapital.effect(&p, &mut state, &shocked).total() / end;
        }
        // The mean lag of a step is the area above its response: (1 - kappa)/kappa.
        assert_relative_eq!(missing, 0.75 / 0.25, max_relative = 1e-9);
    }

    #[test]
    fn theta_decides_whether_elasticity_or_return_travels() {
        // Own S/Y is half the source's: with theta = 1 the return rho = eps Y/S is the same in both.
        let (own, source, eps) = (0.05, 0.10, 0.08);
        assert_eq!(transferred_elasticity(eps, own, source, 0.0), eps);
        let transferred = transferred_elasticity(eps, own, source, 1.0);
        assert_relative_eq!(transferred / own, eps / source, max_relative = 1e-13);
        assert_relative_eq!(
            transferred_elasticity(eps, own, source, 0.5),
            eps * 0.5_f64.sqrt(),
            max_relative = 1e-13
        );
        assert_eq!(transferred_elasticity(eps, own, 0.0, 1.0), eps);
    }

    #[test]
    fn gross_return_is_elasticity_times_output_over_stock() {
        let p = ParameterSet::default().centres();
        let returns =
            KnowledgeCapital.gross_returns(&p, ByStock { business: 0.0847, public: 0.0658 }).unwrap();
        assert_relative_eq!(returns.business, 0.08 / 0.0847);
        assert_relative_eq!(returns.public, 0.05 / 0.0658);
    }
}
