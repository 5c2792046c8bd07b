//! Reads a scenario file, `schema = "kennis.scenario/1"`.

use super::distribution::read_overrides;
use super::education_file::embedded_education;
use super::input_error::InputError;
use super::input_file::input_file;
use super::named_file::NamedFiles;
use super::reader::{Entry, Reader, Section};
use super::source::{Source, quoted};
use crate::data::InputRole;
use crate::model::catalogue::Catalogue;
use crate::model::intervention::Intervention;
use crate::model::{
    CapitalClosure, CohortSizes, Course, EducationForm, Financing, GestationLag, Instrument, ResearchPrice,
    Unit,
};
use crate::scenario::{AmountPath, CheckContext, EXPECTED_ACTION, Measure, Problem, Scenario, Target};
#[cfg(test)]
pub(super) use appraisal::APPRAISAL_KEYS;
pub use appraisal::discounting_problem;
use appraisal::read_appraisal;
#[cfg(test)]
pub(super) use foreign::FOREIGN_KEYS;
use foreign::read_foreign;
use std::collections::BTreeMap;
use std::path::Path;
use structures::read_structure;

/// Schema of a scenario file.
pub(super) const SCHEMA: &str = "kennis.scenario/1";

/// Keys of a scenario.
pub(super) const KEYS: &[&str] = &[
    "schema",
    "name",
    "country",
    "horizon",
    "price_base",
    "structure",
    "research_price",
    "capital_closure",
    "gestation",
    "cohorts",
    "education_form",
    "catalogue",
    "baseline",
    "financing",
    "measures",
    "targets",
    "foreign",
    "appraisal",
    "parameters",
];

/// Keys of `[financing]`.
pub(super) const FINANCING_KEYS: &[&str] = &["method"];

/// Keys of a measure.
pub(super) const MEASURE_KEYS: &[&str] = &[
    "name",
    "instrument",
    "unit",
    "amount",
    "path",
    "from",
    "until",
    "ramp_years",
    "entry_lag",
    "cost_per_unit",
    "action",
    "solve",
    "course",
    "foreign_share",
    "intervention",
];

/// Keys of a target.
pub(super) const TARGET_KEYS: &[&str] = &["variable", "from", "year", "value", "public_share"];

/// The variables that a target can impose.
pub(super) const TARGET_VARIABLES: &[&str] = &["rd_intensity"];

const YEAR: &str = "a year, a whole number";

/// Reads a scenario and checks it against the country's data; `file` is its name in messages, `folder` what a
/// path in it is relative to, and may not leave ([`NamedFiles::InFolder`]).
///
/// # Errors
/// All problems of the file, and of the baseline file that it names.
///
/// ```
/// use kennis::formats::read_scenario;
/// use kennis::scenario::CheckContext;
/// use std::path::Path;
/// let text = "schema = \"kennis.scenario/1\"\nname = \"baseline\"\nhorizon = 2060\n";
/// let scenario = read_scenario(text.as_bytes(), "s.toml", Path::new("."), &CheckContext::netherlands());
/// assert_eq!(scenario.unwrap().horizon, 2060);
/// ```
pub fn read_scenario(
    bytes: &[u8],
    file: &str,
    folder: &Path,
    context: &CheckContext,
) -> Result<Scenario, InputError> {
    read_scenario_with(bytes, file, folder, NamedFiles::default(), |named| match named {
        Some(country) if country != context.country => {
            let expected = format!("{:?}", context.country);
            Err(vec![Problem::new("country", quoted(country), expected)])
        }
        _ => Ok(context.clone()),
    })
}

