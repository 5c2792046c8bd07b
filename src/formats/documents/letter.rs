//! The document `kennis.letter/1`.

use super::effect::{half_year, peak_year};
use super::header::Header;
use super::ranked::RankedRecord;
use super::record::record;
use super::statistics::StatisticsRecord;
use super::values::{ByName, InPlace, OrReason};
use crate::data::InputFile;
use crate::ensemble::Settings;
use crate::parameters::ParameterSet;
use crate::policy::letter::{Between, EVIDENCE, Letter, LetterCheck, Leverage};

record! {
    /// The arithmetic of the letter on the 3% R&D action plan. Keys may be added within a version.
    pub struct LetterDocument {
        /// What every document starts with.
        #[cfg_attr(test, schemars(flatten))]
        pub header: InPlace<Header>,
        /// Seed of all random numbers.
        pub seed: u64,
        /// Number of draws; zero for a check run.
        pub draws: u64,
        /// Draws left out by rule or because they are not finite, by structure: the most of any instrument.
        pub draws_dropped: ByName<u64>,
        /// Draws left out because the structure does not settle, by structure.
        pub draws_unstable: ByName<u64>,
        /// The sources of uncertainty that are on.
        pub layers: Vec<&'static str>,
        /// Figure by figure.
        pub checks: Vec<LetterCheckRecord>,
        /// How many figures agree.
        pub consistent: u64,
        /// How many do not.
        pub inconsistent: u64,
        /// Of how many that cannot be said.
        pub not_said: u64,
        /// How the letter's sums of money fare under each price base.
        pub price_bases: Vec<PriceBaseRecord>,
        /// The leverage that they need.
        pub leverage: LeverageRecord,
    }
}

record! {
    /// A figure, or the two ends between which it lies.
    pub struct BetweenRecord {
        /// The low end.
        pub low: f64,
        /// The high end.
        pub high: f64,
    }
}

record! {
    /// A figure of the letter beside ours.
    pub struct LetterCheckRecord {
        /// What it is of.
        pub figure: String,
        /// What the letter says.
        pub letter: BetweenRecord,
        /// What we compute.
        pub ours: OrReason<BetweenRecord>,
        /// Unit of both.
        pub unit: &'static str,
        /// In whose prices sums of money are; left out where there is no price.
        pub price_base: Option<String>,
        /// What ours rests on beside the data.
        pub assumptions: Vec<String>,
        /// Whether the two can both be right.
        pub consistent: OrReason<bool>,
        /// Why.
        pub why: String,
    }
}

record! {
    /// A euro of which year, and how the letter's sums fare in it.
    pub struct PriceBaseRecord {
        /// The year, or that each year has its own prices.
        pub price_base: String,
        /// GDP of our baseline in 2030, billion.
        pub gdp: f64,
        /// Whether prices go on from the last observed ones by assumption.
        pub assumed: bool,
        /// Sums that agree.
        pub consistent: u64,
        /// Sums that do not.
        pub inconsistent: u64,
    }
}

record! {
    /// The leverage of the letter's sums beside the evidence.
    pub struct LeverageRecord {
        /// The gap, billion euro a year.
        pub gap: f64,
        /// Public money, billion euro a year.
        pub public_money: BetweenRecord,
        /// Private euro a public euro that close the gap with it.
        pub needed: BetweenRecord,
        /// What studies find, with the public money that the gap would take.
        pub evidence: Vec<EvidenceRecord>,
        /// The money that is run, by year, billion euro.
        pub path: ByName<f64>,
        /// In whose prices.
        pub price_base: i32,
        /// The year of the effects on GDP.
        pub effect_year: i32,
        /// R&D over GDP of 2030 in our baseline, as a share.
        pub without_policy: f64,
        /// R&D over GDP of 2030 that this money reaches, by instrument.
        pub reached: Vec<InstrumentReachRecord>,
    }
}

record! {
    /// An estimate of private R&D a euro of public money.
    pub struct EvidenceRecord {
        /// Name.
        pub name: &'static str,
        /// Extra private euro a public euro.
        pub leverage: BetweenRecord,
        /// Public money that closes the gap with it, billion euro a year.
        pub public_money: BetweenRecord,
        /// Whether it is an effect, and not a ratio of what both paid.
        pub causal: bool,
        /// Whether the letter's public money is enough with it.
        pub enough: bool,
        /// Who finds it.
        pub source: &'static str,
    }
}

