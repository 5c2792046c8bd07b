//! The document `kennis.cba/1`, of one scenario or of several.

use super::cba_parts::{
    BreakEvenRecord, CashFlowsRecord, CrossCheckRecord, DiscountingRecord, RatiosOfDraws, SensitivityRecord,
};
use super::header::{DrawsMade, Header};
use super::parameters_changed::ParameterChange;
use super::ranked::RankedRecord;
use super::record::record;
use super::simulated::MeasureRecord;
use super::statistics::StatisticsRecord;
use super::values::{ByName, InPlace, OrReason};
use crate::appraise::{AppraisedPair, CostBenefit, CostBenefitAnalysis, Figure, Ratio};

record! {
    /// Result of `kennis cba` of one scenario. Keys may be added within a version. A value that does not exist is null, with
    /// KEY_reason beside it. Present values are in billions of the price base.
    pub struct CostBenefitDocument {
        /// What every document starts with.
        #[cfg_attr(test, schemars(flatten))]
        pub header: InPlace<Header>,
        /// How draws were made.
        #[cfg_attr(test, schemars(flatten))]
        pub draws: InPlace<DrawsMade>,
        /// A deterministic run at the centres (--draws 0): a check on the arithmetic, never the central result.
        pub check_run: bool,
        /// Country, ISO 3166 alpha-3.
        pub country: String,
        /// Unit of present values.
        pub unit: String,
        /// The scenario.
        #[cfg_attr(test, schemars(flatten))]
        pub scenario: InPlace<AppraisedScenario>,
    }
}

record! {
    /// Result of `kennis cba` of two or more scenarios on the same draws.
    pub struct CostBenefitsDocument {
        /// What every document starts with. The hash of the parameters is that of the first scenario.
        #[cfg_attr(test, schemars(flatten))]
        pub header: InPlace<Header>,
        /// How draws were made; those left out are of all scenarios together.
        #[cfg_attr(test, schemars(flatten))]
        pub draws: InPlace<DrawsMade>,
        /// A deterministic run at the centres (--draws 0): a check on the arithmetic, never the central result.
        pub check_run: bool,
        /// Country, ISO 3166 alpha-3.
        pub country: String,
        /// Unit of present values.
        pub unit: String,
        /// The scenarios, in the order of the command.
        #[cfg_attr(test, schemars(length(min = 2)))]
        pub scenarios: Vec<AppraisedScenario>,
        /// Every pair: first with second, first with third, and so on.
        #[cfg_attr(test, schemars(length(min = 1)))]
        pub differences: Vec<AppraisedDifference>,
        /// By mean net present value of welfare, the highest first.
        pub ranking: Vec<RankRecord>,
    }
}

record! {
    /// A scenario and its three accounts.
    pub struct AppraisedScenario {
        /// Its name; one that comes again has its place behind it.
        pub scenario: String,
        /// Weights of the structures.
        pub structures: ByName<f64>,
        /// Parameters that differ from the defaults.
        pub parameters: Vec<ParameterChange>,
        /// The measures, in the order of the scenario.
        pub measures: Vec<MeasureRecord>,
        /// Who pays for them.
        pub financing: &'static str,
        /// The discount rates.
        pub discounting: DiscountingRecord,
        /// The year with factor one.
        pub base_year: i32,
        /// Last year with policy.
        pub horizon: i32,
        /// What counts after it.
        #[cfg_attr(test, schemars(extend("enum" = ["runoff", "none", "perpetuity"])))]
        pub residual_value: &'static str,
        /// Names of the measures whose cost the scenario does not say.
        pub measures_without_cost: Vec<String>,
        /// Whether costs are negative: a ratio is then what is lost a unit that is saved.
        pub is_cut: bool,
        /// The GDP account.
        pub gdp: GdpAccount,
        /// The welfare account.
        pub welfare: WelfareAccount,
        /// The account of public finance.
        pub public_finance: PublicFinanceAccount,
        /// Who pays and who gains: the parts of welfare, which add up to it draw by draw. Gains are positive.
        pub incidence: ByName<StatisticsRecord>,
        /// The probability that welfare gains.
        #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
        pub probability_npv_positive: f64,
        /// Its Monte Carlo standard error.
        pub mc_error_probability_npv_positive: f64,
        /// Net present values in each structure alone.
        pub by_structure: Vec<AppraisedStructure>,
        /// What the answer rests on: each row changes one thing.
        pub sensitivity: Vec<SensitivityRecord>,
        /// Where it would break even, where that was asked.
        pub break_even: Option<BreakEvenRecord>,
        /// The average return to all R&D of Jones and Summers (2020).
        pub cross_check: CrossCheckRecord,
        /// Effects without a price, as the scenario names them.
        pub pro_memorie: Vec<String>,
        /// Flows by year, where they were asked for.
        pub by_year: Option<CashFlowsRecord>,
    }
}

