//! What `kennis.calibrate/1` holds of error correction on a panel of countries.

use super::adjustment_diagnostics::AdjustmentDiagnostics;
use super::calibrate::{CalibrateDocument, CalibratedParameter};
use super::diagnostics::CalibrationDiagnostics;
use super::header::Header;
use super::reasons::NO_DRAWS;
use super::values::{InPlace, Matrix, OrReason};
use crate::econometrics::{ADJUSTMENT_PARAMETERS, ProductivityAdjustment};
use crate::parameters::ParameterSet;
use crate::structures::StructureName;

/// Why an estimate has no posterior.
const ESTIMATE: &str = "it is an estimate without a prior; what a run draws from is this estimate";

/// The document of the estimate. `command` is the command that reproduces it.
#[must_use]
pub fn adjustment_document(
    found: &ProductivityAdjustment,
    parameters: &ParameterSet,
    vintage: &str,
    price_base: i32,
    seed: u64,
    command: &str,
) -> CalibrateDocument {
    let mean = &found.mean_group;
    let header = Header::of_parameters("kennis.calibrate/1", parameters, vintage, price_base, command);
    CalibrateDocument {
        header: InPlace(header.with_warnings(found.remarks())),
        seed,
        country: OrReason::Reason("16 countries together: see diagnostics"),
        structure: StructureName::ErrorCorrection.name(),
        method: "panel",
        converged: true,
        termination: format!(
            "mean group in closed form; one long run for all after {} turns",
            found.pooled.turns
        ),
        iterations: found.pooled.turns as u64,
        evaluations: found.pooled.turns as u64,
        observations: mean.observations as u64,
        years: OrReason::Reason("see diagnostics"),
        log_likelihood: mean.log_likelihood,
        parameters: (0..ADJUSTMENT_PARAMETERS.len())
            .map(|i| CalibratedParameter::of_adjustment(found, i))
            .collect(),
        correlation: Matrix::new(&found.correlation()),
        diagnostics: CalibrationDiagnostics::Adjustment(Box::new(AdjustmentDiagnostics::new(found))),
        profiles: None,
        countries: None,
        missing: None,
    }
}

impl CalibratedParameter {
    fn of_adjustment(found: &ProductivityAdjustment, i: usize) -> Self {
        let row = ADJUSTMENT_PARAMETERS[i].row();
        Self {
            name: row.name.to_owned(),
            unit: row.unit,
            estimate: found.mean_group.estimate[i],
            std_error: found.mean_group.std_errors()[i].into(),
            std_error_robust: found.leave_one_out[i].into(),
            prior_mean: row.prior.mean(),
            prior_sd: row.prior.sd(),
            posterior_sd: OrReason::Reason(ESTIMATE),
            identified: OrReason::Reason(ESTIMATE),
            rhat: OrReason::Reason(NO_DRAWS),
            ess_bulk: OrReason::Reason(NO_DRAWS),
            ess_tail: OrReason::Reason(NO_DRAWS),
            between_sd: None,
            between_sd_z: None,
            between_sd_z_sd: None,
            another_country_mean: None,
            another_country_sd: None,
        }
    }
}
