//! Do the bands of the baseline's level (E16) hold what they should? Productivity of all countries against them.
//!
//! ```text
//! e[h]  = ln TFP[T+h]/TFP[T] - h (mean growth known at T)
//! inside where P(|L[h]| <= |e[h]|) <= .90,     L[h] ~ N(0, h sigma_A^2 + h^2 sigma_d^2)
//! ```
//! The walk `sigma_A` is that of the parameters (what a run draws for any country), or the country's own, from its growth
//! up to `T`; the trend `sigma_d` is `level_drift` for all. The value in use is the one whose bands come closest to 90% at all
//! horizons, with the own walk over all countries and with the walk of a run over the sixteen that it fits, alike. A country
//! is also scored with the value that all others, without it, would set: so it is not tuned to itself. Years overlap and
//! recessions hit many countries at once, so that shares rest on fewer independent outcomes than are counted.

use crate::calibrate::error::CalibrationError;
use crate::data::{CountryGroup, Economy, SeriesName, Years};
use crate::names::named;
use crate::parameters::{ParameterId as P, ParameterSet};
use crate::scalar::special::normal;
use crate::scalar::{ln_f64, whole_power_f64};

/// Years ahead that are scored.
pub const LEVEL_HORIZONS: [usize; 3] = [1, 5, 10];
/// The share that a band should hold.
const BAND: f64 = 0.90;
/// Years of growth that a country needs before an origin.
const MIN_YEARS: usize = 15;
/// Values of the trend that are tried: up to the bound of the parameter.
const STEP: f64 = 0.0005;
const STEPS: usize = 101;
/// Points of the distribution of the walk.
const STRATA: usize = 40;

named! {
    /// Whose walk the bands have.
    LevelWalk {
        /// That of the parameters, the same for all countries: what a run draws.
        AsDrawn = "as_drawn",
        /// That of the country's own growth, as far as it was known.
        Own = "own",
    }
}

/// The share of outcomes inside the 90% band, so many years ahead.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct LevelShare {
    /// Years ahead.
    pub horizon: usize,
    /// Outcomes.
    pub outcomes: usize,
    /// Share inside without an error of the trend.
    pub without_drift: f64,
    /// Share inside with the value of the parameters.
    pub coverage: f64,
    /// Share inside where each country has the value that all others set.
    pub left_out: f64,
}

/// What the bands held in a group of countries, under one walk.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GroupCoverage {
    /// The group.
    pub group: CountryGroup,
    /// Whose walk.
    pub walk: LevelWalk,
    /// Countries with an outcome.
    pub countries: usize,
    /// The value of the trend whose bands come closest to 90% in this group.
    pub closest: f64,
    /// By horizon.
    pub shares: Vec<LevelShare>,
}

/// What the bands of the baseline's level held.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LevelCoverage {
    /// Years from which it was looked ahead.
    pub origins: Years,
    /// The value of `level_drift` that is scored.
    pub drift: f64,
    /// The value whose bands come closest to 90%, over all countries.
    pub closest: f64,
    /// The smallest and the largest value that is set without a country.
    pub left_out_drift: (f64, f64),
    /// By group and walk.
    pub groups: Vec<GroupCoverage>,
}

/// An error of a forecast by mean growth, with the country's own volatility.
#[derive(Clone, Copy)]
struct Miss {
    error: f64,
    volatility: f64,
}

/// A country's errors by horizon.
struct CountryMisses {
    country: String,
    by_horizon: [Vec<Miss>; LEVEL_HORIZONS.len()],
}

