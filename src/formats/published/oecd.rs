//! OECD: the CSV of the Data Explorer (with labels or codes alone), and that of the older OECD.Stat.

use super::super::csv_text::CsvText;
use super::super::table::period;
use super::assembly::{Assembly, Figure};
use super::countries::iso3;
use crate::data::SeriesName;
use crate::scalar::whole_power_f64;
use SeriesName as N;

/// Status of an observation that says nothing: normal.
const NORMAL: &str = "A";
/// Status of what is missing.
const MISSING: [&str; 4] = ["M", "O", "L", "H"];

pub(super) fn read<'a>(text: &'a CsvText<'a>, assembly: &mut Assembly<'a>) -> Result<(), &'static str> {
    assembly.licence = "OECD terms of 1 July 2024 (attribution)";
    let table = &text.table;
    let column = |names: &[&str]| names.iter().find_map(|name| table.column(name));
    let (Some(area), Some(time), Some(value)) = (
        column(&["REF_AREA", "LOCATION"]),
        column(&["TIME_PERIOD", "TIME"]),
        column(&["OBS_VALUE", "Value"]),
    ) else {
        return Err("CSV of the OECD's Data Explorer, with REF_AREA, MEASURE, TIME_PERIOD and OBS_VALUE");
    };
    assembly.has_point = table.separator == ',';
    for row in &table.rows {
        let of =
            |names: &[&str]| column(names).and_then(|at| row.get(at)).map_or("", |field| field.text.trim());
        let Some(field) = row.get(value) else { continue };
        if assembly.data_set.is_empty() {
            assembly.data_set =
                data_set(of(&["STRUCTURE_ID", "DATAFLOW"]), of(&["STRUCTURE_NAME"]), of(&["INDICATOR"]));
        }
        if !["", "A"].contains(&of(&["FREQ", "FREQUENCY"])) {
            assembly.leave("figures that are not annual".to_owned());
            continue;
        }
        let code = row.get(area).map_or("", |field| &field.text);
        let Some(country) = iso3(code).filter(|_| code.len() == 3) else {
            assembly.leave(format!("area {code}"));
            continue;
        };
        let figure = Codes {
            measure: of(&["MEASURE", "INDICATOR"]),
            label: &of(&["Measure", "Indicator"]).to_lowercase(),
            // OECD.Stat has the unit in MEASURE, and the measure in INDICATOR.
            unit: if table.column("INDICATOR").is_some() { of(&["MEASURE"]) } else { of(&["UNIT_MEASURE"]) },
            unit_label: &of(&["Unit of measure", "Unit"]).to_lowercase(),
            prices: of(&["PRICE_BASE"]),
            transaction: of(&["TRANSACTION"]),
            totals: ["SUBJECT", "ACTIVITY", "SEX", "AGE", "SECTOR_PERF", "SECTOR_FUND"].iter().all(|name| {
                ["", "TOT", "_T", "_Z", "T", "S1"].contains(&of(&[name])) || of(&[name]).starts_with("_")
            }),
            indicator: of(&["INDICATOR"]),
        };
        let (Some((series, scale)), Some((year, _))) =
            (figure.series(), period::year(row.get(time).map_or("", |field| &field.text)))
        else {
            assembly.leave(figure.named());
            continue;
        };
        let status = of(&["OBS_STATUS", "Flag Codes"]);
        if MISSING.contains(&status) {
            continue;
        }
        let status = if status == NORMAL { String::new() } else { status.to_lowercase() };
        // The multiplier is a power of ten; ratios have none.
        let power: i32 = of(&["UNIT_MULT", "PowerCode Code"]).parse().unwrap_or(0);
        let factor = scale.map_or(1.0, |scale| whole_power_f64(10f64, power) / scale);
        assembly.add(Figure {
            country,
            series,
            year,
            value: field,
            status,
            factor,
            part: "",
            over_gdp: false,
        });
    }
    Ok(())
}

/// What the codes and labels of a row say.
struct Codes<'a> {
    measure: &'a str,
    label: &'a str,
    unit: &'a str,
    unit_label: &'a str,
    prices: &'a str,
    transaction: &'a str,
    totals: bool,
    indicator: &'a str,
}

