//! Interventions in education: what a programme does to those whom it reaches, as an evaluation found it.
//!
//! ```math
//! dose_s = e(z_e)\, f(z_f)\, \frac{pupils_s}{n_a[s]}, \qquad
//! q(z) = centre + z \frac{centre - low}{1.6449} \text{ for } z < 0, \quad centre + z \frac{high - centre}{1.6449} \text{ for } z > 0
//! ```
//! `e` is the effect at the end of the programme, in standard deviations of skills or in years of schooling, `f` the share of it that
//! is left at entry to work (between 0 and 1), `n_a[s]` the persons of the age `a` of exposure in year `s`. The normals
//! $`z_e`$ (`intervention_effect`) and $`z_f`$ (`intervention_fade_out`) are the same for all interventions of a draw: what is
//! known badly of one is known badly of the others, so that their errors do not cancel.

use crate::names::named;
use crate::parameters::{ParameterId, ParameterValues};
use crate::scalar::Scalar;

named! {
    /// The stage of life that an intervention reaches.
    Stage {
        /// Before school.
        EarlyChildhood = "early_childhood",
        /// Primary school.
        Primary = "primary",
        /// Secondary school.
        Secondary = "secondary",
        /// Vocational education.
        Vocational = "vocational",
        /// Higher education.
        Higher = "higher",
        /// At work, or looking for it.
        Adult = "adult",
    }
}

named! {
    /// What the effect of an intervention is measured in.
    EffectUnit {
        /// Standard deviations of skills.
        SkillsSd = "skills_sd",
        /// Years of schooling.
        YearsOfSchooling = "years_of_schooling",
    }
}

named! {
    /// How well the effect of an intervention is known.
    Grade {
        /// An experiment or a meta-analysis of experiments with its uncertainty printed, or a Dutch study of the outcome itself.
        A = "A",
        /// The same elsewhere, or without printed uncertainty.
        B = "B",
        /// A conversion or selected pupils stand between the source and the effect.
        C = "C",
        /// A rating, or an old vintage.
        D = "D",
    }
}

named! {
    /// Where the centre of an effect comes from.
    EffectBasis {
        /// Printed in the source.
        Published = "published",
        /// Computed from what is printed.
        Derived = "derived",
    }
}

named! {
    /// What a cost is for.
    CostPer {
        /// One pupil, the whole duration.
        Pupil = "pupil",
        /// One pupil, one year.
        PupilYear = "pupil_year",
    }
}

/// 5, 50 and 95% points of a distribution that is normal on each side of its middle.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Points {
    /// 5% point.
    pub low: f64,
    /// Median.
    pub centre: f64,
    /// 95% point.
    pub high: f64,
}

impl Points {
    /// The value at a standard normal.
    #[inline(always)]
    #[must_use]
    pub fn at<S: Scalar>(&self, z: S) -> S {
        const Z95: f64 = 1.644_853_626_951_472_7;
        let side = S::select(z.lt(S::of(0.0)), S::of(self.centre - self.low), S::of(self.high - self.centre));
        S::of(self.centre) + z * side / S::of(Z95)
    }
}

/// What an intervention costs a pupil.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PupilCost {
    /// Amount in the currency.
    pub amount: f64,
    /// Currency, ISO 4217: EUR or USD.
    pub currency: String,
    /// The year of its prices.
    pub price_year: i32,
    /// What it is for.
    pub per: CostPer,
}

/// An intervention: a row of the catalogue.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Intervention {
    /// Name in files.
    pub name: String,
    /// What it is, in a line.
    pub title: String,
    /// The stage of life that it reaches.
    pub stage: Stage,
    /// Where it was evaluated, ISO 3166 alpha-3.
    pub country: String,
    /// What the effect is measured in.
    pub unit: EffectUnit,
    /// The effect on one pupil at the end.
    pub effect: Points,
    /// Where the centre of the effect comes from.
    pub effect_basis: EffectBasis,
    /// Share of the effect that is left at entry to work.
    pub fade_out: Points,
    /// Age at the start.
    pub age_at_exposure: u32,
    /// Years that it takes.
    pub duration: f64,
    /// What it costs, where a source has it.
    pub cost_per_pupil: Option<PupilCost>,
    /// Source of the effect.
    pub source: String,
    /// Its address.
    pub address: String,
    /// Where in the source.
    pub r#where: String,
    /// The sentence that was read.
    pub quote: String,
    /// How well the effect is known.
    pub grade: Grade,
    /// What of the row is our own assumption.
    pub assumptions: Vec<String>,
    /// What a reader should know.
    pub note: String,
}

