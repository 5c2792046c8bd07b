//! Who has called the command: the process, with its streams, or a program that embeds it, which takes what would be printed
//! and may give texts in place of files. Of the thread that the command runs on, so that commands of one process know
//! nothing of each other.

use std::cell::RefCell;
use std::ffi::OsString;
use std::io::{self, Cursor, Read, Write};
use std::path::{Path, PathBuf};

/// Gets what is done, how much of it, and how much there will be.
pub(crate) type Watch = Box<dyn FnMut(&'static str, u64, u64)>;

/// The name of standard input in messages.
pub(crate) const STANDARD_INPUT: &str = "<stdin>";

/// What surrounds a command.
#[derive(Default)]
struct Caller {
    /// The words of the command, the name of the program first.
    words: Vec<OsString>,
    /// None where the process has called, with its own streams.
    embedded: Option<Embedded>,
}

/// What a program that has called a command gives and gets.
struct Embedded {
    /// Texts in place of files, by the name of each.
    texts: Vec<(PathBuf, Vec<u8>)>,
    watch: Watch,
    given: Given,
}

/// What a command has given the program that called it.
#[derive(Debug, Default)]
pub(crate) struct Given {
    pub(crate) printed: String,
    pub(crate) remarks: Vec<String>,
    /// Name and text of what the process would write to files.
    pub(crate) files: Vec<(&'static str, String)>,
}

thread_local! {
    static CALLER: RefCell<Caller> = RefCell::default();
}

fn embedded<T>(with: impl FnOnce(&mut Embedded) -> T) -> Option<T> {
    CALLER.with_borrow_mut(|caller| caller.embedded.as_mut().map(with))
}

/// The process calls a command.
pub(crate) fn begin_program(words: Vec<OsString>) {
    CALLER.set(Caller { words, embedded: None });
}

/// A program calls a command.
pub(crate) fn begin_embedded(words: Vec<OsString>, texts: Vec<(PathBuf, Vec<u8>)>, watch: Watch) {
    let embedded = Embedded { texts, watch, given: Given::default() };
    CALLER.set(Caller { words, embedded: Some(embedded) });
}

/// The command of a program has ended: what it has given.
pub(crate) fn end_embedded() -> Given {
    CALLER.take().embedded.map(|embedded| embedded.given).unwrap_or_default()
}

/// Whether a program has called, and not the process.
pub(crate) fn is_embedded() -> bool {
    embedded(|_| ()).is_some()
}

/// The words of the command, the name of the program first.
pub(crate) fn words() -> Vec<String> {
    CALLER.with_borrow(|caller| caller.words.iter().map(|word| word.to_string_lossy().into_owned()).collect())
}

/// The words that the command stands for.
pub(crate) fn set_words(words: Vec<OsString>) {
    CALLER.with_borrow_mut(|caller| caller.words = words);
}

/// The text that a program gives in place of a file.
pub(crate) fn text_of(path: &Path) -> Option<Vec<u8>> {
    let text = |caller: &mut Embedded| {
        caller.texts.iter().find(|(name, _)| name == path).map(|(_, text)| text.clone())
    };
    embedded(text).flatten()
}

/// Standard input: of a program the text that it gives by the name `-`.
pub(crate) fn standard_input() -> Box<dyn Read> {
    if is_embedded() {
        Box::new(Cursor::new(text_of(Path::new("-")).unwrap_or_default()))
    } else {
        Box::new(io::stdin())
    }
}

/// Prints a text that is safe to show.
pub(crate) fn print(text: &str) -> io::Result<()> {
    if embedded(|caller| caller.given.printed.push_str(text)).is_some() {
        return Ok(());
    }
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// One remark beside the result. Nothing is left to do where it cannot be said.
pub(crate) fn say(remark: &str) {
    if embedded(|caller| caller.given.remarks.push(remark.to_owned())).is_none() {
        let _ = writeln!(io::stderr().lock(), "remark: {remark}");
    }
}

/// Hands a file over to a program; the process has its folder for it.
pub(crate) fn hand_over(name: &'static str, text: &str) {
    embedded(|caller| caller.given.files.push((name, text.to_owned())));
}

/// Tells a program how far the command is.
pub(crate) fn watch(what: &'static str, done: u64, total: u64) {
    embedded(|caller| (caller.watch)(what, done, total));
}
