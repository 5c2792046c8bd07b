//! The catalogue of interventions in education: dated, each row with its source.

use super::intervention::{Intervention, PupilCost};
use crate::data::{Date, InputFile};
use crate::names::nearest_name;

/// A catalogue of interventions.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Catalogue {
    /// The day up to which sources were looked at.
    pub date: Date,
    /// Euro a dollar, for costs in dollars; none where it is not given.
    pub euro_per_dollar: Option<f64>,
    /// The rows, in the order of the file.
    pub interventions: Vec<Intervention>,
    /// The file, where it was read from one.
    pub input: Option<InputFile>,
}

impl Catalogue {
    /// The row of a name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Intervention> {
        self.interventions.iter().find(|row| row.name == name)
    }

    /// The name that is nearest to one that is not there.
    #[must_use]
    pub fn nearest(&self, name: &str) -> Option<&str> {
        nearest_name(name, self.names())
    }

    /// All names, in the order of the file.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.interventions.iter().map(|row| row.name.as_str())
    }

    /// A row for a scenario, its cost in euro; a cost in dollars without a rate is left out.
    #[must_use]
    pub fn in_euro(&self, row: &Intervention) -> Intervention {
        let euro = |cost: &PupilCost| match cost.currency.as_str() {
            "EUR" => Some(cost.clone()),
            _ => self.euro_per_dollar.map(|rate| PupilCost {
                amount: cost.amount * rate,
                currency: "EUR".to_owned(),
                ..cost.clone()
            }),
        };
        Intervention { cost_per_pupil: row.cost_per_pupil.as_ref().and_then(euro), ..row.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::intervention::{CostPer, tests::tutoring};
    use super::*;

    fn catalogue(euro_per_dollar: Option<f64>) -> Catalogue {
        let mut american = tutoring();
        american.name = "american".to_owned();
        american.cost_per_pupil = Some(PupilCost {
            amount: 1000.0,
            currency: "USD".to_owned(),
            price_year: 2018,
            per: CostPer::Pupil,
        });
        Catalogue {
            date: Date::LETTER,
            euro_per_dollar,
            interventions: vec![tutoring(), american],
            input: None,
        }
    }

    #[test]
    fn a_row_is_found_by_its_name_and_the_nearest_one_is_told() {
        let catalogue = catalogue(None);
        assert_eq!(catalogue.find("american").map(|row| row.name.as_str()), Some("american"));
        assert_eq!((catalogue.find("tutorin"), catalogue.nearest("tutorin")), (None, Some("tutoring")));
    }

    #[test]
    fn dollars_become_euro_at_the_rate_of_the_table_and_nothing_without_one() {
        let cost = |rate| {
            let catalogue = catalogue(rate);
            let in_euro = catalogue.in_euro(&catalogue.interventions[1]);
            in_euro.cost_per_pupil.map(|cost| (cost.amount, cost.currency))
        };
        assert_eq!(cost(Some(0.9)), Some((900.0, "EUR".to_owned())));
        assert_eq!(cost(None), None);
        let of_euro = catalogue(None).in_euro(&tutoring());
        assert_eq!(of_euro, tutoring());
    }
}
