//! Reads the catalogue of interventions in education, `schema = "kennis.education/1"`: the embedded table, or one of the user's.

use super::input_error::InputError;
use super::input_file::input_file;
use super::reader::{Entry, Reader, Section};
use super::source::{Source, names_schema};
use crate::data::{Date, InputRole};
use crate::model::catalogue::Catalogue;
use crate::model::intervention::{
    CostPer, EffectBasis, EffectUnit, Grade, Intervention, Points, PupilCost, Stage,
};
use crate::scenario::{Problem, shown};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// The table that is built in.
const EMBEDDED: &str = include_str!("../../data/education.toml");

/// Schema of the file.
pub(super) const SCHEMA: &str = "kennis.education/1";

/// Keys of the file.
pub(super) const KEYS: &[&str] = &["schema", "date", "months_of_progress", "conversion", "interventions"];

/// Keys of the table of months of progress.
pub(super) const MONTHS_KEYS: &[&str] = &["source", "address", "from", "to"];

/// Keys of what rows were converted with.
pub(super) const CONVERSION_KEYS: &[&str] = &["mincer_return", "skill_return", "euro_per_dollar"];

/// Keys of an intervention.
pub(super) const INTERVENTION_KEYS: &[&str] = &[
    "name",
    "title",
    "stage",
    "country",
    "unit",
    "effect",
    "effect_basis",
    "fade_out",
    "age_at_exposure",
    "duration",
    "cost_per_pupil",
    "source",
    "address",
    "where",
    "quote",
    "grade",
    "assumptions",
    "note",
];

/// Keys of a distribution by its points.
pub(super) const POINTS_KEYS: &[&str] = &["low", "centre", "high"];

/// Keys of a cost.
pub(super) const COST_KEYS: &[&str] = &["amount", "currency", "price_year", "per"];

/// Currencies of costs.
const CURRENCIES: &[&str] = &["EUR", "USD"];

/// The catalogue that is built in. Read once.
///
/// # Errors
/// None: a test holds the table to the rules of [`read_education`].
///
/// ```
/// let catalogue = kennis::formats::embedded_education()?;
/// assert!(catalogue.interventions.len() > 20);
/// assert!(catalogue.find("tutoring").is_some());
/// # Ok::<(), kennis::formats::InputError>(())
/// ```
pub fn embedded_education() -> Result<&'static Catalogue, InputError> {
    static READ: OnceLock<Result<Catalogue, InputError>> = OnceLock::new();
    let read = || {
        let source = Source::new("education.toml", EMBEDDED.as_bytes(), "a catalogue")?;
        // What is built in is as old as the program: no day of it lies ahead of a reader.
        Reader::read(&source, |reader, root| read_root(reader, root, None))
    };
    READ.get_or_init(read).as_ref().map_err(Clone::clone)
}

/// Whether the bytes are TOML that names the schema of a catalogue (of any version).
#[must_use]
pub fn is_education(bytes: &[u8]) -> bool {
    names_schema(bytes, "kennis.education/")
}

/// Reads a catalogue; `file` is its name in messages. Its day may not lie after `today`, where that is given.
///
/// # Errors
/// All problems of the file: keys that are unknown or missing, points that are not in order, a name that is there twice, a row without a source.
///
/// ```
/// use kennis::formats::read_education;
/// let error = read_education(b"schema = \"kennis.education/1\"\ndate = 2026-01-01", "e.toml", None).unwrap_err();
/// assert!(error.to_string().contains("interventions: found nothing, expected tables, [[interventions]]"));
/// ```
pub fn read_education(bytes: &[u8], file: &str, today: Option<Date>) -> Result<Catalogue, InputError> {
    let source = Source::new(file, bytes, "a catalogue (kennis schema kennis.education/1 prints its form)")?;
    let catalogue = Reader::read(&source, |reader, root| read_root(reader, root, today))?;
    Ok(Catalogue { input: Some(input_file(InputRole::Education, file, bytes)), ..catalogue })
}

