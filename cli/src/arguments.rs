//! The arguments of the program, as the help shows them: the commands, each with its own arguments and options first, then
//! the groups of options that it shares with others ([`shared`]). An option stands in every command that uses it, and in
//! no other: what a command does not use is refused, never ignored.

mod shared;
mod values;

pub(crate) use shared::{
    AllowFilesOption, AnalysisOptions, BaselineOption, ChartOption, ChartVariableOption, DataOptions,
    DesignOptions, FilesOption, Format, FormatOption, HtmlOption, LanguageOption, ParameterOptions,
    PrecisionOptions, QuietOption, RequestOptions, SampleOptions, SamplingOptions, SaveDrawsOptions,
    StructureOption, YearsOption,
};

use clap::{ArgGroup, Args, Parser, Subcommand};
use kennis::ensemble::Part;
use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;
use values::{Memory, draws, memory, seed, threads};

/// An open growth model of R&D, education and productivity, with uncertainty bands.
#[derive(Debug, Parser)]
#[command(name = "kennis", version, arg_required_else_help = true, disable_help_subcommand = true)]
#[command(max_term_width = 80)]
#[command(after_help = "Options follow the command: kennis COMMAND -h lists those that it uses.\n\
    First run: kennis example public_research_permanent > more.toml; kennis run more.toml\n\
    Exit codes: 0 done, 1 the computation failed, 2 the input is wrong, 130 interrupted.")]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Simulate a scenario beside the baseline, with bands.
    Run(RunArguments),
    /// Put the parts of a run together that run --shard has drawn: the bytes of one run of all draws.
    Merge(MergeArguments),
    /// Of one scenario, run the structures side by side, or with --beliefs sets of parameters; of several, the scenarios and
    /// the difference of every two of them.
    Compare(CompareArguments),
    /// Costs and benefits of a scenario at present value, in three accounts: GDP, welfare, public finance; of several
    /// scenarios on the same draws.
    Cba(Box<CbaArguments>),
    /// Where the uncertainty of a result comes from (Sobol' indices, Shapley effects, a tornado), and what it would be worth to know more
    /// before deciding.
    Sensitivity(Box<SensitivityArguments>),
    /// Find the public money that reaches a goal: of an instrument, or of the measures of the scenario that have solve = true;
    /// ends with 1 where no amount reaches it.
    Solve(Box<SolveArguments>),
    /// The nine actions of the 3% R&D action plan: status, money, and what each adds to the effect of a scenario whose measures carry
    /// them (action = 1 to 9).
    Actions(Box<ActionsArguments>),
    /// A bureau's projection back with the effects of a scenario in it, by year and by cabinet period, with bands.
    Project(Box<ProjectArguments>),
    /// Where a country stands on R&D: one sentence with a probability, the ratio with its fan, what the target takes, the nine
    /// actions, what policy brings, other countries, and what changed since the last monitor.
    Monitor(Box<MonitorArguments>),
    /// One page of a scenario: the run, the structures side by side, costs and benefits, and its actions; of several
    /// scenarios their differences, costs and benefits.
    Page(Box<PageArguments>),
    /// Check scenario, parameter, baseline and actions files, and say everything that is wrong with them.
    Check(CheckArguments),
    /// Print an example scenario.
    Example {
        /// Its name.
        #[arg(required_unless_present = "list")]
        name: Option<String>,
        /// List the names.
        #[arg(long, conflicts_with = "name")]
        list: bool,
    },
    /// Print the JSON Schema of a document.
    Schema {
        /// Its name, such as kennis.scenario/1.
        name: String,
    },
    /// List the parameters: distribution, unit, evidence, source, and what they alone say of GDP.
    Parameters(ParametersArguments),
    /// List the instruments: where their money goes, the response to it, evidence.
    Instruments(InstrumentsArguments),
    /// List the interventions in education: effect, fade-out, cost, evidence, source.
    Education(EducationArguments),
    /// Say what a line of a result means: a variable, a channel, a return. Without a name: list them.
    Explain {
        /// Its name in JSON and CSV.
        #[arg(value_name = "NAME")]
        name: Option<String>,
    },
    /// Fit a structure to the past, and say what the data tells about its parameters.
    Calibrate(CalibrateArguments),
    /// Forecast productivity at every past year with what was known then, and score the structures.
    Backtest(BacktestArguments),
    /// Check the figures of the letter on the 3% R&D action plan: which agree, under which prices, and the leverage they need.
    Letter(LetterArguments),
    /// Reproduce published results with the parameters of their papers; ends with 1 where one fails.
    Validate(ValidateArguments),
    /// The model card: what registers of policy models ask, answered by the other commands; ends with 1 where kennis validate does.
    Card(CardArguments),
    /// List the series of a country: unit, years, gaps, breaks, source, licence, vintage.
    Data(DataArguments),
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page of the program, or of a command.
    Man {
        /// A command, such as run; left out: the whole program.
        command: Option<String>,
    },
    /// Any other name: a slip.
    #[command(external_subcommand)]
    Other(Vec<OsString>),
}

