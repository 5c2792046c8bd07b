//! The shape of the files, as types from which their JSON Schemas are made. The readers do not use them.

#![allow(dead_code, reason = "only their schemas are used")]

use crate::model::{CapitalClosure, Financing, GestationLag, Instrument, Unit};
use crate::parameters::ParameterId;
use crate::scenario::LAST_HORIZON;
use crate::structures::StructureName;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

/// A scenario of kennis: measures, targets, financing and parameters.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ScenarioFile {
    #[schemars(extend("const" = "kennis.scenario/1"))]
    schema: String,
    /// Name shown in results.
    name: String,
    /// Country, ISO 3166 alpha-3; NLD where it is left out.
    country: Option<String>,
    /// Last year.
    #[schemars(extend("maximum" = LAST_HORIZON))]
    horizon: i32,
    /// The year in whose prices amounts in billions are; 2023 where it is left out.
    price_base: Option<i32>,
    /// One structure, a list, weights that sum to one, or all; left out: the mixture.
    #[schemars(schema_with = "structure", extend("x-optional" = true))]
    structure: Value,
    /// How capital follows output; investment_share where it is left out.
    #[schemars(schema_with = "capital_closure", extend("x-optional" = true))]
    capital_closure: Value,
    /// The lag from R&D to knowledge; pascal where it is left out.
    #[schemars(schema_with = "gestation", extend("x-optional" = true))]
    gestation: Value,
    /// A baseline table (CSV), relative to this file.
    baseline: Option<String>,
    /// Who pays.
    financing: Option<FinancingTable>,
    /// Money or people, by instrument.
    measures: Option<Vec<MeasureTable>>,
    /// An R&D path imposed instead of money.
    #[schemars(length(max = 1))]
    targets: Option<Vec<TargetTable>>,
    /// Values or distributions that replace the defaults.
    #[schemars(schema_with = "parameters", extend("x-optional" = true))]
    parameters: Value,
}

/// A parameter file of kennis.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ParameterFile {
    #[schemars(extend("const" = "kennis.parameters/1"))]
    schema: String,
    /// Values or distributions that replace the defaults.
    #[schemars(schema_with = "parameters")]
    parameters: Value,
}

/// Who pays.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Financing")]
struct FinancingTable {
    #[schemars(schema_with = "financing")]
    method: Value,
}

/// A measure; amount, or path.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Measure")]
#[schemars(extend("oneOf" = [{ "required": ["amount"] }, { "required": ["path"] }]))]
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
    /// First year.
    from: i32,
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

fn instrument(_: &mut SchemaGenerator) -> Schema {
    names(Instrument::ALL, Instrument::name)
}

fn unit(_: &mut SchemaGenerator) -> Schema {
    names(Unit::ALL, Unit::name)
}

fn financing(_: &mut SchemaGenerator) -> Schema {
    names(Financing::ALL, Financing::name)
}

fn capital_closure(_: &mut SchemaGenerator) -> Schema {
    names(CapitalClosure::ALL, CapitalClosure::name)
}

fn gestation(_: &mut SchemaGenerator) -> Schema {
    names(GestationLag::ALL, GestationLag::name)
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
    json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// The schema of a type, as TOML can hold it: a key that is optional is left out and never null.
pub(super) fn schema_of<T: JsonSchema>(title: &str) -> Value {
    let mut schema = schemars::schema_for!(T).to_value();
    without_null(&mut schema);
    schema["title"] = title.into();
    schema
}

fn without_null(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(without_null),
        Value::Object(object) => {
            optional_keys(object);
            if let Some(Value::Array(types)) = object.get_mut("type") {
                types.retain(|name| name != "null");
                if let [single] = types.as_slice() {
                    object["type"] = single.clone();
                }
            }
            let null = json!({ "type": "null" });
            if let Some(Value::Array(choices)) = object.get_mut("anyOf")
                && choices.contains(&null)
            {
                choices.retain(|choice| *choice != null);
                if let [Value::Object(single)] = choices.as_slice() {
                    let single = single.clone();
                    object.remove("anyOf");
                    object.extend(single);
                }
            }
            // What a number is in Rust is no matter of the file.
            object.remove("format");
            object.values_mut().for_each(without_null);
        }
        _ => {}
    }
}

/// Takes the keys that are marked as optional off the list of those that are required.
fn optional_keys(object: &mut Map<String, Value>) {
    let Some(Value::Object(properties)) = object.get_mut("properties") else { return };
    let mut optional = Vec::new();
    for (name, property) in properties {
        if property.as_object_mut().is_some_and(|property| property.remove("x-optional").is_some()) {
            optional.push(name.clone());
        }
    }
    if let Some(Value::Array(required)) = object.get_mut("required") {
        required.retain(|name| !optional.iter().any(|optional| name == optional));
    }
}
