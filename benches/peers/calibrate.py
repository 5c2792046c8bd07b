"""The likelihood of knowledge_capital on the Dutch data once more, in numpy, and its fit by scipy.

    python benches/peers/calibrate.py --optimum    the optimum that the tests of the crate have recorded
    python benches/peers/calibrate.py --ols        ordinary least squares on conventional stocks, likewise
    python benches/peers/calibrate.py --time       times of scipy and, through cargo bench, of kennis, side by side
    python benches/peers/calibrate.py --posterior  the posterior by nutpie and by kennis: effective draws a second

Needs numpy and scipy; the posterior nutpie, numba and arviz too, and `cargo build --release -p kennis-cli` before. Written from the equations in docs/calibration.md, not from the Rust.
"""

import csv, json, re, subprocess, sys, time
import numpy as np
from pathlib import Path
from scipy.optimize import least_squares, minimize
from scipy.signal import lfilter
from scipy.special import ndtr, ndtri

ROOT = Path(__file__).resolve().parents[2]
Z95 = 1.6448536269514727


def data():
    rows = list(csv.reader(open(ROOT / "data/netherlands.csv", encoding="utf-8-sig")))
    head = rows[0]
    rows = {int(r[0]): r for r in rows[1:] if r[0].isdigit()}
    get = lambda name, years: np.array([float(rows[y][head.index(name)]) for y in years])
    flows, all_years = range(1981, 2019), range(1981, 2020)
    gdp = get("gdp_volume", flows) / 1e3  # the unit cancels in logs; rate_of_return needs R&D and GDP in one unit
    total = get("rd_total", flows) / 100 * gdp
    public = get("rd_higher_education", flows) / 100 * gdp
    tfp = get("tfp", all_years)
    years = np.arange(1982, 2020)
    dummies = np.stack([years == 2011, years == 2013], 1).astype(float)
    return np.diff(np.log(tfp)), total - public, public, gdp, dummies


Y, BUSINESS, PUBLIC, GDP, DUMMIES = data()
TOTAL = BUSINESS + PUBLIC
G = (TOTAL[10] / TOTAL[0]) ** 0.1 - 1
N = len(Y)


def stock(R, delta, m, error):
    """S at the start of 1981, 1982, ... 2019, and V."""
    p = m / (m + 3)
    ratio = (1 - p) / (1 - p / (1 + G))
    x = R
    for i in range(3):
        start = R[0] * ratio ** (i + 1)
        tail, _ = lfilter([1 - p], [1, -p], x[1:], zi=[p * start])
        x = np.concatenate([[start], tail])
    first = x[0] / max(G + delta, 0.03) * np.exp(error)
    s, _ = lfilter([1], [1, -(1 - delta)], x, zi=[(1 - delta) * first])
    return np.concatenate([[first], s]), x


class Split:
    """Split normal, truncated and renormalised."""

    def __init__(self, low, centre, high, lower, upper):
        self.c, self.sl, self.sh = centre, (centre - low) / Z95, (high - centre) / Z95
        at = lambda x: ndtr((x - centre) / (self.sl if x < centre else self.sh))
        self.a, self.m = at(lower), at(upper) - at(lower)

    def __call__(self, z):
        x = ndtri(self.a + self.m * ndtr(z))
        return self.c + (self.sl if x < 0 else self.sh) * x

    def slope(self, z):
        x = ndtri(self.a + self.m * ndtr(z))
        return (self.sl if x < 0 else self.sh) * self.m * np.exp(0.5 * (x * x - z * z))


class Normal:
    def __init__(self, sd):
        self.sd = sd

    def __call__(self, z):
        return self.sd * z

    def slope(self, z):
        return self.sd


MAPS = [
    Split(0.03, 0.08, 0.13, -0.05, 0.30), Split(0.0, 0.05, 0.17, -0.05, 0.35),
    Split(0.10, 0.15, 0.25, 0.02, 0.40), Split(0.02, 0.10, 0.15, 0.01, 0.25),
    Split(1.0, 2.0, 3.0, 0.25, 6.0), Split(2.0, 5.0, 10.0, 1.0, 20.0),
    Normal(0.3), Normal(0.3), Normal(0.05), Normal(0.05), Normal(0.05),
]
L = np.eye(11)
for i in (2, 4):
    L[i + 1, i : i + 2] = 0.5, np.sqrt(0.75)


