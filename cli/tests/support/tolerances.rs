//! How far numbers of documents and pictures may be apart, and why so far.

/// Half of the fourth decimal, to which pictures round, and a little for its own rounding.
pub(crate) const FOUR_DECIMALS: f64 = 0.5001e-4;
/// A mean over draws that were written with all their digits, summed in another order.
pub(crate) const SUM_OF_DRAWS: f64 = 1e-9;
/// A number that JSON is read back to: the reader of the tests is fast, and may miss the last bit.
pub(crate) const LAST_BIT_READ: f64 = 4.5e-16;
/// An estimate in the documentation, to its last digit.
pub(crate) const LAST_DIGIT_SHOWN: f64 = 1e-4;
/// The same of least squares.
pub(crate) const LAST_DIGIT_OF_LEAST_SQUARES: f64 = 1e-3;
