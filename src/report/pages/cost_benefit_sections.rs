//! Costs and benefits: of every scenario welfare in a sentence, three accounts, who pays and who gains, what would turn the
//! answer; then the scenarios side by side, what is not in it, what all of it rests on.

use super::made::Made;
use crate::appraise::{CostBenefit, CostBenefitAnalysis, Figure as Amount};
use crate::report::bars_chart::BarsChart;
use crate::report::blocks::{on_page, section_of};
use crate::report::cba_chart::cost_benefit_fan;
use crate::report::cba_text::{CostBenefitText, basis, not_in_it, side_by_side};
use crate::report::language::{Language, decimals_of};
use crate::report::page::{Figure, Section};
use crate::report::simulated_text::policy;
use crate::report::words::Word;
use crate::statistics::Statistics;

/// The accounts of the chart.
const ACCOUNTS: [(&str, Amount); 3] =
    [("GDP", Amount::GdpNpv), ("Welfare", Amount::WelfareNpv), ("Public finance", Amount::PublicFinanceNpv)];

const METHOD: &str = "Flows of every draw, the scenario less the baseline, discounted year by year.";

/// The sections of an analysis. `command` is the command that reproduces it.
#[must_use]
pub fn cost_benefit_sections(analysis: &CostBenefitAnalysis, command: &str) -> Vec<Section> {
    let names = analysis.names();
    let texts = CostBenefitText::each(analysis, &names).enumerate();
    let mut sections: Vec<Section> =
        texts.map(|(place, text)| scenario(&text, &format!("cba-{}", place + 1), command)).collect();
    let beside = side_by_side(analysis, &names);
    if !beside.is_empty() {
        sections.push(section_of("cba-side-by-side", beside));
    }
    sections.push(section_of("cba-not-in-it", not_in_it(analysis)));
    sections.push(on_page(Section::new("cba-basis", "What costs and benefits rest on"), basis(analysis)));
    sections
}

fn scenario(text: &CostBenefitText<'_>, id: &str, command: &str) -> Section {
    let one = text.one;
    let made = Made { vintage: &one.experiment.baseline.vintage, command };
    let section = Section::new(id, format!("Costs and benefits: {}", text.name)).answer(text.answer());
    let section = on_page(section, vec![policy(&one.experiment)]).text(text.conditions());
    let section = section.figure(made.with(accounts(text, id), METHOD));
    let figures = so_far(one, id, command).map(|figure| made.with(figure, METHOD));
    on_page(figures.into_iter().fold(section, Section::figure), text.tables().concat())
}

fn accounts(text: &CostBenefitText<'_>, id: &str) -> Figure {
    let of = |(name, amount): (&str, Amount)| (name.to_owned(), text.one.statistics(amount));
    let rows: Vec<(String, Statistics)> = ACCOUNTS.map(of).into();
    let largest = rows.iter().map(|(_, s)| s.mean.abs()).fold(0.0, f64::max);
    let texts =
        ["Three accounts, which are never added up".to_owned(), format!("Present value, {}", text.unit())];
    let chart = BarsChart::of_statistics(texts, &rows, None, decimals_of(largest), Language::En);
    let reading = "A bar is the mean, the line around its end the middle 90% of the draws.";
    chart.to_figure(format!("{id}-accounts"), chart.table(Word::Account, &rows)).reading(reading)
}

/// Welfare so far; nothing where flows by year were not kept.
fn so_far(one: &CostBenefit, id: &str, command: &str) -> Option<Figure> {
    let mut chart = cost_benefit_fan(one, command);
    if chart.years.is_empty() {
        return None;
    }
    chart.title.clone_from(&chart.axis);
    let reading = chart.notes.first().cloned().unwrap_or_default();
    Some(chart.to_figure(format!("{id}-welfare"), chart.table(3)).reading(reading))
}
