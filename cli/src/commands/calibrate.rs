//! `kennis calibrate`: fits a structure to the past.

use super::{calibrate_adjustment, calibrate_panel};
use crate::arguments::{CalibrateArguments, Format};
use crate::caller;
use crate::chart::{check_chart, write_chart};
use crate::economy::observed;
use crate::failure::Failure;
use crate::inputs::inputs;
use crate::output;
use crate::request::{input_problem, parameters, reproduced_command, years};
use crate::results::{self, Outputs};
use kennis::calibrate::{
    Breaks, CalibrationError, CoordinateKind, Fit, Likelihood, Marginal, Method, ObservationChoices,
    Observations, Priors, ProfilePoint, SearchSettings, profile,
};
use kennis::data::{InputFile, StockDefinition};
use kennis::formats::documents::InputRecord;
use kennis::formats::{InputError, calibrate_csv, calibrate_document, csv_with_inputs};
use kennis::report::{DensityChart, calibrate_text, input_notes, with_inputs};
use kennis::{ParameterSet, StructureName};

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

/// The files of `--out`.
pub(super) const FILES: [(&str, Format); 3] =
    [("calibrate.txt", Format::Text), ("calibrate.json", Format::Json), ("calibrate.csv", Format::Csv)];

/// The draws, beside them.
const POSTERIOR: (&str, Format) = ("posterior.csv", Format::Csv);

/// Fits, prints, and ends with 1 where it has not converged.
pub(crate) fn execute(asked: &CalibrateArguments) -> Result<(), Failure> {
    let request = read(asked)?;
    let Some(method) = request.method else {
        outputs(asked, &FILES).prepare()?;
        return match request.structure {
            // Its long run is estimated on many countries or not at all: there is no prior to pool.
            StructureName::ErrorCorrection => calibrate_adjustment::execute(&request, asked),
            _ => calibrate_panel::execute(request, asked),
        };
    };
    let economy = observed(&asked.data, asked.quiet.quiet)?;
    let with_draws = [FILES.as_slice(), &[POSTERIOR]].concat();
    outputs(asked, if method == Method::Posterior { &with_draws } else { &FILES }).prepare()?;
    let observations = Observations::new(&economy, request.choices).map_err(failure)?;
    let inputs = inputs(Some(&economy), &request.parameters);
    let mut priors = Priors::default();
    priors.parameters = request.parameters;
    if method == Method::LeastSquares {
        priors = priors.regression();
    }
    let likelihood = Likelihood::new(request.structure, observations, &priors).map_err(failure)?;
    let mut search = SearchSettings::default();
    search.seed = asked.seed;
    let fit = Fit::new(&likelihood, method, &search).map_err(failure)?;
    let profiles = asked
        .profile
        .iter()
        .map(|name| Ok((name.clone(), profile_of(&likelihood, name, &search)?)))
        .collect::<Result<Vec<_>, CalibrationError>>()
        .map_err(failure)?;
    let (fit, posterior) = if method == Method::Posterior {
        draw(&likelihood, fit, asked, &inputs)?
    } else {
        (fit, Draws::default())
    };
    let command = reproduced_command();
    let price_base = economy.price_base().map_err(Failure::computation)?;
    let text = || with_inputs(calibrate_text(&likelihood, &fit, &profiles, &command), &inputs);
    let json = || {
        let mut document = calibrate_document(&likelihood, &fit, &profiles, price_base, asked.seed, &command);
        document.header.inputs = InputRecord::all(&inputs);
        document.to_json() + "\n"
    };
    let csv = || csv_with_inputs(calibrate_csv(&fit), &inputs);
    let made = |format| match format {
        Format::Text => text(),
        Format::Json => json(),
        Format::Csv => csv(),
    };
    if let Some(draws) = &posterior.csv {
        caller::hand_over(POSTERIOR.0, draws);
    }
    if let Some(folder) = &asked.out.out {
        let mut files = FILES.map(|(name, format)| (name, made(format))).to_vec();
        files.extend(posterior.csv.map(|csv| (POSTERIOR.0, csv)));
        results::write(folder, &command, &inputs, &files)?;
    }
    if let Some(path) = &asked.chart.chart {
        let marginals = posterior.marginals.unwrap_or_else(|| fit.marginals(&likelihood));
        let observations = likelihood.observations();
        let (country, years) = (&observations.country, observations.years);
        let title = format!("{}, {country} {} to {}", likelihood.structure(), years.first, years.last);
        let how = if method == Method::Posterior { "draws" } else { "Laplace's approximation at the mode" };
        let subtitle = format!("Prior against posterior ({how}), density by parameter");
        let mut chart = DensityChart::new(&title, &subtitle, marginals, &command);
        chart.notes.extend(input_notes(&inputs));
        write_chart(path, &chart.to_svg(), asked.quiet.quiet)?;
    }
    output::print(&made(asked.format.format))?;
    if let Some(reason) = posterior.not_converged {
        return Err(Failure::Shown(reason));
    }
    if fit.converged() {
        Ok(())
    } else {
        Err(Failure::Shown(format!("not converged: {}", fit.search.best.termination)))
    }
}

