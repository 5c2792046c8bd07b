//! The standard normal: distribution function, its inverse, and its density.
//!
//! ```math
//! \varphi(z) = \frac{1}{\sqrt{2\pi}}\, e^{-z^2/2}, \qquad \Phi(z) = \int_{-\infty}^{z} \varphi(x)\, dx
//! ```
//! Both functions are rational approximations on top of the crate's own `exp` and `ln`, so that a draw has
//! the same bits on every platform, and both keep their relative accuracy in the tails: the upper tail is
//! `cdf(-z)`, never `1 - cdf(z)`. Each has a formula for the centre, one for the tail and one for the far tail, and is
//! written once, for one number and for lanes.

use super::piecewise::{Pieces, Piecewise};
use crate::scalar::{exp_between_limits, ln_between_limits};

/// `1 / sqrt(2 pi)`.
const DENSITY_AT_ZERO: f64 = 0.398_942_280_401_432_7;
/// `ln(sqrt(2 pi))`.
const LN_SQRT_2PI: f64 = 0.918_938_533_204_672_8;

const TWO_TO_52: f64 = (1u64 << 52) as f64;

/// The highest coefficient first.
#[inline(always)]
fn polynomial<const N: usize>(x: f64, coefficients: &[f64; N]) -> f64 {
    coefficients[1..].iter().fold(coefficients[0], |sum, c| sum * x + c)
}

/// The density `exp(-z^2 / 2) / sqrt(2 pi)`.
pub(crate) fn density(z: f64) -> f64 {
    DENSITY_AT_ZERO * if z.abs() >= BELOW_ALL { 0.0 } else { exp_minus_half_square(z.abs()) }
}

/// The logarithm of the density.
pub(crate) fn ln_density(z: f64) -> f64 {
    -0.5 * z * z - LN_SQRT_2PI
}

/// From here on `exp(-y^2 / 2)` counts as zero: a sixteenth more than what [`exp_minus_half_square`] can cut off to.
const BELOW_ALL: f64 = 37.687_5;

/// `exp(-y^2 / 2)`, for `y` from 0 to [`BELOW_ALL`], without the rounding error of `y^2`, which the exponential would
/// magnify: the
/// square of `y` cut off to sixteenths is exact.
#[inline(always)]
fn exp_minus_half_square(y: f64) -> f64 {
    let cut = floor(y * 16.0) / 16.0;
    let rest = (y - cut) * (y + cut);
    exp_between_limits(-0.5 * cut * cut) * exp_between_limits(-0.5 * rest)
}

/// The whole number below `x`, for `x` from 0 to 2^51: adding 2^52 rounds to the nearest. In lanes too, which
/// `f64::floor` is not on every instruction set.
#[inline(always)]
fn floor(x: f64) -> f64 {
    let nearest = (x + TWO_TO_52) - TWO_TO_52;
    if nearest > x { nearest - 1.0 } else { nearest }
}

/// The standard normal at 64 random bits: their first 52, halfway to the next, so that neither zero nor one
/// occurs, through the inverse distribution function. Between -8.2 and 8.2.
pub(crate) fn from_bits(bits: u64) -> f64 {
    inverse_cdf(open_uniform(bits))
}

/// The uniform at 64 random bits, strictly between zero and one and symmetric around a half.
#[inline(always)]
pub(crate) fn open_uniform(bits: u64) -> f64 {
    const STEP: f64 = 1.0 / (1u64 << 52) as f64;
    // Bits written into the mantissa of 2^52 make that number and what the bits say.
    let whole = f64::from_bits(TWO_TO_52.to_bits() | bits >> 12) - TWO_TO_52;
    (whole + 0.5) * STEP
}

/// The probability `Phi(z)` that a standard normal is at most `z`.
pub(crate) fn cdf(z: f64) -> f64 {
    cdf_of(z)
}

