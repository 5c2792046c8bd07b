//! The one table of parameters: name, symbol, unit, prior, bounds, layer, evidence and source.
//!
//! A new parameter is one new row. Priors are split normals with their 5, 50 and 95% points (half the mass
//! on each side of the centre), truncated at the bounds, or fixed values; an estimate of our own has the normal of its
//! asymptotic distribution. A row whose evidence is [`Evidence::Assumption`] is our judgement, shown as such wherever it
//! appears.

use super::distribution::Distribution;
use super::shape::Shape;
use crate::names::{named, with_names};

named! {
    /// How well a prior is supported.
    Evidence {
        /// Estimated for the Netherlands or by a causal design, and read at the source.
        Direct = "direct",
        /// A range of published estimates for other countries, or read in a summary of the source.
        Published = "published",
        /// A convention of the field.
        Convention = "convention",
        /// Our own judgement.
        Assumption = "assumption",
    }
}

impl Evidence {
    /// The grade as one letter, A (direct) to D (assumption).
    #[must_use]
    pub fn grade(self) -> char {
        match self {
            Self::Direct => 'A',
            Self::Published => 'B',
            Self::Convention => 'C',
            Self::Assumption => 'D',
        }
    }
}

named! {
    /// The source of uncertainty that a parameter belongs to.
    Layer {
        /// Parameters of the economy and of the structures.
        Parameters = "parameters",
        /// Effectiveness of instruments.
        Effectiveness = "effectiveness",
        /// Breakthroughs.
        Shocks = "shocks",
        /// The level of the baseline.
        BaselineLevel = "baseline_level",
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Parameter {
    /// The parameter's identifier.
    pub id: ParameterId,
    /// Name, the same in code, files, output and documentation.
    pub name: &'static str,
    /// Symbol in the equations of `docs/model.md`.
    pub symbol: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// Default distribution, with its bounds.
    pub prior: Distribution,
    /// Source of uncertainty that it counts to.
    pub layer: Layer,
    /// How well the prior is supported.
    pub evidence: Evidence,
    /// Where it comes from.
    pub source: &'static str,
}

const UNBOUNDED: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

const fn split(low: f64, centre: f64, high: f64, bounds: (f64, f64)) -> Distribution {
    Distribution { shape: Shape::SplitNormal { low, centre, high }, lower: bounds.0, upper: bounds.1 }
}

const fn normal(mean: f64, sd: f64, bounds: (f64, f64)) -> Distribution {
    Distribution { shape: Shape::Normal { mean, sd }, lower: bounds.0, upper: bounds.1 }
}

const fn fixed(value: f64, bounds: (f64, f64)) -> Distribution {
    Distribution { shape: Shape::Fixed { value }, lower: bounds.0, upper: bounds.1 }
}

const fn unset(bounds: (f64, f64)) -> Distribution {
    Distribution { shape: Shape::Unset, lower: bounds.0, upper: bounds.1 }
}

macro_rules! parameters {
    ($($id:ident $name:literal $symbol:literal $unit:literal, $prior:expr, $layer:ident $evidence:ident $source:literal;)*) => {
        /// Identifies a parameter; the variants are the rows of the table, in its order.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum ParameterId {
            $(#[doc = concat!("`", $name, "` (`", $symbol, "`), in `", $unit, "`.")] $id,)*
        }

        /// Number of parameters.
        pub const PARAMETER_COUNT: usize = [$(ParameterId::$id),*].len();

        static TABLE: [Parameter; PARAMETER_COUNT] = [$(Parameter {
            id: ParameterId::$id,
            name: $name,
            symbol: $symbol,
            unit: $unit,
            prior: $prior,
            layer: Layer::$layer,
            evidence: Evidence::$evidence,
            source: $source,
        },)*];
    };
}

parameters! {
    OutputElasticityBusiness "output_elasticity_business" "eps_B" "log TFP per log stock",
        split(0.01, 0.08, 0.13, (-0.05, 0.30)), Parameters Published
        "Hall, Mairesse and Mohnen 2010 (centre); Guellec and van Pottelsberghe 2001 (high, .13); low: our own pooled panel (.034, sd .015), Ugur et al. 2016 and Erken et al. 2021 (implied .038), all below the centre";
    OutputElasticityPublic "output_elasticity_public" "eps_P" "log TFP per log stock",
        split(0.0, 0.05, 0.17, (-0.05, 0.35)), Parameters Published
        "van Elk et al. 2015 (low, insignificant); Guellec and van Pottelsberghe 2004 (high, .17); centre: judgement between them; it implies an internal rate of return of about 25% in the Netherlands (docs/rates-of-return.md)";
    OutputElasticityForeign "output_elasticity_foreign" "eps_F" "log TFP per log stock, times the import share",
        split(0.05, 0.20, 0.45, (0.0, 1.0)), Parameters Convention
        "Coe and Helpman 1995; Guellec and van Pottelsberghe 2001 (not read again); international_spillovers divides it by the Dutch import share";
    InteractionElasticity "interaction_elasticity" "eps_BP" "log TFP per product of log stocks",
        fixed(0.0, (-1.0, 1.0)), Parameters Assumption
        "sign disputed (Soete et al. find complements); off, a printed sensitivity at +-.01";
    TransferTheta "transfer_theta" "theta" "share",
        fixed(0.0, (0.0, 1.0)), Parameters Assumption
        "0: the elasticity travels between countries, 1: the return does";
    AdjustmentSpeed "adjustment_speed" "kappa" "a year",
        fixed(1.0, (0.01, 1.0)), Parameters Assumption
        "below one only with a point mass for gestation: both delay";
    DepreciationBusiness "depreciation_business" "delta_B" "a year",
        split(0.10, 0.15, 0.25, (0.02, 0.40)), Parameters Published
        "convention .15; Hall 2007 implies 0 to .40";
    DepreciationPublic "depreciation_public" "delta_P" "a year",
        split(0.02, 0.10, 0.15, (0.01, 0.25)), Parameters Convention
        "convention, lower than business";
    DepreciationForeign "depreciation_foreign" "delta_F" "a year",
        split(0.10, 0.15, 0.25, (0.02, 0.40)), Parameters Assumption
        "as business";
    GestationBusiness "gestation_business" "m_B" "years",
        split(1.0, 2.0, 3.0, (0.25, 6.0)), Parameters Published
        "Poliakov and Bulavskaya (TNO): one to two years to the first return";
    GestationPublic "gestation_public" "m_P" "years",
        split(2.0, 5.0, 10.0, (1.0, 20.0)), Parameters Published
        "Frontier Economics 2024 for DSIT: six years; CBO 2018 assumes longer";
    InitialStockError "initial_stock_error" "sigma_S" "standard deviation of ln S[0]",
        fixed(0.30, (0.0, 2.0)), Parameters Assumption
        "R&D before 1981 is not in the data";
    CapitalShare "capital_share" "alpha" "share",
        split(0.30, 0.36, 0.42, (0.20, 0.55)), Parameters Published
        "between the textbook .33 and one less the labour share of the Penn World Table 10.01 (.40)";
    CapitalDepreciation "capital_depreciation" "d" "a year",
        split(0.040, 0.045, 0.050, (0.02, 0.10)), Parameters Published
        "Penn World Table 10.01, Netherlands 2019: .0453";
    RdCapitalShare "rd_capital_share" "alpha_R" "share",
        fixed(0.0, (0.0, 0.15)), Parameters Assumption
        "deducted from capital_share; .03 takes the R&D asset out of capital, a printed sensitivity";
    RateOfReturnBusiness "rate_of_return_business" "rho_B" "a year, gross",
        split(0.20, 0.45, 0.75, (-0.2, 2.0)), Parameters Assumption
        "judgement on Frontier Economics 2023 (private 20%, social about twice that)";
    RateOfReturnPublic "rate_of_return_public" "rho_P" "a year, gross",
        split(0.0, 0.40, 1.40, (-0.3, 2.0)), Parameters Published
        "Frontier Economics 2024 for DSIT (centre, .40; it supersedes Frontier 2023, .20), beside BIS 2014 (.20 to .50) and the Danish ministry 2012 (.20 to .40); Fieldhouse and Mertens (high; 1.40 to 2.10, the one causal estimate); van Elk et al. (low)";
    FrontierElasticity "frontier_elasticity" "gamma" "log TFP per log effort",
        split(0.04, 0.12, 0.25, (-0.05, 0.40)), Parameters Published
        "own panels of countries: .075 to .159, standard errors .04 to .07";
    CatchUpSpeed "catch_up_speed" "c" "a year",
        split(0.02, 0.04, 0.08, (0.005, 0.30)), Parameters Assumption "judgement";
    FrontierHumanCapital "frontier_human_capital" "gamma_h" "log TFP per log human capital",
        fixed(0.0, (-1.0, 1.0)), Parameters Assumption "human capital acts in production";
    FrontierGrowth "frontier_growth" "g_F" "a year",
        fixed(0.01, (0.0, 0.05)), Parameters Assumption "judgement";
    WorldEffortShare "world_effort_share" "s_NL" "share",
        fixed(0.01, (0.0, 1.0)), Parameters Assumption "Dutch share of world research effort, judgement";
    EffortExponent "effort_exponent" "lambda" "log ideas per log effort",
        split(0.20, 0.75, 1.00, (0.0, 1.5)), Parameters Published
        "Sequeira and Neves 2020 (low, .2); Bloom et al. 2020 (high, 1)";
    FishingOut "fishing_out" "beta" "log productivity of research per log TFP",
        split(1.0, 3.1, 4.0, (0.1, 10.0)), Parameters Published
        "Bloom et al. 2020, aggregate 3.1; Neves and Sequeira 2017";
    ResearchPriceElasticity "research_price_elasticity" "psi" "log price per log volume",
        split(0.11, 0.54, 1.00, (0.0, 2.0)), Parameters Published
        "Goolsbee 1998: 30 to 50% of extra money goes to wages at first";
    ResearcherAdjustment "researcher_adjustment" "chi" "a year",
        split(0.10, 0.20, 0.35, (0.02, 1.0)), Parameters Assumption "judgement";
    Complementarity "complementarity" "xi" "log business R&D per log public stock",
        split(-0.05, 0.05, 0.15, (-0.3, 0.5)), Parameters Assumption
        "judgement on Poliakov and Bulavskaya (TNO; .05 to .10) and Guellec and van Pottelsberghe 2003 (neutral)";
    FirmAdjustment "firm_adjustment" "phi" "a year",
        split(0.30, 0.50, 1.00, (0.05, 1.0)), Parameters Assumption "judgement";
    AdditionalityDirectSubsidy "additionality_direct_subsidy" "m" "extra private per public euro",
        split(-0.20, 0.40, 0.70, (-1.0, 2.0)), Effectiveness Published
        "Guellec and van Pottelsberghe 2000 (high, 1.70 in total); crowding out in a minority of studies (low)";
    BangForTheBuckTaxCredit "bang_for_the_buck_tax_credit" "b" "R&D per euro of forgone tax",
        split(0.41, 0.81, 1.20, (0.0, 3.0)), Effectiveness Published
        "SEO and Dialogic 2025, evaluation of the WBSO 2018-2022, as quoted: .81 (R&D), .41 (S&O)";
    AdditionalShareEuCofinancing "additional_share_eu_cofinancing" "q" "share",
        split(0.10, 0.50, 0.90, (0.0, 1.0)), Effectiveness Assumption
        "a co-financing ratio is not causal: m = q (1 + r) - 1";
    LeverageEuCofinancing "leverage_eu_cofinancing" "r" "private per public euro",
        fixed(1.79, (0.0, 10.0)), Effectiveness Published
        "letter to parliament on the 3% R&D action plan, 11 July 2025 (IPCEI)";
    RdShareVentureCapital "rd_share_venture_capital" "s" "share",
        split(0.10, 0.30, 0.60, (0.0, 1.0)), Effectiveness Assumption "judgement";
    AdditionalShareVentureCapital "additional_share_venture_capital" "q" "share",
        split(0.05, 0.30, 0.70, (0.0, 1.0)), Effectiveness Assumption
        "judgement on Howell 2024 (little evidence that subsidised intermediaries add)";
    AdditionalityInnovationProcurement "additionality_innovation_procurement" "m" "extra private per public euro",
        split(-0.30, 0.30, 0.80, (-1.0, 2.0)), Effectiveness Assumption
        "judgement on ZEW 24-009 (procurement on price alone reduces innovation) and Howell 2024; orders of R&D only, ordinary purchasing adds nothing";
    AdditionalityFacilities "additionality_facilities" "m" "extra private per public euro",
        split(-0.20, 0.40, 1.00, (-1.0, 2.0)), Effectiveness Assumption "wide, until evidence is found";
    AdditionalityValorisation "additionality_valorisation" "m" "extra private per public euro",
        split(-0.20, 0.40, 1.00, (-1.0, 2.0)), Effectiveness Assumption "wide, until evidence is found";
    AdditionalityFirmAttraction "additionality_firm_attraction" "m" "extra foreign-funded per public euro",
        split(-0.20, 0.40, 0.80, (-1.0, 2.0)), Effectiveness Assumption
        "judgement; inward R&D stable against GDP, 2013 to 2020 (CBS 2025)";
    MincerReturn "mincer_return" "r" "log earnings per year of schooling",
        split(0.05, 0.07, 0.10, (0.0, 0.2)), Parameters Published
        "Jacobs 2024 (5 to 10%, also in the Netherlands); CPB Memorandum 177 (2007; 8% macro)";
    SkillReturn "skill_return" "psi_q" "log earnings per standard deviation of skills",
        split(0.07, 0.13, 0.20, (-0.1, 0.5)), Parameters Published
        "Hanushek et al. 2015 on PIAAC: .18 over 23 countries, .12 to .15 in eight of them, .28 in the United States; the Dutch figure was not read";
    EntrantLabour "entrant_labour" "w_e" "share of an average worker",
        split(0.30, 0.50, 0.70, (0.0, 1.0)), Parameters Assumption "judgement";
    WorkingLife "working_life" "W" "years",
        fixed(45.0, (10.0, 80.0)), Parameters Assumption "where cohorts = working_life, or the country has no ages in the data";
    TechnicianAdditionalShare "technician_additional_share" "q" "share",
        split(0.20, 0.50, 0.90, (0.0, 1.0)), Effectiveness Assumption "judgement";
    TechnicianRdShare "technician_rd_share" "s" "share",
        split(0.02, 0.08, 0.20, (0.0, 1.0)), Effectiveness Assumption "judgement";
    TechnicianPremium "technician_premium" "premium" "log earnings",
        split(0.0, 0.10, 0.20, (-0.1, 0.5)), Effectiveness Assumption "judgement";
    TechnicianTrainingYears "technician_training_years" "years" "years",
        split(0.0, 0.50, 1.00, (0.0, 2.0)), Effectiveness Assumption "judgement";
    BreakthroughShare "breakthrough_share" "phi_B" "share",
        split(0.0, 0.50, 0.90, (0.0, 1.0)), Shocks Assumption "share of an effect that arrives as rare jumps";
    BreakthroughRate "breakthrough_rate" "rate" "a year",
        fixed(0.10, (0.0, 5.0)), Shocks Assumption "arrivals of common breakthroughs";
    BreakthroughSize "breakthrough_size" "1/b" "log",
        fixed(0.02, (0.0, 0.5)), Shocks Assumption "mean jump";
    BreakthroughDiffusion "breakthrough_diffusion" "theta" "a year",
        fixed(0.15, (0.0, 5.0)), Shocks Assumption "speed of diffusion";
    BreakthroughDecay "breakthrough_decay" "d_Q" "a year",
        fixed(0.10, (0.0, 1.0)), Shocks Assumption "decay of the jumps of a policy";
    UserCostAdjustment "user_cost_adjustment" "eta" "a year",
        split(0.05, 0.10, 0.25, (0.01, 1.0)), Parameters Assumption "judgement";
    UserCostElasticity "user_cost_elasticity" "sigma" "log capital per log user cost",
        split(0.20, 0.50, 1.00, (0.0, 2.0)), Parameters Assumption "judgement";
    UserCostChange "user_cost_change" "ln(uc/uc0)" "log",
        fixed(0.0, (-1.0, 1.0)), Parameters Assumption "zero unless a scenario says; from the first year after the data";
    LevelVolatility "level_volatility" "sigma_A" "standard deviation of the yearly walk of ln A",
        split(0.007, 0.010, 0.015, (0.0, 0.05)), BaselineLevel Assumption "layer off by default";
    LevelDrift "level_drift" "sigma_d" "standard deviation of the error of the trend of ln A, a year",
        fixed(0.010, (0.0, 0.05)), BaselineLevel Direct
        "the value with which 90% bands hold what they should 1, 5 and 10 years ahead in a panel of countries (placebo, docs/calibration.md)";
    TaxShare "tax_share" "tau" "share of GDP",
        fixed(0.39, (0.0, 1.0)), Parameters Assumption "collective burden, not read at a source";
    PublicSpendingShare "public_spending_share" "g_G" "share of GDP",
        fixed(0.43, (0.0, 1.0)), Parameters Assumption "not read at a source";
    WageIndexedShare "wage_indexed_share" "nu" "share of public spending",
        fixed(0.8, (0.0, 1.0)), Parameters Assumption "acts in the wage-indexed results only";
    RealInterest "real_interest" "i" "a year",
        fixed(0.01, (-0.05, 0.20)), Parameters Assumption "not read at a source";
    MarginalExcessBurden "marginal_excess_burden" "MEB" "euro per euro of tax",
        fixed(0.0, (0.0, 2.0)), Parameters Convention
        "Dutch guideline: none; OMB circular A-94 (1992): .25 as the variant";
    LabourTaxElasticity "labour_tax_elasticity" "e_L" "log labour per log net-of-tax rate",
        fixed(0.0, (0.0, 2.0)), Parameters Assumption "zero; .10 as the variant; never with marginal_excess_burden";
    OffsetReturn "offset_return" "rho_O" "euro of GDP the year after, per euro",
        fixed(0.0, (-5.0, 5.0)), Parameters Assumption "what the outlay that makes room would have returned";
    VentureCapitalRepayment "venture_capital_repayment" "repayment" "share, present value",
        fixed(0.0, (0.0, 2.0)), Effectiveness Assumption "zero unless a scenario says";
    ForeignCapitalShare "foreign_capital_share" "f_K" "share of capital income",
        fixed(0.0, (0.0, 1.0)), Parameters Assumption "for the national-income variant of welfare; zero unless a scenario says";
    SourceStockRatioBusiness "source_stock_ratio_business" "(S_B/Y)_source" "stock over GDP",
        unset((0.0, f64::INFINITY)), Parameters Assumption "of the countries the elasticity was estimated on; not known, so transfer_theta acts only where it is given";
    SourceStockRatioPublic "source_stock_ratio_public" "(S_P/Y)_source" "stock over GDP",
        unset((0.0, f64::INFINITY)), Parameters Assumption "of the countries the elasticity was estimated on; not known, so transfer_theta acts only where it is given";
    EducationSpending "education_spending" "base" "bn EUR a year",
        unset((0.0, f64::INFINITY)), Effectiveness Assumption "no default: what a measure in euro for skills is compared with";
    EducationUnitCost "education_unit_cost" "c_s" "euro a pupil-year",
        unset((0.0, f64::INFINITY)), Effectiveness Assumption "no default: a scenario in euro must give it";
    EducationEffectiveness "education_effectiveness" "e_s" "pupil-years gained per pupil-year paid",
        unset((0.0, 1.0)), Effectiveness Assumption "no default: a scenario in euro must give it";
    SkillPerLogSpending "skill_per_log_spending" "kappa_q" "standard deviations per log spending",
        unset(UNBOUNDED), Effectiveness Assumption "no default: a scenario in euro must give it";
    // The mean-group estimate of econometrics::ProductivityAdjustment, which a test makes again; its correlations stand
    // in dependence.rs. Bounds leave out nothing that is drawn.
    ErrorCorrectionSpeed "error_correction_speed" "phi_E" "a year",
        normal(0.326_260_125_4, 0.057_797_942_2, (-0.5, 1.5)), Parameters Published
        "own estimate: mean of 16 countries, 1984-2019, with year effects; in them -.00 to .77";
    ErrorCorrectionBusiness "error_correction_business" "e_B" "log TFP per log stock",
        normal(0.113_367_345_1, 0.079_236_721_9, (-1.0, 1.0)), Parameters Published
        "the same estimate; not significant; Guellec and van Pottelsberghe 2001 have .13";
    ErrorCorrectionPublic "error_correction_public" "e_P" "log TFP per log stock",
        normal(-0.095_135_810_8, 0.155_416_231_8, (-1.5, 1.5)), Parameters Published
        "the same estimate; wrong sign, not significant: .17 of Guellec and van Pottelsberghe 2004 is as far from it as 1.7 standard errors";
    ErrorCorrectionForeign "error_correction_foreign" "e_F" "log TFP per log stock",
        split(0.05, 0.20, 0.45, (0.0, 1.0)), Parameters Convention
        "as output_elasticity_foreign: what countries have in common is in the year effects, which leave .3% of the variance of foreign stocks";
    ErrorCorrectionShortRunBusiness "error_correction_short_run_business" "b_B" "log TFP per change of log stock",
        normal(-0.041_624_970_6, 0.106_683_576_3, (-2.0, 2.0)), Parameters Published
        "the same estimate; not significant";
    ErrorCorrectionShortRunPublic "error_correction_short_run_public" "b_P" "log TFP per change of log stock",
        normal(-0.063_006_428_1, 0.286_592_249_4, (-2.0, 2.0)), Parameters Published
        "the same estimate; not significant";
    // Where those who begin a course go; they act only where a measure names a course or a foreign share.
    ForeignStayRate "foreign_stay_rate" "stay" "share",
        fixed(0.25, (0.0, 1.0)), Effectiveness Published
        "Nuffic: 25.3% of international graduates live in the Netherlands five years after graduation";
    ForeignStayRateEngineering "foreign_stay_rate_engineering" "stay" "share",
        fixed(0.40, (0.0, 1.0)), Effectiveness Published
        "Academic Cooperation Association 2022 on Nuffic: graduates with an engineering degree, 40%";
    StemOccupationShare "stem_occupation_share" "o" "share",
        fixed(0.67, (0.0, 1.0)), Effectiveness Published
        "OCW in cijfers, betatechniek: two thirds of working young people with a technical course have a technical occupation";
    DoctorResearchShare "doctor_research_share" "s" "share",
        fixed(0.82, (0.0, 1.0)), Effectiveness Published
        "KNAW on Statistics Netherlands (CBS), 2013: doctors who work as researchers";
    DropoutHigherProfessional "dropout_higher_professional" "dropout" "share",
        fixed(0.17, (0.0, 1.0)), Effectiveness Published
        "Hanzemag: first year, all fields; that of science and technology was not traced";
    DropoutUniversity "dropout_university" "dropout" "share",
        fixed(0.07, (0.0, 1.0)), Effectiveness Published
        "Hanzemag: first year, all fields; that of science and technology was not traced";
    InterventionEffect "intervention_effect" "z_e" "standard normal",
        normal(0.0, 1.0, (-4.0, 4.0)), Effectiveness Published
        "where in its own distribution the effect of every intervention of the catalogue lies (data/education.toml has the 5, 50 and 95% points with their sources)";
    InterventionFadeOut "intervention_fade_out" "z_f" "standard normal",
        normal(0.0, 1.0, (-4.0, 4.0)), Effectiveness Assumption
        "the same for the share of the effect that is left at entry to work; no source follows skills to that age";
    SkillGrowth "skill_growth" "b" "growth a year per standard deviation of skills",
        fixed(0.01864, (0.0, 0.05)), Parameters Published
        "Hanushek and Woessmann 2012; the value with which their +.25 sd is worth 288% of GDP; only with education_form = growth";
    HumanCapitalExternality "human_capital_externality" "gamma" "log TFP per log human capital",
        fixed(0.0, (-0.5, 1.0)), Parameters Assumption
        "off: what others gain beyond wages (Lucas 1988); a printed sensitivity at .10";
    SpilloverHumanCapital "spillover_human_capital" "eta" "share of the elasticity to foreign knowledge per log human capital",
        fixed(0.0, (-5.0, 5.0)), Parameters Assumption
        "off: human capital lets a country use what others know (Engelbrecht 1997; Coe, Helpman and Hoffmaister 2009); their coefficients were not read";
}

impl ParameterId {
    /// All parameters, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        TABLE.iter().map(|row| row.id)
    }

    /// The row of the table.
    #[must_use]
    pub fn row(self) -> &'static Parameter {
        &TABLE[self.index()]
    }

    /// Position in the table and in every array over parameters.
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }

    /// Name in files, output and documentation.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The parameter of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.name == name).map(|row| row.id)
    }
}

with_names!(ParameterId, TABLE.iter().map(|row| row.name));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_at_their_index_and_names_are_unique() {
        for (index, id) in ParameterId::all().enumerate() {
            assert_eq!(id.index(), index);
            assert_eq!(ParameterId::from_name(id.name()), Some(id));
        }
    }

    #[test]
    fn every_prior_is_valid_and_has_a_source() {
        for id in ParameterId::all() {
            let row = id.row();
            assert!(row.prior.check().is_ok(), "{}: {:?}", row.name, row.prior.check());
            assert!(!row.source.is_empty() && !row.unit.is_empty(), "{}", row.name);
        }
    }
}
