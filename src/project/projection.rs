//! Moves a bureau's table by the effects of a scenario.

use super::column::ProjectedVariable;
use super::draws::{Cell, Runs, What, needs_levels, variables};
use super::error::ProjectionError;
use super::includes::BaselineIncludes;
use super::moved::{MovedCell, MovedColumn, ProjectedTable};
use super::period::Period;
use super::table::{ProjectionColumn, ProjectionTable};
use crate::data::Years;
use crate::ensemble::{Ensemble, LevelShocks, Settings};
use crate::simulate::Experiment;
use crate::statistics::Statistics;

/// Growth of GDP in the experiment and in the table may differ by rounding.
const SAME_GROWTH: f64 = 1e-6;

/// A bureau's table, to be moved by a scenario.
///
/// ```
/// use kennis::project::{Projection, ProjectionColumn, ProjectionTable, ProjectedVariable};
/// use kennis::{
///     Economy, Experiment, Instrument, Layers, Measure, ParameterSet, Scenario, Settings, Unit, Years,
/// };
///
/// let economy = Economy::netherlands()?;
/// let growth = [1.233, 1.422, 1.377, 1.281, 1.191].map(Some).to_vec();
/// let growth = ProjectionColumn::new("bbp", ProjectedVariable::GdpGrowth, growth).with_percent(true);
/// let table = ProjectionTable::new(Years::new(2026, 2030), vec![growth])?;
///
/// let mut scenario = Scenario::new("Public research, 0.1% of GDP more, permanently")
///     .with_measure(Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026));
/// scenario.baseline = Some(table.baseline(&economy, scenario.horizon)?);
/// let experiment = Experiment::new(&economy, scenario, ParameterSet::default())?;
///
/// let settings = Settings::default().with_draws(200).with_layers(Layers::default().with_baseline_level());
/// let moved = Projection::of(&experiment, &table).run(&settings)?;
/// for year in &moved.columns[0].years {
///     println!("{}: {} + {:.3} points", year.first, year.projected, year.difference.mean);
/// }
/// # assert_eq!(moved.columns[0].years.len(), 5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Projection<'a> {
    experiment: &'a Experiment,
    table: &'a ProjectionTable,
    includes: Option<BaselineIncludes>,
    periods: Option<Vec<Period>>,
}

impl<'a> Projection<'a> {
    /// Of an experiment that runs beside the baseline of the table ([`ProjectionTable::baseline`]). The baseline's growth is
    /// taken to hold what its own R&D brings, and periods are those of cabinets, until something else is said.
    #[must_use]
    pub fn of(experiment: &'a Experiment, table: &'a ProjectionTable) -> Self {
        Self { experiment, table, includes: None, periods: None }
    }

    /// What the growth of the baseline holds of R&D.
    #[must_use]
    pub fn includes(self, includes: BaselineIncludes) -> Self {
        Self { includes: Some(includes), ..self }
    }

    /// The periods of the averages.
    #[must_use]
    pub fn periods(self, periods: Vec<Period>) -> Self {
        Self { periods: Some(periods), ..self }
    }

    /// Draws, and moves the table.
    ///
    /// # Errors
    /// [`ProjectionError`].
    pub fn run(&self, settings: &Settings) -> Result<ProjectedTable, ProjectionError> {
        self.run_with(settings, &mut |_, _| ())
    }

