//! A run that is being reported: what its texts have in common.

use super::shown_years::shown_years;
use crate::ensemble::{Ensemble, MIN_DRAWS_OF_A_BAND, Settings};
use crate::simulate::Experiment;

pub(super) struct ReportedRun<'a> {
    pub(super) experiment: &'a Experiment,
    pub(super) ensemble: &'a Ensemble,
    pub(super) settings: &'a Settings,
    /// Positions and years that tables show.
    pub(super) shown: Vec<(usize, i32)>,
}

impl<'a> ReportedRun<'a> {
    /// `years` are those that tables show; none for those in which a reader looks first.
    pub(super) fn new(
        experiment: &'a Experiment,
        ensemble: &'a Ensemble,
        settings: &'a Settings,
        years: &[i32],
    ) -> Self {
        Self { experiment, ensemble, settings, shown: shown_years(experiment, ensemble, years) }
    }

    /// The structures with their weights, in words.
    pub(super) fn structures(&self) -> String {
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

    /// The baseline that the scenario is held against, in words.
    pub(super) fn against(&self) -> String {
        match &self.experiment.scenario.baseline {
            None => "the baseline without new policy".to_owned(),
            Some(table) if table.name.is_empty() => "a baseline of its own".to_owned(),
            Some(table) => format!("the baseline of {}", table.name),
        }
    }

    pub(super) fn is_one_draw(&self) -> bool {
        self.settings.draws == 1 && !self.ensemble.is_check_run
    }

    /// Draws that were kept.
    pub(super) fn draws(&self) -> u64 {
        self.ensemble.structures().map(|one| one.kept()).max().unwrap_or(0)
    }

    /// Whether the draws are enough for their 5 and 95% points to be called a band. A check run shows neither.
    pub(super) fn has_band(&self) -> bool {
        self.ensemble.is_check_run || self.draws() >= MIN_DRAWS_OF_A_BAND
    }

    /// What the 5 and 95% points are called.
    pub(super) fn band_name(&self) -> String {
        match self.draws() {
            _ if self.has_band() => "90% band".to_owned(),
            1 => "range of one draw".to_owned(),
            few => format!("range of {few} draws"),
        }
    }

    /// The labels of the lines with the 5 and the 95% points.
    pub(super) fn edges(&self) -> [&'static str; 2] {
        if self.has_band() { ["90% from", "to"] } else { ["5% point", "95% point"] }
    }
}
