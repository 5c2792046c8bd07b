//! Eurostat: the TSV of the bulk download, and the SDMX-CSV of the data browser and the API.

use super::super::csv_text::{CsvText, Field};
use super::super::table::period;
use super::assembly::{Assembly, Figure};
use super::countries::iso3;
use crate::data::SeriesName;
use SeriesName as N;

/// Dimensions whose every code is a row of its own.
const ROWS: [&str; 6] = ["freq", "geo", "TIME_PERIOD", "time", "unit", "na_item"];
/// Codes of the total of a dimension.
const TOTALS: [&str; 5] = ["TOTAL", "T", "TOT", "_T", "All sectors"];

/// What a code of a dimension must be for a series.
struct Rule {
    series: N,
    unit: &'static str,
    factor: f64,
    codes: &'static [(&'static str, &'static str)],
    part: &'static str,
}

const fn rule(
    series: N,
    unit: &'static str,
    factor: f64,
    codes: &'static [(&'static str, &'static str)],
) -> Rule {
    Rule { series, unit, factor, codes, part: "" }
}

const fn part(part: &'static str, codes: &'static [(&'static str, &'static str)]) -> Rule {
    Rule { series: N::RdFundedOtherNational, unit: "PC_TOT", factor: 1.0, codes, part }
}

/// rd_e_gerdtot, rd_e_gerdfund, rd_p_persocc, gba_nabsfin07, nama_10_gdp, nama_10_a10_e, demo_pjan.
const RULES: &[Rule] = &[
    rule(N::RdTotal, "PC_GDP", 1.0, &[("sectperf", "TOTAL")]),
    rule(N::RdBusiness, "PC_GDP", 1.0, &[("sectperf", "BES")]),
    rule(N::RdGovernment, "PC_GDP", 1.0, &[("sectperf", "GOV")]),
    rule(N::RdHigherEducation, "PC_GDP", 1.0, &[("sectperf", "HES")]),
    rule(N::RdPrivateNonprofit, "PC_GDP", 1.0, &[("sectperf", "PNP")]),
    rule(N::RdFundedBusiness, "PC_TOT", 1.0, &[("sectfund", "BES")]),
    rule(N::RdFundedGovernment, "PC_TOT", 1.0, &[("sectfund", "GOV")]),
    part("HES", &[("sectfund", "HES")]),
    part("PNP", &[("sectfund", "PNP")]),
    rule(N::RdFundedAbroad, "PC_TOT", 1.0, &[("sectfund", "ABR")]),
    rule(N::RdFundedAbroad, "PC_TOT", 1.0, &[("sectfund", "ROW")]),
    rule(N::Researchers, "FTE", 1.0, &[("prof_pos", "RSE")]),
    rule(N::RdPersonnel, "FTE", 1.0, &[("prof_pos", "TOTAL")]),
    rule(N::GovernmentBudgetRd, "PC_GDP", 1.0, &[("nabs07", "TOTAL")]),
    rule(N::GdpNominal, "CP_MNAC", 1.0, &[("na_item", "B1GQ")]),
    rule(N::GdpVolume, "CLV15_MNAC", 1.0, &[("na_item", "B1GQ")]),
    rule(N::GdpVolume, "CLV20_MNAC", 1.0, &[("na_item", "B1GQ")]),
    rule(N::GdpVolume, "CLV10_MNAC", 1.0, &[("na_item", "B1GQ")]),
    rule(N::GdpDeflator, "PD15_NAC", 1.0, &[("na_item", "B1GQ")]),
    rule(N::GdpDeflator, "PD20_NAC", 1.0, &[("na_item", "B1GQ")]),
    rule(N::Hours, "THS_HW", 1e-3, &[("na_item", "EMP_DC")]),
    rule(N::Employment, "THS_PER", 1e3, &[("na_item", "EMP_DC")]),
    rule(N::Population, "NR", 1.0, &[("age", "TOTAL")]),
    rule(N::Population, "THS_PER", 1e3, &[("na_item", "POP_NC")]),
];

