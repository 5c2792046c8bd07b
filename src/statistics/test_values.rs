//! Values that are hard on statistics, in no order, for tests.

/// A map of a number between 0 and 1, evenly spread.
type Kind = fn(f64) -> f64;

/// Smooth, then with ties, tails, frequent values, clusters, and at the ends of what numbers can say.
pub(crate) const KINDS: [Kind; 16] = [
    |u| u,
    |u| (u * 20.0).floor(),
    |u| (1.0 - u).powi(-8),
    |u| if u < 0.4 { 0.0 } else { u },
    |u| 3.0 + (u - 0.5).powi(9),
    |_| 0.1,
    |u| -(-(10.0 * u).exp()).exp() * 1e-300,
    |u| if u < 0.5 { u * 1e-9 } else { 1.0 + u },
    |u| -(20.0 * u).exp(),
    |u| (std::f64::consts::PI * (u - 0.5)).tan(),
    |u| if u < 0.5 { 0.0 } else { 1.0 },
    |u| if u < 0.3 { 0.7 } else { u.min(0.8) },
    |u| if u < 0.3 { -0.0 } else { (u - 0.6).max(0.0) },
    |u| (u - 0.5) * 1e-309,
    |u| (2.0 * u - 1.0) * f64::MAX,
    |u| if u < 0.99 { 1e9 } else { 1e9 + u },
];

/// So many values of a kind.
pub(crate) fn values(kind: Kind, n: u32) -> Vec<f64> {
    (0..n).map(|i| kind(f64::from(i.wrapping_mul(2_654_435_769)) / 2f64.powi(32))).collect()
}
