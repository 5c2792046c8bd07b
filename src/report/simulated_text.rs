//! What was simulated, in words and by year: measures, targets, who pays, prices, and the baseline.

use super::blocks::Block;
use super::by_year_table::ByYearTable;
use super::reported_run::ReportedRun;
use super::text_table::Scale;
use crate::ensemble::Kind;
use crate::model::{Financing, PartnerWeights, ResearchPrice, Unit};
use crate::safe_text::safe_line;
use crate::scenario::{AmountPath, Foreign, ForeignRule, Measure, Target};
use crate::simulate::{Experiment, PartnerPath, SimulatedMeasure, Variable};

/// The heading, usually.
pub(super) const SIMULATED: &str = "What was simulated";
/// Letters of a name that begins a row; more are cut.
const LETTERS: usize = 28;
/// Partners that have a row each; of more, the lowest and the highest are shown.
const MAX_PARTNERS: usize = 5;

/// The blocks under a heading.
pub(super) fn simulated(run: &ReportedRun<'_>, heading: String) -> Vec<Block> {
    let (scenario, baseline) = (&run.experiment.scenario, &run.experiment.baseline);
    let measures = run.experiment.simulated_measures();
    let mut lines = Vec::new();
    let mut line = |words: String| lines.push(words);
    for measure in &measures {
        line(described(measure.measure, run.experiment));
    }
    for target in &scenario.targets {
        line(described_target(target, run.experiment));
    }
    for foreign in &scenario.foreign {
        line(described_foreign(foreign, run.experiment));
    }
    if let Some(words) = weights_of_partners(run) {
        line(words);
    }
    if measures.is_empty() && scenario.targets.is_empty() && scenario.foreign.is_empty() {
        line(format!("Nothing: no measure and no target, so that it is {}.", run.against()));
    }
    if scenario.research_price == ResearchPrice::Off {
        line("Price of research: off; money buys research at the wages of the baseline.".to_owned());
    }
    if measures.iter().any(|measure| measure.money_varies) {
        line("The cost of schooling is shown at the centre of working_life; it differs by draw.".to_owned());
    }
    if let Some(factor) =
        run.experiment.price_conversion().filter(|_| scenario.price_base != baseline.price_base)
    {
        line(format!(
            "A billion of {} is {factor:.3} billion of {}, the price base of the results.",
            scenario.price_base, baseline.price_base
        ));
    }
    if let Some(table) = &scenario.baseline
        && let (Some(first), Some(last)) = (table.rows.first_key_value(), table.rows.last_key_value())
    {
        let name = if table.name.is_empty() { "a table" } else { &table.name };
        let years =
            if first.0 == last.0 { first.0.to_string() } else { format!("{} to {}", first.0, last.0) };
        line(format!("Baseline: {name}, {years}; what it does not name is as in the default."));
    }
    let mut blocks = vec![Block::Heading(heading), Block::Items(lines)];
    blocks.extend(by_year(run, &measures).map(Block::ByYear));
    blocks
}

/// What is asked of an experiment, a line each: measures, targets, what is imposed on partners, and who pays.
pub(super) fn policy(experiment: &Experiment) -> Block {
    let scenario = &experiment.scenario;
    let measures = scenario.measures.iter().map(|measure| described(measure, experiment));
    let targets = scenario.targets.iter().map(|target| described_target(target, experiment));
    let foreign = scenario.foreign.iter().map(|foreign| described_foreign(foreign, experiment));
    let pays = format!("Financing: {}", scenario.financing);
    Block::Items(measures.chain(targets).chain(foreign).chain([pays]).collect())
}

/// A measure as it was given.
fn described(measure: &Measure, experiment: &Experiment) -> String {
    let horizon = experiment.baseline.horizon();
    let mut words = format!("{}: {}, {}", measure.name, measure.instrument, amount(measure, experiment));
    words += &match measure.until {
        Some(until) if until == measure.from => format!(", in {until} only"),
        Some(until) => format!(", from {} until {until}", measure.from),
        None => format!(", from {} to the horizon, {horizon}", measure.from),
    };
    if measure.ramp_years > 1 {
        let (years, whole) =
            (measure.ramp_years, measure.from.saturating_add_unsigned(measure.ramp_years - 1));
        words += &format!(", in {years} equal steps, whole in {whole}");
    }
    if let Some(lag) = measure.entry_lag {
        words += &format!(", the first cohort at work after {} years", plain(lag));
    }
    if let Some(course) = measure.course {
        words += &format!(", who begin a course: {course}");
    }
    if measure.foreign_share != 0.0 {
        words += &format!(", {}% of them from abroad", plain(100.0 * measure.foreign_share));
    }
    if let Some(intervention) = &measure.intervention {
        words += &format!(", {} ({})", intervention.name, intervention.title);
    }
    let each = match measure.unit {
        Unit::Persons => "a person",
        _ if measure.intervention.is_some() => "a pupil",
        _ => "a pupil-year",
    };
    match measure.cost_per_unit {
        // A cost of the catalogue in prices of the results has no end of decimals.
        Some(cost) if measure.intervention.is_some() => words += &format!(", at {cost:.0} euro {each}"),
        Some(cost) => words += &format!(", at {} euro {each}", plain(cost)),
        None if measure.unit.is_money() => {}
        None => words += "; it states no cost, and none is counted",
    }
    words
}