impl Intervention {
    /// What is left at entry to work of the effect on one pupil, in the unit of the effect.
    #[inline(always)]
    #[must_use]
    pub fn lasting_effect<S: Scalar>(&self, p: &ParameterValues<S>) -> S {
        let left = self.fade_out.at(p[ParameterId::InterventionFadeOut]);
        self.effect.at(p[ParameterId::InterventionEffect]) * left.max(S::of(0.0)).min(S::of(1.0))
    }

    /// Cost of the whole duration, of one pupil, in the currency and prices of the source.
    #[must_use]
    pub fn cost_of_duration(&self) -> Option<f64> {
        self.cost_per_pupil.as_ref().map(|cost| match cost.per {
            CostPer::Pupil => cost.amount,
            CostPer::PupilYear => cost.amount * self.duration,
        })
    }

    /// Whether pupils stay at school for it: what adults gain is put in years of schooling, and takes none.
    #[must_use]
    pub fn is_time_at_school(&self) -> bool {
        self.unit == EffectUnit::YearsOfSchooling && self.stage != Stage::Adult
    }
}

/// An intervention that is given to pupils, year by year.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The intervention.
    pub intervention: Intervention,
    /// Those who begin over the persons of their age, by year; over all employed where no ages are known, to be multiplied by
    /// the working life.
    pub reach: Vec<f64>,
    /// Years that those who begin have worked.
    pub years_at_work: usize,
}

impl Given {
    /// Years of schooling and standard deviations of skills that a cohort gains of which all are reached.
    #[inline(always)]
    pub(super) fn doses<S: Scalar>(
        given: Option<&Self>,
        has_ages: bool,
        p: &ParameterValues<S>,
    ) -> Option<(S, S)> {
        let intervention = &given?.intervention;
        let mut lasting = intervention.lasting_effect(p);
        if !has_ages {
            lasting = lasting * p[ParameterId::WorkingLife];
        }
        Some(match intervention.unit {
            EffectUnit::YearsOfSchooling => (lasting, S::of(0.0)),
            EffectUnit::SkillsSd => (S::of(0.0), lasting),
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::parameters::ParameterSet;
    use approx::assert_relative_eq;

    pub(in super::super) fn tutoring() -> Intervention {
        Intervention {
            name: "tutoring".to_owned(),
            title: "Tutoring".to_owned(),
            stage: Stage::Primary,
            country: "NLD".to_owned(),
            unit: EffectUnit::SkillsSd,
            effect: Points { low: 0.1, centre: 0.2, high: 0.4 },
            effect_basis: EffectBasis::Published,
            fade_out: Points { low: 0.1, centre: 0.5, high: 0.9 },
            age_at_exposure: 8,
            duration: 2.0,
            cost_per_pupil: Some(PupilCost {
                amount: 500.0,
                currency: "EUR".to_owned(),
                price_year: 2020,
                per: CostPer::PupilYear,
            }),
            source: "a test".to_owned(),
            address: String::new(),
            r#where: String::new(),
            quote: String::new(),
            grade: Grade::B,
            assumptions: Vec::new(),
            note: String::new(),
        }
    }

    #[test]
    fn points_are_those_of_the_distribution() {
        let points = Points { low: 0.1, centre: 0.2, high: 0.4 };
        let z = 1.644_853_626_951_472_7;
        assert_relative_eq!(points.at(-z), 0.1, max_relative = 1e-14);
        assert_relative_eq!(points.at(z), 0.4, max_relative = 1e-14);
        assert_eq!(points.at(0.0), 0.2);
    }

    #[test]
    fn what_lasts_is_the_effect_times_what_has_not_faded_and_never_more_than_all() {
        let mut p = ParameterSet::default().centres();
        let row = tutoring();
        assert_relative_eq!(row.lasting_effect(&p), 0.2 * 0.5);
        p.set(ParameterId::InterventionFadeOut, 10.0);
        assert_relative_eq!(row.lasting_effect(&p), 0.2);
        p.set(ParameterId::InterventionFadeOut, -10.0);
        assert_eq!(row.lasting_effect(&p), 0.0);
        p.set(ParameterId::InterventionFadeOut, 0.0);
        p.set(ParameterId::InterventionEffect, 1.644_853_626_951_472_7);
        assert_relative_eq!(row.lasting_effect(&p), 0.4 * 0.5, max_relative = 1e-14);
    }

    #[test]
    fn a_cost_a_year_counts_for_every_year() {
        let mut row = tutoring();
        assert_eq!(row.cost_of_duration(), Some(1000.0));
        if let Some(cost) = &mut row.cost_per_pupil {
            cost.per = CostPer::Pupil;
        }
        assert_eq!(row.cost_of_duration(), Some(500.0));
    }
}
