//! International spillovers (E11; Coe and Helpman 1995; Coe, Helpman and Hoffmaister 2009).
//!
//! ```math
//! a[t] = \varepsilon_B \ln \frac{S_B[t]}{S_B^0[t]} + \varepsilon_P \ln \frac{S_P[t]}{S_P^0[t]} + \varepsilon_f\, m \ln \frac{S_F[t]}{S_F^0[t]} + \dots
//! ```
//! Knowledge capital in which the foreign stock is that of partners, weighed by imports, and its elasticity goes with
//! the import share `m` of the country, which a scenario does not change. The prior of `output_elasticity_foreign` is
//! `eps_f` times the Dutch share, so that `eps_f m` is the prior times the share relative to the Dutch. Both shares
//! are of goods and contain re-exports, which no series in the data separates: the prior's product is not touched by
//! that, for other countries it understates `m` as far as the Dutch share is inflated more than theirs (assumption).
//!
//! Foreign R&D higher for good by a share `x` of the foreign stock ends at `eps_f m ln(1+x)`. A Dutch measure does
//! not move it: there the structure gives what knowledge_capital gives. Where a scenario moves partners' R&D the two differ
//! for every country but the Netherlands, at whose share the prior is stated.

use super::{ByStock, Channel, Contributions, Knowledge, KnowledgeCapital, Structure};
use crate::parameters::{ParameterId, ParameterValues};
use crate::scalar::Scalar;

/// Elasticities of domestic stocks, and of partners' by import share.
#[derive(Clone, Copy, Debug)]
pub struct InternationalSpillovers;

impl Structure for InternationalSpillovers {
    type State<S: Scalar> = <KnowledgeCapital as Structure>::State<S>;

    fn name(&self) -> &'static str {
        "international_spillovers"
    }

    fn parameters(&self) -> &'static [ParameterId] {
        KnowledgeCapital.parameters()
    }

    fn channels(&self) -> &'static [Channel] {
        KnowledgeCapital.channels()
    }

    fn foreign_channel(&self) -> Option<Channel> {
        Some(Channel::ForeignKnowledge)
    }

    #[inline(always)]
    fn start<S: Scalar>(&self, p: &ParameterValues<S>, stock_ratio: ByStock<S>) -> Self::State<S> {
        KnowledgeCapital.start(p, stock_ratio)
    }

    #[inline(always)]
    fn effect<S: Scalar>(
        &self,
        p: &ParameterValues<S>,
        state: &mut Self::State<S>,
        year: &Knowledge<S>,
    ) -> Contributions<S> {
        let foreign_log_ratio = year.relative_import_share * year.foreign_log_ratio;
        KnowledgeCapital.effect(p, state, &Knowledge { foreign_log_ratio, ..*year })
    }

    #[inline(always)]
    fn gross_returns<S: Scalar>(
        &self,
        p: &ParameterValues<S>,
        stock_ratio: ByStock<S>,
    ) -> Option<ByStock<S>> {
        KnowledgeCapital.gross_returns(p, stock_ratio)
    }

    #[inline(always)]
    fn feedback<S: Scalar>(&self, p: &ParameterValues<S>, stock_ratio: ByStock<S>, under_target: bool) -> S {
        KnowledgeCapital.feedback(p, stock_ratio, under_target)
    }
}
