//! What a series of a bureau's table is, by its name and its unit together: growth or a level, in percent or as a fraction.

use super::super::source::quoted;
use super::super::table::unit::{Reading, ShareOrLevel, of_baseline, share_or_level, year_of_unit};
use super::names::{Named, growth_of, is_own_name, says_percent};
use crate::project::ProjectedVariable as V;
use crate::scenario::Problem;

/// What a series is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// A column that the model moves.
    Moved {
        variable: V,
        /// Of a rate or a ratio.
        percent: bool,
        in_program_unit: Option<f64>,
        /// What is taken for granted.
        remark: Option<String>,
    },
    /// It goes through, though its name is known: why.
    PassedThrough(String),
}

/// What a series with a known name is; `sample` are its numbers, `signs` whether percent signs stand behind all of them, behind
/// none, or behind some.
pub(super) fn kind(
    name: &str,
    named: Named,
    unit: Option<&str>,
    signs: PercentSigns,
    price_base: i32,
) -> Result<Kind, Problem> {
    let refuse = |found: String, expected: &str| Err(Problem::new(name, found, expected));
    if signs == PercentSigns::Some {
        return refuse(
            "numbers with and without a percent sign".to_owned(),
            "one unit: a percent sign behind every number of the series, or behind none",
        );
    }
    let says = unit.map_or(ShareOrLevel::Unknown, share_or_level);
    let in_name = !named.own && says_percent(name);
    let percent = in_name || signs == PercentSigns::All || says == ShareOrLevel::Percent;
    let shown = unit.map(quoted).unwrap_or_default();
    if percent && says == ShareOrLevel::Fraction {
        return refuse(
            format!("percent in its name or behind its numbers, and the unit {shown}"),
            "one unit: percent or a fraction",
        );
    }
    let is_level = matches!(says, ShareOrLevel::Level { .. });
    if named.variable.is_share() && !named.variable.is_growth() {
        if is_level {
            let why = format!("{name} is in {shown}, and no ratio to GDP");
            return if named.own {
                refuse(shown, "a ratio to GDP, % or fraction")
            } else {
                Ok(Kind::PassedThrough(why))
            };
        }
        return Ok(share(name, named.variable, says, percent));
    }
    let level_of = named.variable;
    let is_growth = named.growth || named.variable.is_growth();
    if is_growth {
        if is_level {
            return refuse(
                format!("growth by its name, and the unit {shown}"),
                "one unit: % or fraction of growth",
            );
        }
        let variable = if named.own { named.variable } else { growth_of(level_of) };
        return Ok(share(name, variable, says, percent));
    }
    if percent || says == ShareOrLevel::Fraction {
        if named.own {
            let expected = format!("the unit of a level, or the name {}", growth_of(level_of));
            return refuse(if shown.is_empty() { "%".to_owned() } else { shown }, &expected);
        }
        return Ok(share(name, growth_of(level_of), says, percent));
    }
    level(name, named, unit, says, price_base)
}

/// Whether percent signs stand behind the numbers of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PercentSigns {
    All,
    None,
    Some,
}

/// A rate or a ratio. Without a unit the program's own names, however they are written, are fractions, as in a baseline table;
/// all others are percent, as bureaus publish. Said is that where it is not the program's name to the letter.
fn share(name: &str, variable: V, says: ShareOrLevel, percent: bool) -> Kind {
    let stated = percent || says == ShareOrLevel::Fraction;
    let own = is_own_name(name, variable);
    let taken = if own { format!("a fraction, as {variable} is") } else { "percent".to_owned() };
    let remark = (!stated && name != variable.name())
        .then(|| format!("{name} has no unit that is known: it is taken for {taken}"));
    Kind::Moved { variable, percent: percent || !(stated || own), in_program_unit: None, remark }
}

fn level(
    name: &str,
    named: Named,
    unit: Option<&str>,
    says: ShareOrLevel,
    price_base: i32,
) -> Result<Kind, Problem> {
    let moved = |in_program_unit, remark| {
        Ok(Kind::Moved { variable: named.variable, percent: false, in_program_unit, remark })
    };
    let Some(unit) = unit else {
        return if named.own {
            moved(of_baseline(named.variable.name()).map(|_| 1.0), None)
        } else {
            let expected = "a unit: % for growth, that of a level (bn EUR, million hours, index) for a level";
            Err(Problem::new(name, "no unit: it may be growth or a level", expected))
        };
    };
    if says == (ShareOrLevel::Level { current_prices: true }) {
        let why = format!("{name} is at current prices, and the model has no prices");
        return if named.own {
            Err(Problem::new(name, quoted(unit), "a volume, at constant prices"))
        } else {
            Ok(Kind::PassedThrough(why))
        };
    }
    let prices = year_of_unit(unit);
    let reading = of_baseline(named.variable.name()).map(|expected| expected.read(unit, &[f64::MAX]));
    let factor = match reading {
        Some(Reading::Same) => Some(1.0),
        Some(Reading::Times(factor)) => Some(factor),
        _ => None,
    };
    // Only in the program's prices is GDP a level of its own; an alias says nothing of them.
    let in_prices = named.variable != V::Gdp || prices == Some(price_base) || (named.own && prices.is_none());
    let factor = factor.filter(|_| in_prices);
    let remark = (factor.is_none() && named.variable == V::Gdp).then(|| {
        format!(
            "{name} is in {}, other prices than those of {price_base}: its growth counts for the baseline",
            quoted(unit)
        )
    });
    moved(factor, remark)
}

