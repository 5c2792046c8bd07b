//! The nine actions on a page: status with its date and source, money, and what each adds.

use super::bars_chart::BarsChart;
use super::language::{Language, decimals_of};
use super::page::{Cell, Figure, Table};
use super::words::Word;
use crate::policy::{Action, ActionMoney, ActionStatus, ActionTable, Attribution, MoneyUnit};
use crate::simulate::Variable;
use crate::statistics::{DrawnDistribution, Statistics};

/// Status, money and effect on GDP of every action.
pub(super) fn statuses(
    language: Language,
    table: &ActionTable,
    attribution: Option<&Attribution>,
    caption: String,
) -> Table {
    let head = [Word::Action, Word::Status, Word::LastKnown, Word::Money, Word::EffectWithBand, Word::Source];
    let rows = Table::new(caption, head.map(|word| word.in_language(language)));
    table.actions.iter().fold(rows, |rows, action| {
        let effect = effect(attribution, action, Variable::Gdp);
        rows.row([
            Cell::Text(title(language, action)),
            Cell::Text(status(action.status).in_language(language).to_owned()),
            Cell::Text(language.date(action.status_date)),
            money(language, &action.money),
            effect.map_or(Cell::Empty, |s| Cell::Text(with_band(language, &s))),
            Cell::Foreign(Language::En, action.source.clone()),
        ])
    })
}

/// What each action adds to an outcome, and all together, under a title and on an axis.
pub(super) fn effects(
    language: Language,
    (table, attribution): (&ActionTable, &Attribution),
    outcome: Variable,
    texts: [String; 2],
    id: &str,
) -> Figure {
    let of_actions = table.actions.iter().filter_map(|action| {
        effect(Some(attribution), action, outcome).map(|statistics| (title(language, action), statistics))
    });
    let all = attribution.package(outcome).map(DrawnDistribution::statistics);
    let all = all.map(|statistics| (Word::AllActions.in_language(language).to_owned(), statistics));
    let rows: Vec<(String, Statistics)> = of_actions.chain(all).collect();
    let largest = rows.iter().map(|(_, s)| s.mean.abs()).fold(0.0, f64::max);
    let decimals = decimals_of(largest).max(3);
    let chart = BarsChart::of_statistics(texts, &rows, rows.len().checked_sub(1), decimals, language);
    let reading = Word::ActionsReading.in_language(language);
    chart.to_figure(id, chart.table(Word::Action, &rows)).reading(reading)
}

fn effect(attribution: Option<&Attribution>, action: &Action, outcome: Variable) -> Option<Statistics> {
    attribution?.share(action.number, outcome).map(DrawnDistribution::statistics)
}

/// A mean with its 90% band.
fn with_band(language: Language, s: &Statistics) -> String {
    let [mean, low, high] = [s.mean, s.p05, s.p95].map(|value| language.number(value, 3));
    Word::MeanAndBand.with(language, &[("mean", &mean), ("low", &low), ("high", &high)])
}

fn title(language: Language, action: &Action) -> String {
    format!("{}. {}", action.number, language.of(&action.title, &action.title_nl))
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
fn money(of_page: Language, amounts: &[ActionMoney]) -> Cell {
    if amounts.is_empty() {
        return Cell::Text(Word::NoMoneyNamed.in_language(of_page).to_owned());
    }
    let translated = amounts.iter().all(|one| one.what_nl.is_some());
    let language = if translated { of_page } else { Language::En };
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
    if language == of_page { Cell::Text(text) } else { Cell::Foreign(language, text) }
}
