//! A solution on one page, to be read top down: the question, the answer with its band, what each draw would need, the probability
//! of each amount, what would change it.

use super::blocks::{Block, text_of};
use super::inputs_text;
use super::parameters_changed;
use super::simulated_text::policy;
use super::text_table::{Scale, again, number, share_in_percent, table, wrapped};
use crate::ensemble::{MIN_DRAWS_OF_A_BAND, RankedStatistics};
use crate::solve::{GoalVariable, NoAnswer, PathShape, Reached, Sense, Solution};

/// The solution as text. `command` is the command that reproduces it.
#[must_use]
pub fn solve_text(solution: &Solution, command: &str) -> String {
    let page = Page { solution };
    let parts =
        [page.question(), page.answer(), page.path(), page.probabilities(), page.needed(), page.changes()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n") + "\n" + &page.origin(command)
}

struct Page<'a> {
    solution: &'a Solution,
}

impl Page<'_> {
    fn currency(&self) -> &str {
        &self.solution.experiment().baseline().currency_unit
    }

    /// The goal in words.
    fn goal(&self) -> String {
        let goal = self.solution.goal;
        let year = goal.year.map(|year| format!(" in {year}")).unwrap_or_default();
        match goal.variable {
            GoalVariable::RdIntensity => format!("R&D of {}% of GDP{year}", plain(100.0 * goal.value)),
            GoalVariable::Gdp => format!("GDP {}% above the baseline{year}", plain(goal.value)),
            GoalVariable::Npv => {
                format!("welfare of {} {} at present value", plain(goal.value), self.currency())
            }
            GoalVariable::BenefitCostRatio => {
                format!("social benefits of {} for every euro of social costs", plain(goal.value))
            }
        }
    }

    /// An outcome with its unit.
    fn outcome(&self, value: f64) -> String {
        match self.solution.goal.variable {
            GoalVariable::RdIntensity => format!("{:.2}% of GDP", 100.0 * value),
            GoalVariable::Gdp => {
                let side = if value < 0.0 { "below" } else { "above" };
                format!("{}% {side} the baseline", Scale::of([value.abs()]).number(value.abs()))
            }
            GoalVariable::Npv => format!("{} {}", number(value), self.currency()),
            GoalVariable::BenefitCostRatio => format!("{} a euro", number(value)),
        }
    }

    fn whose(&self) -> String {
        let mut names = self.solution.instruments();
        names.dedup();
        names.join(" with ")
    }

    fn question(&self) -> String {
        let s = self.solution;
        let (baseline, scenario) = (s.experiment().baseline(), s.experiment().scenario());
        let how = match s.probability_asked {
            Some(p) => format!("with a probability of {}%", plain(100.0 * p)),
            None => "in the mean over the draws".to_owned(),
        };
        let question = match s.sense {
            Sense::Least => {
                format!("How much public money for {} gives {}, {how}?", self.whose(), self.goal())
            }
            Sense::Most => {
                format!("Up to how much public money for {} leaves {}, {how}?", self.whose(), self.goal())
            }
        };
        let shape = match (s.shape, s.goal.year) {
            (PathShape::Level, _) => format!("the same amount from {} on", s.first_year),
            (PathShape::Ramp, Some(year)) => {
                format!("rising in equal steps from {} to {year}, and held", s.first_year)
            }
            _ => "as the measures lie over the years, all times one factor".to_owned(),
        };
        let title = wrapped(&format!("Money for a goal: {}", scenario.name), "");
        let without =
            s.without.map(|value| format!(" Without it: {}.", self.outcome(value))).unwrap_or_default();
        let path = format!("{}: {shape}.{without}", baseline.country);
        let others = if s.reached.is_some() { String::new() } else { text_of(&[policy(s.experiment())]) };
        title + &wrapped(&question, "") + &wrapped(&path, "") + &others
    }

    fn answer(&self) -> String {
        match &self.solution.reached {
            Some(reached) => self.reached(reached),
            None => self.not_reached(),
        }
    }

    fn reached(&self, reached: &Reached) -> String {
        let s = self.solution;
        let (year, prices) = (s.amount_year, s.experiment().baseline().price_base);
        let money = format!("{} {} of {prices}", number(reached.amount), self.currency());
        let a_year = match s.shape {
            PathShape::Level => "a year".to_owned(),
            _ => format!("in {year}"),
        };
        if s.settings().draws == 0 {
            let said =
                format!("CHECK RUN, not a result: at the centres of the parameters it is {money} {a_year}.");
            return wrapped(&said, "");
        }
        let error = match s.probability_asked {
            Some(_) => s.amount_for_probability.map(|amount| amount.mc_error),
            None => s.amount.map(|amount| amount.mc_error),
        };
        let error = error.filter(|error| error.is_finite() && s.settings().draws > 1);
        let error = error
            .map(|error| format!(" (Monte Carlo error {})", Scale::of([error]).number(error)))
            .unwrap_or_default();
        let spread = self.spread();
        let cumulative = format!(
            "{} {} in all until {}",
            number(reached.cumulative(s.last_year())),
            self.currency(),
            s.last_year()
        );
        let rd = reached.rd_per_euro.map(|rd| {
            format!(" A euro of it comes with {} euro of R&D in {year}, of all who pay.", number(rd))
        });
        let words = match s.sense {
            Sense::Least => "It takes",
            Sense::Most => "It can be up to",
        };
        let said = format!(
            "{words} {money} {a_year}{error}: {cumulative}. The outcome is then {}{}.{spread}{}",
            self.outcome(reached.value),
            // One draw has an outcome in each structure, and no probability.
            if s.settings().draws < 2 {
                String::new()
            } else {
                let met = share_in_percent(reached.probability.value);
                format!(" in the mean, and the goal is met in {met} of the draws")
            },
            rd.unwrap_or_default()
        );
        wrapped(&said, "")
    }

    /// What each draw would need by itself.
    fn spread(&self) -> String {
        let s = self.solution;
        let needed = &s.needed;
        if s.settings().draws < 2 {
            return String::new();
        }
        let name = if s.settings().draws >= MIN_DRAWS_OF_A_BAND { "90% band" } else { "range" };
        let (needs, never) = match s.sense {
            Sense::Least => ("Each draw by itself would need", "more than is looked at"),
            Sense::Most => ("Each draw by itself would allow", "all that is looked at"),
        };
        let cell = |value: Option<f64>| value.map_or(never.to_owned(), number);
        let without = if needed.share_defined < 1.0 {
            let others = share_in_percent(1.0 - needed.share_defined);
            match s.sense {
                Sense::Least => format!("; {others} of the draws never come to it"),
                Sense::Most => format!("; in {others} of the draws it still holds with all of that"),
            }
        } else {
            String::new()
        };
        format!(
            " {needs} {} ({name} {} to {}{without}).",
            cell(needed.p50),
            cell(needed.p05),
            cell(needed.p95)
        )
    }

    fn not_reached(&self) -> String {
        let s = self.solution;
        let Some(closest) = s.closest else { return String::new() };
        let most = format!(
            "{} {} a year ({}% of GDP)",
            number(s.max_amount),
            self.currency(),
            plain((1000.0 * s.max_share_of_gdp).round() / 10.0)
        );
        let value = closest.value.map_or("no outcome".to_owned(), |value| self.outcome(value));
        let at = format!("{} {}", number(closest.amount), self.currency());
        let share = closest.probability.map(share_in_percent);
        let said = match (closest.why, s.sense, share) {
            (NoAnswer::NotKnown, ..) => format!(
                "NOT KNOWN: some draw has no outcome with the least money that was looked at, {at} a year, so that there is no mean."
            ),
            (NoAnswer::NoLimit, _, None) => {
                format!("NO LIMIT up to {most}: the outcome there is still {value} in the mean.")
            }
            (NoAnswer::NoLimit, _, Some(share)) => format!(
                "NO LIMIT up to {most}: the goal still holds in {share} of the draws with all of it. In the mean the outcome is then \
                 {value}."
            ),
            (NoAnswer::NotReached, Sense::Least, None) => format!(
                "NOT REACHED with up to {most}. Nearest of the amounts that were looked at: {value} in the mean, with {at}."
            ),
            (NoAnswer::NotReached, Sense::Least, Some(share)) => format!(
                "NOT REACHED with up to {most}: {share} of the draws come to the goal with any of it. In the mean the most money gives \
                 {value}."
            ),
            (NoAnswer::NotReached, Sense::Most, share) => format!(
                "NOT REACHED: {at} already leave {value} in the mean{}.",
                share
                    .map(|share| format!(", and the goal is met in {share} of the draws"))
                    .unwrap_or_default()
            ),
        };
        let mean = match (s.amount, s.probability_asked) {
            (Some(amount), Some(_)) => {
                let words = if s.sense == Sense::Least { "it takes" } else { "it can be up to" };
                format!(" In the mean {words} {} {}.", number(amount.value), self.currency())
            }
            _ => String::new(),
        };
        wrapped(&(said + &mean), "")
    }

    fn path(&self) -> String {
        let s = self.solution;
        let Some(reached) = &s.reached else { return String::new() };
        let path = reached.path();
        let shown = shown_years(&path, s.last_year());
        let heading = format!("Money by year, {}", self.currency());
        let cells = |of: &dyn Fn(&(i32, f64)) -> String| shown.iter().map(of).collect::<Vec<_>>();
        let mut rows =
            vec![std::iter::once(heading).chain(cells(&|(year, _)| year.to_string())).collect::<Vec<_>>()];
        rows.push(
            std::iter::once("  of the year".to_owned()).chain(cells(&|(_, money)| number(*money))).collect(),
        );
        rows.push(
            std::iter::once("  so far".to_owned())
                .chain(cells(&|(year, _)| number(reached.cumulative(*year))))
                .collect(),
        );
        table(&rows) + &wrapped(&self.course(reached), "")
    }

    fn course(&self, reached: &Reached) -> String {
        let (Ok(peak), Ok(half)) = (reached.ensemble.peak_year(), reached.ensemble.half_year()) else {
            return String::new();
        };
        let last = reached.ensemble.years().last;
        match (peak.p50, half.p50) {
            (None, _) => "In most draws GDP is as in the baseline.".to_owned(),
            (Some(peak), None) => {
                format!("The effect on GDP is largest in {peak:.0} (median), and has not halved by {last}.")
            }
            (Some(peak), Some(half)) => {
                format!("The effect on GDP is largest in {peak:.0} and has halved in {half:.0} (medians).")
            }
        }
    }

    fn probabilities(&self) -> String {
        let s = self.solution;
        if s.settings().draws < 2 {
            return String::new();
        }
        let never = match s.sense {
            Sense::Least => "not reached",
            Sense::Most => "no limit",
        };
        let mut rows = vec![vec![
            "Probability".to_owned(),
            format!("{}, in {}", self.currency(), s.amount_year),
            "+/-".to_owned(),
        ]];
        let shown = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];
        for at in s.curve.iter().filter(|at| shown.contains(&at.probability)) {
            let amount = at.amount.map_or(never.to_owned(), |amount| number(amount.value));
            let error = at.amount.map(|amount| amount.mc_error).filter(|error| error.is_finite());
            rows.push(vec![share_in_percent(at.probability), amount, error.map_or("-".to_owned(), number)]);
        }
        "Money against the probability that the goal is met (+/-: Monte Carlo error)\n".to_owned()
            + &table(&rows)
    }

    fn needed(&self) -> String {
        let s = self.solution;
        if s.settings().draws < 2 || s.by_structure.len() < 2 {
            return String::new();
        }
        let (what, share) = match s.sense {
            Sense::Least => ("What each draw needs", "come to it"),
            Sense::Most => ("What each draw allows", "have a limit"),
        };
        let heading = format!("{what}, {}", self.currency());
        let mut rows = vec![vec![heading, "5%".into(), "median".into(), "95%".into(), share.into()]];
        let row = |label: &str, needed: &RankedStatistics| {
            let cell = |value: Option<f64>| value.map_or("-".to_owned(), number);
            let share = share_in_percent(needed.share_defined);
            vec![label.to_owned(), cell(needed.p05), cell(needed.p50), cell(needed.p95), share]
        };
        rows.push(row("all", &s.needed));
        for of in &s.by_structure {
            rows.push(row(&format!("{} ({:.2})", of.structure, of.weight), &of.needed));
        }
        "By structure, with its weight\n".to_owned() + &table(&rows)
    }

    fn changes(&self) -> String {
        let s = self.solution;
        let of_rd = s.goal.variable == GoalVariable::RdIntensity;
        let said = if of_rd {
            "What firms add to a public euro decides: with m private euro beside it a gap of G takes about G/(1+m), \
             before GDP moves; of a tax credit, which is no R&D itself, G over its bang for the buck. The evidence for m runs \
             from below zero to about one; an answer with a higher m is an answer of the prior (kennis parameters, --set)."
        } else if s.sense == Sense::Least {
            "What a unit of knowledge is worth decides, and how long it takes: the elasticities, the lags and the structure; \
             the draws that never come to the goal are mostly those in which it is worth little."
        } else {
            "What a unit of knowledge is worth decides, and how fast its return falls with the money: the elasticities and the \
             structure; the draws without a limit are those in which it is worth much, and those with none at all those in which \
             it is worth less than it costs."
        };
        let text = format!(
            "{said} Spending itself moves GDP by zero: there is no demand side. Money of other funders is as the responses \
             say."
        );
        "What would change it\n".to_owned() + &wrapped(&text, "  ")
    }

    fn origin(&self, command: &str) -> String {
        let s = self.solution;
        let (experiment, settings) = (s.experiment(), s.settings());
        let mut text = String::new();
        let dropped: Vec<String> = s
            .dropped()
            .filter(|(_, draws)| *draws > 0)
            .map(|(structure, draws)| format!("{draws} of {structure}"))
            .collect();
        if !dropped.is_empty() {
            text.push_str(&wrapped(&format!("Draws left out: {}", dropped.join(", ")), "  "));
        }
        text.push_str(&text_of(&[Block::notes(parameters_changed::sentences(experiment))]));
        for warning in s.warnings() {
            text.push_str(&wrapped(&format!("Warning: {warning}"), "  "));
        }
        text.push_str(&wrapped(&format!("Data: {}", experiment.baseline().vintage), "  "));
        let line = format!(
            "kennis {}, seed {}, {} draws, parameters {}",
            env!("CARGO_PKG_VERSION"),
            settings.seed,
            settings.draws,
            experiment.parameters().hash()
        );
        text.push_str(&wrapped(&line, "  "));
        text.push_str(&inputs_text::lines(experiment.inputs()));
        text + &again(command)
    }
}

/// Years of the path that a reader looks at first: the first ones, that of the goal, and the last.
fn shown_years(path: &[(i32, f64)], goal: i32) -> Vec<(i32, f64)> {
    let last = path.len().saturating_sub(1);
    let is_shown = |(place, (year, _)): &(usize, &(i32, f64))| {
        *place < 3 || *year == goal || *place == last || (*year > goal && *year == goal + 10)
    };
    path.iter().enumerate().filter(is_shown).map(|(_, at)| *at).take(7).collect()
}

/// A number as short as it can be.
fn plain(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
