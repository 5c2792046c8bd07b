//! A sensitivity analysis on one page, to be read top down: the result and its spread, the decision and what knowledge is worth to it, groups,
//! parameters, layers by year.

use super::blocks::{Block, text_of_parts};
use super::inputs_text::input_notes;
use super::parameters_changed;
use super::run_chart::deviation;
use super::text_table::{Scale, again, number, share_in_percent};
use crate::sensitivity::{DecisionKind, SensitivityAnalysis};

/// Parameters that the table shows.
const SHOWN: usize = 15;

/// The analysis as text. `command` is the command that reproduces it.
#[must_use]
pub fn sensitivity_text(analysis: &SensitivityAnalysis, command: &str) -> String {
    let report = SensitivityText { analysis };
    let title = Block::Paragraph(format!("Sensitivity: {}", analysis.experiment.scenario().name));
    let mut parts = vec![vec![title, Block::Paragraph(report.question())]];
    parts.push(vec![Block::Paragraph(report.decision())]);
    parts.extend([report.groups(), report.parameters(), report.tornado(), report.layers(), report.basis()]);
    text_of_parts(&parts) + &again(command)
}

/// The result whose uncertainty is taken apart, with its unit and year.
pub(super) fn what_is_analysed(analysis: &SensitivityAnalysis) -> String {
    let currency = &analysis.experiment.baseline().currency_unit;
    let year = analysis.year.map(|year| format!(", in {year}")).unwrap_or_default();
    match analysis.output.variable() {
        Some(variable) => deviation(variable) + &year,
        None => format!("Welfare at present value, {currency}{year}"),
    }
}

/// An analysis that is being reported.
pub(super) struct SensitivityText<'a> {
    pub(super) analysis: &'a SensitivityAnalysis,
}

