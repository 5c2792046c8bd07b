//! Results as people read them.

mod run_text;
mod text_table;

pub use run_text::run_text;