/// Scores the bands of the baseline's level on the productivity of these countries.
///
/// # Errors
/// [`CalibrationError::Years`] where no country has fifteen years of growth before an origin and an outcome after it.
pub fn level_coverage(
    economies: &[Economy],
    parameters: &ParameterSet,
    origins: Years,
) -> Result<LevelCoverage, CalibrationError> {
    let all: Vec<CountryMisses> =
        economies.iter().filter_map(|economy| CountryMisses::new(economy, origins)).collect();
    if all.is_empty() {
        let tfp = economies.iter().filter_map(|economy| economy.observed(SeriesName::Tfp).ok());
        let first = tfp.clone().map(|years| years.first + MIN_YEARS as i32).min().unwrap_or(0);
        let last = tfp.map(|years| years.last - 1).max().unwrap_or(0);
        return Err(CalibrationError::Years {
            asked: origins,
            available: Years::new(first, last.max(first)),
        });
    }
    let drift = parameters.centres()[P::LevelDrift];
    let walk = points(parameters);
    let tried: Vec<f64> = (0..STEPS).map(|step| STEP * step as f64).collect();
    let bands = |of: LevelWalk| tried.iter().map(|drift| Band::new(of, &walk, *drift)).collect::<Vec<_>>();
    let (own, drawn) = (bands(LevelWalk::Own), bands(LevelWalk::AsDrawn));
    let score = |country: &CountryMisses| {
        let fits = CountryGroup::Oecd16.has(&country.country);
        Held::new(country, &own, true).beside(Held::new(country, &drawn, fits))
    };
    let scored: Vec<Held> = all.iter().map(score).collect();
    let together = Held::sum(scored.iter());
    let left_out: Vec<usize> = scored.iter().map(|country| together.without(country).closest()).collect();
    let mut groups = Vec::new();
    for of in LevelWalk::ALL {
        let bands = match of {
            LevelWalk::Own => &own,
            LevelWalk::AsDrawn => &drawn,
        };
        let held: Vec<Held> = all.iter().map(|country| Held::new(country, bands, true)).collect();
        let [without, with] = [0.0, drift].map(|drift| Band::new(*of, &walk, drift));
        for group in CountryGroup::ALL {
            let members: Vec<usize> = (0..all.len()).filter(|c| group.has(&all[*c].country)).collect();
            if members.is_empty() {
                continue;
            }
            let share = |band: &dyn Fn(usize) -> Band, k: usize, outcomes: usize| {
                members.iter().map(|c| band(*c).holds(&all[*c], k)).sum::<usize>() as f64 / outcomes as f64
            };
            let shares = (0..LEVEL_HORIZONS.len()).filter_map(|k| {
                let outcomes: usize = members.iter().map(|c| all[*c].by_horizon[k].len()).sum();
                (outcomes > 0).then(|| LevelShare {
                    horizon: LEVEL_HORIZONS[k],
                    outcomes,
                    without_drift: share(&|_| without, k, outcomes),
                    coverage: share(&|_| with, k, outcomes),
                    left_out: share(&|c| bands[left_out[c]], k, outcomes),
                })
            });
            groups.push(GroupCoverage {
                group: *group,
                walk: *of,
                countries: members.len(),
                closest: tried[Held::sum(members.iter().map(|c| &held[*c])).closest()],
                shares: shares.collect(),
            });
        }
    }
    let lowest = left_out.iter().copied().min().unwrap_or(0);
    let highest = left_out.iter().copied().max().unwrap_or(0);
    let closest = tried[together.closest()];
    Ok(LevelCoverage { origins, drift, closest, left_out_drift: (tried[lowest], tried[highest]), groups })
}

/// Points of the distribution of the walk, of equal probability; one where it is a constant.
fn points(parameters: &ParameterSet) -> Vec<f64> {
    let volatility = parameters.distribution(P::LevelVolatility);
    let strata = if volatility.is_fixed() { 1 } else { STRATA };
    (0..strata).map(|i| volatility.quantile(normal::inverse_cdf((i as f64 + 0.5) / strata as f64))).collect()
}

