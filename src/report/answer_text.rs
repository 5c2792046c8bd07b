//! The answer of a run in a paragraph: the effect on GDP in the last year with its band, in percent, in money and a head.

use super::effect_text::zero_end;
use super::reported_run::ReportedRun;
use super::text_table::{Scale, number};
use crate::ensemble::{Anchored, Ensemble, Kind, MIN_DRAWS_OF_A_BAND};
use crate::simulate::Variable;
use crate::statistics::Statistics;

/// The answer; nothing where GDP was not kept.
pub(super) fn answer(run: &ReportedRun<'_>) -> Option<String> {
    let gdp = run.ensemble.statistics(Variable::Gdp, Kind::Deviation).ok()?;
    let last = gdp.last()?;
    let year = run.experiment.baseline.horizon();
    let scale = Scale::of([last.p05, last.p50, last.p95, last.mean]);
    let size = scale.size(last.p50);
    Some(if run.ensemble.is_check_run {
        let deviates = size.map_or("is that of the baseline".to_owned(), |_| {
            format!("deviates by {}% from the baseline", scale.number(last.p50))
        });
        format!(
            "CHECK RUN, not a result: one path at the centres of the parameters. GDP in {year} {deviates}. The result of \
             a scenario is the distribution over draws (leave out --draws 0)."
        )
    } else if run.is_one_draw() {
        let is = size.map_or("that of the baseline".to_owned(), |size| {
            format!("{size}% {} than in the baseline", direction(last))
        });
        format!(
            "DRAW {} ALONE, not a result: one draw of the parameters (below). GDP in {year} is {is}. What spread there is \
             lies between the structures.",
            run.settings.first_draw
        )
    } else {
        format!("In {year} GDP is {} {CONDITIONS}", distribution(run, last, scale))
    })
}

const CONDITIONS: &str = "It is conditional on the structure of the model, and it does not count what the money would have \
                          done elsewhere. Spending itself moves GDP by zero here: there is no demand side.";

fn direction(s: &Statistics) -> &'static str {
    if s.p50 < 0.0 { "lower" } else { "higher" }
}

/// The median, the mean and the band of the last year, and what the band is.
fn distribution(run: &ReportedRun<'_>, last: &Statistics, scale: Scale) -> String {
    let draws = run.draws();
    if [last.p05, last.p50, last.p95, last.mean].into_iter().all(|value| scale.size(value).is_none()) {
        return format!(
            "that of the baseline: no effect, neither in the mean nor in the middle 90% of {draws} draws of the parameters."
        );
    }
    let mean = scale.number(last.mean);
    let median = match scale.size(last.p50) {
        Some(size) => {
            format!("{size}% {} than in the baseline (median; mean {mean}%)", direction(last))
        }
        None => format!("unchanged (median: no effect; mean {mean}%)"),
    };
    let (low, high) = (scale.number(last.p05), scale.number(last.p95));
    let zero = zero_end(run.ensemble).map_or_else(String::new, |why| format!(" {why}"));
    let band = if run.has_band() {
        format!(
            "with a 90% band from {low}% to {high}%.{zero}{} The band holds the middle 90% of {draws} draws of the parameters: in \
             one of twenty draws the effect is below it, in one of twenty above.",
            money(run, last)
        )
    } else {
        format!(
            "with a range of {draws} draws from {low}% to {high}%.{zero}{} The range runs from the 5 to the 95% point of these draws. \
             They are too few for a 90% band: that takes {MIN_DRAWS_OF_A_BAND}, so that five lie beyond each of its edges.",
            money(run, last)
        )
    };
    format!("{median}, {band}")
}

/// What the headline would be under other beliefs; nothing where there are none to tell of.
pub(super) fn other_beliefs(run: &ReportedRun<'_>, anchored: &[Anchored]) -> Option<String> {
    let first = anchored.first()?;
    let scale = Scale::of(anchored.iter().flat_map(|one| [one.gdp.p50, one.gdp.mean]));
    let each: Vec<String> = anchored
        .iter()
        .map(|one| {
            let (median, mean) = (scale.number(one.gdp.p50), scale.number(one.gdp.mean));
            format!("{median}% (mean {mean}%) with {}", one.name)
        })
        .collect();
    let names: Vec<&str> = anchored.iter().map(|one| one.name.as_str()).collect();
    Some(format!(
        "Under other beliefs the median in {} would be {} ({} draws; kennis compare --beliefs default,{} shows more).",
        run.experiment.baseline.horizon(),
        each.join(", "),
        first.draws,
        names.join(",")
    ))
}

/// The median and the mean in money, and a head.
fn money(run: &ReportedRun<'_>, last: &Statistics) -> String {
    let baseline = &run.experiment.baseline;
    let Some(gdp) = baseline.years.index(baseline.horizon()).and_then(|t| baseline.gdp.get(t)) else {
        return String::new();
    };
    let billion = 0.01 * last.p50 * gdp;
    let mean = 0.01 * last.mean * gdp;
    let scale = Scale::of([billion, mean]);
    let Some(size) = scale.size(billion) else { return String::new() };
    let (unit, base) = (&baseline.currency_unit, baseline.price_base);
    let sign = if billion < 0.0 { "-" } else { "" };
    let a_head = baseline.population.and_then(|(year, persons)| {
        let a_head = billion * 1e9 / persons;
        let size = Scale::of([a_head]).size(a_head)?;
        let currency = unit.trim_start_matches("bn ");
        let millions = number(persons / 1e6);
        Some(format!(", {sign}{size} {currency} a head of the {millions} million people of {year}"))
    });
    format!(
        " The median is {sign}{size} {unit} of {base}{}; the mean, which sums and appraisals need, is {} {unit}.",
        a_head.unwrap_or_default(),
        scale.number(mean)
    )
}

/// The band that the risk of breakthroughs makes. `certain` is the same run without them.
pub(super) fn breakthroughs(run: &ReportedRun<'_>, certain: &Ensemble) -> Option<String> {
    let last =
        |ensemble: &Ensemble| ensemble.statistics(Variable::Gdp, Kind::Deviation).ok()?.last().copied();
    let (with, without) = (last(run.ensemble)?, last(certain)?);
    let scale = Scale::of([with.p05, with.p95, without.p05, without.p95]);
    Some(format!(
        "Breakthroughs are on: the {} of GDP in {} is {} with them, {} without (median {} and {}, mean {} and {}).",
        run.band_name(),
        run.experiment.baseline.horizon(),
        scale.band(with.p05, with.p95),
        scale.band(without.p05, without.p95),
        scale.number(with.p50),
        scale.number(without.p50),
        scale.number(with.mean),
        scale.number(without.mean),
    ))
}
