//! The shape of what is read, files and requests, as types from which JSON Schemas are made. The readers do not use them:
//! tests hold the two together.

#![allow(dead_code, reason = "only their schemas are used")]

use crate::appraise::ResidualValue;
use crate::ensemble::Layers;
use crate::formats::documents::{
    ActionStatusesDocument, ActionsDocument, BeliefsDocument, CompareDocument, CostBenefitDocument,
    CostBenefitsDocument, EducationDocument, ParametersDocument, ScenariosDocument,
};
use crate::formats::request_json::MAX_DRAWS_OF_A_REQUEST;
use crate::model::intervention::{CostPer, EffectBasis, EffectUnit, Grade, Stage};
use crate::model::{
    CapitalClosure, CohortSizes, Course, EducationForm, Financing, GestationLag, Instrument, ResearchPrice,
    Unit,
};
use crate::parameters::ParameterId;
use crate::policy::{ActionStatus, MoneyUnit, Track};
use crate::report::Language;
use crate::request::Ask;
use crate::sampling::SamplingPlan;
use crate::scenario::{ForeignRule, MAX_HORIZON, PartnerCountries};
use crate::structures::StructureName;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

/// A scenario of kennis: measures, targets, financing and parameters.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ScenarioFile {
    schema: String,
    /// Name shown in results.
    name: String,
    /// Country, ISO 3166 alpha-3; NLD where it is left out.
    country: Option<String>,
    /// Last year.
    #[schemars(extend("maximum" = MAX_HORIZON))]
    horizon: i32,
    /// The year in whose prices amounts in billions are; 2023 where it is left out.
    price_base: Option<i32>,
    /// One structure, a list, weights that sum to one, or all; left out: the mixture.
    #[schemars(schema_with = "structure", extend("x-optional" = true))]
    structure: Value,
    /// Whether more demand for research makes it dearer; on where it is left out.
    #[schemars(schema_with = "research_price", extend("x-optional" = true))]
    research_price: Value,
    /// How capital follows output; investment_share where it is left out.
    #[schemars(schema_with = "capital_closure", extend("x-optional" = true))]
    capital_closure: Value,
    /// The lag from R&D to knowledge; pascal where it is left out.
    #[schemars(schema_with = "gestation", extend("x-optional" = true))]
    gestation: Value,
    /// How large the cohorts of education are; population where it is left out.
    #[schemars(schema_with = "cohorts", extend("x-optional" = true))]
    cohorts: Value,
    /// What skills of those at work do to output: the level (mincer, where it is left out) or growth, for comparison.
    #[schemars(schema_with = "education_form", extend("x-optional" = true))]
    education_form: Value,
    /// Path of an own catalogue of interventions (TOML), relative to the scenario.
    catalogue: Option<String>,
    /// A baseline table (CSV), relative to this file.
    baseline: Option<String>,
    /// Who pays.
    financing: Option<FinancingTable>,
    /// Money or people, by instrument.
    measures: Option<Vec<MeasureTable>>,
    /// An R&D path imposed instead of money.
    #[schemars(length(max = 1))]
    targets: Option<Vec<TargetTable>>,
    /// R&D over GDP that is imposed on partners.
    foreign: Option<Vec<ForeignTable>>,
    /// How it is appraised; the command line wins.
    appraisal: Option<AppraisalTable>,
    /// Values or distributions that replace the defaults.
    parameters: Option<Parameters>,
}

/// A parameter file of kennis.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ParameterFile {
    schema: String,
    /// Values or distributions that replace the defaults.
    parameters: Parameters,
}

/// A parameter file, or the result of `kennis parameters`: both have the name kennis.parameters/1.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum ParametersFileOrDocument {
    File(ParameterFile),
    Document(ParametersDocument),
}

