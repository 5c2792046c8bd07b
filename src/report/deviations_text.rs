//! The effect by year in tables: GDP in percent, in money and a head, every variable that moves, and channels.

use super::blocks::Block;
use super::by_year_table::ByYearTable;
use super::explain::{channel_row, variable_row};
use super::reported_run::ReportedRun;
use super::text_table::{Scale, is_nothing, number};
use crate::ensemble::Kind;
use crate::simulate::Variable;
use crate::statistics::Statistics;
use crate::structures::Channel;

/// Variables of the tables of deviations, in their order.
pub(super) const TABLE: [Variable; 13] = [
    Variable::Gdp,
    Variable::Tfp,
    Variable::Capital,
    Variable::LabourProductivity,
    Variable::HumanCapital,
    Variable::Hours,
    Variable::RdIntensity,
    Variable::RdBusiness,
    Variable::RdPublic,
    Variable::ResearchPrice,
    Variable::DebtRatio,
    Variable::DebtRatioWageIndexed,
    Variable::Welfare,
];

/// Bands of GDP by year, in percent and in money, and the variables that move: a part each.
pub(super) fn bands(run: &ReportedRun<'_>) -> Vec<Vec<Block>> {
    let mut parts = Vec::new();
    if !run.ensemble.is_check_run
        && let Ok(gdp) = run.ensemble.statistics(Variable::Gdp, Kind::Deviation)
        && moves(gdp.as_slice())
    {
        parts.push(percent(run, gdp.as_slice()));
        parts.push(money(run, gdp.as_slice()));
    }
    parts.push(variables(run));
    parts
}

fn percent(run: &ReportedRun<'_>, gdp: &[Statistics]) -> Vec<Block> {
    let scale = Scale::of(run.shown.iter().flat_map(|(t, _)| [gdp[*t].p05, gdp[*t].p95, gdp[*t].mean]));
    let mut head = vec![String::new(), "mean".into(), "median".into()];
    if run.has_band() {
        head.extend(["30% band".into(), "60% band".into()]);
    }
    head.push(run.band_name());
    let mut rows = vec![head];
    for (t, year) in &run.shown {
        let s = &gdp[*t];
        let mut row = vec![year.to_string(), scale.number(s.mean), scale.number(s.p50)];
        if run.has_band() {
            row.extend([scale.band(s.p35, s.p65), scale.band(s.p20, s.p80)]);
        }
        row.push(scale.band(s.p05, s.p95));
        rows.push(row);
    }
    vec![Block::heading("GDP, percent from the baseline"), Block::Table(rows)]
}

/// The same at the level of the baseline: a line in the percentages, and so are its statistics.
fn money(run: &ReportedRun<'_>, gdp: &[Statistics]) -> Vec<Block> {
    let baseline = &run.experiment.baseline;
    let (unit, base) = (&baseline.currency_unit, baseline.price_base);
    let mut head = vec![String::new(), "mean".to_owned(), "median".to_owned(), run.band_name()];
    let mut heading = format!("GDP from the baseline, {unit} of {base}");
    if let Some((year, persons)) = baseline.population {
        let (currency, people) = (unit.trim_start_matches("bn "), number(persons / 1e6));
        heading += &format!("; a head in {currency} of {base}, of the {people} million people of {year}");
        head.extend(["a head: mean".to_owned(), "median".to_owned(), run.band_name()]);
    }
    if run.settings.layers.level_varies() {
        heading += " (percent of the central baseline)";
    }
    let mut rows = vec![head];
    let factors = |t: usize| {
        let billion = 0.01 * baseline.gdp[t];
        [Some(billion), baseline.population.map(|(_, persons)| billion * 1e9 / persons)]
    };
    let scales: [Scale; 2] = std::array::from_fn(|of| {
        let scaled = run.shown.iter().filter_map(|(t, _)| Some((&gdp[*t], factors(*t)[of]?)));
        Scale::of(scaled.flat_map(|(s, factor)| [s.p05 * factor, s.p95 * factor, s.mean * factor]))
    });
    for (t, year) in &run.shown {
        let s = &gdp[*t];
        let mut row = vec![year.to_string()];
        for (factor, scale) in factors(*t).into_iter().zip(scales) {
            let Some(factor) = factor else { continue };
            row.extend([scale.number(s.mean * factor), scale.number(s.p50 * factor)]);
            row.push(scale.band(s.p05 * factor, s.p95 * factor));
        }
        rows.push(row);
    }
    vec![Block::Heading(heading), Block::Table(rows)]
}

/// Whether it differs from the baseline in any year.
fn moves(statistics: &[Statistics]) -> bool {
    statistics.iter().any(|s| ![s.p05, s.p95, s.mean].into_iter().all(is_nothing))
}

/// Every variable that moves: its median, mean and band, under its label.
fn variables(run: &ReportedRun<'_>) -> Vec<Block> {
    let what = if run.ensemble.is_check_run { " (check run)" } else { "" };
    let mut table = ByYearTable::new(&run.shown);
    for variable in TABLE {
        let Ok(statistics) = run.ensemble.statistics(variable, Kind::Deviation) else { continue };
        let label = variable_row(variable).in_tables;
        if moves(statistics.as_slice()) {
            lines(run, label, statistics.as_slice(), &mut table);
        } else if variable == Variable::Gdp {
            table.heading(format!("{label}: unchanged"));
        }
    }
    vec![Block::Heading(format!("Deviation from the baseline{what}")), Block::ByYear(table)]
}

/// The label, and lines of the median, the mean and both edges of the band; a check run has one line.
fn lines(run: &ReportedRun<'_>, label: &str, statistics: &[Statistics], table: &mut ByYearTable) {
    let shown = run.shown.iter().map(|(t, _)| &statistics[*t]);
    let scale = Scale::of(shown.flat_map(|s| [s.p05, s.p50, s.p95]));
    if run.ensemble.is_check_run {
        table.row(label, |t| scale.number(statistics[t].p50));
        return;
    }
    let [low, high] = run.edges();
    table.heading(label);
    table.row("  median", |t| scale.number(statistics[t].p50));
    table.row("  mean", |t| scale.number(statistics[t].mean));
    table.row(format!("  {low}"), |t| scale.number(statistics[t].p05));
    table.row(format!("  {high:>8}"), |t| scale.number(statistics[t].p95));
}

/// What the effect on GDP comes from, in the mean.
pub(super) fn channels(run: &ReportedRun<'_>) -> Vec<Block> {
    let mut means: Vec<(&str, Vec<f64>)> = Vec::new();
    for channel in run.ensemble.channels() {
        let Ok(statistics) = run.ensemble.gdp_channel(channel) else { continue };
        means.push((channel_row(channel).label, statistics.iter().map(|s| s.mean).collect()));
    }
    if means.iter().all(|(_, values)| values.iter().copied().all(is_nothing)) {
        return Vec::new();
    }
    let scale = Scale::of(means.iter().flat_map(|(_, values)| run.shown.iter().map(|(t, _)| values[*t])));
    let mut table = ByYearTable::new(&run.shown);
    for (label, values) in &means {
        table.row(*label, |t| scale.number(values[t]));
    }
    table.row("Sum", |t| scale.number(means.iter().map(|(_, values)| values[t]).sum()));
    let note = if run.ensemble.channels().contains(&Channel::ResearchPrice) {
        "; price of research is the run less the run in which money buys research at the old wages"
    } else {
        ""
    };
    let heading = format!("GDP by channel (mean, log points; channels add up{note})");
    vec![Block::Heading(heading), Block::ByYear(table)]
}