/// What labels stand for; codes stand for themselves.
fn code(text: &str) -> &str {
    match text {
        "Business enterprise sector" => "BES",
        "Government sector" => "GOV",
        "Higher education sector" => "HES",
        "Private non-profit sector" => "PNP",
        "All sectors" | "Total" => "TOTAL",
        "Rest of the world" => "ROW",
        "Researchers" => "RSE",
        "Full-time equivalent (FTE)" => "FTE",
        "Annual" => "A",
        "Percentage of total" => "PC_TOT",
        text if text.starts_with("Percentage of gross domestic product") => "PC_GDP",
        text if text.starts_with("Gross domestic product at market prices") => "B1GQ",
        text => text,
    }
}

pub(super) fn read<'a>(text: &'a CsvText<'a>, assembly: &mut Assembly<'a>) -> Result<(), &'static str> {
    assembly.licence = "reuse with attribution (Commission Decision 2011/833/EU)";
    assembly.data_set = data_set(assembly.file_name());
    let table = &text.table;
    let first = table.columns.first().map_or("", |column| &column.text);
    if let Some((dimensions, _)) = first.split_once('\\') {
        // The TSV: all dimensions in the first column, then the years.
        assembly.has_point = true;
        let dimensions: Vec<&str> = dimensions.split(',').map(str::trim).collect();
        for row in &table.rows {
            let Some((key, values)) = row.split_first() else { continue };
            let codes: Vec<&str> = key.text.split(',').map(str::trim).collect();
            let of = |name: &str| {
                dimensions.iter().position(|own| *own == name).and_then(|at| codes.get(at).copied())
            };
            for (column, value) in table.columns.iter().skip(1).zip(values) {
                if let Some((year, _)) = period::year(&column.text) {
                    figure(&dimensions, &of, year, value, "", assembly);
                }
            }
        }
        return Ok(());
    }
    let column = |names: &[&str]| names.iter().find_map(|name| table.column(name));
    let (Some(time), Some(value), Some(_)) =
        (column(&["TIME_PERIOD", "time"]), column(&["OBS_VALUE", "values", "value"]), column(&["geo"]))
    else {
        return Err(
            "the TSV or the SDMX-CSV of Eurostat, with geo, TIME_PERIOD and OBS_VALUE, or geo\\TIME_PERIOD and years \
                    across",
        );
    };
    assembly.has_point = table.separator == ',';
    let (flag, flow, update) =
        (table.column("OBS_FLAG"), table.column("DATAFLOW"), table.column("LAST UPDATE"));
    // Dimensions stand between what names the table and the time; labels beside codes have names with a blank.
    let dimensions: Vec<&str> = table
        .columns
        .iter()
        .map(|column| column.text.as_ref())
        .take_while(|name| !["TIME_PERIOD", "time"].contains(name))
        .filter(|name| {
            !["DATAFLOW", "LAST UPDATE", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME"].contains(name)
        })
        .filter(|name| !name.contains(' '))
        .collect();
    for row in &table.rows {
        let at =
            |index: Option<usize>| index.and_then(|at| row.get(at)).map_or("", |field| field.text.as_ref());
        if assembly.vintage.is_empty() {
            assembly.vintage = date(at(update));
        }
        if let Some(id) = at(flow).split([':', '(']).nth(1) {
            assembly.data_set = id.to_lowercase();
        }
        let (Some((year, of_year)), Some(field)) = (period::year(at(Some(time))), row.get(value)) else {
            continue;
        };
        let of = |name: &str| table.column(name).and_then(|at| row.get(at)).map(|field| field.text.as_ref());
        let flags = format!("{}{of_year}", at(flag));
        figure(&dimensions, &of, year, field, &flags, assembly);
    }
    Ok(())
}

