//! Tables as statistics offices publish them, turned into series of the project: source, vintage and status are kept.
//!
//! An office's file says for each of its figures what it is in codes or labels; what is a series of the project is taken,
//! the rest is left and said. Figures are not computed, but for sums of funders that the project has as one, and for
//! Dutch R&D in euro, which is divided by GDP.

mod assembly;
mod cbs;
mod countries;
mod eurostat;
mod oecd;
mod office;

use super::csv_text::CsvText;
use super::data_file::DataFile;
use super::input_error::InputError;
use super::input_file::input_file;
use super::source::Source;
use super::table::text::decoded;
use crate::data::InputRole;
use crate::scenario::Problem;
use assembly::Assembly;
pub(super) use countries::iso3;
pub use office::Office;

/// Reads a table as downloaded from an office; `file` is its name in messages and in the source of series.
///
/// # Errors
/// All problems of the file: it is not of that office, a figure is no number, or none is a series of the project.
///
/// ```
/// use kennis::formats::{Office, read_published};
/// let table = "freq,unit,sectperf,geo\\TIME_PERIOD\t2021 \t2022 \nA,PC_GDP,TOTAL,NL\t2.21 \t2.18 bp\n";
/// let data = read_published(table.as_bytes(), "rd_e_gerdtot.tsv", Office::Eurostat).unwrap();
/// let series = &data.countries["NLD"][0];
/// assert_eq!((series.at(2022), series.status[&2022].as_str()), (Some(2.18), "bp"));
/// ```
pub fn read_published(bytes: &[u8], file: &str, office: Office) -> Result<DataFile, InputError> {
    let text = decoded(file, bytes)?;
    let source = Source::new(file, &text, "a table as downloaded (docs/howto/read-published-tables.md)")?;
    let input = input_file(InputRole::Data, file, bytes);
    let text = CsvText::new(&source)?;
    let mut assembly = Assembly::new(&source);
    let known = match office {
        Office::Eurostat => eurostat::read(&text, &mut assembly),
        Office::Oecd => oecd::read(&text, &mut assembly),
        Office::Cbs => cbs::read(&text, &mut assembly),
    };
    if let Err(expected) = known {
        let problem = Problem::new("", format!("a table that is not of {office}"), expected);
        return Err(source.problem(0, problem).into());
    }
    Ok(DataFile { input: Some(input), ..assembly.data(office)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn random_text_never_panics(body in "[A-Z0-9a-z;,\t\n\". :*&é()-]{0,200}", office in 0..3usize) {
            let heads = [
                "freq,sectperf,unit,geo\\TIME_PERIOD\t2021\t2022\nA,TOTAL,PC_GDP,NL\t",
                "REF_AREA,FREQ,MEASURE,UNIT_MEASURE,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nNLD,A,G,PT_B1GQ,2022,",
                "Onderwerp;Perioden;Uitgaven R&D (mln euro)\nTotaal;2022JJ00;",
            ];
            let office = Office::ALL[office];
            for head in heads {
                let _ = read_published(format!("{head}{body}\n").as_bytes(), "x.csv", office);
            }
            let _ = read_published(body.as_bytes(), "x.csv", office);
        }
    }
}
