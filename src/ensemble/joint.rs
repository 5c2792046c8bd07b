//! Joint draws in an ensemble: a draw takes one row whole, and leaves all other parameters as they are.

use crate::parameters::{JointColumn, JointDraws, Origin, ParameterId, ParameterSet, ParameterValues};
use crate::sampling::row_of;
use crate::scalar::{LANES, Scalar};
use crate::structures::ByStock;
use std::sync::Arc;

/// The columns that a set takes from its joint draws.
#[derive(Clone, Debug)]
pub(crate) struct JointRows {
    draws: Arc<JointDraws>,
    parameters: Vec<(ParameterId, usize)>,
    business: Option<usize>,
    public: Option<usize>,
}

impl JointRows {
    /// Of a set; none where it has no joint draws.
    pub(crate) fn of(set: &ParameterSet) -> Option<Self> {
        let draws = Arc::clone(set.joint()?);
        let mut parameters = Vec::new();
        for (position, column) in draws.columns().iter().enumerate() {
            if let JointColumn::Parameter(id) = column
                && set.origin(*id) == Origin::Posterior
            {
                parameters.push((*id, position));
            }
        }
        // Who sets the spread of the first stocks wants them drawn from it.
        let taken = set.origin(ParameterId::InitialStockError) < Origin::Posterior;
        let initial = |column| draws.position(column).filter(|_| taken);
        let business = initial(JointColumn::InitialBusiness);
        let public = initial(JointColumn::InitialPublic);
        Some(Self { parameters, business, public, draws })
    }

    /// Puts the row that the standard normal `z` chooses in place.
    pub(crate) fn apply<S: Scalar>(&self, z: S, values: &mut ParameterValues<S>, initial: &mut ByStock<S>) {
        let rows: [&[f64]; LANES] =
            std::array::from_fn(|lane| self.draws.row(row_of(z.lane(lane % S::WIDTH), self.draws.len())));
        let column = |position: usize| S::load(&rows.map(|row| row[position]));
        for (id, position) in &self.parameters {
            values.set(*id, column(*position));
        }
        // The model multiplies by the spread again.
        let spread = values[ParameterId::InitialStockError];
        let spreads = S::of(0.0).lt(spread);
        for (position, stock) in [(self.business, &mut initial.business), (self.public, &mut initial.public)]
        {
            if let Some(position) = position {
                *stock = S::select(spreads, column(position) / spread, *stock);
            }
        }
    }
}
