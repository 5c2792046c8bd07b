//! Codes and names of countries: Eurostat's two letters, ISO 3166 alpha-3, and the name in English.

const COUNTRIES: [(&str, &str, &str); 51] = [
    ("AR", "ARG", "Argentina"),
    ("AT", "AUT", "Austria"),
    ("AU", "AUS", "Australia"),
    ("BE", "BEL", "Belgium"),
    ("BG", "BGR", "Bulgaria"),
    ("BR", "BRA", "Brazil"),
    ("CA", "CAN", "Canada"),
    ("CH", "CHE", "Switzerland"),
    ("CL", "CHL", "Chile"),
    ("CN", "CHN", "China"),
    ("CO", "COL", "Colombia"),
    ("CR", "CRI", "Costa Rica"),
    ("CY", "CYP", "Cyprus"),
    ("CZ", "CZE", "Czechia"),
    ("DE", "DEU", "Germany"),
    ("DK", "DNK", "Denmark"),
    ("EE", "EST", "Estonia"),
    ("EL", "GRC", "Greece"),
    ("ES", "ESP", "Spain"),
    ("FI", "FIN", "Finland"),
    ("FR", "FRA", "France"),
    ("HR", "HRV", "Croatia"),
    ("HU", "HUN", "Hungary"),
    ("IE", "IRL", "Ireland"),
    ("IL", "ISR", "Israel"),
    ("IS", "ISL", "Iceland"),
    ("IT", "ITA", "Italy"),
    ("JP", "JPN", "Japan"),
    ("KR", "KOR", "South Korea"),
    ("LT", "LTU", "Lithuania"),
    ("LU", "LUX", "Luxembourg"),
    ("LV", "LVA", "Latvia"),
    ("MT", "MLT", "Malta"),
    ("MX", "MEX", "Mexico"),
    ("NL", "NLD", "Netherlands"),
    ("NO", "NOR", "Norway"),
    ("NZ", "NZL", "New Zealand"),
    ("PL", "POL", "Poland"),
    ("PT", "PRT", "Portugal"),
    ("RO", "ROU", "Romania"),
    ("RS", "SRB", "Serbia"),
    ("RU", "RUS", "Russia"),
    ("SE", "SWE", "Sweden"),
    ("SG", "SGP", "Singapore"),
    ("SI", "SVN", "Slovenia"),
    ("SK", "SVK", "Slovakia"),
    ("TR", "TUR", "T\u{fc}rkiye"),
    ("TW", "TWN", "Chinese Taipei"),
    ("UK", "GBR", "United Kingdom"),
    ("US", "USA", "United States"),
    ("ZA", "ZAF", "South Africa"),
];

/// The code of ISO 3166 alpha-3 of a code or a name; none for groups of countries and what is not known.
pub(in super::super) fn iso3(text: &str) -> Option<&'static str> {
    // "Germany (until 1990 former territory of the FRG)".
    let text = text.split(" (").next().unwrap_or(text).trim();
    let text = if text == "GR" {
        "EL"
    } else if text == "GB" {
        "UK"
    } else {
        text
    };
    COUNTRIES
        .iter()
        .find(|(two, three, name)| [*two, *three, *name].contains(&text))
        .map(|(_, three, _)| *three)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_known_and_groups_are_not() {
        for (text, code) in [
            ("NL", "NLD"),
            ("EL", "GRC"),
            ("UK", "GBR"),
            ("GB", "GBR"),
            ("NLD", "NLD"),
            ("Germany (until 1990)", "DEU"),
        ] {
            assert_eq!(iso3(text), Some(code));
        }
        assert_eq!((iso3("EU27_2020"), iso3("OECD"), iso3("")), (None, None, None));
        // Every country of the embedded data.
        #[cfg(feature = "panel")]
        for economy in crate::data::Panel::embedded().unwrap().economies() {
            assert_eq!(iso3(&economy.country), Some(economy.country.as_str()));
        }
    }
}
