//! Wrong input: what is said, where, and with which exit code. Nothing goes to standard output.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder for one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kennis-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), contents).unwrap();
    }

    fn kennis(&self, arguments: &[&str]) -> Output {
        command(&self.0, arguments).output().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kennis"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    command
}

/// Standard error of a call that must end with 2 and print nothing.
fn refused(output: &Output) -> String {
    let error = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    assert!(!error.contains("panicked") && !error.contains('\u{1b}'), "{error}");
    error
}

const HEAD: &str = "schema = \"kennis.scenario/1\"\nname = \"test\"\nhorizon = 2060\n";
const MEASURE: &str = "[[measures]]\nname = \"m\"\ninstrument = \"public_research\"\nunit = \"gdp_share\"\namount = 0.001\nfrom = 2026\n";
const TARGET: &str =
    "[[targets]]\nvariable = \"rd_intensity\"\nyear = 2030\nvalue = 0.03\npublic_share = 0.4\n";

/// Checks that `run` says exactly these lines of a scenario.
fn says(folder: &Folder, scenario: impl AsRef<[u8]>, lines: &[&str]) {
    folder.write("s.toml", scenario.as_ref());
    let said = refused(&folder.kennis(&["run", "s.toml"]));
    assert_eq!(said.lines().collect::<Vec<_>>(), lines, "{}", String::from_utf8_lossy(scenario.as_ref()));
    assert_eq!(refused(&folder.kennis(&["check", "s.toml"])), said);
}

/// The countries with data, as messages list them.
macro_rules! countries {
    () => {
        "ARG, AUS, AUT, BEL, BGR, CAN, CHE, CHL, CHN, COL, CRI, CZE, DEU, DNK, ESP, EST, FIN, FRA, GBR, GRC, HRV, HUN, \
         IRL, ISL, ISR, ITA, JPN, KOR, LTU, LUX, LVA, MEX, NLD, NOR, NZL, POL, PRT, ROU, RUS, SGP, SVK, SVN, SWE, TUR, \
         USA, ZAF"
    };
}

/// The keys of the whole file, as messages list them.
const KEYS: &str = "schema, name, country, horizon, price_base, structure, capital_closure, gestation, baseline, financing, \
                    measures, targets, parameters";

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

/// Names of the structures, as messages list them.
const STRUCTURES: &str = "knowledge_capital, rate_of_return, semi_endogenous, international_spillovers, error_correction, \
                          no_effect";
const TOO_FAR: &str = "found 2060, expected 2043 at most: error_correction is not extrapolated more than 20 years beyond \
                       the data";

#[test]
fn wrong_weights_and_a_horizon_too_far_for_error_correction() {
    let folder = Folder::new("structures");
    let unknown = format!("found an unknown key, expected one of {STRUCTURES}");
    for (structure, said) in [
        (
            "{ knowledge_capital = 0.6, no_effect = 0.3 }",
            "4:13: structure: found weights that sum to 0.9, expected weights that sum to 1".to_owned(),
        ),
        (
            "{ knowledge_captial = 0.6, no_effect = 0.4 }",
            format!("4:15: structure.knowledge_captial: {unknown}; did you mean \"knowledge_capital\"?"),
        ),
        ("{}", "4:13: structure: found an empty table, expected at least one structure".to_owned()),
        ("{ no_effect = \"1\" }", "4:27: structure.no_effect: found \"1\", expected a number".to_owned()),
        ("{ no_effect = nan }", "4:27: structure.no_effect: found nan, expected a finite number".to_owned()),
        ("\"error_correction\"", format!("3:11: horizon: {TOO_FAR}")),
        ("[\"no_effect\", \"error_correction\"]", format!("3:11: horizon: {TOO_FAR}")),
        ("{ no_effect = 1, error_correction = 0 }", format!("3:11: horizon: {TOO_FAR}")),
    ] {
        says(&folder, format!("{HEAD}structure = {structure}\n"), &[&format!("s.toml:{said}")]);
    }
    says(
        &folder,
        format!("{HEAD}structure = {{ no_effect = -0.5, rate_of_return = 1.5 }}\n"),
        &[
            "s.toml:4:27: structure.no_effect: found -0.5, expected a weight from 0 to 1",
            "s.toml:4:50: structure.rate_of_return: found 1.5, expected a weight from 0 to 1",
        ],
    );
}

