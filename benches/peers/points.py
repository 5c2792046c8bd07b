"""From a seed to the parameters of all draws, as a user of numpy and scipy writes it: points, then the priors.

The priors, their bounds and their correlations come out of the exchange file, so that no number is copied.
"""

import numpy as np
from scipy.special import ndtr, ndtri
from scipy.stats import qmc

Z95 = ndtri(0.95)


def random(dimensions, draws, seed):
    """Independent standard normals, a row a dimension."""
    return np.random.default_rng(seed).standard_normal((dimensions, draws))


def sobol(dimensions, draws, seed):
    """Standard normals of one scrambled Sobol' sequence."""
    u = qmc.Sobol(dimensions, scramble=True, rng=seed).random_base2(draws.bit_length() - 1)
    # In the middle of the intervals of 30 bits: a coordinate can be zero, and its normal would be infinite.
    return ndtri(u.T + 2.0 ** -31)


PLANS = {"random": random, "sobol": sobol}


class Priors:
    """The map from independent standard normals to parameters."""

    def __init__(self, header, names):
        place = {name: row for row, name in enumerate(names)}
        correlation = np.eye(len(names))
        for a, b, value in header["correlations"]:
            if a in place and b in place:
                correlation[place[a], place[b]] = correlation[place[b], place[a]] = value
        self.factor = np.linalg.cholesky(correlation)
        # The standard normals of the initial stocks are parameters as they are.
        self.maps = [quantile(header["priors"][name]) if name in header["priors"] else None for name in names]

    def __call__(self, z):
        """The values at `z`, a row a parameter."""
        values = self.factor @ z
        for row, of_normal in enumerate(self.maps):
            if of_normal is not None:
                values[row] = of_normal(values[row])
        return values


def quantile(prior):
    """The value of a parameter at a standard normal, with its bounds renormalised."""
    centre, down, up = sides(prior["kind"], prior["numbers"])
    low, high = (ndtr((bound - centre) / (down if bound < centre else up)) for bound in prior["bounds"])

    def of_normal(z):
        w = ndtri(low + ndtr(z) * (high - low))
        return centre + np.where(w < 0.0, down, up) * w

    return of_normal


def sides(kind, numbers):
    """Centre, and the standard deviations below and above it."""
    if kind == "split_normal":
        centre = numbers["centre"]
        return centre, (centre - numbers["low"]) / Z95, (numbers["high"] - centre) / Z95
    if kind == "normal":
        return numbers["mean"], numbers["sd"], numbers["sd"]
    raise ValueError(f"the peers have split_normal and normal priors, not {kind}")
