//! `kennis cba`: costs and benefits of scenarios at present value, on the same draws.

use crate::arguments::{CbaArguments, Format};
use crate::chart::write_chart;
use crate::failure::Failure;
use crate::html;
use crate::output;
use crate::progress::Bar;
use crate::request::{Asked, input_problem};
use crate::results;
use crate::workbook;
use kennis::appraise::{Appraisal, AppraisalError, CostBenefitAnalysis, Discounting, ResidualValue};
use kennis::formats::{InputError, InputProblem, cost_benefit_csv, cost_benefit_json, discounting_problem};
use kennis::report::{cost_benefit_chart, cost_benefit_sections, cost_benefit_text};
use kennis::scenario::Problem;
use kennis::{Experiment, ParameterId};
use std::path::{Path, PathBuf};

/// The files of `--out`.
const FILES: [(&str, Format); 3] =
    [("cba.txt", Format::Text), ("cba.json", Format::Json), ("cba.csv", Format::Csv)];

/// What the options say of the appraisal.
#[derive(Default)]
struct Choices {
    discounting: Option<Discounting>,
    residual: Option<ResidualValue>,
    base_year: Option<i32>,
    break_even: Option<ParameterId>,
    by_year: bool,
}

/// Appraises the scenarios and prints what they come to.
pub(crate) fn execute(arguments: &CbaArguments) -> Result<(), Failure> {
    let choices = choices(arguments)?;
    let paths: Vec<&Path> = arguments.scenarios.iter().map(PathBuf::as_path).collect();
    let all = Asked::all(&paths, &arguments.options.request(), None, &FILES)?;
    workbook::check(arguments.xlsx.as_deref())?;
    html::check(arguments.html.html.as_deref())?;
    let analysis = analyse(&arguments.scenarios, &all, &choices)?;
    let Some(asked) = all.first() else { return Ok(()) };
    write(asked, &analysis, arguments)
}

/// The scenarios appraised as a page shows them.
pub(super) fn analyse_for_page(scenarios: &[PathBuf], all: &[Asked]) -> Result<CostBenefitAnalysis, Failure> {
    analyse(scenarios, all, &Choices { by_year: true, ..Choices::default() })
}

fn analyse(scenarios: &[PathBuf], all: &[Asked], choices: &Choices) -> Result<CostBenefitAnalysis, Failure> {
    let mut experiments = Vec::with_capacity(all.len());
    for (one, path) in all.iter().zip(scenarios) {
        let experiment = one.request.experiment();
        experiments
            .push(experiment.map_err(|error| Failure::Refused(format!("{}: {error}", path.display())))?);
    }
    let appraisals = experiments.iter().map(|one| appraisal(one, choices)).collect::<Result<Vec<_>, _>>()?;
    let settings = all.first().map(|asked| asked.request.draw_settings()).unwrap_or_default();
    let bar = Bar::new("draws", all.first().is_none_or(|asked| asked.quiet));
    let progress = &mut |done, total| bar.show(done, total);
    CostBenefitAnalysis::run(&appraisals, choices.break_even, &settings, progress).map_err(failure)
}

fn write(asked: &Asked, analysis: &CostBenefitAnalysis, arguments: &CbaArguments) -> Result<(), Failure> {
    let command = &asked.request.command;
    let results = |format| match format {
        Format::Text => cost_benefit_text(analysis, command),
        Format::Json => cost_benefit_json(analysis, command) + "\n",
        Format::Csv => cost_benefit_csv(analysis),
    };
    if let Some(folder) = &asked.out {
        let files = FILES.map(|(name, format)| (name, results(format)));
        results::write(folder, command, &analysis.inputs(), &files)?;
    }
    if let (Some(path), Some(first)) = (&asked.chart, analysis.comparison.scenarios.first()) {
        write_chart(path, &cost_benefit_chart(first, command), asked.quiet)?;
    }
    if let Some(path) = arguments.xlsx.as_deref() {
        workbook::write(path, analysis, command)?;
    }
    let experiments: Vec<&Experiment> =
        analysis.comparison.scenarios.iter().map(|one| &one.experiment).collect();
    let page = arguments.html.html.as_deref();
    html::write_sections(page, &experiments, command, || cost_benefit_sections(analysis, command))?;
    output::print(&results(asked.format))
}

/// Reads the options of the appraisal: all that is wrong with them at once.
fn choices(arguments: &CbaArguments) -> Result<Choices, InputError> {
    let mut error = InputError::default();
    let discounting = arguments.discounting.as_deref().and_then(|name| {
        let rates = name.parse::<Discounting>().map_err(|why| {
            InputError::from(InputProblem::new("", discounting_problem("--discounting", name, &why)))
        });
        error.collect(rates)
    });
    let residual = arguments.residual.as_deref().and_then(|name| {
        let names = || ResidualValue::ALL.iter().map(|value| value.name());
        let expected = format!("one of {}", names().collect::<Vec<_>>().join(", "));
        let residual = ResidualValue::from_name(name);
        error.collect(residual.ok_or_else(|| input_problem("--residual", name, &expected, names())))
    });
    let break_even = arguments.break_even.as_deref().and_then(|name| {
        let names = || ParameterId::all().map(ParameterId::name);
        let expected = "a parameter (kennis parameters lists them)";
        let parameter = ParameterId::from_name(name);
        error.collect(parameter.ok_or_else(|| input_problem("--break-even", name, expected, names())))
    });
    let several = arguments.scenarios.iter().filter(|path| *path == Path::new("-")).count() > 1;
    if several {
        let said = input_problem("scenario", "- -", "standard input once: it holds one scenario", []);
        error.problems.extend(said.problems);
    }
    if arguments.scenarios.len() > 1 && arguments.options.chart.chart.is_some() {
        let problem =
            Problem::new("--chart", "several scenarios", "one scenario with it: the chart is of one");
        error.problems.push(InputProblem::new("", problem));
    }
    error.check()?;
    let drawn =
        arguments.xlsx.is_some() || arguments.html.html.is_some() || arguments.options.chart.chart.is_some();
    let by_year = arguments.by_year || drawn;
    Ok(Choices { discounting, residual, base_year: arguments.base_year, break_even, by_year })
}

/// The appraisal of a scenario: the options win over what it asks itself.
fn appraisal<'e>(experiment: &'e Experiment, choices: &Choices) -> Result<Appraisal<'e>, Failure> {
    let mut appraisal = Appraisal::as_asked(experiment).map_err(failure)?.by_year(choices.by_year);
    if let Some(discounting) = &choices.discounting {
        appraisal = appraisal.discounting(discounting.clone());
    }
    if let Some(residual) = choices.residual {
        appraisal = appraisal.residual(residual);
    }
    Ok(choices.base_year.into_iter().fold(appraisal, Appraisal::base_year))
}

/// The draws may fail; all else is what was asked.
fn failure(error: AppraisalError) -> Failure {
    match error {
        AppraisalError::Ensemble(error) => Failure::computation(error),
        other => Failure::Refused(other.to_string()),
    }
}
