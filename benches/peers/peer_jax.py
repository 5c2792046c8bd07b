"""The model in JAX: `lax.scan` over years, the draws of a chunk side by side, in double precision, compiled.

Chunks stay in the cache; threads take chunks in turn (compiled code runs outside the interpreter's lock), and the
compiler's own threads are off. Compilation is not counted: all chunks have one width.
"""

import functools
import os
from concurrent.futures import ThreadPoolExecutor

# Threads are ours: see above.
os.environ["XLA_FLAGS"] = os.environ.get("XLA_FLAGS", "") + " --xla_cpu_multi_thread_eigen=false"

import jax
import jax.numpy as jnp
import numpy as np

import job as j

jax.config.update("jax_enable_x64", True)
jax.config.update("jax_platforms", "cpu")

CHUNK = 8192


def filters(lag, keep, flow, stock):
    s, u1, u2, u3 = stock
    u1 = lag * u1 + (1.0 - lag) * flow
    u2 = lag * u2 + (1.0 - lag) * u1
    u3 = lag * u3 + (1.0 - lag) * u2
    return keep * s + u3, u1, u2, u3


@jax.jit
def start(p, history, growth, error):
    """State at the start of the first simulated year, and the stocks of the year before."""
    states, stocks = [], []
    for s in range(2):
        depreciation, gestation, z = p[2 + s], p[4 + s], p[11 + s]
        flows = history[s]
        lag, keep = gestation / (gestation + 3.0), 1.0 - depreciation
        ratio = (1.0 - lag) / (1.0 - lag * (1.0 / (1.0 + growth)))
        u1 = flows[0] * ratio
        u2 = u1 * ratio
        u3 = u2 * ratio
        first = u3 / jnp.maximum(growth + depreciation, 0.03) * jnp.exp(error * z)
        stock = (keep * first + u3, u1, u2, u3)
        stock, _ = jax.lax.scan(lambda held, flow: (filters(lag, keep, flow, held), None), stock, flows[1:-1])
        stocks.append(stock[0])
        stock = filters(lag, keep, flows[-1], stock)
        states += [*stock, *stock]
    zero = jnp.zeros_like(p[0])
    return tuple(states) + (zero, zero + 1.0, zero, zero), tuple(stocks)


@functools.partial(jax.jit, static_argnames=("is_target", "levels", "split"))
def advance(p, psi_factor, state, years, constants, is_target, levels, split):
    """Years with one rule for money; gives the state and the rows of each year."""
    tau, interest = constants[1], 1.0 + constants[4]
    indexed = tau - constants[3] * constants[2]
    eps_b, eps_p, delta_b, delta_p, m_b, m_p, alpha, delta_k, psi, chi, xi = (p[row] for row in range(11))
    psi = psi * psi_factor
    lag_b, lag_p = m_b / (m_b + 3.0), m_p / (m_p + 3.0)

    def step(s, y):
        gdp, capital, hours, human, c1, c2, capital_ratio = (y[k] for k in range(7))
        business, public, funded, own, total = (y[k] for k in range(7, 12))
        share, public_share, money = y[13], y[14], y[15]
        nu, q, debt, debt_indexed = s[16:]
        log_public = jnp.log(s[8] / s[12])
        by_business = eps_b * jnp.log(s[0] / s[4])
        by_public = eps_p * log_public
        by_capital = alpha * jnp.log(q)
        a = by_business + by_public
        log_gdp = a + by_capital
        ey = jnp.exp(log_gdp)
        level = gdp * ey

        if is_target:
            extra = share * level - total
            public_extra = public_share * extra
            rd_b, placed = business + (extra - public_extra), public_extra
            spending = public_extra + money
        else:
            rd_b = business + own * (jnp.exp(log_gdp + xi * log_public) - 1.0)
            placed = jnp.zeros_like(rd_b) + money
            spending = money
        rd_p, paid = public + placed, funded + placed
        rd = rd_b + rd_p
        log_money = jnp.log(rd / total)
        volume = (log_money + psi * nu) / (1.0 + psi)
        deflator = jnp.exp(volume - log_money)
        rows = ()
        if levels:
            change = gdp * (ey - 1.0)
            debt = interest * debt + spending - tau * change
            debt_indexed = interest * debt_indexed + spending - indexed * change
            tfp0 = jnp.exp(c1 - alpha * c2)
            fill = jnp.zeros_like(ey)
            rows += (tfp0, s[4], s[12], level, tfp0 * jnp.exp(a), capital * q, fill + hours, fill + human,
                     1000.0 * gdp / hours * ey, rd_b, rd_p, rd, rd / level, paid, 1.0 / deflator, s[0], s[8],
                     100.0 * tau * (ey - 1.0), 100.0 / gdp * debt, 100.0 / gdp * debt_indexed)
        if split:
            rows += (log_gdp, by_business, by_public, by_capital)
        surviving = (1.0 - delta_k) * capital_ratio
        following = (
            *filters(lag_b, 1.0 - delta_b, rd_b * deflator, s[0:4]), *filters(lag_b, 1.0 - delta_b, business, s[4:8]),
            *filters(lag_p, 1.0 - delta_p, rd_p * deflator, s[8:12]), *filters(lag_p, 1.0 - delta_p, public, s[12:16]),
            nu + chi * (volume - nu), surviving * q + (1.0 - surviving) * ey, debt, debt_indexed)
        return following, rows

    return jax.lax.scan(step, state, years)


