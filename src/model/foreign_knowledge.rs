//! Knowledge of partners in a scenario (E1, E2, E11): the stock that they hold, and the effort that they make.
//!
//! ```math
//! \begin{aligned}
//! \ln \frac{S_F[t]}{S_F^0[t]} &= \ln \left( 1 + \frac{\sum_j w_j \left( S_j[t] - S_j^0[t] \right)}{\sum_j w_j S_j^0[t]} \right) \\
//! \frac{N_F[t]}{N_F^0[t]} - 1 &= \frac{\sum_j \left( V_j[t-1] - V_j^0[t-1] \right)}{\sum_j V_j^0[t-1]}
//! \end{aligned}
//! ```
//! Every partner's stock follows the equation of a stock at home, all with one depreciation and one lag, and starts on
//! the balanced path of its own first ten years. The equation is linear in R&D and in the start: the weighted sum of
//! stocks is the stock of the weighted sum of flows, to which each partner adds its own start in its first year. One stock
//! is then advanced instead of dozens; the extra R&D has a stock of its own, which is exactly zero where nothing changes.

use super::knowledge_stock::{Gestation, KnowledgeStock, Start};
use crate::scalar::Scalar;

/// A partner that enters the data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Years after the first of the history.
    pub year: usize,
    /// Its weighted R&D of that year.
    pub flow: f64,
    /// Growth of its R&D in its first ten years.
    pub growth: f64,
}

/// R&D of partners by year, weighted and added up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ForeignFlows {
    /// Partners in the order of their first years.
    pub entries: Vec<Entry>,
    /// R&D up to the last year that scenario and baseline share, of partners that entered in an earlier year.
    pub history: Vec<f64>,
    /// R&D of the years after, in the baseline.
    pub baseline: Vec<f64>,
    /// What the scenario adds to it.
    pub extra: Vec<f64>,
}

/// The stock of these flows in the baseline, and what the scenario adds to it.
#[derive(Clone, Debug)]
pub struct ForeignKnowledge<'a, S> {
    flows: &'a ForeignFlows,
    gestation: Gestation<S>,
    baseline: KnowledgeStock<S>,
    extra: KnowledgeStock<S>,
}

impl<'a, S: Scalar> ForeignKnowledge<'a, S> {
    /// At the start of the first year after the history. (No closures: one that is not inlined has the baseline
    /// instruction set.)
    #[inline(always)]
    #[must_use]
    pub fn new(flows: &'a ForeignFlows, gestation: Gestation<S>) -> Self {
        let nothing = KnowledgeStock::none(gestation);
        let mut baseline = nothing.clone();
        let mut entered = 0;
        for (year, flow) in flows.history.iter().enumerate() {
            baseline.advance(gestation, S::of(*flow));
            while let Some(entry) = flows.entries.get(entered)
                && entry.year == year
            {
                let start = Start { flow: S::of(entry.flow), growth: entry.growth, log_error: S::of(0.0) };
                baseline.add(&KnowledgeStock::start(gestation, start));
                entered += 1;
            }
        }
        Self { flows, gestation, baseline, extra: nothing }
    }

    /// `ln(S_F/S_F0)` at the start of the year.
    #[inline(always)]
    #[must_use]
    pub fn log_ratio(&self) -> S {
        (S::of(1.0) + self.extra.stock() / self.baseline.stock()).ln()
    }

    /// Effort against the baseline, less one: R&D whose gestation ended last year.
    #[inline(always)]
    #[must_use]
    pub fn extra_effort(&self) -> S {
        self.extra.effective() / self.baseline.effective()
    }

