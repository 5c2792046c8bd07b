//! The instruments of policy and the units in which a measure states its amount.

use crate::names::named;
use crate::parameters::ParameterId as P;

named! {
    /// An instrument of R&D or education policy.
    Instrument {
        /// Research at universities and public institutes.
        PublicResearch = "public_research",
        /// Subsidies to the R&D of firms.
        DirectSubsidy = "direct_subsidy",
        /// Tax credits for the R&D of firms.
        TaxCredit = "tax_credit",
        /// Public procurement of innovation.
        InnovationProcurement = "innovation_procurement",
        /// Public venture capital.
        VentureCapital = "venture_capital",
        /// National co-financing of European programmes.
        EuCofinancing = "eu_cofinancing",
        /// Research facilities.
        Facilities = "facilities",
        /// Valorisation of public research.
        Valorisation = "valorisation",
        /// Training of technicians.
        Talent = "talent",
        /// Attraction of R&D-intensive firms from abroad.
        FirmAttraction = "firm_attraction",
        /// Schooling and skills of new cohorts.
        Education = "education",
    }
}

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
    }
}

impl Instrument {
    /// The units that a measure with this instrument can have.
    #[must_use]
    pub fn units(self) -> &'static [Unit] {
        match self {
            Self::Talent => &[Unit::Persons],
            Self::Education => {
                &[Unit::YearsOfSchooling, Unit::QualitySd, Unit::GdpShare, Unit::BnEur, Unit::BnLcu]
            }
            _ => &[Unit::GdpShare, Unit::BnEur, Unit::BnLcu],
        }
    }

    /// Whether the measure changes R&D money, or the response of firms to it: what a target forbids in its years.
    #[must_use]
    pub fn is_rd(self) -> bool {
        !matches!(self, Self::Talent | Self::Education)
    }
}

/// What the documentation and `kennis instruments` say of an instrument.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct InstrumentRow {
    /// Where the public money goes in the matrix of R&D by performer and funder.
    pub money: &'static str,
    /// The response of firms, `m`, in the symbols of its parameters.
    pub response: &'static str,
    /// The parameters of the response.
    pub parameters: &'static [P],
}

impl Instrument {
    /// Where its money goes, and what it is answered by.
    #[must_use]
    pub fn row(self) -> InstrumentRow {
        let (money, response, parameters): (_, _, &'static [P]) = match self {
            Self::PublicResearch => (
                "higher education and government institutes, paid by government, in their baseline proportion",
                "0: what public knowledge does to firms is complementarity",
                &[P::Complementarity],
            ),
            Self::DirectSubsidy => ("business, paid by government", "m", &[P::AdditionalityDirectSubsidy]),
            Self::TaxCredit => (
                "none: forgone tax, not government funding",
                "b, R&D per euro of forgone tax",
                &[P::BangForTheBuckTaxCredit],
            ),
            Self::InnovationProcurement => {
                ("business, paid by government", "m", &[P::AdditionalityInnovationProcurement])
            }
            Self::VentureCapital => (
                "none: capital is not R&D",
                "rd_share x additional_share",
                &[P::RdShareVentureCapital, P::AdditionalShareVentureCapital, P::VentureCapitalRepayment],
            ),
            Self::EuCofinancing => (
                "business, paid by government",
                "q (1 + r) - 1",
                &[P::AdditionalShareEuCofinancing, P::LeverageEuCofinancing],
            ),
            Self::Facilities => {
                ("government institutes, paid by government", "m", &[P::AdditionalityFacilities])
            }
            Self::Valorisation => {
                ("higher education, paid by government", "m", &[P::AdditionalityValorisation])
            }
            Self::Talent => (
                "training; technicians work from the year after",
                "supply of researchers and human capital",
                &[
                    P::TechnicianAdditionalShare,
                    P::TechnicianRdShare,
                    P::TechnicianPremium,
                    P::TechnicianTrainingYears,
                ],
            ),
            Self::FirmAttraction => {
                ("none", "m, in R&D of business paid from abroad", &[P::AdditionalityFirmAttraction])
            }
            Self::Education => (
                "schools; cohorts enter work after their lag",
                "human capital",
                &[
                    P::MincerReturn,
                    P::SkillReturn,
                    P::EntrantLabour,
                    P::EducationUnitCost,
                    P::EducationEffectiveness,
                    P::SkillPerLogSpending,
                    P::EducationSpending,
                ],
            ),
        };
        InstrumentRow { money, response, parameters }
    }
}

impl Unit {
    /// Whether the amount is money.
    #[must_use]
    pub fn is_money(self) -> bool {
        matches!(self, Self::GdpShare | Self::BnEur | Self::BnLcu)
    }
}
