//! A structure from outside the crate: business and public knowledge as complements, in plain numbers, with exact
//! derivatives and as an ensemble, through the public interface alone.
//!
//! ```text
//! ln A = (eps_B + eps_P) ln K,    K = (w b^rho + (1-w) p^rho)^(1/rho),    w = eps_B/(eps_B + eps_P)
//! ```
//! `b` and `p` are the stocks against their baseline of the reference year, and `1/(1-rho)` is the elasticity of
//! substitution. Where both stocks are at their reference the elasticities are those of `knowledge_capital`; where one
//! has fallen behind, more of it brings more. With rho = 0 it would be `knowledge_capital`.

use kennis::structures::{ByStock, Contributions, Knowledge};
use kennis::{
    Channel, Dual, Economy, Ensemble, Experiment, Instrument, Kind, Measure, ParameterId, ParameterSet,
    ParameterValues, Scalar, Scenario, Settings, Structure, StructureChoice, StructureName, Unit, Variable,
};

/// Business and public knowledge as complements. What differs between draws is in the state of a structure, what does not
/// is in its fields or, as here, a constant.
#[derive(Clone, Copy, Debug)]
pub struct Complements;

/// Elasticity of substitution of one half. It is an assumption of this example; an uncertain parameter would be read
/// from the set, as the elasticities are.
pub const RHO: f64 = -1.0;

/// What it carries from year to year: here only what the parameters of the draw come to.
#[derive(Clone, Copy, Debug)]
pub struct State<S> {
    elasticity: S,
    business_share: S,
}

impl<S: Scalar> State<S> {
    /// `ln A` for the logs of both stocks. No `if` on a value: eight draws may run side by side, and differ.
    #[inline(always)]
    fn log_productivity(&self, log_b: S, log_p: S) -> S {
        let w = self.business_share;
        let (rho, one) = (S::of(RHO), S::of(1.0));
        let ces = (w * (rho * log_b).exp() + (one - w) * (rho * log_p).exp()).ln() / rho;
        let geometric = w * log_b + (one - w) * log_p;
        // Some draws have an elasticity below zero, for which a CES does not exist: there the stocks multiply.
        let exists = S::select(S::of(0.0).lt(w), one, S::of(0.0)) * S::select(w.lt(one), one, S::of(0.0));
        self.elasticity * S::select(S::of(0.5).lt(exists), ces, geometric)
    }
}

impl Structure for Complements {
    type State<S: Scalar> = State<S>;

    fn name(&self) -> &'static str {
        "complements"
    }

    fn parameters(&self) -> &'static [ParameterId] {
        &[ParameterId::OutputElasticityBusiness, ParameterId::OutputElasticityPublic]
    }

    fn channels(&self) -> &'static [Channel] {
        &[Channel::BusinessKnowledge, Channel::PublicKnowledge, Channel::Interaction]
    }

    #[inline(always)]
    fn start<S: Scalar>(&self, p: &ParameterValues<S>, _: ByStock<S>) -> State<S> {
        let (business, public) =
            (p[ParameterId::OutputElasticityBusiness], p[ParameterId::OutputElasticityPublic]);
        let elasticity = business + public;
        State { elasticity, business_share: business / elasticity }
    }

    /// The log deviation from the baseline. What each stock does alone goes to its channel, the rest is interaction.
    #[inline(always)]
    fn effect<S: Scalar>(
        &self,
        _: &ParameterValues<S>,
        state: &mut State<S>,
        year: &Knowledge<S>,
    ) -> Contributions<S> {
        let log_b0 = (year.business.level.baseline / year.business.reference).ln();
        let log_p0 = (year.public.level.baseline / year.public.reference).ln();
        let (log_b, log_p) = (log_b0 + year.business.log_ratio, log_p0 + year.public.log_ratio);
        let baseline = state.log_productivity(log_b0, log_p0);
        let mut x = Contributions::zero();
        x.business_knowledge = state.log_productivity(log_b, log_p0) - baseline;
        x.public_knowledge = state.log_productivity(log_b0, log_p) - baseline;
        x.interaction =
            state.log_productivity(log_b, log_p) - baseline - x.business_knowledge - x.public_knowledge;
        x
    }

    /// `eps Y/S`, at the reference.
    #[inline(always)]
    fn gross_returns<S: Scalar>(
        &self,
        p: &ParameterValues<S>,
        stock_ratio: ByStock<S>,
    ) -> Option<ByStock<S>> {
        Some(ByStock {
            business: p[ParameterId::OutputElasticityBusiness] / stock_ratio.business,
            public: p[ParameterId::OutputElasticityPublic] / stock_ratio.public,
        })
    }

    /// Firms' R&D follows GDP; under a target the public sector's does too.
    #[inline(always)]
    fn feedback<S: Scalar>(&self, p: &ParameterValues<S>, _: ByStock<S>, under_target: bool) -> S {
        let business = p[ParameterId::OutputElasticityBusiness];
        if under_target { business + p[ParameterId::OutputElasticityPublic] } else { business }
    }
}

/// Public R&D higher by 0.1% of GDP from 2026 for good.
pub fn experiment() -> Result<Experiment, Box<dyn std::error::Error>> {
    let mut scenario = Scenario::new("Public research, 0.1% of GDP more, for good");
    scenario.structure = StructureChoice::List(vec![StructureName::KnowledgeCapital]);
    scenario.measures.push(Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026));
    Ok(Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let experiment = experiment()?;
    let horizon = experiment.baseline().horizon();

    // Plain numbers: a check on the arithmetic.
    let centres = experiment.parameters().centres();
    let path = experiment.run(&Complements, &centres);
    println!("centre, {horizon}: GDP {:+.3}%", path.last().map_or(0.0, |year| 100.0 * year.gdp.exp_m1()));

    // Exact derivatives from the same equations.
    let public = ParameterId::OutputElasticityPublic;
    let seeded = ParameterValues::from_fn(|id| {
        if id == public { Dual::<1>::variable(centres[id], 0) } else { Dual::of(centres[id]) }
    });
    if let Some(last) = experiment.run(&Complements, &seeded).last() {
        println!("d log GDP / d {}: {:+.3}", public.name(), last.gdp.derivatives[0]);
    }

    // Thousands of draws, eight side by side, beside a structure of the crate on the same draws.
    let mut settings = Settings::default();
    settings.draws = 1000;
    for ensemble in
        [Ensemble::draw_own(&Complements, &experiment, &settings)?, Ensemble::draw(&experiment, &settings)?]
    {
        let gdp = ensemble.statistics(Variable::Gdp, Kind::Deviation)?;
        let s = gdp.at(horizon)?;
        for one in ensemble.structures() {
            println!(
                "{}, {horizon}: GDP {:+.2}% (90% band {:+.2} to {:+.2})",
                one.name(),
                s.p50,
                s.p05,
                s.p95
            );
        }
    }
    Ok(())
}
