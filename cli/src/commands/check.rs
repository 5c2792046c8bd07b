//! `kennis check`: reads files and says everything that is wrong with them, as a run would find it.

use super::actions::today;
use crate::arguments::CheckArguments;
use crate::economy::Sources;
use crate::failure::Failure;
use crate::output;
use crate::request::{ScenarioRead, load_input, parameters, put_parameters, read_scenario_from};
use kennis::formats::{
    DataFile, InputError, InputProblem, NamedFiles, country_economy, is_action_table, is_data_file,
    is_education, is_parameter_file, is_posterior_file, read_actions, read_baseline, read_data,
    read_education,
};
use kennis::report::safe_line;
use kennis::request::RunRequest;
use kennis::scenario::CheckContext;
use kennis::{Economy, ParameterSet, Scenario};
use std::path::{Path, PathBuf};

/// Endings of tables: whatever is in them, they are no TOML.
const TABLES: [&str; 6] = ["csv", "tsv", "tab", "xlsx", "xls", "ods"];

/// Whether a file is a table, by its name or, where that does not end in `.toml`, by a first line with separators that
/// sets nothing.
fn is_table(path: &Path, bytes: &[u8]) -> bool {
    let ends = |ending: &str| path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending));
    let text = String::from_utf8_lossy(bytes);
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let has_separators = first.contains(['\t', ';', ',']) && !first.contains(['=', '[', '#', '"']);
    TABLES.into_iter().any(ends) || (!ends("toml") && has_separators)
}

/// Checks all files; prints one line for each where none has a problem.
pub(crate) fn execute(asked: &CheckArguments) -> Result<(), Failure> {
    let (files, quiet) = (&asked.files, asked.quiet.quiet);
    let mut error = InputError::default();
    let sources = Sources::new(&asked.data, &mut error);
    let parameters = parameters(&asked.parameters, &mut error);
    let checker = Checker { sources, parameters, allowed: asked.allow_files.named_files() };
    let mut remarks = Vec::new();
    let read: Vec<Read> = files.iter().map(|file| checker.check(file, &mut error, &mut remarks)).collect();
    let problems = error.check();
    // What only the baseline can tell, of files that are right: cuts that leave no R&D, for one.
    let run = if problems.is_ok() { checker.experiments(files, read, &mut remarks) } else { Ok(()) };
    if !quiet {
        remarks.iter().for_each(|remark| output::say(remark));
    }
    problems?;
    run?;
    let lines: String = files
        .iter()
        .map(|file| format!("{}: no problems\n", safe_line(&file.display().to_string())))
        .collect();
    if quiet { Ok(()) } else { output::print(&lines) }
}

/// What a file comes to: a scenario, or what a scenario without measures is run with.
#[derive(Default)]
struct Read {
    scenario: Option<Scenario>,
    economy: Option<Economy>,
    parameters: Option<ParameterSet>,
}

/// Checks one file after the other against the data and the parameters of the options.
struct Checker {
    sources: Sources,
    parameters: ParameterSet,
    allowed: NamedFiles,
}

impl Checker {
    /// What only an experiment can tell of what was read: why it cannot be run, and what a run would remark. Of several
    /// files a remark names its own, unless it does already.
    fn experiments(
        &self,
        files: &[PathBuf],
        read: Vec<Read>,
        remarks: &mut Vec<String>,
    ) -> Result<(), Failure> {
        for (file, Read { scenario, economy, parameters }) in files.iter().zip(read) {
            let Some((scenario, economy)) = scenario.zip(economy) else { continue };
            let mut request = RunRequest::new(economy, scenario);
            request.parameters = parameters.unwrap_or_else(|| self.parameters.clone());
            for warning in request.experiment()?.warnings() {
                if !remarks.contains(warning) {
                    let named = files.len() > 1 && !warning.starts_with(&file.display().to_string());
                    remarks.push(if named {
                        format!("{}: {warning}", file.display())
                    } else {
                        warning.clone()
                    });
                }
            }
        }
        Ok(())
    }

