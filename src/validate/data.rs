//! Published Dutch figures against the embedded data and the default baseline.

use super::published_result::{Paper, PublishedResult, Rank};
use crate::data::Economy;
use crate::simulate::{Baseline, BaselineError};

pub(super) fn rows() -> Result<Vec<PublishedResult>, BaselineError> {
    let economy = Economy::netherlands()?;
    let cbs = Paper {
        source: "CBS, R&D of 2018 and 2020 (provisional)",
        r#where: "press, December 2019 and 2021; revised since, GDP up in 2024",
        rank: Rank::A,
    };
    let letter = Paper {
        source: "Letter to parliament on the 3% R&D action plan, 11 July 2025",
        r#where: "R&D without new policy",
        rank: Rank::A,
    };
    let baseline = Baseline::new(&economy, 2030, None)?;
    let last = baseline.years.index(2030).unwrap_or(0);
    let intensity = baseline.rd[last].total() / baseline.gdp[last];
    let current =
        |year: i32| Ok::<f64, BaselineError>(economy.rd(year)?.total * economy.relative_price(year)?);
    let ratio = |year: i32| Ok::<f64, BaselineError>(100.0 * economy.rd(year)?.total / economy.gdp(year)?);
    Ok(vec![
        cbs.row("cbs_rd_2018", "R&D in 2018, bn EUR", 16.7, 0.2, current(2018)?),
        cbs.row("cbs_rd_2020", "R&D in 2020, bn EUR", 18.4, 0.2, current(2020)?),
        cbs.row("cbs_rd_ratio_2018", "R&D over GDP in 2018, %", 2.16, 0.06, ratio(2018)?),
        cbs.row("cbs_rd_ratio_2020", "R&D over GDP in 2020, %", 2.29, 0.04, ratio(2020)?),
        letter.row("letter_intensity_2023", "R&D over GDP in 2023, %", 2.2, 0.05, ratio(2023)?),
        // 1.96 to 2.01.
        letter.row("letter_intensity_2030", "R&D over GDP in 2030, %", 1.985, 0.025, 100.0 * intensity),
        // 0.99 to 1.04 points.
        letter.row("letter_gap_2030", "gap to 3% in 2030, points", 1.015, 0.025, 3.0 - 100.0 * intensity),
    ])
}
