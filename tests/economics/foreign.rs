//! Foreign R&D: what partners' R&D does at home, by another route than the model's.

#![cfg(feature = "panel")]

use crate::support::run;
use crate::support::tolerances as within;
use approx::assert_relative_eq;
use kennis::data::{ImportWeight, Panel, SeriesName};
use kennis::ensemble::{Ensemble, Settings};
use kennis::scenario::{EUROPEAN_UNION, Foreign, ForeignRule, PartnerCountries};
use kennis::structures::{InternationalSpillovers, KnowledgeCapital, SemiEndogenous};
use kennis::{
    Channel, Economy, Experiment, Kind, ParameterId as P, ParameterSet, Scenario, StructureChoice,
    StructureName, Variable, Year,
};

fn experiment_of(country: &str, foreign: impl IntoIterator<Item = Foreign>, horizon: i32) -> Experiment {
    let mut scenario = Scenario::new("abroad").with_country(country).with_horizon(horizon);
    scenario.structure = StructureChoice::List(StructureName::ALL.to_vec());
    scenario.foreign.extend(foreign);
    Experiment::new(&Economy::country(country).unwrap(), scenario, ParameterSet::default()).unwrap()
}

fn experiment(foreign: impl IntoIterator<Item = Foreign>) -> Experiment {
    experiment_of("NLD", foreign, 2060)
}

fn eu() -> Foreign {
    Foreign::new(PartnerCountries::Eu, 0.03, 2030)
}

fn of(countries: &[&str], value: f64) -> Foreign {
    Foreign::new(PartnerCountries::list(countries.iter().copied()), value, 2030)
}

fn ratio(country: &str) -> f64 {
    let panel = Panel::embedded().unwrap();
    let rd = panel.economy(country).unwrap().series(SeriesName::RdTotal).unwrap().clone();
    rd.at(rd.observed().unwrap().last).unwrap() / 100.0
}

fn stock(year: &Year<f64>) -> f64 {
    year.knowledge_foreign.scenario / year.knowledge_foreign.baseline
}

/// R&D of a country in the panel, billion USD of 2020, by year from its first: gaps in logs of the ratio.
fn observed(country: &str) -> (i32, Vec<f64>) {
    let panel = Panel::embedded().unwrap();
    let economy = panel.economy(country).unwrap();
    let at = |name, year| economy.series(name).unwrap().at(year);
    let level = at(SeriesName::GdpNominal, 2020).unwrap()
        / at(SeriesName::PurchasingPowerParity, 2020).unwrap()
        / at(SeriesName::GdpVolume, 2020).unwrap();
    let years = economy.series(SeriesName::RdTotal).unwrap().observed().unwrap();
    let known: Vec<(i32, f64)> =
        years.iter().filter_map(|year| Some((year, at(SeriesName::RdTotal, year)?.ln()))).collect();
    let share = |year: i32| {
        let after = known.iter().position(|(y, _)| *y >= year).unwrap();
        let (y1, v1) = known[after];
        if y1 == year {
            return v1.exp();
        }
        let (y0, v0) = known[after - 1];
        (v0 + (v1 - v0) * f64::from(year - y0) / f64::from(y1 - y0)).exp()
    };
    let flows = years
        .iter()
        .map(|year| share(year) / 100.0 * at(SeriesName::GdpVolume, year).unwrap() * level / 1000.0)
        .collect();
    (years.first, flows)
}

/// `ln(S_F/S_F0)` and extra effort of a year, from 2024 on, with a stock for each country in levels and a plain loop.
fn by_hand(depreciation: f64, gestation: f64, until: i32) -> Vec<(f64, f64)> {
    let p = gestation / (gestation + 3.0);
    let weights = ImportWeight::of("NLD").unwrap();
    let years = (until - 2023) as usize;
    // Stock and effort, baseline and scenario.
    let mut sums = vec![[0.0_f64; 4]; years];
    let panel = Panel::embedded().unwrap();
    for country in panel.economies().map(|economy| economy.country.clone()).filter(|c| c != "NLD") {
        let (first, flows) = observed(&country);
        let weight = weights.get(&country).map_or(0.0, |weight| weight.import_share);
        let n = 10.min(flows.len() - 1);
        let growth = (flows[n] / flows[0]).powf(1.0 / n as f64) - 1.0;
        let last = first + flows.len() as i32 - 1;
        let flow = |year: i32| {
            if year <= last {
                flows[(year - first) as usize]
            } else {
                flows[flows.len() - 1] * 1.02_f64.powi(year - last)
            }
        };
        let own = ratio(&country);
        let factor = |year: i32| {
            if !EUROPEAN_UNION.contains(&country.as_str()) || own >= 0.03 || year <= 2023 {
                return 1.0;
            }
            (own + (0.03 - own) * (f64::from(year - 2023) / 7.0).min(1.0)) / own
        };
        for scenario in [false, true] {
            let a = (1.0 - p) / (1.0 - p / (1.0 + growth));
            let mut u = [flow(first) * a, flow(first) * a * a, flow(first) * a * a * a];
            let mut s = u[2] / (growth + depreciation).max(0.03);
            s = (1.0 - depreciation) * s + u[2];
            for year in first + 1..=until {
                if year > 2023 {
                    let sum = &mut sums[(year - 2024) as usize];
                    sum[usize::from(scenario)] += weight * s;
                    sum[2 + usize::from(scenario)] += u[2];
                }
                let r = flow(year) * if scenario { factor(year) } else { 1.0 };
                u[0] = p * u[0] + (1.0 - p) * r;
                u[1] = p * u[1] + (1.0 - p) * u[0];
                u[2] = p * u[2] + (1.0 - p) * u[1];
                s = (1.0 - depreciation) * s + u[2];
            }
        }
    }
    sums.iter().map(|s| ((s[1] / s[0]).ln(), s[3] / s[2] - 1.0)).collect()
}