fn read_root(reader: &mut Reader, root: &Section<'_>, today: Option<Date>) -> Catalogue {
    reader.known_keys(root, KEYS);
    reader.schema(root, SCHEMA);
    let date = reader.require(root, "date", "the day up to which sources were looked at");
    let date = date.and_then(|entry| day(reader, &entry, today));
    read_months(reader, root);
    let euro_per_dollar = read_conversion(reader, root);
    let list = reader.require(root, "interventions", "tables, [[interventions]]");
    let items = list.as_ref().and_then(|entry| reader.list(entry, "tables, [[interventions]]"));
    let (mut interventions, mut names) = (Vec::new(), BTreeSet::new());
    for item in items.into_iter().flatten() {
        let Some(section) = reader.section(&item, "an intervention") else { continue };
        let read = read_intervention(reader, &section);
        if let Some(name) = read.as_ref().map(|row: &Intervention| row.name.clone())
            && !names.insert(name.clone())
            && let Some(entry) = reader.get(&section, "name")
        {
            let found = format!("{name:?} a second time");
            reader.refuse(&entry, Problem::new(entry.path.clone(), found, "each name once"));
        }
        interventions.extend(read);
    }
    Catalogue { date: date.unwrap_or(Date::LETTER), euro_per_dollar, interventions, input: None }
}

/// Months of progress are how some rows were converted: a note for readers, held to its keys.
fn read_months(reader: &mut Reader, root: &Section<'_>) {
    if let Some(entry) = reader.get(root, "months_of_progress")
        && let Some(section) = reader.section(&entry, "source, address, from and to of each month")
    {
        reader.known_keys(&section, MONTHS_KEYS);
    }
}

/// Euro a dollar: what costs in dollars are converted at.
fn read_conversion(reader: &mut Reader, root: &Section<'_>) -> Option<f64> {
    let entry = reader.get(root, "conversion")?;
    let section = reader.section(&entry, "what rows were converted with")?;
    reader.known_keys(&section, CONVERSION_KEYS);
    let entry = reader.get(&section, "euro_per_dollar")?;
    positive(reader, &entry, "euro a dollar, more than zero")
}

fn read_intervention(reader: &mut Reader, section: &Section<'_>) -> Option<Intervention> {
    reader.known_keys(section, INTERVENTION_KEYS);
    let name = required_text(reader, section, "name", "a name for files");
    let title = required_text(reader, section, "title", "what it is, in a line");
    let stage = reader.require(section, "stage", "the stage of life that it reaches");
    let stage = stage.and_then(|entry| reader.named(&entry, Stage::ALL, Stage::name));
    let country = required_text(reader, section, "country", "where it was evaluated, ISO 3166 alpha-3");
    let unit = reader.require(section, "unit", "what the effect is measured in");
    let unit = unit.and_then(|entry| reader.named(&entry, EffectUnit::ALL, EffectUnit::name));
    let effect = read_points(reader, section, "effect", -20.0..=20.0);
    let basis = reader.require(section, "effect_basis", "published or derived");
    let basis = basis.and_then(|entry| reader.named(&entry, EffectBasis::ALL, EffectBasis::name));
    let fade_out = read_points(reader, section, "fade_out", 0.0..=1.0);
    let age = reader.require(section, "age_at_exposure", "the age at the start, a whole number of years");
    let age = age.and_then(|entry| read_age(reader, &entry));
    let duration = reader.require(section, "duration", "the years that it takes");
    let duration = duration.and_then(|entry| positive(reader, &entry, "years, more than zero"));
    let cost_per_pupil = match reader.get(section, "cost_per_pupil") {
        Some(entry) => Some(read_cost(reader, &entry)?),
        None => None,
    };
    let source = required_text(reader, section, "source", "where the effect stands");
    let address = required_text(reader, section, "address", "where the source is found");
    let r#where = required_text(reader, section, "where", "where in the source");
    let quote = required_text(reader, section, "quote", "the sentence that was read");
    let grade = reader.require(section, "grade", "how well the effect is known, A to D");
    let grade = grade.and_then(|entry| reader.named(&entry, Grade::ALL, Grade::name));
    let assumptions = read_assumptions(reader, section);
    let note = reader.get(section, "note").and_then(|entry| reader.text(&entry, "a text")).map(str::to_owned);
    Some(Intervention {
        name: name?,
        title: title?,
        stage: stage?,
        country: country?,
        unit: unit?,
        effect: effect?,
        effect_basis: basis?,
        fade_out: fade_out?,
        age_at_exposure: age?,
        duration: duration?,
        cost_per_pupil,
        source: source?,
        address: address?,
        r#where: r#where?,
        quote: quote?,
        grade: grade?,
        assumptions: assumptions?,
        note: note.unwrap_or_default(),
    })
}

