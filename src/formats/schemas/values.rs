//! The schemas of what records are made of. `x-null` keeps the null that a file could not hold; `x-reason` asks for the
//! key of the reason beside it (`schema_of` takes both off).

use crate::formats::documents::{
    ByName, InPlace, Matrix, Numbers, OrReason, VariableStatistics, YearlyStatistics,
};
use crate::project::ProjectedVariable;
use crate::simulate::Variable;
use crate::structures::Channel;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

impl<T: JsonSchema> JsonSchema for OrReason<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("OrReason_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = generator.subschema_for::<T>().to_value();
        if let Some(name) = schema["type"].as_str() {
            schema["type"] = json!([name, "null"]);
        } else {
            schema = json!({ "anyOf": [schema, { "type": "null" }] });
        }
        schema["x-null"] = true.into();
        schema["x-reason"] = true.into();
        Schema::try_from(schema).unwrap()
    }
}

impl JsonSchema for Numbers {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Numbers".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let number = json!({ "type": ["number", "null"], "x-null": true });
        json_schema!({ "type": "array", "items": number, "x-reason": true })
    }
}

/// The names of the variables of a bureau's table.
pub(crate) fn projected_variables(_: &mut SchemaGenerator) -> Schema {
    let names: Vec<&str> = ProjectedVariable::ALL.iter().map(|variable| variable.name()).collect();
    json_schema!({ "enum": names })
}

impl JsonSchema for Matrix {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Matrix".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let number = json!({ "type": ["number", "null"], "x-null": true });
        json_schema!({ "type": "array", "items": { "type": "array", "items": number }, "x-reason": true })
    }
}

impl<T: JsonSchema> JsonSchema for ByName<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("ByName_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "additionalProperties": generator.subschema_for::<T>() })
    }
}

impl<T: JsonSchema> JsonSchema for InPlace<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// Every variable by its name.
pub(crate) struct AllVariables;

impl JsonSchema for AllVariables {
    fn schema_name() -> Cow<'static, str> {
        "Variables".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = Variable::ALL.iter().map(|variable| variable.name()).collect();
        let of = Variable::ALL.iter().map(|variable| (variable.name(), variable.description()));
        let mut schema = by_name(generator.subschema_for::<VariableStatistics>(), of);
        schema["required"] = names.into();
        Schema::try_from(schema).unwrap()
    }
}

/// The channels that apply, by their names.
pub(crate) struct SomeChannels;

impl JsonSchema for SomeChannels {
    fn schema_name() -> Cow<'static, str> {
        "ChannelsByName".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let of = Channel::ALL.iter().map(|channel| (channel.name(), channel.description()));
        let schema = by_name(generator.subschema_for::<YearlyStatistics>(), of);
        Schema::try_from(schema).unwrap()
    }
}

/// An object of values of one kind under known names; others may come.
fn by_name(one: Schema, names: impl Iterator<Item = (&'static str, &'static str)>) -> Value {
    let one = one.to_value();
    let mut properties = Map::new();
    for (name, description) in names {
        let mut property = one.clone();
        property["description"] = description.into();
        properties.insert(name.to_owned(), property);
    }
    json!({ "type": "object", "properties": properties, "additionalProperties": one })
}

/// The methods of a calibration, and the panel.
#[cfg(feature = "calibrate")]
pub(crate) fn calibration_methods() -> Vec<&'static str> {
    let methods = crate::calibrate::Method::ALL.iter().map(|method| method.name());
    methods.chain(["panel"]).collect()
}
