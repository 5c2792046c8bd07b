//! The document `kennis.validate/1`.

use super::header::Header;
use super::record::record;
use super::values::InPlace;
use crate::parameters::ParameterSet;
use crate::validate::PublishedResult;

record! {
    /// Published results of `kennis validate`: the figure of a paper beside what the code of the model gives with the paper's
    /// parameters. Keys may be added within a version.
    pub struct ValidateDocument {
        /// What every document starts with.
        #[cfg_attr(test, schemars(flatten))]
        pub header: InPlace<Header>,
        /// The results.
        pub results: Vec<ReproducedResult>,
        /// How many of rank A and B pass.
        pub passed: u64,
        /// How many of rank A and B do not.
        pub failed: u64,
        /// How many are of rank C, which decides nothing.
        pub not_deciding: u64,
    }
}

record! {
    /// A published figure and ours.
    pub struct ReproducedResult {
        /// Name.
        pub id: &'static str,
        /// The paper.
        pub source: &'static str,
        /// Where in it, as far as read.
        pub r#where: &'static str,
        /// What is measured, with its unit.
        pub what: &'static str,
        /// The published figure.
        pub published: f64,
        /// Ours.
        pub ours: f64,
        /// Largest distance that passes.
        pub tolerance: f64,
        /// Whether both are within the tolerance; of rank C it decides nothing.
        pub passed: bool,
        /// A: identity, closed form or figure of the data. B: few parameters. C: order of magnitude.
        #[cfg_attr(test, schemars(extend("enum" = ["A", "B", "C"])))]
        pub rank: &'static str,
    }
}

/// The document of the published results. `command` is the command that reproduces it.
#[must_use]
pub fn validate_document(
    results: &[PublishedResult],
    vintage: &str,
    price_base: i32,
    command: &str,
) -> ValidateDocument {
    let deciding = results.iter().filter(|result| result.rank.decides()).count();
    let failed = results.iter().filter(|result| result.fails()).count();
    let parameters = ParameterSet::default();
    let header = Header::of_parameters("kennis.validate/1", &parameters, vintage, price_base, command);
    let row = |result: &PublishedResult| ReproducedResult {
        id: result.id,
        source: result.source,
        r#where: result.r#where,
        what: result.what,
        published: result.published,
        ours: result.ours,
        tolerance: result.tolerance,
        passed: result.passed,
        rank: result.rank.name(),
    };
    ValidateDocument {
        header: InPlace(header),
        results: results.iter().map(row).collect(),
        passed: (deciding - failed) as u64,
        failed: failed as u64,
        not_deciding: (results.len() - deciding) as u64,
    }
}
