//! `exp` and `ln` in plain arithmetic, without branches, fused operations or a call to the platform's
//! mathematics library: the same bits on every platform, and a loop over them vectorises.
//!
//! Both are within one unit in the last place of the exact value. The reductions and the coefficients of
//! the logarithm are those of FreeBSD's msun (`e_log.c`); the exponential is a Taylor polynomial on
//! `|r| <= ln 2 / 2`.

#![allow(clippy::excessive_precision, reason = "coefficients stand as published")]

/// Adding and subtracting 1.5 x 2^52 rounds to the nearest whole number, and vectorises, which
/// `f64::round` does not on every instruction set.
const ROUND: f64 = 6_755_399_441_055_744.0;
const LN2_HIGH: f64 = 6.931_471_803_691_238_164_9e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_700_02e-10;

/// The exponential of `x`. Results below 2^-1022 are flushed to zero.
#[inline(always)]
pub(crate) fn exp_f64(x: f64) -> f64 {
    // The clamp keeps the exponent bits valid. What is above overflows to infinity by itself, NaN stays NaN, and the
    // select at the end flushes what is below.
    let clamped = if x > 709.79 { 709.79 } else { x };
    let clamped = if clamped < -708.0 { -708.0 } else { clamped };
    let y = exp_between_limits(clamped);
    if x < -708.0 { 0.0 } else { y }
}

/// The exponential of an `x` from -708 to 709.79.
#[inline(always)]
pub(crate) fn exp_between_limits(x: f64) -> f64 {
    let shifted = x * std::f64::consts::LOG2_E + ROUND;
    let k = shifted - ROUND;
    let r = (x - k * LN2_HIGH) - k * LN2_LOW;
    // The terms in pairs, and pairs of pairs (Estrin): a chain of additions is what a year of a draw waits for.
    let (r2, r4) = (r * r, (r * r) * (r * r));
    let a = (0.5 + r * (1.0 / 6.0)) + r2 * (1.0 / 24.0 + r * (1.0 / 120.0));
    let b = (1.0 / 720.0 + r * (1.0 / 5_040.0)) + r2 * (1.0 / 40_320.0 + r * (1.0 / 362_880.0));
    let c = (1.0 / 3_628_800.0 + r * (1.0 / 39_916_800.0))
        + r2 * (1.0 / 479_001_600.0 + r * (1.0 / 6_227_020_800.0));
    let fraction = 1.0 + (r + r2 * ((a + r4 * b) + (r4 * r4) * c));
    // The low bits of `shifted` hold k. Half the scale first: 2^1024 itself is not a number.
    let half_scale = f64::from_bits((shifted.to_bits().wrapping_add(1022)) << 52);
    fraction * half_scale * 2.0
}

/// The natural logarithm of `x`: NaN below zero, minus infinity at zero. Subnormal numbers count as zero.
#[inline(always)]
pub(crate) fn ln_f64(x: f64) -> f64 {
    let y = ln_between_limits(x);
    let y = if x < f64::MIN_POSITIVE { f64::NEG_INFINITY } else { y };
    let y = if x < 0.0 { f64::NAN } else { y };
    if x < f64::INFINITY { y } else { x }
}

/// The natural logarithm of an `x` that is positive, finite and not subnormal.
#[inline(always)]
pub(crate) fn ln_between_limits(x: f64) -> f64 {
    let bits = x.to_bits();
    // Move the mantissa to [sqrt(1/2), sqrt(2)): subtracting the bits of sqrt(1/2) makes the exponent
    // field roll over exactly there.
    let offset = bits.wrapping_sub(0x3fe6_a09e_667f_3bcd);
    let exponent_bits = ((offset as i64) >> 52) as u64;
    let m = f64::from_bits(bits.wrapping_sub(exponent_bits << 52));
    // A whole number of at most 52 bits becomes a float by writing it into the mantissa of `ROUND`.
    let k = f64::from_bits(ROUND.to_bits().wrapping_add(exponent_bits)) - ROUND;
    let f = m - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let even = w
        * (3.999_999_999_940_941_908e-1
            + w * (2.222_219_843_214_978_396e-1 + w * 1.531_383_769_920_937_332e-1));
    let odd = z
        * (6.666_666_666_666_735_130e-1
            + w * (2.857_142_874_366_239_149e-1
                + w * (1.818_357_216_161_805_012e-1 + w * 1.479_819_860_511_658_591e-1)));
    let r = odd + even;
    let half_square = 0.5 * f * f;
    k * LN2_HIGH - ((half_square - (s * (half_square + r) + k * LN2_LOW)) - f)
}

