//! The indicator of human capital in words and a table: schooling observed and projected, its growth beside that of the
//! baseline.

use super::text_table::{table, wrapped};
use crate::data::{Economy, HUMAN_CAPITAL_HORIZON, HumanCapital, HumanCapitalYear, SeriesName};
use crate::scalar::power_f64;
use crate::simulate::Baseline;

/// Years that the table shows, where the indicator has them.
const SHOWN: [i32; 11] = [1950, 1960, 1970, 1980, 1990, 2000, 2010, 2015, 2030, 2040, 2060];
/// Periods whose growth is shown.
const PERIODS: [(i32, i32); 3] = [(2025, 2035), (2035, 2045), (2045, 2060)];

/// The block; nothing where the tables have nothing of the country.
pub(super) fn human_capital(economy: &Economy) -> String {
    let Ok(indicator) = HumanCapital::embedded(&economy.country, HUMAN_CAPITAL_HORIZON) else {
        return String::new();
    };
    let Some(last) = indicator.last_observed() else { return String::new() };
    let mut text = "\nHuman capital: mean years of schooling\n".to_owned();
    text += &by_year(&indicator, economy);
    let source = if indicator.trend.is_some() {
        "Barro and Lee v3 (2021), MIT, weighted by persons of the World Population Prospects"
    } else {
        "Lee and Lee 2016, MIT"
    };
    text += &wrapped(&format!("Observed to {last}: {source}. No skills are in the data."), "  ");
    let Some(trend) = indicator.trend else { return text };
    text += &wrapped(
        &format!(
            "After {last} (*) birth years keep what they had; those who follow have what 25-34 had, and its rise of \
             {trend:.3} a year, fading over thirty birth years (assumption; low: without it). At work: from 25 to the \
             statutory age of retirement. index: of the Penn World Table at the mean of 15-64; PWT is its own."
        ),
        "  ",
    );
    text + &growth(&indicator, economy)
}

fn by_year(indicator: &HumanCapital, economy: &Economy) -> String {
    let head = ["year", "15-64", "low", "25-34", "at work", "index", "PWT"].map(str::to_owned).to_vec();
    let theirs = economy.series(SeriesName::HumanCapital).ok();
    let shown = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.2}"));
    let rows = SHOWN.iter().filter_map(|year| indicator.at(*year)).map(|of| {
        vec![
            format!("{}{}", of.year, if of.observed { "" } else { "*" }),
            shown(Some(of.working_age)),
            shown((!of.observed).then_some(of.working_age_without_trend)),
            shown(of.young),
            shown(of.at_work),
            shown(Some(of.index())),
            shown(theirs.and_then(|series| series.at(of.year))),
        ]
    });
    table(&std::iter::once(head).chain(rows).collect::<Vec<_>>())
}

/// Growth of the index beside that of human capital in the baseline, which does not use it.
fn growth(indicator: &HumanCapital, economy: &Economy) -> String {
    let Ok(baseline) = Baseline::new(economy, HUMAN_CAPITAL_HORIZON, None) else { return String::new() };
    let yearly = |from: i32, to: i32, level: &dyn Fn(i32) -> Option<f64>| {
        Some(100.0 * (power_f64(level(to)? / level(from)?, 1.0 / f64::from(to - from)) - 1.0))
    };
    let of = |value: fn(&HumanCapitalYear) -> f64| move |year: i32| indicator.at(year).map(value);
    let own = |year: i32| {
        let position = baseline.years().index(year)?;
        baseline.human_capital().get(position).copied()
    };
    let periods = PERIODS.iter().filter_map(|(from, to)| {
        let (index, low) = (of(HumanCapitalYear::index), of(HumanCapitalYear::index_without_trend));
        Some(format!(
            "{from}-{to} {:.2} ({:.2}) against {:.2}",
            yearly(*from, *to, &index)?,
            yearly(*from, *to, &low)?,
            yearly(*from, *to, &own)?
        ))
    });
    let periods: Vec<String> = periods.collect();
    wrapped(
        &format!(
            "Growth of the index (low), % a year, against human capital of the baseline, which keeps its own path: {}.",
            periods.join("; ")
        ),
        "  ",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_block_shows_observed_and_projected_years_and_the_growth_of_the_baseline() {
        let text = human_capital(&Economy::embedded("NLD").unwrap());
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        let row = |year: &str| text.lines().find(|line| line.trim().starts_with(year)).unwrap().to_owned();
        // Barro and Lee weighted over 15-64: 6.14 in 1950, 11.79 in 2015; the Penn World Table 2.42 in 1950.
        assert!(row("1950").contains("6.14") && row("1950").contains("2.42"), "{}", row("1950"));
        assert!(row("2015").contains("11.79") && row("2060*").contains('.'), "{text}");
        let words = text.replace("\n  ", " ").replace("  ", " ");
        assert!(words.contains("0.087 a year") && words.contains("2025-2035"), "{words}");
    }

    #[test]
    fn a_country_without_ages_has_no_projection_and_one_without_attainment_no_block() {
        let text = human_capital(&Economy::embedded("SWE").unwrap());
        assert!(text.contains("2010") && !text.contains('*') && text.contains("Lee and Lee"), "{text}");
        assert_eq!(human_capital(&Economy::from_tables("XYZ", &["year,hours\n2000,1\n"]).unwrap()), "");
    }
}
