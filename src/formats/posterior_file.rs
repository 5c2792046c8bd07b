//! Reads draws of a posterior as `kennis calibrate --method posterior` writes them: comment lines that say where they
//! come from, a head, a row a draw. A run draws whole rows.

use super::input_error::InputError;
use super::source::{Source, quoted};
use crate::data::StockDefinition;
use crate::names::nearest_name;
use crate::parameters::{JointColumn, JointDraws, ParameterId};
use crate::scenario::Problem;

/// What the file starts with; the version follows.
const START: &str = "# schema = kennis.posterior/";
const SCHEMA: &str = "kennis.posterior/1";
/// Columns that say nothing about a parameter of the model.
const OTHERS: [&str; 8] = ["chain", "draw", "drift", "sigma", "lp", "diverging", "n_steps", "step_size"];
/// After so many problems the rest of the file is not read: they are the same in every row.
const MAX_PROBLEMS: usize = 20;

/// Whether the bytes are draws of a posterior (of any version), with their head or, as it seems, without.
#[must_use]
pub fn is_posterior_file(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.starts_with(START.as_bytes()) || std::str::from_utf8(bytes).is_ok_and(lacks_head)
}

/// Whether a text begins with the names of columns, at least one of them a parameter.
fn lacks_head(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let names = || first.split([',', ';', '\t']).map(|name| name.trim().trim_matches('"'));
    let is_parameter = |name: &str| ParameterId::from_name(name).is_some();
    !first.contains(['=', '[']) && names().any(is_parameter)
}

/// Reads draws of a posterior; `file` is its name in messages and in output.
///
/// # Errors
/// The problems of the file, each with line and column.
pub fn read_posterior(bytes: &[u8], file: &str) -> Result<JointDraws, InputError> {
    let source = Source::new(file, bytes, "draws of a posterior")?;
    let mut reader = Reader { source: &source, error: InputError::default() };
    let draws = reader.read();
    reader.error.check()?;
    draws.ok_or_else(InputError::default)
}

struct Reader<'a> {
    source: &'a Source<'a>,
    error: InputError,
}

/// A column of the head, with its name.
type Column<'a> = (Option<JointColumn>, &'a str);

impl<'a> Reader<'a> {
    fn wrong(&mut self, at: &str, key: &str, found: impl Into<String>, expected: &str) {
        self.nearest(at, Problem::new(key, found.into(), expected.to_owned()));
    }

    fn nearest(&mut self, at: &str, problem: Problem) {
        // Where a part of the text stands in it.
        let offset = (at.as_ptr() as usize).saturating_sub(self.source.text.as_ptr() as usize);
        self.error.problems.push(self.source.problem(offset, problem));
    }

    fn read(&mut self) -> Option<JointDraws> {
        let text: &'a str = self.source.text;
        if lacks_head(text) {
            let head = "the lines above them that say where they come from (# schema = kennis.posterior/1, # structure = ..., \
                        # country = ...), as kennis calibrate --method posterior writes them";
            self.wrong(text, "", "draws without their head", head);
            return None;
        }
        let mut lines = text.lines().map(str::trim_end).peekable();
        let mut entries: Vec<(&str, &str)> = Vec::new();
        while let Some(line) = lines.next_if(|line| line.starts_with('#')) {
            match line[1..].split_once('=') {
                Some((key, value)) => entries.push((key.trim(), value.trim())),
                None => self.wrong(line, "", quoted(line), "a key, an equals sign and a value"),
            }
        }
        let get = |key: &str| entries.iter().find(|(k, _)| *k == key).map(|(_, value)| *value);
        for (key, expected) in [
            ("schema", SCHEMA),
            ("structure", "the structure whose posterior it is"),
            ("country", "the country of its data"),
        ] {
            let found = get(key);
            if found.is_none_or(|value| value.is_empty() || (key == "schema" && value != SCHEMA)) {
                self.wrong(found.unwrap_or(text), key, found.map_or("nothing".into(), quoted), expected);
            }
        }
        if let Some(value) = get("stocks").filter(|value| StockDefinition::from_name(value).is_none()) {
            let names = StockDefinition::ALL.iter().map(|definition| definition.name());
            let expected = names.clone().collect::<Vec<_>>().join(" or ");
            let mut problem = Problem::new("stocks", quoted(value), expected);
            problem.nearest = nearest_name(value, names).map(str::to_owned);
            self.nearest(value, problem);
        }
        let Some(head) = lines.next() else {
            self.wrong(&text[text.len()..], "", "the end of the file", "the names of the columns");
            return None;
        };
        let columns: Vec<Column<'a>> = head.split(',').map(|name| self.column(name)).collect();
        let kept: Vec<JointColumn> = columns.iter().filter_map(|(column, _)| *column).collect();
        if !kept.iter().any(|column| matches!(column, JointColumn::Parameter(_))) {
            self.wrong(head, "", quoted(head), "a column with the name of a parameter");
        }
        let mut rows = Vec::new();
        for line in lines.filter(|line| !line.is_empty()) {
            if self.error.problems.len() >= MAX_PROBLEMS {
                return None;
            }
            rows.extend(self.row(line, &columns));
        }
        if rows.is_empty() {
            self.wrong(head, "", "no draws", "a row a draw");
        }
        let structure = get("structure").unwrap_or("?");
        Some(JointDraws::new(self.source.file, structure, kept, rows).of_entries(get))
    }