/// What `kennis run` is asked.
#[derive(Debug, Args)]
pub(crate) struct RunArguments {
    /// Scenario file (TOML); `-` reads standard input.
    pub(crate) scenario: PathBuf,
    /// Draw part I of N alone, and write its counts into the folder of --out: kennis merge puts the parts together.
    #[arg(long, value_name = "I/N", requires = "out", value_parser = Part::from_str)]
    #[arg(conflicts_with_all = ["draw", "precision", "format", "years", "chart", "chart_variable", "save_draws", "html"])]
    pub(crate) shard: Option<Part>,
    #[command(flatten)]
    pub(crate) save_draws: SaveDrawsOptions,
    #[command(flatten)]
    pub(crate) html: HtmlOption,
    #[command(flatten)]
    pub(crate) request: RequestOptions,
}

impl RunArguments {
    /// Whether results, draws or the counts of a part of them are to be written to files.
    pub(crate) fn writes_files(&self) -> bool {
        let draws = self.save_draws.save_draws.is_some() || self.shard.is_some();
        draws || self.html.html.is_some() || self.request.asks_for_files()
    }
}

/// What `kennis merge` is asked.
#[derive(Debug, Args)]
pub(crate) struct MergeArguments {
    /// Folders that run --shard has written, of all parts of one run.
    #[arg(required = true, value_name = "DIR")]
    pub(crate) folders: Vec<PathBuf>,
    /// Number of threads [default: all processors].
    #[arg(long, value_name = "N", value_parser = threads, help_heading = "Draws", allow_negative_numbers = true)]
    pub(crate) threads: Option<NonZeroUsize>,
    /// Most memory for draws that have to run again, in GiB [default: 1].
    #[arg(long, value_name = "GIB", value_parser = memory, help_heading = "Draws", allow_negative_numbers = true)]
    pub(crate) memory: Option<Memory>,
    #[command(flatten)]
    pub(crate) format: FormatOption,
    #[command(flatten)]
    pub(crate) years: YearsOption,
    #[command(flatten)]
    pub(crate) out: FilesOption,
    #[command(flatten)]
    pub(crate) chart: ChartOption,
    #[command(flatten)]
    pub(crate) html: HtmlOption,
    #[command(flatten)]
    pub(crate) quiet: QuietOption,
}

/// What `kennis compare` is asked.
#[derive(Debug, Args)]
pub(crate) struct CompareArguments {
    /// Scenario files (TOML); `-` reads standard input.
    #[arg(required = true, value_name = "SCENARIO")]
    pub(crate) scenarios: Vec<PathBuf>,
    /// Put one scenario under each of these sets of parameters, on the same draws: parameter files with commas, sets that are
    /// built in by their names, and default for the table.
    #[arg(long, value_name = "FILE,FILE")]
    pub(crate) beliefs: Option<String>,
    #[command(flatten)]
    pub(crate) html: HtmlOption,
    #[command(flatten)]
    pub(crate) request: RequestOptions,
}

