//! The monitor: what is observed, what is to come, and what changed since a former one.

use super::changes::{Changes, FormerMonitor};
use super::decomposition::RatioChange;
use super::error::MonitorError;
use super::international::{CountryRatio, international};
use super::key_figures::last_ratio;
use super::outlook::Outlook;
use super::parts::{FUNDERS, PERFORMERS, Part, parts};
use super::people::{Graduates, People, graduates, people};
use super::published_ratio::{PublishedRatio, published_ratios};
use super::request::MonitorRequest;
use crate::data::{Economy, SeriesName};
use crate::simulate::{BaselineError, ExperimentError};

/// What a monitor lacks, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Missing {
    /// What: a series, or a part of the monitor.
    pub what: &'static str,
    /// Why.
    pub why: String,
}

/// Where a country stands on R&D.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Monitor {
    /// What was asked.
    pub request: MonitorRequest,
    /// The year of the last observation of R&D over GDP.
    pub last_observation: i32,
    /// R&D over GDP as observed, share of GDP; years without an observation are left out.
    pub history: Vec<(i32, f64)>,
    /// The last observation in every published vintage, the one that is used first.
    pub published: Vec<PublishedRatio>,
    /// Why the ratio changed: in the last year, and over the last ten.
    pub decomposition: Vec<RatioChange>,
    /// By who performs R&D.
    pub by_performer: Vec<Part>,
    /// By who pays for it.
    pub by_funder: Vec<Part>,
    /// What is to come; none where the data do not carry a projection, as [`Self::missing`] says.
    pub outlook: Option<Outlook>,
    /// Researchers, and all people in R&D.
    pub people: Vec<People>,
    /// The young with tertiary education.
    pub graduates: Option<Graduates>,
    /// Other countries, the highest ratio first.
    pub international: Vec<CountryRatio>,
    /// What changed since a former monitor.
    pub changes: Option<Changes>,
    /// What is not there.
    pub missing: Vec<Missing>,
}

impl Monitor {
    /// The monitor of a request, and what changed since a former one. `progress` gets draws of the projection that are done, and
    /// how many there are.
    ///
    /// # Errors
    /// [`MonitorError`]: without R&D over GDP there is none, and what is asked must be able to run. A country whose data do not
    /// carry a projection has a monitor without one.
    ///
    /// ```
    /// use kennis::monitor::{Monitor, MonitorRequest};
    /// use kennis::{Economy, Scenario, Settings};
    /// let mut request = MonitorRequest::new(Economy::netherlands()?, Scenario::new("no new policy").with_horizon(2030));
    /// request.settings = Settings::default().with_draws(64);
    /// let monitor = Monitor::new(&request, None, &mut |_, _| ())?;
    /// let outlook = monitor.outlook.ok_or("no projection")?;
    /// assert!(outlook.probability.value < 0.01 && (outlook.gap.mean - 0.01).abs() < 0.001);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(
        request: &MonitorRequest,
        former: Option<&FormerMonitor>,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Self, MonitorError> {
        let economy = &request.economy;
        let (last, _) = last_ratio(economy)?;
        let mut missing = Vec::new();
        let outlook = match request.experiment() {
            Ok(experiment) => Some(Outlook::of(request, experiment, progress)?),
            // What policy asks is an error; what the data lack is a gap.
            Err(ExperimentError::Baseline(BaselineError::Data(why))) => {
                missing.push(Missing { what: "projection", why: why.to_string() });
                None
            }
            Err(error) => return Err(error.into()),
        };
        let [by_performer, by_funder] = [&PERFORMERS, &FUNDERS].map(|names| {
            let (parts, lacking) = parts(economy, names);
            missing.extend(lacking.into_iter().map(|(name, last)| no_series(name, last)));
            parts
        });
        let of_people = [SeriesName::Researchers, SeriesName::RdPersonnel];
        let people: Vec<People> = of_people.into_iter().filter_map(|name| people(economy, name)).collect();
        let without = of_people.into_iter().filter(|name| people.iter().all(|one| one.series != *name));
        missing.extend(without.map(|name| no_series(name, None)));
        let graduates = graduates(&economy.country)?;
        if graduates.is_none() {
            missing
                .push(Missing { what: "graduates", why: "no attainment of the young by level".to_owned() });
        }
        let changes = match (former, &outlook) {
            (Some(former), Some(outlook)) => Some(Changes::since(former, request, &outlook.key_figures)?),
            _ => None,
        };
        Ok(Self {
            request: request.clone(),
            last_observation: last,
            history: history(economy)?,
            published: published_ratios(economy, last)?,
            decomposition: decomposition(economy, last),
            by_performer,
            by_funder,
            outlook,
            people,
            graduates,
            international: international(economy)?,
            changes,
            missing,
        })
    }

