//! The arguments of the program, as the help shows them.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// An open growth model of R&D, education and productivity, with uncertainty bands.
#[derive(Debug, Parser)]
#[command(name = "kennis", version, arg_required_else_help = true, disable_help_subcommand = true)]
#[command(max_term_width = 80)]
#[command(
    after_help = "First run: kennis example public_research_permanent > more.toml; kennis run more.toml\n\
    Exit codes: 0 done, 1 the computation failed, 2 the input is wrong, 130 interrupted."
)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Options of every command.
    #[command(flatten)]
    pub(crate) options: Options,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Simulate a scenario beside the baseline, with bands.
    Run {
        /// Scenario file (TOML); `-` reads standard input.
        scenario: PathBuf,
    },
    /// Of one scenario, run the structures side by side; of several, the scenarios and the difference of every two of them.
    Compare {
        /// Scenario files (TOML); `-` reads standard input.
        #[arg(required = true, value_name = "SCENARIO")]
        scenarios: Vec<PathBuf>,
    },
    /// Check scenario, parameter and baseline files, and say everything that is wrong with them.
    Check {
        /// Files; `-` reads a scenario from standard input.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Print an example scenario.
    Example {
        /// Its name.
        #[arg(required_unless_present = "list")]
        name: Option<String>,
        /// List the names.
        #[arg(long)]
        list: bool,
    },
    /// Print the JSON Schema of a document.
    Schema {
        /// Its name, such as kennis.scenario/1.
        name: String,
    },
    /// List the parameters: distribution, unit, evidence, source, and what they alone say of GDP.
    Parameters,
    /// List the instruments: where their money goes, the response to it, evidence.
    Instruments {
        /// Only those that this name leads to: an instrument, a Dutch scheme such as WBSO, or a word.
        #[arg(long, value_name = "NAME")]
        find: Option<String>,
    },
    /// Fit a structure to the past, and say what the data tells about its parameters.
    Calibrate(CalibrateArguments),
    /// Forecast productivity at every past year with what was known then, and score the structures.
    Backtest {
        /// First and last origin, such as 2000-2015; left out: all there are.
        #[arg(long, value_name = "FIRST-LAST")]
        origins: Option<String>,
        /// Years ahead.
        #[arg(long, value_name = "N", default_value = "10", value_parser = clap::value_parser!(u8).range(1..=30))]
        horizon: u8,
        /// Beside it, forecast every country with what all other countries say (--structure).
        #[arg(long)]
        placebo: bool,
    },
    /// Reproduce published results with the parameters of their papers; ends with 1 where one fails.
    Validate,
    /// List the series of a country: unit, years, gaps, breaks, source, licence, vintage.
    Data {
        /// Turn a table as downloaded from this office into a table for --data: eurostat, oecd or cbs. With --country that
        /// country alone.
        #[arg(long, value_name = "OFFICE", requires = "file")]
        from: Option<String>,
        /// The table as downloaded, for --from.
        #[arg(requires = "from")]
        file: Option<PathBuf>,
    },
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
    /// Any other name: a command that is still to come, or a slip.
    #[command(external_subcommand)]
    Other(Vec<OsString>),
}

/// What `kennis calibrate` is asked.
#[derive(Debug, Args)]
pub(crate) struct CalibrateArguments {
    /// How: least_squares (data alone, on conventional stocks), map (mode of data and prior), posterior, or panel (every
    /// country, pooled).
    #[arg(long, value_name = "METHOD", default_value = "map")]
    pub(crate) method: String,
    /// Show the profile of the likelihood over this parameter; can be repeated.
    #[arg(long, value_name = "NAME")]
    pub(crate) profile: Vec<String>,
    /// First and last year, such as 1990-2019; left out: all there are.
    #[arg(long, value_name = "FIRST-LAST")]
    pub(crate) years: Option<String>,
    /// Breaks of the R&D survey: dummies, spliced or ignored.
    #[arg(long, value_name = "HOW", default_value = "dummies")]
    pub(crate) breaks: String,
    /// The two stocks: higher_education_apart or as_published (business, and the rest). Left out: the first for the
    /// Netherlands, the second elsewhere.
    #[arg(long, value_name = "HOW")]
    pub(crate) stocks: Option<String>,
}

