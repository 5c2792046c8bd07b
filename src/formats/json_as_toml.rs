//! JSON written as TOML, so that one reader serves both. Null is what is left out.

use serde_json::{Map, Value};

/// An object as a TOML document.
///
/// # Errors
/// The path of a null in a list, which TOML cannot hold.
pub(super) fn document(object: &Map<String, Value>) -> Result<String, String> {
    let mut text = String::new();
    for (key, value) in object.iter().filter(|(_, value)| !value.is_null()) {
        text += &format!("{} = {}\n", quoted(key), inline(value, key)?);
    }
    Ok(text)
}

fn inline(value: &Value, path: &str) -> Result<String, String> {
    Ok(match value {
        Value::Null => return Err(path.to_owned()),
        Value::Bool(value) => value.to_string(),
        // A whole number beyond the range of TOML is written as a float.
        Value::Number(number) if number.is_u64() && !number.is_i64() => {
            format!("{:e}", number.as_f64().unwrap_or(f64::INFINITY))
        }
        Value::Number(number) => number.to_string(),
        Value::String(text) => quoted(text),
        Value::Array(items) => {
            let items =
                items.iter().enumerate().map(|(index, item)| inline(item, &format!("{path}[{index}]")));
            format!("[{}]", items.collect::<Result<Vec<_>, _>>()?.join(", "))
        }
        Value::Object(object) => {
            let members = object.iter().filter(|(_, value)| !value.is_null());
            let members = members.map(|(key, value)| {
                Ok(format!("{} = {}", quoted(key), inline(value, &format!("{path}.{key}"))?))
            });
            format!("{{ {} }}", members.collect::<Result<Vec<_>, String>>()?.join(", "))
        }
    })
}

/// A text in quotes: the escapes of JSON are those of TOML, which escapes DEL too.
fn quoted(text: &str) -> String {
    Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use toml::de::{DeTable, DeValue};

    fn same(json: &Value, toml: &DeValue<'_>) -> bool {
        match (json, toml) {
            (Value::Object(object), DeValue::Table(table)) => same_members(object, table),
            (Value::Array(items), DeValue::Array(others)) => {
                let mut pairs = items.iter().zip(others.iter());
                items.len() == others.len() && pairs.all(|(item, other)| same(item, other.get_ref()))
            }
            (Value::String(text), DeValue::String(other)) => text == other,
            (Value::Bool(value), DeValue::Boolean(other)) => value == other,
            (Value::Number(number), DeValue::Integer(other)) => {
                number.as_i64() == other.as_str().parse().ok()
            }
            (Value::Number(number), DeValue::Float(other)) => number.as_f64() == other.as_str().parse().ok(),
            _ => false,
        }
    }

    fn same_members(object: &Map<String, Value>, table: &DeTable<'_>) -> bool {
        let present = || object.iter().filter(|(_, value)| !value.is_null());
        let other = |key: &str| table.get(key).map(|value| value.get_ref());
        present().count() == table.len()
            && present().all(|(key, value)| other(key).is_some_and(|other| same(value, other)))
    }

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            proptest::num::f64::NORMAL.prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 30, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::vec((any::<String>(), inner), 0..5)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn toml_reads_back_what_json_said(value in json()) {
            let members = [("root".to_owned(), value), ("none".to_owned(), Value::Null)];
            let object: Map<String, Value> = members.into_iter().collect();
            let text = document(&object).unwrap();
            let back = DeTable::parse(&text).unwrap();
            prop_assert!(same_members(&object, back.get_ref()), "{}", text);
        }
    }

    #[test]
    fn null_in_a_list_is_named() {
        let object = serde_json::json!({ "a": { "b": [1, null] } });
        assert_eq!(document(object.as_object().unwrap()).unwrap_err(), "a.b[1]");
    }
}