def errors(theta):
    eb, ep, db, dp, mb, mp, ib, ip, mu, d1, d2 = theta
    growth = eb * np.diff(np.log(stock(BUSINESS, db, mb, ib)[0])) + ep * np.diff(np.log(stock(PUBLIC, dp, mp, ip)[0]))
    return Y - mu - growth - DUMMIES @ [d1, d2]


def theta_of(u):
    return np.array([q(z) for q, z in zip(MAPS, L @ u)])


def stock_slopes(R, delta, m, error):
    """d ln S / d(delta, m, error), forward through the recursion; rows are years."""
    p = m / (m + 3)
    dp = 3 / (m + 3) ** 2
    c = 1 + G
    ratio, dratio = (1 - p) / (1 - p / c), dp * (-(1 - p / c) + (1 - p) / c) / (1 - p / c) ** 2
    x, dx = R, np.zeros_like(R)
    for i in range(3):
        start, dstart = R[0] * ratio ** (i + 1), R[0] * (i + 1) * ratio**i * dratio
        tail, _ = lfilter([1 - p], [1, -p], x[1:], zi=[p * start])
        new = np.concatenate([[start], tail])
        force = dp * (new[:-1] - x[1:]) + (1 - p) * dx[1:]
        dtail, _ = lfilter([1], [1, -p], force, zi=[p * dstart])
        x, dx = new, np.concatenate([[dstart], dtail])
    g = max(G + delta, 0.03)
    first = x[0] / g * np.exp(error)
    dfirst = [-first / g if G + delta > 0.03 else 0.0, dx[0] / g * np.exp(error), first]
    keep = [1, -(1 - delta)]
    s, _ = lfilter([1], keep, x, zi=[(1 - delta) * first])
    s = np.concatenate([[first], s])
    forces = [-s[:-1], dx, np.zeros_like(x)]
    slopes = [np.concatenate([[d], lfilter([1], keep, f, zi=[(1 - delta) * d])[0]]) for d, f in zip(dfirst, forces)]
    return s, np.stack(slopes, 1) / s[:, None]


def jacobian(u):
    z = L @ u
    theta = theta_of(u)
    eb, ep, db, dp, mb, mp, ib, ip = theta[:8]
    sb, jb = stock_slopes(BUSINESS, db, mb, ib)
    sp, jp = stock_slopes(PUBLIC, dp, mp, ip)
    J = np.zeros((N, 11))
    J[:, 0], J[:, 1] = np.diff(np.log(sb)), np.diff(np.log(sp))
    jb, jp = eb * np.diff(jb, axis=0), ep * np.diff(jp, axis=0)
    J[:, [2, 4, 6]], J[:, [3, 5, 7]] = jb, jp
    J[:, 8], J[:, 9:] = 1, DUMMIES
    return -J * np.array([q.slope(x) for q, x in zip(MAPS, z)]) @ L


SIGMA = 0.0094


def residuals(u):
    return np.concatenate([errors(theta_of(u)) / SIGMA, u])


def residual_jacobian(u):
    return np.vstack([jacobian(u) / SIGMA, np.eye(11)])


def minus_log_posterior(w):
    """With sigma half-normal(.015), last in w, up to a constant."""
    u, z = w[:11], w[11]
    sigma = 0.015 * ndtri(0.5 + 0.5 * ndtr(z))
    e = errors(theta_of(u))
    return N * np.log(sigma) + e @ e / (2 * sigma**2) + w @ w / 2 + N / 2 * np.log(2 * np.pi) + 6 * np.log(2 * np.pi)


def optimum():
    fixed = least_squares(residuals, np.zeros(11), jac=residual_jacobian, method="lm", xtol=1e-15, ftol=1e-15, gtol=1e-15)
    w = minimize(minus_log_posterior, np.zeros(12), method="BFGS", options={"gtol": 1e-9})
    for _ in range(3):
        w = minimize(minus_log_posterior, w.x, method="Nelder-Mead",
                     options={"xatol": 1e-11, "fatol": 1e-13, "maxiter": 200000, "maxfev": 200000, "adaptive": True})
    print("sigma fixed at .0094: sum of squares", repr(2 * fixed.cost))
    print("theta", [float(f"{x:.10g}") for x in theta_of(fixed.x)])
    print("sigma free: log density", repr(-w.fun))
    print("theta", [float(f"{x:.10g}") for x in theta_of(w.x[:11])], "sigma", 0.015 * ndtri(0.5 + 0.5 * ndtr(w.x[11])))


