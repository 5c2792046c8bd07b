//! JSON documents: keys in the order in which they are written, and no number that is not finite.
//!
//! `serde_json` writes NaN and infinities as `null` and says nothing. Here a number that does not exist is `null`
//! too, but `KEY_reason` stands beside it, whoever wrote it.

use serde::ser::{Serialize, SerializeMap, Serializer};

/// Why a number that is not finite is null.
const NOT_FINITE: &str = "not a finite number";

/// An object of a document; a document is the outermost one.
///
/// ```
/// use kennis::formats::Object;
/// let mut document = Object::document("kennis.example/1");
/// document.number("gdp", 0.5).number("payback_year", f64::NAN).whole("draws", 10);
/// assert_eq!(
///     document.to_json(),
///     r#"{"schema":"kennis.example/1","gdp":0.5,"payback_year":null,"payback_year_reason":"not a finite number","draws":10}"#
/// );
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    members: Vec<(String, Value)>,
}

#[derive(Clone, Debug, PartialEq)]
enum Value {
    Null,
    Flag(bool),
    Whole(i64),
    Count(u64),
    /// Finite: only [`Value::number`] makes it.
    Number(f64),
    Text(String),
    List(Vec<Value>),
    Object(Object),
}

impl Value {
    fn number(value: f64) -> Self {
        if value.is_finite() { Self::Number(value) } else { Self::Null }
    }
}

impl Object {
    /// An empty object.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A document, which starts with its schema.
    #[must_use]
    pub fn document(schema: &str) -> Self {
        let mut document = Self::default();
        document.text("schema", schema);
        document
    }

    fn put(&mut self, key: &str, value: Value) -> &mut Self {
        debug_assert!(self.members.iter().all(|(earlier, _)| earlier != key), "{key} twice");
        self.members.push((key.to_owned(), value));
        self
    }

    fn put_reason(&mut self, key: &str, reason: impl Into<String>) -> &mut Self {
        self.put(&format!("{key}_reason"), Value::Text(reason.into()))
    }

    /// A text.
    pub fn text(&mut self, key: &str, value: impl Into<String>) -> &mut Self {
        self.put(key, Value::Text(value.into()))
    }

    /// True or false.
    pub fn flag(&mut self, key: &str, value: bool) -> &mut Self {
        self.put(key, Value::Flag(value))
    }

    /// A whole number.
    pub fn whole(&mut self, key: &str, value: impl Into<i64>) -> &mut Self {
        self.put(key, Value::Whole(value.into()))
    }

    /// A whole number that is not negative.
    pub fn count(&mut self, key: &str, value: u64) -> &mut Self {
        self.put(key, Value::Count(value))
    }

    /// A number; null with its reason where it is not finite.
    pub fn number(&mut self, key: &str, value: f64) -> &mut Self {
        self.put(key, Value::number(value));
        if value.is_finite() { self } else { self.put_reason(key, NOT_FINITE) }
    }

    /// A number, or null with the reason why there is none.
    pub fn number_or(&mut self, key: &str, value: Option<f64>, reason: &str) -> &mut Self {
        match value {
            Some(value) => self.number(key, value),
            None => self.null(key, reason),
        }
    }

    /// A value that does not exist, and why.
    pub fn null(&mut self, key: &str, reason: impl Into<String>) -> &mut Self {
        self.put(key, Value::Null).put_reason(key, reason)
    }

    /// Numbers; null where one is not finite, with one reason for all.
    pub fn numbers(&mut self, key: &str, values: impl IntoIterator<Item = f64>) -> &mut Self {
        let values: Vec<Value> = values.into_iter().map(Value::number).collect();
        let finite = !values.contains(&Value::Null);
        self.put(key, Value::List(values));
        if finite { self } else { self.put_reason(key, NOT_FINITE) }
    }

