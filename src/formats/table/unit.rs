//! What a unit says: whether it is that of the series, the same in another scale, or another thing altogether.
//!
//! Scale words (thousand, million, billion) and per cent against a fraction are converted, and that is said; persons in
//! place of full-time equivalents, money in place of a ratio and current prices in place of constant ones are refused; a
//! unit without a word that is known is remarked. Dutch words and the codes of Eurostat are known too.

use super::unit_words::{Kind, Of, Prices, Stated};
use crate::data::SeriesName;

/// The unit that a series or a column has.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Expected {
    kind: Kind,
    /// How many of what is counted are one of the unit.
    scale: f64,
    of: Option<Of>,
    prices: Option<Prices>,
    /// In words.
    name: &'static str,
}

/// What a unit says of a column that may be a rate, a ratio or a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum ShareOrLevel {
    Percent,
    Fraction,
    /// Money, hours, persons, an index.
    Level {
        current_prices: bool,
    },
    /// No word of it is known.
    Unknown,
}

/// What a unit says of a column of a bureau's table.
pub(in super::super) fn share_or_level(unit: &str) -> ShareOrLevel {
    let stated = Stated::new(unit);
    match stated.kind {
        Some(Kind::Percent) => ShareOrLevel::Percent,
        Some(Kind::Fraction) => ShareOrLevel::Fraction,
        None if stated.scale.is_none() => ShareOrLevel::Unknown,
        _ => ShareOrLevel::Level { current_prices: stated.prices == Some(Prices::Current) },
    }
}

/// The year in whose prices, or of whose index, a unit is; none where it names none.
pub(in super::super) fn year_of_unit(unit: &str) -> Option<i32> {
    let words = unit.split(|c: char| !c.is_ascii_digit()).filter(|word| word.len() == 4);
    words.filter_map(|word| word.parse().ok()).find(|year| (1900..=2100).contains(year))
}

/// What a unit says about the numbers of a series.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) enum Reading {
    /// They are as the series has them.
    Same,
    /// They are multiplied.
    Times(f64),
    /// No word of it is known.
    Unknown,
    /// They are something else; what is expected.
    Other(String),
}

/// The unit of a series; none for those whose unit is free.
pub(in super::super) fn of_series(name: SeriesName) -> Option<Expected> {
    use SeriesName as N;
    let words = name.plausible().1;
    let of = |kind, scale| Some(Expected { kind, scale, of: None, prices: None, name: words });
    let money = |prices| {
        Some(Expected { kind: Kind::Money, scale: 1e6, of: None, prices: Some(prices), name: words })
    };
    let percent = |of| Some(Expected { kind: Kind::Percent, scale: 1.0, of, prices: None, name: words });
    match name {
        N::RdBreak | N::PurchasingPowerParity => None,
        N::GdpNominal => money(Prices::Current),
        N::GdpVolume | N::CapitalStock | N::GdpOfCapitalStock | N::GdpOfTfp => money(Prices::Constant),
        N::GdpDeflator | N::CapitalServices | N::Tfp | N::HumanCapital => of(Kind::Index, 1.0),
        N::Hours | N::HoursOfTfp => of(Kind::Hours, 1e6),
        N::Employment | N::Population | N::Population15To64 => of(Kind::Persons, 1.0),
        N::Researchers | N::RdPersonnel => of(Kind::FullTimeEquivalents, 1.0),
        N::RdFundedBusiness | N::RdFundedGovernment | N::RdFundedOtherNational | N::RdFundedAbroad => {
            percent(Some(Of::Rd))
        }
        N::GdpGrowth | N::HoursGrowth => percent(None),
        N::LabourShare | N::CapitalDepreciationRate | N::ImportShareGoods => of(Kind::Fraction, 1.0),
        _ => percent(Some(Of::Gdp)),
    }
}

