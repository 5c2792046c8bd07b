"""The Sobol' indices of `kennis sensitivity` beside those of SALib, on the same model.

SALib draws the points and computes the indices with its own estimators and intervals; kennis is only asked for the result at given
parameters, one run at a time (`kennis.run(draws=0, set=...)`). Priors, their bounds and the copula are written anew here and held
against the quantiles that `kennis parameters` states. Exit status 1 where an index has two intervals that do not overlap.
"""

import argparse
import json
import math
import os
import re
import sys
from concurrent.futures import ProcessPoolExecutor

import kennis
import numpy as np
from SALib.analyze import sobol as analysis
from SALib.sample import sobol as sampling
from scipy.stats import norm

Z95 = 1.6448536269514722
LEVEL = 0.90  # of the intervals of kennis, 5 to 95%

# The copula of docs/uncertainty.md: the second of two is rho times the normal of the first, and the rest its own.
PAIRS = {
    "depreciation_public": ("depreciation_business", 0.5),
    "gestation_public": ("gestation_business", 0.5),
    "researcher_adjustment": ("research_price_elasticity", -0.3),
}
# Normals of their own, which no parameter sets.
NOT_SET = ("initial_stock_error_business", "initial_stock_error_public")


class Prior:
    """A split normal, given by its 5, 50 and 95% points, cut off at its bounds."""

    def __init__(self, row):
        found = re.match(r"split_normal \(low (\S+), centre (\S+), high (\S+)\)", row["distribution"])
        if not found:
            raise ValueError(f"{row['name']}: {row['distribution']} is not a split normal")
        low, self.centre, high = map(float, found.groups())
        self.below, self.above = (self.centre - low) / Z95, (high - self.centre) / Z95
        self.edges = norm.cdf([self.normal(row["lower"]), self.normal(row["upper"])])
        for name, z in (("p05", -Z95), ("p50", 0.0), ("p95", Z95)):
            if not math.isclose(self.at(z), row[name], rel_tol=1e-6, abs_tol=1e-9):
                raise ValueError(f"{row['name']}: {name} is {row[name]}, and here {self.at(z)}")

    def normal(self, value):
        distance = value - self.centre
        return distance / (self.below if distance < 0 else self.above)

    def at(self, z):
        least, most = self.edges
        z = norm.ppf(least + (most - least) * norm.cdf(z))
        return float(self.centre + z * (self.below if z < 0 else self.above))


def parameters_at(priors, unit):
    """The parameters at a point of the unit cube."""
    z = dict(zip(priors, norm.ppf(unit)))
    dependent = dict(z)
    for name, (first, rho) in PAIRS.items():
        if name in z and first in z:
            dependent[name] = rho * z[first] + math.sqrt(1 - rho * rho) * z[name]
    return {name: prior.at(dependent[name]) for name, prior in priors.items()}


def result(asked):
    """The result at these parameters; not a number where the rules of the model leave them out."""
    scenario, structure, output, year, values = asked
    try:
        run = kennis.run(scenario, draws=0, structure=structure, set=values, progress=False)
    except kennis.ComputationError:
        return math.nan
    return getattr(run, output).at(year)["mean"]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("scenario", nargs="?", default="examples/scenarios/public_research_permanent.toml")
    arguments.add_argument("--structure", default="knowledge_capital", help="one structure")
    arguments.add_argument("--output", default="gdp", choices=["gdp", "tfp", "rd_intensity", "debt_ratio"])
    arguments.add_argument("--rows", type=int, default=2048, help="rows of kennis sensitivity")
    arguments.add_argument("--points", type=int, default=1024, help="base points of SALib, a power of two")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--processes", type=int, default=os.cpu_count())
    arguments.add_argument("--out", help="also write the indices to this file, JSON")
    asked = arguments.parse_args()

    own = json.loads(kennis.sensitivity(asked.scenario, structure=asked.structure, output=asked.output, rows=asked.rows,
                                        seed=asked.seed).json)
    priors = json.loads(kennis.document("parameters").json)["parameters"]
    indices = {row["name"]: row for row in own["parameters"] if row["name"] not in NOT_SET}
    # Priors in the order of their table: the copula goes from one to the next.
    priors = {row["name"]: Prior(row) for row in priors if row["name"] in indices}

    problem = {"num_vars": len(priors), "names": list(priors), "bounds": [[0.0, 1.0]] * len(priors)}
    points = sampling.sample(problem, asked.points, calc_second_order=False, seed=asked.seed)
    tasks = [(asked.scenario, asked.structure, asked.output, own["year"], parameters_at(priors, p)) for p in points]
    with ProcessPoolExecutor(asked.processes) as pool:
        found = np.array(list(pool.map(result, tasks, chunksize=64))).reshape(asked.points, len(priors) + 2)
    kept = found[np.isfinite(found).all(axis=1)]
    salib = analysis.analyze(problem, kept.ravel(), calc_second_order=False, conf_level=LEVEL, num_resamples=1000,
                             seed=asked.seed)

    return report(asked, own, indices, salib, list(priors), (kept, found))


def report(asked, own, indices, salib, names, points):
    """Prints the table; how many pairs of intervals do not overlap."""
    kept, found = points
    print(f"{asked.output} in {own['year']}, {asked.structure}: mean {own['mean']:.3f} and {kept[:, [0, -1]].mean():.3f}, "
          f"standard deviation {own['sd']:.3f} and {kept[:, [0, -1]].std():.3f}")
    print(f"kennis: {own['rows']} rows; SALib: {len(kept)} of {len(found)} base points, {found.size} runs; 90% intervals")
    print(f"{'':34}{'kennis':>8}{'SALib':>8}{'less':>8}  intervals")
    apart, document = 0, []
    for kind, of_salib in (("first", "S1"), ("total", "ST")):
        for name in sorted(indices, key=lambda name: -indices[name]["total"]):
            row, place = indices[name], names.index(name)
            value, half = salib[of_salib][place], salib[of_salib + "_conf"][place]
            low, high = row[f"{kind}_low"], row[f"{kind}_high"]
            overlap = low <= value + half and value - half <= high
            apart += not overlap
            print(f"{kind + ' ' + name:34}{row[kind]:8.4f}{value:8.4f}{value - row[kind]:8.4f}  "
                  f"[{low:.4f}, {high:.4f}] [{value - half:.4f}, {value + half:.4f}]{'' if overlap else '  APART'}")
            document.append({"index": kind, "parameter": name, "kennis": row[kind], "kennis_low": low,
                             "kennis_high": high, "salib": value, "salib_half_width": half, "overlap": bool(overlap)})
    print(f"{len(document) - apart} of {len(document)} pairs of intervals overlap")
    if asked.out:
        with open(asked.out, "w") as file:
            json.dump({"kennis": own["version"], "rows": own["rows"], "points": len(kept), "indices": document}, file,
                      indent=1)
    return 1 if apart else 0


if __name__ == "__main__":
    sys.exit(main())
