//! A comparison of structures in words and tables: where they agree, the effect by structure with its band, returns,
//! and how much of the variance lies between them.

use super::effect_text::zero_end;
use super::returns_text::percent;
use super::run_text::RunText;
use super::text_table::{band, number, table, wrapped};
use crate::ensemble::{Ensemble, Kind, OneStructure, Settings, StatisticsByYear};
use crate::simulate::{Experiment, Variable};
use crate::statistics::Statistics;
use crate::structures::StructureName;

/// Variables whose shares of variance are shown.
const SHARES: [Variable; 3] = [Variable::Gdp, Variable::Tfp, Variable::DebtRatio];
/// Years that fit in eighty columns.
const COLUMNS: usize = 4;
/// Medians closer than this, in percent, read the same.
const CLOSE: f64 = 0.05;

/// The text of a comparison. `command` is the command that reproduces it.
#[must_use]
pub fn compare_text(
    experiment: &Experiment,
    ensemble: &Ensemble,
    settings: &Settings,
    command: &str,
) -> String {
    let run = RunText { experiment, ensemble, settings };
    let mut shown = run.shown();
    shown.drain(..shown.len().saturating_sub(COLUMNS));
    let report = CompareText { ensemble, shown };
    let mut text = run.title();
    text.push_str(&report.agreement());
    text.push_str(&report.effect(Variable::Gdp, "GDP"));
    text.push_str(&report.effect(Variable::Tfp, "Total factor productivity"));
    text.push_str(&report.returns());
    text.push_str(&report.shares());
    text.push_str(&run.basis(command));
    text
}

struct CompareText<'a> {
    ensemble: &'a Ensemble,
    /// Positions and years of the columns.
    shown: Vec<(usize, i32)>,
}

impl CompareText<'_> {
    /// The structures with a weight, and their statistics of GDP by year.
    fn weighted_gdp(&self) -> Vec<(OneStructure<'_>, StatisticsByYear)> {
        let weighted = self.ensemble.structures().filter(|one| one.weight() > 0.0);
        weighted.filter_map(|one| Some((one, one.statistics(Variable::Gdp, Kind::Deviation).ok()?))).collect()
    }

    fn agreement(&self) -> String {
        let gdp = self.weighted_gdp();
        if self.ensemble.is_check_run {
            return wrapped(
                "CHECK RUN, not a result: one path a structure at the centres of the parameters.",
                "",
            ) + "\n";
        }
        let (Some(first), Some(last)) = (self.shown.first(), self.shown.last()) else { return String::new() };
        let [early, late] = [first, last].map(|(t, year)| Range::of(&gdp, *t, *year));
        let (Some(early), Some(late)) = (early, late) else { return String::new() };
        if gdp.len() == 1 {
            return String::new();
        }
        let verb = if early.width() <= CLOSE { "Where they agree" } else { "Where they are closest" };
        let share = self.ensemble.between_structure_share(Variable::Gdp);
        let share = share.ok().and_then(|shares| shares[last.0].1).map_or_else(String::new, |share| {
            format!("; {:.0}% of the variance of GDP in {} lies between them", 100.0 * share, last.1)
        });
        let sign = match (late.low.0 < -CLOSE, late.high.0 > CLOSE) {
            (true, true) => "not even on the sign do they agree, ",
            (false, false) => "hardly at all, ",
            _ => "",
        };
        // The band of no effect is a point.
        let has_point = gdp.iter().any(|(one, _)| is_no_effect(one));
        let bands_of = if has_point {
            "their 90% bands (without no_effect, which is a point)"
        } else {
            "their 90% bands"
        };
        let bands = match late.common {
            Some((low, high)) if high - low > CLOSE => {
                format!("; what all {bands_of} hold is {} to {}%", number(low), number(high))
            }
            Some((low, _)) => format!("; all that {bands_of} have in common is {}%", number(low)),
            None => format!("; {bands_of} have no value in common"),
        };
        // A horizon before the second column has one year to speak of.
        let early = if early.year == late.year {
            String::new()
        } else {
            format!("{verb}: in {}. Where they differ: ", early.words())
        };
        let zero = zero_end(self.ensemble).map_or_else(String::new, |why| format!(" {why}"));
        wrapped(&format!("{early}{sign}in {}{bands}{share}.{zero}", late.words()), "") + "\n"
    }

    /// Medians and bands of a variable by structure, and of the mixture.
    fn effect(&self, variable: Variable, name: &str) -> String {
        let mut rows = vec![
            std::iter::once(String::new()).chain(self.shown.iter().map(|(_, y)| y.to_string())).collect(),
        ];
        let mut block = |title: String, statistics: StatisticsByYear| {
            rows.push(vec![title]);
            let line = |name: &str, of: &dyn Fn(&Statistics) -> String| {
                let cells = self.shown.iter().map(|(t, _)| of(&statistics[*t]));
                std::iter::once(format!("  {name}")).chain(cells).collect::<Vec<String>>()
            };
            rows.push(line(if self.ensemble.is_check_run { "path" } else { "median" }, &|s| number(s.p50)));
            if !self.ensemble.is_check_run {
                rows.push(line("90% band", &|s| band(s.p05, s.p95)));
            }
        };
        for one in self.ensemble.structures() {
            if let Ok(s) = one.statistics(variable, Kind::Deviation) {
                block(titled(&one), s);
            }
        }
        if let Ok(s) = self.ensemble.statistics(variable, Kind::Deviation) {
            block("mixture".to_owned(), s);
        }
        format!("{name}, percent from the baseline\n{}\n", heads_apart(&rows))
    }

    fn returns(&self) -> String {
        let mut rows = vec![["", "business", "public"].map(str::to_owned).to_vec()];
        for one in self.ensemble.structures() {
            let Ok(rates) = one.internal_rates() else { continue };
            let cells = [rates.business, rates.public].map(|rate| percent(rate, self.ensemble.is_check_run));
            rows.push(std::iter::once(one.name().to_owned()).chain(cells).collect());
        }
        let note = "  none: the structure implies no return; -: so many draws have a return of zero or less, and no internal rate.";
        wrapped("Social internal rate of return on a euro of R&D, percent (median, 90% band)", "")
            + &table(&rows)
            + &wrapped(note, "  ")
            + "\n"
    }

    fn shares(&self) -> String {
        if self.ensemble.is_check_run {
            return String::new();
        }
        let mut rows = vec![
            std::iter::once(String::new())
                .chain(self.shown.iter().map(|(_, y)| y.to_string()))
                .collect::<Vec<_>>(),
        ];
        for variable in SHARES {
            let Ok(shares) = self.ensemble.between_structure_share(variable) else { continue };
            let cells = self
                .shown
                .iter()
                .map(|(t, _)| shares[*t].1.map_or("-".to_owned(), |s| format!("{:.0}", 100.0 * s)));
            rows.push(std::iter::once(variable.name().to_owned()).chain(cells).collect());
        }
        wrapped(
            "Share of the variance that lies between the structures of the mixture, percent (the rest lies within them)",
            "",
        ) + &table(&rows)
            + "\n"
    }
}

