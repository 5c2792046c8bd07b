//! The model card: what the Commission's register of policy models and the AQuA Book ask of a model, answered from what the
//! commands of this one say ([`Card`]).
//!
//! [`CardEvidence`] runs the commands in process; a [`CardField`] is a question with its answer, the figures behind it and the
//! command that gives them. A figure that a command can give stands nowhere in the texts. "No" is a normal answer. There is no
//! card where a published result is not reproduced.

#[allow(clippy::module_inception, reason = "the concept has the name of the folder")]
mod card;
mod error;
mod evidence;
mod field;
mod register;
mod rigour;
mod scope;

pub use card::Card;
pub use error::CardError;
pub use evidence::CardEvidence;
pub use field::{Answer, CardField};
