//! What the residuals of groups have in common, over groups (Pesaran 2004) and over time.

use super::mean_group::GroupAdjustment;
use crate::scalar::whole_power_f64;

/// Dependence between the residuals of groups.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct CrossSectionDependence {
    /// Standard normal where there is none: $`\sqrt{2/(N(N-1))} \sum_{i<j} \sqrt{T_{ij}}\, \rho_{ij}`$.
    pub statistic: f64,
    /// Mean correlation of two groups.
    pub mean_correlation: f64,
    /// Mean of its absolute value.
    pub mean_absolute_correlation: f64,
}

/// Dependence between the residuals of groups, pairs by the years that they share.
#[must_use]
pub fn cross_section_dependence(groups: &[GroupAdjustment]) -> CrossSectionDependence {
    let (mut sum, mut correlations) = (0.0, Vec::new());
    for (i, one) in groups.iter().enumerate() {
        for other in &groups[i + 1..] {
            let shared = shared(one, other);
            if let Some(correlation) = correlation(&shared) {
                sum += (shared.len() as f64).sqrt() * correlation;
                correlations.push(correlation);
            }
        }
    }
    let pairs = correlations.len() as f64;
    CrossSectionDependence {
        statistic: sum / pairs.sqrt(),
        mean_correlation: correlations.iter().sum::<f64>() / pairs,
        mean_absolute_correlation: correlations.iter().map(|r| r.abs()).sum::<f64>() / pairs,
    }
}

/// First-order autocorrelation of the residuals of each group, and two standard errors of it where there is none.
#[must_use]
pub fn autocorrelations(groups: &[GroupAdjustment]) -> Vec<(f64, f64)> {
    let of = |group: &GroupAdjustment| {
        let u = &group.residuals;
        let products: f64 = u.windows(2).map(|pair| pair[0] * pair[1]).sum();
        (products / u.iter().map(|u| u * u).sum::<f64>(), 2.0 / (u.len() as f64).sqrt())
    };
    groups.iter().map(of).collect()
}

fn shared(one: &GroupAdjustment, other: &GroupAdjustment) -> Vec<(f64, f64)> {
    let first = one.first_year.max(other.first_year);
    let from = |group: &GroupAdjustment| (first - group.first_year) as usize;
    let rest =
        |group: &GroupAdjustment| group.residuals.iter().skip(from(group)).copied().collect::<Vec<f64>>();
    rest(one).into_iter().zip(rest(other)).collect()
}

fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let n = pairs.len() as f64;
    let (x, y) = pairs.iter().fold((0.0, 0.0), |(x, y), pair| (x + pair.0 / n, y + pair.1 / n));
    let moment = |f: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(f).sum::<f64>();
    let (xx, yy) = (moment(&|p| whole_power_f64(p.0 - x, 2)), moment(&|p| whole_power_f64(p.1 - y, 2)));
    let both = moment(&|p| (p.0 - x) * (p.1 - y));
    Some(both / (xx * yy).sqrt()).filter(|correlation| correlation.is_finite())
}

#[cfg(test)]
mod tests {
    use super::super::example_panel::{Truth, panel};
    use super::super::mean_group::mean_group;
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn groups_with_the_same_residuals_depend_wholly_and_others_hardly() {
        let groups = mean_group(&panel(&Truth::default(), 8, 100)).unwrap().groups;
        let twice = vec![groups[0].clone(), groups[0].clone()];
        let whole = cross_section_dependence(&twice);
        assert_relative_eq!(whole.mean_correlation, 1.0, max_relative = 1e-12);
        assert_relative_eq!(whole.statistic, (groups[0].residuals.len() as f64).sqrt(), max_relative = 1e-12);
        // Errors are independent; what year effects take out leaves -1/(N-1) between two groups.
        let made = cross_section_dependence(&groups);
        assert!((made.mean_correlation + 1.0 / 7.0).abs() < 0.1, "{made:?}");
        assert!(made.mean_absolute_correlation >= made.mean_correlation.abs());
    }

    #[test]
    fn residuals_that_alternate_are_told_from_residuals_that_last() {
        let mut group = mean_group(&panel(&Truth::default(), 2, 60)).unwrap().groups.remove(0);
        group.residuals = (0..58).map(|t| if t % 2 == 0 { 1.0 } else { -1.0 }).collect();
        assert_relative_eq!(autocorrelations(&[group.clone()])[0].0, -57.0 / 58.0, max_relative = 1e-12);
        group.residuals = vec![1.0; 58];
        assert_relative_eq!(autocorrelations(&[group])[0].0, 57.0 / 58.0, max_relative = 1e-12);
    }
}
