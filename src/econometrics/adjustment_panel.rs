//! A panel in which an outcome adjusts to its drivers, and what of it is left without constants and year effects.
//!
//! ```math
//! \Delta a_{it} = c_i + \lambda_t - \phi_i\, a_{i,t-1} + \sum_j d_{ij}\, s_{ij,t-1} + \sum_j b_{ij}\, \Delta s_{ij,t-1} + u_{it}
//! ```
//! Groups may have years of their own. Constants and year effects are taken out of every column by turns, until neither
//! is left: the residual of its regression on all dummies. A plain mean over the groups of a year would jump where a group enters.

use super::least_squares::EstimationError;
use nalgebra::DMatrix;

/// Most turns of taking means out; a panel that hangs together takes some dozens.
const MOST_TURNS: usize = 20_000;
/// A mean of this size is rounding, for columns of logarithms.
const ROUNDING: f64 = 1e-14;

/// The series of one group (a country) in consecutive years.
#[derive(Clone, Debug, PartialEq)]
pub struct AdjustmentGroup {
    /// Name of the group.
    pub name: String,
    /// First year of the series.
    pub first_year: i32,
    /// The outcome, `a`, by year.
    pub outcome: Vec<f64>,
    /// The drivers, `s_j`, each by year.
    pub drivers: Vec<Vec<f64>>,
}

/// The regression's columns of a group, a row a year: change of the outcome, its level a year before, the drivers and
/// their changes a year before.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    pub(super) name: String,
    pub(super) first_year: i32,
    pub(super) values: DMatrix<f64>,
}

impl AdjustmentGroup {
    fn columns(&self) -> Result<Columns, EstimationError> {
        let (years, drivers) = (self.outcome.len(), self.drivers.len());
        if let Some(driver) = self.drivers.iter().find(|driver| driver.len() != years) {
            let what = format!("years of a driver of {}", self.name);
            return Err(EstimationError::Shape { what, found: driver.len(), expected: years });
        }
        let values = DMatrix::from_fn(years.saturating_sub(2), 2 + 2 * drivers, |row, column| {
            // Row 0 is the third year: a change of a driver a year before takes three.
            let t = row + 2;
            match column {
                0 => self.outcome[t] - self.outcome[t - 1],
                1 => self.outcome[t - 1],
                _ if column < 2 + drivers => self.drivers[column - 2][t - 1],
                _ => {
                    let driver = &self.drivers[column - 2 - drivers];
                    driver[t - 1] - driver[t - 2]
                }
            }
        });
        if values.iter().any(|value| !value.is_finite()) {
            return Err(EstimationError::NotFinite);
        }
        Ok(Columns { name: self.name.clone(), first_year: self.first_year + 2, values })
    }
}

/// The columns of all groups without their constants.
pub(super) fn without_constants(groups: &[AdjustmentGroup]) -> Result<Vec<Columns>, EstimationError> {
    let mut all = groups.iter().map(AdjustmentGroup::columns).collect::<Result<Vec<_>, _>>()?;
    let widths = all.iter().map(|group| group.values.ncols());
    if let (Some(least), Some(most)) = (widths.clone().min(), widths.max())
        && least != most
    {
        let what = "columns of a group".to_owned();
        return Err(EstimationError::Shape { what, found: least, expected: most });
    }
    all.iter_mut().for_each(|group| {
        take_constants(group);
    });
    Ok(all)
}

/// The columns of all groups without their constants and without year effects.
pub(super) fn without_effects(groups: &[AdjustmentGroup]) -> Result<Vec<Columns>, EstimationError> {
    let mut all = without_constants(groups)?;
    for _ in 0..MOST_TURNS {
        take_year_effects(&mut all);
        if all.iter_mut().map(take_constants).fold(0.0, f64::max) < ROUNDING {
            return Ok(all);
        }
    }
    Err(EstimationError::NotConverged { what: "year effects", steps: MOST_TURNS })
}

/// Takes the mean out of each column; says how large the largest was.
fn take_constants(group: &mut Columns) -> f64 {
    let mut largest = 0.0_f64;
    for mut column in group.values.column_iter_mut() {
        let mean = column.mean();
        column.add_scalar_mut(-mean);
        largest = largest.max(mean.abs());
    }
    largest
}

/// Takes the mean over groups out of each year.
fn take_year_effects(all: &mut [Columns]) {
    let (Some(first), Some(last)) = (all.iter().map(|g| g.first_year).min(), all.iter().map(last_year).max())
    else {
        return;
    };
    for year in first..=last {
        let row_of = |group: &Columns| {
            usize::try_from(year - group.first_year).ok().filter(|row| *row < group.values.nrows())
        };
        for column in 0..all[0].values.ncols() {
            let there = all.iter().filter_map(|group| Some(group.values[(row_of(group)?, column)]));
            let (count, sum) = there.fold((0.0, 0.0), |(count, sum), value| (count + 1.0, sum + value));
            for group in all.iter_mut() {
                if let Some(row) = row_of(group) {
                    group.values[(row, column)] -= sum / count;
                }
            }
        }
    }
}

