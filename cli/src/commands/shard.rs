//! `kennis run --shard I/N --out DIR`: a part of the draws of a run, for `kennis merge`.

use crate::caller;
use crate::failure::Failure;
use crate::output;
use crate::progress::Bar;
use crate::request::{Asked, WITHOUT_EFFECT, words_without};
use kennis::ensemble::{Part, Shard};
use kennis::formats::{COUNTS_FILE, shard_document, write_files};
use kennis::request::RequestError;
use std::path::Path;

/// The file that says what the counts are.
pub(super) const SHARD_FILE: &str = "shard.json";

/// The files of `--out`.
pub(super) const FILES: [&str; 2] = [COUNTS_FILE, SHARD_FILE];

/// Options of a part that are none of the whole run.
const OWN_OPTIONS: [&str; 2] = ["--shard", "--out"];
const OWN_FLAG: &str = "--quiet";

/// Draws a part and writes its counts.
pub(super) fn execute(asked: &Asked, part: Part, folder: &Path) -> Result<(), Failure> {
    let bar = Bar::new("draws", asked.quiet);
    let experiment = asked.request.experiment().map_err(RequestError::from)?;
    let settings = asked.request.draw_settings();
    let shard = Shard::draw(&experiment, &settings, part, &mut |done, of| bar.show(done, of));
    let counts = shard.map_err(Failure::computation)?.to_bytes().map_err(Failure::computation)?;
    let run = words_of_run(&caller::words());
    let document = shard_document((&experiment, &settings), part, &counts, &asked.request.command, &run);
    let text = document.to_json() + "\n";
    write_files(folder, &[(COUNTS_FILE, &counts), (SHARD_FILE, text.as_bytes())])
        .map_err(|(path, error)| Failure::Write { path, error })?;
    let (first, end) = part.draws(settings.draws);
    output::print(&format!(
        "Part {part}: draws {first} to {} of {}, {} bytes in {}\n",
        end - 1,
        settings.draws,
        counts.len(),
        folder.join(COUNTS_FILE).display()
    ))
}

/// The words of the whole run, the name of the program first.
fn words_of_run(words: &[String]) -> Vec<String> {
    let mut run = words_without(words.iter().cloned(), &[&OWN_OPTIONS, &WITHOUT_EFFECT]);
    run.retain(|word| word != OWN_FLAG);
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_part_alone_is_told_is_left_out() {
        let words = "/bin/kennis|run|s.toml|--shard|1/2|--seed=3|--out=a b|--threads=2|--memory|1|--quiet|--draws|512";
        let words: Vec<String> = words.split('|').map(str::to_owned).collect();
        assert_eq!(words_of_run(&words), ["kennis", "run", "s.toml", "--seed=3", "--draws", "512"]);
    }
}
