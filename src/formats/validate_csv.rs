//! Published results as CSV.

use super::csv_text::csv_quoted;
use crate::validate::PublishedResult;
use std::fmt::Write as _;

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
    use crate::formats::validate_document;
    use crate::validate::published_results;

    #[test]
    fn csv_and_document_hold_the_same_rows() {
        let results = published_results().unwrap();
        let csv = validate_csv(&results);
        let mut rows = csv::Reader::from_reader(csv.as_bytes());
        assert_eq!(rows.records().count(), results.len());
        let document = validate_document(&results, "v", 2023, "kennis validate");
        let json: serde_json::Value = serde_json::from_str(&document.to_json()).unwrap();
        let deciding = results.iter().filter(|r| r.rank.decides()).count();
        assert_eq!((&json["passed"], &json["failed"]), (&deciding.into(), &0.into()));
        assert_eq!(json["not_deciding"], results.len() - deciding);
        // One of rank C that is far off counts as no failure.
        let far =
            json["results"].as_array().unwrap().iter().find(|r| r["rank"] == "C" && r["passed"] == false);
        assert!(far.is_some());
        for (row, r) in csv::Reader::from_reader(csv.as_bytes()).records().zip(&results) {
            let row = row.unwrap();
            assert_eq!((&row[0], &row[3]), (r.id, r.what));
            assert_eq!(row[5].parse::<f64>().unwrap().to_bits(), r.ours.to_bits());
        }
    }
}
