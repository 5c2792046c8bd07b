//! CBS (Statistics Netherlands): CSV of StatLine with periods down or across, and of its open data.
//!
//! The topics of a table are matched by their Dutch or English labels and units: `Bruto binnenlands product (mln euro)`,
//! `Gewerkte uren`, `Uitgaven R&D`. Branches and regions other than the total are left. R&D in euro, as CBS publishes it,
//! is divided by GDP at current prices.

use super::super::csv_text::{CsvText, Field};
use super::super::table::period;
use super::super::table::unit::{Expected, Reading, of_series};
use super::assembly::{Assembly, Figure};
use crate::data::SeriesName;
use SeriesName as N;

/// Heads of the column of periods.
const PERIODS: [&str; 4] = ["perioden", "periods", "periode", "period"];
/// Heads of the column of units, where periods are across.
const UNITS: [&str; 3] = ["eenheid", "unit", "units"];
/// How a total of branches, regions or persons begins.
const TOTALS: [&str; 12] = [
    "totaal",
    "total",
    "alle ",
    "all ",
    "t00",
    "a-u",
    "nederland",
    "the netherlands",
    "waarde",
    "value",
    "id",
    "nl",
];
/// Sectors of performance, by a part of their label.
const SECTORS: [(&str, Sector); 8] = [
    ("hoger onderwijs", Sector::HigherEducation),
    ("higher education", Sector::HigherEducation),
    ("instellingen", Sector::Government),
    ("institutes", Sector::Government),
    ("overheid", Sector::Government),
    ("government", Sector::Government),
    ("bedrijven", Sector::Business),
    ("enterprises", Sector::Business),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sector {
    Business,
    Government,
    HigherEducation,
}

pub(super) fn read<'a>(text: &'a CsvText<'a>, assembly: &mut Assembly<'a>) -> Result<(), &'static str> {
    assembly.licence = "CC BY 4.0";
    let table = &text.table;
    let lines: Vec<&'a [Field<'a>]> =
        std::iter::once(table.columns.as_slice()).chain(table.rows.iter().map(Vec::as_slice)).collect();
    let is_period = |field: &Field<'_>| PERIODS.contains(&field.text.to_lowercase().as_str());
    let is_year = |field: &Field<'_>| period::year(&field.text).is_some();
    // Above the first line of the table may stand its title.
    if let Some(head) = lines.iter().position(|line| line.iter().any(is_period)) {
        if head > 0 {
            assembly.data_set = title(lines[0]);
        }
        let across = lines[head].iter().filter(|field| is_year(field)).count();
        let period = lines[head].iter().position(is_period).unwrap_or(0);
        if across > 0 {
            years_across(lines[head], &lines[head + 1..], assembly);
        } else {
            periods_down(lines[head], &lines[head + 1..], period, assembly);
        }
        return Ok(());
    }
    if let Some(head) =
        lines.iter().position(|line| line.iter().any(is_year) && line.first().is_some_and(|f| !is_year(f)))
    {
        if head > 0 {
            assembly.data_set = title(lines[0]);
        }
        years_across(lines[head], &lines[head + 1..], assembly);
        return Ok(());
    }
    Err("CSV of StatLine, with a column Perioden, or with years across")
}