#[test]
fn the_stock_of_the_eu_at_three_percent_comes_out_by_hand() {
    let experiment = experiment([eu()]);
    // One draw, away from the centres.
    let mut p = experiment.parameters().centres();
    p.set(P::DepreciationForeign, 0.11);
    p.set(P::GestationBusiness, 3.1);
    p.set(P::OutputElasticityForeign, 0.3);
    let hand = by_hand(0.11, 3.1, 2060);
    let years = experiment.run(&KnowledgeCapital, &p);
    for (year, (log, _)) in years[1..].iter().zip(&hand) {
        assert_relative_eq!(stock(year).ln(), *log, epsilon = 1e-13, max_relative = 1e-9);
        assert_relative_eq!(
            year.contributions.foreign_knowledge,
            0.3 * log,
            epsilon = 1e-13,
            max_relative = 1e-9
        );
    }
    // Spent in 2024, it works in 2025 at the earliest.
    assert_eq!(stock(&years[1]), 1.0);
    assert!(stock(&years[2]) > 1.0 && (0.02..0.03).contains(&hand[36].0), "{}", hand[36].0);
    assert_eq!(experiment.plan().first_year_of_foreign(), Some(2024));
}

#[test]
fn the_frontier_moves_with_the_effort_of_the_world_by_hand() {
    let experiment = experiment([eu()]);
    let mut p = experiment.parameters().centres();
    p.set(P::GestationBusiness, 1.3);
    let (share, lambda, beta, growth, speed) = (
        p[P::WorldEffortShare],
        p[P::EffortExponent],
        p[P::FishingOut],
        p[P::FrontierGrowth],
        p[P::CatchUpSpeed],
    );
    let hand = by_hand(0.15, 1.3, 2060);
    let (mut frontier, mut a) = (0.0_f64, 0.0_f64);
    for (year, (_, extra)) in experiment.run(&SemiEndogenous, &p)[1..].iter().zip(&hand) {
        a = (1.0 - speed) * a + speed * frontier;
        assert_relative_eq!(year.contributions.frontier, a, epsilon = 1e-13, max_relative = 2e-4);
        // n_W = ln(1 + s (N/N0 - 1) + (1 - s) extra); own effort moves only as firms follow GDP, by less than 1e-4.
        let world = (1.0 + (1.0 - share) * extra).ln();
        frontier += growth * ((lambda * world - beta * frontier).exp() - 1.0);
    }
    assert!(a > 1e-3);
}

#[test]
fn a_partner_without_trade_has_no_stock_and_counts_in_effort() {
    let poland = experiment([of(&["POL"], 0.06)]);
    let p = poland.parameters().centres();
    for year in poland.run(&KnowledgeCapital, &p) {
        assert_eq!((year.gdp, stock(&year)), (0.0, 1.0));
    }
    assert!(poland.run(&SemiEndogenous, &p).last().unwrap().contributions.frontier > 0.0);
    assert!(poland.warnings().iter().any(|said| said.contains("no trade figures of POL")));
}

