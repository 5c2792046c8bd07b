//! A bureau's table moved by a scenario: nothing where nothing is asked, the deviations of a run, growth that compounds to the
//! level, averages, what is already in the baseline, and the same bits however draws are held.

use crate::support::{experiment, public_research, scenario};
use kennis::project::{
    BaselineIncludes, MovedCell, MovedColumn, Period, ProjectedTable, ProjectedVariable as V, Projection,
    ProjectionColumn, ProjectionError, ProjectionTable,
};
use kennis::statistics::Statistics;
use kennis::{
    Economy, Ensemble, Experiment, Kind, Layers, Measure, ParameterSet, Scenario, Settings, StructureChoice,
    StructureName, Target, Unit, Variable, Years,
};

/// Years of the tables: two before the projection begins.
const YEARS: Years = Years { first: 2022, last: 2040 };

/// A made-up projection of every variable.
fn values(variable: V) -> Vec<f64> {
    let path = |start: f64, growth: f64| {
        YEARS.iter().map(|year| start * (1.0 + growth).powi(year - 2022)).collect::<Vec<_>>()
    };
    let wave = |mean: f64| YEARS.iter().map(|y| mean + 0.001 * f64::from(y % 3)).collect::<Vec<_>>();
    match variable {
        V::Gdp => path(100.0, 0.012),
        V::Hours => path(14.5, 0.002),
        V::LabourProductivity => path(62.0, 0.01),
        V::Capital => path(4.0, 0.011),
        V::Tfp => path(1.0, 0.006),
        V::RdIntensity => wave(0.021),
        V::RdBusinessShare => wave(0.014),
        V::RdPublicShare => wave(0.007),
        V::DebtRatio => path(0.45, 0.01),
        _ => wave(0.011),
    }
}

fn column(variable: V) -> ProjectionColumn {
    let given = values(variable).into_iter().map(Some).collect();
    ProjectionColumn::new(variable.name(), variable, given)
}

fn table(variables: &[V]) -> ProjectionTable {
    ProjectionTable::new(YEARS, variables.iter().copied().map(column).collect()).unwrap()
}

/// Growth, and what does not decide the growth of GDP in another way.
const MOST: [V; 9] = [
    V::GdpGrowth,
    V::Hours,
    V::LabourProductivity,
    V::Capital,
    V::CapitalGrowth,
    V::Tfp,
    V::TfpGrowth,
    V::RdIntensity,
    V::DebtRatio,
];

fn beside(table: &ProjectionTable, scenario: Scenario) -> Experiment {
    let economy = Economy::netherlands().unwrap();
    let mut scenario = scenario.with_horizon(2045);
    scenario.baseline = Some(table.baseline(&economy, 2045).unwrap());
    Experiment::new(&economy, scenario, ParameterSet::default()).unwrap()
}

fn policy() -> Scenario {
    scenario([
        public_research(0.002, 2026),
        Measure::new(kennis::Instrument::Education, Unit::YearsOfSchooling, 0.2, 2025),
    ])
}

/// Of one structure: then one draw has one value.
fn alone() -> Scenario {
    policy().with_structure(StructureChoice::List(vec![StructureName::KnowledgeCapital]))
}

fn draws(n: u64) -> Settings {
    Settings::default().with_draws(n)
}

fn with_level(n: u64) -> Settings {
    draws(n).with_layers(Layers::default().with_baseline_level())
}

fn moved(table: &ProjectionTable, scenario: Scenario, settings: &Settings) -> ProjectedTable {
    Projection::of(&beside(table, scenario), table).run(settings).unwrap()
}

fn cells(moved: &ProjectedTable) -> impl Iterator<Item = (&MovedColumn, &MovedCell)> {
    moved
        .columns
        .iter()
        .chain([&moved.gdp])
        .flat_map(|c| c.years.iter().chain(&c.periods).map(move |cell| (c, cell)))
}

fn close(a: f64, b: f64, tolerance: f64, what: &str) {
    assert!((a - b).abs() <= tolerance * b.abs().max(1.0), "{what}: {a} {b}");
}

