//! What is read of bureaus' tables, what is refused of them, and that they come back.

use super::*;
use crate::ensemble::Settings;
use crate::formats::projection_csv;
use crate::model::{Instrument, Unit};
use crate::parameters::ParameterSet;
use crate::project::{ProjectedTable, Projection};
use crate::scenario::Measure;
use crate::scenario::Scenario;
use crate::simulate::Experiment;
use crate::structures::{StructureChoice, StructureName};

fn economy() -> Economy {
    Economy::netherlands().unwrap()
}

fn read(text: &str) -> ProjectionFile {
    read_projection(text.as_bytes(), "folder/t.csv", &economy()).unwrap_or_else(|error| panic!("{error}"))
}

fn refused(text: &str) -> String {
    match read_projection(text.as_bytes(), "t.csv", &economy()) {
        Err(error) => error.to_string(),
        Ok(read) => panic!("{read:?}"),
    }
}

fn moved(file: &ProjectionFile, measures: &[Measure]) -> ProjectedTable {
    let mut scenario = Scenario::new("s").with_horizon(2060);
    scenario.measures = measures.to_vec();
    scenario.structure = StructureChoice::List(vec![StructureName::KnowledgeCapital]);
    scenario.baseline = Some(file.table.baseline(&economy(), 2060).unwrap());
    let experiment = Experiment::new(&economy(), scenario, ParameterSet::default()).unwrap();
    Projection::of(&experiment, &file.table).run(&Settings::default().with_draws(16)).unwrap()
}

fn research() -> Measure {
    Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.002, 2026)
}

const CPB: &str = include_str!("../../../examples/projections/cpb_layout.csv");
const COMMISSION: &str = include_str!("../../../examples/projections/commission_layout.csv");

fn rows(text: &str) -> Vec<Vec<String>> {
    let source = Source::new("t", text.as_bytes(), "").unwrap();
    let text = CsvText::new(&source).unwrap();
    let lines = std::iter::once(&text.table.columns).chain(&text.table.rows);
    lines.map(|line| line.iter().map(|field| field.text.to_string()).collect()).collect()
}

/// The example tables are the program's own projection, rounded.
#[test]
fn the_examples_hold_the_figures_of_the_data() {
    let economy = economy();
    for (text, passed, until) in [(CPB, 1, 2033), (COMMISSION, 1, 2060)] {
        let read = read(text);
        assert_eq!(read.table.years, Years::new(2024, until));
        assert_eq!(read.table.passed_through.len(), passed);
        let names: Vec<_> = read.table.columns.iter().map(|column| column.variable).collect();
        assert_eq!(names, [V::GdpGrowth, V::HoursGrowth, V::LabourProductivityGrowth]);
        for (t, year) in read.table.years.iter().enumerate() {
            let series = |name| economy.series(name).unwrap().at(year).unwrap();
            let (gdp, hours) =
                (series(crate::data::SeriesName::GdpGrowth), series(crate::data::SeriesName::HoursGrowth));
            let productivity = 100.0 * ((1.0 + gdp / 100.0) / (1.0 + hours / 100.0) - 1.0);
            for (column, expected) in read.table.columns.iter().zip([gdp, hours, productivity]) {
                assert!(column.percent);
                let found = column.values[t].unwrap();
                assert!((found - expected).abs() < 5.001e-4, "{year} {}: {found} {expected}", column.name);
            }
        }
    }
}

