//! The estimate of error correction on the panel of countries, as tables.

use super::calibrate_text::short;
use super::text_table::{again, table, wrapped};
use crate::econometrics::{ADJUSTMENT_PARAMETERS, MeanGroup, ProductivityAdjustment};

/// The text of the estimate. `command` is the command that reproduces it.
#[must_use]
pub fn adjustment_text(found: &ProductivityAdjustment, command: &str) -> String {
    let mean = &found.mean_group;
    let title = format!(
        "error_correction, estimated on {} countries and {} years of growth\n\nMean group with year effects (Pesaran and Smith 1995)\n",
        mean.groups.len(),
        mean.observations
    );
    let mut text = title + &estimates(found);
    text.push_str(&wrapped(
        "t: estimate over standard error. left out: standard error by leaving out one country at a time, the year effects taken \
         out anew. In use: what a run draws from. A run draws error_correction_foreign from its prior: see below.",
        "  ",
    ));
    text.push_str("\nCorrelation of the estimates\n");
    text.push_str(&table(&correlation(found)));
    text.push_str("\nEach country alone: speed, and effect of last year's stocks and of their changes\n");
    text.push_str(&table(&countries(found)));
    text.push_str("\nThe same on other samples, and with one long run for all (pooled mean group)\n");
    text.push_str(&table(&alternatives(found)));
    text.push('\n');
    for remark in found.remarks() {
        text.push_str(&wrapped(&remark, "  "));
    }
    text.push('\n');
    text.push_str(&again(command));
    text
}

fn estimates(found: &ProductivityAdjustment) -> String {
    let mut rows = vec![cells(&["", "estimate", "s.e.", "t", "left out", "in use", "sd"])];
    let errors = found.mean_group.std_errors();
    for (i, id) in ADJUSTMENT_PARAMETERS.iter().enumerate() {
        let (estimate, prior) = (found.mean_group.estimate[i], id.row().prior);
        rows.push(vec![
            id.name().to_owned(),
            short(estimate),
            short(errors[i]),
            format!("{:.1}", estimate / errors[i]),
            short(found.leave_one_out[i]),
            short(prior.mean()),
            short(prior.sd()),
        ]);
    }
    table(&rows)
}

fn correlation(found: &ProductivityAdjustment) -> Vec<Vec<String>> {
    let rows = ADJUSTMENT_PARAMETERS.iter().zip(found.correlation());
    rows.map(|(id, row)| {
        let mut cells = vec![id.name().to_owned()];
        cells.extend(row.iter().map(|value| format!("{value:.2}")));
        cells
    })
    .collect()
}

fn countries(found: &ProductivityAdjustment) -> Vec<Vec<String>> {
    let mut rows =
        vec![cells(&["", "years", "speed", "business", "public", "change", "change", "autocorr."])];
    for (group, (autocorrelation, _)) in found.mean_group.groups.iter().zip(&found.autocorrelations) {
        let last = group.first_year + group.residuals.len() as i32 - 1;
        let mut row = vec![group.name.clone(), format!("{}-{last}", group.first_year)];
        let numbers = [group.speed].into_iter().chain(group.levels.iter().chain(&group.changes).copied());
        row.extend(numbers.map(|value| format!("{value:.2}")));
        row.push(format!("{autocorrelation:.2}"));
        rows.push(row);
    }
    rows
}

