//! Technicians (E10): persons trained, and where they go.
//!
//! `T` persons begin a course in year `s`; those who finish and stay work from `s + 1` on until they retire:
//! ```math
//! \begin{aligned}
//! G_s &= T_s\, (1 - dropout)\, (1 - foreign\, (1 - stay)), \\
//! T_{cum}[t] &= \sum_s G_s\, share_s[t], & h &= (1-s)\, o\, premium\, \frac{q\, T_{cum}}{E}, \\
//! n_G &= \ln \left( 1 + \frac{q\, s\, T_{cum}}{N} \right), & l &= \ln \left( 1 - \frac{q\, T \cdot training\_years}{E} \right)
//! \end{aligned}
//! ```
//! Those who go to R&D, the share `s`, act through the price of research, the others through human capital: nobody counts
//! twice. Of those others the share `o` has a technical occupation and its premium. A measure that names no course counts
//! persons who finish: $`dropout = 0`$, $`o = 1`$; one that names no foreign share trains residents. The dropout of the first
//! year is taken for that of the course.

use super::education::share_in_work;
use super::working_population::WorkingPopulation;
use crate::names::named;
use crate::parameters::{ParameterId, ParameterValues};
use crate::scalar::Scalar;

named! {
    /// The course of those who are trained, which has a dropout and a destination.
    Course {
        /// Higher professional education (hbo).
        HigherProfessional = "higher_professional",
        /// University.
        University = "university",
        /// University, engineering: foreign graduates stay more often. Dropout as of the university.
        Engineering = "engineering",
        /// A doctorate: most work as researchers after it. Dropout was not traced: none.
        Doctorate = "doctorate",
    }
}

/// Persons who are trained in one course, by year.
#[derive(Clone, Debug, PartialEq)]
pub struct Trained {
    /// The course; none: persons are those who finish.
    pub course: Option<Course>,
    /// Share of those who begin that comes from abroad.
    pub foreign_share: f64,
    /// Persons who begin, by year from the first year of the simulation.
    pub by_year: Vec<f64>,
}

/// Of those who begin a course, where each goes: the parts sum to one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Destinations<S> {
    /// Leave the course.
    pub dropped_out: S,
    /// Finish and leave the country.
    pub left: S,
    /// Work in R&D.
    pub in_rd: S,
    /// Work in a technical occupation outside R&D.
    pub technical: S,
    /// Do other work.
    pub other: S,
}

impl Trained {
    /// Where those who begin go.
    #[inline(always)]
    #[must_use]
    pub fn destinations<S: Scalar>(&self, p: &ParameterValues<S>) -> Destinations<S> {
        use ParameterId as P;
        let (zero, one) = (S::of(0.0), S::of(1.0));
        let dropped_out = match self.course {
            None | Some(Course::Doctorate) => zero,
            Some(Course::HigherProfessional) => p[P::DropoutHigherProfessional],
            Some(Course::University | Course::Engineering) => p[P::DropoutUniversity],
        };
        let stay = match self.course {
            Some(Course::Engineering) => p[P::ForeignStayRateEngineering],
            _ => p[P::ForeignStayRate],
        };
        let in_rd = match self.course {
            Some(Course::Doctorate) => p[P::DoctorResearchShare],
            _ => p[P::TechnicianRdShare],
        };
        let technical = if self.course.is_some() { p[P::StemOccupationShare] } else { one };
        let finished = one - dropped_out;
        let left = finished * S::of(self.foreign_share) * (one - stay);
        let here = finished - left;
        let outside = here * (one - in_rd);
        Destinations {
            dropped_out,
            left,
            in_rd: here * in_rd,
            technical: outside * technical,
            other: outside * (one - technical),
        }
    }
}

