//! The workbook of a projection: the columns by year, their averages over periods as formulas of the years, and the inputs.

use kennis::Experiment;
use kennis::project::{BaselineIncludes, MovedCell, MovedColumn, ProjectedTable};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError, utility,
};

/// A row of a column: what it is called, and its figure of a year.
type Row = (&'static str, fn(&MovedCell) -> f64);

/// Rows of a column: what they are called and show; the last two only where the baseline's own R&D moves it beside policy.
const ROWS: [Row; 12] = [
    ("as projected", |cell| cell.projected),
    ("baseline, 5%", |cell| cell.baseline.p05),
    ("baseline, 95%", |cell| cell.baseline.p95),
    ("difference, mean", |cell| cell.difference.mean),
    ("difference, 5%", |cell| cell.difference.p05),
    ("difference, median", |cell| cell.difference.p50),
    ("difference, 95%", |cell| cell.difference.p95),
    ("with policy, 5%", |cell| cell.with_policy.p05),
    ("with policy, median", |cell| cell.with_policy.p50),
    ("with policy, 95%", |cell| cell.with_policy.p95),
    ("of the difference, policy, mean", |cell| cell.of_policy.map_or(f64::NAN, |s| s.mean)),
    ("of the difference, the baseline's own R&D, mean", |cell| {
        cell.of_baseline_rd.map_or(f64::NAN, |s| s.mean)
    }),
];
/// How many rows there are where policy alone moves a column.
const POLICY_ALONE: usize = 10;
/// Those of which an average over years is that of the period: quantiles are not.
const LINEAR: [usize; 4] = [0, 3, 10, 11];
/// First row of the blocks: above it stand a title and the heads.
const FIRST: u32 = 2;

/// The workbook as bytes: the same bytes for the same projection, since it holds no time.
pub(super) fn workbook(
    experiment: &Experiment,
    moved: &ProjectedTable,
    command: &str,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_creation_datetime(&created).set_title("kennis project");
    workbook.set_properties(&properties);
    let (bold, number) = (Format::new().set_bold(), Format::new().set_num_format("0.0000"));
    let page = Page { experiment, moved, bold, number, years: years(moved) };
    page.by_year(workbook.add_worksheet())?;
    page.periods(workbook.add_worksheet())?;
    page.inputs(workbook.add_worksheet(), command)?;
    workbook.save_to_buffer()
}

/// All years in which a column has a value.
fn years(moved: &ProjectedTable) -> Vec<i32> {
    let cells = moved.columns.iter().flat_map(|column| &column.years);
    let mut years: Vec<i32> = cells.map(|cell| cell.first).collect();
    years.sort_unstable();
    years.dedup();
    years
}

struct Page<'a> {
    experiment: &'a Experiment,
    moved: &'a ProjectedTable,
    bold: Format,
    number: Format,
    years: Vec<i32>,
}

