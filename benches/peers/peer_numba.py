"""The model in numba: a loop over tiles of draws in parallel, in a tile year by year over its draws.

The state of a tile and its parameters stay in the first-level cache. `fastmath` is off; `error_model="numpy"` spares
the test for division by zero. Quantiles by buckets (statistics_numba.py) are numba too.
"""

import math

import llvmlite
import numba
import numpy as np
from numba import njit, prange

import job as j

TILE = 64


@njit(error_model="numpy", cache=True, inline="always")
def start_draw(p, i, history, growth, error, state, stocks, k):
    for s in range(2):
        depreciation, gestation, z = p[2 + s, i], p[4 + s, i], p[11 + s, i]
        lag = gestation / (gestation + 3.0)
        ratio = (1.0 - lag) / (1.0 - lag * (1.0 / (1.0 + growth)))
        u1 = history[s, 0] * ratio
        u2 = u1 * ratio
        u3 = u2 * ratio
        keep, pass_on = 1.0 - depreciation, 1.0 - lag
        stock = keep * (u3 / max(growth + depreciation, 0.03) * math.exp(error * z)) + u3
        last = history.shape[1] - 1
        for t in range(1, last + 1):
            if t == last:
                stocks[s, i] = stock
            u1 = lag * u1 + pass_on * history[s, t]
            u2 = lag * u2 + pass_on * u1
            u3 = lag * u3 + pass_on * u2
            stock = keep * stock + u3
        for half in range(2):
            state[8 * s + 4 * half, k] = stock
            state[8 * s + 4 * half + 1, k] = u1
            state[8 * s + 4 * half + 2, k] = u2
            state[8 * s + 4 * half + 3, k] = u3
    state[16, k], state[17, k], state[18, k], state[19, k] = 0.0, 1.0, 0.0, 0.0


@njit(error_model="numpy", cache=True)
def advance_tile(p, i0, width, psi_factor, state, k0, table, constants, first, last, levels, out, o0, with_channels, channels):
    """Years `first..last` of the draws `i0..i0 + width`; their state stands from `k0` on, their output from `o0` on."""
    tau = constants[1]
    indexed = tau - constants[3] * constants[2]
    interest = 1.0 + constants[4]
    for t in range(first, last):
        gdp, capital, hours, human = table[t, 0], table[t, 1], table[t, 2], table[t, 3]
        c1, c2, capital_ratio = table[t, 4], table[t, 5], table[t, 6]
        business, public, funded, own, total = table[t, 7], table[t, 8], table[t, 9], table[t, 10], table[t, 11]
        is_target, share, public_share, money = table[t, 12] != 0.0, table[t, 13], table[t, 14], table[t, 15]
        per_hour = 1000.0 * gdp / hours
        r = t - first
        for x in range(width):
            i, k, o = i0 + x, k0 + x, o0 + x
            alpha, psi = p[6, i], p[8, i] * psi_factor
            stock_b, stock_b0, stock_p, stock_p0 = state[0, k], state[4, k], state[8, k], state[12, k]
            log_public = math.log(stock_p / stock_p0)
            by_business = p[0, i] * math.log(stock_b / stock_b0)
            by_public = p[1, i] * log_public
            q = state[17, k]
            by_capital = alpha * math.log(q)
            a = by_business + by_public
            y = a + by_capital
            ey = math.exp(y)
            level = gdp * ey
            if is_target:
                extra = share * level - total
                public_extra = public_share * extra
                rd_b = business + (extra - public_extra)
                rd_p = public + public_extra
                paid = funded + public_extra
                spending = public_extra + money
            else:
                rd_b = business + own * (math.exp(y + p[10, i] * log_public) - 1.0)
                rd_p = public + money
                paid = funded + money
                spending = money
            rd = rd_b + rd_p
            log_money = math.log(rd / total)
            nu = state[16, k]
            volume = (log_money + psi * nu) / (1.0 + psi)
            deflator = math.exp(volume - log_money)
            state[16, k] = nu + p[9, i] * (volume - nu)
            debt = interest * state[18, k] + spending - tau * (gdp * (ey - 1.0))
            debt_indexed = interest * state[19, k] + spending - indexed * (gdp * (ey - 1.0))
            state[18, k], state[19, k] = debt, debt_indexed
            if levels:
                tfp0 = math.exp(c1 - alpha * c2)
                out[r, 0, o], out[r, 1, o], out[r, 2, o] = tfp0, stock_b0, stock_p0
                out[r, 3, o], out[r, 4, o], out[r, 5, o] = level, tfp0 * math.exp(a), capital * q
                out[r, 6, o], out[r, 7, o], out[r, 8, o] = hours, human, per_hour * ey
                out[r, 9, o], out[r, 10, o], out[r, 11, o] = rd_b, rd_p, rd
                out[r, 12, o], out[r, 13, o], out[r, 14, o] = rd / level, paid, 1.0 / deflator
                out[r, 15, o], out[r, 16, o] = stock_b, stock_p
                out[r, 17, o] = 100.0 * tau * (ey - 1.0)
                out[r, 18, o], out[r, 19, o] = 100.0 / gdp * debt, 100.0 / gdp * debt_indexed
            if with_channels:
                channels[r, 0, o], channels[r, 1, o] = y, by_business
                channels[r, 2, o], channels[r, 3, o] = by_public, by_capital
            surviving = (1.0 - p[7, i]) * capital_ratio
            state[17, k] = surviving * q + (1.0 - surviving) * ey
            lag, keep = p[4, i] / (p[4, i] + 3.0), 1.0 - p[2, i]
            u1 = lag * state[1, k] + (1.0 - lag) * (rd_b * deflator)
            u2 = lag * state[2, k] + (1.0 - lag) * u1
            u3 = lag * state[3, k] + (1.0 - lag) * u2
            state[0, k], state[1, k], state[2, k], state[3, k] = keep * stock_b + u3, u1, u2, u3
            u1 = lag * state[5, k] + (1.0 - lag) * business
            u2 = lag * state[6, k] + (1.0 - lag) * u1
            u3 = lag * state[7, k] + (1.0 - lag) * u2
            state[4, k], state[5, k], state[6, k], state[7, k] = keep * stock_b0 + u3, u1, u2, u3
            lag, keep = p[5, i] / (p[5, i] + 3.0), 1.0 - p[3, i]
            u1 = lag * state[9, k] + (1.0 - lag) * (rd_p * deflator)
            u2 = lag * state[10, k] + (1.0 - lag) * u1
            u3 = lag * state[11, k] + (1.0 - lag) * u2
            state[8, k], state[9, k], state[10, k], state[11, k] = keep * stock_p + u3, u1, u2, u3
            u1 = lag * state[13, k] + (1.0 - lag) * public
            u2 = lag * state[14, k] + (1.0 - lag) * u1
            u3 = lag * state[15, k] + (1.0 - lag) * u2
            state[12, k], state[13, k], state[14, k], state[15, k] = keep * stock_p0 + u3, u1, u2, u3


