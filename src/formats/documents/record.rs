//! What documents are made of: records whose keys stand in a fixed order, and no number that is not finite.
//!
//! `serde_json` writes NaN and infinities as `null` and says nothing. In a record a value that does not exist is `null`
//! too, but `KEY_reason` stands beside it: [`OrReason`] for what may be missing, [`Numbers`] and [`Matrix`] for lists with
//! gaps, and every other number all the same. A list of bare `f64` is no [`Member`], so that none slips through.

use serde::ser::{Serialize, SerializeMap, Serializer};

/// Why a number that is not finite is null.
const NOT_FINITE: &str = "not a finite number";

/// The members of a record, in order.
pub(crate) trait Members {
    /// Writes them.
    fn write_members<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error>;
}

/// What can stand under a key.
pub(crate) trait Member {
    /// Writes the key with the value; or null with the reason beside it; or nothing.
    fn write<M: SerializeMap>(&self, key: &str, map: &mut M) -> Result<(), M::Error>;
}

/// What can stand in a list.
pub(crate) trait Item: Serialize {}

fn write_null<M: SerializeMap>(map: &mut M, key: &str, reason: &str) -> Result<(), M::Error> {
    map.serialize_entry(key, &())?;
    write_reason(map, key, reason)
}

fn write_reason<M: SerializeMap>(map: &mut M, key: &str, reason: &str) -> Result<(), M::Error> {
    map.serialize_entry(&format!("{key}_reason"), reason)
}

macro_rules! plain_members {
    ($($type:ty),*) => { $(
        impl Member for $type {
            fn write<M: SerializeMap>(&self, key: &str, map: &mut M) -> Result<(), M::Error> {
                map.serialize_entry(key, self)
            }
        }
        impl Item for $type {}
    )* };
}
plain_members!(bool, i32, u64, String, &'static str);

impl Member for f64 {
    fn write<M: SerializeMap>(&self, key: &str, map: &mut M) -> Result<(), M::Error> {
        if self.is_finite() { map.serialize_entry(key, self) } else { write_null(map, key, NOT_FINITE) }
    }
}

/// A key that is left out where there is nothing to say.
impl<T: Member> Member for Option<T> {
    fn write<M: SerializeMap>(&self, key: &str, map: &mut M) -> Result<(), M::Error> {
        self.as_ref().map_or(Ok(()), |value| value.write(key, map))
    }
}

impl<T: Item> Member for Vec<T> {
    fn write<M: SerializeMap>(&self, key: &str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(key, self)
    }
}

/// A value, or why there is none: null with `KEY_reason` beside it.
#[derive(Clone, Debug, PartialEq)]
pub enum OrReason<T> {
    /// The value.
    Value(T),
    /// Why there is none.
    Reason(&'static str),
}

impl<T> OrReason<T> {
    /// The value, where there is one.
    #[must_use]
    pub fn new(value: Option<T>, reason: &'static str) -> Self {
        value.map_or(Self::Reason(reason), Self::Value)
    }

    /// The value, where there is one.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Reason(_) => None,
        }
    }
}

impl From<f64> for OrReason<f64> {
    fn from(value: f64) -> Self {
        Self::new(Some(value).filter(|value| value.is_finite()), NOT_FINITE)
    }
}

impl<T: Member> Member for OrReason<T> {
    fn write<M: SerializeMap>(&self, key: &str, map: &mut M) -> Result<(), M::Error> {
        match self {
            Self::Value(value) => value.write(key, map),
            Self::Reason(reason) => write_null(map, key, reason),
        }
    }
}

/// A list of numbers, null where one does not exist, with one reason for all.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbers {
    /// The numbers.
    pub values: Vec<Option<f64>>,
    /// Why some do not exist.
    reason: &'static str,
}

impl Numbers {
    /// Numbers of which some may be missing.
    pub(crate) fn or_reason(values: impl IntoIterator<Item = Option<f64>>, reason: &'static str) -> Self {
        let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
        Self { values: values.into_iter().map(finite).collect(), reason }
    }
}

/// Numbers that are all there, but for those that are not finite.
impl FromIterator<f64> for Numbers {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        Self::or_reason(values.into_iter().map(Some), NOT_FINITE)
    }
}

impl Member for Numbers {
    fn write<M: SerializeMap>(&self, key: &str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(key, &self.values)?;
        if self.values.contains(&None) { write_reason(map, key, self.reason) } else { Ok(()) }
    }
}

/// Rows of numbers, null where one is not finite, with one reason for all.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// The rows.
    pub rows: Vec<Vec<Option<f64>>>,
}

impl Matrix {
    /// Rows of numbers.
    #[must_use]
    pub fn new(rows: &[Vec<f64>]) -> Self {
        let finite = |value: &f64| Some(*value).filter(|value| value.is_finite());
        Self { rows: rows.iter().map(|row| row.iter().map(finite).collect()).collect() }
    }
}

impl Member for Matrix {
    fn write<M: SerializeMap>(&self, key: &str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(key, &self.rows)?;
        if self.rows.iter().any(|row| row.contains(&None)) {
            write_reason(map, key, NOT_FINITE)
        } else {
            Ok(())
        }
    }
}

/// Values of one type by name, in the order of the output.
#[derive(Clone, Debug, PartialEq)]
pub struct ByName<T> {
    /// Names and values.
    pub entries: Vec<(String, T)>,
}