#[cfg(test)]
mod tests {
    use super::super::names::of_name;
    use super::*;

    fn read(name: &str, unit: &str) -> Result<Kind, Problem> {
        let unit = Some(unit).filter(|unit| !unit.is_empty());
        kind(name, of_name(name).unwrap(), unit, PercentSigns::None, 2023)
    }

    fn moved(name: &str, unit: &str) -> (V, bool, Option<f64>, bool) {
        match read(name, unit).unwrap() {
            Kind::Moved { variable, percent, in_program_unit, remark } => {
                (variable, percent, in_program_unit, remark.is_some())
            }
            Kind::PassedThrough(why) => panic!("{why}"),
        }
    }

    #[test]
    fn the_unit_says_whether_it_is_growth_and_in_percent() {
        for (name, unit, expected) in [
            ("bbp", "% per jaar", (V::GdpGrowth, true, None, false)),
            ("bbp", "fractie", (V::GdpGrowth, false, None, false)),
            ("Bruto binnenlands product (bbp, economische groei, %)", "", (V::GdpGrowth, true, None, false)),
            ("TFP (growth rate)", "", (V::TfpGrowth, true, None, true)),
            ("TFP (growth rate)", "fraction", (V::TfpGrowth, false, None, false)),
            ("bbp", "mld euro, prijzen van 2015", (V::Gdp, false, None, true)),
            ("bbp", "mld euro, prijzen van 2023", (V::Gdp, false, Some(1.0), false)),
            ("bbp", "index, 2015 = 100", (V::Gdp, false, None, true)),
            ("gdp", "", (V::Gdp, false, Some(1.0), false)),
            ("gdp", "million euro", (V::Gdp, false, Some(1e-3), false)),
            ("gdp_growth", "", (V::GdpGrowth, false, None, false)),
            ("gdp_growth", "%", (V::GdpGrowth, true, None, false)),
            // The program's names, however they are written, and those of bureaus.
            ("gdp growth", "", (V::GdpGrowth, false, None, true)),
            ("GDP-growth", "", (V::GdpGrowth, false, None, true)),
            ("GDP growth", "%", (V::GdpGrowth, true, None, false)),
            ("Debt ratio", "", (V::DebtRatio, false, None, true)),
            ("R&D intensity", "", (V::RdIntensity, false, None, true)),
            ("bbp groei", "", (V::GdpGrowth, true, None, true)),
            ("real GDP growth", "", (V::GdpGrowth, true, None, true)),
            ("EMU-schuld", "", (V::DebtRatio, true, None, true)),
            ("gewerkte uren", "mln uur", (V::Hours, false, Some(1.0), false)),
            ("tfp", "", (V::Tfp, false, None, false)),
            ("EMU-schuld", "% bbp", (V::DebtRatio, true, None, false)),
            ("R&D-uitgaven (% bbp)", "", (V::RdIntensity, true, None, false)),
            ("rd_intensity", "", (V::RdIntensity, false, None, false)),
        ] {
            assert_eq!(moved(name, unit), expected, "{name}: {unit}");
        }
    }

    #[test]
    fn what_contradicts_itself_is_refused_and_what_is_another_thing_goes_through() {
        for (name, unit, found) in [
            ("bbp", "", "no unit: it may be growth or a level"),
            (
                "R&D-uitgaven (% bbp)",
                "fractie",
                "percent in its name or behind its numbers, and the unit \"fractie\"",
            ),
            ("bbp volumegroei", "mld euro", "growth by its name, and the unit \"mld euro\""),
            ("gdp", "%", "\"%\""),
            ("gdp", "bn EUR, current prices", "\"bn EUR, current prices\""),
            ("debt_ratio", "bn EUR", "\"bn EUR\""),
        ] {
            assert_eq!(read(name, unit).unwrap_err().found, found, "{name}: {unit}");
        }
        for (name, unit) in [("EMU-schuld", "mld euro"), ("bbp", "mld euro, lopende prijzen")] {
            assert!(matches!(read(name, unit), Ok(Kind::PassedThrough(_))), "{name}");
        }
        let mixed = kind("bbp", of_name("bbp").unwrap(), Some("%"), PercentSigns::Some, 2023);
        assert!(mixed.is_err());
    }
}
