//! A solution as long CSV.

use super::csv_text::csv_with_inputs;
use super::long_csv::LongCsv;
use crate::ensemble::RankedStatistics;
use crate::solve::Solution;

/// The solution as long CSV, `variable,kind,statistic,year,value,unit`: amounts, the curve of probabilities, the path, what is
/// reached.
#[must_use]
pub fn solve_csv(solution: &Solution) -> String {
    let mut csv = LongCsv::new();
    let currency = &solution.experiment().baseline().currency_unit;
    let unit = format!("{currency} a year");
    let unit = unit.as_str();
    let year = Some(solution.amount_year);
    let mut row =
        |names: (&str, &str, &str), year, value: Option<f64>, unit: &str| csv.row(names, year, value, unit);
    for (kind, amount) in [("mean", solution.amount), ("probability", solution.amount_for_probability)] {
        row(("amount", kind, "value"), year, amount.map(|amount| amount.value), unit);
        row(("amount", kind, "mc_error"), year, amount.map(|amount| amount.mc_error), unit);
    }
    let mut needed = |kind: &str, needed: &RankedStatistics| {
        for (statistic, value) in needed.iter() {
            row(("amount", kind, statistic), year, value, unit);
        }
        row(("amount", kind, "share_defined"), year, Some(needed.share_defined), "fraction");
    };
    needed("needed", &solution.needed);
    for of in &solution.by_structure {
        needed(&format!("needed_in_{}", of.structure), &of.needed);
    }
    for at in &solution.curve {
        let statistic = format!("p{:02.0}", 100.0 * at.probability);
        row(("amount", "for_probability", &statistic), year, at.amount.map(|amount| amount.value), unit);
    }
    let goal = solution.goal;
    let goal_unit = goal.variable.unit(currency);
    let variable = goal.variable.name();
    row((variable, "goal", "value"), goal.year, Some(goal.value), &goal_unit);
    row((variable, "without", "mean"), goal.year, solution.without, &goal_unit);
    if let Some(reached) = &solution.reached {
        for (year, money) in reached.path() {
            row(("amount", "path", "value"), Some(year), Some(money), currency);
        }
        row((variable, "reached", "value"), goal.year, Some(reached.value), &goal_unit);
        for (statistic, value) in reached.outcome.iter() {
            row((variable, "reached", statistic), goal.year, value, &goal_unit);
        }
        row((variable, "reached", "probability"), goal.year, Some(reached.probability.value), "probability");
        row(("rd_per_euro", "reached", "value"), year, reached.rd_per_euro, "ratio");
    }
    if let Some(closest) = solution.closest {
        row(("amount", "closest", "value"), year, Some(closest.amount), unit);
        row((variable, "closest", "value"), goal.year, closest.value, &goal_unit);
        row((variable, "closest", "probability"), goal.year, closest.probability, "probability");
    }
    csv_with_inputs(csv.into_text(), solution.experiment().inputs())
}
