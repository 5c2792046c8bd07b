//! What a society gets back from R&D on average, as one paper computes it.
//!
//! Jones and Summers 2020: stop R&D, a share `x` of output, for good, and growth `g` stops with it. Per euro saved
//! society loses `(g/r)/x`; the rate at which that is one is `g/x`.

use super::published_result::{Paper, PublishedResult, Rank, Stated};
use crate::scalar::whole_power_f64;

pub(super) fn rows(stated: &Stated) -> Vec<PublishedResult> {
    jones_summers(stated)
}

fn jones_summers(stated: &Stated) -> Vec<PublishedResult> {
    let paper = Paper {
        source: "Jones and Summers 2020",
        r#where: "baseline, abstract and summaries",
        rank: Rank::A,
    };
    let growth = stated.value("jones_summers.growth", 0.018);
    let discount = stated.value("jones_summers.discount_rate", 0.05);
    let share = stated.value("jones_summers.rd_share", 0.027);
    let ratio = |rate: f64| benefit_cost_ratio(growth, rate, share);
    vec![
        paper.row(
            "jones_summers_benefit_cost_ratio",
            "average social return to R&D, euro per euro",
            13.3,
            0.05,
            ratio(discount),
        ),
        paper.row(
            "jones_summers_internal_rate_of_return",
            "internal rate of return, %",
            67.0,
            0.5,
            100.0 * root(|rate| ratio(rate) - 1.0, growth + 1e-6, 5.0),
        ),
    ]
}

/// Present value of the output lost over that of the R&D saved, year by year until nothing is left of either.
fn benefit_cost_ratio(growth: f64, rate: f64, share: f64) -> f64 {
    let (mut lost, mut saved, mut t) = (0.0, 0.0, 0);
    loop {
        let factor = whole_power_f64(1.0 + rate, -t);
        let output = whole_power_f64(1.0 + growth, t);
        lost += (output - 1.0) * factor;
        saved += share * output * factor;
        if output * factor < 1e-9 || t > 20_000 {
            return lost / saved;
        }
        t += 1;
    }
}

/// The root of a falling function by bisection.
fn root(f: impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if f(middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}