/// [`cdf`] of one number or of lanes.
///
/// Rational approximations of Cody (1969, Mathematics of Computation 23, 631-637) with the coefficients of
/// ANORM in SPECFUN (1993, ACM TOMS 19, 22-32, algorithm 715); relative error about 1e-15 down to `z = -37`.
#[inline(always)]
pub(crate) fn cdf_of<S: Piecewise>(z: S) -> S {
    z.by_piece::<Cdf>()
}

/// The distribution function by regions.
struct Cdf;

impl Pieces for Cdf {
    #[inline(always)]
    fn is_centre(z: f64) -> bool {
        z.abs() <= 0.674_489_75
    }

    #[inline(always)]
    fn centre(z: f64) -> f64 {
        let s = z * z;
        let above = polynomial(
            s,
            &[
                0.065_682_337_918_207_45,
                2.235_252_035_460_683_7,
                161.028_231_068_555_88,
                1_067.689_485_460_371,
                18_154.981_253_343_56,
            ],
        );
        let below = polynomial(
            s,
            &[
                1.0,
                47.202_581_904_688_242,
                976.098_551_737_776_7,
                10_260.932_208_618_979,
                45_507.789_335_026_73,
            ],
        );
        0.5 + z * above / below
    }

    #[inline(always)]
    fn is_tail(z: f64) -> bool {
        z.abs() <= 5.656_854_249_492_381
    }

    #[inline(always)]
    fn tail(z: f64) -> f64 {
        let y = z.abs();
        let above = polynomial(
            y,
            &[
                1.076_557_677_372_019_2e-8,
                0.398_941_512_088_134_67,
                8.883_149_794_388_376,
                93.506_656_132_177_86,
                597.270_276_394_800_3,
                2_494.537_585_290_372_7,
                6_848.190_450_536_283,
                11_602.651_437_647_35,
                9_842.714_838_383_978,
            ],
        );
        let below = polynomial(
            y,
            &[
                1.0,
                22.266_688_044_328_115,
                235.387_901_782_625,
                1_519.377_599_407_554_8,
                6_485.558_298_266_761,
                18_615.571_640_885_097,
                34_900.952_721_145_98,
                38_912.003_286_093_27,
                19_685.429_676_859_992,
            ],
        );
        from_tail(z, exp_minus_half_square(y) * above / below)
    }

    /// The far tail, and NaN.
    #[cold]
    fn far(z: f64) -> f64 {
        let y = z.abs();
        if y >= BELOW_ALL {
            return from_tail(z, 0.0);
        }
        let s = 1.0 / (y * y);
        let above = polynomial(
            s,
            &[
                0.023_073_441_764_940_174,
                0.215_898_534_057_957,
                0.127_401_161_160_247_36,
                0.022_235_277_870_649_807,
                0.001_421_619_193_227_893_4,
                2.911_287_495_116_879_3e-5,
            ],
        );
        let below = polynomial(
            s,
            &[
                1.0,
                1.284_260_096_144_911,
                0.468_238_212_480_865_1,
                0.065_988_137_868_928_56,
                0.003_782_396_332_027_582_4,
                7.297_515_550_839_662e-5,
            ],
        );
        from_tail(z, exp_minus_half_square(y) * (DENSITY_AT_ZERO - s * above / below) / y)
    }
}

/// The distribution function by that of `-|z|`.
#[inline(always)]
fn from_tail(z: f64, tail: f64) -> f64 {
    if z > 0.0 { 1.0 - tail } else { tail }
}

/// The `z` with `Phi(z) = p`: minus infinity at 0, infinity at 1, NaN outside.
///
/// A `p` close to one has lost the digits that matter: `-inverse_cdf(1 - p)` from the upper tail instead.
pub(crate) fn inverse_cdf(p: f64) -> f64 {
    inverse_cdf_of(p)
}

/// [`inverse_cdf`] of one number or of lanes.
///
/// Algorithm AS 241, PPND16 (Wichura 1988, Applied Statistics 37, 477-484); relative error about 1e-16.
#[inline(always)]
pub(crate) fn inverse_cdf_of<S: Piecewise>(p: S) -> S {
    p.by_piece::<InverseCdf>()
}

