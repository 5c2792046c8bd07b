//! Jumps: what a series of the user's cannot do from one year to the next, or beside the embedded series of the same year.
//!
//! Bounds are wide, for breaks of surveys and revisions happen: beyond the inner ones a value is remarked, beyond the
//! outer ones, which only a slip of the unit or the decimal sign reaches, it is refused. A series that is the embedded
//! one is not looked at.

use super::finding::Finding;
use crate::data::{Series, SeriesName};
use crate::scalar::{log10_f64, whole_power_f64};
use crate::scenario::shown;

/// What a series may do from year to year.
enum Change {
    /// The factor on the year before; changes smaller than `least` are nothing.
    Factor { odd: (f64, f64), refused: (f64, f64), least: f64 },
    /// The difference in points.
    Points { odd: f64, refused: f64 },
    /// Anything in its range.
    Free,
}

/// An embedded value so many years before the first own one is near it.
const NEAR_YEARS: i32 = 5;
/// R&D over GDP below this in every year, in percent, may be a fraction.
const MIN_RD_RATIO: f64 = 0.08;
/// Growth of GDP below this in every year, in percent, may be a fraction.
const MIN_GDP_GROWTH: f64 = 0.1;
/// Growth beyond these in a year, in percent, is odd.
const ODD_GDP_GROWTH: f64 = 8.0;
const ODD_HOURS_GROWTH: f64 = 6.0;

fn change(name: SeriesName) -> Change {
    use SeriesName as N;
    let factor = |odd, refused, least| Change::Factor { odd, refused, least };
    match name {
        N::GdpVolume | N::GdpOfCapitalStock | N::GdpOfTfp | N::Tfp => factor((0.88, 1.15), (0.5, 1.8), 0.0),
        // Inflation.
        N::GdpNominal | N::GdpDeflator | N::PurchasingPowerParity => factor((0.85, 1.4), (0.3, 50.0), 0.0),
        N::Hours | N::HoursOfTfp | N::Employment => factor((0.92, 1.08), (0.6, 1.6), 0.0),
        N::Population | N::Population15To64 => factor((0.97, 1.04), (0.8, 1.25), 0.0),
        N::Researchers | N::RdPersonnel => factor((0.8, 1.3), (0.3, 3.0), 0.0),
        N::CapitalStock | N::CapitalServices => factor((0.93, 1.15), (0.6, 1.7), 0.0),
        N::HumanCapital => factor((0.95, 1.06), (0.7, 1.5), 0.0),
        N::RdFundedBusiness | N::RdFundedGovernment | N::RdFundedOtherNational | N::RdFundedAbroad => {
            Change::Points { odd: 20.0, refused: 60.0 }
        }
        N::LabourShare | N::CapitalDepreciationRate | N::ImportShareGoods => {
            factor((0.6, 1.7), (0.2, 5.0), 0.02)
        }
        N::RdBreak | N::GdpGrowth | N::HoursGrowth => Change::Free,
        N::RdTotal | N::RdBusiness => factor((0.6, 1.6), (0.15, 6.0), 0.15),
        // Other R&D over GDP: sectors are small, and institutes move between them (Poland in 2016).
        _ => factor((0.6, 1.6), (0.03, 30.0), 0.15),
    }
}

/// The factor on the embedded value of a common year beyond which a series that is used in its absolute size, or that
/// R&D rests on, is remarked and refused.
fn distance(name: SeriesName) -> Option<(f64, f64)> {
    use SeriesName as N;
    match name {
        N::Hours | N::Employment | N::GdpNominal | N::Population | N::Population15To64 => Some((1.1, 2.5)),
        N::Researchers | N::RdPersonnel | N::RdTotal | N::RdBusiness => Some((1.3, 3.0)),
        _ => None,
    }
}

/// What stands out in a series of the user's; `embedded` is the one that it replaces.
pub(in super::super) fn jumps(own: &Series, embedded: Option<&Series>) -> Vec<Finding> {
    let same = |year: i32| embedded.is_some_and(|embedded| embedded.at(year) == own.at(year));
    let observed: Vec<(i32, f64)> = observations(own);
    if observed.iter().all(|(year, _)| same(*year)) {
        return Vec::new();
    }
    let mut findings = from_year_to_year(own.name, &observed, same);
    findings.extend(embedded.and_then(|embedded| beside(own, embedded)));
    findings.extend(small(own.name, &observed));
    findings.extend(fast(own.name, &observed));
    findings
}

