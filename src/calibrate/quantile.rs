//! The quantile of sorted values that intervals, scores and convergence use.

/// The quantile of sorted values at a probability, linear between two values (type 7 of Hyndman and Fan 1996).
pub(crate) fn quantile(sorted: &[f64], p: f64) -> f64 {
    let position = p * (sorted.len() - 1) as f64;
    let below = position.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (position - below as f64) * (sorted[above] - sorted[below])
}
