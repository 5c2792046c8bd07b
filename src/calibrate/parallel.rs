//! Results of many jobs in the order of the jobs, on several threads where the crate has them.

use crate::calibrate::error::CalibrationError;

/// The results of a job for each item, or the first error.
pub(super) fn parallel_map<I: Sync, T: Send>(
    items: &[I],
    job: impl Fn(&I) -> Result<T, CalibrationError> + Sync + Send,
) -> Result<Vec<T>, CalibrationError> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        items.par_iter().map(job).collect()
    }
    #[cfg(not(feature = "parallel"))]
    {
        items.iter().map(job).collect()
    }
}
