//! The leverage that the letter's sums need, what the evidence says of it, and how far its money gets in the model.
//!
//! ```math
//! m = \frac{\text{gap} - G}{G}, \qquad G(m) = \frac{\text{gap}}{1 + m}
//! ```

use super::check::{Between, LetterCheck};
use super::error::LetterError;
use super::evidence::LeverageEvidence;
use super::inputs::{Inputs, TARGET_YEAR};
use crate::ensemble::{Ensemble, Kind, NoResult, RankedStatistics, Settings};
use crate::model::{Instrument, Unit};
use crate::scenario::{AmountPath, Measure, Scenario};
use crate::simulate::{Experiment, Variable};
use crate::statistics::Statistics;

/// Instruments that the money is run through, one at a time.
const INSTRUMENTS: [Instrument; 4] =
    [Instrument::PublicResearch, Instrument::DirectSubsidy, Instrument::TaxCredit, Instrument::EuCofinancing];

/// First year of the money.
const FROM: i32 = 2026;

/// The year of the effect on GDP: most of it has come by then.
const EFFECT_YEAR: i32 = 2040;

/// The last year that is run, so that the effect has its peak and fades.
const HORIZON: i32 = 2070;

/// The year in whose prices it is run: an assumption, the last with an observed price of GDP when the letter was written.
const PRICE_BASE: i32 = 2024;

/// What the letter's money comes to through one instrument, if it ends in 2030.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct InstrumentReach {
    /// The instrument.
    pub instrument: Instrument,
    /// R&D over GDP in 2030, as a share.
    pub rd_intensity: Statistics,
    /// What is missing to the target, as a share of GDP.
    pub missing: f64,
    /// Extra R&D of 2030 that others pay, over the public money of that year: the leverage of the model by then.
    pub leverage: f64,
    /// GDP in the year of the effect, percent above the baseline.
    pub gdp: Statistics,
    /// The year in which the effect on GDP is largest.
    pub peak_year: RankedStatistics,
    /// The first year after it in which it is at half of that or below.
    pub half_year: RankedStatistics,
}

/// The leverage of the letter's sums.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Leverage {
    /// The gap, billion euro a year.
    pub gap: f64,
    /// Public money, billion euro a year.
    pub public_money: Between,
    /// Private euro a public euro that close the gap with it.
    pub needed: Between,
    /// The money by year that is run, billion euro in prices of [`Leverage::price_base`].
    pub path: Vec<(i32, f64)>,
    /// In whose prices.
    pub price_base: i32,
    /// The year of the effects on GDP.
    pub effect_year: i32,
    /// The ratio without new policy in 2030 in our baseline, as a share.
    pub without_policy: f64,
    /// The ratio that the money reaches, by instrument.
    pub reached: Vec<InstrumentReach>,
    /// Draws left out by rule and draws that do not settle, by structure: the most of any instrument.
    pub left_out: Vec<(&'static str, u64, u64)>,
    /// The sources of uncertainty that were on.
    pub layers: Vec<&'static str>,
    /// What a reader should know of the runs.
    pub warnings: Vec<String>,
}

impl Leverage {
    pub(super) fn new(inputs: &Inputs<'_>, settings: &Settings) -> Result<Self, LetterError> {
        let needed = inputs.public_money.map(|money| (inputs.gap - money) / money);
        let mut leverage = Self {
            gap: inputs.gap,
            public_money: inputs.public_money,
            needed,
            path: path(inputs),
            price_base: PRICE_BASE,
            effect_year: EFFECT_YEAR,
            without_policy: inputs.baseline_ratio / 100.0,
            reached: Vec::new(),
            left_out: Vec::new(),
            layers: Vec::new(),
            warnings: Vec::new(),
        };
        for instrument in INSTRUMENTS {
            leverage.run(inputs, instrument, settings)?;
        }
        Ok(leverage)
    }

