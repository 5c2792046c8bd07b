//! What all sections of the monitor write with: the monitor, the language, and the command.

use crate::monitor::{Monitor, Outlook};
use crate::report::fan_chart::FanChart;
use crate::report::language::Language;
use crate::report::page::{Figure, Table};
use crate::report::words::Word;
use crate::statistics::Statistics;

/// What sections are written with.
pub(super) struct Writer<'a> {
    pub(super) monitor: &'a Monitor,
    pub(super) language: Language,
    pub(super) command: &'a str,
}

impl<'a> Writer<'a> {
    /// A text.
    pub(super) fn say(&self, word: Word) -> String {
        word.in_language(self.language).to_owned()
    }

    /// A text with its places filled.
    pub(super) fn with(&self, word: Word, places: &[(&str, &str)]) -> String {
        word.with(self.language, places)
    }

    /// What is to come, where there is a projection.
    pub(super) fn outlook(&self) -> Option<&'a Outlook> {
        self.monitor.outlook.as_ref()
    }

    /// A share as percent with two decimals.
    pub(super) fn percent(&self, share: f64) -> String {
        self.language.number(100.0 * share, 2) + "%"
    }

    /// The target as percent, without decimals that say nothing.
    pub(super) fn target(&self) -> String {
        let percent = 100.0 * self.monitor.request.target;
        let decimals = if (percent - percent.round()).abs() < 1e-9 { 0 } else { 2 };
        self.language.number(percent, decimals) + "%"
    }

    /// A share in a sentence: only none and all are 0 and 100%.
    pub(super) fn probability(&self, share: f64) -> String {
        let shown = self.language.percent(share);
        match (shown.strip_prefix('<'), shown.strip_prefix('>')) {
            (Some(percent), _) => self.with(Word::LessThan, &[("percent", percent)]),
            (_, Some(percent)) => self.with(Word::MoreThan, &[("percent", percent)]),
            _ => shown,
        }
    }

    /// The name of the scenario; of one that is built in, in the language of the page.
    pub(super) fn scenario(&self) -> String {
        let name = &self.monitor.request.scenario.name;
        let built_in = [Word::PlanName, Word::NoPolicyName].into_iter();
        let mut known = built_in.filter(|word| word.in_language(Language::En) == name);
        known.next().map_or_else(|| name.clone(), |word| self.say(word))
    }

    /// The year of the target.
    pub(super) fn year(&self) -> String {
        self.monitor.request.year.to_string()
    }

    /// The currency as it is written after `billion`.
    pub(super) fn currency(&self) -> String {
        let euro = self.monitor.request.economy.uses_euro;
        self.say(if euro { Word::Euro } else { Word::LocalCurrency })
    }

    /// The year in whose prices money is.
    pub(super) fn price_base(&self) -> String {
        self.outlook().map_or_else(String::new, |outlook| outlook.experiment.baseline.price_base.to_string())
    }

    /// Program and data, as a source.
    pub(super) fn model_source(&self) -> String {
        let data = &self.monitor.request.economy.vintage;
        self.with(Word::ModelSource, &[("version", env!("CARGO_PKG_VERSION")), ("data", data)])
    }

    /// A fan chart as a figure.
    pub(super) fn fan(&self, id: &str, chart: FanChart, table: Table) -> Figure {
        chart.in_language(self.language).to_figure(id, table).command(self.command)
    }
}

/// Statistics by year in another unit.
pub(super) fn in_unit<'s>(
    years: impl Iterator<Item = (i32, &'s Statistics)>,
    factor: f64,
) -> Vec<(i32, Statistics)> {
    years.map(|(year, statistics)| (year, statistics.times(factor))).collect()
}
