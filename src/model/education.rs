//! Human capital and education (E10).
//!
//! A reform reaches the cohorts that start from year `from` on; a cohort works for `W` years after its entry lag:
//! ```math
//! \begin{aligned}
//! h[t] &= \ln \left( 1 + \frac{1}{W} \sum_s share_s[t] \left( e^{r\, ds_s + \psi_q\, dq_s} - 1 \right) \right) \\
//! share_s[t] &= \operatorname{clamp}(t - s - lag,\, 0,\, 1) - \operatorname{clamp}(t - s - lag - W,\, 0,\, 1) \\
//! l[t] &= \ln \left( 1 - w_e\, \frac{ds[t]}{W} \right)
//! \end{aligned}
//! ```
//! Money becomes `ds = money/unit cost x effectiveness` a person of the cohort and `dq = kappa_q ln(1 + money/base)`; a
//! cohort whose years at school are paid in money enters work as much later itself.
//!
//! That is the variant of a working life. With persons by age ([`WorkingPopulation`]) a cohort is the share of those at
//! work that it is: $`share_s[t]/W`$ becomes $`\omega_{t - s - lag}[t]`$, and $`1/W`$ in `l` the share of those who enter.
//! Both are the same for a population with as many of every age.
//!
//! A programme that is evaluated ([`super::intervention`]) gives the cohort that it reaches a dose of either kind. With
//! [`EducationForm::Growth`] skills act as Hanushek and Woessmann (2012) have it, on growth and not on the level:
//! ```math
//! h[t] = h_{schooling}[t] + \sum_{u \leq t} b\, \bar{q}[u], \qquad \bar{q}[u] = \frac{1}{W} \sum_s share_s[u]\, dq_s
//! ```
//! `b` is `skill_growth`. It is the strongest assumption there is, and never the default.

use super::intervention::Given;
use super::working_population::WorkingPopulation;
use crate::names::named;
use crate::parameters::{ParameterId, ParameterValues};
use crate::scalar::Scalar;
use std::sync::Arc;

/// Share of the cohort of year zero that works `age` years later: it enters after `lag` years, a fraction of a year
/// counting pro rata, and leaves `working_life` years after.
#[inline(always)]
pub fn share_in_work<S: Scalar>(age: f64, lag: S, working_life: S) -> S {
    let (zero, one) = (S::of(0.0), S::of(1.0));
    let since = S::of(age) - lag;
    since.max(zero).min(one) - (since - working_life).max(zero).min(one)
}

named! {
    /// What skills of those at work do to output.
    EducationForm {
        /// They raise its level, as wages say (Mincer).
        Mincer = "mincer",
        /// They raise its growth for as long as they are there (Hanushek and Woessmann 2012): for comparison.
        Growth = "growth",
    }
}

#[allow(clippy::derivable_impls, reason = "the macro that names the variants marks no default")]
impl Default for EducationForm {
    fn default() -> Self {
        Self::Mincer
    }
}

/// The doses of a measure by cohort, from the first year of the simulation on.
#[derive(Clone, Debug, PartialEq)]
pub struct Doses {
    /// Years of schooling more, by year.
    pub schooling: Vec<f64>,
    /// Standard deviations of skills more, by year.
    pub quality: Vec<f64>,
    /// Money for education, billion, by year; what it buys depends on the draw.
    pub money: Vec<f64>,
    /// Entry lag in years where the measure states one.
    pub entry_lag: Option<f64>,
    /// Most years of schooling that the measure ever states, whatever the years of the simulation: the entry lag.
    pub longest: f64,
    /// Persons employed: a cohort is `employment / W` where there are no ages.
    pub employment: f64,
    /// Those at work by year of entry; none: every cohort is one over the working life.
    pub population: Option<Arc<WorkingPopulation>>,
    /// An intervention of the catalogue, which gives doses that depend on the draw.
    pub given: Option<Given>,
    /// What skills do to output.
    pub form: EducationForm,
}

impl Doses {
    /// No dose in any of so many years.
    #[must_use]
    pub fn none(years: usize, employment: f64) -> Self {
        let zero = vec![0.0; years];
        Self {
            schooling: zero.clone(),
            quality: zero.clone(),
            money: zero,
            entry_lag: None,
            longest: 0.0,
            employment,
            population: None,
            given: None,
            form: EducationForm::default(),
        }
    }

    /// Whether they are years of schooling alone.
    pub(crate) fn is_schooling(&self) -> bool {
        self.quality.iter().chain(&self.money).all(|dose| *dose == 0.0)
    }

