//! One draw: parameters, initial stocks, and the yearly shocks of the layers that are on.

use super::draws::{DIMENSIONS, Draws};
use super::ensemble::{EnsembleError, Settings};
use super::joint::JointRows;
use super::layers::Layers;
use crate::model::{LevelParameters, MOST_JUMPS, YearJumps, breakthrough_level, level_walk};
use crate::parameters::{Dependence, PARAMETER_COUNT, ParameterId as P, ParameterValues, PriorMap, normal};
use crate::scalar::{LANES, Lanes, Scalar};
use crate::simulate::{Experiment, Jumps, Shocks};
use crate::structures::ByStock;

/// Uniforms of a year: of the walk, of the jumps of the level, and of the jumps of policy.
const UNIFORMS_A_YEAR: usize = 1 + 2 * (1 + MOST_JUMPS);

/// One draw, as plain numbers.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub(crate) struct Draw {
    /// Values of the parameters.
    pub values: ParameterValues<f64>,
    /// Standard normals of the initial stocks.
    pub initial: ByStock<f64>,
    level: Vec<f64>,
    jumps: Vec<YearJumps<f64>>,
}

/// Makes draws.
#[derive(Clone, Debug)]
pub(crate) struct DrawMaker {
    map: PriorMap,
    joint: Option<JointRows>,
    centres: ParameterValues<f64>,
    draws: Draws,
    dependence: Dependence,
    layers: Layers,
    /// Years from the first of the simulation to one beyond the horizon.
    years: usize,
    is_check_run: bool,
}

impl DrawMaker {
    pub(crate) fn new(experiment: &Experiment, settings: &Settings) -> Result<Self, EnsembleError> {
        Ok(Self {
            map: PriorMap::new(&experiment.parameters),
            joint: JointRows::of(&experiment.parameters),
            centres: experiment.parameters.centres(),
            draws: Draws { seed: settings.seed, plan: settings.plan },
            dependence: Dependence::default(),
            layers: settings.layers,
            years: experiment.baseline.years.len() - 1,
            is_check_run: settings.draws == 0,
        })
    }

    /// Draw `i`; the centres for the check run.
    pub(crate) fn draw(&self, i: u64) -> Draw {
        if self.is_check_run {
            let initial = ByStock { business: 0.0, public: 0.0 };
            return Draw { values: self.centres, initial, level: Vec::new(), jumps: Vec::new() };
        }
        let mut point = [0.0; DIMENSIONS];
        // Without joint draws the last coordinate, their row, is not made.
        let length = if self.joint.is_some() { DIMENSIONS } else { DIMENSIONS - 1 };
        self.draws.z(i, &mut point[..length]);
        let mut initial = ByStock { business: point[PARAMETER_COUNT], public: point[PARAMETER_COUNT + 1] };
        let mut z: [f64; PARAMETER_COUNT] = std::array::from_fn(|id| point[id]);
        self.dependence.apply(&mut z);
        let mut values = self.map.values(&z);
        if let Some(joint) = &self.joint {
            joint.apply(point[DIMENSIONS - 1], &mut values, &mut initial);
        }
        let mut draw = Draw { values, initial, level: Vec::new(), jumps: Vec::new() };
        if self.layers.level_varies() {
            self.shocks(i, &mut draw);
        }
        draw
    }

    fn shocks(&self, i: u64, draw: &mut Draw) {
        let mut uniforms = vec![0.0; self.years * UNIFORMS_A_YEAR];
        self.draws.shock_uniforms(i, &mut uniforms);
        let years = || uniforms.chunks_exact(UNIFORMS_A_YEAR);
        let p = &draw.values;
        draw.level = vec![0.0; self.years];
        if self.layers.baseline_level {
            draw.level = level_walk(years().map(|year| normal::inverse_cdf(year[0])), p[P::LevelVolatility]);
        }
        if self.layers.breakthroughs {
            let parameters = LevelParameters {
                rate: p[P::BreakthroughRate],
                size: p[P::BreakthroughSize],
                diffusion: p[P::BreakthroughDiffusion],
            };
            let common: Vec<_> = years().map(|year| YearJumps::new(&year[1..])).collect();
            for (level, breakthroughs) in draw.level.iter_mut().zip(breakthrough_level(&common, parameters)) {
                *level += breakthroughs;
            }
            draw.jumps = years().map(|year| YearJumps::new(&year[2 + MOST_JUMPS..])).collect();
        }
    }
}

/// Draws side by side.
pub(crate) struct Gathered<S> {
    pub(crate) values: ParameterValues<S>,
    initial: ByStock<S>,
    level: Vec<S>,
    jumps: Vec<YearJumps<S>>,
}

impl<S: Scalar> Gathered<S> {
    /// What the simulation takes.
    pub(crate) fn shocks(&self) -> Shocks<'_, S> {
        let jumps = if self.jumps.is_empty() { Jumps::Off } else { Jumps::Drawn(&self.jumps) };
        Shocks { initial: self.initial, level: &self.level, jumps, structure: &[] }
    }
}

impl Gathered<f64> {
    /// One draw alone.
    pub(crate) fn one(draw: &Draw) -> Self {
        Self {
            values: draw.values,
            initial: draw.initial,
            level: draw.level.clone(),
            jumps: draw.jumps.clone(),
        }
    }
}

impl Gathered<Lanes> {
    /// A lane group.
    pub(crate) fn lanes(draws: &[Draw; LANES]) -> Self {
        let gather = |of: &dyn Fn(&Draw) -> f64| Lanes(std::array::from_fn(|lane| of(&draws[lane])));
        let jumps = |t: usize| YearJumps {
            uniform: gather(&|draw| draw.jumps[t].uniform),
            sums: std::array::from_fn(|k| gather(&|draw| draw.jumps[t].sums[k])),
        };
        Self {
            values: ParameterValues::from_fn(|id| gather(&|draw| draw.values[id])),
            initial: ByStock {
                business: gather(&|draw| draw.initial.business),
                public: gather(&|draw| draw.initial.public),
            },
            level: (0..draws[0].level.len()).map(|t| gather(&|draw| draw.level[t])).collect(),
            jumps: (0..draws[0].jumps.len()).map(jumps).collect(),
        }
    }
}
