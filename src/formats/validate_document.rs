//! The document `kennis.validate/1`, and its rows as CSV.

use super::csv_text::csv_quoted;
use super::document::Object;
use super::table_documents::header;
use crate::parameters::ParameterSet;
use crate::validate::PublishedResult;
use std::fmt::Write as _;

/// The document of the published results. `command` is the command that reproduces it.
#[must_use]
pub fn validate_document(
    results: &[PublishedResult],
    vintage: &str,
    price_base: i32,
    command: &str,
) -> Object {
    let passed = results.iter().filter(|r| r.passed).count();
    let mut document = header("kennis.validate/1", &ParameterSet::default(), vintage, price_base, command);
    document
        .objects("results", results.iter().map(row))
        .count("passed", passed as u64)
        .count("failed", (results.len() - passed) as u64);
    document
}

fn row(r: &PublishedResult) -> Object {
    let mut object = Object::new();
    object
        .text("id", r.id)
        .text("source", r.source)
        .text("where", r.r#where)
        .text("what", r.what)
        .number("published", r.published)
        .number("ours", r.ours)
        .number("tolerance", r.tolerance)
        .flag("passed", r.passed)
        .text("rank", r.rank.name());
    object
}

/// The rows as CSV, one a result, with the keys of the document.
#[must_use]
pub fn validate_csv(results: &[PublishedResult]) -> String {
    let mut text = String::from("id,source,where,what,published,ours,tolerance,passed,rank\n");
    for r in results {
        let texts = [r.id, r.source, r.r#where, r.what].map(csv_quoted).join(",");
        let (published, ours, tolerance) = (r.published, r.ours, r.tolerance);
        let _ = writeln!(text, "{texts},{published},{ours},{tolerance},{},{}", r.passed, r.rank.name());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::published_results;

    #[test]
    fn csv_and_document_hold_the_same_rows() {
        let results = published_results().unwrap();
        let csv = validate_csv(&results);
        let mut rows = csv::Reader::from_reader(csv.as_bytes());
        assert_eq!(rows.records().count(), results.len());
        let document = validate_document(&results, "v", 2023, "kennis validate");
        let json: serde_json::Value = serde_json::from_str(&document.to_json()).unwrap();
        assert_eq!(json["passed"], results.len());
        for (row, r) in csv::Reader::from_reader(csv.as_bytes()).records().zip(&results) {
            let row = row.unwrap();
            assert_eq!((&row[0], &row[3]), (r.id, r.what));
            assert_eq!(row[5].parse::<f64>().unwrap().to_bits(), r.ours.to_bits());
        }
    }
}
