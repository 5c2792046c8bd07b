//! The production of ideas: Bloom, Jones, Van Reenen and Webb 2020 from their data, and the shape of Jones 1995.
//!
//! ```text
//! research productivity = growth of TFP / effective researchers;     beta = its yearly decline / growth of TFP
//! ```

use super::published_result::{Paper, PublishedResult, Rank, Stated};
use crate::model::Pair;
use crate::parameters::{ParameterId as P, ParameterSet, ParameterValues};
use crate::scalar::ln_f64;
use crate::structures::semi_endogenous::{ClosedJones, closed_transition};
use crate::structures::{ByStock, Knowledge, StockYear, Structure};

/// United States by decade from the 1930s to 2000-2015: growth of TFP, % a year, and effective researchers, geometric
/// mean of the decade. Bloom et al. 2020, aggregate row, as printed by a run of the authors' programs.
const DECADES: [(f64, f64); 8] = [
    (1.8155, 367_873.06),
    (3.3888, 733_036.88),
    (1.6964237, 1_150_538.6),
    (2.0582726, 2_170_350.8),
    (0.98553078, 2_756_919.1),
    (0.90544256, 4_490_828.9),
    (1.5065525, 5_919_797.5),
    (1.0082076, 8_453_024.1),
];
/// The same programs' index of TFP with R&D and intellectual property added back, 2009 = 100, at the ends of decades.
const MFP_INDEX: [(i32, f64); 7] =
    [(1950, 47.49), (1960, 56.27), (1970, 69.13), (1980, 76.29), (1990, 83.52), (2000, 97.1), (2014, 111.82)];
const PRINTED: &str = "as printed by a run of the authors' programs (AggregateBLSIPP)";
/// Years between the middle of the 1930s and that of 2000-2015.
const SPAN: f64 = 72.5;
/// Effective research on semiconductors in 2014, 1971 = 1: Bloom et al. 2020, Moore's law, broad definition.
const MOORE_RESEARCH: f64 = 18.31;
const MOORE_YEARS: f64 = 43.0;

pub(super) fn rows(stated: &Stated) -> Vec<PublishedResult> {
    let mut rows = aggregate();
    rows.extend(growth_by_decade());
    rows.extend(moore(stated));
    rows.extend(transition(stated));
    rows.push(best_share(stated));
    rows
}

