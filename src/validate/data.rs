//! Published Dutch figures against the embedded data and the default baseline.
//!
//! Figures of one vintage over GDP of the same are held to it; another vintage of a year stands beside with rank C, for it is
//! no error of either.

use super::error::ValidationError;
use super::published_result::{Paper, PublishedResult, Rank};
use crate::data::{DataError, Economy, FigureName as F, PublishedFigure, SeriesName};
use crate::model::{Instrument, Unit};
use crate::parameters::ParameterSet;
use crate::scenario::{Measure, Scenario};
use crate::simulate::{Baseline, Experiment};
use crate::structures::StructureName;

/// Published figures of the Netherlands, by what, year and the start of the unit and of the source.
struct Figures(Vec<PublishedFigure>);

impl Figures {
    /// NaN where there is no such figure, so that its row fails.
    fn value(&self, what: F, year: i32, unit: &str, source: &str) -> f64 {
        let is_it = |f: &&PublishedFigure| {
            f.country == "NLD"
                && (f.what, f.year) == (what, year)
                && f.unit.starts_with(unit)
                && f.source.starts_with(source)
        };
        self.0.iter().find(is_it).map_or(f64::NAN, |figure| figure.value)
    }
}

pub(super) fn rows() -> Result<Vec<PublishedResult>, ValidationError> {
    let economy = Economy::netherlands()?;
    let figures = Figures(PublishedFigure::embedded()?);
    let mut rows = statistics_netherlands(&economy, &figures)?;
    rows.extend(of_2023(&economy, &figures)?);
    rows.extend(letter(&economy, &figures)?);
    Ok(rows)
}

/// R&D of a performer in current money, billion, and over GDP, percent.
fn money(economy: &Economy, name: SeriesName, year: i32) -> Result<f64, DataError> {
    Ok(economy.series(name)?.require(year)? / 100.0 * economy.gdp(year)? * economy.relative_price(year)?)
}

fn statistics_netherlands(
    economy: &Economy,
    figures: &Figures,
) -> Result<Vec<PublishedResult>, ValidationError> {
    use SeriesName as N;
    let paper = |rank| Paper {
        source: "CBS, R&D of 2018 and 2020 (provisional)",
        r#where: "press, December 2019 (computable.nl) and 2021 (dekok.nl); revised since, GDP up in 2024",
        rank,
    };
    let (cbs, revised) = (paper(Rank::A), paper(Rank::C));
    let published = |what, year, unit| figures.value(what, year, unit, "CBS");
    let billion = |what, year| published(what, year, "billion");
    let ratio = |name: N, year: i32| economy.series(name)?.require(year);
    let institutes = money(economy, N::RdGovernment, 2018)?;
    Ok(vec![
        cbs.row(
            "cbs_rd_2018",
            "R&D in 2018, bn EUR",
            billion(F::RdTotal, 2018),
            0.2,
            money(economy, N::RdTotal, 2018)?,
        ),
        cbs.row(
            "cbs_rd_2020",
            "R&D in 2020, bn EUR",
            billion(F::RdTotal, 2020),
            0.2,
            money(economy, N::RdTotal, 2020)?,
        ),
        cbs.row(
            "cbs_rd_ratio_2018",
            "R&D over GDP in 2018, %",
            published(F::RdTotal, 2018, "%"),
            0.06,
            ratio(N::RdTotal, 2018)?,
        ),
        cbs.row(
            "cbs_rd_ratio_2020",
            "R&D over GDP in 2020, %",
            published(F::RdTotal, 2020, "%"),
            0.04,
            ratio(N::RdTotal, 2020)?,
        ),
        cbs.row(
            "cbs_business_2018",
            "R&D of business in 2018, bn EUR",
            billion(F::RdBusiness, 2018),
            0.25,
            money(economy, N::RdBusiness, 2018)?,
        ),
        cbs.row(
            "cbs_higher_education_2018",
            "R&D of higher education in 2018, bn EUR",
            billion(F::RdHigherEducation, 2018),
            0.05,
            money(economy, N::RdHigherEducation, 2018)?,
        ),
        cbs.row(
            "cbs_institutes_2018",
            "R&D of institutes in 2018, bn EUR",
            billion(F::RdInstitutes, 2018),
            0.01,
            institutes,
        ),
        cbs.row(
            "cbs_business_ratio_2020",
            "R&D of business over GDP in 2020, %",
            published(F::RdBusiness, 2020, "%"),
            0.04,
            ratio(N::RdBusiness, 2020)?,
        ),
        revised.row(
            "cbs_higher_education_2020",
            "R&D of higher education in 2020, bn EUR",
            billion(F::RdHigherEducation, 2020),
            0.1,
            money(economy, N::RdHigherEducation, 2020)?,
        ),
    ])
}

