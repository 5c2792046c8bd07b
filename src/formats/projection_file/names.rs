//! What bureaus call the variables that the model moves, in Dutch and English.
//!
//! A name is compared by its words, without case, signs, what stands for growth and volume, and years. Whether a column is a
//! level or growth then says its unit, or a word for growth. Names that are marked `looked_up` stand in a published table:
//! the key figures of the CPB (cpb.nl, short-term forecast of March 2017), the statistical annex of the Ageing Report of the
//! Commission (2021, tables A16 to A20), or AMECO (the head of its files, and the code OVGD). The others are from knowledge of
//! such tables.

use crate::project::ProjectedVariable as V;

/// A name in its words, what it is, and whether it was looked up in a published table.
struct Alias {
    words: &'static str,
    variable: V,
    looked_up: bool,
}

const fn alias(words: &'static str, variable: V) -> Alias {
    Alias { words, variable, looked_up: false }
}

const fn looked_up(words: &'static str, variable: V) -> Alias {
    Alias { words, variable, looked_up: true }
}

/// Of what may be a level or growth the variable is the level.
const ALIASES: &[Alias] = &[
    looked_up("bruto binnenlands product bbp", V::Gdp),
    looked_up("bruto binnenlands product", V::Gdp),
    alias("bbp", V::Gdp),
    alias("gdp", V::Gdp),
    alias("gross domestic product", V::Gdp),
    alias("gross domestic product at reference levels", V::Gdp),
    looked_up("potential gdp", V::Gdp),
    alias("werkgelegenheid uren", V::Hours),
    alias("arbeidsvolume uren", V::Hours),
    alias("gewerkte uren", V::Hours),
    alias("uren", V::Hours),
    alias("hours", V::Hours),
    alias("hours worked", V::Hours),
    alias("total hours worked", V::Hours),
    looked_up("labour input hours worked", V::Hours),
    looked_up("labour input", V::Hours),
    alias("total hours worked total economy", V::Hours),
    alias("arbeidsproductiviteit", V::LabourProductivity),
    alias("arbeidsproductiviteit per uur", V::LabourProductivity),
    alias("arbeidsproductiviteit per gewerkt uur", V::LabourProductivity),
    alias("productiviteit", V::LabourProductivity),
    alias("bbp per uur", V::LabourProductivity),
    alias("bbp per gewerkt uur", V::LabourProductivity),
    looked_up("labour productivity per hour", V::LabourProductivity),
    alias("labour productivity per hour worked", V::LabourProductivity),
    alias("labour productivity", V::LabourProductivity),
    alias("gdp per hour", V::LabourProductivity),
    alias("gdp per hour worked", V::LabourProductivity),
    alias("kapitaalgoederenvoorraad", V::Capital),
    alias("capital", V::Capital),
    alias("capital stock", V::Capital),
    alias("net capital stock", V::Capital),
    alias("net capital stock at prices total economy", V::Capital),
    looked_up("tfp", V::Tfp),
    alias("total factor productivity", V::Tfp),
    alias("total factor productivity total economy", V::Tfp),
    alias("totale factorproductiviteit", V::Tfp),
    alias("multifactorproductiviteit", V::Tfp),
    alias("rd intensity", V::RdIntensity),
    alias("rd intensiteit", V::RdIntensity),
    alias("rd uitgaven", V::RdIntensity),
    alias("rd uitgaven bbp", V::RdIntensity),
    alias("rd expenditure", V::RdIntensity),
    alias("rd expenditure gdp", V::RdIntensity),
    alias("gerd", V::RdIntensity),
    alias("gerd gdp", V::RdIntensity),
    alias("gross domestic expenditure on rd", V::RdIntensity),
    alias("gross domestic expenditure on rd gdp", V::RdIntensity),
    alias("rd bedrijven", V::RdBusinessShare),
    alias("rd bedrijven bbp", V::RdBusinessShare),
    alias("business rd", V::RdBusinessShare),
    alias("business rd gdp", V::RdBusinessShare),
    alias("berd gdp", V::RdBusinessShare),
    alias("publieke rd", V::RdPublicShare),
    alias("publieke rd bbp", V::RdPublicShare),
    alias("public rd", V::RdPublicShare),
    alias("public rd gdp", V::RdPublicShare),
    alias("emu schuld", V::DebtRatio),
    alias("emu schuld bbp", V::DebtRatio),
    alias("emu schuld ultimo jaar bbp", V::DebtRatio),
    alias("overheidsschuld", V::DebtRatio),
    alias("overheidsschuld bbp", V::DebtRatio),
    alias("overheidsschuld ultimo jaar bbp", V::DebtRatio),
    alias("schuldquote", V::DebtRatio),
    alias("debt ratio", V::DebtRatio),
    alias("public debt", V::DebtRatio),
    alias("public debt gdp", V::DebtRatio),
    alias("government debt", V::DebtRatio),
    alias("government debt gdp", V::DebtRatio),
    alias("general government gross debt", V::DebtRatio),
    alias("general government gross debt gdp", V::DebtRatio),
    alias("general government consolidated gross debt", V::DebtRatio),
];

