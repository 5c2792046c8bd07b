//! A user's own baseline: any of GDP, hours and R&D by year, beyond the last observation.

use std::collections::BTreeMap;

/// One year of a user's baseline; what is not given keeps the default's growth or share.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
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
pub struct BaselineTable {
    /// Rows by year.
    pub rows: BTreeMap<i32, BaselineRow>,
}