#[test]
fn wrong_structures_on_the_command_line_of_every_command_that_simulates() {
    let folder = Folder::new("structure-option");
    folder.write("s.toml", HEAD);
    let one_of = format!("expected one of {STRUCTURES}, all");
    for (structure, said) in [
        (
            "semi_endogenus",
            format!("--structure: found \"semi_endogenus\", {one_of}; did you mean \"semi_endogenous\"?"),
        ),
        ("", format!("--structure: found \"\", {one_of}")),
        (
            "no_effect,no_effect",
            "--structure: found \"no_effect\" twice, expected each structure once".to_owned(),
        ),
        (
            "knowledge_capital=0.6,no_effect",
            "--structure: found \"no_effect\", expected weights for all or for none, such as \
             knowledge_capital=0.6,no_effect=0.4"
                .to_owned(),
        ),
        (
            "knowledge_capital=0.6,no_effect=0.3",
            "--structure: found weights that sum to 0.9, expected weights that sum to 1".to_owned(),
        ),
        ("no_effect=nan", "--structure no_effect: found NaN, expected a weight from 0 to 1".to_owned()),
        ("error_correction", format!("horizon: {TOO_FAR}")),
    ] {
        for command in ["run", "compare"] {
            let said_here = refused(&folder.kennis(&[command, "s.toml", "--structure", structure]));
            assert!(said_here.starts_with(&said), "{command}: {said_here}");
        }
        let said_here = refused(&folder.kennis(&["parameters", "--structure", structure]));
        assert!(said_here.starts_with(&said), "parameters: {said_here}");
    }
}

#[test]
fn wrong_measures() {
    let folder = Folder::new("measures");
    let money = "expected gdp_share, bn_eur for public_research";
    // What is written in place of what, and what is said of it.
    for (from, to, said) in [
        ("gdp_share", "persons", format!("7:8: measures[0].unit: found \"persons\", {money}")),
        ("gdp_share", "bn_lcu", format!("7:8: measures[0].unit: found \"bn_lcu\", {money}")),
        (
            "gdp_share",
            "gdp_shares",
            "7:8: measures[0].unit: found \"gdp_shares\", expected one of gdp_share, bn_eur, bn_lcu, persons, \
             years_of_schooling, quality_sd; did you mean \"gdp_share\"?"
                .to_owned(),
        ),
        (
            "public_research",
            "public_reserch",
            "6:14: measures[0].instrument: found \"public_reserch\", expected one of public_research, \
             direct_subsidy, tax_credit, innovation_procurement, venture_capital, eu_cofinancing, facilities, \
             valorisation, talent, firm_attraction, education; did you mean \"public_research\"?"
                .to_owned(),
        ),
        ("0.001", "\"0.001\"", "8:10: measures[0].amount: found \"0.001\", expected a number".to_owned()),
        ("0.001", "nan", "8:10: measures[0].amount: found nan, expected a finite number".to_owned()),
        ("0.001", "-inf", "8:10: measures[0].amount: found -inf, expected a finite number".to_owned()),
        ("0.001", "1e999", "8:10: measures[0].amount: found 1e999, expected a finite number".to_owned()),
        (
            "0.001",
            "0.5",
            "8:10: measures[0].amount: found 0.5, expected a fraction of GDP between -0.2 and 0.2 (0.001 is 0.1%)"
                .to_owned(),
        ),
        (
            "0.001",
            "-1",
            "8:10: measures[0].amount: found -1, expected a fraction of GDP between -0.2 and 0.2 (0.001 is 0.1%)"
                .to_owned(),
        ),
        (
            "amount = 0.001",
            "",
            "4:1: measures[0].amount: found nothing, expected amount (a number) or path".to_owned(),
        ),
        (
            "= 2026",
            "= 2023",
            "9:8: measures[0].from: found 2023, expected 2024 or later: R&D is observed up to 2023".to_owned(),
        ),
        ("= 2026", "= 2061", "9:8: measures[0].from: found 2061, expected at most the horizon, 2060".to_owned()),
        (
            "= 2026",
            "= \"2026\"",
            "9:8: measures[0].from: found \"2026\", expected a year, a whole number".to_owned(),
        ),
        (
            "from",
            "form",
            "9:1: measures[0].form: found an unknown key, expected one of name, instrument, unit, amount, path, from, \
             until, ramp_years, entry_lag, cost_per_unit; did you mean \"from\"?"
                .to_owned(),
        ),
        ("name = \"m\"", "name = 1", "5:8: measures[0].name: found 1, expected a text".to_owned()),
    ] {
        let measure = MEASURE.replacen(from, to, 1);
        assert_ne!(measure, MEASURE);
        says(&folder, format!("{HEAD}{measure}"), &[&format!("s.toml:{said}")]);
    }
    // A line that is added.
    for (line, said) in [
        ("until = 2025", "10:9: measures[0].until: found 2025, expected 2026 (from) or later"),
        ("until = 2201", "10:9: measures[0].until: found 2201, expected at most 2200"),
        ("ramp_years = 0", "10:14: measures[0].ramp_years: found 0, expected 1 to 100 years"),
        ("ramp_years = -4", "10:14: measures[0].ramp_years: found -4, expected years, a whole number from 1"),
        (
            "entry_lag = 3",
            "10:13: measures[0].entry_lag: found a lag for public_research, expected it with education only",
        ),
        (
            "cost_per_unit = 20000",
            "10:17: measures[0].cost_per_unit: found a cost for public_research, expected it with talent and \
             education only",
        ),
        (
            "path = { 2026 = 0.001 }",
            "8:10: measures[0].path: found path beside amount, expected one of amount and path",
        ),
    ] {
        says(&folder, format!("{HEAD}{MEASURE}{line}\n"), &[&format!("s.toml:{said}")]);
    }
    // A path in place of the amount.
    for (path, said) in [
        ("{}", "8:8: measures[0].path: found no year, expected an amount for at least one year"),
        ("3", "8:8: measures[0].path: found 3, expected amounts by year, { 2026 = 0.0005, 2028 = 0.001 }"),
        ("{ soon = 1 }", "8:17: measures[0].path.soon: found a key that is no year, expected a year"),
        (
            "{ 2020 = 0 }",
            "8:17: measures[0].path.2020: found 2020, expected a year of the measure, 2026 to 2060",
        ),
        ("{ 2026 = nan }", "8:17: measures[0].path.2026: found nan, expected a finite number"),
        (
            "{ 2026 = 0.1, 2027 = 30 }",
            "8:29: measures[0].path.2027: found 30, expected a fraction of GDP between -0.2 and 0.2 (0.001 is 0.1%)",
        ),
    ] {
        let measure = MEASURE.replace("amount = 0.001", &format!("path = {path}"));
        says(&folder, format!("{HEAD}{measure}"), &[&format!("s.toml:{said}")]);
    }
}

