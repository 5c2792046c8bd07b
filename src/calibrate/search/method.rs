//! How parameters are fitted.

use crate::names::named;

named! {
    /// How parameters are fitted.
    Method {
        /// The data alone.
        LeastSquares = "least_squares",
        /// The mode of data and prior, on the scale of the standard normals.
        MaximumAPosteriori = "map",
        /// All of the posterior.
        Posterior = "posterior",
    }
}