class Peer:
    name = "jax"

    def __init__(self, job, threads):
        self.job, self.threads = job, threads
        self.pool = ThreadPoolExecutor(threads)
        self.table, self.constants = jnp.array(job.table), jnp.array(job.constants)
        self.history = jnp.array(job.history)

    def versions(self):
        import jaxlib
        return {"jax": jax.__version__, "jaxlib": jaxlib.__version__}

    def chunks(self, parameters):
        """Parameters in chunks of one width; the last is filled up with copies of the last draw."""
        n = parameters.shape[1]
        # Fewer draws than a chunk holds: the next power of two, so that few widths are compiled.
        width = min(CHUNK, 1 << (n - 1).bit_length())
        whole = np.pad(parameters, ((0, 0), (0, -n % width)), mode="edge")
        return [np.ascontiguousarray(whole[:, first:first + width]) for first in range(0, n, width)]

    def each(self, work, items):
        """Runs `work` on every item; every thread takes its own, and waits for the result before the next."""
        def some(k):
            for item in items[k::self.threads]:
                work(item)
        list(self.pool.map(some, range(self.threads)))

    def simulate_only(self, parameters):
        def work(p):
            p = jnp.asarray(p)
            state, _ = start(p, self.history, self.job.growth, self.constants[0])
            for years, _, is_target in self.same_rule(1, len(self.table)):
                state, rows = advance(p, 1.0, state, years, self.constants, is_target, True, False)
                jax.block_until_ready(rows)
        self.each(work, self.chunks(parameters))

    def log_gdp_of_last_year(self, parameters):
        """Log GDP of the last year against the baseline, a value a draw."""
        chunks, last = self.chunks(parameters), len(self.table) - 1
        log_gdp = [None] * len(chunks)

        def work(k):
            p = jnp.asarray(chunks[k])
            state, _ = start(p, self.history, self.job.growth, self.constants[0])
            for years, _, is_target in self.same_rule(1, last):
                state, _ = advance(p, 1.0, state, years, self.constants, is_target, False, False)
            for years, _, is_target in self.same_rule(last, last + 1):
                _, rows = advance(p, 1.0, state, years, self.constants, is_target, False, True)
            log_gdp[k] = np.asarray(rows[0][0])

        self.each(work, list(range(len(chunks))))
        return np.concatenate(log_gdp)[:parameters.shape[1]]

    def same_rule(self, first, last):
        """The years `first..last` in runs with one rule: table, position of the first, and whether it is a target."""
        rules = self.job.table[:, j.IS_TARGET] != 0.0
        while first < last:
            end = first + 1
            while end < last and rules[end] == rules[first]:
                end += 1
            yield self.table[first:end], first, bool(rules[first])
            first = end

    def start(self, parameters, research_price=True):
        n = parameters.shape[1]
        chunks = [jnp.asarray(p) for p in self.chunks(parameters)]
        out = np.empty((1, j.ROWS, n))
        stocks = np.empty((2, n))
        held = [None] * len(chunks)

        def work(k):
            held[k], s = start(chunks[k], self.history, self.job.growth, self.constants[0])
            first, last = k * CHUNK, min(n, k * CHUNK + CHUNK)
            for row in range(2):
                stocks[row, first:last] = np.asarray(s[row])[:last - first]

        self.each(work, list(range(len(chunks))))
        j.first_year(self.job, parameters, stocks, out[0])
        return (chunks, 1.0 if research_price else 0.0, held), out

    def advance(self, held, first, last, out, channels=None):
        chunks, factor, states = held
        runs = list(self.same_rule(first, last))

        def work(k):
            begin = k * CHUNK
            width = min(CHUNK, (channels if out is None else out).shape[2] - begin)
            for years, t, is_target in runs:
                states[k], rows = advance(chunks[k], factor, states[k], years, self.constants, is_target,
                                          out is not None, channels is not None)
                rows = iter(rows)
                some = slice(t - first, t - first + len(years))
                for into, count in ((out, j.ROWS), (channels, len(j.CHANNEL_ROWS))):
                    for row in range(count if into is not None else 0):
                        into[some, row, begin:begin + width] = np.asarray(next(rows))[:, :width]

        self.each(work, list(range(len(chunks))))
