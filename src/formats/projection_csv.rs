//! A bureau's table given back: every cell as it was, but for what the model moves, and beside that its band.
//!
//! Behind each column (with years across, below each line) that the model moves stand three more, of the same name with `_p05`,
//! `_p50` and `_p95`: the column with policy. The column itself is the bureau's figure and the mean difference. A cell that
//! nothing moves keeps its text.

use super::projection_file::{Place, ProjectionFile};
use super::table::cell::parts;
use crate::project::{MovedCell, MovedColumn, ProjectedTable};
use crate::safe_text::safe_line;
use crate::statistics::Statistics;

/// Decimals that are added to those of the bureau.
const MORE_DECIMALS: usize = 3;

/// A statistic of a cell.
type Statistic = fn(&Statistics) -> f64;

/// The names of the statistics that are added, and what they are.
const ADDED: [(&str, Statistic); 3] = [("_p05", |s| s.p05), ("_p50", |s| s.p50), ("_p95", |s| s.p95)];

/// The table with the effects in it, in the layout, the names, the units and the notation of the file.
#[must_use]
pub fn projection_csv(file: &ProjectionFile, moved: &ProjectedTable) -> String {
    let mut lines: Vec<Vec<Vec<String>>> =
        file.lines.iter().map(|line| line.iter().map(|cell| vec![cell.clone()]).collect()).collect();
    let mut below: Vec<Vec<Vec<String>>> = vec![Vec::new(); lines.len()];
    for (place, column) in file.places.iter().zip(&moved.columns) {
        let texts = Texts { file, place, column };
        if file.years_down {
            for (line, fields) in lines.iter_mut().enumerate() {
                // A note under the table has one field alone.
                if let Some(field) = fields.get_mut(place.series) {
                    *field = texts.across(line);
                }
            }
        } else {
            let line = texts.lines();
            lines[place.series] = line[0].iter().map(|text| vec![text.clone()]).collect();
            below[place.series] = line[1..].to_vec();
        }
    }
    let mut csv = String::new();
    for (line, below) in lines.into_iter().zip(below) {
        write_line(&mut csv, line.concat(), file.separator);
        below.into_iter().for_each(|line| write_line(&mut csv, line, file.separator));
    }
    csv
}

/// The texts of a column.
struct Texts<'a> {
    file: &'a ProjectionFile,
    place: &'a Place,
    column: &'a MovedColumn,
}

impl Texts<'_> {
    /// With years down: the field of a line, and the three behind it.
    fn across(&self, line: usize) -> Vec<String> {
        let text = &self.file.lines[line][self.place.series];
        let mut fields = vec![self.own(line, self.place.series)];
        fields.extend(ADDED.map(|(suffix, of)| self.added(text, (line, self.place.series), suffix, of)));
        fields
    }

    /// With years across: the line itself, and the three below it.
    fn lines(&self) -> Vec<Vec<String>> {
        let line = self.place.series;
        let fields = &self.file.lines[line];
        let own = (0..fields.len()).map(|column| self.own(line, column)).collect();
        let added = ADDED.map(|(suffix, of)| {
            let field = |(column, text): (usize, &String)| self.added(text, (line, column), suffix, of);
            fields.iter().enumerate().map(field).collect()
        });
        std::iter::once(own).chain(added).collect()
    }

    fn cell(&self, line: usize, column: usize) -> Option<&MovedCell> {
        let t = self.place.cells.iter().position(|place| *place == (line, column))?;
        let year = self.file.table.years.first + t as i32;
        self.column.years.iter().find(|cell| cell.first == year)
    }

    fn own(&self, line: usize, column: usize) -> String {
        let text = &self.file.lines[line][column];
        match self.cell(line, column) {
            Some(cell) if !cell.is_unmoved() => {
                self.number(text, cell.projected, cell.projected + cell.difference.mean)
            }
            _ => text.clone(),
        }
    }

    fn added(&self, text: &str, place: (usize, usize), suffix: &str, of: Statistic) -> String {
        if place == self.place.name {
            return format!("{text}{suffix}");
        }
        match self.cell(place.0, place.1) {
            Some(cell) => self.number(text, cell.projected, of(&cell.with_policy)),
            None => text.to_owned(),
        }
    }

    /// A cell with another number in it, in the notation of the file; the same text for the same number.
    fn number(&self, text: &str, projected: f64, value: f64) -> String {
        let Some(number) = parts(text).number.filter(|_| value != projected) else { return text.to_owned() };
        let sign = if self.file.decimal_comma { ',' } else { '.' };
        let decimals = number.rsplit_once(sign).map_or(0, |(_, decimals)| decimals.len()) + MORE_DECIMALS;
        let written = format!("{value:.decimals$}").replace('.', &sign.to_string());
        text.replacen(number, &written, 1)
    }
}

fn write_line(csv: &mut String, fields: Vec<String>, separator: char) {
    let fields: Vec<String> = fields.into_iter().map(|field| quoted(&field, separator)).collect();
    csv.push_str(&fields.join(&separator.to_string()));
    csv.push('\n');
}

/// A field, safe to show, in quotes where it needs them. What a spreadsheet would run has an apostrophe before it; numbers, with a
/// comma or a percent sign too, and signs alone are none of that.
fn quoted(field: &str, separator: char) -> String {
    // A name may have several lines.
    let field = field.split('\n').map(safe_line).collect::<Vec<_>>().join("\n");
    let runs = field.trim_start().starts_with(['=', '@'])
        || (field.trim_start().starts_with(['+', '-']) && field.chars().any(char::is_alphabetic));
    let field = format!("{}{field}", if runs { "'" } else { "" });
    if field.contains([separator, '"', '\n', '\r']) || field.trim() != field {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field
    }
}
