//! Every public enum whose values have names can be shown and parsed by them.

use super::folders::source_files;
use std::fmt::{Debug, Display};
use std::fs;
use std::path::Path;
use std::str::FromStr;

/// Shown and parsed they are the same, and a name that is none is an error with the nearest.
fn round_trip<T: FromStr + Display + PartialEq + Debug>(all: impl IntoIterator<Item = T>)
where
    T::Err: Display,
{
    let mut count = 0;
    for one in all {
        let name = one.to_string();
        assert_eq!(name.parse::<T>().ok(), Some(one), "{name}");
        let error = format!("{name}_x").parse::<T>().err().unwrap().to_string();
        assert!(error.contains("expected one of"), "{error}");
        count += 1;
    }
    assert!(count > 0);
}

macro_rules! all_round_trip {
    ($($type:ty),+ $(,)?) => { $(round_trip(<$type>::ALL.iter().copied());)+ };
}

#[test]
fn names_are_shown_and_parsed() {
    use kennis::data::{CountryGroup, FigureName, FigureStatus, InputRole, SeriesName, StockDefinition};
    use kennis::model::{
        ActsOn, CapitalClosure, CohortSizes, Course, Financing, Funder, GestationLag, ImportWeights,
        PartnerWeights, Performer, ResearchPrice,
    };
    use kennis::parameters::{Evidence, JointColumn, Layer, Origin};
    use kennis::scenario::ForeignRule;
    use kennis::{Channel, Instrument, Kind, ParameterId, SamplingPlan, StructureName, Unit, Variable};
    all_round_trip!(
        ActsOn,
        CapitalClosure,
        CohortSizes,
        Course,
        Financing,
        Funder,
        GestationLag,
        ImportWeights,
        Instrument,
        ForeignRule,
        PartnerWeights,
        Performer,
        ResearchPrice,
        Unit
    );
    all_round_trip!(Channel, InputRole, Kind, SeriesName, StockDefinition, StructureName, Variable);
    all_round_trip!(CountryGroup, Evidence, FigureName, FigureStatus, Layer, Origin);
    round_trip(ParameterId::all());
    let of_parameters = ParameterId::all().map(JointColumn::Parameter);
    round_trip(of_parameters.chain([JointColumn::InitialBusiness, JointColumn::InitialPublic]));
    round_trip([SamplingPlan::Random, SamplingPlan::Sobol, SamplingPlan::LatinHypercube { draws: 1_000 }]);
}

#[cfg(feature = "report")]
#[test]
fn names_behind_features_are_too() {
    all_round_trip!(kennis::validate::Rank, kennis::econometrics::CoeHelpman);
    #[cfg(feature = "formats")]
    all_round_trip!(kennis::formats::Office);
    #[cfg(feature = "calibrate")]
    {
        use kennis::StructureName;
        use kennis::calibrate::{Forecaster, Method};
        all_round_trip!(Method);
        #[cfg(feature = "card")]
        all_round_trip!(kennis::card::Answer);
        let structures = StructureName::ALL.iter().copied().map(Forecaster::Structure);
        round_trip(structures.chain([Forecaster::RandomWalk, Forecaster::Trend]));
    }
}

/// The public enums of a text that have a method `name` and no parsing beside it.
fn without_parsing(text: &str) -> Vec<&str> {
    let parses = |name: &str| {
        let flat = text.split_whitespace().collect::<String>();
        flat.contains(&format!("with_names!({name},")) || text.contains(&format!("FromStr for {name} "))
    };
    let has_name = |name: &str| {
        text.split(&format!("impl {name} {{\n"))
            .skip(1)
            .any(|block| block.split("\n}").next().is_some_and(|block| block.contains("pub fn name(self)")))
    };
    let enums = text.split("pub enum ").skip(1);
    let names = enums.filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next());
    names.filter(|name| has_name(name) && !parses(name)).collect()
}

#[test]
fn no_enum_with_names_is_left_out() {
    let mut files = Vec::new();
    source_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        assert_eq!(without_parsing(&text), [""; 0], "{}", file.display());
    }
    let made_up = "pub enum A {\n}\n\nimpl A {\n    pub fn name(self) -> &'static str {}\n}\n";
    assert_eq!(without_parsing(made_up), ["A"]);
    assert_eq!(without_parsing(&format!("{made_up}with_names!(\n    A,\n    x);")), [""; 0]);
}
