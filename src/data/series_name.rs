//! The series that the model knows, and the values that each can have.

use crate::names::named;
use std::ops::RangeInclusive;

named! {
    /// The series that the model knows. Volumes and ratios are stored as published; see [`super::Economy`]
    /// for what is derived from them.
    SeriesName {
        /// GDP at constant prices.
        GdpVolume = "gdp_volume",
        /// GDP at current prices.
        GdpNominal = "gdp_nominal",
        /// Deflator of GDP.
        GdpDeflator = "gdp_deflator",
        /// Purchasing power parity of GDP.
        PurchasingPowerParity = "purchasing_power_parity",
        /// Hours worked.
        Hours = "hours",
        /// Persons employed.
        Employment = "employment",
        /// Population.
        Population = "population",
        /// R&D performed, all sectors (GERD).
        RdTotal = "rd_total",
        /// R&D performed by business.
        RdBusiness = "rd_business",
        /// R&D performed by government institutes.
        RdGovernment = "rd_government",
        /// R&D performed by higher education.
        RdHigherEducation = "rd_higher_education",
        /// R&D performed by private non-profit institutes.
        RdPrivateNonprofit = "rd_private_nonprofit",
        /// R&D funded by business.
        RdFundedBusiness = "rd_funded_business",
        /// R&D funded by government.
        RdFundedGovernment = "rd_funded_government",
        /// R&D funded by other national sources.
        RdFundedOtherNational = "rd_funded_other_national",
        /// R&D funded from abroad.
        RdFundedAbroad = "rd_funded_abroad",
        /// Breaks in the R&D series.
        RdBreak = "rd_break",
        /// Government budget allocations for R&D (GBARD).
        GovernmentBudgetRd = "government_budget_rd",
        /// Researchers.
        Researchers = "researchers",
        /// R&D personnel.
        RdPersonnel = "rd_personnel",
        /// Capital stock.
        CapitalStock = "capital_stock",
        /// The GDP that goes with the capital stock.
        GdpOfCapitalStock = "gdp_of_capital_stock",
        /// Human capital index.
        HumanCapital = "human_capital",
        /// Total factor productivity.
        Tfp = "tfp",
        /// Capital services, which the TFP series is built on.
        CapitalServices = "capital_services",
        /// The GDP that goes with the TFP series.
        GdpOfTfp = "gdp_of_tfp",
        /// The hours that go with the TFP series.
        HoursOfTfp = "hours_of_tfp",
        /// Labour's share of income.
        LabourShare = "labour_share",
        /// Depreciation rate of capital.
        CapitalDepreciationRate = "capital_depreciation_rate",
        /// Goods imports over GDP.
        ImportShareGoods = "import_share_goods",
        /// Projected growth of GDP.
        GdpGrowth = "gdp_growth",
        /// Projected growth of hours.
        HoursGrowth = "hours_growth",
        /// Projected population of 15 to 64.
        Population15To64 = "population_15_64",
        /// Projected R&D over GDP without new policy.
        RdIntensity = "rd_intensity",
        /// Lower end of the projected R&D over GDP.
        RdIntensityLow = "rd_intensity_low",
        /// Upper end of the projected R&D over GDP.
        RdIntensityHigh = "rd_intensity_high",
        /// Government outlays on R&D.
        GovernmentRdOutlays = "government_rd_outlays",
    }
}

impl SeriesName {
    /// The values that can be meant, and their unit: what lies outside is taken for a slip in the unit, such as money
    /// where a ratio to GDP is expected.
    #[must_use]
    pub fn plausible(self) -> (RangeInclusive<f64>, &'static str) {
        use SeriesName as N;
        let level = 1e-9..=1e18;
        match self {
            N::GdpVolume => (level, "million at constant prices"),
            N::GdpNominal => (level, "million at current prices"),
            N::GdpDeflator | N::CapitalServices | N::Tfp => (level, "an index"),
            N::PurchasingPowerParity => (level, "national currency per USD"),
            N::Hours | N::HoursOfTfp => (level, "million hours"),
            N::Employment | N::Population | N::Population15To64 => (level, "persons"),
            N::Researchers | N::RdPersonnel => (level, "full-time equivalents"),
            N::CapitalStock | N::GdpOfCapitalStock | N::GdpOfTfp => (level, "million at constant prices"),
            N::RdTotal | N::RdBusiness => (0.0..=20.0, "% of GDP"),
            N::RdGovernment | N::RdHigherEducation | N::RdPrivateNonprofit => (0.0..=20.0, "% of GDP"),
            N::GovernmentBudgetRd | N::GovernmentRdOutlays => (0.0..=20.0, "% of GDP"),
            N::RdIntensity | N::RdIntensityLow | N::RdIntensityHigh => (0.0..=20.0, "% of GDP"),
            // Published shares may miss 0 and 100 by their rounding.
            N::RdFundedBusiness | N::RdFundedGovernment => (-0.01..=100.01, "% of R&D"),
            N::RdFundedOtherNational | N::RdFundedAbroad => (-0.01..=100.01, "% of R&D"),
            N::RdBreak => (0.0..=1.0, "1 in the year of a break"),
            N::HumanCapital => (0.1..=100.0, "an index"),
            N::LabourShare | N::CapitalDepreciationRate => (0.0..=1.0, "a fraction"),
            N::ImportShareGoods => (0.0..=10.0, "a fraction of GDP"),
            N::GdpGrowth | N::HoursGrowth => (-20.0..=20.0, "% a year"),
        }
    }
}
