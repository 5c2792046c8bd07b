//! Every structure converges to its effect in the long run in closed form, through the whole model: firms that
//! follow GDP, the price of research, and capital.
//!
//! On a path where GDP grows at `g`, R&D of performer `j` is a share `r_j` of GDP and all firms' own money follows
//! GDP, public R&D higher by a share `x` of GDP for good ends where
//!
//! ```text
//! s_P = ln(1 + x/r_P),   s_B = ln(1 + o (e^(y + xi s_P) - 1)),   y = a(s_B, s_P)/(1-alpha)
//! ```
//! `o` the share of business R&D that business pays. The price of research is back at baseline: researchers follow.

use crate::support::tolerances as within;
use kennis::model::{Funder, Gestation, Performer};
use kennis::simulate::{Baseline, Plan, Shocks, simulate};
use kennis::structures::{KnowledgeCapital, NoEffect, RateOfReturn, SemiEndogenous};
use kennis::{
    CapitalClosure, Economy, Instrument, Measure, ParameterId as P, ParameterSet, ParameterValues, Scenario,
    Structure, Unit,
};

const X: f64 = 0.001;

struct End {
    business: f64,
    public: f64,
    gdp: f64,
}

/// Shares of the balanced path at the horizon.
struct Shares {
    growth: f64,
    business: f64,
    public: f64,
    own: f64,
}

fn end(p: &ParameterValues<f64>, shares: &Shares, productivity: impl Fn(f64, f64) -> f64) -> End {
    let public = (1.0 + X / shares.public).ln();
    let (mut business, mut gdp) = (0.0, 0.0);
    for _ in 0..200 {
        business = (1.0 + shares.own * (f64::exp(gdp + p[P::Complementarity] * public) - 1.0)).ln();
        gdp = productivity(business, public) / (1.0 - p[P::CapitalShare]);
    }
    End { business, public, gdp }
}

fn converges<M: Structure>(
    structure: &M,
    productivity: impl Fn(&ParameterValues<f64>, &Shares, f64, f64) -> f64,
) {
    let baseline = Baseline::new(&Economy::netherlands().unwrap(), 2600, None).unwrap();
    let last = baseline.years().len() - 1;
    let (rd, gdp) = (&baseline.rd()[last], baseline.gdp()[last]);
    let business = rd.performed(Performer::Business);
    let shares = Shares {
        growth: baseline.gdp()[last] / baseline.gdp()[last - 1] - 1.0,
        business: business / gdp,
        public: rd.public() / gdp,
        own: rd.cells[Performer::Business as usize][Funder::Business as usize] / business,
    };
    let parameters = ParameterSet::default();
    let p = parameters.centres();
    let expected = end(&p, &shares, |b, s| productivity(&p, &shares, b, s));
    for closure in
        [CapitalClosure::InvestmentShare, CapitalClosure::CapitalOutputRatio, CapitalClosure::UserCost]
    {
        let mut scenario = Scenario::new("long run");
        scenario.horizon = 2600;
        scenario.capital_closure = closure;
        scenario.measures.push(Measure::new(Instrument::PublicResearch, Unit::GdpShare, X, 2026));
        let plan = Plan::new(&scenario, &baseline, 1.0, &parameters);
        let mut ours = None;
        simulate((&baseline, &plan), structure, &p, &Shocks::none(), &mut |_, year| ours = Some(*year))
            .unwrap();
        let ours = ours.unwrap();
        let stock = |pair: kennis::model::Pair<f64>| (pair.scenario / pair.baseline).ln();
        for (what, value, wanted) in [
            ("business", stock(ours.knowledge_business), expected.business),
            ("public", stock(ours.knowledge_public), expected.public),
            ("gdp", ours.gdp, expected.gdp),
        ] {
            assert!(
                (value - wanted).abs() <= within::AFTER_SIX_CENTURIES * wanted.abs() + within::YEAR,
                "{} {what}: {value}, {wanted}",
                structure.name()
            );
        }
    }
}

#[test]
fn knowledge_capital() {
    converges(&KnowledgeCapital, |p, _, b, s| {
        p[P::OutputElasticityBusiness] * b + p[P::OutputElasticityPublic] * s
    });
}

#[test]
fn rate_of_return() {
    converges(&RateOfReturn, |p, shares, b, s| {
        let ratio = |delta: P, gestation: P, share: f64| {
            let through = Gestation::new(p[delta], p[gestation]).discounted(shares.growth);
            through * share / (shares.growth + p[delta])
        };
        let business = ratio(P::DepreciationBusiness, P::GestationBusiness, shares.business);
        let public = ratio(P::DepreciationPublic, P::GestationPublic, shares.public);
        p[P::RateOfReturnBusiness] * business * b.exp_m1() + p[P::RateOfReturnPublic] * public * s.exp_m1()
    });
}

#[test]
fn semi_endogenous() {
    converges(&SemiEndogenous, |p, shares, b, s| {
        // Effort of the two performers after gestation; on the balanced path each keeps its own omega.
        let through = |gestation: P| {
            let persistence = p[gestation] / (p[gestation] + 3.0);
            ((1.0 - persistence) / (1.0 - persistence / (1.0 + shares.growth))).powi(3)
        };
        let business = through(P::GestationBusiness) * shares.business;
        let public = through(P::GestationPublic) * shares.public;
        let effort = (business * b.exp() + public * s.exp()) / (business + public);
        let world = (1.0 + p[P::WorldEffortShare] * (effort - 1.0)).ln();
        p[P::FrontierElasticity] * effort.ln() + p[P::EffortExponent] / p[P::FishingOut] * world
    });
}

#[test]
fn no_effect() {
    converges(&NoEffect, |_, _, _, _| 0.0);
}
