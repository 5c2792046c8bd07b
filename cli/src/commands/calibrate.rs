//! `kennis calibrate`: fits a structure to the past.

use super::{calibrate_adjustment, calibrate_panel};
use crate::arguments::{CalibrateArguments, Format, Options};
use crate::economy::observed;
use crate::failure::Failure;
use crate::inputs::inputs;
use crate::output;
use crate::request::{check_file, input_problem, parameters, reproduced_command, years};
use crate::results;
use kennis::calibrate::{
    Breaks, CalibrationError, CoordinateKind, Fit, Likelihood, Marginal, Method, ObservationChoices,
    Observations, Priors, ProfilePoint, SearchSettings, profile,
};
use kennis::data::StockDefinition;
use kennis::formats::documents::InputRecord;
use kennis::formats::{InputError, calibrate_csv, calibrate_document, write_file};
use kennis::report::{DensityChart, calibrate_text, input_notes, with_inputs};
use kennis::{ParameterSet, StructureName};
use std::path::Path;

/// Points of a profile: from the 1% to the 99% point of the prior.
const PROFILE: [f64; 9] = [-2.33, -1.64, -1.0, -0.5, 0.0, 0.5, 1.0, 1.64, 2.33];

/// What was asked, read and checked.
pub(super) struct Request {
    pub(super) structure: StructureName,
    /// None for the panel: many fits, each the mode of data and prior.
    method: Option<Method>,
    pub(super) choices: ObservationChoices,
    pub(super) parameters: ParameterSet,
}

/// Name of the method that fits every country.
const PANEL: &str = "panel";

