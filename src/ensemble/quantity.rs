//! What has statistics: results of a draw by year, and how they follow from the rows that are kept.

use super::of_draw::OfDraw;
use super::rows::Item;
use super::structure_draws::StructureDraws;
use crate::model::Pair;
use crate::simulate::{NO_RATIO, Variable};
use crate::statistics::DrawnValues;
use crate::structures::Channel;

/// A result that has statistics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quantity {
    /// Level of a baseline that differs by draw.
    Baseline(Variable),
    /// Level of the scenario; the deviation for a variable without a level.
    Scenario(Variable),
    /// Deviation from a baseline that differs by draw. From one that is the same in every draw it is a line in the
    /// level, and so are its statistics.
    Deviation(Variable),
    /// What a channel adds to log GDP, and to log productivity where it acts on that.
    Channel(Channel),
    /// What the price of research adds to log GDP.
    PriceInGdp,
    /// What the price of research adds to log productivity.
    PriceInTfp,
    /// Extra GDP over extra R&D, of the draws with extra R&D.
    GdpOverRd,
    /// What a draw says beside its years, and what some structures do not have.
    OfDraw(OfDraw),
}

impl Quantity {
    /// All that follow from what the members keep.
    pub(crate) fn all<'m>(members: impl IntoIterator<Item = &'m StructureDraws>) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for item in members.into_iter().flat_map(|member| &member.layout.items) {
            let quantities: &[Self] = match item {
                Item::Baseline(variable) => &[Self::Baseline(*variable), Self::Deviation(*variable)],
                Item::Scenario(variable) => &[Self::Scenario(*variable)],
                Item::PriceInGdp => &[Self::PriceInGdp],
                Item::PriceInTfp => &[Self::PriceInTfp],
                Item::Channel(channel) => &[Self::Channel(*channel)],
                Item::GdpOverRd => &[Self::GdpOverRd],
                Item::CashFlow(_) => &[],
            };
            for quantity in quantities {
                if !all.contains(quantity) {
                    all.push(*quantity);
                }
            }
        }
        all.extend(OfDraw::ALL.map(Self::OfDraw));
        all
    }

    /// Number of years, of so many.
    pub(crate) fn years(self, years: usize) -> usize {
        if matches!(self, Self::OfDraw(_)) { 1 } else { years }
    }

    /// The values of a member's draws in a year, borrowed where they stand in a row, else put into the buffers.
    pub(crate) fn values<'a>(
        self,
        member: &'a StructureDraws,
        year: usize,
        (buffer, numbers): &'a mut (Vec<f64>, Vec<u64>),
    ) -> DrawnValues<'a> {
        buffer.clear();
        let row = |item| member.row(item, year);
        let values = match self {
            Self::Baseline(variable) => row(Item::Baseline(variable)).unwrap_or_default(),
            Self::Scenario(variable) => row(Item::Scenario(variable)).unwrap_or_default(),
            Self::Deviation(variable) => {
                let (baseline, scenario) = (row(Item::Baseline(variable)), row(Item::Scenario(variable)));
                let pairs = baseline.unwrap_or_default().iter().zip(scenario.unwrap_or_default());
                buffer.extend(pairs.map(|(baseline, scenario)| {
                    variable.deviation(Pair { scenario: *scenario, baseline: *baseline })
                }));
                buffer
            }
            Self::Channel(channel) => row(Item::Channel(channel)).unwrap_or_else(|| {
                buffer.resize(member.draws.len(), 0.0);
                buffer
            }),
            Self::PriceInGdp => row(Item::PriceInGdp).unwrap_or_default(),
            Self::PriceInTfp => row(Item::PriceInTfp).unwrap_or_default(),
            Self::GdpOverRd => {
                let ratios = row(Item::GdpOverRd).unwrap_or_default().iter().zip(&member.draws);
                numbers.clear();
                for (ratio, number) in ratios.filter(|(ratio, _)| **ratio != NO_RATIO) {
                    buffer.push(*ratio);
                    numbers.push(*number);
                }
                return DrawnValues::of(buffer, numbers);
            }
            Self::OfDraw(what) => member.of_draw.of(what),
        };
        // What a structure does not have it has of no draw.
        DrawnValues::of(values, &member.draws[..values.len()])
    }
}