record! {
    /// GDP.
    pub struct GdpAccount {
        /// Present value of the change of GDP.
        pub npv: StatisticsRecord,
    }
}

record! {
    /// Welfare: consumption.
    pub struct WelfareAccount {
        /// Net present value; before the cost of the measures that state none.
        pub npv: StatisticsRecord,
        /// Net present value of welfare out of national income: less the capital income that goes abroad.
        pub npv_national_income: StatisticsRecord,
        /// Mean social benefits over mean social costs: the headline.
        pub ratio_of_means: OrReason<f64>,
        /// Its Monte Carlo standard error.
        pub mc_error_ratio_of_means: OrReason<f64>,
        /// Social benefits over social costs by draw; never averaged.
        pub benefit_cost_ratio_social: OrReason<RankedRecord>,
        /// Internal rate of return, a year, as a fraction. A draw with several is left out.
        pub internal_rate_of_return: OrReason<RankedRecord>,
        /// All internal rates of the one path of a check run or of a draw alone, where there are several.
        pub internal_rates: Option<super::values::Numbers>,
        /// The year from which on cumulative welfare stays at or above zero.
        pub payback_year: OrReason<RankedRecord>,
    }
}

record! {
    /// Public finance: taxes less public money.
    pub struct PublicFinanceAccount {
        /// Net present value, with public spending fixed in volume.
        pub npv: StatisticsRecord,
        /// The same with public spending that follows wages.
        pub npv_wage_indexed: StatisticsRecord,
        /// Present value of the public money.
        pub public_money: StatisticsRecord,
        /// Mean public benefits over mean public costs.
        pub ratio_of_means: OrReason<f64>,
        /// Its Monte Carlo standard error.
        pub mc_error_ratio_of_means: OrReason<f64>,
        /// Public benefits over public costs by draw; never averaged.
        pub benefit_cost_ratio_public: OrReason<RankedRecord>,
        /// Mean taxes on GDP over mean public money, and the same with spending that follows wages.
        #[cfg_attr(test, schemars(flatten))]
        pub self_financing: InPlace<RatiosOfDraws>,
    }
}

record! {
    /// Net present values in one structure.
    pub struct AppraisedStructure {
        /// Name of the structure.
        pub structure: &'static str,
        /// In the mixture.
        #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
        pub weight: f64,
        /// GDP.
        pub gdp: StatisticsRecord,
        /// Welfare.
        pub welfare: StatisticsRecord,
        /// Public finance.
        pub public_finance: StatisticsRecord,
    }
}

record! {
    /// The difference of two scenarios: the second less the first, draw by draw.
    pub struct AppraisedDifference {
        /// The first scenario.
        pub first: String,
        /// The second scenario.
        pub second: String,
        /// Draws that both kept, by structure.
        pub draws_paired: ByName<u64>,
        /// Net present value of welfare.
        pub npv: StatisticsRecord,
        /// The probability that the second gives more.
        #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
        pub probability_better: f64,
        /// Its Monte Carlo standard error.
        pub mc_error_probability_better: f64,
        /// Difference of mean net present value over the difference of mean public money.
        pub npv_per_public_euro: OrReason<f64>,
        /// Whether the means differ by more than twice the Monte Carlo error of their difference.
        pub beyond_error: bool,
    }
}

record! {
    /// A place in the ranking.
    pub struct RankRecord {
        /// The scenario.
        pub scenario: String,
        /// Its mean net present value of welfare.
        pub npv_mean: f64,
        /// Whether it lies above the next one by more than the Monte Carlo error; true of the last.
        pub beyond_error_of_next: bool,
    }
}

