//! The document `kennis.levers/1`: what the levers of a page show, with the figures behind it.

use super::header::{DrawsMade, Header};
use super::record::record;
use super::statistics::StatisticsRecord;
use super::statistics::YearlyStatistics;
use super::values::InPlace;
#[cfg(feature = "page")]
use crate::appraise::{CostBenefit, Figure};
#[cfg(feature = "page")]
use crate::ensemble::{Kind, NoResult};
#[cfg(feature = "page")]
use crate::report::{Language, levers_section};
#[cfg(feature = "page")]
use crate::request::Run;
#[cfg(feature = "page")]
use crate::simulate::Variable;

record! {
    /// What the levers of a page show. Its figures have the bits of those of kennis run and kennis cba. Keys may be added
    /// within a version.
    pub struct LeversDocument {
        /// What every document starts with.
        #[cfg_attr(test, schemars(flatten))]
        pub header: InPlace<Header>,
        /// How draws were made.
        #[cfg_attr(test, schemars(flatten))]
        pub draws: InPlace<DrawsMade>,
        /// The years of every list.
        #[cfg_attr(test, schemars(length(min = 1)))]
        pub years: Vec<i32>,
        /// Deviation of GDP from the baseline, percent.
        pub gdp: YearlyStatistics,
        /// R&D over GDP in the scenario, as a fraction.
        pub rd_intensity: YearlyStatistics,
        /// Net present value of welfare, billions of the price base.
        pub welfare_npv: StatisticsRecord,
        /// Net present value of public finance, billions of the price base.
        pub public_finance_npv: StatisticsRecord,
        /// The probability that welfare gains.
        #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
        pub probability_npv_positive: f64,
        /// The discount rates.
        pub discounting: String,
        /// The year with factor one.
        pub base_year: i32,
        /// The section of a page that says all this: sentences, and figures with the table behind them.
        pub html: String,
    }
}

/// The document of a run and of its costs and benefits. `command` gives the run again.
///
/// # Errors
/// [`NoResult`] where GDP or R&D over GDP was not kept.
#[cfg(feature = "page")]
pub(in crate::formats) fn levers_document(
    run: &Run,
    costs: &CostBenefit,
    language: Language,
    command: &str,
) -> Result<LeversDocument, NoResult> {
    let Run { experiment, settings, ensemble } = run;
    let figure = |figure| StatisticsRecord::of(costs.distribution(figure));
    let gdp = ensemble.statistics(Variable::Gdp, Kind::Deviation)?;
    let ratio = ensemble.statistics(Variable::RdIntensity, Kind::Scenario)?;
    let html = levers_section(experiment, ensemble, costs, language)?.to_html(language);
    Ok(LeversDocument {
        header: InPlace(Header::of_draws("kennis.levers/1", experiment, settings, command)),
        draws: InPlace(DrawsMade::new(experiment, ensemble, settings)),
        years: ensemble.years().iter().collect(),
        gdp: YearlyStatistics::new(&gdp),
        rd_intensity: YearlyStatistics::new(&ratio),
        welfare_npv: figure(Figure::WelfareNpv),
        public_finance_npv: figure(Figure::PublicFinanceNpv),
        probability_npv_positive: costs.probability_npv_positive().value,
        discounting: costs.discounting.name.clone(),
        base_year: costs.base_year,
        html,
    })
}
