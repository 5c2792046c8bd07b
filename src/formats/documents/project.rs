//! The document `kennis.project/1`.

use super::effect::EffectRecord;
use super::header::{DrawsMade, Header};
use super::parameters_changed::ParameterChange;
use super::record::record;
use super::simulated::Simulated;
use super::statistics::{StatisticsRecord, YearlyStatistics};
use super::values::{ByName, InPlace, Numbers, OrReason};
use crate::ensemble::Settings;
use crate::project::{MovedCell, MovedColumn, ProjectedTable, ProjectionTable};
use crate::report::held_in_the_past;
use crate::simulate::Experiment;
use crate::statistics::Statistics;

record! {
    /// Result of `kennis project`: a bureau's projection with the effects of a scenario in it. Keys may be added within a
    /// version. A value that does not exist is null, with KEY_reason beside it.
    pub struct ProjectDocument {
        /// What every document starts with.
        #[cfg_attr(test, schemars(flatten))]
        pub header: InPlace<Header>,
        /// How draws were made.
        #[cfg_attr(test, schemars(flatten))]
        pub draws: InPlace<DrawsMade>,
        /// A deterministic run at the centres (--draws 0): a check on the arithmetic, never the central result.
        pub check_run: bool,
        /// Country, ISO 3166 alpha-3.
        pub country: String,
        /// Name of the scenario.
        pub scenario: String,
        /// What was simulated.
        #[cfg_attr(test, schemars(flatten))]
        pub simulated: InPlace<Simulated>,
        /// Weights of the structures.
        pub structures: ByName<f64>,
        /// Name of the bureau's table.
        pub table: String,
        /// What the growth of the baseline is taken to hold of R&D.
        pub baseline_includes: IncludesRecord,
        /// The years of every list.
        #[cfg_attr(test, schemars(length(min = 1)))]
        pub years: Vec<i32>,
        /// The columns that the model moves, in the order of the table, in its units.
        #[cfg_attr(test, schemars(length(min = 1)))]
        pub columns: Vec<ProjectedColumnRecord>,
        /// The volume of GDP in billion of the price base.
        pub gdp: ProjectedColumnRecord,
        /// The columns that go through as they are.
        pub passed_through: Vec<String>,
        /// What share of past outcomes bands of this width of the baseline's level held (placebo).
        pub coverage: OrReason<CoverageRecord>,
        /// What stands beside the effect on GDP: extra GDP over extra R&D by year of the simulation, and when the effect is largest
        /// and has halved.
        pub effect: EffectRecord,
        /// Parameters that differ from the defaults.
        pub parameters: Vec<ParameterChange>,
    }
}

record! {
    /// What the growth of the baseline is taken to hold of R&D.
    pub struct IncludesRecord {
        /// Its name.
        #[cfg_attr(test, schemars(extend("enum" = ["trend", "none"])))]
        pub name: &'static str,
        /// What it means.
        pub meaning: &'static str,
        /// Whether it was asked for; else it is the default.
        pub stated: bool,
    }
}

record! {
    /// A column with the effects in it. Lists run over the years of the document, null in years without a value.
    pub struct ProjectedColumnRecord {
        /// Its name in the table.
        pub name: String,
        /// What it is.
        #[cfg_attr(test, schemars(schema_with = "crate::formats::schemas::projected_variables"))]
        pub variable: &'static str,
        /// Its unit: percent or fraction of a rate or ratio, else that of the table.
        pub unit: &'static str,
        /// What the bureau projects.
        pub projected: Numbers,
        /// The baseline: what the bureau projects, with the uncertainty of its level where that layer is on.
        pub baseline: YearlyStatistics,
        /// With policy.
        pub with_policy: YearlyStatistics,
        /// With policy less baseline, draw by draw. Where the growth of the baseline is taken to hold nothing of R&D it is what
        /// policy does and what the R&D of the baseline adds, together; else policy alone.
        pub difference: YearlyStatistics,
        /// What of that policy does, on top of the R&D of the baseline, where the growth of the baseline is taken to hold nothing of
        /// R&D; else all of it is policy.
        pub difference_of_policy: Option<YearlyStatistics>,
        /// What of that comes from the R&D of the baseline, where its growth is taken to hold none of it.
        pub difference_of_baseline_rd: Option<YearlyStatistics>,
        /// Averages over periods.
        pub periods: Vec<ProjectedPeriod>,
    }
}

record! {
    /// An average over a period: the arithmetic mean of its years.
    pub struct ProjectedPeriod {
        /// First year.
        pub first: i32,
        /// Last year.
        pub last: i32,
        /// What the bureau projects.
        pub projected: f64,
        /// The baseline.
        pub baseline: StatisticsRecord,
        /// With policy.
        pub with_policy: StatisticsRecord,
        /// With policy less baseline, draw by draw. Where the growth of the baseline is taken to hold nothing of R&D it is what
        /// policy does and what the R&D of the baseline adds, together; else policy alone.
        pub difference: StatisticsRecord,
        /// What of that policy does, on top of the R&D of the baseline, where the growth of the baseline is taken to hold nothing of
        /// R&D; else all of it is policy.
        pub difference_of_policy: Option<StatisticsRecord>,
        /// What of that comes from the R&D of the baseline, where its growth is taken to hold none of it.
        pub difference_of_baseline_rd: Option<StatisticsRecord>,
    }
}