/// The result of `kennis compare`, of one scenario, of several, or of one under several sets of beliefs: all have the name
/// kennis.compare/1.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(clippy::large_enum_variant, reason = "only its shape is asked for")]
pub(super) enum StructuresOrScenarios {
    Structures(CompareDocument),
    Scenarios(ScenariosDocument),
    Beliefs(BeliefsDocument),
}

/// The result of `kennis cba`, of one scenario or of several: both have the name kennis.cba/1.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(clippy::large_enum_variant, reason = "only its shape is asked for")]
pub(super) enum OneOrMoreAppraised {
    One(CostBenefitDocument),
    Several(CostBenefitsDocument),
}

/// What is known of the nine actions of the 3% R&D action plan.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ActionsFile {
    schema: String,
    /// The day up to which sources were looked at, YYYY-MM-DD.
    #[schemars(regex(pattern = DAY))]
    as_of: String,
    /// The actions, each once.
    #[schemars(length(min = 9, max = 9))]
    actions: Vec<ActionTable>,
}

/// An action.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Action")]
struct ActionTable {
    /// Its number.
    #[schemars(range(min = 1, max = 9))]
    number: i32,
    /// What it is.
    title: String,
    /// Its heading in the letter.
    title_nl: String,
    /// A: existing firms; B: new firms; C: the climate for firms. Where a source says so.
    #[schemars(extend("enum" = names_of(Track::ALL, Track::name)))]
    track: Option<String>,
    /// How far it is.
    #[schemars(extend("enum" = names_of(ActionStatus::ALL, ActionStatus::name)))]
    status: String,
    /// The day of what is known, YYYY-MM-DD.
    #[schemars(regex(pattern = DAY))]
    status_date: String,
    /// Where that stands.
    source: String,
    /// Amounts that a source names.
    money: Option<Vec<MoneyTable>>,
    /// What a reader should know.
    note: Option<String>,
}

/// An amount that a source names.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Money")]
struct MoneyTable {
    amount: f64,
    #[schemars(extend("enum" = names_of(MoneyUnit::ALL, MoneyUnit::name)))]
    unit: String,
    /// What it is: capital, an earmark, people.
    what: String,
    /// The same in Dutch, for pages.
    what_nl: Option<String>,
    /// Who names it.
    source: String,
}

/// A day.
const DAY: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

fn names_of<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|one| name(*one)).collect()
}

/// The table of actions, or the result of `kennis actions` with a scenario or without: all have the name kennis.actions/1.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(clippy::large_enum_variant, reason = "only its shape is asked for")]
pub(super) enum ActionsFileOrDocument {
    File(ActionsFile),
    Statuses(ActionStatusesDocument),
    Package(ActionsDocument),
}

/// A catalogue of interventions in education.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct EducationFile {
    schema: String,
    /// The day up to which sources were looked at, YYYY-MM-DD.
    #[schemars(regex(pattern = DAY))]
    date: String,
    /// How months of progress were converted into effects, for readers.
    months_of_progress: Option<MonthsTable>,
    /// What rows were converted with.
    conversion: Option<ConversionTable>,
    /// The interventions, each name once.
    interventions: Vec<InterventionTable>,
}

/// Months of progress with the effects that they stand for.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Months")]
struct MonthsTable {
    source: String,
    address: String,
    from: Vec<f64>,
    to: Vec<f64>,
}

/// What rows were converted with.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Conversion")]
struct ConversionTable {
    mincer_return: Option<f64>,
    skill_return: Option<f64>,
    /// For costs in dollars.
    euro_per_dollar: Option<f64>,
}

