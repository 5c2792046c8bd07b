"""Mean, standard deviation and quantiles (Hyndman-Fan type 7) of rows of values in numba, by buckets: count the values
by bucket between the least and the greatest, then sort the buckets that hold a wanted rank."""

import numpy as np
from numba import njit, prange

BUCKETS = 4096


@njit(error_model="numpy", cache=True)
def of_row(v, q, result):
    n = len(v)
    low, high, total = v[0], v[0], 0.0
    for i in range(n):
        x = v[i]
        low = min(low, x)
        high = max(high, x)
        total += x
    if not high > low:
        result[:] = low
        result[1] = 0.0
        return
    mean, square, scale = total / n, 0.0, (BUCKETS - 1) / (high - low)
    bucket = np.empty(n, np.uint16)
    for i in range(n):
        d = v[i] - mean
        square += d * d
        bucket[i] = np.uint16(np.int32((v[i] - low) * scale))
    result[0], result[1] = mean, (square / (n - 1)) ** 0.5
    count = np.zeros((4, BUCKETS), np.uint32)
    for i in range(0, n - n % 4, 4):
        count[0, bucket[i]] += 1
        count[1, bucket[i + 1]] += 1
        count[2, bucket[i + 2]] += 1
        count[3, bucket[i + 3]] += 1
    for i in range(n - n % 4, n):
        count[0, bucket[i]] += 1
    before = np.zeros(BUCKETS + 1, np.int64)
    for b in range(BUCKETS):
        before[b + 1] = before[b] + count[0, b] + count[1, b] + count[2, b] + count[3, b]
    wanted = np.zeros(BUCKETS, np.bool_)
    place = np.zeros(BUCKETS, np.int64)
    for k in range(len(q)):
        for side in range(2):
            rank = min(np.int64(q[k] * (n - 1)) + side, n - 1)
            wanted[np.searchsorted(before, rank, side="right") - 1] = True
    size = 0
    for b in range(BUCKETS):
        if wanted[b]:
            place[b] = size
            size += before[b + 1] - before[b]
    held = np.empty(size)
    for i in range(n):
        b = bucket[i]
        if wanted[b]:
            held[place[b]] = v[i]
            place[b] += 1
    for b in range(BUCKETS):
        if wanted[b]:
            place[b] -= before[b + 1] - before[b]
            held[place[b]:place[b] + before[b + 1] - before[b]].sort()
    for k in range(len(q)):
        position = q[k] * (n - 1)
        rank = np.int64(position)
        b = np.searchsorted(before, rank, side="right") - 1
        x0 = held[place[b] + rank - before[b]]
        rank1 = min(rank + 1, n - 1)
        b = np.searchsorted(before, rank1, side="right") - 1
        x1 = held[place[b] + rank1 - before[b]]
        result[2 + k] = x0 + (position - rank) * (x1 - x0)


@njit(parallel=True, error_model="numpy", cache=True)
def of_rows(rows, n, q, result):
    for row in prange(rows.shape[0]):
        of_row(rows[row, :n], q, result[row])


@njit(parallel=True, error_model="numpy", cache=True)
def percent_change(scenario, baseline, result):
    for i in prange(len(result)):
        result[i] = 100.0 * (scenario[i] - baseline[i]) / baseline[i]
