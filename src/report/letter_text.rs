//! The letter's figures beside ours, in words and tables: what agrees, under which prices, and the leverage it takes.

use super::text_table::{again, number, table, wrapped};
use crate::policy::letter::{Between, EVIDENCE, Letter, LetterCheck, Leverage, LeverageEvidence};
use std::fmt::Write as _;

/// The text of `kennis letter`. `command` is the command that reproduces it.
#[must_use]
pub fn letter_text(letter: &Letter, is_check_run: bool, command: &str) -> String {
    let mut text = answer(letter);
    text.push('\n');
    text.push_str(&leverage(&letter.leverage));
    text.push('\n');
    text.push_str(&money(&letter.leverage, is_check_run));
    text.push('\n');
    text.push_str(&price_bases(letter));
    for (title, consistent) in [
        ("Does not agree", Some(false)),
        ("Agrees", Some(true)),
        ("Beside each other: whether they agree cannot be said", None),
    ] {
        text.push_str(&checks(letter, title, consistent));
    }
    for warning in &letter.leverage.warnings {
        text.push_str(&wrapped(&format!("Warning: {warning}"), "  "));
    }
    text.push_str(&again(command));
    text
}

fn answer(letter: &Letter) -> String {
    let [agree, not, unsaid] = letter.counts();
    let leverage = &letter.leverage;
    let mut text = wrapped("The letter on the 3% R&D action plan, 11 July 2025: its figures beside ours", "");
    text.push_str(&wrapped(
        &format!(
            "{agree} comparisons agree, {not} do not, and of {unsaid} it cannot be said. {} billion euro of public money a year closes a gap \
             of {} billion where a public euro brings {} private ones; causal studies find {}.",
            as_printed(leverage.public_money),
            leverage.gap,
            as_printed(leverage.needed),
            ends(LeverageEvidence::causal_range()),
        ),
        "",
    ));
    text
}

/// One number, or two with "to" between them.
fn written(between: Between, one: impl Fn(f64) -> String) -> String {
    if between.low == between.high {
        one(between.low)
    } else {
        format!("{} to {}", one(between.low), one(between.high))
    }
}

fn ends(between: Between) -> String {
    written(between, number)
}

/// The letter's own digits.
fn as_printed(between: Between) -> String {
    written(between, |value| ((value * 1e4).round() / 1e4).to_string())
}

/// With a digit more than what the letter prints, so that one sees what rounding did.
fn ours(between: Between) -> String {
    written(
        between,
        |value| {
            if (1.0..10.0).contains(&value.abs()) { format!("{value:.3}") } else { number(value) }
        },
    )
}

fn leverage(leverage: &Leverage) -> String {
    let head = ["private euro a public euro", "leverage", "public money, bn", "enough"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for evidence in EVIDENCE {
        let name = evidence.name.replace('_', " ");
        let name = if evidence.is_causal { name } else { format!("{name} (a ratio, no effect)") };
        rows.push(vec![
            name,
            ends(evidence.ends()),
            ends(leverage.public_money_with(evidence)),
            if leverage.is_enough(evidence) { "yes" } else { "no" }.to_owned(),
        ]);
    }
    for needed in [leverage.needed.low, leverage.needed.high] {
        rows.push(vec![
            "what the letter's money needs".to_owned(),
            number(needed),
            number(leverage.public_money_at(needed)),
            "yes".to_owned(),
        ]);
    }
    let mut text = wrapped(
        &format!(
            "Leverage: public money a year that closes the gap of {} billion with what studies find (sources in the JSON)",
            number(leverage.gap)
        ),
        "",
    );
    text.push_str(&table(&rows));
    text
}

fn money(leverage: &Leverage, is_check_run: bool) -> String {
    let total: f64 = leverage.path.iter().map(|(_, money)| money).sum();
    let years = leverage.path.first().zip(leverage.path.last());
    let years = years.map(|(first, last)| format!("{} to {}", first.0, last.0)).unwrap_or_default();
    let mut text = wrapped(
        &format!(
            "How far it gets in the model: {} billion over {years} (prices of {}, rising in a straight line), all of it through one \
             instrument, and then no more. R&D over GDP in 2030, %, without it {}; GDP in {}, %; the years in which its effect on GDP is largest \
             and has halved (medians). Leverage: what others add to a public euro in the mean by 2030, by our priors and after so few years",
            number(total),
            leverage.price_base,
            number(100.0 * leverage.without_policy),
            leverage.effect_year,
        ),
        "",
    );
    let head = ["instrument", "R&D", "90% band", "lacks", "leverage", "GDP", "90% band", "peak", "half"];
    let year = |year: Option<f64>| year.map_or_else(|| "later".to_owned(), |year| format!("{year:.0}"));
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for reach in &leverage.reached {
        let s = &reach.rd_intensity;
        let percent = |share: f64| format!("{:.2}", 100.0 * share);
        rows.push(vec![
            reach.instrument.name().to_owned(),
            percent(s.mean),
            if is_check_run { "-".to_owned() } else { format!("[{}, {}]", percent(s.p05), percent(s.p95)) },
            format!("{:.2}", 100.0 * reach.missing),
            format!("{:.2}", reach.leverage),
            format!("{:.2}", reach.gdp.mean),
            if is_check_run {
                "-".to_owned()
            } else {
                format!("[{:.2}, {:.2}]", reach.gdp.p05, reach.gdp.p95)
            },
            reach.peak_year.p50.map_or_else(|| "none".to_owned(), |peak| format!("{peak:.0}")),
            year(reach.half_year.p50),
        ]);
    }
    text.push_str(&table(&rows));
    if is_check_run {
        text.push_str(&wrapped("CHECK RUN, not a result: one path at the centres of the parameters.", "  "));
    }
    text
}

fn price_bases(letter: &Letter) -> String {
    let head = ["euro of", "GDP in 2030, bn", "agree", "do not"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for base in &letter.price_bases {
        let name = if base.is_assumed { format!("{} (assumed)", base.name) } else { base.name.clone() };
        let [agree, not] = base.counts;
        rows.push(vec![name, format!("{:.0}", base.gdp), agree.to_string(), not.to_string()]);
    }
    let mut text = wrapped("Prices: the letter names none; its sums that are shares of GDP, in euro of", "");
    text.push_str(&table(&rows));
    text
}

fn checks(letter: &Letter, title: &str, consistent: Option<bool>) -> String {
    let mut text = format!("\n{title}\n");
    for check in letter.checks.iter().filter(|check| check.consistent == consistent) {
        text.push_str(&line(check));
    }
    text
}

fn line(check: &LetterCheck) -> String {
    let ours = check.ours.map_or_else(|| "none".to_owned(), ours);
    let base = check.price_base.as_ref().map(|base| format!(", prices of {base}")).unwrap_or_default();
    let mut line =
        format!("{} ({}{base}): letter {}, ours {ours}", check.figure, check.unit, as_printed(check.letter));
    let _ = write!(line, "; {}", check.why);
    if !check.assumptions.is_empty() {
        let _ = write!(line, " [assuming: {}]", check.assumptions.join("; "));
    }
    wrapped(&format!("- {line}."), "  ")
}
