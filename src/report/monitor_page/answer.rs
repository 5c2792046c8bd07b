//! The answer in a sentence: the projection with its band, the probability, and what lacks in points and in money.

use super::writer::Writer;
use crate::monitor::KeyFigure;
use crate::report::page::Section;
use crate::report::words::Word;

pub(super) fn section(writer: &Writer<'_>) -> Section {
    let monitor = writer.monitor;
    let section = Section::new("answer", writer.say(Word::AnswerHeading));
    let Some(outlook) = writer.outlook() else {
        let (last, ratio) = (monitor.last_observation.to_string(), writer.percent(monitor.last_ratio()));
        return section.answer(writer.with(Word::AnswerWithout, &[("last", &last), ("ratio", &ratio)]));
    };
    let (year, target) = (writer.year(), writer.target());
    let shown = |value: f64| writer.percent(value);
    let Ok(s) = outlook.rd_intensity.at(monitor.request.year) else { return section };
    let probability = writer.probability(outlook.probability.value);
    let places = [
        ("year", &*year),
        ("target", &*target),
        ("ratio", &*shown(s.mean)),
        ("low", &*shown(s.p05)),
        ("high", &*shown(s.p95)),
        ("probability", &*probability),
    ];
    let mut section = section.answer(writer.with(Word::Answer, &places));
    if monitor.request.settings.draws == 0 {
        section = section.text(writer.say(Word::CheckRun));
    }
    let gap = outlook.key_figures.get(KeyFigure::GapShare);
    let points = writer.language.number(100.0 * gap.abs(), 2);
    if gap > 0.0 {
        let money = writer.language.short(outlook.key_figures.get(KeyFigure::GapMoney));
        let (currency, base) = (writer.currency(), writer.price_base());
        let places = [
            ("target", &*target),
            ("gap", &*points),
            ("money", &*money),
            ("currency", &*currency),
            ("base", &*base),
        ];
        section = section.text(writer.with(Word::AnswerGap, &places));
    } else {
        section = section.text(writer.with(Word::AnswerPassed, &[("gap", &points), ("target", &target)]));
    }
    section.text(writer.with(Word::AnswerPolicy, &[("scenario", &writer.scenario())]))
}
