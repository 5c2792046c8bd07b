//! Reading baselines.

use super::*;

fn read(text: &str) -> Result<BaselineTable, String> {
    read_baseline(text.as_bytes(), "b.csv", &CheckContext::netherlands()).map_err(|error| error.to_string())
}

#[test]
fn commas_semicolons_tabs_and_decimal_commas_read_the_same() {
    let expected = read("year,gdp_growth,hours\n2025,0.015,\n2030,0.01,15000\n").unwrap();
    assert_eq!(expected.rows[&2025], BaselineRow { gdp_growth: Some(0.015), ..BaselineRow::default() });
    for other in [
        "\u{feff}year;gdp_growth;hours\r\n2025;0,015;\r\n2030;0,01;15000\r\n",
        "year;gdp_growth;hours\n2025;0.015;\n2030;0.01;15000",
        "\"year\"\t\"gdp_growth\"\t\"hours\"\n2025\t0.015\t\n\n2030\t0.01\t\"15000\"\n",
    ] {
        // Other signs are another file.
        let table = BaselineTable { input: expected.input.clone(), ..read(other).unwrap() };
        assert_eq!(table, expected, "{other}");
    }
}

#[test]
fn every_wrong_line_is_named() {
    let error =
        read("year,gdp_grwth,hours\n2023,0.01,14000\n2025,x,NaN\n2025,0,1\n2024,0,1\n2026,0,01,5\nx,1,1\n");
    assert_eq!(
        error.unwrap_err(),
        "b.csv:1:6: found column \"gdp_grwth\", expected one of year, gdp, gdp_growth, hours, rd_intensity, \
         rd_business_share, rd_public_share; did you mean \"gdp_growth\"?\n\
         b.csv:2:1: year[2023]: found 2023, expected a year from 2024 (R&D is observed up to 2023) to 2200\n\
         b.csv:3:8: hours[2025]: found \"NaN\", expected a finite number\n\
         b.csv:4:1: year: found 2025 a second time, expected a year after 2025\n\
         b.csv:5:1: year: found 2024, expected a year after 2025\n\
         b.csv:6:1: found 4 fields, expected 3 as in the first line (a decimal comma needs semicolons between \
         the fields)\n\
         b.csv:7:1: year: found \"x\", expected a year, a whole number"
    );
}

#[test]
fn percent_is_refused_and_two_decimal_signs_are() {
    assert_eq!(
        read("year;gdp_growth;gdp\n2025;1,5;1.123\n2026;1,5;1.5\n").unwrap_err(),
        "b.csv:2:6: gdp_growth[2025]: found 1.5, expected a fraction between -0.2 and 0.2 (0.015 is 1.5%)\n\
         b.csv:3:6: gdp_growth[2026]: found 1.5, expected a fraction between -0.2 and 0.2 (0.015 is 1.5%)\n\
         b.csv:3:10: gdp[2026]: found \"1.5\", expected a decimal comma as in line 2 (\"1,5\")"
    );
}

#[test]
fn every_layout_and_dress_of_a_table_is_the_same_table() {
    let expected = read("year,gdp_growth,hours\n2025,0.015,14990\n2026,0.01,15020\n").unwrap().rows;
    for other in [
        "variable;2025;2026\ngdp_growth;0,015;0,01\nhours;14990;15020\n",
        "year;2025;2026\nhours;14.990;15.020\ngdp_growth;0,015;0,01\n",
        ";2025*;2026*\nhours;14 990 p;15 020 e\ngdp_growth;0,015;0,01\n",
        "year,gdp_growth,hours\nunit,%,thousand hours\n2025,1.5,14990000\n2026,1,15020000\n",
        "variable,unit,2025,2026\ngdp_growth,%,1.5,1\nhours,million hours,14990,15020\n",
        "year,gdp_growth,hours\n2025,1.5%,14990\n2026,1%,15020\n",
        "\u{feff}sep=;\r\nyear;gdp_growth;hours;\r\n;;;\r\n2025;0,015;14990;\r\n2026;0,01;15020;\r\n;;\r\n",
    ] {
        let read = read(other).unwrap_or_else(|error| panic!("{other}: {error}"));
        assert_eq!(read.rows, expected, "{other}");
        let converted = other.contains("unit") && other.contains('%');
        assert_eq!(!read.remarks.is_empty(), converted, "{other}: {:?}", read.remarks);
    }
}

#[test]
fn numbers_that_nothing_settles_are_refused() {
    let said = read("year\thours\n2025\t14,990\n2026\t15,020\n").unwrap_err();
    assert_eq!(
        said.lines().next().unwrap(),
        "b.csv:2:6: hours[2025]: found \"14,990\", expected 14990 (thousands) or 14,9900 (14.99 with decimals): it may \
         be either, and no other number of the file settles it"
    );
    // A ratio cannot be in thousands.
    assert_eq!(read("year,rd_intensity\n2025,0.022\n").unwrap().rows[&2025].rd_intensity, Some(0.022));
}

#[test]
fn levels_that_cannot_follow_the_year_before_are_refused_and_odd_ones_remarked() {
    assert_eq!(
        read("year,gdp\n2025,1.1\n").unwrap_err(),
        "b.csv:2:6: gdp[2025]: found 1.1 after 1078 in 2024, expected between 754.6 and 1509, for the year before"
    );
    // The default grows in between, and a level that was refused is not what the next one is held against.
    let said = read("year,hours\n2025,14.99\n2026,15.02\n2027,15020\n").unwrap_err();
    assert_eq!(said.lines().count(), 2, "{said}");
    let growth = read("year,gdp_growth\n2025,0.1\n2026,0.2\n2027,0.01\n").unwrap();
    assert_eq!(growth.remarks.len(), 2);
    assert!(
        growth.remarks[0].starts_with("b.csv, line 2: gdp_growth[2025] is odd: 0.1, growth of 10% in a year")
    );
    assert!(read("year,rd_intensity\n2025,0.0022\n").unwrap_err().contains("rd_intensity[2025]"));
    assert_eq!(read("year,rd_intensity\n2025,0.035\n").unwrap().remarks.len(), 1);
    let both = read("year,rd_intensity,rd_business_share,rd_public_share\n2025,0.022,0.016,0.009\n").unwrap();
    assert!(both.remarks[0].contains("rd_intensity is not used here"), "{:?}", both.remarks);
    let both = read("year,gdp,gdp_growth\n2025,1095,0.04\n").unwrap();
    assert!(both.remarks[0].contains("gdp_growth is not used here"), "{:?}", both.remarks);
}

#[test]
fn a_table_without_a_value_or_of_another_kind_is_refused() {
    assert!(read("year,gdp,hours\n2025,,\n2026,,\n").unwrap_err().contains("found no value in any line"));
    assert!(read("variable,year,value\nhours,2025,14990\n").unwrap_err().contains("given with --data"));
    assert!(read("freq,geo\\TIME_PERIOD\t2025\nA,NL\t1\n").unwrap_err().contains("--from eurostat"));
    assert!(read("variable,2025\ngdp_grwth,0.01\n").unwrap_err().contains("did you mean \"gdp_growth\"?"));
}

#[test]
fn a_header_is_needed() {
    assert!(read("2025,0.01\n").is_err());
    assert!(read("year\n2025\n").is_err());
}

proptest::proptest! {
    #[test]
    fn random_text_never_panics(body in "[a-z0-9;,\t\n\". é-]{0,200}", comma in proptest::bool::ANY) {
        let separator = if comma { "," } else { ";" };
        let _ = read(&body);
        let _ = read(&format!("year{separator}gdp{separator}hours\n{body}"));
    }
}
