//! What a country's baseline needs beyond its observations, and what is missing for it.
//!
//! Beyond the data (assumption) growth of GDP and hours is that of the last ten years, fading in a straight line to
//! growth of population over thirty years; growth of population is that of the last ten years, zero where it is not
//! known. R&D over GDP stays at its last ratio. A projection that is there already is kept.

use super::economy::Economy;
use super::error::DataError;
use super::series::Series;
use super::series_name::SeriesName;
use super::years::Years;
use crate::scalar::power_f64;
use std::collections::{BTreeMap, BTreeSet};

/// Years that recent growth is measured over, and that the start of a stock of knowledge needs.
const RECENT_YEARS: i32 = 10;
/// Years over which growth fades to that of population (assumption).
const GROWTH_FADE: i32 = 30;
/// What the volume of R&D rests on.
const VOLUME_OF_RD: [SeriesName; 3] = [SeriesName::RdTotal, SeriesName::RdBusiness, SeriesName::GdpVolume];
/// Who pays for R&D: one year must have all of them.
const FUNDERS: [SeriesName; 4] = [
    SeriesName::RdFundedBusiness,
    SeriesName::RdFundedGovernment,
    SeriesName::RdFundedOtherNational,
    SeriesName::RdFundedAbroad,
];
/// What growth beyond the data is measured on, and the projection of it.
const GROWTH: [(SeriesName, SeriesName); 2] =
    [(SeriesName::GdpVolume, SeriesName::GdpGrowth), (SeriesName::Hours, SeriesName::HoursGrowth)];

impl Economy {
    /// Everything that a baseline needs and that is not observed: each series with its years; empty where a baseline
    /// can be made.
    #[must_use]
    pub fn lacks(&self) -> Vec<DataError> {
        let mut needs = Needs { economy: self, missing: Vec::new() };
        needs.all();
        needs
            .missing
            .into_iter()
            .map(|(series, years)| {
                let years: Vec<String> = years.iter().map(ToString::to_string).collect();
                let years = if years.is_empty() { "any year".to_owned() } else { years.join(", ") };
                DataError::Missing { series, years }
            })
            .collect()
    }

    /// The economy with the projections that a baseline needs, and with R&D of the last years without a gap only:
    /// gaps are not filled.
    ///
    /// # Errors
    /// [`DataError::Missing`], the first of what the economy [lacks](Economy::lacks).
    pub fn completed(mut self) -> Result<Self, DataError> {
        if let Some(missing) = self.lacks().into_iter().next() {
            return Err(missing);
        }
        let rd = self.unbroken_rd()?;
        let population = recent_growth(&self, SeriesName::Population).unwrap_or(0.0);
        for (observed, name) in GROWTH {
            if self.observed(name).is_err() {
                let projection = projected_growth(&self, observed, name, rd.last, population)?;
                self.replace(projection);
            }
        }
        self.keep_years(&[SeriesName::RdTotal, SeriesName::RdBusiness], rd);
        Ok(self)
    }

    /// The economy as observed, with R&D of the last years without a gap only: what its past can be told from.
    ///
    /// # Errors
    /// [`DataError::Missing`] with the series and the years where the last ten years of R&D have a gap.
    pub(super) fn unbroken(mut self) -> Result<Self, DataError> {
        let last = self.last_rd()?;
        for name in VOLUME_OF_RD {
            let series = self.series(name)?;
            let missing: Vec<String> = (last - RECENT_YEARS..=last)
                .filter(|year| series.at(*year).is_none())
                .map(|year| year.to_string())
                .collect();
            if !missing.is_empty() {
                return Err(DataError::Missing { series: name, years: missing.join(", ") });
            }
        }
        let rd = self.unbroken_rd()?;
        self.keep_years(&[SeriesName::RdTotal, SeriesName::RdBusiness], rd);
        Ok(self)
    }