fn title(line: &[Field<'_>]) -> String {
    line.first().map_or_else(String::new, |field| field.text.to_string())
}

/// A line for each period: topics and dimensions are columns.
fn periods_down<'a>(
    head: &'a [Field<'a>],
    rows: &[&'a [Field<'a>]],
    period: usize,
    assembly: &mut Assembly<'a>,
) {
    // The units may stand in a line of their own below the head.
    let units = rows.first().filter(|row| row.get(period).is_none_or(|field| field.text.is_empty()));
    let is_number =
        |text: &str| text.is_empty() || text.starts_with(|c: char| c.is_ascii_digit() || "-.:x".contains(c));
    // A dimension has words or codes; a topic has numbers.
    let is_dimension = |column: usize| {
        let mut cells = rows.iter().filter(|row| row.get(period).is_some_and(|field| !field.text.is_empty()));
        cells.any(|row| row.get(column).is_some_and(|field| !is_number(&field.text)))
    };
    let dimensions: Vec<usize> =
        (0..head.len()).filter(|column| *column != period && is_dimension(*column)).collect();
    let is_identifier =
        |column: usize| head.get(column).is_some_and(|field| field.text.eq_ignore_ascii_case("id"));
    for row in rows {
        let Some((year, status)) = row.get(period).and_then(|field| period::year(&field.text)) else {
            if row.get(period).is_some_and(|field| !field.text.is_empty()) {
                assembly.leave("periods that are not years".to_owned());
            }
            continue;
        };
        let labels: Vec<&str> =
            dimensions.iter().filter_map(|at| row.get(*at)).map(|field| field.text.as_ref()).collect();
        for (column, (topic, value)) in head.iter().zip(*row).enumerate() {
            if column == period
                || dimensions.contains(&column)
                || is_identifier(column)
                || topic.text.is_empty()
            {
                continue;
            }
            let unit = units.and_then(|units| units.get(column)).map_or("", |field| &field.text);
            figure(&topic.text, unit, &labels, (year, status), value, assembly);
        }
    }
}

/// A column for each year: topics and dimensions are lines.
fn years_across<'a>(head: &'a [Field<'a>], rows: &[&'a [Field<'a>]], assembly: &mut Assembly<'a>) {
    let is_year = |field: &Field<'_>| period::year(&field.text).is_some();
    let unit = head.iter().position(|field| UNITS.contains(&field.text.to_lowercase().as_str()));
    for row in rows {
        let texts =
            head.iter().zip(*row).enumerate().filter(|(at, (head, _))| !is_year(head) && Some(*at) != unit);
        let texts: Vec<&str> =
            texts.map(|(_, (_, field))| field.text.as_ref()).filter(|text| !text.is_empty()).collect();
        // The topic is the text that names a series; the others are dimensions.
        let at = texts.iter().position(|text| topic(text).is_some()).unwrap_or(0);
        let Some(topic) = texts.get(at) else { continue };
        let labels: Vec<&str> =
            texts.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, text)| *text).collect();
        let unit = unit.and_then(|at| row.get(at)).map_or("", |field| &field.text);
        for (period, value) in head.iter().zip(*row) {
            if let Some(year) = period::year(&period.text) {
                figure(topic, unit, &labels, year, value, assembly);
            }
        }
    }
}

/// What a topic is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Topic {
    Rd,
    RdPersonnel,
    Researchers,
    Gdp,
    Hours,
    Employment,
    Population,
}

fn topic(label: &str) -> Option<Topic> {
    // Open data have names such as BrutoBinnenlandsProduct_1 or UitgavenRD_2.
    let label = spaced(label);
    let has = |text: &str| label.contains(text);
    let rd = has("r&d")
        || has("r en d")
        || has("rd ")
        || has("research en development")
        || has("research and development")
        || has("speur- en ontwikkel");
    if has("onderzoekers") || has("researchers") {
        Some(Topic::Researchers)
    } else if rd && (has("personeel") || has("personnel") || has("arbeidsjaren") || has("arbeidsvolume")) {
        Some(Topic::RdPersonnel)
    } else if rd && (has("uitgaven") || has("expenditure") || has("eigen")) {
        Some(Topic::Rd)
    } else if has("bruto binnenlands product") || has("gross domestic product") {
        Some(Topic::Gdp)
    } else if has("gewerkte uren") || has("hours worked") {
        Some(Topic::Hours)
    } else if has("werkzame personen") || has("employed persons") {
        Some(Topic::Employment)
    } else if has("totale bevolking") || has("bevolking op 1 januari") || has("total population") {
        Some(Topic::Population)
    } else {
        None
    }
}

/// A label in small letters; words of a name such as `GewerkteUren_3` apart, and a blank at the end.
fn spaced(label: &str) -> String {
    let name = label.trim().trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('_');
    let mut text = String::new();
    let mut before = ' ';
    for c in name.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            text.push(' ');
        }
        text.extend(c.to_lowercase());
        before = c;
    }
    text.push(' ');
    text
}

