//! Rules of a user's own baseline: years beyond the data, and numbers that can be meant.

use super::{CheckContext, MAX_HORIZON, Problem, shown};
use crate::scenario::BaselineTable;

/// Levels of GDP (billion) and hours (million) beyond these are taken for a slip in the unit.
const LEAST: f64 = 1e-6;
const MOST: f64 = 1e9;

/// All problems of a table, at keys such as `gdp[2030]`.
pub(crate) fn baseline_problems(table: &BaselineTable, context: &CheckContext) -> Vec<Problem> {
    let first = context.last_rd_observation + 1;
    let mut problems = Vec::new();
    for (year, row) in &table.rows {
        if !(first..=MAX_HORIZON).contains(year) {
            let expected =
                format!("a year from {first} (R&D is observed up to {}) to {MAX_HORIZON}", first - 1);
            problems.push(Problem::new(format!("year[{year}]"), year.to_string(), expected));
        }
        let share = "a fraction of GDP above 0, at most 0.2 (0.03 is 3%)";
        let cells = [
            ("gdp", row.gdp, LEAST..=MOST, "billion of the price base, from 1e-6 to 1e9"),
            ("gdp_growth", row.gdp_growth, -0.2..=0.2, "a fraction between -0.2 and 0.2 (0.015 is 1.5%)"),
            ("hours", row.hours, LEAST..=MOST, "million hours, from 1e-6 to 1e9"),
            ("rd_intensity", row.rd_intensity, f64::MIN_POSITIVE..=0.2, share),
            ("rd_business_share", row.rd_business_share, f64::MIN_POSITIVE..=0.2, share),
            ("rd_public_share", row.rd_public_share, f64::MIN_POSITIVE..=0.2, share),
        ];
        for (name, value, range, expected) in cells {
            if let Some(value) = value
                && !range.contains(&value)
            {
                problems.push(Problem::new(format!("{name}[{year}]"), shown(value), expected));
            }
        }
    }
    problems
}
