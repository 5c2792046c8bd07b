//! The catalogue of interventions in education: what each did, what is left of it at work, what it cost, and who says so.

use super::text_table::{again, wrapped};
use crate::model::catalogue::Catalogue;
use crate::model::intervention::{CostPer, EffectUnit, Intervention, Points, Stage};

/// The rows of a catalogue that are shown, by stage of life. `command` is the command that reproduces it.
#[must_use]
pub fn education_text(catalogue: &Catalogue, shown: &[&Intervention], command: &str) -> String {
    let title = format!(
        "Interventions in education: effect on one pupil (5 to 95%), what is left of it at work, cost, evidence (A experiment \
         with its uncertainty, B elsewhere or without, C converted, D a rating). Sources looked at until {}.",
        catalogue.date
    );
    let mut text = wrapped(&title, "") + "\n";
    for stage in Stage::ALL {
        let rows: Vec<_> = shown.iter().filter(|row| row.stage == *stage).collect();
        if rows.is_empty() {
            continue;
        }
        text.push_str(&format!("{}\n", heading(*stage)));
        rows.iter().for_each(|row| text.push_str(&intervention(row)));
        text.push('\n');
    }
    text + &wrapped(
        "In a scenario: instrument = \"education\", intervention = \"NAME\", unit = \"pupils\" or \"bn_eur\". All rows of a draw lie at \
         the same place in their bands (intervention_effect, intervention_fade_out).",
        "",
    ) + &again(command)
}

fn heading(stage: Stage) -> &'static str {
    match stage {
        Stage::EarlyChildhood => "Early childhood",
        Stage::Primary => "Primary school",
        Stage::Secondary => "Secondary school",
        Stage::Vocational => "Vocational education",
        Stage::Higher => "Higher education",
        Stage::Adult => "Adults",
    }
}

fn intervention(row: &Intervention) -> String {
    let unit = match row.unit {
        EffectUnit::SkillsSd => "sd of skills",
        EffectUnit::YearsOfSchooling => "years of schooling",
    };
    let fade_out = match row.unit {
        EffectUnit::SkillsSd => format!(", of which {} are left at work", points(&row.fade_out)),
        EffectUnit::YearsOfSchooling => String::new(),
    };
    let cost = row.cost_per_pupil.as_ref().map_or("cost not known".to_owned(), |cost| {
        let per = match cost.per {
            CostPer::Pupil => "a pupil",
            CostPer::PupilYear => "a pupil and year",
        };
        format!("{} {} of {} {per}", cost.amount, cost.currency, cost.price_year)
    });
    let mut text = format!("  {} {}\n", row.grade, row.name);
    let what = format!(
        "{} ({}, from age {}, {} {}): {} {unit}{fade_out}; {cost}. {}",
        row.title,
        row.country,
        row.age_at_exposure,
        row.duration,
        if row.duration == 1.0 { "year" } else { "years" },
        points(&row.effect),
        row.source
    );
    text.push_str(&indented(&what));
    if !row.assumptions.is_empty() {
        text.push_str(&indented(&format!("ours: {}", row.assumptions.join(", "))));
    }
    text
}

fn indented(text: &str) -> String {
    wrapped(&format!("    {text}"), "    ")
}

fn points(points: &Points) -> String {
    format!("{} ({} to {})", points.centre, points.low, points.high)
}