    /// Year `t` after the history, from zero; nothing is known beyond the last.
    #[inline(always)]
    pub fn advance(&mut self, t: usize) {
        if let (Some(flow), Some(extra)) = (self.flows.baseline.get(t), self.flows.extra.get(t)) {
            self.baseline.advance(self.gestation, S::of(*flow));
            self.extra.advance(self.gestation, S::of(*extra));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    /// Partners that enter in these years, with R&D of these sizes that grow at these rates; the scenario multiplies the
    /// R&D of each by its factor.
    fn flows(partners: &[(usize, f64, f64)], factors: &[f64], years: usize) -> ForeignFlows {
        let flow = |(first, size, growth): (usize, f64, f64), year: usize| {
            if year < first { 0.0 } else { size * (1.0 + growth).powi((year - first) as i32) }
        };
        let history = 12;
        let sum = |year: usize, weight: &dyn Fn(usize) -> f64| -> f64 {
            partners.iter().enumerate().map(|(j, partner)| weight(j) * flow(*partner, year)).sum()
        };
        ForeignFlows {
            entries: partners
                .iter()
                .map(|(year, flow, growth)| Entry { year: *year, flow: *flow, growth: *growth })
                .collect(),
            history: (0..history)
                .map(|year| partners.iter().filter(|p| p.0 < year).map(|p| flow(*p, year)).sum())
                .collect(),
            baseline: (history..history + years).map(|year| sum(year, &|_| 1.0)).collect(),
            extra: (history..history + years).map(|year| sum(year, &|j| factors[j] - 1.0)).collect(),
        }
    }

    const PARTNERS: [(usize, f64, f64); 3] = [(0, 50.0, 0.03), (4, 20.0, 0.05), (11, 9.0, 0.01)];

    fn gestations() -> [Gestation<f64>; 3] {
        [Gestation::new(0.15, 2.0), Gestation::new(0.08, 0.0), Gestation::point_mass(0.2, 3)]
    }

    #[test]
    fn one_stock_is_the_sum_of_the_partners_stocks() {
        let flows = flows(&PARTNERS, &[1.4, 1.0, 0.7], 30);
        for gestation in gestations() {
            let mut together = ForeignKnowledge::new(&flows, gestation);
            // Each partner by itself, in baseline and scenario.
            let mut apart: Vec<(f64, f64, [KnowledgeStock<f64>; 2])> = Vec::new();
            for ((first, size, growth), factor) in PARTNERS.into_iter().zip([1.4, 1.0, 0.7]) {
                let mut stock =
                    KnowledgeStock::start(gestation, Start { flow: size, growth, log_error: 0.0 });
                for year in first + 1..12 {
                    stock.advance(gestation, size * (1.0 + growth).powi((year - first) as i32));
                }
                apart.push((size * (1.0 + growth).powi((11 - first) as i32), factor, [stock.clone(), stock]));
            }
            for t in 0..30 {
                let sum = |which: usize| apart.iter().map(|one| one.2[which].stock()).sum::<f64>();
                let effort = |which: usize| apart.iter().map(|one| one.2[which].effective()).sum::<f64>();
                assert_relative_eq!(
                    together.log_ratio(),
                    (sum(1) / sum(0)).ln(),
                    epsilon = 1e-14,
                    max_relative = 1e-11
                );
                assert_relative_eq!(
                    together.extra_effort(),
                    effort(1) / effort(0) - 1.0,
                    epsilon = 1e-14,
                    max_relative = 1e-10
                );
                for ((flow, factor, stocks), (_, _, growth)) in apart.iter_mut().zip(PARTNERS) {
                    *flow *= 1.0 + growth;
                    stocks[0].advance(gestation, *flow);
                    stocks[1].advance(gestation, *flow * *factor);
                }
                together.advance(t);
            }
        }
    }

    #[test]
    fn a_doubling_of_all_ends_at_the_logarithm_of_two() {
        let flows = flows(&PARTNERS, &[2.0; 3], 400);
        for gestation in gestations() {
            let mut knowledge = ForeignKnowledge::new(&flows, gestation);
            assert_eq!((knowledge.log_ratio(), knowledge.extra_effort()), (0.0, 0.0));
            for t in 0..400 {
                knowledge.advance(t);
            }
            assert_relative_eq!(knowledge.log_ratio(), 2.0_f64.ln(), max_relative = 1e-9);
            assert_relative_eq!(knowledge.extra_effort(), 1.0, max_relative = 1e-9);
        }
    }

    #[test]
    fn a_step_on_the_balanced_path_follows_its_closed_form() {
        // One partner at 2%: ln(1 + x (1 - q^t)), q = (1-delta)/(1+g), without gestation.
        let flows = flows(&[(0, 10.0, 0.02)], &[1.3], 60);
        let mut knowledge = ForeignKnowledge::new(&flows, Gestation::new(0.15, 0.0));
        let q: f64 = 0.85 / 1.02;
        for t in 0..60 {
            let expected = (1.0 + 0.3 * (1.0 - q.powi(t))).ln();
            assert_relative_eq!(knowledge.log_ratio(), expected, epsilon = 1e-14, max_relative = 1e-11);
            assert_relative_eq!(
                knowledge.extra_effort(),
                if t == 0 { 0.0 } else { 0.3 },
                max_relative = 1e-12
            );
            knowledge.advance(t as usize);
        }
    }

    #[test]
    fn nothing_more_is_exactly_nothing() {
        let flows = flows(&PARTNERS, &[1.0; 3], 10);
        let mut knowledge = ForeignKnowledge::new(&flows, Gestation::new(0.15, 2.0));
        for t in 0..10 {
            assert_eq!((knowledge.log_ratio(), knowledge.extra_effort()), (0.0, 0.0));
            knowledge.advance(t);
        }
    }
}