    /// Runs the money through an instrument.
    fn run(
        &mut self,
        inputs: &Inputs<'_>,
        instrument: Instrument,
        settings: &Settings,
    ) -> Result<(), LetterError> {
        let experiment = experiment(inputs, instrument, &self.path)?;
        let settings = settings
            .clone()
            .with_variables(vec![Variable::RdIntensity, Variable::RdTotal, Variable::Gdp])
            .with_channels(false)
            .with_hold_draws(false);
        let ensemble = Ensemble::draw(&experiment, &settings)?;
        let by_year = ensemble.statistics(Variable::RdIntensity, Kind::Scenario)?;
        let rd_intensity = *by_year.at(TARGET_YEAR).map_err(NoResult::from)?;
        let gdp = ensemble.statistics(Variable::Gdp, Kind::Deviation)?;
        let mean = ensemble.statistics(Variable::RdTotal, Kind::Scenario)?;
        let without = ensemble.statistics(Variable::RdTotal, Kind::Baseline)?;
        let of_year = |by_year: &crate::ensemble::StatisticsByYear| {
            by_year.at(TARGET_YEAR).map(|statistics| statistics.mean).map_err(NoResult::from)
        };
        // Money of its own year in the prices of the results.
        let price = inputs.economy.relative_price(PRICE_BASE)?;
        let money = self.path.last().map_or(f64::NAN, |(_, money)| money / price);
        let extra_rd = of_year(&mean)? - of_year(&without)?;
        self.reached.push(InstrumentReach {
            instrument,
            rd_intensity,
            missing: super::figures::TARGET / 100.0 - rd_intensity.mean,
            leverage: extra_rd / money - 1.0,
            gdp: *gdp.at(EFFECT_YEAR).map_err(NoResult::from)?,
            peak_year: ensemble.peak_year()?,
            half_year: ensemble.half_year()?,
        });
        for one in ensemble.structures() {
            let (name, dropped, unstable) = (one.name(), one.dropped(), one.unstable());
            match self.left_out.iter_mut().find(|(known, _, _)| *known == name) {
                Some(most) => *most = (name, most.1.max(dropped), most.2.max(unstable)),
                None => self.left_out.push((name, dropped, unstable)),
            }
        }
        self.layers = settings.layers_on(&experiment);
        let few = settings.few_draws_warning();
        for warning in experiment.warnings().iter().cloned().chain(few) {
            if !self.warnings.contains(&warning) {
                self.warnings.push(warning);
            }
        }
        Ok(())
    }

    /// Public money a year that closes the gap where a public euro brings so many private ones, billion euro.
    #[must_use]
    pub fn public_money_at(&self, leverage: f64) -> f64 {
        self.gap / (1.0 + leverage)
    }

    /// Public money a year that closes the gap with the leverage of a study, billion euro.
    #[must_use]
    pub fn public_money_with(&self, evidence: &LeverageEvidence) -> Between {
        evidence.ends().map(|leverage| self.public_money_at(leverage))
    }

    /// Whether the letter's public money closes the gap with the leverage of a study.
    #[must_use]
    pub fn is_enough(&self, evidence: &LeverageEvidence) -> bool {
        self.public_money_with(evidence).low <= self.public_money.high
    }

    /// The checks that follow.
    pub(super) fn checks(&self, inputs: &Inputs<'_>) -> Vec<LetterCheck> {
        let causal = LeverageEvidence::causal_range();
        let [public, private] = inputs.target_parts;
        let [_, outlays] = inputs.outlays;
        let split = inputs.without_policy.map(|ratio| (private - (ratio - outlays)) / (public - outlays));
        let unit = "private euro a public euro";
        vec![
            LetterCheck::new("leverage that follows from the gap and the extra public money", unit, self.needed)
                .assuming("derived, of the letter's figures: the gap less the money, over the money")
                .against(causal)
                .because(format!(
                    "ours is the causal evidence, of which the letter's {} to {} billion asks more than the most; even with the most of it a \
                     gap of {} takes {:.1} billion of public money a year",
                    self.public_money.low,
                    self.public_money.high,
                    self.gap,
                    self.public_money_at(causal.high)
                )),
            LetterCheck::new("leverage that follows from the gap and the extra public money", unit, self.needed)
                .assuming("derived, of the letter's figures: the gap less the money, over the money")
                .against(split)
                .because("ours is what 2% private lacks over what 1% public lacks, by the letter's own ratios: its parts ask for less leverage than its money"),
            LetterCheck::new("private co-financing of IPCEI", unit, Between::one(1.79))
                .against_as(split, None)
                .because(
                    "near the leverage of the parts, and no evidence for it: a ratio of what both paid is not what one brings about",
                ),
        ]
    }
}

/// The letter's money by year: a straight line from the low to the high end that adds up to what it is in all.
fn path(inputs: &Inputs<'_>) -> Vec<(i32, f64)> {
    let years: Vec<i32> = (FROM..=TARGET_YEAR).collect();
    let steps = (years.len() - 1).max(1) as f64;
    let Between { low, high } = inputs.public_money;
    let line = |i: usize| low + (high - low) * i as f64 / steps;
    let sum: f64 = (0..years.len()).map(line).sum();
    let scale = inputs.public_money_in_all / sum;
    years.iter().enumerate().map(|(i, year)| (*year, scale * line(i))).collect()
}

fn experiment(
    inputs: &Inputs<'_>,
    instrument: Instrument,
    path: &[(i32, f64)],
) -> Result<Experiment, LetterError> {
    let amounts = AmountPath::ByYear(path.iter().copied().collect());
    let measure =
        Measure::new(instrument, Unit::BnEur, 0.0, FROM).with_amounts(amounts).with_until(TARGET_YEAR);
    let mut scenario = Scenario::new("the letter's money").with_horizon(HORIZON).with_measure(measure);
    scenario.price_base = PRICE_BASE;
    scenario.structure = inputs.structure.clone();
    Ok(Experiment::new(inputs.economy, scenario, inputs.parameters.clone())?)
}
