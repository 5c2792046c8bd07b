//! Draws of the parameters as a file that other programs read, with the baseline and the rules that they need to run
//! the same equations: the exchange file of benches/peers/README.md.
//!
//!     export_draws SCENARIO --draws N --seed S --plan sobol --out FILE
//!
//! Without `--plan` the draws are those of `kennis run` without `--plan`. `--structure NAME` leaves one structure. `--normals yes` adds the independent standard normal of
//! every parameter that varies, as columns `z_NAME`. Without `--out` it prints the header, and the means of the columns.

mod support;

use kennis::ensemble::DIMENSIONS;
use kennis::model::{Funder, Performer};
use kennis::parameters::{Dependence, PARAMETER_COUNT, PriorMap};
use kennis::sampling::Draws;
use kennis::simulate::{Baseline, YearRule};
use kennis::{Distribution, Economy, Experiment, ParameterId, SamplingPlan};
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io::{BufWriter, Write};
use support::{Arguments, Failure};

fn main() -> Result<(), Failure> {
    let arguments = Arguments::read();
    let experiment = arguments.experiment()?;
    let draws = arguments.number("--draws", 1_000)?;
    let seed = arguments.number("--seed", 1)?;
    let plan = match arguments.option("--plan") {
        Some(name) => SamplingPlan::from_name(name, draws).ok_or("--plan: expected a plan of kennis run")?,
        None => SamplingPlan::default(),
    };
    let normals = arguments.option("--normals").is_some();
    let (names, columns) = columns(&experiment, draws, Draws { seed, plan }, normals);
    let header = header(&experiment, &names, draws)?;
    let Some(path) = arguments.option("--out") else {
        println!("{header:#}");
        for (name, column) in names.iter().zip(&columns) {
            println!("{name}: mean {:.4}", column.iter().sum::<f64>() / draws as f64);
        }
        return Ok(());
    };
    let mut text = header.to_string().into_bytes();
    text.resize((16 + text.len()).next_multiple_of(64) - 16, b' ');
    let mut file = BufWriter::new(File::create(path)?);
    file.write_all(b"KENNISDR")?;
    file.write_all(&(text.len() as u64).to_le_bytes())?;
    file.write_all(&text)?;
    for value in columns.iter().flatten() {
        file.write_all(&value.to_le_bytes())?;
    }
    Ok(file.flush()?)
}

/// Names and values of the parameters that vary, the standard normals of the initial stocks and, where asked for, those of the parameters.
fn columns(
    experiment: &Experiment,
    draws: u64,
    points: Draws,
    normals: bool,
) -> (Vec<String>, Vec<Vec<f64>>) {
    let map = PriorMap::new(experiment.parameters());
    let dependence = Dependence::default();
    let varying: Vec<ParameterId> = map.varying().iter().map(|(id, _)| *id).collect();
    let mut names: Vec<String> = varying.iter().map(|id| id.name().to_owned()).collect();
    names.extend(["initial_stock_z_business", "initial_stock_z_public"].map(str::to_owned));
    if normals {
        names.extend(varying.iter().map(|id| format!("z_{}", id.name())));
    }
    let mut columns = vec![Vec::with_capacity(draws as usize); names.len()];
    let mut point = [0.0; DIMENSIONS];
    for i in 0..draws {
        points.z(i, &mut point);
        let mut z: [f64; PARAMETER_COUNT] = std::array::from_fn(|id| point[id]);
        dependence.apply(&mut z);
        let values = map.values(&z);
        let of_draw =
            varying.iter().map(|id| values[*id]).chain(point[PARAMETER_COUNT..][..2].iter().copied());
        let of_normals = varying.iter().map(|id| point[id.index()]);
        columns.iter_mut().zip(of_draw.chain(of_normals)).for_each(|(column, value)| column.push(value));
    }
    (names, columns)
}

fn header(experiment: &Experiment, names: &[String], draws: u64) -> Result<Value, Failure> {
    // One year beyond the horizon: investment of the last year needs the capital of the next.
    let scenario = experiment.scenario();
    let b = Baseline::new(&Economy::netherlands()?, scenario.horizon + 1, scenario.baseline.as_ref())?;
    let rd = |of: &dyn Fn(&kennis::model::RdMatrix<f64>) -> f64| b.rd().iter().map(of).collect::<Vec<f64>>();
    let centres = experiment.parameters().centres();
    let constants: Map<String, Value> = ParameterId::all()
        .filter(|id| experiment.parameters().distribution(*id).is_fixed())
        .map(|id| (id.name().to_owned(), json!(centres[id])))
        .collect();
    let rules: Vec<Value> = experiment.plan().rules().iter().map(rule).collect();
    let money: Map<String, Value> = experiment
        .plan()
        .money()
        .iter()
        .map(|money| (money.instrument.name().to_owned(), json!(money.by_year)))
        .collect();
    Ok(json!({
        "schema": "kennis.draws/1",
        "draws": draws,
        "columns": names,
        "years": b.years().iter().collect::<Vec<i32>>(),
        "history": {
            "first": b.history().first,
            "growth": b.rd_growth,
            "business": b.history_business(),
            "public": b.history_public(),
        },
        "baseline": {
            "gdp": b.gdp(),
            "capital": b.capital(),
            "hours": b.hours(),
            "human_capital": b.human_capital(),
            "rd_business": rd(&|m| m.performed(Performer::Business)),
            "rd_public": rd(&|m| m.public()),
            "rd_public_funded": rd(&|m| m.funded(Funder::Government)),
            "rd_business_own": rd(&|m| m.cells[Performer::Business as usize][Funder::Business as usize]),
        },
        "rules": rules,
        "money": money,
        "constants": constants,
        "priors": priors(experiment),
        "correlations": correlations(),
        "structures": experiment.structures().iter().map(|(name, weight)| json!([name.name(), weight])).collect::<Vec<_>>(),
    }))
}

/// The distribution of every parameter that varies: its shape and bounds.
fn priors(experiment: &Experiment) -> Map<String, Value> {
    let varying = ParameterId::all().filter(|id| !experiment.parameters().distribution(*id).is_fixed());
    let prior = |id: ParameterId| {
        let Distribution { shape, lower, upper } = *experiment.parameters().distribution(id);
        let (kind, numbers) = shape.kind_and_numbers();
        let numbers: Map<String, Value> =
            numbers.into_iter().map(|(key, x)| (key.to_owned(), json!(x))).collect();
        (id.name().to_owned(), json!({ "kind": kind, "numbers": numbers, "bounds": [lower, upper] }))
    };
    varying.map(prior).collect()
}

/// Correlations of the standard normals of two parameters.
fn correlations() -> Vec<Value> {
    let all = Dependence::default();
    all.correlations().iter().map(|c| json!([c.between.0.name(), c.between.1.name(), c.value])).collect()
}

fn rule(rule: &YearRule) -> Value {
    match rule {
        YearRule::Intensity { share, public_share } => json!({"share": share, "public_share": public_share}),
        _ => Value::Null,
    }
}
