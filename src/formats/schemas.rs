//! The JSON Schemas of the files and documents, built in.

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
pub const SCHEMAS: &[Schema] = &[];
