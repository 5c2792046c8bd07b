//! Parameters in a scenario and in a file of their own.

use crate::input::{Folder, HEAD, refused, says};

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