/// The unit of a column of a baseline.
pub(in super::super) fn of_baseline(column: &str) -> Option<Expected> {
    let of = |kind, scale, prices, of, name| Some(Expected { kind, scale, of, prices, name });
    match column {
        "gdp" => of(Kind::Money, 1e9, Some(Prices::Constant), None, "billion of the price base"),
        "gdp_growth" => of(Kind::Fraction, 1.0, None, None, "a fraction, 0.015 is 1.5%"),
        "hours" => of(Kind::Hours, 1e6, None, None, "million hours"),
        "rd_intensity" | "rd_business_share" | "rd_public_share" => {
            of(Kind::Fraction, 1.0, None, Some(Of::Gdp), "a fraction of GDP, 0.03 is 3%")
        }
        _ => None,
    }
}

impl Expected {
    /// In words.
    pub(in super::super) fn name(&self) -> &'static str {
        self.name
    }

    /// What a percent sign behind a number says.
    pub(in super::super) fn percent_sign(&self) -> Reading {
        match self.kind {
            Kind::Percent => Reading::Same,
            Kind::Fraction => Reading::Times(0.01),
            _ => Reading::Other(self.name.to_owned()),
        }
    }

    /// What a unit says; `values` are the numbers that have it.
    pub(in super::super) fn read(&self, unit: &str, values: &[f64]) -> Reading {
        if unit.eq_ignore_ascii_case(self.name) {
            return Reading::Same;
        }
        let stated = Stated::new(unit);
        let other = |why: &str| {
            let why = if why.is_empty() { String::new() } else { format!(" ({why})") };
            Reading::Other(format!("{}{why}", self.name))
        };
        if stated.per_unit {
            return other("a total, not an amount for each");
        }
        let Some(kind) = stated.kind else {
            return match (stated.scale, self.is_counted()) {
                (None, _) => Reading::Unknown,
                (Some(scale), true) => times(scale / self.scale),
                (Some(_), false) => other(""),
            };
        };
        if self.of.zip(stated.of).is_some_and(|(expected, found)| expected != found) {
            return other("of something else it is another series");
        }
        if self.of.is_none() && stated.of.is_some() && self.kind == Kind::Percent {
            return other("a growth rate");
        }
        if self.prices.zip(stated.prices).is_some_and(|(expected, found)| expected != found) {
            return other("in these prices it is another series");
        }
        match (self.kind, kind) {
            (Kind::Percent, Kind::Fraction) => Reading::Times(100.0),
            (Kind::Fraction, Kind::Percent) => Reading::Times(0.01),
            (Kind::Percent | Kind::Fraction, Kind::Money) => other("money over GDP at current prices"),
            (Kind::FullTimeEquivalents, Kind::Persons) => other("not heads"),
            (Kind::Persons, Kind::FullTimeEquivalents) => other("heads"),
            (expected, found) if expected != found => other(""),
            _ if !self.is_counted() => {
                if stated.scale.is_some() {
                    other("")
                } else {
                    Reading::Same
                }
            }
            _ => match stated.scale {
                Some(scale) => times(scale / self.scale),
                None if self.scale == 1.0 => Reading::Same,
                // Hours or euro alone: a country has millions of them, so that small numbers have lost their scale.
                None if values.iter().all(|value| value.abs() >= 10.0 * self.scale) => {
                    times(1.0 / self.scale)
                }
                None => other("without a scale the numbers are too small"),
            },
        }
    }

    /// Whether it counts things, of which there may be thousands or millions.
    fn is_counted(&self) -> bool {
        matches!(self.kind, Kind::Money | Kind::Hours | Kind::Persons | Kind::FullTimeEquivalents)
    }
}

