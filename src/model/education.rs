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
//! Technicians: `T` persons trained in year `s` work from `s + 1` on:
//! ```math
//! \begin{aligned}
//! T_{cum}[t] &= \sum_s T_s\, share_s[t], & h &= (1-s)\, premium\, \frac{q\, T_{cum}}{E}, \\
//! n_G &= \ln \left( 1 + \frac{q\, s\, T_{cum}}{N} \right), & l &= \ln \left( 1 - \frac{q\, T \cdot training\_years}{E} \right)
//! \end{aligned}
//! ```
//! Those who go to R&D act through the price of research, the others through human capital: nobody counts twice.

use crate::parameters::{ParameterId, ParameterValues};
use crate::scalar::Scalar;

/// Share of the cohort of year zero that works `age` years later: it enters after `lag` years, a fraction of a year
/// counting pro rata, and leaves `working_life` years after.
#[inline(always)]
pub fn share_in_work<S: Scalar>(age: f64, lag: S, working_life: S) -> S {
    let (zero, one) = (S::of(0.0), S::of(1.0));
    let since = S::of(age) - lag;
    since.max(zero).min(one) - (since - working_life).max(zero).min(one)
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
    /// Persons employed: a cohort is `employment / W`.
    pub employment: f64,
}

impl Doses {
    /// Whether they are years of schooling alone.
    pub(crate) fn is_schooling(&self) -> bool {
        self.quality.iter().chain(&self.money).all(|dose| *dose == 0.0)
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
    /// Years until the cohort enters work.
    lags: Vec<S>,
    working_life: S,
    entrant_labour: S,
}

impl<S: Scalar> Cohorts<S> {
    /// The cohorts of a measure.
    #[must_use]
    pub fn new(doses: &Doses, p: &ParameterValues<S>) -> Self {
        use ParameterId as P;
        let zero = S::of(0.0);
        let person = p[P::WorkingLife] * S::of(1e9 / doses.employment);
        // What has no price in the scenario is not bought.
        let (unit_cost, base) = (p[P::EducationUnitCost], p[P::EducationSpending]);
        let pupil_years = S::select(zero.lt(unit_cost), p[P::EducationEffectiveness] / unit_cost, zero);
        let mut schooling = Vec::with_capacity(doses.schooling.len());
        let mut gains = Vec::with_capacity(doses.schooling.len());
        let mut most_skills = zero;
        for (t, stated) in doses.schooling.iter().enumerate() {
            let mut ds = S::of(*stated);
            let mut dq = S::of(doses.quality[t]);
            if doses.money[t] != 0.0 {
                let money = S::of(doses.money[t]);
                ds = ds + money * person * pupil_years;
                let skills = p[P::SkillPerLogSpending] * (S::of(1.0) + money / base).ln();
                dq = dq + S::select(zero.lt(base), skills, zero);
            }
            most_skills = most_skills.max(dq).max(-dq);
            schooling.push(ds);
            gains.push((p[P::MincerReturn] * ds + p[P::SkillReturn] * dq).exp() - S::of(1.0));
        }
        let of_schooling = |ds: &S| S::of(doses.longest).max(*ds);
        let lag = |ds: &S| match doses.entry_lag {
            Some(lag) => S::of(lag),
            None => S::select(zero.lt(most_skills), S::of(QUALITY_ENTRY_LAG), of_schooling(ds)),
        };
        let lags = schooling.iter().map(lag).collect();
        Self { gains, schooling, lags, working_life: p[P::WorkingLife], entrant_labour: p[P::EntrantLabour] }
    }

    /// Human capital of year `t`, `h[t]`, counted from the first year of the simulation.
    #[must_use]
    pub fn human_capital(&self, t: usize) -> S {
        let mut sum = S::of(0.0);
        for (s, (gain, lag)) in self.gains.iter().zip(&self.lags).enumerate().take(t) {
            sum = sum + share_in_work((t - s) as f64, *lag, self.working_life) * *gain;
        }
        (S::of(1.0) + sum / self.working_life).ln()
    }

