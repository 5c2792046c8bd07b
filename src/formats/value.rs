//! A value of a file or of a request, with where it stands: what one reader reads, be it TOML or JSON.

use super::source::quoted;
use serde_json::{Map, Value as Json};
use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

/// A value.
#[derive(Debug)]
pub(super) enum Value {
    /// A text.
    Text(String),
    /// A whole number, none where it does not fit; and as it is written.
    Integer(Option<i64>, String),
    /// A number with a fraction or an exponent, and as it is written.
    Float(Option<f64>, String),
    /// True or false.
    Flag(bool),
    /// A date, as it is written; JSON has none.
    Date(String),
    /// A list.
    List(Vec<Placed>),
    /// A table, which JSON calls an object.
    Table(Table),
}

impl Value {
    /// As it is shown in a message.
    pub(super) fn described(&self) -> String {
        match self {
            Self::Text(text) => quoted(text),
            Self::Integer(_, written) | Self::Float(_, written) => written.clone(),
            Self::Flag(value) => value.to_string(),
            Self::Date(date) => format!("the date {date}"),
            Self::List(_) => "a list".to_owned(),
            Self::Table(_) => "a table".to_owned(),
        }
    }
}

/// A value and where it stands.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) value: Value,
    pub(super) place: usize,
}

/// The members of a table in the order of their names.
pub(super) type Table = Vec<Member>;

/// A key with its value.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) place: usize,
    pub(super) value: Placed,
}

/// A TOML table; the place is the offset of a byte in the text.
pub(super) fn of_toml(table: &DeTable<'_>) -> Table {
    let member = |(key, value): (&Spanned<std::borrow::Cow<'_, str>>, &Spanned<DeValue<'_>>)| Member {
        name: key.get_ref().clone().into_owned(),
        place: key.span().start,
        value: placed(value),
    };
    table.iter().map(member).collect()
}

fn placed(value: &Spanned<DeValue<'_>>) -> Placed {
    let place = value.span().start;
    let value = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.clone().into_owned()),
        DeValue::Integer(integer) => Value::Integer(whole(integer), integer.to_string()),
        DeValue::Float(float) => Value::Float(float.as_str().parse().ok(), float.to_string()),
        DeValue::Boolean(value) => Value::Flag(*value),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(items) => Value::List(items.iter().map(placed).collect()),
        DeValue::Table(table) => Value::Table(of_toml(table)),
    };
    Placed { value, place }
}

fn whole(integer: &DeInteger<'_>) -> Option<i64> {
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

/// A JSON object. Null is what is left out. Places count keys and values, so that problems come in the order of the keys.
///
/// # Errors
/// The path of a null in a list, where nothing can be left out.
pub(super) fn of_json(object: &Map<String, Json>) -> Result<Table, String> {
    json_table(object, "", &mut 0)
}

fn json_table(object: &Map<String, Json>, path: &str, last_place: &mut usize) -> Result<Table, String> {
    let present = object.iter().filter(|(_, value)| !value.is_null());
    let member = |(name, value): (&String, &Json)| {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        let place = next(last_place);
        Ok(Member { name: name.clone(), place, value: json_value(value, &path, last_place)? })
    };
    present.map(member).collect()
}

fn json_value(value: &Json, path: &str, last_place: &mut usize) -> Result<Placed, String> {
    let place = next(last_place);
    let value = match value {
        Json::Null => return Err(path.to_owned()),
        Json::Bool(value) => Value::Flag(*value),
        Json::Number(number) if number.is_f64() => Value::Float(number.as_f64(), number.to_string()),
        Json::Number(number) => Value::Integer(number.as_i64(), number.to_string()),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(items) => {
            let mut list = Vec::with_capacity(items.len());
            for (index, item) in items.iter().enumerate() {
                list.push(json_value(item, &format!("{path}[{index}]"), last_place)?);
            }
            Value::List(list)
        }
        Json::Object(object) => Value::Table(json_table(object, path, last_place)?),
    };
    Ok(Placed { value, place })
}

fn next(last_place: &mut usize) -> usize {
    *last_place += 1;
    *last_place
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values without their places.
    fn shown(table: &Table) -> String {
        let value = |placed: &Placed| match &placed.value {
            Value::Table(table) => shown(table),
            Value::List(items) => items.iter().map(|item| format!("{:?};", item.value)).collect::<String>(),
            other => format!("{other:?}"),
        };
        table.iter().map(|member| format!("{}: {}\n", member.name, value(&member.value))).collect()
    }

    #[test]
    fn toml_and_json_give_the_same_values() {
        let toml = "list = [1, \"x\", true]\nnumber = 0.5\ntable.inner = -3\nwhole = 7\n";
        let json = serde_json::json!({
            "whole": 7, "table": { "inner": -3, "none": null }, "number": 0.5, "list": [1, "x", true], "none": null,
        });
        let of_text = of_toml(DeTable::parse(toml).unwrap().get_ref());
        assert_eq!(shown(&of_text), shown(&of_json(json.as_object().unwrap()).unwrap()));
    }

    #[test]
    fn places_are_those_of_the_text_and_rise_in_json() {
        let of_text = of_toml(DeTable::parse("a = 1\nbc = [2]").unwrap().get_ref());
        assert_eq!((of_text[1].place, of_text[1].value.place), (6, 11));
        let json = serde_json::json!({ "a": { "b": [1, 2] }, "c": 1 });
        let table = of_json(json.as_object().unwrap()).unwrap();
        let Value::Table(inner) = &table[0].value.value else { unreachable!() };
        let Value::List(items) = &inner[0].value.value else { unreachable!() };
        let places = [table[0].place, inner[0].place, items[0].place, items[1].place, table[1].place];
        assert!(places.is_sorted_by(|a, b| a < b), "{places:?}");
    }

    #[test]
    fn null_in_a_list_is_named() {
        let object = serde_json::json!({ "a": { "b": [1, null] } });
        assert_eq!(of_json(object.as_object().unwrap()).unwrap_err(), "a.b[1]");
    }

    #[test]
    fn whole_numbers_that_do_not_fit_are_kept_as_written() {
        let object = serde_json::json!({ "a": u64::MAX });
        let table = of_json(object.as_object().unwrap()).unwrap();
        assert!(
            matches!(&table[0].value.value, Value::Integer(None, text) if text == "18446744073709551615")
        );
    }
}
