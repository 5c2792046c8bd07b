//! Who performs, who pays, and how firms respond (E8).
//!
//! ```math
//! \begin{aligned}
//! F_{bus,bus}[t] &= F^0_{bus,bus}[t]\, \frac{Y[t]}{Y^0[t]} \left( \frac{S_P[t]}{S_P^0[t]} \right)^{\xi} + \sum_i X_i[t] \\
//! X_i[t] &= X_i[t-1] + \phi \left( m_i\, G_i[t] - X_i[t-1] \right) \\
//! F_{j,gov}[t] &= F^0_{j,gov}[t] + \sum_i share_{ij}\, G_i[t] \qquad \text{(not tax credits)}
//! \end{aligned}
//! ```
//! `F[performer, funder]` in money at current wages; both margins add up to total R&D every year. The matrix of the
//! last year with both margins is fitted to them from a seed; in other years each row is scaled to the total of its
//! performer.

use crate::names::named;
use crate::scalar::Scalar;

/// Number of performers.
pub const PERFORMERS: usize = 3;
/// Number of funders.
pub const FUNDERS: usize = 4;

named! {
    /// Who performs R&D. Private non-profit institutes are with government institutes.
    Performer {
        /// Business.
        Business = "business",
        /// Higher education.
        HigherEducation = "higher_education",
        /// Government institutes.
        Government = "government",
    }
}

named! {
    /// Who pays for R&D.
    Funder {
        /// Business.
        Business = "business",
        /// Government.
        Government = "government",
        /// Higher education and private non-profit.
        OtherNational = "other_national",
        /// Abroad.
        Abroad = "abroad",
    }
}

/// Who receives public money for R&D.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Recipient {
    /// Nobody: the money buys no R&D.
    Nobody,
    /// Higher education and government institutes, in the proportion of what government pays there in the baseline.
    PublicSector,
    /// One performer.
    Performer(Performer),
}

/// The seed of the matrix (assumption): by performer, the share of each funder.
pub const SEED: [[f64; FUNDERS]; PERFORMERS] =
    [[0.80, 0.05, 0.00, 0.15], [0.07, 0.80, 0.06, 0.07], [0.10, 0.75, 0.03, 0.12]];

/// R&D by performer and funder, billion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RdMatrix<S> {
    /// Cells by performer, then funder.
    pub cells: [[S; FUNDERS]; PERFORMERS],
}

impl<S: Scalar> RdMatrix<S> {
    /// R&D that a performer performs.
    #[inline(always)]
    #[must_use]
    pub fn performed(&self, performer: Performer) -> S {
        let row = &self.cells[performer as usize];
        row[0] + row[1] + row[2] + row[3]
    }

    /// R&D that a funder pays.
    #[inline(always)]
    #[must_use]
    pub fn funded(&self, funder: Funder) -> S {
        let f = funder as usize;
        self.cells[0][f] + self.cells[1][f] + self.cells[2][f]
    }

    /// R&D performed by the public sector.
    #[inline(always)]
    #[must_use]
    pub fn public(&self) -> S {
        self.performed(Performer::HigherEducation) + self.performed(Performer::Government)
    }

    /// Total R&D, by performer.
    #[inline(always)]
    #[must_use]
    pub fn total(&self) -> S {
        self.performed(Performer::Business) + self.public()
    }

    /// Adds money to a cell.
    #[inline(always)]
    pub fn add(&mut self, performer: Performer, funder: Funder, money: S) {
        let cell = &mut self.cells[performer as usize][funder as usize];
        *cell = *cell + money;
    }

    /// Adds public money for R&D to what government pays: `F[j,gov] = F0 + share_j G`. The public sector gets it in the
    /// proportion of what government pays there in `baseline`.
    #[inline(always)]
    pub fn spend(&mut self, recipient: Recipient, money: S, baseline: &Self) {
        match recipient {
            Recipient::Nobody => {}
            Recipient::Performer(performer) => self.add(performer, Funder::Government, money),
            Recipient::PublicSector => {
                let paid =
                    |performer: Performer| baseline.cells[performer as usize][Funder::Government as usize];
                let education = paid(Performer::HigherEducation);
                let share = education / (education + paid(Performer::Government));
                let first = money * share;
                self.add(Performer::HigherEducation, Funder::Government, first);
                self.add(Performer::Government, Funder::Government, money - first);
            }
        }
    }

    /// What firms pay for their own R&D follows output and the public stock: adds `F0 ((Y/Y0) (S_P/S_P0)^xi - 1)`, with
    /// `log_factor = y + xi ln(S_P/S_P0)`, and what they add in response to instruments.
    #[inline(always)]
    pub fn follow(&mut self, log_factor: S, response: S, baseline: &Self) {
        let own = baseline.cells[Performer::Business as usize][Funder::Business as usize];
        self.add(Performer::Business, Funder::Business, own * (log_factor.exp() - S::of(1.0)) + response);
    }