#[test]
fn wrong_units_and_amounts_of_each_instrument() {
    let folder = Folder::new("instruments");
    for (instrument, unit, amount, said) in [
        (
            "direct_subsidy",
            "bn_eur",
            "501",
            "8:10: measures[0].amount: found 501, expected billion euro between -500 and 500",
        ),
        ("talent", "bn_eur", "1", "7:8: measures[0].unit: found \"bn_eur\", expected persons for talent"),
        (
            "talent",
            "persons",
            "2000001",
            "8:10: measures[0].amount: found 2000001, expected persons a year between -100000 (a cut) and 2000000",
        ),
        (
            "education",
            "persons",
            "1",
            "7:8: measures[0].unit: found \"persons\", expected years_of_schooling, quality_sd, gdp_share, bn_eur for \
             education",
        ),
        (
            "education",
            "years_of_schooling",
            "11",
            "8:10: measures[0].amount: found 11, expected years of schooling between -10 and 10",
        ),
        (
            "education",
            "quality_sd",
            "-3.5",
            "8:10: measures[0].amount: found -3.5, expected standard deviations between -3 and 3",
        ),
        (
            "education",
            "bn_eur",
            "1",
            "7:8: measures[0].unit: found education in money, expected the parameters education_unit_cost and \
             education_effectiveness, or skill_per_log_spending: they have no default",
        ),
    ] {
        let measure = MEASURE
            .replace("public_research", instrument)
            .replace("gdp_share", unit)
            .replace("0.001", amount);
        says(&folder, format!("{HEAD}{measure}"), &[&format!("s.toml:{said}")]);
    }
    let education = MEASURE.replace("public_research", "education").replace("gdp_share", "quality_sd");
    for (line, said) in [
        ("entry_lag = 61", "10:13: measures[0].entry_lag: found 61, expected 0 to 60 years"),
        (
            "cost_per_unit = -1",
            "10:17: measures[0].cost_per_unit: found -1, expected euro a person or pupil-year, 0 or more",
        ),
    ] {
        says(
            &folder,
            format!("{HEAD}{education}{line}\n").replace("0.001", "0.1"),
            &[&format!("s.toml:{said}")],
        );
    }
}

