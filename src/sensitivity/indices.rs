//! First-order and total Sobol' indices of a model with several structures, by pick and freeze.
//!
//! Rows `A` and `B` are independent; `AB_i` has the columns of factor `i` from `B` and the others from `A`. With weights `w_s` of
//! the structures and $`\bar{Y} = \sum_s w_s Y_s`$ (Saltelli and others 2010; Jansen 1999):
//! ```math
//! D\, S_i = E[\,\bar{Y}_B (\bar{Y}_{AB_i} - \bar{Y}_A)\,], \qquad
//! D\, S_{T,i} = \tfrac{1}{2} \sum_s w_s E[\,(Y_{s,A} - Y_{s,AB_i})^2\,]
//! ```
//! The structure is a factor too, independent of the others: $`D S_s = \sum_s w_s (E Y_s - E Y)^2`$ and
//! $`D S_{T,s} = E \sum_s w_s (Y_s - \bar{Y})^2`$. Rows come in replicates that are independent of each other: the band of an index
//! is that of a ratio of means over the replicates, by Student's t.

/// Replicates of the rows, each a scrambling of its own.
pub const REPLICATES: usize = crate::statistics::REPLICATES;

/// The 95% point of Student's t with seven degrees of freedom: Abramowitz and Stegun, table 26.10.
const T95: f64 = 1.894_579;

/// The outcomes of a design, by structure and row.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcomes {
    /// Weights of the structures, which sum to one.
    pub weights: Vec<f64>,
    /// Of the rows of `A`, by structure.
    pub a: Vec<Vec<f64>>,
    /// Of the rows of `B`, by structure.
    pub b: Vec<Vec<f64>>,
    /// Of the rows of `AB_i`, by factor and structure.
    pub ab: Vec<Vec<Vec<f64>>>,
    /// The replicate of each row, below [`REPLICATES`].
    pub replicate: Vec<usize>,
}

/// An index with its band.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Index {
    /// The index.
    pub value: f64,
    /// 5% point of its estimate.
    pub low: f64,
    /// 95% point of its estimate.
    pub high: f64,
}

/// The indices of a factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Indices {
    /// The share of the variance that goes when the factor is known.
    pub first: Index,
    /// The share that is left when all others are known.
    pub total: Index,
}

/// Numerators and variance of a replicate.
struct Parts {
    /// By factor: of the first-order and of the total index.
    numerators: Vec<[f64; 2]>,
    /// Of the structure.
    structure: [f64; 2],
    variance: f64,
}

impl Outcomes {
    fn mixed(&self, of: &[Vec<f64>], row: usize) -> f64 {
        self.weights.iter().zip(of).map(|(weight, values)| weight * values[row]).sum()
    }

    /// The mean over rows of `A` and `B`.
    #[must_use]
    pub fn mean(&self) -> f64 {
        let rows = 0..self.replicate.len();
        let sum: f64 = rows.clone().map(|row| self.mixed(&self.a, row) + self.mixed(&self.b, row)).sum();
        sum / (2 * rows.len()) as f64
    }

    /// The variance over rows and structures.
    #[must_use]
    pub fn variance(&self) -> f64 {
        let rows: Vec<usize> = (0..self.replicate.len()).collect();
        self.parts(&rows, self.mean()).variance
    }

    /// Numerators over some of the rows. Outcomes are taken around a centre, which changes nothing but rounding and noise.
    fn parts(&self, rows: &[usize], centre: f64) -> Parts {
        let n = rows.len() as f64;
        let mean = |of: &dyn Fn(usize) -> f64| rows.iter().map(|row| of(*row)).sum::<f64>() / n;
        let by_structure = |of: &dyn Fn(usize, usize) -> f64| -> f64 {
            let structures = self.weights.iter().enumerate();
            structures.map(|(s, weight)| weight * mean(&|row| of(s, row))).sum()
        };
        let square = |x: f64| x * x;
        let second = |of: &[Vec<f64>]| by_structure(&|s, row| square(of[s][row] - centre));
        let first = |of: &[Vec<f64>]| mean(&|row| self.mixed(of, row) - centre);
        let (mean_a, mean_b) = (first(&self.a), first(&self.b));
        let middle = 0.5 * (mean_a + mean_b);
        let variance = 0.5 * (second(&self.a) + second(&self.b)) - middle * middle;
        let of_factor = |ab: &Vec<Vec<f64>>| {
            let first = mean(&|row| {
                (self.mixed(&self.b, row) - centre) * (self.mixed(ab, row) - self.mixed(&self.a, row))
            });
            [first, 0.5 * by_structure(&|s, row| square(self.a[s][row] - ab[s][row]))]
        };
        let of_structure = |s: usize| 0.5 * (mean(&|row| self.a[s][row]) + mean(&|row| self.b[s][row]));
        let weighted = self.weights.iter().enumerate();
        let between: f64 =
            weighted.map(|(s, weight)| weight * square(of_structure(s) - centre - middle)).sum();
        let within = by_structure(&|s, row| square(self.a[s][row] - self.mixed(&self.a, row)));
        Parts { numerators: self.ab.iter().map(of_factor).collect(), structure: [between, within], variance }
    }