#[test]
fn nothing_is_moved_where_nothing_is_asked() {
    for settings in [draws(24), with_level(24)] {
        let result = moved(&table(&MOST), Scenario::new("nothing"), &settings);
        for (column, cell) in cells(&result) {
            let name = &column.column.name;
            assert!(cell.is_unmoved(), "{name} {cell:?}");
            assert_eq!(cell.difference.p95, 0.0, "{name} {cell:?}");
            assert_eq!(cell.baseline, cell.with_policy, "{name}");
            if !settings.layers.baseline_level && cell.first == cell.last {
                // The bureau's figure to the last bit, in every draw.
                let Statistics { mean, p05, p50, p95, .. } = cell.baseline;
                assert_eq!([p05, p50, p95], [cell.projected; 3], "{name} {}", cell.first);
                close(mean, cell.projected, 1e-15, name);
                assert!(cell.baseline.sd < 1e-14, "{name} {}", cell.first);
            }
        }
        // Every year and both cabinets, but that the years of the model begin after the first.
        assert_eq!(result.columns.len(), MOST.len());
        assert_eq!(result.columns[0].years.len(), YEARS.len());
        let periods: Vec<_> = result.columns[0].periods.iter().map(|cell| (cell.first, cell.last)).collect();
        assert_eq!(periods, [(2026, 2029), (2030, 2033), (2034, 2037)]);
    }
}

/// The deviations of `kennis run` beside the same baseline.
#[test]
fn a_table_moves_by_the_deviations_of_a_run() {
    let table =
        table(&[V::Gdp, V::Hours, V::LabourProductivity, V::Capital, V::Tfp, V::RdIntensity, V::DebtRatio]);
    let experiment = beside(&table, policy());
    let settings = draws(40);
    let result = Projection::of(&experiment, &table).run(&settings).unwrap();
    let run = Ensemble::draw(&experiment, &settings).unwrap();
    let of = |variable| run.statistics(variable, Kind::Deviation).unwrap();
    for (column, variable) in [
        (V::Gdp, Variable::Gdp),
        (V::Hours, Variable::Hours),
        (V::LabourProductivity, Variable::LabourProductivity),
        (V::Capital, Variable::Capital),
        (V::Tfp, Variable::Tfp),
        (V::RdIntensity, Variable::RdIntensity),
    ] {
        let deviation = of(variable);
        for cell in &result.column(column).unwrap().years {
            let expected = match deviation.at(cell.first) {
                Ok(expected) => *expected,
                Err(_) => Statistics::of(&[0.0]),
            };
            let per = if column == V::RdIntensity { 1.0 } else { cell.projected };
            for ((name, found), (_, expected)) in cell.difference.iter().zip(expected.iter()) {
                close(100.0 * found / per, expected, 1e-12, &format!("{column} {} {name}", cell.first));
            }
        }
    }
    // Something was asked, and everything but the years of the data moves.
    for column in &result.columns {
        let (first, last) = (&column.years[1], column.years.last().unwrap());
        assert!(first.is_unmoved() && !last.is_unmoved(), "{}", column.column.name);
    }
}

/// One draw: its statistics are its values. Debt and GDP from the draw itself.
#[test]
fn debt_over_gdp_has_extra_debt_above_and_gdp_below() {
    let table = table(&[V::GdpGrowth, V::DebtRatio]);
    let experiment = beside(&table, alone());
    for settings in [draws(1), with_level(1)] {
        let result = Projection::of(&experiment, &table).run(&settings).unwrap();
        let run = Ensemble::draw(&experiment, &settings).unwrap();
        let of = |variable| run.statistics(variable, Kind::Deviation).unwrap().at(2040).unwrap().mean;
        let (debt, gdp) = (of(Variable::DebtRatio), of(Variable::Gdp));
        let cell = result.column(V::DebtRatio).unwrap().years.last().unwrap();
        assert_eq!(cell.baseline.mean, cell.projected);
        let expected = (cell.projected + debt / 100.0) / (1.0 + gdp / 100.0);
        close(cell.with_policy.mean, expected, 1e-12, "debt");
        assert!((debt / 100.0 - cell.difference.mean).abs() > 1e-5, "GDP below it counts");
    }
}