    /// The entry lag, where no draw has another: money buys what depends on the draw.
    fn common_lag(&self) -> Option<f64> {
        let by_draw = self.money.iter().any(|money| *money != 0.0);
        let by_dose = if self.is_schooling() { self.longest } else { QUALITY_ENTRY_LAG };
        self.entry_lag.or_else(|| (!by_draw).then_some(by_dose))
    }
}

/// Years from the first grade to work that a reform of quality takes (assumption).
pub const QUALITY_ENTRY_LAG: f64 = 12.0;

/// The cohorts that a measure reaches, in one draw.
#[derive(Clone, Debug)]
pub struct Cohorts<S> {
    /// `e^(r ds + psi_q dq) - 1` by cohort.
    gains: Vec<S>,
    /// Years of schooling more by cohort.
    schooling: Vec<S>,
    /// Standard deviations of skills more by cohort.
    skills: Vec<S>,
    /// What growth with skills has added by year; empty where skills act on the level.
    growth: Vec<S>,
    /// Years until the cohort enters work.
    lags: Vec<S>,
    /// Years that it has worked already.
    years_at_work: usize,
    /// Years after which those who stay at school longer are away from work.
    labour_lag: usize,
    working_life: S,
    entrant_labour: S,
    population: Option<Arc<WorkingPopulation>>,
    /// The lag of all cohorts, where it is the same in every draw.
    common_lag: Option<f64>,
}

impl<S: Scalar> Cohorts<S> {
    /// The cohorts of a measure.
    #[must_use]
    pub fn new(doses: &Doses, p: &ParameterValues<S>) -> Self {
        use ParameterId as P;
        let zero = S::of(0.0);
        // Euro of a billion for a person of the cohort of year `t`.
        let person = |t: usize| match &doses.population {
            None => p[P::WorkingLife] * S::of(1e9 / doses.employment),
            Some(population) => S::of(1e9 / population.entering(t)),
        };
        // What has no price in the scenario is not bought.
        let (unit_cost, base) = (p[P::EducationUnitCost], p[P::EducationSpending]);
        let pupil_years = S::select(zero.lt(unit_cost), p[P::EducationEffectiveness] / unit_cost, zero);
        let mut schooling = Vec::with_capacity(doses.schooling.len());
        let mut gains = Vec::with_capacity(doses.schooling.len());
        let mut skills = Vec::with_capacity(doses.schooling.len());
        let given = Given::doses(doses.given.as_ref(), doses.population.is_some(), p);
        let acts_on_growth = doses.form == EducationForm::Growth;
        let mut most_skills = zero;
        for (t, stated) in doses.schooling.iter().enumerate() {
            let mut ds = S::of(*stated);
            let mut dq = S::of(doses.quality[t]);
            if doses.money[t] != 0.0 {
                let money = S::of(doses.money[t]);
                ds = ds + money * person(t) * pupil_years;
                let skills = p[P::SkillPerLogSpending] * (S::of(1.0) + money / base).ln();
                dq = dq + S::select(zero.lt(base), skills, zero);
            }
            if let Some((more_schooling, more_skills)) = given {
                let reach =
                    S::of(doses.given.as_ref().and_then(|given| given.reach.get(t)).copied().unwrap_or(0.0));
                ds = ds + reach * more_schooling;
                dq = dq + reach * more_skills;
            }
            most_skills = most_skills.max(dq).max(-dq);
            let on_level = if acts_on_growth { zero } else { p[P::SkillReturn] * dq };
            schooling.push(ds);
            skills.push(dq);
            gains.push((p[P::MincerReturn] * ds + on_level).exp() - S::of(1.0));
        }
        let of_schooling = |ds: &S| S::of(doses.longest).max(*ds);
        let lag = |ds: &S| match doses.entry_lag {
            Some(lag) => S::of(lag),
            None => S::select(zero.lt(most_skills), S::of(QUALITY_ENTRY_LAG), of_schooling(ds)),
        };
        let lags = schooling.iter().map(lag).collect();
        let common_lag = doses.common_lag();
        let stays = |given: &Given| given.intervention.is_time_at_school();
        let mut cohorts = Self {
            gains,
            schooling,
            skills,
            growth: Vec::new(),
            lags,
            years_at_work: doses.given.as_ref().map_or(0, |given| given.years_at_work),
            labour_lag: match &doses.given {
                None => 0,
                Some(given) if stays(given) => common_lag.map_or(0, |lag| lag.round() as usize),
                // Nobody is away from work for it.
                Some(_) => usize::MAX,
            },
            working_life: p[P::WorkingLife],
            entrant_labour: p[P::EntrantLabour],
            population: doses.population.clone(),
            common_lag,
        };
        if acts_on_growth {
            cohorts.growth = cohorts.growth_with_skills(p[P::SkillGrowth]);
        }
        cohorts
    }

