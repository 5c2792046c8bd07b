//! What a draw says beside its years: implied returns, and the years of the peak of its effect and of half of it.
//!
//! A draw that has none of it keeps a place in the order, so that quantiles are over all draws: without an internal rate it
//! is below all that have one, since its return is zero or less; a year that is not reached is later than all others.

use crate::simulate::{NO_RATE, NOT_REACHED};

/// What a draw says beside its years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OfDraw {
    /// Implied gross return on the stock of business.
    GrossReturnBusiness,
    /// Implied gross return on the public stock.
    GrossReturnPublic,
    /// Internal rate of return of business.
    InternalRateBusiness,
    /// Internal rate of return of the public stock.
    InternalRatePublic,
    /// Year in which the effect on GDP is largest, counted from the last observation.
    PeakYear,
    /// First year after it in which the effect has halved.
    HalfYear,
}

impl OfDraw {
    /// All of them, in the order of their numbers.
    pub(crate) const ALL: [Self; 6] = [
        Self::GrossReturnBusiness,
        Self::GrossReturnPublic,
        Self::InternalRateBusiness,
        Self::InternalRatePublic,
        Self::PeakYear,
        Self::HalfYear,
    ];

    /// Whether a value exists, and is not the place of a draw that has none.
    pub(crate) fn exists(self, value: f64) -> bool {
        match self {
            Self::GrossReturnBusiness | Self::GrossReturnPublic => true,
            Self::InternalRateBusiness | Self::InternalRatePublic => value > NO_RATE,
            Self::PeakYear | Self::HalfYear => value < NOT_REACHED,
        }
    }
}

/// The values of some draws, by what they say; none where the structure implies no such thing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct OfDraws([Vec<f64>; OfDraw::ALL.len()]);

impl OfDraws {
    /// The values, one a draw.
    pub(crate) fn of(&self, what: OfDraw) -> &[f64] {
        &self.0[what as usize]
    }

    /// Appends values.
    pub(crate) fn extend(&mut self, what: OfDraw, values: impl IntoIterator<Item = f64>) {
        self.0[what as usize].extend(values);
    }

    /// Forgets the values, and keeps the room for them.
    pub(crate) fn clear(&mut self) {
        self.0.iter_mut().for_each(Vec::clear);
    }
}

/// How many draws have a value, and in how many of them it exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "shards", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Defined {
    pub(crate) draws: u64,
    pub(crate) defined: u64,
}

/// These numbers of all draws so far, by what they say.
#[derive(Clone, Copy, Debug, Default)]
#[cfg_attr(feature = "shards", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct AllDefined([Defined; OfDraw::ALL.len()]);

impl AllDefined {
    pub(crate) fn of(&self, what: OfDraw) -> Defined {
        self.0[what as usize]
    }

    /// Adds other counts.
    #[cfg(feature = "shards")]
    pub(crate) fn add(&mut self, more: &Self) {
        for (sum, more) in self.0.iter_mut().zip(&more.0) {
            sum.draws += more.draws;
            sum.defined += more.defined;
        }
    }

    /// Counts more values.
    pub(crate) fn count(&mut self, what: OfDraw, values: &[f64]) {
        let Defined { draws, defined } = &mut self.0[what as usize];
        *draws += values.len() as u64;
        *defined += values.iter().filter(|value| what.exists(**value)).count() as u64;
    }
}