/// Reads a scenario that may name the files of `allowed`, and whose data depend on the country that it names: `context` gets that country, where there is one,
/// and gives what to check against, or problems at the key `country`. The scenario is then about the country of the
/// context.
///
/// # Errors
/// All problems of the file, and of the baseline file that it names; without a context, those of reading alone.
pub fn read_scenario_with(
    bytes: &[u8],
    file: &str,
    folder: &Path,
    allowed: NamedFiles,
    context: impl FnOnce(Option<&str>) -> Result<CheckContext, Vec<Problem>>,
) -> Result<Scenario, InputError> {
    let source = Source::new(file, bytes, "a scenario (kennis example baseline prints one)")?;
    let input = Some(input_file(InputRole::Scenario, file, bytes));
    let mut error = InputError::default();
    let mut named = None;
    let mut of_catalogue = Ok(());
    let scenario = error.collect(Reader::read(&source, |reader, root| {
        let own = named_catalogue(reader, root, folder, allowed).transpose();
        let catalogue = own.as_ref().map_or_else(|_| None, |own| own.as_ref().or(embedded_education().ok()));
        let CheckedScenario { mut scenario, baseline, context } =
            read_checked(reader, root, catalogue, context);
        match own {
            Ok(own) => scenario.catalogue = own.and_then(|catalogue| catalogue.input),
            Err(error) => of_catalogue = Err(error),
        }
        if let Some((entry, path)) = reader.get(root, "baseline").zip(baseline.as_deref())
            && let Some(problem) = allowed.problem(&entry.path, folder, path)
        {
            reader.refuse(&entry, problem);
        } else {
            named = baseline.zip(context);
        }
        scenario
    }));
    error.collect(of_catalogue);
    // The file has its own places, so it is read apart.
    let baseline =
        named.and_then(|(path, context)| error.collect(allowed.read_baseline(folder, &path, &context)));
    error.check()?;
    scenario.map(|scenario| Scenario { baseline, input, ..scenario }).ok_or_else(InputError::default)
}

/// The catalogue of interventions that a scenario names, with its own problems.
fn named_catalogue(
    reader: &mut Reader,
    root: &Section<'_>,
    folder: &Path,
    allowed: NamedFiles,
) -> Option<Result<Catalogue, InputError>> {
    let entry = reader.get(root, "catalogue")?;
    let path = reader.text(&entry, "the path of a catalogue of interventions, TOML")?;
    if let Some(problem) = allowed.problem(&entry.path, folder, path) {
        reader.refuse(&entry, problem);
        return None;
    }
    Some(allowed.read_catalogue(folder, path))
}

/// A scenario as it was read, what it was checked against, and the baseline file that it names.
pub(super) struct CheckedScenario {
    pub(super) scenario: Scenario,
    baseline: Option<String>,
    context: Option<CheckContext>,
}

/// Reads a scenario and checks it against the data of the country that it names. Its interventions are rows of a catalogue; without one
/// that can be read, they cannot be told.
pub(super) fn read_checked(
    reader: &mut Reader,
    root: &Section<'_>,
    catalogue: Option<&Catalogue>,
    context: impl FnOnce(Option<&str>) -> Result<CheckContext, Vec<Problem>>,
) -> CheckedScenario {
    let mut scenario = read_root(reader, root, catalogue);
    let baseline = reader.get(root, "baseline");
    let baseline = baseline.and_then(|entry| reader.text(&entry, "the path of a CSV file"));
    let named = reader.get(root, "country");
    let country = named.as_ref().and_then(|entry| reader.text(entry, "a country, ISO 3166 alpha-3"));
    let mut known = None;
    if named.is_some() == country.is_some() {
        match context(country) {
            Ok(context) => known = Some(context),
            Err(problems) => reader.add(problems),
        }
    }
    if let Some(context) = &known {
        scenario.country.clone_from(&context.country);
        if reader.is_whole() {
            let problems = scenario.problems(context, reader.unreadable());
            reader.add(problems);
        }
    }
    CheckedScenario { scenario, baseline: baseline.map(str::to_owned), context: known }
}

