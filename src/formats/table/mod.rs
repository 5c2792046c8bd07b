//! Tables that people make: what is read of them before their series mean anything.
//!
//! One concept a file: how the bytes are text ([`text`]), which way a table lies ([`layout`]), how numbers are written
//! ([`number`], [`notation`]), what stands beside a number ([`cell`]), how years are written ([`period`]) and what a unit says
//! ([`unit`]). Then what the numbers say together: jumps from year to year ([`jump`]) and sums ([`consistency`]), each a [`finding`].
//! Nothing is guessed: what can be read in two ways is refused with both, and what is converted is said.

pub(super) mod cell;
pub(super) mod consistency;
pub(super) mod finding;
pub(super) mod jump;
pub(super) mod layout;
pub(super) mod notation;
pub(super) mod number;
pub(super) mod period;
pub(super) mod text;
pub(super) mod unit;
mod unit_words;
