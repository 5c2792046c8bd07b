//! A run in words and tables: the answer with its band first, then bands by year, channels, returns, and what it
//! rests on.

use super::fan_chart::FanChart;
use super::inputs_text::{self, input_notes};
use super::text_table::{Scale, band, number, table, wrapped};
use crate::ensemble::{Ensemble, Kind, NoResult, ReturnStatistics, Settings};
use crate::simulate::{Experiment, Variable};
use crate::statistics::Statistics;
use crate::structures::Channel;

/// Years that the tables show, as far as the horizon goes.
const SHOWN: [i32; 4] = [2030, 2035, 2045, 2060];
/// Columns of the tables.
const MAX_SHOWN: usize = 4;

/// Variables of the table of bands, after GDP.
const TABLE: [Variable; 13] = [
    Variable::Gdp,
    Variable::Tfp,
    Variable::Capital,
    Variable::LabourProductivity,
    Variable::HumanCapital,
    Variable::Hours,
    Variable::RdIntensity,
    Variable::RdBusiness,
    Variable::RdPublic,
    Variable::ResearchPrice,
    Variable::DebtRatio,
    Variable::DebtRatioWageIndexed,
    Variable::Welfare,
];

/// The text of a run. `command` is the command that reproduces it. `certain` is the same run without breakthroughs,
/// where they are on: the text compares its band.
#[must_use]
pub fn run_text(
    experiment: &Experiment,
    ensemble: &Ensemble,
    settings: &Settings,
    command: &str,
    certain: Option<&Ensemble>,
) -> String {
    let report = RunText { experiment, ensemble, settings };
    let mut text = report.title();
    text.push_str(&report.answer());
    text.push_str(&certain.map_or_else(String::new, |certain| report.breakthroughs(certain)));
    text.push_str(&report.bands());
    text.push_str(&report.channels());
    text.push_str(&report.returns());
    text.push_str(&report.draw());
    text.push_str(&report.basis(command));
    text
}

/// The fan chart of GDP against the baseline.
///
/// # Errors
/// [`NoResult::NotKept`] where GDP was not kept.
pub fn gdp_chart(
    experiment: &Experiment,
    ensemble: &Ensemble,
    settings: &Settings,
    command: &str,
) -> Result<FanChart, NoResult> {
    let report = RunText { experiment, ensemble, settings };
    let baseline = &experiment.baseline;
    let gdp = ensemble.statistics(Variable::Gdp, Kind::Deviation)?;
    let (draws, reading) = if ensemble.is_check_run {
        let reading =
            "A check on the arithmetic: one path at the centres of the parameters, which has no band.";
        ("check run at the centres of the parameters".to_owned(), reading)
    } else if settings.draws == 1 {
        (
            format!("draw {} alone, seed {}", settings.first_draw, settings.seed),
            "One draw: what spread there is lies between the structures, not between draws.",
        )
    } else {
        // At most: where many draws share a value, such as no effect at all, fewer lie beyond it.
        let reading = "The dark band holds the middle 30% of the draws, the two inner bands 60%, all three 90%: in at most \
                       one draw of twenty the effect is above the fan, in at most one of twenty below.";
        (format!("{} draws, seed {}", settings.draws, settings.seed), reading)
    };
    let subtitle = format!("{}, {}, {draws}", baseline.country, report.short_structures());
    let mut notes = vec![
        reading.to_owned(),
        format!("kennis {}, data {}. Again: {command}", env!("CARGO_PKG_VERSION"), baseline.vintage),
    ];
    notes.extend(input_notes(&experiment.inputs));
    let years = gdp.by_year().map(|(year, s)| (year, *s)).collect();
    let chart =
        FanChart::new(&experiment.scenario.name, &subtitle, "GDP, percent from the baseline", notes, years);
    Ok(chart.with_line("baseline", 0.0))
}

pub(super) struct RunText<'a> {
    pub(super) experiment: &'a Experiment,
    pub(super) ensemble: &'a Ensemble,
    pub(super) settings: &'a Settings,
}

