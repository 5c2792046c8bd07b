//! The instruments of policy and the units in which a measure states its amount.

use crate::names::named;

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

impl Unit {
    /// Whether the amount is money.
    #[must_use]
    pub fn is_money(self) -> bool {
        matches!(self, Self::GdpShare | Self::BnEur | Self::BnLcu)
    }
}
