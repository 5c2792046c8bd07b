//! A bureau's projection with the effects in it, on a page to be read top down: the answer, what the baseline is taken to hold,
//! averages over periods, years, when the effect is largest, what goes through as it is, and what all of it rests on.

use super::blocks::text_of;
use super::by_year_table::ByYearTable;
use super::effect_text::effect;
use super::reported_run::ReportedRun;
use super::run_text::basis;
use super::simulated_text::policy;
use super::text_table::{Scale, again, is_nothing, table, wrapped};
use crate::project::{BaselineIncludes, MovedCell, MovedColumn, ProjectedTable, ProjectionTable};
use crate::simulate::Experiment;
use crate::statistics::Statistics;

/// The page. `command` is the command that reproduces it; `years` are those that tables show, none for the last of each
/// period and of the table.
#[must_use]
pub fn projection_text(
    experiment: &Experiment,
    table: &ProjectionTable,
    moved: &ProjectedTable,
    command: &str,
    years: &[i32],
) -> String {
    let run = ReportedRun::new(experiment, &moved.ensemble, &moved.settings, years);
    let page = Page { run: &run, table, moved, years };
    // Where more than policy moves the table, that is to be known before the first figure.
    let own_rd = moved.includes == BaselineIncludes::None;
    [
        page.title(),
        if own_rd { page.holds() } else { page.answer() },
        if own_rd { page.answer() } else { page.holds() },
        page.periods(),
        page.by_year(),
        text_of(&effect(&run)) + "\n",
        page.passed_through(),
        text_of(&basis(&run)),
        again(command),
    ]
    .concat()
}

/// What moves a column: what it is called, and its statistics of a cell.
type Part = (&'static str, fn(&MovedCell) -> Option<&Statistics>);

const POLICY_ALONE: [Part; 1] = [("with policy, mean difference", |cell| Some(cell.policy()))];
const OWN_RD_APART: [Part; 3] = [
    ("policy, mean difference", |cell| cell.of_policy.as_ref()),
    ("baseline's own R&D, mean difference", |cell| cell.of_baseline_rd.as_ref()),
    ("both together, mean difference", |cell| Some(&cell.difference)),
];

struct Page<'a> {
    run: &'a ReportedRun<'a>,
    table: &'a ProjectionTable,
    moved: &'a ProjectedTable,
    years: &'a [i32],
}

