//! What each action of a package adds to its effect, on one page; and what is known of the nine actions.

use super::blocks::{Block, text_of, text_of_parts};
use super::inputs_text::{self, input_notes};
use super::parameters_changed;
use super::simulated_text::policy;
use super::text_table::{Scale, again, number, wrapped, wrapped_to};
use crate::ensemble::{MIN_DRAWS_OF_A_BAND, RankedStatistics};
use crate::policy::{Action, ActionMoney, ActionTable, Attribution, Date, MoneyUnit, OUTCOMES};
use crate::simulate::Variable;
use crate::statistics::{DrawnDistribution, Statistics};

/// Letters of a title that begins a row; more are cut.
const LETTERS: usize = 39;

/// The attribution as text. `command` is the command that reproduces it.
#[must_use]
pub fn actions_text(attribution: &Attribution, statuses: &ActionTable, command: &str) -> String {
    let experiment = &attribution.experiment;
    let title = Block::Paragraph(format!("What each action adds: {}", experiment.scenario.name));
    let mut parts = vec![vec![title, policy(experiment)]];
    let note = attribution.money_has_ended().map(|ended| format!("Note: {ended}."));
    parts.push([answer(attribution)].into_iter().chain(note).map(Block::Paragraph).collect());
    parts.extend(OUTCOMES.map(|outcome| outcome_table(attribution, statuses, outcome)));
    parts.push(vec![Block::Paragraph(how_to_read(attribution))]);
    let basis = text_of(&basis(attribution, statuses));
    [text_of_parts(&parts), status_lines(statuses), basis].join("\n") + &again(command)
}

/// What is known of the actions as text. `command` is the command that reproduces it.
#[must_use]
pub fn action_statuses_text(statuses: &ActionTable, command: &str) -> String {
    let inputs: Vec<_> = statuses.input.iter().cloned().collect();
    let title = "The nine actions of the 3% R&D action plan (letter to parliament, 11 July 2025)\n\n";
    let what =
        "What they add to a scenario whose measures carry them (action = 1 to 9): kennis actions SCENARIO.";
    [
        title,
        &status_lines(statuses),
        "\n",
        &wrapped(what, "  "),
        &inputs_text::lines(&inputs),
        &again(command),
    ]
    .concat()
}

/// What the actions add together.
pub(super) fn answer(attribution: &Attribution) -> String {
    let year = attribution.year;
    let Some(package) = attribution.package(Variable::Gdp) else {
        return "No measure carries an action (action = 1 to 9): there is nothing to attribute.".to_owned();
    };
    let s = package.statistics();
    let scale = Scale::of([s.mean, s.p05, s.p95]);
    if attribution.settings.draws == 0 {
        return format!(
            "CHECK RUN, not a result: one path at the centres of the parameters. The actions add {}% to GDP in {year}.",
            scale.number(s.mean)
        );
    }
    let band = if attribution.settings.draws >= MIN_DRAWS_OF_A_BAND { "90% band" } else { "range" };
    let course = match (attribution.peak_year(), attribution.half_year()) {
        (Some(peak), Some(half)) => course(&peak, &half, attribution.experiment.baseline.horizon()),
        _ => String::new(),
    };
    format!(
        "Together the actions add {}% to GDP in {year} in the mean (median {}; {band} {} to {}).{course}",
        scale.number(s.mean),
        scale.number(s.p50),
        scale.number(s.p05),
        scale.number(s.p95)
    )
}

/// When the effect on GDP is largest, and when it has halved.
fn course(peak: &RankedStatistics, half: &RankedStatistics, horizon: i32) -> String {
    let Some(year) = peak.p50 else { return " Most draws have no effect on GDP.".to_owned() };
    if year >= f64::from(horizon) {
        return format!(" In most draws that effect is largest at the horizon, {horizon}.");
    }
    let halved = match half.p50 {
        Some(half) => format!("has halved in {half:.0}"),
        None => "has not halved by the horizon in most draws".to_owned(),
    };
    format!(" That effect is largest in {year:.0} (median), and {halved}.")
}

