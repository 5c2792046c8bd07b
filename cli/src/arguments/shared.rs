//! Groups of options that several commands share. An option of another group is a field of that group; a group is part
//! of a command by `#[command(flatten)]` in its arguments, and then the command must use every option of it.

use super::values::{Memory, draws, language, memory, one_draw, precision, seed, threads};
use clap::{Args, ValueEnum};
use kennis::ensemble::PreciseFigure;
use kennis::formats::NamedFiles;
use kennis::report::Language;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Form of the results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Tables to read.
    #[default]
    Text,
    /// One JSON document; where the command fails, kennis.error/1.
    Json,
    /// Long CSV: variable, kind, statistic, year, value, unit.
    Csv,
}

/// What `run` and `compare` share: everything that a run of a scenario is asked.
#[derive(Clone, Debug, Args)]
pub(crate) struct RequestOptions {
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
    pub(crate) sample: SampleOptions,
    #[command(flatten)]
    pub(crate) sampling: SamplingOptions,
    #[command(flatten)]
    pub(crate) precision: PrecisionOptions,
    #[command(flatten)]
    pub(crate) format: FormatOption,
    #[command(flatten)]
    pub(crate) years: YearsOption,
    #[command(flatten)]
    pub(crate) out: FilesOption,
    #[command(flatten)]
    pub(crate) chart: ChartOption,
    #[command(flatten)]
    pub(crate) chart_variable: ChartVariableOption,
    #[command(flatten)]
    pub(crate) quiet: QuietOption,
}

impl RequestOptions {
    /// Whether results are to be written to files.
    pub(crate) fn asks_for_files(&self) -> bool {
        self.out.out.is_some() || self.chart.chart.is_some()
    }
}

/// What the analyses of a scenario share: what a run is asked, but for the precision of its mean and what its texts and charts show.
#[derive(Clone, Debug, Args)]
pub(crate) struct AnalysisOptions {
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
    pub(crate) sample: SampleOptions,
    #[command(flatten)]
    pub(crate) sampling: SamplingOptions,
    #[command(flatten)]
    pub(crate) format: FormatOption,
    #[command(flatten)]
    pub(crate) out: FilesOption,
    #[command(flatten)]
    pub(crate) chart: ChartOption,
    #[command(flatten)]
    pub(crate) quiet: QuietOption,
}

impl AnalysisOptions {
    /// What is asked of the scenario as a run does.
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
            format: self.format.clone(),
            years: YearsOption { years: None },
            out: self.out.clone(),
            chart: self.chart.clone(),
            chart_variable: ChartVariableOption { chart_variable: None },
            quiet: self.quiet.clone(),
        }
    }
}

/// On whose data.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Data, parameters and structures")]
pub(crate) struct DataOptions {
    /// Country, ISO 3166 alpha-3; wins over the scenario.
    #[arg(long, value_name = "ISO3")]
    pub(crate) country: Option<String>,
    /// Your own series (CSV, as kennis data --format csv prints them); they win over the embedded ones.
    #[arg(long, value_name = "FILE.csv")]
    pub(crate) data: Option<PathBuf>,
}

/// Beside which baseline.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Data, parameters and structures")]
pub(crate) struct BaselineOption {
    /// Baseline table (CSV); wins over the scenario.
    #[arg(long, value_name = "FILE.csv")]
    pub(crate) baseline: Option<PathBuf>,
}

/// Which files a scenario may name.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Data, parameters and structures")]
pub(crate) struct AllowFilesOption {
    /// Let the scenario name files outside its folder, and quote their text in messages: for one that you trust.
    #[arg(long)]
    allow_files: bool,
}

impl AllowFilesOption {
    /// The files that it allows.
    pub(crate) fn named_files(&self) -> NamedFiles {
        if self.allow_files { NamedFiles::Anywhere } else { NamedFiles::InFolder }
    }
}

/// With which beliefs about the parameters.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Data, parameters and structures")]
pub(crate) struct ParameterOptions {
    /// Parameter file (TOML), or draws of a posterior (CSV, as kennis calibrate writes them).
    #[arg(long, value_name = "FILE")]
    pub(crate) parameters: Option<PathBuf>,
    /// Give a parameter a constant; can be repeated, wins over files.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    pub(crate) settings: Vec<String>,
}

/// With which structures.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Data, parameters and structures")]
pub(crate) struct StructureOption {
    /// Structure to run, or all; several with commas, or with weights NAME=W,NAME=W; wins over the scenario.
    #[arg(long, value_name = "NAME|all")]
    pub(crate) structure: Option<String>,
}

/// How many draws, and which.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Draws")]
pub(crate) struct SampleOptions {
    /// Number of draws; 0 is a check run at the centres of the parameters.
    #[arg(long, value_name = "N", default_value = "8192", value_parser = draws, allow_negative_numbers = true)]
    pub(crate) draws: u64,
    /// Seed of the draws.
    #[arg(long, value_name = "S", default_value = "1", value_parser = seed, allow_negative_numbers = true)]
    pub(crate) seed: u64,
    /// Threads; the results are the same whatever their number. Left out: all processors.
    #[arg(long, value_name = "N", value_parser = threads, allow_negative_numbers = true)]
    pub(crate) threads: Option<NonZeroUsize>,
}

