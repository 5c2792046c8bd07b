//! Charts to files: SVG as it is, and PNG or PDF in a program with the feature `images`.

#[cfg(feature = "images")]
mod image;

use crate::failure::Failure;
#[cfg(feature = "images")]
use crate::output;
use crate::request::check_file;
use kennis::formats::{InputError, InputProblem, write_file};
use kennis::scenario::Problem;
use std::path::Path;

/// Endings of a chart.
const ENDINGS: &[&str] = if cfg!(feature = "images") { &["svg", "png", "pdf"] } else { &["svg"] };

/// The file of `--chart` can be written, and has an ending that says how.
pub(crate) fn check_chart(path: Option<&Path>, error: &mut InputError) {
    let ending = path.and_then(Path::extension);
    let image = ending.is_some_and(|ending| ending == "png" || ending == "pdf");
    match path {
        Some(path) if image && !cfg!(feature = "images") => {
            let found = format!("{:?}", path.display().to_string());
            let expected = "a file that ends in .svg: this program is built without pictures of other forms; \
                            cargo install --path cli --features images brings .png and .pdf";
            error.problems.push(InputProblem::new("", Problem::new("--chart", found, expected)));
        }
        _ => check_file("--chart", path, ENDINGS, error),
    }
}

/// Writes a chart in the form that the ending of its file says. A remark says which letters no font has.
pub(crate) fn write_chart(path: &Path, svg: &str, quiet: bool) -> Result<(), Failure> {
    let written = |bytes: &[u8]| {
        write_file(path, bytes).map_err(|error| Failure::Write { path: path.to_owned(), error })
    };
    #[cfg(feature = "images")]
    if !quiet && path.extension().is_none_or(|ending| ending != "svg") {
        let letters: String = image::letters_without_a_font(svg).into_iter().collect();
        if !letters.is_empty() {
            output::say(&format!("{}: no font has {letters}: boxes stand for them", path.display()));
        }
    }
    #[cfg(not(feature = "images"))]
    let _ = quiet;
    #[cfg(feature = "images")]
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("png") => return written(&image::png(svg).map_err(Failure::computation)?),
        Some("pdf") => return written(&image::pdf(svg).map_err(Failure::computation)?),
        _ => {}
    }
    written(svg.as_bytes())
}
