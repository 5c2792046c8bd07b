//! The four series of error correction (E17): log TFP, and log stocks of public, business and foreign knowledge.
//!
//! Stocks are built as in the simulation, at the central parameters, and the foreign stock with Coe and Helpman's
//! weights, start-of-year; the sample is as long as R&D and TFP both go. The Dutch survey of 2013 moved performers from
//! government to business: public is higher education here, business all the rest, which are one series each.

use super::least_squares::EstimationError;
use crate::data::{Economy, Imports, Panel, SeriesName, Years};
use crate::model::{Gestation, ImportWeights, KnowledgeStock, PartnerRd, Start};
use crate::parameters::{ParameterId as P, ParameterSet};
use crate::scalar::{ln_f64, power_f64};
use ndarray::Array2;

/// The columns of the system, in order.
pub const KNOWLEDGE_SYSTEM: [&str; 4] =
    ["tfp", "knowledge_public", "knowledge_business", "knowledge_foreign"];

/// The series of a country, a row a year, and the years.
///
/// # Errors
/// [`EstimationError::Data`] where a series is missing.
pub fn knowledge_system(
    economy: &Economy,
    panel: &Panel,
    imports: &Imports,
    parameters: &ParameterSet,
) -> Result<(Years, Array2<f64>), EstimationError> {
    let p = parameters.centres();
    let rd = economy.rd_years()?;
    let years = Years::new(rd.first + 1, rd.last.min(economy.observed(SeriesName::Tfp)?.last));
    let mut flows = (Vec::new(), Vec::new(), Vec::new());
    for year in rd.iter() {
        let volume = economy.rd(year)?;
        let education =
            economy.series(SeriesName::RdHigherEducation)?.require(year)? / 100.0 * economy.gdp(year)?;
        flows.0.push(education);
        flows.1.push(volume.total - education);
        flows.2.push(volume.total);
    }
    // One growth rate for both performers before the data.
    let growth = match (flows.2.first(), flows.2.get(10)) {
        (Some(first), Some(later)) => power_f64(later / first, 0.1) - 1.0,
        _ => 0.0,
    };
    let stock = |flows: &[f64], depreciation: P, gestation: P| {
        let gestation = Gestation::new(p[depreciation], p[gestation]);
        let mut stock = KnowledgeStock::start(gestation, Start { flow: flows[0], growth, log_error: 0.0 });
        let mut levels = vec![stock.stock()];
        for flow in &flows[1..] {
            stock.advance(gestation, *flow);
            levels.push(stock.stock());
        }
        levels
    };
    let public = stock(&flows.0, P::DepreciationPublic, P::GestationPublic);
    let business = stock(&flows.1, P::DepreciationBusiness, P::GestationBusiness);
    let partners = PartnerRd::from_panel(panel, Years::new(rd.first, years.last - 1));
    let foreign = partners.foreign_stock(
        &economy.country,
        imports,
        ImportWeights::CoeHelpman,
        p[P::DepreciationForeign],
    )?;
    let mut tfp = Vec::with_capacity(years.len());
    for year in years.iter() {
        tfp.push(economy.series(SeriesName::Tfp)?.require(year)?);
    }
    let columns = [tfp, public, business, foreign];
    Ok((years, Array2::from_shape_fn((years.len(), columns.len()), |(t, j)| ln_f64(columns[j][t]))))
}

#[cfg(all(test, feature = "panel"))]
mod tests {
    use super::*;

    #[test]
    fn the_coefficients_are_the_estimate_on_the_data() {
        use crate::econometrics::{Vecm, johansen, lag_order};
        use crate::structures::ErrorCorrection;
        use approx::assert_relative_eq;
        use nalgebra::{Cholesky, DMatrix};
        let panel = Panel::embedded().unwrap();
        let imports = Imports::frictionless(&panel, Years::new(1981, 2018));
        let economy = Economy::netherlands().unwrap();
        let (years, data) = knowledge_system(&economy, &panel, &imports, &Default::default()).unwrap();
        assert_eq!((years, lag_order(data.view(), 2).unwrap()), (Years::new(1982, 2019), 2));
        assert_eq!(johansen(data.view(), 2).unwrap().rank, 2);
        let estimate = Vecm::estimate(data.view(), 2, 2).unwrap();
        // TFP, business and foreign stock respond; alpha, then the two lagged differences.
        let responding = [0, 2, 3];
        let row = |i: usize, j: usize| match j {
            0 | 1 => estimate.alpha[(responding[i], j)],
            _ => estimate.gamma[(j - 2) / 4][(responding[i], (j - 2) % 4)],
        };
        let root = |matrix: DMatrix<f64>| Cholesky::new(matrix).unwrap().l();
        let residual = |i, j| estimate.residual_covariance[(responding[i], responding[j])];
        let residual_root = root(DMatrix::from_fn(3, 3, residual));
        let regressor_root = root(DMatrix::from_fn(10, 10, |i, j| estimate.inverse[(i, j)]));
        for i in 0..3 {
            for j in 0..10 {
                assert_relative_eq!(row(i, j), ErrorCorrection::COEFFICIENTS[i][j], epsilon = 1e-8);
            }
            for j in 0..3 {
                let (found, stored) = (residual_root[(i, j)], ErrorCorrection::RESIDUAL_ROOT[i][j]);
                assert_relative_eq!(found, stored, epsilon = 1e-10);
            }
        }
        for i in 0..10 {
            for j in 0..10 {
                let (found, stored) = (regressor_root[(i, j)], ErrorCorrection::REGRESSOR_ROOT[i][j]);
                assert_relative_eq!(found, stored, epsilon = 1e-5, max_relative = 1e-6);
            }
        }
        for (i, relations) in ErrorCorrection::LONG_RUN.iter().enumerate() {
            for (j, beta) in relations.iter().enumerate() {
                assert_relative_eq!(estimate.beta[(i, j)], *beta, epsilon = 1e-8);
            }
        }
        // Two common trends are left: roots of one. None above it beyond rounding.
        assert_relative_eq!(estimate.largest_root().unwrap(), 1.0, epsilon = 1e-6);
        every_draw_returns(&estimate);
    }

    /// Of a draw the largest root is found, or is none: it does not go on for ever.
    fn every_draw_returns(estimate: &crate::econometrics::Vecm) {
        use crate::sampling::{Draws, SamplingPlan};
        let draws = Draws { seed: 1, plan: SamplingPlan::Random };
        let (mut found, mut normals) = (0, vec![0.0; estimate.alpha.nrows() * estimate.inverse.nrows()]);
        for i in 0..500 {
            draws.z(i, &mut normals);
            if let Some(root) = estimate.draw(&normals).ok().and_then(|drawn| drawn.largest_root()) {
                assert!(root.is_finite() && root > 0.5, "{root}");
                found += 1;
            }
        }
        assert!(found > 450, "{found}");
        let mut broken = estimate.clone();
        broken.gamma[0][(0, 0)] = f64::NAN;
        assert_eq!(broken.largest_root(), None);
    }
}
