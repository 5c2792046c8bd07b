//! `kennis solve`: the public money that a goal takes.

use crate::arguments::{Format, SolveArguments};
use crate::chart::write_chart;
use crate::failure::Failure;
use crate::output;
use crate::progress::Bar;
use crate::request::{Asked, input_problem};
use crate::results;
use kennis::Instrument;
use kennis::formats::{InputError, InputProblem, solve_csv, solve_document};
use kennis::report::{solve_chart, solve_text};
use kennis::scenario::Problem;
use kennis::solve::{Goal, NoAnswer, PathShape, Solution, Solve, SolveError};

/// The files of `--out`.
const FILES: [(&str, Format); 3] =
    [("solve.txt", Format::Text), ("solve.json", Format::Json), ("solve.csv", Format::Csv)];

/// What the options say of the goal and of the money.
struct Choices {
    goal: Goal,
    instrument: Option<Instrument>,
    shape: Option<PathShape>,
}

/// Solves for the money and prints it; ends with 1 where no amount reaches the goal.
pub(crate) fn execute(arguments: &SolveArguments) -> Result<(), Failure> {
    let choices = choices(arguments)?;
    let asked = Asked::new(&arguments.scenario, &arguments.options.request(), None, &FILES)?;
    let experiment = asked.request.experiment()?;
    let mut solve = Solve::of(&experiment, choices.goal);
    if let Some(instrument) = choices.instrument {
        solve = solve.instrument(instrument);
    }
    if let Some(year) = arguments.from {
        solve = solve.from(year);
    }
    if let Some(shape) = choices.shape {
        solve = solve.path(shape);
    }
    if let Some(probability) = arguments.probability {
        solve = solve.probability(probability);
    }
    let bar = Bar::new("draws", asked.quiet);
    let solution = solve.run_with(&asked.request.draw_settings(), &mut |done, total| bar.show(done, total));
    drop(bar);
    let solution = solution.map_err(failure)?;
    write(&asked, &solution)?;
    match solution.no_answer() {
        None => Ok(()),
        Some(why) => Err(Failure::Shown(no_answer(&solution, why))),
    }
}

/// Why there is no amount, in a sentence.
fn no_answer(solution: &Solution, why: NoAnswer) -> String {
    let most = format!("up to {:.1} billion a year", solution.max_amount);
    let goal = solution.goal;
    match why {
        NoAnswer::NotReached => format!("not reached: no amount that was looked at, {most}, gives {goal}"),
        NoAnswer::NoLimit => {
            format!("no limit: with all the money that was looked at, {most}, {goal} still holds")
        }
        _ => "not known: some draw has no outcome with the least money that was looked at".to_owned(),
    }
}

fn write(asked: &Asked, solution: &Solution) -> Result<(), Failure> {
    let command = &asked.request.command;
    let results = |format| match format {
        Format::Text => solve_text(solution, command),
        Format::Json => solve_document(solution, command).to_json() + "\n",
        Format::Csv => solve_csv(solution),
    };
    if let Some(folder) = &asked.out {
        let files = FILES.map(|(name, format)| (name, results(format)));
        results::write(folder, command, solution.experiment().inputs(), &files)?;
    }
    if let Some(path) = &asked.chart {
        write_chart(path, &solve_chart(solution, command), asked.quiet)?;
    }
    output::print(&results(asked.format))
}

/// Reads the options of the goal and of the money: all that is wrong with them at once.
fn choices(arguments: &SolveArguments) -> Result<Choices, InputError> {
    let mut error = InputError::default();
    let goal = arguments.target.parse::<Goal>().map_err(|why| {
        let mut problem = Problem::new("--target", why.found, why.expected);
        problem.nearest = why.nearest;
        InputError::from(InputProblem::new("", problem))
    });
    let goal = error.collect(goal);
    let instrument = arguments.instrument.as_deref().and_then(|name| error.collect(instrument(name)));
    let shape = arguments.path.as_deref().and_then(|name| {
        let names = || [PathShape::Level, PathShape::Ramp].into_iter().map(PathShape::name);
        let shape = PathShape::from_name(name).filter(|shape| *shape != PathShape::AsGiven);
        error.collect(shape.ok_or_else(|| input_problem("--path", name, "level or ramp", names())))
    });
    if let Some(p) = arguments.probability
        && !(p > 0.0 && p < 1.0)
    {
        let problem = Problem::new("--probability", p.to_string(), "a number between 0 and 1");
        error.problems.push(InputProblem::new("", problem));
    }
    error.check()?;
    goal.map(|goal| Choices { goal, instrument, shape }).ok_or_else(InputError::default)
}

/// An instrument of R&D; a scheme such as the WBSO is led to the one that it is, as in a scenario.
fn instrument(name: &str) -> Result<Instrument, InputError> {
    let of_rd = || Instrument::ALL.iter().filter(|instrument| instrument.is_rd()).map(|i| i.name());
    if let Some(instrument) = Instrument::from_name(name).filter(|instrument| instrument.is_rd()) {
        return Ok(instrument);
    }
    let names = of_rd().collect::<Vec<_>>().join(", ");
    let expected = format!("an instrument of R&D, whose amount is money: {names}");
    let mut problem = Problem::new("--instrument", format!("{name:?}"), expected);
    let aliased = match Instrument::with_alias(name).as_slice() {
        [one] if one.is_rd() => Some(one.name()),
        _ => None,
    };
    problem = problem.with_nearest(aliased.unwrap_or(name), of_rd());
    Err(InputProblem::new("", problem).into())
}

/// The draws may fail; all else is what was asked.
fn failure(error: SolveError) -> Failure {
    match error {
        SolveError::Ensemble(error) => Failure::computation(error),
        SolveError::Experiment(error) => error.into(),
        other => Failure::Refused(other.to_string()),
    }
}
