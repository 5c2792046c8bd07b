//! Any names - of scenarios, measures, files, vintages, units and the command - in all that is written: charts are
//! well-formed XML that shows no character that steers, texts have none, tables have rows of one width without formulas,
//! and documents give the names back.
#![no_main]

use arbitrary::Arbitrary;
use kennis::data::{InputFile, InputRole};
use kennis::ensemble::Comparison;
use kennis::formats::{
    compare_csv, compare_document, csv_with_inputs, data_csv, data_document, run_csv, run_document,
    scenarios_csv, scenarios_document,
};
use kennis::report::{
    FanChart, compare_chart, compare_text, data_text, input_notes, run_chart, run_text, safe_line,
    scenarios_chart, scenarios_text, with_inputs,
};
use kennis::scenario::BaselineRow;
use kennis::{
    BaselineTable, Economy, Ensemble, Experiment, Instrument, Kind, Measure, ParameterSet, Scenario,
    Settings, StructureChoice, StructureName, Unit, Variable,
};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static ECONOMY: LazyLock<Economy> = LazyLock::new(|| Economy::netherlands().expect("embedded data"));

/// The names that a user gives.
#[derive(Arbitrary, Debug)]
struct Names {
    scenarios: [String; 2],
    measure: String,
    baseline: String,
    file: String,
    vintage: String,
    unit: String,
    command: String,
}

fuzz_target!(|names: Names| {
    // Texts print the command as it is, to be copied: the program makes it of words that are safe to show.
    let names = Names { command: safe_line(&names.command).into_owned(), ..names };
    let mut economy = ECONOMY.clone();
    (economy.vintage, economy.currency_unit) = (names.vintage.clone(), names.unit.clone());
    text(&data_text(&economy, &names.command));
    table(&data_csv(&economy));
    json(&data_document(&economy, &names.command).to_json());

    let Some(experiments) = experiments(&economy, &names) else { return };
    let mut settings = Settings::default();
    (settings.draws, settings.by_structure) = (3, true);
    let experiment = &experiments[0];
    let ensemble = Ensemble::draw(experiment, &settings).expect("three draws");
    run(experiment, &ensemble, &settings, &names);
    settings.channels = false;
    let comparison = Comparison::draw(experiments.clone(), &settings, &mut |_, _| ()).expect("three draws");
    text(&scenarios_text(&comparison, &names.command, &[]));
    table(&csv_with_inputs(scenarios_csv(&comparison), &comparison.inputs()));
    if let Some(document) = scenarios_document(&comparison, &names.command) {
        json(&document.to_json());
    }
    picture(&scenarios_chart(&comparison, Variable::Gdp, &names.command).expect("a chart"), &[]);
});

/// Two scenarios of few years with the names; none where the check does not take the names.
fn experiments(economy: &Economy, names: &Names) -> Option<Vec<Experiment>> {
    let input = InputFile { role: InputRole::Baseline, name: names.file.clone(), sha256: "00".into() };
    let mut table = BaselineTable::default();
    let mut row = BaselineRow::default();
    row.gdp_growth = Some(0.01);
    table.rows.insert(2027, row);
    (table.name, table.input) = (names.baseline.clone(), Some(input));
    let of = |name: &String| {
        let mut measure = Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2025);
        measure.name.clone_from(&names.measure);
        let mut scenario = Scenario::new(name.clone()).with_baseline(table.clone()).with_measure(measure);
        scenario.horizon = 2027;
        scenario.structure =
            StructureChoice::List(vec![StructureName::KnowledgeCapital, StructureName::NoEffect]);
        Experiment::new(economy, scenario, ParameterSet::default()).ok()
    };
    names.scenarios.iter().map(of).collect()
}

fn run(experiment: &Experiment, ensemble: &Ensemble, settings: &Settings, names: &Names) {
    let command = &names.command;
    text(&with_inputs(run_text(experiment, ensemble, settings, command, (None, &[]), &[]), experiment.inputs()));
    text(&with_inputs(compare_text(experiment, ensemble, settings, &[], command, &[]), experiment.inputs()));
    table(&csv_with_inputs(run_csv(experiment, ensemble), experiment.inputs()));
    table(&csv_with_inputs(compare_csv(experiment, ensemble, &[]), experiment.inputs()));
    let document = json(&run_document(experiment, ensemble, settings, command).to_json());
    assert_eq!(document["scenario"], names.scenarios[0]);
    assert_eq!(document["measures"][0]["name"], names.measure);
    assert_eq!(document["command"], *command);
    json(&compare_document(experiment, ensemble, settings, &[], command).to_json());

    let chart = run_chart(experiment, ensemble, settings, Variable::Gdp, command).expect("a chart");
    picture(&chart.to_svg(), &[]);
    picture(&compare_chart(experiment, ensemble, settings, Variable::Gdp, command).expect("a chart"), &[]);
    let statistics = ensemble.statistics(Variable::Gdp, Kind::Deviation).expect("statistics");
    let years = (2024..).zip(statistics.iter().copied()).collect();
    let [name, unit] = [&names.scenarios[1], &names.unit];
    let chart = FanChart::new(name, &names.measure, unit, input_notes(experiment.inputs()), years);
    picture(&chart.with_line(&names.baseline, 0.1).to_svg(), &[name]);
}

/// Whether a character is one that a terminal, a reader of XML or the direction of a line would act on; from the
/// standards, not from the crate.
fn steers(c: char) -> bool {
    matches!(u32::from(c),
        0..=0x1f | 0x7f..=0x9f | 0x61c | 0x200e | 0x200f | 0x2028..=0x202e | 0x2066..=0x2069 | 0xfffe | 0xffff)
}

/// A text with nothing but line feeds that steers.
fn text(text: &str) {
    assert!(!text.is_empty());
    let odd = text.chars().find(|c| steers(*c) && *c != '\n');
    assert_eq!(odd, None, "{text:?}");
}

/// A picture of well-formed XML, in which the words of these titles stand, if a title is short.
fn picture(svg: &str, titles: &[&String]) {
    text(svg);
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
    assert_eq!(document.root_element().tag_name().name(), "svg");
    let said: String =
        document.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect();
    for title in titles {
        let short = title.chars().count() <= 20 && title.chars().all(|c| !c.is_whitespace() && !steers(c));
        assert!(!short || said.contains(&*safe_line(title)), "{title:?} is not in {said:?}");
    }
}

/// A table of CSV whose rows are as wide as its head, and none of whose cells a spreadsheet would run.
fn table(csv: &str) {
    text(csv);
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(csv.as_bytes());
    let mut rows = 0;
    for record in reader.records() {
        for cell in &record.unwrap_or_else(|error| panic!("{error}: {csv}")) {
            let formula = cell.trim_start().starts_with(['=', '+', '-', '@']);
            assert!(!formula || cell.trim().parse::<f64>().is_ok(), "{cell:?}");
        }
        rows += 1;
    }
    assert!(rows > 0);
}

/// A document of JSON that names its schema.
fn json(text: &str) -> serde_json::Value {
    let document: serde_json::Value = serde_json::from_str(text).expect("JSON");
    assert!(document["schema"].is_string());
    document
}
