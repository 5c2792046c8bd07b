//! Kinds of a result (baseline, scenario, deviation), and returns.

use super::row::ExplanationRow;
use crate::ensemble::Kind;

pub(super) fn unit_of_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Baseline | Kind::Scenario => "that of the variable",
        Kind::Deviation => "percent, or percentage_points for ratios",
    }
}

pub(super) fn kind_row(kind: Kind) -> &'static ExplanationRow {
    match kind {
        Kind::Baseline => &ExplanationRow {
            label: "Baseline",
            in_tables: "Baseline",
            definition: "The level without the scenario: the default projection, or the table of --baseline. It is the same in \
                         every draw, as long as the layer baseline_level is off and the variable needs no parameter.",
            equations: &["E16"],
            formula: "z[t] = ln Y0 - alpha ln K0 - (1-alpha) ln(h0 L0) - system0",
            page: "model.md#the-baseline-e16",
            sign: "Levels are above zero.",
            is_not: "A forecast of kennis: GDP, hours and R&D are taken as given.",
        },
        Kind::Scenario => &ExplanationRow {
            label: "Scenario",
            in_tables: "Scenario",
            definition: "The level with the measures and targets, in the same draw as the baseline. Its quantiles are those of \
                         levels over draws.",
            equations: &["E16"],
            formula: "Y = Y0 e^y, and so for the others",
            page: "model.md#conventions",
            sign: "Levels are above zero.",
            is_not: "A forecast: what is not in the scenario is as in the baseline.",
        },
        Kind::Deviation => &ExplanationRow {
            label: "Deviation from the baseline",
            in_tables: "Deviation from the baseline",
            definition: "Scenario against baseline, computed draw by draw and then summarised. The median of a deviation is not \
                         the deviation of the medians.",
            equations: &["E16"],
            formula: "100 (scenario/baseline - 1), or 100 (scenario - baseline) for a ratio",
            page: "uncertainty.md#statistics",
            sign: "Plus: the scenario is above the baseline.",
            is_not: "A growth rate: it is the difference in the level of a year.",
        },
    }
}

/// The returns, by their names in JSON.
pub(super) const RETURNS: &[(&str, &ExplanationRow)] = &[
    (
        "gross_return",
        &ExplanationRow {
            label: "Gross return on a stock of knowledge",
            in_tables: "gross return, % a year",
            definition: "What one more euro in the stock of business or of the public sector adds to GDP in a year, in the last \
                         year of data. It follows from the elasticity and the size of the stock, or is the parameter itself.",
            equations: &["E4", "E6"],
            formula: "rho = eps Y/S",
            page: "model.md#channels-and-implied-returns",
            sign: "Plus: more knowledge gives more output.",
            is_not: "A return to the firm that pays: it is social, and before depreciation.",
        },
    ),
    (
        "internal_rate_of_return",
        &ExplanationRow {
            label: "Internal rate of return on R&D",
            in_tables: "internal rate of return, %",
            definition: "The discount rate at which a euro of R&D pays for itself in output, with its gestation and \
                         depreciation. It exists only in draws in which the gross return is above zero.",
            equations: &["E1"],
            formula: "rho E[(1+r)^-k] = r + delta",
            page: "model.md#channels-and-implied-returns",
            sign: "Plus: more comes back than was spent.",
            is_not: "A rate of the scenario: it belongs to the parameters, at the margin, and counts no wages that rise.",
        },
    ),
];