    /// The years up to the last observation of R&D in which all that its volume needs is observed.
    fn unbroken_rd(&self) -> Result<Years, DataError> {
        let last = self.last_rd()?;
        let complete = |year: i32| {
            VOLUME_OF_RD.iter().all(|name| self.series(*name).is_ok_and(|s| s.at(year).is_some()))
        };
        let mut first = last;
        while complete(first - 1) {
            first -= 1;
        }
        Ok(Years::new(first, last))
    }

    /// The last year with R&D in total and of business.
    fn last_rd(&self) -> Result<i32, DataError> {
        let last = |name| Ok::<i32, DataError>(self.observed(name)?.last);
        Ok(last(SeriesName::RdTotal)?.min(last(SeriesName::RdBusiness)?))
    }
}

/// Collects what is missing, each series once, in the order in which it is asked for.
struct Needs<'a> {
    economy: &'a Economy,
    missing: Vec<(SeriesName, BTreeSet<i32>)>,
}

impl Needs<'_> {
    fn all(&mut self) {
        use SeriesName as N;
        self.some(&[
            N::RdTotal,
            N::RdBusiness,
            N::RdHigherEducation,
            N::RdGovernment,
            N::GdpVolume,
            N::Hours,
        ]);
        if let Ok(last) = self.economy.last_rd() {
            for name in VOLUME_OF_RD {
                self.years(name, Years::new(last - RECENT_YEARS, last));
            }
            for name in [N::RdHigherEducation, N::RdGovernment, N::Hours] {
                self.years(name, Years::new(last, last));
            }
            for (levels, projection) in GROWTH {
                let Ok(observed) = self.economy.observed(levels) else { continue };
                if self.economy.observed(projection).is_ok() {
                    // Hours are taken as observed as far as they go, GDP grows from the last year of R&D.
                    let before = if levels == N::Hours { observed.last.max(last) } else { last };
                    self.years(projection, Years::new(before + 1, before + 1));
                } else {
                    let recent = observed.last - RECENT_YEARS;
                    self.years(levels, Years::new(recent, recent));
                    self.years(levels, Years::new(last, observed.last));
                }
            }
        }
        self.some(&[N::GdpNominal, N::Employment, N::Researchers, N::CapitalStock, N::HumanCapital]);
        self.in_the_last_year_of(N::GdpNominal, N::GdpVolume, 0);
        self.in_the_last_year_of(N::CapitalStock, N::GdpOfCapitalStock, 0);
        self.in_the_last_year_of(N::HumanCapital, N::HumanCapital, RECENT_YEARS);
        self.funders();
    }

    /// Series that must have an observation.
    fn some(&mut self, names: &[SeriesName]) {
        for name in names {
            if self.economy.observed(*name).is_err() {
                self.note(*name);
            }
        }
    }

    /// A series that must have every one of these years.
    fn years(&mut self, name: SeriesName, years: Years) {
        let observed = self.economy.series(name).ok().filter(|series| series.observed().is_some());
        let Some(series) = observed else { return self.note(name).clear() };
        let gaps: Vec<i32> = years.iter().filter(|year| series.at(*year).is_none()).collect();
        if !gaps.is_empty() {
            self.note(name).extend(gaps);
        }
    }

    /// A series that must have the year `before` years before the last one of another.
    fn in_the_last_year_of(&mut self, other: SeriesName, name: SeriesName, before: i32) {
        if let Ok(observed) = self.economy.observed(other) {
            let year = observed.last - before;
            self.years(name, Years::new(year, year));
        }
    }

    fn funders(&mut self) {
        self.some(&FUNDERS);
        let last = FUNDERS.iter().filter_map(|name| Some(self.economy.observed(*name).ok()?.last)).min();
        if let Some(last) = last {
            FUNDERS.into_iter().for_each(|name| self.years(name, Years::new(last, last)));
        }
    }

    /// The missing years of a series; none of them named means any.
    fn note(&mut self, name: SeriesName) -> &mut BTreeSet<i32> {
        let at = self.missing.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
            self.missing.push((name, BTreeSet::new()));
            self.missing.len() - 1
        });
        &mut self.missing[at].1
    }
}