    fn column(&mut self, name: &'a str) -> Column<'a> {
        let known = JointColumn::from_name(name);
        if known.is_none() && !OTHERS.contains(&name) && !name.starts_with("dummy_") {
            let names = ParameterId::all().map(ParameterId::name);
            let mut problem = Problem::new("", quoted(name), "the name of a parameter");
            problem.nearest = nearest_name(name, names).map(str::to_owned);
            self.nearest(name, problem);
        }
        (known, name)
    }

    /// The values of the parameters of a row; none where one of them is wrong.
    fn row(&mut self, line: &'a str, columns: &[Column<'a>]) -> Option<Vec<f64>> {
        let cells: Vec<&str> = line.split(',').collect();
        if cells.len() != columns.len() {
            self.wrong(line, "", format!("{} cells", cells.len()), &format!("{} cells", columns.len()));
            return None;
        }
        let mut values = Vec::new();
        let before = self.error.problems.len();
        for (cell, (column, name)) in cells.iter().zip(columns) {
            let value: Option<f64> = cell.trim().parse().ok().filter(|value: &f64| value.is_finite());
            match (value, column) {
                (None, _) => self.wrong(cell, name, quoted(cell), "a finite number"),
                (Some(value), Some(column)) => {
                    if let JointColumn::Parameter(id) = column {
                        let bounds = id.row().prior;
                        if value < bounds.lower || value > bounds.upper {
                            let expected = format!("between {} and {}", bounds.lower, bounds.upper);
                            self.wrong(cell, name, quoted(cell), &expected);
                        }
                    }
                    values.push(value);
                }
                _ => {}
            }
        }
        (self.error.problems.len() == before).then_some(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "# schema = kennis.posterior/1\n# structure = no_effect\n# country = NLD\n# first_year = 1982\n\
                        # last_year = 2019\n# data_vintage = 2025-03\n";

    fn message(text: &str) -> String {
        read_posterior(text.as_bytes(), "p.csv").unwrap_err().to_string()
    }

    #[test]
    fn rows_are_read_and_what_a_run_has_no_use_for_is_left_out() {
        let text = format!(
            "{HEAD}chain,draw,depreciation_public,initial_stock_error_public,drift,dummy_2011,lp\n0,0,0.1,-0.2,3,4,5\n"
        );
        let draws = read_posterior(text.as_bytes(), "p.csv").unwrap();
        assert_eq!((draws.len(), draws.row(0)), (1, &[0.1, -0.2][..]));
        assert_eq!((draws.structure.as_str(), draws.country.as_str()), ("no_effect", "NLD"));
        assert_eq!(draws.data, "1982 to 2019, vintage 2025-03");
        assert!(is_posterior_file(text.as_bytes()) && !is_posterior_file(b"schema = 1"));
    }

    #[test]
    fn problems_have_line_column_and_what_was_expected() {
        let of = |rows: &str| message(&format!("{HEAD}draw,depreciation_public\n{rows}"));
        assert_eq!(
            of("0,x\n"),
            "p.csv:8:3: depreciation_public: found \"x\", expected a finite number\np.csv:7:1: found no draws, expected a row a draw"
        );
        assert!(
            of("0,0.1\n1,0.9\n")
                .starts_with("p.csv:9:3: depreciation_public: found \"0.9\", expected between 0.01 and 0.25")
        );
        assert!(of("0,0.1\n1\n").starts_with("p.csv:9:1: found 1 cells, expected 2 cells"));
        assert!(of("0,nan\n").contains("expected a finite number"));
        // One wrong column is not told ten thousand times.
        assert!(of(&"0,9\n".repeat(1000)).lines().count() <= MAX_PROBLEMS + 1);
        let slip = message(&format!("{HEAD}draw,depreciation_publik\n0,0.1\n"));
        assert!(
            slip.contains("p.csv:7:6: found \"depreciation_publik\"")
                && slip.contains("did you mean \"depreciation_public\"?"),
            "{slip}"
        );
        assert!(
            message("# schema = kennis.posterior/2\n")
                .contains("p.csv:1:12: schema: found \"kennis.posterior/2\", expected kennis.posterior/1")
        );
        assert!(message(HEAD).contains("expected the names of the columns"));
        assert!(message(&format!("{HEAD}draw,lp\n0,1\n")).contains("a column with the name of a parameter"));
    }

    #[cfg(feature = "posterior")]
    #[test]
    fn what_calibrate_writes_reads_back_to_the_same_bits() {
        use crate::calibrate::{
            Likelihood, ObservationChoices, Observations, Posterior, PosteriorSource, Priors,
            SamplerSettings, posterior_csv,
        };
        let economy = crate::data::Economy::netherlands().unwrap();
        let observations = Observations::new(&economy, ObservationChoices::default()).unwrap();
        let structure = crate::structures::StructureName::KnowledgeCapital;
        let likelihood = Likelihood::new(structure, observations, &Priors::default()).unwrap();
        let settings = SamplerSettings { chains: 2, draws: 20, warm_up: 60, ..Default::default() };
        let posterior = Posterior::draw(&likelihood, &settings).unwrap();
        let input = crate::formats::input_file(crate::data::InputRole::Data, "d, 1.csv", b"x");
        let source = PosteriorSource::new(&likelihood, &settings).with_inputs(std::slice::from_ref(&input));
        let text = posterior_csv(&posterior, &source);
        assert!(
            text.contains(&format!("\n# input = data d_ 1.csv sha256 {}\n", input.sha256)),
            "{text:.900}"
        );
        let read = read_posterior(text.as_bytes(), "p.csv").unwrap();
        assert_eq!(read, posterior.joint_draws("p.csv", &source));
        assert_eq!((read.len(), read.columns().len()), (40, 8));
        assert_eq!(read.row(20), &posterior.chains[1][0][..8]);
    }
}
