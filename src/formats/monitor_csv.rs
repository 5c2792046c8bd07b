//! The monitor as long CSV.

use super::csv_text::csv_with_inputs;
use super::long_csv::LongCsv;
use crate::data::InputFile;
use crate::monitor::{Monitor, Outlook, Part};
use crate::policy::OUTCOMES;

const SHARE: &str = "share of GDP";

/// A monitor as long CSV, `variable,kind,statistic,year,value,unit`. `inputs` are the files that it rests on.
#[must_use]
pub fn monitor_csv(monitor: &Monitor, inputs: &[InputFile]) -> String {
    let mut csv = LongCsv::new();
    for (year, ratio) in &monitor.history {
        csv.row(("rd_intensity", "observed", "value"), Some(*year), *ratio, SHARE);
    }
    for one in &monitor.published {
        csv.row(
            ("rd_intensity", "published", &one.vintage),
            Some(monitor.last_observation),
            one.ratio,
            SHARE,
        );
    }
    csv.row(("rd_intensity", "target", "value"), Some(monitor.request.year), monitor.request.target, SHARE);
    if let Some(outlook) = &monitor.outlook {
        outlook_rows(&mut csv, monitor, outlook);
    }
    for change in &monitor.decomposition {
        let kind = format!("change_since_{}", change.from);
        for (name, value) in
            [("change", change.change), ("numerator", change.numerator), ("denominator", change.denominator)]
        {
            csv.row(("rd_intensity", &kind, name), Some(change.to), value, SHARE);
        }
    }
    monitor.by_performer.iter().for_each(|part| part_rows(&mut csv, part, "by_performer"));
    monitor.by_funder.iter().for_each(|part| part_rows(&mut csv, part, "by_funder"));
    for people in &monitor.people {
        csv.row(
            (people.series.name(), "observed", "value"),
            Some(people.year),
            people.number,
            "full-time equivalents",
        );
    }
    if let Some(graduates) = &monitor.graduates {
        csv.row(
            ("tertiary_education_young", "observed", "value"),
            Some(graduates.year),
            graduates.share,
            "fraction",
        );
    }
    for country in &monitor.international {
        csv.row(("rd_intensity", &country.country, "value"), Some(country.year), country.ratio, SHARE);
    }
    if let Some(changes) = &monitor.changes {
        for one in &changes.figures {
            let unit = one.figure.unit(&monitor.request.economy.currency_unit);
            for (cause, change) in &one.by_cause {
                csv.row((one.figure.name(), "change", cause.name()), None, *change, &unit);
            }
        }
    }
    csv_with_inputs(csv.into_text(), inputs)
}

fn part_rows(csv: &mut LongCsv, part: &Part, kind: &str) {
    csv.row((part.series.name(), kind, "value"), Some(part.year), part.gdp_share, SHARE);
    csv.row((part.series.name(), kind, "share"), Some(part.year), part.rd_share, "share of R&D");
    csv.row((part.series.name(), kind, "money"), Some(part.year), part.money, "billion at current prices");
}

fn outlook_rows(csv: &mut LongCsv, monitor: &Monitor, outlook: &Outlook) {
    let (year, currency) = (Some(monitor.request.year), &monitor.request.economy.currency_unit);
    csv.statistics(("rd_intensity", "projection"), outlook.rd_intensity.by_year(), SHARE);
    let probability = outlook.probability;
    csv.row(("rd_intensity", "probability_of_target", "value"), year, probability.value, "probability");
    csv.row(("rd_intensity", "probability_of_target", "mc_error"), year, probability.mc_error, "probability");
    for (name, value) in outlook.gap.iter() {
        csv.row(("rd_intensity", "gap", name), year, value, SHARE);
    }
    for one in &outlook.money_needed {
        for (amount, estimate) in &one.curve {
            let statistic = format!("probability_at_{amount:.3}");
            csv.row((one.instrument.name(), "money_needed", &statistic), year, estimate.value, "probability");
        }
        for (probability, amount) in &one.needed {
            let statistic = format!("amount_for_{probability}");
            let unit = format!("{currency} a year");
            csv.row((one.instrument.name(), "money_needed", &statistic), year, *amount, &unit);
        }
    }
    for (variable, by_year) in &outlook.effects {
        csv.statistics((variable.name(), "deviation"), by_year.by_year(), variable.deviation_unit());
    }
    let Some(attribution) = &outlook.attribution else { return };
    for action in &attribution.actions {
        for outcome in OUTCOMES {
            let share = attribution.share(*action, outcome).map(|share| share.statistics());
            for (name, value) in share.iter().flat_map(|s| s.iter().collect::<Vec<_>>()) {
                let kind = format!("action_{action}");
                csv.row((outcome.name(), &kind, name), year, value, outcome.deviation_unit());
            }
        }
    }
}