record! {
    /// What share of past outcomes bands of this width of the baseline's level held.
    pub struct CoverageRecord {
        /// What the bands promise.
        pub nominal: f64,
        /// Years ahead of the last observation.
        pub years_ahead: Vec<i32>,
        /// The shares of outcomes that they held.
        pub share: Numbers,
        /// In which countries: each with the value that all others set.
        pub countries: &'static str,
        /// The command that makes them again.
        pub evidence: &'static str,
    }
}

const NO_VALUE: &str = "the table has no value in this year";

impl ProjectedColumnRecord {
    fn new(moved: &MovedColumn, years: &[i32]) -> Self {
        let cells: Vec<Option<&MovedCell>> =
            years.iter().map(|year| moved.years.iter().find(|cell| cell.first == *year)).collect();
        let of = |value: &dyn Fn(&MovedCell) -> Option<Statistics>| -> YearlyStatistics {
            let years: Vec<_> = cells.iter().map(|cell| cell.and_then(value)).collect();
            YearlyStatistics::or_reason(&years, NO_VALUE)
        };
        let counts_rd = moved.years.iter().any(|cell| cell.of_baseline_rd.is_some());
        Self {
            name: moved.column.name.clone(),
            variable: moved.column.variable.name(),
            unit: moved.column.unit(),
            projected: Numbers::or_reason(cells.iter().map(|cell| cell.map(|cell| cell.projected)), NO_VALUE),
            baseline: of(&|cell| Some(cell.baseline)),
            with_policy: of(&|cell| Some(cell.with_policy)),
            difference: of(&|cell| Some(cell.difference)),
            difference_of_policy: counts_rd.then(|| of(&|cell| cell.of_policy)),
            difference_of_baseline_rd: counts_rd.then(|| of(&|cell| cell.of_baseline_rd)),
            periods: moved.periods.iter().map(ProjectedPeriod::new).collect(),
        }
    }
}

impl ProjectedPeriod {
    fn new(cell: &MovedCell) -> Self {
        Self {
            first: cell.first,
            last: cell.last,
            projected: cell.projected,
            baseline: StatisticsRecord::new(&cell.baseline),
            with_policy: StatisticsRecord::new(&cell.with_policy),
            difference: StatisticsRecord::new(&cell.difference),
            difference_of_policy: cell.of_policy.as_ref().map(StatisticsRecord::new),
            difference_of_baseline_rd: cell.of_baseline_rd.as_ref().map(StatisticsRecord::new),
        }
    }
}

impl CoverageRecord {
    fn or_reason(experiment: &Experiment, settings: &Settings) -> OrReason<Self> {
        match held_in_the_past(experiment, settings.layers) {
            Err(reason) => OrReason::Reason(reason),
            Ok(held) => OrReason::Value(Self {
                nominal: 0.9,
                years_ahead: held.shares.iter().map(|(years, _)| *years).collect(),
                share: held.shares.iter().map(|(_, share)| *share).collect(),
                countries: held.countries,
                evidence: "kennis backtest --placebo",
            }),
        }
    }
}

/// The document of a projection. `command` is the command that reproduces it.
#[must_use]
pub fn project_document(
    experiment: &Experiment,
    table: &ProjectionTable,
    moved: &ProjectedTable,
    command: &str,
) -> ProjectDocument {
    let (ensemble, settings) = (&moved.ensemble, &moved.settings);
    let mut header = Header::of_draws("kennis.project/1", experiment, settings, command);
    header.warnings.extend(moved.warning());
    let years: Vec<i32> = table.years.iter().collect();
    ProjectDocument {
        header: InPlace(header),
        draws: InPlace(DrawsMade::new(experiment, ensemble, settings)),
        check_run: ensemble.is_check_run,
        country: experiment.baseline.country.clone(),
        scenario: experiment.scenario.name.clone(),
        simulated: InPlace(Simulated::new(experiment, ensemble)),
        structures: experiment.structures.iter().map(|(name, weight)| (name.name(), *weight)).collect(),
        table: table.name.clone(),
        baseline_includes: IncludesRecord {
            name: moved.includes.name(),
            meaning: moved.includes.meaning(),
            stated: moved.includes_is_stated,
        },
        columns: moved.columns.iter().map(|column| ProjectedColumnRecord::new(column, &years)).collect(),
        gdp: ProjectedColumnRecord::new(&moved.gdp, &years),
        years,
        passed_through: table.passed_through.clone(),
        coverage: CoverageRecord::or_reason(experiment, settings),
        effect: EffectRecord::new(ensemble.gdp_over_rd(), ensemble.peak_year(), ensemble.half_year()),
        parameters: ParameterChange::all(&experiment.parameters),
    }
}