/// `base` to the power of `exponent`, by the portable arithmetic of `libm`: the mathematics library of the system gives
/// other last bits on other processors.
pub(crate) fn power_f64(base: f64, exponent: f64) -> f64 {
    libm::pow(base, exponent)
}

/// `base` multiplied with itself `exponent` times; one over that where the exponent is negative.
pub(crate) fn whole_power_f64(base: f64, exponent: i32) -> f64 {
    let (mut result, mut factor, mut left) = (1.0, base, exponent.unsigned_abs());
    while left > 0 {
        if left & 1 == 1 {
            result *= factor;
        }
        factor *= factor;
        left >>= 1;
    }
    if exponent < 0 { 1.0 / result } else { result }
}

/// `x` to twelve decimals: what a library computes with the logarithm of the system differs between processors in the
/// last of its sixteen digits, and must not show.
#[cfg(any(feature = "econometrics", feature = "calibrate"))]
pub(crate) fn to_twelve_decimals_f64(x: f64) -> f64 {
    (x * 1e12).round() / 1e12
}

/// The logarithm to the base ten, by `libm`.
pub(crate) fn log10_f64(x: f64) -> f64 {
    libm::log10(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units_in_last_place(a: f64, b: f64) -> u64 {
        (a.to_bits() as i64).abs_diff(b.to_bits() as i64)
    }

    #[test]
    fn exp_agrees_with_the_standard_library() {
        for i in -70_000..=70_970 {
            let x = f64::from(i) * 0.01 + f64::from(i % 7) * 1e-5;
            assert!(
                units_in_last_place(exp_f64(x), x.exp()) <= 1,
                "exp({x}): {} against {}",
                exp_f64(x),
                x.exp()
            );
        }
    }

    #[test]
    fn ln_agrees_with_the_standard_library() {
        for i in 0..200_000 {
            let x = (f64::from(i) * 0.007 - 700.0).exp() * (1.0 + f64::from(i % 13) * 1e-3);
            assert!(units_in_last_place(ln_f64(x), x.ln()) <= 1, "ln({x}): {} against {}", ln_f64(x), x.ln());
        }
        for i in 1..100_000 {
            // Near one, where cancellation would show.
            let x = 1.0 + (f64::from(i) - 50_000.0) * 1e-9;
            let allowed = 1;
            assert!(units_in_last_place(ln_f64(x), x.ln()) <= allowed, "ln({x}): {} {}", ln_f64(x), x.ln());
        }
    }

    #[test]
    fn powers_and_the_logarithm_to_ten_agree_with_the_standard_library() {
        for i in 1..2_000 {
            let (x, exponent) = (f64::from(i) * 0.013, i % 41 - 20);
            let scale = x.powi(exponent);
            assert!((whole_power_f64(x, exponent) - scale).abs() <= 1e-14 * scale, "{x} to the {exponent}");
            assert!(units_in_last_place(power_f64(x, 0.1), x.powf(0.1)) <= 1);
            assert!((log10_f64(x) - x.log10()).abs() <= 1e-15 * x.log10().abs().max(1.0));
            assert_eq!(whole_power_f64(x, 2), x * x);
        }
        assert_eq!(whole_power_f64(0.0, 0), 1.0);
        assert_eq!(whole_power_f64(10.0, -2), 0.01);
        assert_eq!(log10_f64(1e-3), -3.0);
    }

    #[test]
    fn limits_and_special_values() {
        assert_eq!(exp_f64(0.0), 1.0);
        assert_eq!(ln_f64(1.0), 0.0);
        assert_eq!(exp_f64(f64::NEG_INFINITY), 0.0);
        assert_eq!(exp_f64(-800.0), 0.0);
        assert_eq!(exp_f64(f64::INFINITY), f64::INFINITY);
        assert_eq!(exp_f64(710.0), f64::INFINITY);
        assert!(units_in_last_place(exp_f64(709.78), 709.78_f64.exp()) <= 1);
        assert!(exp_f64(f64::NAN).is_nan());
        assert_eq!(ln_f64(0.0), f64::NEG_INFINITY);
        assert_eq!(ln_f64(f64::INFINITY), f64::INFINITY);
        assert!(ln_f64(-1.0).is_nan());
        assert!(ln_f64(f64::NAN).is_nan());
        assert!(ln_f64(f64::NEG_INFINITY).is_nan());
    }
}