/// What `kennis cba` is asked.
#[derive(Debug, Args)]
pub(crate) struct CbaArguments {
    /// Scenario files (TOML); `-` reads standard input.
    #[arg(required = true, value_name = "SCENARIO")]
    pub(crate) scenarios: Vec<PathBuf>,
    /// Discount rates: nl_2021, nl_2016, nl_1995, uk_green_book_2026 (also _sensitivity and _health), us_omb_1992, or
    /// flat:RATE; wins over the scenario. Left out: nl_2021.
    #[arg(long, value_name = "NAME|flat:RATE")]
    pub(crate) discounting: Option<String>,
    /// What counts after the horizon: runoff, none or perpetuity; wins over the scenario. Left out: runoff.
    #[arg(long, value_name = "HOW")]
    pub(crate) residual: Option<String>,
    /// The year with factor one. Left out: the first year of the measures.
    #[arg(long, value_name = "YEAR", allow_negative_numbers = true)]
    pub(crate) base_year: Option<i32>,
    /// The value of this parameter at which mean welfare is worth nothing.
    #[arg(long, value_name = "PARAMETER")]
    pub(crate) break_even: Option<String>,
    /// Flows by year, too, in JSON and CSV.
    #[arg(long)]
    pub(crate) by_year: bool,
    /// Write a workbook to this file: a sheet an account, inputs, and flows by year with formulas for the discounted sums.
    #[arg(long, value_name = "FILE.xlsx")]
    pub(crate) xlsx: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) html: HtmlOption,
    #[command(flatten)]
    pub(crate) options: AnalysisOptions,
}

/// What `kennis sensitivity` is asked.
#[derive(Debug, Args)]
pub(crate) struct SensitivityArguments {
    /// Scenario files (TOML); `-` reads standard input. With several the decision is which of them to fund, or none; shares of the
    /// variance are those of the first.
    #[arg(required = true, value_name = "SCENARIO")]
    pub(crate) scenarios: Vec<PathBuf>,
    /// The result that is taken apart: gdp, tfp, welfare_npv, rd_intensity or debt_ratio. Left out: gdp.
    #[arg(long, value_name = "NAME")]
    pub(crate) output: Option<String>,
    /// Its year. Left out: the horizon.
    #[arg(long, value_name = "YEAR", allow_negative_numbers = true)]
    pub(crate) year: Option<i32>,
    #[command(flatten)]
    pub(crate) data: DataOptions,
    #[command(flatten)]
    pub(crate) baseline: BaselineOption,
    #[command(flatten)]
    pub(crate) allow_files: AllowFilesOption,
    #[command(flatten)]
    pub(crate) parameters: ParameterOptions,
    #[command(flatten)]
    pub(crate) structure: StructureOption,
    #[command(flatten)]
    pub(crate) design: DesignOptions,
    #[command(flatten)]
    pub(crate) format: FormatOption,
    #[command(flatten)]
    pub(crate) out: FilesOption,
    #[command(flatten)]
    pub(crate) chart: ChartOption,
    #[command(flatten)]
    pub(crate) html: HtmlOption,
    #[command(flatten)]
    pub(crate) quiet: QuietOption,
}

impl SensitivityArguments {
    /// What is asked of the scenarios as a run does.
    pub(crate) fn request(&self) -> RequestOptions {
        let (sample, sampling) = self.design.sample();
        let options = AnalysisOptions {
            data: self.data.clone(),
            baseline: self.baseline.clone(),
            allow_files: self.allow_files.clone(),
            parameters: self.parameters.clone(),
            structure: self.structure.clone(),
            sample,
            sampling,
            format: self.format.clone(),
            out: self.out.clone(),
            chart: self.chart.clone(),
            quiet: self.quiet.clone(),
        };
        options.request()
    }
}