impl<T> ByName<T> {
    /// The value of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.entries.iter().find(|(other, _)| other == name).map(|(_, value)| value)
    }
}

impl<N: Into<String>, T> FromIterator<(N, T)> for ByName<T> {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(entries: I) -> Self {
        Self { entries: entries.into_iter().map(|(name, value)| (name.into(), value)).collect() }
    }
}

impl<T: Member> Serialize for ByName<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in &self.entries {
            value.write(name, &mut map)?;
        }
        map.end()
    }
}

impl<T: Member> Member for ByName<T> {
    fn write<M: SerializeMap>(&self, key: &str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(key, self)
    }
}

/// A record whose members stand among those of the record that holds it: what several documents have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct InPlace<T>(pub T);

impl<T> std::ops::Deref for InPlace<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Members> Member for InPlace<T> {
    fn write<M: SerializeMap>(&self, _: &str, map: &mut M) -> Result<(), M::Error> {
        self.0.write_members(map)
    }
}

/// Declares a record: a struct that is written with the names of its fields as keys, in their order.
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident {
        $($(#[$field_meta:meta])* pub $field:ident: $type:ty,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $type,)*
        }

        impl $crate::formats::documents::record::Members for $name {
            fn write_members<M: serde::ser::SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
                use $crate::formats::documents::record::Member as _;
                // A key that is a word of Rust is written r#key here.
                $(self.$field.write(stringify!($field).trim_start_matches("r#"), map)?;)*
                Ok(())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap as _;
                let mut map = serializer.serialize_map(None)?;
                $crate::formats::documents::record::Members::write_members(self, &mut map)?;
                map.end()
            }
        }

        impl $crate::formats::documents::record::Member for $name {
            fn write<M: serde::ser::SerializeMap>(&self, key: &str, map: &mut M) -> Result<(), M::Error> {
                map.serialize_entry(key, self)
            }
        }

        impl $crate::formats::documents::record::Item for $name {}

        impl $name {
            /// As JSON on one line; numbers in the shortest form that reads back to the same bits.
            #[must_use]
            pub fn to_json(&self) -> String {
                // Neither of the two reasons to fail is there: a key that is no text, or a writer that refuses.
                serde_json::to_string(self).unwrap_or_default()
            }
        }
    };
}
pub(crate) use record;

#[cfg(test)]
#[allow(unreachable_pub, dead_code, reason = "records are public, and those of a test are not")]
mod tests {
    use super::*;

    record! {
        /// An inner record.
        pub struct Inner {
            /// A flag.
            pub b: bool,
            /// A key that is a word of Rust.
            pub r#where: &'static str,
        }
    }

    record! {
        /// A record with every kind of member.
        pub struct Outer {
            /// In place.
            pub z: InPlace<Inner>,
            /// Records.
            pub y: Vec<Inner>,
            /// Left out.
            pub left_out: Option<u64>,
            /// There.
            pub seed: Option<u64>,
            /// A number.
            pub x: f64,
            /// A number that may be missing.
            pub irr: OrReason<f64>,
            /// Numbers.
            pub p50: Numbers,
            /// Rows.
            pub m: Matrix,
            /// By name.
            pub names: ByName<f64>,
        }
    }

    fn outer() -> Outer {
        let inner = Inner { b: true, r#where: "w" };
        Outer {
            z: InPlace(inner.clone()),
            y: vec![inner],
            left_out: None,
            seed: Some(u64::MAX),
            x: 1.0,
            irr: OrReason::Reason("no root"),
            p50: [1.0, f64::INFINITY].into_iter().collect(),
            m: Matrix::new(&[vec![1.0, 2.0], vec![f64::NAN, 4.0]]),
            names: [("c", 1.0), ("a", f64::NAN)].into_iter().collect(),
        }
    }

    #[test]
    fn keys_keep_their_order_and_what_does_not_exist_has_its_reason() {
        let text = outer().to_json();
        assert_eq!(
            text,
            r#"{"b":true,"where":"w","y":[{"b":true,"where":"w"}],"seed":18446744073709551615,"x":1.0,"irr":null,"irr_reason":"no root","p50":[1.0,null],"p50_reason":"not a finite number","m":[[1.0,2.0],[null,4.0]],"m_reason":"not a finite number","names":{"c":1.0,"a":null,"a_reason":"not a finite number"}}"#
        );
    }

    proptest::proptest! {
        #[test]
        fn numbers_read_back_to_the_same_bits(value in proptest::num::f64::NORMAL) {
            let record = Outer { x: value, ..outer() };
            let back: serde_json::Value = serde_json::from_str(&record.to_json()).unwrap();
            let text = serde_json::to_string(&record).unwrap();
            assert_eq!(text, record.to_json());
            let written = text.split(r#""x":"#).nth(1).unwrap().split(',').next().unwrap();
            assert_eq!(written.parse::<f64>().unwrap().to_bits(), value.to_bits());
            assert!(back["x"].is_number());
        }

        #[test]
        fn no_number_that_is_not_finite_is_null_without_a_reason(value in proptest::num::f64::ANY) {
            let record = Outer { x: value, irr: value.into(), ..outer() };
            let back: serde_json::Value = serde_json::from_str(&record.to_json()).unwrap();
            for key in ["x", "irr"] {
                assert_eq!(back[key].is_null(), !value.is_finite());
                assert_eq!(back.get(format!("{key}_reason")).is_some(), !value.is_finite());
            }
        }
    }
}
