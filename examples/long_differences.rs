//! The check of the business elasticity that `docs/calibration.md` specifies, and what stands beside it:
//!
//! ```text
//! cargo run --features econometrics,panel --example long_differences
//! ```

use kennis::ParameterSet;
use kennis::data::Panel;
use kennis::econometrics::{
    AdjustmentGroup, LongDifferenceChoices, long_differences, productivity_and_knowledge,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let all = productivity_and_knowledge(&Panel::embedded()?, &ParameterSet::default().centres())?;
    let without = |country: &str| -> Vec<AdjustmentGroup> {
        all.iter().filter(|group| group.name != country).cloned().collect()
    };
    let check = LongDifferenceChoices::default();
    println!("elasticity, conventional and clustered standard error, 95% interval");
    for (what, groups, choices) in [
        ("the check", all.clone(), check),
        ("without Ireland", without("IRL"), check),
        ("without the United States", without("USA"), check),
        ("a constant by country", all.clone(), LongDifferenceChoices { country_constants: true, ..check }),
        ("overlapping intervals", all.clone(), LongDifferenceChoices { step: 1, ..check }),
    ] {
        let fit = long_differences(&groups, choices)?;
        let years = (fit.ends.first(), fit.ends.last());
        println!(
            "\n{what}: {} countries, n = {}, intervals that end in {years:?}",
            fit.groups, fit.observations
        );
        for (name, (c, (low, high))) in
            ["business", "public"].iter().zip(fit.coefficients.iter().zip(&fit.intervals))
        {
            let (estimate, conventional, clustered) = (c.estimate, c.std_error, c.std_error_clustered);
            println!("  {name:8} {estimate:7.4} ({conventional:.4}; {clustered:.4})  [{low:.4}, {high:.4}]");
        }
    }
    Ok(())
}