#[test]
fn wrong_targets() {
    let folder = Folder::new("targets");
    for (from, to, said) in [
        ("year = 2030", "year = 2025", "6:8: targets[0].year: found 2025, expected a year after 2025 (from)"),
        ("year = 2030", "year = 2300", "6:8: targets[0].year: found 2300, expected at most 2200"),
        (
            "0.03",
            "3.0",
            "7:9: targets[0].value: found 3, expected a fraction of GDP above 0, at most 0.2 (0.03 is 3%)",
        ),
        (
            "0.03",
            "-0.03",
            "7:9: targets[0].value: found -0.03, expected a fraction of GDP above 0, at most 0.2 (0.03 is 3%)",
        ),
        ("0.4", "40", "8:16: targets[0].public_share: found 40, expected a share between 0 and 1"),
        (
            "rd_intensity",
            "rd_intensiti",
            "5:12: targets[0].variable: found \"rd_intensiti\", expected one of rd_intensity; did you mean \
             \"rd_intensity\"?",
        ),
        (
            "year = 2030",
            "year = 2030\nfrom = 2022",
            "7:8: targets[0].from: found 2022, expected 2023 (the last observation of R&D) or later",
        ),
        (
            "public_share = 0.4\n",
            "",
            "4:1: targets[0].public_share: found nothing, expected the public share of the extra, 0 to 1",
        ),
    ] {
        let target = TARGET.replace(from, to);
        assert_ne!(target, TARGET);
        says(&folder, format!("{HEAD}{target}"), &[&format!("s.toml:{said}")]);
    }
    says(
        &folder,
        format!("{HEAD}{MEASURE}{TARGET}{TARGET}"),
        &[
            "s.toml:4:1: measures[0]: found public_research \"m\" (2026 to 2060) in the years of targets[0] (2026 to \
             2060), expected no R&D measure in the years of a target, which replaces it",
            "s.toml:15:1: targets[1]: found a second target in the years of targets[0], expected one target: it is \
             held to the horizon",
        ],
    );
}

#[test]
fn wrong_parameters() {
    let folder = Folder::new("parameters");
    let normal = "expected one of distribution, mean, sd, lower, upper";
    for (line, said) in [
        (
            "depreciation_publik = 0.1",
            "5:23: parameters.depreciation_publik: found an unknown parameter, expected the name of a parameter; did \
             you mean \"depreciation_public\"?"
                .to_owned(),
        ),
        (
            "depreciation_public = \"0.1\"",
            "5:23: parameters.depreciation_public: found \"0.1\", expected a number or a distribution".to_owned(),
        ),
        (
            "depreciation_public = 15",
            "5:23: parameters.depreciation_public: found 15, expected between 0.01 and 0.25 (a year)".to_owned(),
        ),
        (
            "depreciation_public = nan",
            "5:23: parameters.depreciation_public: found nan, expected a finite number".to_owned(),
        ),
        (
            "depreciation_public = { mean = 0.1, sd = 0.1 }",
            "5:23: parameters.depreciation_public.distribution: found nothing, expected the name of a distribution"
                .to_owned(),
        ),
        (
            "depreciation_public = { distribution = \"gaussian\" }",
            "5:40: parameters.depreciation_public.distribution: found \"gaussian\", expected one of split_normal, \
             normal, log_normal, uniform, triangular, beta, fixed"
                .to_owned(),
        ),
        (
            "depreciation_public = { distribution = \"normal\", mean = 0.1 }",
            "5:23: parameters.depreciation_public.sd: found nothing, expected a number: normal needs mean, sd"
                .to_owned(),
        ),
        (
            "depreciation_public = { distribution = \"normal\", mean = 0.1, sd = 0.1, std = 1 }",
            format!("5:72: parameters.depreciation_public.std: found an unknown key, {normal}; did you mean \"sd\"?"),
        ),
        (
            "depreciation_public = { distribution = \"normal\", mean = 0.1, sd = 0.1, upper = 0.5 }",
            "5:80: parameters.depreciation_public.upper: found 0.5, expected between 0.01 and 0.25 (a year)".to_owned(),
        ),
        (
            "depreciation_public = { distribution = \"normal\", mean = 0.5, sd = 0.1 }",
            "5:23: parameters.depreciation_public: found the centre 0.5, expected between 0.01 and 0.25 (a year)"
                .to_owned(),
        ),
        (
            "depreciation_public = { distribution = \"normal\", mean = 0.1, sd = 0 }",
            "5:67: parameters.depreciation_public.sd: found 0, expected more than zero".to_owned(),
        ),
        (
            "depreciation_public = { distribution = \"split_normal\", low = 0.2, centre = 0.1, high = 0.15 }",
            "5:76: parameters.depreciation_public.centre: found 0.1, expected more than low".to_owned(),
        ),
        (
            "depreciation_public = { distribution = \"uniform\", lower = 0.2, upper = 0.1 }",
            "5:72: parameters.depreciation_public.upper: found 0.1, expected more than lower".to_owned(),
        ),
        (
            "depreciation_public = { distribution = \"triangular\", lower = 0.05, mode = 0.3, upper = 0.2 }",
            "5:75: parameters.depreciation_public.mode: found 0.3, expected between lower and upper".to_owned(),
        ),
        (
            "depreciation_public = { distribution = \"fixed\", value = inf }",
            "5:57: parameters.depreciation_public.value: found inf, expected a finite number".to_owned(),
        ),
        (
            "adjustment_speed = 0.5",
            "5:20: parameters.adjustment_speed: found adjustment_speed below one while gestation is drawn, expected \
             adjustment_speed 1, or fixed gestation_business and gestation_public: both delay"
                .to_owned(),
        ),
        (
            "marginal_excess_burden = 0.25\nlabour_tax_elasticity = 0.1",
            "6:25: parameters.labour_tax_elasticity: found marginal_excess_burden and labour_tax_elasticity, both \
             other than zero, expected one of them: both are what taxes cost"
                .to_owned(),
        ),
    ] {
        says(&folder, format!("{HEAD}[parameters]\n{line}\n"), &[&format!("s.toml:{said}")]);
    }
}