/// What `kennis solve` is asked.
#[derive(Debug, Args)]
pub(crate) struct SolveArguments {
    /// Scenario file (TOML); `-` reads standard input.
    pub(crate) scenario: PathBuf,
    /// The goal: rd_intensity=0.03@2030 (R&D over GDP of the scenario), gdp=1.0@2045 (percent above the baseline), npv=0
    /// (welfare at present value, billion) or benefit_cost_ratio=1.
    #[arg(long, value_name = "GOAL")]
    pub(crate) target: String,
    /// Whose money: an instrument of R&D, beside what the scenario has. Left out: the measures with solve = true, all times one
    /// factor.
    #[arg(long, value_name = "NAME")]
    pub(crate) instrument: Option<String>,
    /// The first year of the money of an instrument. Left out: 2026, or the first year after the data.
    #[arg(long, value_name = "YEAR", requires = "instrument", allow_negative_numbers = true)]
    pub(crate) from: Option<i32>,
    /// How the money lies over the years: level (the same from the first year on) or ramp (in equal steps to the year of the
    /// goal, then held). Left out: level for an instrument, else as the measures say.
    #[arg(long, value_name = "SHAPE")]
    pub(crate) path: Option<String>,
    /// Reach the goal with this probability, such as 0.8, and not in the mean.
    #[arg(long, value_name = "P", allow_negative_numbers = true)]
    pub(crate) probability: Option<f64>,
    #[command(flatten)]
    pub(crate) options: AnalysisOptions,
}

/// What `kennis actions` is asked.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("of_a_scenario").args(OF_A_SCENARIO).multiple(true).requires("scenario")))]
pub(crate) struct ActionsArguments {
    /// Scenario file (TOML); `-` reads standard input. Left out: the statuses of the actions alone.
    #[arg(value_name = "SCENARIO")]
    pub(crate) scenario: Option<PathBuf>,
    /// The year of the effects. Left out: the horizon.
    #[arg(long, value_name = "YEAR", allow_negative_numbers = true)]
    pub(crate) year: Option<i32>,
    /// Only these actions, with commas: the measures of all others are left out.
    #[arg(long, value_name = "LIST", allow_negative_numbers = true)]
    pub(crate) only: Option<String>,
    /// Without these actions, with commas.
    #[arg(long, value_name = "LIST", allow_negative_numbers = true)]
    pub(crate) without: Option<String>,
    /// Statuses of the actions (TOML, kennis.actions/1), instead of those that are built in.
    #[arg(long, value_name = "FILE.toml")]
    pub(crate) actions: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) html: HtmlOption,
    #[command(flatten)]
    pub(crate) options: AnalysisOptions,
}

/// What only a scenario can be asked.
const OF_A_SCENARIO: [&str; 18] = [
    "year",
    "only",
    "without",
    "country",
    "data",
    "baseline",
    "allow_files",
    "parameters",
    "settings",
    "structure",
    "draws",
    "seed",
    "threads",
    "memory",
    "layers",
    "plan",
    "draw",
    "chart",
];