fn is_no_effect(one: &OneStructure<'_>) -> bool {
    one.name() == StructureName::NoEffect.name()
}

fn titled(one: &OneStructure<'_>) -> String {
    if one.weight() > 0.0 {
        format!("{}, weight {:.2}", one.name(), one.weight())
    } else {
        format!("{}, not in the mixture", one.name())
    }
}

/// A table in which a row of one cell is a heading, which does not widen the first column.
fn heads_apart(rows: &[Vec<String>]) -> String {
    let body: Vec<Vec<String>> = rows.iter().filter(|row| row.len() > 1).cloned().collect();
    let text = table(&body);
    let mut lines = text.lines();
    rows.iter()
        .map(|row| match row.as_slice() {
            [head] => format!("  {head}\n"),
            _ => format!("{}\n", lines.next().unwrap_or_default()),
        })
        .collect()
}

/// The medians of several structures in a year.
struct Range {
    year: i32,
    low: (f64, &'static str),
    high: (f64, &'static str),
    /// What all their 90% bands hold, without `no_effect`.
    common: Option<(f64, f64)>,
}

impl Range {
    fn of(gdp: &[(OneStructure<'_>, StatisticsByYear)], t: usize, year: i32) -> Option<Self> {
        let medians = || gdp.iter().map(|(one, s)| (s[t].p50, one.name()));
        let low = medians().min_by(|a, b| a.0.total_cmp(&b.0))?;
        let high = medians().max_by(|a, b| a.0.total_cmp(&b.0))?;
        let bands = || gdp.iter().filter(|(one, _)| !is_no_effect(one)).map(|(_, s)| &s[t]);
        let floor = bands().map(|s| s.p05).fold(f64::NEG_INFINITY, f64::max);
        let ceiling = bands().map(|s| s.p95).fold(f64::INFINITY, f64::min);
        Some(Self { year, low, high, common: (floor <= ceiling).then_some((floor, ceiling)) })
    }

    fn width(&self) -> f64 {
        self.high.0 - self.low.0
    }

    fn words(&self) -> String {
        format!(
            "{} the medians of GDP run from {}% ({}) to {}% ({})",
            self.year,
            number(self.low.0),
            self.low.1,
            number(self.high.0),
            self.high.1
        )
    }
}
