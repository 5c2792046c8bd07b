//! Countries, tables of data and of a baseline, and what the data do not carry.

use crate::input::{Folder, HEAD, refused};

#[test]
fn wrong_countries() {
    let folder = Folder::new("countries");
    folder.write("s.toml", format!("{HEAD}country = \"CHN\"\n"));
    folder.write("d.toml", HEAD);
    let said = |arguments: &[&str]| refused(&folder.kennis(arguments));
    let with = "expected a country with these observations (kennis data lists what there is)";
    assert_eq!(
        said(&["run", "s.toml"]),
        ["hours", "employment", "rd_funded_other_national"]
            .map(|series| format!(
                "s.toml:4:11: country: found \"CHN\", whose series {series} has no observation for any year, {with}\n"
            ))
            .concat()
    );
    assert_eq!(
        said(&["run", "d.toml", "--country", "CHE"]),
        ["rd_total", "rd_business"]
            .map(|series| format!(
                "--country: found \"CHE\", whose series {series} has no observation for 2011, 2013, 2014, 2016, 2018, \
                 2020, {with}\n"
            ))
            .concat()
    );
    for command in
        ["run d.toml", "check d.toml", "data", "parameters", "instruments", "calibrate", "backtest"]
    {
        let arguments: Vec<&str> = command.split(' ').chain(["--country", "nld"]).collect();
        let expected =
            concat!("--country: found \"nld\", expected one of ", countries!(), "; did you mean \"NLD\"?\n");
        assert_eq!(said(&arguments), expected, "{command}");
    }
    let gaps = said(&["calibrate", "--country", "CHE"]);
    assert!(gaps.starts_with("kennis: series rd_total has no observation for 1982, 1984"), "{gaps}");
    // A wrong option beside it is said at once, and nothing of the scenario that rests on the country.
    folder.write("e.toml", format!("{HEAD}countri = \"DEU\"\n"));
    let both = said(&["run", "e.toml", "--country", "GER", "--set", "x=1"]);
    assert!(both.lines().count() == 3 && both.contains("e.toml:4:1: countri"), "{both}");
}

#[test]
fn what_the_data_do_not_carry() {
    let folder = Folder::new("not-carried");
    folder.write("s.toml", HEAD);
    // Growth of hours that begins too late.
    folder.write("d.csv", "variable,year,value\nhours,2023,14000\nhours_growth,2030,1\n");
    let said = refused(&folder.kennis(&["run", "s.toml", "--data", "d.csv"]));
    assert_eq!(
        said,
        "s.toml:1:1: country: found \"NLD\", whose series hours_growth has no observation for 2024, expected a country \
         with these observations (kennis data lists what there is)\n"
    );
}

#[test]
fn wrong_data() {
    let folder = Folder::new("data");
    folder.write("s.toml", HEAD);
    for (data, said) in [
        (
            "",
            "d.csv:1:1: found an empty file, expected a table of data (kennis data --format csv prints one)",
        ),
        (
            "variable,year,value\nhuors,2022,1\n",
            "d.csv:2:1: variable: found \"huors\", expected the name of a series; did you mean \"hours\"?",
        ),
        (
            "variable,year,value\nhours,2022,1,5\n",
            "d.csv:2:1: found 4 fields, expected 3 as in the first line (a decimal comma needs semicolons between the \
             fields)",
        ),
        (
            "variable;year;value\nhours;2022;1,5\nhours;2023;1.45\n",
            "d.csv:3:12: hours[2023]: found \"1.45\", expected a decimal comma as in line 2 (\"1,5\")",
        ),
        (
            "variable,year,value\nrd_total,2023,23780\n",
            "d.csv:2:15: rd_total[2023]: found 23780, expected % of GDP, from 0 to 20",
        ),
        (
            "variable,year,value\nhours,2022,\"1\n",
            "d.csv:2:12: found a quote that does not end, expected a quote at both ends",
        ),
        (
            "variable,kind,year,value\nhours,scenario,2022,1\n",
            "d.csv:2:7: kind: found \"scenario\", expected \"data\": the table holds data, not results",
        ),
        // Three years of R&D are not enough: what is missing is that of the country, not of the file.
        (
            "variable,year,value\nrd_total,2025,2.2\n",
            "country: found \"NLD\", whose series rd_total has no observation for 2013, 2014, 2015, 2016, 2017, 2018, \
             2019, 2020, 2021, 2022, 2023, expected a country with these observations (kennis data lists what there is)",
        ),
    ] {
        folder.write("d.csv", data);
        let output = folder.kennis(&["run", "s.toml", "--data", "d.csv"]);
        let lines = refused(&output);
        let first = lines.lines().next().unwrap().trim_start_matches("s.toml:1:1: ");
        assert_eq!(first, said, "{data}");
    }
    let said = refused(&folder.kennis(&["run", "s.toml", "--data", "absent.csv", "--country", "XYZ"]));
    assert_eq!(said, "absent.csv: found no such file, expected a file that can be read\n");
}
