//! The economy of a request: which country, and whose data.

use crate::arguments::Options;
use crate::output;
use kennis::formats::{DataFile, InputError, InputProblem, country_economy, load, no_data, read_data};
use kennis::{DataError, Economy, Problem};

/// The country that is meant where nobody names one.
const DEFAULT_COUNTRY: &str = "NLD";

/// Whose data: those of `--data`, with the embedded ones behind them.
#[derive(Debug)]
pub(crate) struct Sources {
    data: Option<DataFile>,
    /// Whether the data file could be read: where not, nothing can be said of countries.
    readable: bool,
    option: Option<String>,
    /// The economy of `--country`; none where that has problems, which are said already.
    of_option: Option<Economy>,
}

impl Sources {
    /// Reads what the options name; problems go to `error`.
    pub(crate) fn new(options: &Options, error: &mut InputError) -> Self {
        let mut sources = Self::unresolved(options, error);
        if let Some(country) = &options.country
            && sources.readable
        {
            let economy = sources.checked("--country", country, error);
            sources.of_option = error.collect(economy.map_err(of_options));
        }
        sources
    }

    fn unresolved(options: &Options, error: &mut InputError) -> Self {
        let data = options.data.as_ref().and_then(|path| {
            error.collect(load(path).and_then(|bytes| read_data(&bytes, &path.display().to_string())))
        });
        let readable = data.is_some() == options.data.is_some();
        Self { data, readable, option: options.country.clone(), of_option: None }
    }

    /// The country: that of `--country`, of the scenario, of a data file about one country, the Netherlands.
    pub(crate) fn country<'a>(&'a self, named: Option<&'a str>) -> &'a str {
        let of_file = self.data.as_ref().and_then(DataFile::only_country);
        self.option.as_deref().or(named).or(of_file).unwrap_or(DEFAULT_COUNTRY)
    }

    /// The series of a country, as they are given.
    fn observed(&self, country: &str) -> Result<Economy, DataError> {
        self.data.as_ref().map_or_else(|| Economy::embedded(country), |data| data.economy(country))
    }

    /// The economy of a country, ready for a baseline. What is wrong with the data file beside the embedded data goes to
    /// `unfit`, with its places.
    fn checked(&self, key: &str, country: &str, unfit: &mut InputError) -> Result<Economy, Vec<Problem>> {
        let problems = self.data.as_ref().map(|data| data.problems(country).problems).unwrap_or_default();
        if !problems.is_empty() {
            unfit.problems.extend(problems);
            return Err(Vec::new());
        }
        country_economy(key, country, |country| self.observed(country))
    }

    /// The economy of a scenario that names that country, ready for a baseline. Problems are those of the key
    /// `country`; there are none where others have been said already. Those of the data file go to `unfit`.
    pub(crate) fn economy(
        &self,
        named: Option<&str>,
        unfit: &mut InputError,
    ) -> Result<Economy, Vec<Problem>> {
        if self.option.is_some() || !self.readable {
            return self.of_option.clone().ok_or_else(Vec::new);
        }
        self.checked("country", self.country(named), unfit)
    }
}

/// The economy of a command without a scenario, ready for a baseline.
pub(crate) fn economy(options: &Options, error: &mut InputError) -> Option<Economy> {
    let sources = Sources::new(options, error);
    let economy = sources.economy(None, error).map_err(of_options);
    error.collect(economy)
}

/// The series of a country as they are given, for a command that shows them.
pub(crate) fn observed(options: &Options) -> Result<Economy, InputError> {
    let mut error = InputError::default();
    let sources = Sources::unresolved(options, &mut error);
    error.check()?;
    let country = sources.country(None);
    if let Some(data) = &sources.data {
        data.problems(country).check()?;
    }
    let economy = sources.observed(country);
    let economy = economy.map_err(|error| of_options(vec![no_data("--country", country, error)]))?;
    output::remark(&economy, None, 0, options.quiet);
    Ok(economy)
}

/// Problems that stand in no file.
fn of_options(problems: Vec<Problem>) -> InputError {
    InputError { problems: problems.into_iter().map(|problem| InputProblem::new("", problem)).collect() }
}