/// Growth and level are two routes to one thing: rates of growth with policy over those without compound to the ratio of levels.
#[test]
fn growth_compounds_to_the_level() {
    let of_growth =
        table(&[V::GdpGrowth, V::HoursGrowth, V::TfpGrowth, V::CapitalGrowth, V::LabourProductivityGrowth]);
    let result = moved(&of_growth, alone(), &with_level(1));
    let levels = table(&[V::GdpGrowth, V::HoursGrowth, V::Hours, V::Tfp, V::Capital, V::LabourProductivity]);
    let levels = moved(&levels, alone(), &with_level(1));
    for (growth, level) in [
        (V::HoursGrowth, V::Hours),
        (V::TfpGrowth, V::Tfp),
        (V::CapitalGrowth, V::Capital),
        (V::LabourProductivityGrowth, V::LabourProductivity),
    ] {
        let level = levels.column(level).unwrap();
        let (mut baseline, mut with) = (1.0, 1.0);
        let mut central = 1.0;
        let cells = &result.column(growth).unwrap().years;
        for (cell, level) in cells.iter().zip(&level.years) {
            baseline *= 1.0 + cell.baseline.mean;
            with *= 1.0 + cell.with_policy.mean;
            central *= 1.0 + cell.projected;
            close(with / baseline, level.with_policy.mean / level.baseline.mean, 1e-12, growth.name());
            close(baseline / central, level.baseline.mean / level.projected, 1e-12, growth.name());
        }
        assert!((with / baseline - 1.0).abs() > 1e-4, "{growth}");
    }
}

/// The band of the level is that of the baseline of a run, over its central path.
#[test]
fn the_level_has_the_band_of_the_baseline_of_a_run() {
    let table = table(&[V::Gdp, V::Tfp, V::RdIntensity]);
    let experiment = beside(&table, policy());
    let settings = with_level(64);
    let result = Projection::of(&experiment, &table).run(&settings).unwrap();
    let run = Ensemble::draw(&experiment, &settings).unwrap();
    let gdp = run.statistics(Variable::Gdp, Kind::Baseline).unwrap();
    let central = experiment.baseline().gdp();
    for cell in result.column(V::Gdp).unwrap().years.iter().filter(|cell| cell.first > 2023) {
        let t = experiment.baseline().years().index(cell.first).unwrap();
        let expected = gdp.at(cell.first).unwrap();
        for ((name, found), (_, expected)) in cell.baseline.iter().zip(expected.iter()) {
            close(found / cell.projected, expected / central[t], 1e-12, name);
        }
        assert!(cell.baseline.p95 > cell.baseline.p05);
    }
    // R&D over GDP: the part that is fixed in euro weighs less in a larger economy.
    let rd = result.column(V::RdIntensity).unwrap().years.last().unwrap();
    let expected = run.statistics(Variable::RdIntensity, Kind::Baseline).unwrap();
    let expected = expected.at(2040).unwrap();
    close(rd.baseline.p95 - rd.baseline.p05, expected.p95 - expected.p05, 1e-12, "rd");
    // Productivity: with the error over without it, in one draw.
    let experiment = beside(&table, alone());
    let one = |settings: &Settings| {
        let run = Ensemble::draw(&experiment, settings).unwrap();
        run.statistics(Variable::Tfp, Kind::Baseline).unwrap().at(2040).unwrap().mean
    };
    let result = Projection::of(&experiment, &table).run(&with_level(1)).unwrap();
    let tfp = result.column(V::Tfp).unwrap().years.last().unwrap();
    close(tfp.baseline.mean / tfp.projected, one(&with_level(1)) / one(&draws(1)), 1e-12, "tfp");
}

