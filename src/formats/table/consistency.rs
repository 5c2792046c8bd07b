//! Sums and orders that series must keep together: parts and totals, funders, low and high, heads and hours.
//!
//! Rules look at the years in which the user's data have one of the series, and name the series, the years and the
//! values. Rounding and two vintages side by side are remarked; what cannot be is refused.

use super::finding::Finding;
use crate::data::{Economy, SeriesName, Years};
use crate::scenario::shown;
use SeriesName as N;

/// Performers of R&D.
const PERFORMERS: [N; 4] = [N::RdBusiness, N::RdHigherEducation, N::RdGovernment, N::RdPrivateNonprofit];
/// Funders of R&D.
const FUNDERS: [N; 4] =
    [N::RdFundedBusiness, N::RdFundedGovernment, N::RdFundedOtherNational, N::RdFundedAbroad];
/// Parts may miss their total by this share of it without a remark, and be above it by that without being refused.
const ODD_SUM: f64 = 0.02;
const REFUSED_SUM: f64 = 0.1;
/// Rounding of a ratio, in percent of GDP.
const ROUNDING: f64 = 0.02;
/// Funders may miss one hundred by this without a remark, be above it by that, or below it by that, without being refused:
/// published shares leave a part that is not told.
const ODD_FUNDERS: f64 = 0.5;
const REFUSED_ABOVE: f64 = 3.0;
const REFUSED_BELOW: f64 = 10.0;
/// Hours that a person works in a year.
const HOURS_A_PERSON: (f64, f64) = (500.0, 4000.0);
/// Years that a message names one by one.
const NAMED_YEARS: usize = 4;

/// What does not go together in an economy, as far as the user's series `own` have a part in it.
pub(in super::super) fn inconsistencies(economy: &Economy, own: &[N]) -> Vec<Finding> {
    let checker = Checker { economy, own };
    let mut findings = Vec::new();
    checker.performers(&mut findings);
    checker.funders(&mut findings);
    // The user's own projection may leave the embedded range around it.
    for (low, high, both) in [
        (N::RdIntensityLow, N::RdIntensity, true),
        (N::RdIntensity, N::RdIntensityHigh, true),
        (N::Employment, N::Population, false),
        (N::Population15To64, N::Population, false),
        (N::Researchers, N::RdPersonnel, false),
        (N::Researchers, N::Employment, false),
    ] {
        let refused = !both || [low, high].iter().all(|name| own.contains(name));
        checker.order(low, high, refused, &mut findings);
    }
    checker.hours_a_person(&mut findings);
    checker.projection(&mut findings);
    findings
}

struct Checker<'a> {
    economy: &'a Economy,
    own: &'a [N],
}

