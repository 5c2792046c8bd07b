//! Rules of a user's own baseline: years beyond the data, numbers that can be meant, and levels that can follow the year
//! before, be that observed, in the table or the default's.

use super::{CheckContext, MAX_HORIZON, Problem, shown};
use crate::scalar::{log10_f64, whole_power_f64};
use crate::scenario::{BaselineRow, BaselineTable};
use std::ops::RangeInclusive;

/// Levels of GDP (billion) and hours (million) beyond these are taken for a slip in the unit.
const MIN_LEVEL: f64 = 1e-6;
const MAX_LEVEL: f64 = 1e9;
/// Growth in a year that is remarked, and growth that only a slip of the unit or the decimal sign reaches.
const ODD_GDP_GROWTH: RangeInclusive<f64> = -0.08..=0.08;
const ODD_HOURS_GROWTH: RangeInclusive<f64> = -0.06..=0.06;
const POSSIBLE_GROWTH: RangeInclusive<f64> = -0.3..=0.4;
/// The factor on R&D over GDP of the year before, likewise.
const ODD_RD_FACTOR: RangeInclusive<f64> = 0.7..=1.4;
const POSSIBLE_RD_FACTOR: RangeInclusive<f64> = 0.25..=4.0;
/// Two columns that say the same may differ by this share.
const ROUNDING: f64 = 0.02;

/// The values that a column can have, and what is expected in words.
pub(crate) fn baseline_range(column: &str) -> (RangeInclusive<f64>, &'static str) {
    match column {
        "gdp" => (MIN_LEVEL..=MAX_LEVEL, "billion of the price base, from 1e-6 to 1e9"),
        "gdp_growth" => (-0.2..=0.2, "a fraction between -0.2 and 0.2 (0.015 is 1.5%)"),
        "hours" => (MIN_LEVEL..=MAX_LEVEL, "million hours, from 1e-6 to 1e9"),
        _ => (f64::MIN_POSITIVE..=0.2, "a fraction of GDP above 0, at most 0.2 (0.03 is 3%)"),
    }
}