impl CountryMisses {
    /// None where no origin has the years before and an outcome after it.
    fn new(economy: &Economy, origins: Years) -> Option<Self> {
        let tfp = economy.series(SeriesName::Tfp).ok()?;
        let log = |year: i32| tfp.at(year).filter(|level| *level > 0.0).map(ln_f64);
        let first = tfp.observed()?.first;
        let mut by_horizon: [Vec<Miss>; LEVEL_HORIZONS.len()] = Default::default();
        for origin in origins.iter() {
            let Some(start) = log(origin) else { continue };
            let growth: Vec<f64> =
                (first + 1..=origin).filter_map(|year| Some(log(year)? - log(year - 1)?)).collect();
            if growth.len() < MIN_YEARS {
                continue;
            }
            let n = growth.len() as f64;
            let mean = growth.iter().sum::<f64>() / n;
            let squares: f64 = growth.iter().map(|g| whole_power_f64(g - mean, 2)).sum();
            let volatility = (squares / (n - 1.0)).sqrt();
            for (misses, h) in by_horizon.iter_mut().zip(LEVEL_HORIZONS) {
                if let Some(end) = log(origin + h as i32) {
                    misses.push(Miss { error: end - start - h as f64 * mean, volatility });
                }
            }
        }
        let country = economy.country.clone();
        by_horizon.iter().any(|misses| !misses.is_empty()).then_some(Self { country, by_horizon })
    }
}

/// A band by horizon.
#[derive(Clone, Copy)]
enum Band {
    /// Half its width, the same for all countries.
    AsDrawn([f64; LEVEL_HORIZONS.len()]),
    /// The error of the trend beside the country's own walk.
    Own(f64),
}

impl Band {
    fn new(of: LevelWalk, walk: &[f64], drift: f64) -> Self {
        match of {
            LevelWalk::AsDrawn => Self::AsDrawn(LEVEL_HORIZONS.map(|h| half_width(walk, h as f64, drift))),
            LevelWalk::Own => Self::Own(drift),
        }
    }

    /// How many of a country's outcomes at a horizon it holds.
    fn holds(&self, country: &CountryMisses, k: usize) -> usize {
        let half = |miss: &Miss| match self {
            Self::AsDrawn(half) => half[k],
            Self::Own(drift) => half_width(&[miss.volatility], LEVEL_HORIZONS[k] as f64, *drift),
        };
        country.by_horizon[k].iter().filter(|miss| miss.error.abs() <= half(miss)).count()
    }
}

/// Outcomes by what is scored (a horizon, under a walk), and how many of them each of the bands that are tried holds.
#[derive(Clone)]
struct Held {
    outcomes: Vec<usize>,
    inside: Vec<Vec<usize>>,
}

impl Held {
    /// A country's outcomes by horizon; none of them where the country does not count.
    fn new(country: &CountryMisses, bands: &[Band], counts: bool) -> Self {
        let of = |number: usize| if counts { number } else { 0 };
        let inside = |band: &Band| (0..LEVEL_HORIZONS.len()).map(|k| of(band.holds(country, k))).collect();
        Self {
            outcomes: country.by_horizon.iter().map(|misses| of(misses.len())).collect(),
            inside: bands.iter().map(inside).collect(),
        }
    }

    /// Both, one behind the other.
    fn beside(mut self, other: Self) -> Self {
        self.outcomes.extend(other.outcomes);
        self.inside.iter_mut().zip(other.inside).for_each(|(inside, other)| inside.extend(other));
        self
    }