#[test]
fn all_problems_of_all_inputs_come_at_once() {
    let folder = Folder::new("together");
    folder.write("s.toml", format!("{HEAD}price_base = 1900\nbaseline = \"b.csv\"\n"));
    folder.write("b.csv", "year,gdp_growth\n2025,1.5\n");
    folder.write("p.toml", "schema = \"kennis.parameters/1\"\n[parameters]\ncapital_share = 36\n");
    let said = refused(&folder.kennis(&[
        "run",
        "s.toml",
        "--parameters",
        "p.toml",
        "--set",
        "capital_share=0,3",
        "--set",
        "capital_sare=1",
        "--structure",
        "no_efect",
    ]));
    assert_eq!(
        said.lines().collect::<Vec<_>>(),
        [
            "p.toml:3:17: parameters.capital_share: found 36, expected between 0.2 and 0.55 (share)",
            "--set capital_share: found \"0,3\", expected a number with a decimal point",
            "--set capital_sare: found an unknown parameter, expected the name of a parameter; did you mean \
             \"capital_share\"?",
            "s.toml:4:14: price_base: found 1900, expected a year with a GDP deflator, from 1981 to 2024",
            "b.csv:2:6: gdp_growth[2025]: found 1.5, expected a fraction between -0.2 and 0.2 (0.015 is 1.5%)",
            "--structure: found \"no_efect\", expected one of knowledge_capital, rate_of_return, semi_endogenous, \
             international_spillovers, error_correction, no_effect, all; did you mean \"no_effect\"?",
        ]
    );
}

#[test]
fn wrong_parameter_files() {
    let folder = Folder::new("parameter-files");
    for (text, lines) in [
        ("", &["p.toml:1:1: found an empty file, expected a parameter file"][..]),
        (
            "schema = \"kennis.scenario/1\"\nparameter = 1\n",
            &[
                "p.toml:1:10: schema: found \"kennis.scenario/1\", expected \"kennis.parameters/1\"",
                "p.toml:2:1: parameter: found an unknown key, expected one of schema, parameters; did you mean \
                 \"parameters\"?",
            ],
        ),
    ] {
        folder.write("p.toml", text);
        folder.write("s.toml", HEAD);
        let said = refused(&folder.kennis(&["run", "s.toml", "--parameters", "p.toml"]));
        assert_eq!(said.lines().collect::<Vec<_>>(), lines);
    }
}

