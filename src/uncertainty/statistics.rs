#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Statistics { pub mean: f64, pub sd: f64, pub p05: f64, pub p20: f64, pub p25: f64, pub p35: f64, pub p50: f64, pub p65: f64, pub p75: f64, pub p80: f64, pub p95: f64, pub mc_error: f64 }
impl Statistics {
    pub fn of(v: &mut [f64]) -> Self {
        v.sort_by(f64::total_cmp);
        let n = v.len() as f64; let mean = v.iter().sum::<f64>()/n;
        let sd = if v.len() < 2 {0.0} else {(v.iter().map(|x| (x-mean).powi(2)).sum::<f64>()/(n-1.0)).sqrt()};
        let q = |p: f64| { let h = p*(n-1.0); let i = h.floor() as usize; let j = (i+1).min(v.len()-1); v[i] + (h-i as f64)*(v[j]-v[i]) };
        Self{mean,sd,p05:q(0.05),p20:q(0.2),p25:q(0.25),p35:q(0.35),p50:q(0.5),p65:q(0.65),p75:q(0.75),p80:q(0.8),p95:q(0.95),mc_error: sd/n.sqrt()}
    }
    pub fn of_mixture(groups: &mut [(f64, &mut [f64])]) -> Self { let mut all: Vec<f64> = groups.iter().flat_map(|(_, v)| v.iter().copied()).collect(); Self::of(&mut all) }
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, f64)> { [("mean",self.mean),("sd",self.sd),("p05",self.p05),("p20",self.p20),("p25",self.p25),("p35",self.p35),("p50",self.p50),("p65",self.p65),("p75",self.p75),("p80",self.p80),("p95",self.p95),("mc_error",self.mc_error)].into_iter() }
}