    fn sum<'a>(of: impl Iterator<Item = &'a Self>) -> Self {
        of.fold(None, |sum: Option<Self>, one| {
            Some(sum.map_or_else(|| one.clone(), |sum| sum.with(one, |a, b| a + b)))
        })
        .unwrap_or(Self { outcomes: Vec::new(), inside: Vec::new() })
    }

    /// All but one; the one itself where there is no other.
    fn without(&self, one: &Self) -> Self {
        if self.outcomes == one.outcomes { one.clone() } else { self.with(one, |all, one| all - one) }
    }

    fn with(&self, other: &Self, of: impl Fn(usize, usize) -> usize) -> Self {
        let each = |a: &[usize], b: &[usize]| a.iter().zip(b).map(|(a, b)| of(*a, *b)).collect();
        let inside = self.inside.iter().zip(&other.inside).map(|(a, b)| each(a, b)).collect();
        Self { outcomes: each(&self.outcomes, &other.outcomes), inside }
    }

    /// Which of the bands comes closest to what it should hold, at all horizons; the middle one where several are equal.
    fn closest(&self) -> usize {
        let distance = |inside: &Vec<usize>| -> f64 {
            let outcomes = self.outcomes.iter().zip(inside).filter(|(outcomes, _)| **outcomes > 0);
            outcomes.map(|(all, held)| whole_power_f64(*held as f64 / *all as f64 - BAND, 2)).sum()
        };
        let distances: Vec<f64> = self.inside.iter().map(distance).collect();
        let least = distances.iter().copied().fold(f64::INFINITY, f64::min);
        let best: Vec<usize> = (0..distances.len()).filter(|i| distances[*i] == least).collect();
        best.get(best.len() / 2).copied().unwrap_or(0)
    }
}

