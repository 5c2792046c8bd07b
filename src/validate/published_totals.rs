//! Published totals of policies beside what this model says of the same money (rank C: an order of magnitude).
//!
//! None of these decides whether a row passes: nothing is tuned to a published total, and a model that met all of them would
//! have to contradict itself, for they contradict one another. `implied` rows have the parameters that one must believe
//! for the figure; `default` rows are means of the mixture with the priors of the table.

use super::error::ValidationError;
use super::published_result::{Paper, PublishedResult, Rank, Stated};
use crate::data::{Economy, Years};
use crate::ensemble::{Ensemble, Kind, Settings};
use crate::model::{Funder, Instrument, Pair, Performer, Unit};
use crate::parameters::{Distribution, ParameterId as P, ParameterSet};
use crate::sampling::SamplingPlan;
use crate::scalar::{exp_f64, whole_power_f64};
use crate::scenario::{AmountPath, Measure, Scenario};
use crate::simulate::{Experiment, Variable};
use crate::structures::{ByStock, Knowledge, KnowledgeCapital, Structure, StructureChoice, StructureName};
use std::collections::BTreeMap;

/// Draws of a row: the mean is known to some percent of itself, which is enough for an order of magnitude.
const DRAWS: u64 = 128;
/// A figure of this size or half of it is the same order of magnitude.
const HALF: f64 = 0.5;

pub(super) fn rows(stated: &Stated) -> Result<Vec<PublishedResult>, ValidationError> {
    let mut rows = congressional_budget_office(stated)?;
    rows.extend(one_year_of_public_research()?);
    rows.extend(a_programme_of_seven_years()?);
    rows.extend(public_investment()?);
    rows.extend(growing_public_research()?);
    rows.extend(private_response()?);
    rows.extend(elasticities()?);
    Ok(rows)
}

/// Public research, a share of GDP a year, in the Netherlands.
fn public_research(share: f64, from: i32, until: Option<i32>, horizon: i32) -> Scenario {
    let mut measure = Measure::new(Instrument::PublicResearch, Unit::GdpShare, share, from);
    if let Some(last) = until {
        measure = measure.with_until(last);
    }
    Scenario::new("public research").with_horizon(horizon).with_measure(measure)
}

/// GDP and TFP of the default mixture, percent from the baseline by year: mean, and 5% point of GDP.
struct DefaultRun {
    years: Years,
    gdp: Vec<f64>,
    gdp_low: Vec<f64>,
    tfp: Vec<f64>,
    baseline_gdp: Vec<f64>,
}

impl DefaultRun {
    fn new(scenario: Scenario) -> Result<Self, ValidationError> {
        let economy = Economy::netherlands()?;
        let experiment = Experiment::new(&economy, scenario, ParameterSet::default())?;
        let settings = Settings {
            draws: DRAWS,
            plan: SamplingPlan::Sobol,
            variables: vec![Variable::Gdp, Variable::Tfp],
            channels: false,
            ..Settings::default()
        };
        let ensemble = Ensemble::draw(&experiment, &settings)?;
        let of = |variable, point: fn(&crate::statistics::Statistics) -> f64| -> Vec<f64> {
            ensemble
                .statistics(variable, Kind::Deviation)
                .map_or_else(|_| Vec::new(), |years| years.iter().map(point).collect())
        };
        let (first, last) = (experiment.baseline.last_observation(), experiment.baseline.horizon());
        Ok(Self {
            years: Years::new(first, last),
            gdp: of(Variable::Gdp, |s| s.mean),
            gdp_low: of(Variable::Gdp, |s| s.p05),
            tfp: of(Variable::Tfp, |s| s.mean),
            baseline_gdp: experiment.baseline.gdp.clone(),
        })
    }

    fn at(&self, values: &[f64], year: i32) -> f64 {
        self.years.index(year).and_then(|t| values.get(t)).copied().unwrap_or(f64::NAN)
    }

    /// Extra GDP of a year, billion.
    fn extra(&self, year: i32) -> f64 {
        self.at(&self.gdp, year) / 100.0 * self.at(&self.baseline_gdp, year)
    }

