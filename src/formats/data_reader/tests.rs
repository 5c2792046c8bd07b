//! Reading tables of data.

use super::super::data_csv::{data_csv, data_file_csv};
use super::*;
use crate::data::Economy;

fn message(text: &str) -> String {
    read_data(text.as_bytes(), "d.csv").unwrap_err().to_string()
}

#[test]
fn what_is_written_is_read_back_to_the_same_bits() {
    let economy = Economy::embedded("NLD").unwrap();
    let data = read_data(data_csv(&economy).as_bytes(), "d.csv").unwrap();
    assert_eq!(data.only_country(), Some("NLD"));
    let back = data.economy("NLD").unwrap();
    for series in economy.all_series() {
        let read = back.series(series.name).unwrap();
        let years = series.observed().unwrap();
        assert!(years.iter().all(|year| series.at(year) == read.at(year)), "{}", series.name);
        assert_eq!(read.observed(), Some(years));
        assert_eq!(
            (&read.unit, &read.source, &read.vintage, &read.licence, &read.note),
            (&series.unit, &series.source, &series.vintage, &series.licence, &series.note)
        );
    }
    assert_eq!(back.vintage, economy.vintage);
    // The file that it was read from stands behind the rows.
    let again = data_csv(&back);
    assert_eq!(again.lines().count(), data_csv(&economy).lines().count() + 1);
    assert!(again.lines().last().unwrap().starts_with("# input: data d.csv sha256 "));
}

#[test]
fn series_of_the_file_win_and_a_new_country_has_nothing_but_them() {
    let text = "variable,year,value,country\nhours,2023,1,NLD\nhours,2023,2,XYZ\nhours,2025,3,XYZ\n";
    let data = read_data(text.as_bytes(), "d.csv").unwrap();
    let at = |country: &str, year| data.economy(country).unwrap().series(SeriesName::Hours).unwrap().at(year);
    assert_eq!((at("NLD", 2023), at("NLD", 2022)), (Some(1.0), None));
    assert_eq!((at("XYZ", 2023), at("XYZ", 2024), at("XYZ", 2025)), (Some(2.0), None, Some(3.0)));
    assert!(data.economy("NLD").unwrap().series(SeriesName::GdpVolume).is_ok());
    assert_eq!(data.economy("XYZ").unwrap().all_series().len(), 1);
    assert_eq!(data.economy("XYZ").unwrap().currency_unit, "bn LCU");
    assert_eq!(
        data.economy("NLD").unwrap().vintage,
        format!("{}; hours of d.csv ({NO_VINTAGE})", Economy::netherlands().unwrap().vintage)
    );
    let error = data.economy("XYX").unwrap_err().to_string();
    assert!(
        error.contains("expected one of NLD, XYZ, ") && error.ends_with("did you mean \"XYZ\"?"),
        "{error}"
    );
}

#[test]
fn every_wrong_line_is_named() {
    let text = "variable,year,value,unit,country,kind\n\
         huors,2022,1,,NLD,\n\
         hours,20x2,1,,NLD,\n\
         hours,2022,x,h,NLD,data\n\
         hours,2022,1,h,NLD,\n\
         hours,2023,NaN,days,NLD,\n\
         hours,2024,-1,,nld,\n\
         rd_total,2023,23780,,NLD,scenario\n\
         hours,2025\n";
    assert_eq!(
        message(text).lines().collect::<Vec<_>>(),
        [
            "d.csv:2:1: variable: found \"huors\", expected the name of a series; did you mean \"hours\"?",
            "d.csv:3:7: year: found \"20x2\", expected a year, a whole number from 1500 to 2300",
            "d.csv:4:12: hours[2022]: found \"x\", expected a number",
            "d.csv:5:7: year: found hours of 2022 a second time, expected each year once",
            "d.csv:6:12: hours[2023]: found \"NaN\", expected a finite number",
            "d.csv:6:16: unit: found \"days\", expected \"h\" as in the lines above",
            "d.csv:7:16: country: found \"nld\", expected a code of ISO 3166 alpha-3, such as NLD",
            "d.csv:8:15: rd_total[2023]: found 23780, expected % of GDP, from 0 to 20",
            "d.csv:8:26: kind: found \"scenario\", expected \"data\": the table holds data, not results",
            "d.csv:9:1: found 2 fields, expected 6 as in the first line",
        ]
    );
}

