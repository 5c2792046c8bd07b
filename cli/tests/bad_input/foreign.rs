//! Foreign R&D: countries, years, values, rules.

use crate::input::{Folder, HEAD, refused, says};

const FOREIGN: &str =
    "[[foreign]]\ncountries = [\"DEU\", \"FRA\"]\nyear = 2030\nvalue = 0.03\nrule = \"exactly\"\n";

#[test]
fn wrong_foreign_rd() {
    let folder = Folder::new("foreign");
    let known = "ARG, AUS, AUT, BEL, BGR, CAN, CHE, CHL, CHN, COL, CRI, CZE, DEU, DNK, ESP, EST, FIN, FRA, GBR, GRC, HRV, \
                 HUN, IRL, ISL, ISR, ITA, JPN, KOR, LTU, LUX, LVA, MEX, NOR, NZL, POL, PRT, ROU, RUS, SGP, SVK, SVN, \
                 SWE, TUR, USA, ZAF";
    let of = "expected a country whose R&D the panel has, ISO 3166 alpha-3:";
    for (from, to, said) in [
        ("\"DEU\"", "\"DUE\"", format!("5:14: foreign[0].countries[0]: found \"DUE\", {of} {known}; did you mean \"DEU\"?")),
        ("\"FRA\"", "\"fra\"", format!("5:21: foreign[0].countries[1]: found \"fra\", {of} {known}; did you mean \"FRA\"?")),
        ("\"DEU\"", "\"MLT\"", format!("5:14: foreign[0].countries[0]: found \"MLT\", {of} {known}")),
        ("\"FRA\"", "\"DEU\"", "5:21: foreign[0].countries[1]: found \"DEU\" twice, expected each country once".into()),
        (
            "[\"DEU\", \"FRA\"]",
            "[\"NLD\"]",
            "5:13: foreign[0].countries: found \"NLD\", the country itself, expected at least one other country: the own \
             R&D is for measures and targets"
                .into(),
        ),
        ("[\"DEU\", \"FRA\"]", "[]", "5:13: foreign[0].countries: found an empty list, expected at least one country".into()),
        (
            "[\"DEU\", \"FRA\"]",
            "\"OEDC\"",
            "5:13: foreign[0].countries: found \"OEDC\", expected \"EU\", \"OECD\", or a list of countries, ISO 3166 \
             alpha-3; did you mean \"OECD\"?"
                .into(),
        ),
        (
            "[\"DEU\", \"FRA\"]",
            "3",
            "5:13: foreign[0].countries: found 3, expected \"EU\", \"OECD\", or a list of countries, ISO 3166 alpha-3".into(),
        ),
        ("year = 2030", "year = 2023", "6:8: foreign[0].year: found 2023, expected a year after 2023, the last observation of R&D".into()),
        ("year = 2030", "year = 2300", "6:8: foreign[0].year: found 2300, expected at most 2200".into()),
        ("0.03", "3.0", "7:9: foreign[0].value: found 3, expected a fraction of GDP above 0, at most 0.2 (0.03 is 3%)".into()),
        ("0.03", "0.0", "7:9: foreign[0].value: found 0, expected a fraction of GDP above 0, at most 0.2 (0.03 is 3%)".into()),
        ("exactly", "exact", "8:8: foreign[0].rule: found \"exact\", expected one of at_least, exactly; did you mean \"exactly\"?".into()),
        ("rule", "rules", "8:1: foreign[0].rules: found an unknown key, expected one of countries, year, value, rule; did you mean \"rule\"?".into()),
        ("value = 0.03\n", "", "4:1: foreign[0].value: found nothing, expected R&D as a fraction of GDP".into()),
    ] {
        let foreign = FOREIGN.replacen(from, to, 1);
        assert_ne!(foreign, FOREIGN);
        says(&folder, format!("{HEAD}{foreign}"), &[&format!("s.toml:{said}")]);
    }
    // A partner that was observed longer than the country itself.
    says(
        &folder,
        format!("{HEAD}{}", FOREIGN.replace("\"FRA\"", "\"CAN\"").replace("2030", "2024")),
        &["s.toml:6:8: foreign[0].year: found 2024, expected a year after 2024, the last observation of R&D"],
    );
    // A group and a list, or two groups, that share countries.
    says(
        &folder,
        format!("{HEAD}{FOREIGN}{}", FOREIGN.replace("[\"DEU\", \"FRA\"]", "\"EU\"")),
        &[
            "s.toml:10:13: foreign[1].countries: found DEU, FRA, also in foreign[0], expected each country in one entry",
        ],
    );
    folder.write("s.toml", format!("{HEAD}foreign = 3\n"));
    assert!(
        refused(&folder.kennis(&["run", "s.toml"]))
            .contains("4:11: foreign: found 3, expected tables, [[foreign]]")
    );
}
