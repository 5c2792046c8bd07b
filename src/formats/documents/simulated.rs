//! What was simulated: measures and targets by year, who pays, the baseline, and prices.

use super::human_capital::SchoolingRecord;
use super::record::record;
use super::values::{ByName, Numbers, OrReason};
use crate::ensemble::{Ensemble, Kind};
use crate::scenario::{AmountPath, BaselineTable, Foreign, PartnerCountries, Target};
use crate::simulate::{Experiment, PartnerPath, SimulatedMeasure, Variable};

record! {
    /// What was simulated, beside the baseline. Lists run over the years of the document.
    pub struct Simulated {
        /// The measures, in the order of the scenario.
        pub measures: Vec<MeasureRecord>,
        /// The targets.
        pub targets: Vec<TargetRecord>,
        /// R&D of partners; left out where the scenario moves none.
        pub foreign: Option<ForeignRecord>,
        /// Schooling of those at work; left out where no measure is of education.
        pub schooling: Option<SchoolingRecord>,
        /// Who pays for the measures.
        pub financing: &'static str,
        /// Whether more demand for research makes it dearer.
        #[cfg_attr(test, schemars(extend("enum" = ["on", "off"])))]
        pub research_price: &'static str,
        /// What the scenario is held against.
        pub baseline: BaselineRecord,
        /// Where an amount of the scenario is in billions: what a billion in its prices is in those of the document.
        pub price_conversion: Option<PriceConversion>,
    }
}

record! {
    /// A measure as it is simulated.
    pub struct MeasureRecord {
        /// Its name.
        pub name: String,
        /// What kind of policy it is.
        pub instrument: &'static str,
        /// Unit of amount, path and amounts.
        pub unit: &'static str,
        /// The amount as it was given; null where it is a path.
        pub amount: OrReason<f64>,
        /// Amounts by year as they were given; a year that is not named holds the last one before it.
        pub path: Option<ByName<f64>>,
        /// First year.
        pub from: i32,
        /// Last year; left out where the measure lasts to the horizon.
        pub until: Option<i32>,
        /// Years in which the amount is reached linearly; 1: at once.
        pub ramp_years: u64,
        /// Years until the first cohort enters work, where the measure says so.
        pub entry_lag: Option<f64>,
        /// Euro a person or pupil-year, where the measure says so.
        pub cost_per_unit: Option<f64>,
        /// The action of the 3% R&D action plan that it is part of, where it is part of one.
        pub action: Option<u64>,
        /// The course of those who are trained, where the measure says so: persons are then those who begin.
        pub course: Option<&'static str>,
        /// Share of them that comes from abroad, where the measure says so.
        pub foreign_share: Option<f64>,
        /// The amount of each year, with ramp, path and years.
        pub amounts: Numbers,
        /// Public money by year, billion euro in prices of the document's price_base. Null where the measure states no
        /// cost, and outside the euro.
        pub bn_eur: OrReason<Numbers>,
        /// The same in the national currency, outside the euro only.
        pub bn_lcu: Option<OrReason<Numbers>>,
        /// What a reader of the money should know.
        pub money_remark: Option<&'static str>,
    }
}

record! {
    /// A target as it is simulated.
    pub struct TargetRecord {
        /// What is imposed.
        pub variable: &'static str,
        /// Unit of value and imposed.
        pub unit: &'static str,
        /// Last year on the baseline.
        pub from: i32,
        /// Year in which the value is reached.
        pub year: i32,
        /// The value.
        pub value: f64,
        /// Share of the extra that the public sector performs and government pays.
        pub public_share: f64,
        /// What is imposed by year; null in years on the baseline.
        pub imposed: Numbers,
        /// Extra R&D money against the baseline by year, of all funders: billion euro in prices of the document's
        /// price_base, mean over the draws. Null outside the euro.
        pub bn_eur: OrReason<Numbers>,
        /// That of the public sector.
        pub bn_eur_public: OrReason<Numbers>,
        /// The extra in the national currency, outside the euro only.
        pub bn_lcu: Option<OrReason<Numbers>>,
        /// That of the public sector, outside the euro only.
        pub bn_lcu_public: Option<OrReason<Numbers>>,
    }
}

