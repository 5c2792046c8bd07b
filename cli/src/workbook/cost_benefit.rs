//! The workbook of a cost-benefit analysis. Of each scenario: a sheet an account, the inputs, and the mean flows by year, whose
//! discount factors and discounted sums are formulas: who changes a rate sees what it does to the means.

use kennis::appraise::{CostBenefit, CostBenefitAnalysis, Figure, FlowOfYear, Ratio, ResidualValue};
use kennis::simulate::CashFlow;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};

/// First row of the flows, counted from zero: above it stand a title, the base year and the heading.
const FIRST: u32 = 4;
/// Columns of year, rate and factor; the flows follow.
const FLOWS: u16 = 3;

/// Formats of cells.
struct Formats {
    bold: Format,
    number: Format,
    rate: Format,
    factor: Format,
}

/// The workbook as bytes: the same bytes for the same analysis, since it holds no time.
pub(super) fn workbook(analysis: &CostBenefitAnalysis, command: &str) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created).set_title("kennis cba"));
    let formats = Formats {
        bold: Format::new().set_bold(),
        number: Format::new().set_num_format("0.000"),
        rate: Format::new().set_num_format("0.00%"),
        factor: Format::new().set_num_format("0.000000"),
    };
    let names = analysis.names();
    for (place, one) in analysis.comparison.scenarios.iter().enumerate() {
        let prefix = if names.len() > 1 { format!("{} ", place + 1) } else { String::new() };
        let flows = one.mean_flows();
        let page = Page { one, name: &names[place], prefix, formats: &formats, flows: &flows };
        page.account(workbook.add_worksheet(), "GDP", &[("Change of GDP", Figure::GdpNpv)], &[])?;
        page.account(workbook.add_worksheet(), "Welfare", &WELFARE, &WELFARE_RATIOS)?;
        page.account(workbook.add_worksheet(), "Public finance", &PUBLIC, &PUBLIC_RATIOS)?;
        page.flows(workbook.add_worksheet())?;
        page.inputs(workbook.add_worksheet(), analysis, place, command)?;
    }
    workbook.save_to_buffer()
}

const WELFARE: [(&str, Figure); 8] = [
    ("Net present value", Figure::WelfareNpv),
    ("Benefits: GDP less investment", Figure::SocialBenefits),
    ("Costs: R&D, training, burden", Figure::SocialCosts),
    ("Out of national income", Figure::NationalIncomeNpv),
    ("Incidence: government", Figure::IncidenceGovernment),
    ("Incidence: firms, their own research", Figure::IncidenceFirmsResearch),
    ("Incidence: investment", Figure::IncidenceInvestment),
    ("Incidence: households, the rest", Figure::IncidenceHouseholds),
];
const WELFARE_RATIOS: [(&str, Figure, Option<Ratio>); 3] = [
    ("Social benefits over social costs", Figure::BenefitCostRatioSocial, Some(Ratio::Social)),
    ("Internal rate of return, a year", Figure::InternalRateOfReturn, None),
    ("Year from which on it is paid back", Figure::PaybackYear, None),
];
const PUBLIC: [(&str, Figure); 5] = [
    ("Net present value", Figure::PublicFinanceNpv),
    ("With spending that follows wages", Figure::PublicFinanceNpvWageIndexed),
    ("Public money", Figure::PublicMoney),
    ("Taxes on the change of GDP", Figure::TaxesOnGdp),
    ("Less spending that follows wages", Figure::TaxesOnGdpWageIndexed),
];
const PUBLIC_RATIOS: [(&str, Figure, Option<Ratio>); 3] = [
    ("Public benefits over public costs", Figure::BenefitCostRatioPublic, Some(Ratio::Public)),
    ("Self-financing share", Figure::SelfFinancingShare, Some(Ratio::SelfFinancing)),
    (
        "Self-financing share, wage-indexed",
        Figure::SelfFinancingShareWageIndexed,
        Some(Ratio::SelfFinancingWageIndexed),
    ),
];

/// One scenario.
struct Page<'a> {
    one: &'a CostBenefit,
    name: &'a str,
    prefix: String,
    formats: &'a Formats,
    flows: &'a [FlowOfYear],
}

