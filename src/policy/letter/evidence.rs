//! What studies say of the private euro that a public euro brings: the evidence that the letter's leverage stands beside.

use super::check::Between;

/// An estimate of private R&D a euro of public money.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct LeverageEvidence {
    /// Name.
    pub name: &'static str,
    /// Extra private euro a public euro, low and high.
    pub leverage: [f64; 2],
    /// Whether it is an effect, and not a ratio of what both paid.
    pub is_causal: bool,
    /// Who finds it, and where it was read.
    pub source: &'static str,
}

impl LeverageEvidence {
    /// The ends of its estimate.
    #[must_use]
    pub fn ends(&self) -> Between {
        Between::new(self.leverage[0], self.leverage[1])
    }

    /// The lowest and the highest leverage of all that is causal.
    #[must_use]
    pub fn causal_range() -> Between {
        let causal = EVIDENCE.iter().filter(|evidence| evidence.is_causal).map(Self::ends);
        let (low, high) = causal.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), ends| {
            (low.min(ends.low), high.max(ends.high))
        });
        Between::new(low, high)
    }
}

/// The estimates, from low to high.
pub const EVIDENCE: &[LeverageEvidence] = &[
    LeverageEvidence {
        name: "tax_credit",
        leverage: [-0.19, -0.19],
        is_causal: true,
        source: "SEO and Dialogic 2025 on the WBSO 2018-2022, .81 euro of R&D a euro of forgone tax, as reported by vectrix.nl",
    },
    LeverageEvidence {
        name: "civilian_public_research",
        leverage: [0.0, 0.0],
        is_causal: true,
        source: "Guellec and van Pottelsberghe 2003: firms do not respond to civilian public research (abstract)",
    },
    LeverageEvidence {
        name: "public_research_elasticity",
        leverage: [0.10, 0.18],
        is_causal: true,
        source: "TNO working paper (Poliakov and Bulavskaya), elasticity .05 to .10 of private to public R&D in the Netherlands, at the Dutch ratio of the two (derived)",
    },
    LeverageEvidence {
        name: "direct_subsidy",
        leverage: [0.70, 0.70],
        is_causal: true,
        source: "Guellec and van Pottelsberghe 2000 (OECD STI 2000/4): 1.70 of R&D for 1.00 to firms (abstract)",
    },
    LeverageEvidence {
        name: "defence_spillovers",
        leverage: [0.91, 0.91],
        is_causal: true,
        source: "Moretti, Steinwender and Van Reenen 2025, elasticity .5 at industry level (abstract), at the Dutch ratio (derived)",
    },
    LeverageEvidence {
        name: "co_financing",
        leverage: [1.79, 1.79],
        is_causal: false,
        source: "the letter, of IPCEI: what firms paid beside a public euro, indirectly and on average; not what they would not have paid without it",
    },
];
