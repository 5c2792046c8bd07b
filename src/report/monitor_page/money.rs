//! What the target takes: its probability against public money, an instrument at a time.

use super::writer::Writer;
use crate::data::SeriesName;
use crate::model::Instrument;
use crate::monitor::{MoneyNeeded, Outlook};
use crate::report::lines_chart::{Curve, LinesChart};
use crate::report::page::{Cell, Figure, Section, Table};
use crate::report::words::Word;

pub(super) fn section(writer: &Writer<'_>) -> Option<Section> {
    let outlook = writer.outlook().filter(|outlook| !outlook.money_needed.is_empty())?;
    let from = outlook.money_needed.first()?.from.to_string();
    let (target, year) = (writer.target(), writer.year());
    let text = writer.with(Word::MoneyText, &[("target", &target), ("year", &year), ("from", &from)]);
    let section = Section::new("money", writer.say(Word::MoneyHeading)).text(text);
    let section = scale(writer).into_iter().fold(section, Section::text);
    Some(section.table(needed(writer, outlook)).figure(figure(writer, outlook)))
}

/// What government pays already, so that amounts can be judged.
fn scale(writer: &Writer<'_>) -> Option<String> {
    let mut parts = writer.monitor.by_funder.iter();
    let paid = parts.find(|part| part.series == SeriesName::RdFundedGovernment)?;
    let (money, year) = (writer.language.number(paid.money?, 1), paid.year.to_string());
    let places = [("money", &*money), ("currency", &*writer.currency()), ("year", &*year)];
    Some(writer.with(Word::MoneyScale, &places))
}

fn in_prices(writer: &Writer<'_>, word: Word) -> String {
    writer.with(word, &[("currency", &writer.currency()), ("base", &writer.price_base())])
}

fn needed(writer: &Writer<'_>, outlook: &Outlook) -> Table {
    let probabilities = outlook.money_needed.first().map(|one| one.needed.clone()).unwrap_or_default();
    let head = probabilities.iter().map(|(probability, _)| {
        let probability = writer.language.percent(*probability);
        writer.with(Word::ForProbability, &[("probability", &probability)])
    });
    let table = Table::new(
        in_prices(writer, Word::MoneyTable),
        std::iter::once(writer.say(Word::Instrument)).chain(head),
    );
    outlook.money_needed.iter().fold(table, |table, one| {
        let cell = |amount: &Option<f64>| {
            amount.map_or_else(|| Cell::Text(writer.say(Word::NotReached)), |amount| Cell::Number(amount, 1))
        };
        let amounts = one.needed.iter().map(|(_, amount)| cell(amount));
        table.row(std::iter::once(Cell::Text(name(writer, one))).chain(amounts))
    })
}

fn name(writer: &Writer<'_>, one: &MoneyNeeded) -> String {
    let word = match one.instrument {
        Instrument::PublicResearch => Word::PublicResearch,
        Instrument::DirectSubsidy => Word::DirectSubsidy,
        Instrument::TaxCredit => Word::TaxCredit,
        Instrument::EuCofinancing => Word::EuCofinancing,
        other => return other.name().replace('_', " "),
    };
    writer.say(word)
}

fn figure(writer: &Writer<'_>, outlook: &Outlook) -> Figure {
    let curve = |one: &MoneyNeeded| Curve {
        name: name(writer, one),
        points: one.curve.iter().map(|(amount, estimate)| (*amount, 100.0 * estimate.value)).collect(),
    };
    let chart = LinesChart {
        title: writer.say(Word::MoneyFigure),
        x_axis: in_prices(writer, Word::MoneyAxis),
        y_axis: writer.say(Word::ProbabilityAxis),
        curves: outlook.money_needed.iter().map(curve).collect(),
        language: writer.language,
    };
    let head =
        std::iter::once(writer.say(Word::MoneyOfGrid)).chain(chart.curves.iter().map(|one| one.name.clone()));
    let mut table = Table::new(format!("{}: {}", chart.title, chart.y_axis), head);
    let places = outlook.money_needed.first().map_or(0, |one| one.curve.len());
    for place in 0..places {
        // The error of the projection has no bounds: none and all are roundings of it.
        let open = |share: f64| share.clamp(f64::EPSILON, 1.0 - f64::EPSILON);
        let at =
            |one: &MoneyNeeded| one.curve.get(place).map_or(f64::NAN, |(_, estimate)| open(estimate.value));
        let amount = outlook.money_needed.first().and_then(|one| one.curve.get(place)).map_or(0.0, |at| at.0);
        let cells = outlook.money_needed.iter().map(|one| Cell::Share(at(one)));
        table = table.row(std::iter::once(Cell::Number(amount, 1)).chain(cells));
    }
    chart
        .to_figure("money-probability", table)
        .source(writer.model_source(), writer.say(Word::MoneyMethod))
        .command(writer.command)
}