fn read_root(reader: &mut Reader, root: &Section<'_>, catalogue: Option<&Catalogue>) -> Scenario {
    reader.known_keys(root, KEYS);
    reader.schema(root, SCHEMA);
    let name = reader.require(root, "name", "a name for the results");
    let mut scenario = Scenario::new(name.and_then(|name| reader.text(&name, "a text")).unwrap_or_default());
    if let Some(entry) = reader.require(root, "horizon", "the last year, a whole number") {
        reader.whole(&entry, YEAR).into_iter().for_each(|year| scenario.horizon = year);
    }
    if let Some(entry) = reader.get(root, "price_base") {
        reader.whole(&entry, YEAR).into_iter().for_each(|year| scenario.price_base = year);
    }
    if let Some(entry) = reader.get(root, "structure") {
        scenario.structure = read_structure(reader, &entry);
    }
    if let Some(entry) = reader.get(root, "research_price") {
        let choice = reader.named(&entry, ResearchPrice::ALL, ResearchPrice::name);
        scenario.research_price = choice.unwrap_or(scenario.research_price);
    }
    if let Some(entry) = reader.get(root, "capital_closure") {
        let closure = reader.named(&entry, CapitalClosure::ALL, CapitalClosure::name);
        scenario.capital_closure = closure.unwrap_or(scenario.capital_closure);
    }
    if let Some(entry) = reader.get(root, "gestation") {
        let lag = reader.named(&entry, GestationLag::ALL, GestationLag::name);
        scenario.gestation = lag.unwrap_or(scenario.gestation);
    }
    if let Some(entry) = reader.get(root, "cohorts") {
        let sizes = reader.named(&entry, CohortSizes::ALL, CohortSizes::name);
        scenario.cohorts = sizes.unwrap_or(scenario.cohorts);
    }
    if let Some(entry) = reader.get(root, "education_form") {
        let form = reader.named(&entry, EducationForm::ALL, EducationForm::name);
        scenario.education_form = form.unwrap_or(scenario.education_form);
    }
    if let Some(entry) = reader.get(root, "financing")
        && let Some(section) = reader.section(&entry, "a table with method")
    {
        reader.known_keys(&section, FINANCING_KEYS);
        let method = reader.require(&section, "method", "one of debt, tax, offset");
        let method = method.and_then(|entry| reader.named(&entry, Financing::ALL, Financing::name));
        scenario.financing = method.unwrap_or(scenario.financing);
    }
    if let Some(entry) = reader.get(root, "appraisal")
        && let Some(section) = reader.section(&entry, "a table with discounting, residual_value, pro_memorie")
    {
        scenario.appraisal = read_appraisal(reader, &section);
    }
    for item in read_list(reader, root, "measures") {
        let measure =
            reader.section(&item, "a measure").map(|section| read_measure(reader, &section, catalogue));
        // One that is no table keeps its place, so that the others keep their numbers.
        scenario.measures.push(
            measure.unwrap_or_else(|| Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.0, 0)),
        );
    }
    for item in read_list(reader, root, "targets") {
        let target = reader.section(&item, "a target").map(|section| read_target(reader, &section));
        scenario.targets.push(target.unwrap_or_else(|| Target::new(0.0, 0, 0.0)));
    }
    for item in read_list(reader, root, "foreign") {
        let foreign = reader.section(&item, "foreign R&D").map(|section| read_foreign(reader, &section));
        scenario.foreign.push(foreign.unwrap_or_else(foreign::unreadable));
    }
    if let Some(entry) = reader.get(root, "parameters")
        && let Some(section) = reader.section(&entry, "a table of parameters")
    {
        scenario.parameters = read_overrides(reader, &section);
    }
    scenario
}

fn read_list<'d>(reader: &mut Reader, root: &Section<'d>, key: &str) -> Vec<Entry<'d>> {
    let entry = reader.get(root, key);
    entry.and_then(|entry| reader.list(&entry, &format!("tables, [[{key}]]"))).unwrap_or_default()
}

fn read_measure(reader: &mut Reader, section: &Section<'_>, catalogue: Option<&Catalogue>) -> Measure {
    reader.known_keys(section, MEASURE_KEYS);
    let instrument = reader.require(section, "instrument", "the name of an instrument");
    let instrument = instrument.and_then(|entry| {
        reader.named_or_known_as(&entry, Instrument::ALL, Instrument::name, Instrument::with_alias)
    });
    let unit = reader.require(section, "unit", "the unit of the amount");
    let unit = unit.and_then(|entry| reader.named(&entry, Unit::ALL, Unit::name));
    let mut measure = Measure::new(
        instrument.unwrap_or(Instrument::PublicResearch),
        unit.unwrap_or(Unit::GdpShare),
        0.0,
        0,
    );
    let name = reader.require(section, "name", "a name for the results");
    if let Some(name) = name.and_then(|entry| reader.text(&entry, "a text")) {
        name.clone_into(&mut measure.name);
    }
    measure.amount = read_amount(reader, section);
    measure.from = read_from(reader, section, &measure.amount).unwrap_or(measure.from);
    measure.until = reader.get(section, "until").and_then(|entry| reader.whole(&entry, YEAR));
    if let Some(entry) = reader.get(section, "ramp_years") {
        reader.whole(&entry, "years, a whole number from 1").into_iter().for_each(|n| measure.ramp_years = n);
    }
    measure.entry_lag = reader.get(section, "entry_lag").and_then(|entry| reader.number(&entry));
    measure.cost_per_unit = reader.get(section, "cost_per_unit").and_then(|entry| reader.number(&entry));
    let action = reader.get(section, "action");
    measure.action = action.and_then(|entry| reader.whole(&entry, EXPECTED_ACTION));
    if let Some(entry) = reader.get(section, "solve") {
        measure.solve = reader.flag(&entry).unwrap_or(measure.solve);
    }
    let course = reader.get(section, "course");
    measure.course = course.and_then(|entry| reader.named(&entry, Course::ALL, Course::name));
    if let Some(entry) = reader.get(section, "foreign_share") {
        measure.foreign_share = reader.number(&entry).unwrap_or(0.0);
    }
    measure.intervention = read_intervention(reader, section, catalogue);
    measure
}