    /// What growth with the skills of those at work has added by year, in logs.
    fn growth_with_skills(&self, growth: S) -> Vec<S> {
        let mut added = S::of(0.0);
        let by_year = (0..=self.skills.len()).map(|t| {
            added = added + growth * self.mean_at_work(t, &self.skills);
            added
        });
        by_year.collect()
    }

    /// Human capital of year `t`, `h[t]`, counted from the first year of the simulation.
    #[inline(always)]
    #[must_use]
    pub fn human_capital(&self, t: usize) -> S {
        let level = (S::of(1.0) + self.mean_at_work(t, &self.gains)).ln();
        self.growth.get(t).map_or(level, |added| level + *added)
    }

    /// Mean skills of those at work in year `t` against baseline, standard deviations.
    #[must_use]
    pub fn mean_skills(&self, t: usize) -> S {
        self.mean_at_work(t, &self.skills)
    }

    /// Mean years of schooling of those at work in year `t` against baseline.
    #[must_use]
    pub fn mean_schooling(&self, t: usize) -> S {
        self.mean_at_work(t, &self.schooling)
    }

    /// The mean over those at work in year `t` of what each cohort has.
    #[inline(always)]
    fn mean_at_work(&self, t: usize, of_cohort: &[S]) -> S {
        let mut sum = S::of(0.0);
        let Some(population) = &self.population else {
            for (s, (value, lag)) in of_cohort.iter().zip(&self.lags).enumerate().take(t) {
                let age = (t - s + self.years_at_work) as f64;
                sum = sum + share_in_work(age, *lag, self.working_life) * *value;
            }
            return sum / self.working_life;
        };
        for (s, (value, lag)) in of_cohort.iter().zip(&self.lags).enumerate().take(t) {
            let age = t - s + self.years_at_work;
            let share = match self.common_lag {
                Some(lag) => S::of(population.share_at_lag(t, age, lag)),
                None => population.share_of_cohort(t, age, *lag),
            };
            sum = sum + share * *value;
        }
        sum
    }

