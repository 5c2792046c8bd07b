//! What is kept of each draw: rows of values by item and year, draws side by side.

use crate::model::ResearchPrice;
use crate::scalar::{LANES, Scalar};
use crate::simulate::{CashFlow, Experiment, Purpose, Variable, Year, gdp_over_rd};
use crate::structures::Channel;

/// No level of an economy comes near.
pub(super) const MAX_LEVEL: f64 = 1e100;

/// A quantity of a year that is kept for every draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// Level of the baseline.
    Baseline(Variable),
    /// Level of the scenario; the deviation for a variable without a level.
    Scenario(Variable),
    /// Extra GDP over extra R&D money.
    GdpOverRd,
    /// A flow of money that an appraisal discounts.
    CashFlow(CashFlow),
    /// What the price of research adds to `100 ln(Y/Y0)`: the run less the run without a price of research.
    PriceInGdp,
    /// What it adds to `100 ln(A/A0)`.
    PriceInTfp,
    /// `100` times what a channel adds to log GDP, in the run without a price of research.
    Channel(Channel),
}

impl Item {
    /// The value in a year of the run; nothing for an item of the other one.
    #[inline(always)]
    pub(crate) fn of_run<S: Scalar>(self, year: &Year<S>) -> S {
        match self {
            Self::Baseline(variable) => variable.levels(year).baseline,
            Self::Scenario(variable) => variable.levels(year).scenario,
            Self::GdpOverRd => gdp_over_rd(year),
            Self::CashFlow(flow) => flow.of(year),
            Self::PriceInGdp => S::of(100.0) * year.gdp,
            Self::PriceInTfp => S::of(100.0) * year.tfp,
            Self::Channel(_) => S::of(0.0),
        }
    }

    /// The value in a year of the run without a price of research, after that of the run; nothing for an item that it
    /// does not change. It reads so little of the year that most of it is not computed.
    #[inline(always)]
    pub(crate) fn of_run_without_price<S: Scalar>(self, of_run: S, year: &Year<S>) -> S {
        match self {
            Self::PriceInGdp => of_run - S::of(100.0) * year.gdp,
            Self::PriceInTfp => of_run - S::of(100.0) * year.tfp,
            Self::Channel(channel) => S::of(100.0) * year.channel(channel),
            Self::Baseline(_) | Self::Scenario(_) | Self::GdpOverRd | Self::CashFlow(_) => S::of(0.0),
        }
    }
}

/// The items that are kept: of the run alone, of both runs, and of the run without a price of research alone.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) items: Vec<Item>,
    /// Where those begin that the run without a price of research writes.
    pub(crate) without_price: usize,
    /// Where those begin that the run does not write.
    pub(crate) end_of_run: usize,
    pub(crate) years: usize,
    /// The position of the first year that is kept.
    pub(crate) first: usize,
    /// The year from which on a draw stops once its effect has faded: the first in which policy has ended.
    pub(crate) stops_from: Option<usize>,
    /// Whether all items are cash flows, in their order.
    pub(crate) is_of_cash_flows: bool,
    /// Whether internal rates of return are wanted beside the items.
    pub(crate) has_internal_rates: bool,
}

impl Layout {
    /// The layout for some variables, with channels or without.
    pub(crate) fn new(
        experiment: &Experiment,
        variables: &[Variable],
        channels: &[Channel],
        level_varies: bool,
    ) -> Self {
        let mut items = Vec::new();
        for variable in variables {
            if variable.has_level() && (level_varies || !variable.baseline_is_certain()) {
                items.push(Item::Baseline(*variable));
            }
            items.push(Item::Scenario(*variable));
        }
        if [Variable::Gdp, Variable::RdTotal].iter().all(|variable| variables.contains(variable)) {
            items.push(Item::GdpOverRd);
        }
        let without_price = items.len();
        if !channels.is_empty() && experiment.plan.research_price == ResearchPrice::On {
            items.extend([Item::PriceInGdp, Item::PriceInTfp]);
        }
        let end_of_run = items.len();
        items.extend(channels.iter().map(|channel| Item::Channel(*channel)));
        Self {
            items,
            without_price,
            end_of_run,
            years: experiment.baseline.years.len() - 1,
            first: 0,
            stops_from: None,
            is_of_cash_flows: false,
            has_internal_rates: false,
        }
    }

