//! Dependence of parameters: a Gaussian copula over their standard normals.
//!
//! ```math
//! z' = L z, \qquad L L' = \text{the correlation}
//! ```
//! Each prior keeps its own distribution, and rank correlation follows. Only the parameters that are named take part.

use super::table::{PARAMETER_COUNT, ParameterId};
use crate::scalar::Scalar;
use nalgebra::DMatrix;
use thiserror::Error;

/// A correlation of two parameters, on the scale of their standard normals.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Correlation {
    /// The two parameters.
    pub between: (ParameterId, ParameterId),
    /// The correlation, more than -1 and less than 1.
    pub value: f64,
    /// Where it comes from.
    pub source: &'static str,
}

impl Correlation {
    /// A correlation with its source.
    #[must_use]
    pub const fn new(a: ParameterId, b: ParameterId, value: f64, source: &'static str) -> Self {
        Self { between: (a, b), value, source }
    }
}

/// Of the asymptotic normal of the estimate whose means and standard deviations stand in the table.
const OWN_ESTIMATE: &str = "own estimate: mean of 16 countries, with year effects";

static DEFAULT: [Correlation; 13] = [
    Correlation::new(ParameterId::DepreciationBusiness, ParameterId::DepreciationPublic, 0.5, "assumption"),
    Correlation::new(ParameterId::GestationBusiness, ParameterId::GestationPublic, 0.5, "assumption"),
    Correlation::new(
        ParameterId::ResearchPriceElasticity,
        ParameterId::ResearcherAdjustment,
        -0.3,
        "assumption",
    ),
    Correlation::new(
        ParameterId::ErrorCorrectionSpeed,
        ParameterId::ErrorCorrectionBusiness,
        0.1295295578,
        OWN_ESTIMATE,
    ),
    Correlation::new(
        ParameterId::ErrorCorrectionSpeed,
        ParameterId::ErrorCorrectionPublic,
        0.0835737143,
        OWN_ESTIMATE,
    ),
    Correlation::new(
        ParameterId::ErrorCorrectionBusiness,
        ParameterId::ErrorCorrectionPublic,
        -0.5242479817,
        OWN_ESTIMATE,
    ),
    Correlation::new(
        ParameterId::ErrorCorrectionSpeed,
        ParameterId::ErrorCorrectionShortRunBusiness,
        -0.2201097131,
        OWN_ESTIMATE,
    ),
    Correlation::new(
        ParameterId::ErrorCorrectionBusiness,
        ParameterId::ErrorCorrectionShortRunBusiness,
        0.2339589922,
        OWN_ESTIMATE,
    ),
    Correlation::new(
        ParameterId::ErrorCorrectionPublic,
        ParameterId::ErrorCorrectionShortRunBusiness,
        -0.2348623222,
        OWN_ESTIMATE,
    ),
    Correlation::new(
        ParameterId::ErrorCorrectionSpeed,
        ParameterId::ErrorCorrectionShortRunPublic,
        -0.2830114045,
        OWN_ESTIMATE,
    ),
    Correlation::new(
        ParameterId::ErrorCorrectionBusiness,
        ParameterId::ErrorCorrectionShortRunPublic,
        -0.2002451779,
        OWN_ESTIMATE,
    ),
    Correlation::new(
        ParameterId::ErrorCorrectionPublic,
        ParameterId::ErrorCorrectionShortRunPublic,
        -0.2656847808,
        OWN_ESTIMATE,
    ),
    Correlation::new(
        ParameterId::ErrorCorrectionShortRunBusiness,
        ParameterId::ErrorCorrectionShortRunPublic,
        -0.2551774493,
        OWN_ESTIMATE,
    ),
];

/// Why correlations cannot hold.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum DependenceError {
    /// A number is not a correlation.
    #[error("the correlation of {a} and {b} is {value}, expected more than -1 and less than 1")]
    OutOfRange {
        /// First parameter.
        a: &'static str,
        /// Second parameter.
        b: &'static str,
        /// The number.
        value: f64,
    },
    /// A pair occurs twice, or a parameter is paired with itself.
    #[error("the correlation of {a} and {b} is given already")]
    Repeated {
        /// First parameter.
        a: &'static str,
        /// Second parameter.
        b: &'static str,
    },
    /// No random numbers have all these correlations at once.
    #[error(
        "the correlations of {parameters} parameters are not positive definite: bring some of them closer to zero"
    )]
    NotPositiveDefinite {
        /// Number of parameters that take part.
        parameters: usize,
    },
}