/// How the draws of a scenario are made.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Draws")]
pub(crate) struct SamplingOptions {
    /// Most memory that the draws may take, in GiB. Many draws run a part at a time, and twice where they need more than
    /// this, with the same results.
    #[arg(long, value_name = "GIB", value_parser = memory, allow_negative_numbers = true)]
    pub(crate) memory: Option<Memory>,
    /// Layers of uncertainty beside the parameters, with commas: breakthroughs, baseline_level.
    #[arg(long, value_name = "LIST")]
    pub(crate) layers: Option<String>,
    /// How draws fill the space of parameters: random, latin_hypercube or sobol.
    #[arg(long, value_name = "PLAN", default_value = "sobol")]
    pub(crate) plan: String,
    /// Run one draw alone, with the parameters that it has in every run of this seed.
    #[arg(long, value_name = "I", value_parser = one_draw, allow_negative_numbers = true)]
    pub(crate) draw: Option<u64>,
}

/// The points of a sensitivity analysis.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Draws")]
pub(crate) struct DesignOptions {
    /// Rows of the design, 64 to 8192, in eight replicates; every row is run once for each parameter that matters, and more.
    #[arg(long, value_name = "N", default_value = "1024", value_parser = draws, allow_negative_numbers = true)]
    pub(crate) rows: u64,
    /// Seed of the draws.
    #[arg(long, value_name = "S", default_value = "1", value_parser = seed, allow_negative_numbers = true)]
    pub(crate) seed: u64,
    /// Threads; the results are the same whatever their number. Left out: all processors.
    #[arg(long, value_name = "N", value_parser = threads, allow_negative_numbers = true)]
    pub(crate) threads: Option<NonZeroUsize>,
    /// Layers of uncertainty beside the parameters, with commas: breakthroughs, baseline_level.
    #[arg(long, value_name = "LIST")]
    pub(crate) layers: Option<String>,
}

impl DesignOptions {
    /// The same as draws of a run.
    pub(crate) fn sample(&self) -> (SampleOptions, SamplingOptions) {
        let sample = SampleOptions { draws: self.rows, seed: self.seed, threads: self.threads };
        let layers = self.layers.clone();
        (sample, SamplingOptions { memory: None, layers, plan: "random".to_owned(), draw: None })
    }
}

/// Until when draws are made.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Draws")]
pub(crate) struct PrecisionOptions {
    /// Draw until the Monte Carlo standard error of the deviation of GDP in the last year is below X percentage points:
    /// that of its mean, or with p05=X, p50=X, p95=X of a quantile. The number of draws that is given is the least.
    #[arg(long, value_name = "[FIGURE=]X", value_parser = precision, conflicts_with = "draw")]
    #[arg(allow_negative_numbers = true)]
    pub(crate) precision: Option<(PreciseFigure, f64)>,
    /// Most draws that --precision may take.
    #[arg(long, value_name = "N", default_value = "1000000", value_parser = draws, requires = "precision")]
    #[arg(allow_negative_numbers = true)]
    pub(crate) max_draws: u64,
}

impl PrecisionOptions {
    /// None is asked for.
    pub(crate) fn none() -> Self {
        Self { precision: None, max_draws: 0 }
    }
}

/// The draws themselves.
#[derive(Clone, Debug, Args)]
pub(crate) struct SaveDrawsOptions {
    /// Write the draws themselves to this file, with their weights: a row for each structure, draw and year; the baseline
    /// that they share goes to FILE_baseline.csv. A program built with the feature parquet writes FILE.parquet, too.
    #[arg(long, value_name = "FILE.csv")]
    pub(crate) save_draws: Option<PathBuf>,
    /// Variables that --save-draws writes, with commas.
    #[arg(long, value_name = "LIST", default_value = "gdp", requires = "save_draws")]
    pub(crate) save_variables: String,
}

/// In which form results are printed.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Results")]
pub(crate) struct FormatOption {
    /// Form of the results.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// Which years tables show.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Results")]
pub(crate) struct YearsOption {
    /// Years that the tables of a text show, such as 2027,2030-2035. Left out: the first year of a measure, 2030, 2035,
    /// 2045, the horizon, and the year in which the mean effect on GDP is largest.
    #[arg(long, value_name = "LIST")]
    pub(crate) years: Option<String>,
}

/// Results as files.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Results")]
pub(crate) struct FilesOption {
    /// Write the results to files in this folder.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// Results as a page.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Results")]
pub(crate) struct HtmlOption {
    /// Write one self-contained page to this file: charts with the tables behind them, without any request to a network.
    #[arg(long, value_name = "FILE.html")]
    pub(crate) html: Option<PathBuf>,
}

/// In which language a page and its text are.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Results")]
pub(crate) struct LanguageOption {
    /// Language of the text and of the page.
    #[arg(long, value_name = "en|nl", default_value_t = Language::En, value_parser = language)]
    pub(crate) lang: Language,
}

/// Results as a picture.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Results")]
pub(crate) struct ChartOption {
    /// Draw a chart to this file: of a run the fan of a variable, of a comparison that of each structure, of costs and
    /// benefits welfare so far, of a goal its probability against money, of actions what each adds, of a monitor R&D over GDP, of a calibration prior against posterior, of data years of schooling. A program built with the feature images writes FILE.png and FILE.pdf, too.
    #[arg(long, value_name = "FILE.svg")]
    pub(crate) chart: Option<PathBuf>,
}

/// Which variable a chart shows.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Results")]
pub(crate) struct ChartVariableOption {
    /// Variable of the chart, as its deviation from the baseline. Left out: gdp.
    #[arg(long, value_name = "NAME", requires = "chart")]
    pub(crate) chart_variable: Option<String>,
}

/// What is said beside results.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Results")]
pub(crate) struct QuietOption {
    /// Print no progress and no remarks.
    #[arg(long)]
    pub(crate) quiet: bool,
}