fn alternatives(found: &ProductivityAdjustment) -> Vec<Vec<String>> {
    let mut rows = vec![cells(&["", "countries", "n", "speed", "business", "s.e.", "public", "s.e."])];
    let mut row = |name: String, of: &MeanGroup, estimate: [f64; 3], errors: [f64; 2]| {
        let counts = [of.groups.len(), of.observations].map(|count| count.to_string());
        let mut row = vec![name];
        row.extend(counts);
        row.extend([estimate[0], estimate[1], errors[0], estimate[2], errors[1]].map(|v| format!("{v:.2}")));
        rows.push(row);
    };
    let of_mean = |of: &MeanGroup| {
        let errors = of.std_errors();
        ([of.estimate[0], of.estimate[1], of.estimate[2]], [errors[1], errors[2]])
    };
    let (mean, pooled) = (&found.mean_group, &found.pooled);
    let (estimate, errors) = of_mean(mean);
    row("mean group".to_owned(), mean, estimate, errors);
    let errors = [0, 1].map(|i| pooled.covariance[(i, i)].sqrt());
    row("one long run".to_owned(), mean, [pooled.speed, pooled.long_run[0], pooled.long_run[1]], errors);
    for (least, sample) in &found.other_samples {
        let (estimate, errors) = of_mean(sample);
        row(format!("mean group, {least} years or more"), sample, estimate, errors);
    }
    rows
}

impl ProductivityAdjustment {
    /// What a reader of the estimate must not overlook.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let errors = self.mean_group.std_errors();
        let vague: Vec<&str> = ADJUSTMENT_PARAMETERS
            .iter()
            .zip(self.mean_group.estimate.iter().zip(&errors))
            .filter(|(_, (estimate, error))| estimate.abs() < 2.0 * **error)
            .map(|(id, _)| id.name())
            .collect();
        let mut remarks = Vec::new();
        if !vague.is_empty() {
            remarks.push(format!("Less than two standard errors from zero: {}.", vague.join(", ")));
        }
        // In the order of the parameters: speed, business, public.
        let samples = self.other_samples.iter().map(|(_, sample)| sample.estimate[2]);
        if samples.chain([self.mean_group.estimate[2], self.pooled.long_run[1]]).all(|public| public < 0.0) {
            remarks.push(
                "The elasticity of public R&D has the wrong sign in every sample here: the years in which a country's public stock \
                 grew faster than that of others were not those in which its productivity did."
                    .to_owned(),
            );
        }
        let ratio = &self.one_long_run;
        remarks.push(format!(
            "One long run for all: likelihood ratio {:.1} with {} degrees of freedom, p {}. {}",
            ratio.statistic,
            ratio.degrees,
            probability(ratio.p_value),
            if ratio.p_value < 0.05 { "Rejected: the mean group is used." } else { "Not rejected." }
        ));
        if let Some(hausman) = &self.hausman {
            remarks.push(format!(
                "Hausman's test of the two long runs: {:.1} with {} degrees of freedom, p {}; standard errors as wide as these \
                 hardly reject anything.",
                hausman.statistic,
                hausman.degrees,
                probability(hausman.p_value)
            ));
        }
        let speeds = self.mean_group.groups.iter().map(|group| group.speed);
        let (least, most) = speeds.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| (a.min(x), b.max(x)));
        let beyond = self.autocorrelations.iter().filter(|(value, two)| value.abs() > *two).count();
        let count = self.autocorrelations.len();
        let mean = self.autocorrelations.iter().map(|(value, _)| value).sum::<f64>() / count as f64;
        remarks.push(format!(
            "Speeds of countries go from {least:.2} to {most:.2}. R2 within countries and years {:.2}. First-order autocorrelation \
             of residuals {mean:.2} on average, beyond two standard errors in {beyond} of {count} countries.",
            self.mean_group.r_squared
        ));
        let dependence = &self.dependence;
        remarks.push(format!(
            "Dependence between countries (Pesaran 2004): {:.1}, standard normal where there is none; mean correlation {:.2}, of its \
             absolute value {:.2}. Year effects take out what hits all alike, and not what hits some more than others; where \
             countries differ in their response they leave a part of it too.",
            dependence.statistic, dependence.mean_correlation, dependence.mean_absolute_correlation
        ));
        remarks.push(format!(
            "Year effects leave {:.1}% of the variance of foreign stocks within countries (frictionless trade): its elasticity is not \
             estimated, and error_correction_foreign has the prior of the literature.",
            100.0 * self.foreign_share_left
        ));
        remarks
    }
}

fn probability(p: f64) -> String {
    if p < 0.001 { "below 0.001".to_owned() } else { format!("{p:.3}") }
}

fn cells(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