record! {
    /// R&D of partners as it is simulated.
    pub struct ForeignRecord {
        /// What the scenario says of them, in its order.
        pub entries: Vec<ForeignEntryRecord>,
        /// The partners, in the order of the entries.
        pub partners: Vec<PartnerRecord>,
        /// How their stocks are weighed.
        pub weights: &'static str,
        /// What they do under each weighting that the country has, in the last year.
        pub sensitivity: Vec<ForeignEffectRecord>,
    }
}

record! {
    /// Partners, and what is imposed on them.
    pub struct ForeignEntryRecord {
        /// A group, EU or OECD, or the codes of countries; the country itself is left out.
        pub countries: Vec<String>,
        /// Year in which the value is reached.
        pub year: i32,
        /// R&D over GDP, as a fraction.
        pub value: f64,
        /// at_least: a partner above the value keeps its ratio; exactly: it goes down to it.
        pub rule: &'static str,
    }
}

record! {
    /// A partner.
    pub struct PartnerRecord {
        /// ISO 3166 alpha-3.
        pub country: String,
        /// Last year on the baseline.
        pub from: i32,
        /// R&D over GDP at its last observation, as a fraction, which the baseline keeps.
        pub baseline: f64,
        /// R&D over GDP by year, as a fraction.
        pub imposed: Numbers,
    }
}

record! {
    /// What partners do in the last year under one weighting, at the centres of the parameters.
    pub struct ForeignEffectRecord {
        /// The weighting.
        pub weights: &'static str,
        /// Whether it is the one of the results.
        pub used: bool,
        /// The last year.
        pub year: i32,
        /// Stock of partners against the baseline, percent.
        pub knowledge_foreign: f64,
        /// GDP against the same scenario without partners, percent of baseline GDP; the weighted mean of the structures.
        pub gdp: f64,
    }
}

record! {
    /// What a scenario is held against.
    pub struct BaselineRecord {
        /// The default projection, a file of the user's, or a table without a file.
        #[cfg_attr(test, schemars(extend("enum" = ["default", "file", "table"])))]
        pub source: &'static str,
        /// Name of the file, without folders.
        pub name: Option<String>,
        /// First year that the table names; in years that it does not name growth and shares are the default's.
        pub first_year: Option<i32>,
        /// Last year that the table names.
        pub last_year: Option<i32>,
    }
}

record! {
    /// What a billion in prices of one year is in prices of another.
    pub struct PriceConversion {
        /// The price base of the scenario.
        pub from: i32,
        /// That of the document.
        pub to: i32,
        /// Billions of `to` for a billion of `from`.
        pub factor: f64,
    }
}

const NO_COST: &str = "the measure states no cost_per_unit: what it costs is not counted";
const NOT_EURO: &str = "the country is outside the euro: bn_lcu";
const NO_PATHS: &str = "R&D was not kept";

impl Simulated {
    pub(super) fn new(experiment: &Experiment, ensemble: &Ensemble) -> Self {
        let scenario = &experiment.scenario;
        let to = experiment.baseline.price_base;
        let conversion = |factor| PriceConversion { from: scenario.price_base, to, factor };
        Self {
            measures: MeasureRecord::all(experiment),
            targets: scenario.targets.iter().map(|t| TargetRecord::new(t, experiment, ensemble)).collect(),
            foreign: ForeignRecord::new(experiment),
            schooling: SchoolingRecord::new(experiment),
            financing: scenario.financing.name(),
            research_price: scenario.research_price.name(),
            baseline: BaselineRecord::new(scenario.baseline.as_ref()),
            price_conversion: experiment.price_conversion().map(conversion),
        }
    }
}

impl ForeignRecord {
    fn new(experiment: &Experiment) -> Option<Self> {
        let weights = experiment.partner_weights()?;
        let year = experiment.baseline.horizon();
        Some(Self {
            entries: experiment.scenario.foreign.iter().map(ForeignEntryRecord::new).collect(),
            partners: experiment.partners().iter().map(PartnerRecord::new).collect(),
            weights: weights.name(),
            sensitivity: experiment
                .foreign_effects()
                .iter()
                .map(|effect| ForeignEffectRecord {
                    weights: effect.weights.name(),
                    used: effect.used,
                    year,
                    knowledge_foreign: effect.foreign_stock,
                    gdp: effect.gdp,
                })
                .collect(),
        })
    }
}