    /// Extra GDP of the years up to `last` over the money of a programme of `share` of GDP, `from` to `until`.
    fn multiplier(&self, last: i32, share: f64, from: i32, until: i32) -> f64 {
        let gained: f64 = (from..=last).map(|year| self.extra(year)).sum();
        let spent: f64 = (from..=until).map(|year| share * self.at(&self.baseline_gdp, year)).sum();
        gained / spent
    }
}

/// +$30 bn a year of federal non-defence R&D from 2026 to 2035, .1% of GDP, paid by other outlays: real GDP +.1% in 2035 and
/// +.8% in 2055. Whether the money ends in 2035 or stays is not said where it was read: both are run.
fn congressional_budget_office(stated: &Stated) -> Result<Vec<PublishedResult>, ValidationError> {
    let paper = Paper {
        source: "CBO 2025, preliminary analysis of federal nondefense R&D",
        r#where: "as reprinted by northamericatoday.com, article 835572718, scenario 1; run on the Dutch economy, money as a share of GDP",
        rank: Rank::C,
    };
    let (ten_years, for_good) = (implied(stated, Some(2035))?, implied(stated, None)?);
    let default = DefaultRun::new(public_research(0.001, 2026, Some(2035), 2055))?;
    let default = [2035, 2055].map(|year| default.at(&default.gdp, year));
    let row = |id, what, published: f64, ours| paper.row(id, what, published, HALF * published, ours);
    Ok(vec![
        row("cbo_2035_ten_years", "GDP in 2035, %, implied, money for ten years", 0.1, ten_years[0]),
        row("cbo_2055_ten_years", "GDP in 2055, %, implied, money for ten years", 0.8, ten_years[1]),
        row("cbo_2035_for_good", "GDP in 2035, %, implied, money for good", 0.1, for_good[0]),
        row("cbo_2055_for_good", "GDP in 2055, %, implied, money for good", 0.8, for_good[1]),
        row("cbo_2035_default", "GDP in 2035, %, default, money for ten years", 0.1, default[0]),
        row("cbo_2055_default", "GDP in 2055, %, default, money for ten years", 0.8, default[1]),
    ])
}

/// GDP in 2035 and 2055, percent, under what one must believe for the pair; of CBO's own elasticity, lag and depreciation
/// nothing was found.
fn implied(stated: &Stated, until: Option<i32>) -> Result<[f64; 2], ValidationError> {
    let mut scenario = public_research(0.001, 2026, until, 2055);
    scenario.structure = StructureChoice::List(vec![StructureName::RateOfReturn]);
    for (id, value) in [
        (P::RateOfReturnPublic, stated.value("cbo.return", 1.30)),
        (P::DepreciationPublic, 0.01),
        (P::GestationPublic, 16.0),
        (P::ResearchPriceElasticity, 0.0),
    ] {
        scenario = scenario.with_parameter(id, Distribution::fixed(value));
    }
    let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;
    let path = experiment.at_centre();
    let years = experiment.baseline.years;
    let gdp = |year: i32| {
        years.index(year).and_then(|t| path.get(t)).map_or(f64::NAN, |y| 100.0 * (exp_f64(y.gdp) - 1.0))
    };
    Ok([2035, 2055].map(gdp))
}

fn one_year_of_public_research() -> Result<Vec<PublishedResult>, ValidationError> {
    let run = DefaultRun::new(public_research(0.001, 2026, Some(2026), 2060))?;
    let spent = 0.001 * run.at(&run.baseline_gdp, 2026);
    let paper = Paper {
        source: "Frontier Economics 2024 for DSIT",
        r#where: "returns to public R&D, summary; GBP .40 a year per GBP from year 6 on",
        rank: Rank::C,
    };
    let pence = |year: i32| 100.0 * run.extra(year) / spent;
    Ok(vec![
        paper.row(
            "dsit_default_sixth_year",
            "pence a year per pound, after 6 years, default",
            40.0,
            20.0,
            pence(2032),
        ),
        paper.row("dsit_default_thirtieth_year", "the same after 30 years, default", 40.0, 20.0, pence(2056)),
    ])
}

