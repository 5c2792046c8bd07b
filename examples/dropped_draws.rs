//! What the rule of feedback does to an answer: the 3% target under `knowledge_capital` without the draws that the rule
//! drops, with them as they are, and with them at the limit of the rule.
//!
//! Under a target R&D follows GDP, and amplifies an effect by up to `1/(1 - e/(1-alpha))`, `e` the sum of both elasticities.
//! A draw with `e >= (1-alpha)/2`, an amplification of two or more, is dropped. "As they are" runs such a draw like all
//! others: up to the horizon the feedback has not come to its limit, so that its path exists. "At the limit" takes both
//! elasticities down by the same factor, until the amplification is just two.
//!
//! cargo run --release --example dropped_draws

use kennis::structures::{ByStock, Contributions, Knowledge};
use kennis::{
    Channel, Economy, Ensemble, Experiment, Kind, ParameterId, ParameterSet, ParameterValues, Scalar,
    Scenario, Settings, Statistics, Structure, StructureChoice, StructureName, Target, Variable,
};

/// Knowledge capital of which no draw is dropped.
#[derive(Clone, Copy, Debug)]
pub enum WithAllDraws {
    /// With the elasticities of the draw.
    AsTheyAre,
    /// With elasticities of which the amplification is at most two.
    AtTheLimit,
}

const OF: StructureName = StructureName::KnowledgeCapital;
const ELASTICITIES: [ParameterId; 2] =
    [ParameterId::OutputElasticityBusiness, ParameterId::OutputElasticityPublic];

impl WithAllDraws {
    /// The parameters of a draw with the elasticities that this takes.
    #[inline(always)]
    fn taken<S: Scalar>(self, p: &ParameterValues<S>) -> ParameterValues<S> {
        let mut p = *p;
        if matches!(self, Self::AtTheLimit) {
            let work = S::of(1.0) - p[ParameterId::CapitalShare] + p[ParameterId::RdCapitalShare];
            let limit = S::of(0.5) * work;
            let sum = p[ELASTICITIES[0]] + p[ELASTICITIES[1]];
            let factor = S::select(limit.lt(sum), limit / sum, S::of(1.0));
            for id in ELASTICITIES {
                p.set(id, factor * p[id]);
            }
        }
        p
    }
}

impl Structure for WithAllDraws {
    type State<S: Scalar> = <StructureName as Structure>::State<S>;

    fn name(&self) -> &'static str {
        match self {
            Self::AsTheyAre => "dropped draws as they are",
            Self::AtTheLimit => "dropped draws at the limit",
        }
    }

    fn parameters(&self) -> &'static [ParameterId] {
        OF.parameters()
    }

    fn channels(&self) -> &'static [Channel] {
        OF.channels()
    }

    #[inline(always)]
    fn start<S: Scalar>(&self, p: &ParameterValues<S>, stock_ratio: ByStock<S>) -> Self::State<S> {
        OF.start(&self.taken(p), stock_ratio)
    }

    #[inline(always)]
    fn effect<S: Scalar>(
        &self,
        p: &ParameterValues<S>,
        state: &mut Self::State<S>,
        year: &Knowledge<S>,
    ) -> Contributions<S> {
        OF.effect(p, state, year)
    }

    #[inline(always)]
    fn gross_returns<S: Scalar>(&self, p: &ParameterValues<S>, ratio: ByStock<S>) -> Option<ByStock<S>> {
        OF.gross_returns(&self.taken(p), ratio)
    }

    /// None that the rule would see.
    #[inline(always)]
    fn feedback<S: Scalar>(&self, _: &ParameterValues<S>, _: ByStock<S>, _: bool) -> S {
        S::of(0.0)
    }
}

/// The target of 3% of GDP under knowledge capital.
///
/// # Errors
/// Where the embedded data cannot be read, which tests of the library exclude.
pub fn experiment() -> Result<Experiment, Box<dyn std::error::Error>> {
    let mut scenario = Scenario::new("R&D of 3% of GDP in 2030").with_target(Target::new(0.03, 2030, 0.4));
    scenario.structure = StructureChoice::List(vec![OF]);
    Ok(Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?)
}

/// GDP in 2060, by what becomes of the draws with strong feedback.
pub type Answers = [(&'static str, Statistics); 3];

/// GDP in 2060 under the rule, and with all draws in both ways; and how many draws the rule drops.
///
/// # Errors
/// Where an ensemble cannot be drawn.
pub fn answers(
    experiment: &Experiment,
    settings: &Settings,
) -> Result<(Answers, u64), Box<dyn std::error::Error>> {
    let gdp = |ensemble: &Ensemble| -> Result<Statistics, kennis::NoResult> {
        Ok(*ensemble.statistics(Variable::Gdp, Kind::Deviation)?.at(2060)?)
    };
    let by_rule = Ensemble::draw(experiment, settings)?;
    let all = |how: WithAllDraws| Ensemble::draw_own(&how, experiment, settings);
    let (as_they_are, at_the_limit) = (all(WithAllDraws::AsTheyAre)?, all(WithAllDraws::AtTheLimit)?);
    let rows = [
        ("dropped, as the program does", gdp(&by_rule)?),
        ("kept, at the limit of the rule", gdp(&at_the_limit)?),
        ("kept, as they are", gdp(&as_they_are)?),
    ];
    Ok((rows, by_rule.structure(OF)?.dropped()))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let settings = Settings::default().with_variables(vec![Variable::Gdp]).with_channels(false);
    let (rows, dropped) = answers(&experiment()?, &settings)?;
    println!("{dropped} of {} draws are dropped; GDP in 2060, percent from the baseline:", settings.draws);
    println!("{:32}{:>7}{:>8}{:>7}{:>7}", "the draws with strong feedback", "mean", "median", "5%", "95%");
    for (how, s) in rows {
        println!("{how:32}{:7.2}{:8.2}{:7.2}{:7.2}", s.mean, s.p50, s.p05, s.p95);
    }
    Ok(())
}