impl Page<'_> {
    fn title(&self, sheet: &mut Worksheet, what: &str) -> Result<(), XlsxError> {
        sheet.set_name(what)?;
        sheet.set_column_width(0, 44)?;
        let scenario = self.experiment.scenario();
        let table = scenario.baseline.as_ref().map_or("", |table| &*table.name);
        let title = format!("{}, beside the projection of {table}: {what}", scenario.name);
        sheet.write_string_with_format(0, 0, title, &self.bold)?;
        Ok(())
    }

    /// The rows of each column.
    fn rows(&self) -> &'static [Row] {
        match self.moved.includes {
            BaselineIncludes::None => &ROWS,
            _ => &ROWS[..POLICY_ALONE],
        }
    }

    /// The first row of the block of a column: each has a row for the name, those of its figures, and the figure with the mean
    /// effect.
    fn block(&self, place: usize) -> u32 {
        FIRST + place as u32 * (self.rows().len() as u32 + 3)
    }

    fn head(&self, sheet: &mut Worksheet, place: usize, column: &MovedColumn) -> Result<(), XlsxError> {
        let (variable, unit) = (column.column.variable, column.column.unit());
        let name = format!("{} ({variable}, {unit})", column.column.name);
        sheet.write_string_with_format(self.block(place), 0, name, &self.bold)?;
        for (row, (label, _)) in (self.block(place) + 1..).zip(self.rows()) {
            sheet.write_string(row, 0, *label)?;
        }
        sheet.write_string(self.own(place), 0, "with policy: as projected and the mean difference")?;
        Ok(())
    }

    /// The row of the figure with the mean effect.
    fn own(&self, place: usize) -> u32 {
        self.block(place) + 1 + self.rows().len() as u32
    }

    /// Of a block: the figures of a cell, and their sum as a formula.
    fn cell(
        &self,
        sheet: &mut Worksheet,
        (place, column): (usize, u16),
        cell: &MovedCell,
    ) -> Result<(), XlsxError> {
        for (row, (_, value)) in (self.block(place) + 1..).zip(self.rows()) {
            sheet.write_number_with_format(row, column, value(cell), &self.number)?;
        }
        self.sum(sheet, (place, column), cell)
    }

    fn sum(
        &self,
        sheet: &mut Worksheet,
        (place, column): (usize, u16),
        cell: &MovedCell,
    ) -> Result<(), XlsxError> {
        let at = |row: usize| utility::row_col_to_cell(self.block(place) + 1 + row as u32, column);
        let value = cell.projected + cell.difference.mean;
        let formula =
            Formula::new(format!("={}+{}", at(LINEAR[0]), at(LINEAR[1]))).set_result(value.to_string());
        sheet.write_formula_with_format(self.own(place), column, formula, &self.number)?;
        Ok(())
    }

    fn by_year(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        self.title(sheet, "By year")?;
        for (column, year) in (1..).zip(&self.years) {
            sheet.write_number_with_format(1, column, f64::from(*year), &self.bold)?;
        }
        for (place, moved) in self.moved.columns.iter().enumerate() {
            self.head(sheet, place, moved)?;
            for cell in &moved.years {
                self.cell(sheet, (place, self.column_of(cell.first)), cell)?;
            }
        }
        Ok(())
    }

    /// The column of a year on the sheet of years.
    fn column_of(&self, year: i32) -> u16 {
        self.years.partition_point(|other| *other < year) as u16 + 1
    }

    fn periods(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        self.title(sheet, "By period")?;
        let mut periods: Vec<(i32, i32)> = Vec::new();
        for cell in self.moved.columns.iter().flat_map(|column| &column.periods) {
            if !periods.contains(&(cell.first, cell.last)) {
                periods.push((cell.first, cell.last));
            }
        }
        for (column, (first, last)) in (1..).zip(&periods) {
            sheet.write_string_with_format(1, column, format!("{first}-{last}"), &self.bold)?;
        }
        for (place, moved) in self.moved.columns.iter().enumerate() {
            self.head(sheet, place, moved)?;
            for cell in &moved.periods {
                let Some(at) = periods.iter().position(|period| *period == (cell.first, cell.last)) else {
                    continue;
                };
                let column = at as u16 + 1;
                self.cell(sheet, (place, column), cell)?;
                for row in LINEAR.into_iter().filter(|row| *row < self.rows().len()) {
                    self.average(sheet, (place, column), row, cell)?;
                }
            }
        }
        Ok(())
    }

    /// The mean of the years of a period, as a formula.
    fn average(
        &self,
        sheet: &mut Worksheet,
        (place, column): (usize, u16),
        row: usize,
        cell: &MovedCell,
    ) -> Result<(), XlsxError> {
        let line = self.block(place) + 1 + row as u32;
        let [from, until] =
            [cell.first, cell.last].map(|year| utility::row_col_to_cell(line, self.column_of(year)));
        let value = ROWS[row].1(cell);
        let formula =
            Formula::new(format!("=AVERAGE('By year'!{from}:{until})")).set_result(value.to_string());
        sheet.write_formula_with_format(line, column, formula, &self.number)?;
        Ok(())
    }

    fn inputs(&self, sheet: &mut Worksheet, command: &str) -> Result<(), XlsxError> {
        self.title(sheet, "Inputs")?;
        let (experiment, settings) = (self.experiment, &self.moved.settings);
        let mut lines = vec![
            ("Baseline includes", self.moved.includes.name().to_owned()),
            ("which means", self.moved.includes.meaning().to_owned()),
            ("Layers", settings.layers_on(experiment).join(", ")),
            ("Draws", settings.draws.to_string()),
            ("Seed", settings.seed.to_string()),
            ("Data", experiment.baseline().vintage.clone()),
            ("Parameters", experiment.parameters().hash()),
            ("kennis", env!("CARGO_PKG_VERSION").to_owned()),
            ("Again", command.to_owned()),
        ];
        let warnings = experiment.warnings().iter().cloned().chain(self.moved.warning());
        lines.extend(warnings.map(|warning| ("Warning", warning)));
        let files = experiment.inputs().iter();
        lines.extend(
            files.map(|file| ("Input", format!("{} {}, sha256 {}", file.role, file.name, file.sha256))),
        );
        for (row, (name, text)) in (FIRST..).zip(lines) {
            sheet.write_string(row, 0, name)?;
            sheet.write_string(row, 1, text)?;
        }
        Ok(())
    }
}