#[test]
fn columns_are_named_and_decimal_commas_read_or_refused() {
    assert_eq!(
        message("series,year,value\n"),
        "d.csv:1:1: found column \"series\", expected one of variable, kind, statistic, year, value, unit, \
         country, source, vintage, licence, note, status\n\
         d.csv:1:1: found no column \"variable\", expected a first line that names the columns: variable, kind, \
         statistic, year, value, unit, country, source, vintage, licence, note, status"
    );
    assert!(message("variable,year,value\nhours,2022,1,5\n").contains("a decimal comma needs semicolons"));
    let point = "variable;year;value;unit\nhours;2022;1.5;million, in all\n";
    let data = read_data(point.as_bytes(), "d.csv").unwrap();
    assert_eq!(data.countries[""][0].at(2022), Some(1.5));
}

/// The one series of a text, with the remarks.
fn series(text: &str) -> (Series, Vec<String>) {
    let data = read_data(text.as_bytes(), "folder/d.csv").unwrap_or_else(|error| panic!("{text}: {error}"));
    (data.countries.values().next().unwrap()[0].clone(), data.remarks)
}

fn hours(text: &str) -> Vec<Option<f64>> {
    let (series, remarks) = series(text);
    assert_eq!((series.name, series.first_year), (SeriesName::Hours, 2022), "{text}");
    assert!(remarks.is_empty(), "{remarks:?}");
    series.values
}

#[test]
fn every_notation_of_a_number_is_the_same_number() {
    let expected = [Some(14210.5), Some(14502.0)];
    for values in [
        ["14210.5", "14502"],
        ["14210,5", "14502"],
        ["14.210,5", "14.502"],
        ["14,210.5", "14,502"],
        ["14 210,5", "14 502"],
        ["14\u{a0}210.5", "14\u{202f}502"],
        ["14'210.5", "14'502.0"],
        ["14210.50", "14502.00"],
    ] {
        let [one, two] = values;
        assert_eq!(
            hours(&format!("variable;year;value\nhours;2022;{one}\nhours;2023;{two}\n")),
            expected,
            "{values:?}"
        );
        // In quotes beside commas too.
        assert_eq!(
            hours(&format!("variable,year,value\nhours,2022,\"{one}\"\nhours,2023,\"{two}\"\n")),
            expected,
            "{values:?}"
        );
    }
}

#[test]
fn every_layout_and_dress_of_a_table_is_the_same_table() {
    let expected = [Some(14210.5), Some(14502.0)];
    for text in [
        "year,hours\n2022,14210.5\n2023,14502\n",
        "year;hours\nunit;million hours\n2022;14210,5\n2023;14502\n",
        "variable;2022;2023\nhours;14210,5;14502\n",
        ";2022;2023;unit\nhours;14210,5;14502;million hours\n",
        "\u{feff}sep=;\r\nvariable;year;value;;\r\nhours;2022;14210,5;;\r\n;;;;\r\nhours;2023;14502;;\r\n;;\r\n",
        "variable\tyear\tvalue\rhours\t2022JJ00\t14210.5\rhours\t2023JJ00\t14502\r",
        "variable,year,value\nhours,2022.0,14210.5\nhours,2023.0,14502\nhours,2024.0,NA\n",
    ] {
        assert_eq!(hours(text), expected, "{text}");
    }
}

#[test]
fn a_number_that_nothing_settles_is_refused_with_both_readings_and_its_neighbours() {
    let both = "expected 14502 (thousands) or 14.5020 (14.502 with decimals): it may be either, and no other number of the \
                file settles it";
    assert_eq!(
        message("variable;year;value\nhours;2021;14210\nhours;2022;14.502\nhours;2023;14702\n"),
        format!("d.csv:3:12: hours[2022]: found \"14.502\", {both} (beside 14210 in 2021, 14702 in 2023)")
    );
    // The only row of a new country too, whatever separates the fields.
    for text in [
        "variable,country,year,value\nhours,XYZ,2022,14.502\n",
        "variable;country;year;value\nhours;XYZ;2022;14.502\n",
    ] {
        assert_eq!(message(text), format!("d.csv:2:16: hours[2022]: found \"14.502\", {both}"));
    }
    // What the series can be settles it: R&D is at most 20% of GDP, and a fraction at most one.
    let value = |text: &str| series(text).0.values[0];
    assert_eq!(value("variable;year;value\nrd_total;2023;2,227\n"), Some(2.227));
    assert_eq!(value("variable;year;value\nrd_total;2023;2.227\n"), Some(2.227));
    // Another number of the file does.
    assert_eq!(value("variable;year;value\nhours;2022;14.502\ngdp_growth;2024;0,5\n"), Some(14502.0));
}

