//! What a euro of support does to R&D, through the response of firms (E8).

use super::published_result::{Paper, PublishedResult, Rank, Stated};
use crate::model::{Instrument, Response};
use crate::parameters::{ParameterId as P, ParameterSet, ParameterValues};

pub(super) fn rows(stated: &Stated) -> Vec<PublishedResult> {
    let mut p = ParameterSet::default().centres();
    p.set(P::AdditionalityDirectSubsidy, stated.value("guellec_pottelsberghe.additionality", 0.70));
    // The response of firms to a euro a year for good, when they have adjusted.
    let adjusted = |p: &ParameterValues<f64>, instrument: Instrument| {
        let mut response = Response::new();
        (0..200)
            .map(|_| response.respond(p[P::FirmAdjustment], instrument.row().additionality.value(p), 1.0))
            .last()
            .unwrap_or(0.0)
    };
    // A tax credit is no funding of R&D: what firms add is all there is.
    let tax_credit = |bang_for_the_buck| {
        let mut p = p;
        p.set(P::BangForTheBuckTaxCredit, bang_for_the_buck);
        adjusted(&p, Instrument::TaxCredit)
    };
    let wbso = Paper {
        source: "SEO and Dialogic 2025, evaluation of the WBSO 2018-2022",
        r#where: "summary",
        rank: Rank::B,
    };
    let support = Paper {
        source: "Guellec and van Pottelsberghe 2000",
        r#where: "abstract (OECD STI working paper 2000/4)",
        rank: Rank::B,
    };
    vec![
        wbso.row(
            "wbso_bang_for_the_buck",
            "R&D per euro of tax credit",
            0.81,
            0.005,
            tax_credit(stated.value("wbso.bang_for_the_buck", 0.81)),
        ),
        wbso.row(
            "wbso_bang_for_the_buck_narrow",
            "R&D in the narrow sense of the tax credit (S&O) per euro of it",
            0.41,
            0.003,
            tax_credit(stated.value("wbso.bang_for_the_buck_narrow", 0.41)),
        ),
        // A subsidy is: the euro itself, and what firms add.
        support.row(
            "guellec_pottelsberghe_direct_support",
            "R&D per dollar of direct support",
            1.70,
            0.005,
            1.0 + adjusted(&p, Instrument::DirectSubsidy),
        ),
    ]
}
