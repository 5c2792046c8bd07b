//! The JSON Schemas of files and documents, built in.
//!
//! Those of files are made from the types in `shapes` by a test, which also holds them against the readers:
//! `KENNIS_WRITE_SCHEMAS=1 cargo test --features formats schemas` writes them anew.

#[cfg(test)]
mod shapes;
#[cfg(test)]
mod tests;

/// A JSON Schema that is built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Schema {
    /// Name with version, as in the key `schema` of a document.
    pub name: &'static str,
    /// The schema, as JSON.
    pub text: &'static str,
}

/// All schemas.
pub const SCHEMAS: &[Schema] = &[
    Schema { name: "kennis.scenario/1", text: include_str!("../../../schemas/kennis.scenario.1.json") },
    Schema { name: "kennis.parameters/1", text: include_str!("../../../schemas/kennis.parameters.1.json") },
    Schema { name: "kennis.run/1", text: include_str!("../../../schemas/kennis.run.1.json") },
    Schema { name: "kennis.compare/1", text: include_str!("../../../schemas/kennis.compare.1.json") },
    Schema { name: "kennis.validate/1", text: include_str!("../../../schemas/kennis.validate.1.json") },
    Schema { name: "kennis.data/1", text: include_str!("../../../schemas/kennis.data.1.json") },
    Schema { name: "kennis.request/1", text: include_str!("../../../schemas/kennis.request.1.json") },
    Schema { name: "kennis.error/1", text: include_str!("../../../schemas/kennis.error.1.json") },
    Schema { name: "kennis.calibrate/1", text: include_str!("../../../schemas/kennis.calibrate.1.json") },
    Schema { name: "kennis.backtest/1", text: include_str!("../../../schemas/kennis.backtest.1.json") },
];