fn outcome_table(attribution: &Attribution, statuses: &ActionTable, outcome: Variable) -> Vec<Block> {
    let unit = if outcome.deviation_unit() == "percent" { "percent" } else { "percentage points" };
    let name = match outcome {
        Variable::RdIntensity => "R&D over GDP",
        Variable::Gdp => "GDP",
        _ => "Public debt over GDP",
    };
    let heading = format!("{name} in {}, {unit}", attribution.year);
    let all: Vec<Statistics> = attribution
        .actions
        .iter()
        .filter_map(|action| attribution.share(*action, outcome))
        .chain(attribution.package(outcome))
        .map(DrawnDistribution::statistics)
        .collect();
    let scale = Scale::of(all.iter().flat_map(|s| [s.mean, s.p05, s.p95]));
    let mut rows = vec![[heading.as_str(), "mean", "5%", "median", "95%"].map(str::to_owned).to_vec()];
    let mut row = |label: String, effect: Option<&DrawnDistribution>| {
        let cells = match effect.map(DrawnDistribution::statistics) {
            Some(s) => [s.mean, s.p05, s.p50, s.p95].map(|value| scale.number(value)),
            None => ["-", "", "", ""].map(str::to_owned),
        };
        rows.push(std::iter::once(label).chain(cells).collect());
    };
    for action in &statuses.actions {
        row(label(action), attribution.share(action.number, outcome));
    }
    if let Some(package) = attribution.package(outcome) {
        row("All of them".to_owned(), Some(package));
    }
    if let Some(others) = attribution.others(outcome) {
        row("What carries no action".to_owned(), Some(others));
    }
    vec![Block::Table(rows)]
}

fn label(action: &Action) -> String {
    format!("{}. {}", action.number, shortened(&action.title))
}

/// A title that fits in a column.
fn shortened(title: &str) -> String {
    if title.chars().count() <= LETTERS {
        return title.to_owned();
    }
    let cut: String = title.chars().take(LETTERS - 1).collect();
    format!("{}…", cut.trim_end())
}

/// How shares are to be read.
pub(super) fn how_to_read(attribution: &Attribution) -> String {
    let left_out: Vec<String> = attribution.left_out.iter().map(u8::to_string).collect();
    let mut said = "Shares are Shapley's: what an action adds in the mean over all orders in which the actions could join. \
                    They add up to all of them, draw by draw; so do means, but not quantiles. - : no measure carries the action, or it is left out."
        .to_owned();
    if !left_out.is_empty() {
        said += &format!(" Left out: {}.", left_out.join(", "));
    }
    said
}

/// The status of each action, with its day, its money and its source.
fn status_lines(statuses: &ActionTable) -> String {
    let mut text = format!("Status, as far as known on {}\n", written(statuses.as_of));
    for action in &statuses.actions {
        let track = action.track.map(|track| format!(", track {track}")).unwrap_or_default();
        let status = action.status.name().replace('_', " ");
        let mut line = format!("{}. {}: {status}{track}", action.number, action.title);
        line += &format!(" (last known: {}).", written(action.status_date));
        for money in &action.money {
            line += &format!(" {}.", amount(money));
        }
        if action.money.is_empty() {
            line += " No source names money.";
        }
        text += &format!("  {}", wrapped_to(&line, "    ", 78));
        text += &format!("    {}", wrapped_to(&format!("Source: {}", action.source), "    ", 76));
    }
    text
}

fn amount(money: &ActionMoney) -> String {
    let amount = match money.unit {
        MoneyUnit::BnEur => format!("{} billion euro", number(money.amount)),
        MoneyUnit::Persons => format!("{} persons", number(money.amount)),
    };
    format!("{amount}: {}", money.what)
}

/// A day as it is written in a text.
fn written(date: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = usize::from(date.month()).checked_sub(1).and_then(|place| MONTHS.get(place));
    format!("{} {} {}", date.day(), month.copied().unwrap_or_default(), date.year())
}

/// What the figures rest on: dropped draws, parameters, warnings, data, and the user's files.
pub(super) fn basis(attribution: &Attribution, statuses: &ActionTable) -> Vec<Block> {
    let (experiment, settings) = (&attribution.experiment, &attribution.settings);
    let dropped: Vec<String> = attribution
        .dropped()
        .filter(|(_, draws)| *draws > 0)
        .map(|(structure, draws)| format!("{draws} of {structure}"))
        .collect();
    let mut notes = Vec::new();
    if !dropped.is_empty() {
        notes.push(format!("Draws left out, in all subsets of the actions: {}", dropped.join(", ")));
    }
    notes.extend(parameters_changed::sentences(experiment));
    let warnings = experiment.warnings.iter().cloned().chain(settings.few_draws_warning());
    notes.extend(warnings.map(|warning| format!("Warning: {warning}")));
    notes.push(format!("Data: {}", experiment.baseline.vintage));
    notes.push(format!(
        "kennis {}, seed {}, {} draws, parameters {}",
        env!("CARGO_PKG_VERSION"),
        settings.seed,
        settings.draws,
        experiment.parameters.hash()
    ));
    notes.extend(input_notes(&experiment.inputs));
    notes.extend(input_notes(statuses.input.as_slice()));
    vec![Block::notes(notes)]
}
