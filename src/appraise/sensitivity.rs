//! What the answer rests on beside the draws: discount rates, horizon, residual value, excess burden, one at a time.

use super::appraisal::Appraisal;
use super::discounting::Discounting;
use super::drawing::draw;
use super::error::AppraisalError;
use super::figures::Burden;
use super::residual::ResidualValue;
use crate::ensemble::Settings;
use crate::model::Financing;
use crate::names::named;
use crate::parameters::ParameterId;
use crate::statistics::Statistics;

named! {
    /// What a row of the sensitivity table changes.
    SensitivityOf {
        /// Discount rates.
        Discounting = "discounting",
        /// Last year with policy.
        Horizon = "horizon",
        /// What counts after the horizon.
        ResidualValue = "residual_value",
        /// Excess burden of public money, as if all of it were paid by taxes.
        MarginalExcessBurden = "marginal_excess_burden",
    }
}

/// Why a perpetuity has no value.
const NO_PERPETUITY: &str =
    "a perpetuity has no value: the last discount rate is not above the growth of GDP";
/// Discount rates beside those of the appraisal.
const PRESETS_BESIDE: [&str; 3] = ["nl_2021", "nl_2016", "uk_green_book_2026"];
/// Horizons beside that of the scenario.
const HORIZONS: [i32; 3] = [2050, 2060, 2100];
/// Excess burdens a euro.
const BURDENS: [f64; 2] = [0.0, 0.25];

/// Why a row has no figures: both are what taxes cost.
const COUNTED_TWICE: &str =
    "marginal_excess_burden: labour answers the taxes already (labour_tax_elasticity); expected one of them";

/// A row of the sensitivity table.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SensitivityRow {
    /// What is changed.
    pub of: SensitivityOf,
    /// To what.
    pub value: String,
    /// Net present value of welfare; none with a reason.
    pub npv: Option<Statistics>,
    /// Ratio of mean social benefits and mean social costs; none without costs or with a reason.
    pub ratio_of_means: Option<f64>,
    /// Why there is none.
    pub reason: Option<&'static str>,
}

