//! What is read, and where each problem is placed.

use super::*;
use crate::model::{CohortSizes, Course};
use crate::parameters::{Distribution, ParameterId, Shape};
use crate::structures::{StructureChoice, StructureName};

fn read(text: &str) -> Result<Scenario, String> {
    read_bytes(text.as_bytes())
}

fn read_bytes(bytes: &[u8]) -> Result<Scenario, String> {
    read_scenario(bytes, "s.toml", Path::new("."), &CheckContext::netherlands())
        .map_err(|error| error.to_string())
}

const HEAD: &str = "schema = \"kennis.scenario/1\"\nname = \"test\"\nhorizon = 2060\n";

#[test]
fn training_may_name_a_course_and_a_foreign_share() {
    let talent = |more: &str| {
        read(&format!(
            "{HEAD}[[measures]]\nname = \"m\"\ninstrument = \"talent\"\nunit = \"persons\"\namount = 100\nfrom = 2026\n{more}"
        ))
    };
    let plain = &talent("").unwrap().measures[0];
    assert_eq!((plain.course, plain.foreign_share), (None, 0.0));
    let engineers = &talent("course = \"engineering\"\nforeign_share = 0.25\n").unwrap().measures[0];
    assert_eq!((engineers.course, engineers.foreign_share), (Some(Course::Engineering), 0.25));
}

#[test]
fn everything_that_a_scenario_can_say_is_read() {
    let scenario = read(&format!(
        "{HEAD}country = \"NLD\"\nprice_base = 2020\nstructure = [\"no_effect\", \"rate_of_return\"]\n\
         research_price = \"off\"\ncapital_closure = \"user_cost\"\ngestation = \"point_mass\"\ncohorts = \"working_life\"\n[financing]\nmethod = \"tax\"\n\
         [[measures]]\nname = \"m\"\ninstrument = \"education\"\nunit = \"quality_sd\"\n\
         path = {{ 2026 = 0.1, 2028 = 0.2 }}\nfrom = 2026\nuntil = 2030\nramp_years = 4\nentry_lag = 12\n\
         cost_per_unit = 20_000\n\
         [[targets]]\nvariable = \"rd_intensity\"\nyear = 2030\nvalue = 0.03\npublic_share = 0.4\n\
         [parameters]\ndepreciation_public = 0.12\ngestation_business = 2\ngestation_public = 5\n\
         output_elasticity_public = {{ distribution = \"normal\", mean = 0.05, sd = 0.02, lower = 0.0 }}\n"
    ))
    .unwrap();
    assert_eq!(
        scenario.structure,
        StructureChoice::List(vec![StructureName::NoEffect, StructureName::RateOfReturn])
    );
    assert_eq!(scenario.financing, Financing::Tax);
    assert_eq!(scenario.research_price, ResearchPrice::Off);
    assert_eq!(scenario.capital_closure, CapitalClosure::UserCost);
    assert_eq!(scenario.gestation, GestationLag::PointMass);
    assert_eq!(scenario.cohorts, CohortSizes::WorkingLife);
    let measure = &scenario.measures[0];
    assert_eq!(measure.amount, AmountPath::ByYear(BTreeMap::from([(2026, 0.1), (2028, 0.2)])));
    assert_eq!((measure.until, measure.ramp_years, measure.entry_lag), (Some(2030), 4, Some(12.0)));
    assert_eq!(measure.cost_per_unit, Some(20_000.0));
    assert_eq!(scenario.targets, [Target::new(0.03, 2030, 0.4)]);
    let parameters = BTreeMap::from_iter(scenario.parameters);
    assert_eq!(parameters[&ParameterId::DepreciationPublic], Distribution::fixed(0.12));
    let normal = parameters[&ParameterId::OutputElasticityPublic];
    assert_eq!(normal.shape, Shape::Normal { mean: 0.05, sd: 0.02 });
    assert_eq!((normal.lower, normal.upper), (0.0, 0.35));
}