#[test]
fn two_lists_are_one_and_their_stocks_add_up() {
    let apart = experiment([of(&["DEU"], 0.04), of(&["FRA", "POL"], 0.04)]);
    let together = experiment([of(&["DEU", "FRA", "POL", "NLD"], 0.04)]);
    let (germany, france) = (experiment([of(&["DEU"], 0.04)]), experiment([of(&["FRA", "POL"], 0.04)]));
    let p = apart.parameters().centres();
    let run = |experiment: &Experiment| experiment.run(&KnowledgeCapital, &p);
    let (apart, together, germany, france) = (run(&apart), run(&together), run(&germany), run(&france));
    for t in 0..apart.len() {
        assert_eq!((apart[t].gdp, stock(&apart[t])), (together[t].gdp, stock(&together[t])));
        // The stock is linear in R&D: what each adds adds up.
        let parts = (stock(&germany[t]) - 1.0) + (stock(&france[t]) - 1.0);
        assert_relative_eq!(stock(&apart[t]) - 1.0, parts, epsilon = 1e-13, max_relative = 1e-10);
    }
    assert!(stock(&germany[20]) > stock(&france[20]) && stock(&france[20]) > 1.0);
}

#[test]
fn twice_the_rd_of_every_partner_is_the_logarithm_of_two() {
    let panel = Panel::embedded().unwrap();
    let doubled = panel.economies().filter(|economy| economy.country != "NLD").map(|economy| {
        let country = economy.country.as_str();
        Foreign::new(PartnerCountries::list([country]), 2.0 * ratio(country), 2026)
    });
    let experiment = experiment_of("NLD", doubled, 2200);
    let p = experiment.parameters().centres();
    let last = *experiment.run(&KnowledgeCapital, &p).last().unwrap();
    assert_relative_eq!(stock(&last).ln(), 2.0_f64.ln(), max_relative = 1e-9);
    assert_relative_eq!(last.contributions.foreign_knowledge, 0.2 * 2.0_f64.ln(), max_relative = 1e-9);
    // The same under every weighting, as each has weights that do not change.
    for effect in experiment.foreign_effects() {
        assert_relative_eq!(effect.foreign_stock, 100.0, max_relative = 1e-9);
    }
}

#[test]
fn at_least_keeps_who_is_above_and_exactly_does_not() {
    let (sweden, value) = (ratio("SWE"), 0.03);
    assert!(sweden > value);
    let at_least = experiment([of(&["SWE"], value)]);
    let exactly = experiment([of(&["SWE"], value).with_rule(ForeignRule::Exactly)]);
    let p = at_least.parameters().centres();
    for (kept, cut) in
        at_least.run(&KnowledgeCapital, &p).iter().zip(exactly.run(&KnowledgeCapital, &p)).skip(2)
    {
        assert_eq!((kept.gdp, stock(kept)), (0.0, 1.0));
        assert!(cut.gdp < 0.0 && stock(&cut) < 1.0);
    }
    assert_eq!(at_least.plan().first_year_of_foreign(), None);
    assert!(at_least.plan().is_empty() && !exactly.plan().is_empty());
    assert!(at_least.warnings().iter().any(|said| said.contains("at the value already")));
    assert_relative_eq!(exactly.partners()[0].imposed()[2030 - 2023], value);
}

#[test]
fn the_ratio_that_it_has_already_changes_nothing() {
    for rule in ForeignRule::ALL {
        let same = experiment([of(&["DEU"], ratio("DEU")).with_rule(*rule)]);
        let p = same.parameters().centres();
        for structure in StructureName::ALL {
            for year in same.run(structure, &p) {
                assert_eq!((year.gdp, year.tfp, stock(&year)), (0.0, 0.0, 1.0), "{structure}");
            }
        }
        assert_eq!(same.plan().first_year_of_foreign(), None);
    }
}

#[test]
fn spillovers_differ_from_knowledge_capital_by_the_import_share() {
    // At home the prior is stated at the Dutch share: the two are one.
    let dutch = experiment([eu()]);
    let p = dutch.parameters().centres();
    let pair = |e: &Experiment| (e.run(&InternationalSpillovers, &p), e.run(&KnowledgeCapital, &p));
    let (spillovers, capital) = pair(&dutch);
    assert!(spillovers.iter().zip(&capital).all(|(a, b)| a.gdp == b.gdp) && capital[30].gdp > 0.0);
    // Elsewhere they differ by the share relative to the Dutch.
    let german = experiment_of("DEU", [eu()], 2060);
    let relative = german.baseline().relative_import_share;
    let (spillovers, capital) = pair(&german);
    assert!(relative < 0.9, "{relative}");
    for (a, b) in spillovers.iter().zip(&capital).skip(2) {
        let foreign = |year: &Year<f64>| year.contributions.foreign_knowledge;
        assert_relative_eq!(foreign(a), relative * foreign(b), max_relative = 1e-12);
        assert!(a.gdp < b.gdp);
    }
    // The country itself is left out: Germany's partners are without Germany, and with the Netherlands.
    let partners: Vec<&str> = german.partners().iter().map(|partner| partner.country.as_str()).collect();
    assert!(partners.contains(&"NLD") && !partners.contains(&"DEU"));
}

