//! A schema on its own: what it refers to in another file is put into it.

use super::{SCHEMAS, Schema};
use serde_json::{Map, Value, json};

/// How a reference to a definition goes on behind the name of the file.
const DEFINITION: &str = "#/$defs/";

impl Schema {
    /// The name of its file.
    #[must_use]
    pub fn file(&self) -> String {
        format!("{}.json", self.name.replace('/', "."))
    }

    /// The schema with all that it refers to inside, as JSON: what a validator can use without the other files.
    ///
    /// ```
    /// use kennis::formats::SCHEMAS;
    /// let scenario = SCHEMAS.iter().find(|schema| schema.name == "kennis.scenario/1").unwrap();
    /// assert!(scenario.text.contains("kennis.parameters.1.json#/$defs/Parameters"));
    /// assert!(!scenario.bundled().contains("kennis.parameters.1.json"));
    /// ```
    #[must_use]
    pub fn bundled(&self) -> String {
        let Ok(mut schema) = serde_json::from_str::<Value>(self.text) else { return self.text.to_owned() };
        let mut wanted = Vec::new();
        take_in(&mut schema, "", &mut wanted);
        if wanted.is_empty() {
            return self.text.to_owned();
        }
        let mut definitions = match schema["$defs"].take() {
            Value::Object(definitions) => definitions,
            _ => Map::new(),
        };
        while let Some((file, name)) = wanted.pop() {
            if !definitions.contains_key(&name)
                && let Some(mut definition) = definition(&file, &name)
            {
                take_in(&mut definition, &file, &mut wanted);
                definitions.insert(name, definition);
            }
        }
        schema["$defs"] = definitions.into();
        format!("{schema:#}\n")
    }
}

/// A definition of another schema.
fn definition(file: &str, name: &str) -> Option<Value> {
    let schema = SCHEMAS.iter().find(|schema| schema.file() == file)?;
    let mut json: Value = serde_json::from_str(schema.text).ok()?;
    json["$defs"].get_mut(name).map(Value::take)
}

/// Makes references to other files references within this one, and notes file and name of each. `home` is the file that
/// the value comes from, whose own references are meant too; empty for the schema itself, which has its definitions.
fn take_in(value: &mut Value, home: &str, wanted: &mut Vec<(String, String)>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| take_in(item, home, wanted)),
        Value::Object(object) => {
            let reference =
                object.get("$ref").and_then(Value::as_str).and_then(|text| text.split_once(DEFINITION));
            if let Some((file, name)) = reference {
                let (file, name) = (if file.is_empty() { home } else { file }.to_owned(), name.to_owned());
                if !file.is_empty() {
                    object.insert("$ref".to_owned(), json!(format!("{DEFINITION}{name}")));
                    wanted.push((file, name));
                }
            }
            object.values_mut().for_each(|value| take_in(value, home, wanted));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every reference leads somewhere within the schema.
    fn dangling(root: &Value, value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| dangling(root, item, found)),
            Value::Object(object) => {
                if let Some(reference) = object.get("$ref").and_then(Value::as_str)
                    && reference.strip_prefix('#').and_then(|pointer| root.pointer(pointer)).is_none()
                {
                    found.push(reference.to_owned());
                }
                object.values().for_each(|value| dangling(root, value, found));
            }
            _ => {}
        }
    }

    #[test]
    fn bundled_schemas_stand_alone() {
        for schema in SCHEMAS {
            let bundled: Value = serde_json::from_str(&schema.bundled()).unwrap();
            let mut found = Vec::new();
            dangling(&bundled, &bundled, &mut found);
            assert!(found.is_empty(), "{}: {found:?}", schema.name);
        }
    }

    #[test]
    fn the_block_of_parameters_stands_in_one_file() {
        let with_block = SCHEMAS.iter().filter(|schema| schema.text.contains("\"Parameters\": {"));
        assert_eq!(with_block.map(|schema| schema.name).collect::<Vec<_>>(), ["kennis.parameters/1"]);
        let scenario = SCHEMAS.iter().find(|schema| schema.name == "kennis.scenario/1").unwrap();
        let bundled: Value = serde_json::from_str(&scenario.bundled()).unwrap();
        assert_eq!(bundled["properties"]["parameters"]["$ref"], "#/$defs/Parameters");
        assert!(bundled["$defs"]["Distribution"].is_object());
    }
}
