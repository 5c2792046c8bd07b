//! What the lines of a result mean: one row for each variable, channel, kind and return. Tables for people take their
//! labels from it; programs read names.

mod channels;
mod row;
mod text;
mod variables;
mod views;

pub(super) use channels::channel_row;
pub use row::{Explanation, ExplanationRow};
pub use text::{explanations_text, list_of_explanations};
pub(super) use variables::variable_row;

use crate::ensemble::Kind;
use crate::simulate::Variable;
use crate::structures::Channel;

/// Everything that is explained, in the order of the output. A name may stand for a variable and for a channel.
///
/// ```
/// let capital: Vec<_> = kennis::report::explanations().into_iter().filter(|one| one.name == "capital").collect();
/// assert_eq!(capital.iter().map(|one| one.what).collect::<Vec<_>>(), ["variable", "channel"]);
/// ```
#[must_use]
pub fn explanations() -> Vec<Explanation> {
    let variables = Variable::ALL.iter().map(|variable| Explanation {
        what: "variable",
        name: variable.name(),
        unit: variable.unit("bn EUR"),
        deviation_unit: Some(variable.deviation_unit()),
        row: variable_row(*variable),
    });
    let channels = Channel::ALL.iter().map(|channel| Explanation {
        what: "channel",
        name: channel.name(),
        unit: "log_points".to_owned(),
        deviation_unit: None,
        row: channel_row(*channel),
    });
    let kinds = Kind::ALL.iter().map(|kind| Explanation {
        what: "kind",
        name: kind.name(),
        unit: views::unit_of_kind(*kind).to_owned(),
        deviation_unit: None,
        row: views::kind_row(*kind),
    });
    let returns = views::RETURNS.iter().map(|(name, row)| Explanation {
        what: "return",
        name,
        unit: "fraction a year (in texts percent)".to_owned(),
        deviation_unit: None,
        row,
    });
    variables.chain(channels).chain(kinds).chain(returns).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_variable_channel_kind_and_return_has_a_row_of_its_own() {
        let all = explanations();
        assert_eq!(all.len(), Variable::ALL.len() + Channel::ALL.len() + Kind::ALL.len() + 2);
        for what in ["variable", "channel", "kind", "return"] {
            let of = || all.iter().filter(|one| one.what == what);
            let labels: BTreeSet<&str> = of().map(|one| one.row.label).collect();
            let definitions: BTreeSet<&str> = of().map(|one| one.row.definition).collect();
            assert_eq!((labels.len(), definitions.len()), (of().count(), of().count()), "{what}");
        }
    }

    #[test]
    fn every_row_says_all_of_it_in_two_sentences() {
        for one in explanations() {
            let (name, row) = (one.name, one.row);
            let sentences = row.definition.matches(". ").count() + usize::from(row.definition.ends_with('.'));
            assert_eq!(sentences, 2, "{name}: {}", row.definition);
            assert!(!row.equations.is_empty() && !row.formula.is_empty() && !row.page.is_empty(), "{name}");
            assert!(row.sign.ends_with('.') && row.is_not.ends_with('.'), "{name}");
            // A heading in a table of eighty columns.
            assert!(row.in_tables.len() <= 50 && !row.label.contains('_'), "{name}");
        }
    }

    /// Labels are those of the unit in which deviations are reported.
    #[test]
    fn labels_in_tables_say_the_unit() {
        for variable in Variable::ALL {
            let label = variable_row(*variable).in_tables;
            let percent = variable.deviation_unit() == "percent";
            assert_eq!(label.ends_with(", %"), percent, "{variable}: {label}");
            assert_eq!(label.contains("% of"), !percent, "{variable}: {label}");
        }
    }
}