/// The vintages of 2023 side by side.
fn of_2023(economy: &Economy, figures: &Figures) -> Result<Vec<PublishedResult>, ValidationError> {
    use SeriesName as N;
    let statistics = |rank| Paper {
        source: "CBS, R&D of 2023 (revised provisional, 15 August 2025)",
        r#where: "StatLine table 84644ENG",
        rank,
    };
    let of = |source, r#where, rank| Paper { source, r#where, rank };
    let revised = |what| figures.value(what, 2023, "million", "CBS");
    let parts: f64 = [F::RdBusiness, F::RdInstitutes, F::RdHigherEducation].map(revised).iter().sum();
    let gdp = economy.series(N::GdpNominal)?.require(2023)?;
    let ratio = |source| figures.value(F::RdTotal, 2023, "%", source);
    let ours = economy.series(N::RdTotal)?.require(2023)?;
    let over_gdp = 100.0 * revised(F::RdTotal) / gdp;
    Ok(vec![
        statistics(Rank::A).row(
            "cbs_parts_2023",
            "performers of 2023 together, million EUR",
            revised(F::RdTotal),
            1.0,
            parts,
        ),
        of("World Bank, World Development Indicators, July 2026", "GB.XPD.RSDV.GD.ZS", Rank::A).row(
            "world_bank_ratio_2023",
            "R&D over GDP in 2023, %: CBS's revised money over the GDP in use",
            ratio("World Bank"),
            0.0005,
            over_gdp,
        ),
        of("TNO, as quoted by tw.nl", "R&D over GDP in 2023", Rank::A).row(
            "tno_ratio_2023",
            "R&D over GDP in 2023, %",
            ratio("TNO"),
            0.005,
            ours,
        ),
        statistics(Rank::C).row(
            "cbs_rd_2023",
            "R&D in 2023, bn EUR, against the copy in use",
            revised(F::RdTotal) / 1e3,
            0.2,
            money(economy, N::RdTotal, 2023)?,
        ),
        statistics(Rank::C).row(
            "cbs_ratio_2023",
            "R&D over GDP in 2023, %, its money over the GDP in use",
            ratio("CBS"),
            0.02,
            over_gdp,
        ),
        of("Minister of Economic Affairs, answer to parliament", "openkamer.org 2025Z15169", Rank::C).row(
            "minister_business_2023",
            "private R&D over GDP in 2023, %, against R&D of business",
            figures.value(F::RdBusiness, 2023, "%", "Minister"),
            0.05,
            economy.series(N::RdBusiness)?.require(2023)?,
        ),
    ])
}

/// The arithmetic of the letter to parliament.
fn letter(economy: &Economy, figures: &Figures) -> Result<Vec<PublishedResult>, ValidationError> {
    let letter = Paper {
        source: "Letter to parliament on the 3% R&D action plan, 11 July 2025",
        r#where: "R&D without new policy",
        rank: Rank::A,
    };
    let money_needed = Paper { r#where: "the gap and the money needed", rank: Rank::B, ..letter };
    let published = |what, year, unit| figures.value(what, year, unit, "Minister");
    let baseline = Baseline::new(economy, 2030, None)?;
    let last = baseline.years.index(2030).unwrap_or(0);
    let intensity = baseline.rd[last].total() / baseline.gdp[last];
    let outlays = |year| economy.series(SeriesName::GovernmentRdOutlays)?.require(year);
    let (low, high) = (published(F::RdTotalLow, 2030, "%"), published(F::RdTotalHigh, 2030, "%"));
    let deflator = economy.series(SeriesName::GdpDeflator)?;
    let prices = deflator.require(2024)? / deflator.require(2023)?;
    Ok(vec![
        letter.row(
            "letter_intensity_2023",
            "R&D over GDP in 2023, %",
            published(F::RdTotal, 2023, "%"),
            0.05,
            economy.series(SeriesName::RdTotal)?.require(2023)?,
        ),
        letter.row(
            "letter_intensity_2030",
            "R&D over GDP in 2030, % (middle of 1.96 to 2.01)",
            0.5 * (low + high),
            0.5 * (high - low),
            100.0 * intensity,
        ),
        letter.row(
            "letter_gap_2030",
            "gap to 3% in 2030, points (middle of .99 to 1.04)",
            3.0 - 0.5 * (low + high),
            0.5 * (high - low),
            3.0 - 100.0 * intensity,
        ),
        letter.row(
            "letter_outlays_fall",
            "fall of government outlays on R&D, 2025 to 2030, points of GDP",
            published(F::GovernmentRdOutlays, 2025, "% of GDP")
                - published(F::GovernmentRdOutlays, 2030, "% of GDP"),
            0.005,
            outlays(2025)? - outlays(2030)?,
        ),
        money_needed.row(
            "letter_gap_money",
            "gap to 3% in 2030, bn EUR a year, prices of 2024 (the letter states none)",
            published(F::RdGap, 2030, "billion"),
            0.5,
            (0.03 - intensity) * baseline.gdp[last] * prices,
        ),
        money_needed.row(
            "letter_public_money",
            "public money 2026 to 2030, bn EUR, as a ramp from 2 to 4 a year",
            published(F::ExtraPublicRd, 2030, "billion"),
            0.15,
            ramp(
                economy,
                published(F::ExtraPublicRdLow, 2030, "billion"),
                published(F::ExtraPublicRdHigh, 2030, "billion"),
            )?,
        ),
    ])
}

/// Public money of a measure that rises in equal steps over five years, as a run spends it, in prices of the base year.
fn ramp(economy: &Economy, from: f64, to: f64) -> Result<f64, ValidationError> {
    let step = (to - from) / 4.0;
    let mut scenario = Scenario::new("the letter's money").with_horizon(2030);
    for (start, amount, ramp) in [(2026, from - step, 1), (2026, 5.0 * step, 5)] {
        let measure = Measure::new(Instrument::PublicResearch, Unit::BnEur, amount, start);
        scenario = scenario.with_measure(measure.with_ramp(ramp));
    }
    let experiment = Experiment::new(economy, scenario, ParameterSet::default())?;
    let path = experiment.run(&StructureName::NoEffect, &experiment.parameters().centres());
    Ok(path.iter().map(|year| year.spending).sum())
}