fn a_programme_of_seven_years() -> Result<Vec<PublishedResult>, ValidationError> {
    let share = 0.001;
    let run = DefaultRun::new(public_research(share, 2026, Some(2032), 2060))?;
    let multiplier = |last: i32| run.multiplier(last, share, 2026, 2032);
    let paper = |source, r#where| Paper { source, r#where, rank: Rank::C };
    Ok(vec![
        paper("RHOMOLO 2024, Horizon Europe", "abstract (econpapers pramprapa/124687): more than 4").row(
            "rhomolo_multiplier",
            "extra GDP per euro by ten years after the end, default",
            4.0,
            2.0,
            multiplier(2042),
        ),
        paper(
            "European Commission 2018, Horizon Europe ex ante",
            "sciencebusiness.net, 7 June 2018: EUR 800 to 975 bn of EUR 94.1 bn",
        )
        .row(
            "horizon_europe_multiplier",
            "extra GDP per euro over 25 years, default",
            9.43,
            4.7,
            multiplier(2050),
        ),
    ])
}

fn public_investment() -> Result<Vec<PublishedResult>, ValidationError> {
    let one_percent = DefaultRun::new(public_research(0.01, 2026, None, 2100))?;
    let tenth = DefaultRun::new(public_research(0.001, 2026, None, 2060))?;
    let budget_office = Paper {
        source: "OBR discussion paper 5, 2024",
        r#where: "column of 2024, secondary: all public investment, +1% of GDP for good; here all of it research",
        rank: Rank::C,
    };
    let planning_bureau = Paper {
        source: "Van Elk and others 2015, 2019 (CPB discussion paper 313)",
        r#where: "abstract: mostly insignificant or negative",
        rank: Rank::C,
    };
    Ok(vec![
        budget_office.row(
            "obr_five_years",
            "output after 5 years, %, default",
            0.5,
            0.25,
            one_percent.at(&one_percent.gdp, 2031),
        ),
        budget_office.row(
            "obr_long_run",
            "output in the long run (2100), %, default",
            2.5,
            1.25,
            one_percent.at(&one_percent.gdp, 2100),
        ),
        planning_bureau.row(
            "van_elk_low_end",
            "GDP in 2060, %, 5% point of the default for +.1% of GDP: zero must be in the band",
            0.0,
            0.01,
            tenth.at(&tenth.gdp_low, 2060),
        ),
    ])
}

/// Public R&D that grows by .005 a year faster, for 70 years.
fn growing_public_research() -> Result<Vec<PublishedResult>, ValidationError> {
    let economy = Economy::netherlands()?;
    let scenario = Scenario::new("growing public research").with_horizon(2096);
    let baseline = crate::simulate::Baseline::new(&economy, scenario.horizon, None)?;
    let extra = |year: i32| -> Option<(i32, f64)> {
        let t = baseline.years.index(year)?;
        let share = baseline.rd[t].public() / baseline.gdp[t];
        Some((year, share * (whole_power_f64(1.005, year - 2025) - 1.0)))
    };
    let path: BTreeMap<i32, f64> = (2026..=2096).filter_map(extra).collect();
    let measure = Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.0, 2026)
        .with_amounts(AmountPath::ByYear(path));
    let run = DefaultRun::new(scenario.with_measure(measure))?;
    let paper = Paper {
        source: "Soete, Verspagen and Ziesemer 2020",
        r#where: "abstract: public R&D grows .005 a year faster, after 70 years (an upper bound)",
        rank: Rank::C,
    };
    Ok(vec![
        paper.row("soete_productivity", "TFP, %, default", 27.5, 13.75, run.at(&run.tfp, 2095)),
        paper.row("soete_gdp", "GDP, %, default", 61.0, 30.5, run.at(&run.gdp, 2095)),
    ])
}