/// The dependence between parameters: $`z' = L z`$, with $`L L'`$ the correlation of their standard normals.
#[derive(Clone, Debug, PartialEq)]
pub struct Dependence {
    correlations: Vec<Correlation>,
    /// The rows of `L` that differ from the identity, the last parameter first: where a row writes, and the
    /// weights of what it reads. A row reads itself and earlier ones, so that all can be done in place.
    rows: Vec<(usize, Vec<(usize, f64)>)>,
}

impl Default for Dependence {
    /// The correlations of the table: depreciation of business and public, gestation of business and public, price
    /// of research and adjustment of researchers, and those of the estimate of error correction.
    fn default() -> Self {
        // The table is valid, as a test makes sure.
        Self::new(&DEFAULT).unwrap_or_else(|_| Self::none())
    }
}

impl Dependence {
    /// No dependence.
    #[must_use]
    pub fn none() -> Self {
        Self { correlations: Vec::new(), rows: Vec::new() }
    }

    /// Dependence by correlations; pairs that are not named have none.
    ///
    /// # Errors
    /// A number outside -1 to 1, a pair that occurs twice, or correlations that cannot hold together.
    pub fn new(correlations: &[Correlation]) -> Result<Self, DependenceError> {
        let mut touched: Vec<usize> =
            correlations.iter().flat_map(|c| [c.between.0.index(), c.between.1.index()]).collect();
        touched.sort_unstable();
        touched.dedup();
        let place = |id: ParameterId| touched.partition_point(|index| *index < id.index());
        let mut matrix = DMatrix::<f64>::identity(touched.len(), touched.len());
        for correlation in correlations {
            let Correlation { between: (a, b), value, .. } = *correlation;
            let (i, j) = (place(a), place(b));
            if value.is_nan() || value.abs() >= 1.0 {
                return Err(DependenceError::OutOfRange { a: a.name(), b: b.name(), value });
            }
            if matrix[(i, j)] != 0.0 {
                return Err(DependenceError::Repeated { a: a.name(), b: b.name() });
            }
            matrix[(i, j)] = value;
            matrix[(j, i)] = value;
        }
        let factor = matrix
            .cholesky()
            .ok_or(DependenceError::NotPositiveDefinite { parameters: touched.len() })?
            .unpack();
        let row = |i: usize| -> Vec<(usize, f64)> {
            (0..=i).map(|j| (touched[j], factor[(i, j)])).filter(|(_, weight)| *weight != 0.0).collect()
        };
        let rows =
            (0..touched.len()).rev().map(|i| (touched[i], row(i))).filter(|(_, row)| row.len() > 1).collect();
        Ok(Self { correlations: correlations.to_vec(), rows })
    }

    /// The correlation of two parameters, by their places in the table.
    #[cfg(feature = "sensitivity")]
    #[must_use]
    pub(crate) fn between(&self, a: usize, b: usize) -> f64 {
        if a == b {
            return 1.0;
        }
        let is_of = |c: &&Correlation| {
            let (first, second) = (c.between.0.index(), c.between.1.index());
            (first, second) == (a, b) || (first, second) == (b, a)
        };
        self.correlations.iter().find(is_of).map_or(0.0, |c| c.value)
    }

    /// The correlations.
    #[must_use]
    pub fn correlations(&self) -> &[Correlation] {
        &self.correlations
    }

    /// Turns independent standard normals into dependent ones: one a parameter, in the order of the table. What
    /// `z` has beyond is left as it is, and a `z` with fewer is left whole.
    pub fn apply<S: Scalar>(&self, z: &mut [S]) {
        if z.len() < PARAMETER_COUNT {
            return;
        }
        for (to, row) in &self.rows {
            let terms = row.iter().map(|(from, weight)| S::of(*weight) * z[*from]);
            // Every row has at least two terms.
            if let Some(sum) = terms.reduce(|sum, term| sum + term) {
                z[*to] = sum;
            }
        }
    }