/// The columns of a row.
fn cells(row: &BaselineRow) -> [(&'static str, Option<f64>); 6] {
    [
        ("gdp", row.gdp),
        ("gdp_growth", row.gdp_growth),
        ("hours", row.hours),
        ("rd_intensity", row.rd_intensity),
        ("rd_business_share", row.rd_business_share),
        ("rd_public_share", row.rd_public_share),
    ]
}

/// All problems of a table, at keys such as `gdp[2030]`.
pub(crate) fn baseline_problems(table: &BaselineTable, context: &CheckContext) -> Vec<Problem> {
    let first = context.last_rd_observation + 1;
    let mut problems = Vec::new();
    let mut whole = true;
    for (year, row) in &table.rows {
        if !(first..=MAX_HORIZON).contains(year) {
            let expected =
                format!("a year from {first} (R&D is observed up to {}) to {MAX_HORIZON}", first - 1);
            problems.push(Problem::new(format!("year[{year}]"), year.to_string(), expected));
        }
        for (name, value) in cells(row) {
            let (range, expected) = baseline_range(name);
            if let Some(value) = value
                && !range.contains(&value)
            {
                problems.push(Problem::new(format!("{name}[{year}]"), shown(value), expected));
                whole = false;
            }
        }
    }
    if whole {
        problems
            .extend(jumps(table, context).into_iter().filter(|jump| jump.refused).map(|jump| jump.problem));
    }
    problems
}

/// What is odd about a table without problems, at keys such as `gdp[2030]`.
#[cfg(feature = "formats")]
pub(crate) fn baseline_remarks(table: &BaselineTable, context: &CheckContext) -> Vec<Problem> {
    let mut remarks: Vec<Problem> = jumps(table, context).into_iter().map(|jump| jump.problem).collect();
    remarks.extend(table.rows.iter().filter_map(|(year, row)| two_ratios(*year, row)));
    remarks
}

/// R&D over GDP beside its parts, which win.
#[cfg(feature = "formats")]
fn two_ratios(year: i32, row: &BaselineRow) -> Option<Problem> {
    let total = row.rd_intensity?;
    let sum = row.rd_business_share? + row.rd_public_share?;
    ((sum / total - 1.0).abs() > ROUNDING).then(|| {
        let found = format!(
            "{} beside rd_business_share and rd_public_share of {}",
            shown(total),
            shown(dustless(sum))
        );
        Problem::new(format!("rd_intensity[{year}]"), found, "their sum; rd_intensity is not used here")
    })
}

/// A value that does not follow from the year before.
struct Jump {
    problem: Problem,
    refused: bool,
}

/// The path of the table against the years before.
fn jumps(table: &BaselineTable, context: &CheckContext) -> Vec<Jump> {
    let Some(levels) = &context.levels else { return Vec::new() };
    let mut path = Path { jumps: Vec::new() };
    let (mut gdp, mut hours) = (levels.gdp[0], levels.hours[0]);
    let public = levels.rd_intensity - levels.rd_business_share;
    let mut ratios = [levels.rd_intensity, levels.rd_business_share, public];
    let last = table.rows.keys().next_back().copied().unwrap_or(levels.years.first);
    let defaults = levels.gdp.windows(2).zip(levels.hours.windows(2));
    for (year, (of_gdp, of_hours)) in
        levels.years.iter().skip(1).zip(defaults).take_while(|(year, _)| *year <= last)
    {
        let row = table.rows.get(&year).copied().unwrap_or_default();
        let (grown_gdp, grown_hours) = (gdp * of_gdp[1] / of_gdp[0], hours * of_hours[1] / of_hours[0]);
        gdp = match (row.gdp, row.gdp_growth) {
            (Some(level), growth) => {
                let kept = path.level("gdp", year, level, gdp, &ODD_GDP_GROWTH);
                if kept && growth.is_some_and(|growth| (level / gdp - 1.0 - growth).abs() > ROUNDING / 2.0) {
                    let found = format!(
                        "{} beside gdp, which grows by {}",
                        shown(growth.unwrap_or(0.0)),
                        shown(dustless(level / gdp - 1.0))
                    );
                    path.remark("gdp_growth", year, found, "the growth of gdp; gdp_growth is not used here");
                }
                if kept { level } else { grown_gdp }
            }
            (None, Some(growth)) => {
                if !ODD_GDP_GROWTH.contains(&growth) {
                    let found = format!(
                        "{}, growth of {}% in a year",
                        shown(growth),
                        shown(dustless(growth * 100.0))
                    );
                    let expected = "growth between -8% and 8%, as a fraction; if it is in percent, a row unit with % says so";
                    path.remark("gdp_growth", year, found, expected);
                }
                gdp * (1.0 + growth)
            }
            (None, None) => grown_gdp,
        };
        hours = match row.hours {
            Some(level) if path.level("hours", year, level, hours, &ODD_HOURS_GROWTH) => level,
            _ => grown_hours,
        };
        let named = ["rd_intensity", "rd_business_share", "rd_public_share"];
        let given = [row.rd_intensity, row.rd_business_share, row.rd_public_share];
        for ((name, value), before) in named.into_iter().zip(given).zip(&mut ratios) {
            if let Some(value) = value
                && path.ratio(name, year, value, *before)
            {
                *before = value;
            }
        }
    }
    path.jumps
}

struct Path {
    jumps: Vec<Jump>,
}

impl Path {
    /// Whether a level can come after that of the year before.
    fn level(&mut self, name: &str, year: i32, level: f64, before: f64, odd: &RangeInclusive<f64>) -> bool {
        let growth = level / before - 1.0;
        let possible = POSSIBLE_GROWTH.contains(&growth);
        if !odd.contains(&growth) {
            let bounds = if possible { odd } else { &POSSIBLE_GROWTH };
            let (low, high) = (before * (1.0 + bounds.start()), before * (1.0 + bounds.end()));
            self.jump(name, year, (level, before), (low, high), possible);
        }
        possible
    }

    /// Whether a ratio can come after that of the year before.
    fn ratio(&mut self, name: &str, year: i32, value: f64, before: f64) -> bool {
        let factor = value / before;
        let possible = POSSIBLE_RD_FACTOR.contains(&factor) || before <= 0.0;
        if before > 0.0 && !ODD_RD_FACTOR.contains(&factor) {
            let bounds = if possible { &ODD_RD_FACTOR } else { &POSSIBLE_RD_FACTOR };
            self.jump(
                name,
                year,
                (value, before),
                (before * bounds.start(), before * bounds.end()),
                possible,
            );
        }
        possible
    }

    fn jump(
        &mut self,
        name: &str,
        year: i32,
        (value, before): (f64, f64),
        (low, high): (f64, f64),
        possible: bool,
    ) {
        let found = format!("{} after {} in {}", shown(value), shown(digits(before)), year - 1);
        let expected =
            format!("between {} and {}, for the year before", shown(digits(low)), shown(digits(high)));
        let problem = Problem::new(format!("{name}[{year}]"), found, expected);
        self.jumps.push(Jump { problem, refused: !possible });
    }

    fn remark(&mut self, name: &str, year: i32, found: String, expected: &str) {
        let problem = Problem::new(format!("{name}[{year}]"), found, expected);
        self.jumps.push(Jump { problem, refused: false });
    }
}

/// Four digits.
fn digits(value: f64) -> f64 {
    let decimals = (3 - log10_f64(value.abs().max(1e-9)).floor() as i32).clamp(0, 12);
    let scale = whole_power_f64(10f64, decimals);
    (value * scale).round() / scale
}

/// Without the dust of a difference of decimals.
fn dustless(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}
