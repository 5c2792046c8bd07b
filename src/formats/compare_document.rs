//! The document `kennis.compare/1`, and the comparison as long CSV.

use super::document::Object;
use super::long_csv::LongCsv;
use super::run_document::{differences, draws, header, returns, variable_rows, variables};
use crate::ensemble::{Ensemble, Settings};
use crate::simulate::{Experiment, Variable};

/// The document of a comparison of structures. `command` is the command that reproduces it.
#[must_use]
pub fn compare_document(
    experiment: &Experiment,
    ensemble: &Ensemble,
    settings: &Settings,
    command: &str,
) -> Object {
    let mut document = header("kennis.compare/1", experiment, command);
    draws(&mut document, experiment, ensemble, settings);
    let mut mixture = Object::new();
    mixture.object("variables", variables(experiment, |variable, kind| ensemble.statistics(variable, kind)));
    document
        .flag("check_run", ensemble.is_check_run)
        .text("country", experiment.baseline.country.clone())
        .text("scenario", experiment.scenario.name.clone())
        .wholes("years", experiment.baseline.years.iter().take(ensemble.years()))
        .objects("structures", (0..ensemble.members.len()).map(|i| structure(experiment, ensemble, i)))
        .object("mixture", mixture)
        .object("between_structure_variance_share", shares(ensemble))
        .objects("parameters", differences(experiment));
    document
}

fn structure(experiment: &Experiment, ensemble: &Ensemble, i: usize) -> Object {
    let member = &ensemble.members[i];
    let mut object = Object::new();
    object
        .text("structure", member.structure)
        .number("weight", member.weight)
        .object(
            "variables",
            variables(experiment, |variable, kind| ensemble.member_statistics(i, variable, kind)),
        )
        .object("returns", returns(ensemble.member_gross_returns(i), ensemble.member_internal_rates(i)));
    object
}

fn shares(ensemble: &Ensemble) -> Object {
    let mut object = Object::new();
    for variable in Variable::ALL {
        match ensemble.between_structure_share(*variable) {
            Some(shares) => {
                let reason = "null in years in which the variable differs from the baseline in no draw";
                object.numbers_or(variable.name(), shares, reason)
            }
            None => object.null(variable.name(), "a check run has one path a structure, and no variance"),
        };
    }
    object
}

/// The comparison as long CSV, `variable,kind,statistic,year,value,unit`. A variable stands after the structure or
/// `mixture` and a full stop; the share of variance between structures is a kind of its own.
#[must_use]
pub fn compare_csv(experiment: &Experiment, ensemble: &Ensemble) -> String {
    let mut csv = LongCsv::new();
    for (i, member) in ensemble.members.iter().enumerate() {
        let of = |variable, kind| ensemble.member_statistics(i, variable, kind);
        variable_rows(&mut csv, experiment, &format!("{}.", member.structure), of);
    }
    variable_rows(&mut csv, experiment, "mixture.", |variable, kind| ensemble.statistics(variable, kind));
    for variable in Variable::ALL {
        let shares = ensemble.between_structure_share(*variable).unwrap_or_default();
        for (year, share) in experiment.baseline.years.iter().zip(shares) {
            let names = (variable.name(), "between_structure_variance", "share");
            csv.row(names, Some(year), share, "fraction");
        }
    }
    csv.into_text()
}
