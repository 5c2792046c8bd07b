//! Several scenarios on the same draws: which is worth more, with what probability, and a euro of public money.

use super::appraisal::{Appraisal, Prepared};
use super::cost_benefit::CostBenefit;
use super::discounting::Discounting;
use super::drawing::{Drawing, draw};
use super::error::AppraisalError;
use super::figure::Figure;
use crate::ensemble::Settings;
use crate::statistics::{DrawnDistribution, Estimate};

/// Several scenarios that are appraised on the same draws.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AppraisalComparison {
    /// The scenarios, each as it is when it is appraised alone.
    pub scenarios: Vec<CostBenefit>,
    /// Every pair: first with second, first with third, and so on.
    pub pairs: Vec<AppraisedPair>,
}

/// Two scenarios of a comparison.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AppraisedPair {
    /// Place of the first among the scenarios.
    pub first: usize,
    /// Place of the second.
    pub second: usize,
    /// Net present value of welfare of the second less that of the first, over the draws that both kept.
    pub npv: DrawnDistribution,
    /// Difference of mean net present value over the difference of mean public money; none where they take the same.
    pub npv_per_public_euro: Option<f64>,
    /// Draws that both kept, by structure.
    pub paired: Vec<u64>,
}

impl AppraisedPair {
    /// The probability that the second gives more.
    #[must_use]
    pub fn probability_better(&self) -> Estimate {
        self.npv.probability_above(0.0).unwrap_or(Estimate::new(f64::NAN, f64::NAN))
    }

    /// Whether the means differ by more than twice the Monte Carlo error of their difference.
    #[must_use]
    pub fn is_beyond_error(&self) -> bool {
        let difference = self.npv.statistics();
        difference.mean.abs() > 2.0 * difference.mc_error
    }
}

impl AppraisalComparison {
    /// Makes the appraisals side by side. The base year of all is the earliest of their first years, where none was asked for.
    ///
    /// # Errors
    /// [`AppraisalError`]: one of them cannot be made, or they differ in country, price base, structures, discount rates,
    /// residual value or base year.
    pub fn run(
        appraisals: &[Appraisal<'_>],
        settings: &Settings,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Self, AppraisalError> {
        let earliest = appraisals.iter().map(Appraisal::first_year).min().unwrap_or(0);
        let appraisals: Vec<Appraisal<'_>> =
            appraisals.iter().map(|one| one.clone().with_earliest(earliest)).collect();
        for pair in appraisals.windows(2) {
            check(&pair[0], &pair[1])?;
        }
        let prepared = appraisals.iter().map(|one| one.prepare(&[])).collect::<Result<Vec<Prepared>, _>>()?;
        let drawings =
            prepared.iter().map(|one| one.drawing(settings)).collect::<Result<Vec<Drawing<'_>>, _>>()?;
        let sums = settings.draws <= 1 || appraisals.iter().any(|one| one.by_year);
        let (drawn, pairs) = draw(&drawings, settings, sums, progress)?;
        let made = appraisals.iter().zip(&prepared).zip(drawn);
        let scenarios: Vec<CostBenefit> =
            made.map(|((one, prepared), drawn)| prepared.result(one, drawn, settings)).collect();
        let places = (0..scenarios.len()).flat_map(|a| (a + 1..scenarios.len()).map(move |b| (a, b)));
        let pairs = places.zip(pairs).map(|((first, second), drawn)| {
            // Both means are over the draws that both kept.
            let [npv, money] = drawn.figures;
            let (worth, money) = (npv.statistics().mean, money.statistics().mean);
            let none = money.abs() <= 1e-9 * scenarios[first].plan().gdp;
            AppraisedPair {
                first,
                second,
                npv,
                npv_per_public_euro: (!none).then(|| worth / money),
                paired: drawn.paired,
            }
        });
        let pairs = pairs.collect();
        Ok(Self { scenarios, pairs })
    }

    /// The places of the scenarios by mean net present value, the highest first, and by each whether the next one lies beyond
    /// the Monte Carlo error.
    #[must_use]
    pub fn ranking(&self) -> Vec<(usize, bool)> {
        let mean = |place: &usize| self.scenarios[*place].statistics(Figure::WelfareNpv).mean;
        let mut places: Vec<usize> = (0..self.scenarios.len()).collect();
        places.sort_by(|a, b| mean(b).total_cmp(&mean(a)));
        let beyond = |place: usize, next: Option<&usize>| {
            let Some(next) = next else { return true };
            let (first, second) = (place.min(*next), place.max(*next));
            let pair = self.pairs.iter().find(|pair| (pair.first, pair.second) == (first, second));
            pair.is_none_or(AppraisedPair::is_beyond_error)
        };
        let ranked = places.iter().enumerate();
        ranked.map(|(rank, place)| (*place, beyond(*place, places.get(rank + 1)))).collect()
    }
}

impl Appraisal<'_> {
    /// From this base year, where no other was asked for.
    fn with_earliest(self, year: i32) -> Self {
        if self.has_base_year() { self } else { self.base_year(year) }
    }
}

/// Two appraisals can stand side by side.
fn check(first: &Appraisal<'_>, second: &Appraisal<'_>) -> Result<(), AppraisalError> {
    let structures = |one: &Appraisal<'_>| {
        let named = one.experiment.structures.iter();
        named.map(|(name, weight)| format!("{weight:.2} {}", name.name())).collect::<Vec<_>>().join(", ")
    };
    // With the rates: a schedule of one's own may have any name.
    let rates = |discounting: &Discounting| {
        let rates = discounting.rates().iter().map(|rate| match rate.until {
            Some(year) => format!("{} until year {year}", rate.rate),
            None => rate.rate.to_string(),
        });
        let burden = match discounting.public_money_burden {
            0.0 => String::new(),
            burden => format!(", and {burden} a euro of public money"),
        };
        format!("{} ({}{burden})", discounting.name, rates.collect::<Vec<_>>().join(", "))
    };
    let shown = |one: &Appraisal<'_>| {
        let baseline = &one.experiment.baseline;
        [
            ("country", baseline.country.clone()),
            ("price base", baseline.price_base.to_string()),
            ("price_base of the scenario", one.experiment.scenario.price_base.to_string()),
            ("structures", structures(one)),
            ("discounting", rates(&one.discounting)),
            ("residual_value", one.residual.name().to_owned()),
            ("base_year", one.first_year().to_string()),
        ]
    };
    let name = |one: &Appraisal<'_>| format!("{:?}", one.experiment.scenario.name);
    for ((what, in_first), (_, in_second)) in shown(first).into_iter().zip(shown(second)) {
        if in_first != in_second {
            return Err(AppraisalError::Apart {
                first: name(first),
                second: name(second),
                what,
                in_first,
                in_second,
            });
        }
    }
    Ok(())
}