    /// A table where the name says so (draws of a posterior, data or a baseline), a parameter file or a table of actions where
    /// its schema says so, else a scenario.
    fn check(&self, path: &Path, error: &mut InputError, remarks: &mut Vec<String>) -> Read {
        let Some((bytes, name)) = error.collect(load_input(path)) else { return Read::default() };
        let is_table = is_table(path, &bytes);
        if is_posterior_file(&bytes) || (!is_table && is_parameter_file(&bytes)) {
            let mut parameters = self.parameters.clone();
            let read = error.collect(put_parameters(&bytes, &name, &mut parameters));
            let economy = read.and_then(|()| self.economy());
            Read { parameters: Some(parameters), ..self.without_measures(economy) }
        } else if !is_table && is_action_table(&bytes) {
            error.collect(read_actions(&bytes, &name, today()));
            Read::default()
        } else if !is_table && is_education(&bytes) {
            error.collect(read_education(&bytes, &name, Some(today())));
            Read::default()
        } else if is_table && is_data_file(&bytes) {
            if let Some(data) = error.collect(read_data(&bytes, &name)) {
                self.data(&data, &name, error, remarks);
            }
            Read::default()
        } else if let Some(data) = self.observations(&bytes, &name).filter(|_| is_table) {
            self.data(&data, &name, error, remarks);
            Read::default()
        } else if is_table {
            self.baseline(&bytes, &name, error, remarks)
        } else {
            let folder = path.parent().unwrap_or(Path::new(""));
            let read = read_scenario_from(
                (&bytes, &name),
                (folder, self.allowed),
                &self.sources,
                &self.parameters,
                error,
            );
            let ScenarioRead { scenario, economy, .. } = read;
            remarks.extend(economy.iter().flat_map(|economy| economy.remarks.iter().cloned()));
            if let Some((scenario, table)) = scenario.as_ref().and_then(|s| Some((s, s.baseline.as_ref()?))) {
                remarks.extend(table.remarks_until(scenario.horizon));
            }
            Read { scenario, economy, parameters: None }
        }
    }

    /// A table whose columns may be those of a baseline, but whose years are all observed: data, with series across.
    fn observations(&self, bytes: &[u8], name: &str) -> Option<DataFile> {
        let last = CheckContext::of(&self.economy()?).ok()?.last_rd_observation;
        let data = read_data(bytes, name).ok()?;
        let mut years = data.countries.values().flatten().filter_map(|series| series.observed());
        years.all(|years| years.last <= last).then_some(data)
    }

    /// A table of data beside the embedded data of each of its countries, or of the country of the options. What a run
    /// would need more is a remark, for the table itself may be right; of a country that is not embedded it is all there
    /// is, and must be whole.
    fn data(&self, data: &DataFile, name: &str, error: &mut InputError, remarks: &mut Vec<String>) {
        let mut countries: Vec<&str> = data.countries.keys().map(String::as_str).collect();
        if countries.contains(&"") {
            countries = vec![self.sources.country()];
        }
        for country in countries {
            let problems = data.problems(country).problems;
            if problems.is_empty()
                && let Ok(economy) = data.economy(country)
            {
                let others = |remark: &String| {
                    !(data.countries.len() > 1 && remark.contains(" are not used: the run is"))
                };
                remarks.extend(economy.remarks.iter().filter(|remark| others(remark)).cloned());
            }
            error.problems.extend(problems);
            let Err(missing) = country_economy("country", country, |country| data.economy(country)) else {
                continue;
            };
            if data.only_country() == Some(country) && Economy::embedded(country).is_err() {
                error.problems.extend(missing.into_iter().map(|problem| InputProblem::new(name, problem)));
            } else {
                remarks.extend(
                    missing.iter().map(|problem| format!("a run on these data is refused: {problem}")),
                );
            }
        }
        remarks.dedup();
    }

    /// A baseline, run until its last year.
    fn baseline(&self, bytes: &[u8], name: &str, error: &mut InputError, remarks: &mut Vec<String>) -> Read {
        let Some(economy) = self.economy() else { return Read::default() };
        let Ok(context) = CheckContext::of(&economy) else { return Read::default() };
        let Some(table) = error.collect(read_baseline(bytes, name, &context)) else { return Read::default() };
        let mut read = self.without_measures(Some(economy));
        if let Some(scenario) = &mut read.scenario {
            remarks.extend(table.remarks_until(scenario.horizon));
            scenario.horizon = table.rows.keys().next_back().copied().unwrap_or(scenario.horizon);
            scenario.baseline = Some(table);
        }
        read
    }

    /// A scenario without measures for an economy.
    fn without_measures(&self, economy: Option<Economy>) -> Read {
        let scenario = economy.as_ref().and_then(|economy| {
            let mut scenario = Scenario::new("check");
            scenario.country.clone_from(&economy.country);
            scenario.price_base = economy.price_base().ok()?;
            Some(scenario)
        });
        Read { scenario, economy, parameters: None }
    }

    /// What files without a country are checked against; none where the country has problems, which have been said.
    fn economy(&self) -> Option<Economy> {
        self.sources.economy(None, &mut InputError::default()).ok()
    }
}
