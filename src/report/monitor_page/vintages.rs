//! What changed since a former monitor, by cause.

use super::writer::Writer;
use crate::monitor::{Cause, Changes, FigureChange, KeyFigure};
use crate::report::page::{Cell, Section, Table};
use crate::report::words::Word;

pub(super) fn section(writer: &Writer<'_>) -> Section {
    let section = Section::new("vintages", writer.say(Word::VintageHeading));
    let Some(changes) = &writer.monitor.changes else {
        return section.text(writer.say(Word::VintageNone));
    };
    let places = [("version", &*changes.version), ("data", &*changes.data_vintage)];
    let mut section = section.text(writer.with(Word::VintageText, &places));
    if changes.drawn_otherwise {
        section = section.text(writer.say(Word::DrawnOtherwise));
    }
    section.table(table(writer, changes))
}

fn table(writer: &Writer<'_>, changes: &Changes) -> Table {
    let causes = Cause::ALL.iter().map(|cause| match cause {
        Cause::Model => Word::CauseModel,
        Cause::Data => Word::CauseData,
        Cause::NewYear => Word::CauseNewYear,
        Cause::Parameters => Word::CauseParameters,
        Cause::Policy => Word::CausePolicy,
    });
    let head = [Word::Figure, Word::Then].into_iter().chain(causes).chain([Word::Now]);
    let table = Table::new(writer.say(Word::VintageTable), head.map(|word| writer.say(word)));
    changes.figures.iter().fold(table, |table, one| {
        let (name, factor, decimals) = shown(one);
        let number = |value: f64| Cell::Number(factor * value, decimals);
        let by_cause = one.by_cause.iter().map(|(_, change)| number(*change));
        let cells = [Cell::Text(writer.say(name)), number(one.then)];
        table.row(cells.into_iter().chain(by_cause).chain([number(one.now)]))
    })
}

/// How a figure is called, in which unit it is shown, and with how many decimals.
fn shown(one: &FigureChange) -> (Word, f64, usize) {
    match one.figure {
        KeyFigure::RdIntensityObserved => (Word::FigureObserved, 100.0, 3),
        KeyFigure::RdIntensityProjected => (Word::FigureProjected, 100.0, 3),
        KeyFigure::ProbabilityOfTarget => (Word::FigureProbability, 100.0, 2),
        KeyFigure::GapShare => (Word::FigureGap, 100.0, 3),
        KeyFigure::GapMoney => (Word::FigureGapMoney, 1.0, 2),
        KeyFigure::GdpEffect => (Word::FigureGdp, 1.0, 4),
        KeyFigure::DebtEffect => (Word::FigureDebt, 1.0, 4),
    }
}