impl Page<'_> {
    fn title(&self) -> String {
        let experiment = self.run.experiment;
        let name = if self.table.name.is_empty() { "a table" } else { &*self.table.name };
        let line = format!(
            "{}, the projection of {name}, {} to {}, with the effects of the scenario in it; {}",
            experiment.baseline.country,
            self.table.years.first,
            self.table.years.last,
            self.run.structures()
        );
        wrapped(&experiment.scenario.name, "") + &wrapped(&line, "") + &text_of(&[policy(experiment)]) + "\n"
    }

    /// What all moves GDP in the last year, in percent of what is projected; with the baseline's own R&D beside policy the one
    /// apart from the other.
    fn answer(&self) -> String {
        let Some(last) = self.moved.gdp.years.last() else { return String::new() };
        let is_still = |s: &Statistics| [s.mean, s.p05, s.p95].into_iter().all(is_nothing);
        if is_still(&last.difference) && is_still(last.policy()) {
            return wrapped("Nothing moves GDP: the table comes back as it was.", "") + "\n";
        }
        let share = |s: &Statistics| {
            let percent = |value: f64| 100.0 * value / last.projected;
            [s.mean, s.p50, s.p05, s.p95].map(percent)
        };
        let check = if self.run.ensemble.is_check_run() {
            "CHECK RUN, not a result: one path at the centres of the parameters. "
        } else {
            ""
        };
        let text = match &last.of_baseline_rd {
            None => format!("GDP in {} {}.", last.first, self.differs(share(&last.difference))),
            Some(own) => {
                let policy = if is_still(last.policy()) {
                    format!("Policy: GDP in {} does not move.", last.first)
                } else {
                    format!("Policy: GDP in {} {}.", last.first, self.differs(share(last.policy())))
                };
                format!(
                    "{policy} The baseline's own R&D, which is no policy: GDP {}. Both together: GDP {}.",
                    self.differs(share(own)),
                    self.differs(share(&last.difference))
                )
            }
        };
        wrapped(&format!("{check}{text} {}", self.level()), "") + "\n"
    }

    /// By how much a mean differs from what is projected, with median and band.
    fn differs(&self, [mean, median, low, high]: [f64; 4]) -> String {
        let scale = Scale::of([mean, median, low, high]);
        if self.run.ensemble.is_check_run() {
            return format!("differs by {}%", scale.number(mean));
        }
        format!(
            "is {}% {} than projected in the mean (median {}; {} {} to {})",
            scale.number(mean.abs()),
            if mean < 0.0 { "lower" } else { "higher" },
            scale.number(median),
            self.run.band_name(),
            scale.number(low),
            scale.number(high)
        )
    }

    /// What the bands are of, and from when the level is uncertain.
    fn level(&self) -> String {
        if !self.moved.settings.layers.level_varies() {
            return "The level of the projection is taken as certain: without policy the columns have no band.".to_owned();
        }
        let observed = self.run.experiment.baseline.last_observation();
        format!(
            "The band is that of the effect: the uncertainty of the projection itself is the same with and without policy, and \
             stands in the bands of the columns. It counts from {observed}, the last observation of R&D: years after that have a \
             band though GDP of them may be published by now, and the bands of later levels have it in them."
        )
    }

    fn holds(&self) -> String {
        let said = if self.moved.includes_is_stated { "" } else { " (the default: nothing was said)" };
        let text = format!(
            "Baseline includes: {}{said}: {}.",
            self.moved.includes.name(),
            self.moved.includes.meaning()
        );
        wrapped(&text, "") + "\n"
    }

    fn periods(&self) -> String {
        let mut periods: Vec<(i32, i32)> = Vec::new();
        for cell in self.moved.columns.iter().flat_map(|column| &column.periods) {
            if !periods.contains(&(cell.first, cell.last)) {
                periods.push((cell.first, cell.last));
            }
        }
        if periods.is_empty() {
            return String::new();
        }
        let head = std::iter::once(String::new())
            .chain(periods.iter().map(|(first, last)| format!("{first}-{last}")))
            .collect();
        let mut rows = vec![head];
        for column in self.columns() {
            let cells: Vec<Option<&MovedCell>> = periods
                .iter()
                .map(|period| column.periods.iter().find(|cell| (cell.first, cell.last) == *period))
                .collect();
            rows.push(vec![heading(column)]);
            for (label, cells) in self.rows(column, &cells) {
                rows.push(std::iter::once(label).chain(cells).collect());
            }
        }
        wrapped("Averages over periods (arithmetic means of the years)", "") + &table(&rows) + "\n"
    }

    fn by_year(&self) -> String {
        let shown: Vec<(usize, i32)> =
            self.table.years.iter().enumerate().filter(|(_, year)| self.shows(*year)).collect();
        let mut text = ByYearTable::new(&shown);
        for column in self.columns() {
            let of_year = |year: i32| column.years.iter().find(|cell| cell.first == year);
            let cells: Vec<Option<&MovedCell>> = self.table.years.iter().map(of_year).collect();
            text.heading(heading(column));
            for (label, cells) in self.rows(column, &cells) {
                text.row(label, |t| cells[t].clone());
            }
        }
        wrapped("By year", "") + &text.text() + "\n"
    }

    /// Years that tables show.
    fn shows(&self, year: i32) -> bool {
        if !self.years.is_empty() {
            return self.years.contains(&year);
        }
        let ends = |cell: &MovedCell| cell.last == year;
        let is_end = self.moved.columns.iter().flat_map(|column| &column.periods).any(ends);
        is_end || year == self.table.years.last
    }

    /// What moves a column, and what it is called: policy first, and apart from the baseline's own R&D.
    fn parts(&self, column: &MovedColumn) -> &'static [Part] {
        if self.moved.includes == BaselineIncludes::None && !column.variable_is_ratio() {
            &OWN_RD_APART
        } else {
            &POLICY_ALONE
        }
    }

    /// The rows of a column: as projected, and what moves it with its band.
    fn rows(&self, column: &MovedColumn, cells: &[Option<&MovedCell>]) -> Vec<(String, Vec<String>)> {
        let some = || cells.iter().flatten();
        let levels = Scale::of(some().map(|cell| cell.projected));
        let parts = self.parts(column);
        let moving = parts.iter().flat_map(|(_, part)| some().filter_map(|cell| part(cell)));
        let small = Scale::of(moving.flat_map(|s| [s.mean, s.p05, s.p95]));
        let [low, high] = self.run.edges();
        let mut rows = Vec::new();
        let mut row = |label: &str, value: &dyn Fn(&MovedCell) -> f64, scale: Scale| {
            let written =
                |cell: &Option<&MovedCell>| cell.map_or("-".to_owned(), |cell| scale.number(value(cell)));
            rows.push((label.to_owned(), cells.iter().map(written).collect()));
        };
        row("as projected", &|cell| cell.projected, levels);
        if self.moved.settings.layers.level_varies() && !self.run.ensemble.is_check_run() {
            row(&format!("  {low}"), &|cell| cell.baseline.p05, levels);
            row(&format!("  {high:>8}"), &|cell| cell.baseline.p95, levels);
        }
        for (label, part) in parts {
            let mut of = |label: &str, statistic: fn(&Statistics) -> f64| {
                row(label, &|cell| part(cell).map_or(f64::NAN, statistic), small);
            };
            of(label, |s| s.mean);
            if !self.run.ensemble.is_check_run() {
                of("  median", |s| s.p50);
                of(&format!("  {low}"), |s| s.p05);
                of(&format!("  {high:>8}"), |s| s.p95);
            }
        }
        rows
    }

    /// The columns that something moves, or that have a band of their own: the others are named in a line.
    fn columns(&self) -> impl Iterator<Item = &MovedColumn> {
        self.moved.columns.iter().filter(|column| !is_still(column))
    }

    fn passed_through(&self) -> String {
        let still: Vec<&str> = self
            .moved
            .columns
            .iter()
            .filter(|column| is_still(column))
            .map(|one| &*one.column.name)
            .collect();
        let mut text = String::new();
        if !still.is_empty() {
            text = wrapped(&format!("The scenario does not move: {}.", still.join("; ")), "") + "\n";
        }
        if self.table.passed_through.is_empty() {
            return text;
        }
        text + &self.left()
    }

    fn left(&self) -> String {
        let text = format!(
            "Not moved, and left as they are: {}. The model has no prices and no demand side.",
            self.table.passed_through.join("; ")
        );
        wrapped(&text, "") + "\n"
    }
}

/// Whether a column is what the bureau projects, in every draw.
fn is_still(column: &MovedColumn) -> bool {
    column.years.iter().all(|cell| cell.is_unmoved() && cell.baseline.p95 == cell.baseline.p05)
}

/// What a column is, its unit, and what the bureau calls it.
fn heading(column: &MovedColumn) -> String {
    let (variable, unit) = (column.column.variable, column.column.unit());
    if column.column.name == variable.name() {
        format!("{variable}, {unit}")
    } else {
        let short: String = column.column.name.chars().take(40).collect();
        format!("{variable}, {unit}: {short}")
    }
}
