//! One draw: parameters, initial stocks, and the yearly shocks of the layers that are on.

use super::chosen_points::{ChosenPoint, PointSource};
use super::dimensions::{DIMENSIONS, ROW, TREND};
use super::error::EnsembleError;
use super::idle::idle;
use super::joint::JointRows;
use super::layers::Layers;
use super::settings::Settings;
use crate::model::{LevelParameters, MAX_JUMPS, YearJumps, breakthrough_level, level_by_year};
use crate::parameters::{Dependence, PARAMETER_COUNT, ParameterId as P, ParameterValues, PriorMap};
use crate::sampling::Draws;
use crate::scalar::special::normal;
use crate::scalar::{LANES, Lanes, Scalar};
use crate::simulate::{Experiment, Jumps, Shocks};
use crate::structures::ByStock;
use std::sync::Arc;

/// Uniforms of a year: of the walk, of the jumps of the level, and of the jumps of policy.
const UNIFORMS_A_YEAR: usize = 1 + 2 * (1 + MAX_JUMPS);

/// One draw, or a lane group of draws side by side.
#[derive(Clone, Debug)]
pub(crate) struct Draw<S> {
    /// Values of the parameters.
    pub(crate) values: ParameterValues<S>,
    /// Standard normals of the initial stocks.
    pub(crate) initial: ByStock<S>,
    level: Vec<S>,
    jumps: Vec<YearJumps<S>>,
}

impl<S: Scalar> Draw<S> {
    /// The errors of the level of productivity, by year after the data.
    pub(crate) fn into_level(self) -> Vec<S> {
        self.level
    }

    /// What the simulation takes.
    pub(crate) fn shocks(&self) -> Shocks<'_, S> {
        let jumps = if self.jumps.is_empty() { Jumps::Off } else { Jumps::Drawn(&self.jumps) };
        Shocks { initial: self.initial, level: &self.level, jumps, factor: S::of(1.0) }
    }
}

/// What happens by year in one draw.
struct YearlyShocks {
    /// Of the level of productivity.
    level: Vec<f64>,
    /// The jumps of policy; none where their layer is off.
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
    /// The dimensions that something depends on: those of constants are not made.
    dimensions: Vec<usize>,
    layers: Layers,
    /// Years from the first of the simulation to one beyond the horizon.
    years: usize,
    is_check_run: bool,
    /// Points in place of those of the plan.
    chosen: Option<Arc<dyn PointSource>>,
}

impl DrawMaker {
    pub(crate) fn new(experiment: &Experiment, settings: &Settings) -> Result<Self, EnsembleError> {
        Self::leaving_out(&[], experiment, settings)
    }

    /// As [`Self::new`] of what runs of the experiment's own structures read: the same draws, with no number in the place of
    /// the rest.
    pub(crate) fn of_what_is_read(
        experiment: &Experiment,
        settings: &Settings,
    ) -> Result<Self, EnsembleError> {
        Self::leaving_out(&idle(experiment, settings.layers), experiment, settings)
    }

    fn leaving_out(idle: &[P], experiment: &Experiment, settings: &Settings) -> Result<Self, EnsembleError> {
        let map = PriorMap::new(&experiment.parameters).without(idle);
        let joint = JointRows::of(&experiment.parameters);
        let dependence = Dependence::default().without(idle);
        let mut dimensions: Vec<usize> = map.varying().iter().map(|(id, _)| id.index()).collect();
        dimensions.extend(dependence.touched().chain(PARAMETER_COUNT..ROW));
        // The row of joint draws and the trend of the level are made where there is one.
        dimensions.extend(joint.is_some().then_some(ROW));
        dimensions.extend(settings.layers.baseline_level.then_some(TREND));
        dimensions.sort_unstable();
        dimensions.dedup();
        Ok(Self {
            map,
            joint,
            centres: experiment.parameters.centres(),
            draws: Draws { seed: settings.seed, plan: settings.plan },
            dependence,
            dimensions,
            layers: settings.layers,
            years: experiment.baseline.years.len() - 1,
            is_check_run: settings.draws == 0,
            chosen: settings.chosen_points.0.clone(),
        })
    }

