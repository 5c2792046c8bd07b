//! The texts of pages and their charts, in every language: one table. A text without a translation does not compile.
//!
//! A text may have places such as `{year}`, which [`Word::with`] fills.

use super::language::Language;

/// Declares the table: a name, the English text, the Dutch text.
macro_rules! words {
    ($($name:ident: $english:literal, $dutch:literal;)*) => {
        /// A text of pages.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Word {
            $(#[doc = $english] $name,)*
        }

        impl Word {
            /// All of them.
            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The text in a language.
            pub(crate) fn in_language(self, language: Language) -> &'static str {
                match self { $(Self::$name => language.of($english, $dutch),)* }
            }
        }
    };
}

words! {
    // The shell of a page.
    SkipToContent: "Skip to the content", "Naar de inhoud";
    Contents: "Contents", "Inhoud";
    TableBehind: "The table behind this chart", "De tabel achter deze grafiek";
    Source: "Source", "Bron";
    Method: "Method", "Methode";
    Again: "The command that gives it again", "De opdracht die dit opnieuw geeft";
    DownloadCsv: "Download as CSV", "Download als CSV";
    DownloadSvg: "Download as SVG", "Download als SVG";
    DecimalSign: ".", ",";
    ReadValue: "Read a value of the chart", "Lees een waarde uit de grafiek";
    MadeBy: "Made by kennis {version}, data {data}.", "Gemaakt met kennis {version}, gegevens {data}.";
    // Charts.
    Year: "year", "jaar";
    Median: "median", "mediaan";
    Path: "path", "pad";
    InYear: "In {year} the {middle} is {value}", "In {year} is de waarde ({middle}) {value}";
    InYearBand: ", the 90% band {low} to {high}.", ", de band van 90% loopt van {low} tot {high}.";
}

impl Word {
    /// The text in a language with its places filled.
    pub(crate) fn with(self, language: Language, places: &[(&str, &str)]) -> String {
        let mut text = self.in_language(language).to_owned();
        for (place, value) in places {
            text = text.replace(&format!("{{{place}}}"), value);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn places(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
    }

    #[test]
    fn translations_have_the_same_places() {
        for word in Word::ALL {
            let [english, dutch] = [Language::En, Language::Nl].map(|language| word.in_language(language));
            assert_eq!(places(english), places(dutch), "{word:?}");
            assert!(!english.is_empty() && !dutch.is_empty(), "{word:?}");
        }
    }

    #[test]
    fn places_are_filled() {
        let said = Word::MadeBy.with(Language::Nl, &[("version", "1"), ("data", "x")]);
        assert_eq!(said, "Gemaakt met kennis 1, gegevens x.");
    }
}
