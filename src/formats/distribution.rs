//! Reads the distribution of a parameter: a number, or a table with `distribution` and its keys.

use super::reader::{Entry, Reader, Section};
use crate::parameters::{Distribution, ParameterId, Shape};
use crate::scenario::Problem;
use crate::scenario::{distribution_problems, unknown_parameter};

/// The kinds of distribution, each with the keys that it needs.
pub(super) const KINDS: &[(&str, &[&str])] = &[
    ("split_normal", &["low", "centre", "high"]),
    ("normal", &["mean", "sd"]),
    ("log_normal", &["median", "sd_log"]),
    ("uniform", &["lower", "upper"]),
    ("triangular", &["lower", "mode", "upper"]),
    ("beta", &["alpha", "beta", "lower", "upper"]),
    ("fixed", &["value"]),
];

/// The keys that every kind can have: its truncation.
pub(super) const BOUNDS: [&str; 2] = ["lower", "upper"];

/// Reads a table of parameters, checked against the bounds of the table of parameters.
pub(super) fn read_overrides(reader: &mut Reader, section: &Section<'_>) -> Vec<(ParameterId, Distribution)> {
    let mut overrides = Vec::new();
    for entry in reader.entries(section) {
        let Some(id) = ParameterId::from_name(entry.name) else {
            reader.refuse(&entry, unknown_parameter(entry.path.clone(), entry.name));
            continue;
        };
        if let Some(distribution) = read_distribution(reader, &entry, id) {
            overrides.push((id, distribution));
        }
    }
    overrides
}

/// The problems of overrides that were read from a section of that path, which is empty for a whole.
pub(super) fn override_problems(path: &str, overrides: &[(ParameterId, Distribution)]) -> Vec<Problem> {
    let problems = |(id, distribution): &(ParameterId, Distribution)| {
        let key = if path.is_empty() { id.name().to_owned() } else { format!("{path}.{}", id.name()) };
        distribution_problems(&key, *id, distribution)
    };
    overrides.iter().flat_map(problems).collect()
}

fn read_distribution(reader: &mut Reader, entry: &Entry<'_>, id: ParameterId) -> Option<Distribution> {
    if entry.is_number() {
        return reader.number(entry).map(Distribution::fixed);
    }
    let section = reader.section(entry, "a number or a distribution")?;
    let kind = reader.require(&section, "distribution", "the name of a distribution");
    let kind = kind.and_then(|kind| reader.named(&kind, KINDS, |(name, _)| name));
    let Some((name, needed)) = kind else {
        // Without a kind its keys are unknown; those of no kind are wrong all the same.
        let mut all: Vec<&str> = KINDS.iter().flat_map(|(_, keys)| keys.iter().copied()).collect();
        all.push("distribution");
        all.sort_unstable();
        all.dedup();
        reader.known_keys(&section, &all);
        return None;
    };
    let mut keys = vec!["distribution"];
    keys.extend(needed);
    keys.extend(BOUNDS.iter().filter(|bound| !needed.contains(bound)));
    reader.known_keys(&section, &keys);

    let mut numbers = [f64::NAN; 4];
    let mut complete = true;
    for (number, key) in numbers.iter_mut().zip(needed) {
        let entry = reader.require(&section, key, &format!("a number: {name} needs {}", needed.join(", ")));
        match entry.and_then(|entry| reader.number(&entry)) {
            Some(value) => *number = value,
            None => complete = false,
        }
    }
    let mut bound = |key: &str, default: f64| match reader.get(&section, key) {
        None => Some(default),
        Some(entry) => reader.number(&entry),
    };
    // A constant needs no bounds: in a table it is the same as a bare number.
    let default = if name == "fixed" { Distribution::fixed(0.0) } else { id.row().prior };
    let (lower, upper) = (bound("lower", default.lower)?, bound("upper", default.upper)?);
    complete.then_some(Distribution { shape: shape(name, numbers)?, lower, upper })
}

/// The shape of a kind, from its numbers in the order of [`KINDS`].
fn shape(kind: &str, [a, b, c, d]: [f64; 4]) -> Option<Shape> {
    Some(match kind {
        "split_normal" => Shape::SplitNormal { low: a, centre: b, high: c },
        "normal" => Shape::Normal { mean: a, sd: b },
        "log_normal" => Shape::LogNormal { median: a, sd_log: b },
        "uniform" => Shape::Uniform { lower: a, upper: b },
        "triangular" => Shape::Triangular { lower: a, mode: b, upper: c },
        "beta" => Shape::Beta { alpha: a, beta: b, lower: c, upper: d },
        "fixed" => Shape::Fixed { value: a },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_shape() {
        for (name, needed) in KINDS {
            let (kind, numbers) = shape(name, [0.1, 0.2, 0.3, 0.4]).unwrap().kind_and_numbers();
            assert_eq!(kind, *name);
            let expected: Vec<(&str, f64)> = needed.iter().copied().zip([0.1, 0.2, 0.3, 0.4]).collect();
            assert_eq!(numbers, expected);
        }
    }
}