/// Takes a figure where its topic is a series and its dimensions are totals or sectors.
fn figure<'a>(
    label: &str,
    unit: &str,
    labels: &[&str],
    (year, status): (i32, &str),
    value: &'a Field<'a>,
    assembly: &mut Assembly<'a>,
) {
    // A unit in brackets behind the topic.
    let in_brackets = label.rsplit_once('(').map(|(_, unit)| unit.trim_end_matches(')'));
    let unit = if unit.is_empty() { in_brackets.unwrap_or("") } else { unit };
    let lower: Vec<String> = labels.iter().map(|label| label.to_lowercase()).collect();
    let sector_of =
        |text: &str| SECTORS.iter().find(|(part, _)| text.contains(part)).map(|(_, sector)| *sector);
    let is_total = |text: &String| text.is_empty() || TOTALS.iter().any(|total| text.starts_with(total));
    let topic = topic(label);
    let is_rd = matches!(topic, Some(Topic::Rd | Topic::RdPersonnel | Topic::Researchers));
    let whole = lower.iter().all(|text| is_total(text) || (is_rd && sector_of(text).is_some()));
    let sector = lower.iter().filter(|text| !is_total(text)).find_map(|text| sector_of(text));
    let found = topic.filter(|_| whole).and_then(|topic| series(topic, sector, label, unit));
    match found {
        Some((series, factor, over_gdp)) => assembly.add(Figure {
            country: "NLD",
            series,
            year,
            value,
            status: status.to_owned(),
            factor,
            part: "",
            over_gdp,
        }),
        None => assembly.leave([&[label], labels].concat().join(" ")),
    }
}

/// The series of a topic, what its numbers are multiplied by, and whether it is money to divide by GDP.
fn series(topic: Topic, sector: Option<Sector>, label: &str, unit: &str) -> Option<(N, f64, bool)> {
    let label = label.to_lowercase();
    let performed = match sector {
        None => N::RdTotal,
        Some(Sector::Business) => N::RdBusiness,
        Some(Sector::Government) => N::RdGovernment,
        Some(Sector::HigherEducation) => N::RdHigherEducation,
    };
    let constant = ["prijsniveau", "constante", "volume", "constant", "price level"]
        .iter()
        .any(|word| label.contains(word));
    let name = match topic {
        Topic::Rd => performed,
        Topic::RdPersonnel => N::RdPersonnel,
        Topic::Researchers => N::Researchers,
        Topic::Gdp if constant => N::GdpVolume,
        Topic::Gdp => N::GdpNominal,
        Topic::Hours => N::Hours,
        Topic::Employment => N::Employment,
        Topic::Population => N::Population,
    };
    if sector.is_some() && topic != Topic::Rd {
        return None;
    }
    let unit = unit.replace("x 1 000", "1000").replace("x 1 mln", "mln");
    let read = |expected: Expected, unit: &str| match expected.read(unit, &[f64::MAX]) {
        Reading::Same => Some(1.0),
        Reading::Times(factor) => Some(factor),
        Reading::Unknown | Reading::Other(_) => None,
    };
    if topic == Topic::Rd {
        // Money, as million: of GDP at current prices.
        let money = of_series(N::GdpNominal).and_then(|expected| read(expected, &unit));
        return match of_series(name).and_then(|expected| read(expected, &unit)) {
            Some(factor) => Some((name, factor, false)),
            None => money.map(|factor| (name, factor, true)),
        };
    }
    // The numbers of a topic without a unit cannot be told.
    read(of_series(name)?, &unit).map(|factor| (name, factor, false))
}

#[cfg(test)]
mod tests {
    use super::super::super::data_file::DataFile;
    use super::super::{Office, read_published};
    use super::*;

    fn read(text: &str) -> DataFile {
        read_published(text.as_bytes(), "folder/statline.csv", Office::Cbs)
            .unwrap_or_else(|error| panic!("{error}"))
    }