#[test]
fn wrong_countries() {
    let folder = Folder::new("countries");
    folder.write("s.toml", format!("{HEAD}country = \"CHN\"\n"));
    folder.write("d.toml", HEAD);
    let said = |arguments: &[&str]| refused(&folder.kennis(arguments));
    let with = "expected a country with these observations (kennis data lists what there is)";
    assert_eq!(
        said(&["run", "s.toml"]),
        ["hours", "employment", "rd_funded_other_national"]
            .map(|series| format!(
                "s.toml:4:11: country: found \"CHN\", whose series {series} has no observation for any year, {with}\n"
            ))
            .concat()
    );
    assert_eq!(
        said(&["run", "d.toml", "--country", "CHE"]),
        ["rd_total", "rd_business"]
            .map(|series| format!(
                "--country: found \"CHE\", whose series {series} has no observation for 2011, 2013, 2014, 2016, 2018, \
                 2020, {with}\n"
            ))
            .concat()
    );
    for command in
        ["run d.toml", "check d.toml", "data", "parameters", "instruments", "calibrate", "backtest"]
    {
        let arguments: Vec<&str> = command.split(' ').chain(["--country", "nld"]).collect();
        let expected =
            concat!("--country: found \"nld\", expected one of ", countries!(), "; did you mean \"NLD\"?\n");
        assert_eq!(said(&arguments), expected, "{command}");
    }
    let gaps = said(&["calibrate", "--country", "CHE"]);
    assert!(gaps.starts_with("kennis: series rd_total has no observation for 1982, 1984"), "{gaps}");
    // A wrong option beside it is said at once, and nothing of the scenario that rests on the country.
    folder.write("e.toml", format!("{HEAD}countri = \"DEU\"\n"));
    let both = said(&["run", "e.toml", "--country", "GER", "--set", "x=1"]);
    assert!(both.lines().count() == 3 && both.contains("e.toml:4:1: countri"), "{both}");
}

#[test]
fn what_the_data_do_not_carry() {
    let folder = Folder::new("not-carried");
    folder.write("s.toml", HEAD);
    let said = refused(&folder.kennis(&["run", "s.toml", "--structure", "error_correction"]));
    assert!(said.starts_with("horizon: found 2060, expected 2043 at most: error_correction"), "{said}");
    // Growth of hours that begins too late.
    folder.write("d.csv", "variable,year,value\nhours,2023,14000\nhours_growth,2030,1\n");
    let said = refused(&folder.kennis(&["run", "s.toml", "--data", "d.csv"]));
    assert_eq!(
        said,
        "s.toml:1:1: country: found \"NLD\", whose series hours_growth has no observation for 2024, expected a country \
         with these observations (kennis data lists what there is)\n"
    );
}

