//! Stocks of knowledge and what they give: identities of the perpetual inventory, and published elasticities and
//! returns run through the structures.

use super::published_result::{Paper, PublishedResult, Rank, Stated};
use crate::model::{Gestation, KnowledgeStock, Pair, Start};
use crate::parameters::{ParameterId as P, ParameterSet};
use crate::scalar::{ln_f64, whole_power_f64};
use crate::simulate::internal_rate_of_return;
use crate::structures::{ByStock, Knowledge, KnowledgeCapital, RateOfReturn, Structure};

pub(super) fn rows(stated: &Stated) -> Vec<PublishedResult> {
    let mut rows = inventory(stated);
    rows.extend(returns(stated));
    rows.extend(elasticities(stated));
    rows.extend(public_return(stated));
    rows
}

const SAME: Pair<f64> = Pair { scenario: 1.0, baseline: 1.0 };

/// Share of the adjustment of ln S to a permanent step that is done after `years`.
fn adjusted(depreciation: f64, years: u32) -> f64 {
    let gestation = Gestation::point_mass(depreciation, 0);
    let base = KnowledgeStock::start(gestation, Start { flow: 1.0, growth: 0.02, log_error: 0.0 });
    let (mut with, mut without) = (base.clone(), base);
    for t in 1..=years {
        let flow = whole_power_f64(1.02_f64, t as i32);
        with.advance(gestation, flow * 1.0001);
        without.advance(gestation, flow);
    }
    ln_f64(with.stock() / without.stock()) / ln_f64(1.0001_f64)
}

fn inventory(stated: &Stated) -> Vec<PublishedResult> {
    let paper = Paper {
        source: "Griliches 1979, perpetual inventory",
        r#where: "ln(1 + x(1 - q^t)), q = (1-delta)/(1+g), derived",
        rank: Rank::A,
    };
    let delta = stated.value("inventory.depreciation", 0.15);
    vec![
        // Published in whole percents: 60, 84, 97, and 51 with a depreciation of .05 after 10 years.
        paper.row(
            "inventory_step_five_years",
            "share of the adjustment done after 5 years, depreciation .15, growth .02, %",
            59.8,
            0.2,
            100.0 * adjusted(delta, 5),
        ),
        paper.row(
            "inventory_step_twenty_years",
            "the same after 20 years, %",
            97.0,
            0.5,
            100.0 * adjusted(delta, 20),
        ),
        paper.row(
            "inventory_step_slow",
            "the same after 10 years, depreciation .05, %",
            51.0,
            0.5,
            100.0 * adjusted(0.05, 10),
        ),
    ]
}

fn returns(stated: &Stated) -> Vec<PublishedResult> {
    let paper = Paper {
        source: "Hall, Mairesse and Mohnen 2010",
        r#where: "rho = gamma Y/S; (1+r)^L (r + delta) = rho, derived",
        rank: Rank::A,
    };
    let mut p = ParameterSet::default().centres();
    p.set(P::OutputElasticityPublic, stated.value("identity.public", 0.05));
    p.set(P::OutputElasticityBusiness, stated.value("identity.business", 0.08));
    p.set(P::TransferTheta, 0.0);
    // Public R&D .79% and business R&D 1.44% of GDP over growth .02 plus depreciation .10 and .15.
    let ratio = ByStock { business: 0.0847, public: 0.0658 };
    let gross = KnowledgeCapital.gross_returns(&p, ratio).map_or(0.0, |gross| gross.public);
    let business = KnowledgeCapital.gross_returns(&p, ratio).map_or(0.0, |gross| gross.business);
    let lagged = internal_rate_of_return(gross, Gestation::point_mass(0.10, 5)).unwrap_or(f64::NAN);
    vec![
        paper.row("gross_return_public", "gross return, elasticity .05, S/Y .0658", 0.76, 0.005, gross),
        paper.row("gross_return_business", "gross return, elasticity .08, S/Y .0847", 0.94, 0.005, business),
        paper.row(
            "internal_rate_with_lag",
            "internal rate of return, lag 5 years, depreciation .10, %",
            20.2,
            0.05,
            100.0 * lagged,
        ),
    ]
}

fn elasticities(stated: &Stated) -> Vec<PublishedResult> {
    let paper = Paper {
        source: "Guellec and van Pottelsberghe 2004",
        r#where: "long-run elasticities, as quoted by Soete, Verspagen and Ziesemer",
        rank: Rank::B,
    };
    let mut p = ParameterSet::default().centres();
    p.set(P::OutputElasticityBusiness, stated.value("guellec_pottelsberghe.business", 0.13));
    p.set(P::OutputElasticityPublic, stated.value("guellec_pottelsberghe.public", 0.17));
    let more = Pair { scenario: 1.01, baseline: 1.0 };
    let elasticity = |business, public| {
        let mut state = KnowledgeCapital.start(&p, ByStock { business: 0.08, public: 0.06 });
        KnowledgeCapital.effect(&p, &mut state, &Knowledge::of_stocks(business, public, 1.0)).total()
            / ln_f64(1.01_f64)
    };
    vec![
        paper.row(
            "guellec_pottelsberghe_business",
            "TFP per 1% of business stock, %",
            0.13,
            0.0005,
            elasticity(more, SAME),
        ),
        paper.row(
            "guellec_pottelsberghe_public",
            "TFP per 1% of public stock, %",
            0.17,
            0.0005,
            elasticity(SAME, more),
        ),
    ]
}

/// One hundred of public R&D in year 0, with a return of 40% that starts in the sixth year and stays.
fn public_return(stated: &Stated) -> Vec<PublishedResult> {
    let paper = Paper {
        source: "Frontier Economics 2024 for DSIT",
        r#where: "returns to public R&D, summary",
        rank: Rank::B,
    };
    let mut p = ParameterSet::default().centres();
    p.set(P::RateOfReturnPublic, stated.value("dsit.return", 0.40));
    // A euro with gestation k works in year 1 + k.
    let gestation = Gestation::point_mass(0.0, 5);
    let base = KnowledgeStock::start(gestation, Start { flow: 1000.0, growth: 0.0, log_error: 0.0 });
    let (mut with, mut without) = (base.clone(), base);
    let gdp = 1e6;
    let gain: Vec<f64> = (0..=30)
        .map(|t| {
            let public = Pair { scenario: with.stock(), baseline: without.stock() };
            with.advance(gestation, if t == 0 { 1100.0 } else { 1000.0 });
            without.advance(gestation, 1000.0);
            gdp * RateOfReturn.effect(&p, &mut (), &Knowledge::of_stocks(SAME, public, gdp)).total()
        })
        .collect();
    vec![
        paper.row(
            "dsit_public_return_fifth_year",
            "GBP 100m of public R&D, GBP m a year after 5 years",
            0.0,
            1e-6,
            gain[5],
        ),
        paper.row("dsit_public_return_sixth_year", "the same after 6 years", 40.0, 0.01, gain[6]),
        paper.row("dsit_public_return_stays", "the same after 30 years", 40.0, 0.01, gain[30]),
    ]
}