#[test]
fn percent_is_a_hundred_times_the_fraction() {
    let fraction = table(&[V::GdpGrowth, V::RdIntensity, V::DebtRatio]);
    let mut percent = fraction.clone();
    for column in &mut percent.columns {
        column.percent = true;
        column.values.iter_mut().flatten().for_each(|value| *value *= 100.0);
    }
    let (a, b) = (moved(&fraction, policy(), &with_level(32)), moved(&percent, policy(), &with_level(32)));
    for ((column, a), (_, b)) in cells(&a).zip(cells(&b)) {
        let times = if column.column.name == "gdp" { 1.0 } else { 100.0 };
        for (a, b) in [(a.baseline, b.baseline), (a.with_policy, b.with_policy), (a.difference, b.difference)]
        {
            for ((name, a), (_, b)) in a.iter().zip(b.iter()) {
                close(b, times * a, 1e-11, &format!("{} {name}", column.column.name));
            }
        }
    }
}

#[test]
fn periods_are_averages_of_their_years() {
    let table = table(&[V::GdpGrowth, V::DebtRatio, V::Tfp]);
    let experiment = beside(&table, alone());
    let periods = vec![Period::new(2022, 2024), Period::new(2027, 2031), Period::new(2040, 2040)];
    let asked = Projection::of(&experiment, &table).periods(periods.clone());
    let (one, many) = (asked.run(&with_level(1)).unwrap(), asked.run(&with_level(50)).unwrap());
    for (one, many) in one.columns.iter().zip(&many.columns) {
        for (place, period) in periods.iter().enumerate() {
            let within = |cell: &&MovedCell| (period.first..=period.last).contains(&cell.first);
            let mean = |column: &MovedColumn, of: &dyn Fn(&MovedCell) -> f64| {
                let values: Vec<f64> = column.years.iter().filter(within).map(of).collect();
                values.iter().sum::<f64>() / values.len() as f64
            };
            let (a, b) = (one.periods[place], many.periods[place]);
            assert_eq!((a.first, a.last), (period.first, period.last));
            close(a.projected, mean(one, &|cell| cell.projected), 1e-14, "projected");
            // Of one draw every statistic is its value; of many, means are linear.
            close(a.with_policy.p95, mean(one, &|cell| cell.with_policy.p95), 1e-13, "with");
            close(a.baseline.p05, mean(one, &|cell| cell.baseline.p05), 1e-13, "baseline");
            close(b.with_policy.mean, mean(many, &|cell| cell.with_policy.mean), 1e-13, "mean");
            close(b.difference.mean, mean(many, &|cell| cell.difference.mean), 1e-13, "difference");
        }
    }
}

#[test]
fn the_bits_do_not_depend_on_how_draws_are_held_or_on_threads() {
    let table = table(&MOST);
    let experiment = beside(&table, policy());
    for includes in BaselineIncludes::ALL {
        let asked = Projection::of(&experiment, &table).includes(*includes);
        let settings = with_level(300);
        let held = asked.run(&settings).unwrap();
        assert!(held.ensemble.holds_draws());
        let streamed = asked.run(&settings.clone().with_memory(1 << 21).with_threads(1)).unwrap();
        assert!(!streamed.ensemble.holds_draws());
        assert_eq!(held.columns, streamed.columns);
        assert_eq!(held.gdp, streamed.gdp);
        // A run of the last years alone would know nothing of those that the table begins with.
        let all_years = asked.run(&settings.clone().with_first_year(2030)).unwrap();
        assert_eq!((held.columns, held.gdp), (all_years.columns, all_years.gdp));
    }
}

/// A baseline in which the volume of R&D is that of the last observation brings nothing of its own.
#[test]
fn constant_rd_in_the_baseline_brings_no_growth() {
    let mut constant = table(&[V::GdpGrowth, V::RdIntensity]);
    let economy = Economy::netherlands().unwrap();
    let default = experiment(scenario([])).baseline().clone();
    let first = default.rd()[0].total() / default.gdp()[0];
    let mut gdp = 1.0;
    for (t, year) in YEARS.iter().enumerate().filter(|(_, year)| *year > 2023) {
        let _ = year;
        gdp *= 1.0 + constant.columns[0].values[t].unwrap();
        constant.columns[1].values[t] = Some(first / gdp);
    }
    assert!(economy.gdp(2023).is_ok());
    for (scenario, moves) in [(Scenario::new("nothing"), false), (policy(), true)] {
        let experiment = beside(&constant, scenario);
        let of =
            |includes| Projection::of(&experiment, &constant).includes(includes).run(&draws(16)).unwrap();
        let (none, trend) = (of(BaselineIncludes::None), of(BaselineIncludes::Trend));
        for ((column, a), (_, b)) in cells(&none).zip(cells(&trend)) {
            let rd = a.of_baseline_rd.unwrap();
            assert!(rd.mean.abs() < 1e-9 && rd.sd < 1e-9, "{} {rd:?}", column.column.name);
            close(a.difference.mean, b.difference.mean, 1e-9, &column.column.name);
        }
        assert_eq!(cells(&none).any(|(_, cell)| cell.difference.mean.abs() > 1e-6), moves);
    }
}