fn aggregate() -> Vec<PublishedResult> {
    let paper = Paper {
        source: "Bloom, Jones, Van Reenen and Webb 2020",
        r#where: "aggregate United States, 1930s to 2000s",
        rank: Rank::A,
    };
    let printed = Paper { r#where: PRINTED, ..paper };
    let (first, last) = (DECADES[0], DECADES[DECADES.len() - 1]);
    let fall = (first.0 / first.1) / (last.0 / last.1);
    let decline = ln_f64(fall) / SPAN;
    vec![
        paper.row("bloom_research_productivity", "fall of research productivity, times", 41.0, 0.5, fall),
        paper.row("bloom_effort", "rise of research effort, times", 23.0, 0.5, last.1 / first.1),
        paper.row("bloom_decline", "change of research productivity, % a year", -5.1, 0.05, -100.0 * decline),
        paper.row(
            "bloom_half_life",
            "years in which it halves",
            13.0,
            0.75,
            std::f64::consts::LN_2 / decline,
        ),
        printed.row(
            "bloom_effort_growth",
            "growth of research effort, log % a year",
            4.32,
            0.005,
            100.0 * ln_f64(last.1 / first.1) / SPAN,
        ),
        printed.row(
            "bloom_fishing_out",
            "beta, the fall of research productivity per unit of growth",
            3.07,
            0.005,
            decline / (DECADES.iter().map(|decade| decade.0).sum::<f64>() / DECADES.len() as f64 / 100.0),
        ),
    ]
}

/// Growth of TFP by decade from the yearly index, of which the ends are held here.
fn growth_by_decade() -> Vec<PublishedResult> {
    const NAMES: [(&str, &str); 6] = [
        ("bloom_growth_1950s", "growth of TFP in the 1950s from the yearly index, log % a year"),
        ("bloom_growth_1960s", "the same in the 1960s"),
        ("bloom_growth_1970s", "the same in the 1970s"),
        ("bloom_growth_1980s", "the same in the 1980s"),
        ("bloom_growth_1990s", "the same in the 1990s"),
        ("bloom_growth_2000s", "the same from 2000 to 2014"),
    ];
    let paper = Paper { source: "Bloom, Jones, Van Reenen and Webb 2020", r#where: PRINTED, rank: Rank::A };
    let growth = MFP_INDEX.windows(2).map(|ends| {
        let years = f64::from(ends[1].0 - ends[0].0);
        100.0 * ln_f64(ends[1].1 / ends[0].1) / years
    });
    // The first two decades are Gordon's; an index with two decimals gives growth to .002.
    let rows = NAMES.iter().zip(growth).zip(&DECADES[2..]);
    rows.map(|(((id, what), ours), decade)| paper.row(id, what, decade.0, 0.003, ours)).collect()
}

fn moore(stated: &Stated) -> Vec<PublishedResult> {
    let paper = Paper {
        source: "Bloom, Jones, Van Reenen and Webb 2020",
        r#where: "Moore's law, 1971 to 2014",
        rank: Rank::A,
    };
    // Transistors double every two years whatever the research: productivity falls as research rises.
    let growth = std::f64::consts::LN_2 / stated.value("moore.doubling_years", 2.0);
    let decline = ln_f64(MOORE_RESEARCH) / MOORE_YEARS;
    vec![
        paper.row("moores_law_effort", "rise of research effort, times", 18.0, 0.5, MOORE_RESEARCH),
        paper.row(
            "moores_law_decline",
            "change of research productivity, % a year",
            -6.8,
            0.05,
            -100.0 * decline,
        ),
        paper.row(
            "moores_law_half_life",
            "years in which research productivity halves",
            10.3,
            0.06,
            std::f64::consts::LN_2 / decline,
        ),
        // 6.8 / 35, the published decline and growth.
        paper.row(
            "moores_law_fishing_out",
            "beta, the fall per unit of growth",
            0.195,
            0.0015,
            decline / growth,
        ),
    ]
}

fn jones(stated: &Stated, effort_exponent: f64) -> ParameterValues<f64> {
    let mut p = ParameterSet::default().centres();
    p.set(P::EffortExponent, stated.value("jones.effort_exponent", effort_exponent));
    p.set(P::FishingOut, stated.value("jones.fishing_out", 3.1));
    p.set(P::FrontierGrowth, stated.value("jones.growth", 0.0165));
    p
}

/// The long run of the structure after effort rises by a fraction `x` for good.
fn long_run(p: &ParameterValues<f64>, x: f64) -> f64 {
    let stock = StockYear { level: Pair { scenario: 1.0, baseline: 1.0 }, log_ratio: 0.0, reference: 1.0 };
    let year = Knowledge {
        business: stock,
        public: stock,
        foreign_extra_effort: 0.0,
        foreign_log_ratio: 0.0,
        relative_import_share: 1.0,
        effort: Pair { scenario: 1.0 + x, baseline: 1.0 },
        human_capital: 0.0,
        gdp: 1.0,
        interaction: false,
    };
    let mut state = ClosedJones.start(p, ByStock { business: 1.0, public: 1.0 });
    (0..2000).map(|_| ClosedJones.effect(p, &mut state, &year).total()).last().unwrap_or(0.0)
}

fn transition(stated: &Stated) -> Vec<PublishedResult> {
    let paper = Paper {
        source: "Jones 1995 with the beta of Bloom et al. 2020",
        r#where: "closed form, derived",
        rank: Rank::A,
    };
    let p = jones(stated, 1.0);
    let at = |years: f64| 100.0 * closed_transition(&p, 0.1, years);
    vec![
        paper.row(
            "jones_transition_ten_years",
            "10% more effort, after 10 years, log points",
            1.27,
            0.005,
            at(10.0),
        ),
        paper.row(
            "jones_transition_fifty_years",
            "10% more effort, after 50 years, log points",
            2.85,
            0.005,
            at(50.0),
        ),
        paper.row(
            "jones_transition_end",
            "10% more effort, in the end, by the structure, log points",
            3.07,
            0.005,
            100.0 * long_run(&p, 0.1),
        ),
        paper.row(
            "jones_transition_end_duplication",
            "the same with lambda .75, log points",
            2.31,
            0.005,
            100.0 * long_run(&jones(stated, 0.75), 0.1),
        ),
    ]
}

/// The share of people in research that makes output per head largest: `lambda/(1 - phi + lambda)`, found by search on
/// `(lambda/beta) ln s + ln(1 - s)`, with the elasticity of the structure.
fn best_share(stated: &Stated) -> PublishedResult {
    let p = jones(stated, 0.75);
    let elasticity = long_run(&p, 1e-4) / ln_f64(1.0 + 1e-4);
    let level = |share: f64| elasticity * ln_f64(share) + ln_f64(1.0 - share);
    let (mut low, mut high) = (1e-6, 1.0 - 1e-6);
    for _ in 0..200 {
        let (a, b) = (low + (high - low) / 3.0, high - (high - low) / 3.0);
        if level(a) < level(b) {
            low = a;
        } else {
            high = b;
        }
    }
    Paper { source: "Jones 1995, as taught by Vollrath", r#where: "lambda/(1-phi+lambda)", rank: Rank::A }
        .row(
            "jones_best_share",
            "share of people in research, lambda .75 and phi -2.1, %",
            19.48,
            0.005,
            100.0 * low,
        )
}
