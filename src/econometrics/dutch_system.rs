//! The four series of the Dutch system (E17's other form; Soete, Verspagen and Ziesemer 2020, in their way): log TFP, and log
//! stocks of public, business and foreign knowledge. It is estimated, and is no policy structure: with the public stock given,
//! as in a scenario, what remains explodes (docs/validation.md).
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
#[allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]
mod tests {
    use super::*;
    use crate::econometrics::{Root, Vecm, johansen, lag_order};
    use crate::scalar::special::normal;
    use approx::assert_relative_eq;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    /// Column of the public stock.
    const PUBLIC: usize = 1;

    fn dutch() -> (Years, Array2<f64>) {
        let panel = Panel::embedded().unwrap();
        let imports = Imports::frictionless(&panel, Years::new(1981, 2018));
        let economy = Economy::netherlands().unwrap();
        knowledge_system(&economy, &panel, &imports, &Default::default()).unwrap()
    }

    #[test]
    fn the_system_is_stable_only_because_public_research_responds() {
        let (years, data) = dutch();
        assert_eq!((years, lag_order(data.view(), 2).unwrap()), (Years::new(1982, 2019), 2));
        assert_eq!(johansen(data.view(), 2).unwrap().rank, 2);
        let estimate = Vecm::estimate(data.view(), 2, 2).unwrap();
        // Two common trends are left: roots of one. None above it beyond rounding.
        assert_relative_eq!(estimate.largest_root().unwrap(), 1.0, epsilon = 1e-6);
        every_draw_returns(&estimate);
        // With the public stock given, what remains explodes, in swings.
        let root = estimate.largest_root_given(PUBLIC).unwrap();
        let roots: Vec<Root> = draws(&estimate, 5000).collect();
        let explosive = roots.iter().filter(|root| root.modulus > 1.0 + 1e-6).count() as f64 / 5000.0;
        let mut moduli: Vec<f64> = roots.iter().map(|root| root.modulus).collect();
        moduli.sort_by(f64::total_cmp);
        let said = format!(
            "root has a modulus of {:.3} and a period of {:.1} years; of 5,000 draws {:.0}% are explosive, with a median modulus of {:.3}",
            root.modulus,
            root.period.unwrap(),
            100.0 * explosive,
            moduli[2500]
        );
        assert!(root.modulus > 1.05 && explosive > 0.9, "{said}");
        // The packed library stands alone, without the documentation.
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/validation.md");
        let Ok(documented) = std::fs::read_to_string(page) else { return };
        let documented = documented.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(documented.contains(&said), "docs/validation.md lacks: {said}");
    }

    /// Largest roots, the public stock given, of draws from the asymptotic normal of the estimate.
    fn draws(estimate: &Vecm, count: usize) -> impl Iterator<Item = Root> + '_ {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let normals = estimate.alpha.nrows() * estimate.inverse.nrows();
        (0..count).map(move |_| {
            let z: Vec<f64> = (0..normals).map(|_| normal::from_bits(rng.next_u64())).collect();
            estimate.draw(&z).unwrap().largest_root_given(PUBLIC).unwrap()
        })
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