    /// Without the rows of some parameters, for which there is no use: the others are as they were.
    #[must_use]
    pub(crate) fn without(mut self, left_out: &[ParameterId]) -> Self {
        self.rows.retain(|(to, _)| left_out.iter().all(|id| id.index() != *to));
        self
    }

    /// The parameters that decide about others, or about which others decide.
    pub(crate) fn touched(&self) -> impl Iterator<Item = usize> + '_ {
        self.rows.iter().flat_map(|(_, row)| row.iter().map(|(from, _)| *from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::special::normal;
    use approx::assert_relative_eq;
    use rand::{Rng, SeedableRng};

    use ParameterId as P;

    fn correlation(a: P, b: P, value: f64) -> Correlation {
        Correlation::new(a, b, value, "test")
    }

    #[test]
    fn the_table_holds_together() {
        let default = Dependence::new(&DEFAULT).unwrap();
        assert_eq!(default, Dependence::default());
        assert_eq!(default.correlations().len(), 13);
        assert_eq!(default.rows.len(), 7);
    }

    #[test]
    fn only_named_parameters_change() {
        let start: [f64; PARAMETER_COUNT] = std::array::from_fn(|i| 1.0 + i as f64);
        let mut z = start;
        Dependence::default().apply(&mut z);
        let changed: Vec<P> = P::all().filter(|id| z[id.index()] != start[id.index()]).collect();
        let first_of_estimate = P::ErrorCorrectionSpeed;
        let (changed, of_estimate): (Vec<P>, Vec<P>) =
            changed.into_iter().partition(|id| *id < first_of_estimate);
        assert_eq!(changed, [P::DepreciationPublic, P::GestationPublic, P::ResearcherAdjustment]);
        assert_eq!(
            of_estimate,
            [
                P::ErrorCorrectionBusiness,
                P::ErrorCorrectionPublic,
                P::ErrorCorrectionShortRunBusiness,
                P::ErrorCorrectionShortRunPublic,
            ]
        );
        let mut z = start;
        Dependence::none().apply(&mut z);
        assert_eq!(z, start);
    }

    #[test]
    fn simulated_correlations() {
        // Three that hang together, beside the identity.
        let pairs = [
            (P::CapitalShare, P::EffortExponent, 0.6),
            (P::EffortExponent, P::FishingOut, -0.5),
            (P::CapitalShare, P::FishingOut, 0.2),
        ];
        let dependence = Dependence::new(&pairs.map(|(a, b, value)| correlation(a, b, value))).unwrap();
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(1);
        let n = 100_000;
        let mut products = [[0.0; 4]; 4];
        let ids = [P::CapitalShare, P::EffortExponent, P::FishingOut, P::MincerReturn];
        for _ in 0..n {
            let mut z: [f64; PARAMETER_COUNT] = std::array::from_fn(|_| normal::from_bits(rng.next_u64()));
            dependence.apply(&mut z);
            for (i, a) in ids.iter().enumerate() {
                for (j, b) in ids.iter().enumerate() {
                    products[i][j] += z[a.index()] * z[b.index()] / f64::from(n);
                }
            }
        }
        let expected =
            [[1.0, 0.6, 0.2, 0.0], [0.6, 1.0, -0.5, 0.0], [0.2, -0.5, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]];
        for (row, expected) in products.iter().flatten().zip(expected.iter().flatten()) {
            assert_relative_eq!(*row, *expected, epsilon = 5.0 * (2.0 / f64::from(n)).sqrt());
        }
    }

    #[test]
    fn impossible_correlations_are_refused() {
        let [a, b, c] = [P::CapitalShare, P::EffortExponent, P::FishingOut];
        assert_eq!(
            Dependence::new(&[correlation(a, b, 0.9), correlation(b, c, 0.9), correlation(a, c, -0.9)]),
            Err(DependenceError::NotPositiveDefinite { parameters: 3 })
        );
        for value in [1.0, -1.5, f64::NAN] {
            assert!(matches!(
                Dependence::new(&[correlation(a, b, value)]),
                Err(DependenceError::OutOfRange { .. })
            ));
        }
        for twice in [
            [correlation(a, b, 0.1), correlation(b, a, 0.1)],
            [correlation(a, a, 0.1), correlation(b, c, 0.1)],
        ] {
            assert!(matches!(Dependence::new(&twice), Err(DependenceError::Repeated { .. })));
        }
    }
}