/// The row of the catalogue that a measure names.
fn read_intervention(
    reader: &mut Reader,
    section: &Section<'_>,
    catalogue: Option<&Catalogue>,
) -> Option<Box<Intervention>> {
    let entry = reader.get(section, "intervention")?;
    let name = reader.text(&entry, "the name of a row of the catalogue (kennis education)");
    let (Some(name), Some(catalogue)) = (name, catalogue) else {
        reader.cannot_tell(section, "intervention");
        return None;
    };
    let found = catalogue.find(name).map(|row| Box::new(catalogue.in_euro(row)));
    if found.is_none() {
        let problem =
            Problem::new(entry.path.clone(), quoted(name), "a row of the catalogue (kennis education)");
        reader.refuse(&entry, problem.with_nearest(name, catalogue.names()));
        reader.cannot_tell(section, "intervention");
    }
    found
}

/// `from`; where it is left out, the first year of the path.
fn read_from(reader: &mut Reader, section: &Section<'_>, amount: &AmountPath) -> Option<i32> {
    if let Some(entry) = reader.get(section, "from") {
        return reader.whole(&entry, YEAR);
    }
    match amount {
        AmountPath::Constant(_) => reader.missing(section, "from", "the first year, a whole number"),
        AmountPath::ByYear(path) => {
            if let Some((year, _)) = path.first_key_value() {
                return Some(*year);
            }
            // The path has a problem of its own, which is the only one.
            reader.cannot_tell(section, "from");
        }
    }
    None
}

/// `amount`, or `path`; never both.
fn read_amount(reader: &mut Reader, section: &Section<'_>) -> AmountPath {
    let path = reader.get(section, "path");
    let amount = match &path {
        None => reader.require(section, "amount", "amount (a number) or path"),
        Some(_) => reader.get(section, "amount"),
    };
    let constant = amount.as_ref().and_then(|entry| reader.number(entry)).unwrap_or(0.0);
    let Some(entry) = path else { return AmountPath::Constant(constant) };
    if let Some(amount) = &amount {
        let problem = Problem::new(entry.path.clone(), "path beside amount", "one of amount and path");
        reader.refuse(amount, problem);
    }
    let mut amounts = BTreeMap::new();
    if let Some(years) = reader.section(&entry, "amounts by year, { 2026 = 0.0005, 2028 = 0.001 }") {
        for entry in reader.entries(&years) {
            let value = reader.number(&entry);
            match entry.name.parse::<i32>() {
                Ok(year) if year.to_string() == entry.name => {
                    amounts.extend(value.map(|value| (year, value)));
                }
                _ => {
                    reader.refuse(&entry, Problem::new(entry.path.clone(), "a key that is no year", "a year"))
                }
            }
        }
    }
    AmountPath::ByYear(amounts)
}

fn read_target(reader: &mut Reader, section: &Section<'_>) -> Target {
    reader.known_keys(section, TARGET_KEYS);
    if let Some(entry) = reader.require(section, "variable", "\"rd_intensity\"") {
        reader.named(&entry, TARGET_VARIABLES, |name| name);
    }
    let year = reader.require(section, "year", "the year of the value, a whole number");
    let year = year.and_then(|entry| reader.whole(&entry, YEAR));
    let value = reader.require(section, "value", "R&D as a fraction of GDP");
    let value = value.and_then(|entry| reader.number(&entry));
    let share = reader.require(section, "public_share", "the public share of the extra, 0 to 1");
    let share = share.and_then(|entry| reader.number(&entry));
    let mut target = Target::new(value.unwrap_or(0.0), year.unwrap_or(0), share.unwrap_or(0.0));
    if let Some(entry) = reader.get(section, "from") {
        reader.whole(&entry, YEAR).into_iter().for_each(|year| target.from = year);
    }
    target
}

mod appraisal;
mod foreign;
mod structures;
#[cfg(test)]
mod tests;
