//! A page as a workbook: a sheet a section, with its paragraphs and tables in the order of the page; numbers are whole, and shown
//! with the decimals of the page.

use kennis::report::{Cell, Page, Plain, Section, Table};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// First row under the title of a sheet.
const FIRST: u32 = 2;
/// Most characters of the name of a sheet.
const MAX_NAME: usize = 31;

/// The workbook as bytes: the same bytes for the same page, since it holds no time.
pub(super) fn workbook(page: &Page) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created).set_title(page.title()));
    let bold = Format::new().set_bold();
    let mut names: Vec<String> = Vec::new();
    for (place, section) in page.sections().iter().enumerate() {
        let sheet = workbook.add_worksheet();
        let name = sheet_name(section.title(), &names);
        sheet.set_name(&name)?.set_column_width(0, 44)?;
        names.push(name);
        let mut row = write(sheet, page, section, &bold)?;
        if place + 1 == page.sections().len() {
            for line in page.foot_lines() {
                sheet.write_string(row, 0, line)?;
                row += 1;
            }
        }
    }
    workbook.save_to_buffer()
}

/// Whole words of a heading, without what the name of a sheet must not hold, and unlike all others.
fn sheet_name(heading: &str, others: &[String]) -> String {
    let allowed = heading.replace(['[', ']', ':', '*', '?', '/', '\\', '\''], " ");
    let mut name = String::new();
    for word in allowed.split_whitespace() {
        let length = name.chars().count() + word.chars().count() + usize::from(!name.is_empty());
        if length > MAX_NAME {
            break;
        }
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(word);
    }
    let name = name.trim_end_matches(',').to_owned();
    let is_taken = |name: &String| others.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    if name.is_empty() || is_taken(&name) { format!("{}", others.len() + 1) } else { name }
}

/// Writes a section, and gives the row behind it.
fn write(sheet: &mut Worksheet, page: &Page, section: &Section, bold: &Format) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(0, 0, format!("{}: {}", page.title(), section.title()), bold)?;
    let mut row = FIRST;
    for part in section.plain(page.language()) {
        match part {
            Plain::Text(text) => {
                sheet.write_string(row, 0, text)?;
                row += 1;
            }
            Plain::Table(table) => row = write_table(sheet, row, table, bold)?,
            _ => {}
        }
    }
    Ok(row + 1)
}

/// Writes a table from a row on, and gives the row behind it and a blank one.
fn write_table(sheet: &mut Worksheet, row: u32, table: &Table, bold: &Format) -> Result<u32, XlsxError> {
    let head = row + 2;
    sheet.write_string_with_format(row + 1, 0, table.caption(), bold)?;
    for (column, name) in (0..).zip(table.head()) {
        sheet.write_string_with_format(head, column, name, bold)?;
    }
    let mut row = head + 1;
    for cells in table.rows() {
        for (column, cell) in (0..).zip(cells) {
            write_cell(sheet, (row, column), cell)?;
        }
        row += 1;
    }
    Ok(row + 1)
}

fn write_cell(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cell) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(text) | Cell::Fixed(text) | Cell::Foreign(_, text) => {
            sheet.write_string(row, column, text)?;
        }
        Cell::Number(value, decimals) if value.is_finite() => {
            let digits =
                if *decimals == 0 { "#,##0".to_owned() } else { format!("0.{}", "0".repeat(*decimals)) };
            sheet.write_number_with_format(row, column, *value, &Format::new().set_num_format(digits))?;
        }
        Cell::Share(share) if share.is_finite() => {
            sheet.write_number_with_format(row, column, *share, &Format::new().set_num_format("0%"))?;
        }
        Cell::Year(year) => {
            sheet.write_number(row, column, f64::from(*year))?;
        }
        _ => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_whole_words_that_a_workbook_takes() {
        assert_eq!(
            sheet_name("What changed since the last monitor, and why", &[]),
            "What changed since the last"
        );
        assert_eq!(sheet_name("Who pays? [a/b]: c", &[]), "Who pays a b c");
        assert_eq!(sheet_name("Twice", &["twice".to_owned()]), "2");
        assert_eq!(sheet_name(&"x".repeat(40), &[]), "1");
    }
}
