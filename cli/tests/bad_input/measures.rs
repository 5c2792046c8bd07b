//! Measures, their instruments, units and amounts.

use crate::input::{Folder, HEAD, MEASURE, refused, says};

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
             years_of_schooling, quality_sd, pupils; did you mean \"gdp_share\"?"
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
             until, ramp_years, entry_lag, cost_per_unit, action, solve, course, foreign_share, intervention; did you mean \"from\"?"
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
            "7:8: measures[0].unit: found \"persons\", expected years_of_schooling, quality_sd, pupils, gdp_share, bn_eur for \
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
fn what_only_training_can_have() {
    let folder = Folder::new("training");
    let talent =
        MEASURE.replace("public_research", "talent").replace("gdp_share", "persons").replace("0.001", "500");
    for (measure, line, said) in [
        (
            MEASURE,
            "course = \"university\"",
            "10:10: measures[0].course: found university for public_research, expected it with talent only",
        ),
        (
            MEASURE,
            "foreign_share = 0.2",
            "10:17: measures[0].foreign_share: found a foreign share for public_research, expected it with talent only",
        ),
        (
            &talent,
            "foreign_share = 1.2",
            "10:17: measures[0].foreign_share: found 1.2, expected a share from 0 to 1",
        ),
        (
            &talent,
            "course = \"universty\"",
            "10:10: measures[0].course: found \"universty\", expected one of higher_professional, university, engineering, \
             doctorate; did you mean \"university\"?",
        ),
    ] {
        says(&folder, format!("{HEAD}{measure}{line}\n"), &[&format!("s.toml:{said}")]);
    }
    let cohorts = HEAD.replace("horizon", "cohorts = \"populations\"\nhorizon");
    let said = "s.toml:3:11: cohorts: found \"populations\", expected one of population, working_life; did you mean \"population\"?";
    says(&folder, format!("{cohorts}{MEASURE}"), &[said]);
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
