//! What a column of a bureau's table is: the variable of the model that moves it, as a level, as growth or as a ratio.

use crate::names::named;
use crate::simulate::Variable;

named! {
    /// A variable of a bureau's table that the model moves.
    ProjectedVariable {
        /// GDP, volume: in any prices, or an index.
        Gdp = "gdp",
        /// Growth of the volume of GDP.
        GdpGrowth = "gdp_growth",
        /// Hours worked.
        Hours = "hours",
        /// Growth of hours worked.
        HoursGrowth = "hours_growth",
        /// GDP per hour worked.
        LabourProductivity = "labour_productivity",
        /// Growth of GDP per hour worked.
        LabourProductivityGrowth = "labour_productivity_growth",
        /// Capital stock, volume.
        Capital = "capital",
        /// Growth of the volume of the capital stock.
        CapitalGrowth = "capital_growth",
        /// Total factor productivity, an index.
        Tfp = "tfp",
        /// Growth of total factor productivity.
        TfpGrowth = "tfp_growth",
        /// R&D over GDP.
        RdIntensity = "rd_intensity",
        /// R&D of business over GDP.
        RdBusinessShare = "rd_business_share",
        /// R&D of the public sector over GDP.
        RdPublicShare = "rd_public_share",
        /// Public debt over GDP, at the end of the year.
        DebtRatio = "debt_ratio",
    }
}

/// How a column follows the variable of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moves {
    /// In proportion.
    Level(Variable),
    /// By growth of the variable.
    Growth(Variable),
    /// By the change of R&D over GDP.
    Rd(Variable),
    /// By extra debt, and by GDP below it.
    Debt,
}

impl ProjectedVariable {
    pub(super) fn moves(self) -> Moves {
        match self {
            Self::Gdp => Moves::Level(Variable::Gdp),
            Self::GdpGrowth => Moves::Growth(Variable::Gdp),
            Self::Hours => Moves::Level(Variable::Hours),
            Self::HoursGrowth => Moves::Growth(Variable::Hours),
            Self::LabourProductivity => Moves::Level(Variable::LabourProductivity),
            Self::LabourProductivityGrowth => Moves::Growth(Variable::LabourProductivity),
            Self::Capital => Moves::Level(Variable::Capital),
            Self::CapitalGrowth => Moves::Growth(Variable::Capital),
            Self::Tfp => Moves::Level(Variable::Tfp),
            Self::TfpGrowth => Moves::Growth(Variable::Tfp),
            Self::RdIntensity => Moves::Rd(Variable::RdTotal),
            Self::RdBusinessShare => Moves::Rd(Variable::RdBusiness),
            Self::RdPublicShare => Moves::Rd(Variable::RdPublic),
            Self::DebtRatio => Moves::Debt,
        }
    }

    /// Whether it is a rate or a ratio, which a table has in percent or as a fraction.
    #[must_use]
    pub fn is_share(self) -> bool {
        !matches!(self.moves(), Moves::Level(_))
    }

    /// Whether it is growth from the year before.
    #[must_use]
    pub fn is_growth(self) -> bool {
        matches!(self.moves(), Moves::Growth(_))
    }

    /// The variables of the model that move it.
    pub(super) fn variables(self) -> Vec<Variable> {
        match self.moves() {
            Moves::Level(variable) | Moves::Growth(variable) => vec![variable],
            Moves::Rd(variable) => vec![variable, Variable::Gdp],
            Moves::Debt => vec![Variable::DebtRatio, Variable::Gdp],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_is_growth() {
        for variable in ProjectedVariable::ALL {
            assert_eq!(variable.is_growth(), variable.name().ends_with("_growth"), "{variable}");
        }
        let levels: Vec<_> =
            ProjectedVariable::ALL.iter().filter(|v| !v.is_share()).map(|v| v.name()).collect();
        assert_eq!(levels, ["gdp", "hours", "labour_productivity", "capital", "tfp"]);
    }
}