    /// As [`Self::run`], telling `progress` how many draws are done, and how many there are.
    ///
    /// # Errors
    /// [`ProjectionError`].
    pub fn run_with(
        &self,
        settings: &Settings,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<ProjectedTable, ProjectionError> {
        let (experiment, table) = (self.experiment, self.table);
        let periods = self.checked_periods()?;
        self.check_baseline()?;
        let gdp = self.gdp();
        let columns: Vec<&ProjectionColumn> = table.columns.iter().chain([&gdp]).collect();
        let mut settings = settings.clone();
        settings.variables = variables(columns.iter().copied());
        (settings.channels, settings.hold_draws, settings.by_structure) = (false, true, false);
        // A difference of levels becomes one of growth beside the year before.
        settings.first_year = None;
        let ensemble = Ensemble::draw_with(experiment, &settings, progress)?;
        let constant_rd = match self.holds() {
            BaselineIncludes::None => Some(experiment.with_constant_rd()?),
            BaselineIncludes::Trend => None,
        };
        let levels = (settings.layers.level_varies() && columns.iter().any(|one| needs_levels(one.variable)))
            .then(|| LevelShocks::new(experiment, &settings));
        let runs = Runs {
            experiment,
            constant_rd: constant_rd.as_ref(),
            settings: &settings,
            years: ensemble.years(),
            levels: levels.transpose()?,
        };
        let (mut cells, mut places) = (Vec::new(), Vec::new());
        for (place, column) in columns.iter().enumerate() {
            for (first, last, is_period) in cells_of(column, table.years, &periods) {
                places.push((place, first, last, is_period));
                for what in self.asked() {
                    cells.push(Cell { column, years: (first, last), table: table.years, what: *what });
                }
            }
        }
        let statistics = runs.statistics(&ensemble, &cells, progress)?;
        let mut moved: Vec<MovedColumn> = columns
            .iter()
            .map(|column| MovedColumn { column: (*column).clone(), years: Vec::new(), periods: Vec::new() })
            .collect();
        for ((place, first, last, is_period), of_cell) in
            places.into_iter().zip(statistics.chunks(self.asked().len()))
        {
            let cell = cell(columns[place], table.years, (first, last), of_cell);
            let column = &mut moved[place];
            if is_period { column.periods.push(cell) } else { column.years.push(cell) }
        }
        let gdp = moved.pop().unwrap_or(MovedColumn { column: gdp, years: Vec::new(), periods: Vec::new() });
        settings.hold_draws = false;
        Ok(ProjectedTable {
            includes: self.holds(),
            includes_is_stated: self.includes.is_some(),
            columns: moved,
            gdp,
            ensemble,
            settings,
        })
    }

    /// Left out it is [`BaselineIncludes::Trend`]: then nothing can be counted twice.
    fn holds(&self) -> BaselineIncludes {
        self.includes.unwrap_or(BaselineIncludes::Trend)
    }

    fn asked(&self) -> &'static [What] {
        match self.holds() {
            BaselineIncludes::Trend => &[What::Baseline, What::WithPolicy, What::Difference],
            BaselineIncludes::None => {
                &[What::Baseline, What::WithPolicy, What::Difference, What::OfPolicy, What::OfBaselineRd]
            }
        }
    }

    /// GDP of the model's baseline in the years of the table.
    fn gdp(&self) -> ProjectionColumn {
        let baseline = &self.experiment.baseline;
        let level = |year: i32| baseline.years().index(year).map(|t| baseline.gdp[t]);
        let values = self.table.years.iter().map(level).collect();
        ProjectionColumn::new("gdp", ProjectedVariable::Gdp, values)
    }

    fn checked_periods(&self) -> Result<Vec<Period>, ProjectionError> {
        let (years, horizon) = (self.table.years, self.experiment.baseline.horizon());
        if horizon < years.last {
            return Err(ProjectionError::Horizon { horizon, last: years.last });
        }
        let first = self.experiment.baseline.last_observation() + 1;
        let Some(periods) = &self.periods else { return Ok(Period::cabinets(years, first)) };
        for Period { first, last } in periods.iter().copied() {
            if first > last || years.index(first).is_none() || years.index(last).is_none() {
                return Err(ProjectionError::Period { first, last, from: years.first, until: years.last });
            }
        }
        Ok(periods.clone())
    }

    /// The experiment runs beside the growth of GDP that the table has.
    fn check_baseline(&self) -> Result<(), ProjectionError> {
        let Some(column) = self.table.column(ProjectedVariable::GdpGrowth) else { return Ok(()) };
        if self.table.column(ProjectedVariable::Gdp).is_some() {
            // A level wins.
            return Ok(());
        }
        let baseline = &self.experiment.baseline;
        for (year, value) in self.table.years.iter().zip(&column.values) {
            let (Some(t), Some(value)) = (baseline.years().index(year).filter(|t| *t > 0), value) else {
                continue;
            };
            let (found, expected) = (baseline.gdp[t] / baseline.gdp[t - 1] - 1.0, value / column.scale());
            if (found - expected).abs() > SAME_GROWTH {
                let column = column.name.clone();
                return Err(ProjectionError::OtherBaseline { year, column, found, expected });
            }
        }
        Ok(())
    }
}

/// First and last years of the cells of a column, and whether they are periods: years with a value, and periods of which every
/// year has one.
fn cells_of(column: &ProjectionColumn, years: Years, periods: &[Period]) -> Vec<(i32, i32, bool)> {
    let has = |year: i32| years.index(year).is_some_and(|t| column.values[t].is_some());
    let single = years.iter().filter(|year| has(*year)).map(|year| (year, year, false));
    let whole = periods.iter().filter(|period| period.years().all(has));
    single.chain(whole.map(|period| (period.first, period.last, true))).collect()
}

fn cell(
    column: &ProjectionColumn,
    years: Years,
    (first, last): (i32, i32),
    statistics: &[Statistics],
) -> MovedCell {
    let mut values = (first..=last).filter_map(|year| years.index(year).and_then(|t| column.values[t]));
    MovedCell {
        first,
        last,
        projected: if first == last {
            values.next().unwrap_or(f64::NAN)
        } else {
            values.sum::<f64>() / f64::from(last - first + 1)
        },
        baseline: statistics[0],
        with_policy: statistics[1],
        difference: statistics[2],
        of_policy: statistics.get(3).copied(),
        of_baseline_rd: statistics.get(4).copied(),
    }
}
