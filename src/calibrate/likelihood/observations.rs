//! What an economy tells a calibration: growth of productivity, and the R&D that may explain it.
//!
//! `Delta ln TFP[t]` for every year with productivity and a stock of knowledge, and R&D volumes by performer from the
//! first year of the data on. A stock at the start of year `t` holds R&D up to `t - 1`.
//!
//! Breaks. The Dutch R&D survey breaks in 2011 and 2013: in 2013 institutes moved from government to business, so
//! that the two are not one series. Here "business" is therefore total R&D less higher education, and "public" is
//! higher education, in all years: one definition on both sides of the break. What is left of the breaks, a step in
//! total R&D, is met by dummies in the growth of productivity of these years, or by splicing: earlier R&D is scaled
//! so that a break year grows as the mean of its neighbours.

use super::rd_history::RdHistory;
use crate::calibrate::error::CalibrationError;
use crate::data::{DataError, Economy, SeriesName, StockDefinition, Years};
use crate::names::named;
use crate::scalar::ln_f64;

/// Years in which the Dutch R&D survey breaks and euros moved (SOURCES: the OECD's flags, and the steps themselves).
pub const DUTCH_BREAKS: [i32; 2] = [2011, 2013];

named! {
    /// What is done about breaks in the R&D series.
    Breaks {
        /// A dummy in the growth of productivity of each break year.
        Dummies = "dummies",
        /// Earlier R&D is scaled so that R&D of a break year grows as the mean of the two years around it.
        Spliced = "spliced",
        /// Nothing.
        Ignored = "ignored",
    }
}

/// What a calibration observes.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Observations {
    /// Country, ISO 3166 alpha-3.
    pub country: String,
    /// Vintage of the data.
    pub vintage: String,
    /// The definition of the two stocks.
    pub stocks: StockDefinition,
    /// Years of growth of productivity.
    pub years: Years,
    /// `Delta ln TFP`, by year.
    pub growth: Vec<f64>,
    /// R&D, to its last year: what is later than the year before the last growth rate is for forecasts.
    pub history: RdHistory,
    /// Years with a dummy.
    pub dummies: Vec<i32>,
    /// What is odd about the user's own series, or not used of them; empty for the embedded data.
    pub remarks: Vec<String>,
}

/// Which observations are used.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ObservationChoices {
    /// The two stocks; left out: higher education apart for the Netherlands, as published elsewhere.
    pub stocks: Option<StockDefinition>,
    /// Breaks of the Dutch R&D survey.
    pub breaks: Breaks,
    /// First year of growth; left out: the first there is.
    pub first: Option<i32>,
    /// Last year of growth; left out: the last there is.
    pub last: Option<i32>,
}

impl Default for ObservationChoices {
    fn default() -> Self {
        Self { stocks: None, breaks: Breaks::Dummies, first: None, last: None }
    }
}

impl Observations {
    /// The observations of an economy.
    ///
    /// # Errors
    /// [`CalibrationError::Data`] for a series that is missing or has a gap in the years that are needed, with the
    /// years; [`CalibrationError::Years`] where the years asked for are not there.
    pub fn new(economy: &Economy, choices: ObservationChoices) -> Result<Self, CalibrationError> {
        let dutch = economy.country == "NLD";
        let rd = economy.rd_years()?;
        let tfp = economy.series(SeriesName::Tfp)?;
        let observed = economy.observed(SeriesName::Tfp)?;
        let available = Years::new((rd.first + 1).max(observed.first + 1), (rd.last + 1).min(observed.last));
        let years =
            Years::new(choices.first.unwrap_or(available.first), choices.last.unwrap_or(available.last));
        if years.is_empty() || years.first < available.first || years.last > available.last {
            return Err(CalibrationError::Years { asked: years, available });
        }
        let gaps: Vec<String> = tfp
            .gaps()
            .iter()
            .filter(|gap| (years.first - 1..=years.last).contains(*gap))
            .map(i32::to_string)
            .collect();
        if !gaps.is_empty() {
            return Err(DataError::Missing { series: SeriesName::Tfp, years: gaps.join(", ") }.into());
        }
        let growth = years
            .iter()
            .map(|year| Ok(ln_f64(tfp.require(year)? / tfp.require(year - 1)?)))
            .collect::<Result<Vec<f64>, DataError>>()?;
        let default =
            if dutch { StockDefinition::HigherEducationApart } else { StockDefinition::AsPublished };
        let stocks = choices.stocks.unwrap_or(default);
        let mut history = rd_history(economy, rd, stocks)?;
        let breaks: &[i32] = if dutch { &DUTCH_BREAKS } else { &[] };
        let mut dummies = Vec::new();
        match choices.breaks {
            Breaks::Dummies => {
                dummies.extend(breaks.iter().copied().filter(|year| years.index(*year).is_some()))
            }
            Breaks::Spliced => breaks.iter().for_each(|year| history.splice(*year)),
            Breaks::Ignored => {}
        }
        let (country, vintage) = (economy.country.clone(), economy.vintage.clone());
        let remarks = economy.remarks.clone();
        Ok(Self { country, vintage, stocks, years, growth, history, dummies, remarks })
    }
}