#[cfg(feature = "panel")]
#[test]
fn foreign_rd_is_read() {
    use crate::scenario::{Foreign, ForeignRule, PartnerCountries};
    let scenario = read(&format!(
        "{HEAD}[[foreign]]\ncountries = [\"USA\", \"JPN\"]\nyear = 2035\nvalue = 0.04\nrule = \"exactly\"\n\
         [[foreign]]\ncountries = \"EU\"\nyear = 2030\nvalue = 0.03\n"
    ))
    .unwrap();
    let list = Foreign::new(PartnerCountries::list(["USA", "JPN"]), 0.04, 2035);
    let expected = [list.with_rule(ForeignRule::Exactly), Foreign::new(PartnerCountries::Eu, 0.03, 2030)];
    assert_eq!(scenario.foreign, expected);
}

#[test]
fn what_is_left_out_has_the_defaults() {
    assert_eq!(Scenario { input: None, ..read(HEAD).unwrap() }, Scenario::new("test"));
}

#[test]
fn byte_order_mark_and_windows_line_ends_are_read() {
    let text = format!("\u{feff}{HEAD}").replace('\n', "\r\n");
    assert_eq!(read(&text), read(HEAD));
}

#[test]
fn all_problems_come_at_once_in_the_order_of_the_file() {
    let error = read(
        "schema = \"kennis.scenario/2\"\nnme = \"x\"\nhorizon = 2060.5\nstructure = \"no_efect\"\n\
         [[measures]]\nname = \"m\"\ninstrument = \"public_reserch\"\nunit = \"persons\"\namount = nan\n\
         from = 2020\nuntil = 2019\n[financing]\n",
    );
    assert_eq!(
        error.unwrap_err(),
        "s.toml:1:10: schema: found \"kennis.scenario/2\", expected \"kennis.scenario/1\"\n\
         s.toml:2:1: nme: found an unknown key, expected one of schema, name, country, horizon, price_base, \
         structure, research_price, capital_closure, gestation, cohorts, education_form, catalogue, baseline, financing, measures, targets, foreign, appraisal, parameters; did you mean \"name\"?\n\
         s.toml:3:11: horizon: found 2060.5, expected a year, a whole number\n\
         s.toml:4:13: structure: found \"no_efect\", expected one of knowledge_capital, rate_of_return, \
         semi_endogenous, international_spillovers, error_correction, no_effect, all; did you mean \"no_effect\"?\n\
         s.toml:7:14: measures[0].instrument: found \"public_reserch\", expected one of public_research, \
         direct_subsidy, tax_credit, innovation_procurement, venture_capital, eu_cofinancing, facilities, \
         valorisation, talent, firm_attraction, education; did you mean \"public_research\"?\n\
         s.toml:9:10: measures[0].amount: found nan, expected a finite number\n\
         s.toml:10:8: measures[0].from: found 2020, expected 2024 or later: R&D is observed up to 2023\n\
         s.toml:11:9: measures[0].until: found 2019, expected 2020 (from) or later\n\
         s.toml:12:1: financing.method: found nothing, expected one of debt, tax, offset"
    );
}

#[test]
fn broken_toml_is_named_and_hides_nothing_else() {
    let error = read("schema = \"kennis.scenario/1\"\nname = \nhorizn = 2060\nname = 3\n").unwrap_err();
    let lines: Vec<&str> = error.lines().collect();
    assert!(lines[0].starts_with("s.toml:2:8: found text that is not TOML"), "{error}");
    assert!(lines[1].starts_with("s.toml:3:1: horizn: found an unknown key"), "{error}");
    assert_eq!(lines.len(), 3, "{error}");
}

#[test]
fn a_missing_baseline_file_is_a_problem_of_its_own() {
    let error = read(&format!("{HEAD}baseline = \"absent.csv\"\nprice_base = 3000\n")).unwrap_err();
    assert!(error.contains("s.toml:5:14: price_base: found 3000"), "{error}");
    assert!(error.contains("absent.csv: found no such file, expected a file that can be read"), "{error}");
}