fn outputs<'a>(asked: &'a CalibrateArguments, files: &[(&str, Format)]) -> Outputs<'a> {
    Outputs::new(asked.out.out.as_deref(), files).with("--chart", asked.chart.chart.as_deref())
}

fn read(asked: &CalibrateArguments) -> Result<Request, Failure> {
    let mut error = InputError::default();
    let parameters = parameters(&asked.parameters, &mut error);
    check_chart(asked.chart.chart.as_deref(), &mut error);
    let structure = structure(&asked.structure, &mut error);
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
    if let Some(reason) = without_use(asked, method) {
        return Err(Failure::Refused(reason.to_owned()));
    }
    let mut choices = ObservationChoices::default();
    choices.breaks = breaks;
    choices.stocks = stocks;
    choices.first = years.map(|y| y.first);
    choices.last = years.map(|y| y.last);
    Ok(Request { structure, method, choices, parameters })
}

/// Why an option has no use with a method; no method is the panel.
fn without_use(asked: &CalibrateArguments, method: Option<Method>) -> Option<&'static str> {
    let is_panel = method.is_none();
    let reasons = [
        (
            method == Some(Method::LeastSquares) && asked.chart.chart.is_some(),
            "--chart shows prior against posterior, and --method least_squares has no prior",
        ),
        (
            is_panel && !asked.profile.is_empty(),
            "--profile is that of one country's likelihood, and --method panel has many",
        ),
        (is_panel && asked.data.country.is_some(), "--country is one country, and --method panel fits all"),
        (
            is_panel && asked.data.data.is_some(),
            "--data is not used by --method panel, which fits the embedded data",
        ),
        (
            method != Some(Method::Posterior) && asked.draws.is_some(),
            "--draws are those of --method posterior, and other methods make none",
        ),
    ];
    reasons.into_iter().find(|(without_use, _)| *without_use).map(|(_, reason)| reason)
}

/// The structure of that name.
pub(super) fn structure(name: &str, error: &mut InputError) -> Option<StructureName> {
    let names = StructureName::ALL.iter().map(|s| s.name());
    named(error, "--structure", name, StructureName::from_name, names)
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

/// Draws of a posterior where none are asked for.
#[cfg(feature = "posterior")]
const DRAWS: u64 = 10_000;

/// Draws of a posterior, as far as they are asked for.
#[derive(Default)]
struct Draws {
    csv: Option<String>,
    /// Where a chart is asked for.
    marginals: Option<Vec<Marginal>>,
    not_converged: Option<String>,
}

#[cfg(feature = "posterior")]
fn draw(
    likelihood: &Likelihood,
    fit: Fit,
    asked: &CalibrateArguments,
    inputs: &[InputFile],
) -> Result<(Fit, Draws), Failure> {
    use kennis::calibrate::{Posterior, PosteriorSource, SamplerSettings, posterior_csv};
    let mut settings = SamplerSettings::default();
    settings.seed = asked.seed;
    settings.draws = (asked.draws.unwrap_or(DRAWS) as usize).div_ceil(settings.chains).max(100);
    let posterior = Posterior::draw(likelihood, &settings).map_err(failure)?;
    let draws = Draws {
        csv: (asked.out.out.is_some() || caller::is_embedded()).then(|| {
            posterior_csv(&posterior, &PosteriorSource::new(likelihood, &settings).with_inputs(inputs))
        }),
        marginals: asked.chart.chart.is_some().then(|| posterior.marginals(likelihood)),
        not_converged: posterior.check(&settings).err().map(|error| error.to_string()),
    };
    Ok((fit.with_posterior(&posterior), draws))
}

#[cfg(not(feature = "posterior"))]
fn draw(_: &Likelihood, _: Fit, _: &CalibrateArguments, _: &[InputFile]) -> Result<(Fit, Draws), Failure> {
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
