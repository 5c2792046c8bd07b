//! A comparison of scenarios in words and tables: what is compared, the answer with its band and probability, the difference
//! by year, by variable and by structure, and what it rests on.

use super::blocks::{Block, text_of_parts};
use super::deviations_text::TABLE;
use super::explain::variable_row;
use super::inputs_text::input_notes;
use super::reported_run::ReportedRun;
use super::run_text::layers;
use super::simulated_text::{SIMULATED, simulated};
use super::text_table::{Scale, again, band, number, share_in_percent, wrapped};
use crate::ensemble::{ComparedPair, ComparedScenario, Comparison, Kind, PairedStructure};
use crate::simulate::Variable;
use crate::statistics::{DrawnDistribution, Statistics};

/// The text of a comparison of scenarios. `command` is the command that reproduces it. `years` are those that
/// tables show; none for those in which a reader looks first.
#[must_use]
pub fn scenarios_text(comparison: &Comparison, command: &str, years: &[i32]) -> String {
    let report = ScenariosText { comparison, years };
    let mut parts: Vec<Vec<Block>> =
        report.answers().into_iter().map(|said| vec![Block::Paragraph(said)]).collect();
    parts.extend(report.reading().map(|said| vec![Block::Paragraph(said)]));
    parts.extend(report.tables());
    parts.push(report.basis());
    report.title() + &text_of_parts(&parts) + &again(command)
}

/// A comparison that is being reported.
pub(super) struct ScenariosText<'a> {
    pub(super) comparison: &'a Comparison,
    pub(super) years: &'a [i32],
}

/// A pair of scenarios in short.
struct Named<'a> {
    pair: &'a ComparedPair,
    first: String,
    second: String,
    /// The last year that both have, and its place.
    last: (usize, i32),
}

impl Named<'_> {
    fn heading(&self) -> String {
        format!("{} less {}", self.second, self.first)
    }
}