/// What firms add when government pays for 10% more R&D, all of it in firms.
fn private_response() -> Result<Vec<PublishedResult>, ValidationError> {
    let economy = Economy::netherlands()?;
    let baseline = crate::simulate::Baseline::new(&economy, 2030, None)?;
    let p = ParameterSet::default().centres();
    let rd = &baseline.rd[0];
    let own = rd.cells[Performer::Business as usize][Funder::Business as usize];
    let added = Instrument::DirectSubsidy.row().additionality.value(&p) * 0.1 * rd.funded(Funder::Government);
    let paper = Paper {
        source: "Moretti, Steinwender and Van Reenen 2025",
        r#where: "abstract (REStat 107): +10% government-financed R&D, by industry and country; 5 to 6%",
        rank: Rank::C,
    };
    Ok(vec![paper.row(
        "moretti_private_response",
        "private R&D, %, direct subsidy in the long run, default",
        5.5,
        2.75,
        100.0 * added / own,
    )])
}

/// Elasticities through the structure at Dutch stocks of 2023.
fn elasticities() -> Result<Vec<PublishedResult>, ValidationError> {
    let scenario = public_research(0.001, 2026, None, 2030);
    let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;
    let mut p = ParameterSet::default().centres();
    let path = experiment.run(&KnowledgeCapital, &p);
    let gdp = experiment.baseline.gdp.first().copied().unwrap_or(f64::NAN);
    let stock =
        |of: fn(&crate::simulate::Year<f64>) -> Pair<f64>| path.first().map_or(f64::NAN, |y| of(y).baseline);
    let ratio = ByStock {
        business: stock(|y| y.knowledge_business) / gdp,
        public: stock(|y| y.knowledge_public) / gdp,
    };
    // EUR 2.6 bn on 17.5 bn, kept until stocks have followed.
    let raised = Pair { scenario: 1.0 + 2.6 / 17.5, baseline: 1.0 };
    let knowledge = Knowledge::of_stocks(raised, raised, 1.0);
    let mut state = KnowledgeCapital.start(&p, ratio);
    let effect = KnowledgeCapital.effect(&p, &mut state, &knowledge).total();
    p.set(P::OutputElasticityPublic, 0.12);
    p.set(P::TransferTheta, 0.0);
    let gross = KnowledgeCapital.gross_returns(&p, ratio).map_or(f64::NAN, |gross| gross.public);
    let talk = Paper {
        source: "Fieldhouse and Mertens 2023",
        r#where: "talk (talks.ox.ac.uk 609ed67d): elasticity .12, 180 to 211%; here with the Dutch stock of 2023",
        rank: Rank::C,
    };
    let paper = Paper {
        source: "Fieldhouse and Mertens 2024",
        r#where: "ssrn 4452881: 140 to 210%; here elasticity .12 with the Dutch stock of 2023",
        rank: Rank::C,
    };
    let bank = Paper {
        source: "Erken and others 2021",
        r#where: "ESB: EUR 2.6 bn a year gives EUR 4.3 bn; R&D 17.5 and GDP 813 bn (assumption)",
        rank: Rank::C,
    };
    Ok(vec![
        talk.row("fieldhouse_mertens_talk", "gross return on public R&D, %", 195.5, 15.5, 100.0 * gross),
        paper.row("fieldhouse_mertens_return", "gross return on public R&D, %", 175.0, 35.0, 100.0 * gross),
        bank.row(
            "erken_gap",
            "EUR bn a year, default elasticities of both stocks",
            4.3,
            2.15,
            813.0 * (exp_f64(effect) - 1.0),
        ),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    /// A rate of return acts linearly on productivity, and almost so on GDP; money for good is ten years of it at first.
    #[test]
    fn what_one_must_believe_for_the_budget_office_moves_its_figures() {
        let under = |factor, until| implied(&Stated { typo: Some(("cbo.return", factor)) }, until).unwrap();
        let (one, half) = (under(1.0, None), under(0.5, None));
        assert_relative_eq!(half[1] / one[1], 0.5, max_relative = 0.02);
        let ten_years = under(1.0, Some(2035));
        assert_relative_eq!(ten_years[0], one[0], max_relative = 1e-12);
        assert!(ten_years[1] < 0.7 * one[1]);
    }
}
