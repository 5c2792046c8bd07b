//! Break-even: the value of one parameter at which mean welfare is worth nothing, all others drawn as they are.
//!
//! ```math
//! E[NPV(\theta_1 = x, \theta_2, \dots)] = 0
//! ```

use super::appraisal::Appraisal;
use super::error::AppraisalError;
use crate::ensemble::{EnsembleError, Settings};
use crate::parameters::{Distribution, Origin, ParameterId};
use crate::simulate::Experiment;

/// Places between the bounds at which the sign is looked at.
const GRID: usize = 16;
/// Steps of the search between two of them.
const MAX_STEPS: usize = 60;

/// The value of a parameter at which the mean net present value of welfare is zero.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct BreakEven {
    /// The parameter.
    pub parameter: ParameterId,
    /// The first value from the lower bound up at which the sign changes; none where it does not within the bounds.
    pub value: Option<f64>,
    /// The lower bound of the search.
    pub lower: f64,
    /// The upper bound of the search.
    pub upper: f64,
    /// Mean net present value at the lower bound; none where too many draws drop there.
    pub npv_at_lower: Option<f64>,
    /// Mean net present value at the upper bound; none where too many draws drop there.
    pub npv_at_upper: Option<f64>,
}

impl Appraisal<'_> {
    /// The break-even of a parameter. A value at which too many draws drop counts as outside its bounds.
    ///
    /// # Errors
    /// [`AppraisalError::NoBounds`], [`AppraisalError::NotUsed`], and what a run may fail of.
    pub fn break_even(
        &self,
        parameter: ParameterId,
        settings: &Settings,
    ) -> Result<BreakEven, AppraisalError> {
        let name = parameter.name();
        let (lower, upper) = bounds(self.experiment, parameter);
        if !(lower.is_finite() && upper.is_finite() && lower < upper) {
            return Err(AppraisalError::NoBounds { parameter: name });
        }
        let at = |value: f64| self.mean_welfare_at(parameter, value, settings);
        let place = |i: usize| lower + (upper - lower) * i as f64 / GRID as f64;
        let mut known: Vec<(f64, f64)> = Vec::new();
        let (mut npv_at_lower, mut npv_at_upper) = (None, None);
        let mut bracket = None;
        for i in 0..=GRID {
            let Some(npv) = at(place(i))? else { continue };
            if i == 0 {
                npv_at_lower = Some(npv);
            }
            if i == GRID {
                npv_at_upper = Some(npv);
            }
            if let Some(before) = known.last()
                && bracket.is_none()
                && (before.1 > 0.0) != (npv > 0.0)
            {
                bracket = Some([*before, (place(i), npv)]);
            }
            known.push((place(i), npv));
        }
        let spread = |values: &[(f64, f64)]| {
            values.iter().any(|(_, npv)| (npv - values[0].1).abs() > 1e-12 * (1.0 + npv.abs()))
        };
        if !known.is_empty() && !spread(&known) {
            return Err(AppraisalError::NotUsed { parameter: name });
        }
        let value = bracket.map(|bracket| root(bracket, &at)).transpose()?.flatten();
        Ok(BreakEven { parameter, value, lower, upper, npv_at_lower, npv_at_upper })
    }

    /// Mean welfare with the parameter at a value; none where too many draws drop.
    fn mean_welfare_at(
        &self,
        parameter: ParameterId,
        value: f64,
        settings: &Settings,
    ) -> Result<Option<f64>, AppraisalError> {
        let mut parameters = self.experiment.parameters.clone();
        parameters.offer(parameter, Distribution::fixed(value), Origin::Set);
        let experiment = self.experiment.with_parameters(parameters)?;
        let prepared = self.beside(&experiment).prepare(&[])?;
        match prepared.mean_welfare(settings) {
            Ok(mean) => Ok(Some(mean).filter(|mean| mean.is_finite())),
            Err(EnsembleError::Dropped { .. } | EnsembleError::Unstable { .. }) => Ok(None),
            Err(other) => Err(other.into()),
        }
    }
}

/// The bounds of a parameter: those of its distribution, and of the table where that has none.
fn bounds(experiment: &Experiment, parameter: ParameterId) -> (f64, f64) {
    let (own, table) = (experiment.parameters.distribution(parameter), parameter.row().prior);
    let first = |own: f64, table: f64| if own.is_finite() { own } else { table };
    (first(own.lower, table.lower), first(own.upper, table.upper))
}

/// The root in a bracket: secants, and halves where they leave it or make it shrink too slowly (Illinois).
fn root(
    [mut low, mut high]: [(f64, f64); 2],
    at: &impl Fn(f64) -> Result<Option<f64>, AppraisalError>,
) -> Result<Option<f64>, AppraisalError> {
    let width = high.0 - low.0;
    for _ in 0..MAX_STEPS {
        let mut x = low.0 - low.1 * (high.0 - low.0) / (high.1 - low.1);
        if !(x > low.0 && x < high.0) {
            x = 0.5 * (low.0 + high.0);
        }
        let Some(npv) = at(x)? else { return Ok(None) };
        if npv == 0.0 || high.0 - low.0 < 1e-9 * width {
            return Ok(Some(x));
        }
        let moved;
        if (npv > 0.0) == (low.1 > 0.0) {
            moved = x - low.0;
            low = (x, npv);
            high.1 *= 0.5;
        } else {
            moved = high.0 - x;
            high = (x, npv);
            low.1 *= 0.5;
        }
        if moved < 1e-10 * width {
            return Ok(Some(x));
        }
    }
    Ok(Some(0.5 * (low.0 + high.0)))
}