/// Its inverse by regions.
struct InverseCdf;

impl Pieces for InverseCdf {
    #[inline(always)]
    fn is_centre(p: f64) -> bool {
        (p - 0.5).abs() <= 0.425
    }

    #[inline(always)]
    fn centre(p: f64) -> f64 {
        let q = p - 0.5;
        let r = 0.180_625 - q * q;
        let above = polynomial(
            r,
            &[
                2.509_080_928_730_122_7e3,
                3.343_057_558_358_813e4,
                6.726_577_092_700_87e4,
                4.592_195_393_154_987e4,
                1.373_169_376_550_946e4,
                1.971_590_950_306_551_3e3,
                1.331_416_678_917_843_8e2,
                3.387_132_872_796_366_5,
            ],
        );
        let below = polynomial(
            r,
            &[
                5.226_495_278_852_854e3,
                2.872_908_573_572_194_3e4,
                3.930_789_580_009_271e4,
                2.121_379_430_158_659_7e4,
                5.394_196_021_424_751e3,
                6.871_870_074_920_579e2,
                4.231_333_070_160_091e1,
                1.0,
            ],
        );
        q * above / below
    }

    /// Where `sqrt(-ln)` of the tail is 5, the formula for the far tail begins: just below `e^-25`, and there the far tail
    /// looks at the root itself.
    #[inline(always)]
    fn is_tail(p: f64) -> bool {
        smaller_side(p) >= 1.4e-11
    }

    #[inline(always)]
    fn tail(p: f64) -> f64 {
        inverse_tail_at(p, root_of_tail(smaller_side(p)))
    }

    /// The far tail, the limits, and what is no probability.
    #[cold]
    fn far(p: f64) -> f64 {
        let q = p - 0.5;
        let tail = smaller_side(p);
        if tail <= 0.0 {
            return if tail < 0.0 { f64::NAN } else { f64::INFINITY.copysign(q) };
        }
        if tail.is_nan() {
            return tail;
        }
        // The crate's logarithm counts subnormal numbers as zero.
        let root = root_of_tail(tail.max(f64::MIN_POSITIVE));
        if root <= 5.0 {
            return inverse_tail_at(p, root);
        }
        let r = root - 5.0;
        let above = polynomial(
            r,
            &[
                2.010_334_399_292_288_1e-7,
                2.711_555_568_743_487_6e-5,
                1.242_660_947_388_078_4e-3,
                2.653_218_952_657_612_4e-2,
                2.965_605_718_285_048_7e-1,
                1.784_826_539_917_291_3,
                5.463_784_911_164_114,
                6.657_904_643_501_103,
            ],
        );
        let below = polynomial(
            r,
            &[
                2.044_263_103_389_939_8e-15,
                1.421_511_758_316_446e-7,
                1.846_318_317_510_054_7e-5,
                7.868_691_311_456_133e-4,
                1.487_536_129_085_061_5e-2,
                1.369_298_809_227_358e-1,
                5.998_322_065_558_88e-1,
                1.0,
            ],
        );
        (above / below).copysign(q)
    }
}

/// The probability of the tail that `p` lies in.
#[inline(always)]
fn smaller_side(p: f64) -> f64 {
    if p - 0.5 < 0.0 { p } else { 1.0 - p }
}

#[inline(always)]
fn root_of_tail(tail: f64) -> f64 {
    (-ln_between_limits(tail)).sqrt()
}