impl ScenariosText<'_> {
    fn is_check_run(&self) -> bool {
        self.comparison.settings.draws == 0
    }

    fn scenario(&self, place: usize) -> ReportedRun<'_> {
        let ComparedScenario { experiment, ensemble, .. } = &self.comparison.scenarios[place];
        ReportedRun::new(experiment, ensemble, &self.comparison.settings, self.years)
    }

    /// The difference of every pair in a sentence.
    pub(super) fn answers(&self) -> Vec<String> {
        self.comparison.pairs.iter().filter_map(|pair| self.answer(pair)).collect()
    }

    /// What each scenario is made of, under its number, and the differences of every pair: a part each.
    pub(super) fn tables(&self) -> Vec<Vec<Block>> {
        let simulated =
            |place: usize| simulated(&self.scenario(place), format!("{}: {SIMULATED}", place + 1));
        let mut parts: Vec<Vec<Block>> = (0..self.comparison.scenarios.len()).map(simulated).collect();
        for pair in &self.comparison.pairs {
            parts.extend([self.by_year(pair), self.by_variable(pair), self.by_structure(pair)]);
        }
        parts
    }

    /// Scenarios have the numbers of their lines in the title.
    fn named<'p>(&self, pair: &'p ComparedPair) -> Named<'p> {
        let years = pair.difference.years();
        let [first, second] = [pair.first, pair.second].map(|place| (place + 1).to_string());
        Named { pair, first, second, last: (years.len().saturating_sub(1), years.last) }
    }

    /// Positions and years that tables show: those of the scenario that ends first.
    fn shown(&self, pair: &ComparedPair) -> Vec<(usize, i32)> {
        let horizon = |place: &usize| self.comparison.scenarios[*place].experiment.baseline.horizon();
        let shorter = if horizon(&pair.second) < horizon(&pair.first) { pair.second } else { pair.first };
        self.scenario(shorter).shown
    }

    fn title(&self) -> String {
        let names = self.comparison.names();
        let mut text = format!("{} scenarios on the same draws\n", names.len());
        for (place, name) in names.iter().enumerate() {
            text.push_str(&wrapped(&format!("{}: {name}", place + 1), "   "));
        }
        let Some(first) = self.comparison.scenarios.first() else { return text };
        let last = self.comparison.scenarios.iter().map(|one| one.experiment.baseline.horizon()).max();
        let baseline = &first.experiment.baseline;
        text.push_str(&wrapped(
            &format!(
                "{}, {} to {}, {}, each against its own baseline",
                baseline.country,
                baseline.last_observation(),
                last.unwrap_or_else(|| baseline.horizon()),
                self.scenario(0).structures()
            ),
            "",
        ));
        text.push('\n');
        text
    }

    /// The difference of GDP in the last year.
    fn answer(&self, pair: &ComparedPair) -> Option<String> {
        let named = self.named(pair);
        let (t, year) = named.last;
        let d = pair.difference.by_year(Variable::Gdp).ok()?.get(t)?;
        let s = d.statistics();
        let scale = Scale::of([s.p05, s.p50, s.p95, s.mean]);
        let (first, second) = (&named.first, &named.second);
        if self.is_check_run() {
            return Some(format!(
                "CHECK RUN, not a result: one path a scenario at the centres of the parameters. In {year} GDP under \
                 {second} less that under {first} is {}% of the baseline.",
                scale.number(s.p50)
            ));
        }
        if self.comparison.settings.draws == 1 {
            return Some(format!(
                "DRAW {} ALONE, not a result: in {year} GDP under {second} less that under {first} is {}% of the \
                 baseline. What spread there is lies between the structures.",
                self.comparison.settings.first_draw,
                scale.number(s.p50)
            ));
        }
        let size = scale.number(s.p50.abs());
        let amount = if size.chars().all(|c| c == '0' || c == '.') {
            format!("as high under {second} as under {first}")
        } else {
            let direction = if s.p50 < 0.0 { "lower" } else { "higher" };
            format!("{size}% of the baseline {direction} under {second} than under {first}")
        };
        Some(format!(
            "{}: in {year} GDP is {amount} (median; mean of the difference {}%), with a {} of the difference from \
             {}% to {}%. {}",
            named.heading(),
            scale.number(s.mean),
            self.scenario(pair.first).band_name(),
            scale.number(s.p05),
            scale.number(s.p95),
            chances(&named, d, t),
        ))
    }

    /// How to read a difference; nothing where there is no band of it.
    pub(super) fn reading(&self) -> Option<String> {
        (self.comparison.settings.draws > 1).then(|| {
            "A difference is taken draw by draw: both scenarios have the same parameters in a draw, and what they have in common \
             drops out. Its band is therefore not the difference of their bands, and bands that overlap do not say that \
             the scenarios cannot be told apart. Shares of draws count structures by their weights."
                .to_owned()
        })
    }

    fn by_year(&self, pair: &ComparedPair) -> Vec<Block> {
        let named = self.named(pair);
        let Ok(gdp) = pair.difference.by_year(Variable::Gdp) else { return Vec::new() };
        let [first, second] = [pair.first, pair.second].map(|place| {
            self.comparison.scenarios[place].ensemble.statistics(Variable::Gdp, Kind::Deviation)
        });
        let (Ok(first), Ok(second)) = (first, second) else { return Vec::new() };
        let check_run = self.is_check_run();
        let shown = self.shown(pair);
        let of_years = shown.iter().flat_map(|(t, _)| {
            let difference = gdp[*t].statistics();
            [first.as_slice()[*t], second.as_slice()[*t], difference].map(|s| [s.p05, s.p50, s.p95])
        });
        let scale = Scale::of(of_years.flatten());
        let cell = |s: &Statistics| {
            let middle = scale.number(s.p50);
            if check_run { middle } else { format!("{middle} {}", scale.band(s.p05, s.p95)) }
        };
        let mut rows = vec![self.head(&named, ["more", "equal"])];
        for (t, year) in shown {
            let mut row = vec![
                year.to_string(),
                cell(&first.as_slice()[t]),
                cell(&second.as_slice()[t]),
                cell(&gdp[t].statistics()),
            ];
            if !check_run {
                row.extend([more(&gdp[t]), equal(&gdp[t])]);
            }
            rows.push(row);
        }
        let what = if check_run {
            "GDP, percent from the baseline (check run)".to_owned()
        } else {
            format!(
                "GDP, percent from the baseline (median, 90% band), and the share of the draws in which {} gives more than {}, and \
                 exactly as much",
                named.second, named.first
            )
        };
        vec![Block::Heading(what), Block::Table(rows)]
    }

    /// What the columns are; a check run has no shares of draws.
    fn head<const N: usize>(&self, named: &Named<'_>, shares: [&str; N]) -> Vec<String> {
        let columns = ["", &named.first, &named.second, &named.heading()].map(str::to_owned);
        let shares = shares.into_iter().filter(|_| !self.is_check_run()).map(str::to_owned);
        columns.into_iter().chain(shares).collect()
    }

    /// Every variable in which the two differ, in the last year.
    fn by_variable(&self, pair: &ComparedPair) -> Vec<Block> {
        let named = self.named(pair);
        let (t, year) = named.last;
        let mut rows = vec![self.head(&named, ["more"])];
        // One line of debt is enough beside three columns.
        for variable in TABLE.into_iter().filter(|variable| *variable != Variable::DebtRatioWageIndexed) {
            let Some(d) = pair.difference.by_year(variable).ok().and_then(|years| years.get(t)) else {
                continue;
            };
            let s = d.statistics();
            if variable != Variable::Gdp && [s.mean, s.p05, s.p95].iter().all(|x| *x == 0.0) {
                continue;
            }
            let median = |place: usize| {
                let statistics =
                    self.comparison.scenarios[place].ensemble.statistics(variable, Kind::Deviation);
                statistics.map_or_else(|_| "-".to_owned(), |s| number(s.as_slice()[t].p50))
            };
            let scale = Scale::of([s.p05, s.p50, s.p95]);
            let mut row =
                vec![variable_row(variable).in_tables.to_owned(), median(pair.first), median(pair.second)];
            if self.is_check_run() {
                row.push(scale.number(s.p50));
            } else {
                row.push(format!("{} {}", scale.number(s.p50), scale.band(s.p05, s.p95)));
                row.push(more(d));
            }
            rows.push(row);
        }
        let what = if self.is_check_run() {
            "check run".to_owned()
        } else {
            format!(
                "medians; of the difference with its 90% band, and the share of the draws in which it is more under {}",
                named.second
            )
        };
        vec![Block::Heading(format!("Deviation from the baseline in {year} ({what})")), Block::Table(rows)]
    }

    /// The difference of GDP in the last year by structure.
    fn by_structure(&self, pair: &ComparedPair) -> Vec<Block> {
        let named = self.named(pair);
        let structures = pair.difference.structures();
        if structures.len() < 2 || self.is_check_run() {
            return Vec::new();
        }
        let mut rows = vec![["", &named.heading(), "more", "equal"].map(str::to_owned).to_vec()];
        for one in structures {
            let Some(d) = in_last_year(&named, one) else { continue };
            let s = d.statistics();
            let title = if one.weight > 0.0 {
                format!("{}, weight {:.2}", one.name, one.weight)
            } else {
                format!("{}, not in the mixture", one.name)
            };
            rows.push(vec![title, format!("{} {}", number(s.p50), band(s.p05, s.p95)), more(d), equal(d)]);
        }
        let heading =
            format!("GDP in {} by structure, percent of the baseline (median, 90% band)", named.last.1);
        vec![Block::Heading(heading), Block::Table(rows)]
    }

    /// Pairs, Monte Carlo error, warnings, data, and the user's files.
    pub(super) fn basis(&self) -> Vec<Block> {
        let mut notes = Vec::new();
        for pair in &self.comparison.pairs {
            let named = self.named(pair);
            notes.extend(unpaired(&named));
            notes.extend(self.precision(&named));
        }
        for (place, one) in self.comparison.scenarios.iter().enumerate() {
            let set = &one.experiment.parameters;
            let differences: Vec<String> = set
                .differences()
                .map(|id| format!("{} = {} ({})", id.name(), set.described(id), set.origin(id).name()))
                .collect();
            if !differences.is_empty() {
                notes.push(format!(
                    "Parameters of {} that differ from the defaults: {}",
                    place + 1,
                    differences.join("; ")
                ));
            }
        }
        notes.extend(self.comparison.warnings().iter().map(|warning| format!("Warning: {warning}")));
        notes.extend(self.origin());
        notes.extend(input_notes(&self.comparison.inputs()));
        vec![Block::notes(notes)]
    }

    fn precision(&self, named: &Named<'_>) -> Option<String> {
        let gdp = named.pair.difference.by_year(Variable::Gdp).ok().and_then(|years| years.get(named.last.0));
        let d = gdp.filter(|_| self.comparison.settings.draws > 1)?;
        let written = |x: f64| if x == 0.0 { "0".to_owned() } else { format!("{x:.1e}") };
        let error = |p: f64| d.quantile(p).map_or_else(|| "-".to_owned(), |e| written(e.mc_error));
        let probability = d.probability_above(0.0).map_or(0.0, |p| p.mc_error);
        Some(format!(
            "Monte Carlo error of {} in {}, percentage points: {} in the mean, {} in the median, {} and {} in the ends of \
             the 90% band; {:.2} in the share of draws",
            named.heading(),
            named.last.1,
            written(d.statistics().mc_error),
            error(0.5),
            error(0.05),
            error(0.95),
            100.0 * probability
        ))
    }

    /// Data, version and draws.
    fn origin(&self) -> Vec<String> {
        let Some(first) = self.comparison.scenarios.first() else { return Vec::new() };
        let (baseline, settings) = (&first.experiment.baseline, &self.comparison.settings);
        let data = format!(
            "Data: vintage {}, price base {}; kennis data and docs/data.md name the sources. {}",
            self.comparison.data_vintage(),
            baseline.price_base,
            layers(&self.scenario(0))
        );
        let hashes: Vec<String> =
            self.comparison.scenarios.iter().map(|one| one.experiment.parameters.hash()).collect();
        let same = hashes.iter().all(|hash| Some(hash) == hashes.first());
        let hashes = if same { hashes[..1].join("") } else { hashes.join(", ") };
        let version = env!("CARGO_PKG_VERSION");
        let (seed, draws) = (settings.seed, settings.draws);
        vec![data, format!("kennis {version}, seed {seed}, {draws} draws, parameters {hashes}")]
    }
}