    /// Numbers, null with one reason for all where there is none.
    pub fn numbers_or(
        &mut self,
        key: &str,
        values: impl IntoIterator<Item = Option<f64>>,
        reason: &str,
    ) -> &mut Self {
        let values: Vec<Value> =
            values.into_iter().map(|value| value.map_or(Value::Null, Value::number)).collect();
        let whole = !values.contains(&Value::Null);
        self.put(key, Value::List(values));
        if whole { self } else { self.put_reason(key, reason) }
    }

    /// Rows of numbers; null where one is not finite, with one reason for all.
    pub fn matrix(&mut self, key: &str, rows: impl IntoIterator<Item = Vec<f64>>) -> &mut Self {
        let rows: Vec<Value> =
            rows.into_iter().map(|row| Value::List(row.into_iter().map(Value::number).collect())).collect();
        let gap = |row: &Value| matches!(row, Value::List(cells) if cells.contains(&Value::Null));
        let finite = !rows.iter().any(gap);
        self.put(key, Value::List(rows));
        if finite { self } else { self.put_reason(key, NOT_FINITE) }
    }

    /// Whole numbers.
    pub fn wholes(&mut self, key: &str, values: impl IntoIterator<Item = impl Into<i64>>) -> &mut Self {
        self.put(key, Value::List(values.into_iter().map(|value| Value::Whole(value.into())).collect()))
    }

    /// Texts.
    pub fn texts(&mut self, key: &str, values: impl IntoIterator<Item = impl Into<String>>) -> &mut Self {
        self.put(key, Value::List(values.into_iter().map(|value| Value::Text(value.into())).collect()))
    }

    /// An object.
    pub fn object(&mut self, key: &str, value: Self) -> &mut Self {
        self.put(key, Value::Object(value))
    }

    /// Objects.
    pub fn objects(&mut self, key: &str, values: impl IntoIterator<Item = Self>) -> &mut Self {
        self.put(key, Value::List(values.into_iter().map(Value::Object).collect()))
    }

    /// The object as JSON on one line; numbers in the shortest form that reads back to the same bits.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Neither of the two reasons to fail is there: a key that is no text, or a writer that refuses.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.members.len()))?;
        for (key, value) in &self.members {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Flag(value) => serializer.serialize_bool(*value),
            Self::Whole(value) => serializer.serialize_i64(*value),
            Self::Count(value) => serializer.serialize_u64(*value),
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::Text(value) => serializer.serialize_str(value),
            Self::List(values) => values.serialize(serializer),
            Self::Object(object) => object.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_keep_their_order() {
        let mut inner = Object::new();
        inner.texts("b", ["x"]).flag("a", true);
        let mut document = Object::document("s/1");
        document
            .object("z", inner.clone())
            .objects("y", [inner])
            .wholes("years", [2023, 2024])
            .count("seed", u64::MAX);
        assert_eq!(
            document.to_json(),
            r#"{"schema":"s/1","z":{"b":["x"],"a":true},"y":[{"b":["x"],"a":true}],"years":[2023,2024],"seed":18446744073709551615}"#
        );
    }

    #[test]
    fn what_is_not_finite_is_null_with_a_reason() {
        let mut object = Object::new();
        object.numbers("p50", [1.0, f64::INFINITY]).number_or("irr", None, "no root");
        let mut matrix = Object::new();
        matrix.matrix("m", [vec![1.0, 2.0], vec![f64::NAN, 4.0]]);
        assert_eq!(matrix.to_json(), r#"{"m":[[1.0,2.0],[null,4.0]],"m_reason":"not a finite number"}"#);
        assert_eq!(
            object.to_json(),
            r#"{"p50":[1.0,null],"p50_reason":"not a finite number","irr":null,"irr_reason":"no root"}"#
        );
    }

    proptest::proptest! {
        #[test]
        fn numbers_read_back_to_the_same_bits(value in proptest::num::f64::NORMAL) {
            let mut object = Object::new();
            object.number("x", value);
            let json = object.to_json();
            let back: f64 = json.trim_start_matches("{\"x\":").trim_end_matches('}').parse().unwrap();
            assert_eq!(back.to_bits(), value.to_bits());
        }
    }
}