@njit(parallel=True, error_model="numpy", cache=True)
def start_all(p, history, growth, error, state, stocks):
    n = p.shape[1]
    for tile in prange((n + TILE - 1) // TILE):
        for i in range(tile * TILE, min(n, tile * TILE + TILE)):
            start_draw(p, i, history, growth, error, state, stocks, i)


@njit(parallel=True, error_model="numpy", cache=True)
def advance_all(p, psi_factor, state, table, constants, first, last, levels, out, with_channels, channels):
    n = p.shape[1]
    for tile in prange((n + TILE - 1) // TILE):
        i0 = tile * TILE
        advance_tile(p, i0, min(TILE, n - i0), psi_factor, state, i0, table, constants, first, last, levels, out, i0,
                     with_channels, channels)


@njit(parallel=True, error_model="numpy", cache=True)
def simulate_all(p, history, growth, table, constants, out, stocks, pieces):
    """All years of all draws; `out` holds a tile for each piece of work that runs at once."""
    n = p.shape[1]
    tiles = (n + TILE - 1) // TILE
    for piece in prange(pieces):
        state = np.empty((j.STATE_ROWS, TILE))
        for tile in range(piece * tiles // pieces, (piece + 1) * tiles // pieces):
            i0 = tile * TILE
            width = min(TILE, n - i0)
            for x in range(width):
                start_draw(p, i0 + x, history, growth, constants[0], state, stocks, x)
            advance_tile(p, i0, width, 1.0, state, 0, table, constants, 1, table.shape[0], True, out[piece], 0, False,
                         out[piece])


@njit(parallel=True, error_model="numpy", cache=True)
def last_year(p, history, growth, table, constants, log_gdp, pieces):
    """Log GDP of the last year against the baseline, of all draws."""
    n, years = p.shape[1], table.shape[0]
    tiles = (n + TILE - 1) // TILE
    for piece in prange(pieces):
        state, stocks = np.empty((j.STATE_ROWS, TILE)), np.empty((2, n))
        none, channels = np.empty((0, 0, 0)), np.empty((1, 4, TILE))
        for tile in range(piece * tiles // pieces, (piece + 1) * tiles // pieces):
            i0 = tile * TILE
            width = min(TILE, n - i0)
            for x in range(width):
                start_draw(p, i0 + x, history, growth, constants[0], state, stocks, x)
            advance_tile(p, i0, width, 1.0, state, 0, table, constants, 1, years - 1, False, none, 0, False, channels)
            advance_tile(p, i0, width, 1.0, state, 0, table, constants, years - 1, years, False, none, 0, True, channels)
            log_gdp[i0:i0 + width] = channels[0, 0, :width]


class Peer:
    name = "numba"

    def __init__(self, job, threads):
        self.job, self.threads = job, threads
        numba.set_num_threads(threads)

    def versions(self):
        svml = getattr(numba.config, "USING_SVML", False)
        return {"numba": numba.__version__, "llvmlite": llvmlite.__version__, "numba_svml": bool(svml)}

    def simulate_only(self, parameters):
        job = self.job
        out = np.empty((self.threads, len(job.table), j.ROWS, TILE))
        stocks = np.empty((2, parameters.shape[1]))
        simulate_all(parameters, job.history, job.growth, job.table, job.constants, out, stocks, self.threads)

    def log_gdp_of_last_year(self, parameters):
        """Log GDP of the last year against the baseline, a value a draw."""
        job, log_gdp = self.job, np.empty(parameters.shape[1])
        last_year(parameters, job.history, job.growth, job.table, job.constants, log_gdp, self.threads)
        return log_gdp

    def start(self, parameters, research_price=True):
        job, n = self.job, parameters.shape[1]
        state, stocks, out = np.empty((j.STATE_ROWS, n)), np.empty((2, n)), np.empty((1, j.ROWS, n))
        start_all(parameters, job.history, job.growth, job.constants[0], state, stocks)
        j.first_year(job, parameters, stocks, out[0])
        return (parameters, 1.0 if research_price else 0.0, state), out

    def advance(self, held, first, last, out, channels=None):
        parameters, factor, state = held
        none = np.empty((0, 0, 0))
        advance_all(parameters, factor, state, self.job.table, self.job.constants, first, last, out is not None,
                    none if out is None else out, channels is not None, none if channels is None else channels)
