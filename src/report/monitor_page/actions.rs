//! The nine actions: status with its date and source, money, and what each adds.

use super::writer::Writer;
use crate::monitor::Outlook;
use crate::report::actions_page::{effects, statuses};
use crate::report::page::Section;
use crate::report::words::Word;
use crate::simulate::Variable;

pub(super) fn section(writer: &Writer<'_>) -> Option<Section> {
    let table = writer.monitor.request.statuses.as_ref()?;
    let attribution = writer.outlook().and_then(|outlook: &Outlook| outlook.attribution.as_ref());
    let (date, year) = (writer.language.date(table.as_of), writer.year());
    let caption = writer.with(Word::ActionsTable, &[("year", &year)]);
    let section = Section::new("actions", writer.say(Word::ActionsHeading))
        .text(writer.with(Word::ActionsText, &[("date", &date)]))
        .table(statuses(writer.language, table, attribution, caption));
    Some(match attribution.filter(|attribution| !attribution.actions.is_empty()) {
        Some(attribution) => {
            let texts = [writer.with(Word::ActionsFigure, &[("year", &year)]), writer.say(Word::ActionsAxis)];
            let figure =
                effects(writer.language, (table, attribution), Variable::Gdp, texts, "actions-effect");
            section.figure(figure.source(writer.model_source(), "").command(writer.command))
        }
        None => section,
    })
}
