//! The written form of a set of parameters, and the hash over it.
//!
//! A line a parameter, in the order of the table; numbers in the shortest decimal form that reads back to the same bits:
//!
//! ```text
//! depreciation_public split_normal low=0.02 centre=0.1 high=0.15 within 0.01 0.25
//! capital_share fixed value=0.36
//! ```
//! Bounds that do not truncate are left out: infinite ones, and those of a constant. Draws of a posterior follow, a line
//! for each of `structure`, `country`, `data` and `columns`, and a line a row. `docs/stability.md` promises this form.

use super::distribution::Distribution;
use super::joint_draws::JointDraws;
use super::set::ParameterSet;
use super::table::ParameterId;
use std::fmt::{self, Write};

/// Start and factor of the 64-bit FNV-1a hash.
const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_FACTOR: u64 = 0x0000_0100_0000_01b3;

impl ParameterSet {
    /// Names, distributions and joint draws as text: what [`Self::hash`] identifies.
    ///
    /// ```
    /// use kennis::{Distribution, ParameterId, ParameterSet};
    /// use kennis::parameters::Origin;
    /// let mut set = ParameterSet::default();
    /// set.set(ParameterId::CapitalShare, Distribution::fixed(0.33), Origin::Set)?;
    /// assert!(set.canonical_form().lines().any(|line| line == "capital_share fixed value=0.33"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn canonical_form(&self) -> String {
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = self.write_canonical(&mut text);
        text
    }

    /// Sixteen hexadecimal digits that identify names, distributions and joint draws: the 64-bit FNV-1a hash of
    /// [`Self::canonical_form`].
    #[must_use]
    pub fn hash(&self) -> String {
        let mut hash = Fnv(FNV_START);
        let _ = self.write_canonical(&mut hash);
        format!("{:016x}", hash.0)
    }

    fn write_canonical(&self, out: &mut impl Write) -> fmt::Result {
        for id in ParameterId::all() {
            write!(out, "{}", id.name())?;
            write_distribution(out, self.distribution(id))?;
        }
        match self.joint() {
            Some(draws) => write_joint(out, draws),
            None => Ok(()),
        }
    }
}

fn write_distribution(out: &mut impl Write, distribution: &Distribution) -> fmt::Result {
    let (kind, numbers) = distribution.shape.kind_and_numbers();
    write!(out, " {kind}")?;
    for (key, value) in numbers {
        write!(out, " {key}={value}")?;
    }
    let Distribution { lower, upper, .. } = *distribution;
    let bounded = lower > f64::NEG_INFINITY || upper < f64::INFINITY;
    if bounded && !distribution.is_fixed() {
        write!(out, " within {lower} {upper}")?;
    }
    writeln!(out)
}

/// The name of the file that the draws were read from is no part of what they say.
fn write_joint(out: &mut impl Write, draws: &JointDraws) -> fmt::Result {
    writeln!(out, "structure {}\ncountry {}\ndata {}", draws.structure, draws.country, draws.data)?;
    write!(out, "columns")?;
    for column in draws.columns() {
        write!(out, " {}", column.name())?;
    }
    writeln!(out)?;
    for row in 0..draws.len() {
        for (i, value) in draws.row(row).iter().enumerate() {
            write!(out, "{}{value}", if i > 0 { " " } else { "" })?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// A hash that is written to.
struct Fnv(u64);

impl Write for Fnv {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(FNV_FACTOR);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::{JointColumn, Origin, Shape};

    fn line(distribution: Distribution) -> String {
        let mut text = String::new();
        write_distribution(&mut text, &distribution).unwrap();
        text
    }

    #[test]
    fn hash_sees_every_change() {
        let default = ParameterSet::default();
        for id in ParameterId::all() {
            let mut changed = default.clone();
            changed.offer(id, Distribution::fixed(0.123_456), Origin::Set);
            assert_ne!(default.hash(), changed.hash(), "{}", id.name());
        }
    }

    #[test]
    fn a_line_says_kind_numbers_and_the_bounds_that_truncate() {
        let free = (f64::NEG_INFINITY, f64::INFINITY);
        let of = |shape, (lower, upper)| line(Distribution { shape, lower, upper });
        let split = Shape::SplitNormal { low: 0.1, centre: 0.15, high: 0.2 };
        assert_eq!(of(split, (0.01, 0.25)), " split_normal low=0.1 centre=0.15 high=0.2 within 0.01 0.25\n");
        assert_eq!(of(Shape::Normal { mean: 1.0, sd: 1e-7 }, free), " normal mean=1 sd=0.0000001\n");
        let uniform = Shape::Uniform { lower: -1.0, upper: 2.0 };
        assert_eq!(of(uniform, (0.0, free.1)), " uniform lower=-1 upper=2 within 0 inf\n");
        assert_eq!(of(Shape::Fixed { value: 0.3 }, (0.0, 1.0)), " fixed value=0.3\n");
        assert_eq!(of(Shape::Unset, (0.0, 1.0)), " unset\n");
    }

    #[test]
    fn two_numbers_that_differ_in_the_last_bit_differ_in_the_form() {
        let above = f64::from_bits(0.1_f64.to_bits() + 1);
        assert_ne!(line(Distribution::fixed(0.1)), line(Distribution::fixed(above)));
    }

    /// The hash of the text is the hash, and that of a known text is what the rule says.
    #[test]
    fn the_hash_is_that_of_the_form() {
        let mut known = Fnv(FNV_START);
        known.write_str("foobar").unwrap();
        assert_eq!(known.0, 0x8594_4171_f739_67e8);
        let mut set = ParameterSet::default();
        let columns = vec![JointColumn::Parameter(ParameterId::CapitalShare), JointColumn::InitialPublic];
        let rows = [vec![0.3, -1.5], vec![0.25, 1e-9]];
        set.set_joint(JointDraws::new("p.csv", "no_effect", columns, rows));
        let form = set.canonical_form();
        let end = "columns capital_share initial_stock_error_public\n0.3 -1.5\n0.25 0.000000001\n";
        assert!(form.ends_with(end) && form.contains("\nstructure no_effect\ncountry "), "{form}");
        let mut hash = Fnv(FNV_START);
        hash.write_str(&form).unwrap();
        assert_eq!(set.hash(), format!("{:016x}", hash.0));
    }
}
