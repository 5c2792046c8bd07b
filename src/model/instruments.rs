//! The instruments of policy, as one table: where the money of each goes, what answers it, what it does to the budget,
//! the units of its amounts, and what is said of it. A new instrument is one row: the response of firms (E8,
//! [`super::RdMatrix`]), public finance (E14), the plan of a scenario and `kennis instruments` all read it.

use super::firms::{Funder, Performer, Recipient};
use crate::names::named;
use crate::parameters::{ParameterId as P, ParameterValues};
use crate::scalar::Scalar;

named! {
    /// The unit of a measure's amount.
    Unit {
        /// Share of baseline GDP in the year, as a fraction.
        GdpShare = "gdp_share",
        /// Billion euro of the price base.
        BnEur = "bn_eur",
        /// Billion of the national currency, of the price base, outside the euro.
        BnLcu = "bn_lcu",
        /// Persons trained each year.
        Persons = "persons",
        /// Years of schooling more for each cohort.
        YearsOfSchooling = "years_of_schooling",
        /// Standard deviations of skills more for each cohort.
        QualitySd = "quality_sd",
        /// Pupils who begin an intervention each year.
        Pupils = "pupils",
    }
}

impl Unit {
    /// Whether the amount is money.
    #[must_use]
    pub fn is_money(self) -> bool {
        matches!(self, Self::GdpShare | Self::BnEur | Self::BnLcu)
    }
}

named! {
    /// What an instrument acts on.
    ActsOn {
        /// R&D money, or the response of firms to it: what a target forbids in its years.
        Rd = "rd",
        /// Persons trained for technical work.
        Technicians = "technicians",
        /// Schooling and skills of cohorts.
        Cohorts = "cohorts",
    }
}

/// Extra private euro per public euro, `m`; for tax credits R&D per euro of forgone tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Additionality {
    /// None.
    Zero,
    /// `m`, a parameter.
    Is(P),
    /// The product of two parameters: the share that is R&D, and the share of it that is additional.
    Product(P, P),
    /// `q (1 + r) - 1`: `q` the additional share, `r` the euros that a public euro brings along.
    Cofinanced {
        /// `q`.
        share: P,
        /// `r`.
        leverage: P,
    },
}

impl Additionality {
    /// `m` under these parameters.
    #[inline(always)]
    #[must_use]
    pub fn value<S: Scalar>(self, p: &ParameterValues<S>) -> S {
        match self {
            Self::Zero => S::of(0.0),
            Self::Is(id) => p[id],
            Self::Product(one, other) => p[one] * p[other],
            Self::Cofinanced { share, leverage } => p[share] * (S::of(1.0) + p[leverage]) - S::of(1.0),
        }
    }
}

/// A row of the table of instruments.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct InstrumentRow {
    /// What it acts on.
    pub acts_on: ActsOn,
    /// Who receives its money, as R&D paid by government.
    pub recipient: Recipient,
    /// What firms add.
    pub additionality: Additionality,
    /// Who pays for what firms add.
    pub response_paid_by: Funder,
    /// The parameter that says which share of the outlay comes back.
    pub repaid: Option<P>,
    /// Whether the money is tax that is forgone, and no government funding.
    pub forgone_tax: bool,
    /// Whether the money leaves the country.
    pub goes_abroad: bool,
    /// The units that a measure can have.
    pub units: &'static [Unit],
    /// In words: where the public money goes in the matrix of R&D by performer and funder.
    pub money: &'static str,
    /// In words: the response, in the symbols of its parameters.
    pub response: &'static str,
    /// The parameters of the response.
    pub parameters: &'static [P],
    /// Dutch schemes, and words in use, that are this instrument. A fund that pays several kinds stands in each.
    pub aliases: &'static [&'static str],
}

/// Money that buys no R&D by itself; rows say what is different.
const ROW: InstrumentRow = InstrumentRow {
    acts_on: ActsOn::Rd,
    recipient: Recipient::Nobody,
    additionality: Additionality::Zero,
    response_paid_by: Funder::Business,
    repaid: None,
    forgone_tax: false,
    goes_abroad: false,
    units: &[Unit::GdpShare, Unit::BnEur, Unit::BnLcu],
    money: "none",
    response: "m",
    parameters: &[],
    aliases: &[],
};

/// Money for the R&D of firms.
const TO_BUSINESS: InstrumentRow = InstrumentRow {
    recipient: Recipient::Performer(Performer::Business),
    money: "business, paid by government",
    ..ROW
};