impl Codes<'_> {
    /// The series of a row, and how many of what it counts are one of the series' unit; none for ratios.
    fn series(&self) -> Option<(N, Option<f64>)> {
        if !self.totals {
            return None;
        }
        if self.indicator == "GDEXPRD" {
            return (self.unit == "PC_GDP").then_some((N::RdTotal, None));
        }
        self.of_accounts().or_else(|| self.of_indicators())
    }

    /// Main Science and Technology Indicators.
    fn of_indicators(&self) -> Option<(N, Option<f64>)> {
        let of_gdp = self.unit == "PT_B1GQ" || self.unit_label.starts_with("percentage of gdp");
        let of_gerd = self.unit.starts_with("PT_")
            && (self.unit.contains("GERD") || self.unit.ends_with("_G"))
            || self.unit_label.contains("gross domestic expenditure")
            || self.unit_label.contains("percentage of gerd");
        let heads = self.unit == "FTE" || self.unit_label.starts_with("full-time equivalent");
        let label = self.label;
        let has = |text: &str| label.contains(text);
        let series = if of_gdp {
            match self.measure {
                _ if has("financed") || has("funded") => return None,
                "G" => N::RdTotal,
                "B" => N::RdBusiness,
                "GV" => N::RdGovernment,
                "H" => N::RdHigherEducation,
                "C" => N::GovernmentBudgetRd,
                _ if has("(gerd)") => N::RdTotal,
                _ if has("(berd)") => N::RdBusiness,
                _ if has("(goverd)") => N::RdGovernment,
                _ if has("(herd)") => N::RdHigherEducation,
                _ if has("(gbard)") => N::GovernmentBudgetRd,
                _ => return None,
            }
        } else if of_gerd && (self.measure.starts_with("G_") || has("gerd")) {
            match self.measure {
                "G_FB" => N::RdFundedBusiness,
                "G_FG" => N::RdFundedGovernment,
                "G_FON" => N::RdFundedOtherNational,
                "G_FA" => N::RdFundedAbroad,
                _ if !(has("financed by") || has("funded by")) => return None,
                _ if has("business") => N::RdFundedBusiness,
                _ if has("other national") => N::RdFundedOtherNational,
                _ if has("rest of the world") || has("abroad") => N::RdFundedAbroad,
                _ if has("by government") || has("by the government") => N::RdFundedGovernment,
                _ => return None,
            }
        } else if heads {
            match (self.measure, label) {
                ("T_RS", _) | (_, "total researchers" | "researchers") => {
                    return Some((N::Researchers, Some(1.0)));
                }
                ("T_PE" | "T_TT", _) | (_, "total internal r&d personnel" | "total r&d personnel") => {
                    return Some((N::RdPersonnel, Some(1.0)));
                }
                _ => return None,
            }
        } else {
            return None;
        };
        Some((series, None))
    }

    /// National accounts.
    fn of_accounts(&self) -> Option<(N, Option<f64>)> {
        let (kind, national) = (self.transaction, ["XDC", "NAT", "EUR"].contains(&self.unit));
        match (kind, self.unit, self.prices) {
            ("B1GQ", _, "V") if national => Some((N::GdpNominal, Some(1e6))),
            ("B1GQ", _, "L" | "LR") if national => Some((N::GdpVolume, Some(1e6))),
            ("EMP", "H", _) => Some((N::Hours, Some(1e6))),
            ("EMP", "PS", _) => Some((N::Employment, Some(1.0))),
            ("POP", "PS", _) => Some((N::Population, Some(1.0))),
            _ => None,
        }
    }

    /// In words, for what is left out.
    fn named(&self) -> String {
        let what = [self.transaction, self.measure].into_iter().find(|text| !text.is_empty()).unwrap_or("");
        format!("{what} in {}", self.unit)
    }
}