/// Three points in order, in a range.
fn read_points(
    reader: &mut Reader,
    section: &Section<'_>,
    key: &str,
    range: std::ops::RangeInclusive<f64>,
) -> Option<Points> {
    let expected = "low, centre and high, its 5, 50 and 95% points";
    let entry = reader.require(section, key, expected)?;
    let points = reader.section(&entry, expected)?;
    reader.known_keys(&points, POINTS_KEYS);
    let [low, centre, high] = ["low", "centre", "high"].map(|key| {
        let entry = reader.require(&points, key, "a number")?;
        reader.number(&entry)
    });
    let (low, centre, high) = (low?, centre?, high?);
    if !(low <= centre && centre <= high && range.contains(&low) && range.contains(&high)) {
        let found = format!("{}, {}, {}", shown(low), shown(centre), shown(high));
        let expected = format!("low <= centre <= high, between {} and {}", range.start(), range.end());
        reader.refuse(&entry, Problem::new(entry.path.clone(), found, expected));
        return None;
    }
    Some(Points { low, centre, high })
}

fn read_age(reader: &mut Reader, entry: &Entry<'_>) -> Option<u32> {
    let expected = "an age from 0 to 70";
    let age = reader.whole::<u32>(entry, expected)?;
    if age > 70 {
        reader.refuse(entry, Problem::new(entry.path.clone(), age.to_string(), expected));
        return None;
    }
    Some(age)
}

fn read_cost(reader: &mut Reader, entry: &Entry<'_>) -> Option<PupilCost> {
    let section = reader.section(entry, "amount, currency, price_year and per")?;
    reader.known_keys(&section, COST_KEYS);
    let amount = reader.require(&section, "amount", "an amount a pupil");
    let amount = amount.and_then(|entry| positive(reader, &entry, "an amount, more than zero"));
    let currency = reader.require(&section, "currency", "EUR or USD");
    let currency = currency.and_then(|entry| reader.named(&entry, CURRENCIES, |name| name));
    let price_year = reader.require(&section, "price_year", "the year of its prices");
    let price_year = price_year.and_then(|entry| reader.whole(&entry, "a year, a whole number"));
    let per = reader.require(&section, "per", "pupil or pupil_year");
    let per = per.and_then(|entry| reader.named(&entry, CostPer::ALL, CostPer::name));
    Some(PupilCost { amount: amount?, currency: currency?.to_owned(), price_year: price_year?, per: per? })
}

fn read_assumptions(reader: &mut Reader, section: &Section<'_>) -> Option<Vec<String>> {
    let expected = "what of the row is an assumption, a list of texts (empty where nothing is)";
    let entry = reader.require(section, "assumptions", expected)?;
    let items = reader.list(&entry, expected)?;
    items.iter().map(|item| reader.text(item, "a text").map(str::to_owned)).collect()
}

fn positive(reader: &mut Reader, entry: &Entry<'_>, expected: &str) -> Option<f64> {
    let number = reader.number(entry)?;
    if number <= 0.0 {
        reader.refuse(entry, Problem::new(entry.path.clone(), shown(number), expected));
        return None;
    }
    Some(number)
}

fn required_text(reader: &mut Reader, section: &Section<'_>, key: &str, expected: &str) -> Option<String> {
    let entry = reader.require(section, key, expected)?;
    let text = reader.text(&entry, expected)?;
    if text.trim().is_empty() {
        reader.refuse(&entry, Problem::new(entry.path.clone(), "no text", expected));
        return None;
    }
    Some(text.to_owned())
}