/// An intervention.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Intervention")]
struct InterventionTable {
    /// Name in scenarios.
    name: String,
    /// What it is, in a line.
    title: String,
    #[schemars(extend("enum" = names_of(Stage::ALL, Stage::name)))]
    stage: String,
    /// Where it was evaluated, ISO 3166 alpha-3.
    country: String,
    #[schemars(extend("enum" = names_of(EffectUnit::ALL, EffectUnit::name)))]
    unit: String,
    /// The effect on one pupil at the end.
    effect: PointsTable,
    #[schemars(extend("enum" = names_of(EffectBasis::ALL, EffectBasis::name)))]
    effect_basis: String,
    /// Share of the effect that is left at entry to work, 0 to 1.
    fade_out: PointsTable,
    /// Age at the start.
    #[schemars(range(min = 0, max = 70))]
    age_at_exposure: i32,
    /// Years that it takes.
    #[schemars(extend("exclusiveMinimum" = 0))]
    duration: f64,
    /// What it costs, where a source has it.
    cost_per_pupil: Option<CostTable>,
    /// Where the effect stands.
    source: String,
    address: String,
    r#where: String,
    /// The sentence that was read.
    quote: String,
    /// How well the effect is known.
    #[schemars(extend("enum" = names_of(Grade::ALL, Grade::name)))]
    grade: String,
    /// What of the row is an assumption.
    assumptions: Vec<String>,
    /// What a reader should know.
    note: Option<String>,
}

/// 5, 50 and 95% points.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Points")]
struct PointsTable {
    low: f64,
    centre: f64,
    high: f64,
}

/// A cost.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Cost")]
struct CostTable {
    #[schemars(extend("exclusiveMinimum" = 0))]
    amount: f64,
    #[schemars(extend("enum" = ["EUR", "USD"]))]
    currency: String,
    price_year: i32,
    #[schemars(extend("enum" = names_of(CostPer::ALL, CostPer::name)))]
    per: String,
}

/// The catalogue, or the result of `kennis education`: both have the name kennis.education/1.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(clippy::large_enum_variant, reason = "only its shape is asked for")]
pub(super) enum EducationFileOrDocument {
    File(EducationFile),
    Document(EducationDocument),
}

/// What `run_json` of the library is asked.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Request {
    schema: Option<String>,
    /// What is asked of the scenario; the run where it is left out. Levers need a build with pages.
    #[schemars(extend("enum" = Ask::ALL.iter().map(|ask| ask.name()).collect::<Vec<_>>()))]
    ask: Option<String>,
    /// A scenario, kennis.scenario/1, without the key baseline. Null is what is left out.
    #[schemars(schema_with = "object")]
    scenario: Value,
    /// How draws are made.
    options: Option<RequestOptions>,
    /// Values or distributions that replace the defaults; those of the scenario win over them.
    parameters: Option<Parameters>,
    /// The text of a table of data (CSV), whose series win over the embedded ones.
    data: Option<String>,
    /// The text of a baseline table (CSV).
    baseline: Option<String>,
}

/// How draws are made.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Options")]
struct RequestOptions {
    /// 10000 where it is left out; 0 is a check run at the centres of the parameters.
    #[schemars(extend("maximum" = MAX_DRAWS_OF_A_REQUEST))]
    draws: Option<u64>,
    /// 1 where it is left out.
    seed: Option<u64>,
    /// One draw alone.
    draw: Option<u64>,
    /// Layers of uncertainty beside the parameters.
    #[schemars(extend("items" = { "type": "string", "enum": Layers::NAMES }))]
    layers: Option<Vec<String>>,
    /// How draws fill the space of parameters.
    #[schemars(extend("enum" = SamplingPlan::NAMES))]
    plan: Option<String>,
    /// Changes nothing in the result.
    #[schemars(extend("minimum" = 1, "maximum" = 1024))]
    threads: Option<u64>,
    /// The language of what levers show; English where it is left out.
    #[schemars(extend("enum" = Language::ALL.iter().map(|one| one.name()).collect::<Vec<_>>()))]
    language: Option<String>,
}

/// Parameters by name, each a value or a distribution.
struct Parameters;

impl JsonSchema for Parameters {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Parameters".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        parameters(generator)
    }
}

/// Who pays.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Financing")]
struct FinancingTable {
    #[schemars(schema_with = "financing")]
    method: Value,
}

