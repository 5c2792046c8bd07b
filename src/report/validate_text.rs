//! Published results beside ours, in words and tables.

use super::text_table::{again, wrapped, wrapped_to};
use crate::validate::{PublishedResult, four_digits};
use std::fmt::Write as _;

/// The text of `kennis validate`. `command` is the command that reproduces it.
#[must_use]
pub fn validate_text(results: &[PublishedResult], command: &str) -> String {
    let failed: Vec<&str> = results.iter().filter(|r| r.fails()).map(|r| r.id).collect();
    let deciding = results.iter().filter(|r| r.rank.decides()).count();
    let mut text = format!(
        "{deciding} published results: {} passed, {} failed; {} orders of magnitude beside them\n\n",
        deciding - failed.len(),
        failed.len(),
        results.len() - deciding
    );
    text.push_str(&wrapped(
        "Each is run with the parameters that its paper states, not with our defaults. Rank A is an identity, a closed \
         form or a figure of the data: it checks the code, not the economics. Rank B is a model with few parameters. Rank C is \
         another vintage or an order of magnitude beside what the model says: near or far, it decides nothing.",
        "",
    ));
    let mut source = ("", "");
    for r in results {
        if source != (r.source, r.r#where) {
            source = (r.source, r.r#where);
            text.push('\n');
            text.push_str(&wrapped(&format!("{} ({})", r.source, r.r#where), "  "));
            text.push_str(&line("", "", "", ["published", "ours", "tolerance"]));
        }
        let passed = match r.verdict() {
            "yes" => "pass",
            "no" => "FAIL",
            beside => beside,
        };
        let numbers = [r.published.to_string(), four_digits(r.ours), r.tolerance.to_string()];
        text.push_str(&line(passed, r.rank.name(), r.id, numbers.each_ref().map(String::as_str)));
        for line in wrapped_to(r.what, "", 69).lines() {
            let _ = writeln!(text, "           {line}");
        }
    }
    text.push('\n');
    if !failed.is_empty() {
        text.push_str(&wrapped(&format!("Failed: {}", failed.join(", ")), "  "));
    }
    text.push_str(&wrapped(
        "What cannot be reproduced stands in docs/validation.md with the reason. Nothing was tuned to make these fit.",
        "",
    ));
    text.push_str(&again(command));
    text
}

/// A line of the table, of at most eighty columns.
fn line(passed: &str, rank: &str, id: &str, numbers: [&str; 3]) -> String {
    let [published, ours, tolerance] = numbers;
    format!("  {passed:4}  {rank:1}  {id:37}{published:>10}{ours:>9}{tolerance:>11}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::published_results;

    #[test]
    fn a_failed_row_is_named_and_lines_keep_to_eighty_columns() {
        let mut results = published_results().unwrap();
        let all_pass = validate_text(&results, "kennis validate");
        assert!(all_pass.contains(" 0 failed") && !all_pass.contains("FAIL"));
        let (count, id) = (results.iter().filter(|r| r.rank.decides()).count(), results[3].id);
        results[3].passed = false;
        let text = validate_text(&results, "kennis validate");
        assert!(text.contains(&format!("{} passed, 1 failed", count - 1)));
        assert!(text.contains(&format!("Failed: {id}\n")) && text.matches("FAIL").count() == 1);
        // A row of rank C that is far off is shown, and no failure.
        let far = results.iter().position(|r| !r.passed && !r.rank.decides()).unwrap();
        assert!(text.contains(&format!("  far   C  {}", results[far].id)), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    }
}