def ols():
    sb, vb = stock(BUSINESS, 0.15, 2, 0)
    sp, vp = stock(PUBLIC, 0.10, 5, 0)
    effort = np.log(vb + vp)
    speed, s = 0.04, np.log(1 + G)
    pulled = []
    for step in np.concatenate([[np.log(1 + G)], np.diff(effort)]):
        s += speed * (step - s)
        pulled.append(s)
    designs = {
        "KnowledgeCapital": (["output_elasticity_business", "output_elasticity_public"],
                             [np.diff(np.log(sb)), np.diff(np.log(sp))]),
        "RateOfReturn": (["rate_of_return_business", "rate_of_return_public"], [np.diff(sb) / GDP, np.diff(sp) / GDP]),
        "SemiEndogenous": (["frontier_elasticity"], [np.array(pulled)]),
        "NoEffect": ([], []),
    }
    for structure, (names, columns) in designs.items():
        X = np.column_stack(columns + [np.ones(N), DUMMIES])
        beta, *_ = np.linalg.lstsq(X, Y, rcond=None)
        e = Y - X @ beta
        se = np.sqrt(np.diag(np.linalg.inv(X.T @ X)) * (e @ e) / (N - X.shape[1]))
        cells = ", ".join(f'("{n}", {b:.9g}, {s:.9g})' for n, b, s in zip(names + ["drift", "dummy_2011", "dummy_2013"], beta, se))
        print(f"(StructureName::{structure}, &[{cells}]),")


