//! A cost-benefit analysis on one page, to be read top down: the question, the answer with its band and probability, the three
//! accounts, who pays and who gains, what would turn the answer, what it rests on, what is not in it.

use super::blocks::{Block, text_of_parts};
use super::inputs_text::input_notes;
use super::parameters_changed;
use super::simulated_text::policy;
use super::text_table::{Scale, again, number, share_in_percent};
use crate::appraise::{
    AppraisedPair, CostBenefit, CostBenefitAnalysis, CrossCheck, Figure, Ratio, ResidualValue, SensitivityOf,
    SensitivityRow,
};
use crate::ensemble::MIN_DRAWS_OF_A_BAND;
use crate::statistics::Statistics;

/// The analysis as text. `command` is the command that reproduces it.
#[must_use]
pub fn cost_benefit_text(analysis: &CostBenefitAnalysis, command: &str) -> String {
    let names = analysis.names();
    let pages: Vec<CostBenefitText<'_>> = CostBenefitText::each(analysis, &names).collect();
    let mut parts: Vec<Vec<Block>> = pages.iter().flat_map(|page| page.parts()).collect();
    parts.extend([side_by_side(analysis, &names), not_in_it(analysis), basis(analysis)]);
    text_of_parts(&parts) + &again(command)
}

/// One scenario that is being reported.
pub(super) struct CostBenefitText<'a> {
    pub(super) one: &'a CostBenefit,
    pub(super) name: &'a str,
    analysis: &'a CostBenefitAnalysis,
    place: usize,
}

