//! One table of tolerances: how far two results may be apart, and why so far.
//!
//! Those of rounding are relative, or absolute where the number is about one or a logarithm far below it; machine
//! precision is 2.2e-16. Bounds that say something of the economy, such as an effect below 2%, stand in their tests.

// Rounding, from the fewest operations to the most.

/// The last digit of a logarithm of a few percent.
pub const LAST_DIGIT: f64 = 1e-16;
/// A sum or two of logarithms below one.
pub const ONE_STEP: f64 = 1e-15;
/// One formula of a handful of operations, in another order.
pub const FORMULA: f64 = 1e-14;
/// A formula with logarithms and exponentials one after the other, or the sum of all performers and funders.
pub const LONG_FORMULA: f64 = 1e-13;
/// All equations of a year, one after the other.
pub const YEAR: f64 = 1e-12;
/// Levels of GDP or R&D after some years, or billions of euro with as many digits as those have.
pub const LEVEL: f64 = 1e-11;
/// What is carried from year to year for decades, such as debt with its interest.
pub const DECADES: f64 = 1e-10;
/// The difference of two large levels, of which it is a thousandth or less: as many digits are gone.
pub const DIFFERENCE: f64 = 1e-9;

// Small shocks: what is left out is of second order.

/// A shock of a hundred-thousandth of GDP is linear up to its share in the smallest R&D that it moves.
pub const LINEAR: f64 = 5e-3;
/// A shock of a millionth of GDP: the second order is a millionth of the first.
pub const MICRO_SHOCK: f64 = 1e-6;
/// Two closures of capital that are the same to first order, after a shock of a millionth of GDP.
pub const SAME_TO_FIRST_ORDER: f64 = 1e-4;
/// The ratio of two effects of second order: the third order of a shock of a ten-thousandth of GDP.
pub const THIRD_ORDER: f64 = 0.1;
/// The same for two shocks of a thousandth of GDP together.
pub const THIRD_ORDER_OF_TWO: f64 = 0.2;
/// A parameter of a billionth stands in for zero, and is raised to the third power of three terms.
pub const ALMOST_ZERO_PARAMETER: f64 = 1e-7;

// The long run: what is left of the way to it.

/// Six centuries after a permanent measure, of which the slowest stock forgets some percent a year.
pub const AFTER_SIX_CENTURIES: f64 = 2e-6;
/// Capital two centuries after a change of its cost.
pub const CAPITAL_AFTER_TWO_CENTURIES: f64 = 1e-4;
/// The price of research two centuries after a permanent measure, as a share of it.
pub const PRICE_AFTER_TWO_CENTURIES: f64 = 1e-3;
/// The same effect reached by a quick and by a slow way, two centuries on.
pub const QUICK_AND_SLOW: f64 = 2e-3;
/// A closed form of first order, two centuries on, or a way that halves every few years, some decades on.
pub const LONG_RUN: f64 = 5e-3;
/// The same where the baseline of the data, which is not quite balanced, stands in for a balanced path.
pub const LONG_RUN_OF_DATA: f64 = 1e-2;

// Numerical derivatives.

/// Central differences with a step of a hundred-thousandth of a parameter: the third derivative.
pub const CENTRAL_DIFFERENCE: f64 = 3e-6;
/// The same for the two equations of the worked example.
pub const CENTRAL_DIFFERENCE_OF_AN_EXAMPLE: f64 = 1e-6;

// Other programs on the same numbers.

/// A regression by another library of linear algebra.
pub const OTHER_REGRESSION: f64 = 1e-9;
/// A number of a published table.
pub const SAME_TABLE: f64 = 1e-12;
/// Eigenvalues found by iteration.
pub const EIGENVALUES: f64 = 1e-7;
/// What is built on eigenvectors found by iteration, and their inverses.
pub const EIGENVECTORS: f64 = 1e-5;

// Chance.

/// Standard errors of a Monte Carlo mean: one test in two million fails by chance.
pub const STANDARD_ERRORS: f64 = 5.0;