#[test]
fn two_decimal_signs_are_refused() {
    assert_eq!(
        message("variable;year;value\nhours;2022;1,5\nhours;2023;1.40\n"),
        "d.csv:3:12: hours[2023]: found \"1.40\", expected a decimal comma as in line 2 (\"1,5\")"
    );
}

#[test]
fn status_is_kept_and_missing_values_are_gaps() {
    let (read, remarks) = series(
        "variable;year;value\nrd_total;2021;2,21\nrd_total;2022;2,18 b\nrd_total;2023*;2,2\nrd_total;2024;: c\n",
    );
    assert_eq!(read.values, [Some(2.21), Some(2.18), Some(2.2)]);
    assert_eq!(read.status.into_iter().collect::<Vec<_>>(), [(2022, "b".to_owned()), (2023, "p".to_owned())]);
    assert!(remarks.is_empty());
    let (read, _) = series("variable,year,value,status\nhours,2022,14502.5,p\n");
    assert_eq!(read.status[&2022], "p");
    // SDMX writes capitals, and A for a normal value; words are no flags.
    let (read, remarks) = series(
        "variable,year,value,status\nhours,2021,14502.5,A\nhours,2022,14502.5,BP\nhours,2023,14502.5,provisional\n\
         hours,2024,14502.5 e,provisional\n",
    );
    assert_eq!(
        read.status.into_iter().collect::<Vec<_>>(),
        [(2022, "bp".to_owned()), (2024, "e".to_owned())]
    );
    assert_eq!(
        remarks,
        ["d.csv: status \"provisional\" is no flag, such as b (break) or p (provisional): not used"]
    );
    // A break that the publisher marks is a break.
    let text = "variable,year,value,country\nrd_total,2022,2.2,XYZ\nrd_total,2023,2.18 b,XYZ\n";
    let data = read_data(text.as_bytes(), "d.csv").unwrap();
    assert_eq!(data.economy("XYZ").unwrap().breaks(SeriesName::RdTotal), [2023]);
    // Written and read back.
    let back = read_data(data_file_csv(&data).as_bytes(), "d.csv").unwrap();
    assert_eq!(back.countries["XYZ"][0].status, data.countries["XYZ"][0].status);
}

#[test]
fn units_are_converted_and_said_refused_or_remarked() {
    let (read, remarks) = series("variable,year,value,unit\ngdp_growth,2024,0.011,fraction\n");
    assert_eq!((read.values[0], read.unit.as_str()), (Some(1.1), "% a year"));
    assert_eq!(
        remarks,
        ["d.csv, line 2: gdp_growth is in \"fraction\", and was multiplied by 100 (% a year)"]
    );
    assert_eq!(
        series("variable,year,value,unit\nhours,2022,14502000,thousand hours\n").0.values[0],
        Some(14502.0)
    );
    assert_eq!(series("year,employment\nunit,1000 persons\n2023,9800.5\n").0.values[0], Some(9_800_500.0));
    assert_eq!(series("variable,year,value\nrd_total,2023,2.2%\n").0.values[0], Some(2.2));
    assert_eq!(series("variable,year,value\nlabour_share,2023,62%\n").0.values[0], Some(0.62));
    assert_eq!(
        message("variable,year,value,unit\nresearchers,2023,100000,persons\n"),
        "d.csv:2:25: researchers: unit: found \"persons\", expected full-time equivalents (not heads)"
    );
    assert!(message("variable,year,value,unit\nrd_total,2023,9,million euro\n").contains("money over GDP"));
    assert!(message("variable,year,value\nhours,2023,14%\n").contains("expected million hours"));
    let (_, remarks) = series("variable,year,value,unit\nhours,2022,14502,h\n");
    assert_eq!(remarks, ["d.csv, line 2: the unit \"h\" is not known: hours is taken for million hours"]);
}

