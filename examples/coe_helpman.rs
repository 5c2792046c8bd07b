//! The Coe and Helpman regressions on the embedded panel, with frictionless imports or those of your own table:
//!
//! ```text
//! cargo run --features panel --example coe_helpman [imports.csv]
//! ```

use kennis::Years;
use kennis::data::{Imports, Panel};
use kennis::econometrics::{CoeHelpman, coe_helpman, dynamic_ols, fixed_effects};
use kennis::model::ImportWeights;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let panel = Panel::embedded()?;
    let years = Years::new(1982, 2019);
    let imports = match std::env::args().nth(1) {
        Some(path) => Imports::from_csv(&std::fs::read_to_string(path)?)?,
        None => Imports::frictionless(&panel, Years::new(1981, 2018)),
    };
    println!("estimate, conventional and clustered standard error; depreciation .05");
    for (what, regressors) in [
        ("domestic, domestic x G7, foreign x import share", CoeHelpman::LargeAndSmall),
        ("domestic, foreign x import share, human capital", CoeHelpman::HumanCapital),
    ] {
        for weights in [ImportWeights::CoeHelpman, ImportWeights::LichtenbergPottelsberghe] {
            let groups = coe_helpman(&panel, &imports, regressors, weights, 0.05, years)?;
            println!("\n{what}; weights {weights}; {} countries", groups.len());
            for (name, fit) in [("within", fixed_effects(&groups)?), ("dynamic", dynamic_ols(&groups, 1, 1)?)]
            {
                let cells: Vec<String> = fit
                    .coefficients
                    .iter()
                    .map(|c| format!("{:.3} ({:.3}; {:.3})", c.estimate, c.std_error, c.std_error_clustered))
                    .collect();
                println!("{name:8} {}  n = {}", cells.join("  "), fit.observations);
            }
        }
    }
    Ok(())
}
