//! The shapes of distributions, each as a map $`\theta = q(w)`$ of a standard normal $`w`$, before truncation.

use super::distribution_error::DistributionError;
use crate::scalar::ln_f64;
use crate::scalar::special::normal;
use crate::scalar::special::piecewise::Piecewise;
use statrs::distribution::{Beta, ContinuousCDF};
use statrs::function::beta::{beta_reg, ln_beta};

/// The 95% point of the standard normal: low and high of a split normal are its 5 and 95% points.
const Z95: f64 = 1.644_853_626_951_472_7;

/// The shape of a distribution, before truncation.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case", deny_unknown_fields))]
pub enum Shape {
    /// Two half normals, half the mass on each side of the centre:
    ///
    /// ```math
    /// q(w) = centre + s\, w, \qquad s = \frac{centre - low}{1.6449} \text{ for } w < 0,
    ///     \quad s = \frac{high - centre}{1.6449} \text{ for } w > 0
    /// ```
    SplitNormal {
        /// The 5% point.
        low: f64,
        /// The median, where the two halves meet.
        centre: f64,
        /// The 95% point.
        high: f64,
    },
    /// Normal.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        sd: f64,
    },
    /// Log-normal: the logarithm is normal.
    LogNormal {
        /// Median, the exponential of the mean of the logarithm.
        median: f64,
        /// Standard deviation of the logarithm.
        sd_log: f64,
    },
    /// Uniform.
    Uniform {
        /// Lowest value.
        lower: f64,
        /// Highest value.
        upper: f64,
    },
    /// Triangular.
    Triangular {
        /// Lowest value.
        lower: f64,
        /// The value at the top, which may be the lowest or the highest.
        mode: f64,
        /// Highest value.
        upper: f64,
    },
    /// Beta, stretched.
    Beta {
        /// First exponent plus one: weight towards `upper`.
        alpha: f64,
        /// Second exponent plus one: weight towards `lower`.
        beta: f64,
        /// Lowest value.
        lower: f64,
        /// Highest value.
        upper: f64,
    },
    /// A constant.
    Fixed {
        /// The value of every draw.
        value: f64,
    },
    /// No value: a scenario that uses the parameter must give one.
    Unset,
}

fn finite(field: &'static str, value: f64) -> Result<(), DistributionError> {
    if value.is_finite() { Ok(()) } else { Err(DistributionError::NotFinite { field, value }) }
}

fn positive(field: &'static str, value: f64) -> Result<(), DistributionError> {
    finite(field, value)?;
    if value > 0.0 { Ok(()) } else { Err(DistributionError::NotPositive { field, value }) }
}

fn order(
    holds: bool,
    field: &'static str,
    value: f64,
    expected: &'static str,
) -> Result<(), DistributionError> {
    if holds { Ok(()) } else { Err(DistributionError::Order { field, value, expected }) }
}

/// The quantile of a beta distribution: `p` from below, or from above with the exponents exchanged.
fn beta_quantile(alpha: f64, beta: f64, p: f64) -> f64 {
    Beta::new(alpha, beta).ok().and_then(|x| x.try_inverse_cdf(p).ok()).unwrap_or(f64::NAN)
}

/// The value of a stretched beta distribution at the standard normal `w`, from the nearer end.
fn beta_value(alpha: f64, beta: f64, lower: f64, upper: f64, w: f64) -> f64 {
    if w < 0.0 {
        lower + (upper - lower) * beta_quantile(alpha, beta, normal::cdf(w))
    } else {
        upper - (upper - lower) * beta_quantile(beta, alpha, normal::cdf(-w))
    }
}

