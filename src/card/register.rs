//! The questions of the Commission's register of policy models (MIDAS), in its order, and the four that its public pages name
//! beside them.
//!
//! Source: European Commission, Modelling Inventory and Knowledge Management System (MIDAS), the page "Quality & Transparency" of a
//! model, read on those of EU-EMS and E3ME, up to the question on results; what comes after it was not read there.

use super::evidence::{BACKTEST, CardEvidence, DATA, PARAMETERS, RUN, SENSITIVITY};
use super::field::{CardField, Question};
use crate::calibrate::{HorizonScore, ModelScore};
use crate::data::Series;
use crate::parameters::{Layer, ParameterId};
use crate::structures::{STRUCTURES, StructureName};
use std::collections::BTreeMap;

const REGISTER: &str =
    "European Commission, MIDAS, page Quality & Transparency (web.jrc.ec.europa.eu/policy-model-inventory)";
const NOT_READ: &str = "European Commission, MIDAS, transparency; the wording was not read in the register";

/// Parameters that the answer on sensitivity names.
const NAMED: usize = 3;

/// All of them.
pub(super) fn fields(evidence: &CardEvidence) -> Vec<CardField> {
    vec![
        uncertainty(evidence),
        sensitivity(evidence),
        asked("peer_reviewed_publication", "Have results of the model been published in peer-reviewed articles?")
            .stated(false, "None yet."),
        asked("scientific_review", "Has a panel of international experts formally reviewed the model?")
            .stated(false, "None yet. A review needs nothing but this package: code, data, sources and tests are in it."),
        validation(evidence),
        input_data(evidence),
        database(evidence),
        asked("results_public", "Have results been presented in publicly available reports?")
            .stated(false, "None yet. Pages of the documentation show results, each with the command that makes it."),
        beside("output_data_public", "Are output data publicly available?").answered(
            false,
            "No set of results is published. Every result is written as JSON and CSV by the command that stands in it.".to_owned(),
            RUN,
        ),
        beside("interface", "Is there an interface that shows results to the public?").answered(
            true,
            "A page in one file, in English and Dutch, without network; it stands on no public address yet.".to_owned(),
            "kennis monitor --html monitor.html",
        ),
        beside("documentation", "Is the model documented in a public report or manual?").answered(
            true,
            format!("A book with every equation and its source, in docs/ of {}; kennis explain says what a line of a result means.", env!("CARGO_PKG_REPOSITORY")),
            "kennis explain",
        ),
        beside("code_open", "Is the code open?").answered(
            true,
            format!("{}, under {}.", env!("CARGO_PKG_REPOSITORY"), env!("CARGO_PKG_LICENSE")),
            "kennis --version",
        ),
    ]
}

fn asked(key: &'static str, question: &'static str) -> Question {
    Question { key, question, source: REGISTER }
}

fn beside(key: &'static str, question: &'static str) -> Question {
    Question { key, question, source: NOT_READ }
}

fn uncertainty(evidence: &CardEvidence) -> CardField {
    let varies = |id: &ParameterId| {
        let prior = evidence.parameters.distribution(*id);
        !prior.is_fixed() && !prior.is_unset()
    };
    let by_layer = Layer::ALL.iter().map(|layer| {
        let count = ParameterId::all().filter(varies).filter(|id| id.row().layer == *layer).count();
        format!("{layer} {count}")
    });
    let varying = ParameterId::all().filter(varies).count();
    let mixed = STRUCTURES.iter().filter(|(_, weight)| *weight > 0.0).count();
    asked(
        "uncertainty",
        "Have the uncertainties of the model been quantified, and are they accounted for in simulations?",
    )
    .answered(
        varying > 0 && mixed > 1,
        format!(
            "{varying} of {} parameters are distributions ({}). {} structures run side by side, {mixed} of them in a mixture by \
             weight, {} of it without any effect of R&D. Every result has its bands.",
            ParameterId::all().count(),
            by_layer.collect::<Vec<_>>().join(", "),
            STRUCTURES.len(),
            percent(weight_of(StructureName::NoEffect)),
        ),
        PARAMETERS,
    )
}