    /// The indices of each factor, and of the structure. Where nothing varies all are zero.
    #[must_use]
    pub fn indices(&self) -> (Vec<Indices>, Indices) {
        let centre = self.mean();
        let parts: Vec<Parts> = (0..REPLICATES)
            .map(|replicate| {
                let rows = (0..self.replicate.len()).filter(|row| self.replicate[*row] == replicate);
                rows.collect::<Vec<usize>>()
            })
            .filter(|rows| !rows.is_empty())
            .map(|rows| self.parts(&rows, centre))
            .collect();
        let variances: Vec<f64> = parts.iter().map(|parts| parts.variance).collect();
        let index =
            |of: &dyn Fn(&Parts) -> f64| ratio(&parts.iter().map(of).collect::<Vec<f64>>(), &variances);
        let factor = |i: usize| Indices {
            first: index(&|parts| parts.numerators[i][0]),
            total: index(&|parts| parts.numerators[i][1]),
        };
        let structure =
            Indices { first: index(&|parts| parts.structure[0]), total: index(&|parts| parts.structure[1]) };
        ((0..self.ab.len()).map(factor).collect(), structure)
    }
}

/// The ratio of the means of two quantities over replicates, with its band; nothing over nothing is zero.
#[must_use]
pub fn ratio(numerators: &[f64], denominators: &[f64]) -> Index {
    let n = numerators.len() as f64;
    let mean = |values: &[f64]| values.iter().sum::<f64>() / n;
    let denominator = mean(denominators);
    if denominator <= 0.0 || denominator.is_nan() {
        return Index { value: 0.0, low: 0.0, high: 0.0 };
    }
    let value = mean(numerators) / denominator;
    let residual = |(numerator, denominator): (&f64, &f64)| {
        let off = numerator - value * denominator;
        off * off
    };
    let squares: f64 = numerators.iter().zip(denominators).map(residual).sum();
    let error = (squares / (n - 1.0).max(1.0) / n).sqrt() / denominator;
    Index { value, low: value - T95 * error, high: value + T95 * error }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::sampling::{Draws, SamplingPlan};
    use crate::scalar::special::normal;
    use approx::assert_abs_diff_eq;

    /// The outcomes of a function of uniforms.
    pub(in super::super) fn outcomes(
        model: impl Fn(&[f64]) -> f64,
        dimensions: usize,
        rows: usize,
    ) -> Outcomes {
        let uniforms = |seed: u64, i: usize| -> Vec<f64> {
            let mut z = vec![0.0; dimensions];
            Draws { seed, plan: SamplingPlan::Sobol }.z((i * REPLICATES) as u64, &mut z);
            z.into_iter().map(normal::cdf).collect()
        };
        let each = rows / REPLICATES;
        let paired = super::super::design::shuffled(each, 77);
        let row = |matrix: u64, r: usize| {
            let within = if matrix == 1 { paired[r % each] } else { r % each };
            uniforms(10 * (r / each) as u64 + matrix, within)
        };
        let of = |row: &dyn Fn(usize) -> Vec<f64>| vec![(0..rows).map(|r| model(&row(r))).collect()];
        let mixed = |i: usize| {
            of(&move |r| {
                let (mut a, b) = (row(0, r), row(1, r));
                a[i] = b[i];
                a
            })
        };
        Outcomes {
            weights: vec![1.0],
            a: of(&|r| row(0, r)),
            b: of(&|r| row(1, r)),
            ab: (0..dimensions).map(mixed).collect(),
            replicate: (0..rows).map(|r| r / each).collect(),
        }
    }

    /// Ishigami and Homma 1990 with a = 7, b = .1: indices in closed form.
    #[test]
    fn ishigami() {
        use std::f64::consts::PI;
        let model = |u: &[f64]| {
            let x: Vec<f64> = u.iter().map(|u| PI * (2.0 * u - 1.0)).collect();
            x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin()
        };
        let (a, b) = (7.0, 0.1);
        let d1 = 0.5 * (1.0 + b * PI.powi(4) / 5.0).powi(2);
        let (d2, d13) = (a * a / 8.0, b * b * PI.powi(8) * (1.0 / 18.0 - 1.0 / 50.0));
        let d = d1 + d2 + d13;
        let outcomes = outcomes(model, 3, 8192);
        let (found, structure) = outcomes.indices();
        for (i, (first, total)) in [(d1, d1 + d13), (d2, d2), (0.0, d13)].into_iter().enumerate() {
            assert_abs_diff_eq!(found[i].first.value, first / d, epsilon = 0.025);
            assert_abs_diff_eq!(found[i].total.value, total / d, epsilon = 0.01);
            assert!(
                found[i].first.low <= found[i].first.value && found[i].first.value <= found[i].first.high
            );
        }
        assert_abs_diff_eq!(outcomes.variance(), d, epsilon = 0.05 * d);
        assert!(structure.first.value < 1e-20 && structure.total.value == 0.0);
    }

    /// Sobol's g function: `prod (|4u - 2| + a)/(1 + a)`.
    #[test]
    fn sobol_g() {
        let a = [0.0, 1.0, 4.5, 9.0, 99.0];
        let model = |u: &[f64]| {
            u.iter().zip(a).map(|(u, a)| ((4.0 * u - 2.0).abs() + a) / (1.0 + a)).product::<f64>()
        };
        let parts = a.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
        let d = parts.iter().map(|v| 1.0 + v).product::<f64>() - 1.0;
        let (found, _) = outcomes(model, 5, 8192).indices();
        for (i, v) in parts.into_iter().enumerate() {
            assert_abs_diff_eq!(found[i].first.value, v / d, epsilon = 0.02);
            let total =
                v * parts.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, v)| 1.0 + v).product::<f64>();
            assert_abs_diff_eq!(found[i].total.value, total / d, epsilon = 0.02);
        }
    }

    /// Bands hold the truth as often as they say: over seeds that differ, most of the bands have it.
    #[test]
    fn bands_are_those_of_the_estimates() {
        let rows = 512;
        let mut held = 0;
        let tried = 60;
        for seed in 0..tried {
            // y = u1 + 2 u2: first-order indices .2 and .8.
            let shifted = |u: &[f64]| u[0] + 2.0 * u[1] + 0.0 * f64::from(seed);
            let mut outcomes = outcomes(shifted, 2, rows);
            // Independent rows in place of even ones: as noisy as can be.
            let mut state = 12_345_u64 + u64::from(seed as u32);
            let mut uniform = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 11) as f64 / (1_u64 << 53) as f64
            };
            for row in 0..rows {
                let (a, b) = ([uniform(), uniform()], [uniform(), uniform()]);
                outcomes.a[0][row] = shifted(&a);
                outcomes.b[0][row] = shifted(&b);
                outcomes.ab[0][0][row] = shifted(&[b[0], a[1]]);
                outcomes.ab[1][0][row] = shifted(&[a[0], b[1]]);
            }
            let index = outcomes.indices().0[0].first;
            held += usize::from(index.low <= 0.2 && 0.2 <= index.high);
        }
        assert!((46..=60).contains(&held), "{held} of {tried}");
    }

    #[test]
    fn what_does_not_vary_has_indices_of_zero_and_structures_are_a_factor() {
        let constant = outcomes(|_| 3.0, 2, 64);
        let (found, structure) = constant.indices();
        for index in found.iter().chain([&structure]).flat_map(|of| [of.first, of.total]) {
            assert_eq!(index, Index { value: 0.0, low: 0.0, high: 0.0 });
        }
        // Two structures, u and -u, each with half of the weight: no first-order index, all of it in the interaction.
        let mut two = outcomes(|u| u[0] - 0.5, 1, 4096);
        let negative = |of: &Vec<Vec<f64>>| of[0].iter().map(|x| -x).collect::<Vec<f64>>();
        two.weights = vec![0.5, 0.5];
        for of in [&mut two.a, &mut two.b, &mut two.ab[0]] {
            let other = negative(of);
            of.push(other);
        }
        let (found, structure) = two.indices();
        assert_abs_diff_eq!(found[0].first.value, 0.0, epsilon = 1e-12);
        assert_abs_diff_eq!(found[0].total.value, 1.0, epsilon = 0.02);
        assert_abs_diff_eq!(structure.first.value, 0.0, epsilon = 1e-3);
        assert_abs_diff_eq!(structure.total.value, 1.0, epsilon = 0.02);
    }
}
