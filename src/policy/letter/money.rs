//! Figures of the letter that are sums of money: each under every price base, since the letter names none.

use super::check::{Between, LetterCheck};
use super::figures::TARGET;
use super::inputs::{Inputs, TARGET_YEAR};

/// Growth of prices after the last deflator, a year: an assumption, the aim of the European Central Bank.
const INFLATION: f64 = 0.02;

/// A euro of which year, and how the letter's sums fare in it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PriceBase {
    /// The year, or that each year has its own prices.
    pub name: String,
    /// GDP of our baseline in 2030, billion.
    pub gdp: f64,
    /// Whether prices go on from the last observed ones by assumption.
    pub is_assumed: bool,
    /// Sums that agree, and sums that do not.
    pub counts: [usize; 2],
}

/// The price bases: two that are observed, one a year on, and prices of 2030 itself.
pub(super) fn price_bases(inputs: &Inputs<'_>) -> Vec<PriceBase> {
    let last = (2020..TARGET_YEAR).rev().find(|year| inputs.economy.relative_price(*year).is_ok());
    let Some(last) = last else { return Vec::new() };
    let at_last = inputs.economy.relative_price(last).unwrap_or(1.0);
    let ahead = |year: i32| {
        let years = u32::try_from(year - last).unwrap_or(0);
        (0..years).fold(at_last, |price, _| price * (1.0 + INFLATION))
    };
    let base = |name: String, price: f64, is_assumed: bool| {
        let mut base =
            PriceBase { name, gdp: inputs.gdp_in(TARGET_YEAR) * price, is_assumed, counts: [0; 2] };
        let checks = base.checks(inputs);
        base.counts = [true, false]
            .map(|consistent| checks.iter().filter(|check| check.consistent == Some(consistent)).count());
        base
    };
    let mut bases = Vec::new();
    for year in last - 1..=last {
        if let Ok(price) = inputs.economy.relative_price(year) {
            bases.push(base(year.to_string(), price, false));
        }
    }
    bases.push(base((last + 1).to_string(), ahead(last + 1), true));
    bases.push(base(format!("{TARGET_YEAR} (current prices)"), ahead(TARGET_YEAR), true));
    bases
}

impl PriceBase {
    /// The sums of the letter in these prices.
    pub(super) fn checks(&self, inputs: &Inputs<'_>) -> Vec<LetterCheck> {
        let billion = |points: f64| points / 100.0 * self.gdp;
        let [before, after] = inputs.outlays;
        let [public, _] = inputs.target_parts;
        let gap = inputs.gap_in_points().map(billion);
        let over = Between::new(inputs.gap, inputs.gap + 1.0);
        let checks = [
            LetterCheck::new("gap to 3% in 2030: over", "billion euro a year", Between::one(inputs.gap))
                .against_as(gap, Some(gap.meets(over)))
                .because(format!(
                    "{:.2} to {:.2} points of a GDP of {:.0} billion; \"over {}\" is read as up to {}",
                    inputs.gap_in_points().low,
                    inputs.gap_in_points().high,
                    self.gdp,
                    inputs.gap,
                    inputs.gap + 1.0
                )),
            LetterCheck::new(
                "extra public money, beside the fall of public outlays",
                "billion euro a year",
                inputs.public_money,
            )
            .against_as(Between::one(billion(before - after)), None)
            .because(format!(
                "the fall from {before} to {after}% of GDP alone is so much: the low end of the money little more than undoes it"
            )),
            LetterCheck::new(
                "extra public money, beside what 1% of GDP from public sources lacks",
                "billion euro a year",
                inputs.public_money,
            )
            .against(Between::one(billion(public - after)))
            .because(format!("{public} less the letter's own {after}% of GDP in {TARGET_YEAR}")),
        ];
        checks.map(|check| self.priced(check)).to_vec()
    }

    fn priced(&self, check: LetterCheck) -> LetterCheck {
        let check = check.in_prices_of(&self.name).assuming("GDP of our baseline in 2030");
        if self.is_assumed {
            check.assuming(format!("prices rise by {}% a year from the last observed", 100.0 * INFLATION))
        } else {
            check
        }
    }
}

/// Sums that need no price: they are of each other.
pub(super) fn sums(inputs: &Inputs<'_>) -> Vec<LetterCheck> {
    const YEARS: f64 = 5.0;
    let all = Between::one(inputs.public_money_in_all);
    let ramp = YEARS * 0.5 * (inputs.public_money.low + inputs.public_money.high);
    // A sum of five that are rounded to a half each.
    let rounding = Between::new(ramp - 0.5 * YEARS, ramp + 0.5 * YEARS);
    vec![
        LetterCheck::new(
            "extra public money of 2026 to 2030, a year",
            "billion euro a year",
            inputs.public_money,
        )
        .against(Between::one(inputs.public_money_in_all / YEARS))
        .because(format!("{} over five years", inputs.public_money_in_all)),
        LetterCheck::new("extra public money of 2026 to 2030 together", "billion euro", all)
            .against_as(Between::one(ramp), Some(rounding.meets(all)))
            .assuming("a straight line from the low to the high end")
            .because("2, 2.5, 3, 3.5 and 4 are 15, within the rounding of both ends"),
        LetterCheck::new("target", "% of GDP", Between::one(TARGET)).because(
            "not computed: it is chosen; the ratio that the letter's money reaches stands under leverage",
        ),
    ]
}
