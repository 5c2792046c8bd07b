//! The document `kennis.sensitivity/1`.

use super::header::Header;
use super::parameters_changed::ParameterChange;
use super::record::record;
use super::values::{ByName, InPlace, OrReason};
use crate::sensitivity::{LayerSharesOfYear, SensitivityAnalysis};

record! {
    /// Result of `kennis sensitivity`: where the uncertainty of a result comes from, and what it would be worth to know more. Keys may be
    /// added within a version. A value that does not exist is null, with KEY_reason beside it.
    pub struct SensitivityDocument {
        /// What every document starts with.
        #[cfg_attr(test, schemars(flatten))]
        pub header: InPlace<Header>,
        /// Seed of all random numbers.
        pub seed: u64,
        /// Rows of the design.
        pub draws: u64,
        /// Rows in which all outcomes exist.
        pub rows: u64,
        /// Points that were run in every structure.
        pub points: u64,
        /// Layers of uncertainty that are on.
        pub layers_on: Vec<&'static str>,
        /// Country, ISO 3166 alpha-3.
        pub country: String,
        /// Name of the scenario.
        pub scenario: String,
        /// Weights of the structures.
        pub structures: ByName<f64>,
        /// Parameters that differ from the defaults.
        pub parameters_changed: Vec<ParameterChange>,
        /// The result that is taken apart.
        #[cfg_attr(test, schemars(extend("enum" = ["gdp", "tfp", "welfare_npv", "rd_intensity", "debt_ratio"])))]
        pub output: &'static str,
        /// Its unit.
        pub unit: String,
        /// The year; left out for a present value.
        pub year: Option<i32>,
        /// Its mean over rows and structures.
        pub mean: f64,
        /// Its standard deviation.
        pub sd: f64,
        /// The result with all parameters at their centres.
        pub centre: OrReason<f64>,
        /// Parameters that change something, the largest total index first. first and total on the independent normals before the copula.
        pub parameters: Vec<ParameterSensitivityRecord>,
        /// Share of variance by layer and year that goes when the layer is known.
        pub layers: Vec<LayerRecord>,
        /// The structure as a factor.
        pub structure: StructureRecord,
        /// Groups of parameters.
        pub groups: Vec<GroupRecord>,
        /// What it would be worth to know everything before the decision, in the unit of evpi_unit.
        pub evpi: f64,
        /// Unit of evpi and evppi.
        pub evpi_unit: String,
        /// The decision.
        pub decision: DecisionRecord,
    }
}

record! {
    /// A parameter.
    pub struct ParameterSensitivityRecord {
        /// Name; initial_stock_error_business and _public are errors of first stocks.
        pub name: &'static str,
        /// Its group.
        pub group: &'static str,
        /// Share of the variance that goes when it is known.
        pub first: f64,
        /// 5% point of that estimate.
        pub first_low: f64,
        /// 95% point.
        pub first_high: f64,
        /// Share that is left when all others are known.
        pub total: f64,
        /// 5% point of that estimate.
        pub total_low: f64,
        /// 95% point.
        pub total_high: f64,
        /// Share by Shapley, under the dependence of the parameters; with the share of the structure these sum to one.
        pub shapley: f64,
        /// Derivative of the result at the centres, a unit of the parameter.
        pub derivative: OrReason<f64>,
        /// The result with it at its 5% point, the others at their centres.
        pub low: OrReason<f64>,
        /// The result with it at its 95% point.
        pub high: OrReason<f64>,
        /// What it would be worth to know it before the decision.
        pub evppi: f64,
    }
}

record! {
    /// Shares of the variance in a year.
    pub struct LayerRecord {
        /// The year; left out for a present value.
        pub year: Option<i32>,
        /// By layer, the structure among them.
        pub shares: ByName<f64>,
        /// What layers do together.
        pub interactions: f64,
    }
}

record! {
    /// The structure as a factor.
    pub struct StructureRecord {
        /// Share of the variance between the means of the structures.
        pub first: f64,
        /// 5% point of that estimate.
        pub first_low: f64,
        /// 95% point.
        pub first_high: f64,
        /// Share that is left when all parameters are known.
        pub total: f64,
        /// What it would be worth to know which structure is right.
        pub evppi: f64,
    }
}

