//! A bureau's table: what it projects by column and year, and the baseline that the model takes from it.

use super::column::ProjectedVariable;
use super::error::ProjectionError;
use crate::data::{Economy, InputFile, Years};
use crate::scenario::{BaselineRow, BaselineTable};
use crate::simulate::Baseline;

/// A column of a bureau's table that the model moves.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ProjectionColumn {
    /// Name, as in the table.
    pub name: String,
    /// What it is.
    pub variable: ProjectedVariable,
    /// Whether a rate or ratio is in percent; else it is a fraction.
    pub percent: bool,
    /// What a level is multiplied by to be in the program's unit: billion of the price base (GDP), million hours. None of
    /// another unit, such as an index: then only its growth counts for the baseline.
    pub in_program_unit: Option<f64>,
    /// The values, one a year of the table, in the table's unit.
    pub values: Vec<Option<f64>>,
}

impl ProjectionColumn {
    /// A column of fractions, or of levels whose growth alone counts.
    #[must_use]
    pub fn new(name: &str, variable: ProjectedVariable, values: Vec<Option<f64>>) -> Self {
        Self { name: name.to_owned(), variable, percent: false, in_program_unit: None, values }
    }

    /// A rate or ratio in percent, or as a fraction.
    #[must_use]
    pub fn with_percent(self, percent: bool) -> Self {
        Self { percent, ..self }
    }

    /// A level that is so many of the program's unit.
    #[must_use]
    pub fn with_program_unit(self, factor: f64) -> Self {
        Self { in_program_unit: Some(factor), ..self }
    }

    /// What one percent, or a fraction of one, is in the unit of the table.
    pub(super) fn scale(&self) -> f64 {
        if self.percent { 100.0 } else { 1.0 }
    }

    /// Unit of a rate or ratio, and of what moves it; levels keep the table's.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        match (self.variable.is_share(), self.percent) {
            (true, true) => "percent",
            (true, false) => "fraction",
            (false, _) => "as in the table",
        }
    }
}

/// A bureau's projection.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ProjectionTable {
    /// The years, without a gap.
    pub years: Years,
    /// The columns that the model moves, in the order of the table.
    pub columns: Vec<ProjectionColumn>,
    /// Names of the columns that go through as they are.
    pub passed_through: Vec<String>,
    /// Name of the file, without folders; empty where it is none.
    pub name: String,
    /// The file, where it is one.
    pub input: Option<InputFile>,
    /// What a reader of results should know about the table.
    pub remarks: Vec<String>,
}