impl SensitivityText<'_> {
    fn currency(&self) -> &str {
        &self.analysis.experiment.baseline().currency_unit
    }

    /// The result and its spread.
    pub(super) fn question(&self) -> String {
        let a = self.analysis;
        let scale = Scale::of([a.mean, a.sd]);
        let centre =
            a.centre.map(|centre| format!("; at the centres of the parameters {}", scale.number(centre)));
        format!(
            "{}. {}: mean {}, standard deviation {}{}. Where does that spread come from?",
            a.experiment.baseline().country,
            what_is_analysed(a),
            scale.number(a.mean),
            scale.number(a.sd),
            centre.unwrap_or_default()
        )
    }

    /// What is best, and what it would be worth to know more.
    pub(super) fn decision(&self) -> String {
        let a = self.analysis;
        let d = &a.decision;
        let currency = self.currency();
        let options: Vec<String> =
            d.options.iter().map(|(name, mean)| format!("{name}: {}", number(*mean))).collect();
        let asked = match d.kind {
            DecisionKind::FundOrNot => "Fund it or not",
            DecisionKind::WhichScenario => "Which to fund, or none",
        };
        let best = d.best.map_or("not to fund is better in the mean".to_owned(), |best| {
            format!("in the mean {} is best", d.options[best].0)
        });
        format!(
            "{asked}? Welfare at present value, {currency}: {}; {best}. In {} of the draws another choice would have been better. To know \
             everything before deciding would be worth {} {currency} (EVPI); to know which structure is right {}.",
            options.join(", "),
            share_in_percent(d.probability_of_regret),
            number(a.evpi),
            number(a.structure_evppi),
        )
    }

    /// What could be evaluated, and what that is worth.
    pub(super) fn groups(&self) -> Vec<Block> {
        let a = self.analysis;
        let heading = format!("worth to know, {}", self.currency());
        let mut rows =
            vec![vec!["What could be evaluated".to_owned(), heading, "share of variance".to_owned()]];
        let mut groups: Vec<_> = a.groups.iter().collect();
        groups.sort_by(|a, b| b.evppi.total_cmp(&a.evppi));
        for g in groups {
            rows.push(vec![g.group.name().to_owned(), number(g.evppi), share(g.first.value)]);
        }
        let structure =
            vec!["structure".to_owned(), number(a.structure_evppi), share(a.structure.first.value)];
        rows.push(structure);
        vec![
            Block::heading("What it is worth to know, and its share of the variance in percent"),
            Block::Table(rows),
        ]
    }

    /// The parameters that matter most.
    pub(super) fn parameters(&self) -> Vec<Block> {
        let a = self.analysis;
        let heading =
            ["Parameter", "first", "5-95%", "total", "5-95%", "Shapley", "worth"].map(str::to_owned);
        let mut rows = vec![heading.to_vec()];
        for p in a.parameters.iter().take(SHOWN) {
            rows.push(vec![
                p.name.to_owned(),
                share(p.first.value),
                band(p.first.low, p.first.high),
                share(p.total.value),
                band(p.total.low, p.total.high),
                share(p.shapley),
                number(p.evppi),
            ]);
        }
        let rest = a.parameters.len().saturating_sub(SHOWN);
        let more = if rest > 0 { format!(" {rest} more in JSON and CSV.") } else { String::new() };
        let note = format!(
            "first: goes when it is known; total: is left when all others are known; both on independent normals. Shapley: its share under the \
             dependence of the parameters, which with that of the structure ({}) sums to 100. worth: value of information, {}.{more}",
            share(a.structure.first.value),
            self.currency()
        );
        vec![Block::heading("Shares of the variance, percent"), Block::Table(rows), Block::notes([note])]
    }

    /// The result with one parameter at a time at its 5 and 95% points.
    pub(super) fn tornado(&self) -> Vec<Block> {
        let a = self.analysis;
        let mut shown: Vec<_> =
            a.parameters.iter().filter_map(|p| Some((p.name, p.low?, p.high?, p.derivative))).collect();
        shown.sort_by(|a, b| (b.2 - b.1).abs().total_cmp(&(a.2 - a.1).abs()));
        shown.truncate(10);
        let scale = Scale::of(shown.iter().flat_map(|p| [p.1, p.2]));
        let mut rows = vec![["One at a time", "at 5%", "at 95%", "derivative"].map(str::to_owned).to_vec()];
        for (name, low, high, derivative) in shown {
            let derivative = derivative.map_or("-".to_owned(), number);
            rows.push(vec![name.to_owned(), scale.number(low), scale.number(high), derivative]);
        }
        let heading = format!("{}: others at their centres", what_is_analysed(a));
        vec![Block::Heading(heading), Block::Table(rows)]
    }

    /// Shares of layers over the years.
    pub(super) fn layers(&self) -> Vec<Block> {
        let a = self.analysis;
        let shown: Vec<_> = if a.layers.len() > 6 {
            let step = a.layers.len() / 5;
            let last = a.layers.len() - 1;
            (0..5).map(|i| &a.layers[last - (4 - i) * step]).collect()
        } else {
            a.layers.iter().collect()
        };
        let Some(first) = shown.first() else { return Vec::new() };
        let years = shown.iter().map(|of| of.year.map_or("all years".to_owned(), |year| year.to_string()));
        let mut rows = vec![std::iter::once("Layer".to_owned()).chain(years).collect::<Vec<_>>()];
        for (place, (name, _)) in first.shares.iter().enumerate() {
            let cells = shown.iter().map(|of| share(of.shares[place].1));
            rows.push(std::iter::once((*name).to_owned()).chain(cells).collect());
        }
        let together = shown.iter().map(|of| share(of.interactions));
        rows.push(std::iter::once("together".to_owned()).chain(together).collect());
        vec![Block::heading("Share of the variance by layer, percent"), Block::Table(rows)]
    }

    /// What the figures rest on: rows, version, data, parameters, and the user's files.
    pub(super) fn basis(&self) -> Vec<Block> {
        let a = self.analysis;
        let (experiment, settings) = (&a.experiment, &a.settings);
        let made = format!(
            "{} of {} rows, {} points a structure, seed {}. kennis {}, data {}, parameters {}",
            a.rows,
            settings.draws,
            a.points,
            settings.seed,
            env!("CARGO_PKG_VERSION"),
            experiment.baseline().vintage,
            experiment.parameters().hash()
        );
        let mut notes = vec![made];
        notes.extend(parameters_changed::sentences(experiment));
        notes.extend(input_notes(experiment.inputs()));
        vec![Block::notes(notes)]
    }
}

/// A band of a share in whole percent; its sampling error may put an end below zero, where no share is.
fn band(low: f64, high: f64) -> String {
    let [low, high] = [low, high].map(|share| (100.0 * share).max(0.0));
    if high < 0.5 { "<1".to_owned() } else { format!("{low:.0}-{high:.0}") }
}

fn share(share: f64) -> String {
    format!("{:.1}", 100.0 * share)
}