impl Page<'_> {
    fn unit(&self) -> String {
        let baseline = self.one.experiment.baseline();
        format!("{} of {}", baseline.currency_unit, baseline.price_base)
    }

    /// Title in the first row, and the name of the sheet.
    fn title(&self, sheet: &mut Worksheet, what: &str) -> Result<(), XlsxError> {
        sheet.set_name(format!("{}{what}", self.prefix))?;
        sheet.set_column_width(0, 40)?;
        let title =
            format!("{}: {what}, {}, at present value of {}", self.name, self.unit(), self.one.base_year);
        sheet.write_string_with_format(0, 0, title, &self.formats.bold)?;
        Ok(())
    }

    /// Figures of an account with their statistics, and its ratios.
    fn account(
        &self,
        sheet: &mut Worksheet,
        what: &str,
        figures: &[(&str, Figure)],
        ratios: &[(&str, Figure, Option<Ratio>)],
    ) -> Result<(), XlsxError> {
        let one = self.one;
        self.title(sheet, what)?;
        let mut row = 2;
        for (label, figure) in figures {
            let statistics = one.statistics(*figure);
            if row == 2 {
                for (column, (name, _)) in (1..).zip(statistics.iter()) {
                    sheet.write_string_with_format(1, column, name, &self.formats.bold)?;
                }
            }
            sheet.write_string(row, 0, *label)?;
            for (column, (_, value)) in (1..).zip(statistics.iter()) {
                sheet.write_number_with_format(row, column, value, &self.formats.number)?;
            }
            row += 1;
        }
        if ratios.is_empty() {
            return Ok(());
        }
        row += 1;
        sheet.write_string_with_format(row, 0, "Ratios and rates", &self.formats.bold)?;
        sheet.write_string_with_format(row, 1, "of means", &self.formats.bold)?;
        for (column, (name, _)) in (2..).zip(one.ranked(Figure::PaybackYear).iter().skip(2)) {
            sheet.write_string_with_format(row, column, name, &self.formats.bold)?;
        }
        for (label, figure, ratio) in ratios {
            row += 1;
            sheet.write_string(row, 0, *label)?;
            if let Some(value) = ratio.and_then(|ratio| one.ratio_of_means(ratio)) {
                sheet.write_number_with_format(row, 1, value.value, &self.formats.number)?;
            }
            let none = match ratio {
                Some(ratio) => one.no_ratio(*ratio),
                None => one.no_rate(),
            };
            let none = none.is_some();
            let ranked = one.ranked(*figure);
            for (column, (_, value)) in (2..).zip(ranked.iter().skip(2).filter(|_| !none)) {
                if let Some(value) = value {
                    sheet.write_number_with_format(row, column, value, &self.formats.number)?;
                }
            }
        }
        Ok(())
    }

    /// Mean flows by year, with formulas for factors, welfare and the discounted sums.
    fn flows(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (one, formats) = (self.one, self.formats);
        self.title(sheet, "Flows by year")?;
        sheet.set_column_width(0, 12)?;
        sheet.write_string(1, 0, "Base year")?;
        sheet.write_number(1, 1, one.base_year)?;
        sheet.write_string(
            2,
            0,
            "Means over draws; rates, factors, welfare and sums can be changed and recalculate.",
        )?;
        let welfare = FLOWS + CashFlow::ALL.len() as u16;
        let heading = FIRST - 1;
        for (column, text) in
            [(0, "year"), (1, "rate"), (2, "factor"), (welfare, "welfare"), (welfare + 1, "discounted")]
        {
            sheet.write_string_with_format(heading, column, text, &formats.bold)?;
        }
        for (column, flow) in (FLOWS..).zip(CashFlow::ALL) {
            sheet.write_string_with_format(heading, column, flow.name(), &formats.bold)?;
        }
        let counted = self.flows.iter().filter(|flow| flow.year <= self.last_year());
        for (row, flow) in (FIRST..).zip(counted) {
            sheet.write_number(row, 0, flow.year)?;
            let after = u32::try_from(flow.year - one.base_year).unwrap_or(0).max(1);
            sheet.write_number_with_format(row, 1, one.discounting.rate(after), &formats.rate)?;
            let factor = self.factor(row, flow.year);
            sheet.write_formula_with_format(
                row,
                2,
                factor.set_result(flow.discount_factor.to_string()),
                &formats.factor,
            )?;
            for (column, value) in (FLOWS..).zip(&flow.flows) {
                sheet.write_number_with_format(row, column, *value, &formats.number)?;
            }
            let sum = self.welfare(row).set_result(flow.welfare.to_string());
            sheet.write_formula_with_format(row, welfare, sum, &formats.number)?;
            let product = format!("={}*{}", cell(row, 2), cell(row, welfare));
            let value = (flow.discount_factor * flow.welfare).to_string();
            sheet.write_formula_with_format(
                row,
                welfare + 1,
                Formula::new(product).set_result(value),
                &formats.number,
            )?;
        }
        self.sums(sheet, welfare)
    }

    /// The last year whose flows count by themselves.
    fn last_year(&self) -> i32 {
        match self.one.residual {
            ResidualValue::RunOff => i32::MAX,
            _ => self.one.experiment.baseline().horizon(),
        }
    }

    /// One in the base year, from year to year discounted after it and compounded before it.
    fn factor(&self, row: u32, year: i32) -> Formula {
        match year - self.one.base_year {
            0 => Formula::new("=1"),
            // Years between the base year and the first row have no row of their own.
            1.. if row == FIRST => Formula::new(format!("={}", self.one.discount_factor(year))),
            1.. => Formula::new(format!("={}/(1+{})", cell(row - 1, 2), cell(row, 1))),
            _ => Formula::new(format!("={}*(1+{})", cell(row + 1, 2), cell(row, 1))),
        }
    }

    /// Welfare of a year from its flows.
    fn welfare(&self, row: u32) -> Formula {
        let of = |flow: CashFlow| cell(row, FLOWS + flow as u16);
        let burden = match self.one.discounting.public_money_burden {
            0.0 => of(CashFlow::ExcessBurden),
            share => format!("{share}*{}", of(CashFlow::PublicMoney)),
        };
        Formula::new(format!(
            "={}-{}-{}-{burden}-{}-{}",
            of(CashFlow::Gdp),
            of(CashFlow::Investment),
            of(CashFlow::Rd),
            of(CashFlow::Training),
            of(CashFlow::Abroad)
        ))
    }

    /// Discounted sums of every flow and of welfare under the table.
    fn sums(&self, sheet: &mut Worksheet, welfare: u16) -> Result<(), XlsxError> {
        let counted = self.flows.iter().filter(|flow| flow.year <= self.last_year()).count() as u32;
        let Some(last) = (FIRST + counted).checked_sub(1).filter(|last| *last >= FIRST) else {
            return Ok(());
        };
        let total = last + 2;
        let formats = self.formats;
        sheet.write_string_with_format(total, 0, "Discounted", &formats.bold)?;
        let factors = format!("{}:{}", cell(FIRST, 2), cell(last, 2));
        for column in FLOWS..=welfare {
            let values = format!("{}:{}", cell(FIRST, column), cell(last, column));
            let formula = Formula::new(format!("=SUMPRODUCT({factors},{values})"));
            let sum = self.sum(column, welfare).to_string();
            sheet.write_formula_with_format(total, column, formula.set_result(sum), &formats.number)?;
        }
        if self.one.residual == ResidualValue::Perpetuity {
            let said = "The perpetuity after the last year is not in these sums; it is in the accounts.";
            sheet.write_string(total + 1, 0, said)?;
        }
        Ok(())
    }

    /// A discounted sum, as the formula gives it.
    fn sum(&self, column: u16, welfare: u16) -> f64 {
        let counted = self.flows.iter().filter(|flow| flow.year <= self.last_year());
        let value = |flow: &FlowOfYear| {
            if column == welfare { flow.welfare } else { flow.flows[usize::from(column - FLOWS)] }
        };
        counted.map(|flow| flow.discount_factor * value(flow)).sum()
    }

    /// What it rests on: rates, scenario, parameters, sensitivity, files, command.
    fn inputs(
        &self,
        sheet: &mut Worksheet,
        analysis: &CostBenefitAnalysis,
        place: usize,
        command: &str,
    ) -> Result<(), XlsxError> {
        let one = self.one;
        self.title(sheet, "Inputs")?;
        let (experiment, settings) = (&one.experiment, &one.settings);
        let mut lines: Vec<(String, String)> = vec![
            ("Scenario".to_owned(), self.name.to_owned()),
            ("Country".to_owned(), experiment.baseline().country.clone()),
            ("Horizon".to_owned(), experiment.baseline().horizon().to_string()),
            ("Base year".to_owned(), one.base_year.to_string()),
            ("Residual value".to_owned(), one.residual.name().to_owned()),
            ("Discounting".to_owned(), one.discounting.name.clone()),
            ("Source of the rates".to_owned(), one.discounting.source.clone().unwrap_or_default()),
            ("Data".to_owned(), experiment.baseline().vintage.clone()),
            ("Seed".to_owned(), settings.seed.to_string()),
            ("Draws".to_owned(), settings.draws.to_string()),
            ("Version".to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
            ("Again".to_owned(), command.to_owned()),
        ];
        for (name, weight) in one.structures() {
            lines.push((format!("Weight of {name}"), weight.to_string()));
        }
        let set = experiment.parameters();
        lines.extend(set.differences().map(|id| (id.name().to_owned(), set.described(id))));
        lines.extend(one.inputs().iter().map(|file| (format!("Input {}", file.name), file.sha256.clone())));
        for effect in &experiment.scenario().appraisal.pro_memorie {
            lines.push(("Pro memorie".to_owned(), effect.clone()));
        }
        lines.extend(analysis.warnings().into_iter().map(|warning| ("Warning".to_owned(), warning)));
        let mut row = 2;
        for (label, value) in lines {
            sheet.write_string(row, 0, label)?;
            sheet.write_string(row, 1, value)?;
            row += 1;
        }
        row += 1;
        for (column, text) in (0..).zip(["Sensitivity", "mean", "5%", "95%", "ratio of means"]) {
            sheet.write_string_with_format(row, column, text, &self.formats.bold)?;
        }
        for alternative in &analysis.sensitivity[place] {
            row += 1;
            sheet.write_string(row, 0, format!("{}: {}", alternative.of, alternative.value))?;
            let npv = alternative.npv.as_ref();
            let cells =
                [npv.map(|s| s.mean), npv.map(|s| s.p05), npv.map(|s| s.p95), alternative.ratio_of_means];
            for (column, value) in (1..).zip(cells) {
                if let Some(value) = value {
                    sheet.write_number_with_format(row, column, value, &self.formats.number)?;
                }
            }
        }
        Ok(())
    }
}

/// A cell by name, row and column counted from zero.
fn cell(row: u32, column: u16) -> String {
    rust_xlsxwriter::utility::row_col_to_cell(row, column)
}