    /// Raises total R&D to `total`: `public_share` of the extra goes to the public sector, which government pays, the
    /// rest to firms, which pay it themselves. Gives the public money.
    ///
    /// Where GDP has fallen so far that government would pay less than nothing there is no such path: all is NaN, and a
    /// draw that comes there is dropped, and counted.
    #[inline(always)]
    pub fn raise_to(&mut self, total: S, public_share: S, baseline: &Self) -> S {
        let extra = total - self.total();
        let public = public_share * extra;
        let paid = self.funded(Funder::Government) + public;
        let public = S::select(paid.lt(S::of(0.0)), S::of(f64::NAN), public);
        self.spend(Recipient::PublicSector, public, baseline);
        self.add(Performer::Business, Funder::Business, extra - public);
        public
    }

    /// Whether both margins add up to the same total, in every lane and to rounding. A lane that is not finite says
    /// nothing: such draws are dropped, and counted.
    #[inline(always)]
    #[must_use]
    pub fn margins_agree(&self) -> bool {
        let funded = self.funded(Funder::Business)
            + self.funded(Funder::Government)
            + self.funded(Funder::OtherNational)
            + self.funded(Funder::Abroad);
        let total = self.total();
        // A comparison with NaN is false.
        let differs = (total.absolute() * S::of(1e-12) + S::of(1e-9)).lt((funded - total).absolute());
        S::all(S::select(differs, S::of(1.0), S::of(0.0)).lt(S::of(0.5)))
    }
}

impl RdMatrix<f64> {
    /// The matrix with each row scaled to the total of its performer.
    #[must_use]
    pub fn scaled(&self, totals: [f64; PERFORMERS]) -> Self {
        let mut cells = self.cells;
        for (row, total) in cells.iter_mut().zip(totals) {
            let sum: f64 = row.iter().sum();
            for cell in row {
                *cell *= if sum == 0.0 { 0.0 } else { total / sum };
            }
        }
        Self { cells }
    }

    /// The same matrix in another number type.
    #[inline(always)]
    #[must_use]
    pub fn lift<S: Scalar>(&self) -> RdMatrix<S> {
        RdMatrix { cells: self.cells.map(|row| row.map(S::of)) }
    }
}

/// Fits the seed to the margins by iterative proportional fitting (Deming and Stephan 1940). The funders' margin is
/// scaled to the sum of the performers'.
#[must_use]
pub fn fit_matrix(
    seed: [[f64; FUNDERS]; PERFORMERS],
    performed: [f64; PERFORMERS],
    funded: [f64; FUNDERS],
) -> RdMatrix<f64> {
    let total: f64 = performed.iter().sum();
    let all_funded: f64 = funded.iter().sum();
    let funded = funded.map(|f| f * total / all_funded);
    let mut matrix = RdMatrix { cells: seed };
    for _ in 0..10_000 {
        for (f, margin) in funded.iter().enumerate() {
            let sum: f64 = matrix.cells.iter().map(|row| row[f]).sum();
            for row in &mut matrix.cells {
                row[f] *= if sum == 0.0 { 0.0 } else { margin / sum };
            }
        }
        matrix = matrix.scaled(performed);
        let gap = funded
            .iter()
            .enumerate()
            .map(|(f, margin)| (matrix.cells.iter().map(|row| row[f]).sum::<f64>() - margin).abs())
            .fold(0.0, f64::max);
        if gap <= total * 1e-15 {
            break;
        }
    }
    matrix
}

/// The response of firms to one instrument, `X_i`, billion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Response<S> {
    level: S,
}

impl<S: Scalar> Response<S> {
    /// No response.
    #[inline(always)]
    #[must_use]
    pub fn new() -> Self {
        Self { level: S::of(0.0) }
    }

    /// `X = X + phi (m G - X)`, the response of this year.
    #[inline(always)]
    pub fn respond(&mut self, adjustment: S, additionality: S, money: S) -> S {
        self.level = self.level + adjustment * (additionality * money - self.level);
        self.level
    }
}