impl<'a> CostBenefitText<'a> {
    /// The scenarios of an analysis, with their names.
    pub(super) fn each(
        analysis: &'a CostBenefitAnalysis,
        names: &'a [String],
    ) -> impl Iterator<Item = Self> + 'a {
        let scenarios = analysis.comparison.scenarios.iter().zip(names).enumerate();
        scenarios.map(move |(place, (one, name))| Self { one, name, analysis, place })
    }

    fn parts(&self) -> Vec<Vec<Block>> {
        let mut parts = vec![self.question(), vec![Block::Paragraph(self.answer())]];
        parts.extend(self.tables());
        parts
    }

    /// Accounts, who pays and who gains, what would turn the answer, what it rests on: a part each.
    pub(super) fn tables(&self) -> Vec<Vec<Block>> {
        vec![
            self.accounts(),
            self.incidence(),
            self.by_structure(),
            self.turns(),
            self.sensitivity(),
            self.cross_check(),
        ]
    }

    /// The unit of money.
    pub(super) fn unit(&self) -> String {
        let baseline = &self.one.experiment.baseline;
        format!("{} of {}", baseline.currency_unit, baseline.price_base)
    }

    fn band_name(&self) -> &'static str {
        if self.one.settings.draws >= MIN_DRAWS_OF_A_BAND { "90% band" } else { "range" }
    }

    fn question(&self) -> Vec<Block> {
        vec![
            Block::Paragraph(format!("Costs and benefits: {}", self.name)),
            policy(&self.one.experiment),
            Block::Paragraph(self.conditions()),
        ]
    }

    /// Until when flows count, and how they are discounted.
    pub(super) fn conditions(&self) -> String {
        let one = self.one;
        let rates: Vec<String> = one
            .discounting
            .rates()
            .iter()
            .map(|rate| match rate.until {
                Some(year) => format!("{}% until year {year}", percent(rate.rate)),
                None => format!("{}%", percent(rate.rate)),
            })
            .collect();
        let after = match one.residual {
            ResidualValue::RunOff => "no measure goes on after it, and effects run on until they have faded",
            ResidualValue::None => "nothing is counted after it",
            ResidualValue::Perpetuity => "the flows of that year, costs included, go on for ever",
        };
        format!(
            "{}, horizon {}: {after}. Discounted to {} by {} ({}){}.",
            one.experiment.baseline.country,
            one.experiment.baseline.horizon(),
            one.base_year,
            one.discounting.name,
            rates.join(", "),
            one.discounting
                .valid_from
                .as_ref()
                .map(|from| format!(", valid from {from}"))
                .unwrap_or_default(),
        )
    }

    /// What welfare comes to.
    pub(super) fn answer(&self) -> String {
        let one = self.one;
        let npv = one.statistics(Figure::WelfareNpv);
        let scale = Scale::of([npv.mean, npv.p05, npv.p95]);
        if one.settings.draws == 0 {
            return format!(
                "CHECK RUN, not a result: one path at the centres of the parameters. Welfare is worth {} {}.",
                scale.number(npv.mean),
                self.unit()
            );
        }
        let before = if one.without_cost.is_empty() {
            String::new()
        } else {
            format!(" before the cost of {}", one.without_cost.join(", "))
        };
        let gains = if npv.mean < 0.0 { "loses" } else { "gains" };
        let ratio = match (one.ratio_of_means(Ratio::Social), one.no_ratio(Ratio::Social)) {
            (Some(ratio), _) if one.is_cut() => {
                format!(" It is a cut: {} is lost for every euro that is saved.", number(ratio.value))
            }
            (Some(ratio), _) => format!(
                " A euro of social costs brings {} in benefits (ratio of the means).",
                number(ratio.value)
            ),
            (None, Some(reason)) => format!(" There is no ratio: {reason}."),
            (None, None) => String::new(),
        };
        let probability = one.probability_npv_positive().value;
        format!(
            "Welfare {gains} {} {} at present value in the mean{before} (median {}; {} {} to {}). It gains in {} of the \
             draws.{ratio} All of it is conditional on the structure of the model.",
            scale.number(npv.mean.abs()),
            self.unit(),
            scale.number(npv.p50),
            self.band_name(),
            scale.number(npv.p05),
            scale.number(npv.p95),
            share_in_percent(probability),
        )
    }

    fn accounts(&self) -> Vec<Block> {
        let one = self.one;
        let mut rows = vec![header(&format!("Present value, {}", self.unit()))];
        let mut figure = |label: &str, figure: Figure| rows.push(row(label, &one.statistics(figure)));
        figure("GDP", Figure::GdpNpv);
        figure("Welfare", Figure::WelfareNpv);
        figure("  benefits: GDP less investment", Figure::SocialBenefits);
        figure("  costs: R&D, training and others", Figure::SocialCosts);
        let income = one.statistics(Figure::NationalIncomeNpv);
        if income != one.statistics(Figure::WelfareNpv) {
            figure("  out of national income", Figure::NationalIncomeNpv);
        }
        figure("Public finance", Figure::PublicFinanceNpv);
        figure("  with spending that follows wages", Figure::PublicFinanceNpvWageIndexed);
        figure("  public money", Figure::PublicMoney);
        let mut blocks = vec![Block::heading("Three accounts, which are never added up"), Block::Table(rows)];
        blocks.extend(one.without_cost.is_empty().then(|| Block::Table(self.ratios())));
        blocks
    }

    fn ratios(&self) -> Vec<Vec<String>> {
        let one = self.one;
        let cell =
            |value: Option<f64>, written: fn(f64) -> String| value.map_or_else(|| "-".to_owned(), written);
        let ranked = |label: &str, means: Option<f64>, figure: Figure, written: fn(f64) -> String| {
            let s = one.ranked(figure);
            let ratio = Ratio::ALL.iter().find(|ratio| ratio.figures()[2] == figure);
            let none = ratio.is_some_and(|ratio| one.no_ratio(*ratio).is_some());
            let of_draws = |value: Option<f64>| value.filter(|_| !none);
            let cells =
                [means, of_draws(s.p05), of_draws(s.p50), of_draws(s.p95)].map(|value| cell(value, written));
            std::iter::once(label.to_owned()).chain(cells).collect::<Vec<String>>()
        };
        let mean = |ratio| one.ratio_of_means(ratio).map(|estimate| estimate.value);
        let mut rows = vec![
            ["Ratios and rates", "of means", "5%", "median", "95%"].map(str::to_owned).to_vec(),
            ranked(
                "Social benefits over social costs",
                mean(Ratio::Social),
                Figure::BenefitCostRatioSocial,
                number,
            ),
            ranked(
                "Public benefits over public costs",
                mean(Ratio::Public),
                Figure::BenefitCostRatioPublic,
                number,
            ),
            ranked("Self-financing share", mean(Ratio::SelfFinancing), Figure::SelfFinancingShare, number),
            ranked(
                "  with spending that follows wages",
                mean(Ratio::SelfFinancingWageIndexed),
                Figure::SelfFinancingShareWageIndexed,
                number,
            ),
        ];
        if one.no_rate().is_none() {
            rows.push(ranked("Internal rate, % a year", None, Figure::InternalRateOfReturn, percent_number));
            rows.push(ranked("Paid back in", None, Figure::PaybackYear, |year| format!("{year:.0}")));
        }
        rows
    }

    fn incidence(&self) -> Vec<Block> {
        let one = self.one;
        let mut rows = vec![header(&format!("Present value, {}", self.unit()))];
        for (label, figure) in [
            ("Government", Figure::IncidenceGovernment),
            ("Firms: their own research", Figure::IncidenceFirmsResearch),
            ("Investment", Figure::IncidenceInvestment),
            ("Households: the rest", Figure::IncidenceHouseholds),
            ("With spending that follows wages:", Figure::IncidenceGovernmentWageIndexed),
        ] {
            if figure == Figure::IncidenceGovernmentWageIndexed {
                rows.push(vec![label.to_owned()]);
                rows.push(row("  government", &one.statistics(figure)));
                let households = one.statistics(Figure::IncidenceHouseholdsWageIndexed);
                rows.push(row("  households", &households));
            } else {
                rows.push(row(label, &one.statistics(figure)));
            }
        }
        vec![Block::heading("Who pays and who gains: the parts of welfare"), Block::Table(rows)]
    }

    fn by_structure(&self) -> Vec<Block> {
        let one = self.one;
        if one.structures().count() < 2 {
            return Vec::new();
        }
        let mut rows = vec![header(&format!("Welfare, {}", self.unit()))];
        for (name, weight) in one.structures() {
            if let Ok(npv) = one.statistics_in(name, Figure::WelfareNpv) {
                rows.push(row(&format!("{name} ({weight:.2})"), &npv));
            }
        }
        vec![Block::heading("By structure, with its weight"), Block::Table(rows)]
    }

    fn turns(&self) -> Vec<Block> {
        let one = self.one;
        let mut notes = Vec::new();
        if let Some(found) = &self.analysis.break_even[self.place] {
            let name = found.parameter.name();
            let between = format!("{} to {}", number(found.lower), number(found.upper));
            notes.push(match found.value {
                Some(value) => format!(
                    "Mean welfare is worth nothing where {name} is {} (searched from {between}; its centre is {}).",
                    Scale::of([value]).number(value),
                    number(one.experiment.parameters.centres()[found.parameter])
                ),
                None => format!("Mean welfare is worth nothing at no value of {name} from {between}."),
            });
        }
        let always: Vec<&str> = one
            .structures()
            .map(|(name, _)| name)
            .filter(|name| {
                one.distribution_in(name, Figure::WelfareNpv)
                    .ok()
                    .and_then(|d| d.probability_above(0.0))
                    .is_some_and(|above| above.value == 0.0)
            })
            .collect();
        if !always.is_empty() {
            notes.push(format!("Welfare gains in no draw of {}.", always.join(", ")));
        }
        if notes.is_empty() {
            return Vec::new();
        }
        vec![Block::heading("What would turn the answer"), Block::notes(notes)]
    }

    fn sensitivity(&self) -> Vec<Block> {
        let rows = &self.analysis.sensitivity[self.place];
        if rows.is_empty() {
            return Vec::new();
        }
        let heading = format!("Welfare, {}", self.unit());
        let mut cells = vec![[heading.as_str(), "mean", "5%", "95%", "ratio"].map(str::to_owned).to_vec()];
        let own = self.one.statistics(Figure::WelfareNpv);
        let ratio = self.one.ratio_of_means(Ratio::Social).map(|estimate| estimate.value);
        cells.push(sensitivity_row("As above", Some(&own), ratio));
        for row in rows {
            cells.push(sensitivity_row(&label(row), row.npv.as_ref(), row.ratio_of_means));
        }
        let reason = rows.iter().find_map(|row| row.reason).map(|reason| format!("- : {reason}"));
        let heading = "What it rests on: one thing changed at a time, on the same draws";
        vec![Block::heading(heading), Block::Table(cells), Block::notes(reason)]
    }

    fn cross_check(&self) -> Vec<Block> {
        let check = &self.one.cross_check;
        let Some(ratio) = check.benefit_cost_ratio() else { return Vec::new() };
        let published = CrossCheck::PUBLISHED.benefit_cost_ratio().unwrap_or(f64::NAN);
        vec![Block::Paragraph(format!(
            "Beside it: Jones and Summers' average return to all R&D is growth over the discount rate over R&D, here {}% / \
             {}% / {}% = {} a euro ({} with the paper's numbers for the United States). It is an average over all R&D, \
             not the return to the next euro.",
            percent(check.growth),
            percent(check.rate),
            percent(check.rd_intensity),
            number(ratio),
            number(published)
        ))]
    }
}