/// Takes a figure where its codes are those of a series.
fn figure<'a>(
    dimensions: &[&str],
    of: &dyn Fn(&str) -> Option<&'a str>,
    year: i32,
    value: &'a Field<'a>,
    flags: &str,
    assembly: &mut Assembly<'a>,
) {
    let of = |name: &str| of(name).map(code);
    if of("freq").is_some_and(|frequency| frequency != "A") {
        return assembly.leave("figures that are not annual".to_owned());
    }
    let Some(country) = of("geo").and_then(iso3) else {
        return assembly.leave(format!("geo {}", of("geo").unwrap_or("missing")));
    };
    let unit = of("unit").unwrap_or("");
    let rule = RULES.iter().find(|rule| {
        let named = |name: &str| rule.codes.iter().find(|(dimension, _)| *dimension == name);
        let is_total = |name: &str| of(name).is_none_or(|code| TOTALS.contains(&code));
        rule.unit == unit
            && rule.codes.iter().all(|(dimension, code)| of(dimension) == Some(*code))
            && dimensions.iter().all(|name| named(name).is_some() || ROWS.contains(name) || is_total(name))
            // An item of the accounts is one of the rules', or there is none.
            && (of("na_item").is_none() || named("na_item").is_some())
    });
    match rule {
        Some(rule) => assembly.add(Figure {
            country,
            series: rule.series,
            year,
            value,
            status: flags.to_owned(),
            factor: rule.factor,
            part: rule.part,
            over_gdp: false,
        }),
        None => {
            let codes =
                dimensions.iter().filter(|name| !["freq", "geo"].contains(name)).filter_map(|name| of(name));
            assembly.leave(codes.collect::<Vec<_>>().join(" "));
        }
    }
}

/// The data set of a file's name, such as `estat_rd_e_gerdtot_filtered_en.csv`.
fn data_set(file: &str) -> String {
    let name = file.trim_start_matches("estat_").split('.').next().unwrap_or(file);
    name.trim_end_matches("_en").trim_end_matches("_filtered").trim_end_matches("_linear").to_owned()
}

