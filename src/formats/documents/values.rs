//! The values of records that are more than one number: what may be missing, lists with gaps, values by name.

use super::record::{Member, Members, NOT_FINITE, write_null, write_reason};
use serde::ser::{Serialize, SerializeMap, Serializer};

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

impl<T> std::ops::DerefMut for InPlace<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Members> Member for InPlace<T> {
    fn write<M: SerializeMap>(&self, _: &str, map: &mut M) -> Result<(), M::Error> {
        self.0.write_members(map)
    }
}