fn label(row: &SensitivityRow) -> String {
    match row.of {
        SensitivityOf::Discounting => format!("Discounting {}", row.value),
        SensitivityOf::Horizon => format!("Horizon {}", row.value),
        SensitivityOf::ResidualValue => format!("Residual value {}", row.value),
        SensitivityOf::MarginalExcessBurden => format!("Excess burden {} a public euro", row.value),
    }
}

fn sensitivity_row(label: &str, npv: Option<&Statistics>, ratio: Option<f64>) -> Vec<String> {
    let of = |value: fn(&Statistics) -> f64| npv.map_or_else(|| "-".to_owned(), |s| number(value(s)));
    let ratio = ratio.map_or_else(|| "-".to_owned(), number);
    vec![label.to_owned(), of(|s| s.mean), of(|s| s.p05), of(|s| s.p95), ratio]
}

fn header(first: &str) -> Vec<String> {
    [first, "mean", "5%", "median", "95%"].map(str::to_owned).to_vec()
}

fn row(label: &str, s: &Statistics) -> Vec<String> {
    let scale = Scale::of([s.mean, s.p05, s.p50, s.p95]);
    std::iter::once(label.to_owned()).chain([s.mean, s.p05, s.p50, s.p95].map(|x| scale.number(x))).collect()
}