def best_of(f, seconds=3.0):
    """Median seconds a call over repeated calls."""
    times, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 5:
        start = time.perf_counter()
        f()
        times.append(time.perf_counter() - start)
    return sorted(times)[len(times) // 2]


def timed():
    import scipy, platform

    def fit(jac):
        # Tolerances that scipy's users take; the gradient is then about as small as ours.
        return least_squares(residuals, np.zeros(11), jac=jac, method="trf")

    scipy_numeric, scipy_exact = fit("2-point"), fit(residual_jacobian)
    out = subprocess.run(
        ["cargo", "bench", "--features", "posterior", "--bench", "calibrate", "--", "peer"],
        cwd=ROOT, capture_output=True, text=True,
    ).stdout
    found = re.search(r"time:\s+\[\S+ \S+ (\S+) (\S+)", out)
    unit = {"ns": 1e-9, "µs": 1e-6, "us": 1e-6, "ms": 1e-3, "s": 1.0}
    ours = float(found[1]) * unit[found[2]] if found else float("nan")
    numeric, exact = best_of(lambda: fit("2-point")), best_of(lambda: fit(residual_jacobian))
    print(json.dumps({
        "problem": "knowledge_capital, 38 years, 11 parameters, prior as residuals, sigma fixed at .0094, start at the centre",
        "kennis_seconds": ours, "scipy_numeric_seconds": numeric, "scipy_exact_seconds": exact,
        "ratio_numeric": numeric / ours, "ratio_exact": exact / ours,
        "scipy_cost": [2 * scipy_numeric.cost, 2 * scipy_exact.cost],
        "scipy_optimality": [scipy_numeric.optimality, scipy_exact.optimality],
        "scipy_evaluations": [scipy_numeric.nfev, scipy_exact.nfev],
        "scipy": scipy.__version__, "numpy": np.__version__, "python": platform.python_version(), "threads": 1,
    }, indent=1))


def compiled_log_density():
    """Log density and its gradient with sigma free, as one loop over years with its forward derivatives, for numba."""
    import math
    from numba import njit

    splits = MAPS[:6]
    centre, low, high, below, mass = (
        np.array([getattr(q, name) for q in splits]) for name in ("c", "sl", "sh", "a", "m"))
    sds = np.array([0.3, 0.3, 0.05, 0.05, 0.05])
    root = math.sqrt(2.0)

    @njit
    def quantile(p):
        """Acklam's rational approximation and two steps of Newton."""
        q = p - 0.5
        if abs(q) <= 0.47575:
            r = q * q
            x = (((((-3.969683028665376e1 * r + 2.209460984245205e2) * r - 2.759285104469687e2) * r + 1.38357751867269e2) * r
                 - 3.066479806614716e1) * r + 2.506628277459239) * q / (((((-5.447609879822406e1 * r + 1.615858368580409e2) * r
                 - 1.556989798598866e2) * r + 6.680131188771972e1) * r - 1.328068155288572e1) * r + 1.0)
        else:
            r = math.sqrt(-2.0 * math.log(min(p, 1.0 - p)))
            x = (((((-7.784894002430293e-3 * r - 3.223964580411365e-1) * r - 2.400758277161838) * r - 2.549732539343734) * r
                 + 4.374664141464968) * r + 2.938163982698783) / ((((7.784695709041462e-3 * r + 3.224671290700398e-1) * r
                 + 2.445134137142996) * r + 3.754408661907416) * r + 1.0)
            if q > 0:
                x = -x
        for _ in range(2):
            x -= (0.5 * math.erfc(-x / root) - p) * math.sqrt(2.0 * math.pi) * math.exp(0.5 * x * x)
        return x

    @njit
    def stock(R, delta, m, error, growth, slopes):
        """ln S differences into growth, their slopes by delta, m, error into slopes."""
        p, dp, c = m / (m + 3.0), 3.0 / (m + 3.0) ** 2, 1.0 + G
        ratio = (1.0 - p) / (1.0 - p / c)
        dratio = dp * (-(1.0 - p / c) + (1.0 - p) / c) / (1.0 - p / c) ** 2
        x, dx = np.empty(3), np.empty(3)
        for i in range(3):
            x[i], dx[i] = R[0] * ratio ** (i + 1), R[0] * (i + 1) * ratio**i * dratio
        g = max(G + delta, 0.03)
        s = x[2] / g * math.exp(error)
        sd = -s / g if G + delta > 0.03 else 0.0
        sm, se = dx[2] / g * math.exp(error), s
        for t in range(len(R)):
            if t > 0:
                force, dforce = R[t], 0.0
                for i in range(3):
                    old = x[i]
                    x[i] = p * old + (1.0 - p) * force
                    dx[i] = dp * (old - force) + p * dx[i] + (1.0 - p) * dforce
                    force, dforce = x[i], dx[i]
            new = (1.0 - delta) * s + x[2]
            nd, nm, ne = (1.0 - delta) * sd - s, (1.0 - delta) * sm + dx[2], (1.0 - delta) * se
            growth[t] = math.log(new / s)
            slopes[t, 0], slopes[t, 1], slopes[t, 2] = nd / new - sd / s, nm / new - sm / s, ne / new - se / s
            s, sd, sm, se = new, nd, nm, ne

    @njit
    def log_density(u):
        z = L @ u[:11]
        theta, slope = np.empty(11), np.empty(11)
        for i in range(6):
            x = quantile(below[i] + mass[i] * 0.5 * math.erfc(-z[i] / root))
            side = low[i] if x < 0 else high[i]
            theta[i], slope[i] = centre[i] + side * x, side * mass[i] * math.exp(0.5 * (x * x - z[i] * z[i]))
        theta[6:], slope[6:] = sds * z[6:], sds
        x = quantile(0.5 + 0.25 * math.erfc(-u[11] / root))
        sigma, dsigma = 0.015 * x, 0.015 * 0.5 * math.exp(0.5 * (x * x - u[11] * u[11]))
        gb, gp, jb, jp = np.empty(N), np.empty(N), np.empty((N, 3)), np.empty((N, 3))
        stock(BUSINESS, theta[2], theta[4], theta[6], gb, jb)
        stock(PUBLIC, theta[3], theta[5], theta[7], gp, jp)
        squares, by_theta = 0.0, np.zeros(11)
        for t in range(N):
            e = Y[t] - theta[8] - theta[0] * gb[t] - theta[1] * gp[t] - DUMMIES[t, 0] * theta[9] - DUMMIES[t, 1] * theta[10]
            squares += e * e
            by_theta[0] += e * gb[t]
            by_theta[1] += e * gp[t]
            for k in range(3):
                by_theta[2 + 2 * k] += e * theta[0] * jb[t, k]
                by_theta[3 + 2 * k] += e * theta[1] * jp[t, k]
            by_theta[8] += e
            by_theta[9] += e * DUMMIES[t, 0]
            by_theta[10] += e * DUMMIES[t, 1]
        precision = 1.0 / sigma**2
        gradient = -u.copy()
        gradient[:11] += L.T @ (by_theta * slope * precision)
        gradient[11] += (squares * precision - N) * dsigma / sigma
        return -N * math.log(sigma) - 0.5 * squares * precision - 0.5 * (u @ u), gradient

    return log_density


NAMES = ["output_elasticity_business", "output_elasticity_public", "depreciation_business", "depreciation_public",
         "gestation_business", "gestation_public", "initial_stock_error_business", "initial_stock_error_public", "drift",
         "dummy_2011", "dummy_2013", "sigma"]


def posterior():
    import os, platform, tempfile
    import arviz, numba, nutpie, pandas
    from nutpie.compiled_pyfunc import from_pyfunc

    os.environ["RAYON_NUM_THREADS"] = "1"
    log_density = compiled_log_density()
    u = 0.3 * np.sin(1.7 * np.arange(12))
    value, gradient = log_density(u)
    h = 1e-5
    numeric = np.array([minus_log_posterior(u - h * e) - minus_log_posterior(u + h * e) for e in np.eye(12)]) / (2 * h)
    constant = N / 2 * np.log(2 * np.pi) + 6 * np.log(2 * np.pi)
    assert abs(value - constant + minus_log_posterior(u)) < 1e-8 and np.abs(gradient - numeric).max() < 1e-4

    model = from_pyfunc(12, lambda: log_density, lambda *_: lambda x: {"u": x}, [np.dtype("float64")], [(12,)], ["u"])
    settings = dict(draws=1000, tune=1000, chains=4, cores=1, seed=1, target_accept=0.9, progress_bar=False)
    nutpie.sample(model, **{**settings, "draws": 10, "tune": 10})
    start = time.perf_counter()
    trace = nutpie.sample(model, **settings)
    theirs = time.perf_counter() - start
    draws = np.asarray(trace.posterior["u"])
    values = np.empty_like(draws)
    for c, d in np.ndindex(draws.shape[:2]):
        w = draws[c, d]
        values[c, d, :11], values[c, d, 11] = theta_of(w[:11]), 0.015 * ndtri(0.5 + 0.5 * ndtr(w[11]))
    binary = ROOT / "target/release/kennis"
    with tempfile.TemporaryDirectory() as folder:
        command = [binary, "calibrate", "--method", "posterior", "--draws", "4000", "--out", folder, "--quiet"]
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        ours = time.perf_counter() - start
        table = pandas.read_csv(Path(folder) / "posterior.csv", comment="#")
    own = np.stack([table[table.chain == c][NAMES].to_numpy() for c in range(4)])

    def least(samples):
        data = arviz.convert_to_dataset({name: samples[:, :, i] for i, name in enumerate(NAMES)})
        return min(min(float(arviz.ess(data, method=m)[name]) for name in NAMES) for m in ("bulk", "tail"))

    gap = np.abs(values.mean((0, 1)) - own.mean((0, 1))) / own.std((0, 1))
    print(json.dumps({
        "problem": "knowledge_capital, 38 years, 12 parameters, sigma free; 4 chains of 1000 draws after 1000, one thread",
        "kennis_seconds": ours, "nutpie_seconds": theirs,
        "kennis_least_ess": least(own), "nutpie_least_ess": least(values),
        "kennis_ess_a_second": least(own) / ours, "nutpie_ess_a_second": least(values) / theirs,
        "ratio": least(own) / ours / (least(values) / theirs),
        "largest_difference_of_means_in_sd": gap.max(),
        "kennis_includes": "start of the program, the mode with its diagnostics, summaries, writing the draws",
        "nutpie": nutpie.__version__, "numba": numba.__version__, "numpy": np.__version__, "python": platform.python_version(),
    }, indent=1))


if __name__ == "__main__":
    u = 0.31 * (np.sin(1.7 * np.arange(11)) + 0.45)
    h = 1e-6
    numeric = np.stack([(errors(theta_of(u + h * e)) - errors(theta_of(u - h * e))) / (2 * h) for e in np.eye(11)], 1)
    assert np.abs(jacobian(u) - numeric).max() < 1e-8, np.abs(jacobian(u) - numeric).max()
    {"--optimum": optimum, "--ols": ols, "--time": timed, "--posterior": posterior}[sys.argv[1]]()
