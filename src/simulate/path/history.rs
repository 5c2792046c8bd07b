//! The years of the data (E1, E2): stocks of knowledge from the first R&D to the reference year, the last with R&D.

use super::super::baseline::Baseline;
use super::super::plan::Plan;
use crate::model::{Gestation, KnowledgeStock, Pair, Start};
use crate::parameters::{ParameterId as P, ParameterValues};
use crate::scalar::Scalar;
use crate::structures::{ByStock, StockYear};

/// A stock of knowledge of both paths.
pub(super) struct Stock<S> {
    gestation: Gestation<S>,
    both: Pair<KnowledgeStock<S>>,
    /// The baseline stock at the start of the reference year.
    pub(super) reference: S,
}

impl<S: Scalar> Stock<S> {
    /// At the start of the year after the data, which both paths share. (No closures: one that is not inlined has the
    /// baseline instruction set.)
    #[inline(always)]
    fn new(gestation: Gestation<S>, flows: &[f64], growth: f64, log_error: S) -> Self {
        let mut stock = KnowledgeStock::start(gestation, Start { flow: S::of(flows[0]), growth, log_error });
        let last = flows.len() - 1;
        for flow in &flows[1..last] {
            stock.advance(gestation, S::of(*flow));
        }
        let reference = stock.stock();
        stock.advance(gestation, S::of(flows[last]));
        Self { gestation, both: Pair { scenario: stock.clone(), baseline: stock }, reference }
    }

    /// What a structure sees of it.
    #[inline(always)]
    pub(super) fn year(&self) -> StockYear<S> {
        let level = Pair { scenario: self.both.scenario.stock(), baseline: self.both.baseline.stock() };
        StockYear { level, log_ratio: (level.scenario / level.baseline).ln(), reference: self.reference }
    }

    /// R&D whose gestation ended last year.
    #[inline(always)]
    pub(super) fn effective(&self) -> Pair<S> {
        Pair { scenario: self.both.scenario.effective(), baseline: self.both.baseline.effective() }
    }

    /// One year with these volumes of R&D.
    #[inline(always)]
    pub(super) fn advance(&mut self, volume: Pair<S>) {
        self.both.scenario.advance(self.gestation, volume.scenario);
        self.both.baseline.advance(self.gestation, volume.baseline);
    }
}

/// Both stocks after the data; `initial` are the standard normals of their first year.
#[inline(always)]
pub(super) fn stocks<S: Scalar>(
    baseline: &Baseline,
    plan: &Plan,
    p: &ParameterValues<S>,
    initial: ByStock<S>,
) -> ByStock<Stock<S>> {
    let gestation = plan.gestation(p);
    let (error, growth) = (p[P::InitialStockError], baseline.rd_growth);
    ByStock {
        business: Stock::new(
            gestation.business,
            &baseline.history_business,
            growth,
            error * initial.business,
        ),
        public: Stock::new(gestation.public, &baseline.history_public, growth, error * initial.public),
    }
}
