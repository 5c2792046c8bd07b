//! R&D over GDP of other countries, each in its last observed year.

use crate::data::{DataError, Economy, Panel, SeriesName};
use crate::scenario::{EUROPEAN_UNION, OECD};

/// A country's ratio.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CountryRatio {
    /// Country, ISO 3166 alpha-3.
    pub country: String,
    /// The year.
    pub year: i32,
    /// R&D as a share of GDP.
    pub ratio: f64,
    /// The ratio ten years before; none where it is not observed.
    pub ten_years_before: Option<f64>,
    /// R&D performed by business as a share of GDP; none where it is not observed.
    pub business: Option<f64>,
    /// Researchers for each thousand who are employed; none where one of the two is not observed.
    pub researchers: Option<f64>,
    /// Member of the European Union.
    pub in_eu: bool,
    /// Member of the OECD.
    pub in_oecd: bool,
}

/// Years before the newest observation of any country after which one is too old to compare.
const MAX_AGE: i32 = 6;

/// All countries of the panel with a recent ratio, the highest first. The country of the monitor has its own data.
pub(super) fn international(own: &Economy) -> Result<Vec<CountryRatio>, DataError> {
    let panel = Panel::embedded()?;
    let others = panel.economies().filter(|economy| economy.country != own.country);
    let mut all: Vec<CountryRatio> = others.chain([own]).filter_map(of_country).collect();
    let newest = all.iter().map(|one| one.year).max().unwrap_or(0);
    all.retain(|one| one.year >= newest - MAX_AGE);
    all.sort_by(|a, b| b.ratio.total_cmp(&a.ratio).then_with(|| a.country.cmp(&b.country)));
    Ok(all)
}

fn of_country(economy: &Economy) -> Option<CountryRatio> {
    let at = |name, year| economy.series(name).ok().and_then(|series| series.at(year));
    let year = economy.observed(SeriesName::RdTotal).ok()?.last;
    let share = |name, year| at(name, year).map(|percent| percent / 100.0);
    let employed = at(SeriesName::Employment, year);
    let researchers = at(SeriesName::Researchers, year);
    let country = economy.country.clone();
    Some(CountryRatio {
        year,
        ratio: share(SeriesName::RdTotal, year)?,
        ten_years_before: share(SeriesName::RdTotal, year - 10),
        business: share(SeriesName::RdBusiness, year),
        researchers: researchers.zip(employed).map(|(people, employed)| 1000.0 * people / employed),
        in_eu: EUROPEAN_UNION.contains(&country.as_str()),
        in_oecd: OECD.contains(&country.as_str()),
        country,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_ranked_and_the_own_data_count() {
        let own = Economy::netherlands().unwrap();
        let all = international(&own).unwrap();
        assert!(all.len() > 30 && all.windows(2).all(|pair| pair[0].ratio >= pair[1].ratio));
        let of = |code: &str| all.iter().find(|one| one.country == code).unwrap();
        assert_eq!(of("NLD").year, 2023);
        // The letter names Sweden 3.6, Belgium 3.3 (2023): one decimal.
        assert!((100.0 * of("BEL").ratio - 3.3).abs() < 0.1, "{:?}", of("BEL"));
        assert!(of("SWE").in_eu && of("SWE").in_oecd && !of("CHE").in_eu);
        assert_eq!(all.iter().filter(|one| one.country == "NLD").count(), 1);
    }
}
