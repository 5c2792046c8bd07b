//! The levers of a page: money for each of the nine actions, a target in its place, the discount rate, and three beliefs on which
//! answers differ: that R&D brings nothing, what public R&D brings, and how far money for research only raises its price.

use super::language::Language;
use super::page::{Lever, LeverEngine, LeverGroup, Levers};
use super::words::Word;
use crate::appraise::Discounting;
use crate::model::Unit;
use crate::parameters::{ParameterId, ParameterSet};
use crate::policy::{Action, ActionTable, MoneyUnit};
use crate::scenario::{AmountPath, Measure, Scenario, Target};
use crate::structures::StructureName;

/// Most money a year for an action, billion euro, and between two places of its lever.
const MONEY: [f64; 3] = [0.0, 2.0, 0.01];
/// R&D of GDP in percent: below the baseline up to a point above the target of the plan.
const TARGET: [f64; 3] = [2.0, 4.0, 0.05];
/// The target of the plan, percent, and its year.
const TARGET_START: f64 = 3.0;
const TARGET_YEAR: i32 = 2030;
/// Who does the extra under a target: that of the scenario `three_percent`.
const TARGET_PUBLIC_SHARE: f64 = 0.4;
/// Discount rates, percent a year.
const DISCOUNT: [f64; 3] = [0.0, 7.0, 0.05];
/// The weight of no effect, percent.
const NO_EFFECT: [f64; 3] = [0.0, 100.0, 1.0];
/// Parameters that are levers, with their ranges: both ends lie within the bounds of the table.
const BELIEFS: [(ParameterId, Word, [f64; 3]); 2] = [
    (ParameterId::OutputElasticityPublic, Word::LeverElasticity, [0.0, 0.2, 0.005]),
    (ParameterId::ResearchPriceElasticity, Word::LeverPrice, [0.0, 1.5, 0.02]),
];

/// Levers on a package: `request` is that of the scenario, as JSON.
pub fn levers_of_package(
    engine: LeverEngine,
    scenario: &Scenario,
    request: String,
    table: &ActionTable,
    language: Language,
) -> Levers {
    let weights = scenario.structure.weights();
    let entries: Vec<String> =
        weights.iter().map(|(name, weight)| format!("\"{}\":{weight}", name.name())).collect();
    let imposed = Target::new(TARGET_START / 100.0, TARGET_YEAR, TARGET_PUBLIC_SHARE);
    let groups = vec![
        actions(scenario, table, language),
        target(&imposed, language),
        appraisal(language),
        beliefs(&weights, language),
    ];
    Levers {
        engine,
        request,
        weights: format!("{{{}}}", entries.join(",")),
        target: json_of(&imposed),
        groups,
    }
}

/// A lever whose start is the program's own, with what is known of it.
fn lever(
    id: &str,
    word: Word,
    unit: &'static str,
    range: [f64; 3],
    start: f64,
    note: (Language, String),
) -> Lever {
    let label = word.in_language(note.0).to_owned();
    Lever { id: id.to_owned(), label, unit, range, start, note: Some(note) }
}

fn target(imposed: &Target, language: Language) -> LeverGroup {
    let year = imposed.year.to_string();
    let places = [("from", &*imposed.from.to_string()), ("share", &*language.percent(imposed.public_share))];
    let note = (language, Word::LeverTargetNote.with(language, &places));
    let mut lever = lever("target", Word::LeverTargetOf, "%", TARGET, TARGET_START, note);
    lever.label = Word::LeverTargetOf.with(language, &[("year", &year)]);
    LeverGroup {
        id: "target",
        heading: Word::LeverTarget.in_language(language).to_owned(),
        levers: vec![lever],
        switch: Some(Word::LeverTargetSwitch.with(language, &[("year", &year)])),
    }
}

fn appraisal(language: Language) -> LeverGroup {
    let guideline = Discounting::default();
    let note = (language, Word::LeverGuideline.with(language, &[("name", &guideline.name)]));
    let rate = percent(guideline.rate(1));
    LeverGroup {
        id: "appraisal",
        heading: Word::LeverAppraisal.in_language(language).to_owned(),
        levers: vec![lever("discount", Word::LeverDiscount, "%", DISCOUNT, rate, note)],
        switch: None,
    }
}

/// A share as percent, without the digits that binary fractions add.
fn percent(share: f64) -> f64 {
    (share * 1e6).round() / 1e4
}