/// The amount as it was given, with its unit.
fn amount(measure: &Measure, experiment: &Experiment) -> String {
    let base = experiment.scenario.price_base;
    let one = |amount: f64| match measure.unit {
        Unit::GdpShare => {
            format!("{}% of baseline GDP ({} {})", plain(100.0 * amount), plain(amount), measure.unit)
        }
        Unit::BnEur => format!("{} bn EUR of {base}", plain(amount)),
        Unit::BnLcu => format!("{} bn LCU of {base}", plain(amount)),
        Unit::Persons => format!("{} persons a year", plain(amount)),
        Unit::YearsOfSchooling => format!("{} years of schooling more a cohort", plain(amount)),
        Unit::Pupils => format!("{} pupils who begin a year", plain(amount)),
        Unit::QualitySd => format!("{} standard deviations of skills more a cohort", plain(amount)),
    };
    match &measure.amount {
        AmountPath::Constant(amount) => one(*amount),
        AmountPath::ByYear(path) => {
            let steps: Vec<String> =
                path.iter().map(|(year, amount)| format!("{} from {year}", one(*amount))).collect();
            steps.join(", ")
        }
    }
}

fn described_target(target: &Target, experiment: &Experiment) -> String {
    let public = plain(100.0 * target.public_share);
    format!(
        "Target: {} of {}% of GDP in {}, in a straight line from the baseline of {}, held to the horizon, {}; {public}% of \
         the extra is public, business pays the rest",
        Variable::RdIntensity,
        plain(100.0 * target.value),
        target.year,
        target.from,
        experiment.baseline.horizon()
    )
}

fn described_foreign(foreign: &Foreign, experiment: &Experiment) -> String {
    let rule = match foreign.rule {
        ForeignRule::AtLeast => "at least",
        _ => "exactly",
    };
    let named = foreign.countries.codes();
    let partners = experiment.partners().iter().filter(|partner| named.contains(&partner.country.as_str()));
    let (mut all, mut moved) = (0, 0);
    for partner in partners {
        all += 1;
        moved += usize::from(partner.imposed().last().is_some_and(|last| *last != partner.baseline));
    }
    format!(
        "Abroad: R&D of {}, {rule} {}% of GDP in {}, in a straight line from the last observation, held to the horizon, {}; \
         {moved} of {all} countries move, the country itself is left out",
        foreign.countries,
        plain(100.0 * foreign.value),
        foreign.year,
        experiment.baseline.horizon()
    )
}

/// How much hangs on how the stocks of partners are weighed: said with every result that rests on them.
fn weights_of_partners(run: &ReportedRun<'_>) -> Option<String> {
    let effects = run.experiment.foreign_effects();
    let used = effects.iter().find(|effect| effect.used)?;
    let each: Vec<String> = effects
        .iter()
        .map(|effect| {
            let words = match effect.weights {
                PartnerWeights::CoeHelpman => "import shares (Coe and Helpman)",
                PartnerWeights::LichtenbergPottelsberghe => {
                    "imports over the partner's GDP (Lichtenberg and van Pottelsberghe)"
                }
                _ => "frictionless gravity",
            };
            let (stock, gdp) = (effect.foreign_stock, effect.gdp);
            let used = if effect.used { ", used here" } else { "" };
            format!("{words}{used}: stock {stock:+.2}%, GDP {gdp:+.2}%")
        })
        .collect();
    Some(format!(
        "Partners' baseline R&D grows 2% a year after its last observation (assumption). Their stocks are weighed by {}. What \
         hangs on that, in {} at the centres of the parameters: {}.",
        used.weights,
        run.experiment.baseline.horizon(),
        each.join("; ")
    ))
}

/// R&D over GDP of partners by year: each of a few, else the lowest and the highest.
fn partners(run: &ReportedRun<'_>, table: &mut ByYearTable) {
    let partners = run.experiment.partners();
    if partners.is_empty() {
        return;
    }
    table.heading("R&D of partners, % of GDP");
    let imposed: Vec<Vec<f64>> = partners.iter().map(PartnerPath::imposed).collect();
    if partners.len() <= MAX_PARTNERS {
        for (partner, imposed) in partners.iter().zip(&imposed) {
            table.row(format!("  {}", partner.country), |t| format!("{:.2}", 100.0 * imposed[t]));
        }
        return;
    }
    let end = |t: usize, larger: fn(f64, f64) -> f64| imposed.iter().map(|path| path[t]).reduce(larger);
    for (label, larger) in [("  lowest", f64::min as fn(f64, f64) -> f64), ("  highest", f64::max)] {
        table
            .row(label, |t| end(t, larger).map_or_else(String::new, |ratio| format!("{:.2}", 100.0 * ratio)));
    }
}

