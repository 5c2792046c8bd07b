//! Names that people use for an instrument: the schemes of the table, however they are written.

use super::instruments::Instrument;

/// A name without case, spaces and signs: `PPS-toeslag` and `pps toeslag` are one.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Instrument {
    /// The instruments that a scheme, or a word in use, stands for: none where it is not known, several for a fund that
    /// pays several kinds.
    ///
    /// ```
    /// use kennis::Instrument;
    /// assert_eq!(Instrument::with_alias("WBSO"), [Instrument::TaxCredit]);
    /// assert!(Instrument::with_alias("NGF").contains(&Instrument::PublicResearch));
    /// ```
    #[must_use]
    pub fn with_alias(name: &str) -> Vec<Self> {
        let name = plain(name);
        let has = |i: &Self| i.row().aliases.iter().any(|alias| plain(alias) == name);
        Self::ALL.iter().copied().filter(has).collect()
    }

    /// The instruments that a text leads to: those of that name or alias, else those with the text in their name, an
    /// alias, or their description.
    #[must_use]
    pub fn find(text: &str) -> Vec<Self> {
        let name = plain(text);
        if name.is_empty() {
            return Vec::new();
        }
        let named: Vec<Self> = Self::ALL.iter().copied().filter(|i| plain(i.name()) == name).collect();
        let exact = if named.is_empty() { Self::with_alias(text) } else { named };
        if !exact.is_empty() {
            return exact;
        }
        let holds = |i: &Self| {
            let words = [i.name(), i.description()].into_iter().chain(i.row().aliases.iter().copied());
            words.into_iter().any(|words| plain(words).contains(&name))
        };
        Self::ALL.iter().copied().filter(holds).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn schemes_lead_to_their_instrument_however_they_are_written() {
        for (scheme, instrument) in [
            ("WBSO", Instrument::TaxCredit),
            ("wbso", Instrument::TaxCredit),
            ("MIT", Instrument::DirectSubsidy),
            ("PPS", Instrument::DirectSubsidy),
            ("pps toeslag", Instrument::DirectSubsidy),
            ("PPS-Toeslag", Instrument::DirectSubsidy),
            ("SBIR", Instrument::InnovationProcurement),
            ("Invest NL", Instrument::VentureCapital),
            ("NWO", Instrument::PublicResearch),
            ("techniekpact", Instrument::Talent),
        ] {
            assert_eq!(Instrument::with_alias(scheme), [instrument], "{scheme}");
        }
        let fund = Instrument::with_alias("Nationaal Groeifonds");
        assert_eq!(fund, Instrument::with_alias("NGF"));
        assert!(fund.len() > 2 && !fund.contains(&Instrument::TaxCredit), "{fund:?}");
        assert!(Instrument::with_alias("XYZ").is_empty() && Instrument::with_alias("").is_empty());
    }

    #[test]
    fn a_text_finds_names_before_what_only_holds_it() {
        assert_eq!(Instrument::find("WBSO"), [Instrument::TaxCredit]);
        assert_eq!(Instrument::find("education"), [Instrument::Education]);
        assert_eq!(Instrument::find("tax credit"), [Instrument::TaxCredit]);
        // In a description, and a part of an alias.
        assert_eq!(Instrument::find("venture"), [Instrument::VentureCapital]);
        assert_eq!(Instrument::find("geldstroom"), [Instrument::PublicResearch]);
        assert!(Instrument::find("lottery").is_empty() && Instrument::find(" - ").is_empty());
    }

    #[test]
    fn no_alias_is_the_name_of_an_instrument_or_stands_twice_in_a_row() {
        let names: BTreeSet<String> = Instrument::ALL.iter().map(|i| plain(i.name())).collect();
        for instrument in Instrument::ALL {
            let aliases = instrument.row().aliases;
            let once: BTreeSet<String> = aliases.iter().map(|alias| plain(alias)).collect();
            assert_eq!(once.len(), aliases.len(), "{instrument}");
            assert!(!aliases.is_empty() && once.is_disjoint(&names), "{instrument}");
        }
    }
}
