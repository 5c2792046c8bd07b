//! Paired differences of scenarios whose draws do not fit in memory together: all scenarios are drawn a batch at a time, in
//! lock step, and every batch goes into the counts of every pair. The values around wanted ranks are kept, or taken when
//! the draws are simulated a second time, as for one ensemble.

use super::super::drawn_as::DrawnAs;
use super::super::ensemble::Ensemble;
use super::super::error::EnsembleError;
use super::super::pooling::Scope;
use super::super::settings::Settings;
use super::super::structure_draws::StructureDraws;
use super::super::threads::Threads;
use super::super::tiles::Sampler;
use super::common_draws::{CommonDraws, Side, differences};
use super::difference::{
    PairedDifference, by_scope, cells, check_draws, check_questions, check_structures, count_pairs, groups,
    paired_structures, pairs, scopes, variables,
};
use super::error::PairError;
use crate::simulate::{Experiment, Variable, Year};
use crate::statistics::{CountedValues, DrawnDistribution, DrawnValues, KeptValues, Questions, SecondLook};

/// The part of the limit that a batch of draws takes, and that the values that are kept take.
const BATCH: u64 = 4;
const KEPT: u64 = 3;

/// The draws in common by pair and structure.
type CommonByPair = [Vec<CommonDraws>];

/// A variable in a year of a pair, with what is known of it by scope.
struct Cell<T> {
    pair: usize,
    variable: Variable,
    year: usize,
    by_scope: Vec<(Scope, T)>,
}

/// Scenarios that are drawn in lock step.
struct LockStep<'a> {
    samplers: Vec<Sampler<'a>>,
    members: Vec<Vec<StructureDraws>>,
    centres: Vec<Vec<Year<f64>>>,
    threads: Threads,
    batch: usize,
    count: usize,
}

