//! Options and names on the command line, and all problems at once.

use crate::input::{Folder, HEAD, refused};

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
            "error: invalid value '-1' for '--precision <[FIGURE=]X>': expected percentage points above 0, such as 0.01",
        ),
        (&["--precision", "0.1", "--draws", "0"], "--draws: found 0, expected draws, for --precision"),
        (
            &["--precision", "0.1", "--max-draws", "9"],
            "--max-draws: found 9, expected at least 2, and not fewer",
        ),
        (
            &["--precision", "0.1", "--draw", "9"],
            "error: the argument '--precision <[FIGURE=]X>' cannot be used with",
        ),
        (&["--save-draws", "d.xlsx"], "--save-draws: found \"d.xlsx\", expected a file that ends in .csv"),
        (&["--save-draws", "no/d.csv"], "--save-draws: found \"no\", expected a folder that exists"),
        (
            &["--save-draws", "d.csv", "--save-variables", "gpd"],
            "--save-variables: found \"gpd\", expected some of gdp, ",
        ),
        (&["--years", "2030,x"], "--years: found \"x\", expected years with commas, such as 2027,2030-2035"),
        (&["--years", "2035-2030"], "--years: found \"2035-2030\", expected years with commas"),
        (&["--years", "1990"], "--years: found 1990, expected years of the results, 2023 to "),
        (&["--years", "2030-2150"], "--years: found "),
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
    let expected = if cfg!(feature = "images") { ".svg or .png or .pdf" } else { ".svg" };
    assert_eq!(
        said(&["run", "s.toml", "--chart", "c.gif"]),
        format!("--chart: found \"c.gif\", expected a file that ends in {expected}\n")
    );
    #[cfg(not(feature = "images"))]
    for ending in ["png", "pdf"] {
        let file = format!("c.{ending}");
        let said = said(&["compare", "s.toml", "--chart", &file]);
        assert!(
            said.contains("a file that ends in .svg")
                && said.contains("--features images brings .png and .pdf")
        );
    }
    let said_of = |name: &str| said(&["run", "s.toml", "--chart", "c.svg", "--chart-variable", name]);
    assert!(
        said_of("rd_intensty").starts_with("--chart-variable: found \"rd_intensty\", expected one of gdp, ")
    );
    assert!(said_of("rd_intensty").ends_with("; did you mean \"rd_intensity\"?\n"));
    assert!(said(&["run", "s.toml", "--chart-variable", "tfp"]).contains("--chart <FILE.svg>"));
    assert_eq!(
        said(&["run", "s.toml", "--chart", "nowhere/c.svg"]),
        "--chart: found \"nowhere\", expected a folder that exists\n"
    );
    assert!(said(&["run", "s.toml", "--draw", "-7"]).contains("counted from 0"));
}

#[test]
fn what_is_not_explained_has_a_nearest_name() {
    let folder = Folder::new("explain");
    let said = |arguments: &[&str]| refused(&folder.kennis(arguments));
    let wrong = said(&["explain", "debt_rato"]);
    assert!(wrong.starts_with("explain: found \"debt_rato\", expected the name of a variable"), "{wrong}");
    assert!(wrong.ends_with("did you mean \"debt_ratio\"?\n"), "{wrong}");
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
fn an_instrument_that_is_not_found_is_refused_with_the_nearest() {
    let folder = Folder::new("find");
    let said = refused(&folder.kennis(&["instruments", "--find", "lottery"]));
    assert!(
        said.starts_with(
            "--find: found \"lottery\", expected a scheme such as WBSO, a word, or one of public_"
        )
    );
    let said = refused(&folder.kennis(&["instruments", "--find", "tax_crdit"]));
    assert!(said.ends_with("did you mean \"tax_credit\"?\n"), "{said}");
    assert!(refused(&folder.kennis(&["instruments", "--find", ""])).starts_with("--find: found \"\""));
}

#[test]
fn an_instrument_is_found_by_its_scheme_in_every_form() {
    let folder = Folder::new("found");
    let printed = |form: &str| {
        let output = folder.kennis(&["instruments", "--find", "wbso", "--format", form]);
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    let text = printed("text");
    assert!(
        text.contains("\ntax_credit (") && text.contains("known as: WBSO") && !text.contains("\ntalent"),
        "{text}"
    );
    let json = printed("json");
    assert!(json.contains(r#"{"name":"tax_credit""#) && !json.contains(r#"{"name":"talent""#), "{json}");
    assert!(printed("csv").lines().skip(1).all(|line| line.starts_with("tax_credit.")));
}