    /// Draw `i`; the centres for the check run.
    pub(crate) fn draw(&self, i: u64) -> Draw<f64> {
        if self.is_check_run {
            let initial = ByStock { business: 0.0, public: 0.0 };
            return Draw { values: self.centres, initial, level: Vec::new(), jumps: Vec::new() };
        }
        if let Some(chosen) = &self.chosen {
            let point = chosen.point(i);
            return self.of_normals(&[point.shocks; LANES], point.normals, PriorMap::values);
        }
        let mut point = [0.0; DIMENSIONS];
        self.draws.z_in(i, self.dimensions.iter().copied(), &mut point);
        self.at(i, point, PriorMap::values)
    }

    /// The draws from `first` on, each with the bits that it has alone.
    pub(crate) fn lanes(&self, first: u64) -> Draw<Lanes> {
        if let Some(chosen) = &self.chosen {
            let points: [ChosenPoint; LANES] = std::array::from_fn(|lane| chosen.point(first + lane as u64));
            let normals = std::array::from_fn(|k| Lanes(std::array::from_fn(|lane| points[lane].normals[k])));
            return self.of_normals(&points.map(|point| point.shocks), normals, PriorMap::lanes);
        }
        let mut point = [Lanes::of(0.0); DIMENSIONS];
        self.draws.lanes_in(first, self.dimensions.iter().copied(), &mut point);
        self.at(first, point, PriorMap::lanes)
    }

    /// The draws from `first` on at their points of independent standard normals.
    fn at<S: Scalar>(
        &self,
        first: u64,
        point: [S; DIMENSIONS],
        values: impl Fn(&PriorMap, &[S; PARAMETER_COUNT]) -> ParameterValues<S>,
    ) -> Draw<S> {
        let mut point = point;
        self.dependence.apply(&mut point);
        let numbers = std::array::from_fn(|lane| first.wrapping_add(lane as u64));
        self.of_normals(&numbers, point, values)
    }

    /// Draws at normals that are as dependent as they are to be, with the yearly shocks of these numbers.
    fn of_normals<S: Scalar>(
        &self,
        numbers: &[u64; LANES],
        point: [S; DIMENSIONS],
        values: impl Fn(&PriorMap, &[S; PARAMETER_COUNT]) -> ParameterValues<S>,
    ) -> Draw<S> {
        let [business, public]: [S; 2] = std::array::from_fn(|k| point[PARAMETER_COUNT + k]);
        let z: [S; PARAMETER_COUNT] = std::array::from_fn(|id| point[id]);
        let (values, initial) = (values(&self.map, &z), ByStock { business, public });
        let mut drawn = Draw { values, initial, level: Vec::new(), jumps: Vec::new() };
        if let Some(joint) = &self.joint {
            joint.apply(point[ROW], &mut drawn.values, &mut drawn.initial);
        }
        if self.layers.level_varies() {
            self.shocks(numbers, point[TREND], &mut drawn);
        }
        drawn
    }

    /// The shocks of every draw, which are made in plain numbers and put side by side.
    fn shocks<S: Scalar>(&self, numbers: &[u64; LANES], trend: S, drawn: &mut Draw<S>) {
        let by_draw: Vec<YearlyShocks> =
            (0..S::WIDTH).map(|lane| self.shocks_of(numbers[lane], trend, &drawn.values, lane)).collect();
        let gather = |of: &dyn Fn(&YearlyShocks) -> f64| {
            let mut lanes = [0.0; LANES];
            lanes.iter_mut().zip(&by_draw).for_each(|(x, shocks)| *x = of(shocks));
            S::load(&lanes)
        };
        let year = |t: usize| YearJumps {
            uniform: gather(&|shocks| shocks.jumps[t].uniform),
            sums: std::array::from_fn(|k| gather(&|shocks| shocks.jumps[t].sums[k])),
        };
        drawn.level = (0..by_draw[0].level.len()).map(|t| gather(&|shocks| shocks.level[t])).collect();
        drawn.jumps = (0..by_draw[0].jumps.len()).map(year).collect();
    }

