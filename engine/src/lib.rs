//! The engine of a page: a request in JSON in, a document in JSON out ([`kennis::formats::run_json`]), in one thread.
//!
//! The page asks for room with `request`, writes the request there, calls `run`, which returns the length of the answer, and
//! reads it from `answer`. Both texts belong to the engine, so that nobody gives anything back. A page that calls it in another
//! order gets an error document, or the last answer.

use std::cell::RefCell;

/// What is said of a request that is not text: the same document as of text that is not JSON.
const NOT_TEXT: &str = "\u{fffd}";

thread_local! {
    static REQUEST: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static ANSWER: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Room for a request of so many bytes, in UTF-8; valid until the next call.
#[unsafe(no_mangle)]
pub extern "C" fn request(length: usize) -> *mut u8 {
    REQUEST.with_borrow_mut(|request| {
        request.clear();
        request.resize(length, 0);
        request.as_mut_ptr()
    })
}

/// Answers the request; the length of the answer in bytes.
#[unsafe(no_mangle)]
pub extern "C" fn run() -> usize {
    let text = REQUEST
        .with_borrow(|request| kennis::formats::run_json(str::from_utf8(request).unwrap_or(NOT_TEXT)));
    ANSWER.replace(text);
    ANSWER.with_borrow(String::len)
}

/// The answer, in UTF-8; valid until the next call.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    ANSWER.with_borrow(|answer| answer.as_ptr())
}