fn observations(series: &Series) -> Vec<(i32, f64)> {
    let years = series.observed().into_iter().flat_map(|years| years.iter());
    years.filter_map(|year| Some((year, series.at(year)?))).collect()
}

fn from_year_to_year(name: SeriesName, observed: &[(i32, f64)], same: impl Fn(i32) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut before: Option<(i32, f64)> = None;
    for (at, (year, value)) in observed.iter().copied().enumerate() {
        let Some((last, level)) = before else {
            before = Some((year, value));
            continue;
        };
        let is_embedded = same(year) && same(last);
        let next = observed.get(at + 1).copied();
        match outside(name, (last, level), (year, value)).filter(|_| !is_embedded) {
            Some((refused, expected)) => {
                findings.push(Finding {
                    name,
                    year,
                    found: format!("{} ({})", shown(value), neighbours(Some((last, level)), next)),
                    expected,
                    refused,
                });
                // A cell that is wrong alone is one finding: what comes after it is held against what came before.
                let alone = next.is_some_and(|next| outside(name, (last, level), next).is_none());
                if !alone {
                    before = Some((year, value));
                }
            }
            None => before = Some((year, value)),
        }
    }
    findings
}

/// What stands in the years beside a value.
pub(in super::super) fn neighbours(before: Option<(i32, f64)>, next: Option<(i32, f64)>) -> String {
    let shown = |(year, value): (i32, f64)| format!("{} in {year}", shown(value));
    before.into_iter().chain(next).map(shown).collect::<Vec<_>>().join(", ")
}

/// Whether a value cannot come after another; whether it is refused, and what is expected.
fn outside(
    name: SeriesName,
    (last, before): (i32, f64),
    (year, value): (i32, f64),
) -> Option<(bool, String)> {
    let years = year - last;
    match change(name) {
        Change::Free => None,
        Change::Points { odd, refused } => {
            let moved = (value - before).abs();
            let expected = format!("a change of at most {odd} points in a year");
            (moved > odd * f64::from(years)).then_some((moved > refused, expected))
        }
        Change::Factor { odd, refused, least } => {
            // Zero has no growth; shares of nothing may begin.
            if before <= 0.0 || value <= 0.0 || (value - before).abs() <= least {
                return None;
            }
            let factor = value / before;
            let beyond = |(low, high): (f64, f64)| {
                factor < whole_power_f64(low, years) || factor > whole_power_f64(high, years)
            };
            let of_years = if years == 1 { "the year before".to_owned() } else { format!("{last}") };
            let (low, high) =
                (whole_power_f64(odd.0, years) * before, whole_power_f64(odd.1, years) * before);
            let expected = format!("between {} and {}, for {of_years}", rounded(low), rounded(high));
            beyond(odd).then(|| (beyond(refused), expected))
        }
    }
}

/// The last year that both series have, or the embedded year shortly before the first own one, where they are far apart.
fn beside(own: &Series, embedded: &Series) -> Option<Finding> {
    let (odd, refused) = distance(own.name)?;
    let observed = observations(own);
    let common =
        observed.iter().rev().find_map(|(year, value)| Some((*year, *value, *year, embedded.at(*year)?)));
    let before = || {
        let (year, value) = observed.first().copied()?;
        let (last, level) = observations(embedded).into_iter().rev().find(|(last, _)| *last < year)?;
        (year - last <= NEAR_YEARS).then_some((year, value, last, level))
    };
    let (year, value, of, known) = common.or_else(before)?;
    if known <= 0.0 || value <= 0.0 {
        return None;
    }
    let factor = (value / known).max(known / value);
    (factor > odd).then(|| Finding {
        name: own.name,
        year,
        found: shown(value),
        expected: format!(
            "about {}, as in the embedded data of {of} ({}, {})",
            shown(known),
            name_of(&embedded.unit, own.name),
            embedded.vintage
        ),
        refused: factor > refused,
    })
}

fn name_of(unit: &str, name: SeriesName) -> &str {
    if unit.is_empty() { name.plausible().1 } else { unit }
}