fn rd_history(economy: &Economy, years: Years, stocks: StockDefinition) -> Result<RdHistory, DataError> {
    let apart = match stocks {
        StockDefinition::AsPublished => SeriesName::RdBusiness,
        StockDefinition::HigherEducationApart => SeriesName::RdHigherEducation,
    };
    let series = economy.series(apart)?;
    let missing: Vec<String> =
        years.iter().filter(|year| series.at(*year).is_none()).map(|year| year.to_string()).collect();
    if !missing.is_empty() {
        return Err(DataError::Missing { series: apart, years: missing.join(", ") });
    }
    let (mut business, mut public, mut gdp) = (Vec::new(), Vec::new(), Vec::new());
    for year in years.iter() {
        let output = economy.gdp(year)?;
        let total = economy.rd(year)?.total;
        let part = series.require(year)? / 100.0 * output;
        let (first, second) = match stocks {
            StockDefinition::AsPublished => (part, total - part),
            StockDefinition::HigherEducationApart => (total - part, part),
        };
        business.push(first);
        public.push(second);
        gdp.push(output);
    }
    Ok(RdHistory::new(years.first, business, public, gdp))
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn the_dutch_sample_is_1982_to_2019() {
        let economy = Economy::netherlands().unwrap();
        let observations = Observations::new(&economy, ObservationChoices::default()).unwrap();
        assert_eq!(observations.years, Years::new(1982, 2019));
        assert_eq!((observations.growth.len(), observations.history.years()), (38, Years::new(1981, 2023)));
        assert_eq!(observations.dummies, [2011, 2013]);
        // 2018 to 2019, from the table: 1.0059 over the level of the year before.
        let tfp = economy.series(SeriesName::Tfp).unwrap();
        assert_relative_eq!(observations.growth[37], (tfp.at(2019).unwrap() / tfp.at(2018).unwrap()).ln());
    }

    #[test]
    fn the_two_kinds_add_up_to_total_rd_in_either_definition() {
        let economy = Economy::netherlands().unwrap();
        for stocks in [StockDefinition::AsPublished, StockDefinition::HigherEducationApart] {
            let choices = ObservationChoices { stocks: Some(stocks), ..Default::default() };
            let history = Observations::new(&economy, choices).unwrap().history;
            for (t, year) in history.years().iter().enumerate() {
                let total = economy.rd(year).unwrap().total;
                assert_relative_eq!(history.business[t] + history.public[t], total, max_relative = 1e-14);
            }
        }
    }

    #[test]
    fn higher_education_apart_takes_the_break_of_2013_out_of_the_split() {
        let economy = Economy::netherlands().unwrap();
        let jump = |stocks| {
            let choices = ObservationChoices { stocks: Some(stocks), ..Default::default() };
            let history = Observations::new(&economy, choices).unwrap().history;
            let t = history.years().index(2013).unwrap();
            (history.business[t] / history.business[t - 1]).ln()
        };
        let (published, apart) =
            (jump(StockDefinition::AsPublished), jump(StockDefinition::HigherEducationApart));
        // Not all: the revision that starts in 2013 was not carried back.
        assert!(published > 0.25 && apart < 0.17, "{published} {apart}");
    }

    #[test]
    fn splicing_leaves_the_last_years_and_smooths_the_break() {
        let economy = Economy::netherlands().unwrap();
        let with = |breaks| {
            Observations::new(&economy, ObservationChoices { breaks, ..Default::default() }).unwrap()
        };
        let (plain, spliced) = (with(Breaks::Ignored).history, with(Breaks::Spliced).history);
        assert_eq!(plain.business[42], spliced.business[42]);
        let t = plain.years().index(2013).unwrap();
        assert!(spliced.growth(t - 1, t) < 0.5 * plain.growth(t - 1, t));
        assert!(spliced.business[0] > plain.business[0]);
    }

    #[test]
    fn years_that_are_not_there_are_named() {
        let economy = Economy::netherlands().unwrap();
        let choices = ObservationChoices { last: Some(2021), ..Default::default() };
        let message = Observations::new(&economy, choices).unwrap_err().to_string();
        assert_eq!(message, "years 1982 to 2021 were asked for, and there is data for 1982 to 2019");
    }
}
