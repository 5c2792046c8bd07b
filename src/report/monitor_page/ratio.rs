//! R&D over GDP: observed, in every published vintage, and projected with its fan and the target.

use super::writer::{Writer, in_unit};
use crate::data::{Series, SeriesName};
use crate::monitor::PublishedRatio;
use crate::report::fan_chart::FanChart;
use crate::report::language::Language;
use crate::report::page::{Cell, Figure, Section, Table};
use crate::report::words::Word;
use crate::statistics::Statistics;

/// Years of the past that the chart shows.
const PAST: i32 = 25;

pub(super) fn section(writer: &Writer<'_>) -> Section {
    let section = Section::new("ratio", writer.say(Word::RatioHeading)).figure(figure(writer));
    let is_alone = writer.monitor.published.iter().all(|one| one.is_used);
    let section = if is_alone { section } else { section.text(writer.say(Word::VintagesText)) };
    section.table(vintages(writer))
}

/// The chart by itself, with its title and its notes.
pub(super) fn picture(writer: &Writer<'_>) -> String {
    let mut chart = chart(writer, years(writer)).in_language(writer.language);
    chart.subtitle = writer.model_source();
    let last = writer.monitor.last_observation.to_string();
    let again = format!("{}: {}", writer.say(Word::Again), writer.command);
    chart.notes = vec![writer.with(Word::RatioReading, &[("last", &last)]), method(writer), again];
    chart.notes.retain(|note| !note.is_empty());
    chart.to_svg()
}

/// Percent of GDP by year: observed, then projected.
fn years(writer: &Writer<'_>) -> Vec<(i32, Statistics)> {
    let monitor = writer.monitor;
    let last = monitor.last_observation;
    let recent = monitor.history.iter().filter(|(year, _)| *year > last - PAST && *year < last);
    let mut years: Vec<(i32, Statistics)> =
        recent.map(|(year, ratio)| (*year, Statistics::of(&[100.0 * ratio]))).collect();
    match writer.outlook() {
        Some(outlook) => {
            let to_come = outlook.rd_intensity.by_year().filter(|(year, _)| *year <= monitor.request.year);
            years.extend(in_unit(to_come, 100.0));
        }
        None => years.push((last, Statistics::of(&[100.0 * monitor.last_ratio()]))),
    }
    years
}

fn figure(writer: &Writer<'_>) -> Figure {
    let last = writer.monitor.last_observation;
    let years = years(writer);
    let table = years.iter().fold(table(writer), |table, (year, s)| {
        let band = |value: f64| if *year > last { Cell::Number(value, 2) } else { Cell::Empty };
        table.row([Cell::Year(*year), Cell::Number(s.mean, 2), band(s.p05), band(s.p50), band(s.p95)])
    });
    let chart = chart(writer, years);
    let reading = writer.with(Word::RatioReading, &[("last", &last.to_string())]);
    let reading = [reading, breaks(writer)].join(" ");
    writer
        .fan("ratio-fan", chart, table)
        .reading(reading.trim_end())
        .published(Language::En, published(writer))
        .source(writer.model_source(), format!("{}{}", method(writer), projection(writer)))
}

fn chart(writer: &Writer<'_>, years: Vec<(i32, Statistics)>) -> FanChart {
    let monitor = writer.monitor;
    let last = monitor.last_observation;
    let others: Vec<(i32, f64)> =
        monitor.published.iter().filter(|one| !one.is_used).map(|one| (last, 100.0 * one.ratio)).collect();
    let (title, axis) = (writer.say(Word::RatioFigure), writer.say(Word::RatioAxis));
    let mut chart = FanChart::new(&title, "", &axis, Vec::new(), years);
    chart = chart.with_line(
        &writer.with(Word::TargetLine, &[("target", &writer.target())]),
        100.0 * monitor.request.target,
    );
    if !others.is_empty() {
        let name = writer.with(Word::OtherVintages, &[("year", &last.to_string())]);
        chart = chart.with_points(&name, others);
    }
    chart
}