/// Form of the results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Tables to read.
    #[default]
    Text,
    /// One JSON document.
    Json,
    /// Long CSV: variable, kind, statistic, year, value, unit.
    Csv,
}

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub(crate) struct Options {
    /// Form of the results.
    #[arg(long, global = true, value_enum, default_value_t)]
    pub(crate) format: Format,
    /// Write the results to files in this folder.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Draw a chart to this file: of a run the fan of GDP, of a calibration prior against posterior.
    #[arg(long, global = true, value_name = "FILE.svg")]
    pub(crate) chart: Option<PathBuf>,
    /// Write the draws themselves to this file: a row for each structure, draw and year. A program built with the
    /// feature parquet writes FILE.parquet, too.
    #[arg(long, global = true, value_name = "FILE.csv")]
    pub(crate) save_draws: Option<PathBuf>,
    /// Variables that --save-draws writes, with commas.
    #[arg(long, global = true, value_name = "LIST", default_value = "gdp")]
    pub(crate) save_variables: String,
    /// Number of draws; 0 is a check run at the centres of the parameters.
    #[arg(long, global = true, value_name = "N", default_value = "10000", value_parser = draws)]
    #[arg(allow_negative_numbers = true)]
    pub(crate) draws: u64,
    /// Seed of the draws.
    #[arg(long, global = true, value_name = "S", default_value = "1", value_parser = seed)]
    #[arg(allow_negative_numbers = true)]
    pub(crate) seed: u64,
    /// Threads; the results are the same whatever their number. Left out: all processors.
    #[arg(long, global = true, value_name = "N", value_parser = threads, allow_negative_numbers = true)]
    pub(crate) threads: Option<NonZeroUsize>,
    /// Most memory that the draws may take, in GiB. Many draws run a part at a time, and twice where they need more than
    /// this, with the same results.
    #[arg(long, global = true, value_name = "GIB", value_parser = memory, allow_negative_numbers = true)]
    pub(crate) memory: Option<Memory>,
    /// Structure to run, or all; several with commas, or with weights NAME=W,NAME=W; wins over the scenario.
    #[arg(long, global = true, value_name = "NAME|all")]
    pub(crate) structure: Option<String>,
    /// Baseline table (CSV); wins over the scenario.
    #[arg(long, global = true, value_name = "FILE.csv")]
    pub(crate) baseline: Option<PathBuf>,
    /// Parameter file (TOML), or draws of a posterior (CSV, from calibrate --method posterior).
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) parameters: Option<PathBuf>,
    /// Give a parameter a constant; can be repeated, wins over files.
    #[arg(long = "set", global = true, value_name = "NAME=VALUE")]
    pub(crate) settings: Vec<String>,
    /// Country, ISO 3166 alpha-3; wins over the scenario.
    #[arg(long, global = true, value_name = "ISO3")]
    pub(crate) country: Option<String>,
    /// Your own series (CSV, as kennis data --format csv prints them); they win over the embedded ones.
    #[arg(long, global = true, value_name = "FILE.csv")]
    pub(crate) data: Option<PathBuf>,
    /// Layers of uncertainty beside the parameters, with commas: breakthroughs, baseline_level.
    #[arg(long, global = true, value_name = "LIST")]
    pub(crate) layers: Option<String>,
    /// How draws fill the space of parameters: random, latin_hypercube or sobol.
    #[arg(long, global = true, value_name = "PLAN", default_value = "random")]
    pub(crate) plan: String,
    /// Draw until the Monte Carlo standard error of the mean deviation of GDP in the last year is below X percentage
    /// points: at least --draws, at most --max-draws.
    #[arg(long, global = true, value_name = "X", value_parser = precision, conflicts_with = "draw")]
    #[arg(allow_negative_numbers = true)]
    pub(crate) precision: Option<f64>,
    /// Most draws that --precision may take.
    #[arg(long, global = true, value_name = "N", default_value = "1000000", value_parser = draws)]
    #[arg(allow_negative_numbers = true)]
    pub(crate) max_draws: u64,
    /// Run one draw alone, with the parameters that it has in every run of this seed.
    #[arg(long, global = true, value_name = "I", value_parser = one_draw, allow_negative_numbers = true)]
    pub(crate) draw: Option<u64>,
    /// Print no progress and no remarks.
    #[arg(long, global = true)]
    pub(crate) quiet: bool,
    /// Options that are still to come.
    #[command(flatten)]
    pub(crate) later: LaterOptions,
}

/// Options of the contract that this version parses and refuses.
#[derive(Debug, Args)]
pub(crate) struct LaterOptions {
    #[arg(long, global = true, hide = true)]
    pub(crate) html: Option<String>,
    #[arg(long, global = true, hide = true, allow_hyphen_values = true)]
    pub(crate) discount: Option<String>,
}

/// An amount of memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Memory {
    /// In bytes.
    pub(crate) bytes: u64,
}

fn memory(text: &str) -> Result<Memory, String> {
    const GIB: f64 = (1u64 << 30) as f64;
    let amount = text.parse().ok().filter(|amount: &f64| (0.01..=65_536.0).contains(amount));
    amount
        .map(|amount| Memory { bytes: (amount * GIB) as u64 })
        .ok_or_else(|| "expected gibibytes from 0.01 to 65536, such as 0.5".to_owned())
}

/// More draws than this are taken for a slip.
const MAX_DRAWS: u64 = 100_000_000;

fn draws(text: &str) -> Result<u64, String> {
    let number = text.parse().ok().filter(|number| *number <= MAX_DRAWS);
    number.ok_or_else(|| format!("expected a whole number from 0 to {MAX_DRAWS}"))
}

fn precision(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0);
    number.ok_or_else(|| "expected percentage points above 0, such as 0.01".to_owned())
}

fn one_draw(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| "expected the number of a draw, counted from 0".to_owned())
}

fn seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("expected a whole number from 0 to {}", u64::MAX))
}

fn threads(text: &str) -> Result<NonZeroUsize, String> {
    let number = text.parse().ok().filter(|number: &NonZeroUsize| number.get() <= 1024);
    number.ok_or_else(|| "expected a whole number from 1 to 1024".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }
}
