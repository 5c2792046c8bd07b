//! Discount rates that official guidelines prescribe: one row a guideline and vintage, with its dates and source.

use super::rate::RateUntil;

/// A preset as it stands in the table.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Preset {
    /// Name.
    pub name: &'static str,
    /// Rates by years after the first.
    pub rates: &'static [RateUntil],
    /// Rates that the guideline has for other cases, printed beside.
    pub beside: &'static [f64],
    /// Excess burden of public money that replaces that of taxes.
    pub public_money_burden: f64,
    /// When it came into force, as far as known.
    pub valid_from: &'static str,
    /// Where it was read.
    pub source: &'static str,
    /// Evidence: `A` the guideline itself, `B` a page about it, `C` memory.
    pub grade: &'static str,
    /// When the source was last looked at.
    pub last_checked: &'static str,
}

const fn until(year: u32, rate: f64) -> RateUntil {
    RateUntil { until: Some(year), rate }
}

const fn after(rate: f64) -> RateUntil {
    RateUntil { until: None, rate }
}

const UK_SOURCE: &str = "gov.uk, TAG data book and Green Book, 16 April 2026";

/// The presets. A new guideline is a new row: an old one stays, for analyses of its time.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: "nl_2021",
        rates: &[after(0.0225)],
        beside: &[0.016, 0.029],
        public_money_burden: 0.0,
        valid_from: "2021-01-01",
        source: "rwseconomie.nl/discontovoet: 2.25% flat; 1.6% (fixed, sunk costs) and 2.9% (strongly non-linear benefits) are \
                 exceptions, not read at the source; no later vintage known",
        grade: "B",
        last_checked: "2026-11",
    },
    Preset {
        name: "nl_2016",
        rates: &[after(0.03)],
        beside: &[0.045],
        public_money_burden: 0.0,
        valid_from: "2016-04-01",
        source: "rwseconomie.nl: 3%; 4.5% for physical investment",
        grade: "B",
        last_checked: "2026-11",
    },
    Preset {
        name: "nl_1995",
        rates: &[after(0.04)],
        beside: &[],
        public_money_burden: 0.0,
        valid_from: "1995",
        source: "esb.nu: 4%",
        grade: "B",
        last_checked: "2026-11",
    },
    Preset {
        name: "uk_green_book_2026",
        rates: &[
            until(30, 0.035),
            until(75, 0.03),
            until(125, 0.025),
            until(200, 0.02),
            until(300, 0.015),
            after(0.01),
        ],
        beside: &[],
        public_money_burden: 0.0,
        valid_from: "2026-04-16",
        source: UK_SOURCE,
        grade: "A",
        last_checked: "2026-11",
    },
    Preset {
        name: "uk_green_book_2026_sensitivity",
        rates: &[
            until(30, 0.03),
            until(75, 0.0257),
            until(125, 0.0214),
            until(200, 0.0171),
            until(300, 0.0129),
            after(0.0086),
        ],
        beside: &[],
        public_money_burden: 0.0,
        valid_from: "2026-04-16",
        source: UK_SOURCE,
        grade: "A",
        last_checked: "2026-11",
    },
    Preset {
        name: "uk_green_book_2026_health",
        rates: &[
            until(30, 0.015),
            until(75, 0.0129),
            until(125, 0.0107),
            until(200, 0.0086),
            until(300, 0.0064),
            after(0.0043),
        ],
        beside: &[],
        public_money_burden: 0.0,
        valid_from: "2026-04-16",
        source: UK_SOURCE,
        grade: "A",
        last_checked: "2026-11",
    },
    Preset {
        name: "us_omb_1992",
        rates: &[after(0.07)],
        beside: &[],
        public_money_burden: 0.25,
        valid_from: "1992",
        source: "OMB Circular A-94 of 1992: 7% (from memory), public costs times 1.25 (studylib 8663061)",
        grade: "C",
        last_checked: "2026-11",
    },
];
