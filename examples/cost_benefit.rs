//! try
use kennis::appraise::*;
use kennis::*;
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let economy = Economy::netherlands()?;
    for (name, scenario) in [
        (
            "public research +0.1%",
            Scenario::new("pr").with_measure(Measure::new(
                Instrument::PublicResearch,
                Unit::GdpShare,
                0.001,
                2026,
            )),
        ),
        (
            "tax credit .5",
            Scenario::new("tc").with_measure(Measure::new(Instrument::TaxCredit, Unit::BnEur, 0.5, 2026)),
        ),
        ("3%", Scenario::new("3%").with_target(Target::new(0.03, 2030, 0.4))),
        (
            "schooling",
            Scenario::new("s").with_measure(
                Measure::new(Instrument::Education, Unit::YearsOfSchooling, 1.0, 2026)
                    .with_cost_per_unit(9000.0),
            ),
        ),
    ] {
        let experiment = Experiment::new(&economy, scenario, ParameterSet::default())?;
        for residual in [ResidualValue::RunOff, ResidualValue::None] {
            let t = std::time::Instant::now();
            let r =
                Appraisal::of(&experiment).residual(residual).run(&Settings::default().with_draws(2048))?;
            println!("{name} {residual} {:?}", t.elapsed());
            for f in Figure::ALL {
                let s = r.ranked(*f);
                println!(
                    "  {:40} mean {:?} p05 {:?} p50 {:?} p95 {:?} def {:.3}",
                    f.name(),
                    s.mean,
                    s.p05,
                    s.p50,
                    s.p95,
                    s.share_defined
                );
            }
            println!(
                "  social {:?} public {:?} self {:?}",
                r.ratio_of_means(Ratio::Social),
                r.ratio_of_means(Ratio::Public),
                r.ratio_of_means(Ratio::SelfFinancing)
            );
        }
        let a = Appraisal::of(&experiment);
        let t = std::time::Instant::now();
        for row in a.sensitivity(&Settings::default().with_draws(1024))? {
            println!(
                "  {} {}: {:?} {:?} {:?}",
                row.of,
                row.value,
                row.npv.map(|s| s.mean),
                row.ratio_of_means,
                row.reason
            );
        }
        println!("{:?}", t.elapsed());
    }
    Ok(())
}