    /// The level and the jumps of policy of draw `i`, which stands in `lane` of `values`.
    fn shocks_of<S: Scalar>(
        &self,
        i: u64,
        trend: S,
        values: &ParameterValues<S>,
        lane: usize,
    ) -> YearlyShocks {
        let mut uniforms = vec![0.0; self.years * UNIFORMS_A_YEAR];
        self.draws.shock_uniforms(i, &mut uniforms);
        let years = || uniforms.chunks_exact(UNIFORMS_A_YEAR);
        let value = |id: P| values[id].lane(lane);
        let (mut level, mut jumps) = (vec![0.0; self.years], Vec::new());
        if self.layers.baseline_level {
            let normals = years().map(|year| normal::inverse_cdf(year[0]));
            let (volatility, drift) = (value(P::LevelVolatility), value(P::LevelDrift));
            level = level_by_year(normals, volatility, trend.lane(lane), drift);
        }
        if self.layers.breakthroughs {
            let parameters = LevelParameters {
                rate: value(P::BreakthroughRate),
                size: value(P::BreakthroughSize),
                diffusion: value(P::BreakthroughDiffusion),
            };
            let common: Vec<_> = years().map(|year| YearJumps::new(&year[1..])).collect();
            for (level, breakthroughs) in level.iter_mut().zip(breakthrough_level(&common, parameters)) {
                *level += breakthroughs;
            }
            jumps = years().map(|year| YearJumps::new(&year[2 + MAX_JUMPS..])).collect();
        }
        YearlyShocks { level, jumps }
    }
}

