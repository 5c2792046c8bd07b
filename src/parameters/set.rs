//! The parameters of one run: a distribution for each row of the table, and where it comes from.

use super::distribution::Distribution;
use super::joint_draws::{JointColumn, JointDraws};
use super::table::{PARAMETER_COUNT, ParameterId};
use crate::data::InputFile;
use crate::names::named;
use crate::scalar::Scalar;
use std::ops::Index;
use std::sync::Arc;
use thiserror::Error;

/// The values of all parameters in one draw (or in one lane group of draws).
#[derive(Clone, Copy, Debug)]
pub struct ParameterValues<S> {
    values: [S; PARAMETER_COUNT],
}

impl<S: Scalar> ParameterValues<S> {
    /// Values by a function of the parameter.
    #[must_use]
    pub fn from_fn(value: impl Fn(ParameterId) -> S) -> Self {
        let mut values = [S::of(0.0); PARAMETER_COUNT];
        for id in ParameterId::all() {
            values[id.index()] = value(id);
        }
        Self { values }
    }

    /// Replaces one value.
    pub fn set(&mut self, id: ParameterId, value: S) {
        self.values[id.index()] = value;
    }
}

impl<S> Index<ParameterId> for ParameterValues<S> {
    type Output = S;
    #[inline(always)]
    fn index(&self, id: ParameterId) -> &S {
        &self.values[id.index()]
    }
}

named! {
    /// Where a distribution was set; a later variant wins over an earlier one.
    Origin {
        /// The table.
        Default = "default",
        /// A parameter file.
        ParameterFile = "parameter file",
        /// Joint draws of a posterior.
        Posterior = "posterior",
        /// The scenario.
        Scenario = "scenario",
        /// The command line, or a call of the library.
        Set = "set",
    }
}

/// A distribution that was not set, because one of an origin that wins stands.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
#[error("{}: {} ({standing}) wins over {}", parameter.name(), winner.name(), origin.name())]
#[non_exhaustive]
pub struct OutrankedOrigin {
    /// The parameter.
    pub parameter: ParameterId,
    /// The distribution that stands.
    pub standing: Distribution,
    /// Its origin.
    pub winner: Origin,
    /// The origin that was to be set.
    pub origin: Origin,
}

/// A distribution for each parameter; some of them may be drawn jointly, from rows of a posterior.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterSet {
    distributions: Vec<Distribution>,
    origins: Vec<Origin>,
    joint: Option<Arc<JointDraws>>,
    /// The parameter file, where there is one.
    pub input: Option<InputFile>,
}

impl Default for ParameterSet {
    fn default() -> Self {
        Self {
            distributions: ParameterId::all().map(|id| id.row().prior).collect(),
            origins: vec![Origin::Default; PARAMETER_COUNT],
            joint: None,
            input: None,
        }
    }
}

impl ParameterSet {
    /// The distribution of a parameter.
    #[must_use]
    pub fn distribution(&self, id: ParameterId) -> &Distribution {
        &self.distributions[id.index()]
    }

    /// Where the distribution of a parameter comes from.
    #[must_use]
    pub fn origin(&self, id: ParameterId) -> Origin {
        self.origins[id.index()]
    }