    /// Labour of year `t`, `l[t]`: those who stay at school.
    #[must_use]
    pub fn labour(&self, t: usize) -> S {
        let dose = self.schooling.get(t).copied().unwrap_or(S::of(0.0));
        (S::of(1.0) - self.entrant_labour * dose / self.working_life).ln()
    }
}

/// Technicians of all measures, in one draw.
#[derive(Clone, Copy, Debug)]
pub struct Technicians<'a> {
    /// Persons trained by year.
    pub trained: &'a [f64],
    /// Persons employed.
    pub employment: f64,
    /// Researchers, full-time equivalents.
    pub researchers: f64,
}

/// What technicians do in one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TechnicianYear<S> {
    /// Human capital outside R&D, `h`.
    pub human_capital: S,
    /// Supply of researchers, `n_G`.
    pub researchers: S,
    /// Labour lost to training, `l`.
    pub labour: S,
}

impl Technicians<'_> {
    /// What they do in year `t`, counted from the first year of the simulation.
    #[inline(always)]
    #[must_use]
    pub fn year<S: Scalar>(&self, t: usize, p: &ParameterValues<S>) -> TechnicianYear<S> {
        use ParameterId as P;
        let mut cumulated = S::of(0.0);
        for (s, trained) in self.trained.iter().enumerate().take(t) {
            cumulated =
                cumulated + S::of(*trained) * share_in_work((t - s) as f64, S::of(0.0), p[P::WorkingLife]);
        }
        let additional = p[P::TechnicianAdditionalShare];
        let in_rd = p[P::TechnicianRdShare];
        let one = S::of(1.0);
        let training = self.trained.get(t).copied().unwrap_or(0.0);
        TechnicianYear {
            human_capital: (one - in_rd) * p[P::TechnicianPremium] * additional * cumulated
                / S::of(self.employment),
            researchers: (one + additional * in_rd * cumulated / S::of(self.researchers)).ln(),
            labour: (one
                - additional * S::of(training) * p[P::TechnicianTrainingYears] / S::of(self.employment))
            .ln(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::ParameterSet;
    use approx::assert_relative_eq;

    fn doses(schooling: Vec<f64>, quality: Vec<f64>) -> Doses {
        let money = vec![0.0; schooling.len()];
        let longest = schooling.iter().copied().fold(0.0, f64::max);
        Doses { schooling, quality, money, entry_lag: None, longest, employment: 1e7 }
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

    #[test]
    fn technicians_by_hand_for_three_years() {
        let p = ParameterSet::default().centres();
        let technicians = Technicians { trained: &[1000.0, 0.0, 0.0], employment: 1e6, researchers: 1e4 };
        let years: Vec<_> = (0..3).map(|t| technicians.year(t, &p)).collect();
        assert_eq!((years[0].human_capital, years[0].researchers), (0.0, 0.0));
        assert_relative_eq!(years[0].labour, (1.0_f64 - 0.5 * 1000.0 * 0.5 / 1e6).ln());
        for year in &years[1..] {
            assert_relative_eq!(year.human_capital, 0.92 * 0.10 * 0.5 * 1000.0 / 1e6, max_relative = 1e-12);
            assert_relative_eq!(
                year.researchers,
                (1.0_f64 + 0.5 * 0.08 * 1000.0 / 1e4).ln(),
                max_relative = 1e-12
            );
            assert_eq!(year.labour, 0.0);
        }
    }

    #[test]
    fn nobody_counts_twice() {
        // All technicians in R&D leave no human capital; none in R&D leave no researchers.
        let mut p = ParameterSet::default().centres();
        let technicians = Technicians { trained: &[1000.0, 0.0], employment: 1e6, researchers: 1e4 };
        p.set(ParameterId::TechnicianRdShare, 1.0);
        assert_eq!(technicians.year(1, &p).human_capital, 0.0);
        p.set(ParameterId::TechnicianRdShare, 0.0);
        assert_eq!(technicians.year(1, &p).researchers, 0.0);
    }
}
