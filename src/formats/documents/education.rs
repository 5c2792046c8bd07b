//! The document of `kennis education`: the catalogue of interventions.

use super::header::Header;
use super::record::record;
use super::values::{InPlace, OrReason};
use crate::model::catalogue::Catalogue;
use crate::model::intervention::{Intervention, Points, PupilCost};
use crate::parameters::ParameterSet;

record! {
    /// Result of `kennis education`: interventions in education with effect, fade-out, cost and source.
    pub struct EducationDocument {
        /// What every document starts with.
        #[cfg_attr(test, schemars(flatten))]
        pub header: InPlace<Header>,
        /// The day up to which sources were looked at.
        pub date: String,
        /// Euro a dollar, for costs in dollars (an assumption).
        pub euro_per_dollar: OrReason<f64>,
        /// The interventions, in the order of the catalogue.
        pub interventions: Vec<InterventionRecord>,
    }
}

record! {
    /// One intervention.
    pub struct InterventionRecord {
        /// Name in scenarios.
        pub name: String,
        /// What it is.
        pub title: String,
        /// The stage of life that it reaches.
        pub stage: &'static str,
        /// Where it was evaluated, ISO 3166 alpha-3.
        pub country: String,
        /// What the effect is measured in.
        pub unit: &'static str,
        /// The effect on one pupil at the end.
        pub effect: PointsRecord,
        /// published: its centre is printed in the source; derived: computed from what is printed.
        pub effect_basis: &'static str,
        /// Share of the effect that is left at entry to work.
        pub fade_out: PointsRecord,
        /// Age at the start.
        pub age_at_exposure: i32,
        /// Years that it takes.
        pub duration: f64,
        /// What it costs a pupil.
        pub cost_per_pupil: OrReason<PupilCostRecord>,
        /// Source of the effect.
        pub source: String,
        /// Its address.
        pub address: String,
        /// Where in the source.
        pub r#where: String,
        /// The sentence that was read.
        pub quote: String,
        /// How well the effect is known, A to D.
        pub grade: &'static str,
        /// What is our own assumption.
        pub assumptions: Vec<String>,
        /// What a reader should know.
        pub note: String,
    }
}

record! {
    /// 5, 50 and 95% points.
    pub struct PointsRecord {
        /// 5% point.
        pub low: f64,
        /// Median.
        pub centre: f64,
        /// 95% point.
        pub high: f64,
    }
}

record! {
    /// A cost.
    pub struct PupilCostRecord {
        /// Amount.
        pub amount: f64,
        /// Currency, ISO 4217.
        pub currency: String,
        /// The year of its prices.
        pub price_year: i32,
        /// pupil: the whole duration; pupil_year: a year of it.
        pub per: &'static str,
    }
}

impl PointsRecord {
    fn new(points: &Points) -> Self {
        Self { low: points.low, centre: points.centre, high: points.high }
    }
}

impl PupilCostRecord {
    fn new(cost: &PupilCost) -> Self {
        Self {
            amount: cost.amount,
            currency: cost.currency.clone(),
            price_year: cost.price_year,
            per: cost.per.name(),
        }
    }
}

impl InterventionRecord {
    fn new(row: &Intervention) -> Self {
        Self {
            name: row.name.clone(),
            title: row.title.clone(),
            stage: row.stage.name(),
            country: row.country.clone(),
            unit: row.unit.name(),
            effect: PointsRecord::new(&row.effect),
            effect_basis: row.effect_basis.name(),
            fade_out: PointsRecord::new(&row.fade_out),
            age_at_exposure: row.age_at_exposure.cast_signed(),
            duration: row.duration,
            cost_per_pupil: OrReason::new(
                row.cost_per_pupil.as_ref().map(PupilCostRecord::new),
                "no source that was read has a cost",
            ),
            source: row.source.clone(),
            address: row.address.clone(),
            r#where: row.r#where.clone(),
            quote: row.quote.clone(),
            grade: row.grade.name(),
            assumptions: row.assumptions.clone(),
            note: row.note.clone(),
        }
    }
}

/// The document of the rows of a catalogue that are shown. `command` is the command that reproduces it.
#[must_use]
pub fn education_document(
    catalogue: &Catalogue,
    shown: &[&Intervention],
    vintage: &str,
    price_base: i32,
    command: &str,
) -> EducationDocument {
    let parameters = ParameterSet::default();
    let header = Header::of_parameters("kennis.education/1", &parameters, vintage, price_base, command);
    let inputs: Vec<_> = catalogue.input.iter().cloned().collect();
    EducationDocument {
        header: InPlace(header.with_inputs(&inputs)),
        date: catalogue.date.to_string(),
        euro_per_dollar: OrReason::new(catalogue.euro_per_dollar, "the catalogue has no rate"),
        interventions: shown.iter().map(|row| InterventionRecord::new(row)).collect(),
    }
}
