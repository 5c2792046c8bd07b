//! The 3% R&D action plan: the arithmetic of the letter that announced it ([`letter`]), and its nine actions: what is known of each,
//! and what each adds to the effect of a package of them.
//!
//! ```math
//! \varphi_i = \sum_{S \subseteq N \setminus i} \frac{|S|! \, (n - |S| - 1)!}{n!} \bigl( v(S \cup i) - v(S) \bigr), \qquad \sum_i \varphi_i = v(N) - v(\varnothing)
//! ```
//! A [`Package`] is an experiment whose measures carry actions; `v(S)` is what it comes to with the measures of the actions in
//! `S` alone, beside those that carry none. [`Attribution`] has the Shapley shares `\varphi_i` draw by draw, and pooled as other
//! results; [`shapley_values`] is usable alone. [`ActionTable`] holds what is known of the actions themselves.

mod action_table;
mod attribution;
mod drawing;
mod error;
pub mod letter;
mod outcomes;
mod package;
mod shapley;

pub use crate::data::Date;
pub use action_table::{Action, ActionMoney, ActionStatus, ActionTable, MoneyUnit, Track};
pub use attribution::Attribution;
pub use error::PackageError;
pub use outcomes::OUTCOMES;
pub use package::Package;
pub use shapley::{MAX_PLAYERS, TooManyPlayers, shapley_values};