/// What `kennis project` is asked.
#[derive(Debug, Args)]
pub(crate) struct ProjectArguments {
    /// Scenario file (TOML); `-` reads standard input.
    pub(crate) scenario: PathBuf,
    #[command(flatten)]
    pub(crate) baseline: BaselineOption,
    /// What the growth of the projection holds of R&D: trend (what its own R&D brings: the table moves by policy alone) or
    /// none (nothing: what its own R&D adds to constant R&D counts, too). Left out: trend, with a warning.
    #[arg(long, value_name = "WHAT")]
    pub(crate) baseline_includes: Option<String>,
    /// Periods of the averages, such as 2026-2029,2030-2033. Left out: the cabinet periods from 2026 on that the table has
    /// whole, else all its years.
    #[arg(long, value_name = "LIST")]
    pub(crate) periods: Option<String>,
    /// Write a workbook to this file: the table with the effects, by year and by period, inputs.
    #[arg(long, value_name = "FILE.xlsx")]
    pub(crate) xlsx: Option<PathBuf>,
    #[command(flatten)]
    data: DataOptions,
    #[command(flatten)]
    allow_files: AllowFilesOption,
    #[command(flatten)]
    parameters: ParameterOptions,
    #[command(flatten)]
    structure: StructureOption,
    #[command(flatten)]
    sample: SampleOptions,
    #[command(flatten)]
    sampling: SamplingOptions,
    #[command(flatten)]
    format: FormatOption,
    /// Years that the tables of the text show, such as 2027,2030-2035. Left out: the last year of each period and of the
    /// projection; for extra GDP over extra R&D the years that kennis run shows.
    #[arg(long, value_name = "LIST", help_heading = "Results")]
    years: Option<String>,
    #[command(flatten)]
    out: FilesOption,
    #[command(flatten)]
    chart: ChartOption,
    #[command(flatten)]
    pub(crate) quiet: QuietOption,
}

impl ProjectArguments {
    /// What it asks of the scenario as a run does: the projection is read apart, and the level of the baseline is uncertain
    /// where no layers are named.
    pub(crate) fn request(&self) -> RequestOptions {
        let mut sampling = self.sampling.clone();
        sampling.layers.get_or_insert_with(|| "baseline_level".to_owned());
        RequestOptions {
            data: self.data.clone(),
            baseline: BaselineOption { baseline: None },
            allow_files: self.allow_files.clone(),
            parameters: self.parameters.clone(),
            structure: self.structure.clone(),
            sample: self.sample.clone(),
            sampling,
            precision: PrecisionOptions::none(),
            format: self.format.clone(),
            years: YearsOption { years: self.years.clone() },
            out: self.out.clone(),
            chart: self.chart.clone(),
            chart_variable: ChartVariableOption { chart_variable: None },
            quiet: self.quiet.clone(),
        }
    }
}

/// What `kennis page` is asked.
#[derive(Debug, Args)]
#[command(mut_arg("html", |file| file.required(true)))]
pub(crate) struct PageArguments {
    /// Scenario files (TOML); `-` reads standard input.
    #[arg(required = true, value_name = "SCENARIO")]
    pub(crate) scenarios: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) html: HtmlOption,
    #[command(flatten)]
    data: DataOptions,
    #[command(flatten)]
    baseline: BaselineOption,
    #[command(flatten)]
    allow_files: AllowFilesOption,
    #[command(flatten)]
    parameters: ParameterOptions,
    #[command(flatten)]
    structure: StructureOption,
    #[command(flatten)]
    sample: SampleOptions,
    #[command(flatten)]
    sampling: SamplingOptions,
    #[command(flatten)]
    years: YearsOption,
    #[command(flatten)]
    quiet: QuietOption,
}

impl PageArguments {
    /// What it asks of the scenarios as a run does.
    pub(crate) fn request(&self) -> RequestOptions {
        RequestOptions {
            data: self.data.clone(),
            baseline: self.baseline.clone(),
            allow_files: self.allow_files.clone(),
            parameters: self.parameters.clone(),
            structure: self.structure.clone(),
            sample: self.sample.clone(),
            sampling: self.sampling.clone(),
            precision: PrecisionOptions::none(),
            format: FormatOption { format: Format::Text },
            years: self.years.clone(),
            out: FilesOption { out: None },
            chart: ChartOption { chart: None },
            chart_variable: ChartVariableOption { chart_variable: None },
            quiet: self.quiet.clone(),
        }
    }
}