    /// The ratio of the last observation, a share of GDP.
    #[must_use]
    pub fn last_ratio(&self) -> f64 {
        self.history.last().map_or(f64::NAN, |(_, ratio)| *ratio)
    }
}

fn no_series(name: SeriesName, last: Option<i32>) -> Missing {
    let why = match last {
        Some(year) => format!("last observed in {year}"),
        None => "the data have no such series".to_owned(),
    };
    Missing { what: name.name(), why }
}

fn history(economy: &Economy) -> Result<Vec<(i32, f64)>, MonitorError> {
    let ratio = economy.series(SeriesName::RdTotal)?;
    let years = economy.observed(SeriesName::RdTotal)?;
    Ok(years.iter().filter_map(|year| Some((year, ratio.at(year)? / 100.0))).collect())
}

fn decomposition(economy: &Economy, last: i32) -> Vec<RatioChange> {
    [1, 10].into_iter().filter_map(|years| RatioChange::between(economy, last - years, last).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::changes::Cause;
    use super::super::key_figures::{KeyFigure, KeyFigures};
    use super::*;
    use crate::ensemble::Settings;
    use crate::model::{Instrument, Unit};
    use crate::parameters::{Distribution, Origin, ParameterId};
    use crate::scenario::{Measure, Scenario};

    fn request() -> MonitorRequest {
        let measure = Measure::new(Instrument::PublicResearch, Unit::BnEur, 1.0, 2026).with_action(5);
        let scenario = Scenario::new("policy").with_horizon(2031).with_measure(measure);
        let mut request = MonitorRequest::new(Economy::netherlands().unwrap(), scenario);
        request.settings = Settings::default().with_draws(24);
        request
    }

    fn former(request: &MonitorRequest) -> FormerMonitor {
        FormerMonitor::new("0.1.0", KeyFigures::of(request).unwrap(), request.clone())
    }

    /// The change of every figure, by cause, where one thing differs; all else must be zero to the last bit.
    fn lands_in(now: &MonitorRequest, then: &FormerMonitor, cause: Cause) -> Changes {
        let changes = Changes::since(then, now, &KeyFigures::of(now).unwrap()).unwrap();
        let mut moved = 0;
        for figure in &changes.figures {
            for (other, change) in &figure.by_cause {
                assert!(*other == cause || *change == 0.0, "{} {other}: {change}", figure.figure);
            }
            let sum: f64 = figure.by_cause.iter().map(|(_, change)| change).sum();
            assert!((sum - (figure.now - figure.then)).abs() < 1e-14);
            moved += usize::from(sum != 0.0);
        }
        assert!(moved > 0, "{cause} moves nothing");
        changes
    }

    fn with_ratio(request: &MonitorRequest, change: impl Fn(&mut crate::data::Series)) -> MonitorRequest {
        let mut changed = request.clone();
        for name in [SeriesName::RdTotal, SeriesName::RdBusiness] {
            let mut series = changed.economy.series(name).unwrap().clone();
            change(&mut series);
            changed.economy.replace(series);
        }
        changed
    }

    #[test]
    fn a_monitor_is_of_all_years_whatever_the_settings_keep() {
        let mut late = request();
        late.settings = late.settings.with_first_year(2031);
        assert_eq!(KeyFigures::of(&request()).unwrap(), KeyFigures::of(&late).unwrap());
        assert!(Monitor::new(&late, None, &mut |_, _| ()).is_ok());
    }

    #[test]
    fn a_change_of_one_cause_lands_wholly_in_its_column() {
        let now = request();
        let then = former(&now);
        // A revision of an old observation.
        let revised = with_ratio(&now, |series| {
            if let Some(value) = series.values.iter_mut().rfind(|value| value.is_some()) {
                *value = value.map(|value| 1.02 * value);
            }
        });
        lands_in(&revised, &then, Cause::Data);
        let mut policy = now.clone();
        policy.scenario.measures[0].amount = crate::scenario::AmountPath::Constant(2.0);
        lands_in(&policy, &then, Cause::Policy);
        let mut parameters = now.clone();
        let (id, fixed) = (ParameterId::OutputElasticityPublic, Distribution::fixed(0.02));
        parameters.parameters.set(id, fixed, Origin::Set).unwrap();
        lands_in(&parameters, &then, Cause::Parameters);
        let mut other_program = then.clone();
        other_program.figures =
            KeyFigures::from_values(|figure| Some(then.figures.get(figure) + 0.001)).unwrap();
        lands_in(&now, &other_program, Cause::Model);
    }

    #[test]
    fn an_observation_that_was_not_there_is_a_new_year() {
        let now = request();
        let without = with_ratio(&now, |series| {
            if let Some(value) = series.values.iter_mut().rfind(|value| value.is_some()) {
                *value = None;
            }
        });
        let changes = lands_in(&now, &former(&without), Cause::NewYear);
        let observed = &changes.figures[0];
        assert_eq!(observed.figure, KeyFigure::RdIntensityObserved);
        assert!((observed.now - observed.then - 0.000_521_687).abs() < 1e-9, "{observed:?}");
        assert!(!changes.drawn_otherwise);
    }

    #[test]
    fn what_is_to_come_holds_together() {
        let monitor = Monitor::new(&request(), None, &mut |_, _| ()).unwrap();
        let outlook = monitor.outlook.as_ref().unwrap();
        // The fan opens at the observation, and its middle is the projection of the letter with a billion more.
        let first = outlook.rd_intensity.at(2023).unwrap();
        assert!(first.sd < 1e-12 && (first.mean - monitor.last_ratio()).abs() < 1e-12);
        let in_2030 = outlook.rd_intensity.at(2030).unwrap();
        assert!((in_2030.mean - 0.0208).abs() < 4e-4, "{in_2030:?}");
        assert!((outlook.gap.mean + in_2030.mean - 0.03).abs() < 1e-15 && outlook.gap.p05 < outlook.gap.p95);
        // No money has the probability of the projection; more money more; and what is needed has what was asked.
        for one in &outlook.money_needed {
            assert!((one.curve[0].1.value - outlook.probability.value).abs() < 1e-15);
            assert!(one.curve.windows(2).all(|pair| pair[1].1.value >= pair[0].1.value - 1e-12));
            for (probability, amount) in &one.needed {
                let amount = amount.unwrap_or(f64::INFINITY);
                let above = one.curve.iter().find(|at| at.1.value >= *probability).map(|at| at.0);
                assert!(above.is_none_or(|above| amount <= above), "{one:?}");
            }
        }
        // Public research is its own money: what lacks, and no more, has half the probability.
        let research = &outlook.money_needed[0];
        let half = research.needed[0].1.unwrap();
        assert!((half / (outlook.gap.mean * outlook.gdp) - 1.0).abs() < 0.1, "{half}");
        let share = outlook.attribution.as_ref().and_then(|one| one.share(5, crate::simulate::Variable::Gdp));
        let gdp = outlook.key_figures.get(KeyFigure::GdpEffect);
        assert!((share.unwrap().statistics().mean - gdp).abs() < 1e-9);
    }

    #[test]
    fn a_country_without_rd_by_performer_says_what_is_missing() {
        let mut asked = request();
        asked.scenario.measures.clear();
        let mut economy = asked.economy.clone();
        let keep =
            |name| matches!(name, SeriesName::RdTotal | SeriesName::GdpVolume | SeriesName::GdpNominal);
        let kept: Vec<_> = economy.all_series().iter().filter(|series| keep(series.name)).cloned().collect();
        economy = Economy::from_tables("NLD", &[]).unwrap();
        kept.into_iter().for_each(|series| economy.replace(series));
        asked.economy = economy;
        let monitor = Monitor::new(&asked, None, &mut |_, _| ()).unwrap();
        assert!(monitor.outlook.is_none() && monitor.by_performer.is_empty() && !monitor.history.is_empty());
        let missing: Vec<&str> = monitor.missing.iter().map(|one| one.what).collect();
        for what in ["projection", "rd_business", "rd_funded_government", "researchers"] {
            assert!(missing.contains(&what), "{missing:?}");
        }
        assert_eq!(monitor.decomposition.len(), 2);
        assert!(monitor.missing[0].why.contains("rd_business"), "{:?}", monitor.missing[0]);
    }

    #[test]
    fn a_year_that_is_past_is_refused() {
        let mut asked = request();
        asked.year = 2023;
        let error = Monitor::new(&asked, None, &mut |_, _| ()).unwrap_err().to_string();
        assert_eq!(error, "year: found 2023, expected a year from 2024 to the horizon of the scenario, 2031");
    }
}
