//! The result whose uncertainty is taken apart.

use crate::names::named;
use crate::simulate::Variable;

named! {
    /// The result whose uncertainty is taken apart.
    Output {
        /// Deviation of GDP in a year, percent.
        Gdp = "gdp",
        /// Deviation of total factor productivity in a year, percent.
        Tfp = "tfp",
        /// Net present value of welfare, billion.
        WelfareNpv = "welfare_npv",
        /// Deviation of R&D over GDP in a year, percentage points.
        RdIntensity = "rd_intensity",
        /// Deviation of public debt over GDP in a year, percentage points.
        DebtRatio = "debt_ratio",
    }
}

impl Output {
    /// The variable of a year; none of a present value.
    #[must_use]
    pub fn variable(self) -> Option<Variable> {
        match self {
            Self::Gdp => Some(Variable::Gdp),
            Self::Tfp => Some(Variable::Tfp),
            Self::RdIntensity => Some(Variable::RdIntensity),
            Self::DebtRatio => Some(Variable::DebtRatio),
            Self::WelfareNpv => None,
        }
    }

    /// Unit of its values.
    #[must_use]
    pub fn unit(self, currency: &str) -> String {
        self.variable().map_or_else(|| currency.to_owned(), |variable| variable.deviation_unit().to_owned())
    }
}
