//! What a society gets back, as two papers compute it.
//!
//! Jones and Summers 2020: stop R&D, a share `x` of output, for good, and growth `g` stops with it. Per euro saved
//! society loses `(g/r)/x`; the rate at which that is one is `g/x`.
//!
//! Hanushek and Woessmann 2012: skills of school leavers rise by `dq` over a reform of 20 years, the workforce is renewed
//! in 40, and growth rises with its mean skill (the growth-rate specification: no default of ours, the strongest
//! assumption there is):
//!
//! ```text
//! D[t] = D[t-1] + c dq (f[t] - f[t-40])/40,    f[t] = min(max(t/20, 0), 1),    Y'[t]/Y'[t-1] = 1 + g + D[t]
//! ```

use super::published_result::{Paper, PublishedResult, Rank, Stated};
use crate::scalar::whole_power_f64;

pub(super) fn rows(stated: &Stated) -> Vec<PublishedResult> {
    let mut rows = jones_summers(stated);
    rows.push(hanushek_woessmann(stated));
    rows
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

fn hanushek_woessmann(stated: &Stated) -> PublishedResult {
    let coefficient = stated.value("hanushek_woessmann.coefficient", 0.01864);
    let gain = stated.value("hanushek_woessmann.gain", 0.25);
    let rate = stated.value("hanushek_woessmann.discount_rate", 0.03);
    let reformed = |t: i32| (f64::from(t) / 20.0).clamp(0.0, 1.0);
    let (mut extra, mut with, mut without, mut value): (f64, f64, f64, f64) = (0.0, 1.0, 1.0, 0.0);
    for t in 1..=80 {
        extra += coefficient * gain * (reformed(t) - reformed(t - 40)) / 40.0;
        with *= 1.015 + extra;
        without *= 1.015;
        value += (with - without) / whole_power_f64(1.0 + rate, t);
    }
    Paper { source: "Hanushek and Woessmann 2012", r#where: "European Union, +0.25 sd", rank: Rank::A }.row(
        "hanushek_woessmann_present_value",
        "present value of better skills over 80 years, % of current GDP",
        288.0,
        1.0,
        100.0 * value,
    )
}