fn day(reader: &mut Reader, entry: &Entry<'_>, today: Option<Date>) -> Option<Date> {
    let day = reader.date(entry, "a day, such as 2026-11-27")?;
    if let Some(today) = today.filter(|today| day > *today) {
        let expected = format!("a day that is not after {today}");
        reader.refuse(entry, Problem::new(entry.path.clone(), day.to_string(), expected));
        return None;
    }
    Some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The problems of the embedded table with a line of it replaced.
    fn with(from: &str, to: &str) -> Vec<String> {
        assert!(EMBEDDED.contains(from), "{from}");
        let text = EMBEDDED.replacen(from, to, 1);
        let error = read_education(text.as_bytes(), "e.toml", Date::new(2026, 11, 27)).unwrap_err();
        error.problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_table_that_is_built_in_keeps_its_own_rules() {
        let catalogue = embedded_education().unwrap();
        let read = read_education(EMBEDDED.as_bytes(), "e.toml", Some(catalogue.date)).unwrap();
        assert_eq!(read.interventions, catalogue.interventions);
        assert!(catalogue.interventions.len() >= 20);
        assert!(catalogue.interventions.iter().filter(|row| row.country == "NLD").count() >= 8);
        for row in &catalogue.interventions {
            // A year of schooling that was had does not fade; what adults gain in wages may.
            if row.unit == EffectUnit::YearsOfSchooling && row.stage != Stage::Adult {
                assert_eq!(row.fade_out, Points { low: 1.0, centre: 1.0, high: 1.0 }, "{}", row.name);
            }
            // Grade A needs what is printed.
            if row.grade == Grade::A {
                assert_ne!(row.country, "", "{}", row.name);
            }
        }
    }

    #[test]
    fn every_problem_is_said_with_its_place() {
        for (from, to, said) in [
            (
                "name = \"abecedarian\"",
                "name = \"early_education\"",
                "found \"early_education\" a second time",
            ),
            (
                "stage = \"early_childhood\"",
                "stage = \"early_chilhood\"",
                "did you mean \"early_childhood\"?",
            ),
            (
                "effect = { low = 0.10, centre = 0.26",
                "effect = { low = 0.30, centre = 0.26",
                "expected low <= centre <= high",
            ),
            (
                "fade_out = { low = 0.02, centre = 0.15, high = 0.40 }",
                "fade_out = { low = 0.02, centre = 0.15, high = 1.40 }",
                "between 0 and 1",
            ),
            ("grade = \"B\"", "grade = \"E\"", "expected one of A, B, C, D"),
            ("duration = 1", "duration = 0", "years, more than zero"),
            ("age_at_exposure = 3", "age_at_exposure = 99", "an age from 0 to 70"),
            ("date = \"2026-11-27\"", "date = \"2026-11-28\"", "a day that is not after 2026-11-27"),
            ("currency = \"USD\"", "currency = \"GBP\"", "expected one of EUR, USD"),
            ("where = \"abstract\"", "wher = \"abstract\"", "did you mean \"where\"?"),
        ] {
            let problems = with(from, to);
            assert!(problems.iter().any(|problem| problem.contains(said)), "{said}: {problems:?}");
            assert!(problems.iter().all(|problem| problem.starts_with("e.toml:")), "{problems:?}");
        }
    }

    #[test]
    fn every_row_stands_under_its_stage_and_lines_keep_to_eighty_columns() {
        let catalogue = embedded_education().unwrap();
        let shown: Vec<&Intervention> = catalogue.interventions.iter().collect();
        let text = crate::report::education_text(catalogue, &shown, "kennis education");
        for row in &catalogue.interventions {
            assert!(text.contains(&format!("  {} {}\n", row.grade, row.name)), "{}", row.name);
        }
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        let one = crate::report::education_text(catalogue, &shown[..1], "kennis education --find early");
        assert!(one.contains("Early childhood") && !one.contains("Primary school"));
        assert!(one.contains("0.26 (0.1 to 0.42) sd of skills"));
    }
}