/// A second route to the economy with constant R&D: a target, in an economy whose GDP makes it a straight line.
#[test]
fn what_the_baselines_rd_brings_is_what_its_absence_costs() {
    let last = 2033;
    let years = Years::new(2023, last);
    // Y0[0]/Y0[t] falls in a straight line, by 1.2 points a year, and so does constant R&D over GDP.
    let level = |year: i32| 1.0 / (1.0 - 0.012 * f64::from(year - 2023));
    let values = years.iter().map(|year| Some(level(year))).collect();
    let table = ProjectionTable::new(years, vec![ProjectionColumn::new("y", V::Gdp, values)]).unwrap();
    let economy = Economy::netherlands().unwrap();
    let make = |mut scenario: Scenario| {
        scenario.horizon = last;
        scenario.baseline = Some(table.baseline(&economy, last).unwrap());
        scenario.structure = StructureChoice::List(vec![StructureName::KnowledgeCapital]);
        Experiment::new(&economy, scenario, ParameterSet::default()).unwrap()
    };
    let plain = make(Scenario::new("nothing"));
    let first = plain.baseline().rd()[0].total() / plain.baseline().gdp()[0];
    let business = plain.baseline().rd()[0].performed(kennis::model::Performer::Business);
    let public = 1.0 - business / plain.baseline().rd()[0].total();
    let mut target = Target::new(first / level(last), last, public);
    target.from = 2023;
    let constant = make(Scenario::new("constant R&D").with_target(target));
    for draw in 0..4 {
        let settings = draws(1).with_first_draw(draw);
        let asked = Projection::of(&plain, &table).includes(BaselineIncludes::None);
        let found = asked.run(&settings).unwrap();
        let run = Ensemble::draw(&constant, &settings).unwrap();
        let deviation = run.statistics(Variable::Gdp, Kind::Deviation).unwrap();
        for cell in &found.columns[0].years {
            let held = 1.0 + deviation.at(cell.first).unwrap().mean / 100.0;
            close(cell.with_policy.mean / cell.projected, 1.0 / held, 1e-10, &cell.first.to_string());
            assert_eq!(cell.of_baseline_rd, Some(cell.difference));
        }
        let last = found.columns[0].years.last().unwrap();
        assert!(last.difference.mean.abs() > 1e-5, "{last:?}");
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let growth = table(&[V::GdpGrowth]);
    let experiment = beside(&growth, policy());
    let run = |table: &ProjectionTable| Projection::of(&experiment, table).run(&draws(2)).err().unwrap();
    let mut other = growth.clone();
    other.columns[0].values[5] = Some(0.03);
    assert!(matches!(run(&other), ProjectionError::OtherBaseline { year: 2027, .. }), "{}", run(&other));
    let long: Vec<_> = (2024..=2050).map(|_| Some(0.01)).collect();
    let long = ProjectionColumn::new("g", V::GdpGrowth, long);
    let long = ProjectionTable::new(Years::new(2024, 2050), vec![long]).unwrap();
    assert!(matches!(run(&long), ProjectionError::Horizon { horizon: 2045, last: 2050 }));
    for (first, last) in [(2020, 2025), (2039, 2041), (2030, 2029)] {
        let asked = Projection::of(&experiment, &growth).periods(vec![Period::new(first, last)]);
        assert!(matches!(asked.run(&draws(2)), Err(ProjectionError::Period { .. })), "{first}");
    }
}
