//! International spillovers (E11; Coe and Helpman 1995; Coe, Helpman and Hoffmaister 2009).
//!
//! ```text
//! a[t] = eps_B ln(S_B/S_B0) + eps_P ln(S_P/S_P0) + eps_f m ln(S_F/S_F0) + ...        S_F as in E11
//! ```
//! Knowledge capital in which the foreign stock is that of partners, weighed by imports, and its elasticity goes with
//! the import share `m` of the country, which a scenario does not change. The prior of `output_elasticity_foreign` is
//! `eps_f` times the Dutch share, so that `eps_f m` is the prior times the share relative to the Dutch. Both shares
//! are of goods and contain re-exports, which no series in the data separates: the prior's product is not touched by
//! that, for other countries it understates `m` as far as the Dutch share is inflated more than theirs (assumption).
//!
//! Foreign R&D higher for good by a share `x` of the foreign stock ends at `eps_f m ln(1+x)`. A Dutch measure does
//! not move it: there the structure gives what knowledge_capital gives.

use super::{ByStock, Channel, Contributions, Knowledge, KnowledgeCapital, Structure};
use crate::parameters::{ParameterId, ParameterValues};
use crate::scalar::Scalar;

/// Elasticities of domestic stocks, and of partners' by import share.
#[derive(Clone, Copy, Debug)]
pub struct InternationalSpillovers;

impl Structure for InternationalSpillovers {
    const NAME: &'static str = "international_spillovers";
    const PARAMETERS: &'static [ParameterId] = KnowledgeCapital::PARAMETERS;
    const CHANNELS: &'static [Channel] = KnowledgeCapital::CHANNELS;
    type State<S: Scalar> = <KnowledgeCapital as Structure>::State<S>;

    #[inline(always)]
    fn start<S: Scalar>(p: &ParameterValues<S>, stock_ratio: ByStock<S>) -> Self::State<S> {
        KnowledgeCapital::start(p, stock_ratio)
    }

    #[inline(always)]
    fn effect<S: Scalar>(
        p: &ParameterValues<S>,
        state: &mut Self::State<S>,
        year: &Knowledge<S>,
    ) -> Contributions<S> {
        let foreign_log_ratio = year.relative_import_share * year.foreign_log_ratio;
        KnowledgeCapital::effect(p, state, &Knowledge { foreign_log_ratio, ..*year })
    }

    #[inline(always)]
    fn gross_returns<S: Scalar>(p: &ParameterValues<S>, stock_ratio: ByStock<S>) -> Option<ByStock<S>> {
        KnowledgeCapital::gross_returns(p, stock_ratio)
    }

    #[inline(always)]
    fn feedback<S: Scalar>(p: &ParameterValues<S>, stock_ratio: ByStock<S>, under_target: bool) -> S {
        KnowledgeCapital::feedback(p, stock_ratio, under_target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::ParameterSet;
    use crate::scenario::{Instrument, Measure, Scenario, Unit};
    use crate::simulate::Experiment;
    use approx::assert_relative_eq;

    fn experiment(country: &str) -> Experiment {
        let mut scenario = Scenario::new("foreign shock");
        scenario.country = country.to_owned();
        scenario.measures.push(Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026));
        let economy = match country {
            "NLD" => crate::data::Economy::netherlands().unwrap(),
            #[cfg(feature = "panel")]
            other => crate::data::Economy::country(other).unwrap(),
            #[cfg(not(feature = "panel"))]
            other => panic!("no {other}"),
        };
        Experiment::new(&economy, scenario, ParameterSet::default()).unwrap()
    }

    #[test]
    fn a_dutch_measure_gives_what_knowledge_capital_gives() {
        let experiment = experiment("NLD");
        let p = experiment.parameters.centres();
        let (a, b) =
            (experiment.run::<f64, InternationalSpillovers>(&p), experiment.run::<f64, KnowledgeCapital>(&p));
        for (a, b) in a.iter().zip(&b) {
            assert_eq!((a.gdp, a.tfp), (b.gdp, b.tfp));
            assert_eq!(a.contributions.foreign_knowledge, 0.0);
        }
    }

    #[test]
    fn a_foreign_shock_gives_its_elasticity() {
        let mut experiment = experiment("NLD");
        // Partners' R&D 10% higher for good, closed form of the stock on a path with growth 2%.
        let q: f64 = 0.85 / 1.02;
        experiment.plan.foreign_stock =
            (0..experiment.plan.rules.len()).map(|t| (1.0 + 0.1 * (1.0 - q.powi(t as i32))).ln()).collect();
        let p = experiment.parameters.centres();
        let years = experiment.run::<f64, InternationalSpillovers>(&p);
        for (t, year) in years.iter().enumerate().skip(1) {
            let expected = 0.20 * experiment.plan.foreign_stock[t - 1];
            assert_relative_eq!(year.contributions.foreign_knowledge, expected, max_relative = 1e-12);
            let index = year.knowledge_foreign;
            assert_relative_eq!(
                (index.scenario / index.baseline).ln(),
                experiment.plan.foreign_stock[t - 1],
                max_relative = 1e-9
            );
        }
        let last = years.last().unwrap();
        assert_relative_eq!(last.contributions.foreign_knowledge, 0.20 * 1.1_f64.ln(), max_relative = 5e-3);
        assert_relative_eq!(
            last.knowledge_foreign.baseline,
            1.02_f64.powi(2060 - 2023),
            max_relative = 1e-12
        );
    }

    #[cfg(feature = "panel")]
    #[test]
    fn elsewhere_the_elasticity_goes_with_the_import_share() {
        let mut experiment = experiment("USA");
        experiment.plan.foreign_stock = vec![0.01; experiment.plan.rules.len()];
        let p = experiment.parameters.centres();
        let years = experiment.run::<f64, InternationalSpillovers>(&p);
        // Penn World Table 10.01, 2019: goods imports over GDP at PPP, United States over the Netherlands.
        let share = |country: &str| {
            let panel = crate::data::Panel::embedded().unwrap();
            let economy = panel.economy(country).unwrap();
            economy.series(crate::data::SeriesName::ImportShareGoods).unwrap().require(2019).unwrap()
        };
        let expected = 0.20 * share("USA") / share("NLD") * 0.01;
        assert_relative_eq!(years[5].contributions.foreign_knowledge, expected, max_relative = 1e-9);
    }
}
