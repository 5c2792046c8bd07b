//! What stands beside the effect on GDP, in a few lines: extra GDP over extra R&D, and the year of the peak and that of half
//! of it. And why an end of a band is exactly zero, which answers say beside it.

use super::blocks::Block;
use super::by_year_table::ByYearTable;
use super::reported_run::ReportedRun;
use super::text_table::Scale;
use crate::ensemble::{Ensemble, Kind, RankedStatistics, RatioStatistics};
use crate::simulate::Variable;
use crate::structures::StructureName;

/// The blocks of a run.
pub(super) fn effect(run: &ReportedRun<'_>) -> Vec<Block> {
    let plan = &run.experiment.plan;
    // Where no money goes to R&D, it is GDP that moves R&D.
    let has_rd = plan.has_target() || !plan.money.is_empty();
    let mut blocks = if has_rd { ratios(run) } else { Vec::new() };
    blocks.extend(course(run).map(Block::Paragraph));
    blocks
}

/// Extra GDP over extra R&D in the years with extra R&D.
fn ratios(run: &ReportedRun<'_>) -> Vec<Block> {
    let ensemble = run.ensemble;
    let Ok(ratios) = ensemble.gdp_over_rd() else { return Vec::new() };
    let of_years = || run.shown.iter().filter_map(|(t, _)| ratios.get(*t)).map(|(_, ratio)| ratio);
    if of_years().all(|ratio| ratio.draws.p50.is_none()) {
        return Vec::new();
    }
    let ends = of_years().flat_map(|ratio| [ratio.ratio_of_means, ratio.draws.p05, ratio.draws.p95]);
    let scale = Scale::of(ends.flatten());
    let figure = |value: Option<f64>| value.map_or("-".to_owned(), |value| scale.number(value));
    let mut table = ByYearTable::new(&run.shown);
    let mut row = |label: &str, of: &dyn Fn(&RatioStatistics) -> Option<f64>| {
        table.row(label, |t| figure(ratios.get(t).and_then(|(_, ratio)| of(ratio))));
    };
    row("ratio of means", &|ratio| ratio.ratio_of_means);
    if !ensemble.is_check_run() {
        let [low, high] = run.edges();
        row("median", &|ratio| ratio.draws.p50);
        row(low, &|ratio| ratio.draws.p05);
        row(&format!("{high:>8}"), &|ratio| ratio.draws.p95);
    }
    let heading = "Extra GDP of a year over extra R&D money of that year, euro a euro";
    vec![Block::heading(heading), Block::ByYear(table)]
}

/// When the effect is largest, and when it has halved.
fn course(run: &ReportedRun<'_>) -> Option<String> {
    let ensemble = run.ensemble;
    let (peak, half) = (ensemble.peak_year().ok()?, ensemble.half_year().ok()?);
    let last = ensemble.years().last;
    if peak.share_defined <= 0.0 {
        return Some("GDP is as in the baseline: there is no peak.".to_owned());
    }
    let band = |years, none: &str| {
        if ensemble.is_check_run() { String::new() } else { spread(years, none, &run.band_name()) }
    };
    let peaks = match peak.p50 {
        Some(year) if year.round() as i32 == last => {
            format!(
                "The effect on GDP is largest in {last}, the last year, and may rise further{}",
                band(&peak, "have no effect")
            )
        }
        Some(year) => format!("The effect on GDP is largest in {year:.0}{}", band(&peak, "have no effect")),
        None => format!("In {} of the draws there is no effect on GDP", share(1.0 - peak.share_defined)),
    };
    let halves = match half.p50 {
        Some(year) => {
            let not = format!("have not come to it by {last}");
            format!("It has halved in {year:.0}{}", band(&half, &not))
        }
        None => {
            format!("By {last} {} of the draws have not come to half of it", share(1.0 - half.share_defined))
        }
    };
    Some(format!("{peaks}. {halves}."))
}

/// What a median says nothing of: the band, or how many draws have no such year.
fn spread(years: &RankedStatistics, none: &str, name: &str) -> String {
    match (years.p05, years.p95) {
        (Some(low), Some(high)) => format!(" (median; {name} {low:.0} to {high:.0})"),
        (Some(low), None) => {
            format!(" (median; 5% point {low:.0}; {} of the draws {none})", share(1.0 - years.share_defined))
        }
        (None, _) => String::new(),
    }
}

/// A share in percent, which is all or none only where it is.
fn share(value: f64) -> String {
    let percent = 100.0 * value;
    match percent.round() {
        0.0 if value > 0.0 => "less than 1%".to_owned(),
        100.0 if value < 1.0 => "more than 99%".to_owned(),
        rounded => format!("{rounded:.0}%"),
    }
}

/// Why an end of the 90% band of GDP in the last year is exactly zero, where that is the weight of `no_effect`.
pub(super) fn zero_end(ensemble: &Ensemble) -> Option<String> {
    let gdp = ensemble.statistics(Variable::Gdp, Kind::Deviation).ok()?;
    let last = gdp.last()?;
    let weight = ensemble.structure(StructureName::NoEffect.name()).ok()?.weight();
    let is_zero = |value: f64| value == 0.0;
    let is_of_mixture = weight > 0.0 && ensemble.structures().filter(|one| one.weight() > 0.0).count() > 1;
    let end = match (is_zero(last.p05), is_zero(last.p95)) {
        (true, false) => "lower",
        (false, true) => "upper",
        _ => return None,
    };
    (is_of_mixture && !ensemble.is_check_run()).then(|| {
        format!(
            "The {end} end of the mixture's band of GDP is exactly zero because no_effect has a weight of \
             {weight:.2}: it is that assumption, not information."
        )
    })
}