fn last_year(group: &Columns) -> i32 {
    group.first_year + group.values.nrows() as i32 - 1
}

/// The share of the variance within groups of the first driver that year effects leave.
///
/// # Errors
/// [`EstimationError`] where groups have no driver, or differ in shape.
pub fn share_without_year_effects(groups: &[AdjustmentGroup]) -> Result<f64, EstimationError> {
    let squares = |all: &[Columns]| {
        all.iter().map(|group| group.values.columns(2, 1).norm_squared()).fold(0.0, |sum, part| sum + part)
    };
    if groups.iter().any(|group| group.drivers.is_empty()) {
        return Err(EstimationError::Shape { what: "drivers of a group".to_owned(), found: 0, expected: 1 });
    }
    Ok(squares(&without_effects(groups)?) / squares(&without_constants(groups)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::econometrics::least_squares::regress;
    use approx::assert_relative_eq;

    fn group(name: &str, first_year: i32, years: usize) -> AdjustmentGroup {
        let seed = f64::from(first_year) + name.len() as f64;
        let wave = |k: f64| (0..years).map(|t| (seed * k + k * t as f64).sin() + 0.1 * t as f64).collect();
        AdjustmentGroup { name: name.to_owned(), first_year, outcome: wave(1.3), drivers: vec![wave(0.7)] }
    }

    #[test]
    fn what_is_left_is_the_residual_of_all_dummies() {
        // Groups that enter and leave: the regression on every dummy of a group and of a year, as columns.
        let groups = [group("A", 2000, 9), group("BB", 2002, 7), group("CCC", 2001, 6)];
        let taken = without_effects(&groups).unwrap();
        let raw: Vec<Columns> = groups.iter().map(|g| g.columns().unwrap()).collect();
        let rows: Vec<(usize, i32, usize)> = (0..3)
            .flat_map(|i| (0..raw[i].values.nrows()).map(move |row| (i, row)))
            .map(|(i, row)| (i, raw[i].first_year + row as i32, row))
            .collect();
        // Years 2002 to 2008; the first has no dummy.
        let dummies = DMatrix::from_fn(rows.len(), 3 + 6, |r, c| {
            let (i, year, _) = rows[r];
            f64::from(u8::from(if c < 3 { i == c } else { year == 2003 + c as i32 - 3 }))
        });
        let outcome = DMatrix::from_fn(rows.len(), 4, |r, c| raw[rows[r].0].values[(rows[r].2, c)]);
        let residuals = regress(&dummies, &outcome).unwrap().residuals;
        for (r, (i, _, row)) in rows.iter().enumerate() {
            for c in 0..4 {
                assert_relative_eq!(taken[*i].values[(*row, c)], residuals[(r, c)], epsilon = 1e-12);
            }
        }
    }

    #[test]
    fn columns_are_timed_as_the_equation_says() {
        let columns = group("A", 2000, 5).columns().unwrap();
        let g = group("A", 2000, 5);
        assert_eq!((columns.first_year, columns.values.shape()), (2002, (3, 4)));
        assert_eq!(columns.values[(0, 0)], g.outcome[2] - g.outcome[1]);
        assert_eq!(columns.values[(0, 1)], g.outcome[1]);
        assert_eq!(columns.values[(0, 2)], g.drivers[0][1]);
        assert_eq!(columns.values[(0, 3)], g.drivers[0][1] - g.drivers[0][0]);
    }

    #[test]
    fn a_driver_that_all_share_is_taken_up_by_the_years() {
        let mut groups = [group("A", 2000, 30), group("BB", 2000, 30), group("CCC", 2000, 30)];
        for group in &mut groups {
            group.drivers = vec![(0..30).map(|t| (0.2 * f64::from(t)).exp()).collect()];
        }
        assert!(share_without_year_effects(&groups).unwrap() < 1e-20);
        let odd = |k: f64| (0..30).map(|t| (k * f64::from(t)).sin()).collect::<Vec<f64>>();
        (groups[0].drivers[0], groups[1].drivers[0]) = (odd(1.0), odd(2.0));
        groups[2].drivers[0] =
            groups[0].drivers[0].iter().zip(&groups[1].drivers[0]).map(|(a, b)| -a - b).collect();
        assert_relative_eq!(share_without_year_effects(&groups).unwrap(), 1.0, max_relative = 1e-12);
        groups[0].drivers[0].pop();
        assert!(matches!(share_without_year_effects(&groups), Err(EstimationError::Shape { .. })));
    }
}
