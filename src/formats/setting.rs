//! Reads one `name=value` of the command line: a parameter that gets a constant.

use super::source::quoted;
use crate::parameters::{Distribution, ParameterId};
use crate::scenario::{Problem, distribution_problems, unknown_parameter};

/// Reads `name=value`.
///
/// # Errors
/// What is wrong with it, at the key `--set NAME`.
///
/// ```
/// use kennis::formats::read_setting;
/// assert_eq!(read_setting("capital_share=0.33").unwrap().1.centre(), 0.33);
/// assert!(read_setting("capital_share=33").is_err());
/// ```
pub fn read_setting(text: &str) -> Result<(ParameterId, Distribution), Problem> {
    let Some((name, value)) = text.split_once('=') else {
        return Err(Problem::new("--set", quoted(text), "NAME=VALUE"));
    };
    let (name, value) = (name.trim(), value.trim());
    let key = format!("--set {}", quoted(name).trim_matches('"'));
    let id = ParameterId::from_name(name).ok_or_else(|| unknown_parameter(key.as_str(), name))?;
    let number: f64 = value.parse().map_err(|_| {
        let comma = value.contains(',') && value.replace(',', ".").parse::<f64>().is_ok();
        let expected = if comma { "a number with a decimal point" } else { "a number" };
        Problem::new(key.as_str(), quoted(value), expected)
    })?;
    if !number.is_finite() {
        return Err(Problem::new(key, value, "a finite number"));
    }
    let distribution = Distribution::fixed(number);
    match distribution_problems(&key, id, &distribution).into_iter().next() {
        Some(problem) => Err(problem),
        None => Ok((id, distribution)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said_in_one_line() {
        let message = |text| read_setting(text).unwrap_err().to_string();
        assert_eq!(message("capital_share"), "--set: found \"capital_share\", expected NAME=VALUE");
        assert_eq!(
            message("capital_shar=0.3"),
            "--set capital_shar: found an unknown parameter, expected the name of a parameter; \
             did you mean \"capital_share\"?"
        );
        assert_eq!(
            message("capital_share=0,3"),
            "--set capital_share: found \"0,3\", expected a number with a decimal point"
        );
        assert_eq!(message("capital_share=NaN"), "--set capital_share: found NaN, expected a finite number");
        assert_eq!(
            message("capital_share=36"),
            "--set capital_share: found 36, expected between 0.2 and 0.55 (share)"
        );
    }

    proptest::proptest! {
        #[test]
        fn random_settings_never_panic(text in "\\PC{0,40}", value in proptest::num::f64::ANY) {
            let _ = read_setting(&text);
            let _ = read_setting(&format!("capital_share={value}"));
        }
    }
}
