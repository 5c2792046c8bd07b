//! Reads the table `[appraisal]` of a scenario.

use crate::appraise::{Discounting, DiscountingError, PRESETS, ResidualValue};
use crate::formats::reader::{Reader, Section};
use crate::formats::source::quoted;
use crate::scenario::{AppraisalChoice, Problem};

/// Keys of `[appraisal]`.
pub(in crate::formats) const APPRAISAL_KEYS: &[&str] = &["discounting", "residual_value", "pro_memorie"];

pub(super) fn read_appraisal(reader: &mut Reader, section: &Section<'_>) -> AppraisalChoice {
    reader.known_keys(section, APPRAISAL_KEYS);
    let mut choice = AppraisalChoice::default();
    if let Some(entry) = reader.get(section, "discounting")
        && let Some(name) = reader.text(&entry, EXPECTED_RATES)
    {
        match name.parse::<Discounting>() {
            Ok(_) => choice.discounting = Some(name.to_owned()),
            Err(error) => {
                let problem = discounting_problem(&entry.path, name, &error);
                reader.refuse(&entry, problem);
            }
        }
    }
    if let Some(entry) = reader.get(section, "residual_value") {
        let residual = reader.named(&entry, ResidualValue::ALL, ResidualValue::name);
        choice.residual_value = residual.map(|residual| residual.name().to_owned());
    }
    if let Some(entry) = reader.get(section, "pro_memorie") {
        for item in reader.list(&entry, "a list of texts").unwrap_or_default() {
            choice.pro_memorie.extend(reader.text(&item, "a text").map(str::to_owned));
        }
    }
    choice
}

const EXPECTED_RATES: &str = "the name of discount rates, or flat:RATE";

/// What is wrong with a name of discount rates, at a key of a file or at an option.
#[must_use]
pub fn discounting_problem(key: &str, found: &str, error: &DiscountingError) -> Problem {
    let names = || PRESETS.iter().map(|preset| preset.name);
    let expected = match error {
        DiscountingError::Unknown { .. } => {
            format!("one of {}, or flat:RATE", names().collect::<Vec<_>>().join(", "))
        }
        _ => "flat:RATE with a fraction a year above -1 and at most 1, such as flat:0.0225".to_owned(),
    };
    Problem::new(key, quoted(found), expected).with_nearest(found, names())
}