/// Variables of AMECO, by the last part of their code; all but OVGD from knowledge of its list of codes.
const AMECO: [(&str, V); 5] =
    [("OVGD", V::Gdp), ("NLHT", V::Hours), ("OKND", V::Capital), ("ZVGDF", V::Tfp), ("UDGG", V::DebtRatio)];

/// Words that say that a column is growth.
const GROWTH: [&str; 8] =
    ["growth", "groei", "mutatie", "mutaties", "volumemutatie", "volumemutaties", "change", "volumegroei"];

/// Words that say nothing of what a column is.
const NOISE: [&str; 15] = [
    "economische",
    "rate",
    "real",
    "reeel",
    "reële",
    "volume",
    "percent",
    "percentage",
    "procent",
    "annual",
    "jaarlijkse",
    "in",
    "of",
    "the",
    "van",
];

/// What a name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// What the column is; of what may be a level or growth the level.
    pub(super) variable: V,
    /// Whether the name says that it is growth.
    pub(super) growth: bool,
    /// Whether it is the name that the program has for it, which says all.
    pub(super) own: bool,
    /// Whether a bureau's table was seen to have that name.
    pub(super) looked_up: bool,
}

/// What a column is by its name; none that is not known.
pub(super) fn of_name(name: &str) -> Option<Named> {
    if let Some(variable) = V::from_name(name) {
        let growth = variable.is_growth();
        return Some(Named { variable, growth, own: true, looked_up: false });
    }
    let words = words(name);
    let growth = words.iter().any(|word| GROWTH.contains(&word.as_str()));
    let known = |word: &&String| {
        !GROWTH.contains(&word.as_str()) && !NOISE.contains(&word.as_str()) && !is_year(word)
    };
    let rest = words.iter().filter(known).map(String::as_str).collect::<Vec<_>>().join(" ");
    let found = ALIASES.iter().find(|alias| alias.words == rest)?;
    let looked_up = found.looked_up;
    Some(Named { variable: found.variable, growth, own: false, looked_up })
}

/// What a series of AMECO is by its code, such as `NLD.1.1.0.0.OVGD`.
pub(super) fn of_code(code: &str) -> Option<Named> {
    let (_, last) = code.rsplit_once('.')?;
    let (name, variable) = AMECO.iter().find(|(name, _)| *name == last)?;
    Some(Named { variable: *variable, growth: false, own: false, looked_up: *name == "OVGD" })
}

/// The growth of a level.
pub(super) fn growth_of(level: V) -> V {
    match level {
        V::Gdp => V::GdpGrowth,
        V::Hours => V::HoursGrowth,
        V::LabourProductivity => V::LabourProductivityGrowth,
        V::Capital => V::CapitalGrowth,
        V::Tfp => V::TfpGrowth,
        other => other,
    }
}

/// Whether a name is the program's own for a variable, in whatever case and with whatever signs between its words.
pub(super) fn is_own_name(name: &str, variable: V) -> bool {
    words(name).join("_") == variable.name()
}

/// Whether a name says per cent.
pub(super) fn says_percent(name: &str) -> bool {
    name.contains('%')
        || words(name).iter().any(|word| ["percent", "procent", "percentage"].contains(&&**word))
}