impl ForeignEntryRecord {
    fn new(foreign: &Foreign) -> Self {
        let countries = match &foreign.countries {
            PartnerCountries::List(countries) => countries.clone(),
            group => vec![group.to_string()],
        };
        Self { countries, year: foreign.year, value: foreign.value, rule: foreign.rule.name() }
    }
}

impl PartnerRecord {
    fn new(partner: &PartnerPath) -> Self {
        Self {
            country: partner.country.clone(),
            from: partner.from,
            baseline: partner.baseline,
            imposed: partner.imposed().into_iter().collect(),
        }
    }
}

/// Money under the key of its currency: `bn_eur`, and outside the euro `bn_lcu`.
fn by_currency(
    money: OrReason<Numbers>,
    experiment: &Experiment,
) -> (OrReason<Numbers>, Option<OrReason<Numbers>>) {
    if experiment.baseline.currency_unit == "bn EUR" {
        (money, None)
    } else {
        (OrReason::Reason(NOT_EURO), Some(money))
    }
}

impl MeasureRecord {
    /// Of an experiment, in the order of its scenario.
    pub(super) fn all(experiment: &Experiment) -> Vec<Self> {
        let measures = experiment.simulated_measures().into_iter();
        measures.map(|measure| Self::new(measure, experiment)).collect()
    }

    fn new(simulated: SimulatedMeasure<'_>, experiment: &Experiment) -> Self {
        let measure = simulated.measure;
        let money = simulated.money.map(|money| money.into_iter().collect());
        let (bn_eur, bn_lcu) = by_currency(OrReason::new(money, NO_COST), experiment);
        let (amount, path) = match &measure.amount {
            AmountPath::Constant(amount) => ((*amount).into(), None),
            AmountPath::ByYear(path) => (
                OrReason::Reason("the amount differs by year: path"),
                Some(path.iter().map(|(year, amount)| (year.to_string(), *amount)).collect()),
            ),
        };
        Self {
            name: measure.name.clone(),
            instrument: measure.instrument.name(),
            unit: measure.unit.name(),
            amount,
            path,
            from: measure.from,
            until: measure.until,
            ramp_years: measure.ramp_years.into(),
            entry_lag: measure.entry_lag,
            cost_per_unit: measure.cost_per_unit,
            action: measure.action.map(u64::from),
            course: measure.course.map(|course| course.name()),
            foreign_share: Some(measure.foreign_share).filter(|share| *share != 0.0),
            amounts: simulated.amounts.into_iter().collect(),
            bn_eur,
            bn_lcu,
            money_remark: simulated
                .money_varies
                .then_some("it differs by draw with working_life, and is shown at the centre of that"),
        }
    }
}

impl TargetRecord {
    fn new(target: &Target, experiment: &Experiment, ensemble: &Ensemble) -> Self {
        let extra = |variable| OrReason::new(extra_in_mean(ensemble, variable), NO_PATHS);
        let (bn_eur, bn_lcu) = by_currency(extra(Variable::RdTotal), experiment);
        let (bn_eur_public, bn_lcu_public) = by_currency(extra(Variable::RdPublic), experiment);
        let years = experiment.imposed_intensities();
        Self {
            variable: Variable::RdIntensity.name(),
            unit: "gdp_share",
            from: target.from,
            year: target.year,
            value: target.value,
            public_share: target.public_share,
            imposed: Numbers::or_reason(years, "null in years on the baseline"),
            bn_eur,
            bn_eur_public,
            bn_lcu,
            bn_lcu_public,
        }
    }
}

/// Mean of the scenario less mean of the baseline: the mean of the difference.
fn extra_in_mean(ensemble: &Ensemble, variable: Variable) -> Option<Numbers> {
    let scenario = ensemble.statistics(variable, Kind::Scenario).ok()?;
    let baseline = ensemble.statistics(variable, Kind::Baseline).ok()?;
    Some(scenario.iter().zip(&baseline).map(|(scenario, baseline)| scenario.mean - baseline.mean).collect())
}

impl BaselineRecord {
    fn new(table: Option<&BaselineTable>) -> Self {
        let Some(table) = table else {
            return Self { source: "default", name: None, first_year: None, last_year: None };
        };
        let name = Some(table.name.clone()).filter(|name| !name.is_empty());
        Self {
            source: if name.is_some() { "file" } else { "table" },
            name,
            first_year: table.rows.first_key_value().map(|(year, _)| *year),
            last_year: table.rows.last_key_value().map(|(year, _)| *year),
        }
    }
}
