//! What each variable is.

use super::row::ExplanationRow;
use crate::simulate::Variable;

/// The row of a variable.
pub(crate) fn variable_row(variable: Variable) -> &'static ExplanationRow {
    match variable {
        Variable::Gdp => &ExplanationRow {
            label: "GDP",
            in_tables: "GDP, %",
            definition: "Gross domestic product, volume, in prices of the price base. It is made of productivity, capital, human \
                         capital and hours.",
            equations: &["E5"],
            formula: "Y = A K^alpha (h L)^(1-alpha)",
            page: "model.md#production-and-capital-e5",
            sign: "Plus: more output than in the baseline.",
            is_not: "Growth: a deviation of 1% that stays is a level that is 1% higher, with growth as before.",
        },
        Variable::GdpWithoutRd => &ExplanationRow {
            label: "GDP less R&D",
            in_tables: "GDP less R&D, %",
            definition: "GDP less the money for R&D: what is left for all other uses. National accounts count R&D as investment, \
                         and GDP with it.",
            equations: &["E5", "E8"],
            formula: "Y - R",
            page: "model.md#welfare-e13",
            sign: "Minus: R&D takes more than it has given so far.",
            is_not: "Welfare: investment in capital is still in it.",
        },
        Variable::Tfp => &ExplanationRow {
            label: "Productivity",
            in_tables: "Productivity (TFP), %",
            definition: "Total factor productivity: output that is not explained by capital, hours and human capital. R&D acts \
                         on it.",
            equations: &["E4", "E5", "E6", "E7", "E11", "E17"],
            formula: "a = y - alpha k - (1-alpha)(h + l)",
            page: "model.md#production-and-capital-e5",
            sign: "Plus: more output from the same capital and labour.",
            is_not: "Output an hour: that holds capital and human capital as well.",
        },
        Variable::Capital => &ExplanationRow {
            label: "Capital",
            in_tables: "Capital, %",
            definition: "The stock of capital at the start of the year, which follows output by the closure of the scenario. It \
                         holds the R&D asset of the national accounts.",
            equations: &["E5"],
            formula: "K[t+1] = (1-d) K[t] + s[t] Y[t]",
            page: "model.md#production-and-capital-e5",
            sign: "Plus: more capital than in the baseline.",
            is_not: "A stock of knowledge: those are knowledge_business and knowledge_public.",
        },
        Variable::Hours => &ExplanationRow {
            label: "Hours worked",
            in_tables: "Hours worked, %",
            definition: "Hours that are worked in the year. They change with schooling, training, and taxes that pay for \
                         measures.",
            equations: &["E10", "E14"],
            formula: "l = ln(L/L0)",
            page: "model.md#human-capital-and-education-e10",
            sign: "Minus: people are at school or in training longer, or work less for taxes.",
            is_not: "Jobs that spending makes: there is no demand side.",
        },
        Variable::HumanCapital => &ExplanationRow {
            label: "Human capital an hour",
            in_tables: "Human capital an hour, %",
            definition: "What schooling and skills make of an hour of work, as an index. It rises as cohorts with more schooling \
                         replace those without.",
            equations: &["E10"],
            formula: "h[t] = ln(1 + (1/W) sum_{s<t} share_s[t] (e^(r ds_s + psi_q dq_s) - 1))",
            page: "model.md#human-capital-and-education-e10",
            sign: "Plus: an hour holds more human capital.",
            is_not: "Productivity: it is counted with labour.",
        },
        Variable::LabourProductivity => &ExplanationRow {
            label: "GDP an hour",
            in_tables: "GDP an hour, %",
            definition: "GDP over hours worked. It holds productivity, human capital, and the capital that follows.",
            equations: &["E5"],
            formula: "y - l",
            page: "model.md#production-and-capital-e5",
            sign: "Plus: an hour yields more.",
            is_not: "Total factor productivity: capital has its part in it.",
        },
        Variable::RdBusiness => &ExplanationRow {
            label: "Business R&D",
            in_tables: "Business R&D, money, %",
            definition: "Money for R&D that firms carry out, whoever pays for it. It follows GDP, public knowledge and the \
                         instruments.",
            equations: &["E8"],
            formula: "sum over funders of F[bus, f]",
            page: "model.md#who-performs-who-pays-how-firms-respond-e8",
            sign: "Plus: firms spend more than in the baseline.",
            is_not: "A volume: a part of more money is higher pay (research_price).",
        },
        Variable::RdPublic => &ExplanationRow {
            label: "Public R&D",
            in_tables: "Public R&D, money, %",
            definition: "Money for R&D that universities and public institutes carry out, whoever pays for it. In the baseline it \
                         is fixed in euro.",
            equations: &["E8"],
            formula: "sum over funders of F[edu, f] + F[gov, f]",
            page: "model.md#who-performs-who-pays-how-firms-respond-e8",
            sign: "Plus: the public sector spends more than in the baseline.",
            is_not: "What government pays: that is rd_public_funded.",
        },
        Variable::RdTotal => &ExplanationRow {
            label: "R&D",
            in_tables: "R&D, money, %",
            definition: "Money for R&D that is carried out in the country, whoever pays for it. It is that of business and of the \
                         public sector.",
            equations: &["E8"],
            formula: "sum of all cells of F",
            page: "model.md#who-performs-who-pays-how-firms-respond-e8",
            sign: "Plus: more money goes into R&D.",
            is_not: "Money that firms of the country spend abroad.",
        },
        Variable::RdIntensity => &ExplanationRow {
            label: "R&D intensity",
            in_tables: "R&D intensity, % of GDP",
            definition: "Money for R&D over GDP of the scenario, both at current prices. This is the ratio of the 3% target.",
            equations: &["E8"],
            formula: "R/Y",
            page: "model.md#who-performs-who-pays-how-firms-respond-e8",
            sign: "Plus: a larger share of GDP goes into R&D, in percentage points.",
            is_not: "A percentage change: 0.10 is a tenth of a percent of GDP.",
        },
        Variable::RdPublicFunded => &ExplanationRow {
            label: "R&D that government pays",
            in_tables: "R&D paid by government, money, %",
            definition: "Money of government for R&D, whoever carries it out. Forgone tax is not in it.",
            equations: &["E8"],
            formula: "sum over performers of F[j, gov]",
            page: "model.md#who-performs-who-pays-how-firms-respond-e8",
            sign: "Plus: government pays for more R&D.",
            is_not: "All public money of the measures: tax credits and capital are no R&D that government pays.",
        },
        Variable::ResearchPrice => &ExplanationRow {
            label: "Price of research",
            in_tables: "Price of research, %",
            definition: "What a unit of research costs against the baseline, above all the pay of researchers. It rises when money \
                         grows faster than the number of researchers, and falls back as that follows.",
            equations: &["E9"],
            formula: "p = D - v,   v = (D + psi n)/(1 + psi)",
            page: "model.md#price-of-research-e9",
            sign: "Plus: the same money buys less research.",
            is_not: "Inflation: it is relative to the baseline, in which research has the price of GDP.",
        },
        Variable::KnowledgeBusiness => &ExplanationRow {
            label: "Knowledge of business",
            in_tables: "Knowledge of business, %",
            definition: "R&D of firms in the past, in volume, added up after gestation and less depreciation. It stands at the \
                         start of the year.",
            equations: &["E1", "E2", "E3"],
            formula: "S[t+1] = (1 - delta) S[t] + V[t]",
            page: "model.md#knowledge-stocks-e1-e2-e3",
            sign: "Plus: a larger stock than in the baseline.",
            is_not: "The R&D of the year: that takes years to become a stock.",
        },
        Variable::KnowledgePublic => &ExplanationRow {
            label: "Knowledge of the public sector",
            in_tables: "Knowledge of the public sector, %",
            definition: "R&D of universities and public institutes in the past, in volume, added up after gestation and less \
                         depreciation. It stands at the start of the year.",
            equations: &["E1", "E2", "E3"],
            formula: "S[t+1] = (1 - delta) S[t] + V[t]",
            page: "model.md#knowledge-stocks-e1-e2-e3",
            sign: "Plus: a larger stock than in the baseline.",
            is_not: "What government has paid for at firms: that is in the stock of business.",
        },
        Variable::KnowledgeForeign => &ExplanationRow {
            label: "Foreign knowledge",
            in_tables: "Foreign knowledge, %",
            definition: "The stock of knowledge abroad, as an index. A scenario moves it where it moves R&D of partners ([[foreign]]).",
            equations: &["E4", "E11", "E16"],
            formula: "S_F[t+1] = 1.02 S_F[t] in the baseline; S_F/S_F0 = sum_j w_j S_j / sum_j w_j S_j0",
            page: "model.md#international_spillovers-e11",
            sign: "Plus: more knowledge abroad than in the baseline.",
            is_not: "What flows in from abroad: that goes with its elasticity.",
        },
        Variable::Revenue => &ExplanationRow {
            label: "Public revenue",
            in_tables: "Public revenue, % of GDP",
            definition: "What flows into the budget from a higher GDP, with taxes that pay for measures and less tax credits. It is \
                         a difference from the baseline only.",
            equations: &["E14"],
            formula: "100 (tau dY + dT - credits)/Y0",
            page: "model.md#public-finance-e14",
            sign: "Plus: more revenue.",
            is_not: "The balance of the budget: what the measures cost is not taken off.",
        },
        Variable::DebtRatio => &ExplanationRow {
            label: "Public debt",
            in_tables: "Debt, % of GDP",
            definition: "The change of public debt at the end of the year: the money of the measures with interest, less what a \
                         higher GDP brings in. Public spending is fixed in volume.",
            equations: &["E14"],
            formula: "100 dDebt[t+1]/Y0[t],   dDebt[t+1] = (1+i) dDebt[t] + dG - dT - tau dY",
            page: "model.md#public-finance-e14",
            sign: "Plus: more debt; minus: the measures have paid for themselves.",
            is_not: "Debt over GDP of the scenario: the level of debt is not in the model, and the ratio is to baseline GDP.",
        },
        Variable::DebtRatioWageIndexed => &ExplanationRow {
            label: "Public debt if public wages follow",
            in_tables: "Debt, % of GDP, if public wages follow",
            definition: "The change of public debt where a part of public spending rises with GDP, as wages in the public sector \
                         do. It is the cautious reading of the same run.",
            equations: &["E14"],
            formula: "100 dDebt[t+1]/Y0[t],   dDebt[t+1] = (1+i) dDebt[t] + dG - dT - (tau - nu g_G) dY",
            page: "model.md#public-finance-e14",
            sign: "Plus: more debt, even where debt_ratio falls.",
            is_not: "Another scenario: only what spending follows is different.",
        },
        Variable::Welfare => &ExplanationRow {
            label: "Welfare",
            in_tables: "Welfare, % of GDP",
            definition: "The change of consumption: extra GDP less extra investment, R&D, training, and what taxes distort. Health, \
                         climate and security are not in it.",
            equations: &["E13"],
            formula: "dC = dY - dI - dR - MEB dT - training - abroad",
            page: "model.md#welfare-e13",
            sign: "Minus in early years: costs come before gains.",
            is_not: "A sum over years: it is the flow of a year, not discounted.",
        },
        Variable::WelfareNationalIncome => &ExplanationRow {
            label: "Welfare out of national income",
            in_tables: "Welfare out of national income, % of GDP",
            definition: "Welfare less the part of extra capital income that goes to owners abroad. That part is a parameter, \
                         foreign_capital_share.",
            equations: &["E13"],
            formula: "dC - f_K alpha dY",
            page: "model.md#welfare-e13",
            sign: "Minus in early years: costs come before gains.",
            is_not: "National income of the accounts: income from abroad is not in the model.",
        },
    }
}
