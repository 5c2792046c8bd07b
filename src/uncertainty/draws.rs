use crate::parameters::PARAMETER_COUNT;
pub const DIMENSIONS: usize = PARAMETER_COUNT + 2;
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SamplingPlan { Random }
#[derive(Clone, Copy, Debug)]
pub struct Draws { pub seed: u64, pub plan: SamplingPlan }
impl Draws {
    pub fn z(&self, i: u64, out: &mut [f64]) {
        use rand::{Rng, SeedableRng};
        let mut r = rand_chacha::ChaCha8Rng::seed_from_u64(self.seed);
        r.set_stream(i);
        for o in out { let u = ((r.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64; *o = crate::parameters::Distribution{shape: crate::parameters::Shape::Normal{mean:0.0, sd:1.0}, lower: f64::NEG_INFINITY, upper: f64::INFINITY}.quantile(statrs::distribution::ContinuousCDF::inverse_cdf(&statrs::distribution::Normal::standard(), u)); }
    }
    pub fn shock_uniforms(&self, i: u64, out: &mut [f64]) {
        use rand::{Rng, SeedableRng};
        let mut r = rand_chacha::ChaCha8Rng::seed_from_u64(self.seed ^ 0x5555);
        r.set_stream(i);
        for o in out { *o = ((r.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64; }
    }
}
impl SamplingPlan {
    pub const NAMES: [&'static str; 3] = ["random", "latin_hypercube", "sobol"];
    pub fn from_name(name: &str, _draws: u64) -> Option<Self> { (name == "random").then_some(Self::Random) }
}
impl Default for SamplingPlan { fn default() -> Self { Self::Random } }
