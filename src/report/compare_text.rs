//! A comparison of structures in words and tables: where they agree, the effect by structure with its band, returns,
//! and how much of the variance lies between them.

use super::blocks::{Block, text_of_parts};
use super::by_year_table::ByYearTable;
use super::effect_text::zero_end;
use super::explain::variable_row;
use super::reported_run::ReportedRun;
use super::returns_text::percent;
use super::run_text::{basis, title};
use super::simulated_text::{SIMULATED, simulated};
use super::text_table::{Scale, again, is_nothing};
use crate::ensemble::{EducationVariant, Ensemble, Kind, OneStructure, Settings, StatisticsByYear};
use crate::simulate::{Experiment, HUMAN_CAPITAL_EXTERNALITY, Variable};
use crate::structures::StructureName;

/// Variables whose shares of variance are shown.
const SHARES: [Variable; 3] = [Variable::Gdp, Variable::Tfp, Variable::DebtRatio];
/// Medians closer than this, in percent, read the same; or than this share of the largest, where all are small.
const CLOSE: f64 = 0.05;
/// Share of the effect of the last year from which on an effect has begun.
const BEGUN: f64 = 0.01;

/// The text of a comparison. `command` is the command that reproduces it. `years` are those that tables show; none for
/// those in which a reader looks first.
#[must_use]
pub fn compare_text(
    experiment: &Experiment,
    ensemble: &Ensemble,
    settings: &Settings,
    variants: &[EducationVariant],
    command: &str,
    years: &[i32],
) -> String {
    let run = ReportedRun::new(experiment, ensemble, settings, years);
    let report = CompareText { run: &run, ensemble };
    let mut parts = vec![title(&run), report.agreement().map(Block::Paragraph).into_iter().collect()];
    parts.extend(report.tables(variants));
    parts.push(basis(&run));
    text_of_parts(&parts) + &again(command)
}

/// A comparison that is being reported.
pub(super) struct CompareText<'a> {
    pub(super) run: &'a ReportedRun<'a>,
    pub(super) ensemble: &'a Ensemble,
}

