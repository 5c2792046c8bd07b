//! What documents are made of: records whose keys stand in a fixed order, and no number that is not finite.
//!
//! `serde_json` writes NaN and infinities as `null` and says nothing. In a record a value that does not exist is `null`
//! too, but `KEY_reason` stands beside it: `OrReason` for what may be missing, `Numbers` and `Matrix` for lists with
//! gaps, and every other number all the same. A list of bare `f64` is no [`Member`], so that none slips through.

use crate::safe_text::is_unsafe;
use serde::ser::{Serialize, SerializeMap};
use std::fmt::Write as _;

/// Why a number that is not finite is null.
pub(super) const NOT_FINITE: &str = "not a finite number";

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

pub(super) fn write_null<M: SerializeMap>(map: &mut M, key: &str, reason: &str) -> Result<(), M::Error> {
    map.serialize_entry(key, &())?;
    write_reason(map, key, reason)
}

pub(super) fn write_reason<M: SerializeMap>(map: &mut M, key: &str, reason: &str) -> Result<(), M::Error> {
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

/// JSON in which characters that are not safe to show stand as `\u202e`, which reads back to the same text: only its
/// strings can hold them.
pub(in crate::formats) fn safe_json(json: String) -> String {
    if !json.contains(is_unsafe) {
        return json;
    }
    let mut safe = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        // All of them have sixteen bits.
        if is_unsafe(c) {
            let _ = write!(safe, "\\u{:04x}", u32::from(c));
        } else {
            safe.push(c);
        }
    }
    safe
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
                let json = serde_json::to_string(self).unwrap_or_default();
                $crate::formats::documents::record::safe_json(json)
            }
        }
    };
}
pub(crate) use record;

#[cfg(test)]
#[allow(unreachable_pub, dead_code, reason = "records are public, and those of a test are not")]
mod tests {
    proptest::proptest! {
        /// JSON is safe to show, and any text in it is read back as it was.
        #[test]
        fn any_text_is_kept_and_safe(text in "(\\PC|[\\x00-\\x1f\u{85}\u{202e}\u{2028}\u{ffff}\\\\]){0,40}") {
            let json = super::safe_json(serde_json::to_string(&text).unwrap());
            assert!(!json.contains(super::is_unsafe));
            assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }
    }

    use crate::formats::documents::{ByName, InPlace, Matrix, Numbers, OrReason};

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
