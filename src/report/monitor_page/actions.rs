//! The nine actions: status with its date and source, money, and what each adds.

use super::writer::Writer;
use crate::monitor::Outlook;
use crate::policy::{Action, ActionMoney, ActionStatus, ActionTable, Attribution, MoneyUnit};
use crate::report::bars_chart::{Bar, BarsChart};
use crate::report::chart_layout::Layout;
use crate::report::language::Language;
use crate::report::page::{Cell, Figure, Section, Table};
use crate::report::words::Word;
use crate::simulate::Variable;
use crate::statistics::{DrawnDistribution, Statistics};

pub(super) fn section(writer: &Writer<'_>) -> Option<Section> {
    let table = writer.monitor.request.statuses.as_ref()?;
    let attribution = writer.outlook().and_then(|outlook: &Outlook| outlook.attribution.as_ref());
    let date = writer.language.date(table.as_of);
    let section = Section::new("actions", writer.say(Word::ActionsHeading))
        .text(writer.with(Word::ActionsText, &[("date", &date)]))
        .table(statuses(writer, table, attribution));
    Some(match attribution.filter(|attribution| !attribution.actions.is_empty()) {
        Some(attribution) => section.figure(figure(writer, table, attribution)),
        None => section,
    })
}

fn effect(attribution: Option<&Attribution>, action: &Action) -> Option<Statistics> {
    attribution?.share(action.number, Variable::Gdp).map(DrawnDistribution::statistics)
}

fn statuses(writer: &Writer<'_>, table: &ActionTable, attribution: Option<&Attribution>) -> Table {
    let head = [Word::Action, Word::Status, Word::LastKnown, Word::Money, Word::EffectWithBand, Word::Source];
    let caption = writer.with(Word::ActionsTable, &[("year", &writer.year())]);
    table.actions.iter().fold(Table::new(caption, head.map(|word| writer.say(word))), |rows, action| {
        let effect = effect(attribution, action).map_or(Cell::Empty, |s| Cell::Text(with_band(writer, &s)));
        rows.row([
            Cell::Text(title(writer, action)),
            Cell::Text(writer.say(status(action.status))),
            Cell::Text(writer.language.date(action.status_date)),
            money(writer, &action.money),
            effect,
            Cell::Foreign(Language::En, action.source.clone()),
        ])
    })
}

/// A mean with its 90% band.
fn with_band(writer: &Writer<'_>, s: &Statistics) -> String {
    let [mean, low, high] = [s.mean, s.p05, s.p95].map(|value| writer.language.number(value, 3));
    writer.with(Word::MeanAndBand, &[("mean", &mean), ("low", &low), ("high", &high)])
}

fn title(writer: &Writer<'_>, action: &Action) -> String {
    format!("{}. {}", action.number, writer.language.of(&action.title, &action.title_nl))
}

fn status(status: ActionStatus) -> Word {
    match status {
        ActionStatus::Announced => Word::Announced,
        ActionStatus::Exploration => Word::Exploration,
        ActionStatus::Pilot => Word::Pilot,
        ActionStatus::UnderWay => Word::UnderWay,
        ActionStatus::DecidedInPrinciple => Word::DecidedInPrinciple,
        ActionStatus::Established => Word::Established,
        ActionStatus::Completed => Word::Completed,
        ActionStatus::Dropped => Word::Dropped,
    }
}

/// The amounts that sources name; where one has no text in the language of the page, all are in English.
fn money(writer: &Writer<'_>, amounts: &[ActionMoney]) -> Cell {
    if amounts.is_empty() {
        return Cell::Text(writer.say(Word::NoMoneyNamed));
    }
    let translated = amounts.iter().all(|one| one.what_nl.is_some());
    let language = if translated { writer.language } else { Language::En };
    let texts: Vec<String> = amounts
        .iter()
        .map(|one| {
            let what = language.of(Some(&one.what), one.what_nl.as_ref()).unwrap_or(&one.what);
            let (word, decimals) = match one.unit {
                MoneyUnit::BnEur => (Word::BillionEuro, 1),
                MoneyUnit::Persons => (Word::Persons, 0),
            };
            word.with(language, &[("amount", &language.number(one.amount, decimals)), ("what", what)])
        })
        .collect();
    let text = texts.join(". ");
    if language == writer.language { Cell::Text(text) } else { Cell::Foreign(language, text) }
}

fn figure(writer: &Writer<'_>, table: &ActionTable, attribution: &Attribution) -> Figure {
    let of_actions = table.actions.iter().filter_map(|action| {
        effect(Some(attribution), action).map(|statistics| (title(writer, action), statistics))
    });
    let all = attribution.package(Variable::Gdp).map(DrawnDistribution::statistics);
    let rows: Vec<(String, Statistics)> =
        of_actions.chain(all.map(|statistics| (writer.say(Word::AllActions), statistics))).collect();
    let last = rows.len().saturating_sub(1);
    let bars = rows.iter().enumerate().map(|(place, (name, s))| Bar {
        name: name.clone(),
        value: s.mean,
        band: Some([s.p05, s.p95]),
        is_marked: place == last,
    });
    let chart = BarsChart {
        title: writer.with(Word::ActionsFigure, &[("year", &writer.year())]),
        axis: writer.say(Word::ActionsAxis),
        bars: bars.collect(),
        line: None,
        decimals: 3,
        language: writer.language,
    };
    let head = [Word::Action, Word::Mean, Word::Low, Word::Median, Word::High].map(|word| writer.say(word));
    let behind = rows.iter().fold(Table::new(chart.title.clone(), head), |behind, (name, s)| {
        let [mean, low, middle, high] = [s.mean, s.p05, s.p50, s.p95].map(|value| Cell::Number(value, 4));
        behind.row([Cell::Text(name.clone()), mean, low, middle, high])
    });
    Figure::new("actions-effect", chart.title.clone(), chart.to_svg(Layout::PAGE), behind)
        .narrow(chart.to_svg(Layout::PHONE))
        .reading(writer.say(Word::ActionsReading))
        .source(writer.model_source(), "")
        .command(writer.command)
}