    /// Replaces a distribution, unless an origin that wins has set it already.
    ///
    /// # Errors
    /// [`OutrankedOrigin`] where an origin that wins has set it; the set stays as it was.
    ///
    /// ```
    /// use kennis::parameters::Origin;
    /// use kennis::{Distribution, ParameterId, ParameterSet};
    /// let mut set = ParameterSet::default();
    /// set.set(ParameterId::CapitalShare, Distribution::fixed(0.33), Origin::Set)?;
    /// let error = set.set(ParameterId::CapitalShare, Distribution::fixed(0.4), Origin::ParameterFile).unwrap_err();
    /// assert_eq!(error.to_string(), "capital_share: set (0.33) wins over parameter file");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn set(
        &mut self,
        id: ParameterId,
        distribution: Distribution,
        origin: Origin,
    ) -> Result<(), OutrankedOrigin> {
        let (standing, winner) = (self.distributions[id.index()], self.origins[id.index()]);
        if origin < winner {
            return Err(OutrankedOrigin { parameter: id, standing, winner, origin });
        }
        self.distributions[id.index()] = distribution;
        self.origins[id.index()] = origin;
        Ok(())
    }

    /// As [`Self::set`], where it is no mistake that an origin wins.
    pub(crate) fn offer(&mut self, id: ParameterId, distribution: Distribution, origin: Origin) {
        // What wins stays: the order of origins is what is asked for.
        let _ = self.set(id, distribution, origin);
    }

    /// Draws the parameters of these columns jointly, from rows, unless an origin that wins has set them. Their
    /// distributions are the marginals. Other joint draws, set before, are forgotten.
    pub fn set_joint(&mut self, draws: JointDraws) {
        for id in ParameterId::all() {
            if self.origin(id) == Origin::Posterior {
                self.distributions[id.index()] = id.row().prior;
                self.origins[id.index()] = Origin::Default;
            }
        }
        for column in draws.columns() {
            if let JointColumn::Parameter(id) = column
                && let Some(marginal) = draws.marginal(*id)
            {
                self.offer(*id, marginal, Origin::Posterior);
            }
        }
        self.joint = (!draws.is_empty()).then(|| Arc::new(draws));
    }

    /// The joint draws, where there are some. A parameter is drawn from them where its origin is
    /// [`Origin::Posterior`].
    #[must_use]
    pub fn joint(&self) -> Option<&Arc<JointDraws>> {
        self.joint.as_ref()
    }

    /// The distribution of a parameter in words.
    #[must_use]
    pub fn described(&self, id: ParameterId) -> String {
        let rows = self.joint.as_ref().filter(|_| self.origin(id) == Origin::Posterior);
        match rows.and_then(|draws| draws.moments(JointColumn::Parameter(id))) {
            Some((mean, sd)) => format!("rows of a posterior(mean {mean:.4}, sd {sd:.4})"),
            None => self.distribution(id).to_string(),
        }
    }

    /// The centres: the values of a check run.
    #[must_use]
    pub fn centres(&self) -> ParameterValues<f64> {
        ParameterValues::from_fn(|id| self.distribution(id).centre())
    }

    /// The parameters that differ from the table.
    pub fn differences(&self) -> impl Iterator<Item = ParameterId> + '_ {
        ParameterId::all()
            .filter(|id| *self.distribution(*id) != id.row().prior || self.origin(*id) == Origin::Posterior)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precedence_does_not_depend_on_the_order_of_calls() {
        let id = ParameterId::DepreciationPublic;
        let mut set = ParameterSet::default();
        set.offer(id, Distribution::fixed(0.12), Origin::Set);
        set.offer(id, Distribution::fixed(0.2), Origin::Scenario);
        assert_eq!(set.centres()[id], 0.12);
        assert_eq!(set.differences().collect::<Vec<_>>(), [id]);
    }

    #[test]
    fn joint_draws_give_way_to_what_wins_and_are_in_the_hash() {
        use ParameterId::{DepreciationBusiness as A, DepreciationPublic as B};
        let draws = |last: f64| {
            let columns = vec![JointColumn::Parameter(A), JointColumn::Parameter(B)];
            JointDraws::new("p.csv", "no_effect", columns, [vec![0.1, 0.1], vec![0.2, last], vec![0.3, 0.15]])
        };
        let with = |last| {
            let mut set = ParameterSet::default();
            set.offer(B, Distribution::fixed(0.12), Origin::Scenario);
            set.set_joint(draws(last));
            set
        };
        let set = with(0.1);
        assert_eq!((set.origin(A), set.origin(B)), (Origin::Posterior, Origin::Scenario));
        assert_eq!((set.centres()[A], set.centres()[B]), (0.2, 0.12));
        assert_eq!(set.differences().collect::<Vec<_>>(), [A, B]);
        assert_eq!(set.described(A), "rows of a posterior(mean 0.2000, sd 0.0816)");
        assert_ne!(with(0.1).hash(), with(0.2).hash());
        // Other draws, without the parameter: it has its prior again.
        let mut other = set.clone();
        other.set_joint(JointDraws::new("q", "s", Vec::new(), Vec::new()));
        assert_eq!((other.origin(A), other.joint()), (Origin::Default, None));
    }
}