/// Technicians of all measures, in one draw.
#[derive(Clone, Copy, Debug)]
pub struct Technicians<'a> {
    /// Persons trained, by course.
    pub trained: &'a [Trained],
    /// Persons employed.
    pub employment: f64,
    /// Researchers, full-time equivalents.
    pub researchers: f64,
    /// When they retire; none: after the working life.
    pub population: Option<&'a WorkingPopulation>,
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
        let one = S::of(1.0);
        let (mut technical, mut in_rd, mut training) = (S::of(0.0), S::of(0.0), 0.0);
        for trained in self.trained {
            let mut cumulated = S::of(0.0);
            for (s, persons) in trained.by_year.iter().enumerate().take(t) {
                cumulated = cumulated + S::of(*persons) * self.at_work(t, t - s, p[P::WorkingLife]);
            }
            let share = trained.destinations(p);
            technical = technical + share.technical * cumulated;
            in_rd = in_rd + share.in_rd * cumulated;
            training += trained.by_year.get(t).copied().unwrap_or(0.0);
        }
        let additional = p[P::TechnicianAdditionalShare];
        TechnicianYear {
            human_capital: p[P::TechnicianPremium] * additional * technical / S::of(self.employment),
            researchers: (one + additional * in_rd / S::of(self.researchers)).ln(),
            labour: (one
                - additional * S::of(training) * p[P::TechnicianTrainingYears] / S::of(self.employment))
            .ln(),
        }
    }

    /// Share of those trained `years` before year `t` who work.
    #[inline(always)]
    fn at_work<S: Scalar>(&self, t: usize, years: usize, working_life: S) -> S {
        match self.population {
            None => share_in_work(years as f64, S::of(0.0), working_life),
            Some(population) => S::of(population.at_work(t, years)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Population;
    use crate::parameters::ParameterSet;
    use approx::assert_relative_eq;

    fn trained(course: Option<Course>, foreign_share: f64, by_year: &[f64]) -> Trained {
        Trained { course, foreign_share, by_year: by_year.to_vec() }
    }

    fn technicians(trained: &[Trained]) -> Technicians<'_> {
        Technicians { trained, employment: 1e6, researchers: 1e4, population: None }
    }

    #[test]
    fn technicians_by_hand_for_three_years() {
        let p = ParameterSet::default().centres();
        let courses = [trained(None, 0.0, &[1000.0, 0.0, 0.0])];
        let years: Vec<_> = (0..3).map(|t| technicians(&courses).year(t, &p)).collect();
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
        let courses = [trained(None, 0.0, &[1000.0, 0.0])];
        p.set(ParameterId::TechnicianRdShare, 1.0);
        assert_eq!(technicians(&courses).year(1, &p).human_capital, 0.0);
        p.set(ParameterId::TechnicianRdShare, 0.0);
        assert_eq!(technicians(&courses).year(1, &p).researchers, 0.0);
    }

    #[test]
    fn those_who_begin_work_in_research_or_elsewhere_or_are_lost() {
        let p = ParameterSet::default().centres();
        let courses = Course::ALL.iter().copied().map(Some).chain([None]);
        for course in courses {
            for foreign_share in [0.0, 0.3, 1.0] {
                let to = trained(course, foreign_share, &[]).destinations(&p);
                let parts = [to.dropped_out, to.left, to.in_rd, to.technical, to.other];
                assert_relative_eq!(parts.iter().sum::<f64>(), 1.0, max_relative = 1e-14);
                assert!(parts.iter().all(|part| *part >= 0.0), "{course:?}: {parts:?}");
            }
        }
        // By hand: 100 students of higher professional education, 20 of them from abroad.
        let to = trained(Some(Course::HigherProfessional), 0.2, &[]).destinations(&p);
        assert_relative_eq!(to.dropped_out, 0.17);
        assert_relative_eq!(to.left, 0.83 * 0.2 * 0.75, max_relative = 1e-14);
        let here = 0.83 - 0.83 * 0.2 * 0.75;
        assert_relative_eq!(to.in_rd, here * 0.08, max_relative = 1e-14);
        assert_relative_eq!(to.technical, here * 0.92 * 0.67, max_relative = 1e-14);
        let engineer = trained(Some(Course::Engineering), 1.0, &[]).destinations(&p);
        assert_relative_eq!(engineer.left, 0.93 * 0.6, max_relative = 1e-14);
        let doctor = trained(Some(Course::Doctorate), 0.0, &[]).destinations(&p);
        assert_relative_eq!(doctor.in_rd, 0.82, max_relative = 1e-14);
    }

    #[test]
    fn a_course_scales_both_destinations_and_not_the_training() {
        let p = ParameterSet::default().centres();
        let year = |course, foreign| technicians(&[trained(course, foreign, &[1000.0, 1000.0])]).year(1, &p);
        let (plain, course) = (year(None, 0.0), year(Some(Course::University), 0.5));
        let here = 0.93 * (1.0 - 0.5 * 0.75);
        assert_relative_eq!(course.human_capital, plain.human_capital * here * 0.67, max_relative = 1e-12);
        assert_relative_eq!(
            course.researchers.exp() - 1.0,
            (plain.researchers.exp() - 1.0) * here,
            max_relative = 1e-9
        );
        assert_eq!(course.labour, plain.labour);
        // Two courses add up in persons.
        let both = [trained(None, 0.0, &[1000.0]), trained(Some(Course::University), 0.5, &[1000.0])];
        let both = technicians(&both).year(1, &p);
        assert_relative_eq!(
            both.human_capital,
            plain.human_capital + course.human_capital,
            max_relative = 1e-12
        );
    }

    #[test]
    fn they_retire_at_the_statutory_age() {
        let p = ParameterSet::default().centres();
        let years: Vec<i32> = (2024..2100).collect();
        let working = crate::data::WorkingAges::new(vec![(22, 1.0)], vec![(2024, 67.0)]);
        let population = WorkingPopulation::new(&Population::constant(10.0, working), &years).unwrap();
        let courses = [trained(None, 0.0, &[1000.0])];
        for t in 0..70 {
            let plain = technicians(&courses);
            let aged = Technicians { population: Some(&population), ..plain };
            // A constant population with a working life of 45 years is the variant without ages.
            assert_eq!(plain.year(t, &p), aged.year(t, &p), "{t}");
        }
    }
}