fn table(writer: &Writer<'_>) -> Table {
    let head = [Word::Year, Word::Mean, Word::Low, Word::Median, Word::High].map(|word| writer.say(word));
    Table::new(writer.say(Word::RatioAxis), head)
}

/// The sources of what was observed, and of the projection.
fn published(writer: &Writer<'_>) -> String {
    let used = writer.monitor.published.iter().filter(|one| one.is_used);
    let observed = used.map(|one| format!("{} ({})", one.source, one.vintage));
    let projected = projected(writer).filter(|_| writer.outlook().is_some());
    let sources = observed.chain(projected.map(|series| format!("{} ({})", series.source, series.vintage)));
    sources.collect::<Vec<_>>().join("; ")
}

fn method(writer: &Writer<'_>) -> String {
    let Some(error) = writer.outlook().and_then(|outlook| outlook.ratio_error) else {
        return String::new();
    };
    let sd = writer.language.number(100.0 * error.of_a_year, 3);
    let mut text = writer.with(Word::RatioMethod, &[("sd", &sd)]);
    if let Some(held) = error.held {
        let (years, held) = (error.years.to_string(), writer.language.percent(held));
        text += " ";
        text += &writer.with(Word::RatioHeld, &[("years", &years), ("held", &held)]);
    }
    text
}

/// The series that the projection comes from, as its source has it; a baseline of the scenario wins over it.
fn projected<'a>(writer: &Writer<'a>) -> Option<&'a Series> {
    let request = &writer.monitor.request;
    let is_own = request.scenario.baseline.is_none();
    request.economy.series(SeriesName::RdIntensity).ok().filter(|_| is_own)
}

/// What the projection is, behind the method; nothing of one that the scenario brings.
fn projection(writer: &Writer<'_>) -> String {
    if writer.outlook().is_none() || writer.monitor.request.scenario.baseline.is_some() {
        return String::new();
    }
    let word = if projected(writer).is_some() { Word::RatioNamed } else { Word::RatioKept };
    format!(" {}", writer.say(word))
}

/// The years of the chart in which the survey has a break; empty without any.
fn breaks(writer: &Writer<'_>) -> String {
    let monitor = writer.monitor;
    let first = monitor.last_observation - PAST + 1;
    let years = monitor.request.economy.breaks(SeriesName::RdTotal);
    let years: Vec<String> = years.iter().filter(|year| **year > first).map(i32::to_string).collect();
    if years.is_empty() {
        String::new()
    } else {
        writer.with(Word::RatioBreaks, &[("years", &years.join(", "))])
    }
}

fn vintages(writer: &Writer<'_>) -> Table {
    let monitor = writer.monitor;
    let year = monitor.last_observation.to_string();
    let head = [Word::Published, Word::PercentOfGdp, Word::Status, Word::UsedHere, Word::Source];
    let table =
        Table::new(writer.with(Word::VintagesTable, &[("year", &year)]), head.map(|word| writer.say(word)));
    monitor.published.iter().fold(table, |table, one| {
        let used = if one.is_used { Word::Yes } else { Word::No };
        let vintage =
            if one.vintage == "not stated" { writer.say(Word::NotStated) } else { one.vintage.clone() };
        table.row([
            Cell::Fixed(vintage),
            Cell::Number(100.0 * one.ratio, 2),
            Cell::Text(status(writer, one)),
            Cell::Text(writer.say(used)),
            Cell::Foreign(Language::En, one.source.clone()),
        ])
    })
}

fn status(writer: &Writer<'_>, one: &PublishedRatio) -> String {
    let word = match one.status.as_str() {
        "published" => Word::StatusPublished,
        "provisional" | "p" => Word::StatusProvisional,
        "revised_provisional" => Word::StatusRevisedProvisional,
        "projected" => Word::StatusProjected,
        "rounded" => Word::StatusRounded,
        "quoted" => Word::StatusQuoted,
        "recovered" => Word::StatusRecovered,
        "b" => Word::StatusBreak,
        other => return other.to_owned(),
    };
    writer.say(word)
}
