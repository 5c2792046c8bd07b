//! The whole analysis that is reported: the scenarios side by side, what each rests on, and where each would break even.

use super::appraisal::Appraisal;
use super::break_even::BreakEven;
use super::comparison::AppraisalComparison;
use super::error::AppraisalError;
use super::sensitivity::SensitivityRow;
use crate::data::InputFile;
use crate::ensemble::{Settings, all_inputs, distinct_names};
use crate::parameters::ParameterId;

/// A cost-benefit analysis of one or more scenarios.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CostBenefitAnalysis {
    /// The scenarios, and their differences.
    pub comparison: AppraisalComparison,
    /// By scenario, the sensitivity table.
    pub sensitivity: Vec<Vec<SensitivityRow>>,
    /// By scenario, the break-even, where one was asked for.
    pub break_even: Vec<Option<BreakEven>>,
}

impl CostBenefitAnalysis {
    /// Makes it.
    ///
    /// # Errors
    /// [`AppraisalError`].
    pub fn run(
        appraisals: &[Appraisal<'_>],
        break_even: Option<ParameterId>,
        settings: &Settings,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Self, AppraisalError> {
        let comparison = AppraisalComparison::run(appraisals, settings, progress)?;
        let of_comparison = || appraisals.iter().zip(&comparison.scenarios);
        let sensitivity = of_comparison()
            .map(|(one, result)| one.beside(one.experiment).base_year(result.base_year).sensitivity(settings))
            .collect::<Result<Vec<_>, _>>()?;
        let break_even = of_comparison()
            .map(|(one, result)| {
                let one = one.beside(one.experiment).base_year(result.base_year);
                break_even.map(|parameter| one.break_even(parameter, settings)).transpose()
            })
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self { comparison, sensitivity, break_even })
    }

    /// A name of each scenario that no other one has: a name that comes again has its place behind it.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        distinct_names(self.comparison.scenarios.iter().map(|one| &one.experiment))
    }

    /// The user's files that the scenarios rest on, each once.
    #[must_use]
    pub fn inputs(&self) -> Vec<InputFile> {
        all_inputs(self.comparison.scenarios.iter().map(|one| &one.experiment))
    }

    /// What a reader should know, each once.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings: Vec<String> = Vec::new();
        for one in &self.comparison.scenarios {
            let own = one.experiment.warnings().iter().cloned();
            let before = (!one.without_cost.is_empty()).then(|| {
                format!(
                    "{} states no cost_per_unit: the net present value is before that cost, and there are no ratios",
                    one.without_cost.join(", ")
                )
            });
            for warning in own.chain(before).chain(one.settings.few_draws_warning()) {
                if !warnings.contains(&warning) {
                    warnings.push(warning);
                }
            }
        }
        warnings
    }
}
