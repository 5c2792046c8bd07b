//! Names of countries in the languages of pages, by their codes of ISO 3166 alpha-3.

use super::language::Language;

const NAMES: [(&str, &str, &str); 46] = [
    ("ARG", "Argentina", "Argentinië"),
    ("AUS", "Australia", "Australië"),
    ("AUT", "Austria", "Oostenrijk"),
    ("BEL", "Belgium", "België"),
    ("BGR", "Bulgaria", "Bulgarije"),
    ("CAN", "Canada", "Canada"),
    ("CHE", "Switzerland", "Zwitserland"),
    ("CHL", "Chile", "Chili"),
    ("CHN", "China", "China"),
    ("COL", "Colombia", "Colombia"),
    ("CRI", "Costa Rica", "Costa Rica"),
    ("CZE", "Czechia", "Tsjechië"),
    ("DEU", "Germany", "Duitsland"),
    ("DNK", "Denmark", "Denemarken"),
    ("ESP", "Spain", "Spanje"),
    ("EST", "Estonia", "Estland"),
    ("FIN", "Finland", "Finland"),
    ("FRA", "France", "Frankrijk"),
    ("GBR", "United Kingdom", "Verenigd Koninkrijk"),
    ("GRC", "Greece", "Griekenland"),
    ("HRV", "Croatia", "Kroatië"),
    ("HUN", "Hungary", "Hongarije"),
    ("IRL", "Ireland", "Ierland"),
    ("ISL", "Iceland", "IJsland"),
    ("ISR", "Israel", "Israël"),
    ("ITA", "Italy", "Italië"),
    ("JPN", "Japan", "Japan"),
    ("KOR", "South Korea", "Zuid-Korea"),
    ("LTU", "Lithuania", "Litouwen"),
    ("LUX", "Luxembourg", "Luxemburg"),
    ("LVA", "Latvia", "Letland"),
    ("MEX", "Mexico", "Mexico"),
    ("NLD", "Netherlands", "Nederland"),
    ("NOR", "Norway", "Noorwegen"),
    ("NZL", "New Zealand", "Nieuw-Zeeland"),
    ("POL", "Poland", "Polen"),
    ("PRT", "Portugal", "Portugal"),
    ("ROU", "Romania", "Roemenië"),
    ("RUS", "Russia", "Rusland"),
    ("SGP", "Singapore", "Singapore"),
    ("SVK", "Slovakia", "Slowakije"),
    ("SVN", "Slovenia", "Slovenië"),
    ("SWE", "Sweden", "Zweden"),
    ("TUR", "Türkiye", "Turkije"),
    ("USA", "United States", "Verenigde Staten"),
    ("ZAF", "South Africa", "Zuid-Afrika"),
];

/// The name of a country; its code where the table does not have it.
pub(super) fn country_name(code: &str, language: Language) -> String {
    let found = NAMES.iter().find(|(known, _, _)| *known == code);
    found.map_or(code, |(_, english, dutch)| language.of(english, dutch)).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Panel;

    #[test]
    fn every_country_of_the_panel_has_a_name() {
        for economy in Panel::embedded().unwrap().economies() {
            for language in Language::ALL {
                assert_ne!(country_name(&economy.country, *language), economy.country);
            }
        }
        assert_eq!(country_name("CRI", Language::Nl), "Costa Rica");
        assert_eq!(country_name("XXX", Language::Nl), "XXX");
    }
}
