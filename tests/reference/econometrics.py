"""Makes econometrics.json: panel regressions and error correction by statsmodels and linearmodels.

    python tests/reference/econometrics.py        (statsmodels 0.15.0, linearmodels 7.1, pandas, numpy)

The stocks of knowledge of the error correction model are built here a second time, from the tables in data/.
"""
import csv, json, pathlib
import numpy as np, pandas as pd, statsmodels.api as sm
from linearmodels.panel import PanelOLS
from statsmodels.tsa.vector_ar.vecm import VECM, coint_johansen, select_order

ROOT = pathlib.Path(__file__).resolve().parents[2]


# --- a panel of six countries, 24 years, two regressors that wander and react to the residual
rng = np.random.default_rng(20260101)
groups, years = 6, 24
rows = []
for g in range(groups):
    step = rng.normal(0.02, 0.05, (years, 2))
    x = step.cumsum(axis=0)
    u = np.zeros(years)
    e = rng.normal(0, 0.02, years)
    for t in range(years):
        u[t] = 0.6 * (u[t - 1] if t else 0) + e[t] + 0.3 * step[t, 0]
    y = 0.1 * g + x @ [0.08, 0.25] + u
    rows += [(f"C{g}", t, y[t], x[t, 0], x[t, 1]) for t in range(years)]
frame = pd.DataFrame(rows, columns=["group", "year", "y", "x1", "x2"])


def with_dummies(data, names, y):
    """Least squares with everything of a group as columns of its own: nothing is swept out."""
    codes = pd.factorize(data["group"])[0]
    fit = sm.OLS(data[y].to_numpy(), data[names].to_numpy())
    plain = fit.fit()
    clustered = fit.fit(cov_type="cluster", cov_kwds={"groups": codes})
    return plain, clustered


def dummies(data, extra):
    names = []
    for g in sorted(data["group"].unique()):
        for column in extra:
            name = f"{g}:{column}"
            data[name] = (data["group"] == g) * data[column]
            names.append(name)
    return names


def result(plain, clustered, n):
    return {"estimate": list(plain.params[:2]), "std_error": list(plain.bse[:2]),
            "std_error_clustered": list(clustered.bse[:2]), "observations": n,
            "residual_sd": float(np.sqrt(plain.scale))}


data = frame.copy()
data["one"] = 1.0
within = result(*with_dummies(data, ["x1", "x2"] + dummies(data, ["one"]), "y"), len(data))
panel = PanelOLS(frame.set_index(["group", "year"])["y"], frame.set_index(["group", "year"])[["x1", "x2"]],
                 entity_effects=True).fit()
within["linearmodels_estimate"] = list(panel.params)
within["linearmodels_std_error"] = list(panel.std_errors)
within["r_squared_within"] = float(panel.rsquared)

leads, lags = 1, 2
data = frame.copy()
data["one"] = 1.0
extra = ["one"]
for x in ("x1", "x2"):
    difference = data.groupby("group")[x].diff()
    for s in range(-lags, leads + 1):
        name = f"d{x}{s}"
        data[name] = difference.groupby(data["group"]).shift(-s)
        extra.append(name)
data = data.dropna().copy()
dynamic = result(*with_dummies(data, ["x1", "x2"] + dummies(data, extra), "y"), len(data))


# --- error correction on the Dutch series
def table(path, key):
    with open(ROOT / path) as f:
        return [r for r in csv.DictReader(f) if r["year"].isdigit()]


own = {int(r["year"]): r for r in table("data/netherlands.csv", "year")}
world = {}
for r in table("data/panel.csv", "country"):
    world.setdefault(r["country"], {})[int(r["year"])] = r


def of(country, year, name):
    cell = world[country].get(year, {}).get(name, "")
    return float(cell) if cell else None