/// Half the width of the central band of `N(0, h sigma^2 + h^2 drift^2)`, mixed over walks of equal probability.
fn half_width(walks: &[f64], horizon: f64, drift: f64) -> f64 {
    let deviation =
        |walk: f64| (horizon * whole_power_f64(walk, 2) + whole_power_f64(horizon * drift, 2)).sqrt();
    let edge = normal::inverse_cdf(0.5 + 0.5 * BAND);
    if let [walk] = walks {
        return edge * deviation(*walk);
    }
    let deviations: Vec<f64> = walks.iter().map(|walk| deviation(*walk)).collect();
    let held = |x: f64| {
        let of = |sd: &f64| if *sd > 0.0 { 2.0 * normal::cdf(x / sd) - 1.0 } else { 1.0 };
        deviations.iter().map(of).sum::<f64>() / deviations.len() as f64
    };
    let (mut low, mut high) = (0.0, edge * deviations.iter().copied().fold(0.0, f64::max));
    for _ in 0..50 {
        let middle = 0.5 * (low + high);
        if held(middle) < BAND { low = middle } else { high = middle }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Series;
    use approx::assert_relative_eq;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;
    use std::collections::BTreeMap;

    /// A country whose log TFP is a walk, and whose trend changes at the origin by `drift` times a normal.
    fn simulated(code: &str, rng: &mut ChaCha8Rng, walk: f64, drift: f64, origin: i32) -> Economy {
        let mut normal = || normal::from_bits(rng.next_u64());
        let trend = drift * normal();
        let mut level = 0.0;
        let mut values = Vec::new();
        for year in 1970..=origin + 10 {
            let later = if year > origin { trend } else { 0.0 };
            level += 0.01 + later + walk * normal();
            values.push(Some(f64::exp(level)));
        }
        let mut economy = Economy::from_tables(code, &[]).unwrap();
        economy.replace(Series {
            name: SeriesName::Tfp,
            unit: String::new(),
            source: String::new(),
            vintage: String::new(),
            licence: String::new(),
            note: String::new(),
            first_year: 1970,
            values,
            status: BTreeMap::new(),
        });
        economy
    }

    /// Recovery: bands of the true walk and trend hold 90%, and the search finds the trend.
    #[test]
    fn the_trend_of_simulated_countries_is_found_and_its_bands_hold_nine_in_ten() {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let countries: Vec<Economy> =
            (0..600).map(|i| simulated(&format!("{i}"), &mut rng, 0.010, 0.012, 2010)).collect();
        let mut set = ParameterSet::default();
        for (id, value) in [(P::LevelVolatility, 0.010), (P::LevelDrift, 0.012)] {
            set.set(id, crate::parameters::Distribution::fixed(value), crate::parameters::Origin::Set)
                .unwrap();
        }
        let found = level_coverage(&countries, &set, Years::new(2010, 2010)).unwrap();
        let drawn =
            found.groups.iter().find(|g| g.walk == LevelWalk::AsDrawn && g.group == CountryGroup::All);
        let drawn = drawn.unwrap();
        assert_eq!((drawn.countries, drawn.shares.len()), (600, 3));
        // The mean of 40 years of growth is known to within walk/sqrt(40): the trend takes that error too.
        let expected = (0.012_f64.powi(2) + 0.010_f64.powi(2) / 40.0).sqrt();
        assert!((drawn.closest - expected).abs() < 0.0012, "{}", drawn.closest);
        for share in &drawn.shares {
            // Three standard errors of a share of 600.
            assert!((share.coverage - 0.90).abs() < 0.04, "{share:?}");
            assert!(share.without_drift <= share.coverage);
        }
        // Without the trend the bands of ten years hold what P(|N(0,1)| < 1.645 sd_walk/sd_all) says.
        let ratio = (10.0 * 1e-4_f64).sqrt() / (10.0 * 1e-4 + 100.0 * expected.powi(2)).sqrt();
        assert_relative_eq!(
            drawn.shares[2].without_drift,
            2.0 * normal::cdf(1.6449 * ratio) - 1.0,
            epsilon = 0.06
        );
    }

    /// What a country is scored with left out does not depend on its own outcomes.
    #[test]
    fn a_country_left_out_does_not_set_its_own_value() {
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        let mut countries: Vec<Economy> =
            (0..30).map(|i| simulated(&format!("{i}"), &mut rng, 0.010, 0.008, 2010)).collect();
        countries.push(simulated("NLD", &mut rng, 0.010, 0.0, 2010));
        let dutch = |found: &LevelCoverage| {
            let group =
                found.groups.iter().find(|g| g.group == CountryGroup::Oecd16 && g.walk == LevelWalk::Own);
            group.unwrap().clone()
        };
        let set = ParameterSet::default();
        let years = Years::new(2010, 2010);
        let calm = level_coverage(&countries, &set, years).unwrap();
        // Its outcome becomes a catastrophe: it falls out of the band, and no other country sees a difference ...
        let mut tfp = countries[30].series(SeriesName::Tfp).unwrap().clone();
        tfp.values.iter_mut().skip(41).for_each(|v| *v = v.map(|v| v * 0.2));
        countries[30].replace(tfp);
        let wild = level_coverage(&countries, &set, years).unwrap();
        assert_eq!((dutch(&calm).countries, dutch(&calm).shares[0].left_out), (1, 1.0));
        assert_eq!(dutch(&wild).shares[0].left_out, 0.0);
        // ... in the value that is set without it.
        let without: Vec<Economy> = countries[..30].to_vec();
        let alone = level_coverage(&without, &set, years).unwrap();
        assert!(wild.left_out_drift.0 <= alone.closest && alone.closest <= wild.left_out_drift.1);
    }

    #[test]
    fn one_walk_has_the_band_of_a_normal() {
        assert_relative_eq!(
            half_width(&[0.01], 5.0, 0.008),
            1.644_853_627 * (5e-4_f64 + 25.0 * 64e-6).sqrt(),
            max_relative = 1e-9
        );
        // Two equal walks are one, by bisection.
        assert_relative_eq!(
            half_width(&[0.01; 2], 5.0, 0.008),
            half_width(&[0.01], 5.0, 0.008),
            max_relative = 1e-9
        );
        assert!(half_width(&[0.01, 0.02], 5.0, 0.0) > half_width(&[0.015], 5.0, 0.0));
    }

    #[test]
    fn years_without_data_are_an_error() {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let countries = [simulated("NLD", &mut rng, 0.010, 0.0, 2010)];
        let error = level_coverage(&countries, &ParameterSet::default(), Years::new(1975, 1980)).unwrap_err();
        assert!(error.to_string().starts_with("years 1975 to 1980"), "{error}");
    }
}
