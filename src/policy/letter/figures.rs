//! The figures of the letter that no table of R&D holds, and those that nothing here can compute.
//!
//! Source of all: Minister of Economic Affairs, letter to parliament on the 3% R&D action plan, 11 July 2025.

use super::check::{Between, LetterCheck};

/// The target: R&D over GDP in 2030, percent.
pub(super) const TARGET: f64 = 3.0;

/// Business sector's taxes, premiums and other payments in 2024 (PwC), billion euro; "about a quarter" of all of them.
pub(super) const BUSINESS_TAXES: f64 = 110.0;

/// "About a quarter": anything that is nearer to it than to a fifth or to three tenths.
pub(super) const A_QUARTER: [f64; 2] = [22.5, 27.5];

/// R&D of ASML in 2023, billion euro.
pub(super) const ASML: f64 = 3.0;

/// Extra technicians of the microchip talent plan.
pub(super) const TECHNICIANS: f64 = 38_000.0;

/// Institutional capital for R&D-intensive firms by 2030, billion euro.
pub(super) const INSTITUTIONAL_CAPITAL: f64 = 3.0;

/// R&D over GDP elsewhere in 2023, percent, with the digits that the letter prints.
#[cfg(feature = "panel")]
pub(super) const ELSEWHERE: [(&str, f64, u32); 10] = [
    ("DEU", 3.1, 1),
    ("AUT", 3.3, 1),
    ("BEL", 3.3, 1),
    ("SWE", 3.6, 1),
    ("SVN", 2.1, 1),
    ("CZE", 1.8, 1),
    ("KOR", 5.0, 0),
    ("JPN", 3.4, 1),
    ("USA", 3.5, 1),
    ("CHN", 2.6, 1),
];

/// What the letter says and nothing here can compute.
pub(super) fn not_computed() -> Vec<LetterCheck> {
    let no = |figure: &str, unit, low, high, why: &str| {
        LetterCheck::new(figure, unit, Between::new(low, high)).because(format!("not computed: {why}"))
    };
    vec![
        no(
            "possible multiplier of ETCI 1.0",
            "euro a euro",
            4.0,
            7.0,
            "a multiple of capital that is brought together, not an effect on R&D; no source was read",
        ),
        no("users of the WBSO a year", "users", 20_000.0, 20_000.0, "no series of users is in the data"),
        no(
            "technology's share of students, hbo and wo, 2019-2023",
            "%",
            21.0,
            26.0,
            "no series of students by field is in the data",
        ),
        no(
            "science and engineering graduates, Netherlands and European average",
            "a thousand inhabitants of 20 to 29",
            15.4,
            23.0,
            "no series of graduates by field is in the data",
        ),
        no("rank in the World Competitiveness Ranking, 2025", "rank", 10.0, 10.0, "a rank of others"),
        no("rank in the Global Innovation Index, 2024", "rank", 8.0, 8.0, "a rank of others"),
    ]
}
