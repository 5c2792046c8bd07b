//! From whom a country imports, as ratios of one year: the embedded table with which knowledge of partners is weighed.
//!
//! ```text
//! import_share       m_ij / sum_k m_ik                      of 2020 (Norway: 2019)
//! imports_over_gdp   (m_ij / Y_j) / sum_k (m_ik / Y_k)      of 2019
//! ```
//! `m_ij` are goods imports of `i` from `j`, `Y_j` the exporter's GDP, in current dollars, among 23 countries. They are
//! derived from a published replication whose licence could not be verified: ratios of one year are embedded, and not
//! the flows (`data/LICENSES.md`).

use super::error::DataError;
use super::table::{Rows, cell_error, is_description};
use std::collections::BTreeMap;

const EMBEDDED: &str = include_str!("../../data/import_weights.csv");

/// A partner in the imports of a country.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ImportWeight {
    /// Share in the imports from all partners of the table.
    pub import_share: f64,
    /// Imports over the partner's GDP; as a fraction of the sum over partners.
    pub imports_over_gdp: f64,
}

impl ImportWeight {
    /// The partners of an importer by their code, from the embedded table; empty where the table does not have it.
    ///
    /// # Errors
    /// [`DataError`] where the embedded table cannot be read, which the tests of the crate exclude.
    ///
    /// ```
    /// let partners = kennis::data::ImportWeight::of("NLD")?;
    /// assert!(partners["DEU"].import_share > partners["FRA"].import_share);
    /// # Ok::<(), kennis::DataError>(())
    /// ```
    pub fn of(importer: &str) -> Result<BTreeMap<String, Self>, DataError> {
        let rows = Rows::new(EMBEDDED)?;
        let mut partners = BTreeMap::new();
        for (line, cells) in rows.iter() {
            let cells = cells?;
            let [from, exporter, share, over_gdp] = cells.as_slice() else {
                return Err(cell_error(line, "importer", "", "four columns"));
            };
            if is_description(from) || *from != importer {
                continue;
            }
            let number = |text: &str, column: &str| {
                let value = text.parse::<f64>().ok().filter(|value| (0.0..=1.0).contains(value));
                value.ok_or_else(|| cell_error(line, column, text, "a fraction"))
            };
            let weight = Self {
                import_share: number(share, "import_share")?,
                imports_over_gdp: number(over_gdp, "imports_over_gdp")?,
            };
            partners.insert((*exporter).to_owned(), weight);
        }
        Ok(partners)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Panel;
    use approx::assert_relative_eq;

    #[test]
    fn shares_add_up_for_every_importer_and_partners_are_countries_of_the_panel() {
        let panel = Panel::embedded().unwrap();
        let mut importers = 0;
        for economy in panel.economies() {
            let partners = ImportWeight::of(&economy.country).unwrap();
            if partners.is_empty() {
                continue;
            }
            importers += 1;
            assert_eq!(partners.len(), 22);
            assert!(!partners.contains_key(&economy.country));
            assert!(partners.keys().all(|partner| panel.economy(partner).is_ok()));
            // Six digits of each.
            let sum = |of: fn(&ImportWeight) -> f64| partners.values().map(of).sum::<f64>();
            assert_relative_eq!(sum(|w| w.import_share), 1.0, epsilon = 2e-6);
            assert_relative_eq!(sum(|w| w.imports_over_gdp), 1.0, epsilon = 2e-6);
        }
        assert_eq!(importers, 23);
    }

    #[test]
    fn dutch_imports_are_those_of_the_source() {
        let partners = ImportWeight::of("NLD").unwrap();
        // Million dollars of 2020: 90,166.887 of 330,075.8 from Germany.
        assert_relative_eq!(partners["DEU"].import_share, 90_166.887 / 330_075.8, max_relative = 1e-5);
        // Of 2019, Belgium against Germany: 51,135.384/526,264.23 over 92,873.349/3,887,727.2.
        let ratio = partners["BEL"].imports_over_gdp / partners["DEU"].imports_over_gdp;
        let expected = (51_135.384 / 526_264.23) / (92_873.349 / 3_887_727.2);
        assert_relative_eq!(ratio, expected, max_relative = 1e-5);
        assert!(ImportWeight::of("POL").unwrap().is_empty());
    }
}
