#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum DependenceError {}
#[derive(Clone, Debug, Default)]
pub struct Dependence;
impl Dependence { pub fn apply(&self, _z: &mut [f64]) {} }