impl Appraisal<'_> {
    /// The sensitivity table, on the same draws: each row changes one thing.
    ///
    /// # Errors
    /// [`AppraisalError`].
    pub fn sensitivity(&self, settings: &Settings) -> Result<Vec<SensitivityRow>, AppraisalError> {
        let own = self.burden_of(&self.discounting)?;
        let mut asked: Vec<(SensitivityOf, String, Discounting, ResidualValue, Burden)> = Vec::new();
        for discounting in self.other_rates()? {
            let burden = self.burden_of(&discounting)?;
            let name = discounting.name.clone();
            asked.push((SensitivityOf::Discounting, name, discounting, self.residual, burden));
        }
        for residual in ResidualValue::ALL.iter().filter(|residual| **residual != self.residual) {
            let name = residual.name().to_owned();
            asked.push((SensitivityOf::ResidualValue, name, self.discounting.clone(), *residual, own));
        }
        for burden in BURDENS {
            let of = Burden::OfPublicMoney(burden);
            let rates = self.discounting.clone();
            asked.push((SensitivityOf::MarginalExcessBurden, burden.to_string(), rates, self.residual, of));
        }
        let mut rows = self.on_the_same_flows(asked, settings)?;
        let horizons = self.other_horizons(settings)?;
        let place = rows.iter().position(|row| row.of != SensitivityOf::Discounting).unwrap_or(rows.len());
        rows.splice(place..place, horizons);
        Ok(rows)
    }

    /// Rows that are other sums of the same flows.
    fn on_the_same_flows(
        &self,
        asked: Vec<(SensitivityOf, String, Discounting, ResidualValue, Burden)>,
        settings: &Settings,
    ) -> Result<Vec<SensitivityRow>, AppraisalError> {
        let alternatives: Vec<_> = asked.iter().map(|row| (row.2.clone(), row.3, row.4)).collect();
        let rows = asked.into_iter().map(|(of, value, ..)| SensitivityRow {
            of,
            value,
            npv: None,
            ratio_of_means: None,
            reason: None,
        });
        let mut rows: Vec<SensitivityRow> = rows.collect();
        // Where nothing runs off policy goes on after the horizon: these are other flows.
        for residual in [ResidualValue::RunOff, ResidualValue::None] {
            let own = self.clone().residual(residual).by_year(false);
            let runs_off = |of: ResidualValue| of == ResidualValue::RunOff;
            let (mut places, mut beside) = (Vec::new(), Vec::new());
            for (place, alternative) in alternatives.iter().enumerate() {
                if runs_off(alternative.1) != runs_off(residual) {
                    continue;
                }
                if rows[place].of == SensitivityOf::MarginalExcessBurden && self.counts_twice(alternative.2) {
                    rows[place].reason = Some(COUNTED_TWICE);
                    continue;
                }
                // A perpetuity may have no value: its row says so.
                match own.prepare(std::slice::from_ref(alternative)) {
                    Err(AppraisalError::Perpetuity { .. }) => {
                        rows[place].reason = Some(NO_PERPETUITY);
                    }
                    _ => {
                        places.push(place);
                        beside.push(alternative.clone());
                    }
                }
            }
            if beside.is_empty() {
                continue;
            }
            let prepared = own.prepare(&beside)?;
            let (drawn, _) = draw(&[prepared.drawing(settings)?], settings, false, &mut |_, _| ())?;
            for (number, place) in places.into_iter().enumerate() {
                let first = prepared.plan.place_of_alternative(number);
                let of = |k: usize| drawn[0].figures[first + k][0].statistics();
                rows[place].npv = Some(of(0));
                rows[place].ratio_of_means = self.ratio(of(1).mean, of(2).mean, prepared.plan.gdp);
            }
        }
        Ok(rows)
    }

    /// Whether labour answers the taxes already that an excess burden is of.
    fn counts_twice(&self, burden: Burden) -> bool {
        let answers = self.experiment.parameters.distribution(ParameterId::LabourTaxElasticity);
        let no_answer = answers.is_fixed() && answers.centre() == 0.0;
        let taxed = self.experiment.plan.financing == Financing::Tax;
        taxed && !no_answer && burden != Burden::OfPublicMoney(0.0)
    }

    fn ratio(&self, benefits: f64, costs: f64, gdp: f64) -> Option<f64> {
        (self.without_cost().is_empty() && costs.abs() > 1e-9 * gdp).then(|| benefits / costs)
    }

    /// The rates that the guideline has for other cases, and those of other guidelines.
    fn other_rates(&self) -> Result<Vec<Discounting>, AppraisalError> {
        let mut rates = Vec::new();
        for rate in &self.discounting.beside {
            rates.push(Discounting::flat(*rate)?);
        }
        for name in PRESETS_BESIDE.iter().filter(|name| **name != self.discounting.name) {
            rates.push(Discounting::preset(name)?);
        }
        Ok(rates)
    }

    /// The same scenario until other years.
    fn other_horizons(&self, settings: &Settings) -> Result<Vec<SensitivityRow>, AppraisalError> {
        let own = self.experiment.baseline.horizon();
        let other = HORIZONS.iter().filter(|year| **year != own && **year > self.first_year() + 1);
        let row = |year: &i32| {
            let experiment = self.experiment.until(*year)?;
            let result = self.beside(&experiment).run(settings);
            let mut row = SensitivityRow {
                of: SensitivityOf::Horizon,
                value: year.to_string(),
                npv: None,
                ratio_of_means: None,
                reason: None,
            };
            match result {
                Ok(result) => {
                    row.npv = Some(result.statistics(super::Figure::WelfareNpv));
                    row.ratio_of_means = result.ratio_of_means(super::Ratio::Social).map(|e| e.value);
                }
                Err(AppraisalError::Perpetuity { .. }) => row.reason = Some(NO_PERPETUITY),
                Err(error) => return Err(error),
            }
            Ok(row)
        };
        other.map(row).collect()
    }
}
