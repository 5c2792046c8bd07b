//! `kennis data`: the series of a country, with where they come from; with `--from` a table as downloaded from a
//! statistics office, turned into one for `--data`.

use crate::arguments::{DataArguments, Format};
use crate::caller::{self, STANDARD_INPUT};
use crate::chart::{check_chart, write_chart};
use crate::economy::observed;
use crate::failure::Failure;
use crate::inputs;
use crate::output;
use crate::request::{input_problem, reproduced_command};
use crate::results::{self, Outputs};
use kennis::data::InputRole;
use kennis::formats::{
    InputError, Office, data_csv, data_document, data_file_csv, input_file, load_published,
    load_published_stream, read_published,
};
use kennis::report::{data_text, human_capital_chart};
use std::path::Path;

/// The files of `--out`.
const FILES: [(&str, Format); 3] =
    [("data.txt", Format::Text), ("data.json", Format::Json), ("data.csv", Format::Csv)];

/// The one file of a table of an office.
const TABLE: [(&str, Format); 1] = [("data.csv", Format::Csv)];

/// Prints them.
pub(crate) fn execute(asked: &DataArguments) -> Result<(), Failure> {
    if let (Some(office), Some(file)) = (&asked.from, &asked.file) {
        return from_office(office, file, asked);
    }
    let mut error = InputError::default();
    check_chart(asked.chart.chart.as_deref(), &mut error);
    error.check()?;
    let economy = observed(&asked.data, asked.quiet.quiet)?;
    // Before anything is written.
    if asked.chart.chart.is_some() {
        chart(&economy, "")?;
    }
    Outputs::new(asked.out.out.as_deref(), &FILES).prepare()?;
    let command = reproduced_command();
    let made = |format| match format {
        Format::Text => data_text(&economy, &command),
        Format::Json => data_document(&economy, &command).to_json() + "\n",
        Format::Csv => data_csv(&economy),
    };
    if let Some(folder) = &asked.out.out {
        results::write(
            folder,
            &command,
            economy.input.as_slice(),
            &FILES.map(|(name, format)| (name, made(format))),
        )?;
    }
    if let Some(path) = &asked.chart.chart {
        write_chart(path, &chart(&economy, &command)?, asked.quiet.quiet)?;
    }
    output::print(&made(asked.format.format))
}

/// The chart of human capital; an error where the tables have nothing of the country.
fn chart(economy: &kennis::Economy, command: &str) -> Result<String, Failure> {
    human_capital_chart(economy, command).ok_or_else(|| {
        let found = format!("a chart of {}", economy.country);
        let expected = "a country with attainment in the data: the chart is of years of schooling";
        input_problem("--chart", &found, expected, std::iter::empty()).into()
    })
}

/// Prints a published table in the form of the project: CSV, whatever the form of other results.
fn from_office(office: &str, file: &Path, asked: &DataArguments) -> Result<(), Failure> {
    if asked.format.format == Format::Json {
        let without =
            "text or csv: the table itself; kennis data --data FILE --format json makes the document of it";
        return Err(input_problem("--format", "json", without, std::iter::empty()).into());
    }
    let names = || Office::ALL.iter().map(|office| office.name());
    let expected = format!("one of {}", names().collect::<Vec<_>>().join(", "));
    let office =
        Office::from_name(office).ok_or_else(|| input_problem("--from", office, &expected, names()))?;
    let (bytes, name) = if file == Path::new("-") {
        (load_published_stream(STANDARD_INPUT, caller::standard_input())?, STANDARD_INPUT.to_owned())
    } else {
        (load_published(file)?, file.display().to_string())
    };
    inputs::note(InputRole::Data, file, &name, Some(&bytes));
    Outputs::new(asked.out.out.as_deref(), &TABLE).prepare()?;
    let mut data = read_published(&bytes, &name, office)?;
    if let Some(country) = &asked.data.country {
        let known: Vec<String> = data.countries.keys().cloned().collect();
        data.countries.retain(|code, _| code == country);
        if data.countries.is_empty() {
            let expected = format!("one of the countries of the table, {}", known.join(", "));
            return Err(
                input_problem("--country", country, &expected, known.iter().map(String::as_str)).into()
            );
        }
    }
    if !asked.quiet.quiet {
        data.remarks.iter().for_each(|remark| output::say(remark));
    }
    let csv = data_file_csv(&data);
    if let Some(folder) = &asked.out.out {
        let command = reproduced_command();
        let inputs = [input_file(InputRole::Data, &name, &bytes)];
        results::write(folder, &command, &inputs, &TABLE.map(|(name, _)| (name, csv.clone())))?;
    }
    output::print(&csv)
}