impl ProjectionTable {
    /// A table of columns.
    ///
    /// # Errors
    /// [`ProjectionError::NoColumn`], and [`ProjectionError::Values`] where a column has not a value (or none) for each year.
    ///
    /// ```
    /// use kennis::Years;
    /// use kennis::project::{ProjectedVariable, ProjectionColumn, ProjectionTable};
    /// let growth = ProjectionColumn::new("gdp_growth", ProjectedVariable::GdpGrowth, vec![Some(1.4), Some(1.3)]);
    /// let table = ProjectionTable::new(Years::new(2026, 2027), vec![growth.with_percent(true)])?;
    /// assert_eq!(table.columns[0].unit(), "percent");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(years: Years, columns: Vec<ProjectionColumn>) -> Result<Self, ProjectionError> {
        if columns.is_empty() {
            let known = ProjectedVariable::ALL.iter().map(|variable| variable.name());
            return Err(ProjectionError::NoColumn { known: known.collect::<Vec<_>>().join(", ") });
        }
        if let Some(column) = columns.iter().find(|column| column.values.len() != years.len()) {
            return Err(ProjectionError::Values {
                column: column.name.clone(),
                found: column.values.len(),
                expected: years.len(),
            });
        }
        let (passed_through, name, remarks) = (Vec::new(), String::new(), Vec::new());
        Ok(Self { years, columns, passed_through, name, input: None, remarks })
    }

    /// The column of a variable.
    #[must_use]
    pub fn column(&self, variable: ProjectedVariable) -> Option<&ProjectionColumn> {
        self.columns.iter().find(|column| column.variable == variable)
    }

    /// The baseline that the model takes from the table, of the years after the last observation of R&D: GDP from its level,
    /// its growth, or hours and GDP per hour together; hours from their level or growth, chained to the last observation; R&D
    /// over GDP. What the table does not say keeps the default's.
    ///
    /// # Errors
    /// [`ProjectionError::Horizon`] where the table goes on after the horizon, and [`ProjectionError::Experiment`] where the
    /// economy has no default baseline.
    pub fn baseline(&self, economy: &Economy, horizon: i32) -> Result<BaselineTable, ProjectionError> {
        if horizon < self.years.last {
            return Err(ProjectionError::Horizon { horizon, last: self.years.last });
        }
        let default = Baseline::new(economy, horizon, None)
            .map_err(|error| ProjectionError::Experiment(error.into()))?;
        let mut baseline = BaselineTable {
            name: self.name.clone(),
            input: self.input.clone(),
            remarks: self.remarks.clone(),
            ..BaselineTable::default()
        };
        let mut hours = default.hours()[0];
        for (t, year) in default.years().iter().enumerate().skip(1) {
            let grows = default.hours()[t] / default.hours()[t - 1];
            let mut row = self.row(year);
            row.hours =
                row.hours.or_else(|| Some(hours * (1.0 + self.growth(ProjectedVariable::Hours, year)?)));
            hours = row.hours.unwrap_or(hours * grows);
            if row != BaselineRow::default() {
                baseline.rows.insert(year, row);
            }
        }
        Ok(baseline)
    }

    fn row(&self, year: i32) -> BaselineRow {
        use ProjectedVariable as V;
        let level = |variable| {
            let column = self.column(variable)?;
            Some(self.at(variable, year)? * column.in_program_unit?)
        };
        let mut row = BaselineRow { gdp: level(V::Gdp), hours: level(V::Hours), ..BaselineRow::default() };
        row.gdp_growth = self.growth(V::Gdp, year).filter(|_| row.gdp.is_none());
        row.rd_intensity = self.at(V::RdIntensity, year);
        row.rd_business_share = self.at(V::RdBusinessShare, year);
        row.rd_public_share = self.at(V::RdPublicShare, year);
        row
    }

    /// Growth of GDP, hours or GDP per hour into a year: its own column, else that of its level, else, of GDP, that of hours
    /// and of GDP per hour.
    fn growth(&self, level: ProjectedVariable, year: i32) -> Option<f64> {
        use ProjectedVariable as V;
        let column = match level {
            V::Gdp => V::GdpGrowth,
            V::Hours => V::HoursGrowth,
            _ => V::LabourProductivityGrowth,
        };
        let of_level = || Some(self.at(level, year)? / self.at(level, year - 1)? - 1.0);
        let of_parts = || {
            let parts = (self.growth(V::Hours, year)?, self.growth(V::LabourProductivity, year)?);
            Some((1.0 + parts.0) * (1.0 + parts.1) - 1.0)
        };
        let own = self.at(column, year).or_else(of_level);
        if level == V::Gdp { own.or_else(of_parts) } else { own }
    }

    /// A value of the table, rates and ratios as fractions.
    fn at(&self, variable: ProjectedVariable, year: i32) -> Option<f64> {
        let column = self.column(variable)?;
        let value = (*column.values.get(self.years.index(year)?)?)?;
        Some(if column.percent { value / 100.0 } else { value })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ProjectedVariable as V;
    use approx::assert_relative_eq;

    fn table(columns: &[(V, &[f64])]) -> ProjectionTable {
        let years = Years::new(2023, 2022 + columns[0].1.len() as i32);
        let column = |(variable, values): &(V, &[f64])| {
            ProjectionColumn::new(variable.name(), *variable, values.iter().copied().map(Some).collect())
        };
        ProjectionTable::new(years, columns.iter().map(column).collect()).unwrap()
    }

    fn rows(table: &ProjectionTable) -> BaselineTable {
        table.baseline(&Economy::netherlands().unwrap(), 2040).unwrap()
    }

    #[test]
    fn growth_of_gdp_comes_from_whatever_says_it() {
        let growth = rows(&table(&[(V::GdpGrowth, &[0.5, 0.02, 0.01])]));
        assert_eq!(growth.rows.keys().copied().collect::<Vec<_>>(), [2024, 2025]);
        assert_eq!(growth.rows[&2024].gdp_growth, Some(0.02));
        // An index, whatever its base.
        let index = rows(&table(&[(V::Gdp, &[50.0, 51.0, 51.51])]));
        let parts = rows(&table(&[
            (V::HoursGrowth, &[0.0, 0.005, -0.01]),
            (V::LabourProductivityGrowth, &[0.0, 1.02 / 1.005 - 1.0, 1.01 / 0.99 - 1.0]),
        ]));
        for year in [2024, 2025] {
            let expected = growth.rows[&year].gdp_growth.unwrap();
            for other in [&index, &parts] {
                assert_relative_eq!(other.rows[&year].gdp_growth.unwrap(), expected, epsilon = 1e-14);
            }
        }
        assert_eq!(index.rows[&2024].gdp, None);
    }

    #[test]
    fn hours_are_chained_to_the_last_observation() {
        let default = Baseline::new(&Economy::netherlands().unwrap(), 2040, None).unwrap();
        let found = rows(&table(&[(V::HoursGrowth, &[0.9, 0.01, -0.02])]));
        let first = default.hours()[0];
        assert_relative_eq!(found.rows[&2024].hours.unwrap(), first * 1.01, max_relative = 1e-14);
        assert_relative_eq!(found.rows[&2025].hours.unwrap(), first * 1.01 * 0.98, max_relative = 1e-14);
        assert!(!found.rows.contains_key(&2026));
    }

    #[test]
    fn levels_in_the_unit_of_the_program_are_levels_and_percent_is_a_fraction() {
        let mut own = table(&[(V::Gdp, &[1050.0, 1100.0]), (V::RdIntensity, &[2.2, 2.1])]);
        own.columns[0].in_program_unit = Some(1.0);
        own.columns[1].percent = true;
        let row = rows(&own).rows[&2024];
        assert_eq!((row.gdp, row.gdp_growth), (Some(1100.0), None));
        assert_relative_eq!(row.rd_intensity.unwrap(), 0.021, max_relative = 1e-14);
    }

    #[test]
    fn a_horizon_before_the_last_year_is_refused() {
        let table = table(&[(V::GdpGrowth, &[0.01, 0.01, 0.01])]);
        let economy = Economy::netherlands().unwrap();
        let error = table.baseline(&economy, 2024).unwrap_err();
        assert!(matches!(error, ProjectionError::Horizon { horizon: 2024, last: 2025 }), "{error}");
        assert!(table.baseline(&economy, 2025).is_ok());
    }

    #[test]
    fn a_table_of_nothing_and_columns_of_other_years_are_refused() {
        let years = Years::new(2026, 2027);
        assert!(matches!(ProjectionTable::new(years, vec![]), Err(ProjectionError::NoColumn { .. })));
        let short = ProjectionColumn::new("x", V::Gdp, vec![Some(1.0)]);
        let error = ProjectionTable::new(years, vec![short]).unwrap_err();
        assert_eq!(error.to_string(), "x: found 1 values, expected 2, one a year");
    }
}