#[test]
fn units_of_money_follow_the_currency_of_the_country() {
    let folder = Folder::new("currency");
    let with = |unit: &str| format!("{HEAD}{MEASURE}").replace("gdp_share", unit).replace("0.001", "1");
    folder.write("euro.toml", with("bn_eur"));
    folder.write("local.toml", with("bn_lcu"));
    let said = refused(&folder.kennis(&["run", "euro.toml", "--country", "SWE"]));
    let expected = "expected gdp_share, bn_lcu for public_research";
    assert_eq!(said, format!("euro.toml:7:8: measures[0].unit: found \"bn_eur\", {expected}\n"));
    for (file, country) in [("euro.toml", "DEU"), ("local.toml", "SWE")] {
        let output = folder.kennis(&["run", file, "--country", country, "--draws", "0"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn wrong_data() {
    let folder = Folder::new("data");
    folder.write("s.toml", HEAD);
    for (data, said) in [
        (
            "",
            "d.csv:1:1: found an empty file, expected a table of data (kennis data --format csv prints one)",
        ),
        (
            "variable,year,value\nhuors,2022,1\n",
            "d.csv:2:1: variable: found \"huors\", expected the name of a series; did you mean \"hours\"?",
        ),
        (
            "variable,year,value\nhours,2022,1,5\n",
            "d.csv:2:1: found 4 fields, expected 3 as in the first line (a decimal comma needs semicolons between the \
             fields)",
        ),
        (
            "variable;year;value\nhours;2022;1,5\nhours;2023;1.45\n",
            "d.csv:3:12: hours[2023]: found \"1.45\", expected a decimal comma as in line 2 (\"1,5\")",
        ),
        (
            "variable,year,value\nrd_total,2023,23780\n",
            "d.csv:2:15: rd_total[2023]: found 23780, expected % of GDP, from 0 to 20",
        ),
        (
            "variable,year,value\nhours,2022,\"1\n",
            "d.csv:2:12: found a quote that does not end, expected a quote at both ends",
        ),
        (
            "variable,kind,year,value\nhours,scenario,2022,1\n",
            "d.csv:2:7: kind: found \"scenario\", expected \"data\": the table holds data, not results",
        ),
        // Three years of R&D are not enough: what is missing is that of the country, not of the file.
        (
            "variable,year,value\nrd_total,2025,2.2\n",
            "country: found \"NLD\", whose series rd_total has no observation for 2013, 2014, 2015, 2016, 2017, 2018, \
             2019, 2020, 2021, 2022, 2023, expected a country with these observations (kennis data lists what there is)",
        ),
    ] {
        folder.write("d.csv", data);
        let output = folder.kennis(&["run", "s.toml", "--data", "d.csv"]);
        let lines = refused(&output);
        let first = lines.lines().next().unwrap().trim_start_matches("s.toml:1:1: ");
        assert_eq!(first, said, "{data}");
    }
    let said = refused(&folder.kennis(&["run", "s.toml", "--data", "absent.csv", "--country", "XYZ"]));
    assert_eq!(said, "absent.csv: found no such file, expected a file that can be read\n");
}

#[test]
fn files_that_cannot_be_read() {
    let folder = Folder::new("unreadable");
    fs::create_dir_all(folder.0.join("folder")).unwrap();
    let said = refused(&folder.kennis(&["check", "absent.toml", "folder"]));
    assert_eq!(
        said,
        "absent.toml: found no such file, expected a file that can be read\n\
         folder: found a folder, expected a file that can be read\n"
    );
}

#[test]
#[cfg(unix)]
fn a_file_without_permission() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("permission");
    folder.write("s.toml", HEAD);
    let path = folder.0.join("s.toml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // Whoever may read everything (root) sees no difference.
    if fs::File::open(&path).is_err() {
        let said = refused(&folder.kennis(&["run", "s.toml"]));
        assert_eq!(said, "s.toml: found no permission to read it, expected a file that can be read\n");
    }
}

#[test]
fn wrong_options() {
    let folder = Folder::new("options");
    folder.write("s.toml", HEAD);
    for (arguments, said) in [
        (
            &["--draws", "-5"][..],
            "error: invalid value '-5' for '--draws <N>': expected a whole number from 0 to 100000000",
        ),
        (
            &["--draws", "1e4"],
            "error: invalid value '1e4' for '--draws <N>': expected a whole number from 0 to 100000000",
        ),
        (&["--draws=999999999999"], "error: invalid value '999999999999' for '--draws <N>'"),
        (&["--seed", "-1"], "error: invalid value '-1' for '--seed <S>'"),
        (
            &["--threads", "0"],
            "error: invalid value '0' for '--threads <N>': expected a whole number from 1 to 1024",
        ),
        (
            &["--memory", "0"],
            "error: invalid value '0' for '--memory <GIB>': expected gibibytes from 0.01 to 65536, such as 0.5",
        ),
        (
            &["--precision", "-1"],
            "error: invalid value '-1' for '--precision <X>': expected percentage points above 0, such as 0.01",
        ),
        (&["--precision", "0.1", "--draws", "0"], "--draws: found 0, expected draws, for --precision"),
        (
            &["--precision", "0.1", "--max-draws", "9"],
            "--max-draws: found 9, expected at least 2, and not fewer",
        ),
        (&["--precision", "0.1", "--draw", "9"], "error: the argument '--precision <X>' cannot be used with"),
        (
            &["--save-draws", "d.parquet"],
            "--save-draws: found \"d.parquet\", expected a file that ends in .csv",
        ),
        (&["--save-draws", "no/d.csv"], "--save-draws: found \"no\", expected a folder that exists"),
        (&["--save-variables", "gpd"], "--save-variables: found \"gpd\", expected some of gdp, "),
        (&["--memory", "4GB"], "error: invalid value '4GB' for '--memory <GIB>': expected gibibytes"),
        (&["--memory", "nan"], "error: invalid value 'nan' for '--memory <GIB>': expected gibibytes"),
        (&["--format", "jsn"], "error: invalid value 'jsn' for '--format <FORMAT>'"),
        (&["--drawz", "5"], "error: unexpected argument '--drawz' found"),
        (&["--set", "capital_share"], "--set: found \"capital_share\", expected NAME=VALUE"),
        (&["--set", "capital_share=nan"], "--set capital_share: found nan, expected a finite number"),
        (
            &["--set", "capital_share=-1"],
            "--set capital_share: found -1, expected between 0.2 and 0.55 (share)",
        ),
        (
            &["--set", "capital_share=0.3", "--set", "capital_share=0.3"],
            "--set capital_share: found the parameter a second time, expected each parameter once",
        ),
        (&["--structure", "none"], "--structure: found \"none\", expected one of"),
        (&["--baseline", "b.csv"], "b.csv: found no such file, expected a file that can be read"),
        (&["--parameters", "p.toml"], "p.toml: found no such file, expected a file that can be read"),
    ] {
        let said_now = refused(&folder.kennis(&[&["run", "s.toml"], arguments].concat()));
        assert!(said_now.starts_with(said), "{arguments:?}: {said_now}");
    }
}

#[test]
fn what_is_still_to_come_says_so() {
    let folder = Folder::new("later");
    folder.write("s.toml", HEAD);
    let said = refused(&folder.kennis(&["run", "s.toml", "--html", "r.html"]));
    assert!(said.starts_with("kennis: --html") && said.contains("not have"), "{said}");
    for command in ["cba", "solve", "sensitivity", "monitor", "letter", "project", "card"] {
        let said = refused(&folder.kennis(&[command, "s.toml", "--draws", "5"]));
        assert_eq!(said, format!("kennis: the command {command}: this version does not have it yet\n"));
    }
}

#[test]
fn wrong_names_in_options() {
    let folder = Folder::new("option-names");
    folder.write("s.toml", HEAD);
    let said = |arguments: &[&str]| refused(&folder.kennis(arguments));
    assert_eq!(
        said(&["run", "s.toml", "--layers", "breakthrough"]),
        "--layers: found \"breakthrough\", expected some of breakthroughs, baseline_level, parameters, effectiveness, \
         structure; did you mean \"breakthroughs\"?\n"
    );
    assert_eq!(
        said(&["run", "s.toml", "--plan", "sobl"]),
        "--plan: found \"sobl\", expected one of random, latin_hypercube, sobol; did you mean \"sobol\"?\n"
    );
    assert_eq!(
        said(&["run", "s.toml", "--chart", "c.png"]),
        "--chart: found \"c.png\", expected a file that ends in .svg\n"
    );
    assert_eq!(
        said(&["run", "s.toml", "--chart", "nowhere/c.svg"]),
        "--chart: found \"nowhere\", expected a folder that exists\n"
    );
    assert!(said(&["run", "s.toml", "--draw", "-7"]).contains("counted from 0"));
}

#[test]
fn wrong_names_of_commands_examples_and_schemas() {
    let folder = Folder::new("names");
    let said = |arguments: &[&str]| refused(&folder.kennis(arguments));
    assert!(said(&["chek", "s.toml"]).ends_with("; did you mean \"check\"?\n"));
    assert!(said(&["senstivity"]).ends_with("; did you mean \"sensitivity\"?\n"));
    assert!(said(&["example", "tree_percent"]).ends_with("; did you mean \"three_percent\"?\n"));
    assert!(said(&["schema", "kennis.scenario/2"]).ends_with("; did you mean \"kennis.scenario/1\"?\n"));
    assert!(said(&["run"]).contains("<SCENARIO>"));
    assert!(said(&[]).contains("Usage: kennis"));
}

#[test]
fn standard_input_is_read_and_named() {
    let folder = Folder::new("stdin");
    let mut child = command(&folder.0, &["run", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(HEAD.replace("2060", "1960").as_bytes()).unwrap();
    let said = refused(&child.wait_with_output().unwrap());
    assert_eq!(said, "<stdin>:3:11: horizon: found 1960, expected a year from 2024 to 2200\n");
}

#[test]
fn a_folder_for_results_that_cannot_be_written() {
    let folder = Folder::new("out");
    folder.write("s.toml", HEAD);
    folder.write("file", "");
    let said = refused(&folder.kennis(&["run", "s.toml", "--out", "file"]));
    assert!(
        said.starts_with("--out: found file (") && said.ends_with("expected a folder that can be written\n"),
        "{said}"
    );
    // Wrong input makes no folder.
    refused(&folder.kennis(&["run", "absent.toml", "--out", "results"]));
    assert!(!folder.0.join("results").exists());
}

#[test]
fn cuts_that_leave_no_rd_name_the_year() {
    let folder = Folder::new("cuts");
    folder.write("s.toml", format!("{HEAD}{}", TARGET.replace("0.03", "0.001")));
    let said = refused(&folder.kennis(&["run", "s.toml", "--draws", "10"]));
    assert!(
        said.starts_with("kennis: rd_public would be -") && said.contains(" in 2030 at the centres"),
        "{said}"
    );
    assert_eq!(refused(&folder.kennis(&["check", "s.toml"])), said);
}
