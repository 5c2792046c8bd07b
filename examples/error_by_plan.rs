//! How fast the Monte Carlo error falls under the three plans: the spread of the mean effect on GDP in 2060 between
//! independent randomisations (seeds), by number of draws.
//!
//!     error_by_plan                 a small table
//!     error_by_plan --out FILE.svg  the picture of docs/performance.md, with its table (a minute)

use kennis::{
    Economy, Ensemble, Experiment, Kind, ParameterSet, SamplingPlan, Scenario, Settings, StructureChoice,
    StructureName, Target, Variable,
};
use std::fmt::Write as _;

type Failure = Box<dyn std::error::Error>;

const COLOURS: [&str; 3] = ["#4c566a", "#b5651d", "#1f6f8b"];

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let out = arguments.windows(2).find(|pair| pair[0] == "--out").map(|pair| pair[1].as_str());
    let (largest, seeds) = if out.is_some() { (16_384, 24) } else { (128, 3) };
    let sizes: Vec<u64> =
        std::iter::successors(Some(64), |n| Some(n * 2)).take_while(|n| *n <= largest).collect();
    let experiment = experiment()?;

    println!("draws: standard deviation of mean GDP in 2060 between {seeds} seeds, percentage points");
    let mut errors = Vec::new();
    for name in SamplingPlan::NAMES {
        let of_plan: Vec<f64> =
            sizes.iter().map(|n| error(&experiment, name, *n, seeds)).collect::<Result<_, _>>()?;
        for (n, error) in sizes.iter().zip(&of_plan) {
            println!("{name} {n}: {error:.5}");
        }
        errors.push(of_plan);
    }
    if let Some(path) = out {
        std::fs::write(path, picture(&sizes, &errors)?)?;
    }
    Ok(())
}

fn experiment() -> Result<Experiment, Failure> {
    let mut scenario = Scenario::new("3% of GDP");
    scenario.targets.push(Target::new(0.03, 2030, 0.4));
    scenario.structure = StructureChoice::List(vec![StructureName::KnowledgeCapital]);
    Ok(Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?)
}

/// Standard deviation between seeds of the mean deviation of GDP in the last year.
fn error(experiment: &Experiment, plan: &str, draws: u64, seeds: u64) -> Result<f64, Failure> {
    let mut settings = Settings::default();
    settings.draws = draws;
    settings.plan = SamplingPlan::from_name(plan, draws).ok_or("no such plan")?;
    settings.variables = vec![Variable::Gdp];
    settings.channels = false;
    let mut means = Vec::new();
    for seed in 1..=seeds {
        settings.seed = seed;
        let ensemble = Ensemble::draw(experiment, &settings)?;
        let gdp = ensemble.statistics(Variable::Gdp, Kind::Deviation)?;
        means.push(gdp.last().map_or(f64::NAN, |last| last.mean));
    }
    let mean = means.iter().sum::<f64>() / seeds as f64;
    Ok((means.iter().map(|m| (m - mean).powi(2)).sum::<f64>() / (seeds - 1) as f64).sqrt())
}

/// Both axes logarithmic: a slope of -1/2 is the root of the number of draws.
fn picture(sizes: &[u64], errors: &[Vec<f64>]) -> Result<String, Failure> {
    let (width, height, left, top) = (640.0, 400.0, 70.0, 50.0);
    let (inner_width, inner_height) = (width - left - 150.0, height - top - 60.0);
    let all = || errors.iter().flatten().copied();
    let low = all().fold(f64::INFINITY, f64::min).log10().floor();
    let high = all().fold(0.0, f64::max).log10().ceil();
    let (first, last) = ((sizes[0] as f64).log2(), (sizes[sizes.len() - 1] as f64).log2());
    let x = |n: f64| left + (n.log2() - first) / (last - first) * inner_width;
    let y = |error: f64| top + (high - error.log10()) / (high - low) * inner_height;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" \
         font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n\
         <text x=\"{left}\" y=\"22\" font-size=\"15\">Monte Carlo error of the mean effect on GDP in 2060</text>\n\
         <text x=\"{left}\" y=\"39\" fill=\"#555555\">percentage points, by number of draws; 3% of GDP, \
         knowledge_capital, 24 seeds</text>\n"
    );
    for power in low as i32..=high as i32 {
        let (error, at) = (10f64.powi(power), y(10f64.powi(power)));
        writeln!(
            svg,
            "<path d=\"M{left} {at:.1}H{:.1}\" stroke=\"#dddddd\"/><text x=\"{:.1}\" y=\"{:.1}\" \
             text-anchor=\"end\">{error}</text>",
            left + inner_width,
            left - 8.0,
            at + 4.0
        )?;
    }
    for n in sizes.iter().step_by(2) {
        let (at, below) = (x(*n as f64), top + inner_height + 18.0);
        writeln!(svg, "<text x=\"{at:.1}\" y=\"{below:.1}\" text-anchor=\"middle\">{n}</text>")?;
    }
    for ((errors, colour), name) in errors.iter().zip(COLOURS).zip(SamplingPlan::NAMES) {
        let points: Vec<String> = sizes
            .iter()
            .zip(errors)
            .map(|(n, error)| format!("{:.1},{:.1}", x(*n as f64), y(*error)))
            .collect();
        let end = y(errors[errors.len() - 1]) + 4.0;
        writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/><text x=\"{:.1}\" \
             y=\"{end:.1}\" fill=\"{colour}\">{}</text>",
            points.join(" "),
            left + inner_width + 8.0,
            name.replace('_', " ")
        )?;
    }
    writeln!(svg, "</svg>")?;
    Ok(svg)
}
