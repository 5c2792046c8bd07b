//! The catalogue of interventions as long CSV: `INTERVENTION`, what it is of (`effect`, `fade_out`, `cost_per_pupil`, ...), the point.

use super::long_csv::LongCsv;
use crate::model::intervention::Intervention;

/// The rows of a catalogue that are shown as long CSV, `variable,kind,statistic,year,value,unit`.
#[must_use]
pub fn education_csv(shown: &[&Intervention]) -> String {
    let mut csv = LongCsv::new();
    for row in shown {
        for (kind, points, unit) in
            [("effect", &row.effect, row.unit.name()), ("fade_out", &row.fade_out, "share")]
        {
            for (statistic, value) in [("p05", points.low), ("p50", points.centre), ("p95", points.high)] {
                csv.row((&row.name, kind, statistic), None, value, unit);
            }
        }
        csv.row((&row.name, "age_at_exposure", "value"), None, f64::from(row.age_at_exposure), "years");
        csv.row((&row.name, "duration", "value"), None, row.duration, "years");
        if let Some(cost) = &row.cost_per_pupil {
            let unit = format!("{} of {} a {}", cost.currency, cost.price_year, cost.per);
            csv.row((&row.name, "cost_per_pupil", "value"), None, cost.amount, &unit);
        }
    }
    csv.into_text()
}