record! {
    /// A group of parameters.
    pub struct GroupRecord {
        /// Name.
        pub name: &'static str,
        /// Share of the variance that goes when all of it is known.
        pub first: f64,
        /// 5% point of that estimate.
        pub first_low: f64,
        /// 95% point.
        pub first_high: f64,
        /// What it would be worth to know all of it before the decision.
        pub evppi: f64,
    }
}

record! {
    /// A decision on net present values of welfare; not to fund is worth nothing.
    pub struct DecisionRecord {
        /// fund_or_not, or which_scenario.
        #[cfg_attr(test, schemars(extend("enum" = ["fund_or_not", "which_scenario"])))]
        pub kind: &'static str,
        /// The scenarios with their mean net present values.
        pub options: Vec<OptionRecord>,
        /// The scenario that is best in the mean.
        pub best: OrReason<String>,
        /// The probability that another choice would have been better.
        pub probability_of_regret: f64,
    }
}

record! {
    /// A scenario that may be funded.
    pub struct OptionRecord {
        /// Its name.
        pub scenario: String,
        /// Mean net present value of welfare.
        pub mean_npv: f64,
    }
}

impl LayerRecord {
    fn new(of: &LayerSharesOfYear) -> Self {
        Self { year: of.year, shares: of.shares.iter().copied().collect(), interactions: of.interactions }
    }
}

/// The document of an analysis. `command` is the command that reproduces it.
#[must_use]
pub fn sensitivity_document(analysis: &SensitivityAnalysis, command: &str) -> SensitivityDocument {
    let (experiment, settings) = (&analysis.experiment, &analysis.settings);
    let baseline = experiment.baseline();
    let parameter = |p: &crate::sensitivity::ParameterSensitivity| ParameterSensitivityRecord {
        name: p.name,
        group: p.group.name(),
        first: p.first.value,
        first_low: p.first.low,
        first_high: p.first.high,
        total: p.total.value,
        total_low: p.total.low,
        total_high: p.total.high,
        shapley: p.shapley,
        derivative: OrReason::new(p.derivative, "an error of a first stock is no parameter of the table"),
        low: OrReason::new(p.low, "the draw is left out there by rule"),
        high: OrReason::new(p.high, "the draw is left out there by rule"),
        evppi: p.evppi,
    };
    let group = |g: &crate::sensitivity::GroupSensitivity| GroupRecord {
        name: g.group.name(),
        first: g.first.value,
        first_low: g.first.low,
        first_high: g.first.high,
        evppi: g.evppi,
    };
    let decision = &analysis.decision;
    let option = |(scenario, mean_npv): &(String, f64)| OptionRecord {
        scenario: scenario.clone(),
        mean_npv: *mean_npv,
    };
    SensitivityDocument {
        header: InPlace(Header::of_draws("kennis.sensitivity/1", experiment, settings, command)),
        seed: settings.seed,
        draws: settings.draws,
        rows: analysis.rows as u64,
        points: analysis.points as u64,
        layers_on: settings.layers_on(experiment),
        country: baseline.country.clone(),
        scenario: experiment.scenario().name.clone(),
        structures: experiment.structures().iter().map(|(name, weight)| (name.name(), *weight)).collect(),
        parameters_changed: ParameterChange::all(experiment.parameters()),
        output: analysis.output.name(),
        unit: analysis.output.unit(&baseline.currency_unit),
        year: analysis.year,
        mean: analysis.mean,
        sd: analysis.sd,
        centre: OrReason::new(analysis.centre, "the rules leave the centre out"),
        parameters: analysis.parameters.iter().map(parameter).collect(),
        layers: analysis.layers.iter().map(LayerRecord::new).collect(),
        structure: StructureRecord {
            first: analysis.structure.first.value,
            first_low: analysis.structure.first.low,
            first_high: analysis.structure.first.high,
            total: analysis.structure.total.value,
            evppi: analysis.structure_evppi,
        },
        groups: analysis.groups.iter().map(group).collect(),
        evpi: analysis.evpi,
        evpi_unit: baseline.currency_unit.clone(),
        decision: DecisionRecord {
            kind: decision.kind.name(),
            options: decision.options.iter().map(option).collect(),
            best: OrReason::new(
                decision.best.map(|best| decision.options[best].0.clone()),
                "in the mean no scenario is worth its costs",
            ),
            probability_of_regret: decision.probability_of_regret,
        },
    }
}
