//! R&D over GDP of the last observed year, in every vintage that was published: each is right on its day.

use crate::data::{DataError, Economy, FigureName, PublishedFigure, SeriesName};

const PERCENT: &str = "% of GDP";

/// The ratio as it was published.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PublishedRatio {
    /// Who published it.
    pub source: String,
    /// When, as far as that is known.
    pub vintage: String,
    /// How firm it is.
    pub status: String,
    /// R&D as a share of GDP.
    pub ratio: f64,
    /// Whether this is the one that the model rests on.
    pub is_used: bool,
}

/// The ratio of a year in every vintage, the one that is used first.
pub(super) fn published_ratios(economy: &Economy, year: i32) -> Result<Vec<PublishedRatio>, DataError> {
    let series = economy.series(SeriesName::RdTotal)?;
    let used = series.require(year)?;
    let status = series.status.get(&year).cloned().unwrap_or_default();
    let own = PublishedRatio {
        source: series.source.clone(),
        vintage: series.vintage.clone(),
        status: if status.is_empty() { "published".to_owned() } else { status },
        ratio: used / 100.0,
        is_used: true,
    };
    let figures = PublishedFigure::embedded()?;
    let others = figures.into_iter().filter(|figure| {
        (figure.what, figure.year, figure.unit.as_str()) == (FigureName::RdTotal, year, PERCENT)
            && figure.country == economy.country
            && figure.value != used
    });
    let mut all = vec![own];
    all.extend(others.map(|figure| PublishedRatio {
        source: figure.source,
        vintage: figure.vintage,
        status: figure.status.name().to_owned(),
        ratio: figure.value / 100.0,
        is_used: false,
    }));
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vintage_is_there_once() {
        let ratios = published_ratios(&Economy::netherlands().unwrap(), 2023).unwrap();
        let percents: Vec<f64> = ratios.iter().map(|one| (10_000.0 * one.ratio).round() / 100.0).collect();
        assert_eq!(percents, [2.23, 2.2, 2.3, 2.27, 2.23]);
        assert_eq!(ratios.iter().filter(|one| one.is_used).count(), 1);
    }
}
