//! A computation on a thread of its own: meanwhile Python's other threads run, Ctrl-C is heard, and progress is shown.
//!
//! A computation can be left only where it tells how far it is, and that has no way to say so but to unwind: by
//! `resume_unwind`, which prints nothing, and on its own thread alone. Who waits is free at once; the thread ends when it next
//! tells how far it is.

use crate::refused;
use pyo3::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// Between two looks at signals: short for who presses Ctrl-C, long for a processor.
const LOOK: Duration = Duration::from_millis(50);

/// As much as the first thread of a program has.
const STACK: usize = 8 << 20;

/// What the thread tells and is told.
#[derive(Default)]
struct Watch {
    is_left: AtomicBool,
    told: Mutex<Option<(&'static str, u64, u64)>>,
}

/// Nobody waits for the result any more.
struct Left;

/// The result of `work`, which gets a function that it tells how far it is. `progress` is a function in Python of what is
/// done, how much of it, and how much there will be.
pub(crate) fn on_thread<T: Send + 'static>(
    py: Python<'_>,
    progress: Option<Py<PyAny>>,
    work: impl FnOnce(Box<dyn FnMut(&'static str, u64, u64)>) -> T + Send + 'static,
) -> PyResult<T> {
    let watch = Arc::new(Watch::default());
    let (sender, mut receiver) = mpsc::channel();
    let of_thread = Arc::clone(&watch);
    let run = move || {
        let tell = move |what, done, total| {
            if of_thread.is_left.load(Ordering::Relaxed) {
                resume_unwind(Box::new(Left));
            }
            *of_thread.told.lock().unwrap_or_else(PoisonError::into_inner) = Some((what, done, total));
        };
        let result = catch_unwind(AssertUnwindSafe(|| work(Box::new(tell))));
        // Nobody listens where it was left.
        let _ = sender.send(result);
    };
    thread::Builder::new().name("kennis".to_owned()).stack_size(STACK).spawn(run)?;
    loop {
        let waited = py.detach(move || (receiver.recv_timeout(LOOK), receiver));
        receiver = waited.1;
        match waited.0 {
            Ok(Ok(result)) => return Ok(result),
            Err(RecvTimeoutError::Timeout) => {
                let looked = py.check_signals().and_then(|()| watch.show(py, progress.as_ref()));
                looked.inspect_err(|_| watch.is_left.store(true, Ordering::Relaxed))?;
            }
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => {
                return Err(refused::computation(
                    py,
                    "a mistake in kennis: it has stopped where it should not",
                ));
            }
        }
    }
}

impl Watch {
    /// Shows what has been told since the last time.
    fn show(&self, py: Python<'_>, progress: Option<&Py<PyAny>>) -> PyResult<()> {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner).take();
        match progress.zip(told) {
            Some((progress, told)) => progress.call1(py, told).map(|_| ()),
            None => Ok(()),
        }
    }
}