/// The date of `12/11/25 23:00:00` or of `2025-11-12`, as the project writes it.
fn date(text: &str) -> String {
    let day = text.split([' ', 'T']).next().unwrap_or("");
    match day.split('/').collect::<Vec<_>>()[..] {
        [day, month, year] => {
            let century = if year.len() == 2 { "20" } else { "" };
            format!("{century}{year}-{month}-{day}")
        }
        _ => day.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::data_file::DataFile;
    use super::super::{Office, read_published};
    use super::*;

    fn read(text: &str, file: &str) -> DataFile {
        read_published(text.as_bytes(), file, Office::Eurostat).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn the_tsv_of_the_bulk_download() {
        let table = "freq,sectperf,unit,geo\\TIME_PERIOD\t2021 \t2022 \t2023 \n\
            A,TOTAL,PC_GDP,NL\t2.21 \t2.18 b\t: \nA,BES,PC_GDP,NL\t1.5 \t1.49 bp\t: c\n\
            A,TOTAL,MIO_EUR,NL\t19000 \t20000 \t21000 \nA,TOTAL,PC_GDP,EU27_2020\t2.2 \t2.2 \t2.2 p\n\
            A,TOTAL,PC_GDP,DE\t3.13 \t3.13 \t3.11 e\n";
        let data = read(table, "estat_rd_e_gerdtot.tsv");
        assert_eq!(data.countries.keys().collect::<Vec<_>>(), ["DEU", "NLD"]);
        let [total, business] = &data.countries["NLD"][..] else { panic!("two series") };
        assert_eq!((total.name, business.name), (N::RdTotal, N::RdBusiness));
        assert_eq!(total.values, [Some(2.21), Some(2.18)]);
        assert_eq!(business.status[&2022], "bp");
        assert_eq!((total.source.as_str(), total.unit.as_str()), ("Eurostat, rd_e_gerdtot", "% of GDP"));
        assert!(
            data.remarks
                .iter()
                .any(|remark| remark.contains("TOTAL MIO_EUR") && remark.contains("EU27_2020"))
        );
        assert!(data.remarks.iter().any(|remark| remark.contains("column vintage")));
    }

    #[test]
    fn the_csv_of_the_data_browser_keeps_vintage_and_flags() {
        let head = "DATAFLOW,LAST UPDATE,freq,sectperf,sectfund,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n";
        let row = |fund: &str, year: i32, value: &str, flag: &str| {
            format!(
                "ESTAT:RD_E_GERDFUND(1.0),12/11/25 23:00:00,A,TOTAL,{fund},PC_TOT,NL,{year},{value},{flag},\n"
            )
        };
        let table = [
            head.to_owned(),
            row("BES", 2021, "56.52", ""),
            row("HES", 2021, "0.3", "e"),
            row("PNP", 2021, "2.18", ""),
            row("HES", 2022, ":", ""),
            row("PNP", 2022, "2.1", ""),
            row("BES", 2022, "55.9", "bp"),
        ];
        let data = read(&table.concat(), "x.csv");
        let [business, other] = &data.countries["NLD"][..] else { panic!("two series") };
        assert_eq!(
            (business.vintage.as_str(), business.source.as_str()),
            ("2025-11-12", "Eurostat, rd_e_gerdfund")
        );
        assert_eq!((business.at(2022), business.status[&2022].as_str()), (Some(55.9), "bp"));
        // The sum of two funders, where both are known.
        assert_eq!((other.name, &other.values[..]), (N::RdFundedOtherNational, &[Some(2.48)][..]));
        assert_eq!(other.status[&2021], "e");
        assert!(data.remarks[0].contains("lacks a part in 2022"), "{:?}", data.remarks);
    }

    #[test]
    fn accounts_are_scaled_and_labels_known() {
        let head = "DATAFLOW,LAST UPDATE,freq,unit,nace_r2,na_item,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n";
        let row = |unit: &str, branch: &str, value: &str| {
            format!("ESTAT:NAMA_10_A10_E(1.0),2025-10-01,A,{unit},{branch},EMP_DC,NL,2023,{value},p\n")
        };
        let table = [
            head.to_owned(),
            row("THS_HW", "TOTAL", "14710313"),
            row("THS_PER", "TOTAL", "10166.5"),
            row("THS_HW", "C", "9"),
        ];
        let data = read(&table.concat(), "x.csv");
        let values: Vec<_> =
            data.countries["NLD"].iter().map(|series| (series.name, series.values[0])).collect();
        assert_eq!(values, [(N::Hours, Some(14_710.313)), (N::Employment, Some(10_166_500.0))]);
        let labels = "sectperf;unit;geo;time;values\nBusiness enterprise sector;Percentage of gross domestic product (GDP);\
            Belgium;2000-01-01;1.39\n";
        assert_eq!(read(labels, "x.csv").countries["BEL"][0].at(2000), Some(1.39));
    }

    #[test]
    fn what_is_no_table_of_eurostat_or_has_no_series_is_refused() {
        let said =
            |text: &str| read_published(text.as_bytes(), "x", Office::Eurostat).unwrap_err().to_string();
        assert!(said("a,b\n1,2\n").starts_with("x:1:1: found a table that is not of eurostat"));
        let other = said("freq,unit,geo\\TIME_PERIOD\t2021\nA,MIO_EUR,NL\t1\n");
        assert!(other.contains("no figure that is a series of the project (MIO_EUR)"), "{other}");
        let twice =
            said("freq,unit,sectperf,geo\\TIME_PERIOD\t2021\nA,PC_GDP,TOTAL,NL\t2\nA,PC_GDP,TOTAL,NL\t2\n");
        assert!(twice.contains("rd_total of NLD in 2021 a second time"), "{twice}");
        assert!(
            said("freq,unit,sectperf,geo\\TIME_PERIOD\t2021\nA,PC_GDP,TOTAL,NL\t2x\n")
                .contains("rd_total[2021]")
        );
    }
}