/// What `kennis monitor` is asked.
#[derive(Debug, Args)]
pub(crate) struct MonitorArguments {
    /// Scenario file (TOML) of policy beside the baseline; `-` reads standard input. Left out: of the Netherlands the action plan as far as its
    /// letter names figures (kennis example action_plan_2025), of another country no new policy.
    #[arg(value_name = "SCENARIO")]
    pub(crate) scenario: Option<PathBuf>,
    /// The year of the target.
    #[arg(long, value_name = "YEAR", default_value_t = kennis::monitor::TARGET_YEAR, allow_negative_numbers = true)]
    pub(crate) year: i32,
    /// Statuses of the actions (TOML, kennis.actions/1), instead of those that are built in.
    #[arg(long, value_name = "FILE.toml")]
    pub(crate) actions: Option<PathBuf>,
    /// A former monitor (JSON): what changed since, by cause.
    #[arg(long, value_name = "FILE.json")]
    pub(crate) against: Option<PathBuf>,
    /// Write a workbook to this file: a sheet a part of the page, with its tables, units and sources.
    #[arg(long, value_name = "FILE.xlsx")]
    pub(crate) xlsx: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
    #[command(flatten)]
    pub(crate) html: HtmlOption,
    /// The engine (WebAssembly, or packed by gzip, of engine/build.sh) for the page of HTML: with it the page has levers.
    #[arg(long, value_name = "FILE.wasm", help_heading = "Results")]
    pub(crate) engine: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) options: AnalysisOptions,
}

/// What `kennis check` is asked.
#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// Files; `-` reads a scenario from standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) data: DataOptions,
    #[command(flatten)]
    pub(crate) allow_files: AllowFilesOption,
    #[command(flatten)]
    pub(crate) parameters: ParameterOptions,
    #[command(flatten)]
    pub(crate) quiet: QuietOption,
}

/// What `kennis parameters` is asked.
#[derive(Debug, Args)]
pub(crate) struct ParametersArguments {
    #[command(flatten)]
    pub(crate) data: DataOptions,
    #[command(flatten)]
    pub(crate) parameters: ParameterOptions,
    #[command(flatten)]
    pub(crate) structure: StructureOption,
    #[command(flatten)]
    pub(crate) sample: SampleOptions,
    #[command(flatten)]
    pub(crate) format: FormatOption,
    #[command(flatten)]
    pub(crate) quiet: QuietOption,
}

/// What `kennis instruments` is asked.
#[derive(Debug, Args)]
pub(crate) struct InstrumentsArguments {
    /// Only those that this name leads to: an instrument, a Dutch scheme such as WBSO, or a word.
    #[arg(long, value_name = "NAME")]
    pub(crate) find: Option<String>,
    #[command(flatten)]
    pub(crate) data: DataOptions,
    #[command(flatten)]
    pub(crate) parameters: ParameterOptions,
    #[command(flatten)]
    pub(crate) format: FormatOption,
    #[command(flatten)]
    pub(crate) quiet: QuietOption,
}

/// What `kennis education` is asked.
#[derive(Debug, Args)]
pub(crate) struct EducationArguments {
    /// Only those whose name, title, stage or country has this text.
    #[arg(long, value_name = "TEXT")]
    pub(crate) find: Option<String>,
    /// A catalogue (TOML, kennis.education/1) in place of the one that is built in.
    #[arg(long, value_name = "FILE")]
    pub(crate) catalogue: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) format: FormatOption,
}

/// What `kennis calibrate` is asked.
#[derive(Debug, Args)]
pub(crate) struct CalibrateArguments {
    /// Structure to fit.
    #[arg(long, value_name = "NAME", default_value = "knowledge_capital")]
    pub(crate) structure: String,
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
    /// Draws of the posterior, for --method posterior; left out: 10000.
    #[arg(long, value_name = "N", value_parser = draws, allow_negative_numbers = true)]
    pub(crate) draws: Option<u64>,
    /// Seed of the starting points of the search, and of the draws.
    #[arg(long, value_name = "S", default_value = "1", value_parser = seed, allow_negative_numbers = true)]
    pub(crate) seed: u64,
    #[command(flatten)]
    pub(crate) data: DataOptions,
    #[command(flatten)]
    pub(crate) parameters: ParameterOptions,
    #[command(flatten)]
    pub(crate) format: FormatOption,
    #[command(flatten)]
    pub(crate) out: FilesOption,
    #[command(flatten)]
    pub(crate) chart: ChartOption,
    #[command(flatten)]
    pub(crate) quiet: QuietOption,
}