/// Every layout of one table is the same table, and so is percent and a fraction.
#[test]
fn years_down_and_across_percent_and_fractions_are_one_table() {
    let across =
        read("x;eenheid;2024;2025;2026\nbbp;% per jaar;0,9;1,7;1,2\nR&D-intensiteit;% bbp;2,2;2,15;2,1\n");
    let down = read(
        "jaar,bbp,R&D-intensiteit\neenheid,% per jaar,% bbp\n2024,0.9,2.2\n2025,1.7,2.15\n2026,1.2,2.1\n",
    );
    let signs = read("year,gdp_growth,rd_intensity\n2024,0.9%,2.2%\n2025,1.7%,2.15%\n2026,1.2%,2.1%\n");
    let fraction =
        read("year,gdp_growth,rd_intensity\n2024,0.009,0.022\n2025,0.017,0.0215\n2026,0.012,0.021\n");
    let baseline = |file: &ProjectionFile| file.table.baseline(&economy(), 2026).unwrap().rows;
    let expected = baseline(&across);
    assert_eq!(expected.len(), 3);
    assert_eq!(expected, baseline(&down));
    assert_eq!(expected, baseline(&signs));
    for (year, row) in baseline(&fraction) {
        let other = expected[&year];
        for (a, b) in [(row.gdp_growth, other.gdp_growth), (row.rd_intensity, other.rd_intensity)] {
            assert!((a.unwrap() - b.unwrap()).abs() < 1e-15);
        }
    }
    assert!(across.decimal_comma && !across.years_down && !down.decimal_comma && down.years_down);
    let results = [&across, &down, &signs].map(|file| moved(file, &[research()]).columns);
    assert_eq!(results[0].len(), 2);
    for other in &results[1..] {
        for (a, b) in results[0].iter().zip(other) {
            assert_eq!((&a.years, &a.periods), (&b.years, &b.periods));
        }
    }
}

/// Without policy every cell of the table comes back as it was, and the band is the figure itself.
#[test]
fn what_nothing_moves_comes_back_to_the_letter() {
    let odd = "jaar;\"bbp, groei (%)\";cpi;uren;noot\neenheid;%;;mln uur;=1+1\n2023;0,1;2,0;14 702;-\n2024 p;0,9 p;..;14 900;\"a;b\"\n2025;1,7;:;14 990;x\n2026;;2;15 020;\"a \"\"b\"\"\"\nBron: ons eigen\n";
    for text in [CPB, COMMISSION, odd] {
        let file = read(text);
        let csv = projection_csv(&file, &moved(&file, &[]));
        let (before, after) = (rows(text), rows(&csv));
        if file.years_down {
            assert_eq!(
                after[0],
                [
                    "jaar",
                    "bbp, groei (%)",
                    "bbp, groei (%)_p05",
                    "bbp, groei (%)_p50",
                    "bbp, groei (%)_p95",
                    "cpi",
                    "uren",
                    "uren_p05",
                    "uren_p50",
                    "uren_p95",
                    "noot"
                ]
            );
            for (before, after) in before.iter().zip(&after).filter(|(before, _)| before.len() > 1) {
                let kept = [0, 1, 5, 6, 10].map(|at| after[at].trim_start_matches('\'').to_owned());
                assert_eq!(kept.as_slice(), before.as_slice());
                if before[0].starts_with("202") {
                    assert!(after[2..5].iter().all(|band| *band == before[1]), "{after:?}");
                }
            }
            assert!(csv.ends_with("Bron: ons eigen\n"));
        } else {
            let own: Vec<_> = after
                .iter()
                .filter(|line| !["_p05", "_p50", "_p95"].iter().any(|end| line[0].ends_with(end)))
                .collect();
            assert_eq!(own, before.iter().collect::<Vec<_>>());
            assert_eq!(after.len(), before.len() + 9);
            assert_eq!(after[2][0], format!("{}_p05", before[1][0]));
            assert_eq!(after[3][1..], before[1][1..]);
        }
    }
}

/// The moved figures stand in the notation, the unit and the place of the bureau's.
#[test]
fn what_moves_is_written_as_the_bureau_writes() {
    let file = read(CPB);
    let result = moved(&file, &[research()]);
    let after = rows(&projection_csv(&file, &result));
    let gdp = &result.columns[0];
    let last = gdp.years.last().unwrap();
    let number = |text: &str| text.replace(',', ".").parse::<f64>().unwrap();
    let at = after[1].len() - 1;
    for (line, expected) in [
        (1, last.projected + last.difference.mean),
        (2, last.with_policy.p05),
        (3, last.with_policy.p50),
        (4, last.with_policy.p95),
    ] {
        let text = &after[line][at];
        assert!((number(text) - expected).abs() < 1e-6, "{text} {expected}");
        assert_eq!(text.split(',').nth(1).unwrap().len(), 6, "{text}");
    }
    assert!(last.difference.mean > 1e-4 && after[1][at] != rows(CPB)[1][at]);
    // A percent sign stays, and so does a flag.
    let dose = Measure::new(Instrument::Education, Unit::YearsOfSchooling, 1.0, 2026);
    for (text, end) in [
        ("year,gdp_growth\n2026,1.2%\n2027,1.3%\n", "%"),
        ("year,gdp_growth\n2026,0.012 p\n2027,0.013\n", " p"),
    ] {
        let file = read(text);
        let result = moved(&file, std::slice::from_ref(&dose));
        let text = projection_csv(&file, &result);
        let field = rows(&text)[1][1].clone();
        let cell = result.columns[0].years[0];
        let number = field.strip_suffix(end).unwrap().parse::<f64>().unwrap();
        assert!((number - cell.projected - cell.difference.mean).abs() < 1e-4, "{text}");
        assert!(cell.difference.mean < -1e-3, "{text}");
    }
}