/// How a scenario is appraised.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Appraisal")]
struct AppraisalTable {
    /// Name of the discount rates, or flat:RATE; nl_2021 where it is left out.
    discounting: Option<String>,
    /// What counts after the horizon; runoff where it is left out.
    #[schemars(extend("enum" = ResidualValue::ALL.iter().map(|value| value.name()).collect::<Vec<_>>()))]
    residual_value: Option<String>,
    /// Effects without a price, printed as given.
    pro_memorie: Option<Vec<String>>,
}

/// A measure; amount, or path.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Measure")]
#[schemars(extend("oneOf" = [
    { "required": ["amount", "from"], "not": { "required": ["path"] } },
    { "required": ["path"], "not": { "required": ["amount"] } },
]))]
struct MeasureTable {
    /// Name shown in results.
    name: String,
    #[schemars(schema_with = "instrument")]
    instrument: Value,
    /// Unit of the amount: gdp_share is a fraction of baseline GDP, persons are those trained each year.
    #[schemars(schema_with = "unit")]
    unit: Value,
    /// The same amount each year; negative for a cut.
    amount: Option<f64>,
    /// An amount by year; a year that is not named holds the last one before it.
    #[schemars(schema_with = "path", extend("x-optional" = true))]
    path: Value,
    /// First year; left out: the first year of the path.
    from: Option<i32>,
    /// Last year with money; left out: to the horizon.
    until: Option<i32>,
    /// Years in which the amount is reached linearly.
    #[schemars(range(min = 1, max = 100))]
    ramp_years: Option<i32>,
    /// Education only: years until the first cohort enters work.
    #[schemars(range(min = 0, max = 60))]
    entry_lag: Option<f64>,
    /// Talent and education only: euro a person or pupil-year.
    #[schemars(range(min = 0))]
    cost_per_unit: Option<f64>,
    /// The action of the 3% R&D action plan that it is part of, for `kennis actions`.
    #[schemars(range(min = 1, max = 9))]
    action: Option<i32>,
    /// Whether kennis solve looks for its money: amounts then say the proportions. A run takes them as they are.
    solve: Option<bool>,
    /// Talent only: the course, with its dropout and destination; persons are then those who begin.
    #[schemars(schema_with = "course", extend("x-optional" = true))]
    course: Value,
    /// Talent only: share of those who are trained that comes from abroad.
    #[schemars(range(min = 0, max = 1))]
    foreign_share: Option<f64>,
    /// Education only: the name of a row of the catalogue, for amounts in pupils who begin each year or in money for them.
    intervention: Option<String>,
}

/// R&D over GDP that is reached linearly and held.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Target")]
struct TargetTable {
    #[schemars(extend("const" = "rd_intensity"))]
    variable: String,
    /// Last year on the baseline; 2025 where it is left out.
    from: Option<i32>,
    /// Year in which the value is reached.
    year: i32,
    /// Money for R&D as a fraction of GDP.
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 0.2))]
    value: f64,
    /// Share of the extra that the public sector performs and government pays.
    #[schemars(range(min = 0, max = 1))]
    public_share: f64,
}

/// R&D over GDP of partners, reached linearly from the last observation and held. The country of the scenario itself is
/// left out.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Foreign")]
struct ForeignTable {
    /// A group, or a list of countries, ISO 3166 alpha-3.
    #[schemars(schema_with = "partner_countries")]
    countries: Value,
    /// Year in which the value is reached.
    year: i32,
    /// R&D as a fraction of GDP.
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 0.2))]
    value: f64,
    /// What it does to a partner above it: at_least, where it is left out, lets it keep its ratio.
    #[schemars(schema_with = "foreign_rule", extend("x-optional" = true))]
    rule: Value,
}

