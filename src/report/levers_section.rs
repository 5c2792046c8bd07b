//! What the levers of a page show: GDP and R&D with their fans, and what it costs and brings.

use super::fan_chart::FanChart;
use super::language::Language;
use super::page::{Figure, Section};
use super::words::Word;
use crate::appraise::{CostBenefit, Figure as Amount};
use crate::ensemble::{Ensemble, Kind, NoResult};
use crate::simulate::{Experiment, Variable};
use crate::statistics::Statistics;

/// The section of a run and of its costs and benefits, drawn alike. The page says once, beside the levers, how to get it again.
///
/// # Errors
/// [`NoResult`] where GDP or R&D over GDP was not kept.
pub fn levers_section(
    experiment: &Experiment,
    ensemble: &Ensemble,
    costs: &CostBenefit,
    language: Language,
) -> Result<Section, NoResult> {
    let writer = Writer { experiment, language };
    let gdp = ensemble.statistics(Variable::Gdp, Kind::Deviation)?;
    let ratio = ensemble.statistics(Variable::RdIntensity, Kind::Scenario)?;
    let gdp: Vec<(i32, Statistics)> = gdp.by_year().map(|(year, s)| (year, *s)).collect();
    let ratio: Vec<(i32, Statistics)> = ratio.by_year().map(|(year, s)| (year, s.times(100.0))).collect();
    let section = Section::new("levers-answer", Word::LeversAnswerHeading.in_language(language))
        .answer(writer.answer(&gdp, &ratio))
        .text(writer.money(costs));
    Ok(section.figure(writer.gdp(gdp)).figure(writer.ratio(ratio)))
}

struct Writer<'a> {
    experiment: &'a Experiment,
    language: Language,
}

impl Writer<'_> {
    fn say(&self, word: Word) -> &'static str {
        word.in_language(self.language)
    }

    /// GDP in the last year, with R&D beside it.
    fn answer(&self, gdp: &[(i32, Statistics)], ratio: &[(i32, Statistics)]) -> String {
        let (Some((year, gdp)), Some((_, ratio))) = (gdp.last(), ratio.last()) else { return String::new() };
        let number = |value: f64| self.language.number(value, 2);
        let places = [
            ("year", &*year.to_string()),
            ("gdp", &*number(gdp.mean)),
            ("low", &*number(gdp.p05)),
            ("high", &*number(gdp.p95)),
            ("ratio", &*number(ratio.mean)),
        ];
        Word::LeversAnswer.with(self.language, &places)
    }

    /// Net present values of welfare and public finance.
    fn money(&self, costs: &CostBenefit) -> String {
        let short = |value: f64| self.language.short(value);
        let (welfare, public) =
            (costs.statistics(Amount::WelfareNpv), costs.statistics(Amount::PublicFinanceNpv));
        let in_euro = self.experiment.baseline.currency_unit.ends_with("EUR");
        let above = self.language.percent(costs.probability_npv_positive().value);
        let places = [
            ("discounting", &*costs.discounting.name),
            ("from", &*costs.base_year.to_string()),
            ("npv", &*short(welfare.mean)),
            ("low", &*short(welfare.p05)),
            ("high", &*short(welfare.p95)),
            ("probability", &*above),
            ("public", &*short(public.mean)),
            ("currency", self.say(if in_euro { Word::Euro } else { Word::LocalCurrency })),
            ("base", &*self.experiment.baseline.price_base.to_string()),
        ];
        Word::LeversMoney.with(self.language, &places)
    }

    fn gdp(&self, years: Vec<(i32, Statistics)>) -> Figure {
        let title = self.say(Word::EffectsFigure);
        let chart = |years| {
            let chart = FanChart::new(title, "", title, Vec::new(), years);
            chart.with_line(self.say(Word::Baseline), 0.0)
        };
        self.fan("levers-gdp", years, 3, chart)
    }

    fn ratio(&self, years: Vec<(i32, Statistics)>) -> Figure {
        let title = self.say(Word::RatioAxis);
        self.fan("levers-ratio", years, 3, |years| FanChart::new(title, "", title, Vec::new(), years))
    }

    fn fan(
        &self,
        id: &str,
        years: Vec<(i32, Statistics)>,
        decimals: usize,
        chart: impl Fn(Vec<(i32, Statistics)>) -> FanChart,
    ) -> Figure {
        let chart = chart(years).in_language(self.language);
        chart.to_figure(id, chart.table(decimals))
    }
}
