//! A schema as it is checked in, from a type.

use schemars::JsonSchema;
use serde_json::{Map, Value, json};

/// The schema of a type under the name of its document. A key that is optional is left out and never null; a value that
/// may be null for a reason has the key of the reason beside it.
pub(super) fn schema_of<T: JsonSchema>(title: &str) -> Value {
    let mut schema = schemars::schema_for!(T).to_value();
    finish(&mut schema, title);
    schema["title"] = title.into();
    schema
}

fn finish(value: &mut Value, title: &str) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| finish(item, title)),
        Value::Object(object) => {
            optional_keys(object);
            reasons(object);
            name_schema(object, title);
            if object.remove("x-null").is_none() {
                without_null(object);
            }
            object.remove("x-reason");
            if let Some(Value::String(text)) = object.get_mut("description") {
                *text = text.replace('\n', " ");
            }
            // What a number is in Rust is no matter of the file.
            object.remove("format");
            object.values_mut().for_each(|value| finish(value, title));
        }
        _ => {}
    }
}

/// Null is no type of a key that may be left out.
fn without_null(object: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|name| name != "null");
        if let [single] = types.as_slice() {
            object["type"] = single.clone();
        }
    }
    let null = json!({ "type": "null" });
    if let Some(Value::Array(choices)) = object.get_mut("anyOf")
        && choices.contains(&null)
    {
        choices.retain(|choice| *choice != null);
        if let [Value::Object(single)] = choices.as_slice() {
            let single = single.clone();
            object.remove("anyOf");
            object.extend(single);
        }
    }
}

/// Takes the keys that are marked as optional off the list of those that are required.
fn optional_keys(object: &mut Map<String, Value>) {
    let Some(Value::Object(properties)) = object.get_mut("properties") else { return };
    let mut optional = Vec::new();
    for (name, property) in properties {
        if property.as_object_mut().is_some_and(|property| property.remove("x-optional").is_some()) {
            optional.push(name.clone());
        }
    }
    if let Some(Value::Array(required)) = object.get_mut("required") {
        required.retain(|name| !optional.iter().any(|optional| name == optional));
    }
}

/// Adds the keys of reasons.
fn reasons(object: &mut Map<String, Value>) {
    let reason = json!({ "type": "string", "description": "Why a value is null." });
    if let Some(Value::Object(properties)) = object.get_mut("properties") {
        let with_reason = properties.iter().filter(|(_, property)| property.get("x-reason").is_some());
        let keys: Vec<String> = with_reason.map(|(name, _)| format!("{name}_reason")).collect();
        properties.extend(keys.into_iter().map(|key| (key, reason.clone())));
    }
    if let Some(others) = object.get_mut("additionalProperties")
        && others.get("x-reason").is_some()
    {
        *others = json!({ "anyOf": [others.clone(), reason], "x-null": true });
    }
}

/// The key `schema` of a document says which it is.
fn name_schema(object: &mut Map<String, Value>, title: &str) {
    if let Some(Value::Object(properties)) = object.get_mut("properties")
        && let Some(schema) = properties.get_mut("schema")
        && schema.get("type").is_some()
    {
        schema["const"] = title.into();
    }
}