/// Rates so small in every year that they may be fractions.
fn small(name: SeriesName, observed: &[(i32, f64)]) -> Option<Finding> {
    use SeriesName as N;
    let least = match name {
        N::GdpGrowth => MIN_GDP_GROWTH,
        N::RdTotal | N::RdIntensity => MIN_RD_RATIO,
        _ => return None,
    };
    let largest = observed.iter().map(|(_, value)| value.abs()).fold(0.0, f64::max);
    let (year, value) = observed.first().copied()?;
    (largest > 0.0 && largest < least).then(|| Finding {
        name,
        year,
        found: format!("{}, and at most {} in any year", shown(value), shown(largest)),
        expected: format!(
            "{}; if these are fractions, say so in a column unit (fraction)",
            name.plausible().1
        ),
        refused: false,
    })
}

/// The first rate of growth that is hardly possible.
fn fast(name: SeriesName, observed: &[(i32, f64)]) -> Option<Finding> {
    let most = match name {
        SeriesName::GdpGrowth => ODD_GDP_GROWTH,
        SeriesName::HoursGrowth => ODD_HOURS_GROWTH,
        _ => return None,
    };
    let (year, value) = observed.iter().copied().find(|(_, value)| value.abs() > most)?;
    let expected = format!("between -{most} and {most}, {}", name.plausible().1);
    Some(Finding { name, year, found: shown(value), expected, refused: false })
}

/// Four digits, or all those before the decimal sign.
fn rounded(value: f64) -> String {
    let digits = 3 - log10_f64(value.abs().max(1e-12)).floor() as i32;
    let scale = whole_power_f64(10f64, digits.clamp(0, 12));
    shown((value * scale).round() / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(name: SeriesName, first_year: i32, values: &[f64]) -> Series {
        let mut series = crate::data::Economy::netherlands().unwrap().series(name).unwrap().clone();
        (series.first_year, series.values) = (first_year, values.iter().copied().map(Some).collect());
        series
    }

    fn found(name: SeriesName, values: &[f64]) -> Vec<(i32, bool)> {
        let own = series(name, 2021, values);
        jumps(&own, None).iter().map(|finding| (finding.year, finding.refused)).collect()
    }

    #[test]
    fn a_cell_that_lost_its_thousands_is_refused_once() {
        let name = SeriesName::Hours;
        assert_eq!(found(name, &[14210.0, 14502.0, 14702.0]), []);
        assert_eq!(found(name, &[14210.0, 14.502, 14702.0]), [(2022, true)]);
        assert_eq!(found(name, &[14210.0, 14.502, 14.702]), [(2022, true)]);
        assert_eq!(found(name, &[14210.0, 16000.0, 16100.0]), [(2022, false)]);
        let finding = &jumps(&series(name, 2021, &[14210.0, 14.502, 14702.0]), None)[0];
        assert_eq!(finding.found, "14.502 (14210 in 2021, 14702 in 2023)");
        assert_eq!(finding.expected, "between 13073 and 15347, for the year before");
    }

    #[test]
    fn a_level_far_from_the_embedded_one_is_found() {
        let embedded = series(SeriesName::Hours, 2022, &[14500.0]);
        let beside = |value: f64| {
            let own = series(SeriesName::Hours, 2022, &[value]);
            jumps(&own, Some(&embedded)).iter().map(|finding| finding.refused).collect::<Vec<_>>()
        };
        assert_eq!((beside(14900.0), beside(16500.0), beside(14.5)), (vec![], vec![false], vec![true]));
        // Without a common year the one before it.
        let after = |year| jumps(&series(SeriesName::Hours, year, &[14.9]), Some(&embedded)).len();
        assert_eq!((after(2024), after(2028)), (1, 0));
    }

    #[test]
    fn rates_that_may_be_fractions_are_remarked() {
        assert_eq!(found(SeriesName::GdpGrowth, &[0.011, 0.016]), [(2021, false)]);
        assert_eq!(found(SeriesName::GdpGrowth, &[0.0, 0.0]), []);
        assert_eq!(found(SeriesName::GdpGrowth, &[0.05, 1.6]), []);
        assert_eq!(found(SeriesName::GdpGrowth, &[1.5, 12.0, 15.0]), [(2022, false)]);
        assert_eq!(found(SeriesName::RdTotal, &[0.022, 0.021]), [(2021, false)]);
        // Sectors are small, and institutes move.
        assert_eq!(found(SeriesName::RdGovernment, &[0.225, 0.127]), []);
        assert_eq!(found(SeriesName::RdTotal, &[2.2, 22.0 / 1.2]), [(2022, true)]);
    }
}
