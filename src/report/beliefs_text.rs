//! One scenario under several sets of beliefs in words and tables: where the headline goes, GDP by year, the returns that
//! each set implies, and what each rests on.

use super::blocks::{Block, text_of_parts};
use super::by_year_table::ByYearTable;
use super::inputs_text::input_notes;
use super::reported_run::ReportedRun;
use super::returns_text::percent;
use super::run_text::{layers, title};
use super::simulated_text::{SIMULATED, simulated};
use super::text_table::{Scale, again};
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
    let mut parts = vec![title(first), vec![Block::Paragraph(report.answer())]];
    parts.extend(report.tables());
    parts.push(report.basis());
    text_of_parts(&parts) + &again(command)
}

/// Beliefs that are being reported.
pub(super) struct BeliefsText<'a> {
    pub(super) beliefs: &'a Beliefs,
    pub(super) first: &'a ReportedRun<'a>,
}

impl BeliefsText<'_> {
    /// What was simulated, what came of it under each set, and what is in the sets: a part each.
    pub(super) fn tables(&self) -> Vec<Vec<Block>> {
        vec![
            simulated(self.first, SIMULATED.to_owned()),
            self.effect(Variable::Gdp, "GDP"),
            self.effect(Variable::Tfp, "Total factor productivity"),
            self.returns(),
            self.sets(),
        ]
    }

    fn is_check_run(&self) -> bool {
        self.first.ensemble.is_check_run()
    }

    fn statistics(&self, variable: Variable) -> Vec<(&Belief, StatisticsByYear)> {
        let of = |one| Some((one, Belief::statistics(one, variable)?));
        self.beliefs.each.iter().filter_map(of).collect()
    }

    /// The headline under each set.
    pub(super) fn answer(&self) -> String {
        let gdp = self.statistics(Variable::Gdp);
        let last = |s: &StatisticsByYear| s.last().copied();
        let ends = gdp.iter().filter_map(|(_, s)| last(s)).flat_map(|s| [s.p50, s.mean, s.p05, s.p95]);
        let scale = Scale::of(ends);
        let year = self.first.experiment.baseline.horizon();
        if self.is_check_run() {
            let said =
                "CHECK RUN, not a result: one path a set of beliefs, at the centres of its parameters.";
            return said.to_owned();
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
        format!(
            "In {year} GDP differs from the baseline by {}. The scenario, the data, the structures and the draws are the \
             same: what differs is what is believed of the parameters below.",
            each.join("; ")
        )
    }

    fn effect(&self, variable: Variable, name: &str) -> Vec<Block> {
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
        vec![Block::Heading(format!("{name}, percent from the baseline")), Block::ByYear(table)]
    }

    fn returns(&self) -> Vec<Block> {
        let mut rows = vec![["", "business", "public"].map(str::to_owned).to_vec()];
        for one in &self.beliefs.each {
            let Ok(rates) = one.ensemble.internal_rates() else { continue };
            let cells = [rates.business, rates.public].map(|rate| percent(rate, self.is_check_run()));
            rows.push(std::iter::once(one.name.clone()).chain(cells).collect());
        }
        let name = self.first.band_name();
        let heading = format!("Social internal rate of return on a euro of R&D, percent (median, {name})");
        vec![Block::Heading(heading), Block::Table(rows)]
    }

    /// What each set says of the parameters.
    fn sets(&self) -> Vec<Block> {
        let of_set = |one: &Belief| {
            let set = one.experiment.parameters();
            let of = |id| format!("{id} = {} ({})", set.described(id), set.origin(id));
            let different: Vec<String> = set.differences().map(of).collect();
            let different = if different.is_empty() { "the table".to_owned() } else { different.join("; ") };
            format!("{}: {different}", one.name)
        };
        let sets = self.beliefs.each.iter().map(of_set).collect();
        vec![Block::heading("What is believed"), Block::Items(sets)]
    }

    pub(super) fn basis(&self) -> Vec<Block> {
        let mut notes = Vec::new();
        for one in &self.beliefs.each {
            for structure in one.ensemble.structures().filter(|structure| structure.dropped() > 0) {
                notes.push(format!(
                    "Dropped with {}: {} draws of {} (R&D that follows GDP would feed back too strongly; never replaced)",
                    one.name,
                    structure.dropped(),
                    structure.name()
                ));
            }
        }
        notes.extend(self.beliefs.warnings().iter().map(|warning| format!("Warning: {warning}")));
        let (baseline, settings) = (&self.first.experiment.baseline, &self.beliefs.settings);
        notes.push(format!(
            "Data: vintage {}, price base {}; kennis data and docs/data.md name the sources. {}",
            baseline.vintage,
            baseline.price_base,
            layers(self.first)
        ));
        let hashes: Vec<String> =
            self.beliefs.each.iter().map(|one| one.experiment.parameters.hash()).collect();
        let (version, seed, draws) = (env!("CARGO_PKG_VERSION"), settings.seed, settings.draws);
        notes.push(format!("kennis {version}, seed {seed}, {draws} draws, parameters {}", hashes.join(", ")));
        notes.extend(input_notes(&self.beliefs.inputs()));
        vec![Block::notes(notes)]
    }
}

impl Belief {
    /// The deviation of a variable, where it was kept.
    fn statistics(&self, variable: Variable) -> Option<StatisticsByYear> {
        self.ensemble.statistics(variable, Kind::Deviation).ok()
    }
}
