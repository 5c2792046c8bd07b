//! What policy brings to productivity, GDP and public finance, so far and to come.

use super::writer::{Writer, in_unit};
use crate::report::fan_chart::FanChart;
use crate::report::language::decimals_of;
use crate::report::page::{Cell, Section, Table};
use crate::report::words::Word;
use crate::simulate::Variable;

pub(super) fn section(writer: &Writer<'_>) -> Option<Section> {
    let outlook = writer.outlook()?;
    let heading = writer.say(Word::EffectsHeading);
    let section = Section::new("effects", heading)
        .text(writer.with(Word::EffectsText, &[("scenario", &writer.scenario())]))
        .table(by_year(writer)?);
    let (_, gdp) = outlook.effects.iter().find(|(variable, _)| *variable == Variable::Gdp)?;
    let years = in_unit(gdp.by_year(), 1.0);
    let title = writer.say(Word::EffectsFigure);
    let chart = FanChart::new(&title, "", &title, Vec::new(), years);
    let chart = chart.with_line(&writer.say(Word::Baseline), 0.0).in_language(writer.language);
    let table = chart.table(3);
    Some(section.figure(writer.fan("gdp-fan", chart, table).source(writer.model_source(), "")))
}

/// The years that a reader looks for: this one, that of the target, five years on, the horizon.
fn years(writer: &Writer<'_>) -> Option<Vec<i32>> {
    let outlook = writer.outlook()?;
    let (first, horizon) =
        (outlook.experiment.baseline.last_observation() + 1, outlook.experiment.baseline.horizon());
    let now = writer.monitor.request.statuses.as_ref().map(|table| table.as_of.year());
    let target = writer.monitor.request.year;
    let wanted = [now.unwrap_or(first), target, target + 5, horizon];
    let mut years: Vec<i32> = wanted.into_iter().filter(|year| (first..=horizon).contains(year)).collect();
    years.sort_unstable();
    years.dedup();
    Some(years)
}

fn by_year(writer: &Writer<'_>) -> Option<Table> {
    let head = [Word::Variable, Word::Unit, Word::Year, Word::Mean, Word::Low, Word::High];
    let mut table = Table::new(writer.say(Word::EffectsTable), head.map(|word| writer.say(word)));
    for (variable, by_year) in &writer.outlook()?.effects {
        let mut rows = Vec::new();
        for year in years(writer)? {
            rows.push((year, by_year.at(year).ok()?));
        }
        // One number of decimals a variable, so that its years can be compared at a glance.
        let largest = rows.iter().map(|(_, s)| s.p95.abs().max(s.p05.abs())).fold(0.0, f64::max);
        let decimals = decimals_of(largest).clamp(2, 4);
        for (year, s) in rows {
            table = table.row([
                Cell::Text(writer.say(name(*variable))),
                Cell::Text(writer.say(unit(*variable))),
                Cell::Year(year),
                Cell::Number(s.mean, decimals),
                Cell::Number(s.p05, decimals),
                Cell::Number(s.p95, decimals),
            ]);
        }
    }
    Some(table)
}

fn name(variable: Variable) -> Word {
    match variable {
        Variable::Tfp => Word::Tfp,
        Variable::LabourProductivity => Word::LabourProductivity,
        Variable::RdTotal => Word::RdTotal,
        Variable::RdIntensity => Word::RdIntensity,
        Variable::Revenue => Word::Revenue,
        Variable::DebtRatio => Word::DebtRatio,
        _ => Word::Gdp,
    }
}

fn unit(variable: Variable) -> Word {
    match variable {
        Variable::RdIntensity => Word::PercentagePoints,
        Variable::Revenue | Variable::DebtRatio => Word::PercentOfBaseline,
        _ => Word::Percent,
    }
}
