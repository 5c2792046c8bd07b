//! The figures of a draw: what each action adds to each outcome of a year, what all of them add, and when that is largest.
//!
//! With `D(S)` the deviation of an outcome from the baseline with the measures of the actions in `S`, beside those that carry no
//! action, the package is `D(N) - D(\varnothing)`, and the shares are those of Shapley over `D`. The course of the effect on GDP
//! is that of `ln(Y(N)/Y(\varnothing))`.

use super::shapley::{shares, weights};
use crate::ensemble::Outcomes;
use crate::scalar::{LANES, Lanes, Scalar};
use crate::simulate::{Course, NOT_REACHED, Variable};

/// The outcomes that are attributed.
pub const OUTCOMES: [Variable; 3] = [Variable::RdIntensity, Variable::Gdp, Variable::DebtRatio];

/// What is kept of every run: where no R&D is left in a year, the price of research is no number in that year, and GDP only in the
/// next. A draw is then dropped as in a run.
pub(super) const KEPT: [Variable; 4] =
    [Variable::RdIntensity, Variable::Gdp, Variable::DebtRatio, Variable::ResearchPrice];

/// In the place of a year that is not reached: no figure comes near.
pub(super) const NEVER: f64 = 1e90;

/// What a figure is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// All actions together.
    Package,
    /// What carries no action: measures, targets, foreign R&D.
    Others,
    /// An action, by its place among those that have measures.
    Share(usize),
}

/// Which figures are made of the outcomes of a draw, and where each stands.
#[derive(Clone, Debug)]
pub(super) struct FigurePlan {
    /// Number of the year of the outcomes, from the last observation.
    position: usize,
    first_year: i32,
    /// By size of a subset.
    weights: Vec<f64>,
}

impl FigurePlan {
    pub(super) fn new(players: usize, first_year: i32, position: usize) -> Self {
        Self { position, first_year, weights: weights(players) }
    }

    fn players(&self) -> usize {
        self.weights.len()
    }

    /// Number of figures.
    pub(super) fn count(&self) -> usize {
        self.half_year() + 1
    }

    /// The place of an outcome, by its place in [`OUTCOMES`].
    pub(super) fn place(&self, outcome: usize, of: Of) -> usize {
        let within = match of {
            Of::Package => 0,
            Of::Others => 1,
            Of::Share(player) => 2 + player,
        };
        outcome * (self.players() + 2) + within
    }

    /// The place of the year of the peak.
    pub(super) fn peak_year(&self) -> usize {
        OUTCOMES.len() * (self.players() + 2)
    }

    /// The place of the year in which the effect has halved.
    pub(super) fn half_year(&self) -> usize {
        self.peak_year() + 1
    }

    /// Writes the figures of a lane group; `subsets` are by number, bit `i` being action `i`.
    pub(super) fn write(&self, subsets: &[Outcomes<'_>], figures: &mut [[f64; LANES]]) {
        for (place, outcome) in OUTCOMES.iter().enumerate() {
            let deviation = |subset: &Outcomes<'_>| {
                let mut lanes = [0.0; LANES];
                outcome.deviation(subset.levels(*outcome, self.position)).store(&mut lanes);
                lanes
            };
            let deviations: Vec<[f64; LANES]> = subsets.iter().map(deviation).collect();
            for lane in 0..LANES {
                let values: Vec<f64> = deviations.iter().map(|lanes| lanes[lane]).collect();
                let (none, all) = (values[0], values[values.len() - 1]);
                figures[self.place(place, Of::Package)][lane] = all - none;
                figures[self.place(place, Of::Others)][lane] = none;
                for (player, share) in shares(&self.weights, &values).into_iter().enumerate() {
                    figures[self.place(place, Of::Share(player))][lane] = share;
                }
            }
        }
        let (Some(none), Some(all)) = (subsets.first(), subsets.last()) else { return };
        let [peak, half] = self.years(none, all);
        figures[self.peak_year()] = peak;
        figures[self.half_year()] = half;
    }

    /// The years of the peak of what all actions add to GDP, and of half of it.
    fn years(&self, none: &Outcomes<'_>, all: &Outcomes<'_>) -> [[f64; LANES]; 2] {
        let mut course = Course::<Lanes>::new();
        for t in 0..none.years().min(all.years()) {
            let log = |outcomes: &Outcomes<'_>| {
                let gdp = outcomes.levels(Variable::Gdp, t);
                (gdp.scenario / gdp.baseline).ln()
            };
            course.observe(t, log(all) - log(none));
        }
        [course.peak(), course.half()].map(|number| {
            let mut lanes = [0.0; LANES];
            number.store(&mut lanes);
            lanes.map(|number| if number < NOT_REACHED { f64::from(self.first_year) + number } else { NEVER })
        })
    }
}
