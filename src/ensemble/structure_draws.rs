//! The draws of one structure: the rows that are kept of them, and how many were dropped.

use super::error::EnsembleError;
use super::kept::Kept;
use super::kernel::Kernel;
use super::of_draw::{AllDefined, OfDraws};
use super::rows::{Item, Layout};
use crate::structures::Channel;
use ndarray::{Array2, ArrayView2, s};

/// The draws of one structure.
#[derive(Clone, Debug)]
pub(crate) struct StructureDraws {
    /// Name of the structure.
    pub(crate) structure: &'static str,
    pub(crate) kernel: Kernel,
    /// Its weight; the weights of an ensemble sum to one.
    pub(crate) weight: f64,
    /// Draws that were kept.
    pub(crate) kept: u64,
    /// Draws in which the structure does not settle; they are none of the dropped.
    pub(crate) unstable: u64,
    /// Draws that were dropped by rule, or because they are not finite.
    pub(crate) dropped: u64,
    /// Draws that are not finite, among the dropped.
    pub(crate) not_finite: u64,
    /// The numbers of the draws whose values are held: those that were kept, or none where they are not held.
    pub(crate) draws: Vec<u64>,
    pub(crate) channels: Vec<Channel>,
    pub(crate) layout: Layout,
    /// Rows by item and year, columns by draw; the first columns hold draws.
    pub(crate) values: Array2<f64>,
    /// What the draws that are held say beside their years.
    pub(crate) of_draw: OfDraws,
    /// In how many of the draws that were kept it exists.
    pub(crate) defined: AllDefined,
}

impl StructureDraws {
    /// Without draws.
    pub(crate) fn new(
        structure: &'static str,
        kernel: Kernel,
        weight: f64,
        layout: Layout,
        channels: Vec<Channel>,
    ) -> Self {
        Self {
            structure,
            kernel,
            weight,
            kept: 0,
            unstable: 0,
            dropped: 0,
            not_finite: 0,
            draws: Vec::new(),
            channels,
            layout,
            values: Array2::zeros((0, 0)),
            of_draw: OfDraws::default(),
            defined: AllDefined::default(),
        }
    }

    /// What became of its draws.
    pub(crate) fn fate(&self) -> Kept {
        let Self { kept, unstable, dropped, not_finite, .. } = *self;
        Kept { kept, unstable, dropped, not_finite }
    }

    /// Makes room for so many draws, in place of the room that there was.
    ///
    /// # Errors
    /// [`EnsembleError::Memory`] where the system has none.
    pub(crate) fn make_room(&mut self, draws: usize) -> Result<(), EnsembleError> {
        self.values = Array2::zeros((0, 0));
        let rows = self.layout.values_per_draw();
        // Asked for and given back: memory that comes zeroed by the system cannot be asked for in a way that may fail.
        let count = rows.saturating_mul(draws);
        let asked = Vec::<f64>::new().try_reserve_exact(count);
        let bytes = (count as u64).saturating_mul(size_of::<f64>() as u64);
        asked.map_err(|_| EnsembleError::Memory { bytes })?;
        self.values = Array2::zeros((rows, draws));
        Ok(())
    }

    /// Gives back the room for draws.
    pub(crate) fn give_back(&mut self) {
        self.forget();
        self.values = Array2::zeros((0, 0));
    }

    /// Forgets the draws, and keeps the room and the numbers of them.
    pub(crate) fn forget(&mut self) {
        self.draws.clear();
        self.of_draw.clear();
    }

    /// The values of an item in a year, one a draw.
    pub(crate) fn row(&self, item: Item, year: usize) -> Option<&[f64]> {
        let position = self.layout.position(item)?;
        let row = self.values.row(position * self.layout.years + year);
        row.to_slice().map(|row| &row[..self.draws.len()])
    }

    /// The values of an item, years by draws.
    pub(crate) fn matrix(&self, item: Item) -> Option<ArrayView2<'_, f64>> {
        let first = self.layout.position(item)? * self.layout.years;
        Some(self.values.slice(s![first..first + self.layout.years, ..self.draws.len()]))
    }
}