impl<S: Scalar> Default for Response<S> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn fitted_matrix_has_both_margins_and_the_odds_of_the_seed() {
        let performed = [14.8, 5.78, 1.03];
        let funded = [58.3, 29.0, 2.45, 10.2];
        let matrix = fit_matrix(SEED, performed, funded);
        let total: f64 = performed.iter().sum();
        for (performer, expected) in Performer::ALL.iter().zip(performed) {
            assert_relative_eq!(matrix.performed(*performer), expected, max_relative = 1e-12);
        }
        let sum: f64 = funded.iter().sum();
        for (funder, expected) in Funder::ALL.iter().zip(funded) {
            assert_relative_eq!(matrix.funded(*funder), expected / sum * total, max_relative = 1e-10);
        }
        // Proportional fitting keeps odds ratios.
        let odds = |c: &[[f64; 4]; 3]| c[0][0] * c[1][1] / (c[0][1] * c[1][0]);
        assert_relative_eq!(odds(&matrix.cells), odds(&SEED), max_relative = 1e-9);
        assert!(matrix.margins_agree());
        assert_eq!(matrix.cells[0][2], 0.0);
    }

    #[test]
    fn government_pays_no_less_than_nothing() {
        let base = fit_matrix(SEED, [14.8, 5.78, 1.03], [58.3, 29.0, 2.45, 10.2]);
        let (total, paid) = (base.total(), base.funded(Funder::Government));
        // All of the cut is government's, and it has so much to give up.
        let mut least = base;
        assert_relative_eq!(
            least.raise_to(total - 0.999 * paid, 1.0, &base),
            -0.999 * paid,
            max_relative = 1e-9
        );
        assert_relative_eq!(least.funded(Funder::Government), 0.001 * paid, max_relative = 1e-9);
        let mut less = base;
        assert!(less.raise_to(total - 1.001 * paid, 1.0, &base).is_nan());
        assert!(less.total().is_nan(), "nothing of such a path is finite");
    }

    #[test]
    fn margins_that_differ_are_seen_and_draws_that_explode_are_not_judged() {
        let mut matrix = fit_matrix(SEED, [14.8, 5.78, 1.03], [58.3, 29.0, 2.45, 10.2]);
        matrix.cells[1][1] = f64::NAN;
        assert!(matrix.margins_agree());
        matrix.cells[1][1] = f64::INFINITY;
        assert!(matrix.margins_agree());
        // The rows lose what the columns keep: 1e20 swallows one.
        matrix.cells = [[1e20, 1.0, 0.0, 0.0], [-1e20, 0.0, 0.0, 0.0], [0.0; FUNDERS]];
        assert!(!matrix.margins_agree());
    }

    #[test]
    fn public_money_is_shared_as_government_pays_in_the_baseline() {
        let baseline = fit_matrix(SEED, [14.8, 5.78, 1.03], [58.3, 29.0, 2.45, 10.2]);
        let paid = |matrix: &RdMatrix<f64>| matrix.cells.map(|row| row[Funder::Government as usize]);
        let [business, education, government] = paid(&baseline);
        for money in [3.0, -0.5] {
            let mut matrix = baseline;
            matrix.spend(Recipient::PublicSector, money, &baseline);
            let found = paid(&matrix);
            assert_eq!(found[0], business);
            let sum = education + government;
            assert_relative_eq!(found[1], education + money * education / sum, max_relative = 1e-14);
            assert_relative_eq!(found[2], government + money * government / sum, max_relative = 1e-14);
        }
        let mut matrix = baseline;
        matrix.spend(Recipient::Performer(Performer::Business), 3.0, &baseline);
        matrix.spend(Recipient::Nobody, 7.0, &baseline);
        assert_relative_eq!(matrix.total(), baseline.total() + 3.0, max_relative = 1e-14);
        assert_eq!(paid(&matrix)[0], business + 3.0);
    }

    #[test]
    fn firms_pay_in_proportion_to_output_and_what_they_add() {
        let baseline = fit_matrix(SEED, [14.8, 5.78, 1.03], [58.3, 29.0, 2.45, 10.2]);
        let own = |matrix: &RdMatrix<f64>| matrix.cells[0][0];
        // Output is 10% higher; nothing follows from no change.
        for (factor, response) in [(1.1_f64, 0.0), (1.0, 0.3), (0.9, -0.2)] {
            let mut matrix = baseline;
            matrix.follow(factor.ln(), response, &baseline);
            assert_relative_eq!(own(&matrix), factor * own(&baseline) + response, max_relative = 1e-13);
            assert_relative_eq!(
                matrix.total() - own(&matrix),
                baseline.total() - own(&baseline),
                max_relative = 1e-13
            );
        }
    }

    #[test]
    fn response_reaches_m_times_money_and_fades_after_it() {
        let mut response = Response::new();
        assert_relative_eq!(response.respond(0.5, 0.4, 10.0), 2.0);
        assert_relative_eq!(response.respond(0.5, 0.4, 10.0), 3.0);
        for _ in 0..60 {
            response.respond(0.5, 0.4, 10.0);
        }
        assert_relative_eq!(response.respond(0.5, 0.4, 0.0), 2.0, max_relative = 1e-12);
    }
}