impl CompareText<'_> {
    /// What was simulated, and what the structures say of it: a part each.
    pub(super) fn tables(&self, variants: &[EducationVariant]) -> Vec<Vec<Block>> {
        vec![
            simulated(self.run, SIMULATED.to_owned()),
            self.effect(Variable::Gdp, "GDP"),
            self.effect(Variable::Tfp, "Total factor productivity"),
            self.education(variants),
            self.returns(),
            self.shares(),
        ]
    }

    /// The structures with a weight, and their statistics of GDP by year.
    fn weighted_gdp(&self) -> Vec<(OneStructure<'_>, StatisticsByYear)> {
        let weighted = self.ensemble.structures().filter(|one| one.weight() > 0.0);
        weighted.filter_map(|one| Some((one, one.statistics(Variable::Gdp, Kind::Deviation).ok()?))).collect()
    }

    /// Where they agree and where they differ; nothing where there is one.
    pub(super) fn agreement(&self) -> Option<String> {
        let gdp = self.weighted_gdp();
        if self.ensemble.is_check_run {
            let said = "CHECK RUN, not a result: one path a structure at the centres of the parameters.";
            return Some(said.to_owned());
        }
        // Years in which hardly anything has happened yet show agreement on nothing.
        let largest = |t: usize| gdp.iter().map(|(_, s)| s.as_slice()[t].p50.abs()).fold(0.0, f64::max);
        let horizon = self.run.shown.last().map_or(0.0, |(t, _)| largest(*t));
        let differs = |t: usize| largest(t) > BEGUN * horizon && !is_nothing(largest(t));
        let shown = &self.run.shown;
        let first = shown.iter().find(|(t, _)| differs(*t)).or(shown.first());
        let (first, last) = (first?, shown.last()?);
        let [early, late] = [first, last].map(|(t, year)| Range::of(&gdp, *t, *year));
        let (early, late) = (early?, late?);
        if gdp.len() == 1 {
            return None;
        }
        let close = late.close();
        let verb = if early.width() <= close { "Where they agree" } else { "Where they are closest" };
        let share = self.ensemble.between_structure_share(Variable::Gdp);
        let share = share.ok().and_then(|shares| shares[last.0].1).map_or_else(String::new, |share| {
            format!("; {:.0}% of the variance of GDP in {} lies between them", 100.0 * share, last.1)
        });
        let sign = match (late.low.0 < -close, late.high.0 > close) {
            (true, true) => "not even on the sign do they agree, ",
            (false, false) => "hardly at all, ",
            _ => "",
        };
        let name = self.run.band_name();
        // The band of no effect is a point.
        let has_point = gdp.iter().any(|(one, _)| is_no_effect(one));
        let of_all =
            if has_point { "of all of them but no_effect, which is a point," } else { "of all of them" };
        let bands = match late.common {
            Some((low, high)) if high - low > close => {
                format!(
                    "; what the {name} {of_all} holds is {} to {}%",
                    late.scale.number(low),
                    late.scale.number(high)
                )
            }
            Some((low, _)) => {
                format!("; all that the {name} {of_all} has in common is {}%", late.scale.number(low))
            }
            None => format!("; no value is in the {name} {of_all} together"),
        };
        // A horizon before the second column has one year to speak of.
        let early = if early.year == late.year {
            String::new()
        } else {
            format!("{verb}: in {}. Where they differ: ", early.words())
        };
        let zero = zero_end(self.ensemble).map_or_else(String::new, |why| format!(" {why}"));
        Some(format!("{early}{sign}in {}{bands}{share}.{zero}", late.words()))
    }

    /// Medians and bands of a variable by structure, and of the mixture.
    fn effect(&self, variable: Variable, name: &str) -> Vec<Block> {
        let mut blocks: Vec<(String, StatisticsByYear)> = self
            .ensemble
            .structures()
            .filter_map(|one| Some((titled(&one), one.statistics(variable, Kind::Deviation).ok()?)))
            .collect();
        if let Ok(statistics) = self.ensemble.statistics(variable, Kind::Deviation) {
            blocks.push(("mixture".to_owned(), statistics));
        }
        let shown = &self.run.shown;
        // By the medians: structures with wide bands would hide those with small effects.
        let medians = blocks.iter().flat_map(|(_, s)| shown.iter().map(|(t, _)| s.as_slice()[*t].p50));
        let scale = Scale::of(medians);
        let mut table = ByYearTable::new(shown);
        let [low, high] = self.run.edges();
        for (title, s) in blocks {
            table.heading(title);
            if self.ensemble.is_check_run {
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

    /// What another form of education makes of GDP in the mixture.
    fn education(&self, variants: &[EducationVariant]) -> Vec<Block> {
        let statistics = |of: &EducationVariant| of.ensemble.statistics(Variable::Gdp, Kind::Deviation).ok();
        let rows: Vec<_> = variants.iter().filter_map(|of| Some((of.name, statistics(of)?))).collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let shown = &self.run.shown;
        let medians = rows.iter().flat_map(|(_, s)| shown.iter().map(|(t, _)| s.as_slice()[*t].p50));
        let scale = Scale::of(medians);
        let mut table = ByYearTable::new(shown);
        let [low, high] = self.run.edges();
        for (name, s) in &rows {
            table.heading(name.name());
            table.row("  median", |t| scale.number(s.as_slice()[t].p50));
            if !self.ensemble.is_check_run {
                table.row(format!("  {low}"), |t| scale.number(s.as_slice()[t].p05));
                table.row(format!("  {high:>8}"), |t| scale.number(s.as_slice()[t].p95));
            }
        }
        let note = format!(
            "mincer: what wages say, the default. mincer_with_externality: others gain too, with an elasticity of {HUMAN_CAPITAL_EXTERNALITY}. growth: \
             skills raise growth for as long as they are there (Hanushek and Woessmann 2012), the strongest assumption there is."
        );
        let heading = "Forms of education: GDP in the mixture, percent from the baseline";
        vec![Block::heading(heading), Block::ByYear(table), Block::notes([note])]
    }

    fn returns(&self) -> Vec<Block> {
        let mut rows = vec![["", "business", "public"].map(str::to_owned).to_vec()];
        for one in self.ensemble.structures() {
            let Ok(rates) = one.internal_rates() else { continue };
            let cells = [rates.business, rates.public].map(|rate| percent(rate, self.ensemble.is_check_run));
            rows.push(std::iter::once(one.name().to_owned()).chain(cells).collect());
        }
        let note = "none: the structure implies no return; -: so many draws have a return of zero or less, and no internal rate.";
        let heading = format!(
            "Social internal rate of return on a euro of R&D, percent (median, {})",
            self.run.band_name()
        );
        vec![Block::Heading(heading), Block::Table(rows), Block::notes([note.to_owned()])]
    }

    fn shares(&self) -> Vec<Block> {
        if self.ensemble.is_check_run {
            return Vec::new();
        }
        let mut table = ByYearTable::new(&self.run.shown);
        for variable in SHARES {
            let Ok(shares) = self.ensemble.between_structure_share(variable) else { continue };
            table.row(variable_row(variable).label, |t| {
                shares[t].1.map_or("-".to_owned(), |share| format!("{:.0}", 100.0 * share))
            });
        }
        let heading = "Share of the variance that lies between the structures of the mixture, percent (the rest lies within them)";
        vec![Block::heading(heading), Block::ByYear(table)]
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

/// The medians of several structures in a year.
struct Range {
    year: i32,
    low: (f64, &'static str),
    high: (f64, &'static str),
    /// Their means.
    means: (f64, f64),
    /// What all their 90% bands hold, without `no_effect`.
    common: Option<(f64, f64)>,
    scale: Scale,
}

impl Range {
    fn of(gdp: &[(OneStructure<'_>, StatisticsByYear)], t: usize, year: i32) -> Option<Self> {
        let medians = || gdp.iter().map(|(one, s)| (s.as_slice()[t].p50, one.name()));
        let low = medians().min_by(|a, b| a.0.total_cmp(&b.0))?;
        let high = medians().max_by(|a, b| a.0.total_cmp(&b.0))?;
        let bands = || gdp.iter().filter(|(one, _)| !is_no_effect(one)).map(|(_, s)| &s.as_slice()[t]);
        let floor = bands().map(|s| s.p05).fold(f64::NEG_INFINITY, f64::max);
        let ceiling = bands().map(|s| s.p95).fold(f64::INFINITY, f64::min);
        let scale = Scale::of([low.0, high.0, floor, ceiling]);
        let mean =
            |name: &str| gdp.iter().find(|(one, _)| one.name() == name).map(|(_, s)| s.as_slice()[t].mean);
        let means = (mean(low.1)?, mean(high.1)?);
        Some(Self { year, low, high, means, common: (floor <= ceiling).then_some((floor, ceiling)), scale })
    }

    fn width(&self) -> f64 {
        self.high.0 - self.low.0
    }

    /// What reads the same beside the largest of the medians.
    fn close(&self) -> f64 {
        CLOSE.min(CLOSE * self.low.0.abs().max(self.high.0.abs()))
    }

    fn words(&self) -> String {
        format!(
            "{} the medians of GDP run from {}% ({}) to {}% ({}; means {}% and {}%)",
            self.year,
            self.scale.number(self.low.0),
            self.low.1,
            self.scale.number(self.high.0),
            self.high.1,
            self.scale.number(self.means.0),
            self.scale.number(self.means.1)
        )
    }
}
