//! What each channel of the effect is.

use super::row::ExplanationRow;
use crate::structures::Channel;

/// The row of a channel.
pub(crate) fn channel_row(channel: Channel) -> &'static ExplanationRow {
    match channel {
        Channel::BusinessKnowledge => &ExplanationRow {
            label: "Business knowledge",
            in_tables: "Business knowledge",
            definition: "What a larger stock of knowledge of firms adds to productivity. It works after gestation, and \
                         fades with depreciation.",
            equations: &["E4", "E6", "E11"],
            formula: "eps_B ln(S_B/S_B0), or rho_B (S_B - S_B0)/Y0",
            page: "model.md#knowledge_capital-e4",
            sign: "Plus: the stock of firms is above the baseline's.",
            is_not: "The profit of the firms: what others gain from it is in it.",
        },
        Channel::PublicKnowledge => &ExplanationRow {
            label: "Public knowledge",
            in_tables: "Public knowledge",
            definition: "What a larger stock of knowledge of universities and public institutes adds to productivity. That firms \
                         do more R&D because of it stands in business knowledge.",
            equations: &["E4", "E6", "E11"],
            formula: "eps_P ln(S_P/S_P0), or rho_P (S_P - S_P0)/Y0",
            page: "model.md#knowledge_capital-e4",
            sign: "Plus: the public stock is above the baseline's.",
            is_not: "Everything that public money does: support of firms becomes business knowledge.",
        },
        Channel::ForeignKnowledge => &ExplanationRow {
            label: "Foreign knowledge",
            in_tables: "Foreign knowledge",
            definition: "What a larger stock of knowledge abroad adds to productivity at home. It is zero unless a scenario moves \
                         R&D of partners ([[foreign]]), and where a structure has no foreign stock.",
            equations: &["E4", "E11"],
            formula: "eps_F ln(S_F/S_F0), or eps_f m ln(S_F/S_F0)",
            page: "model.md#international_spillovers-e11",
            sign: "Plus: the foreign stock is above the baseline's.",
            is_not: "What home R&D does abroad: that is not in the model.",
        },
        Channel::Interaction => &ExplanationRow {
            label: "Interaction of the stocks",
            in_tables: "Interaction of the stocks",
            definition: "What business and public knowledge add together beyond what each adds alone. It is zero unless \
                         interaction_elasticity is set.",
            equations: &["E4"],
            formula: "eps_BP (b p - b0 p0)",
            page: "model.md#knowledge_capital-e4",
            sign: "Plus: the stocks reinforce each other.",
            is_not: "The R&D that public knowledge makes firms do.",
        },
        Channel::ResearchEffort => &ExplanationRow {
            label: "Own research effort",
            in_tables: "Own research effort",
            definition: "What more own research adds in the structure without stocks, where it lets the country use more of the \
                         world frontier. It approaches its end at the speed of absorption.",
            equations: &["E7"],
            formula: "gamma ln(N/N0), reached at speed c",
            page: "model.md#semi_endogenous-e7",
            sign: "Plus: effort is above the baseline's.",
            is_not: "New ideas for the world: these are the frontier.",
        },
        Channel::Frontier => &ExplanationRow {
            label: "World frontier",
            in_tables: "World frontier",
            definition: "What own research, and that of partners where a scenario moves it ([[foreign]]), adds to the frontier of the \
                         world, and through it to productivity at home. The own part is small, because the country is a small part of \
                         world effort.",
            equations: &["E7"],
            formula: "f[t+1] = f[t] + g_F (exp(lambda n_W[t] - beta f[t]) - 1)",
            page: "model.md#semi_endogenous-e7",
            sign: "Plus: the frontier is further than in the baseline.",
            is_not: "A catch-up: the distance to the frontier is own research effort.",
        },
        Channel::Breakthroughs => &ExplanationRow {
            label: "Breakthroughs",
            in_tables: "Breakthroughs",
            definition: "The part of the effect of policy that comes as rare jumps, less what they replace. Its mean over draws \
                         is zero, and it is there only with the layer breakthroughs.",
            equations: &["E12"],
            formula: "a - x, with a = (1 - phi_B) x + Q",
            page: "model.md#breakthroughs-e12",
            sign: "Plus: the draw had more jumps than the mean.",
            is_not: "A bonus on the effect: it moves risk, and no mean.",
        },
        Channel::HumanCapital => &ExplanationRow {
            label: "Human capital",
            in_tables: "Human capital",
            definition: "What schooling, skills and training add to the output of an hour. It rises cohort by cohort.",
            equations: &["E5", "E10"],
            formula: "(1-alpha) h",
            page: "model.md#human-capital-and-education-e10",
            sign: "Plus: an hour of work holds more human capital.",
            is_not: "The wages of researchers: those are the price of research.",
        },
        Channel::Labour => &ExplanationRow {
            label: "Labour",
            in_tables: "Labour",
            definition: "What a change of hours worked does to output. Hours fall where people stay at school or in training \
                         longer, and with taxes that pay for measures.",
            equations: &["E5", "E10", "E14"],
            formula: "(1-alpha) l",
            page: "model.md#production-and-capital-e5",
            sign: "Minus: fewer hours than in the baseline.",
            is_not: "Employment that spending makes: there is no demand side.",
        },
        Channel::Capital => &ExplanationRow {
            label: "Capital that follows",
            in_tables: "Capital that follows",
            definition: "What a larger stock of capital adds to output, because investment follows it. How fast it follows is the \
                         closure of the scenario.",
            equations: &["E5"],
            formula: "alpha k",
            page: "model.md#production-and-capital-e5",
            sign: "Plus: there is more capital than in the baseline.",
            is_not: "A free gain: the investment is a cost in welfare.",
        },
        Channel::Financing => &ExplanationRow {
            label: "Financing",
            in_tables: "Financing",
            definition: "What the public outlay that makes room for the measures would have added to GDP. It is there with \
                         financing offset, a year after the money.",
            equations: &["E14"],
            formula: "ln(1 - rho_O dG[t-1]/Y0[t-1])",
            page: "model.md#public-finance-e14",
            sign: "Minus: the outlay that was cut had a return.",
            is_not: "The burden of taxes: that is labour, or the excess burden in welfare.",
        },
        Channel::ResearchPrice => &ExplanationRow {
            label: "Price of research",
            in_tables: "Price of research",
            definition: "What is lost, or won, because more money for research raises the pay of researchers at first. It is the \
                         run less the run in which money buys research at the old wages.",
            equations: &["E9"],
            formula: "the run less the run with psi = 0",
            page: "model.md#price-of-research-e9",
            sign: "Minus: money buys less research than at the old wages.",
            is_not: "A cost in money: the money is the same, the volume is less.",
        },
    }
}