/// A number as a person writes it, without the last bits of a product.
fn plain(value: f64) -> String {
    let text = format!("{value:.9}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short.trim_start_matches('-') == "0" && value != 0.0 { format!("{value:e}") } else { short.to_owned() }
}

/// Money of the measures and of a target by year; amounts that are not money.
fn by_year(run: &ReportedRun<'_>, measures: &[SimulatedMeasure<'_>]) -> Option<ByYearTable> {
    let baseline = &run.experiment.baseline;
    let money = format!("{} of {}", baseline.currency_unit, baseline.price_base);
    let mut table = ByYearTable::new(&run.shown);
    people(run, measures, &mut table);
    let with_money: Vec<(&Measure, &Vec<f64>)> =
        measures.iter().filter_map(|m| Some((m.measure, m.money.as_ref()?))).collect();
    if !with_money.is_empty() {
        table.heading(format!("Public money, {money}, {}", paid(run.experiment.scenario.financing)));
    }
    let scale = Scale::of(with_money.iter().flat_map(|(_, money)| run.shown.iter().map(|(t, _)| money[*t])));
    for (measure, money) in &with_money {
        table.row(format!("  {}", short(&measure.name)), |t| scale.number(money[t]));
    }
    if with_money.len() > 1 {
        table.row("  all measures", |t| scale.number(with_money.iter().map(|(_, money)| money[t]).sum()));
    }
    schooling(run, &mut table);
    imposed(run, &money, &mut table);
    partners(run, &mut table);
    (!table.is_empty()).then_some(table)
}

/// Amounts of measures that are not in money.
fn people(run: &ReportedRun<'_>, measures: &[SimulatedMeasure<'_>], table: &mut ByYearTable) {
    for simulated in measures.iter().filter(|simulated| !simulated.measure.unit.is_money()) {
        let measure = simulated.measure;
        table.heading(format!("{}, {}", short(&measure.name), measure.unit));
        let scale = Scale::of(run.shown.iter().map(|(t, _)| simulated.amounts[*t]));
        table.row("  amount", |t| scale.number(simulated.amounts[t]));
    }
}

/// Schooling of those at work, where measures change it.
fn schooling(run: &ReportedRun<'_>, table: &mut ByYearTable) {
    let Some(schooling) = run.experiment.schooling_at_work() else { return };
    if schooling.added.iter().all(|years| *years == 0.0) {
        return;
    }
    table.heading("Mean years of schooling of those at work, at the centres");
    if schooling.baseline.iter().any(Option::is_some) {
        let shown = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |years| format!("{years:.2}"));
        table.row("  baseline", |t| shown(schooling.baseline[t]));
        table.row("  scenario", |t| shown(schooling.baseline[t].map(|years| years + schooling.added[t])));
    } else {
        table.row("  added", |t| format!("{:.3}", schooling.added[t]));
    }
}

/// R&D that a target imposes, and the extra money that it comes to.
fn imposed(run: &ReportedRun<'_>, money: &str, table: &mut ByYearTable) {
    if run.experiment.scenario.targets.is_empty() {
        return;
    }
    let intensities = run.experiment.imposed_intensities();
    table.heading("R&D that is imposed, % of GDP");
    table.row("  target", |t| {
        intensities[t].map_or_else(|| "-".to_owned(), |share| format!("{:.2}", 100.0 * share))
    });
    let extra = |variable| {
        let scenario = run.ensemble.statistics(variable, Kind::Scenario).ok()?;
        let baseline = run.ensemble.statistics(variable, Kind::Baseline).ok()?;
        let pairs = scenario.iter().zip(&baseline);
        Some(pairs.map(|(scenario, baseline)| scenario.mean - baseline.mean).collect::<Vec<f64>>())
    };
    let (Some(all), Some(public)) = (extra(Variable::RdTotal), extra(Variable::RdPublic)) else { return };
    table.heading(format!(
        "Extra R&D, {money} (mean); the public part {}",
        paid(run.experiment.scenario.financing)
    ));
    let scale = Scale::of(run.shown.iter().map(|(t, _)| all[*t]));
    table.row("  all", |t| scale.number(all[t]));
    table.row("  of which public", |t| scale.number(public[t]));
}

fn paid(financing: Financing) -> &'static str {
    match financing {
        Financing::Debt => "paid by debt",
        Financing::Tax => "paid by taxes",
        Financing::Offset => "paid out of another outlay",
    }
}

fn short(name: &str) -> String {
    let name = safe_line(name);
    if name.chars().count() <= LETTERS {
        return name.into_owned();
    }
    let cut: String = name.chars().take(LETTERS - 3).collect();
    format!("{}...", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_plain_and_small_ones_are_not_zero() {
        assert_eq!(
            [0.001, 100.0 * 0.0011, 20_000.0, -1.5, 0.0].map(plain),
            ["0.001", "0.11", "20000", "-1.5", "0"]
        );
        assert_eq!(plain(2.5e-12), "2.5e-12");
    }

    #[test]
    fn long_names_are_cut() {
        assert_eq!(short("More public research"), "More public research");
        assert_eq!(short(&"word ".repeat(9)), "word word word word word...");
    }
}
