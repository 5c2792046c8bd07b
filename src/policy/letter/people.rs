//! Figures of the letter about firms, taxes and people, as shares of what the data know.

use super::check::{Between, LetterCheck};
use super::error::LetterError;
use super::figures::{A_QUARTER, ASML, BUSINESS_TAXES, INSTITUTIONAL_CAPITAL, TECHNICIANS};
use super::inputs::{Inputs, OBSERVED_YEAR};
use crate::data::SeriesName;
use crate::parameters::ParameterId as P;

pub(super) fn checks(inputs: &Inputs<'_>) -> Result<Vec<LetterCheck>, LetterError> {
    Ok(vec![one_firm(inputs)?, taxes(inputs)?, capital(inputs), technicians(inputs)?])
}

/// One firm's R&D in that of all business.
fn one_firm(inputs: &Inputs<'_>) -> Result<LetterCheck, LetterError> {
    let gdp = inputs.observed(SeriesName::GdpNominal, OBSERVED_YEAR)? / 1000.0;
    let business = inputs.observed(SeriesName::RdBusiness, OBSERVED_YEAR)? / 100.0 * gdp;
    let asml =
        LetterCheck::new(format!("R&D of ASML in {OBSERVED_YEAR}"), "billion euro", Between::one(ASML));
    Ok(asml.against_as(Between::one(business), None).because(format!(
        "ours is R&D performed by business in the Netherlands: {:.0}% of it, were all of ASML's performed there, which the letter does \
         not say; with one firm of this size the ratio of the country moves with that firm",
        100.0 * ASML / business
    )))
}

/// Business taxes as a share of all.
fn taxes(inputs: &Inputs<'_>) -> Result<LetterCheck, LetterError> {
    const YEAR: i32 = 2024;
    let share = inputs.parameters.centres()[P::TaxShare];
    let gdp = inputs.gdp_in(YEAR) * inputs.economy.relative_price(YEAR)?;
    let ours = 100.0 * BUSINESS_TAXES / (share * gdp);
    let [low, high] = A_QUARTER;
    Ok(LetterCheck::new(
        "taxes, premiums and other payments of business, share of all tax and premium revenue in 2024",
        "%",
        Between::one(25.0),
    )
    .against_as(Between::one(ours), Some((low..high).contains(&ours)))
    .assuming(format!("taxes and premiums are {share} of GDP (tax_share); GDP of {YEAR} of our baseline"))
    .because(format!(
        "{BUSINESS_TAXES} of {:.0} billion euro; \"about a quarter\" is read as {low} to {high}",
        share * gdp
    )))
}

/// Capital is not R&D: what part of it becomes R&D that would not have been.
fn capital(inputs: &Inputs<'_>) -> LetterCheck {
    let p = inputs.parameters.centres();
    let ours = INSTITUTIONAL_CAPITAL * p[P::RdShareVentureCapital] * p[P::AdditionalShareVentureCapital];
    LetterCheck::new(
        "institutional capital for R&D-intensive firms by 2030",
        "billion euro in all",
        Between::one(INSTITUTIONAL_CAPITAL),
    )
    .against_as(Between::one(ours), None)
    .assuming(format!(
        "{} of it is spent on R&D, {} of that would not have been otherwise (centres of the parameters)",
        p[P::RdShareVentureCapital],
        p[P::AdditionalShareVentureCapital]
    ))
    .because(
        "ours is the R&D that it becomes, once: capital is no outlay on R&D, and must not be counted as one",
    )
}

/// Technicians among those who work, and those of them who do R&D.
fn technicians(inputs: &Inputs<'_>) -> Result<LetterCheck, LetterError> {
    let p = inputs.parameters.centres();
    let employment = inputs.economy.series(SeriesName::Employment)?;
    let year = inputs.economy.observed(SeriesName::Employment)?.last;
    let share = 100.0 * TECHNICIANS / employment.require(year)?;
    let in_rd = TECHNICIANS * p[P::TechnicianAdditionalShare] * p[P::TechnicianRdShare];
    Ok(LetterCheck::new("extra technicians of the microchip talent plan", "persons", Between::one(TECHNICIANS))
        .against_as(Between::one(in_rd), None)
        .assuming(format!(
            "{} of them would not have been technicians without it, {} of those do R&D (centres of the parameters, assumptions)",
            p[P::TechnicianAdditionalShare],
            p[P::TechnicianRdShare]
        ))
        .because(format!(
            "ours is those among them whom R&D gains; all of them are {share:.2}% of those who worked in {year}"
        )))
}
