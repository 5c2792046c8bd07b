//! `kennis calibrate`: fits a structure to the past.

use crate::arguments::{CalibrateArguments, Format, Options};
use crate::economy::observed;
use crate::failure::Failure;
use crate::output;
use crate::request::{input_problem, parameters, reproduced_command, years};
use crate::results;
use kennis::calibrate::{
    Breaks, CalibrationError, CoordinateKind, Fit, Likelihood, Method, ObservationChoices, Observations,
    Performers, Priors, ProfilePoint, SearchSettings, profile,
};
use kennis::formats::{InputError, calibrate_document};
use kennis::{ParameterSet, StructureName, calibrate_text};

/// Points of a profile: from the 1% to the 99% point of the prior.
const PROFILE: [f64; 9] = [-2.33, -1.64, -1.0, -0.5, 0.0, 0.5, 1.0, 1.64, 2.33];

/// What was asked, read and checked.
struct Request {
    structure: StructureName,
    method: Method,
    choices: ObservationChoices,
    parameters: ParameterSet,
}

/// Fits, prints, and ends with 1 where it has not converged.
pub(crate) fn execute(asked: &CalibrateArguments, options: &Options) -> Result<(), Failure> {
    let request = read(asked, options)?;
    if let Some(folder) = &options.out {
        results::prepare(folder)?;
    }
    let economy = observed(options)?;
    let observations = Observations::new(&economy, request.choices).map_err(failure)?;
    let mut priors = Priors::default();
    priors.parameters = request.parameters;
    if request.method == Method::LeastSquares {
        priors = priors.regression();
    }
    let likelihood = Likelihood::new(request.structure, observations, &priors).map_err(failure)?;
    let mut search = SearchSettings::default();
    search.seed = options.seed;
    let fit = Fit::new(&likelihood, request.method, &search).map_err(failure)?;
    let profiles = asked
        .profile
        .iter()
        .map(|name| Ok((name.clone(), profile_of(&likelihood, name, &search)?)))
        .collect::<Result<Vec<_>, CalibrationError>>()
        .map_err(failure)?;
    let (fit, posterior) = if request.method == Method::Posterior {
        draw(&likelihood, fit, options)?
    } else {
        (fit, Draws::default())
    };
    let command = reproduced_command(std::env::args_os().map(|a| a.to_string_lossy().into_owned()));
    let price_base = economy.price_base().map_err(Failure::computation)?;
    let text = || calibrate_text(&likelihood, &fit, &profiles, &command);
    let json = || {
        calibrate_document(&likelihood, &fit, &profiles, price_base, options.seed, &command).to_json() + "\n"
    };
    if let Some(folder) = &options.out {
        let mut files = vec![("calibrate.txt", text()), ("calibrate.json", json())];
        files.extend(posterior.csv.map(|csv| ("posterior.csv", csv)));
        results::write(folder, &command, &files)?;
    }
    match options.format {
        Format::Text => output::print(&text())?,
        Format::Json => output::print(&json())?,
        Format::Csv => return Err(Failure::NotYet("--format csv of this command".to_owned())),
    }
    if let Some(reason) = posterior.not_converged {
        return Err(Failure::computation(reason));
    }
    if fit.converged() {
        Ok(())
    } else {
        Err(Failure::computation(format!("not converged: {}", fit.search.best.termination)))
    }
}

fn read(asked: &CalibrateArguments, options: &Options) -> Result<Request, Failure> {
    let mut error = InputError::default();
    let parameters = parameters(options, &mut error);
    let structure = options.structure.as_deref().unwrap_or("knowledge_capital");
    let structure = named(
        &mut error,
        "--structure",
        structure,
        StructureName::from_name,
        StructureName::ALL.iter().map(|s| s.name()),
    );
    let method =
        named(&mut error, "--method", &asked.method, Method::from_name, Method::ALL.iter().map(|m| m.name()));
    let breaks =
        named(&mut error, "--breaks", &asked.breaks, Breaks::from_name, Breaks::ALL.iter().map(|b| b.name()));
    let stocks = named(
        &mut error,
        "--stocks",
        &asked.stocks,
        Performers::from_name,
        Performers::ALL.iter().map(|p| p.name()),
    );
    let years = asked.years.as_deref().and_then(|text| error.collect(years("--years", text)));
    error.check()?;
    let (Some(structure), Some(method), Some(breaks)) = (structure, method, breaks) else {
        return Err(InputError::default().into());
    };
    let mut choices = ObservationChoices::default();
    choices.breaks = breaks;
    choices.performers = stocks;
    choices.first = years.map(|y| y.first);
    choices.last = years.map(|y| y.last);
    Ok(Request { structure, method, choices, parameters })
}

fn named<T>(
    error: &mut InputError,
    option: &str,
    text: &str,
    of: impl Fn(&str) -> Option<T>,
    names: impl Iterator<Item = &'static str> + Clone,
) -> Option<T> {
    let expected = format!("one of {}", names.clone().collect::<Vec<_>>().join(", "));
    error.collect(of(text).ok_or_else(|| input_problem(option, text, &expected, names)))
}

fn profile_of(
    likelihood: &Likelihood,
    name: &str,
    search: &SearchSettings,
) -> Result<Vec<ProfilePoint>, CalibrationError> {
    let coordinate = likelihood.coordinates().list().iter().find(|c| c.name == name);
    // Sigma and drift are told well by the data: their prior is far too wide for a profile.
    let around = match coordinate.map(|c| c.kind) {
        Some(CoordinateKind::Sigma | CoordinateKind::Drift) => 0.15,
        _ => 1.0,
    };
    let values: Vec<f64> = coordinate
        .map_or_else(|| vec![0.0], |c| PROFILE.iter().map(|z| c.map().quantile(around * z)).collect());
    profile(likelihood, name, &values, search)
}

/// Draws of a posterior, as far as they are asked for.
#[derive(Default)]
struct Draws {
    csv: Option<String>,
    not_converged: Option<String>,
}

#[cfg(feature = "posterior")]
fn draw(likelihood: &Likelihood, fit: Fit, options: &Options) -> Result<(Fit, Draws), Failure> {
    use kennis::calibrate::{Posterior, PosteriorSource, SamplerSettings, posterior_csv};
    let mut settings = SamplerSettings::default();
    settings.seed = options.seed;
    settings.draws = (options.draws as usize).div_ceil(settings.chains).max(100);
    let posterior = Posterior::draw(likelihood, &settings).map_err(failure)?;
    let draws = Draws {
        csv: options
            .out
            .is_some()
            .then(|| posterior_csv(&posterior, &PosteriorSource::new(likelihood, &settings))),
        not_converged: posterior.check(&settings).err().map(|error| error.to_string()),
    };
    Ok((fit.with_posterior(&posterior), draws))
}

#[cfg(not(feature = "posterior"))]
fn draw(_: &Likelihood, _: Fit, _: &Options) -> Result<(Fit, Draws), Failure> {
    Err(Failure::NotYet("--method posterior (a build with the feature posterior does)".to_owned()))
}

/// What the user can put right is wrong input, the rest is a computation that failed.
pub(super) fn failure(error: CalibrationError) -> Failure {
    match error {
        CalibrationError::NotConverged { .. } => Failure::computation(error),
        other => Failure::Refused(other.to_string()),
    }
}