/// A rate in percent, as short as it can be.
fn percent(rate: f64) -> String {
    let text = format!("{:.2}", 100.0 * rate);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn percent_number(rate: f64) -> String {
    format!("{:.1}", 100.0 * rate)
}

/// The scenarios from the best to the worst, and the differences; nothing of one alone.
pub(super) fn side_by_side(analysis: &CostBenefitAnalysis, names: &[String]) -> Vec<Block> {
    if names.len() < 2 {
        return Vec::new();
    }
    let ranking = analysis.comparison.ranking();
    let ranked = ranking.iter().enumerate().map(|(rank, (place, beyond))| {
        let npv = analysis.comparison.scenarios[*place].statistics(Figure::WelfareNpv);
        let tie = if *beyond { "" } else { " (within the Monte Carlo error of the next)" };
        format!("{}. {}: {}{tie}", rank + 1, names[*place], number(npv.mean))
    });
    let differences = analysis.comparison.pairs.iter().map(|pair| difference(pair, names));
    vec![
        Block::heading("Side by side, on the same draws"),
        Block::Lines(ranked.collect(), "     "),
        Block::notes(differences),
    ]
}

fn difference(pair: &AppraisedPair, names: &[String]) -> String {
    let s = pair.npv.statistics();
    let scale = Scale::of([s.mean, s.p05, s.p95]);
    let euro = pair.npv_per_public_euro.map_or_else(
        || "both take the same public money".to_owned(),
        |value| format!("{} for every further euro of public money", number(value)),
    );
    let error = if pair.is_beyond_error() { "" } else { ", which is within its Monte Carlo error" };
    format!(
        "{} less {}: {} in the mean{error} (5% {}, median {}, 95% {}); it is worth more in {} of the draws; {euro}.",
        names[pair.second],
        names[pair.first],
        scale.number(s.mean),
        scale.number(s.p05),
        scale.number(s.p50),
        scale.number(s.p95),
        share_in_percent(pair.probability_better().value)
    )
}

/// What is left out.
pub(super) fn not_in_it(analysis: &CostBenefitAnalysis) -> Vec<Block> {
    let mut named: Vec<&str> = Vec::new();
    for one in &analysis.comparison.scenarios {
        for effect in &one.experiment.scenario.appraisal.pro_memorie {
            if !named.contains(&effect.as_str()) {
                named.push(effect);
            }
        }
    }
    let named = if named.is_empty() {
        "no effects without a price are named (pro_memorie in the scenario)".to_owned()
    } else {
        format!("pro memorie: {}", named.join(", "))
    };
    let said = format!(
        "{named}; what the money would have done elsewhere, unless financing says so; demand: spending itself moves GDP by \
         zero; gains of other countries. R&D of all funders except abroad is a cost in full, wages that are bid up \
         included. GDP is not welfare: the accounts stay apart."
    );
    vec![Block::heading("Not in it"), Block::notes([said])]
}

/// What the figures rest on: dropped draws, parameters, warnings, data, and the user's files.
pub(super) fn basis(analysis: &CostBenefitAnalysis) -> Vec<Block> {
    let mut notes = Vec::new();
    for one in &analysis.comparison.scenarios {
        let dropped: Vec<String> = one
            .dropped()
            .filter(|(_, draws)| *draws > 0)
            .map(|(structure, draws)| format!("{draws} of {structure}"))
            .collect();
        if !dropped.is_empty() {
            let name = &one.experiment.scenario.name;
            notes.push(format!("Draws left out of {name}: {}", dropped.join(", ")));
        }
        notes.extend(parameters_changed::sentences(&one.experiment));
    }
    notes.extend(analysis.warnings().iter().map(|warning| format!("Warning: {warning}")));
    if let Some(first) = analysis.comparison.scenarios.first() {
        let (settings, baseline) = (&first.settings, &first.experiment.baseline);
        notes.push(format!("Data: {}", baseline.vintage));
        notes.extend(first.discounting.source.as_ref().map(|source| format!("Discount rates: {source}")));
        notes.push(format!(
            "kennis {}, seed {}, {} draws, parameters {}",
            env!("CARGO_PKG_VERSION"),
            settings.seed,
            settings.draws,
            first.experiment.parameters.hash()
        ));
    }
    notes.extend(input_notes(&analysis.inputs()));
    vec![Block::notes(notes)]
}
