//! What is asked of the model, as one value: the command line and `formats::run_json` both make a [`RunRequest`], and only
//! here it becomes an [`Experiment`](crate::Experiment) with its [`Settings`](crate::Settings).
//!
//! A request is resolved: it holds the data and not the names of files, so that reading stays with who asks.

mod ask;
mod beliefs;
mod run;
mod run_request;
mod side_by_side;

pub use ask::Ask;
pub use run::{RequestError, Run};
pub use run_request::{PrecisionGoal, RunRequest};
