//! Who imports from whom: the weights with which knowledge of partners reaches a country.
//!
//! Observed imports come from the user's file. Without one, trade is that of frictionless gravity (assumption): a
//! country buys from each partner in proportion to the partner's GDP,
//!
//! ```text
//! m_ij = M_i Y_j / sum_{k != i} Y_k            M_i goods imports, Y GDP at current purchasing power parities
//! ```
//! which leaves out distance, and with it that the Dutch buy more from Germany than from Japan.

use super::economy::Economy;
use super::error::DataError;
use super::panel::Panel;
use super::series_name::SeriesName;
use super::table::{Rows, cell_error};
use super::years::Years;
use std::collections::BTreeMap;

/// Imports of one country from another in a year, and the exporter's GDP in the same unit where it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Flow {
    /// Imports, million.
    pub imports: f64,
    /// GDP of the exporter, million.
    pub exporter_gdp: Option<f64>,
}

/// Bilateral imports.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imports {
    flows: BTreeMap<(String, i32), BTreeMap<String, Flow>>,
}

impl Imports {
    /// Reads a table with columns `importer`, `exporter` (ISO 3166 alpha-3), `year`, `imports_musd` and, for weights
    /// by the exporter's GDP, `exporter_gdp_musd`; further columns are left aside, and rows without imports.
    ///
    /// # Errors
    /// [`DataError`] with line and column.
    pub fn from_csv(text: &str) -> Result<Self, DataError> {
        let rows = Rows::new(text)?;
        let column = |name: &str| rows.column(name);
        let required = |name: &'static str| {
            column(name)
                .ok_or_else(|| cell_error(1, name, "", "columns importer, exporter, year and imports_musd"))
        };
        let (importer, exporter) = (required("importer")?, required("exporter")?);
        let (year, imports) = (required("year")?, required("imports_musd")?);
        let gdp = column("exporter_gdp_musd");
        let mut table = Self::default();
        for (line, cells) in rows.iter() {
            let cells = cells?;
            let text = |index: usize| cells.get(index).copied().unwrap_or("");
            let when: i32 = text(year).parse().map_err(|_| cell_error(line, "year", text(year), "a year"))?;
            if text(imports).is_empty() {
                continue;
            }
            let amount = |index: usize, name: &str| {
                text(index).parse::<f64>().ok().filter(|v| v.is_finite() && *v >= 0.0).ok_or_else(|| {
                    cell_error(
                        line,
                        name,
                        text(index),
                        "an amount that is not negative, with a decimal point",
                    )
                })
            };
            let exporter_gdp = match gdp.filter(|index| !text(*index).is_empty()) {
                Some(index) => Some(amount(index, "exporter_gdp_musd")?),
                None => None,
            };
            let flow = Flow { imports: amount(imports, "imports_musd")?, exporter_gdp };
            table.insert(text(importer), text(exporter), when, flow);
        }
        Ok(table)
    }

    /// The imports of frictionless gravity among the countries of a panel, in `years`.
    #[must_use]
    pub fn frictionless(panel: &Panel, years: Years) -> Self {
        let gdp = |economy: &Economy, year: i32| {
            let at = |name| economy.series(name).ok()?.at(year);
            Some(at(SeriesName::GdpNominal)? / at(SeriesName::PurchasingPowerParity)?)
        };
        let mut table = Self::default();
        for year in years.iter() {
            let sizes: Vec<(&str, f64)> =
                panel.economies().filter_map(|e| Some((e.country.as_str(), gdp(e, year)?))).collect();
            let world: f64 = sizes.iter().map(|(_, size)| size).sum();
            for economy in panel.economies() {
                let Some(own) = gdp(economy, year) else { continue };
                // Beyond the last observation the share of imports stays (assumption).
                let Ok(shares) = economy.series(SeriesName::ImportShareGoods) else { continue };
                let Some(share) = shares.observed().and_then(|o| shares.at(year.min(o.last))) else {
                    continue;
                };
                for (partner, size) in sizes.iter().filter(|(partner, _)| *partner != economy.country) {
                    let imports = share * own * size / (world - own);
                    table.insert(
                        &economy.country,
                        partner,
                        year,
                        Flow { imports, exporter_gdp: Some(*size) },
                    );
                }
            }
        }
        table
    }

    fn insert(&mut self, importer: &str, exporter: &str, year: i32, flow: Flow) {
        self.flows.entry((importer.to_owned(), year)).or_default().insert(exporter.to_owned(), flow);
    }

    /// The imports of a country by partner, in a year or, beyond the table's last year, in that one.
    ///
    /// # Errors
    /// [`DataError::Imports`] where there are none.
    pub fn of(&self, importer: &str, year: i32) -> Result<&BTreeMap<String, Flow>, DataError> {
        let first = (importer.to_owned(), i32::MIN);
        let until = (importer.to_owned(), year);
        self.flows
            .range(first..=until)
            .next_back()
            // A gap within the table is not bridged.
            .filter(|((_, found), _)| {
                *found == year || !self.flows.contains_key(&(importer.to_owned(), year + 1))
            })
            .map(|(_, partners)| partners)
            .ok_or_else(|| DataError::Imports { importer: importer.to_owned(), year })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(feature = "panel")]
    use approx::assert_relative_eq;

    const TABLE: &str = "importer,exporter,year,imports_musd,exporter_gdp_musd,note\n\
        NLD,DEU,2000,30,1000,x\nNLD,FRA,2000,10,500,\nNLD,DEU,2001,40,1100,\nNLD,FRA,2001,10,,\nNLD,USA,2001,,,\n";

    #[test]
    fn a_table_is_read_and_its_last_year_stays() {
        let imports = Imports::from_csv(TABLE).unwrap();
        assert_eq!(
            imports.of("NLD", 2000).unwrap()["DEU"],
            Flow { imports: 30.0, exporter_gdp: Some(1000.0) }
        );
        assert_eq!(imports.of("NLD", 2010).unwrap()["FRA"], Flow { imports: 10.0, exporter_gdp: None });
        assert!(!imports.of("NLD", 2001).unwrap().contains_key("USA"));
        assert_eq!(
            imports.of("NLD", 1999).unwrap_err().to_string(),
            "no imports of \"NLD\" in 1999: give a table of imports that has them"
        );
        assert!(imports.of("BEL", 2000).is_err());
    }

    #[test]
    fn errors_name_line_and_column() {
        let message = |text: &str| Imports::from_csv(text).unwrap_err().to_string();
        assert!(message("importer,exporter,year\nNLD,DEU,2000\n").contains("imports_musd"));
        assert!(
            message("importer,exporter,year,imports_musd\nNLD,DEU,2000,-1\n")
                .starts_with("line 2, column \"imports_musd\"")
        );
        assert!(
            message("importer,exporter,year,imports_musd\nNLD,DEU,now,1\n")
                .starts_with("line 2, column \"year\"")
        );
    }

    #[cfg(feature = "panel")]
    #[test]
    fn frictionless_imports_add_up_to_the_import_share() {
        let panel = Panel::embedded().unwrap();
        let imports = Imports::frictionless(&panel, Years::new(2010, 2012));
        let economy = panel.economy("NLD").unwrap();
        let at = |name| economy.series(name).unwrap().require(2011).unwrap();
        let gdp = at(SeriesName::GdpNominal) / at(SeriesName::PurchasingPowerParity);
        let partners = imports.of("NLD", 2011).unwrap();
        let total: f64 = partners.values().map(|flow| flow.imports).sum();
        assert_relative_eq!(total, at(SeriesName::ImportShareGoods) * gdp, max_relative = 1e-12);
        // Proportional to the partner's size.
        let ratio = |partner: &str| partners[partner].imports / partners[partner].exporter_gdp.unwrap();
        assert_relative_eq!(ratio("USA"), ratio("BEL"), max_relative = 1e-12);
    }
}