/// What `kennis backtest` is asked.
#[derive(Debug, Args)]
pub(crate) struct BacktestArguments {
    /// First and last origin, such as 2000-2015; left out: all there are.
    #[arg(long, value_name = "FIRST-LAST")]
    pub(crate) origins: Option<String>,
    /// Years ahead.
    #[arg(long, value_name = "N", default_value = "10", value_parser = clap::value_parser!(u8).range(1..=30))]
    pub(crate) horizon: u8,
    /// Beside it, forecast every country with what all other countries say.
    #[arg(long)]
    pub(crate) placebo: bool,
    /// Structure of --placebo; left out: knowledge_capital.
    #[arg(long, value_name = "NAME", requires = "placebo")]
    pub(crate) structure: Option<String>,
    /// Seed of the draws.
    #[arg(long, value_name = "S", default_value = "1", value_parser = seed, allow_negative_numbers = true)]
    pub(crate) seed: u64,
    #[command(flatten)]
    pub(crate) data: DataOptions,
    #[command(flatten)]
    pub(crate) parameters: ParameterOptions,
    #[command(flatten)]
    pub(crate) format: FormatOption,
    #[command(flatten)]
    pub(crate) out: FilesOption,
    #[command(flatten)]
    pub(crate) quiet: QuietOption,
}

/// What `kennis letter` is asked.
#[derive(Debug, Args)]
pub(crate) struct LetterArguments {
    #[command(flatten)]
    pub(crate) data: DataOptions,
    #[command(flatten)]
    pub(crate) parameters: ParameterOptions,
    #[command(flatten)]
    pub(crate) structure: StructureOption,
    #[command(flatten)]
    pub(crate) sample: SampleOptions,
    #[command(flatten)]
    pub(crate) format: FormatOption,
    #[command(flatten)]
    pub(crate) out: FilesOption,
    #[command(flatten)]
    pub(crate) quiet: QuietOption,
}

/// What `kennis validate` is asked.
#[derive(Debug, Args)]
pub(crate) struct ValidateArguments {
    #[command(flatten)]
    pub(crate) format: FormatOption,
    #[command(flatten)]
    pub(crate) out: FilesOption,
}

/// What `kennis card` is asked.
#[derive(Debug, Args)]
pub(crate) struct CardArguments {
    #[command(flatten)]
    pub(crate) format: FormatOption,
    #[command(flatten)]
    pub(crate) out: FilesOption,
}

/// What `kennis data` is asked.
#[derive(Debug, Args)]
pub(crate) struct DataArguments {
    /// Turn a table as downloaded from this office into a table for --data: eurostat, oecd or cbs. With --country that
    /// country alone.
    #[arg(long, value_name = "OFFICE", requires = "file", conflicts_with_all = ["data", "chart"])]
    pub(crate) from: Option<String>,
    /// The table as downloaded, for --from.
    #[arg(requires = "from")]
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) data: DataOptions,
    #[command(flatten)]
    pub(crate) format: FormatOption,
    #[command(flatten)]
    pub(crate) out: FilesOption,
    #[command(flatten)]
    pub(crate) chart: ChartOption,
    #[command(flatten)]
    pub(crate) quiet: QuietOption,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    /// Options that mean the same in every command have one definition, and so one value, default and check.
    #[test]
    fn an_option_of_one_name_takes_the_same_in_every_command() {
        let program = Arguments::command();
        let mut taken = std::collections::BTreeMap::new();
        for command in program.get_subcommands() {
            for option in command.get_arguments().filter(|option| option.get_long().is_some()) {
                let takes = option.get_action().takes_values();
                let first = taken.entry(option.get_long()).or_insert(takes);
                assert_eq!(*first, takes, "{} {option}", command.get_name());
            }
        }
    }
}
