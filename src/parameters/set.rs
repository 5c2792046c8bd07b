//! The parameters of one run: a distribution for each row of the table, and where it comes from.

use super::distribution::Distribution;
use super::table::{PARAMETER_COUNT, ParameterId};
use crate::scalar::Scalar;
use std::ops::Index;

/// The values of all parameters in one draw (or in one lane group of draws).
#[derive(Clone, Copy, Debug)]
pub struct ParameterValues<S> {
    values: [S; PARAMETER_COUNT],
}

impl<S: Scalar> ParameterValues<S> {
    /// Values by a function of the parameter.
    #[must_use]
    pub fn from_fn(value: impl Fn(ParameterId) -> S) -> Self {
        let mut values = [S::of(0.0); PARAMETER_COUNT];
        for id in ParameterId::all() {
            values[id.index()] = value(id);
        }
        Self { values }
    }

    /// Replaces one value.
    pub fn set(&mut self, id: ParameterId, value: S) {
        self.values[id.index()] = value;
    }
}

impl<S> Index<ParameterId> for ParameterValues<S> {
    type Output = S;
    #[inline(always)]
    fn index(&self, id: ParameterId) -> &S {
        &self.values[id.index()]
    }
}

/// Where a distribution was set; a later variant wins over an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Origin {
    /// The table.
    Default,
    /// A parameter file.
    ParameterFile,
    /// The scenario.
    Scenario,
    /// The command line, or a call of the library.
    Set,
}

impl Origin {
    /// Name in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::ParameterFile => "parameter file",
            Self::Scenario => "scenario",
            Self::Set => "set",
        }
    }
}

/// A distribution for each parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterSet {
    distributions: Vec<Distribution>,
    origins: Vec<Origin>,
}

impl Default for ParameterSet {
    fn default() -> Self {
        Self {
            distributions: ParameterId::all().map(|id| id.row().prior).collect(),
            origins: vec![Origin::Default; PARAMETER_COUNT],
        }
    }
}

impl ParameterSet {
    /// The distribution of a parameter.
    #[must_use]
    pub fn distribution(&self, id: ParameterId) -> &Distribution {
        &self.distributions[id.index()]
    }

    /// Where the distribution of a parameter comes from.
    #[must_use]
    pub fn origin(&self, id: ParameterId) -> Origin {
        self.origins[id.index()]
    }

    /// Replaces a distribution, unless an origin that wins has set it already.
    pub fn set(&mut self, id: ParameterId, distribution: Distribution, origin: Origin) {
        if origin >= self.origins[id.index()] {
            self.distributions[id.index()] = distribution;
            self.origins[id.index()] = origin;
        }
    }

    /// The centres: the values of a check run.
    #[must_use]
    pub fn centres(&self) -> ParameterValues<f64> {
        ParameterValues::from_fn(|id| self.distribution(id).centre())
    }

    /// The parameters that differ from the table.
    pub fn differences(&self) -> impl Iterator<Item = ParameterId> + '_ {
        ParameterId::all().filter(|id| *self.distribution(*id) != id.row().prior)
    }

    /// Sixteen hexadecimal digits that identify names and distributions (64-bit FNV-1a).
    #[must_use]
    pub fn hash(&self) -> String {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for id in ParameterId::all() {
            for byte in format!("{}={:?};", id.name(), self.distribution(id)).bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        }
        format!("{hash:016x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precedence_does_not_depend_on_the_order_of_calls() {
        let id = ParameterId::DepreciationPublic;
        let mut set = ParameterSet::default();
        set.set(id, Distribution::fixed(0.12), Origin::Set);
        set.set(id, Distribution::fixed(0.2), Origin::Scenario);
        assert_eq!(set.centres()[id], 0.12);
        assert_eq!(set.differences().collect::<Vec<_>>(), [id]);
    }

    #[test]
    fn hash_sees_every_change() {
        let default = ParameterSet::default();
        for id in ParameterId::all() {
            let mut changed = default.clone();
            changed.set(id, Distribution::fixed(0.123_456), Origin::Set);
            assert_ne!(default.hash(), changed.hash(), "{}", id.name());
        }
    }
}
