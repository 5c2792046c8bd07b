//! Figures of R&D as they were published, by vintage: what others said a year's figure is, beside the one vintage that the
//! tables of series keep whole.
//!
//! ```text
//! what,year,value,unit,source,vintage,status,country
//! rd_total,2023,24204,million euro,"CBS, StatLine table 84644ENG",2025-08-15,revised_provisional,NLD
//! ```
//! A figure of one vintage is no correction of another: each is right on its day, over its own GDP.

use super::error::DataError;
use super::table::{Rows, cell_error};
use crate::names::{named, nearest_name};

const EMBEDDED: &str = include_str!("../../data/published_figures.csv");

/// Columns of a table of published figures.
const COLUMNS: [&str; 8] = ["what", "year", "value", "unit", "source", "vintage", "status", "country"];

named! {
    /// What a published figure is of.
    FigureName {
        /// R&D of all performers.
        RdTotal = "rd_total",
        /// R&D of all performers, the low end of a projection.
        RdTotalLow = "rd_total_low",
        /// R&D of all performers, the high end of a projection.
        RdTotalHigh = "rd_total_high",
        /// R&D performed by business.
        RdBusiness = "rd_business",
        /// R&D performed by higher education.
        RdHigherEducation = "rd_higher_education",
        /// R&D performed by institutes: government and private non-profit.
        RdInstitutes = "rd_institutes",
        /// People in R&D.
        RdPersonnel = "rd_personnel",
        /// Outlays of the state on R&D (rijksuitgaven), a budget figure.
        GovernmentRdOutlays = "government_rd_outlays",
        /// Those on research.
        GovernmentResearchOutlays = "government_research_outlays",
        /// Those on innovation without research.
        GovernmentInnovationOutlays = "government_innovation_outlays",
        /// The share of them that is paid by project.
        ProjectFundingShare = "project_funding_share",
        /// Money of the coalition agreement for education and research, in all.
        CoalitionEducationResearch = "coalition_education_research",
        /// What lacks to 3% of GDP without new policy.
        RdGap = "rd_gap",
        /// Public money for R&D that the letter takes to be needed.
        ExtraPublicRd = "extra_public_rd",
        /// Its low end a year.
        ExtraPublicRdLow = "extra_public_rd_low",
        /// Its high end a year.
        ExtraPublicRdHigh = "extra_public_rd_high",
        /// The public part of the target.
        TargetPublicRd = "target_public_rd",
        /// The private part of the target.
        TargetPrivateRd = "target_private_rd",
        /// Growth of GDP, volume.
        GdpGrowth = "gdp_growth",
    }
}

named! {
    /// How firm a published figure is.
    FigureStatus {
        /// As published, without a reservation that was read.
        Published = "published",
        /// Provisional on its day.
        Provisional = "provisional",
        /// A provisional figure that was revised, and is provisional still.
        RevisedProvisional = "revised_provisional",
        /// A projection.
        Projected = "projected",
        /// Rounded in a text.
        Rounded = "rounded",
        /// Quoted by a text whose own source was not read.
        Quoted = "quoted",
        /// Recovered from a standardised copy (data/LICENSES.md).
        Recovered = "recovered",
    }
}

/// A figure as it was published.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PublishedFigure {
    /// What it is of.
    pub what: FigureName,
    /// The year that it is about.
    pub year: i32,
    /// The figure, in its unit.
    pub value: f64,
    /// Its unit.
    pub unit: String,
    /// Who published it, and where it was read.
    pub source: String,
    /// When it was published, as far as that is known.
    pub vintage: String,
    /// How firm it is.
    pub status: FigureStatus,
    /// Country, ISO 3166 alpha-3.
    pub country: String,
}

impl PublishedFigure {
    /// The embedded figures, in the order of their table.
    ///
    /// # Errors
    /// [`DataError`] where the embedded table cannot be read, which the tests of the crate exclude.
    ///
    /// ```
    /// use kennis::data::{FigureName, PublishedFigure};
    /// let figures = PublishedFigure::embedded()?;
    /// let of_2023 = figures.iter().filter(|f| f.what == FigureName::RdTotal && f.year == 2023 && f.unit == "% of GDP");
    /// assert!(of_2023.count() >= 3);
    /// # Ok::<(), kennis::DataError>(())
    /// ```
    pub fn embedded() -> Result<Vec<Self>, DataError> {
        Self::from_csv(EMBEDDED)
    }

    /// Figures from a table in the shape of the embedded one.
    ///
    /// # Errors
    /// [`DataError`] with line and column.
    pub fn from_csv(text: &str) -> Result<Vec<Self>, DataError> {
        let rows = Rows::new(text)?;
        if rows.names() != COLUMNS {
            let expected = "the columns what, year, value, unit, source, vintage, status and country";
            return Err(cell_error(1, "1", &rows.names().join(","), expected));
        }
        rows.iter().map(|(line, cells)| Self::from_cells(line, &cells?)).collect()
    }

