//! Skills and growth: the projection of Hanushek and Woessmann 2012 by cohort, and what a level effect makes of it.
//!
//! Skills of school leavers rise by `dq` over a reform of 20 years, the workforce is renewed in 40, and growth rises with
//! its mean skill `q[t]` (the growth-rate specification: no default of ours, the strongest assumption there is); beside
//! it the default of the model, in which skills raise the level (E10):
//!
//! ```text
//! growth   Y'[t]/Y'[t-1] = 1 + g + c q[t],     level   Y'[t] = Y[t] e^(h[t]),     value = sum (Y'[t] - Y[t])/(1 + r)^t
//! ```
//! `q` and `h` come from the cohorts of the model.

use super::published_result::{Paper, PublishedResult, Rank, Stated};
use crate::model::education::{Cohorts, Doses, share_in_work};
use crate::parameters::{ParameterId as P, ParameterSet};
use crate::scalar::{exp_f64, whole_power_f64};

/// Years of the projection, of the reform, and of a working life.
const YEARS: usize = 80;
const REFORM: f64 = 20.0;
const WORKING_LIFE: f64 = 40.0;
const GROWTH: f64 = 0.015;

pub(super) fn rows(stated: &Stated) -> Vec<PublishedResult> {
    let coefficient = stated.value("hanushek_woessmann.coefficient", 0.01864);
    let gain = stated.value("hanushek_woessmann.gain", 0.25);
    let rate = stated.value("hanushek_woessmann.discount_rate", 0.03);
    let by_growth = value(rate, |t, with| with * (1.0 + GROWTH + coefficient * mean_skill(gain, t)));
    let human_capital = human_capital(gain);
    let schooled = schooled_by_a_year();
    let by_level = value(rate, |t, _| path(t) * exp_f64(human_capital.human_capital(t)));
    let gdp: f64 = (1..=YEARS).map(|t| path(t) / whole_power_f64(1.0 + rate, t as i32)).sum();
    let of = |rank| Paper {
        source: "Hanushek and Woessmann 2012",
        r#where: "European Union (epub.ub.uni-muenchen.de 20398)",
        rank,
    };
    vec![
        of(Rank::A).row(
            "hanushek_woessmann_present_value",
            "present value of +.25 sd of skills over 80 years, % of current GDP",
            288.0,
            1.0,
            100.0 * by_growth,
        ),
        // 785% of current GDP are 16.8% of discounted GDP.
        of(Rank::A).row(
            "hanushek_woessmann_discounted_gdp",
            "discounted GDP of 80 years over current GDP: 785% is 16.8% of it",
            46.73,
            0.2,
            gdp,
        ),
        of(Rank::C).row(
            "hanushek_woessmann_level",
            "the same +.25 sd with the level effect of the default, % of current GDP",
            288.0,
            144.0,
            100.0 * by_level,
        ),
        Paper {
            source: "CPB Memorandum 177 (2007)",
            r#where: "a year of education more on average: about 8% of production; private 5 to 15% (docplayer.nl 6463793)",
            rank: Rank::C,
        }
        .row(
            "macro_mincer_year_of_schooling",
            "one more year of schooling of all at work, capital per unit of output unchanged, % of GDP",
            8.0,
            1.5,
            100.0 * (exp_f64(schooled.human_capital(2 * YEARS)) - 1.0),
        ),
    ]
}

/// A year of schooling more for every cohort, until all at work have had it: `Y` rises with `h` at a given `K/Y`.
fn schooled_by_a_year() -> Cohorts<f64> {
    let doses =
        Doses { schooling: vec![1.0; 2 * YEARS + 1], longest: 1.0, ..Doses::none(2 * YEARS + 1, 1.0) };
    Cohorts::new(&doses, &ParameterSet::default().centres())
}

/// Skills of the cohort that leaves school `s` years after the start, of a reform that is complete after twenty.
fn reformed(s: usize) -> f64 {
    (s as f64 / REFORM).min(1.0)
}

/// Mean skill of the workforce in year `t`: the cohorts that have entered by then.
fn mean_skill(gain: f64, t: usize) -> f64 {
    let at_work = |s: usize| reformed(s) * share_in_work((t + 1 - s) as f64, 0.0, WORKING_LIFE);
    gain * (0..=t).map(at_work).sum::<f64>() / WORKING_LIFE
}

/// Human capital of the same cohorts, with the skill return of the table. A cohort counts from the year after.
fn human_capital(gain: f64) -> Cohorts<f64> {
    let mut p = ParameterSet::default().centres();
    p.set(P::WorkingLife, WORKING_LIFE);
    let doses = Doses {
        quality: (0..=YEARS).map(|s| gain * reformed(s)).collect(),
        entry_lag: Some(0.0),
        ..Doses::none(YEARS + 1, 1.0)
    };
    Cohorts::new(&doses, &p)
}

fn path(t: usize) -> f64 {
    whole_power_f64(1.0 + GROWTH, t as i32)
}

/// Present value of what a path has more than the baseline, over current GDP. `next` gives its level of year `t` from
/// that of the year before.
fn value(rate: f64, next: impl Fn(usize, f64) -> f64) -> f64 {
    let (mut with, mut value) = (1.0, 0.0);
    for t in 1..=YEARS {
        with = next(t, with);
        value += (with - path(t)) / whole_power_f64(1.0 + rate, t as i32);
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    /// The recursion of the paper, `D[t] = D[t-1] + c dq (f[t] - f[t-40])/40`, against the sum over cohorts.
    #[test]
    fn the_sum_over_cohorts_is_the_recursion() {
        let clamped = |t: i32| (f64::from(t) / 20.0).clamp(0.0, 1.0);
        let mut mean = 0.0;
        for t in 1..=YEARS {
            mean += 0.25 * (clamped(t as i32) - clamped(t as i32 - 40)) / 40.0;
            assert_relative_eq!(mean_skill(0.25, t), mean, max_relative = 1e-12);
        }
        assert_relative_eq!(mean_skill(0.25, 200), 0.25, max_relative = 1e-12);
    }

    /// In the end a level effect is the return on the skills of all.
    #[test]
    fn the_level_is_that_of_the_whole_workforce_in_the_end() {
        let p = ParameterSet::default().centres();
        assert_relative_eq!(
            human_capital(0.25).human_capital(80),
            0.25 * p[P::SkillReturn],
            max_relative = 1e-9
        );
    }
}