impl Settings {
    /// The parameters that vary, as they are in draw `i` of `experiment`, and the errors of the initial stocks
    /// (`ln S[0]`): all that repeats the draw, but for the shocks of layers.
    ///
    /// # Errors
    /// [`EnsembleError::Dependence`].
    pub fn draw_parameters(
        &self,
        experiment: &Experiment,
        i: u64,
    ) -> Result<Vec<(String, f64)>, EnsembleError> {
        let draw = DrawMaker::new(experiment, self)?.draw(i);
        let varying = P::all().filter(|id| !experiment.parameters.distribution(*id).is_fixed());
        let mut values: Vec<(String, f64)> =
            varying.map(|id| (id.name().to_owned(), draw.values[id])).collect();
        let error = draw.values[P::InitialStockError];
        values.push(("initial_stock_error_business".to_owned(), error * draw.initial.business));
        values.push(("initial_stock_error_public".to_owned(), error * draw.initial.public));
        Ok(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Economy;
    use crate::parameters::{Distribution, JointColumn, JointDraws, Origin, ParameterSet};
    use crate::sampling::SamplingPlan;
    use crate::scenario::{Scenario, Target};

    const PLANS: [SamplingPlan; 3] =
        [SamplingPlan::Random, SamplingPlan::LatinHypercube { draws: 30 }, SamplingPlan::Sobol];

    fn experiment(parameters: ParameterSet) -> Experiment {
        let mut scenario = Scenario::new("3% of GDP");
        scenario.targets.push(Target::new(0.03, 2030, 0.4));
        Experiment::new(&Economy::netherlands().unwrap(), scenario, parameters).unwrap()
    }

    /// Rows of a posterior with a first stock, and a parameter on which another depends.
    fn with_rows() -> ParameterSet {
        let columns = vec![
            JointColumn::Parameter(P::OutputElasticityBusiness),
            JointColumn::InitialPublic,
            JointColumn::Parameter(P::DepreciationBusiness),
        ];
        let rows = (0..50).map(f64::from).map(|i| vec![0.05 + i / 1e3, i / 100.0 - 0.2, 0.1 + i / 2e3]);
        let mut set = ParameterSet::default();
        set.set_joint(JointDraws::new("rows.csv", "knowledge_capital", columns, rows));
        set
    }

    /// All numbers of the draw in `lane`.
    fn numbers<S: Scalar>(draw: &Draw<S>, lane: usize) -> Vec<u64> {
        let mut numbers: Vec<S> = P::all().map(|id| draw.values[id]).collect();
        numbers.extend([draw.initial.business, draw.initial.public]);
        numbers.extend(&draw.level);
        numbers.extend(draw.jumps.iter().flat_map(|year| year.sums.into_iter().chain([year.uniform])));
        numbers.into_iter().map(|x| x.lane(lane).to_bits()).collect()
    }

    #[test]
    fn a_draw_alone_has_the_bits_of_its_lane() {
        let layers = [(false, false), (true, false), (false, true), (true, true)];
        for (set, rows) in [(ParameterSet::default(), false), (with_rows(), true)] {
            let experiment = experiment(set);
            for (plan, (breakthroughs, baseline_level)) in
                PLANS.into_iter().flat_map(|plan| layers.map(|layers| (plan, layers)))
            {
                let layers = Layers { breakthroughs, baseline_level };
                let settings = Settings { plan, layers, ..Settings::default() };
                let maker = DrawMaker::new(&experiment, &settings).unwrap();
                assert_eq!(
                    (maker.joint.is_some(), layers.level_varies()),
                    (rows, breakthroughs || baseline_level)
                );
                for first in [0, 27] {
                    let lanes = maker.lanes(first);
                    for lane in 0..LANES {
                        let alone = maker.draw(first + lane as u64);
                        assert_eq!(numbers(&lanes, lane), numbers(&alone, 0), "{plan:?} {layers:?}");
                    }
                }
            }
        }
    }

    /// The closed form: after n years the level of ln A has variance `n sigma_A^2 + n^2 sigma_d^2` and median zero.
    #[test]
    fn the_level_has_the_variance_of_a_walk_and_of_a_trend() {
        let mut set = ParameterSet::default();
        for (id, value) in [(P::LevelVolatility, 0.01), (P::LevelDrift, 0.008)] {
            set.set(id, Distribution::fixed(value), Origin::Set).unwrap();
        }
        let experiment = experiment(set);
        let layers = Layers::default().with_baseline_level();
        let settings = Settings { plan: SamplingPlan::Sobol, layers, ..Settings::default() };
        let maker = DrawMaker::new(&experiment, &settings).unwrap();
        let draws: Vec<Vec<f64>> = (0..4096).map(|i| maker.draw(i).level).collect();
        for n in [1, 5, 10, 30] {
            let mut at: Vec<f64> = draws.iter().map(|level| level[n - 1]).collect();
            let (count, years) = (at.len() as f64, n as f64);
            let expected = years * 0.01 * 0.01 + years * years * 0.008 * 0.008;
            let variance = at.iter().map(|x| x * x).sum::<f64>() / count;
            // Four standard errors of a variance of normals.
            assert!(
                (variance / expected - 1.0).abs() < 4.0 * (2.0 / count).sqrt(),
                "{n}: {variance} {expected}"
            );
            at.sort_by(f64::total_cmp);
            let median = 0.5 * (at[2047] + at[2048]);
            assert!(median.abs() < 4.0 * 1.2533 * (expected / count).sqrt(), "{n}: {median}");
        }
        // The trend is one error over a path: what a year adds does not forget it.
        let step = |draw: &[f64], n: usize| draw[n] - draw[n - 1];
        let together = draws.iter().map(|d| step(d, 5) * step(d, 25)).sum::<f64>() / 4096.0;
        assert!((together / (0.008 * 0.008) - 1.0).abs() < 0.15, "{together}");
    }

    /// What is not made is not needed: the values are those of the whole point.
    #[test]
    fn a_draw_is_the_map_of_its_point() {
        let set = ParameterSet::default();
        let experiment = experiment(set.clone());
        let maker = DrawMaker::new(&experiment, &Settings::default()).unwrap();
        for i in 0..20 {
            let mut point = [0.0; DIMENSIONS];
            Draws { seed: 1, plan: SamplingPlan::default() }.z(i, &mut point);
            let initial = [point[PARAMETER_COUNT], point[PARAMETER_COUNT + 1]];
            Dependence::default().apply(&mut point);
            let draw = maker.draw(i);
            for id in P::all() {
                assert_eq!(
                    draw.values[id],
                    set.distribution(id).quantile(point[id.index()]),
                    "{}",
                    id.name()
                );
            }
            assert_eq!([draw.initial.business, draw.initial.public], initial);
        }
    }
}
