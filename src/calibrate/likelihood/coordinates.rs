//! The parameters of a fit as independent standard normals.
//!
//! ```text
//! u ~ N(0, I),   z = L u,   theta = q(z)
//! ```
//! `L L'` is the correlation of the priors, `q` the map of each prior, bounds included. A fit moves in `u`: a prior is
//! then minus half the square of `u`, and no bound is in the way.

use super::density::Kink;
use super::priors::Priors;
use crate::calibrate::error::CalibrationError;
use crate::parameters::{Correlation, Dependence, Distribution, ParameterId, QuantileMap, Shape};
use crate::structures::{Structure, StructureName};
use nalgebra::DMatrix;

/// What a coordinate is a parameter of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CoordinateKind {
    /// The model.
    Model(ParameterId),
    /// Log error of the first stock of business.
    InitialBusiness,
    /// Log error of the first stock of the public sector.
    InitialPublic,
    /// Growth of productivity that R&D does not explain.
    Drift,
    /// A dummy for the growth of a year.
    Dummy(i32),
    /// Standard deviation of the errors.
    Sigma,
}

/// A parameter of a fit.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Coordinate {
    /// What it is.
    pub kind: CoordinateKind,
    /// Name in output.
    pub name: String,
    /// Unit.
    pub unit: &'static str,
    /// Its prior.
    pub prior: Distribution,
    map: QuantileMap,
}

impl Coordinate {
    fn new(
        kind: CoordinateKind,
        name: String,
        unit: &'static str,
        prior: Distribution,
    ) -> Result<Self, CalibrationError> {
        prior.check().map_err(|problem| CalibrationError::Prior { parameter: name.clone(), problem })?;
        Ok(Self { kind, name, unit, prior, map: prior.prepare() })
    }

    /// The map from the standard normal.
    #[must_use]
    pub fn map(&self) -> &QuantileMap {
        &self.map
    }
}

/// The parameters of a fit, in order: those of the model, errors of the first stocks, drift, dummies, sigma.
#[derive(Clone, Debug, PartialEq)]
pub struct Coordinates {
    list: Vec<Coordinate>,
    /// `L`, row by row; the identity beyond the parameters of the model.
    factor: DMatrix<f64>,
    correlated: bool,
}

impl Coordinates {
    /// The parameters of a structure's likelihood that are not fixed.
    ///
    /// # Errors
    /// [`CalibrationError::Prior`] for a prior that is not a distribution.
    pub fn new(structure: StructureName, priors: &Priors, dummies: &[i32]) -> Result<Self, CalibrationError> {
        let set = &priors.parameters;
        let mut list = Vec::new();
        let past = structure.past();
        for id in past.map_or(&[][..], |past| past.fitted) {
            let row = id.row();
            list.push(Coordinate::new(
                CoordinateKind::Model(*id),
                row.name.to_owned(),
                row.unit,
                *set.distribution(*id),
            )?);
        }
        if past.is_some_and(|past| past.has_stocks) {
            let error = *set.distribution(ParameterId::InitialStockError);
            let shape = Shape::Normal { mean: 0.0, sd: error.centre() };
            let prior = match error.centre() {
                0.0 => Distribution::fixed(0.0),
                _ => Distribution { shape, lower: f64::NEG_INFINITY, upper: f64::INFINITY },
            };
            for (kind, name) in [
                (CoordinateKind::InitialBusiness, "initial_stock_error_business"),
                (CoordinateKind::InitialPublic, "initial_stock_error_public"),
            ] {
                list.push(Coordinate::new(kind, name.to_owned(), "log stock", prior)?);
            }
        }
        list.push(Coordinate::new(
            CoordinateKind::Drift,
            "drift".to_owned(),
            "log TFP a year",
            priors.drift,
        )?);
        for year in dummies {
            let name = format!("dummy_{year}");
            list.push(Coordinate::new(CoordinateKind::Dummy(*year), name, "log TFP a year", priors.dummy)?);
        }
        list.push(Coordinate::new(
            CoordinateKind::Sigma,
            "sigma".to_owned(),
            "log TFP a year",
            priors.sigma,
        )?);
        list.retain(|coordinate| !coordinate.prior.is_fixed());
        Ok(Self::correlated(list, &priors.dependence))
    }

    fn correlated(list: Vec<Coordinate>, dependence: &Dependence) -> Self {
        let mut correlation = DMatrix::<f64>::identity(list.len(), list.len());
        let place = |id| list.iter().position(|c| c.kind == CoordinateKind::Model(id));
        let mut any = false;
        for Correlation { between: (a, b), value, .. } in dependence.correlations() {
            if let (Some(i), Some(j)) = (place(*a), place(*b)) {
                correlation[(i, j)] = *value;
                correlation[(j, i)] = *value;
                any = true;
            }
        }
        let identity = DMatrix::identity(list.len(), list.len());
        let factor = correlation.cholesky().map_or(identity, |cholesky| cholesky.unpack());
        Self { list, factor, correlated: any }
    }