#[test]
fn a_file_of_which_nothing_is_used_is_refused_and_a_part_remarked() {
    assert_eq!(
        message("variable,year,value\n"),
        "d.csv:2:1: found no line below the first, expected at least one line with a value"
    );
    assert!(
        message("variable,year,value\nhours,2022,\nhours,2023,:\n").contains("found no value in any line")
    );
    let data = read_data(b"variable,year,value\nhours,2022,1\ntfp,2022,\n", "d.csv").unwrap();
    assert_eq!(data.remarks, ["d.csv: tfp without any value: not used"]);
    assert_eq!(data.countries[""].len(), 1);
}

#[test]
fn what_does_not_go_together_is_found_with_its_place() {
    let problems = |text: &str| read_data(text.as_bytes(), "d.csv").unwrap().problems("NLD").to_string();
    assert_eq!(problems("variable,year,value\nhours,2022,14502.5\nhours,2023,14702.5\n"), "");
    assert_eq!(
        problems("variable,year,value\nhours,2022,14502.5\nhours,2023,14.7025\n"),
        "d.csv:3:12: hours[2023]: found 14.7025 (14502.5 in 2022), expected between 13342 and 15663, for the year before\n\
         d.csv:3:12: hours[2023]: found 14.7025, expected about 14486.9, as in the embedded data of 2023 (million hours, 2025-07)\n\
         d.csv:3:12: hours[2023]: found hours over employment (2023: 14.7025 million over 9900000 persons, 1.4851), \
         expected from 500 to 4000 hours a year for each person employed"
            .replace("14486.9", &crate::scenario::shown(embedded(SeriesName::Hours, 2023)))
            .replace("9900000", &crate::scenario::shown(embedded(SeriesName::Employment, 2023)))
            .replace("1.4851", &crate::scenario::shown((14.7025e10 / embedded(SeriesName::Employment, 2023)).round() / 1e4))
    );
    let said = problems("variable,year,value\nrd_business,2022,1.5\nrd_business,2023,2.5\n");
    assert!(
        said.starts_with(
            "d.csv:3:18: rd_business[2023]: found rd_business, rd_higher_education, rd_government and"
        ) && said.contains("2023: 3.1")
            && said.contains("against rd_total 2.22"),
        "{said}"
    );
    let said = problems("variable,year,value\nrd_funded_abroad,2022,50.5\n");
    assert!(said.contains("expected 100: they are shares of the same R&D"), "{said}");
    // Another vintage beside the embedded parts is a remark.
    let data = read_data(b"variable,year,value\nrd_total,2022,2.05\nrd_total,2023,2.08\n", "d.csv").unwrap();
    assert!(data.problems("NLD").problems.is_empty());
    let remarks = data.economy("NLD").unwrap().remarks;
    assert!(remarks.len() == 1 && remarks[0].contains("two vintages"), "{remarks:?}");
}

#[test]
fn a_country_has_rd_beside_business_and_some_at_all() {
    let said = |business: &str| {
        let head = "variable,year,value,country\nrd_total,2023,2.25,XYZ\nrd_business,2023,";
        read_data(format!("{head}{business},XYZ\n").as_bytes(), "d.csv").unwrap().problems("XYZ").to_string()
    };
    assert_eq!(said("2.2"), "");
    // Nothing would be left for the public sector, of which a run takes the logarithm.
    assert!(
        said("2.25").contains("expected parts of rd_total, and something beside business"),
        "{}",
        said("2.25")
    );
    assert!(said("0").contains("a country without R&D has no stock of knowledge"), "{}", said("0"));
}

#[test]
fn an_own_projection_may_leave_the_embedded_range_and_an_own_range_must_hold_it() {
    let found = |text: &str| {
        let data = read_data(text.as_bytes(), "d.csv").unwrap();
        (data.problems("NLD").problems.len(), data.economy("NLD").unwrap().remarks.len())
    };
    assert_eq!(found("variable,year,value\nrd_intensity,2030,2.0\n"), (0, 0));
    assert_eq!(found("variable,year,value\nrd_intensity,2030,3.0\n"), (0, 1));
    assert_eq!(found("variable,year,value\nrd_intensity,2030,3.0\nrd_intensity_high,2030,2.5\n").0, 1);
    assert_eq!(found("variable,year,value\nrd_intensity,2030,0.03\n").0, 1);
    assert_eq!(found("variable,year,value\npopulation,2023,9.5e6\n").0, 1);
}