impl Shape {
    /// The name of the kind and its numbers, with the keys that files give them, in order.
    #[must_use]
    pub fn kind_and_numbers(&self) -> (&'static str, Vec<(&'static str, f64)>) {
        match *self {
            Self::SplitNormal { low, centre, high } => {
                ("split_normal", vec![("low", low), ("centre", centre), ("high", high)])
            }
            Self::Normal { mean, sd } => ("normal", vec![("mean", mean), ("sd", sd)]),
            Self::LogNormal { median, sd_log } => {
                ("log_normal", vec![("median", median), ("sd_log", sd_log)])
            }
            Self::Uniform { lower, upper } => ("uniform", vec![("lower", lower), ("upper", upper)]),
            Self::Triangular { lower, mode, upper } => {
                ("triangular", vec![("lower", lower), ("mode", mode), ("upper", upper)])
            }
            Self::Beta { alpha, beta, lower, upper } => {
                ("beta", vec![("alpha", alpha), ("beta", beta), ("lower", lower), ("upper", upper)])
            }
            Self::Fixed { value } => ("fixed", vec![("value", value)]),
            Self::Unset => ("unset", Vec::new()),
        }
    }

    /// Whether the numbers describe a distribution.
    pub(super) fn check(&self) -> Result<(), DistributionError> {
        match *self {
            Self::SplitNormal { low, centre, high } => {
                finite("low", low)?;
                finite("centre", centre)?;
                finite("high", high)?;
                order(low < centre, "centre", centre, "more than low")?;
                order(centre < high, "high", high, "more than centre")
            }
            Self::Normal { mean, sd } => {
                finite("mean", mean)?;
                positive("sd", sd)
            }
            Self::LogNormal { median, sd_log } => {
                positive("median", median)?;
                positive("sd_log", sd_log)
            }
            Self::Uniform { lower, upper } => check_range(lower, upper),
            Self::Triangular { lower, mode, upper } => {
                check_range(lower, upper)?;
                finite("mode", mode)?;
                order((lower..=upper).contains(&mode), "mode", mode, "between lower and upper")
            }
            Self::Beta { alpha, beta, lower, upper } => {
                positive("alpha", alpha)?;
                positive("beta", beta)?;
                check_range(lower, upper)
            }
            Self::Fixed { value } => finite("value", value),
            Self::Unset => Ok(()),
        }
    }

    /// The value at the standard normal `w`; zero where there is none.
    #[inline(always)]
    pub(super) fn value<S: Piecewise>(&self, w: S) -> S {
        let is_left = w.lt(S::of(0.0));
        match *self {
            Self::SplitNormal { low, centre, high } => {
                let side = S::select(is_left, S::of(centre - low), S::of(high - centre));
                S::of(centre) + w * side / S::of(Z95)
            }
            Self::Normal { mean, sd } => S::of(mean) + S::of(sd) * w,
            Self::LogNormal { median, sd_log } => S::of(median) * (S::of(sd_log) * w).exp(),
            Self::Uniform { lower, upper } => {
                let tail = S::of(upper - lower) * normal::cdf_of(-w.abs());
                S::select(is_left, S::of(lower) + tail, S::of(upper) - tail)
            }
            Self::Triangular { lower, mode, upper } => {
                let (range, p) = (upper - lower, normal::cdf_of(w));
                let up = (S::of(range * (mode - lower)) * p).sqrt();
                let down = (S::of(range * (upper - mode)) * normal::cdf_of(-w)).sqrt();
                let is_up = (p * S::of(range)).lt(S::of(mode - lower));
                S::select(is_up, S::of(lower) + up, S::of(upper) - down)
            }
            Self::Beta { alpha, beta, lower, upper } => w.each(|w| beta_value(alpha, beta, lower, upper, w)),
            Self::Fixed { value } => S::of(value),
            Self::Unset => S::of(0.0),
        }
    }

    /// The standard normal `w` at which the value is `theta`: infinite outside the support. A constant has
    /// zero there, and nothing else.
    pub(super) fn position(&self, theta: f64) -> f64 {
        let from_tails = |lower: f64, upper: f64| {
            if lower <= upper { normal::inverse_cdf(lower) } else { -normal::inverse_cdf(upper) }
        };
        match *self {
            Self::SplitNormal { low, centre, high } => {
                (theta - centre) * Z95 / (if theta < centre { centre - low } else { high - centre })
            }
            Self::Normal { mean, sd } => (theta - mean) / sd,
            Self::LogNormal { median, sd_log } => ln_f64((theta / median).max(0.0)) / sd_log,
            Self::Uniform { lower, upper } => {
                let range = upper - lower;
                from_tails(((theta - lower) / range).max(0.0), ((upper - theta) / range).max(0.0))
            }
            Self::Triangular { lower, mode, upper } => {
                let (range, up, down) = (upper - lower, (theta - lower).max(0.0), (upper - theta).max(0.0));
                if theta < mode {
                    let p = if up > 0.0 { up * up / (range * (mode - lower)) } else { 0.0 };
                    from_tails(p, 1.0 - p)
                } else {
                    let p = if down > 0.0 { down * down / (range * (upper - mode)) } else { 0.0 };
                    from_tails(1.0 - p, p)
                }
            }
            Self::Beta { alpha, beta, lower, upper } => {
                let range = upper - lower;
                let (up, down) =
                    (((theta - lower) / range).clamp(0.0, 1.0), ((upper - theta) / range).clamp(0.0, 1.0));
                from_tails(beta_reg(alpha, beta, up), beta_reg(beta, alpha, down))
            }
            Self::Fixed { value } if theta == value => 0.0,
            Self::Fixed { value } => (theta - value) * f64::INFINITY,
            Self::Unset => theta * f64::INFINITY,
        }
    }

    /// Logarithm of the density at `theta`: minus infinity outside the support. Of a constant, the logarithm
    /// of the probability: zero at its value.
    pub(super) fn log_density(&self, theta: f64) -> f64 {
        let inside = |is: bool, value: f64| if is { value } else { f64::NEG_INFINITY };
        match *self {
            Self::SplitNormal { low, centre, high } => {
                let sd = (if theta < centre { centre - low } else { high - centre }) / Z95;
                normal::ln_density(self.position(theta)) - ln_f64(sd)
            }
            Self::Normal { sd, .. } => normal::ln_density(self.position(theta)) - ln_f64(sd),
            Self::LogNormal { sd_log, .. } => {
                inside(theta > 0.0, normal::ln_density(self.position(theta)) - ln_f64(sd_log) - ln_f64(theta))
            }
            Self::Uniform { lower, upper } => {
                inside((lower..=upper).contains(&theta), -ln_f64(upper - lower))
            }
            Self::Triangular { lower, mode, upper } => {
                let side = if theta < mode {
                    (theta - lower) / (mode - lower)
                } else {
                    (upper - theta) / (upper - mode)
                };
                // At a mode that is also an end the ratio is 0 / 0, and the density that of the top.
                let side = if theta == mode { 1.0 } else { side };
                inside((lower..=upper).contains(&theta), ln_f64(2.0 * side / (upper - lower)))
            }
            Self::Beta { alpha, beta, lower, upper } => {
                let range = upper - lower;
                // An exponent of zero makes no factor, even where its base is zero.
                let factor = |exponent: f64, x: f64| if exponent == 0.0 { 0.0 } else { exponent * ln_f64(x) };
                inside(
                    (lower..=upper).contains(&theta),
                    factor(alpha - 1.0, (theta - lower) / range)
                        + factor(beta - 1.0, (upper - theta) / range)
                        - ln_beta(alpha, beta)
                        - ln_f64(range),
                )
            }
            Self::Fixed { value } => inside(theta == value, 0.0),
            Self::Unset => inside(theta == 0.0, 0.0),
        }
    }

    /// The value at which the slope of the map jumps, if there is one.
    pub(super) fn kink(&self) -> Option<f64> {
        match *self {
            Self::SplitNormal { centre, .. } => Some(centre),
            Self::Triangular { mode, .. } => Some(mode),
            _ => None,
        }
    }
}

fn check_range(lower: f64, upper: f64) -> Result<(), DistributionError> {
    finite("lower", lower)?;
    finite("upper", upper)?;
    order(lower < upper, "upper", upper, "more than lower")
}

impl std::fmt::Display for Shape {
    /// As in a scenario file: a number, or a name with its keys.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::SplitNormal { low, centre, high } => {
                write!(f, "split_normal (low {low}, centre {centre}, high {high})")
            }
            Self::Normal { mean, sd } => write!(f, "normal (mean {mean}, sd {sd})"),
            Self::LogNormal { median, sd_log } => write!(f, "log_normal (median {median}, sd_log {sd_log})"),
            Self::Uniform { lower, upper } => write!(f, "uniform (lower {lower}, upper {upper})"),
            Self::Triangular { lower, mode, upper } => {
                write!(f, "triangular (lower {lower}, mode {mode}, upper {upper})")
            }
            Self::Beta { alpha, beta, lower, upper } => {
                write!(f, "beta (alpha {alpha}, beta {beta}, lower {lower}, upper {upper})")
            }
            Self::Fixed { value } => write!(f, "{value}"),
            Self::Unset => f.write_str("not given"),
        }
    }
}