/// The words of a name, in small letters; R&D is one word.
fn words(name: &str) -> Vec<String> {
    let text = name.to_lowercase().replace("r&d", "rd").replace("r & d", "rd").replace("r en d", "rd");
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_names_are_known() {
        for (name, variable, growth) in [
            // CPB, key figures.
            ("Bruto binnenlands product (bbp, economische groei, %)", V::Gdp, true),
            ("Bruto binnenlands product\n(economische groei, %)", V::Gdp, true),
            // Ageing Report.
            ("Potential GDP (growth rate)", V::Gdp, true),
            ("Potential real GDP (growth rate)", V::Gdp, true),
            ("Labour input : hours worked (growth rate)", V::Hours, true),
            ("Labour input (growth rate)", V::Hours, true),
            ("Labour productivity per hour (growth rate)", V::LabourProductivity, true),
            ("Labour productivity (growth rate, per hour)", V::LabourProductivity, true),
            ("TFP (growth rate)", V::Tfp, true),
        ] {
            let found = of_name(name).unwrap_or_else(|| panic!("{name}"));
            assert_eq!(
                (found.variable, found.growth, found.own, found.looked_up),
                (variable, growth, false, true)
            );
        }
        assert!(says_percent("Bruto binnenlands product (bbp, economische groei, %)"));
        assert!(!says_percent("TFP (growth rate)"));
    }

    #[test]
    fn names_from_knowledge_are_known_and_marked() {
        for (name, variable, growth) in [
            ("bbp volume, mutatie", V::Gdp, true),
            ("Werkgelegenheid in uren (%)", V::Hours, false),
            ("Arbeidsproductiviteit (per uur, %)", V::LabourProductivity, false),
            ("EMU-schuld (ultimo jaar, % bbp)", V::DebtRatio, false),
            ("R&D-uitgaven (% bbp)", V::RdIntensity, false),
            ("Gross domestic product at 2015 reference levels", V::Gdp, false),
            ("Gross domestic expenditure on R&D (% of GDP)", V::RdIntensity, false),
            ("hours", V::Hours, false),
        ] {
            let found = of_name(name).unwrap_or_else(|| panic!("{name}"));
            assert_eq!((found.variable, found.growth, found.looked_up), (variable, growth, false), "{name}");
            assert_eq!(found.own, name == "hours");
        }
        let code = |code: &str| of_code(code).map(|named| (named.variable, named.looked_up));
        assert_eq!(code("NLD.1.1.0.0.OVGD"), Some((V::Gdp, true)));
        assert_eq!(code("NLD.1.0.319.0.UDGG"), Some((V::DebtRatio, false)));
        assert_eq!(code("NLD.1.1.0.0.RVGDE"), None);
    }

    /// What sounds like a variable of the model and is another one goes through as it is.
    #[test]
    fn others_are_not_taken_for_them() {
        for name in [
            "GDP per capita (growth rate)",
            "Prijs bruto binnenlands product (%)",
            "GDP deflator",
            "Employment (growth rate)",
            "Employment growth (15-74)",
            "Werkgelegenheid (in personen, %)",
            "Arbeidsproductiviteit bedrijven (per uur, %)",
            "Capital deepening (contribution to labour productivity growth)",
            "EMU-saldo (% bbp)",
            "Nominal GDP",
            "GDP per person employed",
            "Hours worked per employee (growth rate)",
        ] {
            assert_eq!(of_name(name), None, "{name}");
        }
    }

    #[test]
    fn every_alias_is_found_by_its_own_words_and_once() {
        for (place, alias) in ALIASES.iter().enumerate() {
            assert_eq!(
                of_name(alias.words).map(|named| named.variable),
                Some(alias.variable),
                "{}",
                alias.words
            );
            assert!(ALIASES[..place].iter().all(|other| other.words != alias.words), "{}", alias.words);
            assert!(!alias.variable.is_growth());
        }
        for variable in V::ALL.iter().filter(|variable| variable.is_growth()) {
            let level = V::ALL.iter().find(|level| growth_of(**level) == *variable && *level != variable);
            assert!(level.is_some(), "{variable}");
        }
    }
}
