//! Names: enums whose variants have one name each in files, output and documentation, and the nearest
//! valid name for one that is not.

use thiserror::Error;

/// Declares an enum whose variants have one name each in files, output and documentation.
macro_rules! named {
    ($(#[$outer:meta])* $type:ident { $($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)* }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $type {
            $($(#[doc = $doc])+ $variant,)*
        }

        impl $type {
            /// All of them, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Name in files, output and documentation.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// What it is, in a line.
            #[must_use]
            pub fn description(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+).trim_ascii()),* }
            }

            /// The one of that name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|candidate| candidate.name() == name)
            }
        }

        $crate::names::with_names!($type, Self::ALL.iter().map(|known| known.name()));
    };
}
pub(crate) use named;

/// What a type with `name` and `from_name` has of its names: they stand for it as text, are shown, parsed and, with the
/// feature `serde`, written and read. `$names` are all that there are, for the error of one that is not known.
macro_rules! with_names {
    ($type:ident, $names:expr) => {
        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                self.name()
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::names::UnknownName;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                Self::from_name(name).ok_or_else(|| $crate::names::UnknownName::new(name, $names))
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }

        $crate::names::serde_by_text!($type);
    };
}
pub(crate) use with_names;

/// With the feature `serde` a type is written as it is shown, and read as it is parsed.
macro_rules! serde_by_text {
    ($type:ident) => {
        #[cfg(feature = "serde")]
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use serde_by_text;

/// A name that is none of those that are known.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("found {name:?}, expected one of {expected}{}", .nearest.map(|near| format!("; did you mean {near:?}?")).unwrap_or_default())]
#[non_exhaustive]
pub struct UnknownName {
    /// The name.
    pub name: String,
    /// Those that are known.
    pub expected: String,
    /// The nearest of them.
    pub nearest: Option<&'static str>,
}

impl UnknownName {
    pub(crate) fn new(name: &str, known: impl Iterator<Item = &'static str> + Clone) -> Self {
        let expected = known.clone().collect::<Vec<_>>().join(", ");
        Self { name: name.to_owned(), expected, nearest: nearest_name(name, known) }
    }
}

/// The candidate closest to `name` in spelling, if one is close enough to be what was meant.
#[must_use]
pub fn nearest_name<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .min()
        .filter(|(distance, candidate)| *distance * 3 <= candidate.len().max(name.len()))
        .map(|(_, candidate)| candidate)
}
