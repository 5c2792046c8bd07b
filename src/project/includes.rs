//! What the growth of a bureau's baseline already holds of R&D: nothing may be counted twice.
//!
//! ```math
//! \begin{aligned}
//! \text{trend:} \quad f[t] &= \frac{S[t]}{B[t]} \\
//! \text{none:} \quad f[t] &= \frac{S[t]}{B[t]} \cdot \frac{B[t]}{H[t]}
//! \end{aligned}
//! ```
//! `S` is the scenario, `B` the baseline with its own R&D, `H` the same economy in which the volume of R&D stays what it was in
//! the last year of the data: an economy without growth from R&D, but for what earlier R&D still brings, which is the
//! bureau's. R&D over GDP and the debt ratio move by policy alone under both.

use crate::names::named;

named! {
    /// What the growth of a bureau's baseline holds of R&D.
    BaselineIncludes {
        /// It holds what the R&D of its own baseline brings, as a productivity trend of the past does: the table moves by what
        /// policy changes, and by nothing else.
        Trend = "trend",
        /// It holds no growth from R&D at all: the table moves by what the R&D of the baseline adds to constant R&D, and by what
        /// policy changes.
        None = "none",
    }
}

impl BaselineIncludes {
    /// What it means, for a reader of the results.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Trend => {
                "the baseline's growth is taken to hold what its own R&D brings, as a trend of past productivity does; the table \
                 moves by what policy changes, and by nothing else: scenario over baseline"
            }
            Self::None => {
                "the baseline's growth is taken to hold nothing of R&D; the table moves by what the baseline's own R&D adds to an \
                 economy in which the volume of R&D stays that of the last observation, which is no effect of policy, and by what policy changes; \
                 the two are shown apart, and the difference from the baseline is both together; R&D over GDP and the debt ratio \
                 move by policy alone"
            }
        }
    }
}