/// Fits, prints, and ends with 1 where it has not converged.
pub(crate) fn execute(asked: &CalibrateArguments, options: &Options) -> Result<(), Failure> {
    let request = read(asked, options)?;
    if let Some(folder) = &options.out {
        results::prepare(folder)?;
    }
    let Some(method) = request.method else {
        return match request.structure {
            // Its long run is estimated on many countries or not at all: there is no prior to pool.
            StructureName::ErrorCorrection => calibrate_adjustment::execute(&request, options),
            _ => calibrate_panel::execute(request, options),
        };
    };
    let economy = observed(options)?;
    let observations = Observations::new(&economy, request.choices).map_err(failure)?;
    let inputs = inputs(Some(&economy), &request.parameters);
    let mut priors = Priors::default();
    priors.parameters = request.parameters;
    if method == Method::LeastSquares {
        priors = priors.regression();
    }
    let likelihood = Likelihood::new(request.structure, observations, &priors).map_err(failure)?;
    let mut search = SearchSettings::default();
    search.seed = options.seed;
    let fit = Fit::new(&likelihood, method, &search).map_err(failure)?;
    let profiles = asked
        .profile
        .iter()
        .map(|name| Ok((name.clone(), profile_of(&likelihood, name, &search)?)))
        .collect::<Result<Vec<_>, CalibrationError>>()
        .map_err(failure)?;
    let (fit, posterior) =
        if method == Method::Posterior { draw(&likelihood, fit, options)? } else { (fit, Draws::default()) };
    let command = reproduced_command();
    let price_base = economy.price_base().map_err(Failure::computation)?;
    let text = || with_inputs(calibrate_text(&likelihood, &fit, &profiles, &command), &inputs);
    let json = || {
        let mut document =
            calibrate_document(&likelihood, &fit, &profiles, price_base, options.seed, &command);
        document.header.inputs = InputRecord::all(&inputs);
        document.to_json() + "\n"
    };
    if let Some(folder) = &options.out {
        let mut files = vec![
            ("calibrate.txt", text()),
            ("calibrate.json", json()),
            ("calibrate.csv", calibrate_csv(&fit)),
        ];
        files.extend(posterior.csv.map(|csv| ("posterior.csv", csv)));
        results::write(folder, &command, &files)?;
    }
    if let Some(path) = &options.chart {
        let marginals = posterior.marginals.unwrap_or_else(|| fit.marginals(&likelihood));
        let observations = likelihood.observations();
        let (country, years) = (&observations.country, observations.years);
        let title = format!("{}, {country} {} to {}", likelihood.structure(), years.first, years.last);
        let how = if method == Method::Posterior { "draws" } else { "Laplace's approximation at the mode" };
        let subtitle = format!("Prior against posterior ({how}), density by parameter");
        let mut chart = DensityChart::new(&title, &subtitle, marginals, &command);
        chart.notes.extend(input_notes(&inputs));
        write_chart(path, &chart)?;
    }
    match options.format {
        Format::Text => output::print(&text())?,
        Format::Json => output::print(&json())?,
        Format::Csv => output::print(&calibrate_csv(&fit))?,
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
    check_file("--chart", options.chart.as_deref(), &["svg"], &mut error);
    let structure = structure(options, &mut error);
    let method = if asked.method == PANEL {
        Some(None)
    } else {
        let names = Method::ALL.iter().map(|m| m.name()).chain([PANEL]);
        named(&mut error, "--method", &asked.method, Method::from_name, names).map(Some)
    };
    let breaks =
        named(&mut error, "--breaks", &asked.breaks, Breaks::from_name, Breaks::ALL.iter().map(|b| b.name()));
    let stocks = asked.stocks.as_deref().and_then(|text| {
        named(
            &mut error,
            "--stocks",
            text,
            StockDefinition::from_name,
            StockDefinition::ALL.iter().map(|p| p.name()),
        )
    });
    let years = asked.years.as_deref().and_then(|text| error.collect(years("--years", text)));
    error.check()?;
    let (Some(structure), Some(method), Some(breaks)) = (structure, method, breaks) else {
        return Err(InputError::default().into());
    };
    let without_prior = method == Some(Method::LeastSquares);
    if without_prior && options.chart.is_some() {
        let reason = "--chart shows prior against posterior, and --method least_squares has no prior";
        return Err(Failure::Refused(reason.to_owned()));
    }
    if method.is_none() && !asked.profile.is_empty() {
        let reason = "--profile is that of one country's likelihood, and --method panel has many";
        return Err(Failure::Refused(reason.to_owned()));
    }
    let mut choices = ObservationChoices::default();
    choices.breaks = breaks;
    choices.stocks = stocks;
    choices.first = years.map(|y| y.first);
    choices.last = years.map(|y| y.last);
    Ok(Request { structure, method, choices, parameters })
}

/// The structure asked for.
pub(super) fn structure(options: &Options, error: &mut InputError) -> Option<StructureName> {
    let name = options.structure.as_deref().unwrap_or("knowledge_capital");
    let names = StructureName::ALL.iter().map(|s| s.name());
    named(error, "--structure", name, StructureName::from_name, names)
}

/// Writes a chart.
pub(super) fn write_chart(path: &Path, chart: &DensityChart) -> Result<(), Failure> {
    write_file(path, chart.to_svg().as_bytes())
        .map_err(|error| Failure::Write { path: path.to_owned(), error })
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
    /// Where a chart is asked for.
    marginals: Option<Vec<Marginal>>,
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
        marginals: options.chart.is_some().then(|| posterior.marginals(likelihood)),
        not_converged: posterior.check(&settings).err().map(|error| error.to_string()),
    };
    Ok((fit.with_posterior(&posterior), draws))
}

#[cfg(not(feature = "posterior"))]
fn draw(_: &Likelihood, _: Fit, _: &Options) -> Result<(Fit, Draws), Failure> {
    Err(Failure::Refused(
        "--method posterior: this program is built without the sampler; cargo install --path cli --features posterior \
         brings it"
            .to_owned(),
    ))
}

/// What the user can put right is wrong input, the rest is a computation that failed.
pub(super) fn failure(error: CalibrationError) -> Failure {
    match error {
        CalibrationError::NotConverged { .. } => Failure::computation(error),
        other => Failure::Refused(other.to_string()),
    }
}