/// The document of an analysis of one scenario, as JSON, or of several. `command` is the command that reproduces it. Empty
/// where there is no scenario.
#[must_use]
pub fn cost_benefit_json(analysis: &CostBenefitAnalysis, command: &str) -> String {
    let Some(first) = analysis.comparison.scenarios.first() else { return String::new() };
    let header = Header::of_draws("kennis.cba/1", &first.experiment, &first.settings, command)
        .with_warnings(analysis.warnings())
        .with_inputs(&analysis.inputs());
    let (check_run, country) = (first.settings.draws == 0, first.experiment.baseline.country.clone());
    let unit = first.experiment.baseline.currency_unit.clone();
    let draws = draws_made(analysis, first);
    let names = analysis.names();
    let scenario = |place: usize| AppraisedScenario::new(analysis, place, &names[place]);
    if analysis.comparison.scenarios.len() == 1 {
        let (header, draws, scenario) = (InPlace(header), InPlace(draws), InPlace(scenario(0)));
        return CostBenefitDocument { header, draws, check_run, country, unit, scenario }.to_json();
    }
    let pair = |pair: &AppraisedPair| AppraisedDifference::new(pair, first, &names);
    let rank = |(place, beyond): (usize, bool)| RankRecord {
        scenario: names[place].clone(),
        npv_mean: analysis.comparison.scenarios[place].statistics(Figure::WelfareNpv).mean,
        beyond_error_of_next: beyond,
    };
    CostBenefitsDocument {
        header: InPlace(header),
        draws: InPlace(draws),
        check_run,
        country,
        unit,
        scenarios: (0..names.len()).map(scenario).collect(),
        differences: analysis.comparison.pairs.iter().map(pair).collect(),
        ranking: analysis.comparison.ranking().into_iter().map(rank).collect(),
    }
    .to_json()
}

fn draws_made(analysis: &CostBenefitAnalysis, first: &CostBenefit) -> DrawsMade {
    let sum = |of: fn(&CostBenefit) -> Vec<(&'static str, u64)>| {
        let mut sums = of(first);
        for other in &analysis.comparison.scenarios[1..] {
            sums.iter_mut().zip(of(other)).for_each(|((_, sum), (_, more))| *sum += more);
        }
        sums.into_iter().collect::<ByName<u64>>()
    };
    DrawsMade {
        seed: first.settings.seed,
        draws: first.settings.draws,
        draws_dropped: sum(|one| one.dropped().collect()),
        draws_unstable: sum(|one| one.unstable().collect()),
        layers: first.settings.layers_on(&first.experiment),
        precision: None,
    }
}

impl AppraisedScenario {
    fn new(analysis: &CostBenefitAnalysis, place: usize, name: &str) -> Self {
        let one = &analysis.comparison.scenarios[place];
        let figure = |figure| StatisticsRecord::of(one.distribution(figure));
        let above = one.probability_npv_positive();
        let incidence = INCIDENCE.iter().map(|part| (part.name(), figure(*part))).collect();
        Self {
            scenario: name.to_owned(),
            structures: one.structures().collect(),
            parameters: ParameterChange::all(&one.experiment.parameters),
            measures: MeasureRecord::all(&one.experiment),
            financing: one.experiment.scenario.financing.name(),
            discounting: DiscountingRecord::new(&one.discounting),
            base_year: one.base_year,
            horizon: one.experiment.baseline.horizon(),
            residual_value: one.residual.name(),
            measures_without_cost: one.without_cost.clone(),
            is_cut: one.is_cut(),
            gdp: GdpAccount { npv: figure(Figure::GdpNpv) },
            welfare: WelfareAccount::new(one),
            public_finance: PublicFinanceAccount::new(one),
            incidence,
            probability_npv_positive: above.value,
            mc_error_probability_npv_positive: above.mc_error,
            by_structure: AppraisedStructure::all(one),
            sensitivity: analysis.sensitivity[place].iter().map(SensitivityRecord::new).collect(),
            break_even: analysis.break_even[place].as_ref().map(BreakEvenRecord::new),
            cross_check: CrossCheckRecord::new(&one.cross_check),
            pro_memorie: one.experiment.scenario.appraisal.pro_memorie.clone(),
            by_year: CashFlowsRecord::new(one),
        }
    }
}

