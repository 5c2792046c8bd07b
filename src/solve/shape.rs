//! The shape of a path of money over the years.

use crate::names::named;

named! {
    /// The shape of a path of money.
    PathShape {
        /// As the measures say it, with their own paths, ramps and years.
        AsGiven = "as_given",
        /// The same amount from the first year on.
        Level = "level",
        /// Linear from the first year to the year of the goal, held after it.
        Ramp = "ramp",
    }
}
