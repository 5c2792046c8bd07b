//! Results as pages, in English: each command gives sections of what its text says, with charts and the tables behind them, and a
//! page is a choice of sections.

mod actions_sections;
mod beliefs_sections;
mod compare_sections;
mod cost_benefit_sections;
mod made;
mod parameters_section;
mod result_page;
mod run_sections;
mod scenarios_sections;
mod sensitivity_sections;

pub use actions_sections::{action_statuses_sections, actions_sections};
pub use beliefs_sections::beliefs_sections;
pub use compare_sections::compare_sections;
pub use cost_benefit_sections::cost_benefit_sections;
pub use result_page::result_page;
pub use run_sections::run_sections;
pub use scenarios_sections::scenarios_sections;
pub use sensitivity_sections::sensitivity_sections;