span = list(range(1981, 2024))
nl = lambda year, name: float(own[year][name])
gdp = {y: nl(y, "gdp_volume") / nl(2023, "gdp_volume") * nl(2023, "gdp_nominal") / 1000 for y in span}
total = np.array([nl(y, "rd_total") / 100 * gdp[y] for y in span])
education = np.array([nl(y, "rd_higher_education") / 100 * gdp[y] for y in span])
growth = (total[10] / total[0]) ** 0.1 - 1


def stock(flow, delta, mean):
    """Pascal lag of order three as a convolution with the balanced past before the data, then the inventory."""
    p = mean / (mean + 3)
    k = np.arange(2000)
    weights = (k + 2) * (k + 1) / 2 * (1 - p) ** 3 * p ** k
    past = flow[0] * (1 + growth) ** -np.arange(1.0, 2001.0)[::-1]
    effective = np.convolve(np.concatenate([past, flow]), weights)[: 2000 + len(flow)]
    level = effective[2000] / (growth + delta)
    levels = [level]
    for v in effective[2000:]:
        level = (1 - delta) * level + v
        levels.append(level)
    return np.array(levels)          # at the start of 1981, 1982, ...


def bridged(country, year):
    known = sorted(y for y in world[country] if of(country, y, "rd_total") is not None)
    year = min(year, known[-1])
    a = max(y for y in known if y <= year)
    b = min(y for y in known if y >= year)
    va, vb = of(country, a, "rd_total"), of(country, b, "rd_total")
    return va if a == b else va * (vb / va) ** ((year - a) / (b - a))


partner = {}
sample = list(range(1981, 2019))     # flows
for c in world:
    try:
        level = of(c, 2020, "gdp_nominal") / of(c, 2020, "purchasing_power_parity") / of(c, 2020, "gdp_volume")
        flow = np.array([bridged(c, y) / 100 * of(c, y, "gdp_volume") * level / 1000 for y in sample])
    except (TypeError, ValueError):
        continue
    g = (flow[10] / flow[0]) ** 0.1 - 1
    levels = [flow[0] / max(g + 0.15, 0.03)]
    for v in flow:
        levels.append(0.85 * levels[-1] + v)
    partner[c] = levels[1:]           # at the start of 1982, ...
foreign = []
for i, y in enumerate(sample):
    size = {c: of(c, y, "gdp_nominal") / of(c, y, "purchasing_power_parity") for c in partner
            if c != "NLD" and of(c, y, "gdp_nominal") and of(c, y, "purchasing_power_parity")}
    foreign.append(sum(size[c] * partner[c][i] for c in size) / sum(size.values()))
# Business and government are not one series across the survey of 2013: higher education, and the rest.
public, private = stock(education, 0.10, 5.0), stock(total - education, 0.15, 2.0)
series = np.array([[np.log(nl(y, "tfp")), np.log(public[y - 1981]), np.log(private[y - 1981]),
                    np.log(foreign[y - 1982])] for y in range(1982, 2020)])

vecm = {"series": series.tolist(), "lag_order": int(select_order(series, 2, deterministic="co").bic), "models": []}
for lag in (1, 2):
    test = coint_johansen(series, 0, lag)
    for rank in (1, 2):
        fit = VECM(series, k_ar_diff=lag, coint_rank=rank, deterministic="co").fit()
        vecm["models"].append({
            "lags": lag, "rank": rank, "eigenvalues": test.eig.tolist(), "trace": test.lr1.tolist(),
            "critical": test.cvt[:, 1].tolist(), "alpha": fit.alpha.tolist(), "beta": fit.beta.tolist(),
            "gamma": fit.gamma.tolist(), "alpha_std_error": fit.stderr_alpha.tolist(),
            "residual_covariance": fit.sigma_u.tolist()})

out = {"panel": frame.values.tolist(), "within": within, "dynamic": dynamic, "leads": leads, "lags": lags, "vecm": vecm}
(pathlib.Path(__file__).with_name("econometrics.json")).write_text(json.dumps(out))
print(within, dynamic, vecm["lag_order"], sep="\n")