const INCIDENCE: [Figure; 6] = [
    Figure::IncidenceGovernment,
    Figure::IncidenceGovernmentWageIndexed,
    Figure::IncidenceFirmsResearch,
    Figure::IncidenceInvestment,
    Figure::IncidenceHouseholds,
    Figure::IncidenceHouseholdsWageIndexed,
];

/// The ratio of means with its error, or why there is none.
fn of_means(one: &CostBenefit, ratio: Ratio) -> (OrReason<f64>, OrReason<f64>) {
    let (estimate, reason) = (one.ratio_of_means(ratio), one.no_ratio(ratio).unwrap_or("there are no costs"));
    (OrReason::new(estimate.map(|e| e.value), reason), OrReason::new(estimate.map(|e| e.mc_error), reason))
}

impl WelfareAccount {
    fn new(one: &CostBenefit) -> Self {
        let (ratio_of_means, mc_error_ratio_of_means) = of_means(one, Ratio::Social);
        let ranked = |figure, none: Option<&'static str>| super::cba_parts::ranked(one, figure, none);
        Self {
            npv: StatisticsRecord::of(one.distribution(Figure::WelfareNpv)),
            npv_national_income: StatisticsRecord::of(one.distribution(Figure::NationalIncomeNpv)),
            ratio_of_means,
            mc_error_ratio_of_means,
            benefit_cost_ratio_social: ranked(Figure::BenefitCostRatioSocial, one.no_ratio(Ratio::Social)),
            internal_rate_of_return: ranked(Figure::InternalRateOfReturn, one.no_rate()),
            internal_rates: one.several_rates().map(|rates| rates.into_iter().collect()),
            payback_year: ranked(Figure::PaybackYear, one.no_rate()),
        }
    }
}

impl PublicFinanceAccount {
    fn new(one: &CostBenefit) -> Self {
        let (ratio_of_means, mc_error_ratio_of_means) = of_means(one, Ratio::Public);
        let figure = |figure| StatisticsRecord::of(one.distribution(figure));
        let ratio = |ratio, by_draw| {
            let (of_means, _) = of_means(one, ratio);
            (super::cba_parts::ranked(one, by_draw, one.no_ratio(ratio)), of_means)
        };
        let plain = ratio(Ratio::SelfFinancing, Figure::SelfFinancingShare);
        let indexed = ratio(Ratio::SelfFinancingWageIndexed, Figure::SelfFinancingShareWageIndexed);
        Self {
            npv: figure(Figure::PublicFinanceNpv),
            npv_wage_indexed: figure(Figure::PublicFinanceNpvWageIndexed),
            public_money: figure(Figure::PublicMoney),
            ratio_of_means,
            mc_error_ratio_of_means,
            benefit_cost_ratio_public: super::cba_parts::ranked(
                one,
                Figure::BenefitCostRatioPublic,
                one.no_ratio(Ratio::Public),
            ),
            self_financing: InPlace(RatiosOfDraws {
                self_financing_share: plain.0,
                self_financing_share_of_means: plain.1,
                self_financing_share_wage_indexed: indexed.0,
                self_financing_share_wage_indexed_of_means: indexed.1,
            }),
        }
    }
}

impl AppraisedStructure {
    fn all(one: &CostBenefit) -> Vec<Self> {
        let figure =
            |structure, figure| one.distribution_in(structure, figure).map(StatisticsRecord::of).ok();
        let of = |(structure, weight)| {
            Some(Self {
                structure,
                weight,
                gdp: figure(structure, Figure::GdpNpv)?,
                welfare: figure(structure, Figure::WelfareNpv)?,
                public_finance: figure(structure, Figure::PublicFinanceNpv)?,
            })
        };
        one.structures().filter_map(of).collect()
    }
}

impl AppraisedDifference {
    fn new(pair: &AppraisedPair, first: &CostBenefit, names: &[String]) -> Self {
        let better = pair.probability_better();
        let structures = first.structures().map(|(name, _)| name).zip(pair.paired.iter().copied());
        let reason = "both take the same public money";
        Self {
            first: names[pair.first].clone(),
            second: names[pair.second].clone(),
            draws_paired: structures.collect(),
            npv: StatisticsRecord::of(&pair.npv),
            probability_better: better.value,
            mc_error_probability_better: better.mc_error,
            npv_per_public_euro: OrReason::new(pair.npv_per_public_euro, reason),
            beyond_error: pair.is_beyond_error(),
        }
    }
}
