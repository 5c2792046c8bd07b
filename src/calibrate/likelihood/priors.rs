//! The priors of a fit: the table of parameters, and what a regression adds.

use crate::parameters::{Dependence, Distribution, Origin, ParameterId, ParameterSet, Shape};
use crate::structures::StructureName;

/// The priors of a fit. A fixed one is not estimated.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Priors {
    /// Parameters of the model.
    pub parameters: ParameterSet,
    /// Their dependence.
    pub dependence: Dependence,
    /// Growth of productivity that R&D does not explain, a year.
    pub drift: Distribution,
    /// A break dummy.
    pub dummy: Distribution,
    /// Standard deviation of the errors.
    pub sigma: Distribution,
}

impl Default for Priors {
    /// The table of parameters; drift and dummies normal with standard deviation .05 (weak; assumption), sigma
    /// half-normal with .015 (E18).
    fn default() -> Self {
        let normal =
            |sd, lower| Distribution { shape: Shape::Normal { mean: 0.0, sd }, lower, upper: f64::INFINITY };
        let free = f64::NEG_INFINITY;
        Self {
            parameters: ParameterSet::default(),
            dependence: Dependence::default(),
            drift: normal(0.05, free),
            dummy: normal(0.05, free),
            sigma: normal(0.015, 0.0),
        }
    }
}

impl Priors {
    /// What a published regression takes as given and what it estimates: stocks are made by convention (depreciation,
    /// gestation and speed at their centres, no error at the start), and the coefficients have no bounds. Without
    /// a prior this is ordinary least squares.
    #[must_use]
    pub fn regression(mut self) -> Self {
        use ParameterId as P;
        let set = &mut self.parameters;
        let conventions = [
            P::DepreciationBusiness,
            P::DepreciationPublic,
            P::GestationBusiness,
            P::GestationPublic,
            P::CatchUpSpeed,
        ];
        for id in conventions {
            let centre = set.distribution(id).centre();
            set.offer(id, Distribution::fixed(centre), Origin::Set);
        }
        set.offer(P::InitialStockError, Distribution::fixed(0.0), Origin::Set);
        self.with_normal_priors(&[
            P::OutputElasticityBusiness,
            P::OutputElasticityPublic,
            P::RateOfReturnBusiness,
            P::RateOfReturnPublic,
            P::FrontierElasticity,
        ])
    }

    /// What to mind of the priors of a structure: an estimate on a panel holds the data that a fit or a backtest sees.
    #[must_use]
    pub(crate) fn remark(structure: StructureName) -> Option<String> {
        (structure == StructureName::ErrorCorrection).then(|| {
            "the priors of error_correction are an estimate on 16 countries, 1984 to 2019: the data of a country among them count \
             twice in a fit, and its scores in a backtest are not out of sample"
                .to_owned()
        })
    }

    /// The same with a normal prior, without bounds, of the same mean and standard deviation: the parameter is then
    /// linear in its standard normal.
    #[must_use]
    pub(crate) fn with_normal_priors(mut self, parameters: &[ParameterId]) -> Self {
        let set = &mut self.parameters;
        for id in parameters {
            let prior = *set.distribution(*id);
            if !prior.is_fixed() {
                let shape = Shape::Normal { mean: prior.mean(), sd: prior.sd() };
                let free = Distribution { shape, lower: f64::NEG_INFINITY, upper: f64::INFINITY };
                set.offer(*id, free, Origin::Set);
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn sigma_is_half_normal() {
        let prior = Priors::default().sigma;
        assert_relative_eq!(prior.mean(), 0.015 * (2.0 / std::f64::consts::PI).sqrt(), max_relative = 1e-9);
        assert!(prior.quantile(-6.0) > 0.0);
    }
}
