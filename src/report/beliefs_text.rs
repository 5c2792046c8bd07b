//! One scenario under several sets of beliefs in words and tables: where the headline goes, GDP by year, the returns that
//! each set implies, and what each rests on.

use super::by_year_table::ByYearTable;
use super::inputs_text;
use super::reported_run::ReportedRun;
use super::returns_text::percent;
use super::run_text::{layers, title};
use super::simulated_text::simulated;
use super::text_table::{Scale, again, table, wrapped};
use crate::ensemble::{Belief, Beliefs, Kind, StatisticsByYear};
use crate::simulate::Variable;

/// The text of a scenario under several sets of beliefs. `command` is the command that reproduces it. `years` are those that
/// tables show; none for those in which a reader looks first.
#[must_use]
pub fn beliefs_text(beliefs: &Beliefs, command: &str, years: &[i32]) -> String {
    let runs: Vec<ReportedRun<'_>> = beliefs
        .each
        .iter()
        .map(|one| ReportedRun::new(&one.experiment, &one.ensemble, &beliefs.settings, years))
        .collect();
    let Some(first) = runs.first() else { return String::new() };
    let report = BeliefsText { beliefs, first };
    let parts = [
        title(first),
        report.answer(),
        simulated(first),
        report.effect(Variable::Gdp, "GDP"),
        report.effect(Variable::Tfp, "Total factor productivity"),
        report.returns(),
        report.sets(),
        report.basis(command),
    ];
    parts.concat()
}

struct BeliefsText<'a> {
    beliefs: &'a Beliefs,
    first: &'a ReportedRun<'a>,
}

impl BeliefsText<'_> {
    fn is_check_run(&self) -> bool {
        self.first.ensemble.is_check_run()
    }

    fn statistics(&self, variable: Variable) -> Vec<(&Belief, StatisticsByYear)> {
        let of = |one| Some((one, Belief::statistics(one, variable)?));
        self.beliefs.each.iter().filter_map(of).collect()
    }

    /// The headline under each set.
    fn answer(&self) -> String {
        let gdp = self.statistics(Variable::Gdp);
        let last = |s: &StatisticsByYear| s.last().copied();
        let ends = gdp.iter().filter_map(|(_, s)| last(s)).flat_map(|s| [s.p50, s.mean, s.p05, s.p95]);
        let scale = Scale::of(ends);
        let year = self.first.experiment.baseline.horizon();
        if self.is_check_run() {
            let said =
                "CHECK RUN, not a result: one path a set of beliefs, at the centres of its parameters.";
            return wrapped(said, "") + "\n";
        }
        let band = self.first.band_name();
        let each: Vec<String> = gdp
            .iter()
            .filter_map(|(one, s)| {
                let s = last(s)?;
                Some(format!(
                    "{}% with {} (median; mean {}%, {band} {}% to {}%)",
                    scale.number(s.p50),
                    one.name,
                    scale.number(s.mean),
                    scale.number(s.p05),
                    scale.number(s.p95)
                ))
            })
            .collect();
        wrapped(
            &format!(
                "In {year} GDP differs from the baseline by {}. The scenario, the data, the structures and the draws are the \
                 same: what differs is what is believed of the parameters below.",
                each.join("; ")
            ),
            "",
        ) + "\n"
    }

    fn effect(&self, variable: Variable, name: &str) -> String {
        let blocks = self.statistics(variable);
        let shown = &self.first.shown;
        let medians = blocks.iter().flat_map(|(_, s)| shown.iter().map(|(t, _)| s.as_slice()[*t].p50));
        let scale = Scale::of(medians);
        let mut table = ByYearTable::new(shown);
        let [low, high] = self.first.edges();
        for (one, s) in blocks {
            table.heading(one.name.clone());
            if self.is_check_run() {
                table.row("  path", |t| scale.number(s.as_slice()[t].p50));
                continue;
            }
            table.row("  median", |t| scale.number(s.as_slice()[t].p50));
            table.row("  mean", |t| scale.number(s.as_slice()[t].mean));
            table.row(format!("  {low}"), |t| scale.number(s.as_slice()[t].p05));
            table.row(format!("  {high:>8}"), |t| scale.number(s.as_slice()[t].p95));
        }
        format!("{name}, percent from the baseline\n{}\n", table.text())
    }

    fn returns(&self) -> String {
        let mut rows = vec![["", "business", "public"].map(str::to_owned).to_vec()];
        for one in &self.beliefs.each {
            let Ok(rates) = one.ensemble.internal_rates() else { continue };
            let cells = [rates.business, rates.public].map(|rate| percent(rate, self.is_check_run()));
            rows.push(std::iter::once(one.name.clone()).chain(cells).collect());
        }
        let name = self.first.band_name();
        let heading = format!("Social internal rate of return on a euro of R&D, percent (median, {name})");
        wrapped(&heading, "") + &table(&rows) + "\n"
    }

    /// What each set says of the parameters.
    fn sets(&self) -> String {
        let mut text = String::from("What is believed\n");
        for one in &self.beliefs.each {
            let set = one.experiment.parameters();
            let of = |id| format!("{id} = {} ({})", set.described(id), set.origin(id));
            let different: Vec<String> = set.differences().map(of).collect();
            let different = if different.is_empty() { "the table".to_owned() } else { different.join("; ") };
            text.push_str(&format!("  {}", wrapped(&format!("{}: {different}", one.name), "    ")));
        }
        text + "\n"
    }

    fn basis(&self, command: &str) -> String {
        let mut text = String::new();
        for one in &self.beliefs.each {
            for structure in one.ensemble.structures().filter(|structure| structure.dropped() > 0) {
                let said = format!(
                    "Dropped with {}: {} draws of {} (R&D that follows GDP would feed back too strongly; never replaced)",
                    one.name,
                    structure.dropped(),
                    structure.name()
                );
                text.push_str(&wrapped(&said, "  "));
            }
        }
        for warning in self.beliefs.warnings() {
            text.push_str(&wrapped(&format!("Warning: {warning}"), "  "));
        }
        let (baseline, settings) = (&self.first.experiment.baseline, &self.beliefs.settings);
        let data = format!(
            "Data: vintage {}, price base {}; kennis data and docs/data.md name the sources. {}",
            baseline.vintage,
            baseline.price_base,
            layers(self.first)
        );
        text.push_str(&wrapped(&data, "  "));
        let hashes: Vec<String> =
            self.beliefs.each.iter().map(|one| one.experiment.parameters.hash()).collect();
        let (version, seed, draws) = (env!("CARGO_PKG_VERSION"), settings.seed, settings.draws);
        let made = format!("kennis {version}, seed {seed}, {draws} draws, parameters {}", hashes.join(", "));
        text.push_str(&wrapped(&made, "  "));
        text.push_str(&inputs_text::lines(&self.beliefs.inputs()));
        text.push_str(&again(command));
        text
    }
}

impl Belief {
    /// The deviation of a variable, where it was kept.
    fn statistics(&self, variable: Variable) -> Option<StatisticsByYear> {
        self.ensemble.statistics(variable, Kind::Deviation).ok()
    }
}