    /// The layout for cash flows, of draws that stop from year `stops_from` on.
    pub(crate) fn of_cash_flows(experiment: &Experiment, stops_from: Option<usize>) -> Self {
        let items: Vec<Item> = CashFlow::ALL.iter().map(|flow| Item::CashFlow(*flow)).collect();
        let (without_price, end_of_run) = (items.len(), items.len());
        let years = experiment.baseline.years.len() - 1;
        Self {
            items,
            without_price,
            end_of_run,
            years,
            first: 0,
            stops_from,
            is_of_cash_flows: true,
            has_internal_rates: false,
        }
    }

    /// The layout of the years from the one at position `first` on.
    pub(crate) fn starting_at(self, first: usize) -> Self {
        Self { years: self.years.saturating_sub(first), first, ..self }
    }

    /// What a run for it is asked for: GDP, with its channels or without, is less than all results.
    pub(crate) fn purpose(&self) -> Purpose {
        let is_of_gdp = |item: &Item| match item {
            Item::Baseline(variable) | Item::Scenario(variable) => *variable == Variable::Gdp,
            Item::PriceInGdp | Item::PriceInTfp | Item::Channel(_) => true,
            Item::GdpOverRd | Item::CashFlow(_) => false,
        };
        if self.is_of_cash_flows {
            Purpose::CashFlows
        } else if self.items.iter().all(is_of_gdp) {
            Purpose::Gdp
        } else {
            Purpose::Results
        }
    }

    pub(crate) fn position(&self, item: Item) -> Option<usize> {
        self.items.iter().position(|known| *known == item)
    }

    /// Number of values that a draw keeps.
    pub(crate) fn values_per_draw(&self) -> usize {
        self.items.len() * self.years
    }
}

/// The values of a tile of draws. The draws of a lane group lie together, so that a thread writes one stretch of memory
/// while it simulates: value `row` of draw `column` is at `((column / 8) rows + row) 8 + column % 8`, a row an item and
/// year.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) width: usize,
    years: usize,
    /// The position of the first year that is kept.
    first: usize,
    rows: usize,
    values: Vec<f64>,
}

impl Block {
    /// A block in the memory of `values`: every value will be written.
    pub(crate) fn new(layout: &Layout, width: usize, mut values: Vec<f64>) -> Self {
        let rows = layout.values_per_draw();
        values.resize(rows * width.next_multiple_of(LANES), 0.0);
        Self { width, years: layout.years, first: layout.first, rows, values }
    }

    /// Its memory, for another block.
    pub(crate) fn into_values(self) -> Vec<f64> {
        self.values
    }

    /// Keeps items of year `t`, where that is kept, of the draws that start at `column`, which lie in one lane group; the first of
    /// them is item `from` of the layout. `value` gets what stood there.
    #[inline(always)]
    pub(crate) fn keep<S: Scalar>(
        &mut self,
        (items, from): (&[Item], usize),
        column: usize,
        t: usize,
        value: impl Fn(Item, S) -> S,
    ) {
        let Some(year) = t.checked_sub(self.first) else { return };
        for (position, item) in items.iter().enumerate() {
            let row = (from + position) * self.years + year;
            let start = (column / LANES * self.rows + row) * LANES + column % LANES;
            let place = &mut self.values[start..start + S::WIDTH];
            value(*item, S::load(place)).store(place);
        }
    }

    /// Keeps the cash flows of year `t`, all years of which are kept; of draws that have stopped, where some have, nothing. Gives which are finite.
    #[inline(always)]
    pub(crate) fn keep_cash_flows<S: Scalar>(
        &mut self,
        column: usize,
        t: usize,
        year: &Year<S>,
        runs: Option<S::Mask>,
    ) -> S::Mask {
        let zero = S::of(0.0);
        // A sum keeps what is not finite, where a maximum may lose it.
        let mut sizes = zero;
        for (position, flow) in CashFlow::ALL.iter().enumerate() {
            let start = (column / LANES * self.rows + position * self.years + t) * LANES + column % LANES;
            let place = &mut self.values[start..start + S::WIDTH];
            let value = flow.of(year);
            sizes = sizes + value.absolute();
            match runs {
                Some(runs) => S::select(runs, value, zero).store(place),
                None => value.store(place),
            }
        }
        sizes.lt(S::of(MAX_LEVEL))
    }

    /// The values of the lane groups, one after the other: by row, one a draw.
    pub(crate) fn groups(&self) -> impl Iterator<Item = &[[f64; LANES]]> {
        self.values.chunks_exact((self.rows * LANES).max(1)).map(|group| group.as_chunks().0)
    }
}