record! {
    /// How far the letter's money gets through one instrument.
    pub struct InstrumentReachRecord {
        /// The instrument.
        pub instrument: &'static str,
        /// R&D over GDP in 2030, as a share.
        pub rd_intensity: StatisticsRecord,
        /// What is missing to 3% in the mean, as a share of GDP.
        pub missing: f64,
        /// Extra R&D of 2030 that others pay, over the public money of that year.
        pub leverage: f64,
        /// GDP in the year of the effects, percent above the baseline, where the money ends in 2030.
        pub gdp: StatisticsRecord,
        /// Year in which the effect on GDP is largest.
        pub peak_year: OrReason<RankedRecord>,
        /// First year after it in which the effect is at half of it or below.
        pub half_year: OrReason<RankedRecord>,
    }
}

fn between(between: Between) -> BetweenRecord {
    BetweenRecord { low: between.low, high: between.high }
}

fn check(check: &LetterCheck) -> LetterCheckRecord {
    LetterCheckRecord {
        figure: check.figure.clone(),
        letter: between(check.letter),
        ours: OrReason::new(check.ours.map(between), "not computed: see why"),
        unit: check.unit,
        price_base: check.price_base.clone(),
        assumptions: check.assumptions.clone(),
        consistent: OrReason::new(check.consistent, "cannot be said: see why"),
        why: check.why.clone(),
    }
}

fn leverage(leverage: &Leverage) -> LeverageRecord {
    let evidence = EVIDENCE.iter().map(|evidence| EvidenceRecord {
        name: evidence.name,
        leverage: between(evidence.ends()),
        public_money: between(leverage.public_money_with(evidence)),
        causal: evidence.is_causal,
        enough: leverage.is_enough(evidence),
        source: evidence.source,
    });
    let reached = leverage.reached.iter().map(|reach| InstrumentReachRecord {
        instrument: reach.instrument.name(),
        rd_intensity: StatisticsRecord::new(&reach.rd_intensity),
        missing: reach.missing,
        leverage: reach.leverage,
        gdp: StatisticsRecord::new(&reach.gdp),
        peak_year: peak_year(&reach.peak_year),
        half_year: half_year(&reach.half_year),
    });
    LeverageRecord {
        gap: leverage.gap,
        public_money: between(leverage.public_money),
        needed: between(leverage.needed),
        evidence: evidence.collect(),
        path: leverage.path.iter().map(|(year, money)| (year.to_string(), *money)).collect(),
        price_base: leverage.price_base,
        effect_year: leverage.effect_year,
        without_policy: leverage.without_policy,
        reached: reached.collect(),
    }
}

/// The document of the letter. `command` is the command that reproduces it, `vintage` that of the data.
#[must_use]
pub fn letter_document(
    letter: &Letter,
    (parameters, settings): (&ParameterSet, &Settings),
    (vintage, price_base): (&str, i32),
    inputs: &[InputFile],
    command: &str,
) -> LetterDocument {
    let header = Header::of_parameters("kennis.letter/1", parameters, vintage, price_base, command)
        .with_warnings(letter.leverage.warnings.clone())
        .with_inputs(inputs);
    let [consistent, inconsistent, not_said] = letter.counts().map(|count| count as u64);
    let left_out = &letter.leverage.left_out;
    let base = |base: &crate::policy::letter::PriceBase| PriceBaseRecord {
        price_base: base.name.clone(),
        gdp: base.gdp,
        assumed: base.is_assumed,
        consistent: base.counts[0] as u64,
        inconsistent: base.counts[1] as u64,
    };
    LetterDocument {
        header: InPlace(header),
        seed: settings.seed,
        draws: settings.draws,
        draws_dropped: left_out.iter().map(|(name, dropped, _)| (*name, *dropped)).collect(),
        draws_unstable: left_out.iter().map(|(name, _, unstable)| (*name, *unstable)).collect(),
        layers: letter.leverage.layers.clone(),
        checks: letter.checks.iter().map(check).collect(),
        consistent,
        inconsistent,
        not_said,
        price_bases: letter.price_bases.iter().map(base).collect(),
        leverage: leverage(&letter.leverage),
    }
}
