//! What is found about a value of the user's when it is held against others.

use crate::data::SeriesName;

/// Something about a value that is wrong, or that a reader of results should know.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Finding {
    pub(in super::super) name: SeriesName,
    pub(in super::super) year: i32,
    pub(in super::super) found: String,
    pub(in super::super) expected: String,
    /// Whether it cannot be; else it is a remark.
    pub(in super::super) refused: bool,
}
