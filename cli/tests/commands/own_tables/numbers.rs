//! Numbers, units and levels of own tables: read as meant, or refused with what they can mean.

use super::{Folder, SCENARIO, baseline_of};

#[test]
fn thousands_or_decimals_are_refused_with_both_readings() {
    let folder = Folder::new("thousands");
    let said = folder.both_refuse("--baseline", "year\thours\n2025\t14,990\n2026\t15,020\n");
    assert!(
        said.starts_with("t.csv:2:6: hours[2025]: found \"14,990\", expected 14990 (thousands) or 14,9900"),
        "{said}"
    );
    // One number settles all.
    for table in [
        "year\thours\n2025\t14,990\n2026\t15,020.5\n",
        "year\thours\tgdp_growth\n2025\t14,990\t0.01\n2026\t15,020\t\n",
    ] {
        folder.write("t.csv", table);
        assert_eq!(baseline_of(&folder.run(&["--baseline", "t.csv"]).0, "hours", 2025), 14990.0, "{table}");
    }
    for growth in ["0.015", "0,015", "0.120", "0,12"] {
        folder.write("t.csv", format!("year;gdp_growth\n2025;{growth}\n"));
        folder.done(&["check", "t.csv"]);
    }
}

#[test]
fn a_cell_a_thousand_times_too_small_is_refused_with_its_neighbours() {
    let folder = Folder::new("neighbours");
    let said = folder.both_refuse(
        "--data",
        "variable;year;value\nhours;2021;14210\nhours;2022;14.502\nhours;2023;14702\n",
    );
    assert!(said.contains("hours[2022]") && said.contains("14210 in 2021, 14702 in 2023"), "{said}");
    // Where the decimal sign is settled, the level is what is wrong.
    let table = "variable;year;value\nhours;2021;14210.5\nhours;2022;14.502\nhours;2023;14702.5\n";
    let said = folder.both_refuse("--data", table);
    assert!(
        said.starts_with("t.csv:3:12: hours[2022]: found 14.502 (14210.5 in 2021, 14702.5 in 2023)"),
        "{said}"
    );
}

#[test]
fn levels_are_held_to_growth_from_the_year_before() {
    let folder = Folder::new("levels");
    let said = folder.both_refuse("--baseline", "year,gdp\n2025,1.1\n");
    assert!(said.starts_with("t.csv:2:6: gdp[2025]: found 1.1 after 1078 in 2024"), "{said}");
    let said = folder.both_refuse("--baseline", "year,gdp,hours\n2025,1090,14900\n2026,1110,149\n");
    assert!(said.starts_with("t.csv:3:11: hours[2026]: found 149 after 14900 in 2025"), "{said}");
    folder.write("s.toml", SCENARIO.replace("horizon", "baseline = \"b.csv\"\nhorizon"));
    folder.write("b.csv", "year,gdp\n2025,1.1\n");
    assert!(folder.refused(&["check", "s.toml"]).starts_with("b.csv:2:6: gdp[2025]"));
}

#[test]
fn the_unit_decides_and_odd_series_are_remarked() {
    let folder = Folder::new("units");
    folder.write(
        "d.csv",
        "variable,year,value,unit\ngdp_growth,2024,0.011,fraction\ngdp_growth,2025,0.016,fraction\n",
    );
    let (document, said) = folder.run(&["--data", "d.csv"]);
    let growth = baseline_of(&document, "gdp", 2025) / baseline_of(&document, "gdp", 2024);
    assert!((growth - 1.016).abs() < 1e-9, "{growth}");
    let remark = "d.csv, line 2: gdp_growth is in \"fraction\", and was multiplied by 100 (% a year)";
    assert_eq!(said, format!("remark: {remark}\n"));
    assert_eq!(document["warnings"][0], remark);
    // Without a unit it is per cent, and so little of it is odd.
    folder.write("d.csv", "variable,year,value\ngdp_growth,2024,0.011\ngdp_growth,2025,0.016\n");
    assert!(folder.run(&["--data", "d.csv"]).1.contains("if these are fractions"), "no remark");
    // A baseline has fractions, or what its row of units says.
    folder.write("b.csv", "year,gdp_growth\n2025,0.1\n2026,0.2\n2027,0.15\n");
    let (_, said) = folder.run(&["--baseline", "b.csv"]);
    assert_eq!(said.lines().count(), 3, "{said}");
    assert!(said.contains("growth of 10% in a year"), "{said}");
    folder.write("b.csv", "year,gdp_growth\nunit,%\n2025,0.1\n2026,0.2\n2027,0.15\n");
    let (document, said) = folder.run(&["--baseline", "b.csv"]);
    let growth = baseline_of(&document, "gdp", 2026) / baseline_of(&document, "gdp", 2025);
    assert!((growth - 1.002).abs() < 1e-9, "{growth}");
    assert!(said.contains("multiplied by 0.01"), "{said}");
    let said = folder.both_refuse("--data", "variable,year,value,unit\nresearchers,2023,120000,persons\n");
    assert!(said.contains("expected full-time equivalents (not heads)"), "{said}");
    // Quiet is quiet; the document says it all the same.
    let (document, said) = folder.run(&["--baseline", "b.csv", "--quiet"]);
    assert_eq!((said.as_str(), document["warnings"].as_array().unwrap().len()), ("", 1));
}

#[test]
fn sums_that_do_not_add_up_are_named_as_series_and_years() {
    let folder = Folder::new("sums");
    let (csv, _) = folder.done(&["data", "--format", "csv"]);
    let business = csv.lines().find(|line| line.starts_with("rd_business,data,value,2023,")).unwrap();
    let wrong = csv.replace(business, "rd_business,data,value,2023,2.5,% of GDP,NLD,,,,,");
    let said = folder.both_refuse("--data", &wrong);
    assert!(said.contains("rd_business[2023]") && said.contains("against rd_total 2.2"), "{said}");
    assert!(!said.contains("measures"), "{said}");
    let abroad = csv.lines().find(|line| line.starts_with("rd_funded_abroad,data,value,2022,")).unwrap();
    let wrong = csv.replace(abroad, "rd_funded_abroad,data,value,2022,60,% of GERD,NLD,,,,,");
    let said = folder.both_refuse("--data", &wrong);
    assert!(said.contains("expected 100: they are shares of the same R&D"), "{said}");
}
