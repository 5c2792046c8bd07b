//! Every public type can be sent to and shared between threads: an embedding program may run experiments in parallel.

fn send_and_sync<T: Send + Sync>() {}

/// One line a type, so that a type that is not names itself.
macro_rules! send_and_sync {
    ($($type:ty),+ $(,)?) => { $(send_and_sync::<$type>();)+ };
}

#[cfg(feature = "report")]
#[test]
fn types_of_what_stands_behind_features_are_too() {
    use kennis::econometrics::*;
    use kennis::report::{FanChart, PriorPredictive};
    use kennis::validate::{PublishedResult, Rank};
    send_and_sync!(FanChart, PriorPredictive, PublishedResult, Rank);
    send_and_sync!(
        Coefficient,
        CoeHelpman,
        EstimationError,
        Johansen,
        LeastSquares,
        PanelEstimate,
        PanelGroup,
        Vecm
    );
}

#[test]
fn public_types_are_send_and_sync() {
    use kennis::data::*;
    use kennis::ensemble::*;
    use kennis::model::*;
    use kennis::parameters::*;
    use kennis::sampling::*;
    use kennis::scalar::*;
    use kennis::scenario::*;
    use kennis::simulate::*;
    use kennis::statistics::*;
    use kennis::structures::*;
    send_and_sync!(
        ByYear<f64>,
        DataError,
        Economy,
        Flow,
        ImportWeights,
        Imports,
        NoYear,
        Panel,
        PartnerRd,
        RdVolumes,
        Series,
        SeriesName,
        Years
    );
    send_and_sync!(
        Correlation,
        Dependence,
        DependenceError,
        Distribution,
        DistributionError,
        Evidence,
        JointColumn,
        JointDraws,
        Layer,
        Origin
    );
    send_and_sync!(Parameter, ParameterId, ParameterSet, ParameterValues<f64>, PriorMap, QuantileMap, Shape);
    send_and_sync!(
        AmountPath,
        BaselineRow,
        BaselineTable,
        CapitalClosure,
        CheckContext,
        CohortSizes,
        Course,
        Financing,
        GestationLag
    );
    send_and_sync!(Instrument, InstrumentRow, Measure, Problem, Scenario, ScenarioError, StructureChoice);
    send_and_sync!(AppraisalChoice, ResearchPrice, StructureName, Target, Unit);
    {
        use kennis::appraise::*;
        send_and_sync!(
            Appraisal<'static>,
            AppraisalComparison,
            AppraisalError,
            BreakEven,
            CostBenefit,
            Discounting
        );
    }
    send_and_sync!(Foreign, ForeignEffect, ForeignRule, PartnerCountries, PartnerPath, PartnerWeights);
    #[cfg(feature = "panel")]
    send_and_sync!(ImportWeight);
    send_and_sync!(Dual<8>, Funder, Gestation<f64>, Pair<f64>, Performer, RdMatrix<f64>, Welfare<f64>);
    send_and_sync!(
        Baseline,
        BaselineError,
        Experiment,
        ExperimentError,
        InstrumentMoney,
        Levels<f64>,
        Plan,
        PlanOfAnotherBaseline,
        Ratios<f64>
    );
    send_and_sync!(Shocks<'static, f64>, Variable, Year<f64>, Year<Dual<8>>, YearRule);
    send_and_sync!(ByStock<f64>, Channel, Contributions<f64>, Knowledge<f64>, StockYear<f64>);
    send_and_sync!(ErrorCorrection, Lanes);
    send_and_sync!(InternationalSpillovers, KnowledgeCapital, NoEffect, RateOfReturn, SemiEndogenous);
    send_and_sync!(
        Draws,
        Ensemble,
        EnsembleError,
        Kind,
        Layers,
        NoResult,
        OneStructure<'static>,
        Precision,
        RankedStatistics,
        RatioStatistics,
        SamplingPlan,
        Settings,
        StatisticsByYear
    );
    send_and_sync!(Statistics, Derivatives, DerivativeError, kennis::UnknownName);
}

#[test]
#[cfg(feature = "calibrate")]
fn public_types_of_calibration_are_send_and_sync() {
    use kennis::calibrate::*;
    use kennis::report::DensityChart;
    send_and_sync!(DensityChart, Fit, Likelihood, Marginal, PanelFit, PanelSettings, Placebo, Priors);
}

#[test]
#[cfg(feature = "formats")]
fn public_types_of_files_are_send_and_sync() {
    use kennis::formats::*;
    send_and_sync!(DataFile, Example, InputError, InputProblem, Position, Schema);
    send_and_sync!(documents::RunDocument, documents::CompareDocument, documents::ErrorDocument);
    send_and_sync!(kennis::request::Run, kennis::request::RunRequest);
}

/// Every name that `lib.rs` exports as a type stands above.
#[test]
fn the_list_is_complete() {
    let (list, this) = (include_str!("../../src/lib.rs"), include_str!("send_sync.rs"));
    let exports = list.split("pub use ").skip(1).filter_map(|rest| rest.split(';').next());
    let traits = ["Scalar", "Structure"];
    for name in exports.flat_map(|export| export.split(|c: char| !c.is_alphanumeric() && c != '_')) {
        let is_type = name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase);
        assert!(!is_type || traits.contains(&name) || this.contains(name), "{name}");
    }
}
