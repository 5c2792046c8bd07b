//! A test of an estimate, as documents hold it.

use super::record::record;
use super::values::OrReason;
use crate::calibrate::TestResult;
use crate::econometrics::AdjustmentTest;

record! {
    /// A test.
    pub struct TestRecord {
        /// The statistic.
        pub statistic: OrReason<f64>,
        /// Degrees of freedom.
        pub degrees: u64,
        /// Probability of a larger statistic under the null.
        pub p_value: OrReason<f64>,
    }
}

impl TestRecord {
    pub(super) fn new(result: &TestResult) -> Self {
        Self {
            statistic: result.statistic.into(),
            degrees: result.degrees as u64,
            p_value: result.p_value.into(),
        }
    }

    pub(super) fn of_adjustment(test: &AdjustmentTest) -> Self {
        let (statistic, p_value) = (test.statistic.into(), test.p_value.into());
        Self { statistic, degrees: test.degrees as u64, p_value }
    }
}