/// The weight of a structure in the mixture.
fn weight_of(structure: StructureName) -> f64 {
    STRUCTURES.iter().find(|(name, _)| *name == structure).map_or(0.0, |(_, weight)| *weight)
}

fn sensitivity(evidence: &CardEvidence) -> CardField {
    let analysis = &evidence.sensitivity;
    let named: Vec<String> = analysis
        .parameters
        .iter()
        .take(NAMED)
        .map(|one| format!("{} {}", one.name, percent(one.total.value)))
        .collect();
    let year = analysis.year.map(|year| format!(" in {year}")).unwrap_or_default();
    asked("sensitivity_analysis", "Has the model undergone sensitivity analysis?").answered(
        !named.is_empty(),
        format!(
            "Of the variance of {}{year} under {:?}, total Sobol' indices (they overlap): the structure {}, {}. Of any result, with intervals, Shapley \
             effects and the value of information, by the same command.",
            analysis.output,
            analysis.experiment.scenario().name,
            percent(analysis.structure.total.value),
            named.join(", "),
        ),
        SENSITIVITY,
    )
}

fn validation(evidence: &CardEvidence) -> CardField {
    let test = &evidence.backtest;
    let last = |model: &ModelScore| model.scores.last().copied();
    let horizon = test.models.iter().filter_map(last).map(|score| score.horizon).max();
    let scored: Vec<(&ModelScore, HorizonScore)> =
        test.models.iter().filter_map(|model| Some((model, last(model)?))).collect();
    let each: Vec<String> = scored
        .iter()
        .map(|(model, score)| {
            format!("{} {:.2} and {}", model.model, model.relative_crps, percent(score.coverage_90))
        })
        .collect();
    asked("validation", "Has the model been validated: were predictions confronted with observed data?").answered(
        !scored.is_empty(),
        format!(
            "Productivity was forecast at the end of {} to {} with the data up to then, as they stand now. Mean score (CRPS, the random walk \
             as 1, less is better), and share of outcomes in the 90% band {} years ahead, where 90% is right: {}. {}.",
            test.origins.first,
            test.origins.last,
            horizon.unwrap_or_default(),
            each.join("; "),
            test.reason,
        ),
        BACKTEST,
    )
}

fn input_data(evidence: &CardEvidence) -> CardField {
    let series = evidence.economy.all_series();
    let stated = |series: &&Series| !series.source.is_empty() && !series.licence.is_empty();
    let sourced = series.iter().filter(stated).count();
    let mut by_licence: BTreeMap<&str, usize> = BTreeMap::new();
    for one in series.iter().filter(stated) {
        *by_licence.entry(&one.licence).or_default() += 1;
    }
    let licences: Vec<String> =
        by_licence.iter().map(|(licence, count)| format!("{licence} ({count})")).collect();
    asked("input_data_public", "Do input data come from publicly available sources?").answered(
        sourced == series.len(),
        format!(
            "{sourced} of {} series of {} name a public source and its terms. By terms: {}.",
            series.len(),
            evidence.economy.country,
            licences.join("; "),
        ),
        DATA,
    )
}

fn database(evidence: &CardEvidence) -> CardField {
    asked("full_database_available", "Is the full database of the model available to others?").answered(
        !evidence.economy.all_series().is_empty() && evidence.countries > 0,
        format!(
            "It is part of the program: {} series of {}, and a panel of {} countries (--country).",
            evidence.economy.all_series().len(),
            evidence.economy.country,
            evidence.countries,
        ),
        "kennis data --format csv",
    )
}

/// A share in percent.
fn percent(share: f64) -> String {
    format!("{:.0}%", 100.0 * share)
}
