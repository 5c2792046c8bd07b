//! The table of parameters as a page of the documentation.

use super::parameters_text::{points, short};
use crate::parameters::{Distribution, Evidence, Layer, Parameter, ParameterId, ParameterSet, Shape};
use std::fmt::Write;

/// The layers in the order of the page, with what they hold.
const LAYERS: [(Layer, &str); 4] = [
    (Layer::Parameters, "Parameters of the economy and of the structures."),
    (Layer::Effectiveness, "Effectiveness of instruments: what a public euro or a trained person adds."),
    (Layer::Shocks, "Breakthroughs. The layer is off unless a run asks for it."),
    (Layer::BaselineLevel, "The level of the baseline. The layer is off unless a run asks for it."),
];

/// All parameters as Markdown, by layer: name, symbol, unit, prior, bounds, evidence and source of each. The page is
/// `docs/parameters.md` of the repository.
#[must_use]
pub fn parameter_table() -> String {
    let mut page = String::from(HEAD);
    let priors = ParameterSet::default();
    for (layer, what) in LAYERS {
        let _ = write!(page, "\n## {}\n\n{what}\n\n{COLUMNS}", layer.name());
        for row in ParameterId::all().map(ParameterId::row).filter(|row| row.layer == layer) {
            line(&mut page, row, &drawn(&priors, row.id));
        }
    }
    page
}

const HEAD: &str = "\
# Parameters

<!-- Made from src/parameters/table.rs; a test keeps it in step. KENNIS_BLESS=1 cargo test -p kennis-cli --test docs -->

Every parameter of kennis, from the one table in `src/parameters/table.rs`. Symbols are those of [the model](model.md); how a prior
becomes draws is told in [uncertainty](uncertainty.md). `--set NAME=VALUE`, a scenario or a parameter file replaces any of them
([how](howto/override-a-prior.md)).

- *Prior*: low, centre and high are the 5, 50 and 95% points of a split normal, half the mass on each side of the centre, before
  truncation at the bounds; a normal is that of an estimate of our own; one number is a constant; *none* has no default, and a scenario
  that needs it must give it.
- *Drawn*: the same points after truncation, which are those of the draws.
- *Evidence*: A direct, estimated for the Netherlands or by a causal design, and read at the source; B published, a range for other
  countries or read in a summary; C a convention of the field; D assumption, our own judgement.
";

const COLUMNS: &str = "\
| name | symbol | unit | prior | drawn | bounds | evidence | source |
|---|---|---|---|---|---|---|---|
";

fn line(page: &mut String, row: &Parameter, drawn: &str) {
    let Parameter { name, symbol, unit, prior, evidence, source, .. } = row;
    let _ = writeln!(
        page,
        "| `{name}` | {symbol} | {unit} | {} | {drawn} | {} | {} | {} |",
        stated(prior),
        bounds(prior),
        grade(*evidence),
        source.replace('|', "\\|")
    );
}

fn stated(prior: &Distribution) -> String {
    match prior.shape {
        Shape::SplitNormal { low, centre, high } => format!("{low}, {centre}, {high}"),
        Shape::Normal { mean, sd } => format!("normal, mean {}, sd {}", short(mean), short(sd)),
        Shape::Fixed { value } => value.to_string(),
        Shape::Unset => "none".to_owned(),
        shape => format!("{shape:?}"),
    }
}

/// The points of the draws; nothing for a constant.
fn drawn(priors: &ParameterSet, id: ParameterId) -> String {
    if priors.distribution(id).is_fixed() { String::new() } else { points(priors, id).map(short).join(", ") }
}

fn bounds(prior: &Distribution) -> String {
    match (prior.lower.is_finite(), prior.upper.is_finite()) {
        (true, true) => format!("{} to {}", prior.lower, prior.upper),
        (true, false) => format!("from {}", prior.lower),
        (false, true) => format!("to {}", prior.upper),
        (false, false) => "none".to_owned(),
    }
}

fn grade(evidence: Evidence) -> String {
    format!("{} {}", evidence.grade(), evidence.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_has_one_line_with_as_many_cells() {
        let page = parameter_table();
        let cells = |line: &str| line.replace("\\|", "").matches('|').count();
        for id in ParameterId::all() {
            let start = format!("| `{}` |", id.name());
            let lines: Vec<&str> = page.lines().filter(|line| line.starts_with(&start)).collect();
            assert_eq!(lines.len(), 1, "{}", id.name());
            assert_eq!(cells(lines[0]), 9, "{}", lines[0]);
        }
    }

    #[test]
    fn points_constants_and_missing_values_are_told_apart() {
        let line = |id: ParameterId| {
            let mut text = String::new();
            line(&mut text, id.row(), &drawn(&ParameterSet::default(), id));
            text
        };
        assert!(
            line(ParameterId::CapitalShare).contains("| 0.3, 0.36, 0.42 | 0.3, 0.36, 0.42 | 0.2 to 0.55 |")
        );
        assert!(line(ParameterId::WorkingLife).contains("| 45 |  | 10 to 80 | D assumption |"));
        assert!(line(ParameterId::EducationUnitCost).contains("| none |  | from 0 |"));
    }
}