/// A distribution; `lower` and `upper` truncate it.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, tag = "distribution", rename_all = "snake_case", rename = "Distribution")]
enum DistributionTable {
    /// 5, 50 and 95% points.
    SplitNormal {
        low: f64,
        centre: f64,
        high: f64,
        lower: Option<f64>,
        upper: Option<f64>,
    },
    Normal {
        mean: f64,
        sd: f64,
        lower: Option<f64>,
        upper: Option<f64>,
    },
    LogNormal {
        median: f64,
        sd_log: f64,
        lower: Option<f64>,
        upper: Option<f64>,
    },
    Uniform {
        lower: f64,
        upper: f64,
    },
    Triangular {
        lower: f64,
        mode: f64,
        upper: f64,
    },
    Beta {
        alpha: f64,
        beta: f64,
        lower: f64,
        upper: f64,
    },
    Fixed {
        value: f64,
        lower: Option<f64>,
        upper: Option<f64>,
    },
}

fn names<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> Schema {
    let names: Vec<&str> = all.iter().map(|one| name(*one)).collect();
    json_schema!({ "type": "string", "enum": names })
}

fn object(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "object" })
}

fn instrument(_: &mut SchemaGenerator) -> Schema {
    names(Instrument::ALL, Instrument::name)
}

fn unit(_: &mut SchemaGenerator) -> Schema {
    names(Unit::ALL, Unit::name)
}

fn partner_countries(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "anyOf": [
        { "type": "string", "enum": PartnerCountries::GROUPS },
        { "type": "array", "items": { "type": "string" }, "minItems": 1, "uniqueItems": true },
    ] })
}

fn foreign_rule(_: &mut SchemaGenerator) -> Schema {
    names(ForeignRule::ALL, ForeignRule::name)
}

fn financing(_: &mut SchemaGenerator) -> Schema {
    names(Financing::ALL, Financing::name)
}

fn research_price(_: &mut SchemaGenerator) -> Schema {
    names(ResearchPrice::ALL, ResearchPrice::name)
}

fn capital_closure(_: &mut SchemaGenerator) -> Schema {
    names(CapitalClosure::ALL, CapitalClosure::name)
}

fn gestation(_: &mut SchemaGenerator) -> Schema {
    names(GestationLag::ALL, GestationLag::name)
}

fn cohorts(_: &mut SchemaGenerator) -> Schema {
    names(CohortSizes::ALL, CohortSizes::name)
}

fn education_form(_: &mut SchemaGenerator) -> Schema {
    names(EducationForm::ALL, EducationForm::name)
}

fn course(_: &mut SchemaGenerator) -> Schema {
    names(Course::ALL, Course::name)
}

fn structure(_: &mut SchemaGenerator) -> Schema {
    let list = names(StructureName::ALL, StructureName::name);
    json_schema!({ "anyOf": [
        { "const": "all" },
        list,
        { "type": "array", "items": list, "minItems": 1, "uniqueItems": true },
        {
            "type": "object",
            "propertyNames": list,
            "additionalProperties": { "type": "number", "minimum": 0, "maximum": 1 },
            "minProperties": 1,
        },
    ] })
}

fn path(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "patternProperties": { "^[1-9][0-9]{3}$": { "type": "number" } },
        "additionalProperties": false,
        "minProperties": 1,
    })
}

fn parameters(generator: &mut SchemaGenerator) -> Schema {
    let distribution = generator.subschema_for::<DistributionTable>();
    let mut properties = Map::new();
    for id in ParameterId::all() {
        let row = id.row();
        let mut number = json!({ "type": "number" });
        for (key, bound) in [("minimum", row.prior.lower), ("maximum", row.prior.upper)] {
            if bound.is_finite() {
                number[key] = bound.into();
            }
        }
        let property = json!({ "description": row.unit, "anyOf": [number, distribution] });
        properties.insert(id.name().to_owned(), property);
    }
    json_schema!({
        "description": "Parameters by name, each a value or a distribution.",
        "type": "object", "properties": properties, "additionalProperties": false,
    })
}
