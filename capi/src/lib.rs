//! kennis for C, and for every language that calls C: a request in JSON in, a document in JSON out.
//!
//! Four functions, declared in `include/kennis.h`. None prints, opens a file, or lets a panic out; each may be called from several
//! threads at once. This is the only crate that takes pointers from outside: each use says what its caller has promised.

#![expect(unsafe_code, reason = "pointers come from C")]

use kennis::formats::documents::ErrorKind;
use kennis::formats::{InputProblem, SCHEMAS, error_document, run_json};
use kennis::nearest_name;
use kennis::scenario::Problem;
use std::ffi::{CStr, CString, c_char};
use std::panic::catch_unwind;

/// Runs a scenario: a request in JSON (`kennis.request/1`) in, the document `kennis.run/1` out, or `kennis.error/1` with everything
/// that is wrong with the request.
///
/// `request` is text in UTF-8 that ends with a zero byte. The result is such a text as well, never NULL, and is given
/// back with `kennis_free`. The same request gives the same bytes, whatever the number of threads.
///
/// # Safety
/// `request` is NULL or points to bytes that end with a zero and do not change during the call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kennis_run_json(request: *const c_char) -> *mut c_char {
    // SAFETY: the caller promises what `text_of` asks.
    let request = unsafe { text_of(request, "request") };
    answer(move || request.map_or_else(|problem| refused(&problem), run_json))
}

/// The JSON Schema of a document, such as `kennis.run/1` or `kennis.request/1`; or `kennis.error/1` where there is none of that
/// name. Given back with `kennis_free`, never NULL.
///
/// # Safety
/// `name` is NULL or points to bytes that end with a zero and do not change during the call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kennis_schema(name: *const c_char) -> *mut c_char {
    // SAFETY: the caller promises what `text_of` asks.
    let name = unsafe { text_of(name, "schema") };
    answer(move || name.map_or_else(|problem| refused(&problem), schema))
}

/// The version of kennis, such as `0.1.0`. It lives as long as the program, and is not given back.
#[unsafe(no_mangle)]
pub extern "C" fn kennis_version() -> *const c_char {
    const VERSION: &CStr =
        match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
            Ok(version) => version,
            Err(_) => c"",
        };
    VERSION.as_ptr()
}

/// Gives back a text that another function of the library has returned; NULL is nothing to give back.
///
/// # Safety
/// `text` is NULL or comes from a function of this library, and is not used or given back again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kennis_free(text: *mut c_char) {
    if !text.is_null() {
        // SAFETY: it was made by `CString::into_raw` in `answer`, as the caller promises, and is taken once.
        drop(unsafe { CString::from_raw(text) });
    }
}

/// A text from outside.
///
/// # Safety
/// `text` is NULL or points to bytes that end with a zero and do not change while the result lives.
unsafe fn text_of<'a>(text: *const c_char, key: &str) -> Result<&'a str, Problem> {
    if text.is_null() {
        return Err(Problem::new(key, "NULL", "a text"));
    }
    // SAFETY: it is not NULL, and all else is the promise of the caller.
    let text = unsafe { CStr::from_ptr(text) };
    text.to_str().map_err(|_| Problem::new(key, "bytes that are not UTF-8", "text in UTF-8"))
}

fn schema(name: &str) -> String {
    if let Some(schema) = SCHEMAS.iter().find(|schema| schema.name == name) {
        return schema.text.to_owned();
    }
    let names = || SCHEMAS.iter().map(|schema| schema.name);
    let expected = format!("one of {}", names().collect::<Vec<_>>().join(", "));
    let mut problem = Problem::new("schema", format!("{name:?}"), expected);
    problem.nearest = nearest_name(name, names()).map(str::to_owned);
    refused(&problem)
}

/// The document of a problem that stands in no file.
fn refused(problem: &Problem) -> String {
    error(ErrorKind::Input, problem.to_string(), &[InputProblem::new("", problem.clone())])
}

fn error(kind: ErrorKind, message: String, problems: &[InputProblem]) -> String {
    let mut document = error_document(kind, message, problems, |_| "request", "", &[]);
    // No command was called.
    document.command = None;
    document.problems.iter_mut().for_each(|problem| "request".clone_into(&mut problem.part));
    document.to_json()
}

/// The text as C takes it. A panic, which is a mistake of ours, becomes an error: it may not reach C.
fn answer(work: impl FnOnce() -> String + std::panic::UnwindSafe) -> *mut c_char {
    let stopped = || {
        let message = "a mistake in kennis: it has stopped where it should not";
        error(ErrorKind::Computation, message.to_owned(), &[])
    };
    let text = catch_unwind(work).unwrap_or_else(|_| stopped());
    // JSON has no zero byte in it.
    CString::new(text).unwrap_or_default().into_raw()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: *mut c_char) -> String {
        assert!(!text.is_null());
        // SAFETY: it comes from this library, and is given back once.
        unsafe {
            let copy = CStr::from_ptr(text).to_str().unwrap().to_owned();
            kennis_free(text);
            copy
        }
    }

    fn run(request: &CStr) -> String {
        // SAFETY: a C string of Rust.
        taken(unsafe { kennis_run_json(request.as_ptr()) })
    }

    #[test]
    fn a_request_gives_the_document_of_the_library() {
        let request = c"{ \"scenario\": { \"schema\": \"kennis.scenario/1\", \"name\": \"x\", \"horizon\": 2030 }, \"options\": { \"draws\": 20 } }";
        let document = run(request);
        assert_eq!(document, run_json(request.to_str().unwrap()));
        assert!(document.starts_with(r#"{"schema":"kennis.run/1","#));
    }

    #[test]
    fn what_is_wrong_is_an_error_and_nothing_stops_the_program() {
        // SAFETY: NULL is allowed everywhere.
        let null = unsafe {
            kennis_free(std::ptr::null_mut());
            [kennis_run_json(std::ptr::null()), kennis_schema(std::ptr::null())].map(taken)
        };
        for (document, found) in [
            (run(c"{"), "not JSON"),
            (run(c"\xff"), "not UTF-8"),
            (null[0].clone(), "NULL"),
            (null[1].clone(), "NULL"),
            (taken(answer(|| std::panic::resume_unwind(Box::new(())))), "a mistake in kennis"),
        ] {
            assert!(document.starts_with(r#"{"schema":"kennis.error/1","#), "{document}");
            assert!(document.contains(found) && !document.contains(r#""command""#), "{document}");
        }
    }

    #[test]
    fn schemas_are_found_by_name() {
        let of = |name: &CStr| {
            // SAFETY: a C string of Rust.
            taken(unsafe { kennis_schema(name.as_ptr()) })
        };
        for schema in SCHEMAS {
            assert_eq!(of(&CString::new(schema.name).unwrap()), schema.text);
        }
        assert!(of(c"kennis.rn/1").contains(r#""nearest":"kennis.run/1""#));
    }

    #[test]
    fn the_version_is_that_of_the_package() {
        // SAFETY: it lives as long as the program.
        let version = unsafe { CStr::from_ptr(kennis_version()) };
        assert_eq!(version.to_str(), Ok(env!("CARGO_PKG_VERSION")));
    }
}
