//! What draws say beside their years, over all of them: implied returns, and what stands beside the effect on GDP.

use super::ensemble::Ensemble;
use super::kind::Kind;
use super::no_result::NoResult;
use super::of_draw::OfDraw;
use super::pooling::Scope;
use super::quantity::Quantity;
use super::ranked::RankedStatistics;
use crate::simulate::{MIN_EXTRA_RD, Variable};
use crate::statistics::Pooled;
use crate::structures::ByStock;

/// Extra GDP over extra R&D money of a year.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct RatioStatistics {
    /// Over the draws with extra R&D; a ratio over nothing has no rank, so that the others are left out. A mean of ratios has
    /// no meaning where extra R&D is near zero in some draws: there is none.
    pub draws: RankedStatistics,
    /// Mean extra GDP over mean extra R&D; none without extra R&D in the mean.
    pub ratio_of_means: Option<f64>,
}

/// Implied returns by stock; none of a stock on which no structure in question implies one.
pub type ImpliedReturns = ByStock<Option<RankedStatistics>>;

impl Ensemble {
    /// Implied gross returns by stock. Structures that imply none are left out, and the weights of the others divided by
    /// their sum.
    ///
    /// # Errors
    /// [`NoResult::Batch`].
    pub fn gross_returns(&self) -> Result<ImpliedReturns, NoResult> {
        self.gross_returns_in(Scope::Mixture)
    }

    /// Implied internal rates of return by stock. Structures that imply none are left out; a draw whose return is zero or
    /// less has no rate, and ranks below all that have one.
    ///
    /// # Errors
    /// [`NoResult::Batch`].
    pub fn internal_rates(&self) -> Result<ImpliedReturns, NoResult> {
        self.internal_rates_in(Scope::Mixture)
    }

    /// Extra GDP over extra R&D money by year. [`crate::Settings::variables`] must hold [`Variable::Gdp`] and
    /// [`Variable::RdTotal`].
    ///
    /// # Errors
    /// [`NoResult`] says why there is none.
    pub fn gdp_over_rd(&self) -> Result<Vec<(i32, RatioStatistics)>, NoResult> {
        self.gdp_over_rd_in(Scope::Mixture)
    }

    /// The year up to the horizon in which the effect on GDP is largest, up or down. A draw without an effect has none, and
    /// ranks latest.
    ///
    /// # Errors
    /// [`NoResult::Batch`].
    pub fn peak_year(&self) -> Result<RankedStatistics, NoResult> {
        self.peak_year_in(Scope::Mixture)
    }

    /// The first year after the peak in which the effect on GDP is at half of it or below. A draw in which the horizon comes
    /// first, or without an effect, has none, and ranks latest.
    ///
    /// # Errors
    /// [`NoResult::Batch`].
    pub fn half_year(&self) -> Result<RankedStatistics, NoResult> {
        self.half_year_in(Scope::Mixture)
    }

    pub(crate) fn gross_returns_in(&self, scope: Scope) -> Result<ImpliedReturns, NoResult> {
        Ok(ByStock {
            business: self.ranked(scope, OfDraw::GrossReturnBusiness, 0.0)?,
            public: self.ranked(scope, OfDraw::GrossReturnPublic, 0.0)?,
        })
    }

    pub(crate) fn internal_rates_in(&self, scope: Scope) -> Result<ImpliedReturns, NoResult> {
        Ok(ByStock {
            business: self.ranked(scope, OfDraw::InternalRateBusiness, 0.0)?,
            public: self.ranked(scope, OfDraw::InternalRatePublic, 0.0)?,
        })
    }

    pub(crate) fn peak_year_in(&self, scope: Scope) -> Result<RankedStatistics, NoResult> {
        self.year_of_draw(scope, OfDraw::PeakYear)
    }

    pub(crate) fn half_year_in(&self, scope: Scope) -> Result<RankedStatistics, NoResult> {
        self.year_of_draw(scope, OfDraw::HalfYear)
    }

    fn year_of_draw(&self, scope: Scope, what: OfDraw) -> Result<RankedStatistics, NoResult> {
        let none = RankedStatistics::new(None, Some, false, 0.0);
        Ok(self.ranked(scope, what, f64::from(self.drawn_as.last_observation))?.unwrap_or(none))
    }

    /// What draws say, so much higher; none where no structure implies it.
    fn ranked(&self, scope: Scope, what: OfDraw, add: f64) -> Result<Option<RankedStatistics>, NoResult> {
        self.has_statistics(scope)?;
        let (mut weight, mut defined, mut in_all) = (0.0, 0.0, true);
        for (own, member) in scope.of(&self.members) {
            let count = member.defined.of(what);
            if count.draws > 0 {
                weight += own;
                defined += own * count.defined as f64 / count.draws as f64;
                in_all &= count.defined == count.draws;
            }
        }
        if weight <= 0.0 {
            return Ok(None);
        }
        let pooled = self.of(scope, Quantity::OfDraw(what)).and_then(<[Pooled]>::first);
        let value = |place: f64| what.exists(place).then_some(place + add);
        // Exactly one where it is all of them, whatever the rounding of weights.
        let share = if in_all { 1.0 } else { defined / weight };
        Ok(Some(RankedStatistics::new(pooled, value, in_all || self.is_check_run, share)))
    }

    pub(crate) fn gdp_over_rd_in(&self, scope: Scope) -> Result<Vec<(i32, RatioStatistics)>, NoResult> {
        let level = |variable, kind| self.statistics_in(scope, variable, kind);
        let (gdp, gdp_baseline) =
            (level(Variable::Gdp, Kind::Scenario)?, level(Variable::Gdp, Kind::Baseline)?);
        let rd = level(Variable::RdTotal, Kind::Scenario)?;
        let rd_baseline = level(Variable::RdTotal, Kind::Baseline)?;
        let all: f64 = scope.of(&self.members).iter().map(|(weight, _)| weight).sum();
        let ratios = self.of(scope, Quantity::GdpOverRd).unwrap_or_default();
        let of_year = |(t, year): (usize, i32)| {
            let extra_rd = rd.as_slice()[t].mean - rd_baseline.as_slice()[t].mean;
            let is_extra = extra_rd.abs() >= MIN_EXTRA_RD * gdp_baseline.as_slice()[t].mean;
            let ratio_of_means =
                is_extra.then(|| (gdp.as_slice()[t].mean - gdp_baseline.as_slice()[t].mean) / extra_rd);
            // Without any draw a sum of no weights may be minus zero.
            let share_defined = ratios.get(t).map_or(0.0, |pooled| pooled.weight() / all) + 0.0;
            let pooled = ratios.get(t).filter(|_| share_defined > 0.0);
            (
                year,
                RatioStatistics {
                    draws: RankedStatistics::new(pooled, Some, false, share_defined),
                    ratio_of_means,
                },
            )
        };
        Ok(self.years().iter().enumerate().map(of_year).collect())
    }
}
