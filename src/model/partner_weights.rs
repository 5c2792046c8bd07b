//! How the stocks of partners are weighed: names of the weightings; [`super::foreign_stock`] has their equations.

use crate::names::named;

named! {
    /// How the stocks of partners are weighed.
    PartnerWeights {
        /// Shares in imports.
        CoeHelpman = "coe_helpman",
        /// Imports over the partner's GDP.
        LichtenbergPottelsberghe = "lichtenberg_pottelsberghe",
        /// Shares in the GDP of all partners.
        FrictionlessGravity = "frictionless_gravity",
    }
}
