//! A backtest as a table: scores by model, weights with their range, and whether they mean anything.

use super::panel_text::placebo_text;
use super::text_table::{again, table, wrapped};
use crate::calibrate::{Backtest, ModelScore, Placebo};

/// Horizons that the table shows.
const SHOWN: [usize; 3] = [1, 5, 10];

/// The text of a backtest, and of the placebo across countries where there is one. `command` is the command that
/// reproduces it.
#[must_use]
pub fn backtest_text(backtest: &Backtest, placebo: Option<&Placebo>, command: &str) -> String {
    let mut text = format!(
        "Backtest: productivity forecast at the end of {} to {}\n\n",
        backtest.origins.first, backtest.origins.last
    );
    text.push_str(&wrapped(
        "CRPS of 100 ln TFP by years ahead (less is better), mean over them with the random walk as 1",
        "",
    ));
    let mut rows = vec![head(&["1", "5", "10", "mean", "weight", "5-95%"])];
    rows.extend(backtest.models.iter().map(|m| {
        let mut row = vec![m.model.name().to_owned()];
        row.extend(SHOWN.iter().map(|h| at(m, *h, |s| s.crps)));
        row.push(format!("{:.3}", m.relative_crps));
        row.push(m.weight.map_or_else(|| "-".to_owned(), |w| format!("{w:.2}")));
        row.push(
            m.weight_range.map_or_else(|| "-".to_owned(), |(low, high)| format!("{low:.2} to {high:.2}")),
        );
        row
    }));
    text.push_str(&table(&rows));
    text.push_str("\nRoot mean squared error, and share of outcomes in the 50 and 90% bands\n");
    let mut rows = vec![head(&["rmse 1", "rmse 10", "50%: 1", "10", "90%: 1", "10"])];
    rows.extend(backtest.models.iter().map(|m| {
        let mut row = vec![m.model.name().to_owned(), at(m, 1, |s| s.rmse), at(m, 10, |s| s.rmse)];
        row.extend([1, 10].map(|h| at(m, h, |s| s.coverage_50)));
        row.extend([1, 10].map(|h| at(m, h, |s| s.coverage_90)));
        row
    }));
    text.push_str(&table(&rows));
    text.push('\n');
    let verdict = if backtest.distinguishable { "" } else { "Warning: " };
    text.push_str(&wrapped(&format!("{verdict}{}.", backtest.reason), "  "));
    for remark in &backtest.remarks {
        text.push_str(&wrapped(&format!("Warning: {remark}."), "  "));
    }
    if let Some(placebo) = placebo {
        text.push('\n');
        text.push_str(&placebo_text(placebo));
    }
    text.push('\n');
    text.push_str(&again(command));
    text
}

fn head(names: &[&str]) -> Vec<String> {
    std::iter::once("").chain(names.iter().copied()).map(str::to_owned).collect()
}

fn at(model: &ModelScore, horizon: usize, score: impl Fn(&crate::calibrate::HorizonScore) -> f64) -> String {
    model
        .scores
        .iter()
        .find(|s| s.horizon == horizon)
        .map_or_else(|| "-".to_owned(), |s| format!("{:.2}", score(s)))
}
