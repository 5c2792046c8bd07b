//! Draws of several parameters that belong together, such as a posterior: a row a draw.
//!
//! A run takes whole rows, so that what the data says about parameters jointly survives. For what needs a distribution of
//! one parameter (a check run, a table) there is its marginal: the split normal through the 5, 50 and 95% points of
//! its column, within the bounds of the table.

use super::distribution::Distribution;
use super::shape::Shape;
use super::table::ParameterId;
use crate::data::StockDefinition;
use crate::names::with_names;

/// What a column of joint draws holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JointColumn {
    /// Values of a parameter.
    Parameter(ParameterId),
    /// Log errors of the first stock of business.
    InitialBusiness,
    /// Log errors of the first stock of the public sector.
    InitialPublic,
}

impl JointColumn {
    /// The column of that name; none where a run has no use for it, as for the drift of a regression.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "initial_stock_error_business" => Some(Self::InitialBusiness),
            "initial_stock_error_public" => Some(Self::InitialPublic),
            _ => ParameterId::from_name(name).map(Self::Parameter),
        }
    }

    /// Name of the column.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Parameter(id) => id.name(),
            Self::InitialBusiness => "initial_stock_error_business",
            Self::InitialPublic => "initial_stock_error_public",
        }
    }
}

with_names!(
    JointColumn,
    ParameterId::all()
        .map(ParameterId::name)
        .chain(["initial_stock_error_business", "initial_stock_error_public"])
);

/// Joint draws: rows of values, all equally likely.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct JointDraws {
    /// Name in output, such as that of the file they were read from.
    pub name: String,
    /// The structure whose posterior they are.
    pub structure: String,
    /// The country whose data they rest on, ISO 3166 alpha-3.
    pub country: String,
    /// The data they rest on, in words: years and vintage.
    pub data: String,
    /// The definition of the stocks that they were fitted on; none where the file does not say.
    pub stocks: Option<StockDefinition>,
    columns: Vec<JointColumn>,
    /// Row by row.
    values: Vec<f64>,
}

impl JointDraws {
    /// Joint draws of the posterior of `structure`. Rows that are shorter or longer than the columns are left out.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        structure: impl Into<String>,
        columns: Vec<JointColumn>,
        rows: impl IntoIterator<Item = Vec<f64>>,
    ) -> Self {
        let whole = |row: &Vec<f64>| row.len() == columns.len();
        let values = rows.into_iter().filter(whole).flatten().collect();
        let (country, data) = (String::new(), String::new());
        Self { name: name.into(), structure: structure.into(), country, data, stocks: None, columns, values }
    }

    /// The same draws with the data that they rest on.
    #[must_use]
    pub fn of_data(mut self, country: impl Into<String>, data: impl Into<String>) -> Self {
        (self.country, self.data) = (country.into(), data.into());
        self
    }

    /// The same draws with the definition of the stocks that they were fitted on.
    #[must_use]
    pub fn on_stocks(mut self, stocks: StockDefinition) -> Self {
        self.stocks = Some(stocks);
        self
    }

    /// As [`Self::of_data`], from the entries of a posterior file.
    #[cfg(any(feature = "formats", feature = "posterior"))]
    pub(crate) fn of_entries<'a>(self, entry: impl Fn(&str) -> Option<&'a str>) -> Self {
        let part = |key| entry(key).unwrap_or("?");
        let data =
            format!("{} to {}, vintage {}", part("first_year"), part("last_year"), part("data_vintage"));
        let stocks = entry("stocks").and_then(StockDefinition::from_name);
        Self { stocks, ..self.of_data(part("country"), data) }
    }

    /// The columns.
    #[must_use]
    pub fn columns(&self) -> &[JointColumn] {
        &self.columns
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len() / self.columns.len().max(1)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// A row, in the order of the columns; empty beyond the last.
    #[must_use]
    pub fn row(&self, row: usize) -> &[f64] {
        let width = self.columns.len();
        self.values.get(row * width..(row + 1) * width).unwrap_or_default()
    }

    /// Position of a column.
    #[must_use]
    pub fn position(&self, column: JointColumn) -> Option<usize> {
        self.columns.iter().position(|c| *c == column)
    }

    /// Mean and standard deviation of a column.
    #[must_use]
    pub fn moments(&self, column: JointColumn) -> Option<(f64, f64)> {
        let values = self.values_of(column)?;
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let variance = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
        Some((mean, variance.sqrt()))
    }

    fn values_of(&self, column: JointColumn) -> Option<Vec<f64>> {
        let position = self.position(column)?;
        let values: Vec<f64> =
            self.values.chunks_exact(self.columns.len()).map(|row| row[position]).collect();
        (!values.is_empty()).then_some(values)
    }

    /// The marginal of a parameter; none where it has no column.
    #[must_use]
    pub fn marginal(&self, id: ParameterId) -> Option<Distribution> {
        let mut sorted = self.values_of(JointColumn::Parameter(id))?;
        sorted.sort_by(f64::total_cmp);
        let at = |p: f64| sorted[(p * (sorted.len() - 1) as f64).round() as usize];
        let (low, centre, high) = (at(0.05), at(0.5), at(0.95));
        let (_, sd) = self.moments(JointColumn::Parameter(id))?;
        let shape = match sd {
            0.0 => return Some(Distribution::fixed(centre)),
            // A column of few values has points that coincide.
            _ if low >= centre || centre >= high => Shape::Normal { mean: centre, sd },
            _ => Shape::SplitNormal { low, centre, high },
        };
        let Distribution { lower, upper, .. } = id.row().prior;
        Some(Distribution { shape, lower, upper })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_columns_and_marginals() {
        let id = ParameterId::OutputElasticityBusiness;
        let columns = vec![JointColumn::Parameter(id), JointColumn::InitialPublic];
        let rows = (0..=100).map(|i| vec![f64::from(50 + i) / 1000.0, -1.0]);
        let draws = JointDraws::new("p.csv", "knowledge_capital", columns, rows);
        assert_eq!((draws.len(), draws.row(2), draws.row(101)), (101, &[0.052, -1.0][..], &[][..]));
        let marginal = draws.marginal(id).unwrap();
        let expected = Shape::SplitNormal { low: 0.055, centre: 0.1, high: 0.145 };
        assert_eq!((marginal.shape, marginal.upper), (expected, 0.3));
        assert_eq!(draws.marginal(ParameterId::GestationPublic), None);
        let (mean, sd) = draws.moments(JointColumn::Parameter(id)).unwrap();
        assert!((mean - 0.1).abs() < 1e-12 && (sd - 0.001 * 850f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn a_column_that_does_not_vary_is_a_constant() {
        let id = ParameterId::DepreciationPublic;
        let draws = JointDraws::new("p", "s", vec![JointColumn::Parameter(id)], [vec![0.1], vec![0.1]]);
        assert_eq!(draws.marginal(id), Some(Distribution::fixed(0.1)));
    }
}