    /// A line, which has as many cells as there are columns.
    fn from_cells(line: u64, cells: &[&str]) -> Result<Self, DataError> {
        let cell = |column: usize| cells.get(column).copied().unwrap_or("");
        let stated = |column: usize| match cell(column) {
            "" => Err(cell_error(line, COLUMNS[column], "", "a text, \"not stated\" where nothing is known")),
            text => Ok(text.to_owned()),
        };
        let name = cell(0);
        let what = FigureName::from_name(name).ok_or_else(|| DataError::Cell {
            line,
            column: COLUMNS[0].to_owned(),
            found: name.to_owned(),
            expected: "what a figure is of",
            nearest: nearest_name(name, FigureName::ALL.iter().map(|known| known.name())).map(str::to_owned),
        })?;
        let status = FigureStatus::from_name(cell(6)).ok_or_else(|| DataError::Cell {
            line,
            column: COLUMNS[6].to_owned(),
            found: cell(6).to_owned(),
            expected: "a status",
            nearest: nearest_name(cell(6), FigureStatus::ALL.iter().map(|s| s.name())).map(str::to_owned),
        })?;
        let year = cell(1).parse().ok().filter(|year| (1500..=2300).contains(year));
        let value = cell(2).parse().ok().filter(|value: &f64| value.is_finite());
        let is_code = cell(7).len() == 3 && cell(7).bytes().all(|byte| byte.is_ascii_uppercase());
        if !is_code {
            return Err(cell_error(line, COLUMNS[7], cell(7), "a code of ISO 3166 alpha-3, such as NLD"));
        }
        Ok(Self {
            what,
            year: year.ok_or_else(|| cell_error(line, COLUMNS[1], cell(1), "a year"))?,
            value: value.ok_or_else(|| {
                cell_error(line, COLUMNS[2], cell(2), "a finite number with a decimal point")
            })?,
            unit: stated(3)?,
            source: stated(4)?,
            vintage: stated(5)?,
            status,
            country: cell(7).to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{Economy, SeriesName};
    use approx::assert_relative_eq;

    fn figure(what: FigureName, year: i32, unit: &str, vintage: &str) -> f64 {
        let figures = PublishedFigure::embedded().unwrap();
        let mut found = figures.iter().filter(|f| {
            (f.what, f.year, f.unit.as_str(), f.vintage.as_str()) == (what, year, unit, vintage)
                && f.country == "NLD"
        });
        let value = found.next().unwrap().value;
        assert!(found.next().is_none(), "{what} of {year} a second time in a vintage");
        value
    }

    #[test]
    fn parts_add_up_and_the_copy_in_use_is_the_table_of_series() {
        let cbs = |what| figure(what, 2023, "million euro", "2025-08-15");
        let parts =
            [FigureName::RdBusiness, FigureName::RdInstitutes, FigureName::RdHigherEducation].map(cbs);
        // Rounded to millions, each.
        assert!((parts.iter().sum::<f64>() - cbs(FigureName::RdTotal)).abs() <= 1.0);
        let economy = Economy::netherlands().unwrap();
        let own = economy.series(SeriesName::RdTotal).unwrap().require(2023).unwrap();
        assert_eq!(figure(FigureName::RdTotal, 2023, "% of GDP", "2025-11"), own);
        // The World Bank's later ratio is the revised money over the GDP that is embedded here.
        let gdp = economy.series(SeriesName::GdpNominal).unwrap().require(2023).unwrap();
        let world_bank = figure(FigureName::RdTotal, 2023, "% of GDP", "2026-07");
        assert_relative_eq!(100.0 * cbs(FigureName::RdTotal) / gdp, world_bank, epsilon = 5e-4);
    }

    #[test]
    fn errors_name_line_column_and_nearest_name() {
        let head = COLUMNS.join(",");
        let message = |line: &str| {
            PublishedFigure::from_csv(&format!("{head}\n{line}\n")).map(|_| ()).unwrap_err().to_string()
        };
        assert_eq!(
            message("rd_totl,2023,1,u,s,v,published,NLD"),
            "line 2, column \"what\": found \"rd_totl\", expected what a figure is of; did you mean \"rd_total\"?"
        );
        assert!(message("rd_total,2023,1,u,s,v,publshed,NLD").contains("did you mean \"published\"?"));
        assert!(message("rd_total,23,1,u,s,v,published,NLD").contains("column \"year\""));
        assert!(message("rd_total,2023,NaN,u,s,v,published,NLD").contains("finite number"));
        assert!(message("rd_total,2023,1,,s,v,published,NLD").contains("column \"unit\""));
        assert!(message("rd_total,2023,1,u,s,v,published,nl").contains("column \"country\""));
        assert!(message("rd_total,2023,1,u,s,v,published").starts_with("line 2"));
        assert!(
            PublishedFigure::from_csv("what,year\n").unwrap_err().to_string().contains("the columns what")
        );
    }
}
