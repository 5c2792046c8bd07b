"""Mean, standard deviation and quantiles (Hyndman-Fan type 7) of rows of values with numpy; threads take rows in turn.

Two ways: `by_partition` is what numpy offers (np.partition at the eighteen ranks, here faster than a sort and than
np.quantile); `by_buckets` is the algorithm of kennis and of the C in numpy's terms: count the values by bucket, and
sort the buckets that hold a wanted rank.
"""

import numpy as np

import job as j

BUCKETS = 4096


class Scratch:
    """The arrays that a row is worked in."""

    def __init__(self, n):
        self.centred, self.bucket, self.wanted = np.empty(n), np.empty(n, np.intp), np.empty(n, np.bool_)


def by_partition(values, ranks, scratch):
    """The values at these ranks."""
    values.partition(ranks)
    return values[ranks]


def by_buckets(values, ranks, scratch):
    """The values at these ranks; `scratch.centred` holds the values less a constant."""
    scaled = scratch.centred
    low, high = scaled.min(), scaled.max()
    scaled -= low
    scaled *= (BUCKETS - 1) / (high - low)
    np.copyto(scratch.bucket, scaled, casting="unsafe")
    # Rounding is monotone, so that the buckets are in the order of the values.
    before = np.concatenate([[0], np.cumsum(np.bincount(scratch.bucket, minlength=BUCKETS))])
    at = np.searchsorted(before, ranks, side="right") - 1
    wanted = np.zeros(len(before), np.bool_)
    wanted[at] = True
    np.take(wanted, scratch.bucket, out=scratch.wanted, mode="clip")
    held = np.sort(values[scratch.wanted])
    # Where a wanted bucket starts among those that are held.
    sizes = np.where(wanted[:-1], np.diff(before), 0)
    start = np.cumsum(sizes) - sizes
    return held[start[at] + ranks - before[at]]


def of_row(values, select, scratch):
    """Statistics of one row, which may be put in another order."""
    n = len(values)
    if values[0] == values[-1] and values.min() == values.max():
        return np.array([values[0], 0.0] + [values[0]] * len(j.PROBABILITIES))
    mean = values.mean()
    np.subtract(values, mean, out=scratch.centred)
    sd = np.sqrt(scratch.centred @ scratch.centred / (n - 1)) if n > 1 else 0.0
    position = j.PROBABILITIES * (n - 1)
    rank = position.astype(np.int64)
    ranks = np.concatenate([rank, np.minimum(rank + 1, n - 1)])
    low, high = select(values, ranks, scratch).reshape(2, -1)
    return np.concatenate([[mean, sd], low + (position - rank) * (high - low)])


def of_rows(rows, n, pool, threads, select):
    """Statistics of rows of values, of which the first `n` count."""
    result = np.empty((len(rows), len(j.STATISTICS)))

    def work(k):
        scratch = Scratch(n)
        for row in range(k, len(rows), threads):
            result[row] = of_row(rows[row, :n], select, scratch)

    list(pool.map(work, range(threads)))
    return result
