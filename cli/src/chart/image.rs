//! A chart as PNG or PDF.
//!
//! Letters are those of DejaVu Sans Condensed, which the program brings along: a chart has the same bytes on a machine with
//! other fonts, or with none. Where a name has letters that it lacks, such as Chinese ones, the fonts of the machine help
//! out.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, ID};
use resvg::usvg::{Font, FontResolver, Options, Tree};
use std::sync::Arc;
use svg2pdf::{ConversionOptions, PageOptions};
use ttf_parser::Face;

/// Points of the picture a unit of the chart: sharp in print.
const ZOOM: f32 = 2.0;
/// Units of a chart an inch, as browsers have it.
const UNITS_PER_INCH: f32 = 96.0;
/// Documents that are tried for one order: with two fonts each has a chance of a quarter.
const TRIES: usize = 100;
/// Fonts that the program brings along.
const OWN: usize = 2;
/// From this weight on letters are bold.
const BOLD: u16 = 600;

/// The chart as PNG.
pub(super) fn png(svg: &str) -> Result<Vec<u8>, String> {
    let tree = tree(svg)?;
    let size = tree.size().to_int_size().scale_by(ZOOM).ok_or("the chart has no size")?;
    let mut picture =
        Pixmap::new(size.width(), size.height()).ok_or("the chart is too large for a picture")?;
    resvg::render(&tree, Transform::from_scale(ZOOM, ZOOM), &mut picture.as_mut());
    picture.encode_png().map_err(|error| error.to_string())
}

/// The chart as PDF, its letters as text.
pub(super) fn pdf(svg: &str) -> Result<Vec<u8>, String> {
    let tree = tree(svg)?;
    let written = || {
        let page = PageOptions { dpi: UNITS_PER_INCH };
        svg2pdf::to_pdf(&tree, ConversionOptions::default(), page).map_err(|error| error.to_string())
    };
    // svg2pdf 0.13 writes fonts, and their names, in the order of hash maps, which chance decides: of those orders one is
    // kept, so that the same chart has the same bytes.
    let mut document = written()?;
    for _ in 0..TRIES {
        if fonts_are_in_order(&document) {
            break;
        }
        document = written()?;
    }
    Ok(document)
}

/// Whether the fonts of a document, and the names of fonts that its page uses, stand in order.
fn fonts_are_in_order(document: &[u8]) -> bool {
    // Behind the tag of six letters, which says what letters are used.
    let fonts = words_behind(document, b"/FontName /").map(|name| name.get(7..).unwrap_or_default());
    let used = words_behind(document, b"/fo").filter(|number| number.iter().all(u8::is_ascii_digit));
    fonts.is_sorted() && used.map(|number| (number.len(), number)).is_sorted()
}

/// What stands behind each occurrence of `key`, up to a blank.
fn words_behind<'a>(document: &'a [u8], key: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
    let ends = document.windows(key.len()).enumerate().filter(move |(_, part)| *part == key);
    ends.map(move |(at, _)| {
        document[at + key.len()..].split(u8::is_ascii_whitespace).next().unwrap_or_default()
    })
}

/// Letters of the chart that no font has: boxes stand for them.
pub(super) fn letters_without_a_font(svg: &str) -> Vec<char> {
    let fonts = fonts(svg);
    let faces: Vec<ID> = fonts.faces().map(|face| face.id).collect();
    let mut letters = missing(&fonts, faces.first().copied(), svg.chars());
    for id in faces {
        letters = missing(&fonts, Some(id), letters.into_iter());
    }
    letters
}

fn tree(svg: &str) -> Result<Tree, String> {
    let fonts = fonts(svg);
    // Those that the program brings along come first.
    let own: Vec<(ID, bool)> = fonts.faces().take(OWN).map(|face| (face.id, face.weight.0 >= BOLD)).collect();
    let font_resolver = FontResolver {
        select_font: Box::new(move |font: &Font, _: &mut Arc<Database>| {
            own.iter().find(|(_, bold)| *bold == (font.weight() >= BOLD)).map(|(id, _)| *id)
        }),
        select_fallback: FontResolver::default_fallback_selector(),
    };
    let options = Options { fontdb: Arc::new(fonts), font_resolver, ..Options::default() };
    Tree::from_str(svg, &options).map_err(|error| error.to_string())
}

/// The fonts of the program, and those of the machine where a letter needs one.
fn fonts(svg: &str) -> Database {
    let mut fonts = Database::new();
    let own: [&[u8]; OWN] = [dejavu::sans_condensed::regular(), dejavu::sans_condensed::bold()];
    for data in own {
        fonts.load_font_data(data.to_vec());
    }
    let regular = fonts.faces().next().map(|face| face.id);
    if !missing(&fonts, regular, svg.chars()).is_empty() {
        fonts.load_system_fonts();
    }
    fonts
}

/// Which of these letters a font does not have.
fn missing(fonts: &Database, id: Option<ID>, letters: impl Iterator<Item = char>) -> Vec<char> {
    let mut letters: Vec<char> = letters.filter(|c| !c.is_control()).collect();
    letters.sort_unstable();
    letters.dedup();
    let left = letters.clone();
    let lacks = |data: &[u8], index| {
        Face::parse(data, index)
            .map(|face| left.into_iter().filter(|c| face.glyph_index(*c).is_none()).collect())
    };
    id.and_then(|id| fonts.with_face_data(id, lacks)).and_then(Result::ok).unwrap_or(letters)
}
