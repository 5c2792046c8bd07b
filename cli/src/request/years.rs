//! The years of `--years`.

use super::input_problem;
use kennis::formats::{InputError, InputProblem};
use kennis::scenario::{CheckContext, MAX_HORIZON, Problem};

/// Years with commas, one by one or from the first to the last: `2027,2030-2035`.
pub(super) fn listed_years(list: &str) -> Result<Vec<i32>, InputError> {
    let year = |text: &str| text.trim().parse::<i32>().ok().filter(|year| (1..=MAX_HORIZON).contains(year));
    let part = |part: &str| match part.split_once('-') {
        None => year(part).map(|year| year..=year),
        Some((first, last)) => Some(year(first)?..=year(last)?).filter(|years| !years.is_empty()),
    };
    let wrong = |text: &str| {
        input_problem("--years", text, "years with commas, such as 2027,2030-2035", std::iter::empty())
    };
    let parts = list.split(',').map(|text| part(text).ok_or_else(|| wrong(text.trim())));
    Ok(parts.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// All of them are years of the results.
pub(super) fn check_years(years: &[i32], context: &CheckContext, horizon: i32) -> Result<(), InputError> {
    let first = context.last_rd_observation;
    match years.iter().find(|year| !(first..=horizon).contains(year)) {
        None => Ok(()),
        Some(year) => {
            let expected = format!("years of the results, {first} to {horizon}");
            Err(InputProblem::new("", Problem::new("--years", year.to_string(), expected)).into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_listed_one_by_one_and_as_ranges() {
        assert_eq!(listed_years("2027, 2030-2033").unwrap(), [2027, 2030, 2031, 2032, 2033]);
        for wrong in ["", "2030,", "2035-2030", "30x", "2030-", "-2030", "2030-9999999"] {
            let said = listed_years(wrong).unwrap_err().to_string();
            assert!(said.contains("such as 2027,2030-2035"), "{wrong}: {said}");
        }
    }
}
