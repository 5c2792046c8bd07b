//! Figures of the letter that are ratios to GDP: they need no price.

use super::check::{Between, LetterCheck};
use super::error::LetterError;
use super::inputs::{Inputs, OBSERVED_YEAR};
use crate::data::{FigureName, SeriesName};

const PERCENT: &str = "% of GDP";

pub(super) fn checks(inputs: &Inputs<'_>) -> Result<Vec<LetterCheck>, LetterError> {
    let mut checks = observed_ratio(inputs);
    checks.extend(baseline(inputs)?);
    checks.push(
        LetterCheck::new("gap to 3% in 2030", "percentage points of GDP", Between::one(1.0))
            .against_as(inputs.gap_in_points(), Some(inputs.gap_in_points().meets(Between::rounded(1.0, 1))))
            .because("3 less the letter's own 1.96 to 2.01"),
    );
    checks.push(parts(inputs));
    checks.push(private_part(inputs)?);
    #[cfg(feature = "panel")]
    checks.extend(elsewhere()?);
    Ok(checks)
}

/// The ratio of the last observation in every vintage.
fn observed_ratio(inputs: &Inputs<'_>) -> Vec<LetterCheck> {
    let of_year = |figure: &&crate::data::PublishedFigure| {
        figure.what == FigureName::RdTotal
            && figure.year == OBSERVED_YEAR
            && figure.unit == PERCENT
            && figure.country == "NLD"
    };
    let all: Vec<_> = inputs.published.iter().filter(of_year).collect();
    let letter = all.iter().find(|figure| Inputs::is_of_letter(figure)).map_or(2.2, |figure| figure.value);
    all.iter()
        .filter(|figure| !Inputs::is_of_letter(figure))
        .map(|figure| {
            LetterCheck::new(
                format!("R&D over GDP in {OBSERVED_YEAR}, vintage {}", figure.vintage),
                PERCENT,
                Between::one(letter),
            )
            .against_rounded(figure.value, 1)
            .because(format!("{} ({})", figure.source, figure.status.name().replace('_', " ")))
        })
        .collect()
}

/// The ratio without new policy: ours, and what follows from the letter's own fall of public outlays.
fn baseline(inputs: &Inputs<'_>) -> Result<[LetterCheck; 2], LetterError> {
    let figure =
        || LetterCheck::new("R&D over GDP in 2030 without new policy", PERCENT, inputs.without_policy);
    let observed = inputs.observed(SeriesName::RdTotal, OBSERVED_YEAR)?;
    let [before, after] = inputs.outlays;
    let ours = observed - (before - after);
    Ok([
        figure()
            .against_as(Between::one(inputs.baseline_ratio), None)
            .because("our baseline takes its ratio from the letter: this is no check"),
        figure()
            .against(Between::one(ours))
            .assuming("all other R&D keeps its ratio of 2023")
            .because(format!(
                "{observed:.2} in {OBSERVED_YEAR} less the fall of public outlays from {before} to {after}: what the letter \
                 expects asks for a fall of other R&D too, or for outlays that fall faster than the R&D they pay"
            )),
    ])
}

fn parts(inputs: &Inputs<'_>) -> LetterCheck {
    let [public, private] = inputs.target_parts;
    LetterCheck::new(
        "target, public and private parts together",
        PERCENT,
        Between::one(super::figures::TARGET),
    )
    .against(Between::one(public + private))
    .because(format!("{public} public and {private} private"))
}

/// Private R&D of 2030 that follows from the letter beside that of the last observation.
fn private_part(inputs: &Inputs<'_>) -> Result<LetterCheck, LetterError> {
    let [_, outlays] = inputs.outlays;
    let implied = inputs.without_policy.map(|ratio| ratio - outlays);
    let business = inputs.observed(SeriesName::RdBusiness, OBSERVED_YEAR)?;
    Ok(LetterCheck::new("R&D in 2030 that government outlays do not pay, without new policy", PERCENT, implied)
        .against_as(Between::one(business), None)
        .because(format!(
            "ours is R&D performed by business in {OBSERVED_YEAR}: outlays are budgets, and performers are not those who pay, so that \
             the two need not be the same"
        )))
}

#[cfg(feature = "panel")]
fn elsewhere() -> Result<Vec<LetterCheck>, LetterError> {
    let panel = crate::data::Panel::embedded()?;
    let check = |&(country, ratio, digits): &(&str, f64, u32)| {
        let figure = LetterCheck::new(
            format!("R&D over GDP in {OBSERVED_YEAR}, {country}"),
            PERCENT,
            Between::one(ratio),
        );
        let series = panel.economy(country)?.series(SeriesName::RdTotal)?;
        Ok(match series.at(OBSERVED_YEAR) {
            Some(ours) => figure
                .against_rounded(ours, digits)
                .because("OECD, Main Science and Technology Indicators, in the vintage of the panel"),
            None => figure.because(format!("not computed: the panel has no {OBSERVED_YEAR} for it")),
        })
    };
    super::figures::ELSEWHERE.iter().map(check).collect()
}
