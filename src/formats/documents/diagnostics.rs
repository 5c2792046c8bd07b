//! The diagnostics of a calibration: of one fit, or of a panel.

use super::adjustment_diagnostics::AdjustmentDiagnostics;
use super::panel_countries::PanelDiagnostics;
use super::record::{Member, record};
use super::test_record::TestRecord;
use super::values::{Numbers, OrReason};
use crate::calibrate::{Collinear, Fit};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// What the data says: of one country, or of many.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(untagged))]
#[non_exhaustive]
pub enum CalibrationDiagnostics {
    /// Of a fit.
    Fit(Box<FitDiagnostics>),
    /// Of a panel.
    Panel(PanelDiagnostics),
    /// Of error correction on a panel.
    Adjustment(Box<AdjustmentDiagnostics>),
}

impl Serialize for CalibrationDiagnostics {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Fit(diagnostics) => diagnostics.serialize(serializer),
            Self::Panel(diagnostics) => diagnostics.serialize(serializer),
            Self::Adjustment(diagnostics) => diagnostics.serialize(serializer),
        }
    }
}

impl Member for CalibrationDiagnostics {
    fn write<M: SerializeMap>(&self, key: &str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(key, self)
    }
}

record! {
    /// Diagnostics of a fit.
    pub struct FitDiagnostics {
        /// Share of the variance of growth that is explained.
        pub r_squared: OrReason<f64>,
        /// Standard deviation of the errors.
        pub residual_sd: OrReason<f64>,
        /// Durbin-Watson statistic.
        pub durbin_watson: OrReason<f64>,
        /// Test of independence.
        pub ljung_box: TestRecord,
        /// Test of normality.
        pub jarque_bera: TestRecord,
        /// Singular values of the scaled Jacobian, the largest first.
        pub singular_values: Numbers,
        /// Number of directions on which the data says more than the prior.
        pub directions_identified: u64,
        /// Effective number of parameters of the mean.
        pub effective_parameters: OrReason<f64>,
        /// Parameters that the data cannot tell apart.
        pub collinear: Vec<CollinearPair>,
        /// Number of starts of the search.
        pub starts: u64,
        /// How many of them end at the same point.
        pub starts_agreeing: u64,
    }
}

record! {
    /// Two parameters that the data cannot tell apart.
    pub struct CollinearPair {
        /// Their names.
        pub parameters: Vec<String>,
        /// Correlation of their columns in the Jacobian.
        pub correlation: f64,
    }
}

impl FitDiagnostics {
    pub(super) fn new(fit: &Fit) -> Self {
        let d = &fit.diagnostics;
        Self {
            r_squared: d.r_squared.into(),
            residual_sd: d.residual_sd.into(),
            durbin_watson: d.durbin_watson.into(),
            ljung_box: TestRecord::new(&d.ljung_box),
            jarque_bera: TestRecord::new(&d.jarque_bera),
            singular_values: d.singular_values.iter().copied().collect(),
            directions_identified: d.directions_identified as u64,
            effective_parameters: d.effective_parameters.into(),
            collinear: d.collinear.iter().map(CollinearPair::new).collect(),
            starts: fit.search.starts.len() as u64,
            starts_agreeing: fit.search.agreeing() as u64,
        }
    }
}

impl CollinearPair {
    fn new(pair: &Collinear) -> Self {
        let (first, second) = pair.parameters.clone();
        Self { parameters: vec![first, second], correlation: pair.correlation }
    }
}