impl PairedDifference {
    /// The differences of every pair of scenarios, first with second, first with third, and so on, in bounded memory: the
    /// draws are made a batch at a time, and a second time where there is no room for what lies around the quantiles. The
    /// same bits as [`Self::of`] of their ensembles. `progress` gets draws that are done, and how many there will be.
    ///
    /// # Errors
    /// [`PairError`].
    pub fn draw(
        experiments: &[&Experiment],
        settings: &Settings,
        questions: &Questions,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Vec<Self>, PairError> {
        check_questions(questions)?;
        if settings.draws == 0 {
            return at_centres(experiments, settings, questions);
        }
        let mut drawn = LockStep::new(experiments, settings)?;
        let pairs = pairs(experiments.len());
        let Some(first_year) = drawn.samplers.first().map(Sampler::first_year) else {
            return Ok(Vec::new());
        };
        for (first, second) in &pairs {
            let as_drawn = |i: &usize| DrawnAs::new(experiments[*i], settings);
            check_draws([&as_drawn(first), &as_drawn(second)])?;
            check_structures([&drawn.members[*first], &drawn.members[*second]])?;
        }
        let scopes = scopes(&drawn.members[0], settings.by_structure);
        let keeps = keeps_values(&drawn, &pairs, &scopes, settings);
        let mut counted = drawn.cells(&pairs, |pair| {
            let members = &drawn.members[pair.0];
            scopes
                .iter()
                .map(|scope| (*scope, nothing(*scope, members, drawn.count, keeps, questions)))
                .collect()
        });
        let mut structures = vec![paired_structures(&drawn.members[0]); pairs.len()];
        let (total, times) = (drawn.count as u64, if keeps { 1 } else { 2 });
        drawn.each_batch(&pairs, &mut |drawn, common, done| {
            structures.iter_mut().zip(common).for_each(|(pair, common)| count_pairs(pair, common));
            drawn.threads.each(&mut counted, |cell| {
                drawn.values(&pairs, common, cell, |counted, values| counted.count(values));
            });
            progress(done, times * total);
        })?;
        let looks = looks(&drawn, &pairs, counted, questions);
        let mut results = finish(&mut drawn, &pairs, looks, settings, &mut |done| {
            progress(total + done, 2 * total);
        })?;
        let difference = |(pair, structures): (usize, _)| {
            let variables = drawn.variables(pairs[pair]);
            let years = drawn.years(pairs[pair]);
            let by_cell = results.remove(0);
            let results = by_scope(&scopes, &variables, years, by_cell);
            Self { first_year, structures, by_structure: settings.by_structure, results }
        };
        Ok(structures.into_iter().enumerate().map(difference).collect())
    }
}

/// The differences of check runs, which are one path a structure.
fn at_centres(
    experiments: &[&Experiment],
    settings: &Settings,
    questions: &Questions,
) -> Result<Vec<PairedDifference>, PairError> {
    let draw = |(position, experiment): (usize, &&Experiment)| {
        Ensemble::draw(experiment, settings).map_err(|error| PairError::Ensemble { position, error })
    };
    let ensembles = experiments.iter().enumerate().map(draw).collect::<Result<Vec<_>, _>>()?;
    let pairs = pairs(ensembles.len()).into_iter();
    pairs.map(|(a, b)| PairedDifference::of(&ensembles[a], &ensembles[b], questions)).collect()
}

/// What has yet to be taken of the values that were counted.
fn looks(
    drawn: &LockStep<'_>,
    pairs: &[(usize, usize)],
    counted: Vec<Cell<CountedValues>>,
    questions: &Questions,
) -> Vec<Cell<SecondLook>> {
    drawn.threads.turn(counted, |cell| {
        let members = &drawn.members[pairs[cell.pair].0];
        let look = |(scope, counted): (Scope, CountedValues)| {
            (scope, counted.second_pass(&scope.weights(members), questions))
        };
        let by_scope = cell.by_scope.into_iter().map(look).collect();
        Cell { pair: cell.pair, variable: cell.variable, year: cell.year, by_scope }
    })
}

/// Counts of nothing yet.
fn nothing(
    scope: Scope,
    members: &[StructureDraws],
    draws: usize,
    keeps: bool,
    questions: &Questions,
) -> CountedValues {
    let weights = scope.weights(members);
    if keeps {
        CountedValues::keeping_values(weights, draws, questions)
    } else {
        CountedValues::new(weights, questions)
    }
}

/// Whether there is room for the values around the wanted ranks of all results.
fn keeps_values(
    drawn: &LockStep<'_>,
    pairs: &[(usize, usize)],
    scopes: &[Scope],
    settings: &Settings,
) -> bool {
    let a_cell = |(first, _): &(usize, usize)| -> u64 {
        let groups = scopes.iter().map(|scope| scope.weights(&drawn.members[*first]).len());
        groups.map(|groups| KeptValues::bytes(groups, drawn.count)).sum()
    };
    let of_pair =
        |pair: &(usize, usize)| a_cell(pair) * (drawn.variables(*pair).len() * drawn.years(*pair)) as u64;
    pairs.iter().map(of_pair).sum::<u64>() <= settings.memory / KEPT
}

/// Takes what has yet to be taken, as much at a time as there is room for, and gives the results by pair and cell.
fn finish(
    drawn: &mut LockStep<'_>,
    pairs: &[(usize, usize)],
    mut looks: Vec<Cell<SecondLook>>,
    settings: &Settings,
    progress: &mut dyn FnMut(u64),
) -> Result<Vec<Vec<Vec<DrawnDistribution>>>, PairError> {
    let limit = usize::try_from(settings.memory / KEPT).unwrap_or(usize::MAX);
    let bytes = |cell: &Cell<SecondLook>| cell.by_scope.iter().map(|(_, look)| look.bytes()).sum::<usize>();
    let mut results = vec![Vec::new(); pairs.len()];
    while !looks.is_empty() {
        let mut sum = 0;
        let fit = looks.iter().take_while(|cell| {
            sum += bytes(cell);
            sum <= limit
        });
        let fit = fit.count().clamp(1, looks.len());
        let rest = looks.split_off(fit);
        let mut now = std::mem::replace(&mut looks, rest);
        if now.iter().any(|cell| bytes(cell) > 0) {
            drawn.each_batch(pairs, &mut |drawn, common, done| {
                drawn.threads.each(&mut now, |cell| {
                    drawn.values(pairs, common, cell, |look, values| look.take(values));
                });
                progress(done);
            })?;
        }
        let finished = drawn.threads.turn(now, |cell| {
            let distributions = cell.by_scope.into_iter().map(|(_, look)| look.finish());
            (cell.pair, distributions.collect::<Vec<_>>())
        });
        finished.into_iter().for_each(|(pair, distributions)| results[pair].push(distributions));
    }
    Ok(results)
}

impl<'a> LockStep<'a> {
    fn new(experiments: &[&'a Experiment], settings: &'a Settings) -> Result<Self, PairError> {
        let failed = |position| move |error| PairError::Ensemble { position, error };
        let samplers = experiments.iter().enumerate();
        let samplers = samplers.map(|(i, experiment)| Sampler::new(experiment, settings).map_err(failed(i)));
        let samplers = samplers.collect::<Result<Vec<Sampler<'a>>, PairError>>()?;
        let mut members: Vec<Vec<StructureDraws>> = samplers.iter().map(Sampler::members).collect();
        let bytes: u64 = samplers.iter().zip(&members).map(|(s, members)| s.bytes_per_draw(members)).sum();
        let batch = samplers.first().map_or(0, |s| s.batch_of(bytes, settings.memory / BATCH));
        members.iter_mut().enumerate().try_for_each(|(position, members)| {
            members.iter_mut().try_for_each(|member| member.make_room(batch)).map_err(failed(position))
        })?;
        Ok(Self {
            count: samplers.first().map_or(0, Sampler::count),
            centres: samplers.iter().map(Sampler::centre).collect(),
            threads: Threads::new(settings.threads).map_err(failed(0))?,
            samplers,
            members,
            batch,
        })
    }

    fn sides(&self, (first, second): (usize, usize)) -> [Side<'_>; 2] {
        [first, second].map(|i| Side { members: &self.members[i], centre: &self.centres[i] })
    }

    fn years(&self, (first, second): (usize, usize)) -> usize {
        self.centres[first].len().min(self.centres[second].len())
    }

    fn variables(&self, (first, second): (usize, usize)) -> Vec<Variable> {
        variables(&self.members[first], &self.members[second])
    }

    /// Every variable in every year of every pair.
    fn cells<T>(
        &self,
        pairs: &[(usize, usize)],
        of: impl Fn((usize, usize)) -> Vec<(Scope, T)>,
    ) -> Vec<Cell<T>> {
        let of_pair = |(pair, scenarios): (usize, &(usize, usize))| {
            let cells = cells(&self.variables(*scenarios), self.years(*scenarios)).into_iter();
            let cell = |(variable, year)| Cell { pair, variable, year, by_scope: of(*scenarios) };
            cells.map(cell).collect::<Vec<_>>()
        };
        pairs.iter().enumerate().flat_map(of_pair).collect()
    }

    /// Draws all scenarios a batch at a time; `take` finds the batch in the members, the draws in common by pair and
    /// structure, and how many draws are done with it.
    fn each_batch(
        &mut self,
        pairs: &[(usize, usize)],
        take: &mut dyn FnMut(&Self, &CommonByPair, u64),
    ) -> Result<(), PairError> {
        for member in self.members.iter_mut().flatten() {
            (member.kept, member.dropped, member.not_finite) = (0, 0, 0);
        }
        for start in (0..self.count).step_by(self.batch.max(1)) {
            let end = self.count.min(start + self.batch);
            for (sampler, members) in self.samplers.iter().zip(&mut self.members) {
                members.iter_mut().for_each(StructureDraws::forget);
                sampler.fill(members, start, end, &self.threads, &mut |_, _| ());
            }
            let common: Vec<Vec<CommonDraws>> =
                pairs.iter().map(|pair| CommonDraws::by_structure(self.sides(*pair))).collect();
            take(self, &common, end as u64);
        }
        let failed = |position| move |error: EnsembleError| PairError::Ensemble { position, error };
        let mut drawn = self.samplers.iter().zip(&self.members).enumerate();
        drawn.try_for_each(|(i, (sampler, members))| sampler.check_dropped(members).map_err(failed(i)))
    }

    /// Lends the values of the batch to every scope of a cell.
    fn values<T>(
        &self,
        pairs: &[(usize, usize)],
        common: &CommonByPair,
        cell: &mut Cell<T>,
        lend: impl Fn(&mut T, &[DrawnValues<'_>]),
    ) {
        let pair = pairs[cell.pair];
        let values = differences(self.sides(pair), &common[cell.pair], cell.variable, cell.year);
        for (scope, of_scope) in &mut cell.by_scope {
            let groups = groups(*scope, &self.members[pair.0], &values, &common[cell.pair]);
            let values: Vec<DrawnValues<'_>> = groups.into_iter().map(|(_, values)| values).collect();
            lend(of_scope, &values);
        }
    }
}
