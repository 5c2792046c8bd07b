//! The JSON Schemas of files and documents, built in.
//!
//! All are made from types by a test: those of documents from the documents themselves, those of what is read from
//! `shapes`, which tests hold against the readers. `KENNIS_WRITE_SCHEMAS=1 cargo test --features formats,calibrate schemas`
//! writes them anew.

mod bundle;
#[cfg(test)]
mod derive;
#[cfg(test)]
mod shapes;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod values;

#[cfg(all(test, feature = "calibrate"))]
pub(crate) use values::calibration_methods;
#[cfg(test)]
pub(crate) use values::{AllVariables, SomeChannels, projected_variables};

/// A JSON Schema that is built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Schema {
    /// Name with version, as in the key `schema` of a document.
    pub name: &'static str,
    /// The schema, as JSON. It may refer to a block of another one (`FILE#/$defs/NAME`): [`Schema::bundled`] has it inside.
    pub text: &'static str,
}

/// All schemas.
pub const SCHEMAS: &[Schema] = &[
    Schema { name: "kennis.scenario/1", text: include_str!("../../../schemas/kennis.scenario.1.json") },
    Schema { name: "kennis.parameters/1", text: include_str!("../../../schemas/kennis.parameters.1.json") },
    Schema { name: "kennis.run/1", text: include_str!("../../../schemas/kennis.run.1.json") },
    Schema { name: "kennis.compare/1", text: include_str!("../../../schemas/kennis.compare.1.json") },
    Schema { name: "kennis.cba/1", text: include_str!("../../../schemas/kennis.cba.1.json") },
    Schema { name: "kennis.sensitivity/1", text: include_str!("../../../schemas/kennis.sensitivity.1.json") },
    Schema { name: "kennis.actions/1", text: include_str!("../../../schemas/kennis.actions.1.json") },
    Schema { name: "kennis.solve/1", text: include_str!("../../../schemas/kennis.solve.1.json") },
    Schema { name: "kennis.project/1", text: include_str!("../../../schemas/kennis.project.1.json") },
    Schema { name: "kennis.validate/1", text: include_str!("../../../schemas/kennis.validate.1.json") },
    Schema { name: "kennis.data/1", text: include_str!("../../../schemas/kennis.data.1.json") },
    Schema { name: "kennis.request/1", text: include_str!("../../../schemas/kennis.request.1.json") },
    Schema { name: "kennis.error/1", text: include_str!("../../../schemas/kennis.error.1.json") },
    Schema { name: "kennis.calibrate/1", text: include_str!("../../../schemas/kennis.calibrate.1.json") },
    Schema { name: "kennis.backtest/1", text: include_str!("../../../schemas/kennis.backtest.1.json") },
    Schema { name: "kennis.instruments/1", text: include_str!("../../../schemas/kennis.instruments.1.json") },
    Schema { name: "kennis.education/1", text: include_str!("../../../schemas/kennis.education.1.json") },
    Schema { name: "kennis.letter/1", text: include_str!("../../../schemas/kennis.letter.1.json") },
    Schema { name: "kennis.levers/1", text: include_str!("../../../schemas/kennis.levers.1.json") },
    Schema { name: "kennis.shard/1", text: include_str!("../../../schemas/kennis.shard.1.json") },
    Schema { name: "kennis.monitor/1", text: include_str!("../../../schemas/kennis.monitor.1.json") },
    Schema { name: "kennis.card/1", text: include_str!("../../../schemas/kennis.card.1.json") },
    Schema { name: "kennis.manifest/1", text: include_str!("../../../schemas/kennis.manifest.1.json") },
];