impl RunText<'_> {
    fn structures(&self) -> String {
        match self.experiment.structures.as_slice() {
            [(only, _)] => only.name().to_owned(),
            many => {
                let in_mixture = many.iter().filter(|(_, weight)| *weight > 0.0);
                let parts: Vec<String> =
                    in_mixture.map(|(name, weight)| format!("{weight:.2} {name}")).collect();
                let beside: Vec<&str> =
                    many.iter().filter(|(_, weight)| *weight == 0.0).map(|(name, _)| name.name()).collect();
                let beside = if beside.is_empty() {
                    String::new()
                } else {
                    format!(", beside it {}", beside.join(", "))
                };
                format!("mixture of {}{beside}", parts.join(", "))
            }
        }
    }

    fn short_structures(&self) -> String {
        match self.experiment.structures.as_slice() {
            [(only, _)] => only.name().to_owned(),
            many => format!("mixture of {} structures", many.len()),
        }
    }

    pub(super) fn title(&self) -> String {
        let baseline = &self.experiment.baseline;
        let mut text = wrapped(&self.experiment.scenario.name, "");
        text.push_str(&wrapped(
            &format!(
                "{}, {} to {}, {}, against the baseline without new policy",
                baseline.country,
                baseline.last_observation(),
                baseline.horizon(),
                self.structures()
            ),
            "",
        ));
        text.push('\n');
        text
    }

    /// Positions of the years that are shown: the fixed ones up to the horizon, else the horizon itself.
    pub(super) fn shown(&self) -> Vec<(usize, i32)> {
        let baseline = &self.experiment.baseline;
        let mut years: Vec<i32> = SHOWN.iter().copied().filter(|year| *year <= baseline.horizon()).collect();
        if years.last() != Some(&baseline.horizon()) {
            years.push(baseline.horizon());
        }
        // Bands of more than four years do not fit in eighty columns: the second says least.
        if years.len() > MAX_SHOWN {
            years.remove(1);
        }
        years.iter().filter_map(|year| Some((baseline.years.index(*year)?, *year))).collect()
    }

    fn answer(&self) -> String {
        let Ok(gdp) = self.ensemble.statistics(Variable::Gdp, Kind::Deviation) else {
            return String::new();
        };
        let year = self.experiment.baseline.horizon();
        let Some(last) = gdp.last() else { return String::new() };
        if self.ensemble.is_check_run {
            return wrapped(
                &format!(
                    "CHECK RUN, not a result: one path at the centres of the parameters. GDP in {year} deviates by {}% \
                     from the baseline. The result of a scenario is the distribution over draws (leave out --draws 0).",
                    number(last.p50)
                ),
                "",
            ) + "\n";
        }
        let direction = if last.p50 < 0.0 { "lower" } else { "higher" };
        let scale = Scale::of([last.p05, last.p50, last.p95, last.mean]);
        if self.is_one_draw() {
            return wrapped(
                &format!(
                    "DRAW {} ALONE, not a result: one draw of the parameters (below). GDP in {year} is {}% {direction} than \
                     in the baseline. What spread there is lies between the structures.",
                    self.settings.first_draw,
                    scale.number(last.p50.abs())
                ),
                "",
            ) + "\n";
        }
        let draws = self.ensemble.structures().map(|one| one.kept()).max().unwrap_or(0);
        wrapped(
            &format!(
                "In {year} GDP is {}% {direction} than in the baseline (median; mean {}%), with a 90% band from {}% to {}%. \
                 The band holds the middle 90% of {draws} draws of the parameters: in one of twenty draws the effect is \
                 below it, in one of twenty above. It is conditional on the structure of the model, and it does not \
                 count what the money would have done elsewhere. Spending itself moves GDP by zero here: there is no \
                 demand side.",
                scale.number(last.p50.abs()),
                scale.number(last.mean),
                scale.number(last.p05),
                scale.number(last.p95),
            ),
            "",
        ) + "\n"
    }

    fn is_one_draw(&self) -> bool {
        self.settings.draws == 1 && !self.ensemble.is_check_run
    }

    /// The band that the risk of breakthroughs makes.
    fn breakthroughs(&self, certain: &Ensemble) -> String {
        let last =
            |ensemble: &Ensemble| ensemble.statistics(Variable::Gdp, Kind::Deviation).ok()?.last().copied();
        let (Some(with), Some(without)) = (last(self.ensemble), last(certain)) else { return String::new() };
        let scale = Scale::of([with.p05, with.p95, without.p05, without.p95]);
        wrapped(
            &format!(
                "Breakthroughs are on: the 90% band of GDP in {} is {} with them, {} without (median {} and {}, mean {} and {}).",
                self.experiment.baseline.horizon(),
                scale.band(with.p05, with.p95),
                scale.band(without.p05, without.p95),
                scale.number(with.p50),
                scale.number(without.p50),
                scale.number(with.mean),
                scale.number(without.mean),
            ),
            "",
        ) + "\n"
    }

    /// The parameters of one draw alone.
    fn draw(&self) -> String {
        if !self.is_one_draw() {
            return String::new();
        }
        let draw = self.settings.first_draw;
        let Ok(values) = self.settings.draw_parameters(self.experiment, draw) else { return String::new() };
        let rows: Vec<Vec<String>> =
            values.iter().map(|(name, value)| vec![name.clone(), format!("{value:.6}")]).collect();
        format!("Parameters of draw {draw}\n{}\n", table(&rows))
    }

    fn bands(&self) -> String {
        let shown = self.shown();
        let mut text = String::new();
        if !self.ensemble.is_check_run
            && let Ok(gdp) = self.ensemble.statistics(Variable::Gdp, Kind::Deviation)
        {
            text.push_str("GDP, percent from the baseline\n");
            let head = ["", "mean", "median", "30% band", "60% band", "90% band"].map(str::to_owned).to_vec();
            let mut rows = vec![head];
            let scale = Scale::of(shown.iter().flat_map(|(t, _)| [gdp[*t].p05, gdp[*t].p95]));
            for (t, year) in &shown {
                let s = &gdp[*t];
                rows.push(vec![
                    year.to_string(),
                    scale.number(s.mean),
                    scale.number(s.p50),
                    scale.band(s.p35, s.p65),
                    scale.band(s.p20, s.p80),
                    scale.band(s.p05, s.p95),
                ]);
            }
            text.push_str(&table(&rows));
            text.push('\n');
        }
        text.push_str(&self.variables(&shown));
        text.push('\n');
        text
    }

    /// Every variable that moves: its median and band, under its name.
    fn variables(&self, shown: &[(usize, i32)]) -> String {
        let what = if self.ensemble.is_check_run { " (check run)" } else { "" };
        let mut rows =
            vec![std::iter::once(String::new()).chain(shown.iter().map(|(_, y)| y.to_string())).collect()];
        for variable in TABLE {
            let Ok(statistics) = self.ensemble.statistics(variable, Kind::Deviation) else { continue };
            let moves = statistics.iter().any(|s| s.p05 != 0.0 || s.p95 != 0.0 || s.mean != 0.0);
            if !moves && variable != Variable::Gdp {
                continue;
            }
            let unit = if variable.deviation_unit() == "percent" { "%" } else { "pp" };
            rows.extend(self.lines(&format!("{variable}, {unit}"), &statistics, shown));
        }
        format!("Deviation from the baseline{what}\n{}", table(&rows))
    }

    /// The name, a line of medians and a line of bands; a check run has one line.
    fn lines(&self, name: &str, statistics: &[Statistics], shown: &[(usize, i32)]) -> Vec<Vec<String>> {
        let line = |first: &str, of: &dyn Fn(&Statistics) -> String| {
            std::iter::once(first.to_owned()).chain(shown.iter().map(|(t, _)| of(&statistics[*t]))).collect()
        };
        let scale = Scale::of(
            shown.iter().flat_map(|(t, _)| [statistics[*t].p05, statistics[*t].p50, statistics[*t].p95]),
        );
        if self.ensemble.is_check_run {
            return vec![line(name, &|s| scale.number(s.p50))];
        }
        vec![
            vec![name.to_owned()],
            line("  median", &|s| scale.number(s.p50)),
            line("  90% band", &|s| scale.band(s.p05, s.p95)),
        ]
    }

    fn channels(&self) -> String {
        let shown = self.shown();
        let mut means: Vec<(&str, Vec<f64>)> = Vec::new();
        for channel in self.ensemble.channels() {
            let Ok(statistics) = self.ensemble.gdp_channel(channel) else { continue };
            means.push((channel.name(), shown.iter().map(|(t, _)| statistics[*t].mean).collect()));
        }
        if means.is_empty() {
            return String::new();
        }
        let sum = |column: usize| means.iter().map(|(_, values)| values[column]).sum();
        means.push(("sum", (0..shown.len()).map(sum).collect()));
        let scale = Scale::of(means.iter().flat_map(|(_, values)| values.iter().copied()));
        let mut rows: Vec<Vec<String>> =
            vec![std::iter::once(String::new()).chain(shown.iter().map(|(_, y)| y.to_string())).collect()];
        rows.extend(means.iter().map(|(name, values)| {
            std::iter::once((*name).to_owned())
                .chain(values.iter().map(|value| scale.number(*value)))
                .collect()
        }));
        let note = if self.ensemble.channels().contains(&Channel::ResearchPrice) {
            "; research_price is the run less the run in which money buys research at the old wages"
        } else {
            " The level of the baseline has a band of its own."
        };
        wrapped(&format!("GDP by channel (mean, log points; channels add up{note})"), "")
            + &table(&rows)
            + "\n"
    }

    fn returns(&self) -> String {
        let percent = |r: &ReturnStatistics| match &r.statistics {
            None => "none".to_owned(),
            Some(s) if self.ensemble.is_check_run => number(100.0 * s.p50),
            Some(s) => format!("{} {}", number(100.0 * s.p50), band(100.0 * s.p05, 100.0 * s.p95)),
        };
        let (Ok(gross), Ok(rate)) = (self.ensemble.gross_returns(), self.ensemble.internal_rates()) else {
            return String::new();
        };
        let rows = [
            ["".to_owned(), "business".to_owned(), "public".to_owned()].to_vec(),
            ["gross return, % a year".to_owned(), percent(&gross.business), percent(&gross.public)].to_vec(),
            ["internal rate of return, %".to_owned(), percent(&rate.business), percent(&rate.public)]
                .to_vec(),
        ];
        let mut text =
            wrapped("Implied social returns on a euro of R&D (median, 90% band)", "") + &table(&rows);
        let none = 100.0 * (1.0 - gross.business.share_defined);
        if none > 0.05 {
            let said = format!(
                "  {none:.1}% of the draws have no such return: their structure implies none on a stock."
            );
            text.push_str(&wrapped(&said, "  "));
        }
        let paid_back = |rate: &ReturnStatistics, gross: &ReturnStatistics| {
            100.0 * rate.share_defined / gross.share_defined.max(f64::MIN_POSITIVE)
        };
        let business = paid_back(&rate.business, &gross.business);
        let public = paid_back(&rate.public, &gross.public);
        if business.max(public) == 0.0 && none < 99.95 {
            let said = "  No draw has an internal rate: the structure implies none, or no return pays back the outlay.";
            text.push_str(&wrapped(said, "  "));
        } else if business.min(public) < 99.95 {
            text.push_str(&wrapped(
                &format!(
                    "  An internal rate exists in {business:.1}% (business) and {public:.1}% (public) of the draws with a \
                     return: in the others the return is zero or less.",
                ),
                "  ",
            ));
        }
        text.push('\n');
        text
    }

    fn layers(&self) -> String {
        let on = self.settings.layers_on(self.experiment);
        if on.is_empty() {
            return "No layer of uncertainty is on.".to_owned();
        }
        let level = if self.settings.layers.level_varies() {
            " The level of the baseline has a band of its own."
        } else {
            " The level of the baseline is taken as given."
        };
        format!("Layers of uncertainty that are on: {}.{level}", on.join(", "))
    }

    /// What the results rest on: parameters, dropped draws, warnings, data, and the command that gives them again.
    pub(super) fn basis(&self, command: &str) -> String {
        let mut text = String::new();
        let differences: Vec<String> = self
            .experiment
            .parameters
            .differences()
            .map(|id| {
                let set = &self.experiment.parameters;
                format!("{} = {} ({})", id.name(), set.described(id), set.origin(id).name())
            })
            .collect();
        if let Some(draws) = self.experiment.parameters.joint() {
            let (rows, name) = (draws.len(), &draws.name);
            let source = format!("{}, {} {}", draws.structure, draws.country, draws.data);
            let line = format!("Posterior: {name}, {rows} rows, each draw takes one whole ({source})");
            text.push_str(&wrapped(&line, "  "));
        }
        let different = if differences.is_empty() { "none".to_owned() } else { differences.join("; ") };
        text.push_str(&wrapped(&format!("Parameters that differ from the defaults: {different}"), "  "));
        for one in self.ensemble.structures() {
            if one.dropped() > 0 {
                text.push_str(&wrapped(
                    &format!(
                        "Dropped: {} draws of {} (R&D that follows GDP would feed back too strongly; never replaced)",
                        one.dropped(),
                        one.name()
                    ),
                    "  ",
                ));
            }
        }
        for one in self.ensemble.structures().filter(|one| one.unstable() > 0) {
            let said = format!(
                "Left out: {} draws of {} (it does not settle under their parameters; not counted as dropped)",
                one.unstable(),
                one.name()
            );
            text.push_str(&wrapped(&said, "  "));
        }
        for warning in &self.experiment.warnings {
            text.push_str(&wrapped(&format!("Warning: {warning}"), "  "));
        }
        if let Some(precision) = &self.settings.precision {
            let ends = if precision.is_reached() {
                format!("below the {} that was asked", precision.asked)
            } else {
                format!(
                    "not below the {} that was asked: the draws ended at the most that were allowed",
                    precision.asked
                )
            };
            text.push_str(&wrapped(
                &format!(
                    "Precision: the Monte Carlo error of mean GDP in the last year is {:.2e} percentage points, {ends}",
                    precision.mc_error
                ),
                "  ",
            ));
        }
        let baseline = &self.experiment.baseline;
        text.push_str(&wrapped(
            &format!(
                "Data: vintage {}, price base {}; kennis data and docs/data.md name the sources. Volumes in {} of {}. \
                 {}",
                baseline.vintage,
                baseline.price_base,
                baseline.currency_unit,
                baseline.price_base,
                self.layers()
            ),
            "  ",
        ));
        text.push_str(&wrapped(
            &format!(
                "kennis {}, seed {}, {} draws, parameters {}",
                env!("CARGO_PKG_VERSION"),
                self.settings.seed,
                self.settings.draws,
                self.experiment.parameters.hash()
            ),
            "  ",
        ));
        text.push_str(&inputs_text::lines(&self.experiment.inputs));
        text.push_str(&format!("Again: {command}\n"));
        text
    }
}