/// Declares the instruments and their rows.
macro_rules! instruments {
    ($($(#[doc = $doc:literal])+ $instrument:ident = $name:literal, $row:expr;)*) => {
        named! {
            /// An instrument of R&D or education policy.
            Instrument {
                $($(#[doc = $doc])+ $instrument = $name,)*
            }
        }

        /// The rows, in the order of the instruments.
        const TABLE: &[InstrumentRow] = &[$($row),*];
    };
}

instruments! {
    /// Research at universities and public institutes.
    PublicResearch = "public_research", InstrumentRow {
        recipient: Recipient::PublicSector,
        money: "higher education and government institutes, paid by government, in their baseline proportion",
        response: "0: what public knowledge does to firms is complementarity",
        parameters: &[P::Complementarity],
        aliases: &["NWO", "KNAW", "TO2", "eerste geldstroom", "tweede geldstroom", "sectorplannen", "Fonds voor Onderzoek en Wetenschap", "fundamenteel onderzoek", "NGF", "Nationaal Groeifonds", "Groeifonds"],
        ..ROW
    };
    /// Subsidies to the R&D of firms.
    DirectSubsidy = "direct_subsidy", InstrumentRow {
        additionality: Additionality::Is(P::AdditionalityDirectSubsidy),
        parameters: &[P::AdditionalityDirectSubsidy],
        aliases: &["MIT", "PPS", "PPP", "PPS-toeslag", "PPP-toeslag", "PPS-innovatieregeling", "TKI-toeslag", "IPCEI", "subsidie", "R&D-subsidie", "NGF", "Nationaal Groeifonds", "Groeifonds"],
        ..TO_BUSINESS
    };
    /// Tax credits for the R&D of firms.
    TaxCredit = "tax_credit", InstrumentRow {
        additionality: Additionality::Is(P::BangForTheBuckTaxCredit),
        forgone_tax: true,
        money: "none: forgone tax, not government funding",
        response: "b, R&D per euro of forgone tax",
        parameters: &[P::BangForTheBuckTaxCredit],
        aliases: &["WBSO", "S&O-afdrachtvermindering", "RDA", "R&D-aftrek", "fiscale aftrek"],
        ..ROW
    };
    /// Public procurement of innovation.
    InnovationProcurement = "innovation_procurement", InstrumentRow {
        additionality: Additionality::Is(P::AdditionalityInnovationProcurement),
        parameters: &[P::AdditionalityInnovationProcurement],
        aliases: &["SBIR", "launching customer", "innovatiegericht inkopen", "innovatie-inkoop"],
        ..TO_BUSINESS
    };
    /// Public venture capital.
    VentureCapital = "venture_capital", InstrumentRow {
        additionality: Additionality::Product(P::RdShareVentureCapital, P::AdditionalShareVentureCapital),
        repaid: Some(P::VentureCapitalRepayment),
        money: "none: capital is not R&D",
        response: "rd_share x additional_share",
        parameters: &[P::RdShareVentureCapital, P::AdditionalShareVentureCapital, P::VentureCapitalRepayment],
        aliases: &["Invest-NL", "Dutch Venture Initiative", "DVI", "Deep Tech Fund", "Seed Capital", "ROM", "durfkapitaal"],
        ..ROW
    };
    /// National co-financing of European programmes.
    EuCofinancing = "eu_cofinancing", InstrumentRow {
        additionality: Additionality::Cofinanced {
            share: P::AdditionalShareEuCofinancing,
            leverage: P::LeverageEuCofinancing,
        },
        response: "q (1 + r) - 1",
        parameters: &[P::AdditionalShareEuCofinancing, P::LeverageEuCofinancing],
        aliases: &["Horizon Europe", "Eurostars", "Eureka", "EFRO", "cofinanciering"],
        ..TO_BUSINESS
    };
    /// Research facilities.
    Facilities = "facilities", InstrumentRow {
        recipient: Recipient::Performer(Performer::Government),
        additionality: Additionality::Is(P::AdditionalityFacilities),
        money: "government institutes, paid by government",
        parameters: &[P::AdditionalityFacilities],
        aliases: &["GWI", "onderzoeksfaciliteiten", "onderzoeksinfrastructuur", "NGF", "Nationaal Groeifonds", "Groeifonds"],
        ..ROW
    };
    /// Valorisation of public research.
    Valorisation = "valorisation", InstrumentRow {
        recipient: Recipient::Performer(Performer::HigherEducation),
        additionality: Additionality::Is(P::AdditionalityValorisation),
        money: "higher education, paid by government",
        parameters: &[P::AdditionalityValorisation],
        aliases: &["valorisatie", "Take-off", "Thematic Technology Transfer", "TTT", "kennistransfer"],
        ..ROW
    };
    /// Training of technicians.
    Talent = "talent", InstrumentRow {
        acts_on: ActsOn::Technicians,
        units: &[Unit::Persons],
        money: "training; technicians work from the year after",
        response: "supply of researchers and human capital",
        parameters: &[
            P::TechnicianAdditionalShare,
            P::TechnicianRdShare,
            P::TechnicianPremium,
            P::TechnicianTrainingYears,
        ],
        aliases: &["Techniekpact", "technici", "techniekonderwijs", "omscholing", "NGF", "Nationaal Groeifonds", "Groeifonds"],
        ..ROW
    };
    /// Attraction of R&D-intensive firms from abroad.
    FirmAttraction = "firm_attraction", InstrumentRow {
        additionality: Additionality::Is(P::AdditionalityFirmAttraction),
        response_paid_by: Funder::Abroad,
        goes_abroad: true,
        response: "m, in R&D of business paid from abroad",
        parameters: &[P::AdditionalityFirmAttraction],
        aliases: &["NFIA", "acquisitie", "vestigingsklimaat"],
        ..ROW
    };
    /// Schooling and skills of new cohorts.
    Education = "education", InstrumentRow {
        acts_on: ActsOn::Cohorts,
        units: &[
            Unit::YearsOfSchooling,
            Unit::QualitySd,
            Unit::Pupils,
            Unit::GdpShare,
            Unit::BnEur,
            Unit::BnLcu,
        ],
        money: "schools; cohorts enter work after their lag",
        response: "human capital",
        parameters: &[
            P::MincerReturn,
            P::SkillReturn,
            P::EntrantLabour,
            P::InterventionEffect,
            P::InterventionFadeOut,
            P::EducationUnitCost,
            P::EducationEffectiveness,
            P::SkillPerLogSpending,
            P::EducationSpending,
        ],
        aliases: &["onderwijs", "scholing", "basisvaardigheden", "Nationaal Programma Onderwijs", "NPO", "NGF", "Nationaal Groeifonds", "Groeifonds"],
        ..ROW
    };
}

impl Instrument {
    /// Its row of the table.
    #[inline(always)]
    #[must_use]
    pub fn row(self) -> &'static InstrumentRow {
        &TABLE[self as usize]
    }

    /// The units that a measure with this instrument can have.
    #[must_use]
    pub fn units(self) -> &'static [Unit] {
        self.row().units
    }

    /// Whether the measure changes R&D money, or the response of firms to it: what a target forbids in its years.
    #[must_use]
    pub fn is_rd(self) -> bool {
        self.row().acts_on == ActsOn::Rd
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::ParameterSet;
    use approx::assert_relative_eq;

    #[test]
    fn the_rows_name_the_parameters_of_their_response() {
        // Moving a parameter that a row names moves the response; moving any other one does not.
        let set = ParameterSet::default();
        for instrument in Instrument::ALL.iter().filter(|i| i.is_rd() && **i != Instrument::PublicResearch) {
            let row = instrument.row();
            for id in P::all() {
                let mut moved = set.centres();
                moved.set(id, moved[id] + 0.1);
                let moves = row.additionality.value(&moved) != row.additionality.value(&set.centres());
                let named = row.parameters.contains(&id) && Some(id) != row.repaid;
                assert_eq!(moves, named, "{instrument}, {}", id.name());
            }
        }
    }

    #[test]
    fn money_goes_where_the_model_has_it() {
        let to = |instrument: Instrument| instrument.row().recipient;
        assert_eq!(to(Instrument::PublicResearch), Recipient::PublicSector);
        assert_eq!(to(Instrument::Facilities), Recipient::Performer(Performer::Government));
        assert_eq!(to(Instrument::Valorisation), Recipient::Performer(Performer::HigherEducation));
        for instrument in
            [Instrument::DirectSubsidy, Instrument::InnovationProcurement, Instrument::EuCofinancing]
        {
            assert_eq!(to(instrument), Recipient::Performer(Performer::Business));
        }
        for instrument in [Instrument::TaxCredit, Instrument::VentureCapital, Instrument::FirmAttraction] {
            assert_eq!(to(instrument), Recipient::Nobody);
        }
        let only = |flag: fn(&InstrumentRow) -> bool| {
            Instrument::ALL.iter().copied().filter(|i| flag(i.row())).collect::<Vec<_>>()
        };
        assert_eq!(only(|row| row.forgone_tax), [Instrument::TaxCredit]);
        assert_eq!(only(|row| row.goes_abroad), [Instrument::FirmAttraction]);
        assert_eq!(only(|row| row.response_paid_by == Funder::Abroad), [Instrument::FirmAttraction]);
        assert_eq!(only(|row| row.repaid.is_some()), [Instrument::VentureCapital]);
    }

    #[test]
    fn names_are_read_and_written_and_slips_name_the_nearest() {
        for instrument in Instrument::ALL {
            assert_eq!(instrument.to_string().parse(), Ok(*instrument));
        }
        let error = "tax_credits".parse::<Instrument>().unwrap_err();
        assert_eq!(error.nearest, Some("tax_credit"));
        let said = error.to_string();
        assert!(said.contains("public_research, direct_subsidy"), "{said}");
        assert!(said.ends_with("; did you mean \"tax_credit\"?"), "{said}");
        assert_eq!("x".parse::<Instrument>().unwrap_err().nearest, None);
    }

    #[test]
    fn cofinancing_leverage_is_not_taken_as_causal() {
        let p = ParameterSet::default().centres();
        let m = |instrument: Instrument| instrument.row().additionality.value(&p);
        assert_relative_eq!(m(Instrument::EuCofinancing), 0.5 * 2.79 - 1.0);
        assert_relative_eq!(m(Instrument::VentureCapital), 0.09);
        assert_eq!(m(Instrument::PublicResearch), 0.0);
    }
}
