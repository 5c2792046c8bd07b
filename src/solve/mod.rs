//! The public money that a goal takes: of one instrument, or of several in fixed proportions, along a path whose shape is given.
//!
//! ```math
//! G_i[t] = G_i^0[t] + x \, g_i[t], \qquad \text{find } x \in [0, \bar x] : \quad E\,[\,f(x)\,] = v \quad \text{or} \quad P\,[\,f(x) \ge v\,] = p
//! ```
//! `g` is the path as it is given, `x` its one factor, `f` what the goal is of ([`GoalVariable`]), under the same draws for every
//! `x`; $`\bar x`$ is where public money of a year comes to [`MAX_SHARE_OF_GDP`] of GDP. A [`Solve`] asks, a [`Solution`] answers.
//! Beside the mean each draw is solved by itself, to the same precision: what each draw would need is a distribution, whose
//! quantiles are the amounts that reach the goal with a given probability.

mod bracket;
mod error;
mod goal;
mod money;
mod of_draws;
mod question;
mod search;
mod sense;
mod shape;
mod solution;
#[allow(clippy::module_inception, reason = "the concept has the name of the folder")]
mod solve;

pub use error::SolveError;
pub use goal::{Goal, GoalError, GoalVariable};
pub use money::MAX_SHARE_OF_GDP;
pub use sense::Sense;
pub use shape::PathShape;
pub use solution::{Closest, NeededInStructure, NoAnswer, ProbabilityAt, Reached, Solution};
pub use solve::Solve;
