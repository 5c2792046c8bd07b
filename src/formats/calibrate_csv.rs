//! Calibrations, panels and backtests as long CSV.

use super::long_csv::LongCsv;
use crate::calibrate::{Backtest, Estimate, Fit, HorizonScore, PanelFit, Placebo};
use crate::econometrics::{ADJUSTMENT_PARAMETERS, ProductivityAdjustment};

/// A fit: the numbers of each parameter, with the names that they have in the document.
#[must_use]
pub fn calibrate_csv(fit: &Fit) -> String {
    let mut csv = LongCsv::new();
    for estimate in &fit.estimates {
        estimate_rows(&mut csv, &estimate.name, estimate);
    }
    csv.into_text()
}

fn estimate_rows(csv: &mut LongCsv, name: &str, e: &Estimate) {
    for (statistic, value) in [
        ("estimate", Some(e.estimate)),
        ("std_error", e.std_error),
        ("std_error_robust", e.std_error_robust),
        ("prior_mean", Some(e.prior_mean)),
        ("prior_sd", Some(e.prior_sd)),
        ("posterior_sd", e.posterior_sd),
    ] {
        csv.row((name, "parameter", statistic), None, value, e.unit);
    }
    for (statistic, value) in [("rhat", e.rhat), ("ess_bulk", e.ess_bulk), ("ess_tail", e.ess_tail)] {
        csv.row((name, "parameter", statistic), None, value, "");
    }
}

/// A panel: what countries have in common (`pooled`), and each country as `COUNTRY.PARAMETER`, alone (`parameter`) and
/// with what the others say (`with_others`).
#[must_use]
pub fn panel_csv(panel: &PanelFit) -> String {
    let mut csv = LongCsv::new();
    for p in &panel.parameters {
        for (statistic, value) in [("mean", p.mean), ("sd", p.sd), ("between", p.between)] {
            csv.row((&p.name, "pooled", statistic), None, value, p.unit);
        }
    }
    for country in &panel.countries {
        for estimate in &country.estimates {
            estimate_rows(&mut csv, &format!("{}.{}", country.country, estimate.name), estimate);
        }
        for (p, (mean, sd)) in panel.parameters.iter().zip(&country.shrunken) {
            let name = format!("{}.{}", country.country, p.name);
            csv.row((&name, "with_others", "mean"), None, *mean, p.unit);
            csv.row((&name, "with_others", "sd"), None, *sd, p.unit);
        }
    }
    csv.into_text()
}

/// The estimate of error correction on the panel (`estimate`), and each country alone as `COUNTRY.PARAMETER`, where the effect
/// of a stock is that on a year's growth.
#[must_use]
pub fn adjustment_csv(found: &ProductivityAdjustment) -> String {
    let mut csv = LongCsv::new();
    let errors = found.mean_group.std_errors();
    for (i, id) in ADJUSTMENT_PARAMETERS.iter().enumerate() {
        for (statistic, value) in [
            ("estimate", found.mean_group.estimate[i]),
            ("std_error", errors[i]),
            ("std_error_robust", found.leave_one_out[i]),
        ] {
            csv.row((id.name(), "parameter", statistic), None, value, id.row().unit);
        }
    }
    for group in &found.mean_group.groups {
        let values = [group.speed].into_iter().chain(group.levels.iter().chain(&group.changes).copied());
        for (id, value) in ADJUSTMENT_PARAMETERS.iter().zip(values) {
            let name = format!("{}.{}", group.name, id.name());
            csv.row((&name, "parameter", "estimate"), None, value, id.row().unit);
        }
    }
    csv.into_text()
}

/// A backtest: the scores of each model by years ahead (`ahead_5`), its weight, and those of a placebo as
/// `placebo.MODEL`.
#[must_use]
pub fn backtest_csv(backtest: &Backtest, placebo: Option<&Placebo>) -> String {
    let mut csv = LongCsv::new();
    for model in &backtest.models {
        score_rows(&mut csv, model.model.name(), &model.scores);
        csv.row((model.model.name(), "mixture", "weight"), None, model.weight, "fraction");
    }
    for model in placebo.iter().flat_map(|placebo| &placebo.models) {
        score_rows(&mut csv, &format!("placebo.{}", model.model.name()), &model.scores);
    }
    for group in placebo.iter().flat_map(|placebo| &placebo.level.groups) {
        let name = format!("placebo.baseline_level.{}.{}", group.group.name(), group.walk.name());
        for share in &group.shares {
            let ahead = format!("ahead_{}", share.horizon);
            for (statistic, value) in [
                ("coverage_90", share.coverage),
                ("left_out_90", share.left_out),
                ("without_drift_90", share.without_drift),
            ] {
                csv.row((&name, &ahead, statistic), None, value, "fraction");
            }
        }
    }
    csv.into_text()
}

fn score_rows(csv: &mut LongCsv, model: &str, scores: &[HorizonScore]) {
    for score in scores {
        let ahead = format!("ahead_{}", score.horizon);
        for (statistic, value, unit) in [
            ("crps", score.crps, "percent"),
            ("rmse", score.rmse, "percent"),
            ("coverage_50", score.coverage_50, "fraction"),
            ("coverage_90", score.coverage_90, "fraction"),
        ] {
            csv.row((model, &ahead, statistic), None, value, unit);
        }
    }
}
