//! A bureau's projection with the effect of R&D and education in it: its own table back, moved draw by draw.
//!
//! A [`ProjectionTable`] holds what a bureau projects, by column and year; [`ProjectionTable::baseline`] makes a baseline of
//! it, beside which an [`Experiment`](crate::Experiment) runs a scenario; a [`Projection`] moves every column that the model
//! has something to say of:
//!
//! ```math
//! \begin{aligned}
//! X^1[t] &= X[t]\, u[t]\, f[t] && \text{a level} \\
//! 1 + g^1[t] &= (1 + g[t])\, \frac{u[t] f[t]}{u[t-1] f[t-1]} && \text{growth} \\
//! q^1[t] &= q[t] + (Q^1[t] - \bar Q^0[t]) && \text{R\&D over GDP} \\
//! d^1[t] &= \frac{d[t] + x[t]}{f_Y[t]} && \text{debt over GDP}
//! \end{aligned}
//! ```
//! `f` is the model's scenario over its baseline in the same draw, `u` that baseline over its central path (one where the
//! level of the baseline is certain), `x` the extra debt over baseline GDP. What the bureau projects is the path at which
//! `u = f = 1`. What the growth in its baseline already holds says [`BaselineIncludes`].

mod column;
mod draws;
mod error;
mod includes;
mod moved;
mod period;
mod projection;
mod table;

pub use column::ProjectedVariable;
pub use error::ProjectionError;
pub use includes::BaselineIncludes;
pub use moved::{MovedCell, MovedColumn, ProjectedTable};
pub use period::Period;
pub use projection::Projection;
pub use table::{ProjectionColumn, ProjectionTable};
