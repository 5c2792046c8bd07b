//! A user's own baseline: any of GDP, hours and R&D by year, beyond the last observation.

use crate::data::InputFile;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// One year of a user's baseline; what is not given keeps the default's growth or share.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
pub struct BaselineRow {
    /// GDP, volume in billion of the price base.
    pub gdp: Option<f64>,
    /// Growth of GDP, as a fraction.
    pub gdp_growth: Option<f64>,
    /// Hours worked, million.
    pub hours: Option<f64>,
    /// R&D over GDP, as a fraction.
    pub rd_intensity: Option<f64>,
    /// R&D performed by business over GDP, as a fraction; wins over `rd_intensity`.
    pub rd_business_share: Option<f64>,
    /// R&D performed by the public sector over GDP, as a fraction; wins over `rd_intensity`.
    pub rd_public_share: Option<f64>,
}

/// A user's baseline by year.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
pub struct BaselineTable {
    /// Rows by year.
    pub rows: BTreeMap<i32, BaselineRow>,
    /// What a reader of results should know about the table.
    pub remarks: Vec<String>,
    /// Name of the file, without folders; empty where it is none.
    pub name: String,
    /// The file, where it is one.
    pub input: Option<InputFile>,
    /// Where it was read, of a scenario that names it; empty elsewhere. No result depends on it.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub path: PathBuf,
}

impl BaselineTable {
    /// What a reader of results up to `horizon` should know about the table: its remarks, and years that are not used.
    #[must_use]
    pub fn remarks_until(&self, horizon: i32) -> Vec<String> {
        let mut remarks = self.remarks.clone();
        let beyond = self.rows.range(horizon.saturating_add(1)..).count();
        if let Some((last, _)) = self.rows.last_key_value().filter(|_| beyond > 0) {
            let name = if self.name.is_empty() { "the baseline table" } else { &self.name };
            let years = if beyond == 1 { last.to_string() } else { format!("{beyond} years up to {last}") };
            remarks.push(format!("{name}: {years} beyond the horizon, {horizon}, are not used"));
        }
        remarks
    }
}
