//! What a reader of a scenario with foreign R&D should know: which structures do not see partners, and which partners the
//! data do not have.

use super::foreign_plan::ForeignPlan;
use super::plan::Plan;
use crate::model::PartnerWeights;
use crate::structures::{Structure, StructureName};

/// Remarks on the foreign R&D of a scenario that has been checked.
pub(super) fn foreign_remarks(plan: &Plan, structures: &[(StructureName, f64)]) -> Vec<String> {
    let Some(foreign) = &plan.foreign else { return Vec::new() };
    let remarks =
        [blind(structures), unchanged(plan), without_trade(foreign), gravity(foreign), not_in_panel(foreign)];
    remarks.into_iter().flatten().map(|remark| format!("foreign: {remark}")).collect()
}

/// Structures that do not see partners.
fn blind(structures: &[(StructureName, f64)]) -> Option<String> {
    let blind: Vec<&str> = structures
        .iter()
        .filter(|(structure, _)| structure.foreign_channel().is_none())
        .map(|(structure, _)| structure.name())
        .collect();
    let weight: f64 = structures
        .iter()
        .filter(|(structure, _)| structure.foreign_channel().is_none())
        .map(|(_, weight)| weight)
        .sum();
    if blind.is_empty() {
        return None;
    }
    let see = if blind.len() == 1 { "sees" } else { "see" };
    if blind.len() == structures.len() {
        return Some(format!("{} {see} no partners: their R&D changes nothing here", blind.join(", ")));
    }
    let share =
        if weight > 0.0 { format!(" ({:.0}% of the mixture)", 100.0 * weight) } else { String::new() };
    let see = if blind.len() == 1 { "sees" } else { "see" };
    Some(format!("no effect in {}{share}, which {see} no partners", blind.join(", ")))
}

fn unchanged(plan: &Plan) -> Option<String> {
    plan.first_year_of_foreign().is_none().then(|| {
        "every partner that is named is at the value already, so that it changes nothing (rule = \"exactly\" would \
         bring down those above)"
            .to_owned()
    })
}

fn without_trade(foreign: &ForeignPlan) -> Option<String> {
    (!foreign.without_trade.is_empty()).then(|| {
        format!(
            "no trade figures of {}: they count in the effort of the world, not in the foreign stock",
            foreign.without_trade.join(", ")
        )
    })
}

fn gravity(foreign: &ForeignPlan) -> Option<String> {
    (foreign.weights == PartnerWeights::FrictionlessGravity).then(|| {
        "no import shares of the country: partners are weighed by their GDP (frictionless gravity), which knows no distance"
            .to_owned()
    })
}

fn not_in_panel(foreign: &ForeignPlan) -> Option<String> {
    (!foreign.not_in_panel.is_empty())
        .then(|| format!("left out, as the panel does not have them: {}", foreign.not_in_panel.join(", ")))
}