fn actions(scenario: &Scenario, table: &ActionTable, language: Language) -> LeverGroup {
    let levers = table.actions.iter().filter_map(|action| {
        let measures = || scenario.measures.iter().filter(|measure| measure.action == Some(action.number));
        let money: f64 = measures().filter_map(money).sum();
        // A place of the lever, so that the start is one.
        let start = (money / MONEY[2]).round() * MONEY[2];
        (money > 0.0).then(|| Lever {
            id: format!("action-{}", action.number),
            label: format!("{}. {}", action.number, language.of(&action.title, &action.title_nl)),
            unit: "bn",
            range: MONEY,
            start: (start * 1e4).round() / 1e4,
            note: Some(note(action, &measures().collect::<Vec<_>>(), scenario.horizon, language)),
        })
    });
    let base = scenario.price_base.to_string();
    LeverGroup {
        id: "actions",
        heading: Word::LeverActions.with(language, &[("base", &base)]),
        levers: levers.collect(),
        switch: None,
    }
}

/// Money of a measure in its first year, billions; none where the measure does not say it.
fn money(measure: &Measure) -> Option<f64> {
    let AmountPath::Constant(amount) = measure.amount else { return None };
    match measure.unit {
        Unit::BnEur | Unit::BnLcu => Some(amount),
        Unit::Persons => measure.cost_per_unit.map(|cost| amount * cost / 1e9),
        _ => None,
    }
}

/// The years of the money. All starts are ours; where a source names an amount, it stands beside.
fn note(action: &Action, measures: &[&Measure], horizon: i32, language: Language) -> (Language, String) {
    let translated = action.money.iter().all(|one| one.what_nl.is_some());
    let language = if translated { language } else { Language::En };
    let named = action.money.iter().map(|one| {
        let what = language.of(Some(&one.what), one.what_nl.as_ref()).unwrap_or(&one.what);
        let (word, decimals) = match one.unit {
            MoneyUnit::BnEur => (Word::BillionEuro, 1),
            MoneyUnit::Persons => (Word::Persons, 0),
        };
        word.with(language, &[("amount", &language.number(one.amount, decimals)), ("what", what)])
    });
    let ours = if action.money.is_empty() { Word::LeverOurs } else { Word::LeverOursBeside };
    let ours = ours.with(language, &[("named", &named.collect::<Vec<_>>().join(". "))]);
    let cost = measures.iter().find_map(|measure| measure.cost_per_unit);
    let head = cost.map(|cost| Word::LeverHead.with(language, &[("cost", &language.number(cost, 0))]));
    let texts = std::iter::once(years(measures, horizon, language)).chain(std::iter::once(ours)).chain(head);
    (language, texts.collect::<Vec<_>>().join(" "))
}

/// In which years a lever moves money.
fn years(measures: &[&Measure], horizon: i32, language: Language) -> String {
    let from = measures.iter().map(|measure| measure.from).min().unwrap_or(horizon);
    let until = measures.iter().map(|measure| measure.until.unwrap_or(horizon)).max().unwrap_or(horizon);
    Word::LeverYears.with(language, &[("from", &from.to_string()), ("until", &until.to_string())])
}

/// A target as the script completes it: all but its value.
fn json_of(target: &Target) -> String {
    let Target { from, year, public_share, .. } = target;
    let text = format!("\"from\":{from},\"year\":{year},\"public_share\":{public_share}");
    format!("{{\"variable\":\"rd_intensity\",{text}}}")
}

fn beliefs(weights: &[(StructureName, f64)], language: Language) -> LeverGroup {
    let of_none = weights.iter().find(|(name, _)| *name == StructureName::NoEffect);
    let none = of_none.map_or(0.0, |(_, weight)| (100.0 * weight).round());
    let centres = ParameterSet::default().centres();
    let parameters = BELIEFS.iter().map(|(id, word, range)| {
        let start = (centres[*id] / range[2]).round() * range[2];
        let note = (language, Word::LeverPrior.in_language(language).to_owned());
        lever(id.name(), *word, "", *range, (start * 1e6).round() / 1e6, note)
    });
    let note = (language, Word::LeverNoEffectNote.in_language(language).to_owned());
    let no_effect = lever("no_effect", Word::LeverNoEffect, "%", NO_EFFECT, none, note);
    LeverGroup {
        id: "beliefs",
        heading: Word::LeverBeliefs.in_language(language).to_owned(),
        levers: std::iter::once(no_effect).chain(parameters).collect(),
        switch: None,
    }
}
