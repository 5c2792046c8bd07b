//! A calibration of many countries, and the placebo across them, as tables.

use super::calibrate_text::short;
use super::text_table::{again, table, wrapped};
use crate::calibrate::{LEVEL_HORIZONS, LevelCoverage, LevelShare, PanelFit, Placebo};

/// The text of a panel. `command` is the command that reproduces it.
#[must_use]
pub fn panel_text(panel: &PanelFit, command: &str) -> String {
    let mut text = format!(
        "Calibration of {}, {} countries\n\nWhat countries have in common, and how far they differ\n",
        panel.structure,
        panel.countries.len()
    );
    let mut rows = vec![cells(&["", "mean", "sd", "prior", "sd", "between", "z"])];
    rows.extend(panel.parameters.iter().map(|p| {
        let mut row = vec![p.name.clone()];
        row.extend([p.mean, p.sd, p.prior_mean, p.prior_sd, p.between].map(short));
        row.push(format!("{:.2}", p.between_z));
        row
    }));
    text.push_str(&table(&rows));
    let unknown: Vec<String> = panel.parameters.iter().map(|p| format!("{:.2}", p.between_z_sd)).collect();
    text.push_str(&wrapped(
        &format!(
            "between: standard deviation of countries; z: the same with the prior's as 1, itself known to within {}. \
             Before the data z is 0.40 (0.30), half-normal.",
            unknown.join(" and ")
        ),
        "  ",
    ));
    for (j, parameter) in panel.parameters.iter().enumerate() {
        text.push_str(&format!("\n{}: each country alone, and with what the others say\n", parameter.name));
        let mut rows = vec![cells(&["", "years", "n", "alone", "sd", "with others", "sd"])];
        rows.extend(panel.countries.iter().map(|country| {
            let own = country.estimate(&parameter.name);
            let (mean, sd) = country.shrunken[j];
            vec![
                country.country.clone(),
                format!("{}-{}", country.years.first, country.years.last),
                country.years.len().to_string(),
                own.map_or_else(String::new, |e| short(e.estimate)),
                own.and_then(|e| e.posterior_sd).map_or_else(String::new, short),
                short(mean),
                short(sd),
            ]
        }));
        text.push_str(&table(&rows));
    }
    if !panel.missing.is_empty() {
        text.push_str("\nWithout the data\n");
        for (country, missing) in &panel.missing {
            text.push_str(&wrapped(&format!("  {country}: {missing}"), "    "));
        }
    }
    text.push('\n');
    for warning in panel.warnings() {
        text.push_str(&wrapped(&format!("Warning: {warning}."), "  "));
    }
    text.push('\n');
    text.push_str(&again(command));
    text
}

/// The text of a placebo.
pub(super) fn placebo_text(placebo: &Placebo) -> String {
    let title = format!(
        "Placebo: {} in {} countries, forecast at the end of {} to {} with elasticities of the others",
        placebo.structure,
        placebo.countries.len(),
        placebo.origins.first,
        placebo.origins.last
    );
    let mut text = wrapped(&title, "") + "\n";
    let mut rows = vec![cells(&["", "1", "5", "10", "mean", "better in", "90%: 1", "10", "t"])];
    rows.extend(placebo.models.iter().map(|m| {
        let at = |h: usize, of: fn(&crate::calibrate::HorizonScore) -> f64| {
            let score = m.scores.iter().find(|s| s.horizon == h);
            score.map_or_else(|| "-".to_owned(), |s| format!("{:.2}", of(s)))
        };
        vec![
            m.model.name().to_owned(),
            at(1, |s| s.crps),
            at(5, |s| s.crps),
            at(10, |s| s.crps),
            format!("{:.3}", m.relative_crps),
            m.better_countries.to_string(),
            at(1, |s| s.coverage_90),
            at(10, |s| s.coverage_90),
            format!("{:.1}", m.against_walk),
        ]
    }));
    text.push_str(&table(&rows));
    text.push_str(&wrapped(
        "CRPS of 100 ln TFP by years ahead (less is better), mean over them with the random walk as 1; countries better \
         than the random walk; t: Diebold-Mariano against it.",
        "  ",
    ));
    text.push('\n');
    text.push_str(&wrapped(&format!("{}.", placebo.reason), "  "));
    text.push('\n');
    text.push_str(&level_text(&placebo.level));
    text
}

/// What the bands of the baseline's level held, by group of countries and years ahead.
fn level_text(level: &LevelCoverage) -> String {
    let (low, high) = level.left_out_drift;
    let mut text = wrapped(
        &format!(
            "Layer baseline_level: share of outcomes in its 90% band, {} to {}, level_drift {}",
            level.origins.first, level.origins.last, level.drift
        ),
        "",
    );
    let mut head = vec!["countries".to_owned(), "walk".to_owned(), "n".to_owned()];
    for kind in ["", "left out ", "no drift "] {
        head.extend(
            LEVEL_HORIZONS.iter().enumerate().map(
                |(k, h)| {
                    if k == 0 { format!("{kind}{h}") } else { h.to_string() }
                },
            ),
        );
    }
    head.push("closest".to_owned());
    let mut rows = vec![head];
    rows.extend(level.groups.iter().map(|group| {
        let mut row =
            vec![group.group.name().to_owned(), group.walk.name().to_owned(), group.countries.to_string()];
        for of in [|s: &LevelShare| s.coverage, |s: &LevelShare| s.left_out, |s: &LevelShare| s.without_drift]
        {
            row.extend(LEVEL_HORIZONS.iter().map(|h| {
                let share = group.shares.iter().find(|share| share.horizon == *h);
                share.map_or_else(|| "-".to_owned(), |share| format!("{:.2}", of(share)))
            }));
        }
        row.push(format!("{:.4}", group.closest));
        row
    }));
    text.push_str(&table(&rows));
    text.push_str(&wrapped(
        &format!(
            "Years ahead: 1, 5, 10. Walk as_drawn: level_volatility, as a run draws it; own: of the country's own growth. \
             Closest: the value whose bands come closest to 90%; {} over own in all and as_drawn in oecd_16 together, \
             {low} to {high} without a country. Left out: each country with the value that all others set; no drift: \
             the walk alone.",
            level.closest
        ),
        "  ",
    ));
    text
}

fn cells(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
