//! Implied returns in a few lines: median and 90% band over all draws, and how many have an internal rate.

use super::blocks::Block;
use super::reported_run::ReportedRun;
use super::text_table::number;
use crate::ensemble::{Ensemble, ImpliedReturns, RankedStatistics};

/// The blocks of a run.
pub(super) fn returns(run: &ReportedRun<'_>) -> Vec<Block> {
    let ensemble = run.ensemble;
    let (Ok(gross), Ok(rate)) = (ensemble.gross_returns(), ensemble.internal_rates()) else {
        return Vec::new();
    };
    let heading =
        Block::Heading(format!("Implied social returns on a euro of R&D (median, {})", run.band_name()));
    if gross.business.is_none() && gross.public.is_none() {
        let what =
            if ensemble.structures().len() == 1 { "the structure implies" } else { "the structures imply" };
        return vec![heading, Block::notes([format!("none: {what} no return")])];
    }
    let is_check_run = ensemble.is_check_run();
    let row = |name: &str, returns: &ImpliedReturns| {
        let cells = [returns.business, returns.public].map(|value| percent(value, is_check_run));
        std::iter::once(name.to_owned()).chain(cells).collect::<Vec<_>>()
    };
    let rows = vec![
        ["", "business", "public"].map(str::to_owned).to_vec(),
        row("gross return, % a year", &gross),
        row("internal rate of return, %", &rate),
    ];
    let mut notes = Vec::new();
    let none: Vec<&str> = without_returns(ensemble);
    if !none.is_empty() {
        notes.push(format!(
            "{} {} no return: left out here, and the weights of the others divided by their sum.",
            none.join(", "),
            if none.len() == 1 { "implies" } else { "imply" },
        ));
    }
    let share = |value: Option<RankedStatistics>| 100.0 * value.map_or(1.0, |value| value.share_defined);
    let (business, public) = (share(rate.business), share(rate.public));
    if business.min(public) < 99.95 {
        notes.push(format!(
            "{business:.1}% (business) and {public:.1}% (public) of the draws have an internal rate; in the others the \
             return is zero or less, and they rank below all of these."
        ));
    }
    vec![heading, Block::Table(rows), Block::notes(notes)]
}

/// A return in percent: its median and band. `-` is what falls among the draws without a rate.
pub(super) fn percent(value: Option<RankedStatistics>, is_check_run: bool) -> String {
    let Some(s) = value.filter(|s| s.share_defined > 0.0) else { return "none".to_owned() };
    let figure = |value: Option<f64>| value.map_or("-".to_owned(), |value| number(100.0 * value));
    if is_check_run {
        return figure(s.p50);
    }
    format!("{} [{}, {}]", figure(s.p50), figure(s.p05), figure(s.p95))
}

/// The structures with a weight that imply no return.
fn without_returns(ensemble: &Ensemble) -> Vec<&'static str> {
    ensemble
        .structures()
        .filter(|one| one.weight() > 0.0 && !one.implies_returns())
        .map(|one| one.name())
        .collect()
}
