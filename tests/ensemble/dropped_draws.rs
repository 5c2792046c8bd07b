//! The draws that the rule of feedback drops, kept after all: the example that the documentation quotes.

#[path = "../../examples/dropped_draws.rs"]
#[allow(dead_code, unreachable_pub, reason = "it has a main, and is a crate of its own elsewhere")]
mod example;

use example::{WithAllDraws, answers, experiment};
use kennis::{Ensemble, Kind, ParameterId as P, Settings, StructureName, Variable};

fn settings() -> Settings {
    Settings::default().with_draws(1_200).with_variables(vec![Variable::Gdp]).with_channels(false)
}

/// Draws that the rule keeps have the bits that they have under it; the others are those beyond it, by its own equation.
#[test]
fn the_other_draws_stay_as_they_are() {
    let experiment = experiment().unwrap();
    let by_rule = Ensemble::draw(&experiment, &settings()).unwrap();
    let kept = by_rule.structure(StructureName::KnowledgeCapital).unwrap();
    for how in [WithAllDraws::AsTheyAre, WithAllDraws::AtTheLimit] {
        let all = Ensemble::draw_own(&how, &experiment, &settings()).unwrap();
        let all = all.structures().next().unwrap();
        assert_eq!((all.kept(), all.dropped()), (1_200, 0));
        let (of_all, of_kept) = (
            all.draws(Variable::Gdp, Kind::Scenario).unwrap(),
            kept.draws(Variable::Gdp, Kind::Scenario).unwrap(),
        );
        for (column, draw) in kept.draw_numbers().iter().enumerate() {
            assert_eq!(of_all.column(*draw as usize), of_kept.column(column), "{draw}");
        }
    }
    let mut beyond = 0;
    for draw in 0..1_200 {
        let drawn = settings().draw_parameters(&experiment, draw).unwrap();
        let value = |id: P| drawn.iter().find(|(name, _)| name == id.name()).unwrap().1;
        let e = value(P::OutputElasticityBusiness) + value(P::OutputElasticityPublic);
        let strong = e >= (1.0 - value(P::CapitalShare)) / 2.0;
        assert_eq!(kept.draw_numbers().contains(&draw), !strong, "{draw}: {e}");
        beyond += u64::from(strong);
    }
    assert_eq!(kept.dropped(), beyond);
}

#[test]
fn keeping_them_moves_the_answer_by_little_and_up() {
    let ([rule, limit, all], dropped) = answers(&experiment().unwrap(), &settings()).unwrap();
    assert!((2..36).contains(&dropped), "{dropped}");
    assert!(rule.1.mean < limit.1.mean && limit.1.mean < all.1.mean);
    assert!(rule.1.p50 <= limit.1.p50 && (limit.1.p50 - rule.1.p50) < 0.05 * rule.1.p50);
    assert!(all.1.mean - rule.1.mean < 0.1 * rule.1.mean);
}
