//! `kennis merge DIR...`: the run that parts of its draws make together, with the bytes of one run of them all.

use super::run;
use super::shard::SHARD_FILE;
use crate::arguments::{Arguments, Command, MergeArguments};
use crate::caller;
use crate::failure::Failure;
use crate::html;
use crate::inputs;
use crate::progress::Bar;
use crate::request::Asked;
use clap::{Parser, ValueEnum};
use kennis::Ensemble;
use kennis::ensemble::{Part, Shard, ShardError};
use kennis::formats::{InputError, InputProblem, load, shard_agreement, shard_document};
use kennis::request::{RequestError, Run};
use kennis::scenario::Problem;
use serde_json::Value;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Largest counts that are read, in bytes.
const MAX_BYTES: u64 = 1 << 36;

/// A part as its folder says.
struct Found {
    folder: PathBuf,
    document: Value,
    part: Part,
}

/// Puts the parts together and prints the run.
pub(super) fn execute(arguments: &MergeArguments) -> Result<(), Failure> {
    let found = all_parts(&arguments.folders)?;
    let Some(first) = found.first() else { return Err(InputError::default().into()) };
    let words = words_of(first)?;
    let asked = asked(words.clone(), arguments)?;
    let experiment = asked.request.experiment().map_err(RequestError::from)?;
    let settings = asked.request.draw_settings();
    let own = shard_agreement(&shard_document((&experiment, &settings), first.part, &[], "", &words));
    let mut error = InputError::default();
    found.iter().for_each(|found| error.problems.extend(disagreements(found, &own)));
    error.check()?;
    let bar = Bar::new("draws that are looked at again", asked.quiet);
    let parts = found.iter().map(Found::counts);
    let ensemble = Ensemble::of_shards(&experiment, &settings, parts, &mut |done, of| bar.show(done, of))?;
    drop(bar);
    run::finish(&asked, Run::of(experiment, settings, ensemble), arguments.html.html.as_deref())
}

/// The parts in the order of their numbers: each once, and all of them.
fn all_parts(folders: &[PathBuf]) -> Result<Vec<Found>, Failure> {
    let mut error = InputError::default();
    let mut found: Vec<Found> = Vec::new();
    for folder in folders {
        match Found::read(folder) {
            Ok(part) => found.push(part),
            Err(wrong) => error.problems.extend(wrong.problems),
        }
    }
    std::mem::take(&mut error).check()?;
    found.sort_by_key(|found| (found.part.of(), found.part.number()));
    let of = found.first().map_or(0, |found| found.part.of());
    for pair in found.windows(2) {
        let [a, b] = pair else { continue };
        if a.part == b.part {
            let given = format!("part {} in {} and in {}", a.part, a.folder.display(), b.folder.display());
            error.problems.push(InputProblem::new("", Problem::new("DIR", given, "every part once")));
        }
    }
    for other in found.iter().filter(|found| found.part.of() != of) {
        let given = format!("part {}", other.part);
        error.problems.push(other.problem("part", given, &format!("a part of {of}, as the others")));
    }
    let missing: Vec<String> = (1..=of)
        .filter(|number| !found.iter().any(|found| found.part.number() == *number))
        .map(|number| format!("{number}/{of}"))
        .collect();
    if !missing.is_empty() && error.problems.is_empty() {
        let given = format!("no part {}", missing.join(", "));
        error.problems.push(InputProblem::new("", Problem::new("DIR", given, "the folders of all parts")));
    }
    error.check()?;
    Ok(found)
}

