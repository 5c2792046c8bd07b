//! The economy of a request: which country, and whose data.

use crate::arguments::DataOptions;
use crate::inputs;
use crate::output;
use kennis::Economy;
use kennis::data::InputRole;
use kennis::formats::{DataSource, InputError, InputProblem, no_data, read_data};
use kennis::scenario::Problem;

/// Whose data: those of `--data`, with the embedded ones behind them.
#[derive(Debug)]
pub(crate) struct Sources {
    source: DataSource,
    /// Whether the data file could be read: where not, nothing can be said of countries.
    readable: bool,
    /// The economy of `--country`; none where that has problems, which are said already.
    of_option: Option<Economy>,
}

impl Sources {
    /// Reads what the options name; problems go to `error`.
    pub(crate) fn new(options: &DataOptions, error: &mut InputError) -> Self {
        let mut sources = Self::unresolved(options, error);
        if let Some(country) = &options.country
            && sources.readable
        {
            let economy = sources.source.checked("--country", country, error);
            sources.of_option = error.collect(economy.map_err(of_options));
        }
        sources
    }

    fn unresolved(options: &DataOptions, error: &mut InputError) -> Self {
        let data = options.data.as_ref().and_then(|path| {
            let read = inputs::read(InputRole::Data, path);
            error.collect(read.and_then(|bytes| read_data(&bytes, &path.display().to_string())))
        });
        let readable = data.is_some() == options.data.is_some();
        let source = DataSource { data, country: options.country.clone() };
        Self { source, readable, of_option: None }
    }

    /// The country: that of `--country`, of a data file about one country, the Netherlands.
    pub(crate) fn country(&self) -> &str {
        self.source.country(None)
    }

    /// The economy of a scenario that names that country, ready for a baseline. Problems are those of the key
    /// `country`; there are none where others have been said already. Those of the data file go to `unfit`.
    pub(crate) fn economy(
        &self,
        named: Option<&str>,
        unfit: &mut InputError,
    ) -> Result<Economy, Vec<Problem>> {
        if self.source.country.is_some() || !self.readable {
            return self.of_option.clone().ok_or_else(Vec::new);
        }
        self.source.economy(named, unfit)
    }
}

/// The economy of a command without a scenario, ready for a baseline.
pub(crate) fn economy(options: &DataOptions, error: &mut InputError) -> Option<Economy> {
    let sources = Sources::new(options, error);
    let economy = sources.economy(None, error).map_err(of_options);
    error.collect(economy)
}

/// The series of a country as they are given, for a command that shows them.
pub(crate) fn observed(options: &DataOptions, quiet: bool) -> Result<Economy, InputError> {
    let mut error = InputError::default();
    let sources = Sources::unresolved(options, &mut error);
    error.check()?;
    let country = sources.country();
    if let Some(data) = &sources.source.data {
        data.problems(country).check()?;
    }
    let economy = sources.source.observed(country);
    let economy = economy.map_err(|error| of_options(vec![no_data("--country", country, error)]))?;
    output::remark(&economy, quiet);
    Ok(economy)
}

/// Problems that stand in no file.
fn of_options(problems: Vec<Problem>) -> InputError {
    InputError { problems: problems.into_iter().map(|problem| InputProblem::new("", problem)).collect() }
}