/// The data set in words.
fn data_set(id: &str, name: &str, indicator: &str) -> String {
    if id.contains("MSTI") {
        return "Main Science and Technology Indicators".to_owned();
    }
    [name, id, indicator].into_iter().find(|text| !text.is_empty()).unwrap_or("").to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::super::data_file::DataFile;
    use super::super::{Office, read_published};
    use super::*;

    fn read(text: &str) -> DataFile {
        read_published(text.as_bytes(), "x.csv", Office::Oecd).unwrap_or_else(|error| panic!("{error}"))
    }

    fn values(data: &DataFile) -> Vec<(N, i32, Option<f64>)> {
        data.countries["NLD"]
            .iter()
            .map(|series| (series.name, series.first_year, series.values[0]))
            .collect()
    }

    #[test]
    fn indicators_with_labels_and_with_codes_alone() {
        let with_labels = "STRUCTURE,STRUCTURE_ID,REF_AREA,FREQ,MEASURE,Measure,UNIT_MEASURE,Unit of measure,TIME_PERIOD,\
            OBS_VALUE,OBS_STATUS,UNIT_MULT\n\
            DATAFLOW,OECD.STI.STP:DSD_MSTI@DF_MSTI(1.3),NLD,A,G,Gross domestic expenditure on R&D (GERD),PT_B1GQ,\
            Percentage of GDP,2022,2.175,B,0\n\
            DATAFLOW,OECD.STI.STP:DSD_MSTI@DF_MSTI(1.3),NLD,A,G_FA,GERD financed by the rest of the world,PT_GERD,\
            Percentage of GERD,2022,10.312,A,0\n\
            DATAFLOW,OECD.STI.STP:DSD_MSTI@DF_MSTI(1.3),NLD,A,T_RS,Total researchers,FTE,Full-time equivalents,2022,112.5,E,3\n\
            DATAFLOW,OECD.STI.STP:DSD_MSTI@DF_MSTI(1.3),NLD,A,G,Gross domestic expenditure on R&D (GERD),USD_PPP,\
            US dollars,2022,26000,A,6\n\
            DATAFLOW,OECD.STI.STP:DSD_MSTI@DF_MSTI(1.3),OECD,A,G,Gross domestic expenditure on R&D (GERD),PT_B1GQ,\
            Percentage of GDP,2022,2.7,A,0\n";
        let data = read(with_labels);
        assert_eq!(
            values(&data),
            [
                (N::RdTotal, 2022, Some(2.175)),
                (N::RdFundedAbroad, 2022, Some(10.312)),
                (N::Researchers, 2022, Some(112_500.0)),
            ]
        );
        let total = &data.countries["NLD"][0];
        assert_eq!(
            (total.source.as_str(), total.status[&2022].as_str()),
            ("OECD, Main Science and Technology Indicators", "b")
        );
        assert!(
            data.remarks.iter().any(|remark| remark.contains("G in USD_PPP") && remark.contains("area OECD"))
        );
        let codes = "DATAFLOW,REF_AREA,FREQ,MEASURE,UNIT_MEASURE,PRICE_BASE,TRANSFORMATION,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n\
            OECD.STI.STP:DSD_MSTI@DF_MSTI(1.3),NLD,A,B,PT_B1GQ,_Z,_Z,2022,1.49,A\n\
            OECD.STI.STP:DSD_MSTI@DF_MSTI(1.3),NLD,A,B,PT_B1GQ,_Z,_Z,2023,,M\n";
        assert_eq!(values(&read(codes)), [(N::RdBusiness, 2022, Some(1.49))]);
    }

    #[test]
    fn accounts_and_the_older_form() {
        let accounts = "STRUCTURE_NAME,REF_AREA,FREQ,TRANSACTION,ACTIVITY,UNIT_MEASURE,PRICE_BASE,UNIT_MULT,TIME_PERIOD,OBS_VALUE,\
            OBS_STATUS\n\
            Annual GDP,NLD,A,B1GQ,_Z,XDC,V,6,2023,1067599,P\nAnnual GDP,NLD,A,B1GQ,_Z,XDC,LR,6,2023,917196.7,P\n\
            Annual GDP,NLD,A,EMP,_T,H,_Z,3,2023,14710313,A\nAnnual GDP,NLD,A,EMP,C,H,_Z,3,2023,1,A\n";
        assert_eq!(
            values(&read(accounts)),
            [
                (N::GdpVolume, 2023, Some(917_196.7)),
                (N::GdpNominal, 2023, Some(1_067_599.0)),
                (N::Hours, 2023, Some(14_710.313)),
            ]
        );
        let older = "\u{feff}\"LOCATION\",\"INDICATOR\",\"SUBJECT\",\"MEASURE\",\"FREQUENCY\",\"TIME\",\"Value\",\"Flag Codes\"\n\
            \"NLD\",\"GDEXPRD\",\"TOT\",\"MLN_USD\",\"A\",\"2020\",20000.5,\n\"NLD\",\"GDEXPRD\",\"TOT\",\"PC_GDP\",\"A\",\"2020\",2.32,E\n";
        let data = read(older);
        assert_eq!(values(&data), [(N::RdTotal, 2020, Some(2.32))]);
        assert_eq!(data.countries["NLD"][0].status[&2020], "e");
        let said = read_published(b"a,b\n1,2\n", "x", Office::Oecd).unwrap_err().to_string();
        assert!(said.contains("a table that is not of oecd"), "{said}");
    }
}
