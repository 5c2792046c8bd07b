//! How an ensemble is drawn: number of draws, seed, plan, layers, and what is kept.

use super::chosen_points::ChosenPoints;
use super::error::EnsembleError;
use super::layers::Layers;
use super::precision::Precision;
use crate::sampling::SamplingPlan;
use crate::simulate::{Experiment, Variable};

/// How an ensemble is drawn.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
pub struct Settings {
    /// Number of draws; zero for the check run, one deterministic path at the centres.
    pub draws: u64,
    /// Seed of all random numbers.
    pub seed: u64,
    /// How draws fill the space of parameters.
    pub plan: SamplingPlan,
    /// First draw: with `draws = 1` one draw alone.
    pub first_draw: u64,
    /// Layers of uncertainty beside the parameters.
    pub layers: Layers,
    /// Threads; none for as many as the machine has.
    pub threads: Option<usize>,
    /// Variables that are kept.
    pub variables: Vec<Variable>,
    /// First year whose results are kept; none for all from the last observation. What a draw says beside its years, implied
    /// returns and the year of its peak, is of all years; a draw is dropped as not finite for what is kept. Analyses that walk
    /// along the years (projection, monitor, solving, sensitivity) keep all of them, whatever it says.
    pub first_year: Option<i32>,
    /// Whether the effect is split by channel, which costs a second run.
    pub channels: bool,
    /// Whether there are statistics of each structure alone beside those of the mixture.
    pub by_structure: bool,
    /// Whether draws are held where they fit in [`Self::memory`], for [`crate::OneStructure::draws`]. Statistics alone are
    /// made faster without, and are the same to the last bit.
    pub hold_draws: bool,
    /// Most bytes that draws may take. Draws that are not held are simulated a batch at a time, and a second time where
    /// there is no memory for the values around the quantiles.
    pub memory: u64,
    /// The precision that the number of draws was chosen for, as a record ([`Self::for_precision`]).
    pub precision: Option<Precision>,
    /// Points in place of those of the plan, for an analysis that chooses them.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(crate) chosen_points: ChosenPoints,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            draws: 8_192,
            seed: 1,
            plan: SamplingPlan::default(),
            first_draw: 0,
            layers: Layers::default(),
            threads: None,
            variables: Variable::ALL.to_vec(),
            first_year: None,
            channels: true,
            by_structure: false,
            hold_draws: true,
            memory: 1 << 30,
            precision: None,
            chosen_points: ChosenPoints::default(),
        }
    }
}

/// Most draws of an ensemble: values are counted in 32 bits.
pub const MAX_DRAWS: u64 = u32::MAX as u64;

/// Draws from which on the 5 and 95% points are called a band. Of `n` draws `0.05 n` lie beyond each of these points: of a
/// hundred five. With fewer the points rest on the few draws at the ends, and with other draws they are others.
pub const MIN_DRAWS_OF_A_BAND: u64 = 100;

/// Most threads: each takes memory of its own.
const MAX_THREADS: usize = 1024;

impl Settings {
    /// What a reader should know where the draws are too few for a 90% band. A check run and one draw have none anyway.
    #[must_use]
    pub fn few_draws_warning(&self) -> Option<String> {
        (2..MIN_DRAWS_OF_A_BAND).contains(&self.draws).then(|| {
            format!(
                "{} draws are too few for a 90% band: fewer than five lie beyond each of its edges, and p05 and p95 are \
                 points of these draws alone; expected at least {MIN_DRAWS_OF_A_BAND}",
                self.draws
            )
        })
    }

    /// Whether an ensemble can be drawn with these settings; drawing asks the same.
    ///
    /// # Errors
    /// [`EnsembleError::Setting`] with the first setting that cannot be.
    ///
    /// ```
    /// use kennis::Settings;
    /// let error = Settings::default().with_draws(u64::MAX).check().unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "setting draws: found 18446744073709551615, expected at most 4294967295"
    /// );
    /// ```
    pub fn check(&self) -> Result<(), EnsembleError> {
        let wrong = |setting, found: u64, expected| {
            Err(EnsembleError::Setting { setting, found: found.to_string(), expected })
        };
        if self.draws > MAX_DRAWS {
            return wrong("draws", self.draws, format!("at most {MAX_DRAWS}"));
        }
        let last = u64::MAX - self.draws.max(1);
        if self.first_draw > last {
            return wrong(
                "first_draw",
                self.first_draw,
                format!("at most {last}, so that all draws have a number"),
            );
        }
        if self.threads == Some(0) {
            return wrong("threads", 0, "at least one, or none for as many as the machine has".to_owned());
        }
        if let Some(threads) = self.threads.filter(|threads| *threads > MAX_THREADS) {
            return wrong("threads", threads as u64, format!("at most {MAX_THREADS}"));
        }
        match self.plan {
            SamplingPlan::LatinHypercube { draws } if draws == 0 && self.draws > 0 => {
                wrong("plan", 0, "a Latin hypercube of at least one draw".to_owned())
            }
            _ => Ok(()),
        }
    }