impl Checker<'_> {
    fn at(&self, name: N, year: i32) -> Option<f64> {
        self.economy.series(name).ok()?.at(year)
    }

    /// The years in which one of the user's own series among these has a value.
    fn years(&self, names: &[N]) -> Vec<i32> {
        let own: Vec<N> = names.iter().copied().filter(|name| self.own.contains(name)).collect();
        let observed = own.iter().filter_map(|name| self.economy.observed(*name).ok());
        let all = observed.reduce(|a, b| Years::new(a.first.min(b.first), a.last.max(b.last)));
        let years = all.into_iter().flat_map(|years| years.iter());
        years.filter(|year| own.iter().any(|name| self.at(*name, *year).is_some())).collect()
    }

    /// The user's own series among these, which a finding is about: the last one named.
    fn about(&self, names: &[N]) -> Option<N> {
        names.iter().copied().find(|name| self.own.contains(name))
    }

    fn performers(&self, findings: &mut Vec<Finding>) {
        let names = [&PERFORMERS[..], &[N::RdTotal]].concat();
        let Some(about) = self.about(&names) else { return };
        let (mut too_much, mut apart, mut nothing) = (Vec::new(), Vec::new(), Vec::new());
        for year in self.years(&names) {
            let Some(total) = self.at(N::RdTotal, year) else { continue };
            let parts: Vec<f64> = PERFORMERS.iter().filter_map(|name| self.at(*name, year)).collect();
            let sum: f64 = parts.iter().sum();
            let said = (year, format!("{} against rd_total {}", shown(round(sum)), shown(total)));
            let business = self.at(N::RdBusiness, year);
            if total == 0.0 || business == Some(0.0) {
                nothing.push((year, "0".to_owned()));
            } else if business.is_some_and(|business| business >= total)
                || sum > total * (1.0 + REFUSED_SUM) + ROUNDING
            {
                too_much.push(said);
            } else if sum > total * (1.0 + ODD_SUM) + ROUNDING
                || (parts.len() == PERFORMERS.len() && sum < total * (1.0 - ODD_SUM) - ROUNDING)
            {
                apart.push(said);
            }
        }
        let sum = "rd_business, rd_higher_education, rd_government and rd_private_nonprofit together";
        let parts = "parts of rd_total, and something beside business".to_owned();
        push(findings, about, &too_much, sum, &parts, true);
        let equal = "rd_total; series of two vintages do not add up".to_owned();
        push(findings, about, &apart, sum, &equal, false);
        let some = "above 0: a country without R&D has no stock of knowledge".to_owned();
        push(findings, about, &nothing, "rd_total or rd_business", &some, true);
    }

    fn funders(&self, findings: &mut Vec<Finding>) {
        let Some(about) = self.about(&FUNDERS) else { return };
        let (mut wrong, mut apart) = (Vec::new(), Vec::new());
        for year in self.years(&FUNDERS) {
            let parts: Vec<f64> = FUNDERS.iter().filter_map(|name| self.at(*name, year)).collect();
            let sum: f64 = parts.iter().sum();
            let (above, whole) = (sum - 100.0, parts.len() == FUNDERS.len());
            let said = (year, shown(round(sum)));
            if above > REFUSED_ABOVE || (whole && -above > REFUSED_BELOW) {
                wrong.push(said);
            } else if above > ODD_FUNDERS || (whole && -above > ODD_FUNDERS) {
                apart.push(said);
            }
        }
        let sum = "rd_funded_business, _government, _other_national and _abroad together";
        let expected = "100: they are shares of the same R&D".to_owned();
        push(findings, about, &wrong, sum, &expected, true);
        push(findings, about, &apart, sum, &expected, false);
    }

    fn order(&self, low: N, high: N, refused: bool, findings: &mut Vec<Finding>) {
        let Some(about) = self.about(&[low, high]) else { return };
        let mut wrong = Vec::new();
        for year in self.years(&[low, high]) {
            if let (Some(less), Some(more)) = (self.at(low, year), self.at(high, year))
                && less > more
            {
                wrong.push((year, format!("{} against {high} {}", shown(less), shown(more))));
            }
        }
        push(findings, about, &wrong, low.name(), &format!("at most {high}"), refused);
    }

    fn hours_a_person(&self, findings: &mut Vec<Finding>) {
        let names = [N::Hours, N::Employment];
        let Some(about) = self.about(&names) else { return };
        let mut wrong = Vec::new();
        for year in self.years(&names) {
            if let (Some(hours), Some(persons)) = (self.at(N::Hours, year), self.at(N::Employment, year)) {
                let each = hours * 1e6 / persons;
                if !(HOURS_A_PERSON.0..=HOURS_A_PERSON.1).contains(&each) {
                    let each = if each >= 10.0 { each.round() } else { round(each) };
                    wrong.push((
                        year,
                        format!("{} million over {} persons, {}", shown(hours), shown(persons), shown(each)),
                    ));
                }
            }
        }
        let (low, high) = HOURS_A_PERSON;
        let expected = format!("from {low} to {high} hours a year for each person employed");
        push(findings, about, &wrong, "hours over employment", &expected, true);
    }

    /// The projection of R&D over GDP goes on from the last observation.
    fn projection(&self, findings: &mut Vec<Finding>) {
        if self.about(&[N::RdIntensity, N::RdTotal]).is_none() {
            return;
        }
        let Ok(observed) = self.economy.observed(N::RdTotal) else { return };
        let Ok(projected) = self.economy.observed(N::RdIntensity) else { return };
        let next = (projected.first..=projected.last)
            .find(|year| *year > observed.last && self.at(N::RdIntensity, *year).is_some());
        let (Some(year), Some(last)) = (next, self.at(N::RdTotal, observed.last)) else { return };
        let Some(value) = self.at(N::RdIntensity, year) else { return };
        if last <= 0.0 || (0.5..=2.0).contains(&(value / last)) {
            return;
        }
        let refused = !(0.1..=10.0).contains(&(value / last));
        let about = self.about(&[N::RdIntensity, N::RdTotal]).unwrap_or(N::RdIntensity);
        findings.push(Finding {
            name: about,
            year: if about == N::RdIntensity { year } else { observed.last },
            found: format!(
                "rd_intensity of {} in {year} after rd_total of {} in {}",
                shown(value),
                shown(last),
                observed.last
            ),
            expected: "a projection in percent of GDP that goes on from the last observation".to_owned(),
            refused,
        });
    }
}

/// One finding for all years of a rule.
fn push(
    findings: &mut Vec<Finding>,
    name: N,
    wrong: &[(i32, String)],
    what: &str,
    expected: &str,
    refused: bool,
) {
    let Some((year, _)) = wrong.last() else { return };
    let named: Vec<String> =
        wrong.iter().rev().take(NAMED_YEARS).map(|(year, said)| format!("{year}: {said}")).collect();
    let more = wrong.len().saturating_sub(NAMED_YEARS);
    let more = if more == 0 { String::new() } else { format!("; and {more} years more") };
    findings.push(Finding {
        name,
        year: *year,
        found: format!("{what} ({}{more})", named.join("; ")),
        expected: expected.to_owned(),
        refused,
    });
}

/// Without the dust of a sum of decimals.
fn round(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}