    /// Labour of year `t`, `l[t]`: those who stay at school.
    #[inline(always)]
    #[must_use]
    pub fn labour(&self, t: usize) -> S {
        let of_cohort = t.checked_sub(self.labour_lag).and_then(|s| self.schooling.get(s));
        let dose = of_cohort.copied().unwrap_or(S::of(0.0));
        let lost = self.entrant_labour * dose;
        let share = match &self.population {
            None => lost / self.working_life,
            Some(population) => lost * S::of(population.entering_share(t)),
        };
        (S::of(1.0) - share).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{Population, WorkingAges};
    use crate::parameters::ParameterSet;
    use approx::assert_relative_eq;

    fn doses(schooling: Vec<f64>, quality: Vec<f64>) -> Doses {
        let longest = schooling.iter().copied().fold(0.0, f64::max);
        let none = Doses::none(schooling.len(), 1e7);
        Doses { schooling, quality, longest, ..none }
    }

    #[test]
    fn a_constant_dose_follows_the_closed_form_of_the_reform() {
        // h[t] = ln(1 + f (e^(r ds) - 1)), f = min(max(t - t_e, 0)/W, 1).
        let p = ParameterSet::default().centres();
        let (w, r) = (45.0, 0.07);
        for ds in [0.5, 1.0, 2.5] {
            let cohorts = Cohorts::new(&doses(vec![ds; 120], vec![0.0; 120]), &p);
            for t in 0..120 {
                let f = ((t as f64 - ds).max(0.0) / w).min(1.0);
                let expected = (1.0 + f * (f64::exp(r * ds) - 1.0)).ln();
                assert_relative_eq!(cohorts.human_capital(t), expected, epsilon = 1e-14);
            }
        }
    }

    #[test]
    fn schooling_costs_labour_from_the_first_year_and_a_cut_gives_it_back() {
        let p = ParameterSet::default().centres();
        let cohorts = Cohorts::new(&doses(vec![1.0; 5], vec![0.0; 5]), &p);
        assert_relative_eq!(cohorts.labour(0), (1.0_f64 - 0.5 / 45.0).ln());
        let cut = Cohorts::new(&doses(vec![-1.0; 5], vec![0.0; 5]), &p);
        assert!(cut.labour(0) > 0.0);
        // The entry lag of a cut is zero: the first cohort is in work a year later.
        assert!(cut.human_capital(1) < 0.0 && cut.human_capital(0) == 0.0);
    }

    #[test]
    fn quality_reaches_work_after_twelve_years() {
        let p = ParameterSet::default().centres();
        let cohorts = Cohorts::new(&doses(vec![0.0; 30], vec![0.1; 30]), &p);
        assert_eq!(cohorts.human_capital(12), 0.0);
        assert_relative_eq!(
            cohorts.human_capital(13),
            (1.0 + (f64::exp(0.1 * 0.13) - 1.0) / 45.0).ln(),
            max_relative = 1e-12
        );
        assert_eq!(cohorts.labour(3), 0.0);
    }

    #[test]
    fn a_cohort_leaves_after_its_working_life() {
        let p = ParameterSet::default().centres();
        let mut schooling = vec![0.0; 100];
        schooling[0] = 1.0;
        let cohorts = Cohorts::new(&doses(schooling, vec![0.0; 100]), &p);
        let expected = (1.0 + (f64::exp(0.07) - 1.0) / 45.0).ln();
        assert_eq!(cohorts.human_capital(1), 0.0);
        assert_relative_eq!(cohorts.human_capital(2), expected, max_relative = 1e-12);
        assert_relative_eq!(cohorts.human_capital(46), expected, max_relative = 1e-12);
        assert_relative_eq!(cohorts.human_capital(47), 0.0, epsilon = 1e-15);
    }

    fn population(entry: Vec<(u32, f64)>, retirement: f64) -> Option<Arc<WorkingPopulation>> {
        let years: Vec<i32> = (2024..2144).collect();
        let working = WorkingAges::new(entry, vec![(2000, retirement)]);
        WorkingPopulation::new(&Population::constant(1e7 / 45.0, working), &years).map(Arc::new)
    }

    #[test]
    fn a_constant_population_is_the_variant_of_a_working_life() {
        let mut p = ParameterSet::default().centres();
        p.set(ParameterId::EducationUnitCost, 10_000.0);
        p.set(ParameterId::EducationEffectiveness, 0.8);
        let mut cases = vec![
            doses(vec![1.5; 120], vec![0.0; 120]),
            doses(vec![-1.0; 120], vec![0.0; 120]),
            doses(vec![0.0; 120], vec![0.2; 120]),
            doses((0..120).map(|t| f64::from(t % 7) / 3.0).collect(), vec![0.0; 120]),
        ];
        // In money the lag is of the draw: what it buys.
        let mut in_money = doses(vec![0.0; 120], vec![0.0; 120]);
        in_money.money = (0..120).map(|t| 1.0 + f64::from(t) / 50.0).collect();
        cases.push(in_money);
        for plain in cases {
            let aged = Doses { population: population(vec![(22, 1.0)], 67.0), ..plain.clone() };
            let (plain, aged) = (Cohorts::new(&plain, &p), Cohorts::new(&aged, &p));
            for t in 0..120 {
                assert_relative_eq!(aged.human_capital(t), plain.human_capital(t), epsilon = 1e-14);
                assert_relative_eq!(aged.labour(t), plain.labour(t), epsilon = 1e-15);
                assert_relative_eq!(aged.mean_schooling(t), plain.mean_schooling(t), epsilon = 1e-13);
            }
        }
    }

    #[test]
    fn a_reform_that_all_have_met_is_its_whole_return_whatever_the_ages() {
        let p = ParameterSet::default().centres();
        let years: Vec<i32> = (2024..2144).collect();
        let dutch = WorkingPopulation::new(Population::embedded("NLD").unwrap(), &years).map(Arc::new);
        let reform = Doses { population: dutch, ..doses(vec![1.0; 120], vec![0.0; 120]) };
        let cohorts = Cohorts::new(&reform, &p);
        assert_relative_eq!(cohorts.human_capital(80), 0.07, max_relative = 1e-12);
        assert_relative_eq!(cohorts.mean_schooling(80), 1.0, max_relative = 1e-12);
        assert!(cohorts.human_capital(1) == 0.0 && cohorts.human_capital(2) > 0.0);
        // Those at work are fewer than all of a stationary population: cohorts of entrants weigh a little differently.
        let plain = Cohorts::new(&doses(vec![1.0; 120], vec![0.0; 120]), &p);
        let ratio = cohorts.human_capital(36) / plain.human_capital(36);
        assert!((0.85..1.1).contains(&ratio) && ratio != 1.0, "{ratio}");
        assert!((0.7..1.2).contains(&(cohorts.labour(0) / plain.labour(0))));
    }
}