#[test]
fn ameco_is_read_by_its_codes_for_the_country_alone() {
    let text = "CODE;COUNTRY;SUB-CHAPTER;TITLE;UNIT;2023;2024;2025;2026\n\
        DEU.1.1.0.0.OVGD;Germany;06;Gross domestic product at 2015 reference levels;Mrd EURO-NAC;3000;3010;3020;3030\n\
        NLD.1.1.0.0.OVGD;Netherlands;06;Gross domestic product at 2015 reference levels;Mrd EURO-NAC;800;808;816.08;824.2408\n\
        NLD.1.0.0.0.UDGG;Netherlands;18;General government consolidated gross debt;Mrd EURO-NAC;500;NA;NA;NA\n\
        NLD.1.0.319.0.UDGG;Netherlands;18;General government consolidated gross debt;(Percentage of GDP at current prices);45.1;44;43.5;43\n";
    let file = read(text);
    let names: Vec<_> = file.table.columns.iter().map(|column| (column.variable, column.percent)).collect();
    assert_eq!(names, [(V::Gdp, false), (V::DebtRatio, true)]);
    assert_eq!(file.table.passed_through.len(), 2);
    let rows = file.table.baseline(&economy(), 2026).unwrap().rows;
    assert!((rows[&2025].gdp_growth.unwrap() - 0.01).abs() < 1e-12 && rows[&2025].gdp.is_none());
    let remarks = file.table.remarks.join("\n");
    assert!(
        remarks.contains("t.csv, line 3: ") && remarks.contains("its growth counts for the baseline"),
        "{remarks}"
    );
    assert!(remarks.contains("and no ratio to GDP"), "{remarks}");
}