/// Growth a year over the last ten years of a series, as a fraction.
fn recent_growth(economy: &Economy, name: SeriesName) -> Result<f64, DataError> {
    let series = economy.series(name)?;
    let last = economy.observed(name)?.last;
    let factor = series.require(last)? / series.require(last - RECENT_YEARS)?;
    Ok(power_f64(factor, 1.0 / f64::from(RECENT_YEARS)) - 1.0)
}

/// Growth in percent from the year after `from`: observed as far as it goes, then fading.
fn projected_growth(
    economy: &Economy,
    observed: SeriesName,
    name: SeriesName,
    from: i32,
    population: f64,
) -> Result<Series, DataError> {
    let levels = economy.series(observed)?;
    let last = economy.observed(observed)?.last;
    let recent = recent_growth(economy, observed)?;
    let growth = |year: i32| {
        if year <= last {
            return Ok(levels.require(year)? / levels.require(year - 1)? - 1.0);
        }
        let way = f64::from((year - last).min(GROWTH_FADE)) / f64::from(GROWTH_FADE);
        Ok::<f64, DataError>(recent + (population - recent) * way)
    };
    let values = (from + 1..=last.max(from) + GROWTH_FADE).map(|year| Ok(Some(100.0 * growth(year)?)));
    Ok(Series {
        name,
        unit: "% a year".to_owned(),
        source: format!("derived: {}", levels.source),
        vintage: levels.vintage.clone(),
        licence: levels.licence.clone(),
        note: "beyond the data growth of the last ten years fades to that of population over thirty years (assumption)"
            .to_owned(),
        first_year: from + 1,
        values: values.collect::<Result<_, DataError>>()?,
        status: BTreeMap::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lacks(economy: &Economy) -> Vec<String> {
        economy.lacks().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_netherlands_lack_nothing_and_are_complete_as_they_are() {
        let economy = Economy::netherlands().unwrap();
        assert!(lacks(&economy).is_empty());
        assert_eq!(economy.clone().completed().unwrap(), economy);
    }

    #[test]
    fn an_economy_without_series_lacks_every_one_that_a_baseline_needs() {
        let all = lacks(&Economy::from_tables("XYZ", &[]).unwrap());
        assert_eq!(all.len(), 15);
        assert!(all.iter().all(|one| one.ends_with("for any year")), "{all:?}");
    }

    #[test]
    fn a_year_that_is_taken_away_is_missing() {
        let whole = Economy::netherlands().unwrap();
        for (name, year) in [
            (SeriesName::RdTotal, 2015),
            (SeriesName::RdBusiness, 2013),
            (SeriesName::GdpVolume, 2023),
            (SeriesName::RdGovernment, 2023),
            (SeriesName::Hours, 2023),
            (SeriesName::GdpOfCapitalStock, 2023),
            (SeriesName::HumanCapital, 2009),
            (SeriesName::GdpGrowth, 2024),
            (SeriesName::HoursGrowth, 2025),
        ] {
            assert_eq!(
                lacks(&without(&whole, name, year)),
                [format!("series {name} has no observation for {year}")]
            );
        }
    }

    #[test]
    fn the_last_year_of_all_funders_must_have_all_of_them() {
        // Three end in 2021, and the fourth has 2022 and no 2021.
        let mut economy = without(&Economy::netherlands().unwrap(), SeriesName::RdFundedBusiness, 2021);
        economy.keep_years(&FUNDERS[1..], Years::new(1981, 2021));
        assert_eq!(lacks(&economy), ["series rd_funded_business has no observation for 2021"]);
    }

    fn without(economy: &Economy, name: SeriesName, year: i32) -> Economy {
        let mut economy = economy.clone();
        let mut series = economy.series(name).unwrap().clone();
        let index = usize::try_from(year - series.first_year).unwrap();
        series.values[index] = None;
        economy.replace(series);
        economy
    }
}