    /// The parameters.
    #[must_use]
    pub fn list(&self) -> &[Coordinate] {
        &self.list
    }

    /// Their number.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Position of sigma; none where it is fixed.
    #[must_use]
    pub fn sigma(&self) -> Option<usize> {
        self.list.iter().position(|c| c.kind == CoordinateKind::Sigma)
    }

    /// Number of parameters on which `Delta system` depends; they come first.
    pub(super) fn in_system(&self) -> usize {
        let linear = |c: &Coordinate| {
            matches!(c.kind, CoordinateKind::Drift | CoordinateKind::Dummy(_) | CoordinateKind::Sigma)
        };
        self.list.iter().take_while(|c| !linear(c)).count()
    }

    /// `L[i, j]`.
    pub(super) fn weight(&self, i: usize, j: usize) -> f64 {
        self.factor[(i, j)]
    }

    /// `L`.
    pub(crate) fn factor(&self) -> &DMatrix<f64> {
        &self.factor
    }

    /// The planes on which the slope of a map jumps, of the first `count` parameters: a split normal has another slope
    /// on either side of its centre.
    pub(super) fn kinks(&self, count: usize) -> Vec<Kink> {
        let mut kinks = Vec::new();
        for (i, coordinate) in self.list.iter().enumerate().take(count) {
            if let Shape::SplitNormal { low, centre, high } = coordinate.prior.shape
                && centre - low != high - centre
            {
                let normal = (0..count).map(|j| self.factor[(i, j)]).collect();
                kinks.push(Kink { normal, at: coordinate.map.z_of(centre) });
            }
        }
        kinks
    }

    /// `z = L u`.
    #[must_use]
    pub fn dependent(&self, u: &[f64]) -> Vec<f64> {
        let mut z = u.to_vec();
        if self.correlated {
            for (i, value) in z.iter_mut().enumerate().take(self.in_system()) {
                *value = (0..=i).map(|j| self.factor[(i, j)] * u[j]).sum();
            }
        }
        z
    }

    /// `theta = q(L u)`.
    #[must_use]
    pub fn values(&self, u: &[f64]) -> Vec<f64> {
        self.dependent(u).iter().zip(&self.list).map(|(z, coordinate)| coordinate.map.quantile(*z)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::Origin;
    use approx::assert_relative_eq;

    fn coordinates(structure: StructureName) -> Coordinates {
        Coordinates::new(structure, &Priors::default(), &[2011, 2013]).unwrap()
    }

    #[test]
    fn each_structure_has_its_parameters() {
        let names = |structure| {
            coordinates(structure).list().iter().map(|c| c.name.clone()).collect::<Vec<String>>().join(" ")
        };
        assert_eq!(
            names(StructureName::KnowledgeCapital),
            "output_elasticity_business output_elasticity_public depreciation_business depreciation_public \
             gestation_business gestation_public initial_stock_error_business initial_stock_error_public drift \
             dummy_2011 dummy_2013 sigma"
        );
        assert_eq!(
            names(StructureName::SemiEndogenous),
            "gestation_business gestation_public frontier_elasticity catch_up_speed drift dummy_2011 dummy_2013 sigma"
        );
        assert_eq!(names(StructureName::NoEffect), "drift dummy_2011 dummy_2013 sigma");
        assert_eq!(coordinates(StructureName::RateOfReturn).in_system(), 8);
    }

    #[test]
    fn priors_of_depreciation_are_correlated_by_half() {
        let coordinates = coordinates(StructureName::KnowledgeCapital);
        let mut u = vec![0.0; coordinates.len()];
        u[2] = 1.0;
        let z = coordinates.dependent(&u);
        assert_relative_eq!(z[3], 0.5, max_relative = 1e-14);
        u[3] = 1.0;
        assert_relative_eq!(coordinates.dependent(&u)[3], 0.5 + 0.75_f64.sqrt(), max_relative = 1e-14);
        assert_relative_eq!(coordinates.values(&[0.0; 12])[0], 0.08, max_relative = 1e-3);
    }

    #[test]
    fn a_prior_outside_its_bounds_names_its_parameter() {
        let mut priors = Priors::default();
        let shape = Shape::Normal { mean: 0.9, sd: 0.001 };
        let wrong = Distribution { shape, lower: 0.0, upper: 0.3 };
        priors.parameters.offer(ParameterId::OutputElasticityBusiness, wrong, Origin::Set);
        let error = Coordinates::new(StructureName::KnowledgeCapital, &priors, &[]);
        assert_eq!(
            error.unwrap_err().to_string(),
            "output_elasticity_business: the bounds 0 to 0.3 leave out all of the distribution"
        );
    }
}
