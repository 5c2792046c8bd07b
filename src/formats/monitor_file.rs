//! Reads a former monitor (`kennis.monitor/1`): what it said, and all that it was asked.

use super::input_error::{InputError, InputProblem};
use super::request_json::read_request;
use crate::monitor::{FormerMonitor, KeyFigure, KeyFigures, MonitorRequest};
use crate::scenario::Problem;
use serde_json::Value;

const SCHEMA: &str = "kennis.monitor/1";

/// Reads a monitor that `kennis monitor --format json` has written; `file` is its name in messages.
///
/// # Errors
/// [`InputError`]: no monitor, one without a figure or without what it was asked, or one whose request this version does not take.
pub fn read_monitor(bytes: &[u8], file: &str) -> Result<FormerMonitor, InputError> {
    let refuse = |key: &str, found: String, expected: &str| {
        InputError::from(InputProblem::new(file, Problem::new(key, found, expected)))
    };
    let text = std::str::from_utf8(bytes)
        .map_err(|_| refuse("", "bytes that are not UTF-8".to_owned(), "a monitor in JSON"))?;
    let document: Value = serde_json::from_str(text).map_err(|error| {
        refuse("", format!("text that is not JSON ({error})"), "a monitor, of kennis monitor --format json")
    })?;
    if document["schema"] != SCHEMA {
        let found = document.get("schema").map_or("nothing".to_owned(), Value::to_string);
        return Err(refuse("schema", found, "\"kennis.monitor/1\""));
    }
    let mut error = InputError::default();
    for figure in KeyFigure::ALL {
        if !document["key_figures"][figure.name()].is_number() {
            let found =
                document["key_figures"].get(figure.name()).map_or("nothing".to_owned(), Value::to_string);
            error.problems.extend(refuse(&format!("key_figures.{figure}"), found, "a number").problems);
        }
    }
    error.check()?;
    let figures = KeyFigures::from_values(|figure| document["key_figures"][figure.name()].as_f64())
        .ok_or_else(InputError::default)?;
    if !document["basis"].is_object() {
        let found = document["basis_reason"].as_str().unwrap_or("nothing");
        let expected = "what the monitor was asked, so that it can be run again";
        return Err(refuse("basis", found.to_owned(), expected));
    }
    let basis = read_request(&document["basis"].to_string()).map_err(|error| within(file, error))?.run;
    let mut request = MonitorRequest::new(basis.economy.clone(), basis.final_scenario());
    (request.parameters, request.settings) = (basis.parameters, basis.settings);
    let year = document["year"].as_i64().and_then(|year| i32::try_from(year).ok());
    request.year = year.ok_or_else(|| refuse("year", document["year"].to_string(), "a year"))?;
    request.target = document["rd_intensity"]["target"]
        .as_f64()
        .ok_or_else(|| refuse("rd_intensity.target", "no number".to_owned(), "a share of GDP"))?;
    let version = document["version"].as_str().unwrap_or("not stated");
    let mut former = FormerMonitor::new(version, figures, request);
    if let Some(vintage) = document["data_vintage"].as_str() {
        vintage.clone_into(&mut former.data_vintage);
    }
    Ok(former)
}

/// What is wrong with the request inside the file, at the keys of the file.
fn within(file: &str, error: InputError) -> InputError {
    let problems = error.problems.into_iter().map(|mut problem| {
        problem.problem.key = format!("basis.{}.{}", problem.file, problem.problem.key);
        file.clone_into(&mut problem.file);
        problem
    });
    InputError { problems: problems.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Economy;
    use crate::ensemble::Settings;
    use crate::formats::monitor_document;
    use crate::model::{Instrument, Unit};
    use crate::monitor::{Cause, Monitor};
    use crate::scenario::{Measure, Scenario};

    fn request() -> MonitorRequest {
        let measure = Measure::new(Instrument::TaxCredit, Unit::BnEur, 0.5, 2026);
        let scenario = Scenario::new("policy").with_horizon(2030).with_measure(measure);
        let mut request = MonitorRequest::new(Economy::netherlands().unwrap(), scenario);
        request.settings = Settings::default().with_draws(8);
        request
    }

    /// A monitor that is read again and run again says the same to the last bit: nothing that it rests on is lost on the way.
    #[test]
    fn a_monitor_beside_itself_has_not_changed() {
        let request = request();
        let monitor = Monitor::new(&request, None, &mut |_, _| ()).unwrap();
        let json = monitor_document(&monitor, &[], "kennis monitor").to_json();
        let former = read_monitor(json.as_bytes(), "m.json").unwrap();
        assert_eq!(former.request.scenario.measures, request.scenario.measures);
        let again = Monitor::new(&request, Some(&former), &mut |_, _| ()).unwrap();
        let changes = again.changes.unwrap();
        for figure in &changes.figures {
            for (cause, change) in &figure.by_cause {
                assert_eq!(*change, 0.0, "{} {cause}", figure.figure);
            }
        }
        assert_eq!(changes.figures[0].by_cause.len(), Cause::ALL.len());
        assert_eq!(changes.data_vintage, request.economy.vintage);
    }

    #[test]
    fn what_is_no_monitor_says_so() {
        let said = |text: &str| read_monitor(text.as_bytes(), "m.json").unwrap_err().to_string();
        assert!(said("{").starts_with("m.json: found text that is not JSON"), "{}", said("{"));
        assert_eq!(
            said(r#"{"schema":"kennis.run/1"}"#),
            r#"m.json: schema: found "kennis.run/1", expected "kennis.monitor/1""#
        );
        let without = said(r#"{"schema":"kennis.monitor/1","key_figures":{"gap_money":null}}"#);
        assert!(
            without.contains("m.json: key_figures.gap_money: found null, expected a number"),
            "{without}"
        );
        let monitor = Monitor::new(&request(), None, &mut |_, _| ()).unwrap();
        let json = monitor_document(&monitor, &[], "kennis monitor").to_json();
        let broken = said(&json.replace("\"horizon\":2030", "\"horizon\":\"x\""));
        assert!(broken.contains("m.json") && broken.contains("basis.scenario.horizon"), "{broken}");
    }
}
