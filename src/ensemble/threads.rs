//! Threads of an ensemble: a pool of its own, never the global one; without the feature `parallel` the calling thread.

use super::error::EnsembleError;

/// Stack of a thread: a year of lanes is one large function, and a build without optimisation keeps all its
/// intermediate results. Memory that is not used is not taken.
#[cfg(feature = "parallel")]
const STACK: usize = 16 << 20;

/// The threads that an ensemble works with.
pub(crate) struct Threads {
    #[cfg(feature = "parallel")]
    pool: rayon::ThreadPool,
}

#[cfg(feature = "parallel")]
impl Threads {
    /// So many threads; none for as many as the machine has.
    pub(crate) fn new(threads: Option<usize>) -> Result<Self, EnsembleError> {
        let threads = threads.unwrap_or(0);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .stack_size(STACK)
            .build()
            .map_err(|error| EnsembleError::Threads { threads, reason: error.to_string() })?;
        Ok(Self { pool })
    }

    pub(crate) fn count(&self) -> usize {
        self.pool.current_num_threads()
    }

    /// The results, in the order of the items.
    pub(crate) fn map<T: Sync, R: Send>(&self, items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
        use rayon::prelude::*;
        self.pool.install(|| items.par_iter().map(work).collect())
    }

    /// What the items turn into, in their order.
    pub(crate) fn turn<T: Send, R: Send>(
        &self,
        items: Vec<T>,
        work: impl Fn(T) -> R + Sync + Send,
    ) -> Vec<R> {
        use rayon::prelude::*;
        self.pool.install(|| items.into_par_iter().map(work).collect())
    }

    /// Changes each of the items.
    pub(crate) fn each<T: Send>(&self, items: &mut [T], work: impl Fn(&mut T) + Sync + Send) {
        use rayon::prelude::*;
        self.pool.install(|| items.par_iter_mut().for_each(work));
    }
}

#[cfg(not(feature = "parallel"))]
impl Threads {
    /// The calling thread, whatever their number.
    pub(crate) fn new(_: Option<usize>) -> Result<Self, EnsembleError> {
        Ok(Self {})
    }

    pub(crate) fn count(&self) -> usize {
        1
    }

    /// The results, in the order of the items.
    pub(crate) fn map<T: Sync, R: Send>(&self, items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
        items.iter().map(work).collect()
    }

    /// What the items turn into, in their order.
    pub(crate) fn turn<T: Send, R: Send>(
        &self,
        items: Vec<T>,
        work: impl Fn(T) -> R + Sync + Send,
    ) -> Vec<R> {
        items.into_iter().map(work).collect()
    }

    /// Changes each of the items.
    pub(crate) fn each<T: Send>(&self, items: &mut [T], work: impl Fn(&mut T) + Sync + Send) {
        items.iter_mut().for_each(work);
    }
}