proptest::proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        let _ = read_bytes(&bytes);
    }

    #[test]
    fn random_toml_never_panics(lines in proptest::collection::vec("[a-z\\[\\]\"={}., 0-9]{0,30}", 0..20)) {
        let _ = read(&lines.join("\n"));
    }
}

#[test]
fn a_decimal_comma_is_named_as_such() {
    let head = "schema = \"kennis.scenario/1\"\nname = \"a\"\nhorizon = 2060\n";
    let measure =
        "[[measures]]\nname = \"m\"\ninstrument = \"public_research\"\nunit = \"gdp_share\"\nfrom = 2026\n";
    let said = |text: String| {
        let read = read_scenario(text.as_bytes(), "s.toml", Path::new(""), &CheckContext::netherlands());
        read.unwrap_err().to_string()
    };
    assert_eq!(
        said(format!("{head}{measure}amount = 0,001\n")),
        "s.toml:9:10: found \"0,001\", expected a number with a decimal point (0.001)"
    );
    let path = said(format!("{head}{measure}path = {{ 2026 = 0,5, 2028 = 1 }}\n"));
    assert!(path.contains("found \"0,5\", expected a number with a decimal point (0.5)"), "{path}");
    // A comma between the entries of a table is none.
    let path = said(format!("{head}{measure}path = {{ 2026 = 1,2028 = x }}\n"));
    assert!(!path.contains("decimal point"), "{path}");
}

#[test]
fn a_path_without_from_begins_in_its_first_year() {
    let measure = |amount: &str| {
        read(&format!(
            "{HEAD}[[measures]]\nname = \"m\"\ninstrument = \"tax_credit\"\nunit = \"bn_eur\"\n{amount}\n"
        ))
    };
    let first = |amount: &str| measure(amount).unwrap().measures[0].from;
    assert_eq!(first("path = { 2031 = 2, 2028 = 1 }"), 2028);
    // One that is given wins: the years before the path have nothing.
    assert_eq!(first("path = { 2028 = 1 }\nfrom = 2026"), 2026);
    let said = |amount: &str| measure(amount).unwrap_err();
    assert_eq!(
        said("amount = 1"),
        "s.toml:4:1: measures[0].from: found nothing, expected the first year, a whole number"
    );
    // A path that cannot be read is one problem, and not a second one of its first year.
    assert_eq!(
        said("path = {}"),
        "s.toml:8:8: measures[0].path: found no year, expected an amount for at least one year"
    );
    assert_eq!(said("path = { 20x6 = 1 }").lines().count(), 1, "{}", said("path = { 20x6 = 1 }"));
    assert_eq!(said("path = 3").lines().count(), 1, "{}", said("path = 3"));
    let early = said("path = { 2020 = 1, 2028 = 2 }");
    assert!(early.contains("found 2020, expected 2024 or later") && early.lines().count() == 1, "{early}");
}

#[test]
fn a_dutch_scheme_leads_to_its_instrument() {
    let said = |instrument: &str| {
        read(&format!(
            "{HEAD}[[measures]]\nname = \"m\"\ninstrument = \"{instrument}\"\nunit = \"bn_eur\"\namount = 1\nfrom = 2026\n"
        ))
        .unwrap_err()
    };
    assert!(said("WBSO").ends_with("education; did you mean \"tax_credit\"?"), "{}", said("WBSO"));
    assert!(said("mit").ends_with("did you mean \"direct_subsidy\"?"), "{}", said("mit"));
    assert!(said("PPS-toeslag").ends_with("did you mean \"direct_subsidy\"?"));
    assert!(
        said("NGF").ends_with(
            "education; \"NGF\" may be any of public_research, direct_subsidy, facilities, talent, education: a measure \
             for each"
        ),
        "{}",
        said("NGF")
    );
    // What is no scheme is a slip, as before, or nothing.
    assert!(said("tax_credits").ends_with("did you mean \"tax_credit\"?"));
    assert!(said("lottery").ends_with("firm_attraction, education"));
}