fn times(factor: f64) -> Reading {
    if factor == 1.0 { Reading::Same } else { Reading::Times(factor) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Economy;

    fn read(name: SeriesName, unit: &str, value: f64) -> Reading {
        of_series(name).unwrap().read(unit, &[value])
    }

    #[test]
    fn the_units_of_the_project_are_the_same() {
        for economy in [Economy::netherlands().unwrap(), Economy::embedded("NLD").unwrap()] {
            for series in economy.all_series() {
                let Some(expected) = of_series(series.name) else { continue };
                let last = series.at(series.observed().unwrap().last).unwrap();
                assert_eq!(
                    expected.read(&series.unit, &[last]),
                    Reading::Same,
                    "{}: {}",
                    series.name,
                    series.unit
                );
            }
        }
        for name in SeriesName::ALL {
            if let Some(expected) = of_series(*name) {
                assert_eq!(expected.read(name.plausible().1, &[1.0]), Reading::Same, "{name}");
            }
        }
        for column in ["gdp", "gdp_growth", "hours", "rd_intensity", "rd_business_share", "rd_public_share"] {
            let expected = of_baseline(column).unwrap();
            assert_eq!(expected.read(expected.name(), &[1.0]), Reading::Same, "{column}");
        }
        assert!(of_baseline("year").is_none());
    }

    #[test]
    fn scales_are_converted() {
        use SeriesName as N;
        for (name, unit, factor) in [
            (N::GdpNominal, "billion euro", 1e3),
            (N::GdpNominal, "mld euro, lopende prijzen", 1e3),
            (N::GdpNominal, "CP_MEUR", 1.0),
            (N::GdpVolume, "CLV15_MNAC", 1.0),
            (N::GdpVolume, "bn EUR, chained volume", 1e3),
            (N::Hours, "thousand hours", 1e-3),
            (N::Hours, "THS_HW", 1e-3),
            (N::Hours, "billion hours", 1e3),
            (N::GdpNominal, "thousand million euro per year", 1e3),
            (N::Hours, "mln uur", 1.0),
            (N::Employment, "thousand persons", 1e3),
            (N::Employment, "THS_PER", 1e3),
            (N::Population, "1 000 persons", 1e3),
            (N::Population, "mln", 1e6),
            (N::Researchers, "FTE", 1.0),
            (N::Researchers, "1 000 fte", 1e3),
            (N::RdTotal, "fraction", 100.0),
            (N::RdTotal, "fraction of GDP", 100.0),
            (N::RdTotal, "PC_GDP", 1.0),
            (N::RdTotal, "Percentage of GDP", 1.0),
            (N::RdFundedAbroad, "% of GERD", 1.0),
            (N::RdFundedAbroad, "Percentage of total", 1.0),
            (N::GdpGrowth, "fraction", 100.0),
            (N::GdpGrowth, "%", 1.0),
            (N::GdpGrowth, "percent a year", 1.0),
            (N::LabourShare, "%", 0.01),
            (N::Tfp, "index, 2015 = 1000", 1.0),
        ] {
            let expected = if factor == 1.0 { Reading::Same } else { Reading::Times(factor) };
            assert_eq!(read(name, unit, 1.0), expected, "{name}: {unit}");
        }
        // Without a scale, as the numbers are.
        assert_eq!(read(SeriesName::Hours, "hours", 14_502e6), Reading::Times(1e-6));
        let baseline = |column: &str, unit: &str| of_baseline(column).unwrap().read(unit, &[1.0]);
        assert_eq!(baseline("gdp", "trillion euro"), Reading::Times(1e3));
        assert_eq!(baseline("gdp", "million euro of 2023"), Reading::Times(1e-3));
        assert_eq!(baseline("gdp_growth", "%"), Reading::Times(0.01));
        assert_eq!(baseline("rd_intensity", "% of GDP"), Reading::Times(0.01));
    }

    #[test]
    fn other_things_are_refused_and_unknown_ones_remarked() {
        use SeriesName as N;
        for (name, unit) in [
            (N::RdTotal, "million euro"),
            (N::RdTotal, "% of GERD"),
            (N::RdTotal, "mln"),
            (N::RdFundedAbroad, "% of GDP"),
            (N::Researchers, "persons"),
            (N::Researchers, "head count"),
            (N::Employment, "full-time equivalents"),
            (N::Hours, "hours"),
            (N::Hours, "hours per person"),
            (N::Hours, "index, 2015 = 100"),
            (N::Tfp, "% a year"),
            (N::GdpVolume, "million euro, current prices"),
            (N::GdpNominal, "million euro, prices of 2015"),
            (N::GdpGrowth, "% of GDP"),
            (N::GdpGrowth, "million euro"),
        ] {
            assert!(matches!(read(name, unit, 14_502.0), Reading::Other(_)), "{name}: {unit}");
        }
        for unit in ["h", "see note", "?"] {
            assert_eq!(read(N::Hours, unit, 1.0), Reading::Unknown);
        }
    }
}
