//! A scenario as a whole: its text, its keys and their types.

use crate::input::{Folder, HEAD, says};

/// The keys of the whole file, as messages list them.
const KEYS: &str = "schema, name, country, horizon, price_base, structure, research_price, capital_closure, gestation, cohorts, education_form, catalogue, baseline, financing, \
                    measures, targets, foreign, appraisal, parameters";

#[test]
fn wrong_scenarios_as_a_whole() {
    let folder = Folder::new("whole");
    let empty = "s.toml:1:1: found an empty file, expected a scenario (kennis example baseline prints one)";
    says(&folder, "", &[empty]);
    says(&folder, " \r\n\t\n", &[empty]);
    says(&folder, b"\xef\xbb\xbf", &[empty]);
    says(
        &folder,
        b"name = \"caf\xe9\"\n",
        &["s.toml:1:12: found bytes that are not UTF-8, expected UTF-8 text"],
    );
    says(&folder, b"\xff\xfes\0c\0", &["s.toml:1:1: found bytes that are not UTF-8, expected UTF-8 text"]);
    says(
        &folder,
        "# nothing\n",
        &[
            "s.toml:1:1: schema: found nothing, expected \"kennis.scenario/1\"",
            "s.toml:1:1: name: found nothing, expected a name for the results",
            "s.toml:1:1: horizon: found nothing, expected the last year, a whole number",
        ],
    );
    says(
        &folder,
        HEAD.replace("scenario/1", "scenario/2"),
        &["s.toml:1:10: schema: found \"kennis.scenario/2\", expected \"kennis.scenario/1\""],
    );
    says(
        &folder,
        format!("\u{feff}{HEAD}horizon = 2050\n").replace('\n', "\r\n"),
        &["s.toml:4:1: horizon: found the key a second time, expected each key once"],
    );
}

#[test]
fn wrong_keys_and_types() {
    let folder = Folder::new("keys");
    let after = |line: &str| format!("{HEAD}{line}\n");
    let unknown = format!("found an unknown key, expected one of {KEYS}");
    says(
        &folder,
        after("countri = \"NLD\""),
        &[&format!("s.toml:4:1: countri: {unknown}; did you mean \"country\"?")],
    );
    says(&folder, after("\"a\\nb\" = 1"), &[&format!("s.toml:4:1: \"a\\nb\": {unknown}")]);
    says(
        &folder,
        HEAD.replace("horizon", "horzion"),
        &[&format!("s.toml:3:1: horzion: {unknown}; did you mean \"horizon\"?")],
    );
    for (line, said) in [
        ("country = 31", "4:11: country: found 31, expected a country, ISO 3166 alpha-3"),
        (
            "country = \"DEX\"",
            concat!(
                "4:11: country: found \"DEX\", expected one of ",
                countries!(),
                "; did you mean \"DEU\"?"
            ),
        ),
        (
            "country = \"Atlantis\"",
            concat!("4:11: country: found \"Atlantis\", expected one of ", countries!()),
        ),
        ("price_base = \"2023\"", "4:14: price_base: found \"2023\", expected a year, a whole number"),
        ("price_base = 2023.0", "4:14: price_base: found 2023.0, expected a year, a whole number"),
        ("price_base = 99999999999", "4:14: price_base: found 99999999999, expected a year, a whole number"),
        (
            "price_base = 1980",
            "4:14: price_base: found 1980, expected a year with a GDP deflator, from 1981 to 2024",
        ),
        (
            "price_base = 2025",
            "4:14: price_base: found 2025, expected a year with a GDP deflator, from 1981 to 2024",
        ),
        (
            "structure = \"knowledge_captial\"",
            "4:13: structure: found \"knowledge_captial\", expected one of knowledge_capital, rate_of_return, \
             semi_endogenous, international_spillovers, error_correction, no_effect, all; did you mean \
             \"knowledge_capital\"?",
        ),
        ("structure = []", "4:13: structure: found an empty list, expected at least one structure"),
        (
            "structure = [\"no_effect\", \"no_effect\"]",
            "4:13: structure: found \"no_effect\" twice, expected each structure once",
        ),
        (
            "structure = [\"all\"]",
            "4:14: structure[0]: found \"all\", expected one of knowledge_capital, rate_of_return, semi_endogenous, \
             international_spillovers, error_correction, no_effect",
        ),
        (
            "capital_closure = \"user_costs\"",
            "4:19: capital_closure: found \"user_costs\", expected one of investment_share, capital_output_ratio, \
             user_cost; did you mean \"user_cost\"?",
        ),
        ("baseline = 3", "4:12: baseline: found 3, expected the path of a CSV file"),
        ("financing = \"debt\"", "4:13: financing: found \"debt\", expected a table with method"),
        ("[financing]", "4:1: financing.method: found nothing, expected one of debt, tax, offset"),
        (
            "financing = { method = \"depth\" }",
            "4:24: financing.method: found \"depth\", expected one of debt, tax, offset",
        ),
        ("measures = 3", "4:12: measures: found 3, expected tables, [[measures]]"),
        ("measures = [3]", "4:13: measures[0]: found 3, expected a measure"),
        ("[measures]", "4:1: measures: found a table, expected tables, [[measures]]"),
        ("targets = [true]", "4:12: targets[0]: found true, expected a target"),
        (
            "parameters = 2026-01-01",
            "4:14: parameters: found the date 2026-01-01, expected a table of parameters",
        ),
    ] {
        says(&folder, after(line), &[&format!("s.toml:{said}")]);
    }
    for (horizon, said) in [
        ("2201", "found 2201, expected a year from 2024 to 2200"),
        ("2023", "found 2023, expected a year from 2024 to 2200"),
        ("-2060", "found -2060, expected a year from 2024 to 2200"),
        ("inf", "found inf, expected a year, a whole number"),
    ] {
        says(&folder, HEAD.replace("2060", horizon), &[&format!("s.toml:3:11: horizon: {said}")]);
    }
    says(
        &folder,
        HEAD.replace("\"test\"", "\"  \""),
        &["s.toml:2:8: name: found no text, expected a name for the results"],
    );
}