#[test]
fn tables_that_may_be_read_in_two_ways_are_refused_with_their_place() {
    for (text, said) in [
        (
            "year,gdp_growth\n2026,0.01\n2028,0.01\n",
            "t.csv:3:1: year: found 2028 after 2026, expected 2027: growth needs years without a gap, each once and rising",
        ),
        ("x;2026;2027;2029\nbbp (%);1,1;1,2;1,3\n", "t.csv:1:13: year: found 2029 after 2027, expected 2028"),
        ("year,gdp_growth\n2026,0.01\n2026,0.01\n", "year: found 2026 after 2026, expected 2027"),
        (
            "jaar;bbp (%)\n2026;1,25\n2027;1.5\n",
            "t.csv:3:6: bbp (%)[2027]: found \"1.5\", expected a decimal comma as in line 2 (\"1,25\")",
        ),
        (
            "year,hours\n2024,\"14,990\"\n2025,15020\n",
            "t.csv:2:6: hours[2024]: found \"14,990\", expected 14990 (thousands) or",
        ),
        (
            "year,gdp_growth\n2026,1.2%\n2027,0.013\n",
            "t.csv:1:6: gdp_growth: found numbers with and without a percent sign",
        ),
        (
            "year,bbp (%)\nunit,fraction\n2026,1.2\n",
            "t.csv:1:6: bbp (%): found percent in its name or behind its numbers, and the unit \"fraction\"",
        ),
        ("year,bbp\n2026,1.2\n", "t.csv:1:6: bbp: found no unit: it may be growth or a level"),
        (
            "year,gdp_growth,bbp (%)\n2026,0.01,1\n",
            "t.csv:1:17: bbp (%): found gdp_growth a second time, expected each variable once: gdp_growth is \"gdp_growth\" of line 1, too",
        ),
        (
            "year,gdp_growth\n2026,1.2\n",
            "t.csv:2:6: gdp_growth[2026]: found \"1.2\" as a fraction, expected growth between -0.2 and 0.2 (20%) a year; if the numbers are in percent, the unit % says so",
        ),
        (
            "year,debt_ratio\nunit,%\n2026,1200\n",
            "debt_ratio[2026]: found \"1200\" percent, expected a ratio to GDP from 0 to 5 (500%), in percent",
        ),
        (
            "year,gdp_grwth\n2026,0.01\n",
            "found no series that the model moves: gdp_grwth, expected one of gdp, gdp_growth, ",
        ),
        ("year,gdp_growth\n2026,x\n", "t.csv:2:6: gdp_growth[2026]: found \"x\", expected a number"),
        ("year,gdp_growth\n2026,\n2027,..\n", "t.csv:1:6: gdp_growth: found no number"),
        ("year,gdp_growth\n2026,0.01,3\n", "t.csv:2:1: found 3 fields, expected 2"),
        ("year,gdp_growth\n20x6,0.01\n2027,0.01\n", "t.csv:2:1: year: found \"20x6\""),
        (
            "year,gdp_growth\n2019,0.01\n2020,0.01\n",
            "year: found years up to 2020, expected years from 2024 on",
        ),
        (
            "variable,year,value\ngdp_growth,2026,0.01\n",
            "t.csv:1:1: found a table with a line for each observation",
        ),
        ("a,b\n1,2\n", "t.csv:1:1: found no years in \"a, b\""),
        ("year,gdp\n2024,1.1\n2025,1.12\n", "gdp[2024]: "),
    ] {
        let found = refused(text);
        assert!(found.contains(said), "{text}\n{found}");
    }
    // Cells are quoted as they stand, with their unit, whatever the program makes of them.
    for (text, said) in [
        (
            "year,rd_intensity\nunit,%\n2026,0.0206\n",
            "t.csv:3:6: rd_intensity[2026]: found \"0.0206\" percent, as a fraction 0.000206 after 0.02",
        ),
        ("year,rd_intensity\n2026,0.0206%\n", "found \"0.0206%\", as a fraction 0.000206 after 0.02"),
        (
            "year,hours\nunit,thousand hours\n2024,15000\n",
            "hours[2024]: found \"15000\", in million hours 15 after 1",
        ),
        (
            "jaar;bbp\neenheid;index\n2024;100\n2025;150\n",
            "found \"150\", which makes gdp_growth 0.5, expected ",
        ),
        ("year,rd_intensity\n2026,0.000206\n", "rd_intensity[2026]: found 0.000206 after 0.02"),
    ] {
        let found = refused(text);
        assert!(found.contains(said) && found.lines().count() == 1, "{text}\n{found}");
    }
    let fractions = refused("year,rd_intensity\nunit,%\n2026,0.0206\n");
    assert!(fractions.ends_with(", as a fraction; if the numbers are fractions, the unit fraction says so"));
    // Percent under the unit fraction: each number is refused with what may be meant, and nothing else is said.
    let percent = refused("year,gdp_growth\nunit,fraction\n2026,1.2\n2027,1.3\n");
    assert_eq!(percent.lines().count(), 2, "{percent}");
    assert!(
        percent.lines().all(|line| line.ends_with("; if the numbers are in percent, the unit % says so"))
    );
    let odd = read("year,gdp_growth\nunit,%\n2026,9\n").table.remarks.join("\n");
    assert!(
        odd.contains("gdp_growth[2026] is odd: \"9\" percent, as a fraction 0.09, growth of 9%"),
        "{odd}"
    );
    assert!(!odd.contains("a row unit with %"), "{odd}");
    // All problems at once.
    assert_eq!(refused("year,gdp_growth,hours\n2026,x,1\n2028,0.3,-1\n").lines().count(), 4);
}

/// Of a slip the nearest name is said.
#[test]
fn the_nearest_name_is_said() {
    assert!(refused("year,gdp_grwth\n2026,0.01\n").ends_with("did you mean \"gdp_growth\"?"));
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]
    /// No text makes the reader fail but with a message.
    #[test]
    fn any_text_is_a_table_or_refused(text in "(jaar|year|bbp|gdp|uren|%|unit|2024|2025|2026|[0-9.,;\n\" -]){0,40}") {
        let _ = read_projection(text.as_bytes(), "t.csv", &economy());
    }
}
