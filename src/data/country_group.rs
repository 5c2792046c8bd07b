//! Groups of countries, by which results across countries are shown.

use crate::names::named;

/// The OECD countries of Guellec and van Pottelsberghe 2001 (1980-98), as far as is known: the list was not read again.
pub const OECD_16: [&str; 16] = [
    "AUS", "BEL", "CAN", "DEU", "DNK", "ESP", "FIN", "FRA", "GBR", "IRL", "ITA", "JPN", "NLD", "NOR", "SWE",
    "USA",
];

named! {
    /// A group of countries.
    CountryGroup {
        /// All that have the data.
        All = "all",
        /// The sixteen OECD countries of Guellec and van Pottelsberghe.
        Oecd16 = "oecd_16",
        /// All others: smaller, younger or catching up, with productivity that moves more.
        Others = "others",
    }
}

impl CountryGroup {
    /// Whether a country belongs to the group.
    #[must_use]
    pub fn has(self, country: &str) -> bool {
        match self {
            Self::All => true,
            Self::Oecd16 => OECD_16.contains(&country),
            Self::Others => !OECD_16.contains(&country),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_in_one_of_the_two_groups() {
        for country in OECD_16.into_iter().chain(["EST", "KOR"]) {
            assert!(CountryGroup::All.has(country));
            assert_ne!(CountryGroup::Oecd16.has(country), CountryGroup::Others.has(country));
        }
        assert!(CountryGroup::Oecd16.has("NLD") && CountryGroup::Others.has("EST"));
    }
}
