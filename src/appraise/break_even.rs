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
/// The search between two of them ends at this share of the distance.
const WIDTH: f64 = 1e-9;
/// A net present value of this share of the larger one of the two is zero.
const ZERO: f64 = 1e-12;
/// Steps that may leave more than half of the bracket before it is halved.
const MAX_SLOW: usize = 3;

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
        if known.len() > 1 && !spread(&known) {
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

/// The root in a bracket: secants that halve the value of an end that stays (Illinois), and halves of the bracket where it has
/// shrunk too slowly. None where too many draws drop on the way.
fn root(
    [mut low, mut high]: [(f64, f64); 2],
    at: &impl Fn(f64) -> Result<Option<f64>, AppraisalError>,
) -> Result<Option<f64>, AppraisalError> {
    let (smallest, zero) = (WIDTH * (high.0 - low.0), ZERO * low.1.abs().max(high.1.abs()));
    let rises = low.1 <= 0.0;
    let (mut moved_low, mut slow, mut halved) = (None, 0, high.0 - low.0);
    while high.0 - low.0 > smallest {
        let mut x = low.0 - low.1 * (high.0 - low.0) / (high.1 - low.1);
        if slow == MAX_SLOW || !(x > low.0 && x < high.0) {
            x = 0.5 * (low.0 + high.0);
            slow = 0;
        }
        let Some(npv) = at(x)? else { return Ok(None) };
        if npv.abs() <= zero {
            return Ok(Some(x));
        }
        let is_low = (npv > 0.0) != rises;
        if is_low {
            low = (x, npv);
            high.1 *= if moved_low == Some(true) { 0.5 } else { 1.0 };
        } else {
            high = (x, npv);
            low.1 *= if moved_low == Some(false) { 0.5 } else { 1.0 };
        }
        moved_low = Some(is_low);
        slow += 1;
        if high.0 - low.0 <= 0.5 * halved {
            (halved, slow) = (high.0 - low.0, 0);
        }
    }
    Ok(Some(0.5 * (low.0 + high.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_is_found_in_few_runs_however_the_curve_bends() {
        // The curve, its root, and the most runs that it may take.
        /// A curve, its root, and most steps to it.
        type Curve = (fn(f64) -> f64, f64, usize);
        let curves: [Curve; 7] = [
            (|x| x - 0.3, 0.3, 1),
            (|x| (x + 1.0).powi(2) - 1.69, 0.3, 8),
            (|x| 1.69 - (x + 1.0).powi(2), 0.3, 8),
            (|x| x.powi(3) - 0.001, 0.1, 25),
            (|x| ((x + 1e-4) / 0.1).ln(), 0.0999, 20),
            // Flat, and then a step: halves of the bracket.
            (|x| (1e6 * (x - 0.77)).atan(), 0.77, 40),
            (|x| if x < 0.123 { -1.0 } else { 1.0 }, 0.123, 140),
        ];
        for (curve, expected, most) in curves {
            let runs = std::cell::Cell::new(0);
            let at = |x: f64| {
                runs.set(runs.get() + 1);
                Ok(Some(curve(x)))
            };
            let found = root([(0.0, curve(0.0)), (1.0, curve(1.0))], &at).unwrap().unwrap();
            assert!((found - expected).abs() < 2e-9, "{found}, {expected}");
            assert!(runs.get() <= most, "{expected}: {}", runs.get());
        }
        // A value at which draws drop has no sign.
        assert_eq!(root([(0.0, -1.0), (1.0, 2.0)], &|_| Ok(None)), Ok(None));
    }
}
