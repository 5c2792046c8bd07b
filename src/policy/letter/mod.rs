//! The arithmetic of the letter on the 3% R&D action plan: every figure of it that can be computed, beside ours, and the
//! leverage that its sums need beside the evidence on leverage.
//!
//! ```math
//! \text{gap}_b = (3\% - r_{2030})\, Y_{2030}\, P_b, \qquad m = \frac{\text{gap} - G}{G}, \qquad G(m) = \frac{\text{gap}}{1 + m}
//! ```
//! `r` is R&D over GDP without new policy, `Y` GDP of our baseline, `P_b` the price level of base `b`, `G` public money and `m` the
//! private euro that a public euro must bring. Figures of money agree or not by price base: each is shown under all.
//!
//! Source: Minister of Economic Affairs, letter to parliament on the 3% R&D action plan, 11 July 2025.

mod check;
mod error;
mod evidence;
mod figures;
mod inputs;
mod leverage;
mod money;
mod people;
mod ratios;

pub use check::{Between, LetterCheck};
pub use error::LetterError;
pub use evidence::{EVIDENCE, LeverageEvidence};
pub use leverage::{InstrumentReach, Leverage};
pub use money::PriceBase;

use crate::data::Economy;
use crate::ensemble::Settings;
use crate::parameters::ParameterSet;
use crate::structures::StructureChoice;
use inputs::Inputs;

/// The letter's figures beside ours.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Letter {
    /// Figure by figure.
    pub checks: Vec<LetterCheck>,
    /// How its sums of money fare under each price base.
    pub price_bases: Vec<PriceBase>,
    /// The leverage that they need.
    pub leverage: Leverage,
}

impl Letter {
    /// Checks the letter on the data of the Netherlands, with the baseline, parameters and structures given. Its money is run
    /// through four instruments by `settings`.
    ///
    /// # Errors
    /// [`LetterError`].
    pub fn check(
        economy: &Economy,
        parameters: &ParameterSet,
        structure: &StructureChoice,
        settings: &Settings,
    ) -> Result<Self, LetterError> {
        let inputs = Inputs::new(economy, parameters, structure)?;
        let price_bases = money::price_bases(&inputs);
        let leverage = Leverage::new(&inputs, settings)?;
        let mut checks = ratios::checks(&inputs)?;
        checks.extend(price_bases.iter().flat_map(|base| base.checks(&inputs)));
        checks.extend(money::sums(&inputs));
        checks.extend(leverage.checks(&inputs));
        checks.extend(people::checks(&inputs)?);
        checks.extend(figures::not_computed());
        Ok(Self { checks, price_bases, leverage })
    }

    /// How many figures agree, how many do not, and of how many that cannot be said.
    #[must_use]
    pub fn counts(&self) -> [usize; 3] {
        let count = |consistent| self.checks.iter().filter(|check| check.consistent == consistent).count();
        [count(Some(true)), count(Some(false)), count(None)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter() -> Letter {
        let settings = Settings::default().with_draws(64);
        let economy = Economy::netherlands().unwrap();
        Letter::check(&economy, &ParameterSet::default(), &StructureChoice::All, &settings).unwrap()
    }

    #[test]
    fn sums_follow_from_each_other() {
        let letter = letter();
        let leverage = &letter.leverage;
        // By hand: (12 - 4)/4 and (12 - 2)/2, and back.
        assert_eq!(leverage.needed, Between::new(2.0, 5.0));
        for (leverage_needed, money) in [(2.0, 4.0), (5.0, 2.0), (0.0, 12.0), (0.5, 8.0)] {
            assert!((leverage.public_money_at(leverage_needed) - money).abs() < 1e-12);
        }
        let total: f64 = leverage.path.iter().map(|(_, money)| money).sum();
        assert!((total - 14.9).abs() < 1e-12);
        assert!(leverage.path.windows(2).all(|pair| pair[1].1 > pair[0].1));
        let [agree, not, unsaid] = letter.counts();
        assert_eq!(agree + not + unsaid, letter.checks.len());
        // Every comparison has a reason, and what is not computed says so.
        for check in &letter.checks {
            assert!(!check.why.is_empty(), "{check:?}");
            assert_eq!(check.ours.is_none(), check.why.starts_with("not computed"), "{check:?}");
            assert!(check.ours.is_some() || check.consistent.is_none());
        }
    }

    #[test]
    fn the_gap_is_over_twelve_billion_in_prices_of_the_letter_and_not_in_those_of_2030() {
        let letter = letter();
        let economy = Economy::netherlands().unwrap();
        let gap = |base: &str| {
            let of_base = |check: &&LetterCheck| {
                check.figure.starts_with("gap to 3% in 2030: over")
                    && check.price_base.as_deref() == Some(base)
            };
            letter.checks.iter().find(of_base).unwrap()
        };
        assert_eq!(gap("2024").consistent, Some(true));
        assert_eq!(gap("2030 (current prices)").consistent, Some(false));
        // One price base is the other one in other prices, whatever GDP is.
        let (older, newer) = (gap("2023").ours.unwrap(), gap("2024").ours.unwrap());
        let price = economy.relative_price(2024).unwrap() / economy.relative_price(2023).unwrap();
        assert!((newer.low / older.low - price).abs() < 1e-12);
        assert!((newer.high / newer.low - 1.04 / 0.99).abs() < 1e-9);
        assert_eq!(
            letter.price_bases.iter().map(|base| base.is_assumed).collect::<Vec<_>>(),
            [false, false, true, true]
        );
    }

    #[test]
    fn money_for_public_research_adds_itself_and_credits_add_less() {
        let letter = letter();
        let economy = Economy::netherlands().unwrap();
        let of = |instrument: crate::model::Instrument| {
            letter.leverage.reached.iter().find(|reach| reach.instrument == instrument).unwrap()
        };
        let (_, last) = letter.leverage.path.last().unwrap();
        let gdp = letter.price_bases.iter().find(|base| base.name == "2024").unwrap().gdp;
        // What it is itself; firms follow GDP and public stocks, which hardly move by then.
        let alone = letter.leverage.without_policy + last / gdp;
        let research = of(crate::model::Instrument::PublicResearch);
        assert!((research.rd_intensity.mean - alone).abs() < 3e-4, "{} {alone}", research.rd_intensity.mean);
        assert!((research.missing - (0.03 - research.rd_intensity.mean)).abs() < 1e-12);
        // Public research is its own money and hardly more; a credit brings less R&D than it costs.
        assert!(research.leverage.abs() < 0.05, "{}", research.leverage);
        let credit = of(crate::model::Instrument::TaxCredit);
        assert!(credit.rd_intensity.mean < research.rd_intensity.mean);
        assert!((-0.6..0.0).contains(&credit.leverage), "{}", credit.leverage);
        assert!(economy.relative_price(2024).unwrap() > 1.0);
    }

    #[test]
    fn a_letter_about_the_netherlands_says_nothing_of_others() {
        let mut economy = Economy::netherlands().unwrap();
        economy.country = "DEU".to_owned();
        let settings = Settings::default().with_draws(8);
        let result = Letter::check(&economy, &ParameterSet::default(), &StructureChoice::All, &settings);
        assert!(matches!(result, Err(LetterError::Country(country)) if country == "DEU"));
    }
}