/// In what a part differs from the run that its words give here.
fn disagreements(found: &Found, own: &[(&'static str, String)]) -> Vec<InputProblem> {
    let there = found.agreement();
    let differ = own.iter().filter(|(name, value)| there(name).as_ref() != Some(value));
    let problem = |(name, value): &(&'static str, String)| {
        found.problem(name, there(name).unwrap_or_else(|| "nothing".to_owned()), value)
    };
    differ.map(problem).collect()
}

/// The words of the run that the parts belong to.
fn words_of(found: &Found) -> Result<Vec<String>, Failure> {
    let words = found.document["run"]
        .as_array()
        .map(|words| words.iter().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<String>>());
    let words = words.filter(|words| words.len() > 2 && words[1] == "run");
    words
        .ok_or_else(|| InputError::from(found.problem("run", "none".to_owned(), "the words of a run")).into())
}

/// The run, with the form of the results that is asked of the merge.
fn asked(mut words: Vec<String>, arguments: &MergeArguments) -> Result<Asked, Failure> {
    let format = arguments.format.format;
    if format != Default::default()
        && let Some(value) = format.to_possible_value()
    {
        words.extend(["--format".to_owned(), value.get_name().to_owned()]);
    }
    let mut option = |name: &str, value: Option<String>| {
        words.extend(value.into_iter().flat_map(|value| [name.to_owned(), value]));
    };
    let path = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string());
    option("--years", arguments.years.years.clone());
    option("--out", path(&arguments.out.out));
    option("--chart", path(&arguments.chart.chart));
    option("--html", path(&arguments.html.html));
    let words: Vec<OsString> = words.into_iter().map(OsString::from).collect();
    caller::set_words(words.clone());
    inputs::forget();
    let parsed = Arguments::try_parse_from(words).map_err(crate::usage::failure)?;
    let Command::Run(run) = parsed.command else { return Err(InputError::default().into()) };
    let mut asked = Asked::new(&run.scenario, &run.request, None, &run::FILES)?;
    html::check(arguments.html.html.as_deref())?;
    asked.quiet = arguments.quiet.quiet;
    if arguments.memory.is_some() || arguments.threads.is_some() {
        let settings = &mut asked.request.settings;
        settings.memory = arguments.memory.map_or(settings.memory, |memory| memory.bytes);
        settings.threads = arguments.threads.map(std::num::NonZeroUsize::get).or(settings.threads);
    }
    Ok(asked)
}

impl Found {
    fn read(folder: &Path) -> Result<Self, InputError> {
        let path = folder.join(SHARD_FILE);
        let name = path.display().to_string();
        let wrong = |key: &str, found: String, expected: &str| {
            InputError::from(InputProblem::new(name.clone(), Problem::new(key, found, expected)))
        };
        let bytes = load(&path)?;
        let document: Value = serde_json::from_slice(&bytes)
            .map_err(|error| wrong("", error.to_string(), "a document kennis.shard/1"))?;
        if document["schema"] != "kennis.shard/1" {
            return Err(wrong("schema", document["schema"].to_string(), "kennis.shard/1"));
        }
        let number = |key: &str| document["part"][key].as_u64().unwrap_or(0);
        let part = Part::new(number("number"), number("of"));
        let part = part.ok_or_else(|| {
            wrong("part", document["part"].to_string(), "a part, such as the first of eight")
        })?;
        Ok(Self { folder: folder.to_owned(), document, part })
    }

    fn problem(&self, key: &str, found: String, expected: &str) -> InputProblem {
        InputProblem::new(
            self.folder.join(SHARD_FILE).display().to_string(),
            Problem::new(key, found, expected),
        )
    }

    /// What the document says, by the names of [`shard_agreement`].
    fn agreement(&self) -> impl Fn(&str) -> Option<String> + '_ {
        let texts = |value: &Value, between: &str| {
            let all = value.as_array()?.iter();
            Some(all.map(|one| one.as_str().unwrap_or_default()).collect::<Vec<_>>().join(between))
        };
        move |name| match name {
            "inputs" => {
                let of = |input: &Value| {
                    ["role", "name", "sha256"].map(|key| input[key].as_str().unwrap_or_default()).join(" ")
                };
                let all = self.document["inputs"].as_array()?.iter();
                Some(all.map(of).collect::<Vec<_>>().join(", "))
            }
            "layers" => texts(&self.document["layers"], ", "),
            "run" => texts(&self.document["run"], " "),
            _ => match &self.document[name] {
                Value::String(text) => Some(text.clone()),
                Value::Number(number) => Some(number.to_string()),
                _ => None,
            },
        }
    }

    /// The counts in the folder, which are those that the document names.
    fn counts(&self) -> Result<Shard, Failure> {
        let named = &self.document["counts"];
        let path = self.folder.join(kennis::formats::COUNTS_FILE);
        let size = std::fs::metadata(&path).map(|file| file.len());
        let wrong = |found: String, expected: &str| {
            let problem = Problem::new("", found, expected);
            Failure::from(InputError::from(InputProblem::new(path.display().to_string(), problem)))
        };
        match size {
            Ok(size) if Some(size) == named["bytes"].as_u64() && size <= MAX_BYTES => {}
            Ok(size) => return Err(wrong(format!("{size} bytes"), &format!("{} bytes", named["bytes"]))),
            Err(error) => return Err(wrong(error.to_string(), "the counts of a part")),
        }
        let bytes = std::fs::read(&path).map_err(|error| wrong(error.to_string(), "the counts of a part"))?;
        let hash = kennis::formats::sha256_of(&bytes);
        if named["sha256"].as_str() != Some(&hash) {
            return Err(wrong(format!("sha256 {hash}"), &format!("sha256 {}", named["sha256"])));
        }
        Ok(Shard::from_bytes(self.part, &bytes)?)
    }
}

impl From<ShardError> for Failure {
    fn from(error: ShardError) -> Self {
        Self::computation(error)
    }
}