    fn values(data: &DataFile) -> Vec<(N, i32, Option<f64>)> {
        data.countries["NLD"]
            .iter()
            .map(|series| (series.name, series.first_year, series.values[0]))
            .collect()
    }

    #[test]
    fn periods_down_with_units_in_brackets_and_branches() {
        let table = "\"Nationale rekeningen\"\n\
            \"Bedrijfstakken\";\"Perioden\";\"Gewerkte uren (mln uur)\";\"Werkzame personen (x 1 000)\";\"Lonen (mln euro)\"\n\
            \"A-U Alle economische activiteiten\";\"2022\";\"14 502,5\";\"9 900\";\"400 000\"\n\
            \"A-U Alle economische activiteiten\";\"2023*\";\"14 710,3\";\"10 166\";\".\"\n\
            \"C Industrie\";\"2023*\";\"1 300,5\";\"800\";\"50 000\"\n";
        let data = read(table);
        assert_eq!(
            values(&data),
            [(N::Hours, 2022, Some(14_502.5)), (N::Employment, 2022, Some(9_900_000.0))]
        );
        let hours = &data.countries["NLD"][0];
        assert_eq!((hours.at(2023), hours.status[&2023].as_str()), (Some(14_710.3), "p"));
        assert_eq!(hours.source, "CBS (Statistics Netherlands), Nationale rekeningen");
        assert!(data.remarks[0].contains("Lonen (mln euro)"), "{:?}", data.remarks);
    }

    #[test]
    fn research_in_euro_is_divided_by_gdp_and_says_so() {
        let table = "\"Sectoren\";\"Perioden\";\"Uitgaven R&D (mln euro)\"\n\"Totaal\";\"2022JJ00\";\"21618\"\n\
            \"Bedrijven\";\"2022JJ00\";\"14806\"\n\"Hoger onderwijs\";\"2022JJ00\";\"5600\"\n\
            \"Totaal\";\"2022KW01\";\"5000\"\n";
        let data = read(table);
        let names: Vec<N> = data.countries["NLD"].iter().map(|series| series.name).collect();
        assert_eq!(names, [N::RdTotal, N::RdBusiness, N::RdHigherEducation]);
        let total = &data.countries["NLD"][0];
        // 21,618 million over nominal GDP of 2022.
        assert!((total.at(2022).unwrap() - 2.175).abs() < 0.003, "{:?}", total.at(2022));
        assert!(
            total.note.starts_with("money of the office over gdp_nominal of 2025-03-24"),
            "{}",
            total.note
        );
        assert!(
            data.remarks.iter().any(|remark| remark.contains("periods that are not years")),
            "{:?}",
            data.remarks
        );
    }

    #[test]
    fn years_across_and_open_data() {
        let across = "Onderwerp;Eenheid;2021;2022;2023*\nBruto binnenlands product;mln euro;891.550;993.820,5;1.067.599\n\
            Bruto binnenlands product, volume;%;6,3;5,0;0,1\n";
        let data = read(across);
        assert_eq!(values(&data), [(N::GdpNominal, 2021, Some(891_550.0))]);
        assert_eq!(data.countries["NLD"][0].at(2023), Some(1_067_599.0));
        assert_eq!(data.countries["NLD"][0].status[&2023], "p");
        let units = "\"ID\";\"Perioden\";\"GewerkteUren_1\"\n;;\"mln uur\"\n\"0\";\"2022JJ00\";\"14502.5\"\n";
        assert_eq!(values(&read(units)), [(N::Hours, 2022, Some(14_502.5))]);
        // Without a unit the numbers cannot be told.
        let without = "\"ID\";\"Perioden\";\"GewerkteUren_1\"\n\"0\";\"2022JJ00\";\"14502.5\"\n";
        let said = read_published(without.as_bytes(), "x.csv", Office::Cbs).unwrap_err().to_string();
        assert!(said.contains("no figure that is a series of the project (GewerkteUren_1)"), "{said}");
        let said = read_published(b"a,b\n1,2\n", "x", Office::Cbs).unwrap_err().to_string();
        assert!(said.contains("a column Perioden"), "{said}");
    }
}
