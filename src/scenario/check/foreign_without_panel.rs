//! Foreign R&D where the library is built without the panel of countries: there are no partners.

use super::Checker;

impl Checker<'_> {
    pub(super) fn foreign(&mut self) {
        for index in 0..self.scenario.foreign.len() {
            let expected =
                "no foreign R&D: this build of kennis is without the panel of countries (feature panel)";
            self.refuse(format!("foreign[{index}]"), "foreign R&D", expected);
        }
    }
}
