//! The 3% plan: the arithmetic of the letter that announced it.

pub mod letter;