/// Draws that one of the two dropped.
fn unpaired(named: &Named<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    for one in named.pair.difference.structures() {
        let dropped = [(one.second_only, &named.first), (one.first_only, &named.second)];
        let dropped: Vec<String> = dropped
            .into_iter()
            .filter(|(draws, _)| *draws > 0)
            .map(|(draws, scenario)| format!("{draws} that {scenario} dropped"))
            .collect();
        if !dropped.is_empty() {
            notes.push(format!(
                "{}: {} draws of {} are in both; {} are in no pair",
                named.heading(),
                one.paired,
                one.name,
                dropped.join(" and ")
            ));
        }
    }
    notes
}

/// The difference of GDP in the last year in one structure.
fn in_last_year<'p>(named: &Named<'p>, one: &PairedStructure) -> Option<&'p DrawnDistribution> {
    named.pair.difference.by_year_in(one.name, Variable::Gdp).ok()?.get(named.last.0)
}

/// How often the second gives more, less, and the same, and in which structures it is always the same.
fn chances(named: &Named<'_>, d: &DrawnDistribution, t: usize) -> String {
    let [above, same] = [d.probability_above(0.0), d.share_equal(0.0)].map(|p| p.map_or(0.0, |p| p.value));
    let less = (1.0 - above - same).max(0.0);
    let always = |one: &&PairedStructure| {
        let d = named.pair.difference.by_year_in(one.name, Variable::Gdp).ok().and_then(|years| years.get(t));
        d.and_then(|d| d.share_equal(0.0)).is_some_and(|p| p.value >= 1.0)
    };
    let structures = named.pair.difference.structures().iter();
    let of: Vec<&str> =
        structures.filter(|one| one.weight > 0.0).filter(always).map(|one| one.name).collect();
    let reason = if of.is_empty() { String::new() } else { format!(" ({})", of.join(", ")) };
    let equal =
        if same > 0.0 { format!(", and equal in {}{reason}", share_in_percent(same)) } else { String::new() };
    format!(
        "{} gives more in {} of the draws, less in {}{equal}.",
        named.second,
        share_in_percent(above),
        share_in_percent(less)
    )
}

fn more(d: &DrawnDistribution) -> String {
    d.probability_above(0.0).map_or_else(|| "-".to_owned(), |p| share_in_percent(p.value))
}

fn equal(d: &DrawnDistribution) -> String {
    d.share_equal(0.0).map_or_else(|| "-".to_owned(), |p| share_in_percent(p.value))
}
