//! A bureau's projection with the effects in it, on a page to be read top down: the answer, what the baseline is taken to hold,
//! averages over periods, years, when the effect is largest, what goes through as it is, and what all of it rests on.

use super::by_year_table::ByYearTable;
use super::effect_text::effect_text;
use super::reported_run::ReportedRun;
use super::run_text::basis;
use super::simulated_text::policy_lines;
use super::text_table::{Scale, is_nothing, table, wrapped};
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
    [
        page.title(),
        page.answer(),
        page.holds(),
        page.periods(),
        page.by_year(),
        effect_text(&run),
        page.passed_through(),
        basis(&run, command),
    ]
    .concat()
}

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
        wrapped(&experiment.scenario.name, "") + &wrapped(&line, "") + &policy_lines(experiment) + "\n"
    }

    /// GDP in the last year, and its growth over the periods.
    fn answer(&self) -> String {
        let Some(last) = self.moved.gdp.years.last() else { return String::new() };
        let percent = |value: f64| 100.0 * value / last.projected;
        let s = &last.difference;
        let [mean, median, low, high] = [s.mean, s.p50, s.p05, s.p95].map(percent);
        let scale = Scale::of([mean, median, low, high]);
        if is_nothing(mean) && is_nothing(low) && is_nothing(high) {
            return wrapped("Nothing moves GDP: the table comes back as it was.", "") + "\n";
        }
        let gdp = if self.run.ensemble.is_check_run() {
            format!(
                "CHECK RUN, not a result: one path at the centres of the parameters. GDP in {} differs by {}%.",
                last.first,
                scale.number(mean)
            )
        } else {
            format!(
                "GDP in {} is {}% {} than projected in the mean (median {}; {} {} to {}).",
                last.first,
                scale.number(mean.abs()),
                if mean < 0.0 { "lower" } else { "higher" },
                scale.number(median),
                self.run.band_name(),
                scale.number(low),
                scale.number(high)
            )
        };
        let gdp = match last.of_baseline_rd {
            Some(own) => {
                let own = percent(own.mean);
                let scale = Scale::of([mean - own, own]);
                format!(
                    "Policy moves GDP in {} by {}% in the mean. What the R&D of the baseline itself brings, which the projection is said not to \
                     hold, adds {}%. Both together: {gdp}",
                    last.first,
                    scale.number(mean - own),
                    scale.number(own)
                )
            }
            None => gdp,
        };
        let level = if self.moved.settings.layers.level_varies() {
            " The band is that of the effect: the uncertainty of the projection itself is the same with and without policy, and \
             stands in the bands of the columns."
        } else {
            " The level of the projection is taken as certain: without policy the columns have no band."
        };
        wrapped(&(gdp + level), "") + "\n"
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

    /// The rows of a column: as projected, with policy, the difference with its band.
    fn rows(&self, column: &MovedColumn, cells: &[Option<&MovedCell>]) -> Vec<(String, Vec<String>)> {
        let some = || cells.iter().flatten();
        let levels = Scale::of(some().map(|cell| cell.projected));
        let small = Scale::of(some().flat_map(|cell| [cell.difference.p05, cell.difference.p95]));
        let [low, high] = self.run.edges();
        let of = |statistic: fn(&Statistics) -> f64| move |cell: &MovedCell| statistic(&cell.difference);
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
        // What the projection is said not to hold is no policy, and stands apart.
        let splits = self.moved.includes == BaselineIncludes::None && !column.variable_is_ratio();
        let own = |cell: &MovedCell| cell.of_baseline_rd.map_or(f64::NAN, |s| s.mean);
        if splits {
            row("by policy, mean", &|cell| cell.difference.mean - own(cell), small);
            row("by the baseline's own R&D, mean", &own, small);
            row("both, mean difference", &of(|s| s.mean), small);
        } else {
            row("with policy, mean difference", &of(|s| s.mean), small);
        }
        if !self.run.ensemble.is_check_run() {
            row("  median", &of(|s| s.p50), small);
            row(&format!("  {low}"), &of(|s| s.p05), small);
            row(&format!("  {high:>8}"), &of(|s| s.p95), small);
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