fn embedded(name: SeriesName, year: i32) -> f64 {
    Economy::embedded("NLD").unwrap().series(name).unwrap().at(year).unwrap()
}

#[test]
fn series_of_another_country_alone_are_refused() {
    let data = read_data(b"variable,year,value,country\nhours,2023,60000.5,DEU\n", "d.csv").unwrap();
    assert_eq!(
        data.problems("NLD").to_string(),
        "d.csv: country: found series of DEU alone, expected series of NLD, the country of the run, or --country DEU"
    );
    assert!(data.problems("DEU").problems.is_empty());
}

/// Data that are embedded have nothing that is refused, under any name: the bounds are wide enough for what has happened.
#[test]
#[cfg(feature = "panel")]
fn no_country_of_the_panel_is_refused_on_its_own_data() {
    for economy in crate::data::Panel::embedded().unwrap().economies() {
        let csv = data_csv(economy);
        let data = read_data(csv.as_bytes(), "d.csv").unwrap();
        assert_eq!(data.problems(&economy.country).to_string(), "", "{}", economy.country);
        assert!(data.economy(&economy.country).unwrap().remarks.is_empty(), "{}", economy.country);
        let other = csv.replace(&format!(",{},", economy.country), ",XYZ,");
        let data = read_data(other.as_bytes(), "d.csv").unwrap();
        assert_eq!(data.problems("XYZ").to_string(), "", "{}", economy.country);
    }
}

#[test]
fn a_published_table_and_a_workbook_are_refused_with_the_way_to_read_them() {
    let said = message("freq,unit,sectperf,geo\\TIME_PERIOD\t2021\t2022\nA,PC_GDP,TOTAL,NL\t2.21 b\t: \n");
    assert!(said.starts_with(
        "d.csv:1:1: found a table as a statistics office publishes it, expected a table of data"
    ));
    assert!(said.contains("kennis data --from eurostat FILE"), "{said}");
    assert!(read_data(b"PK\x03\x04", "d.csv").unwrap_err().to_string().contains("CSV UTF-8"));
    let (read, remarks) = {
        let data = read_data(b"variable;year;value;source\nhours;2022;14502,5;caf\xe9\n", "d.csv").unwrap();
        (data.countries[""][0].source.clone(), data.remarks)
    };
    assert_eq!((read.as_str(), remarks.len()), ("caf\u{e9}", 1));
}

#[test]
fn every_embedded_observation_is_plausible() {
    for series in Economy::embedded("NLD").unwrap().all_series() {
        let (range, _) = series.name.plausible();
        assert!(series.values.iter().flatten().all(|value| range.contains(value)), "{}", series.name);
    }
}

proptest::proptest! {
    /// A table of one number too: it is written so that nothing else must settle its decimal sign.
    #[test]
    fn one_number_is_written_and_read_back_to_the_same_bits(value in 1..2_000_000i32, decimals in 0..5i32) {
        let value = f64::from(value) / 10f64.powi(decimals);
        let text = format!("variable,country,year,value\ntfp,XYZ,2022,{value:.5}\n");
        let data = read_data(text.as_bytes(), "d.csv").unwrap();
        let back = read_data(data_file_csv(&data).as_bytes(), "d.csv").map_err(|error| {
            proptest::test_runner::TestCaseError::fail(error.to_string())
        })?;
        proptest::prop_assert_eq!(&back.countries, &data.countries);
        proptest::prop_assert_eq!(back.countries["XYZ"][0].values[0], Some(value));
    }
}

proptest::proptest! {
    #[test]
    fn random_text_never_panics(body in "[a-z0-9;,\t\n\". é-]{0,200}") {
        let _ = read_data(body.as_bytes(), "d.csv");
        let _ = read_data(format!("variable,year,value,unit\nhours,{body}").as_bytes(), "d.csv");
    }
}