#[test]
fn who_sees_partners_has_the_channel_and_who_does_not_is_named() {
    let experiment = experiment([eu()]);
    let p = experiment.parameters().centres();
    for structure in StructureName::ALL {
        let last = *experiment.run(structure, &p).last().unwrap();
        let sees = ![StructureName::RateOfReturn, StructureName::NoEffect].contains(structure);
        assert_eq!(last.gdp != 0.0, sees, "{structure}");
        let channels = experiment.channels(*structure);
        let through = [Channel::ForeignKnowledge, Channel::Frontier];
        assert_eq!(channels.iter().any(|channel| through.contains(channel)), sees, "{structure}");
        let sum: f64 = last.contributions.total();
        assert_relative_eq!(sum, last.tfp, epsilon = within::YEAR);
    }
    let said = experiment.warnings().join("\n");
    assert!(said.contains("rate_of_return, no_effect") && said.contains("CYP, MLT"), "{said}");
    // Without [[foreign]] there is no such channel.
    let none = experiment_of("NLD", [], 2060);
    assert!(!none.channels(StructureName::KnowledgeCapital).contains(&Channel::ForeignKnowledge));
    assert!(none.foreign_effects().is_empty() && none.partners().is_empty());
}

#[test]
fn the_weights_matter_and_all_three_are_stated() {
    let experiment = experiment([eu()]);
    let effects = experiment.foreign_effects();
    assert_eq!(effects.iter().filter(|effect| effect.used).count(), 1);
    let gdp = |name: &str| effects.iter().find(|effect| effect.weights.name() == name).unwrap().gdp;
    let (shares, over_gdp, gravity) =
        (gdp("coe_helpman"), gdp("lichtenberg_pottelsberghe"), gdp("frictionless_gravity"));
    assert!(gravity < shares && shares < over_gdp, "{gravity} {shares} {over_gdp}");
    // The one that is used is that of the run.
    let p = experiment.parameters().centres();
    let mean: f64 = experiment
        .structures()
        .iter()
        .map(|(structure, weight)| {
            weight * 100.0 * (experiment.run(structure, &p).last().unwrap().ratios.gdp - 1.0)
        })
        .sum();
    assert_relative_eq!(shares, mean, max_relative = 1e-12);
    // A country without a row in the table of imports is weighed by size.
    let polish = experiment_of("POL", [eu()], 2060);
    assert_eq!(polish.partner_weights().unwrap().name(), "frictionless_gravity");
    assert_eq!(polish.foreign_effects().len(), 1);
    assert!(polish.warnings().iter().any(|said| said.contains("frictionless gravity")));
}

#[test]
fn lanes_give_the_bits_of_single_draws() {
    let experiment = experiment([eu()]);
    let settings = Settings::default().with_draws(37);
    let ensemble = Ensemble::draw(&experiment, &settings).unwrap();
    let draws = ensemble.structure(StructureName::KnowledgeCapital).unwrap();
    let stocks = draws.draws(Variable::KnowledgeForeign, Kind::Scenario).unwrap();
    for draw in 0..37_u64 {
        let mut values = experiment.parameters().centres();
        for (name, value) in settings.draw_parameters(&experiment, draw).unwrap() {
            if let Some(id) = P::from_name(&name) {
                values.set(id, value);
            }
        }
        let alone = experiment.run(&KnowledgeCapital, &values);
        for (t, year) in alone.iter().enumerate() {
            let lane = stocks[[t, draw as usize]];
            assert_eq!(lane.to_bits(), year.knowledge_foreign.scenario.to_bits(), "draw {draw}, {t}");
        }
    }
}

#[test]
fn small_values_mirror_and_nothing_moves_the_baseline() {
    let base = experiment([]);
    let with = experiment([eu()]);
    let (without, moved) = (run(&base, &[]), run(&with, &[]));
    for (a, b) in without.iter().zip(&moved) {
        assert_eq!((a.baseline.gdp, a.baseline.tfp), (b.baseline.gdp, b.baseline.tfp));
        assert_eq!(a.knowledge_foreign.baseline, b.knowledge_foreign.baseline);
    }
    let p = base.parameters().centres();
    let small = |x: f64| {
        let one = experiment([of(&["DEU"], ratio("DEU") * (1.0 + x)).with_rule(ForeignRule::Exactly)]);
        one.run(&KnowledgeCapital, &p)[30].contributions.foreign_knowledge
    };
    assert_relative_eq!(small(1e-4), -small(-1e-4), max_relative = 1e-3);
}
