//! A scenario as JSON, in the shape of its file: what `kennis.request/1` takes. Read again it is the same scenario.

use crate::parameters::{Distribution, ParameterId, Shape};
use crate::scenario::{AmountPath, BaselineTable, Foreign, Measure, PartnerCountries, Scenario, Target};
use crate::structures::StructureChoice;
use serde_json::{Map, Value, json};

/// The scenario; its baseline table stands apart ([`baseline_csv`]), as a request has it.
pub(super) fn scenario_json(scenario: &Scenario) -> Value {
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| {
        object.insert(key.to_owned(), value);
    };
    put("schema", "kennis.scenario/1".into());
    put("name", scenario.name.clone().into());
    put("country", scenario.country.clone().into());
    put("horizon", scenario.horizon.into());
    put("price_base", scenario.price_base.into());
    put("structure", structure(&scenario.structure));
    put("research_price", scenario.research_price.name().into());
    put("capital_closure", scenario.capital_closure.name().into());
    put("gestation", scenario.gestation.name().into());
    put("cohorts", scenario.cohorts.name().into());
    put("financing", json!({ "method": scenario.financing.name() }));
    put("measures", scenario.measures.iter().map(measure).collect());
    put("targets", scenario.targets.iter().map(target).collect());
    put("foreign", scenario.foreign.iter().map(foreign).collect());
    put("appraisal", appraisal(scenario));
    put("parameters", parameters(scenario.parameters.iter().map(|(id, one)| (*id, one))));
    Value::Object(object)
}

/// Distributions by the names of their parameters.
pub(super) fn parameters<'d>(all: impl Iterator<Item = (ParameterId, &'d Distribution)>) -> Value {
    let known = all.filter(|(_, one)| one.shape != Shape::Unset);
    Value::Object(known.map(|(id, one)| (id.name().to_owned(), distribution(one))).collect())
}

fn distribution(distribution: &Distribution) -> Value {
    let (kind, numbers) = distribution.shape.kind_and_numbers();
    let mut object = Map::new();
    object.insert("distribution".to_owned(), kind.into());
    for (key, bound) in [("lower", distribution.lower), ("upper", distribution.upper)] {
        if bound.is_finite() {
            object.insert(key.to_owned(), bound.into());
        }
    }
    object.extend(numbers.into_iter().map(|(key, number)| (key.to_owned(), number.into())));
    Value::Object(object)
}

fn structure(choice: &StructureChoice) -> Value {
    match choice {
        StructureChoice::All => "all".into(),
        StructureChoice::List(names) => names.iter().map(|name| Value::from(name.name())).collect(),
        StructureChoice::Weights(weights) => Value::Object(
            weights.iter().map(|(name, weight)| (name.name().to_owned(), (*weight).into())).collect(),
        ),
    }
}

fn measure(measure: &Measure) -> Value {
    let mut object = json!({
        "name": measure.name,
        "instrument": measure.instrument.name(),
        "unit": measure.unit.name(),
        "from": measure.from,
        "ramp_years": measure.ramp_years,
        "solve": measure.solve,
    });
    match &measure.amount {
        AmountPath::Constant(amount) => object["amount"] = (*amount).into(),
        AmountPath::ByYear(path) => {
            object["path"] =
                Value::Object(path.iter().map(|(year, one)| (year.to_string(), (*one).into())).collect());
        }
    }
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            object[key] = value;
        }
    };
    put("until", measure.until.map(Value::from));
    put("entry_lag", measure.entry_lag.map(Value::from));
    put("cost_per_unit", measure.cost_per_unit.map(Value::from));
    put("action", measure.action.map(Value::from));
    put("course", measure.course.map(|course| course.name().into()));
    put("foreign_share", Some(measure.foreign_share).filter(|share| *share != 0.0).map(Value::from));
    object
}

fn target(target: &Target) -> Value {
    json!({
        "variable": "rd_intensity",
        "from": target.from,
        "year": target.year,
        "value": target.value,
        "public_share": target.public_share,
    })
}

fn foreign(foreign: &Foreign) -> Value {
    let countries = match &foreign.countries {
        PartnerCountries::Eu => "EU".into(),
        PartnerCountries::Oecd => "OECD".into(),
        PartnerCountries::List(codes) => Value::from(codes.clone()),
    };
    json!({ "countries": countries, "year": foreign.year, "value": foreign.value, "rule": foreign.rule.name() })
}

fn appraisal(scenario: &Scenario) -> Value {
    let mut object = json!({ "pro_memorie": scenario.appraisal.pro_memorie });
    let choice = &scenario.appraisal;
    for (key, name) in [("discounting", &choice.discounting), ("residual_value", &choice.residual_value)] {
        if let Some(name) = name {
            object[key] = name.clone().into();
        }
    }
    object
}

/// A baseline table as CSV, in the shape that [`read_baseline`](super::read_baseline) reads.
pub(super) fn baseline_csv(table: &BaselineTable) -> String {
    let mut text = super::BASELINE_COLUMNS.join(",") + "\n";
    for (year, row) in &table.rows {
        let cells = [
            row.gdp,
            row.gdp_growth,
            row.hours,
            row.rd_intensity,
            row.rd_business_share,
            row.rd_public_share,
        ];
        text += &year.to_string();
        for cell in cells {
            text += &format!(",{}", cell.map(|value| value.to_string()).unwrap_or_default());
        }
        text.push('\n');
    }
    text
}
