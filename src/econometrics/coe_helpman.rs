//! The Coe and Helpman family of panel regressions on foreign stocks (E11).
//!
//! ```math
//! \begin{aligned}
//! \ln F_{it} &= c_i + a_d \ln S_d + a_g\, G7 \ln S_d + a_f\, m \ln S_f && \text{Coe and Helpman 1995} \\
//! \ln F_{it} &= c_i + a_d \ln S_d + a_f\, m \ln S_f + a_h \ln H && \text{Coe, Helpman and Hoffmaister 2009}
//! \end{aligned}
//! ```
//! `F` is TFP of the Penn World Table, which has human capital taken out already: `a_h` is then what it does beyond
//! its wage. Stocks are start-of-year, all R&D, in USD of 2020 at purchasing power parities.

use super::least_squares::EstimationError;
use super::panel::PanelGroup;
use crate::data::{DataError, Economy, Imports, Panel, SeriesName, Years};
use crate::model::{ImportWeights, PartnerRd};
use crate::names::named;
use crate::scalar::ln_f64;

/// The seven large economies.
const G7: [&str; 7] = ["CAN", "DEU", "FRA", "GBR", "ITA", "JPN", "USA"];

named! {
    /// Which regressors.
    CoeHelpman {
        /// Domestic stock, its interaction with the G7, foreign stock by import share.
        LargeAndSmall = "large_and_small",
        /// Domestic stock, foreign stock by import share, human capital.
        HumanCapital = "human_capital",
    }
}

/// The groups of a Coe and Helpman regression: the countries with TFP, import share and R&D in all `years`, and
/// imports in the table.
///
/// # Errors
/// [`EstimationError`] where a country has no imports, or no country is left.
pub fn coe_helpman(
    panel: &Panel,
    imports: &Imports,
    regressors: CoeHelpman,
    weights: ImportWeights,
    depreciation: f64,
    years: Years,
) -> Result<Vec<PanelGroup>, EstimationError> {
    // The stock at the start of a year holds R&D up to the year before.
    let rd = PartnerRd::from_panel(panel, Years::new(years.first - 1, years.last - 1));
    let mut groups = Vec::new();
    for economy in panel.economies() {
        let code = economy.country.as_str();
        let observed = |name| observed(economy, name, years);
        let (Some(tfp), Some(share), Some(human)) = (
            observed(SeriesName::Tfp),
            observed(SeriesName::ImportShareGoods),
            observed(SeriesName::HumanCapital),
        ) else {
            continue;
        };
        let Some(domestic) = rd.stock(code, depreciation) else { continue };
        let foreign = match rd.foreign_stock(code, imports, weights, depreciation) {
            Ok(stock) => stock,
            // A table of imports may hold fewer countries than the panel.
            Err(DataError::Imports { .. }) => continue,
            Err(error) => return Err(error.into()),
        };
        let logs = |levels: &[f64]| levels.iter().map(|level| ln_f64(*level)).collect::<Vec<f64>>();
        let domestic = logs(&domestic);
        let weighed: Vec<f64> = share.iter().zip(&foreign).map(|(m, stock)| m * ln_f64(*stock)).collect();
        let regressors = match regressors {
            CoeHelpman::LargeAndSmall => {
                let large = f64::from(u8::from(G7.contains(&code)));
                let interaction = domestic.iter().map(|s| large * s).collect();
                vec![domestic, interaction, weighed]
            }
            CoeHelpman::HumanCapital => vec![domestic, weighed, logs(&human)],
        };
        groups.push(PanelGroup { name: economy.country.clone(), outcome: logs(&tfp), regressors });
    }
    Ok(groups)
}

/// A series in all `years`; none where one is missing or not positive.
fn observed(economy: &Economy, name: SeriesName, years: Years) -> Option<Vec<f64>> {
    let series = economy.series(name).ok()?;
    years.iter().map(|year| series.at(year).filter(|value| *value > 0.0)).collect()
}

#[cfg(all(test, feature = "panel"))]
#[allow(clippy::unwrap_used, reason = "helpers of tests")]
mod tests {
    use super::*;
    use crate::econometrics::{PanelEstimate, dynamic_ols, fixed_effects};

    fn groups(regressors: CoeHelpman) -> Vec<PanelGroup> {
        let panel = Panel::embedded().unwrap();
        let years = Years::new(1982, 2019);
        let imports = Imports::frictionless(&panel, Years::new(1981, 2018));
        coe_helpman(&panel, &imports, regressors, ImportWeights::CoeHelpman, 0.05, years).unwrap()
    }

    #[test]
    fn the_panel_has_the_countries_of_the_literature() {
        let found = groups(CoeHelpman::LargeAndSmall);
        let names: Vec<&str> = found.iter().map(|group| group.name.as_str()).collect();
        assert!(found.len() >= 18, "{names:?}");
        for large in G7 {
            assert!(names.contains(&large), "{large}");
        }
        assert!(found.iter().all(|group| group.outcome.len() == 38));
    }

    #[test]
    fn estimates_are_those_of_the_documentation() {
        // docs/validation.md reports them as they come out; a change of data or code shows here.
        let rows: Vec<(&str, PanelEstimate)> = vec![
            ("within", fixed_effects(&groups(CoeHelpman::LargeAndSmall)).unwrap()),
            ("dynamic", dynamic_ols(&groups(CoeHelpman::LargeAndSmall), 1, 1).unwrap()),
            ("within, human capital", fixed_effects(&groups(CoeHelpman::HumanCapital)).unwrap()),
            ("dynamic, human capital", dynamic_ols(&groups(CoeHelpman::HumanCapital), 1, 1).unwrap()),
        ];
        // The packed library stands alone, without the documentation.
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/validation.md");
        let Ok(documented) = std::fs::read_to_string(page) else { return };
        let mut missing = String::new();
        for (name, estimate) in &rows {
            let cells: Vec<String> = estimate
                .coefficients
                .iter()
                .map(|c| format!("{:.3} ({:.3})", c.estimate, c.std_error_clustered))
                .collect();
            let row = format!("| {name} | {} | {} |", cells.join(" | "), estimate.observations);
            if !documented.contains(&row) {
                missing = format!("{missing}{row}\n");
            }
        }
        assert!(missing.is_empty(), "docs/validation.md lacks:\n{missing}");
    }
}
