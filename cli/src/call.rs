//! A command as a function: words in, the document out, or why there is none. What the program would print and say is handed
//! over instead.

use crate::arguments::Arguments;
use crate::caller::{self, Given};
use crate::commands;
use crate::failure::Failure;
use crate::inputs;
use crate::usage;
use clap::Parser;
use kennis::ensemble::EducationVariant;
use kennis::formats::{compare_document, run_document};
use kennis::request::{Run, RunRequest};
use std::ffi::OsString;
use std::path::PathBuf;

/// A command that a program calls.
pub struct Call {
    /// The words of the command after the name of the program, as on the command line. `--format json` must be among
    /// them where the answer is to be a document.
    pub words: Vec<OsString>,
    /// Texts in place of the files of these names, wherever a word names one that is read; `-` is standard input.
    pub texts: Vec<(PathBuf, Vec<u8>)>,
    /// Gets what is being done, how much of it is done, and how much there will be, on the thread of the call.
    pub progress: Box<dyn FnMut(&'static str, u64, u64)>,
}

/// What a command gives.
#[derive(Debug)]
pub enum Answer {
    /// A run, or structures side by side, with what makes draws and documents of it.
    Drawn(Box<Drawn>),
    /// Any other command.
    Printed {
        /// What the program prints.
        text: String,
        /// What has failed although there is a result, such as a calibration that has not converged.
        failed: Option<String>,
        /// What the program remarks on the user's files.
        remarks: Vec<String>,
        /// Name and text of files beside the document, such as the draws of a posterior.
        files: Vec<(&'static str, String)>,
    },
}

/// Why there is no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What the program says.
    pub message: String,
    /// The document `kennis.error/1`, with every problem.
    pub document: String,
}

/// An ensemble that has been drawn, with the request that it answers.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The request.
    pub request: RunRequest,
    /// The experiment, the settings and the draws.
    pub run: Run,
    /// Of `kennis compare`, which puts structures side by side: an education scenario under each form of education, too.
    pub side_by_side: Option<Vec<EducationVariant>>,
}

impl Drawn {
    /// The document that the program prints, with a line feed.
    #[must_use]
    pub fn document(&self) -> String {
        let Run { experiment, ensemble, settings, .. } = &self.run;
        let command = &self.request.command;
        let document = match &self.side_by_side {
            Some(variants) => compare_document(experiment, ensemble, settings, variants, command).to_json(),
            None => run_document(experiment, ensemble, settings, command).to_json(),
        };
        document + "\n"
    }
}

impl Call {
    /// Does what the words say.
    ///
    /// # Errors
    /// [`Refused`] with everything that is wrong with the input, or why the computation failed.
    pub fn answer(self) -> Result<Answer, Refused> {
        let words: Vec<OsString> = std::iter::once("kennis".into()).chain(self.words).collect();
        inputs::forget();
        caller::begin_embedded(words.clone(), self.texts, self.progress);
        let parsed = Arguments::try_parse_from(words);
        let answered = parsed.map_err(usage::failure).and_then(|arguments| commands::answer(&arguments));
        // Made before the words are forgotten, for it quotes them.
        let answered = answered.map_err(|failure| (failure.document(), failure));
        let Given { printed: text, remarks, files } = caller::end_embedded();
        match answered {
            Ok(Some(drawn)) => Ok(Answer::Drawn(Box::new(drawn))),
            Ok(None) => Ok(Answer::Printed { text, failed: None, remarks, files }),
            Err((None, Failure::Shown(reason))) => {
                Ok(Answer::Printed { text, failed: Some(reason), remarks, files })
            }
            Err((document, failure)) => {
                Err(Refused { message: failure.to_string(), document: document.unwrap_or_default() })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::rc::Rc;

    fn call(line: &str, standard_input: &str) -> Result<Answer, Refused> {
        Call {
            words: line.split(' ').map(OsString::from).collect(),
            texts: vec![(PathBuf::from("-"), standard_input.as_bytes().to_vec())],
            progress: Box::new(|_, _, _| ()),
        }
        .answer()
    }

    fn printed(line: &str) -> String {
        match call(line, "") {
            Ok(Answer::Printed { text, failed: None, .. }) => text,
            other => panic!("{line}: {other:?}"),
        }
    }

    /// The document names the command that was called, and a scenario from standard input; progress ends with all draws.
    #[test]
    fn a_run_is_handed_over_with_its_document_and_tells_how_far_it_is() {
        let scenario = printed("example three_percent");
        let told = Rc::new(RefCell::new(Vec::new()));
        let watch = Rc::clone(&told);
        let answer = Call {
            words: "run - --draws 300 --threads 1 --format json".split(' ').map(OsString::from).collect(),
            texts: vec![(PathBuf::from("-"), scenario.into_bytes())],
            progress: Box::new(move |what, done, total| watch.borrow_mut().push((what, done, total))),
        }
        .answer();
        let Ok(Answer::Drawn(drawn)) = answer else { panic!("{answer:?}") };
        assert_eq!(drawn.run.settings.draws, 300);
        let document = drawn.document();
        assert!(document.starts_with(r#"{"schema":"kennis.run/1","#) && document.ends_with("}\n"));
        assert!(document.contains(r#""command":"kennis run - --draws 300 --format json""#));
        assert_eq!(told.borrow().last(), Some(&("draws", 300, 300)));
    }

    /// What a program gives in place of files is read as they are, and is named among the inputs.
    #[test]
    fn texts_stand_in_place_of_files() {
        let scenario = printed("example three_percent").into_bytes();
        let parameters = b"schema = \"kennis.parameters/1\"\n[parameters]\ncapital_share = 0.31\n".to_vec();
        let baseline = b"year,gdp_growth\n2026,0.01\n2027,0.02\n".to_vec();
        let answer = Call {
            words: "run a.toml --draws 0 --parameters b.toml --baseline c.csv --format json"
                .split(' ')
                .map(OsString::from)
                .collect(),
            texts: vec![
                (PathBuf::from("a.toml"), scenario),
                (PathBuf::from("b.toml"), parameters),
                (PathBuf::from("c.csv"), baseline),
            ],
            progress: Box::new(|_, _, _| ()),
        }
        .answer();
        let Ok(Answer::Drawn(drawn)) = answer else { panic!("{answer:?}") };
        let document = drawn.document();
        for name in ["a.toml", "b.toml", "c.csv"] {
            assert!(document.contains(&format!(r#""name":"{name}""#)), "{name}: {document}");
        }
    }

    #[test]
    fn what_is_wrong_is_a_document_and_the_next_call_knows_nothing_of_it() {
        let scenario = printed("example three_percent").replace("targets", "target");
        let refused = call("run - --format json", &scenario).unwrap_err();
        assert!(refused.document.contains(r#""nearest":"targets""#), "{}", refused.document);
        assert!(refused.document.contains(r#""role":"scenario""#));
        let refused = call("run --no-such-option", "").unwrap_err();
        assert!(refused.document.contains(r#""inputs":[]"#) && !refused.message.is_empty());
    }

    /// An amount that no money reaches is an answer, and one that has failed.
    #[test]
    fn a_result_that_says_that_something_failed_comes_with_the_reason() {
        let scenario = printed("example baseline");
        let line = "solve - --target gdp=99@2028 --instrument public_research --draws 40 --format json";
        let Ok(Answer::Printed { text, failed: Some(failed), .. }) = call(line, &scenario) else {
            panic!("an answer that has failed")
        };
        assert!(text.starts_with(r#"{"schema":"kennis.solve/1","#) && failed.starts_with("not reached"));
    }
}