#[inline(always)]
fn inverse_tail_at(p: f64, root: f64) -> f64 {
    let r = root - 1.6;
    let above = polynomial(
        r,
        &[
            7.745_450_142_783_414e-4,
            2.272_384_498_926_918_4e-2,
            2.417_807_251_774_506e-1,
            1.270_458_252_452_368_4,
            3.647_848_324_763_204_5,
            5.769_497_221_460_691,
            4.630_337_846_156_546,
            1.423_437_110_749_683_5,
        ],
    );
    let below = polynomial(
        r,
        &[
            1.050_750_071_644_416_9e-9,
            5.475_938_084_995_345e-4,
            1.519_866_656_361_645_7e-2,
            1.481_039_764_274_800_8e-1,
            6.897_673_349_851e-1,
            1.676_384_830_183_803_8,
            2.053_191_626_637_759,
            1.0,
        ],
    );
    (above / below).copysign(p - 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::{LANES, Lanes, Scalar};
    use approx::assert_relative_eq;
    use statrs::function::erf::erfc;

    #[test]
    fn cdf_agrees_with_statrs_in_both_tails() {
        for i in -3_700..=3_700 {
            let z = f64::from(i) / 100.0;
            let expected = 0.5 * erfc(-z * std::f64::consts::FRAC_1_SQRT_2);
            // The tolerance is for erfc, which is 1e-10 off in places (z = -0.74, -4.54) where the values to 16
            // digits below are met.
            assert_relative_eq!(cdf(z), expected, max_relative = 1e-9);
        }
    }

    /// Values of the distribution function to 16 digits, from the series and continued fraction at 50 digits
    /// (mpmath: `mp.dps = 50; mp.ncdf(z)`).
    #[test]
    fn reference_values() {
        for (z, p) in MPMATH {
            assert_relative_eq!(cdf(z), p, max_relative = 2e-15);
            assert_relative_eq!(inverse_cdf(p), z, max_relative = 5e-15);
        }
    }

    const MPMATH: [(f64, f64); 15] = [
        (-37.0, 5.725_571_222_524_577e-300),
        (-20.0, 2.753_624_118_606_233_7e-89),
        (-8.0, 6.220_960_574_271_784e-16),
        (-6.0, 9.865_876_450_376_98e-10),
        (-5.5, 1.898_956_246_588_772e-8),
        (-4.54, 2.812_711_411_724_208e-6),
        (-3.0, 0.001_349_898_031_630_094_5),
        (-1.5, 0.066_807_201_268_858_07),
        (-0.74, 0.229_649_997_164_790_6),
        (-0.7, 0.241_963_652_223_073),
        (-0.6, 0.274_253_117_750_073_6),
        (-0.25, 0.401_293_674_317_076_3),
        (0.5, 0.691_462_461_274_013),
        (1.0, 0.841_344_746_068_542_9),
        (2.0, 0.977_249_868_051_820_8),
    ];

    #[test]
    fn inverse_goes_there_and_back() {
        for i in -3_700..=0 {
            let z = f64::from(i) / 100.0;
            assert_relative_eq!(inverse_cdf(cdf(z)), z, epsilon = 1e-15, max_relative = 1e-14);
        }
        for i in 1..1_000 {
            let p = f64::from(i) / 1_000.0;
            assert_relative_eq!(cdf(inverse_cdf(p)), p, max_relative = 1e-15);
            assert_relative_eq!(inverse_cdf(1.0 - p), -inverse_cdf(p), epsilon = 1e-13);
        }
    }

    #[test]
    fn uniforms_are_open_and_symmetric() {
        let (lowest, highest) = (open_uniform(0), open_uniform(u64::MAX));
        assert!(lowest > 0.0 && highest < 1.0);
        assert_eq!(lowest, 1.0 - highest);
        assert_relative_eq!(from_bits(0), -from_bits(u64::MAX), max_relative = 1e-14);
        assert!(from_bits(0).is_finite());
    }

    /// A change here changes every published number: it has to be meant.
    #[test]
    fn bits_do_not_change_between_versions() {
        let z = (-400_000..=400_000).map(|i| f64::from(i) / 10_000.0);
        let small = (1..1_000)
            .flat_map(|i| [1e-3, 1e-6, 1e-10, 1e-11, 1e-12, 1e-30, 1e-310].map(|p| p * f64::from(i)));
        let p = (0..=100_000).map(|i| f64::from(i) / 100_000.0).chain(small);
        let add = |hash: u64, x: f64| (hash ^ x.to_bits()).wrapping_mul(0x0000_0100_0000_01b3);
        let start = 0xcbf2_9ce4_8422_2325;
        let of_cdf = z.clone().fold(start, |hash, z| add(hash, cdf(z)));
        let of_density = z.fold(start, |hash, z| add(hash, density(z)));
        let of_inverse = p.clone().fold(start, |hash, p| add(hash, inverse_cdf(p)));
        let of_mirror = p.fold(start, |hash, p| add(hash, inverse_cdf(1.0 - p)));
        let expected = [
            11_322_762_648_929_550_102,
            2_133_088_570_338_943_132,
            14_262_071_446_132_949_576,
            13_073_245_998_478_413_583,
        ];
        assert_eq!([of_cdf, of_density, of_inverse, of_mirror], expected);
    }

    #[test]
    fn lanes_have_the_bits_of_the_number_alone() {
        let same = |a: f64, b: f64| a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan();
        let odd = [
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            0.0,
            -0.0,
            0.674_489_75,
            5.656_854_249_492_381,
            37.687_5,
        ];
        let z = (-500..500).map(|i| Lanes(std::array::from_fn(|k| f64::from(i) / 12.0 * (k as f64 - 2.0))));
        for z in z.chain([Lanes(odd), -Lanes(odd)]) {
            let lanes = cdf_of(z);
            assert!((0..LANES).all(|k| same(lanes.0[k], cdf(z.0[k]))), "{z:?}");
        }
        let odd = [f64::NAN, 0.0, 1.0, -0.1, 1.1, 5e-324, 1.39e-11, 0.075];
        // Groups that lie in the centre, in two regions, and in all.
        let p = (0..1_000).flat_map(|i| {
            [0.1, 0.9, 1e-13].map(|width| {
                Lanes(std::array::from_fn(|k| 0.5 + (f64::from(i) / 1e3 - 0.5) * width * k as f64))
            })
        });
        let near =
            (0..1_000).map(|i| Lanes(std::array::from_fn(|k| f64::from(i) * 10f64.powi(-3 - 2 * k as i32))));
        for p in p.chain(near).chain([Lanes(odd), Lanes::of(1.0) - Lanes(odd)]) {
            let lanes = inverse_cdf_of(p);
            assert!((0..LANES).all(|k| same(lanes.0[k], inverse_cdf(p.0[k]))), "{p:?}");
        }
    }

    #[test]
    fn limits() {
        assert_eq!(cdf(f64::NEG_INFINITY), 0.0);
        assert_eq!(cdf(f64::INFINITY), 1.0);
        assert_eq!(cdf(0.0), 0.5);
        assert!(cdf(f64::NAN).is_nan() && inverse_cdf(f64::NAN).is_nan());
        assert_eq!(inverse_cdf(0.0), f64::NEG_INFINITY);
        assert_eq!(inverse_cdf(1.0), f64::INFINITY);
        assert_eq!(inverse_cdf(0.5), 0.0);
        assert!(inverse_cdf(-1e-3).is_nan() && inverse_cdf(1.001).is_nan());
        assert!(inverse_cdf(5e-324) < -37.0);
    }

    #[test]
    fn density_is_the_slope_of_the_cdf() {
        for i in -60..=60 {
            let (z, h) = (f64::from(i) / 10.0, 1e-5);
            let slope = (cdf(-(z - h)) - cdf(-(z + h))) / (2.0 * h);
            let slope = if z < 0.0 { (cdf(z + h) - cdf(z - h)) / (2.0 * h) } else { slope };
            assert_relative_eq!(density(z), slope, max_relative = 1e-8);
            assert_relative_eq!(ln_density(z), density(z).ln(), max_relative = 1e-14);
        }
    }
}