    /// Names of the layers of uncertainty that are on, in `experiment`.
    #[must_use]
    pub fn layers_on(&self, experiment: &Experiment) -> Vec<&'static str> {
        if self.draws == 0 {
            return Vec::new();
        }
        let mut names = vec!["parameters", "effectiveness"];
        if experiment.structures.len() > 1 {
            names.push("structure");
        }
        let switches = [self.layers.breakthroughs, self.layers.baseline_level];
        names.extend(Layers::NAMES.iter().zip(switches).filter(|(_, on)| *on).map(|(name, _)| *name));
        names
    }
}

/// Settings are built up from the defaults: each of these gives them back with one thing changed.
impl Settings {
    /// Number of draws; zero for the check run.
    #[must_use]
    pub fn with_draws(mut self, draws: u64) -> Self {
        self.draws = draws;
        self
    }

    /// Seed of all random numbers.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// How draws fill the space of parameters.
    #[must_use]
    pub fn with_plan(mut self, plan: SamplingPlan) -> Self {
        self.plan = plan;
        self
    }

    /// First draw.
    #[must_use]
    pub fn with_first_draw(mut self, first_draw: u64) -> Self {
        self.first_draw = first_draw;
        self
    }

    /// Layers of uncertainty beside the parameters.
    #[must_use]
    pub fn with_layers(mut self, layers: Layers) -> Self {
        self.layers = layers;
        self
    }

    /// Variables that are kept.
    #[must_use]
    pub fn with_variables(mut self, variables: Vec<Variable>) -> Self {
        self.variables = variables;
        self
    }

    /// First year whose results are kept: years before are simulated, and neither stored nor counted.
    ///
    /// ```
    /// use kennis::{Economy, Ensemble, Experiment, Kind, ParameterSet, Scenario, Settings, Target, Variable};
    /// let scenario = Scenario::new("3% of GDP").with_target(Target::new(0.03, 2030, 0.4));
    /// let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;
    /// let gdp_of_2060 = Settings::default()
    ///     .with_draws(1024)
    ///     .with_variables(vec![Variable::Gdp])
    ///     .with_channels(false)
    ///     .with_first_year(2060);
    /// let gdp = Ensemble::draw(&experiment, &gdp_of_2060)?.statistics(Variable::Gdp, Kind::Deviation)?;
    /// assert!(gdp.at(2060)?.p05 < gdp.at(2060)?.p95 && gdp.at(2059).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_first_year(mut self, year: i32) -> Self {
        self.first_year = Some(year);
        self
    }

    /// Whether the effect is split by channel.
    #[must_use]
    pub fn with_channels(mut self, channels: bool) -> Self {
        self.channels = channels;
        self
    }

    /// Whether there are statistics of each structure alone.
    #[must_use]
    pub fn with_by_structure(mut self, by_structure: bool) -> Self {
        self.by_structure = by_structure;
        self
    }

    /// Whether draws are held where they fit in memory.
    #[must_use]
    pub fn with_hold_draws(mut self, hold_draws: bool) -> Self {
        self.hold_draws = hold_draws;
        self
    }

    /// Most bytes that draws may take.
    #[must_use]
    pub fn with_memory(mut self, memory: u64) -> Self {
        self.memory = memory;
        self
    }

    /// Number of threads.
    #[must_use]
    pub fn with_threads(mut self, threads: usize) -> Self {
        self.threads = Some(threads);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_takes_a_hundred_draws() {
        let warning = |draws| Settings::default().with_draws(draws).few_draws_warning();
        assert!(warning(2).is_some_and(|text| text.starts_with("2 draws are too few for a 90% band")));
        assert!(warning(99).is_some());
        assert_eq!([0, 1, 100, 10_000].map(warning), [None, None, None, None]);
    }

    #[test]
    fn what_cannot_be_is_refused_and_the_edge_is_not() {
        let setting = |settings: Settings| match settings.check() {
            Err(EnsembleError::Setting { setting, .. }) => setting,
            other => panic!("{other:?}"),
        };
        assert_eq!(setting(Settings::default().with_draws(MAX_DRAWS + 1)), "draws");
        assert_eq!(setting(Settings::default().with_first_draw(u64::MAX - 8_191)), "first_draw");
        for threads in [0, MAX_THREADS + 1, usize::MAX] {
            assert_eq!(setting(Settings::default().with_threads(threads)), "threads");
        }
        let empty = SamplingPlan::LatinHypercube { draws: 0 };
        assert_eq!(setting(Settings::default().with_plan(empty)), "plan");
        for fine in [
            Settings::default(),
            Settings::default().with_draws(0),
            Settings::default().with_first_draw(u64::MAX - 8_192),
            Settings::default().with_draws(MAX_DRAWS),
        ] {
            assert_eq!(fine.check(), Ok(()));
        }
    }
}
